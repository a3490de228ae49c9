//! What the notes of a document say, each settled once, wherever and however often its mark stands.

use std::collections::BTreeMap;

use super::{Block, Resolver};
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{Body, Footnote};
use crate::render::RenderContext;
use crate::source::Span;

/// All notes of a document, by where they are defined.
pub struct Notes<'a>(BTreeMap<Span, Vec<Block<'a>>>);

impl<'a> Notes<'a> {
    /// The notes of every card and of the manifest.
    pub fn of(scene: &'a RenderContext<'a>) -> Self {
        let mut notes = Self(BTreeMap::new());
        let document = scene.document;
        for (index, card) in document.cards.iter().enumerate() {
            if !card.made {
                notes.add_card(scene, card, document.place(index).level);
            }
        }
        document.manifest.fields.walk(&mut |field| {
            let scope = Scope {
                scene,
                outer: &[],
                folder: &document.folder,
                level: 1,
            };
            notes.add_field(field, &scope);
        });
        notes
    }

    /// What the note says that is defined at a place.
    pub fn get(&self, definition: Span) -> Option<&[Block<'a>]> {
        self.0.get(&definition).map(Vec::as_slice)
    }

    fn add_card(&mut self, scene: &'a RenderContext<'a>, card: &'a Card, level: usize) {
        let scope = |outer| Scope {
            scene,
            outer,
            folder: card.folder(),
            level,
        };
        self.add(&card.body, &scope(&[]));
        let scope = scope(&card.body.footnotes);
        card.fields.walk(&mut |field| self.add_field(field, &scope));
    }

    fn add_field(&mut self, field: &'a Field, scope: &Scope<'a>) {
        if let FieldValue::Blocks(body) = &field.value {
            self.add(body, scope);
        }
    }

    fn add(&mut self, body: &'a Body, scope: &Scope<'a>) {
        self.0.extend(body.footnotes.iter().map(|note| {
            let blocks = Resolver::new(scope.scene, scope.folder, scope.level)
                .with_footnotes(&body.footnotes)
                .with_outer_notes(scope.outer)
                .blocks(&note.blocks);
            (note.span, blocks)
        }));
    }
}

/// Where a note stands.
struct Scope<'a> {
    scene: &'a RenderContext<'a>,
    /// The notes to which its text may refer besides those beside it.
    outer: &'a [Footnote],
    folder: &'a str,
    /// The level of the card's title.
    level: usize,
}
