//! Keys that somebody still owes (`x-awaited`): one that is not there counts as left blank, so that
//! a draft can be built and shows the gap, and nothing else can.

use serde_json::Value as Json;

use super::schema::Schema;
use crate::parse::yaml::{Node, Value};

/// Adds a blank for each awaited key that a mapping lacks; it has the place of the mapping's first
/// key.
pub fn fill(node: &mut Node, schema: &Schema) {
    fill_one(node, schema, &schema.value);
}

fn fill_one(node: &mut Node, schema: &Schema, of: &Json) {
    let of = schema.alternative(of, node);
    let awaited = awaited(of);
    let place = node.entries().first().map(|(key, _)| key.span);
    match &mut node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                if let Some(inner) = schema.property(of, &key.name) {
                    fill_one(value, schema, inner);
                }
            }
        }
        Value::List(items) => {
            let inner = of.get("items").unwrap_or(&Json::Null);
            items
                .iter_mut()
                .for_each(|item| fill_one(item, schema, inner));
        }
        _ => {}
    }
    for (name, span) in awaited.into_iter().zip(place.into_iter().cycle()) {
        node.add(name, span, Node::made(span, Value::Null));
    }
}

fn awaited(schema: &Json) -> Vec<&str> {
    let properties = schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flatten();
    properties
        .filter(|(_, schema)| schema.get("x-awaited").is_some())
        .map(|(name, _)| name.as_str())
        .collect()
}
