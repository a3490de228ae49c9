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

use std::collections::BTreeMap;
use std::ops::Range;

use super::Scope;
use super::flatten::Flat;
use crate::diagnostic::{Diagnostic, Place as Spot, Report, rules};
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{Block, BlockKind, Body, Inline};
use crate::source::{SourceSet, Span};
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
        let (mut taken, marked) = (Taken::default(), Marked::of(&marks));
        for hit in DETECTORS.iter().flat_map(|detector| detector(&run)) {
            let is_mark = || {
                let span = run.flat.span(hit.range.clone());
                span.is_some_and(|span| marked.touches(span))
            };
            if taken.is_free(&hit.range) && !run.is_meant(&hit) && !is_mark() {
                taken.take(&hit.range);
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

/// Parts of a run in which something was found, of which no two overlap: where each begins and
/// ends.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    fn is_free(&self, range: &Range<usize>) -> bool {
        let last = self.0.range(..range.end).next_back();
        last.is_none_or(|(_, end)| *end <= range.start)
    }

    fn take(&mut self, range: &Range<usize>) {
        self.0.insert(range.start, range.end);
    }
}

/// Where the marks of a review stand, by where they begin, each with the furthest end so far.
struct Marked(Vec<(Span, usize)>);

impl Marked {
    fn of(marks: &[Diagnostic]) -> Self {
        let mut places: Vec<(Span, usize)> = marks
            .iter()
            .filter_map(|mark| match mark.place {
                Spot::Span(span) => Some((span, span.end)),
                Spot::Path(_) => None,
            })
            .collect();
        places.sort_by_key(|(span, _)| (span.source, span.start));
        for at in 1..places.len() {
            if places[at].0.source == places[at - 1].0.source {
                places[at].1 = places[at].1.max(places[at - 1].1);
            }
        }
        Self(places)
    }

    fn touches(&self, other: Span) -> bool {
        let before =
            |place: &(Span, usize)| (place.0.source, place.0.start) < (other.source, other.end);
        let last = self.0.partition_point(before).checked_sub(1);
        last.map(|at| self.0[at])
            .is_some_and(|(span, end)| span.source == other.source && other.start < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn what_was_found_is_free_for_nobody_else() {
        let mut taken = Taken::default();
        taken.take(&(4..6));
        taken.take(&(8..12));
        let free = [0..4, 6..8, 12..20];
        assert!(free.iter().all(|range| taken.is_free(range)));
        let overlapping = [0..5, 5..7, 7..9, 9..10, 11..13, 0..20];
        assert!(!overlapping.iter().any(|range| taken.is_free(range)));
    }

    #[test]
    fn a_place_touches_a_mark_though_a_shorter_one_begins_later() {
        let mut sources = SourceSet::default();
        let [id, other] = ["a.md", "b.md"].map(|path| sources.add(Source::new(path, "x")));
        let mark = |range| rules::source::REVIEW_MARKS.at(Span::new(id, range), "a mark");
        let marked = Marked::of(&[mark(30..40), mark(0..20), mark(5..8)]);
        let touches = |range| marked.touches(Span::new(id, range));
        assert!([0..1, 10..12, 19..30, 39..50].into_iter().all(touches));
        let apart = [20..30, 40..50];
        assert!(!apart.into_iter().any(touches));
        assert!(!marked.touches(Span::new(other, 0..1)));
    }
}
