//! The numbers of footnotes in HTML, where no page layout counts them: in the order in which the text refers to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::Document;
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{Block, BlockKind, Body, Footnote, Inline, walk_inlines};
use crate::source::{SourceId, Span};

/// All footnotes of a document.
#[derive(Debug, Default)]
pub struct Notes {
    /// By the place of the note.
    numbers: BTreeMap<Span, usize>,
    /// The references that are the first to their notes.
    first: BTreeSet<Span>,
}

/// A note and the number that it has.
pub struct Numbered<'a> {
    pub number: usize,
    pub note: &'a Footnote,
    pub body: &'a Body,
}

impl Notes {
    /// Numbers the notes of all cards.
    pub fn of(document: &Document) -> Self {
        let mut notes = Self::default();
        for card in &document.cards {
            let (above, below) = split(&card.body.blocks);
            notes.blocks(above, &card.body);
            notes.field(&card.fields);
            notes.blocks(below, &card.body);
        }
        notes
    }

    pub fn number(&self, note: Span) -> Option<usize> {
        self.numbers.get(&note).copied()
    }

    /// Whether a reference is the first to its note.
    pub fn is_first(&self, reference: Span) -> bool {
        self.first.contains(&reference)
    }

    /// The notes of one source to which something refers, in the order of their numbers.
    pub fn of_source<'a>(&self, document: &'a Document, source: SourceId) -> Vec<Numbered<'a>> {
        let mut found = Vec::new();
        for card in document.cards.iter().filter(|card| card.source == source && !card.made) {
            let mut bodies = vec![&card.body];
            bodies_of(&card.fields, &mut bodies);
            for body in bodies {
                let noted = body.footnotes.iter();
                found.extend(noted.filter_map(|note| Some(Numbered { number: self.number(note.span)?, note, body })));
            }
        }
        found.sort_by_key(|noted| noted.number);
        found
    }

    fn blocks(&mut self, blocks: &[Block], body: &Body) {
        for block in blocks {
            for run in block.kind.runs() {
                self.run(run, body);
            }
            for children in block.kind.child_blocks() {
                self.blocks(children, body);
            }
        }
    }

    fn run(&mut self, run: &[Inline], body: &Body) {
        let mut references = Vec::new();
        walk_inlines(run, &mut |inline| {
            if let Inline::FootnoteReference { label, span } = inline {
                references.push((label.to_lowercase(), *span));
            }
        });
        for (label, span) in references {
            let Some(note) = body.footnotes.iter().find(|note| note.label.to_lowercase() == label) else { continue };
            if self.numbers.contains_key(&note.span) {
                continue;
            }
            self.numbers.insert(note.span, self.numbers.len() + 1);
            self.first.insert(span);
            // A note may refer to another.
            self.blocks(&note.blocks, body);
        }
    }

    fn field(&mut self, field: &Field) {
        let mut bodies = Vec::new();
        bodies_of(field, &mut bodies);
        for body in bodies {
            self.blocks(&body.blocks, body);
        }
    }
}

fn bodies_of<'a>(field: &'a Field, bodies: &mut Vec<&'a Body>) {
    match &field.value {
        FieldValue::Blocks(body) => bodies.push(body),
        FieldValue::List(items) => items.iter().for_each(|item| bodies_of(item, bodies)),
        FieldValue::Map(entries) => entries.iter().for_each(|entry| bodies_of(&entry.field, bodies)),
        _ => {}
    }
}

fn split(blocks: &[Block]) -> (&[Block], &[Block]) {
    let at = blocks.iter().position(|block| matches!(block.kind, BlockKind::Below)).unwrap_or(blocks.len());
    blocks.split_at(at)
}
