//! What changed between two states of one document (`docs/format.md#what-changed`).
//!
//! Documents are compared as they are read: cards are matched (`cards`), keys and list entries by
//! their names and ids (`fields`), blocks by a tree alignment (`blocks`), and words within blocks
//! that are nearly the same (`words`). What was compared is put together again as a document
//! whose texts hold both states (`redline`), and said in sentences (`sentences`).

mod blocks;
mod cards;
mod fields;
mod figures;
mod likeness;
mod marked;
mod ratings;
mod redline;
mod rows;
mod sentences;
mod tables;
mod words;

use serde::Serialize;

use crate::model::content::FilesByPath;
use crate::model::document::Document;
use crate::model::kinds::Kinds;

pub use redline::{compare, count_words};
pub use sentences::{as_markdown, as_text, headline};

/// One state of a document, with what it was read from.
#[derive(Clone, Copy)]
pub struct State<'a> {
    pub document: &'a Document,
    /// The files beside it, by which pictures are compared.
    pub files: &'a FilesByPath,
    pub kinds: &'a Kinds,
}

/// What changed in one document. As JSON it is an entry of `documents` (`docs/format.md#what-changed`).
#[derive(Debug, Default, Serialize)]
pub struct DocumentDiff {
    /// The name of the document.
    pub document: String,
    /// The older state: a version, the first digits of a commit.
    pub old: String,
    /// The newer state; `working` for files that are not committed.
    pub new: String,
    /// What changed, in a sentence or two.
    pub summary: String,
    /// Those of the endorsement with whose content the newer state is compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Those that changed, in the order of the newer state; removed ones last.
    pub cards: Vec<CardDiff>,
    /// Placeholders that are filled in, or gone with their text, and new ones.
    #[serde(skip)]
    pub placeholders: Placeholders,
    /// Facts whose texts changed.
    #[serde(skip)]
    pub facts: Vec<FactDiff>,
}

/// A condition of an endorsement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// As it was agreed.
    pub text: String,
    /// Whether somebody has recorded that it is met.
    pub met: bool,
}

/// What changed in one card, or in the manifest.
#[derive(Debug, Default, Serialize)]
pub struct CardDiff {
    /// `None` for the manifest.
    pub id: Option<String>,
    /// Below the root; of a removed card the path that it had.
    pub path: String,
    /// The path that it had, if that was another one.
    pub old_path: Option<String>,
    pub change: CardChange,
    pub words: Words,
    /// Paragraphs that only moved.
    pub moved: usize,
    pub fields: Vec<FieldDiff>,
    /// What is rated otherwise, in sentences.
    #[serde(skip)]
    pub ratings: Vec<String>,
    /// Its title as plain text, for sentences.
    #[serde(skip)]
    pub title: String,
}

/// What became of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CardChange {
    Added,
    Removed,
    /// It has another place and says the same.
    Moved,
    #[default]
    Changed,
}

/// Words of running text; a figure or a hyphenated word is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Words {
    pub inserted: usize,
    pub deleted: usize,
}

impl std::ops::AddAssign for Words {
    fn add_assign(&mut self, other: Self) {
        self.inserted += other.inserted;
        self.deleted += other.deleted;
    }
}

/// A value that changed: a key, a cell, a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDiff {
    /// `risks[R-1].likelihood`, `rows[Total].2020/21`, `title`.
    pub field: String,
    /// `None` where it is new.
    pub old: Option<String>,
    /// `None` where it is gone.
    pub new: Option<String>,
}

/// Open places that came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Placeholders {
    pub opened: usize,
    pub closed: usize,
}

/// A fact whose text changed, with the cards that quote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactDiff {
    pub name: String,
    pub old: Option<String>,
    pub new: Option<String>,
    /// The titles of the cards that quote it.
    pub quoted: Vec<String>,
}

impl DocumentDiff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }
}

#[cfg(test)]
mod tests;
