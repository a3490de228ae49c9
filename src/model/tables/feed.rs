//! Which keys of a card a file of data can give. In: the schema of its kind. Out: the list that is
//! fed, as `x-data` says it; a schema that does not say it is fed in its only list of entries.

use serde_json::{Value as Json, json};

/// Which keys come from the file that `data` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feed {
    /// `columns`, and `rows` that are lists of cells.
    Cells,
    /// `columns`, and `rows` with `label`, `values` and perhaps `group`.
    Labelled,
    /// A list of entries, each from one row, whose keys are found by the headings.
    Entries(String),
}

impl Feed {
    /// What a schema says under `x-data`.
    pub fn said(schema: &Json) -> Option<Self> {
        match schema.get("x-data")? {
            Json::String(shape) if shape == "cells" => Some(Self::Cells),
            Json::String(shape) if shape == "labelled" => Some(Self::Labelled),
            word => {
                let list = word.get("list")?.as_str()?;
                Some(Self::Entries(list.to_owned()))
            }
        }
    }

    /// The keys that need not stand in the card.
    pub fn keys(&self) -> Vec<&str> {
        match self {
            Self::Cells | Self::Labelled => vec!["columns", "rows"],
            Self::Entries(list) => vec![list],
        }
    }

    /// The key whose entries are the rows of the file.
    pub fn list(&self) -> &str {
        match self {
            Self::Cells | Self::Labelled => "rows",
            Self::Entries(list) => list,
        }
    }
}

/// The word `x-data` of a schema of a kind, or the one that its author need not write: its only list
/// whose entries are mappings. A schema that has a key `data` of its own means something else by it.
pub fn word(schema: &Json) -> Option<Json> {
    if let Some(word) = schema.get("x-data") {
        return Some(word.clone());
    }
    let properties = schema.get("properties")?.as_object()?;
    if properties.contains_key("data") {
        return None;
    }
    let mut lists = properties
        .iter()
        .filter(|(_, property)| is_list_of_entries(property, schema))
        .map(|(name, _)| name);
    let list = lists.next().filter(|_| lists.next().is_none())?;
    Some(json!({ "list": list }))
}

/// Whether each entry can be made of one row: a mapping, in which no list of mappings is required.
fn is_list_of_entries(property: &Json, whole: &Json) -> bool {
    let Some(entry) = entry_of(property, whole) else {
        return false;
    };
    let required = entry.get("required").and_then(Json::as_array);
    let mut required = required.into_iter().flatten().filter_map(Json::as_str);
    required.all(|key| {
        let inner = entry.get("properties").and_then(|all| all.get(key));
        inner.is_none_or(|inner| entry_of(inner, whole).is_none())
    })
}

/// The schema of the entries of a list, if they are mappings.
fn entry_of<'a>(property: &'a Json, whole: &'a Json) -> Option<&'a Json> {
    let entry = local(local(property, whole).get("items")?, whole);
    (entry.get("type").and_then(Json::as_str) == Some("object")).then_some(entry)
}

/// Follows a `$ref` within the schema.
fn local<'a>(schema: &'a Json, whole: &'a Json) -> &'a Json {
    let target = schema.get("$ref").and_then(Json::as_str);
    target
        .and_then(|target| whole.pointer(target.strip_prefix('#')?))
        .unwrap_or(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Json {
        json!({ "type": "array", "items": { "type": "object" } })
    }

    #[test]
    fn a_kind_with_one_list_of_entries_is_fed_in_it_without_a_word() {
        let schema =
            json!({ "properties": { "measures": entries(), "tags": { "type": "array" } } });
        assert_eq!(word(&schema), Some(json!({ "list": "measures" })));
        let referred = json!({
            "properties": { "measures": { "type": "array", "items": { "$ref": "#/$defs/one" } } },
            "$defs": { "one": { "type": "object" } },
        });
        assert_eq!(word(&referred), Some(json!({ "list": "measures" })));
    }

    #[test]
    fn a_kind_of_which_nobody_knows_what_data_means_is_not_fed() {
        for schema in [
            json!({ "properties": { "one": entries(), "other": entries() } }),
            json!({ "properties": { "one": entries(), "data": { "type": "string" } } }),
            json!({ "properties": { "tags": { "type": "array", "items": { "type": "string" } } } }),
            json!({ "properties": { "lanes": { "type": "array", "items": {
                "type": "object", "required": ["items"], "properties": { "items": entries() },
            } } } }),
        ] {
            assert_eq!(word(&schema), None, "{schema}");
        }
    }

    #[test]
    fn a_word_says_which_of_several_lists_is_fed() {
        let schema = json!({
            "x-data": { "list": "other" },
            "properties": { "one": entries(), "other": entries() },
        });
        let word = word(&schema).map(|word| json!({ "x-data": word }));
        let feed = word.as_ref().and_then(Feed::said);
        assert_eq!(feed, Some(Feed::Entries("other".to_owned())));
    }
}
