//! Keys that may be left out and are usually wanted, as the kind's schema says (`x-wanted: true`).

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::field::{Field, FieldValue, walk_with_schema};

/// A value longer than this is no name for its entry.
const LONGEST_NAME: usize = 40;

/// `schema/wanted-key`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in scope.document.cards.iter().filter(|card| !card.made && !card.broken) {
        let Some(kind) = scope.kinds.get(&card.kind) else { continue };
        walk_with_schema(&card.fields, &kind.schema, &kind.schema.value, &mut |field, schema| {
            if matches!(field.value, FieldValue::Map(_)) {
                mapping(field, schema, report);
            }
        });
    }
}

fn mapping(field: &Field, schema: &Json, report: &mut Report) {
    for key in missing(field, schema) {
        let blank = field.entries().iter().find(|entry| entry.name == key);
        let place = blank.or(field.entries().first()).map_or(field.span, |entry| entry.key);
        let diagnostic = Diagnostic::hint("schema/wanted-key", place, format!("{} has no `{key}`", name(field)));
        report.push(diagnostic.help(format!("add a line `{key}: …` when it is known")));
    }
}

/// The keys that a mapping lacks and its schema wants.
pub fn missing<'a>(field: &'a Field, schema: &'a Json) -> impl Iterator<Item = &'a str> {
    let properties = schema.get("properties").and_then(Json::as_object).into_iter().flatten();
    let wanted = properties.filter(|(_, schema)| schema.get("x-wanted").and_then(Json::as_bool) == Some(true));
    wanted.map(|(key, _)| key.as_str()).filter(|key| field.get(key).is_none_or(Field::is_blank))
}

/// An entry is called by its first value, if that is a short word.
fn name(field: &Field) -> String {
    let first = field.entries().first().and_then(|entry| entry.field.word());
    match first.filter(|word| word.chars().count() <= LONGEST_NAME) {
        Some(word) => format!("`{word}`"),
        None => "this entry".to_owned(),
    }
}
