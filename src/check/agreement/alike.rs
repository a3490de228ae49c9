//! Whether two claims are of one thing. In doubt they are not.

use std::sync::LazyLock;

use super::claim::{Claim, Stems, Value};
use super::days::Day;
use super::figure::{Figure, Hedge, Kind};
use super::passage::Place;
use super::words::{Stem, stem};
use rust_decimal::Decimal;

/// What a document says of itself.
pub struct Home {
    /// The words of its title: they name its own place, which others need not name again.
    pub names: Stems,
}

/// The words of both, and those of only one of them.
struct Overlap {
    shared: usize,
    less: usize,
    more: usize,
}

/// How many of the words of one are not in the other; both are sorted.
pub fn missing(words: &[Stem], other: &[Stem]) -> usize {
    words
        .iter()
        .filter(|word| other.binary_search(word).is_err())
        .count()
}

impl Overlap {
    fn of(one: &[Stem], other: &[Stem]) -> Self {
        let (first, second) = (missing(one, other), missing(other, one));
        Self {
            shared: one.len() - first,
            less: first.min(second),
            more: first.max(second),
        }
    }
}

/// Up to this a number is said of many things: it is compared only where it counts all there are.
const SMALL: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// So many passages on, a text may speak of a thing again and mean the same.
const CLOSE: usize = 2;

/// Whether two claims stand in passages that follow one another.
fn are_close(one: &Claim, other: &Claim) -> bool {
    let shown = (one.place == Place::Picture) != (other.place == Place::Picture);
    !shown
        && one.sentence.0 == other.sentence.0
        && one.sentence.1.abs_diff(other.sentence.1) < CLOSE
}

/// Whether each of two claims has two words at least that the other has not, as far as their bits say:
/// then they are of two things.
fn are_strange(one: &Claim, other: &Claim) -> bool {
    let (first, second) = (one.bits & !other.bits, other.bits & !one.bits);
    first.count_ones().min(second.count_ones()) > 1
}

fn both_have(one: &Claim, other: &Claim, word: Stem) -> bool {
    [one, other]
        .iter()
        .all(|claim| claim.words.binary_search(&word).is_ok())
}

static POPULATION: LazyLock<Stem> = LazyLock::new(|| stem("population"));

static DURATIONS: LazyLock<[Stem; 6]> =
    LazyLock::new(|| ["year", "month", "week", "day", "hour", "minute"].map(stem));

/// Whether what is counted is time.
fn is_duration(noun: Stem) -> bool {
    DURATIONS.contains(&noun)
}

impl Home {
    /// Whether both name something that the other does not, or one names a place of its own.
    fn names_differ(&self, one: &Claim, other: &Claim) -> bool {
        let own = |claim: &Claim, words: &Stems| {
            claim
                .names
                .iter()
                .filter(|name| {
                    words.binary_search(name).is_err() && self.names.binary_search(name).is_err()
                })
                .count()
        };
        own(one, &other.words) + own(other, &one.words) > 0
    }

    /// Whether two amounts are said of one thing.
    pub fn is_same_amount(&self, one: &Claim, other: &Claim) -> bool {
        let (Value::Figure(first), Value::Figure(second)) = (&one.value, &other.value) else {
            return false;
        };
        if first.kind != second.kind
            || are_strange(one, other)
            || self.are_apart(one, other)
            || one.measure & other.measure == 0 && one.measure != 0 && other.measure != 0
        {
            return false;
        }
        let nouns_differ = match (one.noun, other.noun) {
            (Some(noun), Some(another)) => noun != another,
            (Some(noun), None) => other.words.binary_search(&noun).is_err(),
            (None, Some(noun)) => one.words.binary_search(&noun).is_err(),
            (None, None) => false,
        };
        !nouns_differ && self.words_agree(one, other, first, second)
    }

    fn words_agree(&self, one: &Claim, other: &Claim, first: &Figure, second: &Figure) -> bool {
        let overlap = Overlap::of(&one.words, &other.words);
        let strength = overlap.shared + usize::from(one.measure & other.measure != 0);
        let is_change = first.hedge == Hedge::Changed;
        let small =
            first.kind == Kind::Count && first.value.min(second.value) <= SMALL && !is_change;
        // “62% of the workforce are women”: what tells a measure apart names it too.
        let told = usize::from(!one.qualifiers.is_empty() && first.kind == Kind::Percent);
        if overlap.shared + told.min(overlap.shared) < 2 || small || first.is_far_from(second, 10) {
            return false;
        }
        let same_words = overlap.more == 0;
        // Sentences that follow one another and differ are meant to differ.
        if are_close(one, other) || one.noun.is_some_and(is_duration) {
            return same_words
                && overlap.shared >= 3
                && !first.is_far_from(second, 2)
                && !are_close(one, other);
        }
        let year_is_missing = one.years.is_empty() != other.years.is_empty();
        if first.is_far_from(second, 3) {
            return same_words && overlap.shared >= 3 && !year_is_missing;
        }
        if year_is_missing {
            return overlap.less == 0 && overlap.more <= 1 && strength >= 3;
        }
        let far = first.is_far_from(second, 2);
        // Whoever lives in a place, there is one population.
        let of_people = usize::from(both_have(one, other, *POPULATION)) * 2;
        overlap.less == 0
            && overlap.more < overlap.shared.clamp(2, 3) + of_people
            && (strength >= 3 || !far)
            || overlap.shared >= 3 && overlap.less <= 1 && overlap.more < overlap.shared
    }

    /// Whether two small counts are of the same things: “our five priorities”, “the four priorities”.
    pub fn is_same_count(&self, one: &Claim, other: &Claim) -> bool {
        let (Value::Figure(first), Value::Figure(second)) = (&one.value, &other.value) else {
            return false;
        };
        let same = one.noun.is_some() && one.noun == other.noun && one.counted == other.counted;
        let of_all = |claim: &Claim| claim.definite || claim.stated && claim.is_own;
        let definite = of_all(one) && of_all(other)
            || one.counted.len() > 1 && (one.definite || other.definite);
        same && definite
            && !first.is_far_from(second, 2)
            && first.kind == second.kind
            && !one.restricted
            && !other.restricted
            && one.sentence != other.sentence
            && one.years == other.years
            && !self.names_differ(one, other)
    }

    /// Whether two days are those of one event.
    pub fn is_same_event(&self, one: &Claim, other: &Claim) -> bool {
        let (Value::Day(first), Value::Day(second)) = (&one.value, &other.value) else {
            return false;
        };
        if are_strange(one, other) {
            return false;
        }
        let overlap = Overlap::of(&one.words, &other.words);
        let names = |word: &Stem| one.names.contains(word) || other.names.contains(word);
        let happens = one
            .words
            .iter()
            .any(|word| other.words.binary_search(word).is_ok() && is_event(*word) && !names(word));
        happens
            && !self.are_apart(one, other)
            && overlap.shared >= 2
            && overlap.less == 0
            && overlap.more <= overlap.shared.min(2)
            && !(first.year.is_some() && second.year.is_some() && first.year != second.year)
    }

    /// What keeps two claims apart, of whatever sort.
    fn are_apart(&self, one: &Claim, other: &Claim) -> bool {
        let cells = matches!((one.place, other.place), (Place::Cell(first), Place::Cell(second)) if first == second);
        let quoted = one.place == Place::Quoted || other.place == Place::Quoted;
        let years = !one.years.is_empty() && !other.years.is_empty() && one.years != other.years;
        one.sentence == other.sentence
            || cells
            || quoted
            || years
            || one.qualifiers != other.qualifiers
            || self.names_differ(one, other)
    }
}

/// What happens once. Boards meet, and accounts are drawn up, again and again.
#[rustfmt::skip]
const EVENTS: [&str; 32] = [
    "close", "open", "start", "begin", "end", "finish", "launch", "publish", "publication", "adopt", "adoption", "expire", "complete", "completion",
    "deadline", "approve", "approval", "sign", "election", "submit", "submission", "replace", "introduce", "cease", "commence", "live", "opening",
    "consult", "consultation", "decision", "decide", "consider",
];

static EVENT_STEMS: LazyLock<Vec<Stem>> =
    LazyLock::new(|| EVENTS.iter().map(|event| stem(event)).collect());

fn is_event(word: Stem) -> bool {
    EVENT_STEMS.contains(&word)
}

/// Whether two days of one event are the same, as far as both say it.
pub fn days_agree(one: &Day, other: &Day) -> bool {
    let days = one.day == 0 || other.day == 0 || one.day == other.day;
    let years = one.year.is_none() || other.year.is_none() || one.year == other.year;
    days && years && one.month == other.month
}
