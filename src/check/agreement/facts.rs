//! Facts and the sentences that speak of them: `figures/contradiction`, where a sentence has all words
//! of a fact's name and another figure, and `figures/unquoted-fact`, where it has the same figure
//! written out.
//!
//! In: claims, and the facts of which the document speaks. Out: a warning or a hint at the sentence.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Places;
use super::alike::missing;
use super::claim::Claim;
use super::contradiction::amounts;
use super::figure::{Figure, Hedge, Kind, rounded, spoken};
use super::labels::label;
use super::passage::Place;
use super::reader::{Item, Notation, read};
use super::tokens::tokens;
use super::words::{Class, Stem, class, stem};
use crate::check::Scope;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::amount::{Amount, CURRENCIES, exponent_of_unit};
use crate::model::facts::Fact;
use crate::model::field::{Field, FieldValue};
use crate::parse::body::plain_text;
use crate::source::Span;

/// A fact that is one figure.
struct Known<'f> {
    name: &'f str,
    words: Vec<Stem>,
    figure: Figure,
    noun: Option<Stem>,
    /// Whether its name says that it is had, or paid, in bits.
    measure: u8,
    years: Vec<u32>,
    /// What the figure is of, in small letters, and its words.
    title: String,
    title_words: Vec<Stem>,
    span: Span,
    printed: String,
    /// What it prints, if that is not its value.
    text: Option<&'f Field>,
}

/// `figures/contradiction`, `figures/unquoted-fact`.
pub fn check(
    scope: &Scope<'_>,
    claims: &[Claim],
    notation: Notation,
    places: &Places<'_>,
    report: &mut Report,
) {
    let facts = &scope.document.facts;
    let known: Vec<Known<'_>> = facts
        .quoted()
        .zip(facts.iter())
        .filter_map(|(name, fact)| Known::of(name, fact, notation))
        .collect();
    if known.is_empty() {
        return;
    }
    for fact in &known {
        if let Some(told) = fact.own_words(notation) {
            report.push(told);
        }
    }
    let mut by_word: FxHashMap<Stem, Vec<&Known<'_>>> = FxHashMap::default();
    for fact in &known {
        fact.words
            .iter()
            .chain(&fact.title_words)
            .for_each(|word| by_word.entry(*word).or_default().push(fact));
    }
    for claim in claims
        .iter()
        .filter(|claim| claim.place != Place::Quoted && !places.is_fact(claim.span))
    {
        let Some(figure) = claim.figure().filter(|figure| !figure.hedge.is_end()) else {
            continue;
        };
        let mut near: Vec<&Known<'_>> = claim
            .words
            .iter()
            .chain(&claim.qualifiers)
            .filter_map(|word| by_word.get(word))
            .flatten()
            .copied()
            .collect();
        near.sort_unstable_by_key(|fact| fact.name);
        near.dedup_by_key(|fact| fact.name);
        if near.is_empty() {
            continue;
        }
        let behind = places.behind(claim.span);
        let spoken: Vec<&Known<'_>> = near
            .into_iter()
            .filter(|fact| fact.is_spoken_of(claim, figure, &behind))
            .collect();
        if let Some(fact) = spoken.iter().find(|fact| fact.is_written_out(figure)) {
            report.push(unquoted(claim, fact));
        } else if let [fact] = spoken.as_slice()
            && fact.is_contradicted(claim, figure, &behind)
        {
            let message = format!(
                "`{}` here, but the fact `{}` is `{}` ({}): {}",
                claim.written,
                fact.name,
                fact.printed,
                places.name(fact.span),
                amounts(figure, &fact.figure)
            );
            let diagnostic = rules::figures::CONTRADICTION
                .at(claim.span, message)
                .related(fact.span, "the fact");
            report.push(diagnostic.help(format!(
                "write `[](fact:{})`, or correct the fact",
                fact.name
            )));
        }
    }
}

fn unquoted(claim: &Claim, fact: &Known<'_>) -> Diagnostic {
    let message = format!(
        "`{}` is written out, and it is the fact `{}`",
        claim.written, fact.name
    );
    let diagnostic = rules::figures::UNQUOTED_FACT
        .at(claim.span, message)
        .related(fact.span, "the fact");
    diagnostic.help(format!(
        "write `[](fact:{})`, so that it changes with the fact",
        fact.name
    ))
}

impl Known<'_> {
    /// What a fact prints, where that is one figure and another one than its value.
    fn own_words(&self, notation: Notation) -> Option<Diagnostic> {
        let words = self.text.as_ref()?;
        let written = plain_text(words.inline()?);
        let tokens = tokens(&written);
        let items = read(&tokens, notation);
        let mut figures = items.iter().filter_map(Item::figure);
        let (Some(printed), None) = (figures.next(), figures.next()) else {
            return None;
        };
        if printed.kind != self.figure.kind || self.figure.agrees(printed) {
            return None;
        }
        let message = format!(
            "the fact `{}` prints `{}`, and its value is {}: {}",
            self.name,
            written.trim(),
            spoken(self.figure.value, self.figure.kind),
            amounts(printed, &self.figure)
        );
        let told = rules::figures::CONTRADICTION.at(words.span, message);
        Some(told.help(
            "correct one of them; or leave `text` out, and the value is printed with its unit",
        ))
    }
}

impl<'f> Known<'f> {
    fn of(name: &'f str, fact: &'f Fact, notation: Notation) -> Option<Self> {
        let value = fact.field.get("value")?;
        let text = |field: &Field| match &field.value {
            FieldValue::Inline(content) => plain_text(content),
            FieldValue::Word(word) => word.text.clone(),
            FieldValue::Date(date) => date.to_string(),
            FieldValue::Month(date) => date.to_string(),
            _ => String::new(),
        };
        let written = text(value);
        let amount = Amount::of_number(written.trim())
            .or_else(|| Amount::read(&written, &notation.style))?;
        let unit = fact.field.get("unit").map(text).unwrap_or_default();
        let unit = unit.trim();
        let sign = amount.currency.or_else(|| {
            unit.chars()
                .next()
                .filter(|sign| CURRENCIES.contains(*sign))
        });
        let kind = match sign {
            Some(sign) => Kind::Money(sign),
            None if unit.starts_with('%') => Kind::Percent,
            None => Kind::Count,
        };
        let power = Decimal::from(
            10_i64.checked_pow(amount.multiple.unwrap_or_else(|| exponent_of_unit(unit)))?,
        );
        let figure = Figure {
            range: 0..0,
            kind,
            value: amount.value.abs().checked_mul(power)?,
            step: Decimal::new(1, amount.value.scale()).checked_mul(power)?,
            hedge: Hedge::Exact,
        };
        let named = label(&name.replace('-', " "), notation);
        let as_of = fact.field.get("as-of").map(text).unwrap_or_default();
        let noun = unit
            .split_whitespace()
            .last()
            .filter(|_| kind == Kind::Count)
            .map(stem);
        let mut years = named.years.to_vec();
        years.extend(label(&as_of, notation).years);
        let title = fact.field.get("title").map(text).unwrap_or_default();
        let measures = name.split('-').map(|word| match class(word) {
            Class::Measure(bits) => bits,
            _ => 0,
        });
        let measure = measures.fold(0, |all, bits| all | bits);
        Some(Self {
            name,
            words: named.words.to_vec(),
            figure,
            noun,
            measure,
            years,
            title_words: label(&title, notation).words.to_vec(),
            title: title.trim().to_lowercase(),
            span: value.span,
            printed: plain_text(&fact.text),
            text: fact.field.get("text").filter(|text| !text.is_blank()),
        })
    }

    /// Whether what stands right behind a figure is the title of the fact: “the 14 beds in use”.
    fn is_called(&self, behind: &str) -> bool {
        let rest = behind.strip_prefix(self.title.as_str());
        self.title.contains(' ')
            && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    /// Whether a sentence has all words of the fact's name, or its title, and no year but the fact's.
    fn is_spoken_of(&self, claim: &Claim, figure: &Figure, behind: &str) -> bool {
        let mut words = claim.words.clone();
        words.extend(claim.qualifiers.iter().copied());
        words.extend(claim.noun);
        words.sort_unstable();
        let counted = self.noun.is_some() && (claim.noun == self.noun || claim.noun.is_none());
        let enough = self.words.len() >= 2
            || self.words.len() == 1 && (counted || self.figure.kind != Kind::Count);
        let years = claim.years.is_empty()
            || self.years.is_empty()
            || claim
                .years
                .iter()
                .any(|year| self.years.iter().any(|own| own / 100 == year / 100));
        let is_named = enough && missing(&self.words, &words) == 0 || self.is_called(behind);
        figure.kind == self.figure.kind && years && is_named
    }

    /// Whether the very figure is written, with as many digits: small round numbers are often others.
    fn is_written_out(&self, figure: &Figure) -> bool {
        let digits =
            self.figure.value / rounded(self.figure.value) >= Decimal::TEN || self.words.len() >= 2;
        figure.hedge == Hedge::Exact && figure.value == self.figure.value && digits
    }

    /// Whether a sentence says another figure of nothing but the fact.
    fn is_contradicted(&self, claim: &Claim, figure: &Figure, behind: &str) -> bool {
        let is_called = self.is_called(behind);
        let own = |word: &&Stem| {
            self.words.binary_search(word).is_ok()
                || self.noun == Some(**word)
                || is_called && self.title_words.binary_search(word).is_ok()
        };
        let others = claim.words.iter().filter(|word| !own(word)).count();
        let qualified = claim.qualifiers.iter().filter(|word| !own(word)).count();
        let counted = self.noun.is_some() && claim.noun == self.noun;
        let funded = self.measure & claim.measure != 0 && !self.words.is_empty();
        // “The 14 beds in use” are all of them, whatever the sentence goes on to say.
        let all = is_called && claim.definite && claim.names.iter().all(|name| own(&name));
        let clear = self.words.len() >= 2 && others <= 1
            || (counted || funded || is_called) && others == 0
            || all;
        clear
            && qualified == 0
            && !figure.is_far_from(&self.figure, 3)
            && !figure.agrees(&self.figure)
    }
}
