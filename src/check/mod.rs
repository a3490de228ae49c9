//! A document to a report: everything that can be said of it without setting a page.
//!
//! In: the model. Out: diagnostics, and the unresolved places of a draft. A rule is one small file
//! here; it reads the model and adds to the report, and knows nothing of other rules.

mod acronyms;
mod agreement;
mod agrees_with;
mod allowances;
mod alternative_texts;
mod blank_columns;
mod characters;
mod conflicts;
mod curly_quotes;
mod cut_texts;
mod due;
mod empty_sections;
mod external_references;
mod facts;
mod files;
mod flatten;
mod footnotes;
mod fragments;
mod headings;
mod impossible_dates;
mod keys;
mod limits;
mod names;
mod out_of_date;
mod own_words;
mod pictures;
mod pictures_of_data;
pub mod placeholder;
mod placeholders;
mod rated_twice;
mod raw;
mod references;
mod required_headings;
mod rollups;
mod similar_ids;
mod stamp;
mod stray_ids;
mod sums;
mod table_totals;
mod tables;
mod templates;
mod terms;
mod theme;
mod unreferenced_cards;
mod unused;
mod versions;
mod wanted_keys;
mod workbooks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use memchr::memchr_iter;
use rayon::prelude::*;

pub use conflicts::Conflicts;
pub use facts::check as check_facts;
pub use impossible_dates::WrongDates;
pub use limits::{check as check_limits, check_cards};
pub use names::check as check_names;
pub use pictures::faults as picture_faults;
pub use placeholders::{Gate, Unresolved};
pub use workbooks::ErrorCells;

use crate::diagnostic::Report;
use crate::discover::{LastCommit, Tags};
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::endorsements::Endorsement;
use crate::model::kinds::{Kinds, SumKeys};
use crate::model::past::ChangedSince;
use crate::model::pictures::Pictures;
use crate::model::project_index::ProjectIndex;
use crate::model::theme::LoadedFonts;
use crate::source::{SourceId, SourceSet};

/// What the rules may look at.
pub struct Scope<'a> {
    /// What is checked.
    pub document: &'a Document,
    /// The texts, for places.
    pub sources: &'a SourceSet,
    /// Pictures and other files, by their path below the root.
    pub files: &'a BTreeMap<String, Arc<[u8]>>,
    /// Files that nobody names, for one that is named and not there.
    pub elsewhere: &'a [String],
    /// Files elsewhere in the project to which a card links.
    pub linked: &'a BTreeSet<String>,
    /// What kinds of card there are.
    pub kinds: &'a Kinds,
    /// The tags of the repository.
    pub tags: &'a Tags,
    /// The commit that the foot of the pages names, if it is to name one.
    pub commit: Option<&'a LastCommit>,
    /// Whether open places may stay.
    pub draft: bool,
    /// The folders of the documents that this run checks.
    pub checked: &'a [String],
    /// Whether the project has no other document.
    pub only_document: bool,
    /// What other documents of the project are called, and their places.
    pub project_index: &'a ProjectIndex,
    /// The pictures that the document names, as far as they could be read.
    pub pictures: &'a Pictures,
    /// The typefaces that there are; nothing if nobody asked.
    pub fonts: Option<&'a LoadedFonts>,
    /// Who endorsed what, and whether it is still that.
    pub endorsements: &'a [Endorsement],
    /// How it differs from what the tag of its current version names.
    pub changed_since: Option<&'a ChangedSince>,
    /// Whether it is the first document of the project.
    pub is_first: bool,
    /// The day that the caller calls today (`--today`); never the clock's.
    pub today: Option<Date>,
}

impl<'a> Scope<'a> {
    /// The cards with rows of figures and totals, with the keys under which these stand.
    fn tables_of_figures(&self) -> impl Iterator<Item = (&'a Card, &'a SumKeys)> {
        let kinds = self.kinds;
        let cards = self.document.cards.iter();
        cards.filter_map(|card| Some((card, kinds.get(&card.kind)?.sums.as_ref()?)))
    }

    /// The tags that its versions may have, each with what stands behind its `v`.
    fn version_tags(&self) -> Vec<(&'a str, &'a str)> {
        let name = (!self.only_document).then_some(self.document.manifest.name.as_str());
        self.tags.of_document(name, self.is_first)
    }

    /// The cards that can hold what any of these characters begin: those in whose file, or in a
    /// table of their own, they stand. A rule that looks for something rare need not go through
    /// every text. They are found by their first bytes, which should be rare too.
    fn cards_with<const N: usize>(
        &self,
        beginnings: [&'static str; N],
    ) -> impl Iterator<Item = &'a Card> {
        self.cards_where(move |text| {
            let bytes = text.as_bytes();
            let stands = |beginning: &[u8]| {
                beginning.first().is_some_and(|first| {
                    memchr_iter(*first, bytes).any(|at| bytes[at..].starts_with(beginning))
                })
            };
            beginnings
                .iter()
                .any(|beginning| stands(beginning.as_bytes()))
        })
    }

    /// The cards of whose file this holds, and those that have a table of their own.
    fn cards_where(&self, holds: impl Fn(&str) -> bool) -> impl Iterator<Item = &'a Card> {
        let (document, sources) = (self.document, self.sources);
        let stands_in = move |card: &Card| holds(sources.get(card.source).text());
        document
            .cards
            .iter()
            .filter(move |card| card.fields.get("data").is_some() || stands_in(card))
    }
}

/// A check: it reads the model and adds to the report what its rules find.
type Check = fn(&Scope<'_>, &mut Report);

/// Every rule but the gate; they know nothing of each other, and run side by side.
const CHECKS: [Check; 31] = [
    agreement::check,
    headings::check,
    required_headings::check,
    similar_ids::check,
    stray_ids::check,
    footnotes::check,
    keys::check,
    own_words::check,
    rollups::check,
    pictures_of_data::check,
    references::check,
    pictures::check,
    table_totals::check,
    tables::check,
    terms::check,
    theme::check,
    sums::check,
    agrees_with::check,
    out_of_date::check,
    impossible_dates::check,
    versions::check,
    stamp::check,
    rated_twice::check,
    wanted_keys::check,
    unreferenced_cards::check,
    unused::check,
    alternative_texts::check,
    templates::check,
    raw::check,
    cut_texts::check,
    curly_quotes::check,
];

/// What can be said of a text of any kind as it stands: characters that nobody sees, and the marks
/// of conflicts.
pub fn check_source(id: SourceId, sources: &SourceSet, report: &mut Report) {
    characters::check(id, sources, report);
    conflicts::check(id, sources, report);
}

/// Runs every rule. The unresolved places come back in the order of the document; they are in the
/// report too.
pub fn check(scope: &Scope<'_>, gate: &Gate<'_>, report: &mut Report) -> Vec<Unresolved> {
    let run = |check: &Check| {
        let mut found = Report::default();
        check(scope, &mut found);
        found
    };
    let ((found, acronyms), unresolved) = rayon::join(
        || {
            rayon::join(
                || CHECKS.par_iter().map(run).collect::<Vec<Report>>(),
                || acronyms::gather(scope),
            )
        },
        || placeholders::find(scope, gate, report),
    );
    found.into_iter().for_each(|found| report.extend(found));
    let unresolved = placeholders::report(scope, gate, unresolved, report);
    acronyms::check(&acronyms, &unresolved, report);
    unresolved
}
