//! The codes by which a workbook says how numbers are shown, such as `#,##0.00;[Red](#,##0.00)`
//! (ECMA-376, part 1, 18.8.31). In: a code, and a value. Out: what a person sees in the cell.
//!
//! Codes are read into tokens (here), and numbers and days are written by them ([`digits`],
//! [`clock`]). What is not read (fractions, calendars, letters that stand for nothing) is said so,
//! and the value is shown bare.

mod clock;
mod digits;

use super::number::{self, Locale, Shown};
use crate::limits::FORMULA;

/// A code that was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Format {
    /// For numbers above nothing, below it, nothing itself, and texts. None if the code cannot be
    /// read.
    sections: Vec<Section>,
}

/// Without a code, numbers are shown so.
pub(super) static GENERAL: Format = Format {
    sections: Vec::new(),
};

#[derive(Debug, Clone)]
struct Section {
    /// For which numbers it is, if it says so.
    condition: Option<(Comparison, f64)>,
    tokens: Vec<Token>,
    is_unread: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    AtMost,
    Equal,
    Other,
    AtLeast,
    More,
}

/// A piece of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Stands for itself.
    Literal(String),
    /// A sign of a currency.
    Currency(String),
    /// `0`, `#` or `?`: a digit.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+`, or without the plus.
    Exponent(bool),
    /// The value as it is without a format.
    General,
    /// The text of the cell.
    At,
    /// `yyyy`, `mm` …: a letter, and how often.
    Clock(char, usize),
    /// `[h]`: all the time that has passed.
    Elapsed(char),
    /// `AM/PM`.
    HalfDay,
}

impl Format {
    pub fn read(code: &str) -> Self {
        let is_too_long = code.len() > FORMULA;
        let mut reader = Reader {
            rest: if is_too_long { "" } else { code },
            section: Section {
                is_unread: is_too_long,
                ..Section::empty()
            },
            sections: Vec::new(),
        };
        while !reader.rest.is_empty() {
            reader.step();
        }
        reader.sections.push(reader.section);
        Self {
            sections: reader.sections,
        }
    }

    /// A number as it is shown.
    pub fn shown(&self, value: f64, is_1904: bool, locale: &Locale<'_>) -> Shown {
        let Some((section, is_signed)) = self.section(value) else {
            return number::general(value, locale);
        };
        let bare = || number::general(value, locale).unread();
        if section.is_unread {
            return bare();
        }
        if section.tokens.contains(&Token::General) {
            return section.around_general(if is_signed { value } else { value.abs() }, locale);
        }
        if section.is_clock() {
            return section
                .moment(value, is_1904, locale)
                .map_or_else(bare, |text| Shown {
                    day: section.day(value, is_1904),
                    ..Shown::of_text(text)
                });
        }
        section
            .number(value, is_signed, locale)
            .unwrap_or_else(bare)
    }

    /// A text as it is shown.
    pub fn of_text(&self, text: &str) -> String {
        let Some(section) = self
            .sections
            .iter()
            .find(|section| section.tokens.contains(&Token::At) && !section.is_unread)
        else {
            return text.to_owned();
        };
        let part = |token: &Token| match token {
            Token::At => text.to_owned(),
            Token::Literal(literal) | Token::Currency(literal) => literal.clone(),
            _ => String::new(),
        };
        section.tokens.iter().map(part).collect()
    }

    /// The section for a number, and whether a sign is to be set before a number below nothing.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let is_for_text =
            |section: &&Section| section.tokens.contains(&Token::At) && self.sections.len() > 1;
        let sections: Vec<&Section> = self
            .sections
            .iter()
            .take(3)
            .filter(|section| !is_for_text(section))
            .collect();
        if sections.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&&Section| {
                section
                    .condition
                    .is_some_and(|(comparison, than)| comparison.holds(value, than))
            };
            let without = |section: &&&Section| section.condition.is_none();
            let found = sections
                .iter()
                .find(holds)
                .or_else(|| sections.iter().find(without))?;
            // A section for numbers below nothing says itself how they are marked.
            let is_below = matches!(found.condition, Some((Comparison::Less | Comparison::AtMost, than)) if than <= 0.0);
            return Some((found, !is_below));
        }
        match sections.as_slice() {
            [] => None,
            [one] => Some((one, true)),
            [_, below, ..] if value < 0.0 => Some((below, false)),
            [_, _, nothing] if value == 0.0 => Some((nothing, false)),
            [above, ..] => Some((above, false)),
        }
    }
}

impl Comparison {
    fn holds(self, value: f64, than: f64) -> bool {
        match self {
            Self::Less => value < than,
            Self::AtMost => value <= than,
            Self::Equal => value == than,
            Self::Other => value != than,
            Self::AtLeast => value >= than,
            Self::More => value > than,
        }
    }
}

impl Section {
    fn empty() -> Self {
        Self {
            condition: None,
            tokens: Vec::new(),
            is_unread: false,
        }
    }

    fn is_clock(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(token, Token::Clock(..) | Token::Elapsed(_)))
    }

    /// `General` with words around it.
    fn around_general(&self, value: f64, locale: &Locale<'_>) -> Shown {
        let shown = number::general(value, locale);
        if self.tokens == [Token::General] {
            return shown;
        }
        let part = |token: &Token| match token {
            Token::General => shown.text.clone(),
            Token::Literal(literal) | Token::Currency(literal) => literal.clone(),
            Token::Percent => "%".to_owned(),
            _ => String::new(),
        };
        let text: String = self.tokens.iter().map(part).collect();
        Shown::of_text(text.trim().to_owned())
    }
}

/// Goes through a code.
struct Reader<'a> {
    rest: &'a str,
    section: Section,
    sections: Vec<Section>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let Some(first) = self.rest.chars().next() else {
            return;
        };
        let token = match first {
            ';' => {
                self.skip(1);
                let done = std::mem::replace(&mut self.section, Section::empty());
                self.sections.push(done);
                return;
            }
            '"' => self.quoted(),
            '\\' => self.behind().map(of_sign),
            // A gap as wide as the next character.
            '_' => self.behind().map(|_| Token::Literal(" ".to_owned())),
            // The next character fills the cell.
            '*' => {
                self.behind();
                return;
            }
            '[' => return self.bracketed(),
            '0' | '#' | '?' => self.one(Token::Digit(first)),
            '.' => self.one(Token::Point),
            ',' => self.one(Token::Comma),
            '%' => self.one(Token::Percent),
            '@' => self.one(Token::At),
            _ => self.letters(first),
        };
        match token {
            Some(token) => self.section.tokens.push(token),
            None => self.section.is_unread = true,
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn one(&mut self, token: Token) -> Option<Token> {
        self.skip(1);
        Some(token)
    }

    /// The character behind the first, which both are taken.
    fn behind(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        chars.next();
        let behind = chars.next();
        self.rest = chars.as_str();
        behind
    }

    fn quoted(&mut self) -> Option<Token> {
        let inner = self.rest.get(1..)?;
        let end = inner.find('"').unwrap_or(inner.len());
        let literal = inner[..end].to_owned();
        self.skip(end + 2);
        Some(match literal.trim() {
            sign if !sign.is_empty() && sign.chars().all(is_currency) => Token::Currency(literal),
            _ => Token::Literal(literal),
        })
    }

    /// `[Red]`, `[$£-809]`, `[>=1000]`, `[h]`.
    fn bracketed(&mut self) {
        let Some(end) = self.rest.find(']') else {
            self.section.is_unread = true;
            self.rest = "";
            return;
        };
        let inner = &self.rest[1..end];
        self.rest = &self.rest[end + 1..];
        if let Some(currency) = inner.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            if !sign.is_empty() {
                self.section.tokens.push(Token::Currency(sign.to_owned()));
            }
        } else if let Some(condition) = condition(inner) {
            self.section.condition = Some(condition);
        } else if let Some(letter) = elapsed(inner) {
            self.section.tokens.push(Token::Elapsed(letter));
        } else if inner.starts_with(['<', '>', '=']) {
            self.section.is_unread = true;
        }
        // Anything else is a colour, or says in which digits the number is written.
    }

    fn letters(&mut self, first: char) -> Option<Token> {
        let starts = |word: &str| {
            self.rest
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        if starts("general") {
            self.skip("general".len());
            return Some(Token::General);
        }
        for word in ["am/pm", "a/p"] {
            if starts(word) {
                self.skip(word.len());
                return Some(Token::HalfDay);
            }
        }
        if starts("e+") || starts("e-") {
            let plus = self.rest.as_bytes().get(1) == Some(&b'+');
            self.skip(2);
            return Some(Token::Exponent(plus));
        }
        let letter = first.to_ascii_lowercase();
        if "ymdhs".contains(letter) {
            let is_same = |c: &char| c.to_ascii_lowercase() == letter;
            let count = self.rest.chars().take_while(is_same).count();
            self.skip(count);
            return Some(Token::Clock(letter, count));
        }
        self.rest = &self.rest[first.len_utf8()..];
        match first {
            // Letters without quotation marks stand for something that is not known here.
            letter if letter.is_ascii_alphabetic() => None,
            other => Some(of_sign(other)),
        }
    }
}

/// A character that stands for itself.
fn of_sign(sign: char) -> Token {
    if is_currency(sign) {
        Token::Currency(sign.to_string())
    } else {
        Token::Literal(sign.to_string())
    }
}

fn is_currency(sign: char) -> bool {
    "£€$¥₹".contains(sign)
}

fn condition(text: &str) -> Option<(Comparison, f64)> {
    let signs = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<>", Comparison::Other),
        ("<", Comparison::Less),
        (">", Comparison::More),
        ("=", Comparison::Equal),
    ];
    let (rest, comparison) = signs
        .into_iter()
        .find_map(|(sign, comparison)| Some((text.strip_prefix(sign)?, comparison)))?;
    Some((comparison, rest.trim().parse().ok()?))
}

fn elapsed(text: &str) -> Option<char> {
    let letter = text.chars().next()?.to_ascii_lowercase();
    let is_same = text.chars().all(|c| c.to_ascii_lowercase() == letter);
    ("hms".contains(letter) && is_same).then_some(letter)
}

#[cfg(test)]
mod tests;
