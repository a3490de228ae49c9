//! The web page: it says what the pages say, with the same numbers; it needs nothing else; and
//! axe-core finds nothing wrong with it.

use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;

use crate::case::Case;
use crate::program::{files_below, only_pdf, pdf_text, planwright, repository};

/// Builds a project; the web pages that it has, or its texts if no web page is wanted.
fn built(project: &Path, formats: &str) -> Vec<PathBuf> {
    let run = planwright(project, &["build", "--draft", "--format", formats]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let output = project.join("output");
    let ending = if formats.contains("html") {
        ".html"
    } else {
        ".txt"
    };
    files_below(&output)
        .into_iter()
        .filter(|file| file.ends_with(ending))
        .map(|file| output.join(file))
        .collect()
}

/// The cases that have pages.
fn cases_with_pages() -> Vec<Case> {
    let has_pages = |case: &Case| case.part("page.txt").is_some();
    Case::all().into_iter().filter(has_pages).collect()
}

/// The text is read off the web page, so that it says what stands there too.
#[test]
fn a_case_reads_as_its_file_says() {
    let has_text = |case: &Case| case.part("text.txt").is_some();
    let cases: Vec<Case> = cases_with_pages().into_iter().filter(has_text).collect();
    assert!(cases.len() > 2, "{}", cases.len());
    for case in cases {
        let project = case.project();
        let text = std::fs::read_to_string(&built(project.path(), "txt")[0]).expect("a text");
        case.expect("text.txt", &text);
    }
}

#[test]
fn contents_and_captions_have_the_numbers_of_the_pages() {
    for case in ["kinds", "report", "markdown", "notes-everywhere"] {
        let project = Case::named(case).project();
        let pages = built(project.path(), "pdf,html,txt");
        let joined = |text: &str| text.split_whitespace().collect::<String>();
        let pdf = joined(&pdf_text(&only_pdf(project.path())).replace('\u{200b}', ""));
        let html = std::fs::read_to_string(&pages[0]).expect("a page");
        let (_, nav) = html.split_once("<nav").expect("contents");
        let (nav, _) = nav.split_once("</nav>").expect("contents end");
        let text = std::fs::read_to_string(pages[0].with_extension("txt")).expect("a text");
        let (_, entries) = text.split_once("\nContents\n").expect("contents");
        let count = nav.matches("<li").count() + nav.matches("<h3").count();
        let entries: Vec<&str> = entries
            .lines()
            .filter(|line| !line.is_empty())
            .take(count)
            .collect();
        assert!(entries.len() > 3, "{entries:?}");
        for entry in entries {
            assert!(
                pdf.contains(&joined(entry)),
                "{case}: the pages have no “{entry}”"
            );
        }
    }
}

#[test]
fn letters_are_marks_of_lists_as_their_author_wrote_them() {
    let project = Case::named("lettered").project();
    let pages = built(project.path(), "html");
    let html = std::fs::read_to_string(&pages[0]).expect("a page");
    for list in [
        "<ol type=\"a\" class=\"marked\" role=\"list\"><li id=\"rec-note\"><span class=\"number\">(a)</span> note",
        "<ol type=\"i\"",
    ] {
        assert!(html.contains(list), "{list} in {html}");
    }
    assert!(
        html.contains("<span class=\"number\">d.</span> with a gap"),
        "{html}"
    );
}

#[test]
fn tables_of_html_keep_their_headings_and_spans() {
    let project = Case::named("html-in-cards").project();
    let html = std::fs::read_to_string(&built(project.path(), "html")[0]).expect("a page");
    for cell in [
        "<th scope=\"row\">Bridges</th>",
        "<td class=\"right\" colspan=\"2\">both",
        "<th scope=\"col\">Item</th>",
    ] {
        assert!(html.contains(cell), "{cell} in {html}");
    }
}

#[test]
fn each_bar_and_each_gap_of_a_chart_names_its_series() {
    let project = Case::named("charts").project();
    let pages = built(project.path(), "html");
    let html = std::fs::read_to_string(&pages[0]).expect("a page");
    for label in [
        "South: 6.5",
        "South: not yet known",
        "Solutions: subject to bids",
    ] {
        assert!(
            html.contains(&format!("<span class=\"chart-value\">{label}</span>")),
            "{label}"
        );
    }
    assert_eq!(html.matches("nothing is outstanding").count(), 1);
}

#[test]
fn a_web_page_asks_for_nothing_and_has_the_same_bytes_again() {
    let project = Case::named("markdown").project();
    let first = std::fs::read(&built(project.path(), "html")[0]).expect("a page");
    let again = std::fs::read(&built(project.path(), "pdf,html")[0]).expect("a page");
    assert!(first == again);
    let html = String::from_utf8(first).expect("UTF-8");
    assert!(html.contains("default-src 'none'"));
    assert!(!html.contains("<script") && !html.contains("@import") && !html.contains("src=\"http"));
}

#[test]
fn axe_finds_nothing_wrong_with_the_web_pages_of_the_examples_and_the_cases() {
    let mut projects: Vec<tempfile::TempDir> =
        cases_with_pages().iter().map(Case::project).collect();
    projects.push(examples());
    let made: Vec<Vec<PathBuf>> = projects
        .par_iter()
        .map(|project| web_pages(project.path()))
        .collect();
    let pages: Vec<&PathBuf> = made.iter().flatten().collect();
    assert!(pages.len() > 10, "{pages:?}");
    let run = Command::new("sh")
        .arg(repository().join("tests/axe/run"))
        .args(&pages)
        .output()
        .expect("a shell starts");
    let said =
        String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    match run.status.code() {
        Some(0) => assert!(said.contains("rules passed, 0 broken"), "{said}"),
        Some(77) => eprintln!("skipped, because axe-core cannot be had here: {said}"),
        _ => panic!("{said}"),
    }
}

/// The web pages of a project; one that cannot be built as a draft has none.
fn web_pages(project: &Path) -> Vec<PathBuf> {
    let run = planwright(project, &["build", "--draft", "--format", "html"]);
    let output = project.join("output");
    if run.status != 0 || !output.exists() {
        return Vec::new();
    }
    let files = files_below(&output).into_iter();
    files
        .filter(|file| file.ends_with(".html"))
        .map(|file| output.join(file))
        .collect()
}

/// A copy of the repository's own documents.
fn examples() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    for folder in ["plan", "examples/scrutiny-report"] {
        crate::program::copy_into(&repository().join(folder), &copy.path().join(folder));
    }
    std::fs::copy(
        repository().join("planwright.yaml"),
        copy.path().join("planwright.yaml"),
    )
    .expect("the settings are there");
    copy
}
