//! `figures/count`, of what stands right below: “the following four priorities:” above a list of five,
//! or above a table of five rows. In: a passage. Out: a warning at the number.

use rust_decimal::Decimal;

use super::figure::{Hedge, Kind};
use super::passage::{Below, Passage};
use super::reader::{Item, What};
use super::tokens::Token;
use crate::diagnostic::{Report, rules};

/// Units of time and measure, which a list does not count out.
const MEASURES: [&str; 24] = [
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "people",
    "times",
    "pounds",
    "miles",
    "staff",
    "places",
    "homes",
    "children",
    "pages",
    "points",
    "words",
    "metres",
    "residents",
    "households",
    "women",
    "men",
    "kilometres",
    "beds",
];

/// `figures/count`, of what stands right below: “the following four priorities:” above five.
pub fn check(passage: &Passage<'_>, report: &mut Report) {
    let Some((below, colon)) = passage.below.zip(passage.tokens.last()) else {
        return;
    };
    if colon.text != ":" {
        return;
    }
    let last = passage.tokens.len() - 1..passage.tokens.len();
    let start = passage.bounds.sentence(&last).start;
    let counts: Vec<&Item> = passage
        .items
        .iter()
        .filter(|item| item.first >= start && matches!(item.what, What::Figure(_)))
        .collect();
    let [item] = counts.as_slice() else { return };
    let Some(figure) = item
        .figure()
        .filter(|figure| figure.kind == Kind::Count && figure.hedge == Hedge::Exact)
    else {
        return;
    };
    let behind = &passage.tokens[item.end..];
    if !announces(passage, item, behind)
        || figure.value == Decimal::from(below.count)
        || !is_near(figure.value, below)
    {
        return;
    }
    let Some(span) = passage.flat.span(figure.range.clone()) else {
        return;
    };
    let written = &passage.flat.text[figure.range.clone()];
    let what = if below.is_table {
        "the table below has"
    } else {
        "the list below has"
    };
    let message = format!("`{written}` is announced, and {what} {}", below.count);
    let diagnostic = rules::figures::COUNT
        .at(span, message)
        .related(below.span, "these are meant");
    report.push(diagnostic.help(format!(
        "write {}, or make the list what the sentence says",
        below.count
    )));
}

/// A table may have a row of totals; a list of twice as many is another one.
fn is_near(value: Decimal, below: Below) -> bool {
    let count = Decimal::from(below.count);
    let one_more = below.is_table && value + Decimal::ONE == count;
    !one_more && value * Decimal::TWO >= count && value <= count * Decimal::TWO && below.count > 1
}

/// Whether a sentence says that what it counts comes now.
fn announces(passage: &Passage<'_>, item: &Item, behind: &[Token<'_>]) -> bool {
    let words: Vec<&Token<'_>> = behind.iter().take_while(|token| token.is_word()).collect();
    let Some(noun) = words.iter().take(5).position(|token| token.known.is_plural) else {
        return false;
    };
    if words[noun].is_any(&MEASURES) {
        return false;
    }
    let following = passage.tokens[..item.first]
        .iter()
        .rev()
        .take(2)
        .any(|token| token.is("following"))
        || words[..noun].iter().any(|token| token.is("following"));
    let rest = &behind[noun + 1..];
    let led = passage.tokens[..item.first].last().is_some_and(|token| {
        token.is_any(&[
            "make",
            "have",
            "has",
            "set",
            "propose",
            "identified",
            "agreed",
            "are",
            "were",
            "face",
            "need",
            "see",
            "want",
            "offer",
            "through",
            "on",
            "under",
            "into",
            "through",
            "by",
            "with",
            "our",
            "these",
        ])
    });
    let these = passage.tokens[..item.first]
        .last()
        .is_some_and(|token| token.is("these"));
    let ends = |rest: &[Token<'_>]| match rest {
        [colon] => colon.text == ":",
        [word, colon] => {
            colon.text == ":" && word.is_any(&["are", "below", "namely", "include", "were"])
        }
        [one, two, colon] => {
            colon.text == ":"
                && (one.is("as") && two.is("follows")
                    || one.is("set") && two.is("out")
                    || two.is("below")
                    || one.is("are") && two.is_word())
        }
        _ => false,
    };
    let brief = rest.len() <= 5;
    let short = rest.len() <= 8
        && rest.last().is_some_and(|token| token.text == ":")
        && rest
            .iter()
            .all(|token| token.is_word() || token.text == ":");
    let are = rest
        .iter()
        .rev()
        .nth(1)
        .is_some_and(|token| token.is_any(&["are", "is"]));
    let of = passage.tokens[..item.first]
        .iter()
        .rev()
        .take(1)
        .any(|token| token.is_any(&["of", "than", "past", "last", "next", "other"]));
    !of && (following
        || these && rest.last().is_some_and(|token| token.text == ":")
        || ends(rest)
        || short && brief && led
        || short && are
        || short && rest.iter().any(|token| token.is("this") || token.is("our")))
}
