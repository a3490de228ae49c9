//! `figures/lonely-reference`: “Appendix 9” where there is none, “Figure 12” of ten, “section 4.2”.
//!
//! In: the numbers by which the document calls its parts, and those that its texts name. Out: a
//! warning at a number that nothing has. Where it may be another document's (“Figure 2 of the
//! strategy”, “section 4.2 of the Act”), nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use super::passage::{Passage, Place};
use super::reader::{Item, What};
use super::tokens::{Token, touch};
use crate::check::Scope;
use crate::diagnostic::{Report, did_you_mean, rules};
use crate::model::anchors::kind_label;
use crate::source::Span;

/// A number that a text names, or gives.
#[derive(Debug, Clone)]
pub struct Reference {
    /// In the singular, in small letters: `appendix`.
    word: &'static str,
    number: String,
    span: Span,
    /// Whether it stands where the part itself is called so: at the start of a heading or caption.
    defines: bool,
}

/// What can be numbered, with its plural.
const WORDS: [(&str, &str); 6] = [
    ("appendix", "appendices"),
    ("annex", "annexes"),
    ("figure", "figures"),
    ("table", "tables"),
    ("section", "sections"),
    ("workstream", "workstreams"),
];

/// The references of a passage.
pub fn of(passage: &Passage<'_>) -> Vec<Reference> {
    let found = passage
        .items
        .iter()
        .filter_map(|item| reference(passage, item));
    found.collect()
}

fn reference(passage: &Passage<'_>, item: &Item) -> Option<Reference> {
    let What::Label(number) = &item.what else {
        return None;
    };
    let token = passage.tokens.get(item.first)?;
    let (word, _) = WORDS
        .iter()
        .find(|(one, many)| token.is(one) || token.is(many))?;
    let behind = passage.tokens.get(item.end..).unwrap_or_default();
    let colon = behind
        .first()
        .is_some_and(|next| matches!(next.text, ":" | "|"));
    let starts = item.first == 0 || passage.tokens[item.first - 1].text == "\n";
    let goes_on = behind
        .first()
        .is_some_and(|next| next.is_word() && !next.is_capital() || matches!(next.text, "," | ")"));
    let defines = starts && !goes_on || colon;
    // “Table 1.2A”.
    let letter = passage
        .tokens
        .get(item.end)
        .filter(|next| next.is_word() && touch(&passage.tokens[item.end - 1], next));
    let number = format!(
        "{}{}",
        number.trim_end_matches('.'),
        letter.map_or("", |letter| letter.text)
    );
    let is_whole = *word != "section" || number.contains('.');
    if !defines && (!is_whole || passage.is_linked(item.first) || is_foreign(passage, item)) {
        return None;
    }
    let span = passage.span(item.first..item.end)?;
    Some(Reference {
        word,
        number,
        span,
        defines,
    })
}

/// Words of texts that have numbers of their own.
pub const ELSEWHERE: [&str; 26] = [
    "act",
    "acts",
    "regulations",
    "regulation",
    "order",
    "guidance",
    "guidelines",
    "nice",
    "nppf",
    "framework",
    "directive",
    "code",
    "rules",
    "statute",
    "schedule",
    "constitution",
    "agreement",
    "bill",
    "journal",
    "published",
    "ibid",
    "et",
    "http",
    "https",
    "www",
    "contract",
];

/// Whether a number may be one of another document.
fn is_foreign(passage: &Passage<'_>, item: &Item) -> bool {
    let tokens = passage.tokens;
    let sentence = passage.bounds.sentence(&(item.first..item.end));
    let around = &tokens[sentence.clone()];
    let behind = &tokens[item.end..sentence.end];
    let before = tokens[..item.first]
        .iter()
        .rev()
        .take(2)
        .collect::<Vec<_>>();
    let own =
        |next: Option<&Token<'_>>| next.is_some_and(|next| next.is_any(&["this", "our", "these"]));
    let of = behind
        .first()
        .is_some_and(|next| next.is_any(&["of", "to", "in", "from", "within"]))
        && !own(behind.get(1));
    let named = before.first().is_some_and(|before| {
        before.is_word()
            && (before.is_capital()
                && !before.is_any(&["See", "In", "At", "The", "And", "Both"])
                && item.first - 1 > sentence.start
                || before.text.ends_with("’s")
                || before.text.ends_with("'s")
                || before.is_any(&["its", "their", "his", "her", "whose"]))
    });
    let cited = passage.place == Place::Quoted || passage.flat.text.contains("://");
    let quoted = before
        .first()
        .is_some_and(|before| matches!(before.text, "”" | "’" | "\"" | ","))
        && tokens[sentence.start..item.first]
            .iter()
            .any(|token| matches!(token.text, "“" | "‘" | "\""));
    of || named || cited || quoted || around.iter().any(|token| token.known.is_elsewhere)
}

/// `figures/lonely-reference`.
pub fn check(scope: &Scope<'_>, references: &[Reference], report: &mut Report) {
    let lonely = references.iter().any(|reference| !reference.defines);
    if !lonely {
        return;
    }
    let mut known = labels(scope);
    for reference in references.iter().filter(|reference| reference.defines) {
        known
            .entry(reference.word)
            .or_default()
            .insert(reference.number.clone());
    }
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for reference in references.iter().filter(|reference| !reference.defines) {
        let Reference {
            word, number, span, ..
        } = reference;
        let own = known.get(word);
        // Of what this document does not number at all, another one may be meant.
        let counted = matches!(*word, "appendix" | "annex" | "figure" | "table")
            || own.is_some_and(|own| own.len() > 1);
        let spoken = own.is_some_and(|own| {
            own.contains(number)
                || *word == "section"
                    && own.iter().any(|one| number.starts_with(&format!("{one}.")))
        });
        if spoken || !counted || !told.insert((word, number)) {
            continue;
        }
        let shown = capital(word);
        let message = format!("there is no {shown} {number} in this document");
        let near = own.and_then(|own| did_you_mean(number, own.iter().map(String::as_str)));
        let help = match (
            own.map(|own| own.iter().collect::<Vec<_>>()).as_deref(),
            near,
        ) {
            (Some([only]), _) => format!(
                "the only one is {shown} {only}; refer to it by its id, `[](#id)`, so that its number is always right"
            ),
            (Some(_), Some(near)) => format!(
                "is {shown} {near} meant? refer to it by its id, `[](#id)`, so that its number is always right"
            ),
            (Some(all), None) => format!(
                "there are {}; refer to one by its id, `[](#id)`, so that its number is always right",
                all.len()
            ),
            (None, _) => format!("add it, or say of which document it is: `{shown} {number} of …`"),
        };
        report.push(
            rules::figures::LONELY_REFERENCE
                .at(*span, message)
                .help(help),
        );
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// The numbers that the document gives, by what they number.
fn labels(scope: &Scope<'_>) -> BTreeMap<&'static str, BTreeSet<String>> {
    let document = scope.document;
    let mut known: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    let mut add = |label: &str| {
        if let Some((word, number)) = label.split_once(' ')
            && let Some((word, _)) = WORDS.iter().find(|(one, _)| one.eq_ignore_ascii_case(word))
        {
            known.entry(word).or_default().insert(number.to_owned());
        }
    };
    document.anchors.labels().for_each(&mut add);
    for (card, numbered) in document.cards.iter().zip(&document.numbers.cards) {
        if let Some(label) = kind_label(card, scope.kinds, &document.manifest.own_words) {
            add(&label);
        }
        match &numbered.number {
            Some(number) if numbered.is_appendix => {
                add(number);
                add(&number.replacen(document.words.appendix, "Annex", 1));
            }
            Some(number) => add(&format!("Section {number}")),
            None => {}
        }
    }
    document
        .numbers
        .inner()
        .for_each(|number| add(&format!("Section {number}")));
    known
}
