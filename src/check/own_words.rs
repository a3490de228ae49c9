//! Words of the document's own (`labels`) for what no kind calls anything.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Report, did_you_mean, rules};
use crate::model::field::Field;
use crate::model::own_words::key_of;

/// `schema/unknown-key`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let labels = scope.document.manifest.fields.get("labels");
    let labels = labels.map(Field::entries).unwrap_or_default();
    if labels.is_empty() {
        return;
    }
    let mut known = BTreeSet::new();
    for kind in scope.kinds.all() {
        known.extend(kind.reference.as_deref().and_then(key_of));
        forms(&kind.schema.value, &mut known);
    }
    for entry in labels.iter().filter(|entry| !known.contains(&entry.name)) {
        let message = format!("nothing is called by a word `{}`", entry.name);
        let help = match did_you_mean(&entry.name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let words: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
                format!("the words that can be replaced are {}", words.join(", "))
            }
        };
        report.push(rules::schema::UNKNOWN_KEY.at(entry.key, message).help(help));
    }
}

/// The words before the ids of a schema, at any depth.
fn forms(schema: &Json, known: &mut BTreeSet<String>) {
    match schema {
        Json::Object(map) => {
            known.extend(map.get("x-id").and_then(Json::as_str).and_then(key_of));
            map.values().for_each(|inner| forms(inner, known));
        }
        Json::Array(items) => items.iter().for_each(|inner| forms(inner, known)),
        _ => {}
    }
}
