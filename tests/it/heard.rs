//! What a screen reader announces: the example from its PDF, a card of a project, and what is said
//! when there is nothing to hear.

use planwright::hear::{self, Kind, Utterance};
use planwright::limits;
use planwright::pdf::{self, Unreadable};

use crate::case::Case;
use crate::program::{files_below, only_pdf, planwright, repository, write};

/// What is announced of the example plan, as it lies in the repository.
fn example() -> Vec<Utterance> {
    let pdf = "output/kirklees-health-and-wellbeing-plan-v0.9-draft.pdf";
    let bytes = std::fs::read(repository().join(pdf)).expect("the PDF is there");
    hear::announce(&pdf::read(bytes).expect("the PDF can be read"))
}

/// The titles of the example's cards as they are printed, in reading order.
fn titles() -> Vec<String> {
    let run = planwright(repository(), &["check", "plan", "--no-compile", "--draft"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let folder = repository().join("plan");
    let mut files = files_below(&folder);
    files.retain(|file| file.ends_with(".md"));
    // The card of a folder stands before what is in it.
    files.sort_by_key(|file| file.replace("/index.md", "/"));
    let title = |file: &String| {
        let text = std::fs::read_to_string(folder.join(file)).expect("a card can be read");
        let line = text.lines().find_map(|line| line.strip_prefix("title: "));
        line.expect("a title")
            .trim_matches(['"', '\''])
            .replace('\'', "’")
    };
    files.iter().map(title).collect()
}

/// `4.1 Workstream 1 Early Intervention` without what comes before the title.
fn without_number(heading: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let text = heading.trim_start_matches(is_number).trim_start();
    let label = ["Workstream ", "Appendix "]
        .iter()
        .find_map(|label| text.strip_prefix(label));
    let title = label.map_or(text, |rest| {
        rest.split_once(' ').map_or(rest, |(_, title)| title)
    });
    title.to_owned()
}

#[test]
fn each_heading_of_the_example_is_heard_once_and_in_order() {
    let said = example();
    let headings: Vec<String> = said
        .iter()
        .filter(|said| matches!(said.kind, Kind::Heading(_)))
        .map(|said| without_number(&said.text()))
        .collect();
    let mut last = 0;
    let titles = titles();
    assert!(titles.len() > 40, "the cards are found");
    for title in titles {
        let found: Vec<usize> = headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| **heading == title)
            .map(|(at, _)| at)
            .collect();
        let [at] = found.as_slice() else {
            panic!("“{title}” is heard {} times", found.len());
        };
        assert!(*at > last, "“{title}” comes before its turn");
        last = *at;
    }
}

#[test]
fn every_picture_of_the_example_says_something() {
    let said = example();
    let pictures: Vec<&Utterance> = said
        .iter()
        .filter(|said| said.kind == Kind::Picture)
        .collect();
    assert!(pictures.len() >= 5, "the pictures are found");
    for picture in pictures {
        assert!(picture.text().len() > 40, "{picture:?}");
    }
}

/// A project with two cards that can be built.
fn project() -> tempfile::TempDir {
    Case::named("hear").project()
}

#[test]
fn a_card_is_heard_alone() {
    let root = project();
    let heard = planwright(root.path(), &["hear", "part"]);
    assert_eq!(heard.status, 0, "{}", heard.stderr);
    assert_eq!(
        heard.stdout,
        "heading 1: 2 The parts\nparagraph: This is the introduction.\n"
    );
    let heard = planwright(root.path(), &["hear", "work"]);
    let lines: Vec<&str> = heard.stdout.lines().collect();
    assert_eq!(lines.first(), Some(&"heading 2: 2.1 The work"));
    assert_eq!(lines.last(), Some(&"cell (When): 2027"));
}

#[test]
fn what_is_open_is_heard_as_a_draft() {
    let root = project();
    let open = "---\ntitle: More\n---\nTO BE COMPLETED\n";
    write(root.path(), "plan/04-more.md", open);
    let heard = planwright(root.path(), &["hear"]);
    assert_eq!((heard.status, heard.stderr.as_str()), (0, ""));
    assert!(heard.stdout.contains("heading 1: Outstanding items\n"));
    assert!(!root.path().join("output").exists(), "nothing is written");
}

#[test]
fn who_asks_for_what_is_not_there_is_told_what_is() {
    let root = project();
    let unknown = planwright(root.path(), &["hear", "wrok"]);
    assert_eq!(unknown.status, 2);
    let message = "error: the document `plan` has no card `wrok`; did you mean `work`?\n";
    assert_eq!(unknown.stderr, message);
    let other = planwright(root.path(), &["hear", "--document", "report"]);
    assert_eq!(other.status, 2);
    let message = "error: there is no document `report`; the documents are `plan`\n";
    assert_eq!(other.stderr, message);
}

#[test]
fn a_document_that_cannot_be_built_is_not_heard() {
    let root = project();
    write(
        root.path(),
        "plan/04-more.md",
        "---\ntitle: More\n---\n[](#nowhere)\n",
    );
    let heard = planwright(root.path(), &["hear"]);
    assert_eq!((heard.status, heard.stdout.as_str()), (1, ""));
    assert!(
        heard.stderr.contains("error[reference/unknown-id]"),
        "{}",
        heard.stderr
    );
}

#[test]
fn a_pdf_that_was_cut_off_or_damaged_is_read_or_refused() {
    let root = project();
    let run = planwright(root.path(), &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let bytes = std::fs::read(only_pdf(root.path())).expect("the PDF is there");
    let whole = pdf::read(bytes.clone()).expect("the PDF can be read");
    let all = hear::announce(&whole).len();
    for part in 0..40 {
        let end = bytes.len() * part / 40;
        if let Ok(read) = pdf::read(bytes[..end].to_vec()) {
            assert!(hear::announce(&read).len() <= all, "cut off at {end}");
        }
        let mut damaged = bytes.clone();
        damaged[end] ^= 0xff;
        if let Ok(read) = pdf::read(damaged) {
            hear::announce(&read);
        }
    }
}

/// A PDF of one empty page with so many tags inside each other.
fn nested_tags(depth: usize) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_owned(),
        "<</Type/StructTreeRoot/K 5 0 R>>".to_owned(),
    ];
    let first = objects.len() + 1;
    // The last leads back to the first, which is not gone through again.
    let next = |at: usize| {
        if at + 1 < depth {
            first + at + 1
        } else {
            first
        }
    };
    objects.extend((0..depth).map(|at| format!("<</S/Div/K {} 0 R>>", next(at))));
    let mut text = "%PDF-1.7\n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    text.push_str("trailer\n<</Root 1 0 R>>\n%%EOF\n");
    text.into_bytes()
}

#[test]
fn tags_may_lie_inside_each_other_up_to_the_limit_and_lead_back() {
    let deep = pdf::read(nested_tags(limits::PDF_TAG_DEPTH)).expect("it is within the limit");
    assert_eq!(hear::announce(&deep), []);
    let deeper = pdf::read(nested_tags(limits::PDF_TAG_DEPTH + 1));
    let too_deep = Unreadable::TooMuch("tags inside each other");
    assert_eq!(deeper.err(), Some(too_deep));
}

#[test]
fn a_pdf_without_tags_is_said_to_have_none() {
    let text = String::from_utf8(nested_tags(1)).expect("it is text");
    let untagged = text.replace("/StructTreeRoot 4 0 R", "");
    assert_eq!(
        pdf::read(untagged.into_bytes()).err(),
        Some(Unreadable::Untagged)
    );
}
