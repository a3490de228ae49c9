//! Dates: those never filled in (`dd/mm/yyyy` where a day belongs), and those that make a phrase a
//! commitment.

use super::context::{Context, Hit, in_word, one_of, words};
use super::lexicon::MONTHS;

/// Small words that lead to a date.
const LEADING: &[&str] = &[
    "by",
    "before",
    "until",
    "in",
    "during",
    "within",
    "from",
    "on",
    "at",
    "over",
    "throughout",
    "after",
    "following",
    "every",
];

/// Words for a time, beside months and digits.
const PERIODS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "winter",
    "quarter",
    "end",
    "year",
    "month",
    "week",
    "start",
    "close",
    "early",
    "late",
    "mid",
    "today",
    "now",
    "annually",
    "quarterly",
    "monthly",
    "weekly",
];

/// Whether words commit to a day or a period: `by March 2018`, `in 2019/20`, `before the end of the
/// year`.
pub fn commits(text: &str) -> bool {
    let all: Vec<&str> = words(text).collect();
    (0..all.len()).any(|at| {
        one_of(all[at], LEADING) && all[at + 1..].iter().take(3).any(|word| names_a_time(word))
    })
}

/// Whether a word is a month, a period, or begins with a digit.
pub fn names_a_time(word: &str) -> bool {
    let quarter = word.len() == 2 && word.starts_with(['Q', 'q']);
    word.starts_with(|c: char| c.is_ascii_digit())
        || quarter && word.ends_with(|c: char| c.is_ascii_digit())
        || one_of(word, MONTHS)
        || one_of(word, PERIODS)
}

/// Judges the letters of a date format: a gap, unless the text explains the format or a form shows
/// it.
pub fn format(ctx: &Context<'_>) -> Option<Hit> {
    let left = ctx.left().to_ascii_lowercase();
    let right = ctx.right().to_ascii_lowercase();
    let explained = shows_format(&left, &right)
        || left.trim_end().ends_with(" as")
        || ctx.before() == Some('(') && !left.ends_with("(date: (");
    let length = ctx
        .right()
        .find(|c| !in_word(c))
        .unwrap_or(ctx.right().len());
    let end = ctx.range.end + ctx.right()[..length].trim_end_matches(['-', '/']).len();
    (!explained && !ctx.quoted()).then(|| ctx.hit_as(ctx.code, ctx.range.start..end))?
}

/// Whether the words near a date speak about how dates are written. Both texts are in small
/// letters.
fn shows_format(left: &str, right: &str) -> bool {
    let left = &left[left.ceil_char_boundary(left.len().saturating_sub(80))..];
    let right = &right[..right.floor_char_boundary(right.len().min(40))];
    let explained = ["such as", "e.g.", "in the form ", " enter "]
        .iter()
        .any(|words| left.contains(words));
    let format =
        |text: &str| words(text).any(|word| one_of(word, &["format", "formats", "formatted"]));
    explained || format(left) || format(right)
}
