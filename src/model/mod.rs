//! Cards to a document: kinds, fields with meanings, ids, numbers, references and versions.

pub mod anchors;
pub mod card;
mod dates;
pub mod document;
pub mod facts;
pub mod field;
pub mod kinds;
pub mod links;
pub mod manifest;
pub mod numbering;
pub mod quantity;
mod quoting;
pub mod schema;
pub mod settings;
pub mod sums;
pub mod tables;
pub mod version_number;
pub mod words;
