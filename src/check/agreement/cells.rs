//! `figures/contradiction`, of a sentence and a table: what a text says of a cell that it names by
//! row and column, or of a total.
//!
//! In: claims and tables. Out: a warning at the sentence. A sentence names a cell if it has all words
//! of the row's label, the year or the words of its column, and either stands in the table's card or
//! has words of the table's title; where several tables could be meant, one that agrees is enough.

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Places;
use super::alike::missing;
use super::claim::Claim;
use super::contradiction::amounts;
use super::figure::Figure;
use super::passage::Place;
use super::tables::{Row, Table, TableCell};
use super::words::Stem;
use crate::diagnostic::{Diagnostic, Report, rules};

/// A cell, with the row and the table around it.
#[derive(Clone, Copy)]
pub struct Spot<'t> {
    /// The table.
    pub table: &'t Table,
    /// Its row.
    pub row: &'t Row,
    /// The cell.
    pub cell: &'t TableCell,
}

/// A cell that a sentence names, and how clearly.
struct Named<'t> {
    spot: Spot<'t>,
    /// How many words of the title the sentence has; more if it stands in the same card.
    clearness: usize,
    /// Whether the column is named.
    is_named: bool,
}

/// `figures/contradiction`.
pub fn check(claims: &[Claim], tables: &[Table], places: &Places<'_>, report: &mut Report) {
    if tables.is_empty() {
        return;
    }
    let index = Index::of(tables);
    for claim in claims {
        let Some(figure) = claim.figure().filter(|figure| !figure.hedge.is_end()) else {
            continue;
        };
        if matches!(claim.place, Place::Quoted) || places.is_fact(claim.span) {
            continue;
        }
        let named = index.named(claim, figure);
        let Some(best) = named.iter().map(|named| named.clearness).max() else {
            continue;
        };
        let best: Vec<&Named<'_>> = named
            .iter()
            .filter(|named| named.clearness == best)
            .collect();
        if named
            .iter()
            .any(|named| named.spot.cell.figure.agrees(figure))
        {
            continue;
        }
        if let Some(one) = judged(figure, &best) {
            report.push(disagreement(claim, figure, one.spot, places));
        }
    }
}

/// The cell that a sentence gets wrong: the only one that it names, or, where it names no column,
/// the one to which its figure is so near that it must be meant.
fn judged<'n, 't>(figure: &Figure, best: &[&'n Named<'t>]) -> Option<&'n Named<'t>> {
    let exact: Vec<&&Named<'_>> = best.iter().filter(|named| named.is_named).collect();
    if let [one] = exact.as_slice() {
        return (!one.spot.cell.figure.is_far_from(figure, 4)).then_some(**one);
    }
    if !exact.is_empty() {
        return None;
    }
    let near = |named: &&&Named<'_>| {
        let (one, other) = (named.spot.cell.figure.value, figure.value);
        (one - other).abs() <= one.max(other) * Decimal::new(3, 2)
    };
    let mut near = best.iter().filter(near);
    let one = near.next()?;
    near.next().is_none().then_some(*one)
}

/// What is wrong with a figure of a text beside a cell.
pub fn disagreement(
    claim: &Claim,
    figure: &Figure,
    spot: Spot<'_>,
    places: &Places<'_>,
) -> Diagnostic {
    let Spot { table, row, cell } = spot;
    let column = table.columns.get(cell.column);
    let of = column
        .filter(|column| !column.text.is_empty())
        .map_or_else(String::new, |column| format!(", {}", column.text));
    let message = format!(
        "`{}` here, but `{}` at {} (“{}”{of}): {}",
        claim.written,
        cell.written,
        places.name(cell.span),
        row.label.text,
        amounts(figure, &cell.figure)
    );
    let diagnostic = rules::figures::CONTRADICTION
        .at(claim.span, message)
        .related(cell.span, "the figure of the table");
    diagnostic.help("correct the sentence or the table; if both are right, say what tells them apart (a year, a place, a target)")
}

/// A sentence is compared with so many rows.
const MOST_ROWS: usize = 200;

/// Rows by the words of their labels, totals by those of their tables.
struct Index<'t> {
    rows: FxHashMap<Stem, Vec<(&'t Table, &'t Row)>>,
    totals: FxHashMap<Stem, Vec<(&'t Table, &'t Row)>>,
    by_card: FxHashMap<usize, Vec<(&'t Table, &'t Row)>>,
}

impl<'t> Index<'t> {
    fn of(tables: &'t [Table]) -> Self {
        let mut index = Self {
            rows: FxHashMap::default(),
            totals: FxHashMap::default(),
            by_card: FxHashMap::default(),
        };
        for table in tables {
            for row in &table.rows {
                if let Some(first) = row.label.words.first() {
                    index.rows.entry(*first).or_default().push((table, row));
                } else if row.label.is_total {
                    table
                        .title
                        .words
                        .iter()
                        .for_each(|word| index.totals.entry(*word).or_default().push((table, row)));
                    index
                        .by_card
                        .entry(table.card)
                        .or_default()
                        .push((table, row));
                }
            }
        }
        index
    }

    fn named(&self, claim: &Claim, figure: &Figure) -> Vec<Named<'t>> {
        let mut words = claim.words.clone();
        words.extend(claim.qualifiers.iter().copied());
        words.sort_unstable();
        let mut found = Vec::new();
        let mut seen: FxHashSet<*const Row> = FxHashSet::default();
        let of_words = words
            .iter()
            .filter_map(|word| self.rows.get(word))
            .flatten();
        let of_titles = words
            .iter()
            .filter(|_| claim.is_total)
            .filter_map(|word| self.totals.get(word))
            .flatten();
        let of_card = self
            .by_card
            .get(&claim.sentence.0)
            .filter(|_| claim.is_total)
            .into_iter()
            .flatten();
        for (table, row) in of_words.chain(of_titles).chain(of_card) {
            let at: *const Row = *row;
            if seen.len() < MOST_ROWS && seen.insert(at) {
                found.extend(of_row(table, row, claim, &words, figure));
            }
        }
        found
    }
}

/// The cells of a row that a sentence names.
fn of_row<'t>(
    table: &'t Table,
    row: &'t Row,
    claim: &Claim,
    words: &[Stem],
    figure: &Figure,
) -> Vec<Named<'t>> {
    let same_card = claim.sentence.0 == table.card;
    let in_table =
        matches!(claim.place, Place::Cell(span) | Place::Caption(span) if span == table.span);
    let shared = table.title.words.len() - missing(&table.title.words, words);
    let is_total = row.label.words.is_empty();
    let titled = shared > 0 && shared * 2 >= table.title.words.len() || shared >= 2;
    let near = same_card || titled;
    if in_table
        || missing(&row.label.words, words) > 0
        || !near && row.label.words.len() < 2
        || is_total && !near
    {
        return Vec::new();
    }
    let fits = |cell: &&TableCell| cell.figure.kind == figure.kind;
    let single = row.cells.iter().filter(fits).count() == 1;
    let clearness = shared + usize::from(same_card) * 2 + row.label.words.len();
    let cells = row.cells.iter().filter(fits).filter_map(|cell| {
        let spot = Spot { table, row, cell };
        let is_named = spot.is_named(claim, words, single, near)?;
        Some(Named {
            spot,
            clearness,
            is_named,
        })
    });
    cells.collect()
}

impl Spot<'_> {
    /// Whether a sentence names the column of a cell; nothing if it cannot mean the cell. `single` says
    /// that no other cell of the row counts the same, `near` that the sentence speaks of the table.
    fn is_named(&self, claim: &Claim, words: &[Stem], single: bool, near: bool) -> Option<bool> {
        let column = self.table.columns.get(self.cell.column);
        let (names, years) = column.map_or((&[][..], &[][..]), |column| {
            (column.words.as_slice(), column.years.as_slice())
        });
        let says = |years: &[u32]| years.iter().any(|year| claim.years.contains(year));
        let clashes = |years: &[u32]| !claim.years.is_empty() && !years.is_empty() && !says(years);
        if clashes(years) || years.is_empty() && clashes(&self.table.title.years) {
            return None;
        }
        let all = missing(names, words) == 0;
        let named_by_words = !names.is_empty() && years.is_empty();
        let is_named = single || all && (says(years) || named_by_words);
        let open = claim.years.is_empty() && !years.is_empty() && names.is_empty();
        let exact = near || is_named && words.len() == self.row.label.words.len() + names.len();
        let meant = (is_named || open) && exact && strange(claim, self.row, self.table, names) == 0;
        meant.then_some(is_named)
    }
}

/// How many words of a sentence neither the row nor its column nor the table has: if there are such,
/// it may speak of something else. One is let pass beside two that are there.
fn strange(claim: &Claim, row: &Row, table: &Table, column: &[Stem]) -> usize {
    let known = |word: &&Stem| {
        row.label.words.binary_search(word).is_ok()
            || table.title.words.binary_search(word).is_ok()
            || column.binary_search(word).is_ok()
    };
    let unknown = claim.words.iter().filter(|word| !known(word)).count();
    let qualified = claim.qualifiers.iter().filter(|word| !known(word)).count();
    let here = claim.words.len() - unknown;
    let names = claim.names.iter().filter(|word| !known(word)).count();
    let let_pass = usize::from(here >= 2 || row.label.is_total && here >= 1);
    unknown.saturating_sub(let_pass) + qualified + names
}
