//! Keys that may be left out and are usually wanted, as the schema of the kind or of the type says
//! (`x-wanted: true`).

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::field::{Field, FieldValue, walk_with_schema};
use crate::model::schema::Schema;
use crate::source::SourceId;

/// A value longer than this is no name for its entry.
const LONGEST_NAME: usize = 40;

/// `schema/wanted-key`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let manifest = &scope.document.manifest;
    if manifest.usable {
        wanted(
            &manifest.fields,
            &manifest.schema,
            "`document.yaml`",
            report,
        );
    }
    for card in scope
        .document
        .cards
        .iter()
        .filter(|card| !card.made && !card.broken)
    {
        let Some(kind) = scope.kinds.get(&card.kind) else {
            continue;
        };
        wanted(&card.fields, &kind.schema, "this card", report);
    }
}

fn wanted(whole: &Field, schema: &Schema, called: &str, report: &mut Report) {
    let mut without_column = BTreeSet::new();
    walk_with_schema(whole, schema, &schema.value, &mut |field, schema| {
        if !matches!(field.value, FieldValue::Map(_)) {
            return;
        }
        if field.span.source != whole.span.source {
            row(field, schema, &mut without_column, report);
        } else {
            let name = if std::ptr::eq(field, whole) {
                called.to_owned()
            } else {
                name(field)
            };
            mapping(field, schema, &name, report);
        }
    });
}

/// A row of a file of data: a cell that is empty is told at its place, and a column that the file has
/// not, or that the card does not take, once.
fn row(
    field: &Field,
    schema: &Json,
    without_column: &mut BTreeSet<(SourceId, String)>,
    report: &mut Report,
) {
    for key in missing(field, schema) {
        let blank = field.entries().iter().find(|entry| entry.name == key);
        if let Some(cell) = blank {
            let message = format!("{} has no `{key}`", name(field));
            let diagnostic = rules::schema::WANTED_KEY.at(cell.key, message);
            report.push(diagnostic.help("fill this cell when it is known"));
        } else if without_column.insert((field.span.source, key.to_owned())) {
            let message = format!("no column gives these entries their `{key}`");
            let diagnostic = rules::schema::WANTED_KEY.at(field.span, message);
            report.push(diagnostic.help(format!(
                "add a column for it to the file, or name the one that holds it in the card: `columns: {{{key}: HEADING}}`"
            )));
        }
    }
}

fn mapping(field: &Field, schema: &Json, name: &str, report: &mut Report) {
    for key in missing(field, schema) {
        let blank = field.entries().iter().find(|entry| entry.name == key);
        let place = blank
            .or(field.entries().first())
            .map_or(field.span, |entry| entry.key);
        let diagnostic = rules::schema::WANTED_KEY.at(place, format!("{name} has no `{key}`"));
        report.push(diagnostic.help(format!("add a line `{key}: …` when it is known")));
    }
}

/// The keys that a mapping lacks and its schema wants.
pub fn missing<'a>(field: &'a Field, schema: &'a Json) -> impl Iterator<Item = &'a str> {
    let properties = schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flatten();
    let wanted = properties
        .filter(|(_, schema)| schema.get("x-wanted").and_then(Json::as_bool) == Some(true));
    wanted
        .map(|(key, _)| key.as_str())
        .filter(|key| field.get(key).is_none_or(Field::is_blank))
}

/// An entry is called by its first value, if that is a short word.
fn name(field: &Field) -> String {
    let first = field.entries().first().and_then(|entry| entry.field.word());
    match first.filter(|word| word.chars().count() <= LONGEST_NAME) {
        Some(word) => format!("`{word}`"),
        None => "this entry".to_owned(),
    }
}
