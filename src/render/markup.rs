//! Typst markup under construction, with the places of the author's text that each part came from.

use std::ops::Range;

use super::escape;
use crate::source::Span;

/// Typst source and its source map.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    pub text: String,
    /// Generated ranges and where they came from, in the order of writing; an inner range comes after its outer one.
    pub places: Vec<(Range<usize>, Span)>,
    /// The numbers of the draft marks that it draws.
    pub marks: Vec<usize>,
}

impl Markup {
    /// Adds Typst code of our own.
    pub fn code(&mut self, code: &str) {
        self.text.push_str(code);
    }

    /// Adds an author's text.
    pub fn words(&mut self, text: &str, span: Span) {
        let start = self.text.len();
        self.text.push_str(&escape::text(text));
        self.places.push((start..self.text.len(), span));
    }

    /// Notes where all that was written since `start` came from.
    pub fn place(&mut self, start: usize, span: Span) {
        self.places.push((start..self.text.len(), span));
    }

    /// Adds a piece that was made elsewhere.
    pub fn append(&mut self, other: &Markup) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.places.extend(other.places.iter().map(|(range, span)| (range.start + offset..range.end + offset, *span)));
        self.marks.extend(&other.marks);
    }

    /// The author's place of a generated range: the smallest noted range that holds it.
    pub fn origin(&self, range: Range<usize>) -> Option<Span> {
        let holds = |noted: &Range<usize>| noted.start <= range.start && range.end <= noted.end;
        self.places.iter().filter(|(noted, _)| holds(noted)).min_by_key(|(noted, _)| noted.len()).map(|(_, span)| *span)
    }
}
