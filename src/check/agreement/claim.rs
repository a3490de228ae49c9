//! What a sentence says with a figure: of what it is the figure, by the words around it.
//!
//! In: a passage. Out: a claim for each figure and each day in it. A claim has the words of its own
//! part of the sentence: up to the next stop, bracket or semicolon, and, where a sentence has several
//! figures, up to the comma between two of them.

use std::ops::Range;
use std::sync::LazyLock;

use smallvec::SmallVec;

use super::days::Day;
use super::figure::{Figure, Hedge, Kind};
use super::passage::{Passage, Place};
use super::reader::{Item, What};
use super::tokens::Token;
use super::wording::{Builder, Sentence};
use super::words::{Class, Stem, stem};
use crate::source::Span;

/// A figure, or a day.
#[derive(Debug, Clone)]
pub enum Value {
    /// An amount.
    Figure(Figure),
    /// When something is.
    Day(Day),
}

/// Words, sorted, each once.
pub type Stems = SmallVec<[Stem; 8]>;

/// A figure with what it is said of.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What is said.
    pub value: Value,
    /// As it is written.
    pub written: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// The words that name the thing.
    pub words: Stems,
    /// A bit for each of the words, to see at once that two claims have too few in common.
    pub bits: u64,
    /// Those of them that are names.
    pub names: Stems,
    /// What tells one measure of the thing from another.
    pub qualifiers: Stems,
    /// Whether it is had or paid, in bits.
    pub measure: u8,
    /// The years that are said.
    pub years: SmallVec<[u32; 2]>,
    /// What is counted.
    pub noun: Option<Stem>,
    /// The words of what is counted alone, without the rest of the sentence.
    pub counted: Stems,
    /// Whether it is said of all there are: “our five priorities”.
    pub definite: bool,
    /// Whether a verb before the number says that there are so many.
    pub stated: bool,
    /// Whether the sentence speaks of the document's own.
    pub is_own: bool,
    /// Whether a part of them is meant, or may be.
    pub restricted: bool,
    /// Whether it is called the total.
    pub is_total: bool,
    /// The words as they are written, for the message.
    pub named: Box<str>,
    /// What the passage is.
    pub place: Place,
    /// Which sentence of the document it stands in: card, passage, sentence.
    pub sentence: (usize, usize, usize),
}

impl Claim {
    /// A value of which nothing is known yet.
    pub(super) fn empty(value: Value, span: Span, sentence: (usize, usize, usize)) -> Self {
        Self {
            value,
            written: "".into(),
            span,
            words: Stems::new(),
            bits: 0,
            names: Stems::new(),
            qualifiers: Stems::new(),
            measure: 0,
            years: SmallVec::new(),
            noun: None,
            counted: Stems::new(),
            definite: false,
            stated: false,
            is_own: false,
            restricted: false,
            is_total: false,
            named: "".into(),
            place: Place::Prose,
            sentence,
        }
    }

    /// Puts its words in order.
    pub(super) fn settle(&mut self, named: &str) {
        for stems in [
            &mut self.words,
            &mut self.names,
            &mut self.qualifiers,
            &mut self.counted,
        ] {
            stems.sort_unstable();
            stems.dedup();
        }
        self.bits = self
            .words
            .iter()
            .fold(0, |bits, word| bits | 1 << (word >> 58));
        self.named = named.trim().into();
    }

    /// The amount that is said.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.value {
            Value::Figure(figure) => Some(figure),
            Value::Day(_) => None,
        }
    }
}

/// Words at which another statement begins.
pub const BREAKS: [&str; 10] = [
    "while", "whilst", "whereas", "but", "although", "though", "compared", "against", "versus",
    "because",
];

/// Words that call something the total.
pub const TOTALS: [&str; 6] = [
    "total",
    "totalling",
    "totals",
    "overall",
    "altogether",
    "totalled",
];

/// Words that divide the figures of a statement.
const JOINTS: [&str; 4] = ["and", "or", "plus", "with"];

/// The claims of a passage; `at` is its place in the document: card and passage.
pub fn of(passage: &Passage<'_>, at: (usize, usize)) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut last: Option<Sentence> = None;
    for (index, item) in passage.items.iter().enumerate() {
        let value = match &item.what {
            What::Figure(figure) => Value::Figure(figure.clone()),
            What::Day(day) => Value::Day(*day),
            _ => continue,
        };
        let range = passage.bounds.sentence(&(item.first..item.end));
        // The figures of one sentence ask the same of it.
        let sentence = match last.take() {
            Some(known) if known.range == range => known,
            _ => Sentence::of(passage, range),
        };
        let builder = Builder {
            passage,
            item,
            index,
            part: part(passage, index),
            sentence: &sentence,
        };
        claims.extend(builder.claim(value, at));
        last = Some(sentence);
    }
    claims
}

/// The claim of an entry that has a text and a day: when that will be.
pub fn of_entry(
    text: &Passage<'_>,
    day: Day,
    at: (usize, usize),
    span: Span,
    written: &str,
) -> Option<Claim> {
    let tokens = text.tokens;
    let mut claim = Claim {
        written: written.into(),
        ..Claim::empty(Value::Day(day), span, (at.0, at.1, 0))
    };
    let mut named = String::new();
    for (index, token) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_word())
    {
        word(
            token,
            token.known.class_beside_day,
            index == 0,
            &mut claim,
            &mut named,
        );
    }
    for item in text.items {
        claim
            .qualifiers
            .push(stem(text.written(item.first..item.end)));
    }
    claim.settle(&named);
    Some(claim)
}

/// The part of the statement that is about one figure.
fn part(passage: &Passage<'_>, index: usize) -> Range<usize> {
    let (tokens, items) = (passage.tokens, passage.items);
    let item = &items[index];
    let mut part = passage.bounds.statement(&(item.first..item.end));
    let is_day = item.day().is_some();
    let shares = |other: &&Item| match other.what {
        What::Day(_) => is_day,
        What::Figure(_) | What::Share(..) => !is_day,
        _ => false,
    };
    let divide = |from: usize, to: usize| {
        (from..to)
            .rev()
            .find(|at| tokens[*at].text == "," || tokens[*at].is_any(&JOINTS))
    };
    // A change is one statement, with both its ends.
    let is_change = item
        .figure()
        .is_some_and(|figure| figure.hedge == Hedge::Changed);
    if let Some(before) = items[..index - usize::from(is_change)]
        .iter()
        .rev()
        .find(shares)
        .filter(|before| before.end > part.start)
    {
        part.start = divide(before.end, item.first).map_or(item.first, |at| at + 1);
    }
    part.start = main_clause(tokens, part.start, item.first);
    if let Some(after) = items[index + 1..]
        .iter()
        .find(shares)
        .filter(|after| after.first < part.end)
    {
        part.end = divide(item.end, after.first).unwrap_or(after.first);
    }
    part
}

/// Behind “Once …,” and “If …,” the statement itself begins.
fn main_clause(tokens: &[Token<'_>], start: usize, figure: usize) -> usize {
    const SUBORDINATE: [&str; 9] = [
        "once", "when", "if", "after", "before", "unless", "until", "since", "as",
    ];
    let led = tokens
        .get(start)
        .is_some_and(|first| first.is_any(&SUBORDINATE));
    if !led {
        return start;
    }
    let comma = (start..figure).rev().find(|at| tokens[*at].text == ",");
    comma.map_or(start, |at| at + 1)
}

/// Puts a word where it belongs.
pub(super) fn word(
    token: &Token<'_>,
    class: Class,
    starts: bool,
    claim: &mut Claim,
    named: &mut String,
) {
    let stem = token.known.stem;
    claim.is_total |= token.known.is_total;
    // The letters of abbreviations with stops say nothing.
    let class = if token.known.is_letter {
        Class::Empty
    } else {
        class
    };
    match class {
        Class::Empty => {}
        Class::Measure(bits) => {
            claim.measure |= bits;
            if token.is_capital() && !starts {
                claim.words.push(stem);
            }
        }
        Class::Qualifier => claim.qualifiers.push(stem),
        Class::Content => {
            claim.words.push(stem);
            if token.is_capital() && (!starts || token.known.is_shouted) {
                claim.names.push(stem);
            }
        }
    }
    if class != Class::Empty {
        named.push_str(token.text);
        named.push(' ');
    }
}

/// The stems of those who live somewhere, and of what they do.
struct Living {
    live: Stem,
    people: Stem,
    population: Stem,
    residents: [Stem; 2],
}

static LIVING: LazyLock<Living> = LazyLock::new(|| Living {
    live: stem("live"),
    people: stem("people"),
    population: stem("population"),
    residents: ["resident", "inhabitant"].map(stem),
});

/// Those who live somewhere are its population, however that is said.
pub(super) fn people(claim: &mut Claim) {
    let stems = &*LIVING;
    let is_people = claim.noun == Some(stems.people);
    let lives = || {
        claim
            .noun
            .is_some_and(|noun| stems.residents.contains(&noun))
            || is_people && claim.words.contains(&stems.live)
            || claim
                .named
                .split(' ')
                .any(|word| matches!(word, "live" | "lives" | "living"))
    };
    let is_count = claim
        .figure()
        .is_some_and(|figure| figure.kind == Kind::Count);
    if is_count && lives() {
        let gone = |word: &Stem| {
            [stems.people, stems.live].contains(word) || stems.residents.contains(word)
        };
        claim.words.retain(|word| !gone(word));
        claim.words.push(stems.population);
        claim.noun = None;
    } else if is_people && claim.words.contains(&stems.population) {
        claim.words.retain(|word| *word != stems.people);
        claim.noun = None;
    }
}
