//! Percentages beside the two figures from which they come: “1,200 of 4,000 (35%)”, “from 400 to 500, an
//! increase of 20%”. A part of `shares.rs`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::arithmetic::Interval;
use super::figure::{Figure, Hedge, Kind, spoken};
use super::shares::{Found, Reader};

impl Reader<'_, '_> {
    /// “1,200 of 4,000 (35%)”, “1,200 of the 4,000 homes, or 35%”, “35% (1,200 of 4,000)”.
    pub(super) fn two_figures(&self) -> Found {
        let percent = self.item(0)?;
        let pairs = [(-2, -1, true), (1, 2, false)];
        pairs.into_iter().find_map(|(first, second, before)| {
            let ((part_item, part), (whole_item, whole)) =
                (self.amount(first)?, self.amount(second)?);
            let between = self.between(part_item, whole_item);
            let of = between.len() <= 5
                && between
                    .iter()
                    .any(|token| token.is("of") || token.text == "/")
                && !between.iter().any(|token| {
                    token.is_any(&["a", "total", "each", "per"])
                        || matches!(token.text, "," | "(" | ";")
                });
            let tokens = self.passage.tokens;
            let joined = if before {
                let gap = self.between(whole_item, percent);
                let last = gap.last();
                let opened = last
                    .is_some_and(|token| token.text == "(" || token.is("or") || token.text == "–")
                    || gap
                        .windows(2)
                        .any(|pair| pair[0].is_any(&["that", "which"]) && pair[1].is("is"));
                let closed = tokens.get(percent.end).is_none_or(|token| {
                    matches!(token.text, ")" | "," | "." | ";") || token.is("of")
                });
                opened && closed && gap.len() <= 6
            } else {
                let gap = self.between(percent, part_item);
                gap.last().is_some_and(|token| token.text == "(") && gap.len() <= 6
            };
            let sound = of && joined && part.kind == whole.kind && part.value < whole.value;
            if !sound {
                return None;
            }
            self.of_two(part, whole)
        })
    }

    fn of_two(&self, part: &Figure, whole: &Figure) -> Found {
        let percent = self.item(0)?.figure()?;
        let computed = Interval::given(part).percent_of(Interval::given(whole))?;
        let rounding = Interval::of(percent).widened(Decimal::new(1, 6));
        if computed.meets(rounding)
            || percent.hedge != Hedge::Exact && computed.meets(rounding.widened(Decimal::from(3)))
        {
            return None;
        }
        let value = (part.value * Decimal::ONE_HUNDRED).checked_div(whole.value)?;
        let (part, whole) = (said(part), said(whole));
        Some(self.message(&format!("{part} of {whole} is"), value, percent))
    }

    /// “rose from 400 to 500, an increase of 20%”.
    pub(super) fn change(&self) -> Found {
        let percent = self.item(0)?.figure()?;
        let of = self
            .passage
            .tokens
            .get(..self.item(0)?.first)?
            .iter()
            .rev()
            .take(2)
            .collect::<Vec<_>>();
        let named = matches!(of.as_slice(), [of, change] if of.is("of") && change.is_any(&["increase", "rise", "fall", "reduction", "decrease", "growth", "drop", "cut"]));
        let bracket = of.first().is_some_and(|token| token.text == "(");
        let value = |offset: isize| {
            self.item(offset).and_then(|item| {
                Some((
                    item,
                    item.figure()
                        .filter(|figure| figure.kind != Kind::Percent)?,
                ))
            })
        };
        let ((start_item, start), (end_item, end)) = (value(-2)?, value(-1)?);
        let to = self.between(start_item, end_item);
        let from = self
            .passage
            .tokens
            .get(start_item.first.saturating_sub(2)..start_item.first)?
            .iter()
            .any(|token| token.is("from"));
        let shape = from
            && to.iter().any(|token| token.is("to"))
            && to.len() <= 8
            && self.between(end_item, self.item(0)?).len() <= 8;
        if !shape
            || !(named || bracket)
            || start.kind != end.kind
            || start.value == end.value
            || start.value.is_zero()
        {
            return None;
        }
        let computed = Interval::given(end).change_from(Interval::given(start))?;
        if computed.meets(Interval::of(percent).widened(Decimal::new(1, 6)))
            || percent.hedge != Hedge::Exact
        {
            return None;
        }
        let value = ((end.value - start.value) * Decimal::ONE_HUNDRED).checked_div(start.value)?;
        let change = format!("from {} to {} is a change of", said(start), said(end));
        Some(self.message(&change, value, percent))
    }

    /// What a percentage should be.
    fn message(&self, what: &str, value: Decimal, percent: &Figure) -> (Range<usize>, String) {
        let written = &self.passage.flat.text[percent.range.clone()];
        let message = format!("{what} {}, not {written}", spoken(value, Kind::Percent));
        (percent.range.clone(), message)
    }
}

fn said(figure: &Figure) -> String {
    spoken(figure.value, figure.kind)
}
