//! Tables with sums: what a total adds up, and whether the printed total agrees. Figures are added
//! up in decimals, so that the sum has every digit that its figures have. What rounding may do to a
//! sum is told by [`rounding`](super::rounding).

use rust_decimal::Decimal;

use super::amount::{Amount, exponent_of_unit, sign_of};
use super::card::Card;
use super::cells::columns;
use super::columns::Format;
use super::field::{Field, FieldValue};
use super::kinds::SumKeys;
use super::quantity::Style;
use super::rounding::Rounding;
use crate::parse::body::plain_text;
use crate::parse::quotes::same_words;
use crate::parse::spelling::Plain;
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
    /// What the author printed; empty if the sums are to be printed.
    pub printed: Vec<Printed>,
    /// By how much a printed total may differ from the sum (`tolerance:`), in the unit of the
    /// figures, if its author says it; else rounding says it.
    pub tolerance: Option<Decimal>,
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

/// What a total adds up in one column.
#[derive(Debug, Default)]
pub struct Addition {
    /// What the column comes to.
    pub sum: Added,
    /// How many cells are blank, and of how many.
    pub blanks: usize,
    /// How many cells were to be added up.
    pub cells: usize,
    /// Texts that are no figures, with their places.
    pub unread: Vec<(String, Span)>,
}

/// What comes of adding up a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Added {
    /// There is nothing to add up: blanks alone, or a column of text.
    #[default]
    Nothing,
    Sum(Sum),
    /// A cell is text (`TBC`), so that nobody can add it up.
    Unread,
}

/// A sum, written like its figures if all of them are written alike: `£5m` of `£2m` and `£3m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// As exact as the figures that were added up.
    pub value: Decimal,
    multiple: Option<u32>,
    currency: Option<char>,
    rounding: Rounding,
}

impl Added {
    pub fn sum(&self) -> Option<&Sum> {
        match self {
            Self::Sum(sum) => Some(sum),
            _ => None,
        }
    }

    /// What the sum is worth in the unit of its table.
    pub fn in_unit(&self, reading: &Reading) -> Option<Decimal> {
        reading.in_unit(&self.sum()?.amount())
    }
}

impl Sum {
    /// The sum of amounts in a table that counts in a power of ten; `None` if it has more digits
    /// than can be kept.
    pub fn of(amounts: &[Amount], unit: u32) -> Option<Self> {
        let first = amounts.first()?;
        let multiple = amounts.iter().map(|amount| amount.multiple).min().flatten();
        let currency = first.currency.filter(|_| {
            amounts
                .iter()
                .all(|amount| amount.currency == first.currency)
        });
        let base = multiple.unwrap_or(unit);
        let mut values = amounts.iter().map(|amount| amount.within(base, unit));
        let value = values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))?;
        Some(Self {
            value,
            multiple,
            currency,
            rounding: Rounding::of(amounts, base, unit),
        })
    }

    fn amount(&self) -> Amount {
        Amount {
            value: self.value,
            multiple: self.multiple,
            currency: self.currency,
        }
    }

    /// As an author would type it.
    pub fn spelling(&self) -> String {
        let currency = self.currency.map(String::from).unwrap_or_default();
        let sign = if self.value.is_sign_negative() {
            "-"
        } else {
            ""
        };
        format!(
            "{sign}{currency}{}{}",
            self.value.abs().normalize(),
            self.multiple.map(sign_of).unwrap_or_default()
        )
    }

    /// As a table prints it.
    pub fn figure(&self) -> String {
        let spelling = self.value.to_string();
        let Some(plain) = Plain::read(&spelling) else {
            return spelling;
        };
        let currency = self.currency.map(String::from).unwrap_or_default();
        let multiple = self.multiple.map(sign_of).unwrap_or_default();
        let figure = format!("{currency}{}{multiple}", plain.divided(",", '.'));
        if plain.is_negative() {
            format!("({figure})")
        } else {
            figure
        }
    }

    /// By how much a printed amount of a table that counts in a power of ten is more than this, in
    /// the multiples of this sum.
    pub fn excess(&self, printed: &Amount, unit: u32) -> Option<Decimal> {
        let base = self.multiple.unwrap_or(unit);
        printed.within(base, unit)?.checked_sub(self.value)
    }

    /// By how much it may differ because all figures are rounded.
    pub fn bound(&self, printed: &Amount, unit: u32) -> Option<Decimal> {
        let base = self.multiple.unwrap_or(unit);
        self.rounding.bound(printed, base, unit)
    }
}

/// How the cells of one card are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    style: Style,
    /// The power of ten of figures without a multiple of their own.
    unit: u32,
}

/// What stands in a cell of a table with sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    Blank,
    Amount(Amount),
    Text,
}

impl Reading {
    /// For a card in a document of a language.
    pub fn of(card: &Card, language: &str) -> Self {
        let unit = card
            .fields
            .get("unit")
            .and_then(Field::inline)
            .map(plain_text)
            .unwrap_or_default();
        Self {
            style: Style::of(language),
            unit: exponent_of_unit(&unit),
        }
    }

    /// What stands in a cell: a number, a text that spells one (`(8,021)`, `£3m`), a dash for
    /// nothing, a blank or text.
    pub fn content(&self, cell: &Field) -> Content {
        let read = match &cell.value {
            FieldValue::Blank => return Content::Blank,
            FieldValue::Number(number) => Amount::of_number(&number.spelling),
            FieldValue::Inline(content) if content.is_empty() => return Content::Blank,
            FieldValue::Inline(content) => Amount::read(&plain_text(content), &self.style),
            FieldValue::Map(_) => {
                return cell
                    .get("text")
                    .map_or(Content::Blank, |text| self.content(text));
            }
            _ => None,
        };
        read.map_or(Content::Text, Content::Amount)
    }

    /// What an amount is worth in the unit of its table.
    pub fn in_unit(&self, amount: &Amount) -> Option<Decimal> {
        amount.within(self.unit, self.unit)
    }

    /// By how much a printed amount is more than a sum.
    pub fn excess(&self, printed: &Amount, sum: &Sum) -> Option<Decimal> {
        sum.excess(printed, self.unit)
    }

    /// By how much a printed amount may differ from a sum because all of them are rounded.
    pub fn rounded(&self, printed: &Amount, sum: &Sum) -> Option<Decimal> {
        sum.bound(printed, self.unit)
    }

    fn added(&self, addends: &[Addend<'_>]) -> Addition {
        let mut amounts = Vec::new();
        let mut addition = Addition {
            cells: addends.len(),
            ..Addition::default()
        };
        let mut is_open = false;
        for addend in addends {
            match addend {
                Addend::Cell(cell) => match self.content(cell) {
                    Content::Blank => addition.blanks += 1,
                    Content::Amount(amount) => amounts.push(amount),
                    Content::Text => addition.unread.push((words(cell), cell.span)),
                },
                Addend::Sum(Added::Sum(sum)) => amounts.push(sum.amount()),
                Addend::Sum(Added::Nothing) => addition.blanks += 1,
                // It is told at the total whose sum it is.
                Addend::Sum(Added::Unread) => is_open = true,
            }
        }
        addition.sum = match (addition.unread.is_empty() && !is_open, amounts.is_empty()) {
            (false, _) => Added::Unread,
            (true, true) => Added::Nothing,
            (true, false) => Sum::of(&amounts, self.unit).map_or(Added::Unread, Added::Sum),
        };
        addition
    }
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
    let mut lines = rows.iter().map(Line::of_row).collect::<Vec<_>>();
    for field in written {
        let total = of_total(field, &lines, &kept, reading);
        lines.push(Line::of_total(field, &total));
        totals.push(total);
    }
    (lines, totals)
}

/// What stands in one column of a line, for a total below it.
#[derive(Debug, Clone, Copy)]
enum Addend<'a> {
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
    cells: Vec<Addend<'a>>,
}

impl<'a> Line<'a> {
    fn of_row(row: &Row<'a>) -> Self {
        Self {
            label: row.label.clone(),
            span: row.span,
            group: row.group.clone(),
            is_total: false,
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
    Total {
        label: label.map(words).unwrap_or_default(),
        span: label.map_or(total.span, |label| label.span),
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

/// A cell as its author wrote it.
fn words(cell: &Field) -> String {
    match &cell.get("text").unwrap_or(cell).value {
        FieldValue::Number(number) => number.spelling.clone(),
        FieldValue::Inline(content) => plain_text(content),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(cells: &[&str], unit: u32) -> Option<String> {
        let style = Style::of("en-GB");
        let amounts: Option<Vec<Amount>> = cells
            .iter()
            .map(|cell| Amount::read(cell, &style))
            .collect();
        Some(Sum::of(&amounts?, unit)?.figure())
    }

    #[test]
    fn a_sum_is_written_like_its_figures() {
        assert_eq!(
            sum(&["£3m", "-£3.5m", "£(2)m"], 0).as_deref(),
            Some("(£2.5m)")
        );
        assert_eq!(sum(&["£1.2k", "£800"], 0).as_deref(), Some("£2,000"));
        assert_eq!(sum(&["£3m", "£500k"], 0).as_deref(), Some("£3,500k"));
        assert_eq!(sum(&["£3m", "250"], 3).as_deref(), Some("3,250"));
        assert_eq!(
            sum(&["1,544", "(8,021)", "–"], 3).as_deref(),
            Some("(6,477)")
        );
    }

    #[test]
    fn a_sum_has_every_digit_of_its_figures() {
        assert_eq!(
            sum(&["9007199254740993", "1"], 0).as_deref(),
            Some("9,007,199,254,740,994")
        );
        assert_eq!(sum(&["0.1", "0.20"], 0).as_deref(), Some("0.30"));
        assert_eq!(
            sum(&["12345678901234567890", "0.01"], 0).as_deref(),
            Some("12,345,678,901,234,567,890.01")
        );
        assert_eq!(
            sum(
                &[
                    "9999999999999999999999999999",
                    "9999999999999999999999999999"
                ],
                0
            )
            .as_deref(),
            Some("19,999,999,999,999,999,999,999,999,998")
        );
    }
}
