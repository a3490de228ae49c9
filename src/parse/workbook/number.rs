//! A number as a sheet shows it. In: the binary fraction that a workbook holds. Out: a text, and the
//! digits of that text as a plain decimal, so that what is printed and what is added up are one.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::parse::spelling::Plain;

/// How the language of a document writes figures and days.
#[derive(Debug, Clone, Copy)]
pub struct Locale<'a> {
    /// A BCP 47 tag.
    pub language: &'a str,
    /// Between thousands.
    pub thousands: &'a str,
    /// Before decimals.
    pub decimal: char,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub text: String,
    /// The number in that text, if it shows one.
    pub figure: Option<Figure>,
    /// The day that it shows, with its month and year.
    pub day: Option<Date>,
    /// Whether the format of the cell could not be read, so that the text is the bare value.
    pub is_unread: bool,
}

/// A number as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// In plain decimals: `-1234.50`; of a percentage what stands before its sign.
    pub digits: String,
    /// What the workbook holds, with every digit.
    pub exact: Decimal,
    /// The sign or the name of a currency beside it.
    pub currency: Option<String>,
    pub is_percent: bool,
    /// By which power of ten it is shown smaller than it is: 3 for thousands.
    pub scale: u32,
    /// Whether nothing but signs of currency and percent, and brackets, stands beside the digits.
    pub is_bare: bool,
}

impl Shown {
    pub(super) fn of_text(text: String) -> Self {
        Self {
            text,
            figure: None,
            day: None,
            is_unread: false,
        }
    }

    /// The same, of a format that could not be read.
    pub(super) fn unread(self) -> Self {
        Self {
            is_unread: true,
            ..self
        }
    }
}

/// How many digits a workbook keeps of a number; what a binary fraction has beyond them is noise.
const DIGITS: usize = 15;

/// How many decimals are shown of a number without a format, as far as there is room for the whole.
const GENERAL: u32 = 10;

/// A binary fraction as people typed it; `None` if it is too large or too small for that.
pub(super) fn decimal(value: f64) -> Option<Decimal> {
    if value == 0.0 {
        return Some(Decimal::ZERO);
    }
    let rounded = format!("{value:.*e}", DIGITS - 1);
    Decimal::from_scientific(&rounded)
        .ok()
        .map(|value| value.normalize())
}

/// A number without a format: at most eleven digits, as programs for workbooks show it, but never
/// fewer than stand before the point.
pub(super) fn general(value: f64, locale: &Locale<'_>) -> Shown {
    let Some(exact) = decimal(value).filter(|_| value.abs() < 1e15) else {
        return Shown::of_text(exponent(value));
    };
    let whole = u32::try_from(exact.trunc().abs().to_string().len()).unwrap_or(GENERAL);
    let digits = rounded(exact, GENERAL.saturating_sub(whole)).normalize();
    // What is too small for that is shown by its power of ten.
    if digits.is_zero() && !exact.is_zero() {
        return Shown::of_text(exponent(value));
    }
    let digits = digits.to_string();
    let figure = Figure {
        digits: digits.clone(),
        exact,
        currency: None,
        is_percent: false,
        scale: 0,
        is_bare: true,
    };
    Shown {
        text: digits.replace('.', &locale.decimal.to_string()),
        figure: Some(figure),
        day: None,
        is_unread: false,
    }
}

/// `1.23457E+19`.
fn exponent(value: f64) -> String {
    let text = format!("{value:.5e}");
    let Some((digits, power)) = text.split_once('e') else {
        return text;
    };
    let digits = if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    };
    let (sign, power) = power
        .strip_prefix('-')
        .map_or(('+', power), |power| ('-', power));
    format!("{digits}E{sign}{power:0>2}")
}

/// Rounded as sheets do: half away from nothing.
pub(super) fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A value times a power of ten; `None` if it has too many digits for that.
pub(super) fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    let tens = Decimal::from(10_i64.checked_pow(power.unsigned_abs())?);
    if power < 0 {
        value.checked_div(tens)
    } else {
        value.checked_mul(tens)
    }
}

/// What a program wrote beside the value (`.ods`): the text as it is, and the number in it, if its
/// digits are those of the value.
pub(super) fn written(value: f64, text: &str, currency: Option<&str>, is_percent: bool) -> Shown {
    let exact = decimal(value);
    let figure = exact.and_then(|exact| {
        let (digits, scale) = digits_of(text, exact, is_percent)?;
        let sign = text
            .chars()
            .find(|c| "£€$¥₹".contains(*c))
            .map(String::from);
        let currency = sign.or_else(|| currency.map(str::to_owned));
        let is_beside = |c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || ".,’'()-−+%£€$¥₹".contains(c)
                || currency.as_ref().is_some_and(|name| name.contains(c))
        };
        Some(Figure {
            digits,
            exact,
            is_percent,
            scale,
            is_bare: text.chars().all(is_beside),
            currency: currency.clone(),
        })
    });
    Shown {
        text: text.trim().to_owned(),
        figure,
        day: None,
        is_unread: false,
    }
}

/// The digits of a text as plain decimals, if the value rounds to them, and by which power of ten
/// they are smaller than it.
fn digits_of(text: &str, exact: Decimal, is_percent: bool) -> Option<(String, u32)> {
    let wanted: String = text.chars().filter(char::is_ascii_digit).collect();
    let behind = |point: char| {
        let (_, behind) = text.rsplit_once(point)?;
        let digits = behind.chars().take_while(char::is_ascii_digit).count();
        u32::try_from(digits).ok()
    };
    let decimals = [behind('.'), behind(','), Some(0)];
    for scale in [0, 3, 6, 9] {
        let power = if is_percent { 2 } else { 0 } - i32::try_from(scale).ok()?;
        let value = shifted(exact, power)?;
        for decimals in decimals.into_iter().flatten() {
            let mut shown = rounded(value, decimals);
            shown.rescale(decimals);
            let digits = shown.to_string();
            let is_same = digits
                .chars()
                .filter(char::is_ascii_digit)
                .eq(wanted.chars());
            if is_same && Plain::read(&digits).is_some() {
                return Some((digits, scale));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Locale<'_> = Locale {
        language: "en-GB",
        thousands: ",",
        decimal: '.',
    };

    #[test]
    fn a_number_without_a_format_loses_the_noise_of_binary_fractions_and_no_digit_before_the_point()
    {
        for (value, shown) in [
            (0.1 + 0.2, "0.3"),
            (1544.0, "1544"),
            (-12.5, "-12.5"),
            (1.0 / 3.0, "0.333333333"),
            (123_456_789_012.0, "123456789012"),
            (1.5e20, "1.5E+20"),
            (2e-12, "2E-12"),
            (0.0, "0"),
            (-0.0, "0"),
        ] {
            assert_eq!(general(value, &ENGLISH).text, shown, "{value}");
        }
    }

    #[test]
    fn what_a_program_wrote_is_kept_and_its_number_is_read_if_it_is_the_value() {
        let of = |value, text: &str, percent| {
            let shown = written(value, text, None, percent);
            assert_eq!(shown.text, text);
            shown.figure.map(|figure| {
                (
                    figure.digits,
                    figure.currency.unwrap_or_default(),
                    figure.scale,
                )
            })
        };
        let figure = |digits: &str, currency: &str, scale| {
            Some((digits.to_owned(), currency.to_owned(), scale))
        };
        assert_eq!(of(1234.5, "1,234.50", false), figure("1234.50", "", 0));
        assert_eq!(of(1234.5, "1.234,50", false), figure("1234.50", "", 0));
        assert_eq!(of(-1234.0, "(£1,234)", false), figure("-1234", "£", 0));
        assert_eq!(of(0.17, "17%", true), figure("17", "", 0));
        assert_eq!(of(1_234_567.0, "1,235", false), figure("1235", "", 3));
        assert_eq!(of(5.0, "2024-05-01", false), None);
    }
}
