//! Figures as the reader sees them: thousands divided, negatives in brackets (`spec` §4, `finance-table`).

use crate::model::quantity::decimals;

/// Formats a number; `spelling` says how many decimals the author gave.
pub fn figure(number: f64, spelling: &str) -> String {
    let decimals = decimals(spelling);
    let text = format!("{:.decimals$}", number.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let divided = thousands(whole) + rest;
    let negative = number < 0.0 && divided.chars().any(|c| c.is_ascii_digit() && c != '0');
    if negative { format!("({divided})") } else { divided }
}

fn thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn negatives_stand_in_brackets_and_thousands_are_divided() {
        assert_eq!(figure(-1_074_567.0, "-1074567"), "(1,074,567)");
        assert_eq!(figure(6412.0, "6412"), "6,412");
        assert_eq!(figure(0.0, "0"), "0");
        assert_eq!(figure(-12.5, "-12.50"), "(12.50)");
        assert_eq!(figure(-0.4, "0"), "0");
    }
}
