//! What a template sees of a roll-up: data only, ready to be drawn as a table, a list, a matrix or
//! a heat map, on paper or on a screen. The text of other cards is repeated without draft marks,
//! which stand where the text was written.

pub mod cells;
mod fit;
mod heatmap;
mod list;
mod matrix;

pub use cells::rated_as;

use serde_json::{Map, Value as Json, json};

use super::context::Builder;
use super::widths;
use crate::model::card::Card;
use crate::model::field::Field;
use crate::model::kinds::Kind;
use crate::model::records::Record;
use crate::model::rollup::{Group, RollupQuery, Shape};

/// The value of `card.rollup`.
pub fn values<'a>(builder: &mut Builder<'a>, card: &'a Card) -> Json {
    let scene = builder.scene;
    let Some(ask) = RollupQuery::of(card, scene.kinds) else {
        return Json::Null;
    };
    let groups = ask.groups(scene.document);
    let count: usize = groups.iter().map(|group| group.records.len()).sum();
    let mut map = Map::new();
    // A heat map of what is not rated is reported; where a project lets that pass, a table shows
    // the same cards.
    let shape = match ask.shape {
        Shape::Heatmap if ask.origin.rating().is_none() => Shape::Table,
        shape => shape,
    };
    map.insert("as".into(), json!(word(shape)));
    map.insert("count".into(), json!(count));
    map.insert("grouped".into(), json!(ask.group_by.is_some()));
    match shape {
        Shape::Matrix => {
            map.insert("matrix".into(), matrix::values(builder, &ask));
        }
        Shape::Heatmap => {
            map.insert("grid".into(), heatmap::values(builder, &ask));
        }
        Shape::List => {
            map.insert("groups".into(), list::values(builder, &ask, &groups));
        }
        Shape::Table => table(builder, &ask, &groups, &mut map),
    }
    Json::Object(map)
}

/// Whether a card needs a page on its side: what it makes has no room on one that stands, and there
/// it has more.
pub fn is_wide<'a>(builder: &Builder<'a>, card: &'a Card) -> bool {
    let Some(ask) = RollupQuery::of(card, builder.scene.kinds) else {
        return false;
    };
    match ask.shape {
        Shape::Matrix => {
            !fit::fitted(&matrix::shape(builder, &ask), builder.line().characters).fits
        }
        Shape::Table => {
            !measured(&ask, builder, &ask.groups(builder.scene.document))
                .2
                .fits
        }
        Shape::List | Shape::Heatmap => false,
    }
}

/// The value of `card.ratings`: the ratings now, after action and aimed at, for each entry of the card's own
/// list, else for the card.
pub fn ratings(card: &Card, kind: &Kind) -> Json {
    let of = |entry: Option<&Field>| {
        let record = Record { card, kind, entry };
        let Some(rating) = &kind.rating else {
            return Json::Null;
        };
        let ratings = rating.all(record.rated());
        json!({
            "at": cells::rated(&record, ratings.now),
            "after": cells::rated(&record, ratings.after),
            "target": cells::rated(&record, ratings.target),
        })
    };
    match &kind.entries {
        Some(keys) => {
            let entries = card
                .fields
                .get(&keys.list)
                .into_iter()
                .flat_map(Field::items);
            entries.map(|entry| of(Some(entry))).collect()
        }
        None => of(None),
    }
}

fn word(shape: Shape) -> &'static str {
    match shape {
        Shape::Table => "table",
        Shape::Matrix => "matrix",
        Shape::List => "list",
        Shape::Heatmap => "heatmap",
    }
}

/// Columns, their widths, and groups of rows of cells.
fn table<'a>(
    builder: &mut Builder<'a>,
    ask: &RollupQuery<'a>,
    groups: &[Group<'a>],
    map: &mut Map<String, Json>,
) {
    let (keys, columns, widths) = measured(ask, builder, groups);
    let groups: Vec<Json> = groups
        .iter()
        .map(|group| {
            let rows: Vec<Json> = group
                .records
                .iter()
                .map(|record| Json::Array(keys.iter().map(|key| cells::value(builder, record, key)).collect()))
                .collect();
            json!({ "title": group.value.as_ref().map(|value| builder.plain(&value.label)), "rows": rows })
        })
        .collect();
    map.insert("keys".into(), json!(keys));
    map.insert("columns".into(), json!(columns));
    map.insert("widths".into(), json!(widths.weights));
    map.insert("size".into(), json!(widths.size));
    map.insert("groups".into(), json!(groups));
}

/// The keys of a table's columns, what stands at their heads, and how wide they are.
fn measured<'a>(
    ask: &RollupQuery<'a>,
    builder: &Builder<'a>,
    groups: &[Group<'a>],
) -> (Vec<&'a str>, Vec<String>, widths::Widths) {
    let document = builder.scene.document;
    let records: Vec<_> = groups
        .iter()
        .flat_map(|group| group.records.iter().copied())
        .collect();
    let keys = ask.shown(&records, document);
    let columns: Vec<String> = keys
        .iter()
        .map(|key| cells::heading(key, document))
        .collect();
    let texts = records.iter().map(|record| {
        keys.iter()
            .map(|key| cells::text(record, key, document))
            .collect()
    });
    let widths = widths::of_rows(&columns, texts, builder.line());
    (keys, columns, widths)
}
