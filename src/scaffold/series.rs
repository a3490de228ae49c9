//! Counting on: `R-7` after `R-6`, `08` after `07`, 14 after 13.

/// A longer run of digits is no number that anybody counts with.
const MOST_DIGITS: usize = 9;

/// What follows a list of values: the series of the last one that ends with digits, counted on from
/// its highest. `None` if none does.
pub fn next<'a>(values: impl DoubleEndedIterator<Item = &'a str> + Clone) -> Option<String> {
    let (prefix, digits) = values.clone().rev().find_map(split)?;
    let highest = values
        .filter_map(split)
        .filter(|(other, _)| *other == prefix)
        .filter_map(|(_, digits)| digits.parse().ok());
    let number = highest.max().unwrap_or(0_u64) + 1;
    let width = if digits.starts_with('0') {
        digits.len()
    } else {
        1
    };
    Some(format!("{prefix}{number:0width$}"))
}

/// What stands before the digits at the end, and the digits.
fn split(value: &str) -> Option<(&str, &str)> {
    let prefix = value.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &value[prefix.len()..];
    (1..=MOST_DIGITS)
        .contains(&digits.len())
        .then_some((prefix, digits))
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn a_series_is_counted_on_in_its_own_form() {
        assert_eq!(
            next(["R-1", "R-3", "R-2"].into_iter()).as_deref(),
            Some("R-4")
        );
        assert_eq!(
            next(["ws-08", "ws-09"].into_iter()).as_deref(),
            Some("ws-10")
        );
        assert_eq!(next(["1", "2", "12"].into_iter()).as_deref(), Some("13"));
        assert_eq!(
            next(["A-9", "B-1", "rain"].into_iter()).as_deref(),
            Some("B-2")
        );
        assert_eq!(next(["rain"].into_iter()), None);
        assert_eq!(next(["99999999999999999999"].into_iter()), None);
    }
}
