//! Tables with sums: what a total adds up, and whether the printed total agrees. Figures are added
//! up in decimals, so that the sum has every digit that its figures have. What rounding may do to a
//! sum is told by [`rounding`](super::rounding).

mod totals;

use rust_decimal::Decimal;

use self::totals::Addend;
pub use self::totals::{Line, Printed, Total, lines, totals};
use super::alike::{Unlike, unlike};
use super::amount::{Amount, exponent_of_unit, sign_of};
use super::card::Card;
use super::field::{Field, FieldValue};
use super::quantity::Style;
use super::rounding::Rounding;
use crate::parse::body::plain_text;
use crate::parse::spelling::Plain;
use crate::source::Span;

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
    /// The first figure that does not count what the others do, and why: the cell as it is written
    /// and its place, or nothing where it is what a total above comes to.
    pub unlike: Option<(Option<(String, Span)>, Unlike)>,
}

/// What comes of adding up a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Added {
    /// There is nothing to add up: blanks alone, or a column of text.
    #[default]
    Nothing,
    Sum(Sum),
    /// A cell is text (`TBC`), or counts something else, so that nobody can add it up.
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

    /// As another figure beside it is written: with or without its thousands divided.
    pub fn written_like(&self, other: &str) -> String {
        if other.contains(',') {
            self.figure()
        } else {
            self.spelling()
        }
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
#[derive(Debug, Clone)]
pub struct Reading {
    style: Style,
    /// What the table counts, such as `£'000`.
    counts: String,
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
            counts: unit,
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
        // The cell of each amount; what a total above comes to has none.
        let mut cells = Vec::new();
        let mut addition = Addition {
            cells: addends.len(),
            ..Addition::default()
        };
        let mut is_open = false;
        for addend in addends {
            match addend {
                Addend::Cell(cell) => match self.content(cell) {
                    Content::Blank => addition.blanks += 1,
                    Content::Amount(amount) => {
                        amounts.push(amount);
                        cells.push(Some(*cell));
                    }
                    Content::Text => addition.unread.push((words(cell), cell.span)),
                },
                Addend::Sum(Added::Sum(sum)) => {
                    amounts.push(sum.amount());
                    cells.push(None);
                }
                Addend::Sum(Added::Nothing) => addition.blanks += 1,
                // It is told at the total whose sum it is.
                Addend::Sum(Added::Unread) => is_open = true,
            }
        }
        if let Some((at, why)) = unlike(&amounts, &self.counts, self.unit) {
            is_open = true;
            let cell = cells.get(at).copied().flatten();
            addition.unlike = Some((cell.map(|cell| (words(cell), cell.span)), why));
        }
        addition.sum = match (addition.unread.is_empty() && !is_open, amounts.is_empty()) {
            (false, _) => Added::Unread,
            (true, true) => Added::Nothing,
            (true, false) => Sum::of(&amounts, self.unit).map_or(Added::Unread, Added::Sum),
        };
        addition
    }
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
