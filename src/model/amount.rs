//! A figure as people write it in a cell, and what it is worth: `1,544`, `(8,021)`, `−12.5`, `£3m`,
//! `-£3.5m`, `£(2)m`, `£31,097k`, a dash for nothing. In: a text, and how its language writes
//! numbers. Out: an exact decimal, never a binary fraction, or nothing where it could be read in
//! two ways or in none (`3%`, `nil`, `12,5` in English). What is printed is never taken from here,
//! but from the text.

use rust_decimal::Decimal;

use super::quantity::Style;

/// The signs of currencies that may stand around a figure.
pub const CURRENCIES: &str = "£€$¥₹";

/// What a figure is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// As it is written, before its multiple.
    pub value: Decimal,
    /// The power of ten that its multiple means: 6 in `£3m`.
    pub multiple: Option<u32>,
    pub currency: Option<char>,
}

/// The words and signs for multiples, with the sign that stands for all of them.
const MULTIPLES: [(u32, &str, &[&str]); 4] = [
    (
        3,
        "k",
        &[
            "k",
            "K",
            "000",
            "000s",
            "'000",
            "'000s",
            "thousand",
            "thousands",
        ],
    ),
    (
        6,
        "m",
        &[
            "m", "M", "mn", "million", "millions", "Mio", "Mio.", "miliwn",
        ],
    ),
    (
        9,
        "bn",
        &["bn", "billion", "billions", "Mrd", "Mrd.", "biliwn"],
    ),
    (12, "tn", &["tn", "trillion", "trillions"]),
];

impl Amount {
    /// A plain number.
    pub fn of(value: Decimal) -> Self {
        Self {
            value,
            multiple: None,
            currency: None,
        }
    }

    /// A number of YAML, which has a point before its decimals in every language; `None` if it has
    /// another base than ten, or more digits than can be added up exactly (28).
    pub fn of_number(spelling: &str) -> Option<Self> {
        let digits = spelling.trim_start_matches('+');
        let exact = Decimal::from_str_exact(digits).or_else(|_| Decimal::from_scientific(digits));
        exact.ok().filter(|_| !digits.contains('_')).map(Self::of)
    }

    /// Reads a text; `None` if it is no figure, or not one alone.
    pub fn read(text: &str, style: &Style) -> Option<Self> {
        let text = text.trim().trim_end_matches(['*', '†', '‡']).trim_end();
        if matches!(text, "-" | "–" | "—" | "−") {
            return Some(Self::of(Decimal::ZERO));
        }
        let mut signs = Signs::default();
        let bracketed = text
            .strip_prefix('(')
            .and_then(|text| text.strip_suffix(')'));
        signs.negative += usize::from(bracketed.is_some());
        let rest = signs.before(bracketed.unwrap_or(text));
        let (number, after) = match rest.strip_prefix('(') {
            Some(inner) => {
                signs.negative += 1;
                inner.split_once(')')?
            }
            None => rest.split_at(rest.find(|c| !is_of_a_number(c)).unwrap_or(rest.len())),
        };
        let multiple = signs
            .behind(after.trim())
            .map(|word| (word, exponent_of(word)));
        let (value, multiple) = match multiple {
            Some(("", _)) => (decimal(number.trim(), style)?, None),
            Some((_, Some(multiple))) => (decimal(number.trim(), style)?, Some(multiple)),
            _ => (scientific(rest).filter(|_| signs.currency.is_none())?, None),
        };
        // `(-5)` may be meant as five or as minus five.
        let value = if signs.negative == 1 { -value } else { value };
        (signs.negative < 2).then_some(Self {
            value,
            multiple,
            currency: signs.currency,
        })
    }

    /// The value in multiples of another power of ten than its own; `unit` is that of figures which
    /// name none.
    pub fn within(&self, base: u32, unit: u32) -> Option<Decimal> {
        shifted(
            self.value,
            i64::from(self.multiple.unwrap_or(unit)) - i64::from(base),
        )
    }
}

/// What stands around the digits.
#[derive(Default)]
struct Signs {
    negative: usize,
    signed: bool,
    currency: Option<char>,
}

impl Signs {
    /// Takes a sign and the sign of a currency, in either order, from the beginning.
    fn before<'t>(&mut self, text: &'t str) -> &'t str {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            match first {
                '-' | '−' | '–' | '+' if !self.signed => {
                    self.signed = true;
                    self.negative += usize::from(first != '+');
                }
                first if CURRENCIES.contains(first) && self.currency.is_none() => {
                    self.currency = Some(first);
                }
                _ => break,
            }
            rest = rest[first.len_utf8()..].trim_start();
        }
        rest
    }

    /// Takes the sign of a currency from the end, and gives the word that is left; `None` if there
    /// are two.
    fn behind<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let Some(last) = text
            .chars()
            .next_back()
            .filter(|last| CURRENCIES.contains(*last))
        else {
            return Some(text);
        };
        let is_first = self.currency.replace(last).is_none();
        is_first.then(|| text[..text.len() - last.len_utf8()].trim_end())
    }
}

/// The power of ten that a word such as `m` or `million` means.
pub fn exponent_of(word: &str) -> Option<u32> {
    let word = word.replace('’', "'");
    MULTIPLES
        .iter()
        .find(|(_, _, words)| words.contains(&word.as_str()))
        .map(|(exponent, ..)| *exponent)
}

/// The power of ten in which a table counts by its unit: 3 for `£'000`. A lone letter needs a
/// currency before it: `m` may be metres.
pub fn exponent_of_unit(unit: &str) -> u32 {
    let unit = unit.trim();
    let bare = unit
        .trim_start_matches(|c| CURRENCIES.contains(c))
        .trim_start();
    let word = bare.split_whitespace().next().unwrap_or_default();
    let is_clear = bare.len() < unit.len() || word.chars().count() > 2;
    exponent_of(word).filter(|_| is_clear).unwrap_or_default()
}

/// The sign for a power of ten, as in `£3m`.
pub fn sign_of(exponent: u32) -> &'static str {
    MULTIPLES
        .iter()
        .find(|(known, ..)| *known == exponent)
        .map_or("", |(_, sign, _)| *sign)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_of_a_number(c: char) -> bool {
    c.is_ascii_digit() || is_space(c) || matches!(c, ',' | '.' | '’' | '\'')
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1E-3`.
fn scientific(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let sound = Decimal::from_str_exact(mantissa).is_ok()
        && are_digits(exponent.trim_start_matches(['-', '+']));
    Decimal::from_scientific(text).ok().filter(|_| sound)
}

/// Digits, perhaps in groups, and decimals as the language writes them.
fn decimal(text: &str, style: &Style) -> Option<Decimal> {
    let whole_only = || Some((whole(text)?, ""));
    let parted = |point: char| {
        let (before, decimals) = text.split_once(point)?;
        let before = if before.is_empty() {
            String::new()
        } else {
            whole(before)?
        };
        (are_digits(decimals) && !(before.is_empty() && decimals.is_empty()))
            .then_some((before, decimals))
    };
    // Where a comma parts decimals, a point between groups of three divides thousands, and any
    // other is taken for a comma.
    let (whole, decimals) = match style.decimal {
        '.' => parted('.').or_else(whole_only),
        point => parted(point).or_else(whole_only).or_else(|| parted('.')),
    }?;
    let whole = if whole.is_empty() {
        "0"
    } else {
        whole.as_str()
    };
    let spelling = if decimals.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{decimals}")
    };
    Decimal::from_str_exact(&spelling).ok()
}

/// Digits in one piece, or in groups of three with one sort of sign between them.
fn whole(text: &str) -> Option<String> {
    let mut groups = text.split(|c: char| !c.is_ascii_digit());
    let first = groups.next()?;
    let divided = text.len() > first.len();
    let mut signs = text.chars().filter(|c| !c.is_ascii_digit());
    let sign = signs.next();
    let is_even = signs.all(|other| Some(other) == sign);
    let is_short = if divided {
        (1..=3).contains(&first.len()) && !first.starts_with('0')
    } else {
        !first.is_empty()
    };
    (is_even && is_short && groups.all(|group| group.len() == 3))
        .then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// A value times a power of ten, exactly; `None` if it has too many digits for that.
fn shifted(value: Decimal, power: i64) -> Option<Decimal> {
    let scale = i64::from(value.scale()) - power;
    let mut moved = value;
    moved.set_scale(u32::try_from(scale.max(0)).ok()?).ok()?;
    let tens = u32::try_from((-scale).max(0))
        .ok()
        .and_then(|zeros| 10_i64.checked_pow(zeros))?;
    moved.checked_mul(Decimal::from(tens))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: &str) -> Option<String> {
        let amount = Amount::read(text, &Style::of(language))?;
        let currency = amount.currency.map(String::from).unwrap_or_default();
        Some(format!(
            "{currency}{}{}",
            amount.value,
            amount.multiple.map(sign_of).unwrap_or_default()
        ))
    }

    #[test]
    fn a_figure_is_read_as_it_is_written_in_a_cell() {
        for (text, worth) in [
            ("1,544", "1544"),
            ("1 544 000", "1544000"),
            ("(8,021)", "-8021"),
            ("–", "0"),
            ("− 1,544", "-1544"),
            ("£3m", "£3m"),
            ("-£3.5m", "£-3.5m"),
            ("£-3.5m", "£-3.5m"),
            ("£(2)m", "£-2m"),
            ("(£2m)", "£-2m"),
            ("£1.2k", "£1.2k"),
            ("£31,097k", "£31097k"),
            ("£3 million", "£3m"),
            ("£1.20bn*", "£1.20bn"),
            ("12.50", "12.50"),
            ("+5", "5"),
            ("007", "7"),
            (".5", "0.5"),
            ("1E-3", "0.001"),
            ("4,100,000 €", "€4100000"),
            ("12345678901234567890", "12345678901234567890"),
        ] {
            assert_eq!(read(text, "en-GB").as_deref(), Some(worth), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_or_in_none_is_no_figure() {
        for text in [
            "", "TBC", "nil", "n/a", "3%", "12,5", "0,125", "1,23,4", "1.2.3", "1,544 2", "£",
            "3 May", "2016/17", "(-5)", "5-", "0x1F", "£3€", "35p",
        ] {
            assert_eq!(read(text, "en-GB"), None, "{text}");
        }
    }

    #[test]
    fn where_a_comma_parts_decimals_it_is_read_so() {
        for (text, worth) in [
            ("12,5", "12.5"),
            ("1.234,56", "1234.56"),
            ("1.234", "1234"),
            ("12.5", "12.5"),
            ("0.125", "0.125"),
            ("3 Mio. €", "€3m"),
        ] {
            assert_eq!(read(text, "de").as_deref(), Some(worth), "{text}");
        }
        assert_eq!(read("1 234,5", "fr").as_deref(), Some("1234.5"));
    }

    #[test]
    fn a_unit_says_in_which_multiples_a_table_counts() {
        for (unit, exponent) in [
            ("£'000", 3),
            ("£’000", 3),
            ("£000s", 3),
            ("£k", 3),
            ("£m", 6),
            ("£ million", 6),
            ("€bn", 9),
            ("£", 0),
            ("m", 0),
            ("people", 0),
        ] {
            assert_eq!(exponent_of_unit(unit), exponent, "{unit}");
        }
    }

    #[test]
    fn multiples_are_moved_exactly() {
        let worth = |text: &str, base: u32, unit: u32| {
            let amount = Amount::read(text, &Style::of("en"))?;
            Some(amount.within(base, unit)?.to_string())
        };
        assert_eq!(worth("£1.2k", 0, 0).as_deref(), Some("1200"));
        assert_eq!(worth("£3m", 3, 3).as_deref(), Some("3000"));
        assert_eq!(worth("250", 3, 3).as_deref(), Some("250"));
        assert_eq!(worth("£250k", 6, 6).as_deref(), Some("0.250"));
    }
}
