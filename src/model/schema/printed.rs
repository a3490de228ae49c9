//! A schema as other programs are to read it: `planwright schema` prints it, and an editor accepts
//! by it what the check accepts.
//!
//! The check is kinder than JSON Schema. To it a blank value is one that is not there; a number or
//! a truth value is text where text is meant; a gap that is marked as one (`likelihood: TBC`) is no
//! wrong value; an awaited key may be left out; and columns and rows may come from a file of data.
//! In: a schema as it is written. Out: one that says all this in its own words.

use serde_json::{Map, Value as Json, json};

use crate::model::tables::Feed;

/// Where the two forms of what stands in no other form are kept: a blank, and a gap that an author
/// marks.
const BLANK: &str = "#/$defs/x-blank";
const GAP: &str = "#/$defs/x-gap";

/// How a marked gap begins; the gate knows more of them, and an editor need not.
const MARKS: &str = "^\\W*(TO BE [A-Z]|TB[ACD]\\b|TODO\\b|X+\\b|x+\\b|\\?)";

/// These count keys, or ask for some because of others; a blank key is there for them, and is not
/// for the check.
const COUNTING: [&str; 3] = ["dependentRequired", "dependentSchemas", "maxProperties"];

/// What `schema` comes to for a program that does not know our rules.
pub fn as_accepted(schema: &Json) -> Json {
    let mut made = accepted(schema);
    let Some(words) = made.as_object_mut() else {
        return made;
    };
    if let Some(feed) = Feed::said(schema) {
        from_data(words, &feed);
    }
    let definitions = words.entry("$defs").or_insert_with(|| json!({}));
    if let Some(definitions) = definitions.as_object_mut() {
        definitions.insert(
            "x-blank".to_owned(),
            json!({ "description": "nothing yet", "enum": ["", null] }),
        );
        definitions.insert(
            "x-gap".to_owned(),
            json!({ "description": "a gap, marked as one", "type": "string", "pattern": MARKS }),
        );
    }
    made
}

/// Lets a file of data stand for the list that is otherwise required.
fn from_data(words: &mut Map<String, Json>, feed: &Feed) {
    let Some(required) = words.get_mut("required").and_then(Json::as_array_mut) else {
        return;
    };
    let fed = feed.keys();
    let given: Vec<Json> = required
        .extract_if(.., |key| key.as_str().is_some_and(|key| fed.contains(&key)))
        .collect();
    if given.is_empty() {
        return;
    }
    and(
        words,
        json!({ "anyOf": [{ "required": ["data"] }, { "required": given }] }),
    );
}

/// Adds a condition to a schema.
fn and(words: &mut Map<String, Json>, condition: Json) {
    let all = words.entry("allOf").or_insert_with(|| json!([]));
    if let Some(all) = all.as_array_mut() {
        all.push(condition);
    }
}

fn accepted(schema: &Json) -> Json {
    let Some(words) = schema.as_object() else {
        return schema.clone();
    };
    let mut made = Map::new();
    let mut one_of = None;
    for (word, value) in words
        .iter()
        .filter(|(word, _)| !COUNTING.contains(&word.as_str()))
    {
        let value = match word.as_str() {
            "$defs" => each(value, accepted),
            "properties" | "patternProperties" => each(value, or_nothing),
            "additionalProperties" | "unevaluatedProperties" if value.is_object() => {
                or_nothing(value)
            }
            "items" => in_list(value),
            "then" | "else" => accepted(value),
            "anyOf" | "allOf" => every(value),
            "oneOf" => {
                // What was widened may fit several alternatives.
                one_of = Some(json!({ "anyOf": every(value) }));
                continue;
            }
            // A document may have words of its own for these.
            "enum" if words.contains_key("x-status") => {
                made.insert("type".to_owned(), json!("string"));
                made.insert("examples".to_owned(), value.clone());
                continue;
            }
            "type" if value == "string" => json!(["string", "number", "boolean"]),
            "required" => without_awaited(value, words),
            _ => value.clone(),
        };
        made.insert(word.clone(), value);
    }
    if let Some(one_of) = one_of {
        and(&mut made, one_of);
    }
    Json::Object(made)
}

fn each(schemas: &Json, how: impl Fn(&Json) -> Json) -> Json {
    let schemas = schemas.as_object().into_iter().flatten();
    Json::Object(
        schemas
            .map(|(name, schema)| (name.clone(), how(schema)))
            .collect(),
    )
}

fn every(schemas: &Json) -> Json {
    Json::Array(
        schemas
            .as_array()
            .into_iter()
            .flatten()
            .map(accepted)
            .collect(),
    )
}

/// The value of a key: what the schema allows, a blank, or a gap.
fn or_nothing(schema: &Json) -> Json {
    let mut made = accepted(schema);
    if is_free_text(schema) {
        if let Some(types) = made.get_mut("type").and_then(Json::as_array_mut) {
            types.push(json!("null"));
        }
        return made;
    }
    json!({ "anyOf": [made, { "$ref": BLANK }, { "$ref": GAP }] })
}

/// An item of a list: a blank keeps its place, and is an empty text there.
fn in_list(schema: &Json) -> Json {
    json!({ "anyOf": [accepted(schema), { "$ref": BLANK }, { "$ref": GAP }] })
}

/// Whether any text will do, so that a blank and a gap need no words of their own.
fn is_free_text(schema: &Json) -> bool {
    let bounds = ["enum", "const", "pattern", "minLength", "format", "not"];
    schema.get("type").is_some_and(|name| name == "string")
        && bounds.iter().all(|word| schema.get(word).is_none())
}

/// The required keys, but for those that count as left blank when they are left out.
fn without_awaited(required: &Json, words: &Map<String, Json>) -> Json {
    let is_awaited = |key: &&Json| {
        let schema = key
            .as_str()
            .and_then(|key| words.get("properties")?.get(key));
        schema.is_some_and(|schema| schema.get("x-awaited").is_some())
    };
    Json::Array(
        required
            .as_array()
            .into_iter()
            .flatten()
            .filter(|key| !is_awaited(key))
            .cloned()
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a value passes a schema as it is printed.
    fn passes(schema: &Json, value: &Json) -> bool {
        jsonschema::draft202012::new(&as_accepted(schema))
            .expect("it is a schema")
            .is_valid(value)
    }

    #[test]
    fn blanks_numbers_for_text_and_marked_gaps_pass_and_what_the_check_refuses_does_not() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["title", "answer"],
            "properties": {
                "title": { "type": "string" },
                "score": { "$ref": "#/$defs/score" },
                "answer": { "type": "string", "x-awaited": true },
                "status": { "enum": ["red", "green"] },
                "list": { "type": "array", "minItems": 1, "items": { "type": "string" } },
                "either": { "oneOf": [{ "type": "string" }, { "type": "number" }] },
            },
            "$defs": { "score": { "type": "integer", "minimum": 1, "maximum": 5 } },
        });
        for value in [
            json!({ "title": 2017 }),
            json!({ "title": true, "score": null, "status": "", "list": null }),
            json!({ "title": "A", "score": "TBC", "status": "TO BE CONFIRMED (A, 2026-01-01)" }),
            json!({ "title": "A", "list": ["a", null, 1.5], "either": 2 }),
        ] {
            assert!(passes(&schema, &value), "{value}");
        }
        for value in [
            json!({}),
            json!({ "title": "A", "score": 6 }),
            json!({ "title": "A", "score": "high" }),
            json!({ "title": "A", "status": "blue" }),
            json!({ "title": "A", "list": [] }),
            json!({ "title": ["A"] }),
            json!({ "title": "A", "other": "" }),
        ] {
            assert!(!passes(&schema, &value), "{value}");
        }
    }

    #[test]
    fn a_file_of_data_stands_for_columns_and_rows() {
        let schema = json!({ "type": "object", "required": ["title", "columns", "rows"], "x-data": "cells" });
        assert!(passes(&schema, &json!({ "title": "A", "data": "a.csv" })));
        assert!(passes(
            &schema,
            &json!({ "title": "A", "columns": [], "rows": [] })
        ));
        assert!(!passes(&schema, &json!({ "title": "A", "rows": [] })));
        assert!(!passes(&schema, &json!({ "data": "a.csv" })));
    }
}
