//! A document to a report: everything that can be said of it without setting a page.
//!
//! In: the model. Out: diagnostics, and the unresolved places of a draft. A rule is one small file here; it reads the model and
//! adds to the report, and knows nothing of other rules.

mod acronyms;
mod allowances;
mod alternative_texts;
mod characters;
mod due;
mod empty_sections;
mod flatten;
mod footnotes;
mod headings;
mod keys;
mod never_named;
pub mod placeholder;
mod placeholders;
mod references;
mod required_headings;
mod similar_ids;
mod sums;
mod tables;
mod unused;
mod versions;
mod wanted_keys;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

pub use characters::check as check_characters;
pub use placeholders::{Gate, Unresolved};

use crate::diagnostic::Report;
use crate::model::document::Document;
use crate::model::kinds::Kinds;
use crate::source::SourceSet;

/// What the rules may look at.
pub struct Scope<'a> {
    pub document: &'a Document,
    pub sources: &'a SourceSet,
    pub files: &'a BTreeMap<String, Arc<[u8]>>,
    pub kinds: &'a Kinds,
    /// The day that the caller calls today (`--today`); never the clock's.
    pub today: Option<Date>,
}

/// Runs every rule. The unresolved places come back in the order of the document; they are in the report too.
pub fn check(scope: &Scope<'_>, gate: &Gate<'_>, report: &mut Report) -> Vec<Unresolved> {
    headings::check(scope, report);
    required_headings::check(scope, report);
    similar_ids::check(scope, report);
    footnotes::check(scope, report);
    keys::check(scope, report);
    references::check(scope, report);
    tables::check(scope, report);
    sums::check(scope, report);
    versions::check(scope, report);
    wanted_keys::check(scope, report);
    never_named::check(scope, report);
    unused::check(scope, report);
    alternative_texts::check(scope, report);
    let unresolved = placeholders::check(scope, gate, report);
    acronyms::check(scope, &unresolved, report);
    unresolved
}
