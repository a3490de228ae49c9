//! One cell of a table of figures, by its words: `kirklees-position#Total/2020/21` is the column
//! `2020/21` of the row or total `Total` in the card `kirklees-position` (`docs/authors.md#to-keep-a-figure-once`).
//!
//! In: a card and the words behind its `#`. Out: the figure that stands or is computed there, with
//! the unit of its table, or why there is none.

use rust_decimal::Decimal;

use super::amount::{Amount, CURRENCIES, exponent_of_unit, sign_of};
use super::card::Card;
use super::field::Field;
use super::kinds::SumKeys;
use super::sums::{self, Line, Reading};
use crate::diagnostic::did_you_mean;
use crate::parse::body::plain_text;
use crate::parse::quotes::same_words;
use crate::source::Span;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellValue {
    /// In the unit.
    pub value: Decimal,
    /// That of the table, or what stands around the figure: `£'000`, `£m`.
    pub unit: String,
    /// The cell, or the label of the total that is computed there.
    pub span: Span,
    /// Whether nobody wrote the figure.
    pub is_computed: bool,
}

/// The two halves of a reference: the card, and the row and column in it.
pub fn halves(reference: &str) -> Option<(&str, &str)> {
    let (card, cell) = reference.trim().split_once('#')?;
    (!card.is_empty() && !cell.is_empty()).then_some((card, cell))
}

/// The table of one card, to be asked for cells.
pub struct CellTable<'a> {
    card: &'a Card,
    reading: Reading,
    titles: Vec<String>,
    lines: Vec<Line<'a>>,
}

impl<'a> CellTable<'a> {
    /// The table of a card whose kind has sums, in a document of a language.
    pub fn of(card: &'a Card, keys: &SumKeys, language: &str) -> Self {
        let reading = Reading::of(card, language);
        let columns = card.fields.get("columns").map(Field::items);
        let title = |column: &Field| column.inline().map(plain_text).unwrap_or_default();
        let lines = sums::lines(card, keys, &reading);
        Self {
            card,
            reading,
            titles: columns.unwrap_or_default().iter().map(title).collect(),
            lines,
        }
    }

    /// The cell of `ROW/COLUMN`, or what is wrong with it and what might be meant.
    ///
    /// # Errors
    /// A message and a help line where no row or column has the name, two readings are possible, or
    /// what stands there is no figure.
    pub fn find(&self, cell: &str) -> Result<CellValue, (String, String)> {
        let at = |at: usize| (&cell[..at], &cell[at + 1..]);
        let halves = cell.match_indices('/').map(|(slash, _)| at(slash));
        let readings: Vec<(usize, usize)> = halves
            .clone()
            .filter_map(|(row, column)| Some((self.line(row)?, self.column(column)?)))
            .collect();
        match readings.as_slice() {
            [(line, _)] if self.is_called_twice(*line) => {
                let label = &self.lines[*line].label;
                Err((
                    format!("two rows have the label `{label}`, so nobody knows which is meant"),
                    "give one of the two rows another label".to_owned(),
                ))
            }
            [(line, column)] => self.value(*line, *column),
            [] => Err(self.nowhere(cell, &halves.collect::<Vec<_>>())),
            _ => Err((
                format!(
                    "`{cell}` can be read in {} ways: rows and columns have slashes in their names",
                    readings.len()
                ),
                "give the row or the column another name".to_owned(),
            )),
        }
    }

    /// Whether a row or a total has a label.
    pub fn has_line(&self, label: &str) -> bool {
        self.line(label).is_some()
    }

    /// The cells of a total, by the titles of their columns; nothing where there is no figure.
    pub fn cells_of(&self, total: &Field) -> Vec<(&str, Option<CellValue>)> {
        let label = total
            .get("label")
            .and_then(Field::inline)
            .map(plain_text)
            .unwrap_or_default();
        let line = self
            .lines
            .iter()
            .rposition(|line| same_words(&line.label, &label));
        let titles = self.titles.iter().skip(1).enumerate();
        titles
            .map(|(column, title)| {
                let value = line.and_then(|line| self.value(line, column).ok());
                (title.as_str(), value)
            })
            .collect()
    }

    /// Whether another row or total has the label of a line.
    fn is_called_twice(&self, line: usize) -> bool {
        let label = &self.lines[line].label;
        let same = self
            .lines
            .iter()
            .filter(|other| same_words(&other.label, label));
        same.count() > 1
    }

    fn line(&self, name: &str) -> Option<usize> {
        self.lines
            .iter()
            .position(|line| same_words(&line.label, name))
    }

    fn column(&self, name: &str) -> Option<usize> {
        let titles = self.titles.iter().skip(1);
        titles
            .enumerate()
            .find(|(_, title)| same_words(title, name))
            .map(|(at, _)| at)
    }

    fn value(&self, line: usize, column: usize) -> Result<CellValue, (String, String)> {
        let line = &self.lines[line];
        let found = line.amount(column, &self.reading);
        let Some((amount, span)) = found else {
            return Err((
                format!(
                    "the cell of `{}` and `{}` holds no figure",
                    line.label,
                    self.titles[column + 1]
                ),
                "name a cell with a figure, or write one there".to_owned(),
            ));
        };
        let unit = self
            .card
            .fields
            .get("unit")
            .and_then(Field::inline)
            .map(plain_text);
        let unit = unit.unwrap_or_default().trim().to_owned();
        let (value, unit) = if unit.is_empty() {
            let currency = amount.currency.map(String::from).unwrap_or_default();
            (
                Some(amount.value),
                currency + amount.multiple.map(sign_of).unwrap_or_default(),
            )
        } else {
            (self.reading.in_unit(&amount), unit)
        };
        let value = value.ok_or_else(|| {
            (
                "the figure has too many digits".to_owned(),
                "write it in a greater unit".to_owned(),
            )
        })?;
        Ok(CellValue {
            value,
            unit,
            span: span.unwrap_or(line.span),
            is_computed: span.is_none(),
        })
    }

    /// Why a reference leads nowhere.
    fn nowhere(&self, cell: &str, halves: &[(&str, &str)]) -> (String, String) {
        let labels = self.lines.iter().map(|line| line.label.as_str());
        let titles = self.titles.iter().skip(1).map(String::as_str);
        let half = halves.iter().find(|(row, _)| self.line(row).is_some());
        let (message, near, all): (String, _, Vec<&str>) = match (half, halves.first()) {
            (Some((row, column)), _) => (
                format!("no column of the table has the heading `{column}`, for the row `{row}`"),
                did_you_mean(column, titles.clone()),
                titles.collect(),
            ),
            (None, Some((row, _))) => (
                format!("no row of the table has the label `{row}`"),
                did_you_mean(row, labels.clone()),
                labels.collect(),
            ),
            (None, None) => (format!("`{cell}` names no column"), None, titles.collect()),
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write `ROW/COLUMN`; there are {}", listed(&all)),
        };
        (message, help)
    }
}

/// Some names, as a help line shows them.
fn listed(names: &[&str]) -> String {
    let shown = names.iter().filter(|name| !name.is_empty()).take(8);
    shown
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// What a unit counts, without its multiple: `£` of `£'000`, `people`.
pub fn counted(unit: &str) -> String {
    let unit = unit.trim();
    let currency = unit.chars().find(|c| CURRENCIES.contains(*c));
    match currency {
        Some(currency) => currency.to_string(),
        None if exponent_of_unit(unit) > 0 => {
            let mut words = unit.split_whitespace();
            words.next();
            words.collect::<Vec<_>>().join(" ")
        }
        None => unit.to_owned(),
    }
}

/// A value in one unit in another that counts the same; `None` if it does not, or has too many
/// digits.
pub fn converted(value: Decimal, from: &str, to: &str) -> Option<Decimal> {
    if counted(from) != counted(to) {
        return None;
    }
    Amount::of(value).within(exponent_of_unit(to), exponent_of_unit(from))
}
