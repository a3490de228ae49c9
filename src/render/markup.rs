//! Typst markup under construction, with the places of the author's text that each part came from.

use std::ops::Range;

use super::escape;
use crate::source::Span;

/// Typst source and its source map.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    pub text: String,
    /// Generated ranges and where they came from, in the order of writing; an inner range comes
    /// after its outer one.
    pub places: Vec<(Range<usize>, Span)>,
    /// The numbers of the draft marks that it draws.
    pub marks: Vec<usize>,
    /// On a web page, where the number of a note is to stand, in the order of the text.
    pub spots: Vec<Spot>,
}

/// A place for the number of a note, which is known when the whole page is put together.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The byte of the markup before which it stands.
    pub at: usize,
    /// Where the author defined the note.
    pub note: Span,
    pub form: Form,
}

/// What is written at a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The mark in the text, which leads to the note.
    Mark,
    /// The mark within a link, in which there can be no other.
    PlainMark,
    /// The number alone.
    Number,
}

impl Markup {
    /// Code of our own, and nothing else.
    pub fn of_code(code: &str) -> Self {
        Self {
            text: code.to_owned(),
            ..Self::default()
        }
    }

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

    /// Leaves room for the number of a note.
    pub fn spot(&mut self, note: Span, form: Form) {
        self.spots.push(Spot {
            at: self.text.len(),
            note,
            form,
        });
    }

    /// Whether it is a text and nothing else, the same wherever it stands.
    pub fn is_plain(&self) -> bool {
        self.marks.is_empty() && self.spots.is_empty()
    }

    /// Adds a piece that was made elsewhere.
    pub fn append(&mut self, other: &Markup) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.places.extend(
            other
                .places
                .iter()
                .map(|(range, span)| (range.start + offset..range.end + offset, *span)),
        );
        self.marks.extend(&other.marks);
        self.spots.extend(other.spots.iter().map(|spot| Spot {
            at: spot.at + offset,
            ..*spot
        }));
    }

    /// The author's place of a generated range: the smallest noted range that holds it.
    pub fn origin(&self, range: Range<usize>) -> Option<Span> {
        let holds = |noted: &Range<usize>| noted.start <= range.start && range.end <= noted.end;
        self.places
            .iter()
            .filter(|(noted, _)| holds(noted))
            .min_by_key(|(noted, _)| noted.len())
            .map(|(_, span)| *span)
    }
}
