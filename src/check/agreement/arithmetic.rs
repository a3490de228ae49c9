//! Whether figures come out: a share of a number, what a sentence adds up, by how much something
//! rose. Each figure is what it prints, give or take half of its last digit, so that rounding is no
//! mistake.

use rust_decimal::Decimal;

use super::figure::{Figure, Hedge, rounded};

/// From the least to the most that a number can be.
#[derive(Debug, Clone, Copy)]
pub struct Interval {
    low: Decimal,
    high: Decimal,
}

impl Interval {
    /// What a figure can be that was printed, perhaps rounded.
    pub fn of(figure: &Figure) -> Self {
        let by_noughts = rounded(figure.value).min(Decimal::ONE_HUNDRED) / Decimal::TWO;
        let is_result = figure.step == Decimal::ONE && figure.value >= Decimal::ONE_HUNDRED;
        let printed = figure.step / Decimal::TWO;
        let slack = if is_result || figure.hedge == Hedge::About {
            printed.max(by_noughts)
        } else {
            printed
        };
        Self::around(figure.value, slack)
    }

    /// What a figure can be from which another is computed: as exact as it is written.
    pub fn given(figure: &Figure) -> Self {
        if (figure.hedge == Hedge::Exact || figure.hedge.is_end()) && figure.step == Decimal::ONE {
            return Self::around(figure.value, Decimal::ZERO);
        }
        Self::of(figure)
    }

    fn around(value: Decimal, slack: Decimal) -> Self {
        Self {
            low: (value - slack).max(Decimal::ZERO),
            high: value + slack,
        }
    }

    /// Both ends times a number.
    pub fn times(self, number: Decimal) -> Self {
        Self {
            low: self.low * number,
            high: self.high * number,
        }
    }

    /// So much more on both sides.
    pub fn widened(self, slack: Decimal) -> Self {
        Self {
            low: self.low - slack,
            high: self.high + slack,
        }
    }

    /// More on both sides by a share of itself.
    pub fn widened_by(self, share: Decimal) -> Self {
        Self {
            low: self.low * (Decimal::ONE - share),
            high: self.high * (Decimal::ONE + share),
        }
    }

    /// What lies between its ends.
    pub fn middle(self) -> Decimal {
        (self.low + self.high) / Decimal::TWO
    }

    /// The product of both.
    pub fn by(self, other: Self) -> Self {
        Self {
            low: self.low * other.low,
            high: self.high * other.high,
        }
    }

    /// How many hundredths of a whole it is.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        let hundredths = |part: Decimal, whole: Decimal| {
            part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
        };
        Some(Self {
            low: hundredths(self.low, whole.high)?,
            high: hundredths(self.high, whole.low)?,
        })
    }

    /// By how many hundredths it is more, or less, than where it began.
    pub fn change_from(self, start: Self) -> Option<Self> {
        let share = self.percent_of(start)?;
        let off = |end: Decimal| (end - Decimal::ONE_HUNDRED).abs();
        let (one, other) = (off(share.low), off(share.high));
        Some(Self {
            low: one.min(other),
            high: one.max(other),
        })
    }

    /// Whether both have a number in common.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::Kind;
    use super::*;

    fn figure(value: i64) -> Figure {
        Figure {
            range: 0..0,
            kind: Kind::Count,
            value: Decimal::from(value),
            step: Decimal::ONE,
            hedge: Hedge::Exact,
        }
    }

    #[test]
    fn a_share_comes_out_within_rounding() {
        let share = Interval::given(&figure(3_800)).times(Decimal::new(75, 2));
        assert!(share.meets(Interval::of(&figure(2_850))));
        assert!(!share.meets(Interval::of(&figure(2_580))));
        let third = Interval::given(&figure(3_800)).times(Decimal::ONE / Decimal::from(3));
        assert!(third.meets(Interval::of(&figure(1_267))));
        assert!(third.meets(Interval::of(&figure(1_270))));
        assert!(!third.meets(Interval::of(&figure(1_367))));
    }
}
