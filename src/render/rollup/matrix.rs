//! A matrix: what goes down, what goes across, and what stands where they meet.
//!
//! Across stand the values of one key or more (`columns`), such as the statuses, or the document's
//! impacts. Down stand the records, and a mark says which values each has; with `group-by` beside
//! `columns`, down stand the values of that key, and the cells name the records. `group-by` alone
//! puts its values across. Where more stands across than a page is wide and less stands down, the
//! two change places (`fit.rs`).

use serde_json::{Value as Json, json};

use super::cells;
use super::fit::{self, Head, Shape};
use crate::model::document::Document;
use crate::model::records::{Found, Record, listed, section};
use crate::model::rollup::{RollupQuery, Value, has};
use crate::parse::body::plain_text;
use crate::render::context::Builder;

/// Of a word of the schema, of other keys.
const USUAL: &str = "status";

pub fn values<'a>(builder: &mut Builder<'a>, ask: &RollupQuery<'a>) -> Json {
    let document = builder.scene.document;
    let records = ask.records(document);
    let (across, down) = axes(ask);
    let shape = shape(builder, ask);
    let fitted = fit::fitted(&shape, builder.line().characters);
    let blocks: Vec<(&str, Vec<Value>)> = across
        .iter()
        .map(|key| (*key, across_values(builder, ask, key, &records)))
        .collect();
    let heads: Vec<Json> = blocks
        .iter()
        .map(|(key, values)| json!({ "title": cells::heading(key, builder.scene.document), "span": values.len() }))
        .collect();
    let rows: Vec<Json> = match down {
        Some(key) => ask
            .grouped(key, records, document)
            .into_iter()
            .map(|group| {
                let cells: Vec<Json> = each(&blocks, |key, value| named(builder, &group.records, key, value));
                let word = group.value.as_ref().filter(|value| value.is_word).map(|value| value.text.clone());
                json!({ "title": group.value.map(|value| builder.plain(&value.label)), "word": word, "cells": cells })
            })
            .collect(),
        None => records
            .iter()
            .map(|record| {
                let cells: Vec<Json> = each(&blocks, |key, value| marked(builder, record, key, value));
                let (title, text) = cells::name(builder, record);
                json!({ "title": title, "text": text, "cells": cells })
            })
            .collect(),
    };
    let corner = down.map_or_else(
        || corner(ask, builder.scene.document),
        |key| cells::heading(key, builder.scene.document),
    );
    let columns: Vec<Json> = shape.across.iter().map(head).collect();
    let matrix = json!({
        "corner": corner, "heads": heads, "columns": columns, "rows": rows, "named": down.is_some(), "size": fitted.size,
    });
    if fitted.turned {
        turned(&matrix, &shape)
    } else {
        matrix
    }
}

fn head(head: &Head) -> Json {
    let title = (!head.label.is_empty()).then_some(&head.label);
    json!({ "title": title, "word": head.is_word.then(|| head.text.clone()) })
}

/// The same matrix with its rows as columns.
fn turned(matrix: &Json, shape: &Shape) -> Json {
    let cell = |row: &Json, at: usize| row["cells"].get(at).cloned().unwrap_or_default();
    let rows = matrix["rows"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let turned: Vec<Json> = (0..shape.across.len())
        .map(|at| {
            let cells: Vec<Json> = rows.iter().map(|row| cell(row, at)).collect();
            let head = &shape.across[at];
            let title = if head.is_word {
                &head.text
            } else {
                &head.label
            };
            json!({ "title": (!title.is_empty()).then_some(title), "cells": cells })
        })
        .collect();
    let columns: Vec<Json> = shape.down.iter().map(head).collect();
    json!({
        "corner": matrix["heads"].get(0).map(|head| &head["title"]),
        "heads": [{ "title": matrix["corner"], "span": columns.len() }],
        "columns": columns,
        "rows": turned,
        "named": matrix["named"],
        "size": matrix["size"],
    })
}

/// What stands on the sides of a matrix, in plain words.
pub fn shape<'a>(builder: &Builder<'a>, ask: &RollupQuery<'a>) -> Shape {
    let document = builder.scene.document;
    let records = ask.records(document);
    let (keys, down) = axes(ask);
    let across: Vec<Head> = keys
        .iter()
        .flat_map(|key| across_values(builder, ask, key, &records))
        .map(|value| Head {
            label: builder.plain(&value.label),
            text: value.text,
            is_word: value.is_word,
        })
        .collect();
    let name = |record: &Record<'a>| match record.entry.filter(|entry| entry.get("id").is_some()) {
        Some(_) => record.id().to_owned(),
        None => plain_text(record.card.short()),
    };
    let names: Vec<String> = records.iter().map(name).collect();
    let has_text = down.is_none() && records.iter().any(|record| record.entry.is_some());
    let down_heads = match down {
        Some(key) => ask
            .grouped(key, records, document)
            .into_iter()
            .map(|group| match group.value {
                Some(value) => Head {
                    label: builder.plain(&value.label),
                    text: value.text,
                    is_word: value.is_word,
                },
                None => Head::default(),
            })
            .collect(),
        None => names
            .iter()
            .map(|name| Head {
                label: builder.plain(name),
                ..Head::default()
            })
            .collect(),
    };
    // What names the records in the cells stands beside other words; a mark takes no more room than
    // itself.
    let cell = if down.is_some() {
        names
            .iter()
            .map(|name| fit::longest_word(name))
            .max()
            .unwrap_or_default()
    } else {
        fit::MARK
    };
    Shape {
        across,
        down: down_heads,
        cell,
        may_turn: keys.len() == 1 && !has_text,
    }
}

/// The keys across, and the key down if it is not the records.
fn axes<'a>(ask: &RollupQuery<'a>) -> (Vec<&'a str>, Option<&'a str>) {
    let columns: Vec<&str> = ask
        .columns
        .iter()
        .copied()
        .filter(|key| !matches!(*key, "title" | "short-title" | "id"))
        .collect();
    match (columns.is_empty(), ask.group_by) {
        (false, down) => (columns, down),
        (true, Some(key)) => (vec![key], None),
        (true, None) => (usual(ask).into_iter().collect(), None),
    }
}

/// The headings that the kind wants for each entry of a list of the manifest, else the first key
/// that has listed words.
fn usual<'a>(ask: &RollupQuery<'a>) -> Option<&'a str> {
    let kind = ask.origin.kind()?;
    let each = kind
        .headings
        .iter()
        .filter_map(|heading| heading.each.as_deref())
        .find(|_| ask.origin.entry_keys().is_none());
    each.or_else(|| {
        let keys = ask.origin.keys();
        let listed = |key: &&&str| !ask.origin.options(key).is_empty();
        keys.iter()
            .find(listed)
            .or_else(|| keys.iter().find(|key| **key == USUAL))
            .copied()
    })
}

/// What stands across: every entry of a list of the manifest, else the values that there are.
fn across_values<'a>(
    builder: &Builder<'a>,
    ask: &RollupQuery<'a>,
    key: &str,
    records: &[Record<'a>],
) -> Vec<Value> {
    let document = builder.scene.document;
    if records
        .iter()
        .any(|record| matches!(record.get(key, document), Found::Stated(_)))
    {
        let value = |text: String| Value {
            label: text.clone(),
            text,
            is_word: false,
        };
        return listed(document, key).into_iter().map(value).collect();
    }
    ask.values(key, records, document)
}

/// A cell for each column.
fn each(blocks: &[(&str, Vec<Value>)], mut cell: impl FnMut(&str, &Value) -> Json) -> Vec<Json> {
    blocks
        .iter()
        .flat_map(|(key, values)| values.iter().map(move |value| (*key, value)))
        .map(|(key, value)| cell(key, value))
        .collect()
}

/// Whether a record has a value: its word if the schema lists it, else a mark; in a draft, that it
/// is still to come.
fn marked<'a>(builder: &Builder<'a>, record: &Record<'a>, key: &str, value: &Value) -> Json {
    let texts = record.texts(key, builder.scene.document);
    let has = has(record, key, value, &texts);
    if has
        && matches!(record.get(key, builder.scene.document), Found::Stated(_))
        && is_open(builder, record, &value.text)
    {
        return json!({ "open": true });
    }
    match (has, value.is_word) {
        (false, _) => Json::Null,
        (true, true) => json!({ "word": value.text }),
        (true, false) => json!({ "mark": true }),
    }
}

/// Whether all that stands under a heading is a place that is still open, as a draft marks it.
fn is_open(builder: &Builder<'_>, record: &Record<'_>, title: &str) -> bool {
    let marks = &builder.scene.marks;
    match section(record.card, title) {
        [only] => marks
            .of(record.card.source)
            .any(|(_, mark)| mark.span.start == only.span.start),
        _ => false,
    }
}

/// The records that have a value, as links.
fn named<'a>(builder: &mut Builder<'a>, records: &[Record<'a>], key: &str, value: &Value) -> Json {
    let document = builder.scene.document;
    let having: Vec<Record<'a>> = records
        .iter()
        .copied()
        .filter(|record| has(record, key, value, &record.texts(key, document)))
        .collect();
    if having.is_empty() {
        return Json::Null;
    }
    let items: Vec<Json> = having
        .iter()
        .map(|record| cells::name(builder, record).0)
        .collect();
    json!({ "items": items })
}

/// What the records are called.
fn corner(ask: &RollupQuery<'_>, document: &Document) -> String {
    match ask.origin.entry_keys() {
        Some(keys) => cells::heading(&keys.list, document),
        None => ask
            .origin
            .kind()
            .map(|kind| cells::heading(&kind.name, document))
            .unwrap_or_default(),
    }
}
