use super::*;
use crate::diagnostic::Report;
use crate::parse::markdown;
use crate::source::{Source, SourceSet, TextMap};

fn said(text: &str) -> Content {
    let mut sources = SourceSet::default();
    let id = sources.add(Source::new("plan/a.md", text));
    let map = TextMap::verbatim(id, 0);
    let body = markdown::parse(text, &map, "en-GB", &mut Report::default());
    Content::of_body(&body, "plan", &FilesByPath::new())
}

#[test]
fn line_ends_blanks_marks_of_lists_and_labels_of_notes_say_nothing() {
    let one = "A line of\nwords  with a note.[^a]\n\n- one\n- two\n\n[^a]: It *says* so.\n";
    let other = "A line of words with a note.[^1]\r\n\r\n\r\n* one\r\n\r\n* two\r\n\r\n[^1]: It _says_\r\n    so.";
    assert_eq!(said(one), said(other));
    assert_eq!(said(one).fingerprint(), said(other).fingerprint());
    assert_eq!(said(one).fingerprint().len(), 32);
}

#[test]
fn every_word_mark_and_number_counts() {
    let texts = [
        "A figure of £2m.",
        "A figure of £4m.",
        "A figure of **£2m**.",
        "A figure of [£2m](https://example.org/).",
        "# A figure of £2m.",
        "- A figure of £2m.",
        "1. A figure of £2m.",
        "2. A figure of £2m.",
        "A figure of\n\n£2m.",
        "A figure of £2m.[^1]\n\n[^1]: x",
        "| A figure of £2m. |\n|---|\n",
        "`A figure of £2m.`",
    ];
    for (at, one) in texts.iter().enumerate() {
        for other in &texts[at + 1..] {
            assert_ne!(said(one), said(other), "{one} {other}");
        }
    }
}

#[test]
fn what_looks_like_the_form_itself_is_text() {
    assert_ne!(said("a\")(paragraph\"b"), said("a\n\nb"));
    assert_eq!(
        said("`a \" \\ b`").as_str(),
        r#"(paragraph(code"a \" \\ b"))"#
    );
    assert_ne!(said("a*b* c"), said("a*b*c"));
}

#[test]
fn a_note_that_calls_itself_comes_to_an_end() {
    assert_eq!(
        said("x[^1]\n\n[^1]: y[^1]").as_str(),
        r#"(paragraph"x"(note(paragraph"y"(note))))"#
    );
}
