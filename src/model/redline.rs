//! What drawing needs to know of a document whose texts hold two states (`record::diff`): what
//! stood before in the place of values that are no text, and what is gone as a whole.

use std::collections::BTreeMap;

use super::card::Card;
use super::rating::Ratings;
use crate::parse::body::{Body, Inline};
use crate::source::{SourceId, Span};

/// The changes that do not stand in the texts of the newer document.
#[derive(Debug, Default)]
pub struct Redline {
    /// By the place of the newer value what was printed before; nothing if the value is new.
    pub replaced: BTreeMap<Span, Vec<Inline>>,
    /// By the place of what is rated now how it was rated before.
    pub rated: BTreeMap<Span, Ratings>,
    /// By the file of a card that changed both its states, for what is computed of its figures.
    pub figures: BTreeMap<SourceId, (Card, Card)>,
    /// The cards that are gone, in their order.
    pub removed: Vec<Removed>,
    /// What changed, in sentences.
    pub summary: Body,
}

impl Redline {
    /// Adds what changed in another card.
    pub fn add(&mut self, other: Self) {
        self.replaced.extend(other.replaced);
        self.rated.extend(other.rated);
        self.figures.extend(other.figures);
        self.removed.extend(other.removed);
    }
}

/// A card that is gone, as text.
#[derive(Debug)]
pub struct Removed {
    pub title: Vec<Inline>,
    pub body: Body,
}
