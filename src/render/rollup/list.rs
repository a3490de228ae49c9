//! A list: each record by its name, with its marks (a status, a score) and a few more values beside
//! it.

use serde_json::{Value as Json, json};

use super::cells;
use crate::model::kinds::Kind;
use crate::model::records::{Found, Record, SCORE};
use crate::model::rollup::{Group, RollupQuery};
use crate::render::context::Builder;

/// Groups of items, each with `title`, `text` (what an entry is that is called by its id), `marks`
/// and `rest`.
pub fn values<'a>(builder: &mut Builder<'a>, ask: &RollupQuery<'a>, groups: &[Group<'a>]) -> Json {
    let document = builder.scene.document;
    let records: Vec<_> = groups
        .iter()
        .flat_map(|group| group.records.iter().copied())
        .collect();
    let keys = ask.shown(&records, document);
    let group = |group: &Group<'a>| {
        let items: Vec<Json> = group
            .records
            .iter()
            .map(|record| item(builder, ask, record, &keys))
            .collect();
        json!({ "title": group.value.as_ref().map(|value| builder.plain(&value.label)), "items": items })
    };
    groups.iter().map(group).collect()
}

fn item<'a>(
    builder: &mut Builder<'a>,
    ask: &RollupQuery<'a>,
    record: &Record<'a>,
    keys: &[&str],
) -> Json {
    let document = builder.scene.document;
    let (title, text) = cells::name(builder, record);
    let others = keys
        .iter()
        .filter(|key| !names(record, key, ask.columns.is_empty()));
    let (marks, rest): (Vec<&&str>, Vec<&&str>) = others.partition(|key| is_mark(ask, record, key));
    let mut drawn = |keys: Vec<&&str>| -> Vec<Json> {
        let filled = keys
            .into_iter()
            .filter(|key| !matches!(record.get(key, document), Found::Nothing));
        filled
            .map(|key| cells::line(builder, record, key))
            .filter(|value| !value.is_null())
            .collect()
    };
    json!({ "title": title, "text": text, "marks": drawn(marks), "rest": drawn(rest) })
}

/// Whether a key says what the item is called already. The number that a reference prints counts
/// too, unless it is asked for.
fn names(record: &Record<'_>, key: &str, usual: bool) -> bool {
    let of_entry = |kind: &Kind| kind.entries.as_ref().is_some_and(|keys| keys.title == key);
    let of_reference = |kind: &Kind| {
        kind.reference
            .as_ref()
            .is_some_and(|form| form.contains(&format!("{{{key}}}")))
    };
    match record.entry {
        Some(_) => key == "id" || of_entry(record.kind),
        None => {
            matches!(key, "title" | "short-title" | "id") || (usual && of_reference(record.kind))
        }
    }
}

/// Whether a value is drawn as a mark: one of the words of the schema, or a rating.
fn is_mark(ask: &RollupQuery<'_>, record: &Record<'_>, key: &str) -> bool {
    let after = record
        .kind
        .rating
        .as_ref()
        .and_then(|rating| rating.after.as_deref());
    key == SCORE || after == Some(key) || !ask.origin.options(key).is_empty()
}
