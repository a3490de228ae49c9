//! Days in figures that are on no calendar: `31/11/2026`, and `05/20/2026` in a document that
//! writes the day first.
//!
//! In: the running text of a document, fields and bodies, without code and addresses. Out: a
//! warning at each such day, which says what it would be if the month stood first. A day that
//! exists in the order of the document's language is left alone; nobody can tell from `05/06/2026`
//! alone which order its author had in mind.

use jiff::civil::Date;

use super::Scope;
use super::flatten::Flat;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Cause, Diagnostic, Report};
use crate::model::dates::MONTHS;
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{Body, Inline};
use crate::source::Span;

/// Tags of the languages that write the month first (CLDR, short dates).
const MONTH_FIRST: [&str; 3] = ["en-US", "en-PH", "es-PA"];

/// `figures/impossible-date`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let month_first = is_month_first(&scope.document.manifest.language);
    let mut look = |content: &[Inline]| run(content, month_first, report);
    field(&scope.document.manifest.fields, &mut look);
    for card in scope.cards_where(|text| days(text).next().is_some()) {
        field(&card.fields, &mut look);
        body(&card.body, &mut look);
    }
}

/// Values that are no dates for a key or a placeholder that wants one: that they are on no calendar
/// is told there.
pub struct WrongDates(Vec<Span>);

impl WrongDates {
    /// Those that a report tells of.
    pub fn of(report: &Report) -> Self {
        let told = report.diagnostics().iter();
        let told = told.filter(|one| WRONG.iter().any(|rule| one.is(*rule)));
        let mut places: Vec<Span> = told.filter_map(Diagnostic::span).collect();
        places.sort_unstable();
        Self(places)
    }
}

impl Cause for WrongDates {
    fn explains(&self, finding: &Diagnostic) -> bool {
        let Some(place) = finding
            .span()
            .filter(|_| finding.is(rules::figures::IMPOSSIBLE_DATE))
        else {
            return false;
        };
        let is_before = |one: &Span| (one.source, one.start) <= (place.source, place.start);
        let before = self.0.partition_point(is_before);
        before > 0 && self.0[before - 1].contains(place)
    }
}

const WRONG: [Rule; 3] = [
    rules::schema::INVALID_DATE,
    rules::version::INVALID_DATE,
    rules::placeholder::INVALID_DUE,
];

/// Whether a language writes the month before the day, by its BCP 47 tag.
pub fn is_month_first(language: &str) -> bool {
    MONTH_FIRST
        .iter()
        .any(|tag| tag.eq_ignore_ascii_case(language))
}

fn field(whole: &Field, look: &mut impl FnMut(&[Inline])) {
    whole.walk(&mut |field| match &field.value {
        FieldValue::Inline(content) => look(content),
        FieldValue::Blocks(blocks) => body(blocks, look),
        _ => {}
    });
}

fn body(body: &Body, look: &mut impl FnMut(&[Inline])) {
    body.walk(&mut |block| block.kind.runs().iter().for_each(|run| look(run)));
}

fn run(content: &[Inline], month_first: bool, report: &mut Report) {
    let flat = Flat::of(content);
    for day in days(&flat.text) {
        let Some((message, help)) = fault(&day, month_first) else {
            continue;
        };
        let Some(span) = flat.span(day.at..day.at + day.written.len()) else {
            continue;
        };
        report.push(rules::figures::IMPOSSIBLE_DATE.at(span, message).help(help));
    }
}

/// A day in figures: as it is written, where, and its three numbers.
struct Day<'a> {
    at: usize,
    written: &'a str,
    first: i8,
    second: i8,
    year: i16,
}

/// The days in figures of a text: one or two digits, again so many, and four for the year, with
/// slashes, hyphens or full stops between.
fn days(text: &str) -> impl Iterator<Item = Day<'_>> {
    memchr::memchr3_iter(b'/', b'-', b'.', text.as_bytes()).filter_map(|mark| day_at(text, mark))
}

/// The day whose first mark stands here.
fn day_at(text: &str, mark: usize) -> Option<Day<'_>> {
    let bytes = text.as_bytes();
    let first = bytes[..mark]
        .iter()
        .rev()
        .take(3)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if !(1..=2).contains(&first) {
        return None;
    }
    let second = digits(&bytes[mark + 1..]);
    let other = mark + 1 + second;
    let year = bytes
        .get(other)
        .filter(|byte| **byte == bytes[mark])
        .map(|_| digits(&bytes[other + 1..]))?;
    let (at, end) = (mark - first, other + 1 + year);
    if !(1..=2).contains(&second) || year != 4 || joined(&text[..at], &text[end..]) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse().ok();
    let (first, second) = (number(at..mark)?, number(mark + 1..other)?);
    Some(Day {
        at,
        written: &text[at..end],
        first,
        second,
        year: text[other + 1..end].parse().ok()?,
    })
}

/// How many digits stand at the start, up to five.
fn digits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

/// Whether what stands before or behind makes it part of a number, a reference or a name.
fn joined(before: &str, after: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || "/-_=".contains(c);
    let decimals = after
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    before.ends_with(part) || before.ends_with('.') || after.starts_with(part) || decimals
}

/// What is wrong with a day, and what to do; nothing if it exists. Noughts are a day that is still
/// to be filled in.
fn fault(day: &Day<'_>, month_first: bool) -> Option<(String, String)> {
    let &Day {
        written,
        first,
        second,
        year,
        ..
    } = day;
    let (number, month) = if month_first {
        (second, first)
    } else {
        (first, second)
    };
    if Date::new(year, month, number).is_ok() || first == 0 || second == 0 {
        return None;
    }
    if Date::new(year, number, month).is_ok() {
        let meant = format!("{month} {} {year}", name(number));
        let order = if month_first { "month" } else { "day" };
        let mark = written.chars().find(|c| !c.is_ascii_digit()).unwrap_or('/');
        let turned = format!("{second:02}{mark}{first:02}{mark}{year}");
        let message = format!("`{written}` has no month {month}; is {meant} meant?");
        return Some((
            message,
            format!("write `{meant}`, or the {order} first: `{turned}`"),
        ));
    }
    let message = match MONTHS.get(usize::try_from(month - 1).unwrap_or(usize::MAX)) {
        Some(month) => format!("`{written}` is on no calendar: {month} has no day {number}"),
        None => format!("`{written}` is on no calendar"),
    };
    Some((
        message,
        "write the day that is meant, with its month in words".to_owned(),
    ))
}

/// The name of a month that exists.
fn name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str, month_first: bool) -> Vec<String> {
        days(text)
            .filter_map(|day| fault(&day, month_first))
            .map(|(message, _)| message)
            .collect()
    }

    #[test]
    fn a_day_that_exists_in_the_order_of_the_language_is_left_alone() {
        assert!(faults("On 20/05/2026, 5/6/2026 and 29/02/2024.", false).is_empty());
        assert!(faults("On 05/20/2026 and 5/6/2026.", true).is_empty());
    }

    #[test]
    fn the_other_order_is_asked_about() {
        assert_eq!(
            faults("By 05/20/2026.", false),
            ["`05/20/2026` has no month 20; is 20 May 2026 meant?"]
        );
        assert_eq!(faults("By 05-20-2026, by 05.20.2026.", false).len(), 2);
        assert_eq!(
            faults("By 20/05/2026.", true),
            ["`20/05/2026` has no month 20; is 20 May 2026 meant?"]
        );
    }

    #[test]
    fn a_day_of_no_calendar_is_named() {
        assert_eq!(
            faults("31/11/2026", false),
            ["`31/11/2026` is on no calendar: November has no day 31"]
        );
        assert_eq!(
            faults("29/02/2023", false),
            ["`29/02/2023` is on no calendar: February has no day 29"]
        );
        assert_eq!(
            faults("45/13/2026", false),
            ["`45/13/2026` is on no calendar"]
        );
    }

    #[test]
    fn other_figures_with_slashes_are_no_days() {
        for text in [
            "2016/17/18",
            "1/13/20261",
            "v1/13/2026",
            "HWB/31/13/2026",
            "00/00/2018",
            "31/13/26",
            "1/2",
            "/31/2026",
            "31/13/2026/a",
            "13/31/2026-a",
            "1.2.31.2026",
            "12.31.2026.pdf",
            "31-13/2026",
        ] {
            assert!(faults(text, false).is_empty(), "{text}");
        }
    }
}
