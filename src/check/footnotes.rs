//! Footnotes that are referred to and not there, there and not referred to, or there twice: their words would be lost.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::field::FieldValue;
use crate::parse::body::{Body, Footnote, Inline, MOST_INNER_NOTES, Text, walk_inlines};
use crate::source::Span;

/// `document/unknown-footnote`, `document/unused-footnote`, `document/duplicate-footnote`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in scope.cards_with("[^") {
        in_body(&card.body, report);
        card.fields.walk(&mut |field| match &field.value {
            FieldValue::Blocks(body) => in_body(body, report),
            FieldValue::Inline(content) => walk_inlines(content, &mut |inline| literal(inline, report)),
            _ => {}
        });
    }
}

fn in_body(body: &Body, report: &mut Report) {
    let mut used: Vec<String> = Vec::new();
    body.walk_inlines(&mut |inline| match inline {
        Inline::FootnoteReference { label, .. } => used.push(label.to_lowercase()),
        inline => literal(inline, report),
    });
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for note in &body.footnotes {
        let label = note.label.to_lowercase();
        if let Some(before) = first.get(&label) {
            let message = format!("there are two footnotes `[^{}]`", note.label);
            let diagnostic = Diagnostic::error("document/duplicate-footnote", note.span, message);
            report.push(diagnostic.related(*before, "the first one is here").help("give one of the two another name"));
        } else if !used.contains(&label) {
            let message = format!("nothing refers to the footnote `[^{}]`, so no page would have it", note.label);
            let diagnostic = Diagnostic::error("document/unused-footnote", note.span, message);
            report.push(diagnostic.help(format!("write `[^{}]` where it belongs, or delete it", note.label)));
        }
        first.entry(label).or_insert(note.span);
    }
    nesting(body, report);
}

/// Notes in notes stand in brackets, but only so deep; a note that refers to itself would have no end.
const MOST_NESTED: usize = 3;

fn nesting(body: &Body, report: &mut Report) {
    let inner = |note: &Footnote| {
        let mut labels = Vec::new();
        let blocks = Body { blocks: note.blocks.clone(), ..Body::default() };
        blocks.walk_inlines(&mut |inline| {
            if let Inline::FootnoteReference { label, .. } = inline {
                labels.push(label.to_lowercase());
            }
        });
        labels
    };
    let links: BTreeMap<String, Vec<String>> =
        body.footnotes.iter().map(|note| (note.label.to_lowercase(), inner(note))).collect();
    if links.values().all(Vec::is_empty) {
        return;
    }
    too_many(body, &links, report);
    for note in &body.footnotes {
        let mut level = vec![note.label.to_lowercase()];
        for _ in 0..=MOST_NESTED {
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
            let message = format!("footnotes refer to footnotes more than {MOST_NESTED} deep from here");
            let diagnostic = Diagnostic::error("source/nesting", note.span, message);
            report.push(diagnostic.help("put the words of the inner notes into the text"));
        }
    }
}

/// Notes that refer to many, which refer to many.
fn too_many(body: &Body, links: &BTreeMap<String, Vec<String>>, report: &mut Report) {
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..=MOST_NESTED {
        let within = |label: &String| drawn.get(label.as_str()).copied().unwrap_or_default().saturating_add(1);
        let count = |labels: &Vec<String>| labels.iter().map(within).fold(0, usize::saturating_add);
        drawn = links.iter().map(|(label, labels)| (label.as_str(), count(labels))).collect();
    }
    for note in &body.footnotes {
        if drawn.get(note.label.to_lowercase().as_str()).is_some_and(|count| *count > MOST_INNER_NOTES) {
            let message = format!("this footnote would hold more than {MOST_INNER_NOTES} others");
            let diagnostic = Diagnostic::error("source/nesting", note.span, message);
            report.push(diagnostic.help("put the words of the inner notes into the text"));
        }
    }
}

/// To the parser a reference to a footnote that is not there is plain text.
fn literal(inline: &Inline, report: &mut Report) {
    let Inline::Text(text) = inline else { return };
    if let Some((range, label)) = reference(text) {
        let message = format!("there is no footnote `[^{label}]` in this text");
        let diagnostic = Diagnostic::error("document/unknown-footnote", text.part(range), message);
        report.push(diagnostic.help(format!("add a line `[^{label}]: the note` to the same text")));
    }
}

fn reference(text: &Text) -> Option<(std::ops::Range<usize>, &str)> {
    let start = text.text.match_indices('[').map(|(at, _)| at).find(|at| text.text[at + 1..].starts_with('^'))?;
    let length = text.text[start..].find(']')?;
    let label = &text.text[start + 2..start + length];
    let is_label = !label.is_empty() && !label.contains(char::is_whitespace);
    is_label.then_some((start..start + length + 1, label))
}
