//! What a document says, without where and how it is written: two revisions that say the same have
//! equal contents, whatever their files, blanks, line ends and order of keys are.
//!
//! In: a field, a body, a card or a document, and the files beside it (a picture counts by its
//! bytes, not by its name). Out: a [`Content`], for equality and for the fingerprint by which an
//! endorsement is bound to what it saw.
//!
//! What counts: words with their markup, titles, values, captions, notes where they are called,
//! pictures, and facts as they are filled in. What does not: names of files, ids and labels of
//! notes; widths and the side on which pages lie; comments; and, of a whole document, its version
//! table and the cards that record what was said of it.

mod writer;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::card::Card;
use super::document::Document;
use super::field::Field;
use crate::parse::body::{Block, Body, Footnote, Inline};
use writer::Writer;

/// The bytes of a project's files, by their paths below the root.
pub type FilesByPath = BTreeMap<String, Arc<[u8]>>;

/// Keys of a manifest that say how pages look or what became of the document, not what it says.
const OF_THE_MANIFEST: [&str; 8] = [
    "versions", "theme", "pdf", "stamp", "release", "slug", "name", "type",
];

/// Keys of a card that say how and where it is set.
const OF_CARDS: [&str; 3] = ["id", "landscape", "widths"];

/// The kinds whose cards record what was said of a document, or are made from others and from
/// history.
const RECORDS: [&str; 4] = ["endorsements", "responses", "progress", "version-control"];

/// What something says, in a form of its own: parts in brackets, texts in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Content(String);

impl Content {
    /// What one field says; `folder` is that of its card.
    pub fn of_field(field: &Field, folder: &str, files: &FilesByPath) -> Self {
        let mut writer = Writer::new(folder, files, &[]);
        writer.field(field, &[]);
        Self(writer.finish())
    }

    /// What blocks say that may call `notes`.
    pub fn of_blocks(
        blocks: &[Block],
        notes: &[Footnote],
        folder: &str,
        files: &FilesByPath,
    ) -> Self {
        let mut writer = Writer::new(folder, files, notes);
        writer.blocks(blocks);
        Self(writer.finish())
    }

    /// What a body says; `folder` is that of its card.
    pub fn of_body(body: &Body, folder: &str, files: &FilesByPath) -> Self {
        Self::of_blocks(&body.blocks, &body.footnotes, folder, files)
    }

    /// What a run of text says.
    pub fn of_inlines(content: &[Inline], folder: &str, files: &FilesByPath) -> Self {
        let mut writer = Writer::new(folder, files, &[]);
        writer.inlines(content);
        Self(writer.finish())
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 128 bits of SHA-256 (FIPS 180-4) of it, as 32 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        fingerprint(self.0.as_bytes())
    }
}

/// The first 128 bits of SHA-256, as 32 hexadecimal digits.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(16).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

impl Card {
    /// What the card says.
    pub fn content(&self, files: &FilesByPath) -> Content {
        let mut writer = Writer::new(self.folder(), files, &self.body.footnotes);
        writer.open("card");
        writer.word(&self.kind);
        // A title may be made from the name of the file.
        writer.inlines(&self.title);
        writer.field(&self.fields, &OF_CARDS);
        writer.blocks(&self.body.blocks);
        writer.close();
        Content(writer.finish())
    }

    /// Whether it records what was said of a document, so that it is no part of what it says.
    pub fn is_record(&self) -> bool {
        RECORDS.contains(&self.kind.as_str())
    }
}

impl Document {
    /// What the document says as a whole: what it is called, and its cards in their order.
    pub fn content(&self, files: &FilesByPath) -> Content {
        let mut writer = Writer::new(&self.folder, files, &[]);
        writer.open("document");
        writer.field(&self.manifest.fields, &OF_THE_MANIFEST);
        let mut whole = writer.finish();
        let cards: Vec<Content> = self
            .cards
            .par_iter()
            .filter(|card| !card.is_record())
            .map(|card| card.content(files))
            .collect();
        cards.iter().for_each(|card| whole.push_str(&card.0));
        whole.push(')');
        Content(whole)
    }

    /// What the manifest says.
    pub fn manifest_content(&self, files: &FilesByPath) -> Content {
        let mut writer = Writer::new(&self.folder, files, &[]);
        writer.field(&self.manifest.fields, &OF_THE_MANIFEST);
        Content(writer.finish())
    }
}

#[cfg(test)]
mod tests;
