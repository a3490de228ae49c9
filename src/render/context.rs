//! What a template sees of a card: its keys with Markdown already drawn, its body whole and by
//! sections, its place in the document.
//!
//! A piece of drawn Markdown enters the template as a token, two private characters around a
//! number. Tera passes tokens on as they are; afterwards each is replaced by its markup, and the
//! places of the author's text are kept. No author's text can hold a token, because those two
//! characters are replaced in it.

use std::collections::HashMap;

use serde_json::{Map, Value as Json, json};

use super::escape::string;
use super::figures::{column_widths, sums_as_text};
use super::html;
use super::markup::Markup;
use super::pen::{Medium, Pen};
use super::run_on::runs_on;
use super::sections::{Section, sections, split_below};
use super::{RenderContext, chart, gantt, required, rollup, widths};
use crate::model::anchors::{kind_label, value_text};
use crate::model::card::Card;
use crate::model::cells;
use crate::model::chart::Chart;
use crate::model::field::{Field, FieldValue, Number, Role, Word};
use crate::model::kinds::Kind;
use crate::model::numbering::Numbered;
use crate::parse::body::{Block, BlockKind, Body, Footnote, Inline, plain_text};
use crate::parse::spelling::figure;
use crate::source::SourceId;
use crate::source::Span;

/// The characters around the number of a token.
pub const OPEN: char = '\u{E000}';
pub const CLOSE: char = '\u{E001}';

/// Builds the context of one card, or of the manifest, and keeps the markup of its tokens.
pub struct Builder<'a> {
    pub(super) scene: &'a RenderContext<'a>,
    folder: &'a str,
    level: usize,
    /// Whether a web page is made.
    web: bool,
    /// The notes to which fields may refer besides their own: those of the card's body.
    notes: &'a [Footnote],
    /// Whether the page lies on its side, so that there is more room for columns.
    landscape: bool,
    /// Whether ids bear themselves, because the template of the web knows nothing of them.
    places_ids: bool,
    fragments: Vec<Markup>,
    /// On the web, the fragments without marks by their text.
    alike: HashMap<String, usize>,
}

impl<'a> Builder<'a> {
    pub fn new(scene: &'a RenderContext<'a>, folder: &'a str, level: usize) -> Self {
        let (fragments, alike) = (Vec::new(), HashMap::new());
        Self {
            scene,
            folder,
            level,
            web: false,
            notes: &[],
            landscape: false,
            places_ids: false,
            fragments,
            alike,
        }
    }

    /// For a web page instead of pages.
    #[must_use]
    pub fn for_web(mut self) -> Self {
        self.web = true;
        self
    }

    /// For a card whose pages lie on their side, or do not.
    #[must_use]
    pub fn landscape(mut self, landscape: bool) -> Self {
        self.landscape = landscape;
        self
    }

    /// For a template of the web that lists keys as they are: each id is where a reference to it
    /// leads.
    #[must_use]
    pub fn placing_ids(mut self, places_ids: bool) -> Self {
        self.places_ids = places_ids;
        self
    }

    /// About so many characters of a table stand on a line of the page.
    pub fn line(&self) -> usize {
        if self.landscape {
            widths::LANDSCAPE_LINE
        } else {
            widths::LINE
        }
    }

    pub fn into_fragments(self) -> Vec<Markup> {
        self.fragments
    }

    pub(super) fn medium(&self) -> Medium {
        if self.web {
            Medium::Web
        } else {
            Medium::Pages(self.line())
        }
    }

    fn pen(&self) -> Pen<'a> {
        self.medium()
            .pen(self.scene, self.folder, self.level)
            .with_outer_notes(self.notes)
    }

    pub(super) fn token(&mut self, markup: Markup) -> Json {
        // Templates for the web ask whether there is something.
        if self.web && markup.text.is_empty() && markup.is_plain() {
            return Json::String(String::new());
        }
        // Templates for the web compare: what is drawn alike is one token.
        let at = if self.web && markup.is_plain() {
            *self
                .alike
                .entry(markup.text.clone())
                .or_insert(self.fragments.len())
        } else {
            self.fragments.len()
        };
        if at == self.fragments.len() {
            self.fragments.push(markup);
        }
        Json::String(format!("{OPEN}{at}{CLOSE}"))
    }

    pub fn inline(&mut self, content: &'a [Inline]) -> Json {
        let markup = self.pen().inlines(content).finish();
        self.token(markup)
    }

    /// Text that is repeated, and so bears no draft marks.
    pub(super) fn unmarked(&mut self, content: &'a [Inline]) -> Json {
        let markup = self.unmarked_markup(content);
        self.token(markup)
    }

    fn unmarked_markup(&self, content: &'a [Inline]) -> Markup {
        self.pen().unmarked().inlines(content).finish()
    }

    /// A block-valued cell that is repeated.
    pub(super) fn unmarked_cell(&mut self, body: &'a Body) -> Json {
        let pen = self.pen().boxed().unmarked();
        let markup = match only_paragraph(body) {
            Some(content) => pen.inlines(content),
            None => pen.blocks(&body.blocks),
        };
        self.token(markup.finish())
    }

    /// A block-valued cell that is repeated where there is room for a line and no more.
    pub(super) fn unmarked_line(&mut self, body: &Body) -> Json {
        let line = body.as_line();
        let markup = self
            .medium()
            .pen(self.scene, self.folder, self.level)
            .unmarked()
            .inlines(&line)
            .finish();
        self.token(markup)
    }

    /// What the kind calls the card, such as “Workstream 3”.
    pub(super) fn tag(&self, card: &Card) -> Option<String> {
        kind_label(card, self.scene.kinds).map(|tag| without_tokens(&tag))
    }

    /// Plain words as a link to an id of the document.
    pub(super) fn link(&mut self, id: &str, words: &str, span: Span) -> Json {
        let words = self.medium().words(words, span);
        self.linked(id, &words)
    }

    /// A card's short title as a link to it.
    pub(super) fn link_to(&mut self, card: &'a Card) -> Json {
        let title = self.unmarked_markup(card.short());
        self.linked(&card.id.name, &title)
    }

    fn linked(&mut self, id: &str, words: &Markup) -> Json {
        let markup = self.medium().reference(id, words);
        self.token(markup)
    }

    /// A plain text, which can hold no token.
    pub(super) fn plain(&self, text: &str) -> String {
        without_tokens(text)
    }

    fn blocks(&mut self, blocks: &'a [Block], body: &'a Body) -> Json {
        self.blocks_below(self.level, blocks, body)
    }

    /// Blocks that stand below a heading of a level.
    fn blocks_below(&mut self, level: usize, blocks: &'a [Block], body: &'a Body) -> Json {
        let mut pen = self.pen().with_footnotes(body).below(level);
        if level > self.level + 1 {
            // The parts of a section may be drawn in boxes side by side.
            pen = pen.boxed();
        }
        let markup = pen.blocks(blocks).finish();
        self.token(markup)
    }

    /// A block-valued cell: a single paragraph is drawn as a line, so that it has no space around
    /// it.
    fn cell(&mut self, body: &'a Body) -> Json {
        let pen = self.pen().with_footnotes(body);
        let markup = match only_paragraph(body) {
            Some(content) => pen.inlines(content),
            None => pen.boxed().blocks(&body.blocks),
        };
        self.token(markup.finish())
    }

    /// The marks of sources that nothing drawn so far carries, and that are not among those `drawn`
    /// elsewhere, as a token.
    pub fn strays(
        &mut self,
        sources: impl Iterator<Item = SourceId>,
        mut drawn: Vec<usize>,
    ) -> Json {
        drawn.extend(
            self.fragments
                .iter()
                .flat_map(|fragment| fragment.marks.iter().copied()),
        );
        let mut markup = Markup {
            marks: drawn,
            ..Markup::default()
        };
        sources.for_each(|source| match self.web {
            true => html::stray_marks(self.scene, source, &mut markup),
            false => super::unplaced_marks::stray_marks(self.scene, source, &mut markup),
        });
        self.token(markup)
    }

    /// The notes of what was drawn so far, as a token.
    pub fn notes(&mut self, notes: &html::Notes<'a>) -> Json {
        let list = notes.list(
            self.scene,
            self.fragments
                .iter()
                .flat_map(|fragment| fragment.spots.iter().copied()),
        );
        self.token(list)
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
            FieldValue::Month(date) => json!(self.scene.document.words.month(*date)),
            FieldValue::List(items) => {
                Json::Array(items.iter().map(|item| self.field(item)).collect())
            }
            FieldValue::Map(entries) => {
                let mut map = Map::new();
                for entry in entries {
                    // What is blank or does not fit is not there, so that a template asks one
                    // question: is it defined?
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
        let markup = self.pen().empty_mark(field.span).finish();
        if markup.text.is_empty() {
            Json::Null
        } else {
            self.token(markup)
        }
    }

    fn number(&mut self, number: &Number, field: &Field) -> Json {
        if number.is_figure {
            let markup = self.medium().words(&figure(&number.spelling), field.span);
            return self.token(markup);
        }
        as_typed(number)
    }

    fn word(&mut self, word: &Word, field: &Field) -> Json {
        match &word.role {
            Role::Card { .. } => {
                let document = self.scene.document;
                match document.anchors.get(&word.text) {
                    Some(anchor) => self.link(
                        &word.text,
                        &document.label_of(anchor, field.span),
                        field.span,
                    ),
                    None => {
                        let markup = self.medium().words(&word.text, field.span);
                        self.token(markup)
                    }
                }
            }
            Role::Id { .. } if self.places_ids => self.token(html::target(&word.text)),
            Role::Mismatch => Json::Null,
            Role::File { .. } => self.asset(&word.text).map_or(Json::Null, Json::String),
            _ => Json::String(without_tokens(&word.text)),
        }
    }

    /// Where a picture is found: its path in Typst's world, or the picture itself.
    fn asset(&self, target: &str) -> Option<String> {
        match self.web {
            true => super::assets::data_uri(self.scene, self.folder, target),
            false => super::assets::find(self.scene, self.folder, target),
        }
    }

    /// All that a card's template may use.
    pub fn card(&mut self, index: usize) -> Json {
        let scene = self.scene;
        let card = &scene.document.cards[index];
        let place = scene.document.place(index);
        self.notes = &card.body.footnotes;
        let mut map = Map::new();
        map.insert("id".into(), json!(card.id.name));
        map.insert("kind".into(), json!(card.kind));
        map.insert("level".into(), json!(place.level));
        map.insert("number".into(), json!(place.number));
        map.insert("part".into(), json!(place.is_part));
        map.insert(
            "frame".into(),
            self.frame(
                card,
                place,
                !self.landscape && runs_on(scene.document, scene.kinds, index),
            ),
        );
        map.insert("title".into(), self.unmarked(&card.title));
        map.insert("plain".into(), plain(card));
        let (above, below) = split_below(&card.body.blocks);
        map.insert("body".into(), self.blocks(above, &card.body));
        map.insert("below".into(), self.blocks(below, &card.body));
        let (intro, sections) = sections(above);
        map.insert("intro".into(), self.blocks(intro, &card.body));
        map.insert("sections".into(), self.sections(&sections, &card.body));
        map.insert("looks".into(), json!(cells::looks(card)));
        let mut fields = self.field(&card.fields);
        if let Some(kind) = scene.kinds.get(&card.kind) {
            required::fill(&mut fields, &kind.schema, &kind.schema.value);
        }
        map.insert("fields".into(), fields);
        map.insert("landscape".into(), json!(self.landscape));
        let sums = scene
            .kinds
            .get(&card.kind)
            .and_then(|kind| kind.sums.as_ref());
        let widths = column_widths(card, sums, &scene.document.manifest.language, self.line());
        map.insert(
            "widths".into(),
            widths
                .as_ref()
                .map_or(Json::Null, |widths| json!(widths.weights)),
        );
        map.insert(
            "size".into(),
            json!(widths.map_or(1.0, |widths| widths.size)),
        );
        if let Some(kind) = scene.kinds.get(&card.kind) {
            self.made(card, kind, &mut map);
        }
        Json::Object(map)
    }

    /// What the kind makes of the card's figures, entries and periods, or of other cards.
    fn made(&mut self, card: &'a Card, kind: &'a Kind, map: &mut Map<String, Json>) {
        if let Some(keys) = &kind.sums {
            let language = &self.scene.document.manifest.language;
            map.insert("sums".into(), json!(sums_as_text(card, keys, language)));
            if let Some(chart) = kind
                .chart
                .as_ref()
                .and_then(|chart| Chart::of(card, chart, keys, language))
            {
                let unit = card.fields.get("unit").and_then(value_text);
                map.insert("chart".into(), chart::values(self, chart, unit.as_deref()));
            }
        }
        if let Some(keys) = &kind.lanes {
            map.insert("gantt".into(), gantt::values(self, card, keys));
        }
        if kind.rollup {
            map.insert("rollup".into(), rollup::values(self, card));
        }
        if kind.rating.is_some() {
            map.insert("ratings".into(), rollup::ratings(card, kind));
        }
    }

    /// The arguments of the theme's `card` function: number, title, short title, id and the flags;
    /// on the web, the heading.
    fn frame(&mut self, card: &'a Card, place: &Numbered, runs_on: bool) -> Json {
        if self.web {
            let tag = kind_label(card, self.scene.kinds);
            let title = self.pen().inlines(&card.title).finish();
            let heading = html::heading(place, tag.as_deref(), &title);
            return self.token(heading);
        }
        let mut markup = Markup::default();
        let number = place
            .number
            .as_deref()
            .map_or_else(|| "none".to_owned(), string);
        markup.code(&format!(
            "level: {}, number: {number}, title: [",
            place.level
        ));
        markup.append(&self.pen().inlines(&card.title).finish());
        let text = card.title_text();
        markup.code(&format!("], title-text: {}, short: [", string(&text)));
        markup.append(&self.unmarked_markup(card.short()));
        markup.code(&format!(
            "], short-text: {}, id: {}, toc: {}, part: {}, appendix: {}, landscape: {}, run-on: {}, flow: {}",
            string(&plain_text(card.short())),
            string(&card.id.name),
            card.toc,
            place.is_part,
            place.is_appendix,
            self.landscape,
            runs_on,
            self.scene.document.manifest.flow,
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
                "id": heading.id.as_ref().map(|id| id.name.as_str()).or_else(|| self.scene.document.name_of_heading(section.heading.span)),
                "heading": self.blocks(std::slice::from_ref(section.heading), body),
                "body": self.blocks_below(level, section.blocks, body),
                "intro": self.blocks_below(level, intro, body),
                "parts": self.sections(&parts, body),
            })
        });
        Json::Array(list.collect())
    }
}

/// The text of a body that is one paragraph and nothing else.
fn only_paragraph(body: &Body) -> Option<&[Inline]> {
    match body.blocks.as_slice() {
        [
            Block {
                kind: BlockKind::Paragraph(content),
                ..
            },
        ] => Some(content),
        _ => None,
    }
}

/// A number for a template to count with, if it would be printed as it is typed; else as its text,
/// so that no sign and no digit is lost.
fn as_typed(number: &Number) -> Json {
    let spelling = &number.spelling;
    if let Some(whole) = spelling
        .parse::<i64>()
        .ok()
        .filter(|whole| whole.to_string() == *spelling)
    {
        return json!(whole);
    }
    match spelling.parse::<f64>() {
        Ok(value) if value.abs() < 1e15 && value.to_string() == *spelling => json!(value),
        _ => json!(spelling),
    }
}

/// The keys of a card as bare text, without markup, lists and mappings as such: for templates that
/// compare and count. A key that is blank is not there; a blank in a list keeps its place.
fn plain(card: &Card) -> Json {
    plain_value(&card.fields).unwrap_or_else(|| json!({}))
}

fn plain_value(field: &Field) -> Option<Json> {
    match &field.value {
        FieldValue::List(items) => Some(
            items
                .iter()
                .map(|item| plain_value(item).unwrap_or_else(|| json!("")))
                .collect(),
        ),
        FieldValue::Map(entries) => {
            let texts = entries
                .iter()
                .filter_map(|entry| Some((entry.name.clone(), plain_value(&entry.field)?)));
            Some(Json::Object(texts.collect()))
        }
        FieldValue::Blocks(body) => Some(json!(without_tokens(&body.plain_text()))),
        _ => value_text(field).map(|text| json!(without_tokens(&text))),
    }
}

/// A plain text that can hold no token.
pub fn without_tokens(text: &str) -> String {
    text.replace([OPEN, CLOSE], "\u{FFFD}")
}
