//! Cards of a kind that cards of another kind should name (`x-named-by: KIND` in the schema), and
//! that none of them names.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Report, Sought, rules};
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue, Role, walk_with_schema};
use crate::model::kinds::Kind;

/// `reference/never-named`. A document without cards of the naming kind is left alone.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for name in scope.kinds.names() {
        let Some(by) = scope
            .kinds
            .get(name)
            .and_then(|kind| kind.schema.value.get("x-named-by")?.as_str())
        else {
            continue;
        };
        let Some(naming) = scope.kinds.get(by) else {
            continue;
        };
        let cards = || {
            scope
                .document
                .cards
                .iter()
                .filter(|card| !card.made && !card.broken)
        };
        let sources: Vec<&Card> = cards().filter(|card| card.kind == by).collect();
        if sources.is_empty() || sources.iter().any(|card| names_all(card, naming, name)) {
            continue;
        }
        let named: BTreeSet<&str> = sources.iter().flat_map(|card| named(card, name)).collect();
        for card in
            cards().filter(|card| card.kind == name && !named.contains(card.id.name.as_str()))
        {
            let message = format!("no card of kind `{by}` names this `{name}`");
            let sought = Sought::Named(card.id.name.clone());
            let diagnostic = rules::reference::NEVER_NAMED
                .at(card.top, message)
                .sought(sought);
            report.push(diagnostic.help(format!(
                "if one concerns it, name its id there: `{}`",
                card.id.name
            )));
        }
    }
}

/// The ids of cards of a kind that a card's keys give.
fn named<'a>(card: &'a Card, kind: &str) -> Vec<&'a str> {
    let mut ids = Vec::new();
    card.fields.walk(&mut |field| {
        if let FieldValue::Word(word) = &field.value
            && matches!(&word.role, Role::Card { kind: of } if of == kind)
        {
            ids.push(word.text.as_str());
        }
    });
    ids
}

/// Whether a key that could list cards of the kind has the word that stands for all of them
/// instead.
fn names_all(card: &Card, naming: &Kind, kind: &str) -> bool {
    let mut found = false;
    walk_with_schema(
        &card.fields,
        &naming.schema,
        &naming.schema.value,
        &mut |field, schema| {
            found |= is_all(field, schema, kind);
        },
    );
    found
}

fn is_all(field: &Field, schema: &Json, kind: &str) -> bool {
    let alternatives = schema
        .get("anyOf")
        .and_then(Json::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let lists =
        |schema: &Json| schema.pointer("/items/x-card").and_then(Json::as_str) == Some(kind);
    let is_word = |schema: &Json| {
        schema
            .get("const")
            .and_then(Json::as_str)
            .is_some_and(|word| field.word() == Some(word))
    };
    alternatives.iter().any(lists) && alternatives.iter().any(is_word)
}
