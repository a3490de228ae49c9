//! `planwright facts`: the facts of the project, each with what it says and where it is quoted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use super::args::{Facts, StatusFormat};
use super::{Ending, Failure, csv, resolve, terminal};
use crate::diagnostic::Severity;
use crate::diagnostic::show::text::harmless;
use crate::diagnostic::show::{human, text};
use crate::model::anchors::value_text;
use crate::model::facts::Fact;
use crate::model::quotations::quotations;
use crate::parse::body::plain_text;
use crate::pipeline::Outcome;
use crate::source::{SourceSet, Span};

#[derive(Serialize)]
struct Listing {
    version: u32,
    facts: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    /// What a reference prints; in the language of the first document that quotes it.
    text: String,
    value: Option<String>,
    unit: Option<String>,
    as_of: Option<String>,
    source: Option<String>,
    review_after: Option<String>,
    /// `difference`, `sum`, `share` or `cell`, if it is computed, and of what.
    computed: Option<String>,
    /// The facts of which it is computed.
    #[serde(skip)]
    parts: Vec<String>,
    /// `unknown`, `unused`, `blank`, `out-of-date`, or nothing.
    state: Option<&'static str>,
    /// `None` for one that is not in the file.
    place: Option<Place>,
    quoted: Vec<Place>,
}

#[derive(Serialize, Clone, PartialEq, Eq)]
struct Place {
    /// The document that quotes it.
    document: Option<String>,
    path: String,
    line: usize,
    column: usize,
}

pub fn run(command: &Facts) -> Result<Ending, Failure> {
    let outcome = resolve::as_draft(&command.place)?;
    let entries = entries(&outcome);
    let shown = match command.format {
        StatusFormat::Text => entries.iter().map(paragraph).collect(),
        StatusFormat::Csv => as_csv(&entries),
        StatusFormat::Json => {
            text::json(&Listing {
                version: 1,
                facts: entries,
            })? + "\n"
        }
    };
    terminal::print(&shown)?;
    // What keeps a fact from being what it is meant to be; for the rest there is `check`.
    let of_facts = ["source", "schema", "figures", "reference"];
    let report = outcome.report.only(|one| {
        let source = one
            .span()
            .map(|span| outcome.project.sources.get(span.source));
        let is_there = source.is_some_and(|source| source.path() == outcome.settings.facts.0);
        one.severity == Severity::Error && is_there && of_facts.contains(&one.family())
    });
    terminal::say(&human::render(&report, &outcome.project.sources, false));
    Ok(if report.has_errors() {
        Ending::DocumentsHaveErrors
    } else {
        Ending::Good
    })
}

/// The facts by name; those that texts quote and the file does not have, too.
fn entries(outcome: &Outcome) -> Vec<Entry> {
    let sources = &outcome.project.sources;
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for document in &outcome.models {
        for (name, fact) in document.facts.named() {
            let entry = entries
                .entry(name.to_owned())
                .or_insert_with(|| Entry::of(name, fact, sources));
            let version = document
                .manifest
                .current()
                .and_then(|version| version.dates.last());
            if version.is_some_and(|version| fact.out_of_date(*version).is_some()) {
                entry.state = Some("out-of-date");
            }
        }
    }
    for document in &outcome.models {
        for (name, places) in quotations(document) {
            let entry = entries
                .entry(name.clone())
                .or_insert_with(|| Entry::unknown(&name));
            let place = |span| Place {
                document: Some(document.manifest.name.clone()),
                ..place(span, sources)
            };
            entry
                .quoted
                .extend(places.iter().map(|one| place(one.span)));
        }
    }
    let parts: BTreeSet<String> = entries
        .values()
        .flat_map(|entry| entry.parts.clone())
        .collect();
    let mut entries: Vec<Entry> = entries.into_values().collect();
    for entry in &mut entries {
        let is_used = !entry.quoted.is_empty() || parts.contains(&entry.name);
        if entry.state.is_none() && !is_used {
            entry.state = Some("unused");
        }
    }
    entries
}

fn place(span: Span, sources: &SourceSet) -> Place {
    let source = sources.get(span.source);
    let position = source.position(span.start);
    Place {
        document: None,
        path: source.path().to_owned(),
        line: position.line,
        column: position.column,
    }
}

impl Entry {
    fn of(name: &str, fact: &Fact, sources: &SourceSet) -> Self {
        let key = |key: &str| {
            fact.field
                .get(key)
                .filter(|field| !field.is_blank())
                .and_then(value_text)
        };
        let made = fact.made_of();
        let computed = made
            .as_ref()
            .map(|made| format!("{} of {}", made.kind, made.parts.join(", ")));
        let parts = made.map(|made| made.parts).unwrap_or_default();
        Self {
            name: name.to_owned(),
            text: plain_text(&fact.text),
            value: key("value"),
            unit: key("unit"),
            as_of: key("as-of"),
            source: key("source"),
            review_after: key("review-after"),
            computed,
            parts,
            state: fact.is_blank.then_some("blank"),
            place: Some(place(fact.name, sources)),
            quoted: Vec::new(),
        }
    }

    fn unknown(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            value: None,
            unit: None,
            as_of: None,
            source: None,
            review_after: None,
            computed: None,
            parts: Vec::new(),
            state: Some("unknown"),
            place: None,
            quoted: Vec::new(),
        }
    }
}

/// A fact for people: what it says on one line, then whence, then where.
fn paragraph(entry: &Entry) -> String {
    let state = entry
        .state
        .map(|state| format!("  [{state}]"))
        .unwrap_or_default();
    let mut out = format!("{}: {}{state}\n", entry.name, entry.text);
    let whence = [&entry.as_of, &entry.source, &entry.computed]
        .into_iter()
        .flatten();
    let whence: Vec<&str> = whence.map(String::as_str).collect();
    if !whence.is_empty() {
        let _ = writeln!(out, "  {}", whence.join(", "));
    }
    for place in &entry.quoted {
        let _ = writeln!(out, "  {}", shown(place));
    }
    harmless(&out).into_owned()
}

fn shown(place: &Place) -> String {
    format!("{}:{}:{}", place.path, place.line, place.column)
}

/// One row a fact.
fn as_csv(entries: &[Entry]) -> String {
    let header = [
        "name",
        "text",
        "value",
        "unit",
        "as_of",
        "source",
        "review_after",
        "computed",
        "state",
        "place",
        "quoted",
    ];
    let mut out = csv::row(&header);
    for entry in entries {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let quoted: Vec<String> = entry.quoted.iter().map(shown).collect();
        let cells = [
            entry.name.clone(),
            entry.text.clone(),
            optional(&entry.value),
            optional(&entry.unit),
            optional(&entry.as_of),
            optional(&entry.source),
            optional(&entry.review_after),
            optional(&entry.computed),
            entry.state.unwrap_or_default().to_owned(),
            entry.place.as_ref().map(shown).unwrap_or_default(),
            quoted.join(" "),
        ];
        out.push_str(&csv::row(&cells.each_ref().map(String::as_str)));
    }
    out
}
