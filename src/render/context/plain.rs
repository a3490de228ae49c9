//! The keys of a card as bare text, for templates that compare and count.

use serde_json::{Value as Json, json};

use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue};
use crate::render::fragments::without_tokens;

/// The keys of a card without markup, lists and mappings as such. A key that is blank is not there; a blank in a list keeps its place.
pub fn plain(card: &Card) -> Json {
    plain_value(&card.fields).unwrap_or_else(|| json!({}))
}

fn plain_value(field: &Field) -> Option<Json> {
    match &field.value {
        FieldValue::List(items) => Some(
            items
                .iter()
                .map(|item| plain_value(item).unwrap_or_else(|| json!("")))
                .collect(),
        ),
        FieldValue::Map(entries) => {
            let texts = entries
                .iter()
                .filter_map(|entry| Some((entry.name.clone(), plain_value(&entry.field)?)));
            Some(Json::Object(texts.collect()))
        }
        FieldValue::Blocks(body) => Some(json!(without_tokens(&body.plain_text()))),
        _ => value_text(field).map(|text| json!(without_tokens(&text))),
    }
}
