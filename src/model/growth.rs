//! How a document grew from version to version, as numbers.

use std::collections::BTreeMap;

/// What a document held at one version.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Growth {
    /// The name of the document.
    pub document: String,
    /// As its row says; `now` for the files as they are.
    pub version: String,
    /// The last day of its row, as `2017-02-20`.
    pub date: Option<String>,
    /// The tag; `None` for a version that has none, of which nothing else is known.
    pub tag: Option<String>,
    /// The open places.
    pub placeholders: Option<usize>,
    /// The words of running text.
    pub words: Option<usize>,
    pub cards: Option<usize>,
    /// How many entries have a rating in each band, from the lowest.
    pub ratings: BTreeMap<String, usize>,
}
