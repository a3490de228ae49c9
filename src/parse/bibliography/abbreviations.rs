//! What entries of a `.bib` file take from elsewhere in it: `@string`s, and fields of the entries that
//! `crossref` and `xdata` name. In: the entries as they stand. Out: the same without what leads back
//! to itself, or to more than anybody writes: biblatex 0.12 follows both without an end.

use std::collections::HashMap;

use biblatex::{RawBibliography, RawChunk, RawEntry};

use super::bibtex::span_of;
use crate::diagnostic::{Report, rules};
use crate::limits;
use crate::source::SourceId;

/// Takes out `@string`s that are made of themselves, or are longer than a field may be.
pub(super) fn bounded_strings(id: SourceId, raw: &mut RawBibliography<'_>, report: &mut Report) {
    // An abbreviation may only name those above it, so that none can lead back to itself.
    let mut lengths: HashMap<String, usize> = HashMap::new();
    let mut declared = Vec::with_capacity(raw.abbreviations.len());
    for mut pair in std::mem::take(&mut raw.abbreviations) {
        if lengths.contains_key(pair.key.v) {
            let message = format!("the `@string` `{}` is there twice", pair.key.v);
            report.push(
                rules::source::DUPLICATE_KEY
                    .at(span_of(id, &pair.key.span), message)
                    .help("keep one of the two; the first one is read"),
            );
            continue;
        }
        let mut length = 0_usize;
        for chunk in &mut pair.value.v {
            match chunk.v {
                RawChunk::Normal(text) => length = length.saturating_add(text.len()),
                RawChunk::Abbreviation(name) if is_month(name) => length += name.len(),
                RawChunk::Abbreviation(name) => match lengths.get(name) {
                    Some(inner) => length = length.saturating_add(*inner),
                    None => {
                        report.push(unknown(id, name, &chunk.span));
                        chunk.v = RawChunk::Normal(name);
                    }
                },
            }
        }
        if length > limits::BIBLIOGRAPHY_FIELD {
            let message = format!(
                "the `@string` `{}` is longer than a field may be",
                pair.key.v
            );
            report.push(
                rules::source::TOO_LARGE
                    .at(span_of(id, &pair.key.span), message)
                    .help("write the words into the entries that need them"),
            );
            pair.value.v.clear();
            length = 0;
        }
        lengths.insert(pair.key.v.to_owned(), length);
        declared.push(pair);
    }
    raw.abbreviations = declared;
}

/// Words that BibTeX takes for abbreviations, and that nobody declares, are text.
pub(super) fn known_strings(id: SourceId, raw: &mut RawBibliography<'_>, report: &mut Report) {
    let known: Vec<&str> = raw.abbreviations.iter().map(|pair| pair.key.v).collect();
    for entry in &mut raw.entries {
        for pair in &mut entry.v.fields {
            let is_dropped = super::bibtex::is_unused(pair.key.v);
            for chunk in &mut pair.value.v {
                if let RawChunk::Abbreviation(name) = chunk.v
                    && !known.contains(&name)
                    && !is_month(name)
                {
                    if !is_dropped {
                        report.push(unknown(id, name, &chunk.span));
                    }
                    chunk.v = RawChunk::Normal(name);
                }
            }
        }
    }
}

fn unknown(
    id: SourceId,
    name: &str,
    span: &std::ops::Range<usize>,
) -> crate::diagnostic::Diagnostic {
    let message = format!("no `@string` above is called `{name}`");
    rules::source::BIBLIOGRAPHY
        .at(span_of(id, span), message)
        .help(format!("write the words in braces: `{{{name}}}`"))
}

/// The abbreviations of months, which need no `@string`.
fn is_month(name: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    MONTHS.contains(&name.to_lowercase().as_str())
}

/// Takes out `crossref` and `xdata` that lead back to their own entry, or to too many others.
pub(super) fn bounded_references(id: SourceId, raw: &mut RawBibliography<'_>, report: &mut Report) {
    let index: HashMap<&str, usize> = raw
        .entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry.v.key.v, at))
        .collect();
    let named = |entry: &RawEntry<'_>| -> Vec<usize> {
        let fields = entry.fields.iter().filter(|pair| is_reference(pair.key.v));
        let texts = fields.flat_map(|pair| &pair.value.v);
        let keys = texts.flat_map(|chunk| match chunk.v {
            RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.split(','),
        });
        keys.filter_map(|key| index.get(key.trim()).copied())
            .collect()
    };
    let named: Vec<Vec<usize>> = raw.entries.iter().map(|entry| named(&entry.v)).collect();
    let mut costs = Costs {
        named: &named,
        known: vec![None; named.len()],
    };
    let too_much: Vec<bool> = (0..named.len())
        .map(|at| costs.of(at, 0) > limits::BIBLIOGRAPHY_REFERENCES)
        .collect();
    for (entry, too_much) in raw.entries.iter_mut().zip(too_much) {
        let field = entry.v.fields.iter().find(|pair| is_reference(pair.key.v));
        if let Some(field) = field.filter(|_| too_much) {
            let message = format!(
                "`{}` leads back to this entry, or to too many others",
                field.key.v
            );
            report.push(
                rules::source::BIBLIOGRAPHY
                    .at(span_of(id, &field.key.span), message)
                    .help("name an entry that has all of its own fields"),
            );
            entry.v.fields.retain(|pair| !is_reference(pair.key.v));
        }
    }
}

fn is_reference(field: &str) -> bool {
    field.eq_ignore_ascii_case("crossref") || field.eq_ignore_ascii_case("xdata")
}

/// How many entries the library would look at to make one whole.
struct Costs<'a> {
    named: &'a [Vec<usize>],
    known: Vec<Option<usize>>,
}

impl Costs<'_> {
    fn of(&mut self, at: usize, depth: usize) -> usize {
        if let Some(cost) = self.known[at] {
            return cost;
        }
        if depth > limits::BIBLIOGRAPHY_DEPTH {
            return usize::MAX;
        }
        let named = self.named;
        let cost = named[at].iter().fold(1_usize, |sum, inner| {
            sum.saturating_add(self.of(*inner, depth + 1))
        });
        self.known[at] = Some(cost);
        cost
    }
}
