//! `figures/share`: a part that is not what its share of the whole comes to. “Three quarters of 3,800,
//! that is 2,580”, “1,200 of 4,000 (35%)”, “one in five (25%)”, “from 400 to 500, a rise of 20%”.
//!
//! In: a passage, and the counts that were read shortly before it. Out: a warning at the part, with
//! the arithmetic. Only figures that a sentence joins are tried.

use std::ops::Range;

use rust_decimal::Decimal;

use super::arithmetic::Interval;
use super::figure::{Figure, Hedge, Kind, spoken};
use super::passage::Passage;
use super::reader::{Item, What};
use super::tokens::Token;
use crate::diagnostic::{Report, rules};

/// A share of a whole: as a fraction, and as it is written.
struct Share {
    of_one: Interval,
    written: String,
}

/// `figures/share`. `recent` are the counts before the passage, the latest last.
pub fn check(passage: &Passage<'_>, recent: &[Figure], report: &mut Report) {
    for (index, item) in passage.items.iter().enumerate() {
        let reader = Reader {
            passage,
            index,
            sentence: passage.bounds.sentence(&(item.first..item.end)),
        };
        let found = match &item.what {
            What::Share(..) => reader
                .beside_percent()
                .or_else(|| reader.part_of_stated())
                .or_else(|| reader.part_of_recent(recent)),
            What::Figure(figure) if figure.kind == Kind::Percent => reader
                .two_figures()
                .or_else(|| reader.part_of_stated())
                .or_else(|| reader.change()),
            _ => None,
        };
        if let Some((at, message)) = found
            && let Some(span) = passage.flat.span(at)
        {
            let diagnostic = rules::figures::SHARE.at(span, message);
            report.push(diagnostic.help("correct the share, or one of the two figures"));
        }
    }
}

/// Where the wrong figure stands, and what is wrong with it.
pub(super) type Found = Option<(Range<usize>, String)>;

/// A share in its sentence.
pub(super) struct Reader<'r, 'p> {
    pub(super) passage: &'r Passage<'p>,
    index: usize,
    sentence: Range<usize>,
}

impl<'r> Reader<'r, '_> {
    pub(super) fn item(&self, offset: isize) -> Option<&'r Item> {
        let item = self
            .passage
            .items
            .get(self.index.checked_add_signed(offset)?)?;
        self.sentence.contains(&item.first).then_some(item)
    }

    /// A figure of the sentence that is no percentage, so many items on.
    pub(super) fn amount(&self, offset: isize) -> Option<(&'r Item, &'r Figure)> {
        let item = self.item(offset)?;
        let figure = item
            .figure()
            .filter(|figure| figure.kind != Kind::Percent && !figure.hedge.is_end())?;
        Some((item, figure))
    }

    pub(super) fn between(&self, first: &Item, second: &Item) -> &'r [Token<'r>] {
        self.passage
            .tokens
            .get(first.end..second.first)
            .unwrap_or_default()
    }

    fn share(&self) -> Option<Share> {
        let item = self.item(0)?;
        let written = self.passage.written(item.first..item.end).to_owned();
        let of_one = match &item.what {
            What::Share(part, whole) => {
                let value = Decimal::from(*part).checked_div(Decimal::from(*whole))?;
                let about = self.passage.tokens[..item.first]
                    .last()
                    .is_some_and(|token| {
                        token.is_any(&[
                            "about",
                            "around",
                            "nearly",
                            "almost",
                            "roughly",
                            "over",
                            "approximately",
                            "just",
                            "some",
                            "than",
                        ])
                    });
                let slack = if about {
                    value * Decimal::new(2, 2)
                } else {
                    Decimal::ZERO
                };
                Interval::of(&plain(value)).widened(slack)
            }
            What::Figure(figure) if figure.kind == Kind::Percent && !figure.hedge.is_end() => {
                Interval::of(figure).times(Decimal::new(1, 2))
            }
            _ => return None,
        };
        Some(Share { of_one, written })
    }

    /// “one in five (25%)”.
    fn beside_percent(&self) -> Found {
        let (share, next) = (self.item(0)?, self.item(1)?);
        let percent = next
            .figure()
            .filter(|figure| figure.kind == Kind::Percent)?;
        let between = self.between(share, next);
        let opened = self
            .passage
            .tokens
            .get(next.first.checked_sub(1)?)
            .is_some_and(|token| token.text == "(" || token.is("or"));
        let closed = self
            .passage
            .tokens
            .get(next.end)
            .is_none_or(|token| matches!(token.text, ")" | "," | "."));
        if !opened
            || !closed
            || between.len() > 5
            || between
                .iter()
                .any(|token| token.is_any(&["and", "compared", "from", "than"]))
        {
            return None;
        }
        let What::Share(part, whole) = share.what else {
            return None;
        };
        let value = Decimal::from(part * 100).checked_div(Decimal::from(whole))?;
        // Words for shares are rounder than percentages: “a third (35%)”.
        let slack = Decimal::from(3).max(percent.slack());
        if (value - percent.value).abs() <= slack {
            return None;
        }
        let message = format!(
            "{} is {}, not {}",
            self.passage.written(share.first..share.end),
            spoken(value, Kind::Percent),
            &self.passage.flat.text[percent.range.clone()]
        );
        Some((percent.range.clone(), message))
    }

    /// “three quarters of 3,800, that is 2,580”, “35% of 4,000 is 1,200”, “35% of our 4,000 homes (1,200)”.
    fn part_of_stated(&self) -> Found {
        let (share, (whole_item, whole)) = (self.item(0)?, self.amount(1)?);
        let between = self.between(share, whole_item);
        let sign = usize::from(matches!(whole.kind, Kind::Money(_)));
        let of = between.first().is_some_and(|token| token.is("of")) && between.len() <= 4 + sign;
        let (part_item, part) = self.amount(2)?;
        let joined = self.is_result(whole_item, part_item, part);
        (of && joined && whole.kind == part.kind)
            .then(|| self.compare(whole, part, false))
            .flatten()
    }

    /// “Around three in four are expected; that is 2,850 people”, of a number that stands before.
    fn part_of_recent(&self, recent: &[Figure]) -> Found {
        let share = self.item(0)?;
        let start = self.passage.items.get(self.index + 1)?;
        let part = start
            .figure()
            .filter(|figure| figure.kind == Kind::Count && !figure.hedge.is_end())?;
        let between = self.between(share, start);
        let says = |words: [&str; 2]| {
            between
                .windows(2)
                .any(|pair| pair[0].is(words[0]) && pair[1].is(words[1]))
        };
        let near =
            between.len() <= 14 && between.iter().filter(|token| token.text == ".").count() == 0;
        let said = says(["that", "is"])
            || says(["which", "is"])
            || says(["this", "is"])
            || says(["or", "about"]);
        if !said || !near {
            return None;
        }
        let fraction = self.share()?;
        let before = self.passage.items[..self.index]
            .iter()
            .filter_map(Item::figure);
        let wholes: Vec<&Figure> = recent
            .iter()
            .chain(before)
            .filter(|figure| figure.kind == Kind::Count && !figure.hedge.is_end())
            .collect();
        let fits = |whole: &&Figure| {
            Interval::of(whole)
                .by(fraction.of_one)
                .meets(Interval::of(part))
        };
        if wholes.iter().rev().take(6).any(fits) {
            return None;
        }
        // Only one that can be meant: its share is near what is said.
        let near = |whole: &&Figure| {
            let share = Interval::given(whole).by(fraction.of_one);
            share
                .widened_by(Decimal::new(25, 2))
                .meets(Interval::of(part))
        };
        let mut candidates = wholes.iter().rev().take(6).copied().filter(near);
        let whole = candidates.next()?;
        candidates
            .next()
            .is_none()
            .then(|| self.compare(whole, part, true))
            .flatten()
    }

    /// Whether the words between a whole and a figure say that this is the part.
    fn is_result(&self, whole: &Item, part: &Item, figure: &Figure) -> bool {
        let between = self.between(whole, part);
        let pairs = [
            ["that", "is"],
            ["which", "is"],
            ["amounting", "to"],
            ["equates", "to"],
            ["equivalent", "to"],
            ["comes", "to"],
            ["this", "is"],
            ["that", "means"],
            ["amounts", "to"],
            ["some", "of"],
        ];
        let said = between.windows(2).any(|two| {
            pairs
                .iter()
                .any(|pair| two[0].is(pair[0]) && two[1].is(pair[1]))
        });
        let last = between
            .iter()
            .rev()
            .find(|token| !"£€$".contains(token.text));
        let one = last.is_some_and(|token| {
            token.text == "("
                || token.text == "="
                || token.is_any(&["or", "is", "namely", "ie", "making", "are", "equals"])
        });
        let hedged = figure.hedge == Hedge::About
            && between.len() >= 2
            && between[between.len() - 2].is_any(&["or", "is", "are"]);
        (said || one || hedged) && between.len() <= 9
    }

    fn compare(&self, whole: &Figure, part: &Figure, loosely: bool) -> Found {
        let share = self.share()?;
        let given = if loosely {
            Interval::of(whole)
        } else {
            Interval::given(whole)
        };
        if given.by(share.of_one).meets(Interval::of(part)) {
            return None;
        }
        let value = whole.value * share.of_one.middle();
        let message = format!(
            "{} of {} is {}, not {}",
            share.written,
            spoken(whole.value, whole.kind),
            spoken(
                value.round_dp(if value > Decimal::ONE_HUNDRED { 0 } else { 2 }),
                whole.kind
            ),
            &self.passage.flat.text[part.range.clone()]
        );
        Some((part.range.clone(), message))
    }
}

/// A number by itself, exact.
fn plain(value: Decimal) -> Figure {
    Figure {
        range: 0..0,
        kind: Kind::Count,
        value,
        step: Decimal::ZERO,
        hedge: Hedge::Exact,
    }
}
