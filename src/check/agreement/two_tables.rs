//! `figures/contradiction`, of two tables: the same row and the same column in both, with another figure.
//!
//! In: the tables of a document. Out: a warning at the later cell. That two tables show the same, their
//! other rows say: some are in both with the same figure, and only one has another. Where three tables
//! have three figures they are a series, and nothing is said.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Places;
use super::cells::Spot;
use super::claim::Stems;
use super::contradiction::amounts;
use super::figure::{Kind, rounded};
use super::tables::Table;
use super::tokens::tokens;
use super::words::{Class, Stem};
use crate::diagnostic::{Diagnostic, Report, rules};

/// Row, column, years of the column, and what is counted.
type Key<'t> = (Kind, &'t Stems, &'t Stems, &'t [u32]);

/// A cell with the number of its table.
type Cell<'t> = (usize, Spot<'t>);

/// More tables than this with one row and column are a series.
const MOST_TABLES: usize = 4;

/// What two tables have in common, in one column of each.
#[derive(Default)]
struct Shared<'t> {
    /// How many digits there are in the figures that agree, without noughts at their ends.
    agreed: u32,
    others: Vec<(Spot<'t>, Spot<'t>)>,
}

/// So many digits are not the same in two tables by chance.
const DIGITS: u32 = 2;

/// `figures/contradiction`.
pub fn check(tables: &[Table], places: &Places<'_>, report: &mut Report) {
    if tables.len() < 2 {
        return;
    }
    let mut pairs: BTreeMap<(usize, usize, usize, usize), Shared<'_>> = BTreeMap::new();
    for cells in cells(tables).values() {
        for (at, (first, one)) in cells.iter().enumerate() {
            for (second, other) in &cells[at + 1..] {
                let key = (*first, *second, one.cell.column, other.cell.column);
                let shared = pairs.entry(key).or_default();
                if one.cell.figure.agrees(&other.cell.figure) {
                    shared.agreed += digits(one.cell.figure.value);
                } else {
                    shared.others.push((*one, *other));
                }
            }
        }
    }
    for ((first, second, ..), shared) in &pairs {
        if let [(one, other)] = shared.others.as_slice()
            && shared.agreed >= DIGITS
            && !one.cell.figure.is_far_from(&other.cell.figure, 3)
            && are_of_one_thing(&tables[*first], &tables[*second])
        {
            report.push(disagreement(*one, *other, places));
        }
    }
}

/// The cells that have a name, by it; without those of which there are several in a table, or a series.
fn cells(tables: &[Table]) -> FxHashMap<Key<'_>, Vec<Cell<'_>>> {
    let mut cells: FxHashMap<Key<'_>, Vec<Cell<'_>>> = FxHashMap::default();
    for (at, table) in tables.iter().enumerate() {
        for row in table.rows.iter().filter(|row| !row.label.is_total) {
            for cell in &row.cells {
                let Some(column) = table.columns.get(cell.column) else {
                    continue;
                };
                let (row_words, words) = (&row.label.words, &column.words);
                let is_named = !words.is_empty() || !column.years.is_empty();
                if is_named && !row_words.is_empty() {
                    let key = (cell.figure.kind, row_words, words, column.years.as_slice());
                    let spot = Spot { table, row, cell };
                    cells.entry(key).or_default().push((at, spot));
                }
            }
        }
    }
    cells.retain(|_, cells| {
        cells.len() <= MOST_TABLES
            && cells.windows(2).all(|two| two[0].0 != two[1].0)
            && !is_series(cells)
    });
    cells
}

fn is_series(cells: &[Cell<'_>]) -> bool {
    let mut values: Vec<Decimal> = cells
        .iter()
        .map(|(_, spot)| spot.cell.figure.value)
        .collect();
    values.sort_unstable();
    values.dedup();
    values.len() > 2
}

/// How many digits a figure has, without the noughts at its end.
fn digits(value: Decimal) -> u32 {
    let mut rest = value.normalize().abs();
    rest = rest / rounded(rest);
    let mut digits = 0;
    while rest >= Decimal::ONE {
        rest /= Decimal::TEN;
        digits += 1;
    }
    digits
}

/// Whether the titles of two tables tell them apart neither by a year, nor by a name, nor by such a word
/// as “target”.
fn are_of_one_thing(one: &Table, other: &Table) -> bool {
    let (first, second) = (&one.title.years, &other.title.years);
    let years = first.is_empty() || second.is_empty() || first == second;
    years && told_apart_by(&one.title.text) == told_apart_by(&other.title.text)
}

/// The words of a title that tell its table from others.
fn told_apart_by(title: &str) -> Vec<Stem> {
    let words = tokens(title);
    let mut found: Vec<Stem> = words
        .iter()
        .enumerate()
        .filter(|(at, token)| {
            token.known.class == Class::Qualifier
                || *at > 0 && token.is_capital()
                || token.is_number()
        })
        .map(|(_, token)| token.known.stem)
        .collect();
    found.sort_unstable();
    found
}

fn disagreement(one: Spot<'_>, other: Spot<'_>, places: &Places<'_>) -> Diagnostic {
    let column = other.table.columns.get(other.cell.column);
    let message = format!(
        "`{}` here, but `{}` at {}, in the same row (“{}”) and column (“{}”) of another table: {}",
        other.cell.written,
        one.cell.written,
        places.name(one.cell.span),
        other.row.label.text,
        column.map_or("", |column| column.text.as_str()),
        amounts(&one.cell.figure, &other.cell.figure)
    );
    let diagnostic = rules::figures::CONTRADICTION
        .at(other.cell.span, message)
        .related(one.cell.span, "the other figure");
    diagnostic.help("correct the one that is wrong; if both are right, say in the titles what tells the tables apart (a year, a place, a target)")
}
