//! Keys that a schema requires and that are not there: with the check switched off, a template sees
//! something empty in their place, so that the page is made all the same.

use serde_json::{Map, Value as Json, json};

use crate::model::schema::Schema;

/// Puts in what is required and missing, at every depth.
pub fn fill(value: &mut Json, schema: &Schema, of: &Json) {
    let of = schema.resolve(of);
    match value {
        Json::Object(map) => {
            let required = of
                .get("required")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(Json::as_str);
            for key in required {
                if !map.contains_key(key)
                    && let Some(empty) = schema.property(of, key).and_then(empty)
                {
                    map.insert(key.to_owned(), empty);
                }
            }
            for (key, inner) in map {
                if let Some(of) = schema.property(of, key) {
                    fill(inner, schema, of);
                }
            }
        }
        Json::Array(items) => {
            if let Some(of) = of.get("items") {
                items.iter_mut().for_each(|item| fill(item, schema, of));
            }
        }
        _ => {}
    }
}

/// The empty value of a schema's type; none where nothing is better.
fn empty(schema: &Json) -> Option<Json> {
    match schema.get("type").and_then(Json::as_str)? {
        "string" => Some(json!("")),
        "array" => Some(json!([])),
        "object" => Some(Json::Object(Map::new())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_is_there() {
        let of = json!({
            "type": "object",
            "required": ["rows", "title"],
            "properties": {
                "title": { "type": "string" },
                "rows": { "type": "array", "items": { "$ref": "#/$defs/row" } },
                "more": { "type": "object", "required": ["rows"], "properties": { "rows": { "type": "array" } } },
            },
            "$defs": { "row": { "type": "object", "required": ["what", "by"], "properties": { "what": { "type": "string" } } } },
        });
        let schema = Schema::compile(of.clone());
        let mut value = json!({ "rows": [{ "by": 1 }, {}], "more": {} });
        schema
            .iter()
            .for_each(|schema| fill(&mut value, schema, &of));
        assert_eq!(
            value,
            json!({ "rows": [{ "by": 1, "what": "" }, { "what": "" }], "more": { "rows": [] }, "title": "" })
        );
    }
}
