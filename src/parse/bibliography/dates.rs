//! Days and years as people write them into bibliographies. In: the words of a field. Out: a date
//! that a style can set, or the words as they are.
//!
//! biblatex 0.12 reads the forms of ISO 8601 alone, and takes a part of what it cannot read:
//! `2015/16` was 2016 in one field and 2015 in another.

use hayagriva::types::Date;

/// The months as bibliographies write them, in whatever language their titles are.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// When something was published, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenYear {
    /// As its author wrote it: `2015/16`, `n.d.`, `forthcoming`.
    pub text: String,
    /// The first year in it, for sorting; none sorts last.
    pub year: Option<i32>,
}

/// What the fields say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issued {
    Date(Date),
    Written(WrittenYear),
    /// Nobody wrote it.
    Missing,
}

/// What `date`, or else `year` with `month` and `day`, say.
pub fn issued(date: &str, year: &str, month: &str, day: &str) -> Issued {
    let (date, year) = (date.trim(), year.trim());
    if !date.is_empty() {
        return whole(date).map_or_else(|| written(date), Issued::Date);
    }
    if year.is_empty() {
        return Issued::Missing;
    }
    match plain_year(year) {
        Some(year) => Issued::Date(Date {
            month: month_of(month),
            day: day_of(day).filter(|_| month_of(month).is_some()),
            ..of_year(year)
        }),
        // `2010-11` is a financial year here: a month has a field of its own.
        None if year.contains(|c: char| c.is_alphabetic()) => {
            whole(year).map_or_else(|| written(year), Issued::Date)
        }
        None => written(year),
    }
}

/// Whether a date is written in figures from which nobody can tell what is meant, such as `3/4/2015`
/// or `2015-13-01`: not one of two years, and no date that exists.
pub fn is_unclear(text: &str) -> bool {
    let text = text.trim();
    let is_figures = text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '–' | '.'));
    let parts: Vec<&str> = text
        .split(['/', '-', '–', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let is_years = matches!(parts.as_slice(), [first, rest @ ..]
        if first.len() == 4 && rest.len() < 2 && rest.iter().all(|last| matches!(last.len(), 2 | 4)));
    is_figures && !is_years && whole(text).is_none() && range(text).is_none()
}

fn written(text: &str) -> Issued {
    if is_unclear(text)
        && let Some(year) = year_in(text)
    {
        return Issued::Date(of_year(year));
    }
    let text = range(text).unwrap_or_else(|| text.to_owned());
    Issued::Written(WrittenYear {
        year: year_in(&text),
        text,
    })
}

/// The first four digits.
fn year_in(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .find_map(plain_year)
}

/// `2015-04-01/2017-03-31` is “2015–2017”, and `2015/` “2015–”; what is written with years alone
/// stays as it is.
fn range(text: &str) -> Option<String> {
    let (from, to) = text.split_once('/')?;
    let from = iso(from)?;
    if matches!(to, "" | "..") {
        return Some(format!("{}–", from.year));
    }
    let to = iso(to)?;
    let has_months = from.month.is_some() && to.month.is_some();
    if !has_months {
        return None;
    }
    Some(if from.year == to.year {
        from.year.to_string()
    } else {
        format!("{}–{}", from.year, to.year)
    })
}

/// A date in one of the usual forms: `2020-05-03`, `2020-05`, `2020`, `3 May 2020`, `May 3, 2020`,
/// `May 2020`, `3/5/2020` (the day first, unless that cannot be), `3.5.2020`; with `~` or `?` behind
/// it, about then.
pub fn whole(text: &str) -> Option<Date> {
    let text = text.trim();
    let bare = text.trim_end_matches(['~', '?', '%']);
    let date = iso(bare)
        .or_else(|| in_words(bare))
        .or_else(|| in_figures(bare))?;
    Some(Date {
        approximate: bare.len() < text.len(),
        ..date
    })
}

fn of_year(year: i32) -> Date {
    Date {
        year,
        month: None,
        day: None,
        approximate: false,
        season: None,
    }
}

/// Four digits; the year 0 is none.
fn plain_year(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && *year > 0)
}

/// A month that exists, counted from 0.
fn month_number(text: &str) -> Option<u8> {
    let month: u8 = text.parse().ok()?;
    (1..=12).contains(&month).then(|| month - 1)
}

/// A day, counted from 0.
fn day_of(text: &str) -> Option<u8> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &text[digits.len()..];
    if !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    let day: u8 = digits.parse().ok()?;
    (1..=31).contains(&day).then(|| day - 1)
}

/// `2020-05-03`, perhaps with a time behind it, `2020-05`, `2020`.
fn iso(text: &str) -> Option<Date> {
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    let mut parts = day.split('-');
    let mut date = of_year(plain_year(parts.next()?)?);
    let two = |part: &str| part.len() == 2;
    if let Some(month) = parts.next() {
        date.month = Some(month_number(month).filter(|_| two(month))?);
    }
    if let Some(day) = parts.next() {
        date.day = Some(day_of(day).filter(|_| two(day))?);
    }
    (parts.next().is_none()).then_some(date).filter(exists)
}

/// `3 May 2020`, `3rd May, 2020`, `Sunday 3 May 2020`, `May 3, 2020`, `May 2020`.
fn in_words(text: &str) -> Option<Date> {
    let mut words: Vec<&str> = text
        .split([' ', ',', '\u{a0}', '-', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 2 && is_weekday(words[0]) {
        words.remove(0);
    }
    let (month, day, year) = match words.as_slice() {
        [month, year] => (month_named(month)?, None, year),
        [day, month, year] if month_named(month).is_some() => {
            (month_named(month)?, Some(*day), year)
        }
        [month, day, year] => (month_named(month)?, Some(*day), year),
        _ => return None,
    };
    let date = Date {
        month: Some(month),
        ..of_year(plain_year(year)?)
    };
    match day {
        None => Some(date),
        Some(day) => Some(Date {
            day: Some(day_of(day)?),
            ..date
        })
        .filter(exists),
    }
}

/// `13/5/2020`, `5/13/2020`, `13.5.2020`: only where it is plain which is the day.
fn in_figures(text: &str) -> Option<Date> {
    let sign = ['/', '.'].into_iter().find(|sign| text.contains(*sign))?;
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let year = of_year(plain_year(year)?);
    let of = |day: &str, month: &str| {
        let date = Date {
            month: Some(month_number(month)?),
            day: Some(day_of(day)?),
            ..year
        };
        Some(date).filter(exists)
    };
    match (of(first, second), of(second, first)) {
        // Points stand only in dates that begin with the day.
        (Some(date), _) if sign == '.' => Some(date),
        (Some(date), Some(other)) => (date == other).then_some(date),
        (date, other) => date.or(other),
    }
}

fn exists(date: &Date) -> bool {
    let (Some(month), Some(day)) = (date.month, date.day) else {
        return true;
    };
    let part = |number: u8| i8::try_from(number + 1).unwrap_or_default();
    let year = i16::try_from(date.year).unwrap_or_default();
    jiff::civil::Date::new(year, part(month), part(day)).is_ok()
}

/// A month by its number or its name, counted from 0.
fn month_of(text: &str) -> Option<u8> {
    month_number(text.trim()).or_else(|| month_named(text))
}

/// A month by its English name, or the beginning of it.
fn month_named(text: &str) -> Option<u8> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let is_month = |name: &&str| **name == text || name.get(..3) == Some(&text);
    let found = MONTHS.iter().position(is_month);
    let found = found.or_else(|| (text == "sept").then_some(8));
    found.and_then(|at| u8::try_from(at).ok())
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let word = word.to_lowercase();
    DAYS.iter().any(|day| word.starts_with(day))
}
