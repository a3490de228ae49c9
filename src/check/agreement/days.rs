//! Days in a sentence: `14 November 2026`, `Tuesday, November 14`, `14/11/2026`, `2026-11-14`.
//!
//! In: the tokens of a text. Out: what they say of a day, which may be on no calendar.

use jiff::civil::{Date, Weekday};

use super::tokens::{Token, touch};
use crate::model::dates::MONTHS;

/// A day as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day of the week, if it is said.
    pub weekday: Option<Weekday>,
    /// Of the month; 0 where only the month is said.
    pub day: i8,
    /// From 1.
    pub month: i8,
    /// If it is said.
    pub year: Option<i16>,
    /// Whether the month is a word.
    pub in_words: bool,
}

impl Day {
    /// The day of the calendar.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// Whether no year has such a day, or its own has not.
    pub fn is_impossible(&self) -> bool {
        // A leap year, for a day without a year.
        self.day != 0 && Date::new(self.year.unwrap_or(2024), self.month, self.day).is_err()
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// The name of a day of the week.
pub fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, known)| *known == day)
        .map_or("", |(name, _)| name)
}

/// The name of a month.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// The day of the week that a word names.
pub fn weekday(word: &str) -> Option<Weekday> {
    let short = word.len() >= 3 && word.starts_with(char::is_uppercase) && word.is_ascii();
    let is = |name: &str| name == word || matches!(word.len(), 3..=5) && name.starts_with(word);
    WEEKDAYS
        .iter()
        .find(|(name, _)| short && is(name))
        .map(|(_, day)| *day)
}

/// The month that a word names, from 1; it begins with a capital letter, for “may” and “march” are
/// words of their own.
pub fn month(word: &str) -> Option<i8> {
    let is = |name: &&str| *name == word || matches!(word.len(), 3 | 4) && name.starts_with(word);
    let known = word.starts_with(char::is_uppercase);
    let at = MONTHS.iter().position(|name| known && is(name))?;
    i8::try_from(at + 1).ok()
}

/// Reads the day that begins at a token; gives how many tokens it takes. `day_first` says in which
/// order numbers alone stand.
pub fn read(tokens: &[Token<'_>], day_first: bool) -> Option<(Day, usize)> {
    let (before, weekday) = match tokens.first().and_then(|first| first.known.weekday) {
        Some(day) => {
            let gap = 1 + comma(&tokens[1..]);
            (gap + word(&tokens[gap..], "the"), Some(day))
        }
        None => (0, None),
    };
    let rest = tokens.get(before..)?;
    let (mut day, length) = in_words(rest)
        .or_else(|| month_first(rest))
        .or_else(|| in_figures(rest, day_first))?;
    day.weekday = weekday;
    let mut length = before + length;
    if let (None, Some([open, name, close, ..])) = (day.weekday, tokens.get(length..))
        && open.text == "("
        && close.text == ")"
        && let Some(named) = name.known.weekday
    {
        day.weekday = Some(named);
        length += 3;
    }
    Some((day, length))
}

fn comma(tokens: &[Token<'_>]) -> usize {
    usize::from(
        tokens
            .first()
            .is_some_and(|token| matches!(token.text, "," | ".")),
    )
}

fn word(tokens: &[Token<'_>], wanted: &str) -> usize {
    usize::from(tokens.first().is_some_and(|token| token.is(wanted)))
}

/// The number of a day, with its ending: how many tokens, and which.
fn number(tokens: &[Token<'_>]) -> Option<(i8, usize)> {
    let first = tokens.first()?;
    if !first.is_number() || first.text.len() > 2 {
        return None;
    }
    let day = first.text.parse().ok()?;
    let ending = tokens
        .get(1)
        .filter(|next| touch(first, next) && next.is_any(&["st", "nd", "rd", "th"]));
    let joined = tokens.get(1).is_some_and(|next| {
        touch(first, next) && (next.is_word() || matches!(next.text, "/" | "%"))
    });
    (ending.is_some() || !joined).then_some((day, 1 + usize::from(ending.is_some())))
}

/// The year at a token.
fn year(tokens: &[Token<'_>]) -> Option<i16> {
    let token = tokens.first()?;
    if !token.is_number() || token.text.len() != 4 {
        return None;
    }
    let year = token.text.parse().ok()?;
    (1000..3000).contains(&year).then_some(year)
}

/// The year behind a day, with the comma before it: which, and how many tokens both take.
fn year_behind(tokens: &[Token<'_>]) -> (Option<i16>, usize) {
    let gap = comma(tokens);
    let year = year(&tokens[gap..]);
    (year, year.map_or(0, |_| gap + 1))
}

/// A day whose month is a word.
fn in_month(day: i8, month: i8, year: Option<i16>) -> Day {
    Day {
        weekday: None,
        day,
        month,
        year,
        in_words: true,
    }
}

/// `14 November 2026`, `14th of November`.
fn in_words(tokens: &[Token<'_>]) -> Option<(Day, usize)> {
    let (day, mut length) = number(tokens)?;
    length += word(&tokens[length..], "of");
    let month = tokens.get(length)?.known.month?;
    length += 1;
    let (year, more) = year_behind(&tokens[length..]);
    Some((in_month(day, month, year), length + more))
}

/// `November 14, 2026`.
fn month_first(tokens: &[Token<'_>]) -> Option<(Day, usize)> {
    let month = tokens.first()?.known.month?;
    let dot = usize::from(tokens.get(1).is_some_and(|token| token.text == "."));
    if let Some(year) = year(tokens.get(1 + dot..)?) {
        let behind = tokens.get(2 + dot);
        let joined = behind.is_some_and(|next| matches!(next.text, "/"));
        return (!joined).then_some((in_month(0, month, Some(year)), 2 + dot));
    }
    let (day, length) = number(tokens.get(1 + dot..)?)?;
    let length = 1 + dot + length;
    let (year, more) = year_behind(&tokens[length..]);
    let length = length + more;
    // “In March 20 people came” is no day.
    let counts = year.is_none() && tokens.get(length).is_some_and(Token::is_word);
    (!counts).then_some((in_month(day, month, year), length))
}

/// `14/11/2026`, `2026-11-14`, `14.11.2026`.
fn in_figures(tokens: &[Token<'_>], day_first: bool) -> Option<(Day, usize)> {
    let [first, mark, second, other, third, ..] = tokens else {
        return None;
    };
    if !first.is_number() || !matches!(mark.text, "/" | "-") {
        return None;
    }
    let joined = [
        (first, mark),
        (mark, second),
        (second, other),
        (other, third),
    ]
    .iter()
    .all(|(one, next)| touch(one, next));
    let goes_on = tokens
        .get(5)
        .is_some_and(|next| touch(third, next) && matches!(next.text, "-" | "/"));
    if !joined || goes_on || mark.text != other.text {
        return None;
    }
    let small = |token: &Token<'_>| {
        token
            .text
            .parse::<i8>()
            .ok()
            .filter(|_| token.text.len() < 3)
    };
    let (year, month, day) = match year(tokens) {
        Some(year) if mark.text == "-" && second.text.len() == 2 => {
            (year, small(second)?, small(third)?)
        }
        None if day_first => (self::year(&tokens[4..])?, small(second)?, small(first)?),
        None => (self::year(&tokens[4..])?, small(first)?, small(second)?),
        Some(_) => return None,
    };
    let is_day = (1..=31).contains(&day) && (1..=12).contains(&month);
    is_day.then_some((
        Day {
            weekday: None,
            day,
            month,
            year: Some(year),
            in_words: false,
        },
        5,
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn day(text: &str) -> Option<String> {
        let tokens = tokens(text);
        let (day, length) = read(&tokens, true)?;
        let weekday = day.weekday.map(weekday_name).unwrap_or_default();
        Some(format!(
            "{weekday} {}.{}.{:?} {length}",
            day.day, day.month, day.year
        ))
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for (text, meant) in [
            ("Tuesday 14 November 2026", "Tuesday 14.11.Some(2026) 4"),
            (
                "Tuesday, the 14th of November, 2026.",
                "Tuesday 14.11.Some(2026) 9",
            ),
            ("Tue 3 Mar", "Tuesday 3.3.None 3"),
            ("November 14, 2026", " 14.11.Some(2026) 4"),
            ("14/11/2026", " 14.11.Some(2026) 5"),
            ("2026-11-14", " 14.11.Some(2026) 5"),
            ("3 March 2026 (Tuesday)", "Tuesday 3.3.Some(2026) 6"),
            ("March 2026", " 0.3.Some(2026) 2"),
        ] {
            assert_eq!(day(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn other_words_and_numbers_are_no_days() {
        for text in [
            "3 may come",
            "March 20 people",
            "14 homes",
            "Sundry 3 March",
            "2016/17",
            "Monday mornings",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
