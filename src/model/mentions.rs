//! What a document names that may lie outside its folder: other documents, shared pictures, tables
//! and files.
//!
//! In: one document. Out: names and paths, for the pipeline to read what they lead to before
//! anything is checked.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::card::Card;
use super::document::Document;
use super::field::{FieldValue, Role};
use super::links::{in_document, is_web, path_from, percent_decoded};
use crate::discover::Named;
use crate::parse::body::{BlockKind, Body, Inline, walk_inlines};

/// What one document names.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Words before the colon of a link that may be names of documents; not the document's own.
    pub names: BTreeSet<String>,
    /// Files that are no cards of the document.
    pub files: BTreeSet<Named>,
}

impl Mentions {
    pub fn of(document: &Document) -> Self {
        let mut manifest = Gatherer::new(document, &document.folder);
        manifest.field(&document.manifest.fields);
        let card = |card: &Card| {
            let mut gatherer = Gatherer::new(document, card.folder());
            gatherer.body(&card.body);
            gatherer.field(&card.fields);
            gatherer.found
        };
        let cards = document
            .cards
            .par_iter()
            .filter(|card| !card.made)
            .map(card);
        cards.reduce(Self::default, Self::and).and(manifest.found)
    }

    fn and(mut self, other: Self) -> Self {
        self.names.extend(other.names);
        self.files.extend(other.files);
        self
    }
}

struct Gatherer<'a> {
    document: &'a Document,
    /// The folder of the card, to which files are relative.
    folder: &'a str,
    found: Mentions,
}

impl<'a> Gatherer<'a> {
    fn new(document: &'a Document, folder: &'a str) -> Self {
        Self {
            document,
            folder,
            found: Mentions::default(),
        }
    }

    fn field(&mut self, field: &'a super::field::Field) {
        field.walk(&mut |field| match &field.value {
            FieldValue::Inline(content) => walk_inlines(content, &mut |inline| self.inline(inline)),
            FieldValue::Blocks(body) => self.body(body),
            FieldValue::Word(word) if matches!(word.role, Role::File { .. }) => {
                self.file(word.text.split('#').next().unwrap_or(&word.text), true);
            }
            _ => {}
        });
    }

    fn body(&mut self, body: &'a Body) {
        body.walk(&mut |block| {
            if let BlockKind::Figure(picture) = &block.kind {
                self.file(&picture.target, true);
            }
        });
        body.walk_inlines(&mut |inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Link(link) => self.link(link.target.trim()),
            Inline::Picture(picture) => self.file(&picture.target, true),
            _ => {}
        }
    }

    fn link(&mut self, target: &str) {
        if let Some((name, _)) = in_document(target) {
            if name != self.document.manifest.name {
                self.found.names.insert(name.to_owned());
            }
        } else if !target.starts_with('#') && !target.contains(':') {
            self.file(target.split('#').next().unwrap_or(target), false);
        }
    }

    fn file(&mut self, target: &str, shown: bool) {
        if target.trim().is_empty() || is_web(target) {
            return;
        }
        let Some(path) = path_from(self.folder, &percent_decoded(target)) else {
            return;
        };
        if self.document.card_at(&path).is_none() {
            self.found.files.insert(Named { path, shown });
        }
    }
}
