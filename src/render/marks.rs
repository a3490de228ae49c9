//! The unresolved places of a draft, numbered, so that each is marked where it stands and listed at
//! the end.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::source::{SourceId, Span};

/// One unresolved place.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where it stands in the source.
    pub span: Span,
    /// The code without its family.
    pub rule: String,
    /// As it will be printed.
    pub text: String,
    /// Who owes it.
    pub owner: Option<String>,
    /// When it is owed.
    pub due: Option<jiff::civil::Date>,
    /// What its author says of it.
    pub note: Option<String>,
}

/// All marks of a document, numbered from 1 in reading order.
#[derive(Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    by_source: BTreeMap<SourceId, Vec<usize>>,
}

impl Marks {
    /// The marks must come in the order of the document.
    pub fn new(marks: Vec<Mark>) -> Self {
        let mut by_source: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
        for (index, mark) in marks.iter().enumerate() {
            by_source.entry(mark.span.source).or_default().push(index);
        }
        Self { marks, by_source }
    }

    /// Each mark with its number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Mark)> {
        self.marks
            .iter()
            .enumerate()
            .map(|(index, mark)| (index + 1, mark))
    }

    /// The mark of a number.
    pub fn get(&self, number: usize) -> Option<&Mark> {
        self.marks.get(number.checked_sub(1)?)
    }

    /// The marks of one source, with their numbers.
    pub fn of(&self, source: SourceId) -> impl Iterator<Item = (usize, &Mark)> {
        self.by_source
            .get(&source)
            .into_iter()
            .flatten()
            .map(|&index| (index + 1, &self.marks[index]))
    }

    /// The marks of one source that no drawn text carried; `drawn` are the numbers of those that
    /// one did.
    pub fn stray(&self, source: SourceId, drawn: &[usize]) -> Vec<(usize, &Mark)> {
        let is_stray = |(number, _): &(usize, &Mark)| !drawn.contains(number);
        self.of(source).filter(is_stray).collect()
    }

    /// The mark that stands exactly at a place (a blank, an empty section).
    pub fn at(&self, span: Span) -> Option<usize> {
        self.of(span.source)
            .find(|(_, mark)| mark.span == span)
            .map(|(number, _)| number)
    }

    /// The marks that touch a piece of text, as parts of that piece. A piece that has no places of
    /// its own inside (`exact` is false) is touched as a whole.
    pub fn within(&self, span: Span, exact: bool) -> Vec<(usize, Range<usize>, bool)> {
        let length = span.end - span.start;
        self.of(span.source)
            .filter(|(_, mark)| mark.span.start < span.end && span.start < mark.span.end)
            .map(|(number, mark)| {
                let start = mark.span.start.saturating_sub(span.start);
                let end = (mark.span.end - span.start).min(length);
                let first = mark.span.start >= span.start;
                (number, if exact { start..end } else { 0..length }, first)
            })
            .collect()
    }
}
