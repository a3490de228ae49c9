//! A `.bib` file. In: its text. Out: its entries; what is wrong with one is said where it stands, and
//! keeps no other from being read.

use std::collections::HashMap;
use std::ops::Range;

use biblatex::{Bibliography, Pair, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

use super::guard::{depth, guarded};
use super::{Entry, abbreviations, fields, markup, syntax};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::limits;
use crate::parse::spelling::figure;
use crate::source::{SourceId, Span};

/// Fields that no style prints, and that may be long.
const UNUSED: [&str; 12] = [
    "abstract",
    "annotation",
    "annote",
    "comment",
    "file",
    "ids",
    "keywords",
    "mendeley-groups",
    "mendeley-tags",
    "owner",
    "review",
    "timestamp",
];

/// Fields whose signs are an address, and no commands of TeX.
const VERBATIM: [&str; 6] = ["url", "doi", "eprint", "urlraw", "pdf", "file"];

/// The entries that can be read.
pub(super) fn parse(id: SourceId, text: &str, report: &mut Report) -> Vec<Entry> {
    let clean = syntax::readable(id, text, report);
    let Ok(mut raw) = RawBibliography::parse(&clean) else {
        return Vec::new();
    };
    abbreviations::bounded_strings(id, &mut raw, report);
    abbreviations::known_strings(id, &mut raw, report);
    unique(id, &mut raw, report);
    for entry in &mut raw.entries {
        bounded_fields(id, &mut entry.v, report);
    }
    abbreviations::bounded_references(id, &mut raw, report);
    // What is read of the commands of TeX must live as long as the entries.
    let texts: Vec<Vec<Vec<Option<String>>>> = raw
        .entries
        .iter()
        .map(|entry| entry.v.fields.iter().map(without_commands).collect())
        .collect();
    for (entry, texts) in raw.entries.iter_mut().zip(&texts) {
        for (pair, texts) in entry.v.fields.iter_mut().zip(texts) {
            for (chunk, text) in pair.value.v.iter_mut().zip(texts) {
                if let Some(text) = text {
                    chunk.v = RawChunk::Normal(text);
                }
            }
        }
    }
    let abbreviations = raw.abbreviations.clone();
    for entry in &mut raw.entries {
        readable_fields(id, entry, &abbreviations, report);
    }
    let written: Vec<Written<'_>> = raw
        .entries
        .iter()
        .map(|entry| Written::of(id, &entry.v))
        .collect();
    let Some(Ok(bibliography)) = guarded(|| Bibliography::from_raw(raw.clone())) else {
        report.push(unreadable(Span::new(id, 0..clean.len().min(1))));
        return Vec::new();
    };
    let read = bibliography.into_iter().zip(&written);
    read.filter_map(|(entry, written)| fields::entry(entry, written, report))
        .collect()
}

fn unreadable(place: Span) -> Diagnostic {
    rules::source::BIBLIOGRAPHY
        .at(place, "this cannot be read")
        .help("take out signs and commands that do not belong to the words of a field")
}

/// What stands in the file, for what is to be said of an entry.
pub(super) struct Written<'s> {
    pub key: Span,
    pub kind: Spanned<&'s str>,
    pub source: SourceId,
    pairs: Vec<(String, Range<usize>, Range<usize>, String)>,
}

impl<'s> Written<'s> {
    fn of(source: SourceId, entry: &RawEntry<'s>) -> Self {
        let pairs = entry.fields.iter().map(|pair| {
            let chunks = pair.value.v.iter().map(|chunk| match chunk.v {
                RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
            });
            let name = pair.key.v.to_ascii_lowercase();
            (
                name,
                pair.key.span.clone(),
                pair.value.span.clone(),
                chunks.collect(),
            )
        });
        Self {
            key: span_of(source, &entry.key.span),
            kind: entry.kind.clone(),
            source,
            pairs: pairs.collect(),
        }
    }

    /// The place of a field's value, and what stands in it.
    pub fn field(&self, name: &str) -> Option<(Span, &str)> {
        let found = self.pairs.iter().rev().find(|(field, ..)| field == name);
        found.map(|(_, _, value, text)| (span_of(self.source, value), text.as_str()))
    }

    /// The name of the field in which a place lies.
    pub fn field_at(&self, place: &Range<usize>) -> Option<&str> {
        let around = |(_, _, value, _): &&(String, Range<usize>, Range<usize>, String)| {
            value.start <= place.start && place.start <= value.end
        };
        self.pairs
            .iter()
            .find(around)
            .map(|(name, ..)| name.as_str())
    }
}

pub(super) fn span_of(id: SourceId, range: &Range<usize>) -> Span {
    Span::new(id, range.clone())
}

pub(super) fn is_unused(field: &str) -> bool {
    UNUSED.contains(&field.to_ascii_lowercase().as_str())
}

/// Keeps the first entry with a key. Keys that differ only by capitals are two to whoever cites
/// them, and one to BibTeX.
fn unique(id: SourceId, raw: &mut RawBibliography<'_>, report: &mut Report) {
    let mut seen: HashMap<String, (String, Span)> = HashMap::new();
    raw.entries.retain(|entry| {
        let key = entry.v.key.v;
        let span = span_of(id, &entry.v.key.span);
        if key.is_empty() {
            let kind = span_of(id, &entry.v.kind.span);
            report.push(
                rules::source::BIBLIOGRAPHY
                    .at(kind, "this entry has no key, by which a text could cite it")
                    .help(format!(
                        "write one behind the brace: `@{}{{key,`",
                        entry.v.kind.v
                    )),
            );
            return false;
        }
        let Some((other, first)) = seen.get(&key.to_lowercase()) else {
            seen.insert(key.to_lowercase(), (key.to_owned(), span));
            return true;
        };
        report.push(twice(key, span, other, *first));
        key != other
    });
}

/// What is said of a key that is there twice, or nearly so.
pub(super) fn twice(key: &str, span: Span, other: &str, first: Span) -> Diagnostic {
    if key == other {
        return rules::source::DUPLICATE_KEY
            .at(span, format!("the key `{key}` is there twice"))
            .related(first, "the first one is here")
            .help("give one of the two another key, or take it out; the first one is read");
    }
    rules::source::DUPLICATE_KEY
        .as_warning()
        .at(span, format!("the keys `{key}` and `{other}` differ only by capitals"))
        .related(first, format!("`{other}` is here"))
        .help("give one of the two another key: capitals count in a citation, and are easily mistaken")
}

/// Takes out what no style prints, and what is longer or deeper than anybody writes.
fn bounded_fields(id: SourceId, entry: &mut RawEntry<'_>, report: &mut Report) {
    entry.fields.retain(|pair| {
        if is_unused(pair.key.v) {
            return false;
        }
        let chunks = || pair.value.v.iter();
        let length: usize = chunks()
            .map(|chunk| match chunk.v {
                RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.len(),
            })
            .sum();
        let is_deep = chunks().any(|chunk| match chunk.v {
            RawChunk::Normal(text) => depth(text) > limits::BIBLIOGRAPHY_NESTING,
            RawChunk::Abbreviation(_) => false,
        });
        let inner = chunks().find_map(|chunk| match chunk.v {
            RawChunk::Normal(text) => swallowed_in(text),
            RawChunk::Abbreviation(_) => None,
        });
        if let Some(inner) = inner {
            let message = format!(
                "the field `{inner}` stands within the field `{}`, whose `}}` is missing",
                pair.key.v
            );
            report.push(
                rules::source::BIBLIOGRAPHY
                    .at(span_of(id, &pair.key.span), message)
                    .help("write the `}` that ends it, and take away the one that is too many"),
            );
            return true;
        }
        let message = if length > limits::BIBLIOGRAPHY_FIELD {
            format!(
                "this field has {} characters; at most {} are read",
                figure(&length.to_string()),
                figure(&limits::BIBLIOGRAPHY_FIELD.to_string())
            )
        } else if is_deep {
            format!(
                "braces stand inside each other here more than {} deep",
                limits::BIBLIOGRAPHY_NESTING
            )
        } else {
            return true;
        };
        report.push(
            rules::source::TOO_LARGE
                .at(span_of(id, &pair.key.span), message)
                .help("write what is to be printed, and no more"),
        );
        false
    });
}

/// The name of another field that stands within the words of one.
fn swallowed_in(text: &str) -> Option<&str> {
    let commas = text.match_indices(',');
    commas
        .map(|(at, _)| &text[at..])
        .find_map(syntax::swallowed)
}

/// The texts of a field with its commands read, where there are any.
fn without_commands(pair: &Pair<'_>) -> Vec<Option<String>> {
    let is_address = VERBATIM.contains(&pair.key.v.to_ascii_lowercase().as_str());
    let read = |text: &str| {
        let is_plain = is_address || !text.contains(['\\', '~', markup::EMPHASIS, markup::PLAIN]);
        (!is_plain).then(|| markup::read(text))
    };
    let chunks = pair.value.v.iter();
    chunks
        .map(|chunk| match chunk.v {
            RawChunk::Normal(text) => read(text),
            RawChunk::Abbreviation(_) => None,
        })
        .collect()
}

/// Takes out the fields of an entry that cannot be read, and says so of each.
fn readable_fields<'s>(
    id: SourceId,
    entry: &mut Spanned<RawEntry<'s>>,
    abbreviations: &[Pair<'s>],
    report: &mut Report,
) {
    let is_readable = |pair: &Pair<'s>| {
        let used = pair
            .value
            .v
            .iter()
            .any(|chunk| matches!(chunk.v, RawChunk::Abbreviation(_)));
        let alone = RawBibliography {
            preamble: String::new(),
            entries: vec![Spanned::new(
                RawEntry {
                    key: entry.v.key.clone(),
                    kind: entry.v.kind.clone(),
                    fields: vec![pair.clone()],
                },
                entry.span.clone(),
            )],
            abbreviations: if used {
                abbreviations.to_vec()
            } else {
                Vec::new()
            },
        };
        match guarded(|| Bibliography::from_raw(alone)) {
            Some(Ok(_)) => Ok(()),
            Some(Err(error)) => Err(Some(error.kind)),
            None => Err(None),
        }
    };
    let mut unread = Vec::new();
    for (at, pair) in entry.v.fields.iter().enumerate() {
        if let Err(kind) = is_readable(pair) {
            report.push(bad_field(id, pair, kind.as_ref()));
            unread.push(at);
        }
    }
    for at in unread.into_iter().rev() {
        entry.v.fields.remove(at);
    }
}

fn bad_field(id: SourceId, pair: &Pair<'_>, kind: Option<&ParseErrorKind>) -> Diagnostic {
    let message = format!("the field `{}` cannot be read", pair.key.v);
    let at = rules::source::BIBLIOGRAPHY.at(span_of(id, &pair.value.span), message);
    let has_dollar = pair.value.v.iter().any(|chunk| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.contains('$'),
    });
    match kind {
        Some(ParseErrorKind::UnexpectedEof) if has_dollar => {
            at.help("a `$` begins a formula; write `\\$` for the sign")
        }
        Some(ParseErrorKind::UnexpectedEof) => at.help("a command or a brace in it has no end"),
        _ => at.help("take out commands and braces that do not belong to its words"),
    }
}
