//! A figure with its unit, as a sentence of the document's language prints it: `£207,836k`,
//! `−3.5%`, `437,000 people`.

use super::amount::CURRENCIES;
use crate::parse::spelling::Plain;

/// The space between a figure and its unit, at which no line breaks.
const SPACE: char = '\u{a0}';

/// The sign of a negative figure in a sentence; tables of figures have brackets.
const MINUS: char = '−';

/// How a language writes figures: between thousands, before decimals, and between a figure and `%`.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    thousands: &'static str,
    pub decimal: char,
    percent: &'static str,
    /// Whether the sign of a currency stands before the figure.
    currency_first: bool,
}

impl Style {
    /// What stands between thousands.
    pub fn thousands(&self) -> &'static str {
        self.thousands
    }

    /// By a BCP 47 tag.
    pub fn of(language: &str) -> Self {
        let lower = language.to_ascii_lowercase();
        let (primary, region) = lower.split_once('-').unwrap_or((&lower, ""));
        let style = |thousands, decimal| Self {
            thousands,
            decimal,
            percent: "\u{a0}",
            currency_first: false,
        };
        match (primary, region) {
            ("de" | "it" | "fr", "ch") => style("’", '.'),
            ("nl" | "it" | "tr", _) => Self {
                percent: "",
                ..style(".", ',')
            },
            ("de" | "es" | "pt" | "da" | "el" | "hr" | "sl" | "ro" | "id", _) => style(".", ','),
            (
                "fr" | "sv" | "nb" | "nn" | "no" | "fi" | "pl" | "cs" | "sk" | "hu" | "bg" | "ru"
                | "uk" | "et" | "lv" | "lt",
                _,
            ) => style("\u{a0}", ','),
            _ => Self {
                thousands: ",",
                decimal: '.',
                percent: "",
                currency_first: true,
            },
        }
    }
}

/// A number with its unit. `spelling` is the number as its author spelt it; where it is plain,
/// thousands are divided, and else it is kept as it is, so that a plus or an exponent stays.
///
/// A unit that begins with the sign of a currency is put around the figure in English, with `'000`
/// shortened to `k`; other units, and all in other languages, stand behind it.
pub fn quantity(spelling: &str, unit: &str, language: &str) -> String {
    let style = Style::of(language);
    let (sign, figure) = signed(spelling, &style);
    let unit = unit.trim();
    match unit
        .chars()
        .next()
        .filter(|first| CURRENCIES.contains(*first))
    {
        Some(symbol) if style.currency_first => format!(
            "{sign}{symbol}{figure}{}",
            multiple(unit[symbol.len_utf8()..].trim())
        ),
        None if unit == "%" => format!("{sign}{figure}{}%", style.percent),
        None if unit == "p" && style.currency_first => format!("{sign}{figure}p"),
        _ => format!("{sign}{figure}{SPACE}{unit}"),
    }
}

/// The sign of a number, and its digits as the language writes them.
fn signed(spelling: &str, style: &Style) -> (String, String) {
    match Plain::read(spelling) {
        Some(plain) if plain.is_negative() => (
            MINUS.to_string(),
            plain.divided(style.thousands, style.decimal),
        ),
        Some(plain) => (String::new(), plain.divided(style.thousands, style.decimal)),
        None => {
            let digits = spelling.trim_start_matches(['+', '-', MINUS]);
            (
                spelling[..spelling.len() - digits.len()].replace('-', &MINUS.to_string()),
                digits.to_owned(),
            )
        }
    }
}

/// What stands behind a figure for the rest of a currency's unit.
fn multiple(rest: &str) -> String {
    match rest {
        "" => String::new(),
        "'000" | "’000" | "000" | "'000s" | "’000s" | "000s" | "k" | "K" => "k".to_owned(),
        "m" | "M" | "mn" => "m".to_owned(),
        "bn" => "bn".to_owned(),
        words => format!("{SPACE}{words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_puts_the_unit_around_the_figure() {
        for (spelling, unit, printed) in [
            ("-207836", "£'000", "−£207,836k"),
            ("208", "£m", "£208m"),
            ("1.20", "£ billion", "£1.20\u{a0}billion"),
            ("12.50", "£", "£12.50"),
            ("8", "£ per head", "£8\u{a0}per head"),
            ("35", "%", "35%"),
            ("35", "p", "35p"),
            ("437000", "people", "437,000\u{a0}people"),
            ("-0.0", "%", "0.0%"),
        ] {
            assert_eq!(quantity(spelling, unit, "en-GB"), printed);
        }
    }

    #[test]
    fn signs_exponents_and_every_digit_stay() {
        for (spelling, unit, printed) in [
            ("+5", "%", "+5%"),
            ("+2.5", "£m", "+£2.5m"),
            ("1E-3", "mg", "1E-3\u{a0}mg"),
            ("12345678901234567890", "p", "12,345,678,901,234,567,890p"),
        ] {
            assert_eq!(quantity(spelling, unit, "en-GB"), printed);
        }
    }

    #[test]
    fn other_languages_divide_in_their_own_way() {
        assert_eq!(quantity("1234567.5", "€", "de"), "1.234.567,5\u{a0}€");
        assert_eq!(quantity("1234", "%", "fr-FR"), "1\u{a0}234\u{a0}%");
        assert_eq!(quantity("1234.5", "Fr.", "de-CH"), "1’234.5\u{a0}Fr.");
    }
}
