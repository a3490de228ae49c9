//! The marks of ordered lists: digits, letters or Roman numerals, and the signs around them, as in
//! `1.`, `b)` or `(iv)`.
//!
//! Markdown knows digits only. Letters and Roman numerals are read here from the beginning of a
//! line; what they count is known from their neighbours alone, because `i)` is the ninth letter and
//! the first Roman numeral.

/// What numbers are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numerals {
    #[default]
    Digits,
    Letters,
    Capitals,
    Roman,
    RomanCapitals,
}

/// The signs around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// `1.`
    #[default]
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Enumerator {
    /// What it counts with.
    pub numerals: Numerals,
    /// What stands around the number.
    pub form: Form,
}

impl Enumerator {
    /// Whether the numbers are digits, as in every Markdown.
    pub fn is_digits(self) -> bool {
        self.numerals == Numerals::Digits
    }

    /// The mark of an item, as it is printed: `b)`.
    pub fn mark(self, number: u64) -> String {
        self.around(&self.number(number))
    }

    /// A number in the numerals of the list, without signs.
    pub fn number(self, number: u64) -> String {
        match self.numerals {
            Numerals::Digits => number.to_string(),
            Numerals::Letters => letters(number),
            Numerals::Capitals => letters(number).to_uppercase(),
            Numerals::Roman => roman(number),
            Numerals::RomanCapitals => roman(number).to_uppercase(),
        }
    }

    /// The numbering pattern by which Typst draws such marks, such as `(a)`.
    pub fn pattern(self) -> String {
        self.around(self.counter())
    }

    /// The first number of the numerals; HTML's `<ol type>` and Typst's patterns are called by it.
    pub fn counter(self) -> &'static str {
        match self.numerals {
            Numerals::Digits => "1",
            Numerals::Letters => "a",
            Numerals::Capitals => "A",
            Numerals::Roman => "i",
            Numerals::RomanCapitals => "I",
        }
    }

    fn around(self, number: &str) -> String {
        match self.form {
            Form::Stop => format!("{number}."),
            Form::Bracket => format!("{number})"),
            Form::Brackets => format!("({number})"),
        }
    }
}

/// A mark of letters at the beginning of a line, before it is known what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// What stands around the letters.
    pub form: Form,
    /// Whether its letters are capitals.
    pub is_capital: bool,
    /// How many bytes the mark has, with its signs.
    pub length: usize,
    letter: Option<u64>,
    roman: Option<u64>,
}

/// The longest Roman numeral below 100, `lxxxviii`, has as many letters.
pub const MOST_LETTERS: usize = 8;

impl Sign {
    /// Reads a mark before words. A capital with a full stop is never one: it is the initial of a
    /// name.
    pub fn read(line: &str) -> Option<Self> {
        let inner = line.strip_prefix('(');
        let rest = inner.unwrap_or(line);
        let count = rest
            .bytes()
            .take(MOST_LETTERS + 1)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let (letters, after) = rest
            .split_at_checked(count)
            .filter(|_| (1..=MOST_LETTERS).contains(&count))?;
        let form = match (after.bytes().next()?, inner) {
            (b')', Some(_)) => Form::Brackets,
            (b')', None) => Form::Bracket,
            (b'.', None) => Form::Stop,
            _ => return None,
        };
        let is_capital = letters.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_one_case = is_capital || letters.bytes().all(|byte| byte.is_ascii_lowercase());
        let words = &after[1..];
        let has_words = words.starts_with([' ', '\t', '\u{a0}']) && !words.trim_start().is_empty();
        if !is_one_case || !has_words || (is_capital && form == Form::Stop) {
            return None;
        }
        let lower = letters.to_ascii_lowercase();
        let sign = Self {
            form,
            is_capital,
            length: line.len() - words.len(),
            letter: letter_value(&lower),
            roman: roman_value(&lower),
        };
        (sign.letter.is_some() || sign.roman.is_some()).then_some(sign)
    }

    /// What the mark counts if it is a letter, or if it is a Roman numeral.
    pub fn value(&self, is_roman: bool) -> Option<u64> {
        if is_roman { self.roman } else { self.letter }
    }

    /// The marks to which this one belongs, read in one way or the other.
    pub fn enumerator(&self, is_roman: bool) -> Enumerator {
        let numerals = match (is_roman, self.is_capital) {
            (false, false) => Numerals::Letters,
            (false, true) => Numerals::Capitals,
            (true, false) => Numerals::Roman,
            (true, true) => Numerals::RomanCapitals,
        };
        Enumerator {
            numerals,
            form: self.form,
        }
    }
}

/// a, b … z, aa, ab …
fn letters(mut number: u64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(
            b'a' + u8::try_from(number % 26).unwrap_or_default(),
        ));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

fn letter_value(letters: &str) -> Option<u64> {
    (letters.len() <= 2).then(|| {
        letters
            .bytes()
            .fold(0, |value, byte| value * 26 + u64::from(byte - b'a') + 1)
    })
}

const ROMAN: [(u64, &str); 9] = [
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// No list of paragraphs is longer; beyond it numbers are digits, so that a hostile one stays
/// short.
const MOST_ROMAN: u64 = 399;

fn roman(mut number: u64) -> String {
    if number > MOST_ROMAN {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, numeral) in ROMAN {
        while number >= value {
            out.push_str(numeral);
            number -= value;
        }
    }
    out
}

/// The value of a numeral that is written as it should be (`iv`, not `iiii`).
fn roman_value(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut value = 0;
    for (worth, numeral) in ROMAN {
        while let Some(after) = rest.strip_prefix(numeral) {
            rest = after;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0 && roman(value) == text).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_before_words_only() {
        for line in [
            "a) one",
            "(a) one",
            "iv. one",
            "(XII)\tone",
            "A) one",
            "b)\u{a0}one",
        ] {
            assert!(Sign::read(line).is_some(), "{line}");
        }
        for line in [
            "A. Smith said",
            "I. Introduction",
            "a)",
            "(a)one",
            "(Aa) one",
            "(abc) one",
            "iiii. one",
            "1) one",
            "(a. one",
            "",
        ] {
            assert_eq!(Sign::read(line), None, "{line}");
        }
    }

    #[test]
    fn letters_and_roman_numerals_are_written_as_they_are_read() {
        let value = |line: &str, is_roman| Sign::read(line).and_then(|sign| sign.value(is_roman));
        assert_eq!(
            (value("i) x", false), value("i) x", true)),
            (Some(9), Some(1))
        );
        assert_eq!(
            (value("ab) x", false), value("xliv) x", true)),
            (Some(28), Some(44))
        );
        let mark = |numerals, form, number| Enumerator { numerals, form }.mark(number);
        assert_eq!(mark(Numerals::Letters, Form::Brackets, 28), "(ab)");
        assert_eq!(mark(Numerals::RomanCapitals, Form::Bracket, 44), "XLIV)");
        assert_eq!(mark(Numerals::Roman, Form::Stop, 4_000), "4000.");
    }
}
