//! The words that a document has of its own: for what the kinds call their cards and entries
//! (`labels`), and for statuses (`statuses`).
//!
//! In: the keys of the manifest. Out: a form such as `Workstream {number}` with the document's word
//! in it, and which status of a schema a word of the author's own means.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::field::Field;
use super::schema::Schema;
use crate::parse::yaml::{Node, Value};

/// What the manifest says of words; nothing if it says nothing.
#[derive(Debug, Clone, Default)]
pub struct OwnWords {
    /// By the word that is replaced, as a key: `workstream`.
    labels: Vec<(String, String)>,
    /// The author's word in small letters, and the status that it means.
    statuses: Vec<(String, String)>,
}

/// A document without words of its own.
pub static NONE: OwnWords = OwnWords {
    labels: Vec::new(),
    statuses: Vec::new(),
};

impl OwnWords {
    /// Reads `labels` and `statuses` of a manifest.
    pub fn of(manifest: &Field) -> Self {
        let pairs = |key: &str| -> Vec<(String, String)> {
            let entries = manifest.get(key).map(Field::entries).unwrap_or_default();
            let said = entries
                .iter()
                .filter_map(|entry| Some((entry.name.trim(), entry.field.word()?.trim())));
            said.filter(|(_, word)| !word.is_empty())
                .map(|(key, word)| (key.to_owned(), word.to_owned()))
                .collect()
        };
        let small = |(word, status): (String, String)| (word.to_lowercase(), status);
        Self {
            labels: pairs("labels"),
            statuses: pairs("statuses").into_iter().map(small).collect(),
        }
    }

    /// A form with the document's word before what stands in braces.
    pub fn form<'f>(&self, form: &'f str) -> Cow<'f, str> {
        let own = key_of(form).and_then(|key| self.label(&key));
        let rest = form.find('{').map_or("", |at| &form[at..]);
        own.map_or(Cow::Borrowed(form), |word| {
            Cow::Owned(format!("{word} {rest}"))
        })
    }

    fn label(&self, key: &str) -> Option<&str> {
        let mut labels = self.labels.iter();
        let found = labels.find(|(known, _)| known == key)?;
        Some(&found.1)
    }

    /// The word for a key, such as `workstream`, or for several of what it names, `workstreams`.
    pub fn word(&self, key: &str) -> Option<String> {
        if let Some(word) = self.label(key) {
            return Some(word.to_owned());
        }
        key.strip_suffix('s')
            .and_then(|one| self.label(one))
            .map(several)
    }

    /// All words for one, and for several.
    pub fn words(&self) -> impl Iterator<Item = (String, String)> {
        self.labels.iter().flat_map(|(key, word)| {
            let many = format!("{key}s");
            [(key.clone(), word.clone()), (many, several(word))]
        })
    }

    /// The status that a word of the author's own means, and its schema knows.
    pub fn meaning(&self, text: &str, schema: &Json) -> Option<&str> {
        let options = schema.get("enum")?.as_array()?;
        schema.get("x-status")?;
        let is_one = |word: &str| options.iter().any(|one| one.as_str() == Some(word));
        if self.statuses.is_empty() || is_one(text) {
            return None;
        }
        let word = text.trim().to_lowercase();
        let mut statuses = self.statuses.iter();
        let found = statuses.find(|(own, status)| *own == word && is_one(status))?;
        Some(&found.1)
    }

    /// The words for statuses in small letters, and what they mean.
    pub fn statuses(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.statuses.iter();
        all.map(|(word, status)| (word.as_str(), status.as_str()))
    }

    /// The same keys with the statuses that words of the author's own mean, for who knows only
    /// these; nothing if there are none.
    pub fn meant(&self, node: &Node, schema: &Schema) -> Option<Node> {
        if self.statuses.is_empty() {
            return None;
        }
        let mut meant = node.clone();
        self.fill(&mut meant, schema, &schema.value);
        Some(meant)
    }

    fn fill(&self, node: &mut Node, schema: &Schema, of: &Json) {
        let of = schema.alternative(of, node);
        if let Some(status) = node.text().and_then(|text| self.meaning(text, of)) {
            *node = Node::made(node.span, Value::Text(status.to_owned()));
            return;
        }
        match &mut node.value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    if let Some(inner) = schema.property(of, &key.name) {
                        self.fill(value, schema, inner);
                    }
                }
            }
            Value::List(items) => {
                let inner = of.get("items").unwrap_or(&Json::Null);
                items
                    .iter_mut()
                    .for_each(|item| self.fill(item, schema, inner));
            }
            _ => {}
        }
    }
}

/// The key by which a form is renamed: `Workstream {number}` by `workstream`. `None` if no word
/// stands before the braces.
pub fn key_of(form: &str) -> Option<String> {
    let word = form.split('{').next().unwrap_or_default().trim();
    let is_word = word.starts_with(char::is_alphabetic);
    (is_word && form.contains('{')).then(|| word.to_lowercase().replace(' ', "-"))
}

/// Several of what a word names, in English.
fn several(word: &str) -> String {
    let stem = word.strip_suffix('y');
    match stem.filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        None => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> OwnWords {
        OwnWords {
            labels: vec![
                ("workstream".into(), "Programme".into()),
                ("risk".into(), "Threat".into()),
            ],
            statuses: vec![("on track".into(), "green".into())],
        }
    }

    #[test]
    fn a_form_gets_the_word_of_the_document() {
        assert_eq!(own().form("Workstream {number}"), "Programme {number}");
        assert_eq!(own().form("Risk {id}"), "Threat {id}");
        assert_eq!(own().form("Measure {id}"), "Measure {id}");
        assert_eq!(own().form("{id}"), "{id}");
    }

    #[test]
    fn several_are_named_as_english_names_them() {
        assert_eq!(own().word("workstreams").as_deref(), Some("Programmes"));
        for (one, many) in [
            ("Priority", "Priorities"),
            ("Day", "Days"),
            ("Branch", "Branches"),
        ] {
            assert_eq!(several(one), many);
        }
    }

    #[test]
    fn a_word_means_a_status_where_the_schema_has_it() {
        let schema = serde_json::json!({ "enum": ["red", "green"], "x-status": true });
        assert_eq!(own().meaning("On track", &schema), Some("green"));
        assert_eq!(own().meaning("green", &schema), None);
        let other = serde_json::json!({ "enum": ["high", "green"] });
        assert_eq!(own().meaning("On track", &other), None);
    }
}
