//! Acronyms that are used and nowhere spelt out: a reader from outside stops at them.
//!
//! In: the running text of a document, and the places that are placeholders. Out: one hint for each
//! acronym, at its first use. What is spelt out anywhere in the document counts; where it is not
//! clear that something is an acronym, nothing is said.

mod declared;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::flatten::Flat;
use super::{Scope, Unresolved};
use crate::diagnostic::{Report, Sought, rules};
use crate::model::card::Card;
use crate::model::citations;
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{BlockKind, Body, Inline, plain_text};
use crate::source::Span;

use declared::Declared;

/// Reads the text of all cards, side by side.
pub fn gather(scope: &Scope<'_>) -> Acronyms {
    let mut all = Acronyms::default();
    all.field(&scope.document.manifest.fields);
    all.used.clear();
    let cards = scope.document.cards.par_iter().filter(|card| !card.made);
    let of_cards: Vec<Acronyms> = cards.map(|card| of_card(scope, card)).collect();
    of_cards.into_iter().for_each(|found| all.merge(found));
    all
}

fn of_card(scope: &Scope<'_>, card: &Card) -> Acronyms {
    let mut found = Acronyms::default();
    if let Some(key) = terms_key(scope, card) {
        found.glossary(card, key);
    } else {
        // What is made from a bibliography has the names of publishers as they are.
        let entries = card.fields.entries().iter();
        let own = entries.filter(|entry| !citations::is_made(&entry.field));
        own.for_each(|entry| found.field(&entry.field));
        found.body(&card.body);
    }
    found
}

/// `reference/undeclared-acronym`.
pub fn check(found: &Acronyms, unresolved: &[Unresolved], report: &mut Report) {
    let mut open = unresolved.iter().map(|one| one.span).collect::<Vec<Span>>();
    open.sort_unstable();
    let is_open = |span: Span| {
        open.partition_point(|one| *one <= span)
            .checked_sub(1)
            .is_some_and(|at| open[at].contains(span))
    };
    for (acronym, uses) in &found.used {
        let first = uses.iter().find(|span| !is_open(**span));
        if let Some(&span) = first.filter(|_| !found.declared.contains(acronym)) {
            let diagnostic = rules::reference::UNDECLARED_ACRONYM
                .at(span, format!("`{acronym}` is nowhere spelt out"));
            let diagnostic = diagnostic.sought(Sought::Given(acronym.clone()));
            report.push(diagnostic.help(format!(
                "write `Long Name ({acronym})` where it is first used, or put it into the glossary"
            )));
        }
    }
}

/// The key of a card's list of terms.
fn terms_key<'a>(scope: &Scope<'a>, card: &Card) -> Option<&'a str> {
    scope.kinds.get(&card.kind)?.terms.as_deref()
}

/// What a text uses and what it spells out.
#[derive(Default)]
pub struct Acronyms {
    declared: Declared,
    /// Where each acronym is used, in reading order, as far as that may matter.
    used: BTreeMap<String, Vec<Span>>,
}

/// So many uses are kept of an acronym: the first ones may be in placeholders.
const MOST_USES: usize = 20;

impl Acronyms {
    /// Adds what was found further down in the document.
    fn merge(&mut self, other: Self) {
        self.declared.merge(other.declared);
        for (acronym, uses) in other.used {
            let known = self.used.entry(acronym).or_default();
            let room = MOST_USES.saturating_sub(known.len());
            known.extend(uses.into_iter().take(room));
        }
    }

    fn field(&mut self, field: &Field) {
        field.walk(&mut |field| match &field.value {
            FieldValue::Inline(content) => self.run(content),
            FieldValue::Blocks(body) => self.body(body),
            _ => {}
        });
    }

    fn body(&mut self, body: &Body) {
        body.walk(&mut |block| {
            if let BlockKind::Definitions(definitions) = &block.kind {
                definitions
                    .iter()
                    .for_each(|definition| self.declared.add_all(&plain_text(&definition.term)));
            }
            block.kind.runs().into_iter().for_each(|run| self.run(run));
        });
    }

    fn run(&mut self, content: &[Inline]) {
        let flat = Flat::of(content);
        if !words::has_capitals(&flat.text) {
            return;
        }
        self.declared.read(&flat.text);
        for range in words::acronyms(&flat.text) {
            let Some(span) = flat.span(range.clone()) else {
                continue;
            };
            let uses = self.used.entry(flat.text[range].to_owned()).or_default();
            if uses.len() < MOST_USES {
                uses.push(span);
            }
        }
    }

    /// Every acronym of a term, and of the body, which is printed as it is.
    fn glossary(&mut self, card: &Card, key: &str) {
        for entry in card.fields.get(key).into_iter().flat_map(Field::items) {
            let term = entry.get("term").and_then(Field::inline).map(plain_text);
            self.declared.add_all(&term.unwrap_or_default());
        }
        card.body.walk(&mut |block| {
            block
                .kind
                .runs()
                .into_iter()
                .for_each(|run| self.declared.add_all(&plain_text(run)));
        });
    }
}
