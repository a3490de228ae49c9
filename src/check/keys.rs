//! Values that name something else in the same card: a period of a roadmap, a key of the cards that a roll-up shows.

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Diagnostic, Report, did_you_mean};
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::field::{Field, walk_with_schema};
use crate::source::Span;

/// `schema/not-listed`, `schema/unknown-key`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        let Some(kind) = scope.kinds.get(&card.kind) else { continue };
        walk_with_schema(&card.fields, &kind.schema, &kind.schema.value, &mut |field, schema| {
            if let Some(key) = schema.get("x-one-of").and_then(Json::as_str) {
                one_of(card, field, key, report);
            }
        });
        if kind.rollup {
            rollup(scope, card, report);
        }
    }
}

/// `x-one-of`: the value must be an item of another key of the card.
fn one_of(card: &Card, field: &Field, key: &str, report: &mut Report) {
    let Some(written) = value_text(field) else { return };
    let Some(list) = card.fields.get(key) else { return };
    let listed: Vec<String> = list.items().iter().filter_map(value_text).collect();
    if listed.contains(&written) {
        return;
    }
    let message = format!("`{written}` is none of the `{key}`");
    let help = suggestion(&written, listed.iter().map(String::as_str), "write one of");
    report.push(Diagnostic::error("schema/not-listed", field.span, message).help(help).related(list.span, "they stand here"));
}

/// The keys that a roll-up names must be keys of the kind that it shows.
fn rollup(scope: &Scope<'_>, card: &Card, report: &mut Report) {
    let Some(kind) = card.fields.get("of").and_then(Field::word).and_then(|name| scope.kinds.get(name)) else { return };
    let properties = kind.schema.value.get("properties").and_then(Json::as_object);
    let known: Vec<&str> = properties.into_iter().flat_map(|map| map.keys().map(String::as_str)).collect();
    let columns = card.fields.get("columns").into_iter().flat_map(Field::items);
    let single = ["group-by", "sort-by"].into_iter().filter_map(|key| card.fields.get(key));
    let named = columns.chain(single).filter_map(|field| Some((field.word()?, field.span)));
    let conditions = card.fields.get("where").map(Field::entries).unwrap_or_default();
    let named: Vec<(&str, Span)> = named.chain(conditions.iter().map(|entry| (entry.name.as_str(), entry.key))).collect();
    for (name, span) in named.into_iter().filter(|(name, _)| !known.contains(name)) {
        let message = format!("`{name}` is not a key of a card of kind `{}`", kind.name);
        let help = suggestion(name, known.iter().copied(), "the keys are");
        report.push(Diagnostic::error("schema/unknown-key", span, message).help(help));
    }
}

fn suggestion<'a>(word: &str, candidates: impl Iterator<Item = &'a str> + Clone, otherwise: &str) -> String {
    match did_you_mean(word, candidates.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{otherwise} {}", candidates.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}
