//! Cards to a document: kinds, fields with meanings, ids, numbers, references and versions.

pub mod anchors;
pub mod card;
pub mod chart;
pub mod document;
pub mod field;
pub mod kinds;
pub mod layers;
pub mod library;
pub mod links;
pub mod manifest;
pub mod mentions;
pub mod numbering;
pub mod period;
pub mod pictures;
pub mod rating;
pub mod records;
pub mod rollup;
pub mod schema;
pub mod settings;
pub mod sums;
pub mod tables;
pub mod theme;
pub mod version_number;
pub mod words;
