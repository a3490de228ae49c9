//! What a template sees of a card: its keys with Markdown already drawn, its body whole and by sections, its place in the
//! document.
//!
//! A piece of drawn Markdown enters the template as a token, two private characters around a number. Tera passes tokens on as
//! they are; afterwards each is replaced by its markup, and the places of the author's text are kept. No author's text can hold
//! a token, because those two characters are replaced in it.

use serde_json::{Map, Value as Json, json};

use super::escape::string;
use super::figures::figure;
use super::markdown::Writer;
use super::markup::Markup;
use super::{Scene, rollup, widths};
use crate::model::anchors::{kind_label, value_text};
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue, Number, Role, Word};
use crate::model::numbering::Numbered;
use crate::model::sums;
use crate::parse::body::{Block, BlockKind, Body, Inline, plain_text};
use crate::source::{SourceId, Span};

/// The characters around the number of a token.
pub const OPEN: char = '\u{E000}';
pub const CLOSE: char = '\u{E001}';

/// Builds the context of one card, or of the manifest, and keeps the markup of its tokens.
pub struct Builder<'a> {
    scene: &'a Scene<'a>,
    folder: &'a str,
    level: usize,
    fragments: Vec<Markup>,
}

impl<'a> Builder<'a> {
    pub fn new(scene: &'a Scene<'a>, folder: &'a str, level: usize) -> Self {
        Self { scene, folder, level, fragments: Vec::new() }
    }

    pub fn into_fragments(self) -> Vec<Markup> {
        self.fragments
    }

    fn writer(&self) -> Writer<'a> {
        Writer::new(self.scene, self.folder, self.level)
    }

    fn token(&mut self, markup: Markup) -> Json {
        self.fragments.push(markup);
        Json::String(format!("{OPEN}{}{CLOSE}", self.fragments.len() - 1))
    }

    pub fn inline(&mut self, content: &'a [Inline]) -> Json {
        let mut writer = self.writer();
        writer.inlines(content);
        self.token(writer.finish())
    }

    fn unmarked(&mut self, content: &'a [Inline]) -> Json {
        let mut writer = self.writer().unmarked();
        writer.inlines(content);
        self.token(writer.finish())
    }

    fn blocks(&mut self, blocks: &'a [Block], body: &'a Body) -> Json {
        self.blocks_below(self.level, blocks, body)
    }

    /// Blocks that stand below a heading of a level.
    fn blocks_below(&mut self, level: usize, blocks: &'a [Block], body: &'a Body) -> Json {
        let mut writer = self.writer().with_footnotes(body).below(level);
        if level > self.level + 1 {
            // The parts of a section may be drawn in boxes side by side.
            writer = writer.boxed();
        }
        writer.blocks(blocks);
        self.token(writer.finish())
    }

    /// A block-valued cell: a single paragraph is drawn as a line, so that it has no space around it.
    fn cell(&mut self, body: &'a Body) -> Json {
        match body.blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }] if body.footnotes.is_empty() => self.inline(content),
            blocks => {
                let mut writer = self.writer().with_footnotes(body).boxed();
                writer.blocks(blocks);
                self.token(writer.finish())
            }
        }
    }

    /// Notes a picture that the theme draws by its path.
    pub fn drawn(&mut self, path: &str, span: Span) {
        let pictures = vec![(path.to_owned(), span)];
        self.fragments.push(Markup { pictures, ..Markup::default() });
    }

    /// The pictures of all that was made, also of tokens that the template leaves out.
    pub fn pictures(&self) -> Vec<(String, Span)> {
        self.fragments.iter().flat_map(|fragment| fragment.pictures.iter().cloned()).collect()
    }

    /// The marks of sources that nothing drawn so far carries, and that are not among those `drawn` elsewhere, as a token.
    pub fn strays(&mut self, sources: impl Iterator<Item = SourceId>, mut drawn: Vec<usize>) -> Json {
        drawn.extend(self.fragments.iter().flat_map(|fragment| fragment.marks.iter().copied()));
        let mut markup = Markup { marks: drawn, ..Markup::default() };
        sources.for_each(|source| super::strays::stray_marks(self.scene, source, &mut markup));
        self.token(markup)
    }

    /// A value of the front matter.
    pub fn field(&mut self, field: &'a Field) -> Json {
        match &field.value {
            FieldValue::Blank => self.blank(field),
            FieldValue::Bool(value) => json!(value),
            FieldValue::Number(number) => self.number(number, field),
            FieldValue::Word(word) => self.word(word, field),
            FieldValue::Inline(content) => self.inline(content),
            FieldValue::Blocks(body) => self.cell(body),
            FieldValue::Date(date) => json!(self.scene.document.words.date(*date)),
            FieldValue::List(items) => Json::Array(items.iter().map(|item| self.field(item)).collect()),
            FieldValue::Map(entries) => {
                let mut map = Map::new();
                for entry in entries {
                    // What is blank or does not fit is not there, so that a template asks one question: is it defined?
                    match self.field(&entry.field) {
                        Json::Null => {}
                        value => {
                            map.insert(entry.name.clone(), value);
                        }
                    }
                }
                Json::Object(map)
            }
        }
    }

    /// Nothing; in a draft, the mark of a blank that should not be one.
    fn blank(&mut self, field: &Field) -> Json {
        let mut writer = self.writer();
        writer.empty_mark(field.span);
        let markup = writer.finish();
        if markup.text.is_empty() { Json::Null } else { self.token(markup) }
    }

    fn number(&mut self, number: &Number, field: &Field) -> Json {
        if number.is_figure {
            let mut markup = Markup::default();
            markup.words(&figure(number.value, &number.spelling), field.span);
            return self.token(markup);
        }
        if number.value.fract() == 0.0 && number.value.abs() < 1e15 { json!(number.value as i64) } else { json!(number.value) }
    }

    fn word(&mut self, word: &Word, field: &Field) -> Json {
        match &word.role {
            Role::Card { .. } => {
                let mut markup = Markup::default();
                match self.scene.document.anchors.get(&word.text) {
                    Some(anchor) => {
                        markup.code(&format!("#xref({})[", string(&word.text)));
                        markup.words(&anchor.label, field.span);
                        markup.code("];");
                    }
                    None => markup.words(&word.text, field.span),
                }
                self.token(markup)
            }
            Role::Misfit => Json::Null,
            Role::File => super::assets::find(self.scene, self.folder, &word.text).map_or(Json::Null, Json::String),
            _ => Json::String(without_tokens(&word.text)),
        }
    }

    /// All that a card's template may use.
    pub fn card(&mut self, index: usize) -> Json {
        let scene = self.scene;
        let card = &scene.document.cards[index];
        let place = &scene.document.numbers[index];
        let mut map = Map::new();
        map.insert("id".into(), json!(card.id.name));
        map.insert("kind".into(), json!(card.kind));
        map.insert("level".into(), json!(place.level));
        map.insert("number".into(), json!(place.number));
        map.insert("part".into(), json!(place.is_part));
        map.insert("frame".into(), self.frame(card, place));
        map.insert("title".into(), self.unmarked(&card.title));
        map.insert("plain".into(), plain(card));
        let (above, below) = split_below(&card.body.blocks);
        map.insert("body".into(), self.blocks(above, &card.body));
        map.insert("below".into(), self.blocks(below, &card.body));
        let (intro, sections) = sections(above);
        map.insert("intro".into(), self.blocks(intro, &card.body));
        map.insert("sections".into(), self.sections(&sections, &card.body));
        map.insert("fields".into(), self.field(&card.fields));
        map.insert("widths".into(), column_widths(card));
        if let Some(kind) = scene.kinds.get(&card.kind) {
            if let Some(keys) = &kind.sums {
                map.insert("sums".into(), json!(sums_as_text(card, keys)));
            }
            if kind.rollup {
                let made = rollup::table(scene.document, card);
                map.insert("rollup".into(), self.rollup(&made));
            }
            if kind.gather {
                map.insert("gathered".into(), self.gathered(card));
            }
        }
        Json::Object(map)
    }

    /// The arguments of the theme's `card` function: number, title, short title, id and the flags.
    fn frame(&mut self, card: &'a Card, place: &Numbered) -> Json {
        let mut markup = Markup::default();
        let number = place.number.as_deref().map_or_else(|| "none".to_owned(), string);
        markup.code(&format!("level: {}, number: {number}, title: [", place.level));
        let mut title = self.writer();
        title.inlines(&card.title);
        markup.append(&title.finish());
        let text = card.title_text();
        markup.code(&format!("], title-text: {}, short: [", string(&text)));
        let mut short = self.writer().unmarked();
        short.inlines(card.short());
        markup.append(&short.finish());
        markup.code(&format!(
            "], short-text: {}, id: {}, toc: {}, part: {}, appendix: {}, landscape: {}",
            string(&plain_text(card.short())),
            string(&card.id.name),
            card.toc,
            place.is_part,
            card.appendix && place.level == 1,
            card.landscape,
        ));
        if let Some(tag) = kind_label(card, self.scene.kinds) {
            markup.code(", tag: [");
            markup.words(&tag, card.top);
            markup.code("]");
        }
        self.token(markup)
    }

    fn sections(&mut self, sections: &[Section<'a>], body: &'a Body) -> Json {
        let list = sections.iter().map(|section| {
            let BlockKind::Heading(heading) = &section.heading.kind else { return Json::Null };
            let key = slug::slugify(plain_text(&heading.content));
            let (intro, parts) = self::sections(section.blocks);
            let level = self.level + usize::from(heading.level.max(2)) - 1;
            json!({
                "key": key,
                "title": self.inline(&heading.content),
                "id": heading.id.as_ref().map(|id| id.name.clone()),
                "heading": self.blocks(std::slice::from_ref(section.heading), body),
                "body": self.blocks_below(level, section.blocks, body),
                "intro": self.blocks_below(level, intro, body),
                "parts": self.sections(&parts, body),
            })
        });
        Json::Array(list.collect())
    }

    fn rollup(&mut self, made: &rollup::Table<'a>) -> Json {
        let groups: Vec<Json> = made
            .groups
            .iter()
            .map(|group| {
                let rows: Vec<Json> = group
                    .rows
                    .iter()
                    .map(|row| Json::Array(row.cells.iter().map(|cell| self.rollup_cell(cell, row.card)).collect()))
                    .collect();
                json!({ "title": group.title, "rows": rows })
            })
            .collect();
        json!({ "columns": made.columns, "widths": made.widths(), "groups": groups })
    }

    fn rollup_cell(&mut self, cell: &rollup::Cell<'a>, card: &'a Card) -> Json {
        match cell {
            rollup::Cell::Title => {
                let mut markup = Markup::default();
                markup.code(&format!("#xref({})[", string(&card.id.name)));
                let mut writer = self.writer().unmarked();
                writer.inlines(card.short());
                markup.append(&writer.finish());
                markup.code("];");
                self.token(markup)
            }
            rollup::Cell::Field(field) => match &field.value {
                FieldValue::Inline(content) => self.unmarked(content),
                FieldValue::Date(date) => json!(self.scene.document.words.date(*date)),
                FieldValue::List(items) => {
                    let words: Vec<String> = items.iter().filter_map(value_text).collect();
                    json!(without_tokens(&words.join(", ")))
                }
                _ => value_text(field).map_or(Json::Null, |text| json!(without_tokens(&text))),
            },
            rollup::Cell::Empty => Json::Null,
        }
    }

    /// The entries of other cards' lists under the key that `of` names, such as all milestones.
    fn gathered(&mut self, card: &Card) -> Json {
        let Some(key) = card.fields.get("of").and_then(Field::word) else { return Json::Null };
        let mut list = Vec::new();
        for other in &self.scene.document.cards {
            for entry in other.fields.get(key).into_iter().flat_map(Field::items) {
                let mut map = Map::new();
                map.insert("card".into(), self.rollup_cell(&rollup::Cell::Title, other));
                for inner in entry.entries() {
                    map.insert(inner.name.clone(), self.rollup_cell(&rollup::Cell::Field(&inner.field), other));
                }
                list.push(Json::Object(map));
            }
        }
        Json::Array(list)
    }
}

/// A heading and what stands below it.
struct Section<'a> {
    heading: &'a Block,
    blocks: &'a [Block],
}

/// Divides blocks at their highest headings; first what stands before them.
fn sections(blocks: &[Block]) -> (&[Block], Vec<Section<'_>>) {
    let level = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level.max(2)),
        _ => None,
    };
    let Some(highest) = blocks.iter().filter_map(level).min() else { return (blocks, Vec::new()) };
    let starts: Vec<usize> = (0..blocks.len()).filter(|&at| level(&blocks[at]) == Some(highest)).collect();
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    let sections =
        starts.iter().zip(ends).map(|(&start, end)| Section { heading: &blocks[start], blocks: &blocks[start + 1..end] });
    (&blocks[..starts[0]], sections.collect())
}

/// What stands above and below what the kind makes: before and after `<!-- below -->`.
fn split_below(blocks: &[Block]) -> (&[Block], &[Block]) {
    match blocks.iter().position(|block| matches!(block.kind, BlockKind::Below)) {
        Some(at) => (&blocks[..at], &blocks[at + 1..]),
        None => (blocks, &[]),
    }
}

/// The keys whose values are text, without markup: for templates that compare.
fn plain(card: &Card) -> Json {
    let texts = card
        .fields
        .entries()
        .iter()
        .filter_map(|entry| Some((entry.name.clone(), json!(without_tokens(&value_text(&entry.field)?)))));
    Json::Object(texts.collect())
}

/// The sums that are to be printed, formatted; `null` where nobody can add up.
fn sums_as_text(card: &Card, keys: &crate::model::kinds::SumKeys) -> Vec<Vec<Option<String>>> {
    let text = |sum: Option<f64>| sum.map(|sum| figure(sum, if sum.fract() == 0.0 { "0" } else { "0.00" }));
    sums::totals(card, keys).into_iter().map(|total| total.sums.into_iter().map(text).collect()).collect()
}

/// Widths for a card that has `columns` and `rows`, from its cells.
fn column_widths(card: &Card) -> Json {
    let Some(columns) = card.fields.get("columns").map(Field::items) else { return Json::Null };
    let header: Vec<String> = columns.iter().map(cell_text).collect();
    let rows = card.fields.get("rows").into_iter().flat_map(Field::items).map(row_texts);
    json!(widths::of_rows(header.len(), std::iter::once(header).chain(rows)))
}

fn row_texts(row: &Field) -> Vec<String> {
    if row.entries().is_empty() {
        return row.items().iter().map(cell_text).collect();
    }
    let label = row.get("label").map(cell_text).unwrap_or_default();
    let values = row.get("values").into_iter().flat_map(Field::items).map(cell_text);
    std::iter::once(label).chain(values).collect()
}

fn cell_text(field: &Field) -> String {
    match &field.value {
        FieldValue::Inline(content) => plain_text(content),
        FieldValue::Number(number) => figure(number.value, &number.spelling),
        FieldValue::Blocks(body) => {
            let mut texts = Vec::new();
            body.walk(&mut |block| texts.extend(block.kind.runs().into_iter().map(plain_text)));
            texts.join(" ")
        }
        _ => String::new(),
    }
}

/// A plain text that can hold no token.
pub fn without_tokens(text: &str) -> String {
    text.replace([OPEN, CLOSE], "\u{FFFD}")
}
