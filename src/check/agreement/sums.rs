//! `figures/contradiction`, within a sentence: figures and their total. “£3m and £4m, £8m in total”,
//! “a total of £8m: £3m for homes and £4m for roads”.
//!
//! In: a passage. Out: a warning at the total that its parts do not add up to. Whatever else the
//! sentence does with its figures (it compares them, or takes some away) keeps it from being read.

use std::ops::Range;

use rust_decimal::Decimal;

use super::figure::{Figure, Hedge, Kind, spoken};
use super::passage::Passage;
use super::reader::{Item, What};
use super::tokens::Token;
use crate::diagnostic::{Report, rules};

/// Words that say that a sentence does not add up.
pub const NO_SUM: [&str; 39] = [
    "rose",
    "rise",
    "fell",
    "fall",
    "increase",
    "increased",
    "decrease",
    "decreased",
    "reduction",
    "reduced",
    "than",
    "compared",
    "less",
    "minus",
    "of which",
    "which",
    "including",
    "per",
    "each",
    "average",
    "remaining",
    "against",
    "up",
    "down",
    "originally",
    "previously",
    "between",
    "within",
    "every",
    "grew",
    "while",
    "whereas",
    "but",
    "offset",
    "saving",
    "savings",
    "instead",
    "out",
    "leaving",
];

/// `figures/contradiction`.
pub fn check(passage: &Passage<'_>, report: &mut Report) {
    let mut at = 0;
    while at < passage.tokens.len() {
        let whole = passage.bounds.sentence(&(at..at + 1));
        of_sentence(passage, whole.clone(), report);
        at = whole.end.max(at) + 1;
    }
}

fn of_sentence(passage: &Passage<'_>, sentence: Range<usize>, report: &mut Report) {
    let items = passage.items_in(&sentence);
    let amounts: Vec<(&Item, &Figure)> = items
        .iter()
        .filter_map(|item| Some((item, item.figure()?)))
        .collect();
    if amounts.len() < 3 || !can_be_added(passage, items, &amounts) {
        return;
    }
    let tokens = &passage.tokens[sentence.clone()];
    let divided = of_which(passage, &amounts, &sentence);
    let total = if divided {
        Some(0)
    } else if compares(tokens) {
        None
    } else {
        total_at(passage, &amounts, &sentence)
    };
    let Some(total) = total else { return };
    let mut parts: Vec<&Figure> = amounts.iter().map(|(_, figure)| *figure).collect();
    let stated = parts.remove(total);
    let text = &passage.flat.text;
    let message = disagreement(&parts, stated, text);
    let Some((message, span)) = message.zip(passage.flat.span(stated.range.clone())) else {
        return;
    };
    let mut diagnostic = rules::figures::CONTRADICTION.at(span, message);
    let first = passage.flat.span(parts[0].range.clone());
    if let Some(first) = first {
        diagnostic = diagnostic.related(first, "the first of its parts");
    }
    report.push(diagnostic.help(if divided {
        "correct the whole, or one of its parts; if it has other parts too, say so"
    } else {
        "correct the total, or one of its parts"
    }));
}

/// Whether the figures of a sentence are exact, and all of one sort.
fn can_be_added(passage: &Passage<'_>, items: &[Item], amounts: &[(&Item, &Figure)]) -> bool {
    let shares = items
        .iter()
        .any(|item| matches!(item.what, What::Share(..)));
    let kind = amounts[0].1.kind;
    let sure = |figure: &Figure| {
        figure.kind == kind && matches!(figure.hedge, Hedge::Exact | Hedge::About)
    };
    let counted = |item: &Item| passage.tokens.get(item.end).is_some_and(Token::is_word);
    !shares
        && kind != Kind::Percent
        && amounts
            .iter()
            .all(|(item, figure)| sure(figure) && (kind != Kind::Count || counted(item)))
}

/// Words that say that a whole has parts besides those that are named, or that they overlap.
const NOT_ALL: [&str; 14] = [
    "rest",
    "remainder",
    "remaining",
    "other",
    "others",
    "including",
    "mainly",
    "mostly",
    "further",
    "also",
    "per",
    "each",
    "about",
    "than",
];

/// “£10m, of which £4m is for homes, £3m for roads and £3m for parks”: three parts or more, the last
/// of them behind “and”, are all there are.
fn of_which(passage: &Passage<'_>, amounts: &[(&Item, &Figure)], sentence: &Range<usize>) -> bool {
    let tokens = passage.tokens;
    let between = |at: usize| &tokens[amounts[at].0.end..amounts[at + 1].0.first];
    let leads = |pair: &[Token<'_>]| pair[0].is("of") && pair[1].is("which");
    let last = amounts.len() - 1;
    let mut which = tokens[sentence.clone()]
        .iter()
        .filter(|token| token.is("which"));
    last >= 3
        && between(0).windows(2).any(leads)
        && which.next().is_some()
        && which.next().is_none()
        && between(last - 1).iter().any(|token| token.is("and"))
        && !tokens[sentence.clone()]
            .iter()
            .any(|token| token.is_any(&NOT_ALL))
}

/// Whether a sentence does something else with its figures than to add them up.
fn compares(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let made_up = || {
            token.is("up") && at > 0 && tokens[at - 1].is_any(&["made", "make", "makes", "making"])
        };
        token.known.compares && !made_up()
    })
}

/// Which of the amounts is the total of the others: the last, with “in total” or “a total of” beside
/// it, or the first, before a colon.
fn total_at(
    passage: &Passage<'_>,
    amounts: &[(&Item, &Figure)],
    sentence: &Range<usize>,
) -> Option<usize> {
    let tokens = passage.tokens;
    let last = amounts.len() - 1;
    let is_total = |at: usize| {
        let (item, figure) = amounts[at];
        let start = item.first - usize::from(matches!(figure.kind, Kind::Money(_)));
        let before: Vec<&Token<'_>> = tokens[sentence.start..start].iter().rev().take(3).collect();
        let behind: Vec<&Token<'_>> = tokens[item.end..sentence.end].iter().take(4).collect();
        let led = before.iter().take(3).any(|token| {
            token.is_any(&[
                "total",
                "totalling",
                "totals",
                "altogether",
                "sum",
                "combined",
            ])
        });
        let ended = behind
            .windows(2)
            .any(|pair| pair[0].is("in") && pair[1].is_any(&["total", "all"]))
            || behind
                .iter()
                .any(|token| token.is_any(&["altogether", "combined", "overall"]));
        led || ended
    };
    let colon = || {
        let (first, second) = (amounts[0].0, amounts[1].0);
        let between = &tokens[first.end..second.first];
        between.iter().any(|token| {
            token.text == ":" || token.is_any(&["comprising", "comprises", "consisting", "being"])
        }) || between
            .windows(2)
            .any(|pair| pair[0].is("made") && pair[1].is("up"))
    };
    if is_total(last) && !is_total(0) {
        return Some(last);
    }
    let parts_are_apart = amounts[1..].iter().all(|(item, _)| {
        !tokens[item.end..]
            .iter()
            .take(2)
            .any(|token| token.is("total"))
    });
    let led = is_total(0) || amounts[0].1.kind != Kind::Count;
    (colon() && parts_are_apart && led).then_some(0)
}

/// What is wrong with a total; nothing if its parts come to it, or to something quite different.
fn disagreement(parts: &[&Figure], stated: &Figure, text: &str) -> Option<String> {
    let step = parts.iter().map(|part| part.step).max()?.max(stated.step);
    // Two round amounts are meant as they are written; of more, some may be rounded.
    let slack = step * Decimal::from(parts.len().saturating_sub(1)) / Decimal::TWO;
    let about = parts
        .iter()
        .chain([&stated])
        .any(|figure| figure.hedge == Hedge::About);
    let slack = if about {
        slack.max(stated.value * Decimal::new(3, 2))
    } else {
        slack
    };
    let value: Decimal = parts.iter().map(|part| part.value).sum();
    let far =
        value > stated.value * Decimal::new(16, 1) || value < stated.value * Decimal::new(6, 1);
    if (value - stated.value).abs() <= slack || far {
        return None;
    }
    let terms: Vec<String> = parts
        .iter()
        .map(|part| text[part.range.clone()].to_owned())
        .collect();
    Some(format!(
        "{} is {}, not {}",
        terms.join(" + "),
        spoken(value, stated.kind),
        &text[stated.range.clone()]
    ))
}
