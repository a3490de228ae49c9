//! What a style prints of the sources that are cited. In: the entries in the order in which they are
//! cited. Out: the words of each citation, and the list in the order of the style.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, StyleClass};
use hayagriva::types::{Date, EntryType};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Rendered, archive,
};

use super::dates::WrittenYear;
use super::guard::guarded;
use super::inlines;
use super::style::{self, Style};
use super::{Entry, inlines::of_part};
use crate::parse::body::Inline;

/// What is printed.
#[derive(Debug, Default)]
pub struct Printed {
    /// The words of each citation, in the order in which they were asked for.
    pub citations: Vec<Vec<Inline>>,
    /// The list.
    pub references: Vec<Reference>,
}

/// One source in the list.
#[derive(Debug)]
pub struct Reference {
    /// The entry, by its index.
    pub entry: usize,
    /// Its number or its short name, if the style has such.
    pub label: Option<Vec<Inline>>,
    /// What is said of it.
    pub text: Vec<Inline>,
}

/// The words and dates of all languages that come with hayagriva, read once.
pub(super) fn locales() -> &'static [Locale] {
    static LOCALES: OnceLock<Vec<Locale>> = OnceLock::new();
    LOCALES.get_or_init(archive::locales)
}

/// What a style prints of `entries` if the ones in `cited` are cited, by their index and in this
/// order, in a language; `None` if the style cannot.
pub fn print(entries: &[Entry], cited: &[usize], style: Style, tag: &str) -> Option<Printed> {
    if cited.is_empty() {
        return Some(Printed::default());
    }
    let rules = style.rules().filter(|rules| rules.bibliography.is_some())?;
    let language = LocaleCode(style::language(tag));
    let years = Years::of(cited.iter().map(|at| &entries[*at]));
    let items: BTreeMap<usize, hayagriva::Entry> = cited
        .iter()
        .map(|at| (*at, years.entry(&entries[*at])))
        .collect();
    let rendered = guarded(|| in_order(&items, cited, &rules, &language))?;
    let words_of = |at: usize| {
        let mut words = years.replacements.clone();
        words.extend(entries[at].replacements());
        words
    };
    let is_note = rules.settings.class == StyleClass::Note;
    let citations = rendered.citations.iter().zip(cited).map(|(citation, at)| {
        let words = inlines::of(&citation.citation, entries[*at].span, &words_of(*at));
        if is_note {
            inlines::in_brackets(words, entries[*at].span)
        } else {
            words
        }
    });
    let list = rendered
        .bibliography
        .map(|list| list.items)
        .unwrap_or_default();
    let at: BTreeMap<&str, usize> = items
        .keys()
        .map(|at| (entries[*at].key.as_str(), *at))
        .collect();
    let references = list.iter().filter_map(|item| {
        let entry = *at.get(item.key.as_str())?;
        let (place, words) = (entries[entry].span, words_of(entry));
        let label = item.first_field.as_ref();
        Some(Reference {
            entry,
            label: label.map(|label| of_part(label, place, &words)),
            text: entries[entry].settled(inlines::of(&item.content, place, &words)),
        })
    });
    Some(Printed {
        references: references.collect(),
        citations: citations.collect(),
    })
}

/// The citations in the order of the text, and the list.
///
/// hayagriva 0.10.1 gives the letters of “2015a” and “2015b” in the order in which the sources are
/// cited, and not in that of the list as the Citation Style Language says (1.0.2, “Disambiguation”).
/// So where two could have such letters, and no number depends on it, they are cited once more in the
/// order of the list.
fn in_order(
    items: &BTreeMap<usize, hayagriva::Entry>,
    cited: &[usize],
    rules: &IndependentStyle,
    language: &LocaleCode,
) -> Rendered {
    let first = rendered(items, cited, rules, language);
    let is_sorted = rules
        .bibliography
        .as_ref()
        .is_some_and(|list| list.sort.is_some());
    let is_in_text = rules.settings.class == StyleClass::InText;
    if !(is_sorted
        && is_in_text
        && rules.citation.disambiguate_add_year_suffix
        && may_be_alike(items))
    {
        return first;
    }
    let list = first
        .bibliography
        .as_ref()
        .map(|list| list.items.as_slice());
    let ranks: BTreeMap<&str, usize> = list
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(rank, item)| (item.key.as_str(), rank))
        .collect();
    let rank = |at: &usize| items.get(at).and_then(|item| ranks.get(item.key()));
    let mut order: Vec<usize> = (0..cited.len()).collect();
    order.sort_by_key(|at| rank(&cited[*at]));
    let sorted: Vec<usize> = order.iter().map(|at| cited[*at]).collect();
    let again = rendered(items, &sorted, rules, language);
    let mut citations: Vec<_> = order.into_iter().zip(again.citations).collect();
    citations.sort_by_key(|(at, _)| *at);
    Rendered {
        citations: citations
            .into_iter()
            .map(|(_, citation)| citation)
            .collect(),
        ..again
    }
}

/// Whether two sources have the same first name and the same year.
fn may_be_alike(items: &BTreeMap<usize, hayagriva::Entry>) -> bool {
    let mut seen = BTreeSet::new();
    let name = |item: &hayagriva::Entry| {
        let people = item.authors().or(item.editors()).unwrap_or_default();
        people.first().map(|person| person.name.clone())
    };
    let year = |item: &hayagriva::Entry| item.date_any().map(|date| date.year);
    !items
        .values()
        .all(|item| seen.insert((name(item), year(item))))
}

fn rendered(
    items: &BTreeMap<usize, hayagriva::Entry>,
    cited: &[usize],
    rules: &IndependentStyle,
    language: &LocaleCode,
) -> Rendered {
    let mut driver = BibliographyDriver::new();
    for (number, at) in cited.iter().enumerate() {
        if let Some(item) = items.get(at) {
            driver.citation(CitationRequest::new(
                vec![CitationItem::with_entry(item)],
                rules,
                Some(language.clone()),
                locales(),
                Some(number + 1),
            ));
        }
    }
    driver.finish(BibliographyRequest::new(
        rules,
        Some(language.clone()),
        locales(),
    ))
}

impl Entry {
    /// The address, as its author wrote it.
    fn replacements(&self) -> Vec<(String, String)> {
        self.address.iter().cloned().collect()
    }

    /// What is printed of it, without what the style only guesses: `harvard-cite-them-right` calls
    /// an article without a volume a preprint, as a newspaper's or a magazine's may be.
    fn settled(&self, text: Vec<Inline>) -> Vec<Inline> {
        let is_article = *self.item.entry_type() == EntryType::Article;
        if !is_article || self.is_preprint {
            return text;
        }
        const GUESS: &str = " [Preprint]";
        let without = |inline: Inline| match inline {
            Inline::Text(mut text) => {
                text.text = text.text.replace(GUESS, "").replace(GUESS.trim_start(), "");
                Inline::Text(text)
            }
            other => other,
        };
        text.into_iter().map(without).collect()
    }
}

/// The years of what is cited. A style can set numbers alone; where a year is written otherwise, such
/// as `2015/16`, each year is a number for which it stands while the style is at work, in the same
/// order and with the same last two digits, and the words take its place afterwards.
struct Years {
    /// The number of each, by its year and its words; none if all are plain.
    numbers: BTreeMap<(i32, String), i32>,
    replacements: Vec<(String, String)>,
}

impl Years {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry> + Clone) -> Self {
        let mut numbers = BTreeMap::new();
        if entries.clone().any(|entry| entry.written.is_some()) {
            let keys = entries.filter_map(key_of);
            numbers.extend(keys.map(|key| (key, 0)));
        }
        let mut replacements = Vec::with_capacity(numbers.len());
        for (rank, ((year, words), number)) in (0..).zip(&mut numbers) {
            *number = (FIRST + rank) * 100 + year.rem_euclid(100);
            if words.ends_with('.') {
                replacements.push((format!("{number}."), words.clone()));
            }
            replacements.push((number.to_string(), words.clone()));
        }
        Self {
            numbers,
            replacements,
        }
    }

    /// The entry with the number of its year.
    fn entry(&self, entry: &Entry) -> hayagriva::Entry {
        let mut item = entry.item.clone();
        let number = key_of(entry).and_then(|key| self.numbers.get(&key).copied());
        if let Some(year) = number {
            let date = item.date().copied();
            item.set_date(Date {
                year,
                ..date.unwrap_or(Date {
                    year,
                    month: None,
                    day: None,
                    approximate: false,
                    season: None,
                })
            });
        }
        item
    }
}

/// The first number that stands for a year, without its last two digits: no year has seven digits,
/// and hardly anything else that is printed has these.
const FIRST: i32 = 77_430;

/// By what years are sorted, and their words.
fn key_of(entry: &Entry) -> Option<(i32, String)> {
    match &entry.written {
        Some(WrittenYear { text, year }) => Some((year.unwrap_or(9999), text.clone())),
        None => entry
            .item
            .date_any()
            .map(|date| (date.year, date.year.to_string())),
    }
}
