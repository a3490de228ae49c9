//! What authors write in amounts that cannot be set: Typst's time and memory grow faster than some
//! of them (`limits`). Beyond these no page is set at all, so this is asked before the pages are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Report, rules};
use crate::limits;
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::field::{Entry, Field, FieldValue};
use crate::parse::body::{BlockKind, Body, Inline, Table, plain_text, walk_inlines};
use crate::parse::spelling::figure;
use crate::source::Span;

/// `document/too-many`, `document/too-long`.
pub fn check(document: &Document, report: &mut Report) {
    let mut meter = Meter {
        report,
        own: None,
        calls: BTreeMap::new(),
    };
    document
        .manifest
        .fields
        .entries()
        .iter()
        .for_each(|entry| meter.entry(entry));
    for card in document.cards.iter().filter(|card| !card.made) {
        meter.card(card);
    }
}

/// All documents of a run share what is numbered through: their cards. `more` is the first that is
/// too many.
pub fn check_cards(count: usize, more: Span, report: &mut Report) {
    if count > limits::CARDS {
        let message = format!(
            "the documents have {}",
            beyond(count, "cards together", limits::CARDS)
        );
        let diagnostic = rules::document::TOO_MANY.at(more, message);
        report.push(
            diagnostic.help("name fewer documents at once, or put several short cards into one"),
        );
    }
}

/// “20,010 cells; at most 20,000 can be set”.
fn beyond(count: usize, what: &str, most: usize) -> String {
    format!(
        "{} {what}; at most {} can be set",
        figure(&count.to_string()),
        figure(&most.to_string())
    )
}

struct Meter<'r> {
    report: &'r mut Report,
    /// The field that is looked at and the labels, in small letters, of the notes that it defines
    /// itself.
    own: Option<(Span, BTreeSet<String>)>,
    /// How often each note of a card has been called: by its label, and by the field that defines
    /// it, if it is not the body.
    calls: BTreeMap<(Option<Span>, String), usize>,
}

impl Meter<'_> {
    fn card(&mut self, card: &Card) {
        self.calls.clear();
        card.fields
            .entries()
            .iter()
            .for_each(|entry| self.entry(entry));
        self.body(&card.body);
    }

    /// A key with all that stands below it.
    fn entry(&mut self, entry: &Entry) {
        if let ("title" | "short-title", FieldValue::Inline(content)) =
            (entry.name.as_str(), &entry.field.value)
        {
            self.title(content, entry.field.span);
        }
        let mut values = 0;
        entry.field.walk(&mut |field| {
            values += usize::from(!matches!(
                field.value,
                FieldValue::List(_) | FieldValue::Map(_)
            ));
            self.field(field);
        });
        if values > limits::CELLS {
            let message = format!(
                "`{}` has {}",
                entry.name,
                beyond(values, "values", limits::CELLS)
            );
            self.too_many(
                entry.key,
                message,
                "divide them over several cards, or publish them beside the document, and link to them",
            );
        }
    }

    fn field(&mut self, field: &Field) {
        match &field.value {
            FieldValue::Inline(content) => self.run(content, field.span),
            FieldValue::Word(word) if too_long(&word.text, &mut 0).is_some() => {
                self.word(field.span);
            }
            FieldValue::Blocks(body) => {
                let labels = body
                    .footnotes
                    .iter()
                    .map(|note| note.label.to_lowercase())
                    .collect();
                self.own = Some((field.span, labels));
                self.body(body);
                self.own = None;
            }
            _ => {}
        }
    }

    fn body(&mut self, body: &Body) {
        body.walk(&mut |block| {
            match &block.kind {
                BlockKind::Table(table) => self.table(table, block.span),
                BlockKind::Heading(heading) => self.title(&heading.content, block.span),
                BlockKind::Code { text, .. } => {
                    let lines = text.lines().count();
                    if lines > limits::CODE_LINES {
                        let message = format!(
                            "this code has {}",
                            beyond(lines, "lines", limits::CODE_LINES)
                        );
                        self.too_many(
                            block.span,
                            message,
                            "show the part that matters, or publish it as a file, and link to it",
                        );
                    }
                }
                _ => {}
            }
            block
                .kind
                .runs()
                .into_iter()
                .for_each(|run| self.run(run, block.span));
        });
    }

    fn table(&mut self, table: &Table, place: Span) {
        let cells = table.header.len() + table.rows.iter().map(Vec::len).sum::<usize>();
        if cells > limits::CELLS {
            let message = format!("this table has {}", beyond(cells, "cells", limits::CELLS));
            self.too_many(
                place,
                message,
                "divide it, or publish it beside the document, and link to it",
            );
        }
        let heads = table.header.iter().map(|cell| length(&cell.content)).sum();
        if heads > limits::TABLE_HEADS {
            let message = format!(
                "the heads of this table have {}",
                beyond(heads, "characters", limits::TABLE_HEADS)
            );
            self.too_long(
                place,
                message,
                "shorten them, and explain the columns in the text: they stand on each page anew",
            );
        }
    }

    fn title(&mut self, content: &[Inline], place: Span) {
        let length = length(content);
        if length > limits::TITLE {
            let message = format!(
                "this title has {}",
                beyond(length, "characters", limits::TITLE)
            );
            self.too_long(
                place,
                message,
                "shorten it, and say the rest in the text below it",
            );
        }
    }

    /// One paragraph, heading or cell.
    fn run(&mut self, run: &[Inline], place: Span) {
        let (mut pieces, mut letters, mut is_told) = (0, 0, false);
        walk_inlines(run, &mut |inline| {
            pieces += 1;
            match inline {
                Inline::Text(text) => {
                    if let Some(range) = too_long(&text.text, &mut letters).filter(|_| !is_told) {
                        is_told = true;
                        self.word(text.part(range));
                    }
                }
                Inline::Code { text, span }
                    if too_long(text, &mut letters).is_some() && !is_told =>
                {
                    is_told = true;
                    self.word(*span);
                }
                Inline::SoftBreak(_) | Inline::HardBreak(_) => letters = 0,
                Inline::Link(link) if link.target.len() > limits::ADDRESS => {
                    self.address(link.target.len(), link.span);
                }
                Inline::FootnoteReference { label, span } => self.call(label, *span),
                _ => {}
            }
        });
        if pieces > limits::PIECES {
            let message = format!(
                "this text has {}",
                beyond(
                    pieces,
                    "pieces (emphasis, links, notes, line breaks)",
                    limits::PIECES
                )
            );
            self.too_many(place, message, "divide it into paragraphs");
        }
    }

    fn call(&mut self, label: &str, span: Span) {
        let label_in_small = label.to_lowercase();
        let field = self
            .own
            .as_ref()
            .filter(|(_, labels)| labels.contains(&label_in_small))
            .map(|(field, _)| *field);
        let calls = self.calls.entry((field, label_in_small)).or_default();
        *calls += 1;
        if *calls == limits::NOTE_CALLS + 1 {
            let message = format!(
                "the footnote `[^{label}]` is called more than {} times",
                figure(&limits::NOTE_CALLS.to_string())
            );
            self.too_many(
                span,
                message,
                "call it where a reader meets it first, and say the rest in the text",
            );
        }
    }

    fn word(&mut self, place: Span) {
        let message = format!(
            "a word has more than {} characters",
            figure(&limits::WORD.to_string())
        );
        self.too_long(
            place,
            message,
            "take out what was pasted by mistake, or put spaces where a line may end",
        );
    }

    fn address(&mut self, bytes: usize, place: Span) {
        let message = format!(
            "this link leads to an address of {}",
            beyond(bytes, "bytes", limits::ADDRESS)
        );
        self.too_long(place, message, "link to a page with a shorter address");
    }

    fn too_long(&mut self, place: Span, message: String, help: &str) {
        self.report
            .push(rules::document::TOO_LONG.at(place, message).help(help));
    }

    fn too_many(&mut self, place: Span, message: String, help: &str) {
        self.report
            .push(rules::document::TOO_MANY.at(place, message).help(help));
    }
}

/// The characters of running text.
fn length(content: &[Inline]) -> usize {
    plain_text(content).chars().count()
}

/// Where in a text a word becomes too long. `letters` are those that the word has before the text,
/// and then those at its end.
fn too_long(text: &str, letters: &mut usize) -> Option<Range<usize>> {
    // Nearly every text is too short for such a word, and only its last word goes on in the next.
    if *letters + text.len() <= limits::WORD {
        let last = text
            .rfind(ends_word)
            .map(|at| text[at..].chars().skip(1).count());
        *letters = last.unwrap_or_else(|| *letters + text.chars().count());
        return None;
    }
    let mut found = None;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if ends_word(c) {
            *letters = 0;
            start = at + c.len_utf8();
            continue;
        }
        *letters += 1;
        if *letters > limits::WORD && found.is_none() {
            found = Some(start..at + c.len_utf8());
        }
    }
    found
}

/// Whether a line may end here without a space: also in scripts that write none, each of whose
/// characters is a place for it.
fn ends_word(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' ' | '\t'..='\r');
    }
    c.is_whitespace()
        || matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{A4CF}')
        || matches!(c, '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceSet};

    #[test]
    fn the_documents_of_a_project_have_so_many_cards_together() {
        let place = Span::new(
            SourceSet::default().add(Source::new("plan/20001.md", "---\n")),
            0..3,
        );
        let found = |count| {
            let mut report = Report::default();
            check_cards(count, place, &mut report);
            report
                .diagnostics()
                .iter()
                .map(|found| found.message.clone())
                .collect::<Vec<_>>()
        };
        assert!(found(limits::CARDS).is_empty());
        assert_eq!(
            found(limits::CARDS + 1),
            ["the documents have 20,001 cards together; at most 20,000 can be set"]
        );
    }
}
