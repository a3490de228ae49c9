//! The web page against an author's text, read back by a real parser of HTML: the same words, and
//! no element that they made.

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::program::{files_below, planwright, write};

/// A text as YAML in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What a parser reads: the names of elements with those of their attributes, and all text.
#[derive(Default)]
struct Read {
    elements: Vec<String>,
    text: String,
}

fn read(html: &str) -> Read {
    let mut read = Read::default();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let mut names = vec![String::from_utf8_lossy(&tag.name).into_owned()];
                for name in tag.attributes.keys() {
                    names.push(String::from_utf8_lossy(name).into_owned());
                }
                read.elements.push(names.join(" "));
            }
            Token::String(text) => read.text.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    read
}

/// The web page of a card whose code, word and alternative text are `text`.
fn page(text: &str) -> String {
    let root = tempfile::tempdir().expect("a temporary folder");
    let manifest = "title: T\nslug: t\nlanguage: en\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A Writer]\n    summary: First.\n";
    write(root.path(), "plan/document.yaml", manifest);
    write(
        root.path(),
        "templates/kinds/odd/schema.yaml",
        "type: object\nproperties:\n  word: { type: string }\n  deep: { type: object }\n",
    );
    write(
        root.path(),
        "templates/kinds/odd/card.typ",
        "#card({{ card.frame }})[{{ card.body }}]\n",
    );
    let word = quoted(text);
    let card = format!("---\nkind: odd\ntitle: One\nword: {word}\n---\n\n    {text}\n");
    write(root.path(), "plan/01-one.md", &card);
    // What is found in the text by checks is not asked here: only what becomes of it.
    let run = planwright(
        root.path(),
        &[
            "build",
            "--draft",
            "--format",
            "html",
            "--allow",
            "placeholder",
        ],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let output = root.path().join("output");
    std::fs::read_to_string(output.join(&files_below(&output)[0])).expect("a page")
}

proptest! {
    #![proptest_config(Config { cases: 16, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_text_makes_an_element_or_is_changed(text in "[!-~]{1,30}") {
        let plain = read(&page("word"));
        let hostile = read(&page(&text));
        prop_assert_eq!(&hostile.elements, &plain.elements);
        prop_assert_eq!(hostile.text.matches(&text).count() >= 2, true, "`{}` is not there twice", text);
    }
}

#[test]
fn text_that_is_meant_to_be_html_is_read_on_the_web_page_as_it_was_written() {
    let plain = read(&page("word"));
    for text in [
        "</code></pre><script>alert(1)</script>",
        "\"onmouseover=\"alert(1)",
        "&lt;&amp;&#60;",
        "<!--",
        "]]>",
        "</style>",
        "{{7*7}}",
    ] {
        let hostile = read(&page(text));
        assert_eq!(hostile.elements, plain.elements, "{text}");
        assert!(
            hostile.text.matches(text).count() >= 2,
            "`{text}` is not there twice"
        );
    }
}

#[test]
fn an_address_that_would_run_is_no_link_though_its_check_is_off() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(
        root.path(),
        "plan/document.yaml",
        "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A Writer], summary: First.}\n",
    );
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\n\n[a](javascript:alert(1)) [b](data:text/html,x) [c](<JaVaScRiPt:alert(2)>)\n",
    );
    let run = planwright(
        root.path(),
        &["build", "--format", "html", "--allow", "reference"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let html = std::fs::read_to_string(root.path().join("output/t-v1.0.html")).expect("a page");
    let lowered = html.to_lowercase();
    assert!(
        !lowered.contains("javascript:") && !lowered.contains("data:text"),
        "{html}"
    );
}

/// A kind of the user's with values inside values, and no template for the web.
const NESTED: &str = "---\nkind: kpi\ntitle: A measure\nstatus: amber\nreadings:\n  - { when: 2024-01-02, value: 1200, notes: [One *note*, Two], who: { name: Somebody & co, team: The **team** } }\nlimits: { low: 3, names: [b, a] }\n---\n\nBody.\n";

const NESTED_SCHEMA: &str = "type: object
properties:
  status: { enum: [red, amber, green] }
  readings:
    type: array
    items:
      type: object
      properties:
        when: { type: string, x-date: true }
        value: { type: number, x-figure: true }
        notes: { type: array, items: { type: string, x-markdown: inline } }
        who: { type: object, properties: { name: { type: string }, team: { type: string, x-markdown: inline } } }
  limits: { type: object, properties: { low: { type: number }, names: { type: array, items: { type: string } } } }
";

#[test]
fn a_kind_without_a_template_for_the_web_shows_all_its_values_in_their_order_and_the_same_bytes_again()
 {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(
        root.path(),
        "plan/document.yaml",
        "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A Writer], summary: First.}\n",
    );
    write(
        root.path(),
        "templates/kinds/kpi/schema.yaml",
        NESTED_SCHEMA,
    );
    write(
        root.path(),
        "templates/kinds/kpi/card.typ",
        "#card({{ card.frame }})[{{ card.body }}#{{ card.fields | typst }}]\n",
    );
    write(root.path(), "plan/01-kpi.md", NESTED);
    let mut outputs = Vec::new();
    for _ in 0..4 {
        let run = planwright(root.path(), &["build", "--format", "html,typ"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let output = root.path().join("output");
        let texts = files_below(&output)
            .into_iter()
            .filter(|file| file.ends_with(".html") || file.ends_with(".typ"));
        outputs.push(
            texts
                .map(|file| std::fs::read_to_string(output.join(file)).expect("a text"))
                .collect::<Vec<_>>(),
        );
    }
    assert!(
        outputs.windows(2).all(|pair| pair[0] == pair[1]),
        "two builds differ"
    );
    let html = std::fs::read_to_string(root.path().join("output/t-v1.0.html")).expect("a page");
    let said = read(&html).text;
    let mut at = 0;
    for words in [
        "A measure",
        "Body.",
        "Amber",
        "When",
        "2 January 2024",
        "1,200",
        "One note",
        "Two",
        "Somebody & co",
        "The team",
        "Low",
        "3",
    ] {
        at += said[at..]
            .find(words)
            .unwrap_or_else(|| panic!("“{words}” is not there, or not in its place:\n{said}"))
            + words.len();
    }
    assert!(
        !html.contains("u{e000}") && !html.contains('\u{E000}'),
        "{html}"
    );
}

#[test]
fn the_typst_source_has_the_same_bytes_again() {
    let project = crate::case::Case::named("kinds").project();
    let mut builds = Vec::new();
    for _ in 0..3 {
        let run = planwright(project.path(), &["build", "--draft", "--format", "typ"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let output = project.path().join("output");
        let texts = files_below(&output)
            .into_iter()
            .filter(|file| file.ends_with(".typ"));
        builds.push(
            texts
                .map(|file| std::fs::read_to_string(output.join(file)).expect("a text"))
                .collect::<Vec<_>>(),
        );
    }
    assert!(
        !builds[0].is_empty() && builds.windows(2).all(|pair| pair[0] == pair[1]),
        "two builds differ"
    );
}

/// With the check off, too: what is drawn is bounded by itself.
#[test]
fn footnotes_that_refer_to_themselves_too_deep_and_to_too_many_come_to_an_end() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let manifest =
        "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(root.path(), "plan/document.yaml", manifest);
    // One level, and one note, more than may be.
    let deep = "[^a]: [^b]\n\n[^b]: [^c]\n\n[^c]: [^d]\n\n[^d]: [^e]\n\n[^e]: End.\n";
    let many = "[^e] ".repeat(101);
    let text = format!(
        "---\ntitle: One\n---\nText[^a], and[^m], and[^s].\n\n{deep}\n[^m]: {many}\n\n[^s]: Itself[^s].\n"
    );
    write(root.path(), "plan/01-one.md", &text);
    let run = planwright(root.path(), &["check"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("more than 3 deep") && run.stderr.contains("more than 100 others"),
        "{}",
        run.stderr
    );
    let run = planwright(
        root.path(),
        &["build", "--allow", "source/nesting", "--format", "pdf,html"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
}
