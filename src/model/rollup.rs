//! Roll-ups: what a card asks of other cards (`of`, `where`, `columns`, `group-by`, `sort-by`,
//! `as`), and the records that answer it, chosen, in order and in groups. Nothing is drawn here.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::anchors::value_text;
use super::card::Card;
use super::document::Document;
use super::field::{Entry, Field, FieldValue, Role};
use super::kinds::Kinds;
use super::period::Period;
use super::records::{Found, Origin, Record, listed};
use crate::parse::body::plain_text;
use crate::parse::quotes::same_words;

/// How a roll-up is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Table,
    Matrix,
    List,
    Heatmap,
}

/// What a card asks for.
#[derive(Debug)]
pub struct RollupQuery<'a> {
    /// How it is drawn.
    pub shape: Shape,
    /// Where its records come from: cards, or the entries in them.
    pub origin: Origin<'a>,
    /// The keys that `columns` names.
    pub columns: Vec<&'a str>,
    /// The key by whose values the records are divided.
    pub group_by: Option<&'a str>,
    /// A key, and whether the highest comes first.
    pub sort_by: Option<(&'a str, bool)>,
    /// What a record must say to be shown (`where:`).
    pub conditions: &'a [Entry],
}

/// A value by which records are put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What makes it one value: a word, an id.
    pub text: String,
    /// What is printed.
    pub label: String,
    /// Whether it is one of the words that the schema lists, such as a status.
    pub is_word: bool,
}

/// Records under one value; `None` under no value at all.
#[derive(Debug)]
pub struct Group<'a> {
    /// What the records have in common; `None` for those that do not say it.
    pub value: Option<Value>,
    /// In the order in which they are shown.
    pub records: Vec<Record<'a>>,
}

/// What a roll-up of cards shows if neither it nor the schema names columns.
const USUAL: [&str; 3] = ["title", "owner", "status"];

impl<'a> RollupQuery<'a> {
    /// Reads a card; `None` if `of` names nothing that is known.
    pub fn of(card: &'a Card, kinds: &'a Kinds) -> Option<Self> {
        let word = |key: &str| {
            card.fields
                .get(key)
                .and_then(Field::word)
                .filter(|word| !word.is_empty())
        };
        let shape = match word("as") {
            Some("matrix") => Shape::Matrix,
            Some("list") => Shape::List,
            Some("heatmap") => Shape::Heatmap,
            _ => Shape::Table,
        };
        let columns: Vec<&str> = card
            .fields
            .get("columns")
            .into_iter()
            .flat_map(Field::items)
            .filter_map(Field::word)
            .collect();
        let conditions = card
            .fields
            .get("where")
            .map(Field::entries)
            .unwrap_or_default();
        let group_by = word("group-by");
        let sort_by = word("sort-by").map(|key| {
            key.strip_prefix('-')
                .map_or((key, false), |key| (key, true))
        });
        let named = columns
            .iter()
            .copied()
            .chain(group_by)
            .chain(sort_by.map(|(key, _)| key));
        let named: Vec<&str> = named
            .chain(conditions.iter().map(|entry| entry.name.as_str()))
            .collect();
        let origin = Origin::named(word("of")?, &named, shape == Shape::Heatmap, kinds)?;
        Some(Self {
            shape,
            origin,
            columns,
            group_by,
            sort_by,
            conditions,
        })
    }

    /// The keys of the columns: those that `columns` names, else those that the schema names for
    /// such a case and something fills.
    pub fn shown(&self, records: &[Record<'a>], document: &'a Document) -> Vec<&'a str> {
        if !self.columns.is_empty() {
            return self.columns.clone();
        }
        let kind = self.origin.kind();
        let of_cards = || kind.map(|kind| kind.columns.as_slice()).unwrap_or_default();
        let own = self
            .origin
            .entry_keys()
            .map_or_else(of_cards, |keys| keys.columns.as_slice());
        let usual: Vec<&str> = if own.is_empty() {
            USUAL.to_vec()
        } else {
            own.iter().map(String::as_str).collect()
        };
        let known = self.origin.keys();
        let filled = |key: &str| {
            records
                .iter()
                .any(|record| !matches!(record.get(key, document), Found::Nothing))
        };
        usual
            .into_iter()
            .filter(|key| known.contains(key) && filled(key))
            .collect()
    }

    /// The records that fit the conditions, in order.
    pub fn records(&self, document: &'a Document) -> Vec<Record<'a>> {
        let mut records = self.origin.records(document);
        records.retain(|record| {
            self.conditions
                .iter()
                .all(|condition| fits(record, condition, document))
        });
        if let Some((key, reverse)) = self.sort_by {
            let options = self.origin.options(key);
            let mut keyed: Vec<(Option<Order>, Record<'a>)> = records
                .into_iter()
                .map(|record| (order(&record, key, &options, document), record))
                .collect();
            keyed.sort_by(|(a, _), (b, _)| compare(a.as_ref(), b.as_ref(), reverse));
            records = keyed.into_iter().map(|(_, record)| record).collect();
        }
        records
    }

    /// The records in groups, as `group-by` says; in one group if it is not there.
    pub fn groups(&self, document: &'a Document) -> Vec<Group<'a>> {
        let records = self.records(document);
        match self.group_by {
            Some(key) => self.grouped(key, records, document),
            None => vec![Group {
                value: None,
                records,
            }],
        }
    }

    /// Groups by the values of a key, in the order of [`Self::values`]; what has none comes last.
    pub fn grouped(
        &self,
        key: &str,
        records: Vec<Record<'a>>,
        document: &'a Document,
    ) -> Vec<Group<'a>> {
        let values = self.values(key, &records, document);
        let mut groups: Vec<Group<'a>> = values
            .into_iter()
            .map(|value| Group {
                value: Some(value),
                records: Vec::new(),
            })
            .collect();
        let mut rest = Group {
            value: None,
            records: Vec::new(),
        };
        for record in records {
            let texts = record.texts(key, document);
            let mut found = false;
            for group in &mut groups {
                if group
                    .value
                    .as_ref()
                    .is_some_and(|value| has(&record, key, value, &texts))
                {
                    group.records.push(record);
                    found = true;
                }
            }
            if !found {
                rest.records.push(record);
            }
        }
        groups.retain(|group| !group.records.is_empty());
        if !rest.records.is_empty() {
            groups.push(rest);
        }
        groups
    }

    /// The values that records have under a key: in the order of the schema if it lists them, cards
    /// in the order of the document, numbers from the lowest, else as they come.
    pub fn values(&self, key: &str, records: &[Record<'a>], document: &'a Document) -> Vec<Value> {
        let options = self.origin.options(key);
        let manifest = listed(document, key);
        let mut values: Vec<(f64, Value)> = Vec::new();
        let mut seen = BTreeSet::new();
        for record in records.iter().filter(|record| !record.has_all(key)) {
            for text in record.texts(key, document) {
                if !seen.insert(text.clone()) {
                    continue;
                }
                let card = named_card(record, key, &text, document);
                let at = options
                    .iter()
                    .position(|option| *option == text)
                    .or_else(|| manifest.iter().position(|one| *one == text));
                let rank = at
                    .or(card)
                    .map(|at| at as f64)
                    .or_else(|| number(record, key, document))
                    .unwrap_or(f64::MAX);
                let label = card.map_or_else(
                    || text.clone(),
                    |card| plain_text(document.cards[card].short()),
                );
                values.push((
                    rank,
                    Value {
                        is_word: options.contains(&text.as_str()),
                        text,
                        label,
                    },
                ));
            }
        }
        values.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        if values.is_empty()
            && let Some(record) = records.iter().find(|record| record.has_all(key))
        {
            let text = record.texts(key, document).join(" ");
            values.push((
                0.0,
                Value {
                    label: text.clone(),
                    text,
                    is_word: false,
                },
            ));
        }
        values.into_iter().map(|(_, value)| value).collect()
    }
}

/// Whether a record has a value under a key.
pub fn has(record: &Record<'_>, key: &str, value: &Value, texts: &[String]) -> bool {
    texts.contains(&value.text) || record.has_all(key)
}

/// The card, by its index, whose id is a value of a record.
fn named_card(record: &Record<'_>, key: &str, text: &str, document: &Document) -> Option<usize> {
    let Found::Field(field) = record.get(key, document) else {
        return None;
    };
    let mut named = false;
    field.walk(&mut |field| {
        if let FieldValue::Word(word) = &field.value {
            named |= word.text == text && matches!(word.role, Role::Card { .. });
        }
    });
    document
        .anchors
        .get(text)
        .filter(|_| named)
        .map(|anchor| anchor.card)
}

fn number(record: &Record<'_>, key: &str, document: &Document) -> Option<f64> {
    match record.get(key, document) {
        Found::Score(score) => Some(score as f64),
        Found::Field(Field {
            value: FieldValue::Number(number),
            ..
        }) => Some(number.value),
        _ => None,
    }
}

/// Whether a record fits a condition: it has one of the values that are wanted, or none if nothing
/// is wanted.
fn fits(record: &Record<'_>, condition: &Entry, document: &Document) -> bool {
    let wanted: Vec<String> = wanted(&condition.field);
    let texts = record.texts(&condition.name, document);
    if wanted.is_empty() {
        return texts.is_empty();
    }
    record.has_all(&condition.name)
        || wanted
            .iter()
            .any(|wanted| texts.iter().any(|text| same_words(text, wanted)))
}

/// The values that a condition asks for.
pub fn wanted(field: &Field) -> Vec<String> {
    match &field.value {
        FieldValue::List(items) => items.iter().filter_map(value_text).collect(),
        _ => value_text(field).into_iter().collect(),
    }
}

/// How records are put in order by a key.
#[derive(Debug, PartialEq, PartialOrd)]
enum Order {
    Rank(usize),
    Number(f64),
    Day(Date),
    Text(String),
}

fn order(record: &Record<'_>, key: &str, options: &[&str], document: &Document) -> Option<Order> {
    match record.get(key, document) {
        Found::Nothing => None,
        Found::Score(score) => Some(Order::Number(score as f64)),
        Found::Field(field) => match &field.value {
            FieldValue::Number(number) => Some(Order::Number(number.value)),
            FieldValue::Date(date) | FieldValue::Month(date) => Some(Order::Day(*date)),
            FieldValue::Map(_) => after_score(record).map(|score| Order::Number(score as f64)),
            _ => {
                let text = record.texts(key, document).join(", ");
                let rank = options
                    .iter()
                    .position(|option| *option == text)
                    .map(Order::Rank);
                let day = || Period::parse(&text).map(|period| Order::Day(period.first));
                Some(rank.or_else(day).unwrap_or(Order::Text(text)))
            }
        },
        _ => Some(Order::Text(record.texts(key, document).join(", "))),
    }
}

/// The score after action: the only mapping by which records can be put in order.
fn after_score(record: &Record<'_>) -> Option<usize> {
    let rating = record.kind.rating.as_ref()?;
    rating
        .rated_after(record.rated())
        .map(super::rating::Rated::score)
}

/// What has no value comes last, whichever way the others go.
fn compare(a: Option<&Order>, b: Option<&Order>, reverse: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = match (a, b) {
                (Order::Text(a), Order::Text(b)) => alphanumeric_sort::compare_str(a, b),
                _ => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            };
            if reverse { order.reverse() } else { order }
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
