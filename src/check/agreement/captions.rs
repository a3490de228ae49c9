//! `figures/contradiction`, of a table and what is written above it: a caption or title that names a
//! total of its own table, and another than the table has.
//!
//! In: claims and tables. Out: a warning at the caption.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Places;
use super::cells::{Spot, disagreement};
use super::claim::Claim;
use super::figure::{Figure, Hedge, Kind};
use super::passage::Place;
use super::tables::{Table, TableCell};
use crate::diagnostic::Report;

/// `figures/contradiction`.
pub fn check(claims: &[Claim], tables: &[Table], places: &Places<'_>, report: &mut Report) {
    let mut by_card: FxHashMap<usize, Vec<&Table>> = FxHashMap::default();
    for table in tables {
        by_card.entry(table.card).or_default().push(table);
    }
    for claim in claims {
        let figure = claim
            .figure()
            .filter(|figure| figure.hedge == Hedge::Exact && figure.kind != Kind::Percent);
        let own = by_card.get(&claim.sentence.0).into_iter().flatten();
        let table = own.copied().find(|table| heads(claim, table));
        if let Some((figure, table)) = figure.zip(table)
            && !agrees(table, figure)
            && let Some(spot) = total(table, figure)
        {
            report.push(disagreement(claim, figure, spot, places));
        }
    }
}

/// Whether a text stands above a table, as its caption or as the title of its card.
fn heads(claim: &Claim, table: &Table) -> bool {
    match claim.place {
        Place::Caption(span) => span == table.span,
        Place::Heading => table.span.source == claim.span.source && claim.sentence.1 == 0,
        _ => false,
    }
}

/// Whether a table has a figure in a cell, or as what a column adds up to.
fn agrees(table: &Table, figure: &Figure) -> bool {
    let mut cells = spots(table).map(|spot| &spot.cell.figure);
    let is = |own: &Figure| own.kind == figure.kind && own.agrees(figure);
    cells.any(is) || sums(table).iter().any(is)
}

/// The total that must be meant, for it is near.
fn total<'t>(table: &'t Table, figure: &Figure) -> Option<Spot<'t>> {
    let near = |cell: &TableCell| {
        let (one, other) = (cell.figure.value, figure.value);
        (one - other).abs() * Decimal::from(5) <= one.max(other)
    };
    spots(table).find(|spot| {
        spot.row.label.is_total && spot.cell.figure.kind == figure.kind && near(spot.cell)
    })
}

fn spots(table: &Table) -> impl Iterator<Item = Spot<'_>> {
    table.rows.iter().flat_map(move |row| {
        let cells = row.cells.iter();
        cells.map(move |cell| Spot { table, row, cell })
    })
}

/// What the columns add up to, without the rows that are called totals.
fn sums(table: &Table) -> Vec<Figure> {
    let mut sums: FxHashMap<usize, Figure> = FxHashMap::default();
    for spot in spots(table).filter(|spot| !spot.row.label.is_total) {
        let sum = sums.entry(spot.cell.column).or_insert_with(|| Figure {
            value: Decimal::ZERO,
            ..spot.cell.figure.clone()
        });
        sum.value += spot.cell.figure.value;
    }
    sums.into_values().collect()
}
