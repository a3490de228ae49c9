//! Lines that begin with a colon and no blank behind it, such as `:smile:` and `:::note`: they are
//! text.
//!
//! pulldown-cmark 0.13.6 takes such a line for the explanation of a term (`firstpass.rs`,
//! definition lists), and the paragraph above it for the term, so that the colon is lost and the
//! paragraph is printed as what it is not. Where definition lists come from (PHP Markdown
//! Extra, pandoc) a blank stands behind the colon. Here a backslash before it keeps it from being
//! read.

use pulldown_cmark::{Event, Tag};

use super::prepared::{Edit, Placed};

/// Whether a line of a text begins so.
pub(super) fn are_possible(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes())
        .any(|at| begins_line(text, at) && !has_blank(text, at))
}

/// The backslashes that keep such lines from being explanations.
pub(super) fn edits(text: &str, events: &[Placed<'_>]) -> Vec<Edit> {
    let explanations = events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::DefinitionListDefinition)));
    let colons =
        explanations.filter_map(|(_, range)| Some(range.start + text[range.clone()].find(':')?));
    let wrong = colons.filter(|at| begins_line(text, *at) && !has_blank(text, *at));
    wrong
        .map(|at| Edit {
            range: at..at,
            with: "\\".to_owned(),
        })
        .collect()
}

/// Whether nothing stands before a place on its line but blanks and the marks of quotations.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t', '>']);
    before.is_empty() || before.ends_with('\n')
}

fn has_blank(text: &str, at: usize) -> bool {
    text[at + 1..]
        .chars()
        .next()
        .is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::diagnostic::Report;
    use crate::parse::body::{BlockKind, plain_text};
    use crate::source::{Source, SourceSet, TextMap};

    /// The paragraphs of a text; what is no paragraph is an empty one.
    fn paragraphs(text: &str) -> Vec<String> {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.md", text.to_owned()));
        let body = parse(
            text,
            &TextMap::verbatim(id, 0),
            "en-GB",
            &mut Report::default(),
        );
        let words = |kind: &BlockKind| {
            if let BlockKind::Paragraph(content) = kind {
                plain_text(content)
            } else {
                String::new()
            }
        };
        body.blocks.iter().map(|block| words(&block.kind)).collect()
    }

    #[test]
    fn a_colon_without_a_blank_begins_a_paragraph_and_one_with_a_blank_an_explanation() {
        assert_eq!(paragraphs("One.\n\n:smile: Two."), ["One.", ":smile: Two."]);
        assert_eq!(
            paragraphs("One.\n\n:::note\n\nThree."),
            ["One.", ":::note", "Three."]
        );
        assert_eq!(paragraphs("Term\n\n: What it is."), [""]);
    }
}
