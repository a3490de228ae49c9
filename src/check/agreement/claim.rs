//! What a sentence says with a figure: of what it is the figure, by the words around it.
//!
//! In: a passage. Out: a claim for each figure and each day in it. A claim has the words of its own
//! part of the sentence: up to the next stop, bracket or semicolon, and, where a sentence has several
//! figures, up to the comma between two of them.

use std::ops::Range;

use smallvec::SmallVec;

use super::days::Day;
use super::figure::{Figure, Kind};
use super::passage::{Passage, Place};
use super::reader::{Item, What};
use super::tokens::{Token, touch};
use super::wording::Builder;
use super::words::{Class, Stem, class_beside_day, stem};
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
const BREAKS: [&str; 10] = [
    "while", "whilst", "whereas", "but", "although", "though", "compared", "against", "versus",
    "because",
];

/// Words that divide the figures of a statement.
const JOINTS: [&str; 4] = ["and", "or", "plus", "with"];

/// Whether a sentence ends with a token.
fn ends_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    let apart = tokens
        .get(at + 1)
        .is_none_or(|next| !touch(&tokens[at], next));
    matches!(tokens[at].text, "." | "?" | "!") && apart
}

/// Whether a statement ends with a token.
fn breaks(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let apart = tokens.get(at + 1).is_none_or(|next| !touch(token, next));
    let dash = matches!(token.text, "—" | "–") && apart;
    ends_sentence(tokens, at)
        || dash
        || matches!(token.text, ";" | "(" | ")" | "[" | "]" | "•" | "|")
        || token.text == ":" && apart
        || token.is_any(&BREAKS)
        || token.is_any(&["which", "who"])
            && at
                .checked_sub(1)
                .is_some_and(|before| tokens[before].text == ",")
}

/// The claims of a passage; `at` is its place in the document: card and passage.
pub fn of(passage: &Passage<'_>, at: (usize, usize)) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, item) in passage.items.iter().enumerate() {
        let value = match &item.what {
            What::Figure(figure) => Value::Figure(figure.clone()),
            What::Day(day) => Value::Day(*day),
            _ => continue,
        };
        let part = part(passage, index);
        let builder = Builder {
            passage,
            item,
            index,
            part,
        };
        claims.extend(builder.claim(value, at));
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
            class_beside_day(token.text),
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

/// The statement around a token: from one break to the next.
pub fn statement(tokens: &[Token<'_>], around: Range<usize>) -> Range<usize> {
    let start = (0..around.start)
        .rev()
        .find(|at| breaks(tokens, *at))
        .map_or(0, |at| at + 1);
    let end = (around.end..tokens.len())
        .find(|at| breaks(tokens, *at))
        .unwrap_or(tokens.len());
    start..end
}

/// The sentence around a token.
pub fn sentence(tokens: &[Token<'_>], around: Range<usize>) -> Range<usize> {
    let start = (0..around.start)
        .rev()
        .find(|at| ends_sentence(tokens, *at))
        .map_or(0, |at| at + 1);
    let end = (around.end..tokens.len())
        .find(|at| ends_sentence(tokens, *at))
        .unwrap_or(tokens.len());
    start..end
}

/// The part of the statement that is about one figure.
fn part(passage: &Passage<'_>, index: usize) -> Range<usize> {
    let (tokens, items) = (passage.tokens, passage.items);
    let item = &items[index];
    let mut part = statement(tokens, item.first..item.end);
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
    if let Some(before) = items[..index]
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
    let comma = (start..figure)
        .rev()
        .find(|at| tokens[*at].text == ",")
        .filter(|_| led);
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
    let stem = stem(token.text);
    claim.is_total |= token.is_any(&[
        "total",
        "totalling",
        "totals",
        "overall",
        "altogether",
        "totalled",
    ]);
    // The letters of abbreviations with stops say nothing.
    let class = if token.text.chars().nth(1).is_none() {
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
            let shouted = token.text.chars().skip(1).any(char::is_uppercase);
            if token.is_capital() && (!starts || shouted) {
                claim.names.push(stem);
            }
        }
    }
    if class != Class::Empty {
        named.push_str(token.text);
        named.push(' ');
    }
}

/// Those who live somewhere are its population, however that is said.
pub(super) fn people(claim: &mut Claim) {
    let live = ["resident", "inhabitant"].map(stem);
    let people = stem("people");
    let is_noun = |wanted: Stem| claim.noun == Some(wanted);
    let says_live = claim
        .named
        .split(' ')
        .any(|word| matches!(word, "live" | "lives" | "living"));
    let lives = says_live
        || live.iter().any(|word| is_noun(*word))
        || is_noun(people) && claim.words.contains(&stem("live"));
    if lives
        && claim
            .figure()
            .is_some_and(|figure| figure.kind == Kind::Count)
    {
        let gone = |word: &Stem| *word == people || live.contains(word) || *word == stem("live");
        claim.words.retain(|word| !gone(word));
        claim.words.push(stem("population"));
        claim.noun = None;
    } else if is_noun(people) {
        let has_population = claim.words.contains(&stem("population"));
        if has_population {
            claim.words.retain(|word| *word != people);
            claim.noun = None;
        }
    }
}
