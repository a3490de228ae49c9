//! Footnotes that are referred to and not there, there and not referred to, or there twice: their
//! words would be lost.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::limits::{INNER_NOTES, NOTE_DEPTH};
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{BlockKind, Body, Footnote, Inline, Picture, Text};
use crate::source::{SourceSet, Span};

/// `document/unknown-footnote`, `document/unused-footnote`, `document/duplicate-footnote`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut finder = Finder {
        sources: scope.sources,
        report,
    };
    finder.in_field(
        &scope.document.manifest.fields,
        Home::Manifest,
        &mut BTreeSet::new(),
    );
    for card in scope.cards_with(["[^"]) {
        finder.in_card(card);
    }
}

/// Where the notes are defined that a text may refer to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// In the text itself.
    Text,
    /// In the text itself, or in the card's body.
    Card,
    /// In the text itself, if it holds blocks; the manifest has no body.
    Manifest,
    /// Nowhere: an alternative text is read out, and has no notes.
    Nowhere,
}

struct Finder<'a, 'r> {
    sources: &'a SourceSet,
    report: &'r mut Report,
}

impl Finder<'_, '_> {
    /// A note that a field calls is defined in that field, or in the card's body.
    fn in_card(&mut self, card: &Card) {
        let mut called = BTreeSet::new();
        for entry in card.fields.entries() {
            // Running heads and matrices print no notes.
            let mut unprinted = BTreeSet::new();
            let called = if entry.name == "short-title" {
                &mut unprinted
            } else {
                &mut called
            };
            self.in_field(&entry.field, Home::Card, called);
        }
        called.extend(self.marks(&card.body, Home::Text));
        definitions(&card.body, &called, self.report);
    }

    /// Looks at all texts of a field; `called` gets the labels of the notes that it does not define
    /// itself.
    fn in_field(&mut self, field: &Field, home: Home, called: &mut BTreeSet<String>) {
        field.walk(&mut |field| match &field.value {
            FieldValue::Blocks(body) => {
                let marks = self.marks(body, home);
                definitions(body, &marks, self.report);
                let is_own = |label: &String| {
                    body.footnotes
                        .iter()
                        .any(|note| note.label.to_lowercase() == *label)
                };
                called.extend(marks.into_iter().filter(|label| !is_own(label)));
            }
            FieldValue::Inline(content) => self.run(content, home, called),
            _ => {}
        });
    }

    /// The labels of the notes whose marks a text prints. What looks like a mark and is none is
    /// reported.
    fn marks(&mut self, body: &Body, home: Home) -> BTreeSet<String> {
        let mut labels = BTreeSet::new();
        body.walk(&mut |block| match &block.kind {
            BlockKind::Figure(picture) => self.picture(picture, home, &mut labels),
            kind => kind
                .runs()
                .into_iter()
                .for_each(|run| self.run(run, home, &mut labels)),
        });
        labels
    }

    fn run(&mut self, run: &[Inline], home: Home, labels: &mut BTreeSet<String>) {
        for inline in run {
            match inline {
                Inline::FootnoteReference { label, .. } => _ = labels.insert(label.to_lowercase()),
                Inline::Text(text) => self.literals(text, home),
                Inline::Picture(picture) => self.picture(picture, home, labels),
                other => self.run(other.children(), home, labels),
            }
        }
    }

    fn picture(&mut self, picture: &Picture, home: Home, labels: &mut BTreeSet<String>) {
        self.run(&picture.alt, Home::Nowhere, labels);
        picture
            .caption
            .iter()
            .for_each(|caption| self.run(&caption.content, home, labels));
    }

    /// To the parser a reference to a footnote that is not there is plain text.
    fn literals(&mut self, text: &Text, home: Home) {
        for (range, label) in references(&text.text) {
            let place = text.part(range);
            // `\[^1]` is meant as it stands.
            if !self.sources.get(place.source).text()[..place.start].ends_with('\\') {
                self.report.push(unknown(label, home, place));
            }
        }
    }
}

fn unknown(label: &str, home: Home, place: Span) -> Diagnostic {
    let (message, help) = match home {
        Home::Text => (
            "in this text",
            format!("add a line `[^{label}]: the note` to the same text"),
        ),
        Home::Card => (
            "in this card",
            format!("add a line `[^{label}]: the note` to the card's body, below the second `---`"),
        ),
        Home::Manifest => (
            "in this text",
            "write the words of the note here; only a field of several lines has notes".to_owned(),
        ),
        Home::Nowhere => (
            "in an alternative text",
            "put the mark behind the picture, or into its caption".to_owned(),
        ),
    };
    rules::document::UNKNOWN_FOOTNOTE
        .at(
            place,
            format!("there is no footnote `[^{label}]` {message}"),
        )
        .help(help)
}

/// What looks like the mark of a note: its place in the text, and its label.
fn references(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    text.match_indices("[^").filter_map(|(start, _)| {
        let length = text[start..].find(']')?;
        let label = &text[start + 2..start + length];
        let is_label = !label.is_empty() && !label.contains(char::is_whitespace);
        is_label.then_some((start..start + length + 1, label))
    })
}

/// The notes that a text defines; `called` are those whose marks are printed.
fn definitions(body: &Body, called: &BTreeSet<String>, report: &mut Report) {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for note in &body.footnotes {
        let label = note.label.to_lowercase();
        if let Some(before) = first.get(&label) {
            let message = format!("there are two footnotes `[^{}]`", note.label);
            let diagnostic = rules::document::DUPLICATE_FOOTNOTE.at(note.span, message);
            report.push(
                diagnostic
                    .related(*before, "the first one is here")
                    .help("give one of the two another name"),
            );
        } else if !called.contains(&label) {
            let message = format!(
                "nothing refers to the footnote `[^{}]`, so no page would have it",
                note.label
            );
            let diagnostic = rules::document::UNUSED_FOOTNOTE.at(note.span, message);
            report.push(diagnostic.help(format!(
                "write `[^{}]` where it belongs, or delete it",
                note.label
            )));
        }
        first.entry(label).or_insert(note.span);
    }
    nesting(body, report);
}

/// Notes in notes stand in brackets, but only so deep; a note that refers to itself would have no
/// end.
fn nesting(body: &Body, report: &mut Report) {
    let inner = |note: &Footnote| {
        let mut labels = Vec::new();
        let blocks = Body {
            blocks: note.blocks.clone(),
            ..Body::default()
        };
        blocks.walk_inlines(&mut |inline| {
            if let Inline::FootnoteReference { label, .. } = inline {
                labels.push(label.to_lowercase());
            }
        });
        labels
    };
    let links: BTreeMap<String, Vec<String>> = body
        .footnotes
        .iter()
        .map(|note| (note.label.to_lowercase(), inner(note)))
        .collect();
    if links.values().all(Vec::is_empty) {
        return;
    }
    too_many(body, &links, report);
    for note in &body.footnotes {
        let mut level = vec![note.label.to_lowercase()];
        for _ in 0..=NOTE_DEPTH {
            level = level
                .iter()
                .filter_map(|label| links.get(label))
                .flatten()
                .cloned()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
        }
        if !level.is_empty() {
            let message =
                format!("footnotes refer to footnotes more than {NOTE_DEPTH} deep from here");
            let diagnostic = rules::source::NESTING.at(note.span, message);
            report.push(diagnostic.help("put the words of the inner notes into the text"));
        }
    }
}

/// Notes that refer to many, which refer to many.
fn too_many(body: &Body, links: &BTreeMap<String, Vec<String>>, report: &mut Report) {
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..=NOTE_DEPTH {
        let within = |label: &String| {
            drawn
                .get(label.as_str())
                .copied()
                .unwrap_or_default()
                .saturating_add(1)
        };
        let count = |labels: &Vec<String>| labels.iter().map(within).fold(0, usize::saturating_add);
        drawn = links
            .iter()
            .map(|(label, labels)| (label.as_str(), count(labels)))
            .collect();
    }
    for note in &body.footnotes {
        if drawn
            .get(note.label.to_lowercase().as_str())
            .is_some_and(|count| *count > INNER_NOTES)
        {
            let message = format!("this footnote would hold more than {INNER_NOTES} others");
            let diagnostic = rules::source::NESTING.at(note.span, message);
            report.push(diagnostic.help("put the words of the inner notes into the text"));
        }
    }
}
