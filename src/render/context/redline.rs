//! What templates see where the document holds two states: values that are no text, sums and ratings
//! with what they were.

use serde_json::{Value as Json, json};

use super::Builder;
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::{Kind, SumKeys};
use crate::parse::body::{Body, Change, Inline, Text, plain_text};
use crate::parse::spelling::figure;
use crate::render::figures::sums_as_text;
use crate::render::markup::Markup;
use crate::render::rollup;
use crate::render::tree::Resolver;
use crate::source::Span;

impl<'a> Builder<'a> {
    /// A figure, a day or a month with what stood there before.
    pub(super) fn in_both_states(&self, field: &Field) -> Option<Markup> {
        let before = self.scene.redline?.replaced.get(&field.span)?;
        let words = self.scene.document.words;
        let now = match &field.value {
            FieldValue::Number(number) if number.is_figure => figure(&number.spelling).into_owned(),
            FieldValue::Date(date) => words.date(*date),
            FieldValue::Month(date) => words.month(*date),
            _ => return None,
        };
        Some(self.changed(before, &text(&now, field.span)))
    }

    /// What changed, and what is gone.
    pub(in crate::render) fn redline(&mut self) -> Option<Json> {
        let redline = self.scene.redline?;
        let mut removed = Vec::with_capacity(redline.removed.len());
        for card in &redline.removed {
            let (title, text) = (self.inline(&card.title), self.whole(&card.body));
            removed.push(json!({"title": title, "text": text}));
        }
        Some(json!({"summary": self.whole(&redline.summary), "removed": removed}))
    }

    fn whole(&mut self, body: &'a Body) -> Json {
        self.blocks(&body.blocks, body)
    }

    /// The card whose figures count: what holds both states is no table to add up.
    pub(super) fn counted(&self, card: &'a Card) -> &'a Card {
        let states = self
            .scene
            .redline
            .and_then(|one| one.figures.get(&card.source));
        states.map_or(card, |(_, after)| after)
    }

    /// The sums of a card, with what they were; those of other columns or totals than before are as
    /// they are now.
    pub(super) fn sums(&mut self, card: &'a Card, keys: &SumKeys) -> Json {
        let language = &self.scene.document.manifest.language;
        let now = sums_as_text(self.counted(card), keys, language);
        let states = self
            .scene
            .redline
            .and_then(|one| one.figures.get(&card.source));
        let Some((before, _)) = states else {
            return json!(now);
        };
        let before = sums_as_text(before, keys, language);
        let is_same_table =
            before.len() == now.len() && before.iter().zip(&now).all(|(a, b)| a.len() == b.len());
        if !is_same_table {
            return json!(now);
        }
        let mut rows = Vec::with_capacity(now.len());
        for (old, new) in before.iter().zip(&now) {
            let mut cells = Vec::with_capacity(new.len());
            for (was, is) in old.iter().zip(new) {
                cells.push(match (was, is) {
                    (Some(was), Some(is)) if was != is => {
                        let markup = self.changed(&text(was, card.top), &text(is, card.top));
                        self.token(markup)
                    }
                    _ => json!(is),
                });
            }
            rows.push(cells);
        }
        json!(rows)
    }

    /// How entries are rated, and how they were.
    pub(super) fn ratings(&self, card: &Card, kind: &Kind) -> Json {
        let mut all = rollup::ratings(card, kind);
        let list = kind.entries.as_ref().map(|keys| &keys.list);
        let (Some(redline), Some(list)) = (self.scene.redline, list) else {
            return all;
        };
        let items = card.fields.get(list).map(Field::items).unwrap_or_default();
        for (at, item) in items.iter().enumerate() {
            if let (Some(was), Some(Json::Object(rated))) =
                (redline.rated.get(&item.span), all.get_mut(at))
            {
                rated.insert("was".into(), rollup::rated_as(kind, was.now));
                rated.insert("was-after".into(), rollup::rated_as(kind, was.after));
                rated.insert("was-target".into(), rollup::rated_as(kind, was.target));
            }
        }
        all
    }

    /// Words in two states.
    fn changed(&self, before: &[Inline], now: &[Inline]) -> Markup {
        let states = [(Change::Deleted, before), (Change::Inserted, now)];
        let states: Vec<Inline> = states
            .into_iter()
            .filter(|(_, content)| !plain_text(content).is_empty())
            .map(|(change, content)| Inline::Changed {
                change,
                content: content.to_vec(),
            })
            .collect();
        let resolver = Resolver::new(self.scene, self.folder, self.level).repeated();
        self.writer.piece(&resolver.piece_of_inlines(&states))
    }
}

fn text(words: &str, span: Span) -> Vec<Inline> {
    vec![Inline::Text(Text {
        text: words.to_owned(),
        span,
    })]
}
