//! What rounding may do to a sum: figures that were rounded one by one need not add up to their
//! total, which was rounded too (`docs/authors.md#to-add-figures-up`).
//!
//! In: the figures that are added up, and the total that is printed. Out: by how much they may
//! differ: half a unit of the last printed decimal for each figure and for the total, at most one
//! hundredth of the total, but never less than one unit of the total's last printed decimal.

use rust_decimal::Decimal;

use super::amount::Amount;

/// How exactly the figures of a sum are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// The units of the last printed decimals, added up.
    units: Decimal,
}

impl Rounding {
    /// Of amounts in a table that counts in the power of ten `unit`, where the sum counts in `base`.
    pub fn of(amounts: &[Amount], base: u32, unit: u32) -> Self {
        let is_printed = |amount: &&Amount| !amount.value.is_zero();
        let units = amounts
            .iter()
            .filter(is_printed)
            .map(|amount| last_unit(amount, base, unit));
        let units: Vec<Decimal> = units.flatten().collect();
        // A nought may be a dash, of which nobody knows how exact it is: it is as the finest.
        let noughts = Decimal::from(amounts.len() - units.len());
        let finest = units.iter().min().copied().unwrap_or(Decimal::ZERO);
        let all = |sum: Decimal, unit: &Decimal| sum.saturating_add(*unit);
        Self {
            units: units.iter().fold(noughts.saturating_mul(finest), all),
        }
    }

    /// By how much a printed total may differ; `None` if that has more digits than can be kept.
    pub fn bound(&self, total: &Amount, base: u32, unit: u32) -> Option<Decimal> {
        let own = last_unit(total, base, unit)?;
        let halves = self.units.checked_add(own)?.checked_div(Decimal::TWO)?;
        let hundredth = total
            .within(base, unit)?
            .abs()
            .checked_div(Decimal::ONE_HUNDRED)?;
        Some(halves.min(hundredth).max(own))
    }
}

/// What a one in the last printed decimal of an amount is worth.
fn last_unit(amount: &Amount, base: u32, unit: u32) -> Option<Decimal> {
    let one = Amount {
        value: Decimal::new(1, amount.value.scale()),
        ..*amount
    };
    one.within(base, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantity::Style;

    fn read(text: &str) -> Amount {
        Amount::read(text, &Style::of("en-GB")).expect("an amount")
    }

    fn bound(addends: &[&str], total: &str, unit: u32) -> String {
        let addends: Vec<Amount> = addends.iter().map(|text| read(text)).collect();
        let multiple = addends.iter().map(|amount| amount.multiple).min().flatten();
        let base = multiple.unwrap_or(unit);
        let bound = Rounding::of(&addends, base, unit).bound(&read(total), base, unit);
        bound.expect("it can be kept").normalize().to_string()
    }

    #[test]
    fn half_a_unit_is_allowed_for_each_figure_and_for_the_total() {
        assert_eq!(bound(&["40,120", "30,110", "20,007"], "90,238", 3), "2");
        assert_eq!(
            bound(&["4.0", "3.0", "2.0", "1.0", "12.0"], "22.0", 0),
            "0.22"
        );
        assert_eq!(bound(&["400.0", "300.0", "200.0"], "900.0", 0), "0.2");
    }

    #[test]
    fn a_hundredth_of_the_total_is_the_most_and_one_unit_the_least() {
        let many = ["10"; 20];
        assert_eq!(bound(&many, "200", 0), "2");
        assert_eq!(bound(&["3", "4"], "7", 0), "1");
        assert_eq!(bound(&["1.1m", "1.2m", "1.3m"], "3.6m", 0), "0.1");
    }

    #[test]
    fn what_counts_in_thousands_is_as_exact_as_it_is_printed() {
        assert_eq!(bound(&["£100m", "£120m", "£500k"], "£220m", 3), "1500.5");
        assert_eq!(bound(&["1.25", "–", "1.25"], "2.50", 6), "0.02");
    }
}
