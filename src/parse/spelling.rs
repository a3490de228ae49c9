//! How an author spelt a number. A number goes from the source to the page as text, so that no
//! digit, zero or sign of it is lost; where thousands are to be divided, they are divided in that
//! text, and nothing is read into a binary fraction and written again.

use std::borrow::Cow;

/// A number in plain decimals, such as `-1544.50`. What begins with a plus, or with a zero too
/// many, and what has an exponent or another base than ten, is none, and is printed as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plain<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: Option<&'a str>,
}

impl<'a> Plain<'a> {
    /// Reads a spelling; `None` if it is not plain.
    pub fn read(spelling: &'a str) -> Option<Self> {
        let (is_negative, digits) = spelling
            .strip_prefix('-')
            .map_or((false, spelling), |digits| (true, digits));
        let (whole, fraction) = digits
            .split_once('.')
            .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_padded = whole.len() > 1 && whole.starts_with('0');
        let is_plain = are_digits(whole)
            && fraction.is_none_or(are_digits)
            && !is_padded
            && digits != "."
            && !digits.is_empty();
        is_plain.then_some(Self {
            is_negative,
            whole,
            fraction,
        })
    }

    /// Whether it is below nothing; `-0.0` is not.
    pub fn is_negative(&self) -> bool {
        let digits = self
            .whole
            .bytes()
            .chain(self.fraction.unwrap_or_default().bytes());
        self.is_negative && digits.into_iter().any(|digit| digit != b'0')
    }

    /// The digits without a sign, with a separator between thousands, and the decimals behind
    /// `point`.
    pub fn divided(&self, separator: &str, point: char) -> String {
        let mut out = String::with_capacity(self.whole.len() * 2);
        for (index, digit) in self.whole.chars().enumerate() {
            if index > 0 && (self.whole.len() - index).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(digit);
        }
        if let Some(fraction) = self.fraction {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }
}

/// A figure as tables print it: thousands divided, negatives in brackets (`docs/format.md#cards`);
/// what is not plain as it is typed.
pub fn figure(spelling: &str) -> Cow<'_, str> {
    match Plain::read(spelling) {
        Some(plain) if plain.is_negative() => Cow::Owned(format!("({})", plain.divided(",", '.'))),
        Some(plain) => Cow::Owned(plain.divided(",", '.')),
        None => Cow::Borrowed(spelling),
    }
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn negatives_stand_in_brackets_and_thousands_are_divided() {
        for (typed, printed) in [
            ("-1074567", "(1,074,567)"),
            ("6412", "6,412"),
            ("412", "412"),
            ("0", "0"),
            ("-12.50", "(12.50)"),
            ("-0", "0"),
            ("-0.00", "0.00"),
            ("1234.5678", "1,234.5678"),
            ("-.5", "(.5)"),
        ] {
            assert_eq!(figure(typed), printed);
        }
    }

    #[test]
    fn every_digit_of_a_long_number_is_kept() {
        assert_eq!(figure("12345678901234567890"), "12,345,678,901,234,567,890");
        assert_eq!(figure("0.12345678901234567890"), "0.12345678901234567890");
        assert_eq!(figure("-9007199254740993"), "(9,007,199,254,740,993)");
    }

    #[test]
    fn what_is_not_plain_is_as_it_is_typed() {
        for typed in [
            "+5", "+1234", "007", "0012.5", "1E-3", "1e3", "0x1F", "0o17", "1_000", "1,234", "",
            "-", ".", "-.", "--5", "1.2.3",
        ] {
            assert_eq!(figure(typed), typed);
        }
    }
}
