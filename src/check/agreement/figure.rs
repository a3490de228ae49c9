//! A figure with its unit, how exactly it is printed, and how sure its author is of it; and whether
//! two of them can be the same amount.

use std::ops::Range;

use rust_decimal::Decimal;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// In a currency.
    Money(char),
    /// `17%`, `17 per cent`.
    Percent,
    /// People, homes, anything.
    Count,
}

/// How sure an author is of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hedge {
    /// Nothing is said.
    Exact,
    /// “about”, “nearly”.
    About,
    /// “at least”, “over”.
    AtLeast,
    /// “up to”, “under”.
    AtMost,
    /// An end of a range, or the start of a change: it is not compared.
    Open,
    /// Where a change ends, “from 88% to 91%”: it is compared with the end of the same change only.
    Changed,
}

impl Hedge {
    /// Whether a figure is an end of a range or of a change.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Open | Self::Changed)
    }
}

/// A figure as it stands in a text.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it counts.
    pub kind: Kind,
    /// What it is worth, without its sign: a deficit of 5 is −5 in a table, and 5 in a sentence.
    pub value: Decimal,
    /// What its last printed digit is worth: 1,000,000 in `£208m`.
    pub step: Decimal,
    /// How sure its author is.
    pub hedge: Hedge,
}

/// By how much a figure that is “about” something may be off, in hundredths.
const ABOUT: i64 = 5;

impl Figure {
    /// By how much it may be off, as it is printed.
    pub fn slack(&self) -> Decimal {
        let printed = self.step / Decimal::TWO;
        if self.hedge == Hedge::About {
            let zeros = rounded(self.value) / Decimal::TWO;
            let share = self.value * Decimal::new(ABOUT, 2);
            return printed.max(zeros).max(share);
        }
        printed
    }

    /// Whether two figures can be one amount: by what they print, or by what is said of them.
    pub fn agrees(&self, other: &Self) -> bool {
        let is_open = self.hedge == Hedge::Open || other.hedge == Hedge::Open;
        if is_open || (self.hedge == Hedge::Changed) != (other.hedge == Hedge::Changed) {
            return true;
        }
        let slack = self.slack().max(other.slack()).max(self.thousands(other));
        let within = |low: &Self, high: &Self| high.value + slack >= low.value;
        match (self.hedge, other.hedge) {
            (Hedge::AtLeast | Hedge::AtMost, Hedge::AtLeast | Hedge::AtMost) => true,
            (Hedge::AtLeast, _) | (_, Hedge::AtMost) => within(self, other),
            (Hedge::AtMost, _) | (_, Hedge::AtLeast) => within(other, self),
            _ => (self.value - other.value).abs() <= slack,
        }
    }

    /// Of two large counts the one with noughts at its end may be rounded.
    fn thousands(&self, other: &Self) -> Decimal {
        let by_noughts = |figure: &Self| {
            let zeros = rounded(figure.value);
            let is_large = zeros >= Decimal::ONE_HUNDRED && figure.step < zeros;
            if is_large {
                zeros / Decimal::TWO
            } else {
                Decimal::ZERO
            }
        };
        match (by_noughts(self), by_noughts(other)) {
            // Both are printed alike: what differs is no rounding.
            (one, two) if one == two => Decimal::ZERO,
            (one, two) => one.max(two),
        }
    }

    /// Whether one is more than so many times the other.
    pub fn is_far_from(&self, other: &Self, times: u32) -> bool {
        let (small, large) = (self.value.min(other.value), self.value.max(other.value));
        small.is_zero() || large > small * Decimal::from(times)
    }
}

/// What the last digit that is no nought is worth: 100 of 3,800.
pub fn rounded(value: Decimal) -> Decimal {
    let mut worth = Decimal::ONE;
    let mut rest = value;
    while !rest.is_zero() && rest.fract().is_zero() && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        worth *= Decimal::TEN;
    }
    worth
}

/// A number as a message says it, without noughts behind its decimals, with thousands divided.
pub fn spoken(value: Decimal, kind: Kind) -> String {
    let rounded = value
        .round_dp(if kind == Kind::Percent { 1 } else { 2 })
        .normalize();
    let plain = rounded.to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut divided = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0
            && (whole.len() - at) % 3 == 0
            && digit.is_ascii_digit()
            && !divided.ends_with('-')
        {
            divided.push(',');
        }
        divided.push(digit);
    }
    let number = if decimals.is_empty() {
        divided
    } else {
        format!("{divided}.{decimals}")
    };
    match kind {
        Kind::Money(sign) => format!("{sign}{number}"),
        Kind::Percent => format!("{number}%"),
        Kind::Count => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: i64, step: i64, hedge: Hedge) -> Figure {
        Figure {
            range: 0..0,
            kind: Kind::Money('£'),
            value: Decimal::from(value),
            step: Decimal::from(step),
            hedge,
        }
    }

    #[test]
    fn figures_agree_by_what_they_print() {
        let rough = figure(208_000_000, 1_000_000, Hedge::Exact);
        assert!(rough.agrees(&figure(207_836_000, 1000, Hedge::Exact)));
        assert!(!rough.agrees(&figure(207_240_000, 1000, Hedge::Exact)));
    }

    #[test]
    fn what_is_hedged_agrees_with_more() {
        let over = figure(430_000, 1, Hedge::AtLeast);
        assert!(over.agrees(&figure(437_000, 1, Hedge::Exact)));
        assert!(!over.agrees(&figure(420_000, 1, Hedge::Exact)));
        assert!(figure(3_800, 1, Hedge::About).agrees(&figure(3_912, 1, Hedge::Exact)));
        assert!(figure(3_800, 1, Hedge::Exact).agrees(&figure(3_812, 1, Hedge::Exact)));
        assert!(!figure(3_800, 1, Hedge::Exact).agrees(&figure(3_900, 1, Hedge::Exact)));
    }

    #[test]
    fn a_number_is_said_with_its_thousands_divided() {
        assert_eq!(spoken(Decimal::from(2_850), Kind::Count), "2,850");
        assert_eq!(spoken(Decimal::new(333, 1), Kind::Percent), "33.3%");
        assert_eq!(
            spoken(Decimal::from(208_000_000), Kind::Money('£')),
            "£208,000,000"
        );
    }
}
