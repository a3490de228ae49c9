//! Figures that disagree: amounts, percentages, counts, days and numbered references, wherever a
//! document has them, read and compared (`docs/format.md#figures-that-disagree`).
//!
//! In: the model. Out: warnings at the later of two places, with both places and the arithmetic. Each
//! rule has a file of its own; `reader.rs` reads figures, `claim.rs` says of what they are figures by the
//! words around them, `alike.rs` whether two of them are of one thing. In doubt nothing is said. The
//! cards are read side by side, each text once, and each word is looked up once (`known.rs`); what is
//! compared is found by its rarest words (`nearness.rs`), so that the time is that of the text.

mod alike;
mod amounts;
mod announced;
mod arithmetic;
mod bounds;
mod calendar;
mod captions;
mod cells;
mod claim;
mod contradiction;
mod counts;
mod days;
mod facts;
mod figure;
mod fractions;
mod hedges;
mod known;
mod labels;
mod nearness;
mod numbered;
mod passage;
mod percentages;
mod reader;
mod shares;
mod sums;
mod tables;
mod tokens;
mod two_tables;
mod wording;
mod words;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::alike::Home;
use self::claim::Claim;
use self::days::Day;
use self::figure::{Figure, Kind};
use self::numbered::Reference;
use self::passage::Passage;
use self::reader::{Item, Notation};
use self::tables::Table;
use super::Scope;
use crate::diagnostic::{Place, Report, rules};
use crate::model::card::Card;
use crate::model::quantity::Style;
use crate::parse::body::plain_text;
use crate::source::{SourceId, SourceSet, Span};

/// Tags of the languages whose words for numbers and months are known: the others have figures only.
const ENGLISH: &str = "en";

/// How places are named in messages, and which of them are facts.
pub struct Places<'a> {
    sources: &'a SourceSet,
    facts: Option<SourceId>,
}

impl Places<'_> {
    /// `plan/03-finance.md:12`.
    pub fn name(&self, span: Span) -> String {
        let source = self.sources.get(span.source);
        format!("{}:{}", source.path(), source.position(span.start).line)
    }

    /// The words behind a place, in small letters and with one blank between them: as many as a title
    /// can have.
    pub fn behind(&self, span: Span) -> String {
        const MOST_WORDS: usize = 12;
        let text = self.sources.get(span.source).text();
        let rest = text.get(span.range().end..).unwrap_or_default();
        let words: Vec<&str> = rest.split_whitespace().take(MOST_WORDS).collect();
        words.join(" ").to_lowercase()
    }

    /// Whether a place is in the file of facts: the words there are quoted elsewhere.
    pub fn is_fact(&self, span: Span) -> bool {
        self.facts == Some(span.source)
    }
}

/// What the cards say, in reading order.
#[derive(Default)]
struct Gathered {
    claims: Vec<Claim>,
    tables: Vec<Table>,
    references: Vec<Reference>,
    report: Report,
}

/// `figures/contradiction`, `figures/impossible-date`, `figures/weekday`, `figures/share`,
/// `figures/count`, `figures/lonely-reference`, `figures/unquoted-fact`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let language = scope.document.manifest.language.as_str();
    if !language.starts_with(ENGLISH) {
        return;
    }
    let notation = Notation {
        style: Style::of(language),
        day_first: !super::impossible_dates::is_month_first(language),
    };
    let places = Places {
        sources: scope.sources,
        facts: scope.document.facts.source,
    };
    let cards = scope
        .document
        .cards
        .par_iter()
        .enumerate()
        .filter(|(_, card)| !card.made);
    let parts: Vec<Gathered> = cards
        .map(|(at, card)| gather(scope, card, at, notation))
        .collect();
    let mut found = Report::default();
    let mut all = Gathered::default();
    for part in parts {
        all.claims.extend(part.claims);
        all.tables.extend(part.tables);
        all.references.extend(part.references);
        found.extend(part.report);
    }
    let title = scope
        .document
        .manifest
        .fields
        .get("title")
        .and_then(|title| title.inline())
        .map(plain_text);
    let home = Home {
        names: counts::names_of(&title.unwrap_or_default()),
    };
    contradiction::check(&all.claims, &home, &places, &mut found);
    cells::check(&all.claims, &all.tables, &places, &mut found);
    captions::check(&all.claims, &all.tables, &places, &mut found);
    two_tables::check(&all.tables, &places, &mut found);
    counts::check(scope, &all.claims, &home, &places, &mut found);
    facts::check(scope, &all.claims, notation, &places, &mut found);
    numbered::check(scope, &all.references, &mut found);
    report.extend(once(&found));
}

/// One figure that disagrees with several places is said to do so once.
fn once(found: &Report) -> Report {
    let mut told: BTreeSet<Span> = BTreeSet::new();
    found.only(|diagnostic| match diagnostic.place {
        Place::Span(span) if diagnostic.is(rules::figures::CONTRADICTION) => told.insert(span),
        _ => true,
    })
}

/// So many counts before a passage may be those of which a share is said.
const RECENT: usize = 6;

fn gather(scope: &Scope<'_>, card: &Card, at: usize, notation: Notation) -> Gathered {
    let mut gathered = Gathered::default();
    let sums = scope
        .kinds
        .get(&card.kind)
        .is_some_and(|kind| kind.sums.is_some());
    let mut recent: Vec<Figure> = Vec::new();
    let mut number = 0;
    let mut entries: Vec<Claim> = Vec::new();
    let mut dated = |text: &Passage<'_>, day: Day, span: Span| {
        let written = scope.sources.slice(span).to_owned();
        let place = (at, usize::MAX - entries.len());
        entries.extend(claim::of_entry(text, day, place, span, written.trim()));
    };
    let mut visit = |passage: &Passage<'_>| {
        gathered.claims.extend(claim::of(passage, (at, number)));
        gathered.references.extend(numbered::of(passage));
        calendar::check(passage, &mut gathered.report);
        shares::check(passage, &recent, &mut gathered.report);
        sums::check(passage, &mut gathered.report);
        announced::check(passage, &mut gathered.report);
        let counts = passage
            .items
            .iter()
            .filter_map(Item::figure)
            .filter(|figure| figure.kind == Kind::Count);
        recent.extend(counts.cloned());
        let old = recent.len().saturating_sub(RECENT);
        recent.drain(..old);
        number += 1;
    };
    passage::of_card(card, notation, sums, &mut visit, &mut dated);
    gathered.claims.splice(0..0, entries);
    gathered.tables = tables::of_card(scope, card, at, notation);
    gathered
}
