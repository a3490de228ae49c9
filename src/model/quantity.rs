//! A figure with its unit, as a sentence of the document's language prints it: `£207,836k`, `−3.5%`, `437,000 people`.

/// The space between a figure and its unit, at which no line breaks.
const SPACE: char = '\u{a0}';

/// The sign of a negative figure in a sentence; tables of figures have brackets.
const MINUS: char = '−';

/// How a language writes figures: between thousands, before decimals, and between a figure and `%`.
struct Style {
    thousands: &'static str,
    decimal: char,
    percent: &'static str,
    /// Whether the sign of a currency stands before the figure.
    currency_first: bool,
}

impl Style {
    fn of(language: &str) -> Self {
        let lower = language.to_ascii_lowercase();
        let (primary, region) = lower.split_once('-').unwrap_or((&lower, ""));
        let style = |thousands, decimal| Self { thousands, decimal, percent: "\u{a0}", currency_first: false };
        match (primary, region) {
            ("de" | "it" | "fr", "ch") => style("’", '.'),
            ("nl" | "it" | "tr", _) => Self { percent: "", ..style(".", ',') },
            ("de" | "es" | "pt" | "da" | "el" | "hr" | "sl" | "ro" | "id", _) => style(".", ','),
            (
                "fr" | "sv" | "nb" | "nn" | "no" | "fi" | "pl" | "cs" | "sk" | "hu" | "bg" | "ru" | "uk" | "et" | "lv" | "lt",
                _,
            ) => style("\u{a0}", ','),
            _ => Self { thousands: ",", decimal: '.', percent: "", currency_first: true },
        }
    }
}

/// How many digits stand behind the point of a figure as it is spelt.
pub fn decimals(spelling: &str) -> usize {
    spelling.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count())
}

/// Formats a number; `spelling` says how many decimals the author gave.
///
/// A unit that begins with the sign of a currency is put around the figure in English, with `'000` shortened to `k`; other units, and
/// all in other languages, stand behind it.
pub fn quantity(number: f64, spelling: &str, unit: Option<&str>, language: &str) -> String {
    let style = Style::of(language);
    let decimals = decimals(spelling);
    let digits = format!("{:.decimals$}", number.abs());
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let figure = divided(whole, style.thousands) + &rest.replace('.', &style.decimal.to_string());
    let is_negative = number < 0.0 && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let sign = if is_negative { MINUS.to_string() } else { String::new() };
    let unit = unit.map(str::trim).unwrap_or_default();
    match unit.chars().next().filter(|first| "£€$¥₹".contains(*first)) {
        _ if unit.is_empty() => format!("{sign}{figure}"),
        Some(symbol) if style.currency_first => format!("{sign}{symbol}{figure}{}", multiple(unit[symbol.len_utf8()..].trim())),
        None if unit == "%" => format!("{sign}{figure}{}%", style.percent),
        None if unit == "p" && style.currency_first => format!("{sign}{figure}p"),
        _ => format!("{sign}{figure}{SPACE}{unit}"),
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

fn divided(digits: &str, separator: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_puts_the_unit_around_the_figure() {
        for (number, spelling, unit, printed) in [
            (-207_836.0, "-207836", Some("£'000"), "−£207,836k"),
            (208.0, "208", Some("£m"), "£208m"),
            (1.2, "1.20", Some("£ billion"), "£1.20\u{a0}billion"),
            (12.5, "12.50", Some("£"), "£12.50"),
            (8.0, "8", Some("£ per head"), "£8\u{a0}per head"),
            (35.0, "35", Some("%"), "35%"),
            (35.0, "35", Some("p"), "35p"),
            (437_000.0, "437000", Some("people"), "437,000\u{a0}people"),
            (2017.0, "2017", None, "2,017"),
            (-0.0, "-0.0", Some(" "), "0.0"),
        ] {
            assert_eq!(quantity(number, spelling, unit, "en-GB"), printed);
        }
    }

    #[test]
    fn other_languages_divide_in_their_own_way() {
        assert_eq!(quantity(1_234_567.5, "1234567.5", Some("€"), "de"), "1.234.567,5\u{a0}€");
        assert_eq!(quantity(1_234.0, "1234", Some("%"), "fr-FR"), "1\u{a0}234\u{a0}%");
        assert_eq!(quantity(1_234.5, "1234.5", Some("Fr."), "de-CH"), "1’234.5\u{a0}Fr.");
    }
}
