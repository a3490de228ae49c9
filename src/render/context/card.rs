//! What a card's template sees.

use serde_json::{Map, Value as Json, json};

use super::Builder;
use super::plain::plain;
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::cells;
use crate::model::chart::Chart;
use crate::model::field::Field;
use crate::model::kinds::Kind;
use crate::parse::body::{BlockKind, Body, plain_text};
use crate::render::figures::column_widths;
use crate::render::fragments::without_tokens;
use crate::render::run_on::runs_on;
use crate::render::sections::{Section, sections, split_below};
use crate::render::tree::Frame;
use crate::render::{chart, gantt, growth, required, rollup, sources, trends};

impl<'a> Builder<'a> {
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
        let labels: Map<String, Json> = (scene.document.manifest.own_words.words())
            .map(|(key, word)| (key, json!(without_tokens(&word))))
            .collect();
        map.insert("labels".into(), Json::Object(labels));
        map.insert("frame".into(), self.frame(card, index));
        map.insert("title".into(), self.repeated(&card.title));
        map.insert("plain".into(), plain(card));
        self.body(card, &mut map);
        map.insert("looks".into(), json!(cells::looks(card)));
        let mut fields = self.field(&card.fields);
        let kind = scene.kinds.get(&card.kind);
        if let Some(kind) = kind {
            required::fill(&mut fields, &kind.schema, &kind.schema.value);
        }
        map.insert("fields".into(), fields);
        map.insert("landscape".into(), json!(self.landscape));
        self.widths(card, kind, &mut map);
        if let Some(kind) = kind {
            self.made(card, kind, &mut map);
        }
        Json::Object(map)
    }

    /// What stands around the card, or at its head.
    fn frame(&mut self, card: &'a Card, index: usize) -> Json {
        let scene = self.scene;
        let mut frame = Frame::of(scene, card, scene.document.place(index));
        frame.landscape = self.landscape;
        frame.runs_on = !self.landscape && runs_on(scene.document, scene.kinds, index);
        let markup = self.writer.frame(&frame);
        self.token(markup)
    }

    /// The body whole, above and below what the kind makes, and by sections.
    fn body(&mut self, card: &'a Card, map: &mut Map<String, Json>) {
        let (above, below) = split_below(&card.body.blocks);
        map.insert("body".into(), self.blocks(above, &card.body));
        map.insert("below".into(), self.blocks(below, &card.body));
        let (intro, sections) = sections(above);
        map.insert("intro".into(), self.blocks(intro, &card.body));
        map.insert("sections".into(), self.sections(&sections, &card.body));
    }

    /// How wide the columns of the card's own table are, and in what size it is set.
    fn widths(&self, card: &Card, kind: Option<&Kind>, map: &mut Map<String, Json>) {
        let sums = kind.and_then(|kind| kind.sums.as_ref());
        let language = &self.scene.document.manifest.language;
        let widths = column_widths(card, sums, language, self.line());
        let (weights, size) = match widths {
            Some(widths) => (json!(widths.weights), widths.size),
            None => (Json::Null, 1.0),
        };
        map.insert("widths".into(), weights);
        map.insert("size".into(), json!(size));
    }

    /// What the kind makes of the card's figures, entries and periods, or of other cards.
    fn made(&mut self, card: &'a Card, kind: &'a Kind, map: &mut Map<String, Json>) {
        if let Some(keys) = &kind.sums {
            let language = &self.scene.document.manifest.language;
            map.insert("sums".into(), self.sums(card, keys));
            let card = self.counted(card);
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
            map.insert("ratings".into(), self.ratings(card, kind));
        }
        if let Some(keys) = &kind.trends {
            map.insert("trends".into(), trends::values(self, card, keys));
        }
        if kind.sources {
            map.insert("sources".into(), sources::values(self));
        }
        if kind.growth {
            map.insert("growth".into(), growth::values(self));
            map.extend(growth::chart(self, card.top).map(|chart| ("chart".into(), chart)));
        }
        let standings = kind.endorsements.as_ref();
        if let Some(standings) = standings.and_then(|key| self.standings(card, key)) {
            map.insert("standings".into(), standings);
        }
    }

    /// What became of what each row of a list of endorsements saw; nothing if none says what that
    /// was.
    fn standings(&self, card: &Card, key: &str) -> Option<Json> {
        let rows = card.fields.get(key).map(Field::items).unwrap_or_default();
        let words = &self.scene.document.words;
        let standing = |row: &Field| {
            let all = self.scene.endorsements.iter();
            let mut found = all.filter(|one| one.span == row.span);
            let said = found.next().map(|one| words.endorsement(one));
            self.plain(&said.unwrap_or_default())
        };
        let said: Vec<String> = rows.iter().map(standing).collect();
        let is_said = said.iter().any(|said| !said.is_empty());
        is_said.then(|| json!(said))
    }

    fn sections(&mut self, sections: &[Section<'a>], body: &'a Body) -> Json {
        let sections = sections.iter().map(|section| self.section(section, body));
        Json::Array(sections.collect())
    }

    /// A section, and the parts of it below headings of their own.
    fn section(&mut self, section: &Section<'a>, body: &'a Body) -> Json {
        let BlockKind::Heading(heading) = &section.heading.kind else {
            return Json::Null;
        };
        let (intro, parts) = sections(section.blocks);
        let level = self.level + usize::from(heading.level.max(2)) - 1;
        let given = heading.id.as_ref().map(|id| id.name.as_str());
        let id = given.or_else(|| self.scene.document.name_of_heading(section.heading.span));
        json!({
            "key": slug::slugify(plain_text(&heading.content)),
            "title": self.inline(&heading.content),
            "id": id,
            "heading": self.blocks(std::slice::from_ref(section.heading), body),
            "body": self.blocks_below(level, section.blocks, body),
            "intro": self.blocks_below(level, intro, body),
            "parts": self.sections(&parts, body),
        })
    }
}
