//! `figures/count`: a number of things that are there to be counted. “Our 12 workstreams” where there
//! are 13 cards of that kind, “the register holds 28 risks” where it has 29.
//!
//! In: claims, and the cards. Out: a warning at the number. A number that fits any part of the
//! document (one register, one group) is left alone, and so is one that may count some of them only.

use std::collections::{BTreeMap, BTreeSet};

use super::Places;
use super::alike::Home;
use super::claim::{Claim, Stems};
use super::figure::{Hedge, Kind};
use super::known::Belonging;
use super::tokens::Token;
use super::words::{Stem, stem};
use crate::check::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::field::{Field, FieldValue};
use crate::source::Span;

/// How many of a thing a document has, in all and in its parts.
#[derive(Default)]
struct Stock {
    total: usize,
    parts: BTreeSet<usize>,
    /// The first of them.
    first: Option<Span>,
}

/// Keys of lists that are no things of a plan.
const NO_THINGS: [&str; 13] = [
    "rows",
    "columns",
    "totals",
    "lanes",
    "entries",
    "items",
    "notes",
    "versions",
    "values",
    "periods",
    "authors",
    "workstreams",
    "gather",
];

/// `figures/count`, of cards and of the entries of their lists.
pub fn check(
    scope: &Scope<'_>,
    claims: &[Claim],
    home: &Home,
    places: &Places<'_>,
    report: &mut Report,
) {
    let stocks = stocks(scope);
    for claim in claims {
        let Some((figure, noun)) = claim.figure().zip(claim.noun) else {
            continue;
        };
        let bare = claim.counted.len() == 1;
        let Some(stock) = stocks
            .get(&noun)
            .filter(|_| bare && figure.kind == Kind::Count && figure.hedge == Hedge::Exact)
        else {
            continue;
        };
        let count = usize::try_from(figure.value).unwrap_or(0);
        let fits = count == stock.total || stock.parts.contains(&count);
        let far = count * 2 < stock.total || count > stock.total * 2;
        if stock.total < 2
            || fits
            || far
            || claim.restricted
            || !is_of_all(claim, home)
            || places.is_fact(claim.span)
        {
            continue;
        }
        let written = &claim.written;
        let noun = claim
            .named
            .split(' ')
            .find(|word| stem(word) == noun)
            .unwrap_or("of them")
            .to_lowercase();
        let message = format!("`{written}` {noun} here, but there are {}", stock.total);
        let mut diagnostic = rules::figures::COUNT.at(claim.span, message);
        if let Some(first) = stock.first {
            diagnostic
                .message
                .push_str(&format!(" (the first at {})", places.name(first)));
            diagnostic = diagnostic.related(first, "the first of them");
        }
        report.push(diagnostic.help(format!(
            "write {}, or say which of them are meant",
            stock.total
        )));
    }
}

/// Whether a claim counts all there are, and here.
fn is_of_all(claim: &Claim, home: &Home) -> bool {
    let away = claim
        .names
        .iter()
        .filter(|name| home.names.binary_search(name).is_err())
        .count();
    (claim.definite || claim.stated) && (away == 0 || claim.is_own)
}

fn stocks(scope: &Scope<'_>) -> BTreeMap<Stem, Stock> {
    let mut stocks: BTreeMap<Stem, Stock> = BTreeMap::new();
    let mut groups: BTreeMap<(Stem, String), usize> = BTreeMap::new();
    for card in scope.document.cards.iter().filter(|card| !card.made) {
        if card.kind != "section" {
            let noun = stem(card.kind.rsplit('-').next().unwrap_or(&card.kind));
            add(&mut stocks, noun, 1, card.top);
            let group = card
                .fields
                .get("group")
                .and_then(crate::model::anchors::value_text);
            *groups.entry((noun, group.unwrap_or_default())).or_default() += 1;
            let folder = card.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            *groups.entry((noun, format!("/{folder}"))).or_default() += 1;
        }
        for entry in card.fields.entries() {
            let is_things = entry
                .field
                .items()
                .first()
                .is_some_and(|item| matches!(item.value, FieldValue::Map(_)));
            if is_things && !NO_THINGS.contains(&entry.name.as_str()) {
                let count = entry.field.items().len();
                let noun = stem(&entry.name);
                add(
                    &mut stocks,
                    noun,
                    count,
                    entry
                        .field
                        .items()
                        .first()
                        .map_or(entry.key, |item: &Field| item.span),
                );
                stocks.entry(noun).or_default().parts.insert(count);
            }
        }
    }
    for ((noun, _), count) in groups {
        stocks.entry(noun).or_default().parts.insert(count);
    }
    stocks
}

fn add(stocks: &mut BTreeMap<Stem, Stock>, noun: Stem, count: usize, at: Span) {
    let stock = stocks.entry(noun).or_default();
    stock.total += count;
    stock.first.get_or_insert(at);
}

/// Whether a number of things is stated of the whole: by a verb before it that has them.
pub fn is_stated(before: &[Token<'_>], behind: &[Token<'_>]) -> bool {
    const HAS: [&str; 36] = [
        "has",
        "in",
        "on",
        "have",
        "holds",
        "hold",
        "contains",
        "contain",
        "lists",
        "list",
        "covers",
        "cover",
        "describes",
        "describe",
        "comprises",
        "through",
        "into",
        "records",
        "record",
        "identifies",
        "identify",
        "identified",
        "sets",
        "out",
        "up",
        "across",
        "by",
        "are",
        "with",
        "includes",
        "under",
        "names",
        "tracks",
        "carries",
        "of",
        "shows",
    ];
    /// What all of them do, and not some.
    const DO: [&str; 16] = [
        "turn",
        "deliver",
        "make",
        "form",
        "underpin",
        "support",
        "drive",
        "run",
        "guide",
        "shape",
        "carry",
        "cover",
        "describe",
        "translate",
        "will",
        "structure",
    ];
    match before.last() {
        Some(token) if token.is("of") => before.iter().rev().nth(1).is_some_and(|one| {
            one.is_any(&["up", "consists", "consist", "register", "total", "list"])
        }),
        Some(token) => token.is_any(&HAS),
        // “Thirteen workstreams turn the vision into action.”
        None => behind.iter().skip(1).take(2).any(|token| token.is_any(&DO)),
    }
}

/// Words of those who write.
pub const OWN: [&str; 2] = ["our", "we"];

/// What a document may be called.
pub const DOCUMENTS: [&str; 6] = [
    "plan",
    "strategy",
    "document",
    "report",
    "programme",
    "register",
];

/// How things are put in an order that has room for all of them.
pub const STRUCTURES: [&str; 6] = [
    "organised",
    "built",
    "based",
    "divided",
    "grouped",
    "structured",
];

/// Whether a sentence speaks of the document's own: “our”, “this plan”, “care is organised in nine
/// localities”.
pub fn is_own(sentence: &[Token<'_>]) -> bool {
    sentence.iter().enumerate().any(|(at, token)| {
        let before = at.checked_sub(1).map(|at| &sentence[at]);
        let behind = sentence.get(at + 1);
        let is = |token: Option<&Token<'_>>, words: &[&str]| {
            token.is_some_and(|token| token.is_any(words))
        };
        match token.known.belonging {
            Belonging::None => token.known.is_own,
            Belonging::Document => is(before, &["this", "the"]),
            Belonging::Structure => {
                is(before, &["is", "are"]) && is(behind, &["in", "into", "on", "around", "under"])
            }
        }
    })
}

/// The stems of a title.
pub fn names_of(title: &str) -> Stems {
    let mut names: Stems = super::tokens::tokens(title)
        .iter()
        .filter(|token| token.is_word())
        .map(|token| token.known.stem)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
