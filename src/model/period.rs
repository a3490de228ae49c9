//! Times as people write them in plans: a day, a month, “Spring 2018”, “Q3 2017/18”, “2020/21”, “by
//! the end of 2019”. Each is a first and a last day, so that a picture can give it its place. What
//! cannot be read is no time, and nobody guesses.
//!
//! English words only. A financial year begins in April, as that of British public bodies does.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

/// A stretch of time, from the first to the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub first: Date,
    pub last: Date,
}

/// The first month of a financial year.
const APRIL: i32 = 4;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The first month of each season; winter runs into the next year.
const SEASONS: [(&str, i32); 5] = [
    ("spring", 3),
    ("summer", 6),
    ("autumn", 9),
    ("fall", 9),
    ("winter", 12),
];

/// A pattern that cannot be compiled matches nothing; a test sees to it that each can.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// 2017-04, 2017-04-01.
static ISO: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?$"));

/// 01/04/2017, 1.4.2017: the day comes first.
static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$"));

/// Two years, or a year alone: 2017/18, 2017-2021, 2020.
static YEARS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\b(\d{4})(?:\s*([/–-]|to)\s*(\d{4}|\d{2}))?\b"));

/// Q3, H1, quarter 3.
static PART: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\b(q|h|quarter|half)\s*([1-4])\b"));

/// The word for a month, or its beginning.
static MONTH: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*)\b"));

/// The day of a month: 20 February, 1st of May.
static DAY_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    )
});

impl Period {
    /// A single day.
    pub fn day(date: Date) -> Self {
        Self {
            first: date,
            last: date,
        }
    }

    /// Reads a time; `None` if the text is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        exact(&text)
            .or_else(|| day(&text))
            .or_else(|| in_words(&text))
    }

    /// Months, counted through the years, from the first month of a year.
    fn months(year: i32, month: i32, count: i32) -> Option<Self> {
        let first = first_of(year, month)?;
        let last = first_of(year, month + count)?.yesterday().ok()?;
        Some(Self { first, last })
    }
}

/// The first day of a month; the month may lie in a later year.
pub fn first_of(year: i32, month: i32) -> Option<Date> {
    let year = i16::try_from(year + (month - 1).div_euclid(12)).ok()?;
    let month = i8::try_from((month - 1).rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

fn number(text: &str) -> Option<i32> {
    text.parse().ok()
}

fn exact(text: &str) -> Option<Period> {
    let found = ISO.as_ref()?.captures(text)?;
    match found.get(3) {
        Some(_) => text.parse().ok().map(Period::day),
        None => Period::months(number(&found[1])?, number(&found[2])?, 1),
    }
}

fn day(text: &str) -> Option<Period> {
    let found = DAY.as_ref()?.captures(text)?;
    Date::new(
        found[3].parse().ok()?,
        found[2].parse().ok()?,
        found[1].parse().ok()?,
    )
    .ok()
    .map(Period::day)
}

/// The years that a text names: the first, how many, and whether it is one financial year.
struct Years {
    year: i32,
    count: i32,
    financial: bool,
}

fn years(text: &str) -> Option<Years> {
    let mut all = YEARS.as_ref()?.captures_iter(text);
    let found = all.next()?;
    let year = number(&found[1]).filter(|year| (1900..2200).contains(year))?;
    let Some(second) = found.get(3) else {
        // “April 2017 to March 2018” names two years; more are no time.
        return match (all.next().and_then(|other| number(&other[1])), all.next()) {
            (None, _) => Some(Years {
                year,
                count: 1,
                financial: false,
            }),
            (Some(other), None) if other > year && other < year + 100 => Some(Years {
                year,
                count: other - year + 1,
                financial: false,
            }),
            _ => None,
        };
    };
    let second = match second.as_str() {
        short if short.len() == 2 => year - year % 100 + number(short)?,
        long => number(long)?,
    };
    let slash = &found[2] == "/" || found[3].len() == 2;
    (second > year && second < year + 100).then_some(Years {
        year,
        count: second - year + 1,
        financial: slash && second == year + 1,
    })
}

fn in_words(text: &str) -> Option<Period> {
    let years = years(text)?;
    named_month(text, &years)
        .or_else(|| season(text, &years))
        .or_else(|| part(text, &years))
        .or_else(|| whole(text, &years))
}

/// “20 February 2017”, “April 2018”, “March–June 2018”, “October 2017 to March 2018”.
fn named_month(text: &str, years: &Years) -> Option<Period> {
    let mut names = MONTH
        .as_ref()?
        .captures_iter(text)
        .filter_map(|found| month_of(&found[1]));
    let first = names.next()?;
    let second = names.next();
    let day = DAY_OF
        .as_ref()?
        .captures(text)
        .and_then(|found| number(&found[1]));
    if let (Some(day), None) = (day, second) {
        return Date::new(
            i16::try_from(years.year).ok()?,
            i8::try_from(first).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()
        .map(Period::day);
    }
    // A month of a financial year lies in its second half if it comes before April.
    let year = if years.financial && first < APRIL {
        years.year + 1
    } else {
        years.year
    };
    let span = match second {
        Some(second) if years.count > 1 && !years.financial => {
            second - first + 12 * (years.count - 1)
        }
        Some(second) => (second - first).rem_euclid(12),
        None => 0,
    };
    Period::months(year, first, span + 1)
}

fn month_of(name: &str) -> Option<i32> {
    MONTHS
        .iter()
        .position(|month| *month == name)
        .and_then(|at| i32::try_from(at + 1).ok())
}

fn season(text: &str, years: &Years) -> Option<Period> {
    let (_, month) = SEASONS.iter().find(|(name, _)| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| word == *name)
    })?;
    // Spring of 2017/18 is that of 2018.
    let year = if years.financial && *month < APRIL {
        years.year + 1
    } else {
        years.year
    };
    Period::months(year, *month, 3)
}

/// “Q3 2017/18”, “H1 2019”.
fn part(text: &str, years: &Years) -> Option<Period> {
    let found = PART.as_ref()?.captures(text)?;
    let index = number(&found[2])?;
    let length = if found[1].starts_with('q') { 3 } else { 6 };
    let start = if years.financial { APRIL } else { 1 };
    (index * length <= 12)
        .then(|| Period::months(years.year, start + (index - 1) * length, length))?
}

/// A whole year, or its beginning, middle or end.
fn whole(text: &str, years: &Years) -> Option<Period> {
    let start = if years.financial { APRIL } else { 1 };
    let length = if years.financial {
        12
    } else {
        12 * years.count
    };
    let says = |words: &[&str]| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| words.contains(&word))
    };
    let known = [
        "by",
        "in",
        "to",
        "of",
        "the",
        "end",
        "late",
        "early",
        "mid",
        "beginning",
        "start",
        "year",
        "fy",
        "from",
        "during",
    ];
    let strange = text
        .split(|c: char| !c.is_alphabetic())
        .any(|word| !word.is_empty() && !known.contains(&word));
    if strange {
        return None;
    }
    if says(&["end", "late"]) {
        Period::months(years.year, start + length - 3, 3)
    } else if says(&["early", "beginning", "start"]) {
        Period::months(years.year, start, 3)
    } else if says(&["mid"]) {
        Period::months(years.year, start + length / 2 - 2, 4)
    } else {
        Period::months(years.year, start, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Period::parse(text).map_or_else(
            || "none".to_owned(),
            |period| format!("{}..{}", period.first, period.last),
        )
    }

    #[test]
    fn every_pattern_is_one() {
        let all = [&ISO, &DAY, &YEARS, &PART, &MONTH, &DAY_OF];
        assert!(all.iter().all(|pattern| pattern.is_some()));
    }

    #[test]
    fn days_and_months_are_read_however_they_are_written() {
        for text in [
            "2017-02-20",
            "20/02/2017",
            "20 February 2017",
            "by 20th of Feb 2017",
        ] {
            assert_eq!(read(text), "2017-02-20..2017-02-20", "{text}");
        }
        assert_eq!(read("2018-04"), "2018-04-01..2018-04-30");
        assert_eq!(read("April 2018"), "2018-04-01..2018-04-30");
        assert_eq!(read("end of March 2018"), "2018-03-01..2018-03-31");
        assert_eq!(read("March–June 2018"), "2018-03-01..2018-06-30");
        assert_eq!(read("October 2017 to March 2018"), "2017-10-01..2018-03-31");
        assert_eq!(read("January 2017/18"), "2018-01-01..2018-01-31");
    }

    #[test]
    fn seasons_quarters_and_halves_are_stretches_of_a_year() {
        assert_eq!(read("Spring 2018"), "2018-03-01..2018-05-31");
        assert_eq!(read("winter 2017/18"), "2017-12-01..2018-02-28");
        assert_eq!(read("Q3 2017"), "2017-07-01..2017-09-30");
        assert_eq!(read("Q3 2017/18"), "2017-10-01..2017-12-31");
        assert_eq!(read("2018 H2"), "2018-07-01..2018-12-31");
        assert_eq!(read("H3 2018"), "none");
    }

    #[test]
    fn years_are_calendar_years_or_financial_years() {
        assert_eq!(read("2020"), "2020-01-01..2020-12-31");
        assert_eq!(read("by the end of 2018"), "2018-10-01..2018-12-31");
        assert_eq!(read("early 2018"), "2018-01-01..2018-03-31");
        assert_eq!(read("2020/21"), "2020-04-01..2021-03-31");
        assert_eq!(read("FY 2020-21"), "2020-04-01..2021-03-31");
        assert_eq!(read("end of 2020/21"), "2021-01-01..2021-03-31");
        assert_eq!(read("2017–2021"), "2017-01-01..2021-12-31");
        assert_eq!(read("1999/00"), "none");
    }

    #[test]
    fn other_words_are_no_time() {
        for text in [
            "",
            "TBC",
            "soon",
            "Phase 2",
            "when the 2018 review ends",
            "2018 2019 2020",
            "31 February 2018",
            "2018-13",
        ] {
            assert_eq!(read(text), "none", "{text}");
        }
    }
}
