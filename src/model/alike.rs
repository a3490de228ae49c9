//! Whether figures count the same: pounds and euros are not added up, and in a table that counts in
//! thousands nobody knows whether `£5` beside `£1k` is five pounds or five thousand.

use super::amount::{Amount, CURRENCIES};

/// Why a figure cannot be added to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlike {
    /// It is of another currency.
    Currency,
    /// It has the sign of a currency and no multiple, and the table counts in multiples.
    Multiple,
}

/// The first of the figures of a table that does not count what the others do: its place among
/// them, and why. `unit` is the unit of the table and `exponent` the power of ten which that means.
/// Nothing counts as anything.
pub fn unlike(amounts: &[Amount], unit: &str, exponent: u32) -> Option<(usize, Unlike)> {
    let counted = || {
        let amounts = amounts.iter().enumerate();
        amounts.filter(|(_, amount)| !amount.value.is_zero())
    };
    let of_table = unit.chars().find(|sign| CURRENCIES.contains(*sign));
    let first = counted().find_map(|(_, amount)| amount.currency);
    let currency = of_table.or(first);
    let is_other = |amount: &Amount| amount.currency.is_some() && amount.currency != currency;
    if let Some((at, _)) = counted().find(|(_, amount)| is_other(amount)) {
        return Some((at, Unlike::Currency));
    }
    let is_doubtful = |amount: &Amount| amount.currency.is_some() && amount.multiple.is_none();
    let is_clear = counted().any(|(_, amount)| !is_doubtful(amount));
    let (at, _) = counted().find(|(_, amount)| is_doubtful(amount))?;
    (exponent > 0 && is_clear).then_some((at, Unlike::Multiple))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::amount::exponent_of_unit;
    use crate::model::quantity::Style;

    fn told(cells: &[&str], unit: &str) -> Option<(usize, Unlike)> {
        let read = |text: &&str| Amount::read(text, &Style::of("en-GB")).expect("it is a figure");
        let amounts: Vec<Amount> = cells.iter().map(read).collect();
        unlike(&amounts, unit, exponent_of_unit(unit))
    }

    #[test]
    fn figures_of_two_currencies_are_not_alike() {
        assert_eq!(told(&["£5", "€3"], ""), Some((1, Unlike::Currency)));
        assert_eq!(told(&["5", "€3"], "£m"), Some((1, Unlike::Currency)));
        assert_eq!(told(&["£5", "3", "–", "£2m"], ""), None);
    }

    #[test]
    fn a_pound_beside_thousands_is_told_where_the_table_counts_in_thousands() {
        assert_eq!(told(&["£1k", "£5"], "£'000"), Some((1, Unlike::Multiple)));
        assert_eq!(
            told(&["£1,200", "800"], "£'000"),
            Some((0, Unlike::Multiple))
        );
        // All written alike are read alike, and noughts fit everywhere.
        assert_eq!(told(&["£1,200", "£800", "0"], "£'000"), None);
        assert_eq!(told(&["£1k", "£5"], "£"), None);
    }
}
