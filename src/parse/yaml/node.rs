//! A tree of YAML, in which every key and value has its place.

use crate::source::{Span, TextMap};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value, with the quotation marks around a text.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// Where the words of a text stand; for other values the same as `span`.
    pub(super) map: Option<TextMap>,
    /// The lines of a text that YAML joins.
    pub(super) lines: Option<Box<(String, TextMap)>>,
}

/// What stands there.
#[derive(Debug, Clone)]
pub enum Value {
    Null,
    /// A truth value, and how the author spelt it.
    Bool(bool, String),
    /// A number, and how the author spelt it.
    Number(serde_json::Number, String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping and where it stands.
#[derive(Debug, Clone)]
pub struct Key {
    /// As YAML reads it.
    pub name: String,
    /// The key, with its quotation marks.
    pub span: Span,
}

impl Node {
    /// A value that was read from another notation.
    pub fn placed(span: Span, value: Value, map: TextMap) -> Self {
        Self {
            span,
            value,
            map: Some(map),
            lines: None,
        }
    }

    /// Adds a key; one that is there already stays.
    pub fn add(&mut self, name: &str, key: Span, node: Node) {
        if let Value::Map(entries) = &mut self.value
            && entries.iter().all(|(known, _)| known.name != name)
        {
            entries.push((
                Key {
                    name: name.to_owned(),
                    span: key,
                },
                node,
            ));
        }
    }

    /// A list or mapping that stands in no notation of its own.
    pub fn made(span: Span, value: Value) -> Self {
        Self {
            span,
            value,
            map: None,
            lines: None,
        }
    }

    /// A value that the program computes, as an author would type it, at the place that asks for it.
    pub fn computed(span: Span, spelling: String) -> Self {
        match serde_json::from_str(&spelling) {
            Ok(number) => Self::made(span, Value::Number(number, spelling)),
            Err(_) => Self::computed_text(span, spelling),
        }
    }

    /// A text that the program computes, no letter of which stands in the source.
    pub fn computed_text(span: Span, text: String) -> Self {
        let map = TextMap::align(span.source, span.start, "", &text);
        Self::placed(span, Value::Text(text), map)
    }

    /// An empty mapping.
    pub fn nothing(span: Span) -> Self {
        Self {
            span,
            value: Value::Map(Vec::new()),
            map: None,
            lines: None,
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.name == key)
            .map(|(_, node)| node)
    }

    /// The items of the list that a key has, to be changed.
    pub fn list_mut(&mut self, key: &str) -> Option<&mut Vec<Node>> {
        let Value::Map(entries) = &mut self.value else {
            return None;
        };
        match &mut entries.iter_mut().find(|(k, _)| k.name == key)?.1.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn key(&self, key: &str) -> Option<&Key> {
        self.entries()
            .iter()
            .find(|(k, _)| k.name == key)
            .map(|(key, _)| key)
    }

    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar as the author spelt it; `None` for nothing, lists and mappings.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(_, text) | Value::Bool(_, text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value, _) => Some(value),
            _ => None,
        }
    }

    /// Nothing there, or a text of white space only: a blank (`docs/format.md#cards`).
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// From the bytes of the text to the source.
    pub fn text_map(&self) -> TextMap {
        self.map
            .clone()
            .unwrap_or_else(|| TextMap::verbatim(self.span.source, self.span.start))
    }

    /// The lines of a text that YAML joins (one that is folded, or plain and goes on in the next
    /// line), as the author typed them, and where they stand; `None` where the text has its
    /// lines itself.
    pub fn lines(&self) -> Option<(&str, &TextMap)> {
        self.lines
            .as_deref()
            .map(|(lines, map)| (lines.as_str(), map))
    }

    /// The node that a JSON pointer's parts lead to, and the key under which it stands.
    pub fn at<'a>(
        &'a self,
        path: impl IntoIterator<Item = &'a str>,
    ) -> Option<(&'a Node, Option<&'a Key>)> {
        let mut node = self;
        let mut key = None;
        for part in path {
            match &node.value {
                Value::Map(entries) => {
                    let (k, next) = entries.iter().find(|(k, _)| k.name == part)?;
                    key = Some(k);
                    node = next;
                }
                Value::List(items) => {
                    node = items.get(part.parse::<usize>().ok()?)?;
                    key = None;
                }
                _ => return None,
            }
        }
        Some((node, key))
    }

    /// The same as plain data, for a schema to look at.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value, _) => Json::Bool(*value),
            Value::Number(number, _) => Json::Number(number.clone()),
            Value::Text(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|(key, node)| (key.name.clone(), node.to_json()))
                    .collect(),
            ),
        }
    }
}
