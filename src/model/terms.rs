//! Terms of a glossary where they are used (`docs/authors.md#to-spell-out-a-term`): a link
//! `[](term:ID)` is the term, spelt out at its first use; with `expand-acronyms: first-use` in the
//! glossary, so is the first plain use of each acronym that it declares.
//!
//! In: the cards of a document in the order in which they are read. Out: the same cards with these
//! words filled in. Titles and headings have the short form, and do not count as a use: contents
//! and running heads repeat them.

use std::collections::{BTreeMap, BTreeSet};

use super::card::Card;
use super::field::{Field, FieldValue};
use super::kinds::Kinds;
use super::runs::{self, Run};
use crate::parse::body::{Inline, Text, plain_text};
use crate::source::Span;

/// What a link to a term begins with.
pub const SCHEME: &str = "term:";

/// One entry of a glossary.
#[derive(Debug, Clone)]
pub struct Term {
    /// By which links name it: its id, else its words in small letters, joined by hyphens.
    pub id: String,
    /// Plain text.
    pub term: String,
    /// The term spelt out, plain text; empty where nobody wrote it.
    pub long: String,
    /// Where the term stands.
    pub span: Span,
    /// The glossary, among the cards.
    pub card: usize,
    /// Whether its plain uses are spelt out too.
    expands: bool,
}

/// The terms that the glossaries among cards declare, in the order in which they stand.
pub fn declared(cards: &[Card], kinds: &Kinds) -> Vec<Term> {
    let mut terms = Vec::new();
    for (card_index, card) in cards.iter().enumerate() {
        let key = kinds.get(&card.kind).and_then(|kind| kind.terms.as_deref());
        let Some(entries) = key.and_then(|key| card.fields.get(key)) else {
            continue;
        };
        let expands = card.fields.get("expand-acronyms").and_then(Field::word) == Some("first-use");
        for entry in entries.items() {
            let text = |key: &str| entry.get(key).map(plain).unwrap_or_default();
            let term = text("term");
            if term.is_empty() {
                continue;
            }
            let long = match text("long") {
                long if long.is_empty() => text("text"),
                long => long,
            };
            let id = entry.get("id").and_then(Field::word).map(str::to_owned);
            terms.push(Term {
                id: id.unwrap_or_else(|| slug::slugify(&term)),
                span: entry.get("term").map_or(entry.span, |field| field.span),
                card: card_index,
                expands: expands && is_acronym(&term),
                term,
                long,
            });
        }
    }
    terms
}

fn plain(field: &Field) -> String {
    let text = match &field.value {
        FieldValue::Inline(content) => plain_text(content),
        FieldValue::Blocks(body) => body.plain_text(),
        _ => String::new(),
    };
    text.trim().trim_end_matches('.').to_owned()
}

/// Whether a term is one word, most of whose letters are capitals.
fn is_acronym(term: &str) -> bool {
    let capitals = term.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 && term.chars().all(char::is_alphanumeric)
}

/// Fills the terms of all cards of a document in a language, by its BCP 47 tag.
pub fn fill(cards: &mut [Card], kinds: &Kinds, language: &str) {
    let terms = declared(cards, kinds);
    if terms.is_empty() {
        return;
    }
    let glossaries: BTreeSet<usize> = terms.iter().map(|term| term.card).collect();
    let mut filling = Filling {
        by_id: terms.iter().map(|term| (term.id.as_str(), term)).collect(),
        plain: terms
            .iter()
            .filter(|term| term.expands)
            .map(|term| (term.term.as_str(), term))
            .collect(),
        used: BTreeSet::new(),
        has_plurals: language.split('-').next() == Some("en"),
    };
    for (index, card) in cards.iter_mut().enumerate() {
        let is_glossary = glossaries.contains(&index);
        runs::of_card(card, &mut |run, content| {
            filling.run(content, run == Run::Text && !is_glossary);
        });
    }
}

struct Filling<'a> {
    by_id: BTreeMap<&'a str, &'a Term>,
    /// Those whose plain uses are spelt out.
    plain: BTreeMap<&'a str, &'a Term>,
    /// The ids of those that were spelt out already.
    used: BTreeSet<&'a str>,
    /// Whether an `s` behind a term makes it plural.
    has_plurals: bool,
}

impl<'a> Filling<'a> {
    /// `counts` is whether a first use is spelt out here.
    fn run(&mut self, content: &mut Vec<Inline>, counts: bool) {
        let mut at = 0;
        while at < content.len() {
            let mut taken = 1;
            match &content[at] {
                Inline::Link(link) if link.content.is_empty() => self.link(content, at, counts),
                Inline::Text(text) if counts && !self.plain.is_empty() => {
                    if let Some(parts) = self.expanded(&content[..at], text) {
                        taken = parts.len();
                        content.splice(at..=at, parts);
                    }
                }
                _ => self.within(&mut content[at], counts),
            }
            at += taken;
        }
    }

    /// What stands within a piece of a run.
    fn within(&mut self, inline: &mut Inline, counts: bool) {
        match inline {
            // What is written out in a link counts as a use, and stays.
            Inline::Link(_) | Inline::Code { .. } => {}
            Inline::Picture(picture) => {
                runs::picture(picture, &mut |_, content| self.run(content, counts));
            }
            inline => {
                if let Some(children) = inline.run_mut() {
                    self.run(children, counts);
                }
            }
        }
    }

    /// A link to a term, with the `s` behind it.
    fn link(&mut self, content: &mut [Inline], at: usize, counts: bool) {
        let (before, rest) = content.split_at_mut(at);
        let Some((Inline::Link(link), after)) = rest.split_first_mut() else {
            return;
        };
        let id = link.target.trim().strip_prefix(SCHEME);
        let Some(term) = id.and_then(|id| self.by_id.get(id).copied()) else {
            return;
        };
        let mut is_plural = false;
        if let Some(Inline::Text(next)) = after.first_mut() {
            let has_letter = |rest: &str| rest.starts_with(char::is_alphanumeric);
            let rest = next.text.strip_prefix('s').filter(|rest| !has_letter(rest));
            is_plural = self.has_plurals && rest.is_some();
            if is_plural {
                *next = Text {
                    text: next.text[1..].to_owned(),
                    span: next.part(1..next.text.len()),
                };
            }
        }
        let behind = match after.first() {
            Some(Inline::Text(text)) => text.text.as_str(),
            _ => "",
        };
        let here = Introduction::of(&plain_text(before), behind, &term.long);
        let text = self.words(term, counts, is_plural, here);
        link.content = vec![Inline::Text(Text {
            text,
            span: link.span,
        })];
    }

    /// The term, spelt out if it was not yet.
    fn words(
        &mut self,
        term: &'a Term,
        counts: bool,
        is_plural: bool,
        here: Introduction,
    ) -> String {
        let short = match is_plural {
            true => format!("{}s", term.term),
            false => term.term.clone(),
        };
        let is_first = counts && !term.long.is_empty() && self.used.insert(&term.id);
        if !is_first || here == Introduction::Given {
            return short;
        }
        let long = match is_plural {
            true => plural(&term.long),
            false => term.long.clone(),
        };
        match here {
            Introduction::Bracketed => format!("{long}, {short}"),
            _ => format!("{long} ({short})"),
        }
    }

    /// A text with the acronyms spelt out that were not yet, behind others of its run; nothing if
    /// there is none.
    fn expanded(&mut self, before: &[Inline], text: &Text) -> Option<Vec<Inline>> {
        let mut parts: Vec<Inline> = Vec::new();
        let mut from = 0;
        for (at, word) in words(&text.text) {
            let stem = word.strip_suffix('s').filter(|_| self.has_plurals);
            let known = |word: &str| self.plain.get(word).copied();
            let singular = known(word);
            let Some(term) = singular.or_else(|| known(stem?)) else {
                continue;
            };
            let behind = &text.text[at + word.len()..];
            // `CCG-led`: the next use is spelt out.
            let is_compound = behind
                .strip_prefix(['-', '\u{2011}'])
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            if is_compound || self.used.contains(term.id.as_str()) || term.long.is_empty() {
                continue;
            }
            let lead = plain_text(before) + &text.text[..at];
            let here = Introduction::of(&lead, behind, &term.long);
            let words = self.words(term, true, singular.is_none(), here);
            if here == Introduction::Given {
                continue;
            }
            let range = at..at + word.len();
            if from < at {
                parts.push(Inline::Text(Text {
                    text: text.text[from..at].to_owned(),
                    span: text.part(from..at),
                }));
            }
            parts.push(Inline::Text(Text {
                text: words,
                span: text.part(range.clone()),
            }));
            from = range.end;
        }
        if parts.is_empty() {
            return None;
        }
        if from < text.text.len() {
            let range = from..text.text.len();
            parts.push(Inline::Text(Text {
                text: text.text[range.clone()].to_owned(),
                span: text.part(range),
            }));
        }
        Some(parts)
    }
}

/// What the words around a term say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Introduction {
    /// Nothing.
    None,
    /// It stands in a bracket of its own behind other words: `The service (LN)`.
    Bracketed,
    /// Its author has spelt it out: `Long Name (LN)`, `LN (Long Name)`.
    Given,
}

impl Introduction {
    fn of(before: &str, behind: &str, long: &str) -> Self {
        let long = long.to_lowercase();
        let is_long = |words: &str| {
            [&long, &plural(&long)]
                .iter()
                .any(|long| words.ends_with(long.as_str()))
        };
        let bracket = behind
            .trim_start()
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'));
        if bracket.is_some_and(|(inner, _)| is_long(&inner.trim().to_lowercase())) {
            return Self::Given;
        }
        match before.strip_suffix('(') {
            Some(lead) if is_long(&lead.trim_end().to_lowercase()) => Self::Given,
            Some(_) if behind.starts_with(')') => Self::Bracketed,
            _ => Self::None,
        }
    }
}

/// The plural of what a term stands for, in English.
fn plural(words: &str) -> String {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    match words.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ if words.ends_with('s') => words.to_owned(),
        _ => format!("{words}s"),
    }
}

/// The words of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let len = text[start..].find(|c: char| !c.is_alphanumeric());
        let end = len.map_or(text.len(), |len| start + len);
        rest = end;
        Some((start, &text[start..end]))
    })
}
