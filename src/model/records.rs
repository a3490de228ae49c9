//! What other cards gather: the cards of a kind, or the entries of the list that such cards have
//! (`x-entries`), each with its keys.
//!
//! A record that is an entry has the keys of the entry and, behind them, those of its card. Beside
//! what the schemas name there are `title` (the card's), `id`, `score` where the kind is rated, and
//! the lists of the manifest for which the kind wants headings (`each` in `x-headings`): their
//! value is the headings that have something below them.

use serde_json::Value as Json;

use super::anchors::value_text;
use super::card::Card;
use super::document::Document;
use super::field::{Field, FieldValue};
use super::kinds::{EntryKeys, Kind, Kinds};
use super::rating::Rating;
use crate::parse::body::{Block, BlockKind, plain_text};

/// The key of a rated record that no schema names: the product of its two scales.
pub const SCORE: &str = "score";

/// Where records come from.
#[derive(Debug)]
pub struct Origin<'a> {
    /// The kinds of the cards; several if the entries of a list are wanted that several kinds
    /// have.
    kinds: Vec<&'a Kind>,
    entries: bool,
}

/// A card, or an entry of one.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub card: &'a Card,
    pub kind: &'a Kind,
    pub entry: Option<&'a Field>,
}

/// What a record has under a key.
#[derive(Debug)]
pub enum Found<'a> {
    Nothing,
    /// The card's title.
    Title,
    Id(&'a str),
    Field(&'a Field),
    Score(usize),
    /// The entries of a list of the manifest for which the card has a heading with something below
    /// it.
    Stated(Vec<String>),
}

impl<'a> Origin<'a> {
    /// What `of` names: a kind, or a list of entries. `None` if there is neither. Of a kind whose
    /// cards have a list of entries, the entries are meant if `entries` is set, or if one of
    /// the keys is a key of entries alone.
    pub fn named(of: &str, keys: &[&str], entries: bool, kinds: &'a Kinds) -> Option<Self> {
        if let Some(kind) = kinds.get(of) {
            let origin = Self {
                kinds: vec![kind],
                entries: false,
            };
            let alone =
                |key: &&str| origin.schema_of(key).is_none() && entry_property(kind, key).is_some();
            let entries = kind.entries.is_some() && (entries || keys.iter().any(alone));
            return Some(Self { entries, ..origin });
        }
        let has_list = |kind: &&Kind| kind.entries.as_ref().is_some_and(|keys| keys.list == of);
        let kinds: Vec<&Kind> = kinds.all().filter(has_list).collect();
        (!kinds.is_empty()).then_some(Self {
            kinds,
            entries: true,
        })
    }

    /// The records of a document, in reading order.
    pub fn records(&self, document: &'a Document) -> Vec<Record<'a>> {
        let mut records = Vec::new();
        for card in document.cards.iter().filter(|card| !card.made) {
            let Some(kind) = self
                .kinds
                .iter()
                .copied()
                .find(|kind| kind.name == card.kind)
            else {
                continue;
            };
            match kind.entries.as_ref().filter(|_| self.entries) {
                Some(keys) => {
                    let list = card
                        .fields
                        .get(&keys.list)
                        .into_iter()
                        .flat_map(Field::items);
                    let entries = list.filter(|entry| !entry.entries().is_empty());
                    records.extend(entries.map(|entry| Record {
                        card,
                        kind,
                        entry: Some(entry),
                    }));
                }
                None => records.push(Record {
                    card,
                    kind,
                    entry: None,
                }),
            }
        }
        records
    }

    pub fn kinds(&self) -> &[&'a Kind] {
        &self.kinds
    }

    /// The first of the kinds, which stands for all where only one schema can be asked.
    pub fn kind(&self) -> Option<&'a Kind> {
        self.kinds.first().copied()
    }

    /// The keys of the list, if the records are entries.
    pub fn entry_keys(&self) -> Option<&'a EntryKeys> {
        self.kind()?.entries.as_ref().filter(|_| self.entries)
    }

    /// How the records are rated. Cards are only rated if their kind has no list of entries.
    pub fn rating(&self) -> Option<&'a Rating> {
        let kind = self.kind()?;
        kind.rating
            .as_ref()
            .filter(|_| self.entries == kind.entries.is_some())
    }

    /// The schema of a key, with the kind that it belongs to.
    pub fn schema_of(&self, key: &str) -> Option<(&'a Kind, &'a Json)> {
        let of_entry = self
            .kinds
            .iter()
            .filter(|_| self.entries)
            .find_map(|kind| Some((*kind, entry_property(kind, key)?)));
        let of_card = || {
            self.kinds
                .iter()
                .find_map(|kind| Some((*kind, kind.schema.property(&kind.schema.value, key)?)))
        };
        of_entry.or_else(of_card)
    }

    /// The words that a key may have, in the order of the schema; empty if it may have any.
    pub fn options(&self, key: &str) -> Vec<&'a str> {
        let options = self
            .schema_of(key)
            .and_then(|(_, schema)| schema.get("enum"))
            .and_then(Json::as_array);
        options
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect()
    }

    /// Every key that a record can have.
    pub fn keys(&self) -> Vec<&'a str> {
        let mut keys: Vec<&str> = Vec::new();
        for kind in &self.kinds {
            let of_entry = kind
                .entry_schema()
                .filter(|_| self.entries)
                .into_iter()
                .flat_map(properties);
            keys.extend(of_entry);
            keys.extend(properties(&kind.schema.value));
            keys.extend(
                kind.headings
                    .iter()
                    .filter_map(|heading| heading.each.as_deref()),
            );
        }
        if self.rating().is_some() {
            keys.push(SCORE);
        }
        let mut seen = std::collections::BTreeSet::new();
        keys.retain(|key| seen.insert(*key));
        keys
    }
}

fn properties(schema: &Json) -> impl Iterator<Item = &str> {
    schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
}

fn entry_property<'a>(kind: &'a Kind, key: &str) -> Option<&'a Json> {
    kind.schema.property(kind.entry_schema()?, key)
}

impl<'a> Record<'a> {
    /// What the record has under a key.
    pub fn get(&self, key: &str, document: &Document) -> Found<'a> {
        if let Some(field) = self.entry.and_then(|entry| entry.get(key)) {
            return match (key, field.word()) {
                ("id", Some(id)) => Found::Id(id),
                _ if field.is_blank() => Found::Nothing,
                _ => Found::Field(field),
            };
        }
        // A key of entries is never the card's: an entry without an owner has none, whoever owns
        // the card. A title is: every card has one, and few entries do.
        let is_of_entries = self.entry.is_some() && entry_property(self.kind, key).is_some();
        if is_of_entries && key != "title" {
            return Found::Nothing;
        }
        match key {
            "title" | "short-title" => Found::Title,
            "id" => Found::Id(&self.card.id.name),
            SCORE => self.score().map_or(Found::Nothing, Found::Score),
            key if self
                .kind
                .headings
                .iter()
                .any(|heading| heading.each.as_deref() == Some(key)) =>
            {
                Found::Stated(stated(self.card, &listed(document, key)))
            }
            key => match self.card.fields.get(key).filter(|field| !field.is_blank()) {
                Some(field) => Found::Field(field),
                None => Found::Nothing,
            },
        }
    }

    /// The id to which a link leads: the entry's, else the card's.
    pub fn id(&self) -> &'a str {
        let own = self
            .entry
            .and_then(|entry| entry.get("id"))
            .and_then(Field::word);
        own.unwrap_or(&self.card.id.name)
    }

    /// The mapping that is rated.
    pub fn rated(&self) -> &'a Field {
        self.entry.unwrap_or(&self.card.fields)
    }

    fn score(&self) -> Option<usize> {
        let rating = self.kind.rating.as_ref()?;
        rating.rated(self.rated()).map(super::rating::Rated::score)
    }

    /// The plain texts of what it has under a key: several if it is a list.
    pub fn texts(&self, key: &str, document: &Document) -> Vec<String> {
        match self.get(key, document) {
            Found::Nothing => Vec::new(),
            Found::Title => vec![self.card.title_text()],
            Found::Id(id) => vec![id.to_owned()],
            Found::Score(score) => vec![score.to_string()],
            Found::Stated(titles) => titles,
            Found::Field(field) => match &field.value {
                FieldValue::List(items) => items.iter().filter_map(value_text).collect(),
                _ => value_text(field).into_iter().collect(),
            },
        }
    }

    /// Whether a key that could list cards has the word that stands for all of them instead.
    pub fn has_all(&self, key: &str) -> bool {
        let own = self.entry.and_then(|_| entry_property(self.kind, key));
        let schema = own.or_else(|| self.kind.schema.property(&self.kind.schema.value, key));
        let Some(schema) = schema else { return false };
        let field = self
            .entry
            .and_then(|entry| entry.get(key))
            .or_else(|| self.card.fields.get(key));
        let alternatives = schema
            .get("anyOf")
            .and_then(Json::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let lists = alternatives
            .iter()
            .any(|one| one.pointer("/items/x-card").is_some());
        let word = field.and_then(Field::word);
        lists
            && word.is_some()
            && alternatives
                .iter()
                .any(|one| one.get("const").and_then(Json::as_str) == word)
    }
}

/// The entries of a list of the manifest, as plain text.
pub fn listed(document: &Document, key: &str) -> Vec<String> {
    let items = document
        .manifest
        .fields
        .get(key)
        .into_iter()
        .flat_map(Field::items);
    items
        .filter_map(|item| item.inline().map(plain_text))
        .collect()
}

/// Those of the titles for which the card has a heading with something below it.
fn stated(card: &Card, titles: &[String]) -> Vec<String> {
    titles
        .iter()
        .filter(|title| !section(card, title).is_empty())
        .cloned()
        .collect()
}

/// What stands below the first heading of that title, up to the next heading.
pub fn section<'a>(card: &'a Card, title: &str) -> &'a [Block] {
    let blocks = &card.body.blocks;
    let heading = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => Some(plain_text(&heading.content)),
        _ => None,
    };
    let wanted = title.trim().to_lowercase();
    let Some(at) = blocks
        .iter()
        .position(|block| heading(block).is_some_and(|text| text.trim().to_lowercase() == wanted))
    else {
        return &[];
    };
    let rest = &blocks[at + 1..];
    &rest[..rest
        .iter()
        .position(|block| heading(block).is_some())
        .unwrap_or(rest.len())]
}
