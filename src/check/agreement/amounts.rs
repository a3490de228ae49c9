//! Amounts, percentages and counts, in figures and in words: `£208m`, `17 per cent`, `3,800`, `thirteen
//! workstreams`. A part of the reader of figures (`reader.rs`).

use rust_decimal::Decimal;

use super::figure::{Figure, Kind};
use super::hedges::hedge;
use super::reader::{Item, Reader, What};
use super::tokens::touch;
use super::words::Class;
use crate::model::amount::{Amount, CURRENCIES, exponent_of};

impl Reader<'_, '_> {
    /// “thirteen workstreams”, “five priorities”.
    pub(super) fn in_words(&self) -> Option<Item> {
        let first = self.token(0)?;
        let mut value = first.number()?;
        let mut length = 1;
        if let (Some(dash), Some(ones)) = (self.token(1), self.token(2))
            && value >= 20
            && dash.text == "-"
            && let Some(ones) = ones.number().filter(|ones| *ones < 10)
        {
            value += ones;
            length = 3;
        }
        let joined = self.token(length).is_some_and(|next| {
            touch(&self.tokens[self.at + length - 1], next) && next.text == "-"
        });
        if value < 2 || joined || !self.is_followed_by_plural(length) {
            return None;
        }
        let figure = self.figure(length, Kind::Count, Decimal::from(value), Decimal::ONE);
        Some(self.taking(length, What::Figure(figure)))
    }

    fn is_followed_by_plural(&self, length: usize) -> bool {
        self.tokens[self.at + length..]
            .iter()
            .take(4)
            .take_while(|token| token.is_word())
            .any(|token| token.known.is_plural)
    }

    /// `£208m`, `17 per cent`, `3,800`.
    pub(super) fn amount(&self) -> Option<Item> {
        let first = self.token(0)?;
        let read = Amount::read(first.text, &self.notation.style)?;
        let currency = self
            .before(1)
            .filter(|before| touch(before, first))
            .and_then(|before| {
                before
                    .text
                    .chars()
                    .next()
                    .filter(|sign| CURRENCIES.contains(*sign))
            });
        let (exponent, mut length) = self.scale(currency.is_some());
        let kind = match (currency, self.percent(length)) {
            (Some(sign), _) => Kind::Money(sign),
            (None, Some(more)) => {
                length += more;
                Kind::Percent
            }
            (None, None) => Kind::Count,
        };
        if self.is_no_figure(length, kind) {
            return None;
        }
        let power = Decimal::from(10_i64.checked_pow(exponent)?);
        let step = Decimal::new(1, read.value.scale()).checked_mul(power)?;
        let value = read.value.abs().checked_mul(power)?;
        let figure = self.figure(length, kind, value, step);
        Some(self.taking(length, What::Figure(figure)))
    }

    /// The power of ten behind a number, and how many tokens both take.
    fn scale(&self, is_money: bool) -> (u32, usize) {
        let (Some(first), Some(next)) = (self.token(0), self.token(1)) else {
            return (0, 1);
        };
        let lone = next.text.chars().count() == 1;
        let known = exponent_of(next.text).filter(|_| {
            next.is_word() && (is_money || !lone || next.text == "k" && touch(first, next))
        });
        known.map_or((0, 1), |exponent| (exponent, 2))
    }

    /// How many tokens say that it is a percentage.
    fn percent(&self, length: usize) -> Option<usize> {
        let next = self.token(length)?;
        if next.text == "%" || next.is("percent") {
            return Some(1);
        }
        (next.is("per") && self.token(length + 1).is_some_and(|next| next.is("cent"))).then_some(2)
    }

    /// Whether what stands around a number makes it none that is compared.
    fn is_no_figure(&self, length: usize, kind: Kind) -> bool {
        let last = &self.tokens[self.at + length - 1];
        let joined = self.token(length).is_some_and(|next| {
            let into_number = || self.token(length + 1).is_some_and(|more| touch(next, more));
            touch(last, next)
                && (next.is_word()
                    || matches!(next.text, "/" | ":" | "_" | "+" | "°" | "′" | "×")
                        && (next.text != ":" || into_number()))
                || next.is_any(&["am", "pm", "percentage", "pence", "pp", "p", "a.m", "p.m"])
        });
        let points = self
            .token(length)
            .is_some_and(|next| next.is_any(&["point", "points", "percentage"]));
        let per = self
            .before(1)
            .is_some_and(|before| before.is_any(&["per", "every"]));
        let named = kind == Kind::Count && self.is_name();
        joined || points || per || named
    }

    /// Whether a bare number is part of a name: “Windows 10”, “aged 45”, “x 4”.
    fn is_name(&self) -> bool {
        let Some(before) = self.before(1).filter(|_| self.at > self.taken) else {
            return false;
        };
        let Some(first) = self.token(0) else {
            return false;
        };
        let small = !first.text.contains(',') && first.text.len() < 4;
        let named = before.is_word() && before.is_capital() && before.known.class != Class::Empty;
        let plural = self.is_followed_by_plural(1);
        before.known.is_label && small
            || named && small && !plural
            || before.text == "×"
            || first.text.starts_with('0') && first.text.len() > 1 && !first.text.contains('.')
    }

    fn figure(&self, length: usize, kind: Kind, value: Decimal, step: Decimal) -> Figure {
        let from = match kind {
            Kind::Money(_) => self.at - 1,
            Kind::Percent | Kind::Count => self.at,
        };
        let range = self.tokens[from].at..self.tokens[self.at + length - 1].end();
        Figure {
            range,
            kind,
            value,
            step,
            hedge: hedge(self.tokens, from),
        }
    }
}
