//! Small trees, as HTML.

use super::writer::HtmlWriter;
use crate::render::tree::{Content, Inline, Link, LinkTarget, LinkWords, Mark, Piece};
use crate::render::writer::Writer as _;
use crate::source::{Source, SourceSet, Span};

fn span() -> Span {
    let id = SourceSet::default().add(Source::new("a.md", "text"));
    Span::new(id, 0..4)
}

fn html(content: Vec<Inline<'_>>, repeated: bool) -> String {
    let piece = Piece {
        content: Content::Inlines(content),
        repeated,
        boxed: false,
    };
    HtmlWriter.piece(&piece).text
}

fn link(words: LinkWords<'_>) -> Inline<'_> {
    Inline::Link(Box::new(Link {
        span: span(),
        target: LinkTarget::Place("aims"),
        words,
    }))
}

fn marked(number: usize, is_quoted: bool, begins: bool) -> Inline<'static> {
    Inline::Marked {
        mark: Mark { number, is_quoted },
        begins,
        text: "TBC",
        span: span(),
    }
}

#[test]
fn a_link_within_a_link_is_its_words() {
    let inner = || vec![link(LinkWords::Label("Aims".to_owned()))];
    let outer = vec![link(LinkWords::Written(inner()))];
    assert_eq!(html(outer, false), "<a href=\"#aims\">Aims</a>");
    assert_eq!(html(inner(), true), "Aims");
}

#[test]
fn a_label_of_few_characters_keeps_to_its_line() {
    let label = |text: &str| html(vec![link(LinkWords::Label(text.to_owned()))], false);
    assert_eq!(
        label("Figure 2"),
        "<a href=\"#aims\" class=\"whole\">Figure 2</a>"
    );
    let long = "Section 2.1 of the report to the board";
    assert_eq!(label(long), format!("<a href=\"#aims\">{long}</a>"));
}

#[test]
fn a_mark_has_its_number_where_it_begins_and_is_led_to_once() {
    let both = html(vec![marked(3, false, true), marked(3, false, false)], false);
    assert_eq!(both.matches("id=\"_mark-3\"").count(), 1);
    assert_eq!(both.matches("<mark>").count(), 2);
    let quoted = html(vec![marked(3, true, true)], false);
    assert!(quoted.contains("class=\"pill\" href=\"#_outstanding-3\""));
    assert!(!quoted.contains("_mark-3"));
}
