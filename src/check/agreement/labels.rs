//! What a text says that heads a row, a column or a table: what it names, which years, and in what the
//! figures beside it count.
//!
//! In: the text, and how its language writes numbers. Out: a label, and a unit.

use smallvec::SmallVec;

use super::claim::Stems;
use super::figure::Kind;
use super::reader::{Item, Notation, What, read};
use super::tokens::tokens;
use super::words::Class;
use crate::model::amount::{CURRENCIES, exponent_of_unit};

/// What a heading or a label says.
#[derive(Debug, Clone, Default)]
pub struct Label {
    /// The words that name something, sorted.
    pub words: Stems,
    /// The years that it names.
    pub years: SmallVec<[u32; 2]>,
    /// Whether it is called a total.
    pub is_total: bool,
    /// As it is written.
    pub text: String,
}

/// In what a table counts.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// What it is: money, hundredths.
    pub kind: Kind,
    /// By which power of ten its figures are multiplied.
    pub exponent: u32,
}

impl Unit {
    /// Of the text of a unit, such as `£'000`; `None` for none.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let sign = text
            .chars()
            .next()
            .filter(|sign| CURRENCIES.contains(*sign));
        let kind = match sign {
            Some(sign) => Kind::Money(sign),
            None if text.starts_with('%') || text.eq_ignore_ascii_case("per cent") => Kind::Percent,
            None => return None,
        };
        Some(Self {
            kind,
            exponent: exponent_of_unit(text),
        })
    }

    /// Of what stands in brackets at the end of a heading: “2020/21 (£m)”.
    pub fn in_heading(text: &str) -> Option<Self> {
        let inner = text
            .rsplit_once('(')
            .and_then(|(_, inner)| inner.split_once(')'))
            .map(|(inner, _)| inner);
        inner
            .and_then(Self::of)
            .or_else(|| text.split_whitespace().last().and_then(Self::of))
    }
}

/// What a text says that heads a row, a column or a table.
pub fn label(text: &str, notation: Notation) -> Label {
    let tokens = tokens(text);
    let items = read(&tokens, notation);
    let mut label = Label {
        text: text.trim().to_owned(),
        ..Label::default()
    };
    for item in &items {
        match &item.what {
            What::Year(year) => label.years.push(*year),
            What::Day(day) => label.years.extend(
                day.year
                    .and_then(|year| u32::try_from(year).ok())
                    .map(|year| year * 100),
            ),
            _ => {}
        }
    }
    let inside = |at: usize| {
        items
            .iter()
            .any(|item: &Item| item.first <= at && at < item.end)
    };
    for (at, token) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_word())
    {
        label.is_total |= token.is_any(&["total", "totals", "subtotal", "overall", "sum"]);
        let content = !matches!(token.known.class, Class::Empty | Class::Measure(_));
        if content && !inside(at) && token.text.len() > 1 && !token.is("total") {
            label.words.push(token.known.stem);
        }
    }
    label.words.sort_unstable();
    label.words.dedup();
    label
}
