//! Bibliographies: a BibTeX or BibLaTeX file (`.bib`) or one in the YAML of Hayagriva, from which a
//! list of references is made.
//!
//! In: a text. Out: its entries, each with the place of its key and what is to be said of it
//! ([`Entry`]), and, once it is known which are cited, what a style prints of them, as running text
//! of our own ([`print`]). The only place that names `hayagriva` and `biblatex`; what these read or
//! print otherwise than an author means it is mended here.

mod abbreviations;
mod bibtex;
mod dates;
mod fields;
mod findings;
mod guard;
mod inlines;
mod markup;
mod names;
mod print;
mod style;
mod syntax;
mod yaml;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Report, rules};
use crate::limits;
use crate::parse::spelling::figure;
use crate::source::{Source, SourceId, Span};

pub use print::{Printed, Reference, print};
pub use style::{DEFAULT_STYLE, Style, unknown_style};

/// One source that can be cited.
#[derive(Debug, Clone)]
pub struct Entry {
    /// By which citations name it.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// What is to be said of it if it is cited, or if the file belongs to the card alone.
    pub findings: Vec<Diagnostic>,
    item: hayagriva::Entry,
    /// When it was published, if that is no date that a style can set.
    written: Option<dates::WrittenYear>,
    /// Its address as the library would print it, and as its author wrote it.
    address: Option<(String, String)>,
    /// Whether its author speaks of a preprint.
    is_preprint: bool,
}

/// Reads a bibliography; what cannot be read of it is left out, and said.
pub fn parse(id: SourceId, source: &Source, report: &mut Report) -> Vec<Entry> {
    let before = report.diagnostics().len();
    let is_bibtex = source.path().to_ascii_lowercase().ends_with(".bib");
    let mut entries = if is_bibtex {
        bibtex::parse(id, source.text(), report)
    } else {
        yaml::parse(id, source.text(), report)
    };
    let top = Span::new(id, source.line_range(1));
    if entries.is_empty() && report.diagnostics().len() == before {
        let example = if is_bibtex {
            "`@report{key, author = {{…}}, title = {…}, year = {…}}`"
        } else {
            "a line with its key, and below it `  type: Report` and `  title: …`"
        };
        report.push(
            rules::source::BIBLIOGRAPHY
                .at(top, "this file has no entries")
                .help(format!("write one for each source: {example}")),
        );
    }
    if let Some(more) = entries.get(limits::BIBLIOGRAPHY_ENTRIES) {
        let message = format!(
            "this file has {} entries; at most {} are read",
            figure(&entries.len().to_string()),
            figure(&limits::BIBLIOGRAPHY_ENTRIES.to_string())
        );
        report.push(
            rules::source::TOO_LARGE
                .at(more.span, message)
                .help("keep the sources of this document in a file of its own"),
        );
        entries.truncate(limits::BIBLIOGRAPHY_ENTRIES);
    }
    entries
}
