//! A cell of a file as the value of a key. In: the cell and the schema of the key. Out: what the same
//! words would be in YAML; where a list is wanted, its items are divided at commas, semicolons and
//! line breaks.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::model::schema::Schema;
use crate::parse::csv::Held;
use crate::parse::spelling::Plain;
use crate::parse::yaml::{Key, Node, Value};

/// What a cell is to keys.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    pub schema: &'a Schema,
    /// What cells of a workbook hold behind what they show, by their places.
    pub held: &'a BTreeMap<usize, Held>,
}

impl Cells<'_> {
    /// A cell as its key wants it.
    pub fn value(self, cell: &Node, of: &Json) -> Node {
        let of = self.schema.resolve(of);
        if cell.is_blank() {
            return Node::made(cell.span, Value::Null);
        }
        let cell = trimmed(cell);
        if is_constant(of, &cell) {
            return cell;
        }
        match self.items(of) {
            Some(item) => self.list(&cell, item),
            None => self.scalar(cell, of),
        }
    }

    /// One value: a date as dates are written, a figure without what its sheet shows around it, a truth
    /// value in any capitals.
    pub fn scalar(self, cell: Node, of: &Json) -> Node {
        let types = types(of);
        let is_figure = of.get("x-unit").is_some();
        let is_number =
            !types.is_empty() && types.iter().all(|one| matches!(*one, "number" | "integer"));
        let is_date =
            of.get("x-date").is_some() || of.get("format").and_then(Json::as_str) == Some("date");
        match self.held.get(&cell.span.start) {
            Some(Held::Day(day)) if is_date => {
                return with(&cell, Value::Text(day.clone()));
            }
            Some(Held::Figure(digits)) if is_number => {
                if let Some(value) = number(digits) {
                    return with(&cell, value);
                }
            }
            _ => {}
        }
        let text = cell.text().unwrap_or_default();
        let made = match types[..] {
            ["boolean"] => truth(text),
            _ if (is_number || is_figure) && matches!(cell.value, Value::Text(_)) => number(text),
            _ => None,
        };
        match made {
            Some(value) => with(&cell, value),
            None => cell,
        }
    }

    /// The schema of the items, if the key wants a list and would not take the text itself.
    fn items<'s>(self, of: &'s Json) -> Option<&'s Json>
    where
        Self: 's,
    {
        if !is_list(of) {
            return None;
        }
        let all = std::iter::once(of).chain(alternatives(of));
        let list = all.into_iter().find(|one| types(one).contains(&"array"))?;
        Some(list.get("items").unwrap_or(&Json::Null))
    }

    fn list(self, cell: &Node, item: &Json) -> Node {
        let item = self.schema.resolve(item);
        let key = entry_key(item);
        let inner = match key {
            Some(key) => self.schema.property(item, key).unwrap_or(&Json::Null),
            None => item,
        };
        // A comma belongs to words, and divides names.
        let is_prose = inner.get("x-markdown").is_some();
        let divides = |c: char| matches!(c, ';' | '\n' | '\r') || (c == ',' && !is_prose);
        let items = parts(cell, divides).into_iter().map(|part| {
            let value = self.scalar(part, inner);
            match key {
                Some(key) => Node::made(value.span, Value::Map(vec![(key_at(key, &value), value)])),
                None => value,
            }
        });
        Node::made(cell.span, Value::List(items.collect()))
    }
}

/// A key that stands where its value does.
pub fn key_at(name: &str, value: &Node) -> Key {
    Key {
        name: name.to_owned(),
        span: value.span,
    }
}

/// Whether a key wants a list, and no text.
pub fn is_list(of: &Json) -> bool {
    let mut all = std::iter::once(of).chain(alternatives(of)).flat_map(types);
    let is_list = all.clone().any(|one| one == "array");
    is_list && !all.any(|one| one == "string")
}

/// The key of an item that is a mapping and wants one key.
fn entry_key(item: &Json) -> Option<&str> {
    if !types(item).contains(&"object") {
        return None;
    }
    match &item.get("required")?.as_array()?[..] {
        [only] => only.as_str(),
        _ => None,
    }
}

fn alternatives(of: &Json) -> impl Iterator<Item = &Json> + Clone {
    let all = of.get("anyOf").or_else(|| of.get("oneOf"));
    all.and_then(Json::as_array).into_iter().flatten()
}

/// Whether a cell is a word that stands for a list, such as `all`.
fn is_constant(of: &Json, cell: &Node) -> bool {
    alternatives(of).any(|one| {
        let constant = one.get("const").and_then(Json::as_str);
        constant.is_some_and(|constant| cell.text() == Some(constant))
    })
}

fn types(of: &Json) -> Vec<&str> {
    match of.get("type") {
        Some(Json::String(name)) => vec![name],
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The same cell with another value.
fn with(cell: &Node, value: Value) -> Node {
    let map = cell.text_map();
    Node::placed(cell.span, value, map)
}

fn truth(text: &str) -> Option<Value> {
    let value = match text.to_ascii_lowercase().as_str() {
        "true" => true,
        "false" => false,
        _ => return None,
    };
    Some(Value::Bool(value, value.to_string()))
}

fn number(digits: &str) -> Option<Value> {
    Plain::read(digits)?;
    let number = serde_json::Number::from_f64(digits.parse().ok()?)?;
    Some(Value::Number(number, digits.to_owned()))
}

/// A text without the blanks around it, which YAML does not read either.
fn trimmed(cell: &Node) -> Node {
    match &cell.value {
        Value::Text(text) if text.trim().len() < text.len() => {
            let start = text.len() - text.trim_start().len();
            part(cell, text, start..start + text.trim().len())
        }
        _ => cell.clone(),
    }
}

/// The parts of a text between the signs that divide it, each with its place.
fn parts(cell: &Node, divides: impl Fn(char) -> bool) -> Vec<Node> {
    let Value::Text(text) = &cell.value else {
        return vec![cell.clone()];
    };
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split(divides) {
        let lead = piece.len() - piece.trim_start().len();
        let words = piece.trim();
        if !words.is_empty() {
            let from = start + lead;
            found.push(part(cell, text, from..from + words.len()));
        }
        // The signs are of one byte.
        start += piece.len() + 1;
    }
    found
}

fn part(cell: &Node, text: &str, range: std::ops::Range<usize>) -> Node {
    let map = cell.text_map();
    let span = map.span(range.clone());
    let words = text.get(range.clone()).unwrap_or_default();
    Node::placed(
        span,
        Value::Text(words.to_owned()),
        map.shifted(range.start, 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceSet, Span, TextMap};
    use serde_json::json;

    /// What a cell becomes, as data, and the places of its items.
    fn value(text: &str, of: &Json) -> (Json, Vec<String>) {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.csv", text));
        let span = Span::new(id, 0..text.len());
        let cell = Node::placed(span, Value::Text(text.to_owned()), TextMap::verbatim(id, 0));
        let schema = Schema::compile(json!({})).expect("a schema");
        let cells = Cells {
            schema: &schema,
            held: &BTreeMap::new(),
        };
        let node = cells.value(&cell, of);
        let places = node
            .items()
            .iter()
            .map(|item| sources.slice(item.span).to_owned());
        (node.to_json(), places.collect())
    }

    #[test]
    fn a_list_is_divided_and_each_item_keeps_its_place() {
        let ids = json!({ "anyOf": [{ "const": "all" }, { "type": "array", "items": { "type": "string" } }] });
        let (list, places) = value(" estates, staff;digital\n it ", &ids);
        assert_eq!(list, json!(["estates", "staff", "digital", "it"]));
        assert_eq!(places, ["estates", "staff", "digital", "it"]);
        assert_eq!(value("all", &ids).0, json!("all"));
        assert_eq!(value("  ", &ids).0, Json::Null);
    }

    #[test]
    fn commas_divide_no_prose_and_an_item_with_one_key_has_it() {
        let conditions = json!({ "type": "array", "items": {
            "type": "object", "required": ["text"], "properties": { "text": { "type": "string", "x-markdown": "inline" } },
        } });
        let (list, _) = value("Costs, in full; a date", &conditions);
        assert_eq!(
            list,
            json!([{ "text": "Costs, in full" }, { "text": "a date" }])
        );
    }

    #[test]
    fn a_text_is_text_where_text_or_a_list_may_stand() {
        let notes = json!({ "anyOf": [{ "type": "string" }, { "type": "array" }] });
        assert_eq!(value("a, b", &notes).0, json!("a, b"));
    }

    #[test]
    fn truth_values_have_any_capitals_and_only_where_they_are_wanted() {
        assert_eq!(value("TRUE", &json!({ "type": "boolean" })).0, json!(true));
        assert_eq!(value("yes", &json!({ "type": "boolean" })).0, json!("yes"));
        assert_eq!(value("TRUE", &json!({ "type": "string" })).0, json!("TRUE"));
    }
}
