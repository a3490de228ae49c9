//! Where the front matter of a card ends and its body begins.
//!
//! A card begins with a line `---`. Where a blank line or a space stands before it, where a word
//! processor has made one long dash of it, or where it was forgotten, the keys are plain to see all
//! the same: they are read, because a reader would otherwise find them printed, and the author is
//! told.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report, rules};
use crate::source::{Source, SourceId, Span};

/// The two parts of a card's text, as bytes of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Between the two lines `---`; `None` if the card has no front matter.
    pub yaml: Option<Range<usize>>,
    pub body: Range<usize>,
}

/// Splits a card. Gives `None`, and `source/unclosed-front-matter`, if the closing line is missing;
/// `source/not-read` says what is wrong with the first line.
pub fn split(id: SourceId, source: &Source, report: &mut Report) -> Option<FrontMatter> {
    let text = source.text();
    let whole = 0..text.len();
    let mut lines = lines(text);
    let Some(first) = lines.next().filter(|line| is_fence(&text[line.clone()])) else {
        let misplaced = misplaced(text);
        report.push(without_fence(id, source, misplaced.as_ref()));
        let body = misplaced
            .as_ref()
            .map_or(whole.clone(), |found| found.body.clone());
        return Some(FrontMatter {
            yaml: misplaced.map(|found| found.yaml),
            body,
        });
    };
    for line in lines {
        if is_fence(&text[line.clone()]) {
            return Some(FrontMatter {
                yaml: Some(first.end..line.start),
                body: line.end..whole.end,
            });
        }
    }
    let span = Span::new(id, source.line_range(1));
    let diagnostic = rules::source::UNCLOSED_FRONT_MATTER
        .at(span, "the front matter that begins here is never closed")
        .help("put a line of three hyphens, `---`, after the last key and before the text");
    report.push(diagnostic);
    None
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Front matter whose first line is not `---`, though keys stand there.
struct Misplaced {
    /// The line that stands for the first one; empty, before the first key, if there is none.
    fence: Range<usize>,
    yaml: Range<usize>,
    body: Range<usize>,
}

/// Looks for keys behind blank lines, behind something like the three hyphens, or at the very
/// beginning.
fn misplaced(text: &str) -> Option<Misplaced> {
    let mut rest = lines(text)
        .skip_while(|line| bare(&text[line.clone()]).is_empty())
        .peekable();
    let first = rest.peek()?.clone();
    let fence = if is_nearly_fence(&text[first.clone()]) {
        rest.next();
        first
    } else {
        first.start..first.start
    };
    let mut keys = 0;
    for line in rest {
        let words = &text[line.clone()];
        if is_nearly_fence(words) {
            let yaml = fence.end..line.start;
            return (keys > 0).then_some(Misplaced {
                fence,
                yaml,
                body: line.end..text.len(),
            });
        }
        if is_key(words) {
            keys += 1;
        } else if !may_follow_key(words, keys) {
            return None;
        }
    }
    None
}

/// A line without what nobody sees at its ends.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
    })
}

/// Hyphens that are not three or do not stand at the margin, or the long dash that a word processor
/// makes of them.
fn is_nearly_fence(line: &str) -> bool {
    let line = bare(line);
    let hyphens = line.chars().filter(|c| *c == '-').count();
    let dashes = line
        .chars()
        .filter(|c| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}'))
        .count();
    let spaces = line.chars().filter(|c| *c == ' ').count();
    hyphens + dashes + spaces == line.chars().count() && (hyphens > 1 || dashes > 0)
}

/// `title: Foreword`, at the margin.
fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else {
        return false;
    };
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let begins = key.starts_with(|c: char| c.is_ascii_lowercase());
    begins
        && key.chars().all(is_word)
        && (value.trim().is_empty() || value.starts_with([' ', '\t', '\u{A0}']))
}

/// What stands between keys: nothing, a comment, or what belongs to the key above.
fn may_follow_key(line: &str, keys: usize) -> bool {
    bare(line).is_empty()
        || line.starts_with('#')
        || (keys > 0 && line.starts_with([' ', '\t', '-', '}', ']']))
}

/// `source/not-read`: what stands where the line `---` should.
fn without_fence(id: SourceId, source: &Source, misplaced: Option<&Misplaced>) -> Diagnostic {
    let path = source.path();
    let first = source.line_range(1);
    let (range, message, help) = match misplaced {
        None => (
            first,
            format!(
                "`{path}` does not begin with a line `---`, so nothing says what it is: all of it is read as text"
            ),
            "begin a card with front matter, between two lines `---`; if the file is no card, move it out of the document's folder",
        ),
        Some(found) if found.fence.is_empty() => (
            source.line_range(source.position(found.yaml.start).line),
            format!("`{path}` does not begin with a line `---`, though keys of a card stand there"),
            "write a line of three hyphens, `---`, before the first key",
        ),
        Some(found) => {
            let line = &source.text()[found.fence.clone()];
            let range = found.fence.start..found.fence.start + line.trim_end().len();
            let message = if is_fence(bare(line)) {
                format!(
                    "`{path}` does not begin with its line `---`: something stands before it, if only a space or a blank line"
                )
            } else {
                format!(
                    "`{path}` does not begin with a line `---`, but with `{}`",
                    bare(line)
                )
            };
            (
                range,
                message,
                "make a line of three hyphens, `---`, the very first one, with nothing before it",
            )
        }
    };
    rules::source::NOT_READ
        .at(Span::new(id, range), message)
        .help(help)
}

/// The lines of a text with their breaks, as ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceSet;

    fn parts(text: &str) -> (Option<(String, String)>, usize) {
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a.md", text));
        let mut report = Report::default();
        let found = split(id, set.get(id), &mut report);
        let found = found.map(|parts| {
            (
                parts
                    .yaml
                    .map_or_else(|| "-".to_owned(), |yaml| text[yaml].to_owned()),
                text[parts.body].to_owned(),
            )
        });
        (found, report.diagnostics().len())
    }

    #[test]
    fn the_front_matter_lies_between_two_lines_of_hyphens() {
        assert_eq!(
            parts("---\r\na: 1\r\n---\r\ntext\n"),
            (Some(("a: 1\r\n".into(), "text\n".into())), 0)
        );
        assert_eq!(
            parts("text\n---\n"),
            (Some(("-".into(), "text\n---\n".into())), 1)
        );
    }

    #[test]
    fn keys_that_are_plain_to_see_are_read() {
        let read = (
            Some((
                "title: A\nrows:\n  - x\n\nid: a\n".to_owned(),
                "text\n".to_owned(),
            )),
            1,
        );
        for (first, last) in [
            ("\n---\n", "---"),
            (" ---\n", "---"),
            ("—\n", "—"),
            ("\u{FEFF}\n\n----\n", "- - -"),
            ("", "---"),
        ] {
            let text = format!("{first}title: A\nrows:\n  - x\n\nid: a\n{last}\ntext\n");
            assert_eq!(parts(&text), read, "{text:?}");
        }
    }

    #[test]
    fn a_rule_between_paragraphs_is_no_front_matter() {
        for text in [
            "\n---\nSome words: so many.\n\n---\n",
            "— a dash\n",
            "http://a.b\n---\n",
            "Note: x\n---\n",
            "\n---\n---\n",
            "",
        ] {
            assert_eq!(
                parts(text),
                (Some(("-".to_owned(), text.to_owned())), 1),
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_unclosed_front_matter_is_an_error() {
        assert_eq!(parts("---\na: 1\ntext\n"), (None, 1));
    }
}
