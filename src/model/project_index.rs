//! The documents of a project as others see them: what a reference from one to another prints.
//!
//! In: documents that were read. Out: for each name, the title, the version, and what each id is
//! called. Nothing else of another document is known to a check or a page, so that no document can
//! be wrong because of another one's text.

use std::collections::BTreeMap;

use super::anchors::{Anchor, Target};
use super::document::Document;
use super::field::Field;
use crate::source::Span;

/// All documents that may be referred to. Empty as long as no document refers to another.
#[derive(Debug, Default)]
pub struct ProjectIndex {
    documents: Vec<ExternalDocument>,
}

/// One document, as others see it.
#[derive(Debug)]
pub struct ExternalDocument {
    pub name: String,
    /// Below the root.
    pub folder: String,
    /// Plain text.
    pub title: String,
    /// “draft V0.9”, or “V1.0” of a final version.
    pub version: String,
    /// Whether the manifest says what a reference prints: a title and a version.
    pub usable: bool,
    /// What a reference prints, by id.
    labels: BTreeMap<String, String>,
    /// What a reference to each card prints, by its path, and to each fragment in it; the card
    /// itself is the empty fragment.
    cards: BTreeMap<String, BTreeMap<String, String>>,
}

impl ProjectIndex {
    pub fn new<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        Self {
            documents: documents.map(ExternalDocument::of).collect(),
        }
    }

    pub fn get(&self, name: &str) -> Option<&ExternalDocument> {
        self.documents.iter().find(|document| document.name == name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().map(|document| document.name.as_str())
    }

    /// The name of a document that has an id.
    pub fn with(&self, id: &str) -> Option<&str> {
        self.documents
            .iter()
            .find(|document| document.labels.contains_key(id))
            .map(|document| document.name.as_str())
    }

    /// The document that holds a card's file, and what a reference to the card prints, or to a
    /// fragment in it.
    pub fn card(&self, path: &str, fragment: &str) -> Option<(&ExternalDocument, &str)> {
        self.documents.iter().find_map(|document| {
            Some((document, document.cards.get(path)?.get(fragment)?.as_str()))
        })
    }

    /// What may stand behind the `#` of a link to a card's file in another document; `None` if
    /// there is no such card.
    pub fn fragments(&self, path: &str) -> Option<impl Iterator<Item = &str>> {
        let card = self
            .documents
            .iter()
            .find_map(|document| document.cards.get(path))?;
        Some(
            card.keys()
                .map(String::as_str)
                .filter(|fragment| !fragment.is_empty()),
        )
    }
}

impl ExternalDocument {
    fn of(document: &Document) -> Self {
        let manifest = &document.manifest;
        let titled = manifest
            .fields
            .get("title")
            .is_some_and(|title| !Field::is_blank(title));
        Self {
            name: manifest.name.clone(),
            folder: document.folder.clone(),
            title: manifest.title.clone(),
            version: manifest
                .current()
                .map(super::manifest::Version::in_text)
                .unwrap_or_default(),
            usable: manifest.usable && titled && manifest.current().is_some(),
            labels: document
                .anchors
                .iter()
                .map(|(id, anchor)| (id.to_owned(), label(document, anchor)))
                .collect(),
            cards: cards(document),
        }
    }

    /// What a reference to an id prints.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().map(String::as_str)
    }
}

/// What a reference from another document prints; the words of a heading stand in quotation marks.
fn label(document: &Document, anchor: &Anchor) -> String {
    let label = document.label_of(anchor, Span::nowhere());
    if anchor.target == Target::Heading {
        format!("“{label}”")
    } else {
        label
    }
}

/// The cards that are files, with all that a fragment can lead to in them. Ids are put in last:
/// they win.
fn cards(document: &Document) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut cards: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut put = |fragment: &str, anchor: &Anchor| {
        let card = &document.cards[anchor.card];
        if !card.made {
            cards
                .entry(card.path.clone())
                .or_default()
                .insert(fragment.to_owned(), label(document, anchor));
        }
    };
    document
        .headings()
        .iter()
        .for_each(|(anchor, heading)| put(anchor, &heading.anchor));
    for (id, anchor) in document.anchors.iter() {
        put(id, anchor);
        if document.cards[anchor.card].id.name == id {
            put("", anchor);
        }
    }
    cards
}
