//! Where the front matter of a card ends and its body begins.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Report};
use crate::source::{Source, SourceId, Span};

/// The two parts of a card's text, as bytes of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Between the two lines `---`; `None` if the card has no front matter.
    pub yaml: Option<Range<usize>>,
    pub body: Range<usize>,
}

/// Splits a card. Gives `None`, and `source/unclosed-front-matter`, if the closing line is missing.
pub fn split(id: SourceId, source: &Source, report: &mut Report) -> Option<FrontMatter> {
    let text = source.text();
    let whole = 0..text.len();
    let mut lines = lines(text);
    let Some(first) = lines.next().filter(|line| is_fence(&text[line.clone()])) else {
        return Some(FrontMatter { yaml: None, body: whole });
    };
    for line in lines {
        if is_fence(&text[line.clone()]) {
            return Some(FrontMatter { yaml: Some(first.end..line.start), body: line.end..whole.end });
        }
    }
    let span = Span::new(id, source.line_range(1));
    let diagnostic = Diagnostic::error("source/unclosed-front-matter", span, "the front matter that begins here is never closed")
        .help("put a line of three hyphens, `---`, after the last key and before the text");
    report.push(diagnostic);
    None
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
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
        let found = found
            .map(|parts| (parts.yaml.map_or_else(|| "-".to_owned(), |yaml| text[yaml].to_owned()), text[parts.body].to_owned()));
        (found, report.diagnostics().len())
    }

    #[test]
    fn the_front_matter_lies_between_two_lines_of_hyphens() {
        assert_eq!(parts("---\r\na: 1\r\n---\r\ntext\n"), (Some(("a: 1\r\n".into(), "text\n".into())), 0));
        assert_eq!(parts("text\n---\n"), (Some(("-".into(), "text\n---\n".into())), 0));
    }

    #[test]
    fn an_unclosed_front_matter_is_an_error() {
        assert_eq!(parts("---\na: 1\ntext\n"), (None, 1));
    }
}
