//! Values that name something else in the same card, such as a period of a roadmap: it must be
//! there, and an end must not come before its beginning.

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Report, did_you_mean, rules};
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::field::{Field, walk_with_schema};
use crate::parse::quotes::same_words;

/// `schema/not-listed`, `schema/ends-before-start`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        let Some(kind) = scope.kinds.get(&card.kind) else {
            continue;
        };
        walk_with_schema(
            &card.fields,
            &kind.schema,
            &kind.schema.value,
            &mut |field, schema| {
                if let Some(key) = schema.get("x-one-of").and_then(Json::as_str) {
                    one_of(card, field, key, report);
                }
                if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
                    not_before(card, field, properties, report);
                }
            },
        );
    }
}

/// `x-one-of`: the value must be an item of another key of the card.
fn one_of(card: &Card, field: &Field, key: &str, report: &mut Report) {
    let Some(written) = value_text(field) else {
        return;
    };
    let Some(list) = card.fields.get(key) else {
        return;
    };
    let listed: Vec<String> = list.items().iter().filter_map(value_text).collect();
    if listed.iter().any(|item| same_words(item, &written)) {
        return;
    }
    let message = format!("`{written}` is none of the `{key}`");
    let help = suggestion(&written, listed.iter().map(String::as_str), "write one of");
    report.push(
        rules::schema::NOT_LISTED
            .at(field.span, message)
            .help(help)
            .related(list.span, "they stand here"),
    );
}

/// `x-not-before`: of two items of one list, the value must not stand before that of another key.
fn not_before(
    card: &Card,
    mapping: &Field,
    properties: &serde_json::Map<String, Json>,
    report: &mut Report,
) {
    for (key, schema) in properties {
        let word = |name: &str| schema.get(name).and_then(Json::as_str);
        let (Some(first), Some(list)) = (word("x-not-before"), word("x-one-of")) else {
            continue;
        };
        let Some(list) = card.fields.get(list) else {
            continue;
        };
        let listed: Vec<String> = list.items().iter().filter_map(value_text).collect();
        let at = |key: &str| {
            let field = mapping.get(key)?;
            let written = value_text(field)?;
            Some((
                listed.iter().position(|item| same_words(item, &written))?,
                field,
                written,
            ))
        };
        let (Some((start, first_field, from)), Some((end, field, to))) = (at(first), at(key))
        else {
            continue;
        };
        if end < start {
            let message = format!("this ends in `{to}`, before it begins in `{from}`");
            let diagnostic = rules::schema::ENDS_BEFORE_START.at(field.span, message);
            report.push(
                diagnostic
                    .related(first_field.span, "it begins here")
                    .help(format!("exchange `{first}` and `{key}`")),
            );
        }
    }
}

/// What to write instead of a word that is not known.
pub(super) fn suggestion<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str> + Clone,
    otherwise: &str,
) -> String {
    match did_you_mean(word, candidates.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "{otherwise} {}",
            candidates
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
