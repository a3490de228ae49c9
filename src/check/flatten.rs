//! Running text without its markup, as the placeholder rules read it, with a way back to the
//! source.

use std::ops::Range;

use crate::parse::body::{Inline, Text};
use crate::source::Span;

/// Stands for a piece of code, in which nothing is looked for.
pub const CODE: char = '\u{FFFC}';

/// A text and where its pieces stand.
#[derive(Debug, Default)]
pub struct Flat<'a> {
    pub text: String,
    /// Passages in another language: where they stand in `text`, inner ones behind outer ones, and
    /// their tags.
    pub passages: Vec<(Range<usize>, &'a str)>,
    /// Where each piece begins in `text`, ascending.
    pieces: Vec<(usize, Piece<'a>)>,
    /// The bare addresses in `text`.
    pub addresses: Vec<Range<usize>>,
    /// The words of its other links.
    pub links: Vec<Range<usize>>,
    /// Where a line ends only because it was full.
    soft_breaks: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Piece<'a> {
    Text(&'a Text),
    Whole(Span),
}

impl<'a> Flat<'a> {
    pub fn of(content: &'a [Inline]) -> Self {
        let length = content
            .iter()
            .map(|inline| {
                if let Inline::Text(text) = inline {
                    text.text.len() + 1
                } else {
                    0
                }
            })
            .sum();
        let mut flat = Self {
            text: String::with_capacity(length),
            pieces: Vec::with_capacity(content.len()),
            ..Self::default()
        };
        flat.push(content);
        flat
    }

    /// The same, with a blank where a line ends only because it was full: for those who read
    /// sentences, wherever they are wrapped. All places stay as they are.
    pub fn joined(mut self) -> Self {
        for at in std::mem::take(&mut self.soft_breaks) {
            self.text.replace_range(at..=at, " ");
        }
        self
    }

    /// The place of a part of the text.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let first = self.part(range.start..range.start + 1)?;
        let last = self
            .part(range.end.saturating_sub(1).max(range.start)..range.end.max(range.start + 1))?;
        Some(first.to(last))
    }

    fn part(&self, range: Range<usize>) -> Option<Span> {
        let index = self
            .pieces
            .partition_point(|(start, _)| *start <= range.start)
            .checked_sub(1)?;
        let (start, piece) = self.pieces[index];
        Some(match piece {
            Piece::Text(text) => {
                text.part(range.start - start..(range.end - start).min(text.text.len()))
            }
            Piece::Whole(span) => span,
        })
    }

    fn push(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => {
                    self.pieces.push((self.text.len(), Piece::Text(text)));
                    self.text.push_str(&text.text);
                }
                Inline::Code { span, .. } => self.whole(CODE, *span),
                Inline::SoftBreak(span) => {
                    self.soft_breaks.push(self.text.len());
                    self.whole('\n', *span);
                }
                Inline::HardBreak(span) => self.whole('\n', *span),
                Inline::Picture(_) | Inline::FootnoteReference { .. } => {}
                Inline::Passage { language, content } => self.passage(language, content),
                Inline::Link(link) => {
                    let start = self.text.len();
                    self.push(&link.content);
                    let links = if link.bare {
                        &mut self.addresses
                    } else {
                        &mut self.links
                    };
                    links.push(start..self.text.len());
                }
                other => self.push(other.children()),
            }
        }
    }

    fn passage(&mut self, language: &'a str, content: &'a [Inline]) {
        let (at, start) = (self.passages.len(), self.text.len());
        self.passages.push((start..start, language));
        self.push(content);
        self.passages[at].0.end = self.text.len();
    }

    fn whole(&mut self, c: char, span: Span) {
        self.pieces.push((self.text.len(), Piece::Whole(span)));
        self.text.push(c);
    }
}
