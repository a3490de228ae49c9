//! Numbers by a code: its digits one after the other, with what stands between and around them.

use rust_decimal::Decimal;

use super::{Section, Token, is_currency};
use crate::parse::spelling::Plain;
use crate::parse::workbook::number::{Figure, Locale, Shown, decimal, rounded, shifted};

/// What a code says of the digits.
struct Pattern<'a> {
    tokens: &'a [Token],
    /// The places before the point.
    whole: Vec<char>,
    /// The places behind it.
    decimals: Vec<char>,
    is_divided: bool,
    /// By which power of ten the number is shown smaller.
    scale: u32,
    percents: u32,
}

impl<'a> Pattern<'a> {
    /// `None` for what is no number (a fraction), or is written by its power of ten.
    fn of(section: &'a Section) -> Option<Self> {
        let tokens = section.tokens.as_slice();
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let last = tokens.iter().rposition(is_digit);
        let point = tokens.iter().position(|token| *token == Token::Point);
        let (mut whole, mut decimals) = (Vec::new(), Vec::new());
        let (mut is_divided, mut scale) = (false, 0);
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Digit(place) if point.is_some_and(|point| at > point) => {
                    decimals.push(*place);
                }
                Token::Digit(place) => whole.push(*place),
                // Behind the last digit, or right before the point, it divides by a thousand.
                Token::Comma => {
                    let digits_follow = last.is_some_and(|last| at < last);
                    let before_point = tokens[at..]
                        .iter()
                        .find(|token| **token != Token::Comma)
                        .is_some_and(|next| *next == Token::Point);
                    if digits_follow && !before_point {
                        is_divided = true;
                    } else if last.is_some() {
                        scale += 3;
                    }
                }
                // With digits on both sides it is a fraction.
                Token::Literal(sign) if sign == "/" => {
                    let is_between =
                        tokens[..at].iter().any(is_digit) && last.is_some_and(|last| at < last);
                    if is_between {
                        return None;
                    }
                }
                Token::Exponent(_) | Token::At | Token::HalfDay => return None,
                _ => {}
            }
        }
        let percents = tokens.iter().filter(|token| **token == Token::Percent);
        Some(Self {
            tokens,
            whole,
            decimals,
            is_divided,
            scale,
            percents: u32::try_from(percents.count()).ok()?,
        })
    }

    /// A number as its places hold it: the digits before the point and behind it.
    fn placed(&self, value: Decimal) -> Option<(String, String)> {
        let power = i32::try_from(2 * self.percents).ok()? - i32::try_from(self.scale).ok()?;
        let places = u32::try_from(self.decimals.len()).ok()?;
        let mut value = rounded(shifted(value.abs(), power)?, places);
        value.rescale(places);
        let text = value.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let least = self.whole.iter().filter(|place| **place == '0').count();
        let whole = whole.trim_start_matches('0');
        let whole = format!("{whole:0>least$}");
        // What is only shown if there is something ends with the last digit that is none of nought.
        let wanted = self.decimals.iter().rposition(|place| *place == '0');
        let filled = decimals.trim_end_matches('0').len();
        let kept = wanted.map_or(0, |last| last + 1).max(filled);
        Some((whole, decimals.get(..kept)?.to_owned()))
    }
}

impl Section {
    /// A number as it is shown; `None` if the code cannot be read.
    pub(super) fn number(&self, value: f64, is_signed: bool, locale: &Locale<'_>) -> Option<Shown> {
        if let Some(at) = self
            .tokens
            .iter()
            .position(|token| matches!(token, Token::Exponent(_)))
        {
            return self.by_power(value, at, locale);
        }
        let pattern = Pattern::of(self)?;
        let exact = decimal(value)?;
        if pattern.whole.is_empty() && pattern.decimals.is_empty() {
            return Some(Shown::of_text(words(self.tokens.as_slice())));
        }
        let (whole, decimals) = pattern.placed(exact)?;
        // Nothing is shown of the number but what stands around its places.
        if whole.is_empty() && decimals.is_empty() {
            return Some(Shown::of_text(words(self.tokens.as_slice())));
        }
        let is_nothing = whole
            .bytes()
            .chain(decimals.bytes())
            .all(|digit| digit == b'0');
        let mut text = set(&pattern, &whole, &decimals, locale);
        if is_signed && value < 0.0 && !is_nothing {
            text.insert(0, '-');
        }
        let digits = spelt(&whole, &decimals, value < 0.0 && !is_nothing);
        let figure = Plain::read(&digits).map(|_| Figure {
            exact,
            currency: self.currency(),
            is_percent: pattern.percents > 0,
            scale: pattern.scale,
            is_bare: self.is_bare(),
            digits: digits.clone(),
        });
        Some(Shown {
            // A point without decimals behind it would make an item of a list of the number.
            text: text.trim().trim_end_matches(locale.decimal).to_owned(),
            figure,
            day: None,
            is_unread: false,
        })
    }

    fn currency(&self) -> Option<String> {
        self.tokens.iter().find_map(|token| match token {
            Token::Currency(sign) => Some(sign.trim().to_owned()),
            _ => None,
        })
    }

    /// Whether nothing but spaces, brackets and signs stands beside the digits.
    fn is_bare(&self) -> bool {
        self.tokens.iter().all(|token| match token {
            Token::Literal(text) => text
                .chars()
                .all(|c| c == ' ' || c == '\u{a0}' || "()-+−".contains(c)),
            _ => true,
        })
    }

    /// `1.23E+05`: one digit before the point.
    fn by_power(&self, value: f64, at: usize, locale: &Locale<'_>) -> Option<Shown> {
        let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
        let before = &self.tokens[..at];
        let point = before.iter().position(|token| *token == Token::Point);
        let whole = before[..point.unwrap_or(at)]
            .iter()
            .filter(is_digit)
            .count();
        let decimals = before[point.unwrap_or(at)..]
            .iter()
            .filter(is_digit)
            .count();
        let least = self.tokens[at..].iter().filter(is_digit).count();
        if whole != 1 || self.tokens.len() != at + 1 + least {
            return None;
        }
        let text = format!("{value:.decimals$e}");
        let (digits, power) = text.split_once('e')?;
        let (sign, power) = match power.strip_prefix('-') {
            Some(power) => ("-", power),
            None if self.tokens[at] == Token::Exponent(true) => ("+", power),
            None => ("", power),
        };
        let digits = digits.replace('.', &locale.decimal.to_string());
        Some(Shown::of_text(format!("{digits}E{sign}{power:0>least$}")))
    }
}

/// What stands in a code beside its digits; a dash stands for nothing, and would begin a list.
fn words(tokens: &[Token]) -> String {
    let part = |token: &Token| match token {
        Token::Literal(text) | Token::Currency(text) => text.clone(),
        Token::Percent => "%".to_owned(),
        _ => String::new(),
    };
    let text: String = tokens.iter().map(part).collect();
    let is_dash = |text: &str| text.trim_matches(|c: char| c == ' ' || is_currency(c)) == "-";
    match text.trim() {
        text if is_dash(text) => "–".to_owned(),
        text => text.to_owned(),
    }
}

/// The digits in their places, with what stands between and around them.
fn set(pattern: &Pattern<'_>, whole: &str, decimals: &str, locale: &Locale<'_>) -> String {
    let mut text = String::new();
    let (mut place, mut behind) = (0, 0);
    let mut decimal = decimals.chars();
    for token in pattern.tokens {
        match token {
            Token::Literal(literal) | Token::Currency(literal) => text.push_str(literal),
            Token::Percent => text.push('%'),
            Token::Point => {
                if pattern.whole.is_empty() {
                    text.push_str(whole);
                }
                behind += 1;
                if !decimals.is_empty() {
                    text.push(locale.decimal);
                }
            }
            Token::Digit(_) if behind > 0 => text.extend(decimal.next()),
            Token::Digit(_) => {
                let right = pattern.whole.len() - 1 - place;
                let until = whole.len().saturating_sub(right);
                // The first place holds all digits for which there is no other.
                let from = if place == 0 {
                    0
                } else {
                    until.saturating_sub(1)
                };
                let from = if until == 0 { 0 } else { from };
                for (at, digit) in whole[from..until].char_indices() {
                    let left = whole.len() - (from + at);
                    if pattern.is_divided && left.is_multiple_of(3) && from + at > 0 {
                        text.push_str(locale.thousands);
                    }
                    text.push(digit);
                }
                place += 1;
            }
            _ => {}
        }
    }
    text
}

/// In plain decimals.
fn spelt(whole: &str, decimals: &str, is_negative: bool) -> String {
    let sign = if is_negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{decimals}")
    }
}
