//! Cards to a document: kinds, fields with meanings, ids, numbers, references and versions.

pub mod anchors;
pub mod awaited;
pub mod card;
pub mod cells;
pub mod document;
pub mod field;
pub mod kinds;
pub mod links;
pub mod manifest;
pub mod neighbours;
pub mod numbering;
pub mod schema;
pub mod settings;
pub mod sums;
pub mod tables;
pub mod version_number;
pub mod words;
