//! What a roll-up asks of other cards must be there: keys, values, a rating; and something must be
//! found.

use serde_json::Value as Json;

use super::Scope;
use super::keys::suggestion;
use crate::diagnostic::{Report, Sought, rules};
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::field::{Entry, Field};
use crate::model::rollup::{RollupQuery, Shape};
use crate::source::Span;

/// `schema/unknown-key`, `schema/not-allowed`, `reference/unknown-id`, `schema/not-rated`,
/// `document/nothing-to-show`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        if scope.kinds.get(&card.kind).is_some_and(|kind| kind.rollup)
            && let Some(ask) = RollupQuery::of(card, scope.kinds)
        {
            let before = report.diagnostics().len();
            keys(card, &ask, report);
            ask.conditions
                .iter()
                .for_each(|condition| values(scope, &ask, condition, report));
            let odd = ask
                .conditions
                .iter()
                .any(|condition| !condition.field.entries().is_empty());
            if report.diagnostics().len() == before && !odd {
                answer(scope, card, &ask, report);
            }
        }
    }
}

/// Every key that a roll-up names must be a key of what it gathers.
fn keys(card: &Card, ask: &RollupQuery<'_>, report: &mut Report) {
    let mut known = ask.origin.keys();
    let columns = card
        .fields
        .get("columns")
        .into_iter()
        .flat_map(Field::items);
    let single = ["group-by", "sort-by"]
        .into_iter()
        .filter_map(|key| card.fields.get(key));
    let named = columns
        .chain(single)
        .filter_map(|field| Some((field.word()?, field.span)));
    let named = named.chain(
        ask.conditions
            .iter()
            .map(|entry| (entry.name.as_str(), entry.key)),
    );
    let unknown: Vec<(&str, Span)> = named
        .map(|(name, span)| (bare(name), span))
        .filter(|(name, _)| !known.contains(name))
        .collect();
    if unknown.is_empty() {
        return;
    }
    // The keys of entries may be meant, although none is spelt right.
    if let Some(entry) = ask
        .origin
        .kind()
        .and_then(|kind| kind.entry_schema())
        .and_then(|entry| entry.get("properties"))
    {
        known.extend(
            entry
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, _)| key.as_str()),
        );
    }
    for (name, span) in unknown {
        let message = format!("`{name}` is not a key of {}", owner(ask));
        let help = suggestion(name, known.iter().copied(), "the keys are");
        report.push(rules::schema::UNKNOWN_KEY.at(span, message).help(help));
    }
}

/// Without the hyphen by which `sort-by` turns the order round.
fn bare(name: &str) -> &str {
    name.strip_prefix('-').unwrap_or(name)
}

/// What a roll-up gathers, in words.
fn owner(ask: &RollupQuery<'_>) -> String {
    let kind = ask
        .origin
        .kind()
        .map(|kind| kind.name.as_str())
        .unwrap_or_default();
    match ask.origin.entry_keys() {
        Some(keys) => format!("an entry of `{}` in a card of kind `{kind}`", keys.list),
        None => format!("a card of kind `{kind}`"),
    }
}

/// A value that the key cannot have finds nothing.
fn values(scope: &Scope<'_>, ask: &RollupQuery<'_>, condition: &Entry, report: &mut Report) {
    let options = ask.origin.options(&condition.name);
    let fields: Vec<&Field> = match condition.field.items() {
        [] => vec![&condition.field],
        items => items.iter().collect(),
    };
    let cards = ask
        .origin
        .schema_of(&condition.name)
        .and_then(|(_, schema)| names_cards(schema));
    for field in fields {
        let Some(text) = value_text(field) else {
            continue;
        };
        if !options.is_empty() && !options.contains(&text.as_str()) {
            let message = format!("`{}` is never `{text}`", condition.name);
            let help = suggestion(&text, options.iter().copied(), "it is one of");
            report.push(
                rules::schema::NOT_ALLOWED
                    .at(field.span, message)
                    .help(help),
            );
        }
        if let Some(kind) = cards {
            let ids: Vec<&str> = scope
                .document
                .cards
                .iter()
                .filter(|card| card.kind == kind)
                .map(|card| card.id.name.as_str())
                .collect();
            if !ids.contains(&text.as_str()) && !is_word_for_all(ask, condition, &text) {
                let message = format!("there is no `{kind}` with the id `{text}`");
                let help = suggestion(&text, ids.into_iter(), "the ids are");
                let diagnostic = rules::reference::UNKNOWN_ID
                    .at(field.span, message)
                    .help(help);
                report.push(diagnostic.sought(Sought::Given(text)));
            }
        }
    }
}

/// The kind of the cards whose ids a key lists.
fn names_cards(schema: &Json) -> Option<&str> {
    let one = |schema: &Json| {
        schema
            .get("x-card")
            .or_else(|| schema.pointer("/items/x-card"))
            .is_some()
    };
    let alternatives = schema
        .get("anyOf")
        .and_then(Json::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let found = std::iter::once(schema)
        .chain(alternatives)
        .find(|schema| one(schema))?;
    found
        .get("x-card")
        .or_else(|| found.pointer("/items/x-card"))?
        .as_str()
}

fn is_word_for_all(ask: &RollupQuery<'_>, condition: &Entry, text: &str) -> bool {
    let schema = ask
        .origin
        .schema_of(&condition.name)
        .map(|(_, schema)| schema);
    let alternatives = schema
        .and_then(|schema| schema.get("anyOf"))
        .and_then(Json::as_array);
    alternatives
        .into_iter()
        .flatten()
        .any(|one| one.get("const").and_then(Json::as_str) == Some(text))
}

/// A roll-up that shows nothing is probably asked in another way than it is meant.
fn answer(scope: &Scope<'_>, card: &Card, ask: &RollupQuery<'_>, report: &mut Report) {
    let span = card.fields.get("of").map_or(card.top, |of| of.span);
    if ask.shape == Shape::Heatmap && ask.origin.rating().is_none() {
        let kind = ask
            .origin
            .kind()
            .map(|kind| kind.name.as_str())
            .unwrap_or_default();
        let rated: Vec<&str> = scope
            .kinds
            .all()
            .filter(|kind| kind.rating.is_some())
            .map(|kind| kind.name.as_str())
            .collect();
        let place = card.fields.get("as").map_or(span, |shape| shape.span);
        let message =
            format!("a heat map cannot show cards of kind `{kind}`, because they are not rated");
        let help = suggestion(
            "",
            rated.into_iter(),
            "rated are, as their schemas say with `x-rating`,",
        );
        report.push(
            rules::schema::NOT_RATED
                .at(place, message)
                .help(help)
                .related(span, "they are asked for here"),
        );
        return;
    }
    let records = ask.records(scope.document);
    if records.is_empty() {
        let entries = ask.origin.entry_keys().map(|keys| keys.list.as_str());
        let kind = ask
            .origin
            .kind()
            .map(|kind| kind.name.as_str())
            .unwrap_or_default();
        let what = entries.map_or_else(
            || format!("no card of kind `{kind}`"),
            |list| format!("no entry of `{list}`"),
        );
        let (message, help) = if ask.conditions.is_empty() {
            (
                format!("the document has {what}, so there is nothing to show"),
                "add one, or take this card out".to_owned(),
            )
        } else {
            (
                format!("{what} fits `where`, so there is nothing to show"),
                "change or drop a condition below `where`".to_owned(),
            )
        };
        let sought = Sought::Written(
            entries.map_or_else(|| format!("kind: {kind}"), |list| format!("{list}:")),
        );
        report.push(
            rules::document::NOTHING_TO_SHOW
                .at(span, message)
                .help(help)
                .sought(sought),
        );
        return;
    }
    if let (Shape::Heatmap, Some(rating)) = (ask.shape, ask.origin.rating()) {
        if records
            .iter()
            .any(|record| rating.rated(record.rated()).is_some())
        {
            return;
        }
        let message = format!(
            "nothing has both a `{}` and an `{}`, so the heat map is empty",
            rating.up, rating.across
        );
        let help = format!("give each a `{}` and an `{}`", rating.up, rating.across);
        let sought = Sought::Written(format!("{}:", rating.up));
        report.push(
            rules::document::NOTHING_TO_SHOW
                .at(span, message)
                .help(help)
                .sought(sought),
        );
    }
}
