//! Keys that stand in the wrong place: one that a card or a document does not have, but one of
//! another kind or type has.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::diagnostic::did_you_mean;
use crate::discover::Templates;
use crate::parse::yaml;

/// More names would hide the one that is meant.
const MOST: usize = 3;

/// For each key, where it belongs, in words for a help line.
#[derive(Debug, Default)]
pub struct Neighbours {
    by_key: BTreeMap<String, String>,
}

impl Neighbours {
    /// What to say of a key that is not allowed, if it has its place elsewhere, or nearly: `near`
    /// is the allowed key that it resembles.
    pub fn help(&self, key: &str, near: Option<&str>) -> Option<String> {
        if let Some(said) = self.by_key.get(key) {
            return Some(said.clone());
        }
        let other =
            did_you_mean(key, self.by_key.keys().map(String::as_str)).filter(|_| near.is_none())?;
        Some(format!(
            "did you mean `{other}`? {}",
            self.by_key.get(other)?
        ))
    }
}

/// For a document of a type: the keys of the other types.
pub fn of_types(own: &str, templates: &Templates) -> Neighbours {
    let others = templates
        .names("types")
        .filter(|name| *name != own)
        .filter_map(|name| {
            let template = templates.get(&format!("types/{name}/schema.yaml"))?;
            Some((name, keys(&yaml::data(template.text()).ok()?)))
        });
    belonging(others, "document", "type")
}

/// For a card of a kind: the keys of the other kinds. `kinds` are all, with their schemas.
pub fn of_kinds<'a>(own: &str, kinds: impl Iterator<Item = (&'a str, &'a Json)>) -> Neighbours {
    belonging(
        kinds
            .filter(|(name, _)| *name != own)
            .map(|(name, schema)| (name, keys(schema))),
        "card",
        "kind",
    )
}

fn keys(schema: &Json) -> Vec<String> {
    let properties = schema.get("properties").and_then(Json::as_object);
    properties
        .into_iter()
        .flat_map(|properties| properties.keys().cloned())
        .collect()
}

fn belonging<'a>(
    others: impl Iterator<Item = (&'a str, Vec<String>)>,
    what: &str,
    word: &str,
) -> Neighbours {
    let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, keys) in others {
        for key in keys {
            owners.entry(key).or_default().push(name);
        }
    }
    let said = owners.into_iter().map(|(key, names)| {
        let listed: Vec<String> = names
            .iter()
            .take(MOST)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = if names.len() > MOST {
            " and others"
        } else {
            ""
        };
        let how = if let [name] = names.as_slice() {
            format!("write `{word}: {name}`, or delete it here")
        } else {
            format!("write one of them behind `{word}:`, or delete it here")
        };
        let help = format!(
            "`{key}` belongs to a {what} of {word} {}{more}: {how}",
            joined(&listed)
        );
        (key, help)
    });
    Neighbours {
        by_key: said.collect(),
    }
}

/// “a, b or c”.
fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
