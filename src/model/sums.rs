//! Tables with sums: what a total adds up, and whether the printed total agrees.

use super::card::Card;
use super::cells::columns;
use super::field::{Field, FieldValue};
use super::kinds::SumKeys;
use super::quantity::decimals;
use crate::parse::body::plain_text;
use crate::parse::quotes::same_words;
use crate::source::Span;

/// One total with its sums, one a column.
#[derive(Debug)]
pub struct Total {
    /// `None` where a cell is text (`TBC`), so that nobody can add it up.
    pub sums: Vec<Option<Sum>>,
    /// What the author printed, with its places; empty if the sums are to be printed.
    pub printed: Vec<(Option<f64>, Span)>,
    pub tolerance: f64,
    pub span: Span,
    /// Labels or groups that `of` names and no row has.
    pub unknown: Vec<(String, Span)>,
}

/// What a column adds up to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    pub value: f64,
    /// As many as the most exact of its figures has.
    decimals: usize,
}

impl Sum {
    /// As an author would spell it, without the tail that binary fractions leave.
    pub fn spelling(&self) -> String {
        format!("{:.*}", self.decimals, self.value)
    }

    fn and(self, other: Self) -> Self {
        Self { value: self.value + other.value, decimals: self.decimals.max(other.decimals) }
    }
}

/// The totals of a card, in the order in which they stand.
pub fn totals(card: &Card, keys: &SumKeys) -> Vec<Total> {
    let rows: Vec<Row> = card.fields.get(&keys.rows).into_iter().flat_map(Field::items).map(Row::of).collect();
    let width = rows.iter().map(|row| row.values.len()).max().unwrap_or_default();
    let totals = card.fields.get(&keys.totals).into_iter().flat_map(Field::items);
    totals.map(|total| of_total(total, &rows, width)).collect()
}

struct Row {
    label: String,
    group: Option<String>,
    values: Vec<Option<Sum>>,
}

impl Row {
    fn of(field: &Field) -> Self {
        let text = |key: &str| field.get(key).and_then(Field::inline).map(plain_text);
        Self { label: text("label").unwrap_or_default(), group: text("group"), values: cells(field).map(addend).collect() }
    }

    /// Whether a name is its label, or that of its group.
    fn is_called(&self, name: &str) -> bool {
        same_words(&self.label, name) || self.group.as_ref().is_some_and(|group| same_words(group, name))
    }
}

fn of_total(total: &Field, rows: &[Row], width: usize) -> Total {
    let wanted = wanted(total);
    let chosen = |row: &Row| match &wanted {
        None => true,
        Some(names) => names.iter().any(|(name, _)| row.is_called(name)),
    };
    let known = |name: &str| rows.iter().any(|row| row.is_called(name));
    let sum = |column: usize| {
        let mut cells = rows.iter().filter(|row| chosen(row)).map(|row| row.values.get(column).copied().flatten());
        cells.try_fold(Sum::default(), |sum, cell| cell.map(|cell| sum.and(cell)))
    };
    let tolerance = match total.get("tolerance").map(|field| &field.value) {
        Some(FieldValue::Number(number)) => number.value,
        _ => 0.0,
    };
    Total {
        sums: (0..width).map(sum).collect(),
        printed: cells(total).map(|cell| (figure(cell), cell.span)).collect(),
        tolerance,
        span: total.span,
        unknown: wanted.into_iter().flatten().filter(|(name, _)| !known(name)).collect(),
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

/// What a cell adds to a sum.
fn addend(cell: &Field) -> Option<Sum> {
    let decimals = match &cell.get("text").unwrap_or(cell).value {
        FieldValue::Number(number) => decimals(&number.spelling),
        FieldValue::Inline(content) => decimals(&plain_text(content)),
        _ => 0,
    };
    figure(cell).map(|value| Sum { value, decimals })
}

/// A cell as a number: a number, a text that spells one (`(8,021)`, `£326k` does not), or a dash for nothing.
pub(super) fn figure(cell: &Field) -> Option<f64> {
    match &cell.value {
        FieldValue::Number(number) => Some(number.value),
        FieldValue::Blank => Some(0.0),
        FieldValue::Inline(content) => spelt(&plain_text(content)),
        FieldValue::Map(_) => cell.get("text").and_then(figure),
        _ => None,
    }
}

fn spelt(text: &str) -> Option<f64> {
    let text = text.trim();
    if matches!(text, "-" | "–" | "—") {
        return Some(0.0);
    }
    let (text, sign) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) => (inner, -1.0),
        None => (text, 1.0),
    };
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '£')).collect();
    let digits = digits.replace(['–', '−'], "-");
    digits.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| sign * number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_dashes_are_figures_and_words_are_not() {
        assert_eq!(spelt("(8,021)"), Some(-8021.0));
        assert_eq!(spelt("–"), Some(0.0));
        assert_eq!(spelt("− 1,544"), Some(-1544.0));
        assert_eq!(spelt("TBC"), None);
    }
}
