//! What a document says at one time, in fingerprints: to count the cards that were changed since.

use std::collections::BTreeMap;

use super::content::FilesByPath;
use super::document::Document;

/// A document at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Of the document as a whole.
    pub fingerprint: String,
    /// Of each card that counts, by its id.
    cards: BTreeMap<String, String>,
}

/// A difference from what a tag names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedSince {
    /// The tag of the current version.
    pub tag: String,
    /// So many cards were added, changed or taken away since; none if it is the manifest alone.
    pub cards: usize,
}

impl Past {
    pub fn of(document: &Document, files: &FilesByPath) -> Self {
        let cards = document.cards.iter().filter(|card| !card.is_record());
        Self {
            fingerprint: document.content(files).fingerprint(),
            cards: cards
                .map(|card| (card.id.name.clone(), card.content(files).fingerprint()))
                .collect(),
        }
    }

    /// How many cards are other ones at another time.
    pub fn changed_cards(&self, other: &Self) -> usize {
        let differs = |(id, content): &(&String, &String)| other.cards.get(*id) != Some(*content);
        let is_gone = |id: &&String| !self.cards.contains_key(*id);
        self.cards.iter().filter(differs).count() + other.cards.keys().filter(is_gone).count()
    }
}
