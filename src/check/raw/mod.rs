//! Markdown that did not take effect: marks that would be printed as they stand, because a blank, a
//! bracket or a line is missing, or because they belong to another program's Markdown.
//!
//! In: the text of the tree, as it will be printed, with its places. Out: `source/markdown`, which
//! says what was probably meant; and `source/review-marks` and `source/unclosed-comment` where such
//! marks are printed. What can be honest text is left alone, and so is what an author escaped with
//! a backslash. A family of marks is one file here: it reads one run of text and knows nothing of
//! the others.

mod address;
mod emphasis;
mod fences;
mod forms;
mod headings;
mod letters;
mod links;
mod lists;
mod review;
mod run;
mod tables;

use super::Scope;
use super::flatten::Flat;
use crate::diagnostic::{Report, rules};
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{Block, BlockKind, Body, Inline};
use crate::source::SourceSet;
use run::{Hit, Place, Run, Stars};

/// Reads one run of text.
type Detector = fn(&Run<'_>) -> Vec<Hit>;

/// Of two that find something in the same words, the first is heard.
const DETECTORS: [Detector; 7] = [
    tables::find,
    forms::find,
    links::find,
    headings::find,
    lists::find,
    letters::find,
    emphasis::find,
];

/// `source/markdown`, `source/review-marks`, `source/unclosed-comment`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let stars = Stars::default();
    let language = scope.document.manifest.language.as_str();
    let mut look = Look {
        sources: scope.sources,
        language,
        stars: &stars,
        last: None,
        report,
    };
    look.field(&scope.document.manifest.fields);
    for card in scope.document.cards.iter().filter(|card| !card.made) {
        let stars = Stars::of(card);
        let mut look = Look {
            sources: scope.sources,
            language,
            stars: &stars,
            last: None,
            report,
        };
        look.field(&card.fields);
        look.body(&card.body);
    }
}

struct Look<'a, 'r> {
    sources: &'a SourceSet,
    language: &'a str,
    stars: &'a Stars<'a>,
    /// What was said of the paragraph above: what is wrong with one item of a list is said once,
    /// and not of each.
    last: Option<String>,
    report: &'r mut Report,
}

impl<'a> Look<'a, '_> {
    fn field(&mut self, field: &'a Field) {
        match &field.value {
            FieldValue::Inline(content) => self.run(content, Place::Value),
            FieldValue::Blocks(body) => match body.blocks.as_slice() {
                // A line is a line, whatever it begins with.
                [
                    Block {
                        kind: BlockKind::Paragraph(content),
                        ..
                    },
                ] if !run::has_breaks(content) => {
                    self.run(content, Place::Value);
                }
                _ => self.body(body),
            },
            FieldValue::List(items) => items.iter().for_each(|item| self.field(item)),
            FieldValue::Map(entries) => entries.iter().for_each(|entry| self.field(&entry.field)),
            _ => {}
        }
    }

    fn body(&mut self, body: &'a Body) {
        body.walk(&mut |block| match &block.kind {
            BlockKind::Paragraph(content) => self.run(content, Place::Block),
            BlockKind::Heading(heading) => self.run(&heading.content, Place::Heading),
            BlockKind::Table(_) => block
                .kind
                .runs()
                .into_iter()
                .for_each(|run| self.run(run, Place::Cell)),
            BlockKind::Code { .. } | BlockKind::Rule => {
                let found = fences::find(block, self.sources.slice(block.span));
                found
                    .into_iter()
                    .for_each(|diagnostic| self.report.push(diagnostic));
            }
            _ => block
                .kind
                .runs()
                .into_iter()
                .for_each(|run| self.run(run, Place::Value)),
        });
    }

    fn run(&mut self, content: &'a [Inline], place: Place) {
        emphasis::lowered(content, self.sources)
            .into_iter()
            .for_each(|diagnostic| self.report.push(diagnostic));
        if !run::is_suspect(content) {
            self.last = None;
            return;
        }
        let run = Run::new(
            Flat::of(content),
            place,
            self.sources,
            self.language,
            self.stars,
        );
        let mut marks = review::find(&run);
        marks.extend(review::comments(&run));
        let mut found: Vec<Hit> = Vec::new();
        for hit in DETECTORS.iter().flat_map(|detector| detector(&run)) {
            let is_free = found.iter().all(|other| {
                hit.range.end <= other.range.start || hit.range.start >= other.range.end
            });
            let is_mark = || {
                marks.iter().any(|mark| {
                    run.flat
                        .span(hit.range.clone())
                        .is_some_and(|span| mark.covers(span))
                })
            };
            if is_free && !run.is_meant(&hit) && !is_mark() {
                found.push(hit);
            }
        }
        marks.into_iter().for_each(|mark| self.report.push(mark));
        found.sort_by_key(|hit| hit.range.start);
        found.dedup_by(|next, first| next.is_of_a_list && next.message == first.message);
        let above = std::mem::replace(&mut self.last, found.last().map(|hit| hit.message.clone()));
        for hit in found {
            let said = hit.is_of_a_list && above.as_ref() == Some(&hit.message);
            if let Some(span) = run.flat.span(hit.range).filter(|_| !said) {
                self.report
                    .push(rules::source::MARKDOWN.at(span, hit.message).help(hit.help));
            }
        }
    }
}
