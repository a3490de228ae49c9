//! The lines of a table of figures: its rows, and the totals that add them up or that others add up.
//!
//! In: a card, and where its rows and totals stand. Out: its totals, each with what it adds up and
//! what its author printed; and its lines, for who looks for a cell.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Added, Addition, Content, Reading, words};
use crate::model::amount::Amount;
use crate::model::card::Card;
use crate::model::cells::columns;
use crate::model::columns::Format;
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::SumKeys;
use crate::model::total_labels::Role;
use crate::parse::body::plain_text;
use crate::parse::quotes::same_words;
use crate::source::Span;

/// One total with its sums, one a column.
#[derive(Debug)]
pub struct Total {
    /// Plain text.
    pub label: String,
    /// Where its label stands.
    pub span: Span,
    /// One for each column of figures, left to right.
    pub columns: Vec<Addition>,
    /// The rows that it adds up, by their places.
    rows: BTreeSet<usize>,
    /// What the author printed; empty if the sums are to be printed.
    pub printed: Vec<Printed>,
    /// By how much a printed total may differ from the sum (`tolerance:`), in the unit of the
    /// figures, if its author says it; else rounding says it.
    pub tolerance: Option<Decimal>,
    /// Labels of rows or totals whose figures it counts twice, with their places: a row that is a
    /// total by its label, or what two totals above have in common.
    pub twice: Vec<(String, Span)>,
    /// Labels or groups that `of` names, and neither a row nor a total above this one has.
    pub unknown: Vec<(String, Span)>,
}

/// A cell of a total that its author printed.
#[derive(Debug)]
pub struct Printed {
    /// As it is written.
    pub text: String,
    /// `None` where it is blank or text.
    pub amount: Option<Amount>,
    /// Where the printed figure stands.
    pub span: Span,
}

/// The totals of a card, in the order in which they stand.
pub fn totals(card: &Card, keys: &SumKeys, reading: &Reading) -> Vec<Total> {
    read(card, keys, reading).1
}

/// The rows and the totals of a card, in the order in which they stand.
pub fn lines<'a>(card: &'a Card, keys: &SumKeys, reading: &Reading) -> Vec<Line<'a>> {
    read(card, keys, reading).0
}

fn read<'a>(card: &'a Card, keys: &SumKeys, reading: &Reading) -> (Vec<Line<'a>>, Vec<Total>) {
    let rows: Vec<Row> = card
        .fields
        .get(&keys.rows)
        .into_iter()
        .flat_map(Field::items)
        .map(Row::of)
        .collect();
    let width = rows
        .iter()
        .map(|row| row.values.len())
        .max()
        .unwrap_or_default();
    let is_text =
        |column: usize| card.formats.get(column + 1).copied().flatten() == Some(Format::Text);
    let kept: Vec<bool> = (0..width).map(|column| !is_text(column)).collect();
    let written = card
        .fields
        .get(&keys.totals)
        .into_iter()
        .flat_map(Field::items);
    let mut totals: Vec<Total> = Vec::new();
    let mut lines = rows
        .iter()
        .enumerate()
        .map(Line::of_row)
        .collect::<Vec<_>>();
    for field in written {
        let total = of_total(field, &lines, &kept, reading);
        lines.push(Line::of_total(field, &total));
        totals.push(total);
    }
    (lines, totals)
}

/// What stands in one column of a line, for a total below it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Addend<'a> {
    Cell(&'a Field),
    /// A total that is not written is what it adds up.
    Sum(Added),
}

/// A row, or a total that stands above the one that is read: a grand total names sub-totals.
#[derive(Debug)]
pub struct Line<'a> {
    /// Plain text.
    pub label: String,
    /// Where the label stands.
    pub span: Span,
    group: Option<String>,
    is_total: bool,
    /// The rows whose figures it holds, by their places among the lines.
    rows: BTreeSet<usize>,
    cells: Vec<Addend<'a>>,
}

impl<'a> Line<'a> {
    fn of_row((at, row): (usize, &Row<'a>)) -> Self {
        Self {
            label: row.label.clone(),
            span: row.span,
            group: row.group.clone(),
            is_total: false,
            rows: BTreeSet::from([at]),
            cells: row.values.iter().copied().map(Addend::Cell).collect(),
        }
    }

    fn of_total(field: &'a Field, total: &Total) -> Self {
        let written: Vec<Addend<'a>> = cells(field).map(Addend::Cell).collect();
        let sums = total.columns.iter().map(|column| Addend::Sum(column.sum));
        Self {
            label: total.label.clone(),
            span: total.span,
            group: None,
            is_total: true,
            rows: total.rows.clone(),
            cells: if written.is_empty() {
                sums.collect()
            } else {
                written
            },
        }
    }

    /// The figure in one of its columns, the first behind the label being 0, and where it stands
    /// unless it is computed.
    pub fn amount(&self, column: usize, reading: &Reading) -> Option<(Amount, Option<Span>)> {
        match self.cells.get(column)? {
            Addend::Cell(cell) => match reading.content(cell) {
                Content::Amount(amount) => Some((amount, Some(cell.span))),
                Content::Blank | Content::Text => None,
            },
            Addend::Sum(added) => Some((added.sum()?.amount(), None)),
        }
    }

    /// Whether a name is its label, or that of its group.
    fn is_called(&self, name: &str) -> bool {
        let is_own = |label: &String| same_words(label, name);
        is_own(&self.label) || self.group.as_ref().is_some_and(is_own)
    }
}

/// The lines that a total adds up: all rows, or those that it names; a name that no row has is that
/// of a total above.
fn chosen<'l, 'a>(wanted: Option<&[(String, Span)]>, lines: &'l [Line<'a>]) -> Vec<&'l Line<'a>> {
    let rows = || lines.iter().filter(|line| !line.is_total);
    let Some(names) = wanted else {
        return rows().collect();
    };
    let is_of_rows = |name: &str| rows().any(|row| row.is_called(name));
    let is_wanted = |line: &&Line<'_>| {
        let mut called = names.iter().filter(|(name, _)| line.is_called(name));
        called.any(|(name, _)| !line.is_total || !is_of_rows(name))
    };
    lines.iter().filter(is_wanted).collect()
}

struct Row<'a> {
    label: String,
    span: Span,
    group: Option<String>,
    values: Vec<&'a Field>,
}

impl<'a> Row<'a> {
    fn of(field: &'a Field) -> Self {
        let text = |key: &str| field.get(key).and_then(Field::inline).map(plain_text);
        Self {
            label: text("label").unwrap_or_default(),
            span: field.get("label").map_or(field.span, |label| label.span),
            group: text("group"),
            values: cells(field).collect(),
        }
    }
}

/// `kept` says of each column whether it is added up.
fn of_total(total: &Field, lines: &[Line<'_>], kept: &[bool], reading: &Reading) -> Total {
    let wanted = wanted(total);
    let chosen = chosen(wanted.as_deref(), lines);
    let addition = |(column, kept): (usize, &bool)| {
        let lines = chosen.iter().filter(|_| *kept);
        let cells = lines.filter_map(|line| line.cells.get(column).copied());
        reading.added(&cells.collect::<Vec<_>>())
    };
    let known = |name: &str| lines.iter().any(|line| line.is_called(name));
    let tolerance = match total.get("tolerance").map(|field| &field.value) {
        Some(FieldValue::Number(number)) => {
            Amount::of_number(&number.spelling).map(|amount| amount.value)
        }
        _ => None,
    };
    let label = total.get("label").filter(|label| !label.is_blank());
    let span = label.map_or(total.span, |label| label.span);
    let (rows, twice) = counted(&chosen, span);
    Total {
        rows,
        twice,
        label: label.map(words).unwrap_or_default(),
        span,
        columns: kept.iter().enumerate().map(addition).collect(),
        printed: cells(total).map(|cell| printed(cell, reading)).collect(),
        tolerance,
        unknown: wanted
            .into_iter()
            .flatten()
            .filter(|(name, _)| !known(name))
            .collect(),
    }
}

/// The rows that the lines of a total hold, and what is counted twice: a line of which a row is in
/// another, at the place of the total, `own`, and a row that is called a total and follows others.
fn counted(chosen: &[&Line<'_>], own: Span) -> (BTreeSet<usize>, Vec<(String, Span)>) {
    let mut rows = BTreeSet::new();
    let mut twice = Vec::new();
    for line in chosen {
        let is_there = line.rows.iter().any(|row| rows.contains(row));
        let adds_up = !line.is_total && !rows.is_empty() && Role::of(&line.label) != Role::Row;
        if is_there || adds_up {
            let span = if line.is_total { own } else { line.span };
            twice.push((line.label.clone(), span));
        }
        rows.extend(&line.rows);
    }
    (rows, twice)
}

fn printed(cell: &Field, reading: &Reading) -> Printed {
    let amount = match reading.content(cell) {
        Content::Amount(amount) => Some(amount),
        Content::Blank | Content::Text => None,
    };
    Printed {
        text: words(cell),
        amount,
        span: cell.span,
    }
}

/// The labels and groups that `of` names; `None` for all.
fn wanted(total: &Field) -> Option<Vec<(String, Span)>> {
    let of = total.get("of")?;
    let named = |field: &Field| Some((field.word()?.to_owned(), field.span));
    match of.word() {
        Some("all") => None,
        Some(_) => named(of).map(|one| vec![one]),
        None => Some(of.items().iter().filter_map(named).collect()),
    }
}

/// The cells of a row, one that spans several columns for each of them.
fn cells(field: &Field) -> impl Iterator<Item = &Field> {
    let cells = field.get("values").into_iter().flat_map(Field::items);
    cells.flat_map(|cell| std::iter::repeat_n(cell, columns(cell)))
}
