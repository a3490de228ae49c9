//! What is known of a document from its texts alone, before anything that they name is read.
//!
//! In: the texts of a folder. Out: [`CardDraft`]s and a [`DocumentDraft`], which say what they name;
//! bound to that, they become cards and a document. Every text is parsed once.

mod card;
mod document;

pub(super) use card::Presence;
#[cfg(test)]
pub use card::counted;
pub use card::{CardDraft, DEFAULT_KIND};
pub use document::{DocumentDraft, Surroundings};
