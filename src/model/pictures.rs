//! The pictures that a document names: where each is named, and what is wrong with those that
//! cannot be used.
//!
//! In: the document and the files beside it. Out: faults by path. The checks say them, and what
//! draws pages leaves those pictures out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::card::Card;
use super::document::Document;
use super::field::{Field, FieldValue, Role};
use super::links::{path_from, percent_decoded};
use crate::limits::PICTURE_POINTS_TOGETHER;
use crate::parse::body::{BlockKind, Body, Inline, walk_inlines};
use crate::parse::picture::{Fault, inspect, too_much};
use crate::source::Span;

/// A place that names a picture which is there.
#[derive(Debug, Clone)]
pub struct Named {
    /// From the root.
    pub path: String,
    pub span: Span,
}

/// The pictures of a document.
#[derive(Debug, Default)]
pub struct Pictures {
    /// In the order of the document.
    pub named: Vec<Named>,
    faults: BTreeMap<String, Fault>,
}

impl Pictures {
    /// Finds the pictures that are named and there, and looks at each of them once.
    pub fn of(document: &Document, files: &BTreeMap<String, Arc<[u8]>>) -> Self {
        let mut manifest = Finder::new(&document.folder, files);
        manifest.field(&document.manifest.fields);
        let card = |card: &Card| {
            let mut finder = Finder::new(card.folder(), files);
            finder.body(&card.body);
            finder.field(&card.fields);
            finder.named
        };
        let cards = document
            .cards
            .par_iter()
            .filter(|card| !card.made)
            .flat_map_iter(card);
        let mut pictures = Self {
            named: manifest.named,
            faults: BTreeMap::new(),
        };
        pictures.named.extend(cards.collect::<Vec<Named>>());
        let looked = pictures.looked(files, inspect);
        let mut together: u64 = 0;
        for (path, found) in looked {
            match found {
                Ok(points) => {
                    together = together.saturating_add(points);
                    if together > PICTURE_POINTS_TOGETHER {
                        pictures.faults.insert(path, too_much());
                    }
                }
                Err(fault) => {
                    pictures.faults.insert(path, fault);
                }
            }
        }
        pictures
    }

    /// Looks again, with other eyes, at those in which nothing was found so far.
    pub fn look(
        &mut self,
        files: &BTreeMap<String, Arc<[u8]>>,
        inspect: impl Fn(&str, &[u8]) -> Result<(), Fault> + Sync,
    ) {
        let looked = self.looked(files, inspect);
        self.faults.extend(
            looked
                .into_iter()
                .filter_map(|(path, found)| Some((path, found.err()?))),
        );
    }

    /// What came of looking, picture by picture in the order of the document.
    fn looked<T: Send>(
        &self,
        files: &BTreeMap<String, Arc<[u8]>>,
        inspect: impl Fn(&str, &[u8]) -> Result<T, Fault> + Sync,
    ) -> Vec<(String, Result<T, Fault>)> {
        let mut known: BTreeSet<&str> = self.faults.keys().map(String::as_str).collect();
        let paths: Vec<&str> = self
            .named
            .iter()
            .map(|named| named.path.as_str())
            .filter(|path| known.insert(path))
            .collect();
        paths
            .into_par_iter()
            .filter_map(|path| Some((path.to_owned(), inspect(path, files.get(path)?))))
            .collect()
    }

    /// What is wrong with a picture, by its path from the root.
    pub fn fault(&self, path: &str) -> Option<&Fault> {
        self.faults.get(path)
    }
}

struct Finder<'a> {
    /// The folder to which addresses are relative.
    folder: &'a str,
    files: &'a BTreeMap<String, Arc<[u8]>>,
    named: Vec<Named>,
}

impl<'a> Finder<'a> {
    fn new(folder: &'a str, files: &'a BTreeMap<String, Arc<[u8]>>) -> Self {
        Self {
            folder,
            files,
            named: Vec::new(),
        }
    }

    fn field(&mut self, field: &Field) {
        field.walk(&mut |field| match &field.value {
            FieldValue::Inline(content) => walk_inlines(content, &mut |inline| self.inline(inline)),
            FieldValue::Blocks(body) => self.body(body),
            FieldValue::Word(word) if word.role == Role::File { is_picture: true } => {
                self.file(&word.text, field.span);
            }
            _ => {}
        });
    }

    fn body(&mut self, body: &Body) {
        body.walk(&mut |block| {
            if let BlockKind::Figure(picture) = &block.kind {
                self.file(&picture.target, picture.span);
            }
        });
        body.walk_inlines(&mut |inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Picture(picture) = inline {
            self.file(&picture.target, picture.span);
        }
    }

    fn file(&mut self, target: &str, span: Span) {
        let path = path_from(self.folder, &percent_decoded(target));
        let path = path.filter(|path| self.files.contains_key(path));
        self.named.extend(path.map(|path| Named { path, span }));
    }
}
