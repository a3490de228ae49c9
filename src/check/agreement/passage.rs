//! Every text of a card in which figures may stand, in reading order, with its figures read.
//!
//! In: a card. Out: a call for each passage: a run of text without its markup, its tokens and items,
//! and what it is (a paragraph, a cell, a caption). Runs without a digit and without a word for a
//! number are passed over, because most are.

use std::ops::Range;

use super::bounds::Bounds;
use super::days::Day;
use super::reader::{Item, Notation, read};
use super::tokens::{Token, tokens};
use super::words::number;
use crate::check::flatten::Flat;
use crate::model::card::Card;
use crate::model::field::{Entry, Field, FieldValue};
use crate::parse::body::{Block, BlockKind, Body, Inline, Table, walk_inlines};
use crate::source::Span;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A paragraph, or an item of a list.
    Prose,
    /// A heading or a title.
    Heading,
    /// A cell of a table; the place of the table tells it from others.
    Cell(Span),
    /// The caption or the title of a table.
    Caption(Span),
    /// What a picture shows, in words, or its caption.
    Picture,
    /// The words of somebody else.
    Quoted,
}

/// What stands below a paragraph that ends with a colon.
#[derive(Debug, Clone, Copy)]
pub struct Below {
    /// How many items or rows it has.
    pub count: usize,
    /// Where it stands.
    pub span: Span,
    /// Whether it is a table.
    pub is_table: bool,
}

/// A run of text with what was read in it.
pub struct Passage<'p> {
    /// Its words.
    pub flat: &'p Flat<'p>,
    /// The same, in pieces.
    pub tokens: &'p [Token<'p>],
    /// Its figures, days, numbers.
    pub items: &'p [Item],
    /// What it is.
    pub place: Place,
    /// Where its sentences end.
    pub bounds: &'p Bounds,
    /// The list or table that it announces.
    pub below: Option<Below>,
}

impl Passage<'_> {
    /// The place of some of its tokens in the source.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let (first, last) = (
            self.tokens.get(tokens.start)?,
            self.tokens.get(tokens.end.checked_sub(1)?)?,
        );
        self.flat.span(first.at..last.end())
    }

    /// Some of its tokens, as they are written.
    pub fn written(&self, tokens: Range<usize>) -> &str {
        match (
            self.tokens.get(tokens.start),
            tokens
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) => &self.flat.text[first.at..last.end()],
            _ => "",
        }
    }

    /// The items that begin within some of its tokens.
    pub fn items_in(&self, tokens: &Range<usize>) -> &[Item] {
        let start = self.items.partition_point(|item| item.first < tokens.start);
        let end = self.items.partition_point(|item| item.first < tokens.end);
        &self.items[start..end.max(start)]
    }

    /// Whether some of its tokens stand in the words of a link.
    pub fn is_linked(&self, token: usize) -> bool {
        let at = self.tokens.get(token).map_or(0, |token| token.at);
        let holds = |range: &Range<usize>| range.contains(&at);
        self.flat.links.iter().any(holds) || self.flat.addresses.iter().any(holds)
    }
}

/// Keys whose texts say nothing of the plan.
const PASSED_OVER: [&str; 7] = [
    "id",
    "unit",
    "columns",
    "of",
    "chart-of",
    "short-title",
    "number",
];

/// Calls for every passage of a card, its keys first. `is_table` says that its rows are a table of
/// figures, which is read elsewhere.
pub fn of_card(
    card: &Card,
    notation: Notation,
    is_table: bool,
    visit: &mut impl FnMut(&Passage<'_>),
    dated: &mut impl FnMut(&Passage<'_>, Day, Span),
) {
    dates(&card.fields, notation, dated);
    let mut walker = Walker { notation, visit };
    for entry in card.fields.entries() {
        let is_rows = is_table && matches!(entry.name.as_str(), "rows" | "totals");
        if entry.name == "title" {
            if let Some(content) = entry.field.inline() {
                walker.run(content, Place::Heading, None);
            }
        } else if !is_rows && !PASSED_OVER.contains(&entry.name.as_str()) {
            walker.field(&entry.field, Place::Prose);
        }
    }
    walker.body(&card.body, Place::Prose);
}

/// Calls for every entry of a list that has one text and one day.
fn dates(fields: &Field, notation: Notation, dated: &mut impl FnMut(&Passage<'_>, Day, Span)) {
    fields.walk(&mut |field| {
        let mut days = field
            .entries()
            .iter()
            .filter_map(|entry| Some((day(&entry.field)?, entry.field.span)));
        let Some((day, span)) = days.next() else {
            return;
        };
        let texts = field
            .entries()
            .iter()
            .filter(|entry| !PASSED_OVER.contains(&entry.name.as_str()));
        let text = texts.filter_map(|entry| running(&entry.field)).next();
        if let (Some(content), None) = (text, days.next()) {
            let flat = Flat::of(content).joined();
            let tokens = tokens(&flat.text);
            let items = read(&tokens, notation);
            dated(
                &Passage {
                    flat: &flat,
                    tokens: &tokens,
                    items: &items,
                    bounds: &Bounds::of(&tokens),
                    place: Place::Prose,
                    below: None,
                },
                day,
                span,
            );
        }
    });
}

fn day(field: &Field) -> Option<Day> {
    let (date, day) = match &field.value {
        FieldValue::Date(date) => (date, date.day()),
        FieldValue::Month(date) => (date, 0),
        _ => return None,
    };
    Some(Day {
        weekday: None,
        day,
        month: date.month(),
        year: Some(date.year()),
        in_words: false,
    })
}

/// The text of a key that is one paragraph.
fn running(field: &Field) -> Option<&[Inline]> {
    match &field.value {
        FieldValue::Inline(content) => Some(content),
        FieldValue::Blocks(body) => match body.blocks.as_slice() {
            [
                Block {
                    kind: BlockKind::Paragraph(content),
                    ..
                },
            ] => Some(content),
            _ => None,
        },
        _ => None,
    }
}

struct Walker<'v, V> {
    notation: Notation,
    visit: &'v mut V,
}

impl<V: FnMut(&Passage<'_>)> Walker<'_, V> {
    fn field(&mut self, field: &Field, place: Place) {
        match &field.value {
            FieldValue::Inline(content) => self.run(content, place, None),
            FieldValue::Blocks(body) => self.body(body, place),
            FieldValue::List(items) => {
                let rows = items.iter().any(|item| !item.items().is_empty());
                let place = if rows { Place::Cell(field.span) } else { place };
                items.iter().for_each(|item| self.field(item, place));
            }
            FieldValue::Map(entries) => {
                let passed = |entry: &&Entry| !PASSED_OVER.contains(&entry.name.as_str());
                entries
                    .iter()
                    .filter(passed)
                    .for_each(|entry| self.field(&entry.field, place));
            }
            _ => {}
        }
    }

    fn body(&mut self, body: &Body, place: Place) {
        self.blocks(&body.blocks, place);
        body.footnotes
            .iter()
            .for_each(|note| self.blocks(&note.blocks, place));
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for (at, block) in blocks.iter().enumerate() {
            let below = blocks.get(at + 1).and_then(below);
            self.block(block, place, below);
            let inner = match &block.kind {
                BlockKind::Quote { alert: None, .. } => Place::Quoted,
                _ => place,
            };
            block
                .kind
                .child_blocks()
                .into_iter()
                .for_each(|children| self.blocks(children, inner));
        }
    }

    fn block(&mut self, block: &Block, place: Place, below: Option<Below>) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.run(content, place, below),
            BlockKind::Heading(heading) => self.run(&heading.content, Place::Heading, None),
            BlockKind::Table(table) => self.table(table, block.span),
            BlockKind::Figure(_) => block
                .kind
                .runs()
                .into_iter()
                .for_each(|run| self.run(run, Place::Picture, None)),
            kind => kind
                .runs()
                .into_iter()
                .for_each(|run| self.run(run, place, None)),
        }
    }

    fn table(&mut self, table: &Table, span: Span) {
        if let Some(caption) = &table.caption {
            self.run(&caption.content, Place::Caption(span), None);
        }
        for cell in table.rows.iter().flatten() {
            self.run(&cell.content, Place::Cell(span), None);
        }
    }

    fn run(&mut self, content: &[Inline], place: Place, below: Option<Below>) {
        if may_hold_figures(content) {
            let flat = Flat::of(content).joined();
            let tokens = tokens(&flat.text);
            let items = read(&tokens, self.notation);
            if !items.is_empty() {
                (self.visit)(&Passage {
                    flat: &flat,
                    tokens: &tokens,
                    items: &items,
                    bounds: &Bounds::of(&tokens),
                    place,
                    below,
                });
            }
        }
        walk_inlines(content, &mut |inline| {
            if let Inline::Picture(picture) = inline {
                self.run(&picture.alt, Place::Picture, None);
            }
        });
    }
}

/// The list or the table that a block is.
fn below(block: &Block) -> Option<Below> {
    let (count, is_table) = match &block.kind {
        BlockKind::List(list) => (list.items.len(), false),
        BlockKind::Table(table) => (table.rows.len(), true),
        _ => return None,
    };
    Some(Below {
        count,
        span: block.span,
        is_table,
    })
}

/// Whether figures can stand in a run of text.
fn may_hold_figures(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => {
            text.text.bytes().any(|byte| byte.is_ascii_digit()) || holds_words(&text.text)
        }
        other => may_hold_figures(other.children()),
    })
}

/// Whether a word for a number, a part or an appendix stands in a text.
fn holds_words(text: &str) -> bool {
    let is_end = |c: char| !c.is_alphabetic();
    text.split(is_end).any(|word| {
        matches!(word.len(), 3..=9)
            && (word.starts_with(FIRST_LETTERS)
                && (number(word).is_some()
                    || matches!(word, "half" | "third" | "quarter" | "Half"))
                || matches!(word, "Appendix" | "Annex" | "appendix" | "annex"))
    })
}

/// With these letters words for numbers begin.
const FIRST_LETTERS: [char; 16] = [
    'o', 't', 'f', 's', 'e', 'n', 'O', 'T', 'F', 'S', 'E', 'N', 'h', 'H', 'q', 'Q',
];
