//! The words of a claim, sorted by what they do: which name the thing, which tell one measure of it from
//! another, what is counted, and whether all of it. A part of `claim.rs`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::claim::{Claim, Value, people, word};
use super::counts;
use super::figure::{Figure, Hedge, Kind};
use super::passage::Passage;
use super::reader::{Item, What};
use super::tokens::Token;
use super::words::{Class, is_move, stem};
use crate::source::Span;

/// What makes a claim of one item.
pub(super) struct Builder<'b, 'p> {
    pub passage: &'b Passage<'p>,
    pub item: &'b Item,
    pub index: usize,
    /// The part of the sentence that is about it.
    pub part: Range<usize>,
    /// The sentence.
    pub sentence: &'b Sentence,
}

/// What the figures of a sentence have in common.
pub(super) struct Sentence {
    /// Its tokens.
    pub range: Range<usize>,
    /// Whether it speaks of the document's own.
    is_own: bool,
    /// The only year that it names.
    year: Option<u32>,
}

impl Sentence {
    /// The tokens of a range as a sentence.
    pub fn of(passage: &Passage<'_>, range: Range<usize>) -> Self {
        let mut years = passage
            .items_in(&range)
            .iter()
            .filter_map(|item| match item.what {
                What::Year(year) => Some(year),
                _ => None,
            });
        let first = years.next();
        Self {
            is_own: counts::is_own(&passage.tokens[range.clone()]),
            year: first.filter(|first| years.all(|year| year == *first)),
            range,
        }
    }
}

impl Builder<'_, '_> {
    /// The claim; nothing for a number that is no amount.
    pub fn claim(&self, value: Value, at: (usize, usize)) -> Option<Claim> {
        let tokens = self.passage.tokens;
        let span = self.span()?;
        let whole = &self.sentence.range;
        let mut claim = Claim {
            written: self.written().into(),
            definite: self.is_definite(),
            stated: counts::is_stated(
                &tokens[whole.start..self.item.first],
                &tokens[self.item.end..whole.end],
            ),
            is_own: self.sentence.is_own,
            place: self.passage.place,
            ..Claim::empty(value, span, (at.0, at.1, whole.start))
        };
        let mut named = String::new();
        let core = self.core();
        self.gather(self.part.start..core, whole, &mut claim, &mut named);
        self.trail(core..self.end(core), whole, &mut claim, &mut named);
        self.years(&mut claim);
        if let Some(figure) = claim
            .figure()
            .filter(|figure| figure.kind == Kind::Count)
            .cloned()
        {
            self.count(&mut claim);
            if claim.noun.is_none() && !self.is_said(&figure, whole) {
                return None;
            }
        }
        claim.named = named.trim().into();
        people(&mut claim);
        if claim.figure().map(|figure| figure.hedge) == Some(Hedge::Changed) {
            claim.words.retain(|word| !is_move(*word));
            claim.qualifiers.retain(|word| !is_move(*word));
        }
        claim.settle(&named);
        Some(claim)
    }

    /// The tokens of the figure, with the sign of its currency.
    fn written(&self) -> &str {
        match &self.item.what {
            What::Figure(figure) => &self.passage.flat.text[figure.range.clone()],
            _ => self.passage.written(self.item.first..self.item.end),
        }
    }

    fn span(&self) -> Option<Span> {
        match &self.item.what {
            What::Figure(figure) => self.passage.flat.span(figure.range.clone()),
            _ => self.passage.span(self.item.first..self.item.end),
        }
    }

    /// Whether a number that counts nothing by itself is an amount all the same: “a population of
    /// 437,000”. Numbers of notes, of lines and of tables that lost their lines are not.
    fn is_said(&self, figure: &Figure, sentence: &Range<usize>) -> bool {
        let before = &self.passage.tokens[sentence.start..self.item.first];
        let led = before.iter().rev().take(3).any(|token| {
            token.is_any(&[
                "of", "is", "are", "was", "were", "to", "at", "reached", "stands", "totals",
                "totalled", "had", "has", "number", "be", "than", "about", "around",
            ])
        });
        let counted = || {
            before
                .iter()
                .any(|token| token.is_any(&["number", "population", "total"]))
        };
        led && (figure.value >= Decimal::ONE_THOUSAND || counted())
    }

    /// Where what is said of the figure itself ends: at the comma behind it, if there is one.
    fn core(&self) -> usize {
        let tokens = self.passage.tokens;
        let end = (self.item.end..self.part.end)
            .find(|at| tokens[*at].text == ",")
            .unwrap_or(self.part.end);
        // “The £18 million scheme is our largest project”: what is said of the scheme is another matter.
        let is_attribute = matches!(
            self.item.figure().map(|figure| figure.kind),
            Some(Kind::Money(_))
        ) && tokens
            .get(self.item.end)
            .is_some_and(|next| next.is_word() && next.known.class == Class::Content);
        let verb = |at: &usize| {
            tokens[*at].is_any(&[
                "is", "are", "was", "were", "will", "has", "have", "can", "would",
            ])
        };
        let until = (self.item.end..end).find(verb).filter(|_| is_attribute);
        until.unwrap_or(end)
    }

    /// Where the part ends: before “, and”, behind which another statement begins.
    fn end(&self, core: usize) -> usize {
        let tokens = self.passage.tokens;
        let joins = |at: &usize| {
            tokens[*at].text == ","
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is_any(&["and", "so", "with", "as", "but", "or"]))
        };
        let ends = tokens.get(core).is_some_and(Token::is_word);
        if ends {
            core
        } else {
            (core..self.part.end).find(joins).unwrap_or(self.part.end)
        }
    }

    /// What comes behind the comma tells measures apart, but names nothing, unless nothing else does.
    fn trail(
        &self,
        part: Range<usize>,
        sentence: &Range<usize>,
        claim: &mut Claim,
        named: &mut String,
    ) {
        let enough = claim.words.len() >= 2;
        let known = (claim.words.clone(), named.len());
        // A statement of its own tells nothing of the figure: “, waits will fall”.
        let has_verb = self.passage.tokens[part.clone()].iter().any(|token| {
            token.is_any(&[
                "is", "are", "was", "were", "will", "has", "have", "can", "would", "must", "we",
            ])
        });
        if enough && has_verb {
            return;
        }
        let qualifiers = claim.qualifiers.clone();
        self.gather(part, sentence, claim, named);
        if has_verb {
            claim.qualifiers = qualifiers;
        }
        if enough {
            claim
                .words
                .retain(|word| known.0.contains(word) || claim.names.contains(word));
            named.truncate(known.1);
        }
    }

    /// Sorts the words of a part of the text.
    fn gather(
        &self,
        part: Range<usize>,
        sentence: &Range<usize>,
        claim: &mut Claim,
        named: &mut String,
    ) {
        let tokens = self.passage.tokens;
        let is_day = matches!(claim.value, Value::Day(_));
        let items = self.passage.items;
        let mut next = items.partition_point(|item| item.end <= part.start);
        let mut at = part.start;
        while at < part.end {
            while next < items.len() && items[next].end <= at {
                next += 1;
            }
            if let Some(item) = items.get(next).filter(|item| item.first <= at) {
                self.number(item, next, claim);
                at = item.end;
                continue;
            }
            let token = &tokens[at];
            if token.is_word() {
                let class = if is_day {
                    token.known.class_beside_day
                } else {
                    token.known.class
                };
                word(token, class, at == sentence.start, claim, named);
            }
            at += 1;
        }
    }

    /// What another number beside the figure tells of it.
    fn number(&self, item: &Item, index: usize, claim: &mut Claim) {
        if index == self.index {
            return;
        }
        match &item.what {
            What::Year(year) => claim.years.push(*year),
            What::Day(day) if day.year.is_some() => {
                claim.years.extend(
                    day.year
                        .and_then(|year| u32::try_from(year).ok())
                        .map(|year| year * 100),
                );
            }
            _ => {
                let written = self.passage.written(item.first..item.end);
                claim.qualifiers.push(stem(written));
            }
        }
    }

    /// Where its own part names no year, the only one of the sentence counts.
    fn years(&self, claim: &mut Claim) {
        if claim.years.is_empty() {
            claim.years.extend(self.sentence.year);
        }
        claim.years.sort_unstable();
        claim.years.dedup();
    }

    /// What is counted: the words behind the number up to the first plural.
    fn count(&self, claim: &mut Claim) {
        let behind = &self.passage.tokens[self.item.end..];
        let near = behind.iter().take(5).take_while(|token| {
            token.is_word() && !token.is_any(&["of", "and", "or", "in", "to", "for", "the"])
        });
        let near: Vec<&Token<'_>> = near.collect();
        let Some(last) = near.iter().position(|token| token.known.is_plural) else {
            return;
        };
        // “29 member practices”: the last of several plurals that stand together.
        let more = near[last + 1..]
            .iter()
            .take_while(|token| token.known.is_plural)
            .count();
        let mut last = last + more;
        claim.noun = Some(near[last].known.stem);
        claim.counted = near[..=last]
            .iter()
            .filter(|token| !token.is_any(&["main", "key", "strategic", "overall", "shared"]))
            .map(|token| token.known.stem)
            .collect();
        if let [of, name, ..] = &behind[last + 1..]
            && of.is("of")
            && name.is_word()
            && name.known.class == Class::Content
        {
            claim.counted.push(name.known.stem);
            last += 2;
        }
        claim.restricted = self.is_restricted(&behind[last + 1..]);
    }

    /// Whether what follows may pick some of what is counted.
    fn is_restricted(&self, behind: &[Token<'_>]) -> bool {
        let Some(first) = behind.first() else {
            return false;
        };
        let will = first.is_any(&["that", "which"])
            && behind.get(1).is_some_and(|next| {
                next.is_any(&["will", "together", "deliver", "make", "turn", "are"])
            });
        let this = first.is_any(&["in", "of", "for"])
            && behind
                .get(1)
                .is_some_and(|next| next.is_any(&["this", "our"]));
        let picks = first.is_any(&[
            "that",
            "which",
            "who",
            "where",
            "with",
            "whose",
            "rated",
            "scored",
            "scoring",
            "for",
            "in",
            "at",
            "led",
            "from",
            "by",
            "on",
            "without",
            "under",
            "remain",
            "still",
            "needing",
            "requiring",
            "per",
            "more",
            "fewer",
            "ahead",
            "behind",
            "as",
            "of",
            "than",
        ]);
        picks && !will && !this
    }

    /// Whether what stands before a number says that it counts all there are.
    fn is_definite(&self) -> bool {
        let tokens = self.passage.tokens;
        let before = |back: usize| self.item.first.checked_sub(back).map(|at| &tokens[at]);
        let is =
            |back: usize, words: &[&str]| before(back).is_some_and(|token| token.is_any(words));
        // “Served by one of 24 teams.”
        let one_of_all = is(1, &["of"]) && is(2, &["one", "each"]);
        let all = [
            "our",
            "the",
            "all",
            "these",
            "its",
            "those",
            "following",
            "this",
        ];
        one_of_all || is(1, &all)
    }
}
