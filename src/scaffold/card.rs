//! The text of a new card: the keys and headings that its kind requires or usually wants, each with
//! words that say what belongs there, as the kind's schema gives them (`x-scaffold`), else blank.

use serde_json::Value as Json;

use super::yaml::{self, Yaml};
use super::{Spot, series, unmarked};
use crate::model::anchors::value_text;
use crate::model::document::Document;
use crate::model::field::{Field, FieldValue, Role};
use crate::model::kinds::{COMMON_KEYS, Kind, RequiredHeading};
use crate::model::schema::Schema;

/// A schema that refers to itself is followed so deep.
const DEEPEST: usize = 6;

/// What a new card is to be.
#[derive(Debug, Clone, Copy)]
pub struct NewCard<'a> {
    pub kind: &'a Kind,
    pub title: &'a str,
    pub spot: &'a Spot,
}

/// Writes the card.
pub fn card(new: &NewCard<'_>, document: &Document) -> String {
    let builder = Builder {
        kind: new.kind,
        schema: &new.kind.schema,
        document,
    };
    let mut entries = vec![("kind".to_owned(), Yaml::Text(new.kind.name.clone()))];
    entries.extend(
        new.spot
            .id
            .clone()
            .map(|id| ("id".to_owned(), Yaml::Text(id))),
    );
    entries.extend(builder.counted());
    entries.push(("title".to_owned(), Yaml::Text(new.title.to_owned())));
    builder.keys(&mut entries);
    let mut text = format!("---\n{}", yaml::mapping(&entries));
    let others = builder.others(&entries);
    if !others.is_empty() {
        text.push_str(&format!(
            "# Other keys, where they are of use: {}\n",
            others.join(", ")
        ));
    }
    text.push_str("---\n");
    builder.body(&mut text);
    text
}

struct Builder<'a> {
    kind: &'a Kind,
    schema: &'a Schema,
    document: &'a Document,
}

impl Builder<'_> {
    fn scaffold(&self, part: &str) -> Option<&Json> {
        self.schema.value.get("x-scaffold")?.get(part)
    }

    fn properties(&self) -> impl Iterator<Item = (&String, &Json)> {
        self.schema
            .value
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
    }

    /// The keys by which references call a card (`x-reference: Workstream {number}`), counted on.
    fn counted(&self) -> Vec<(String, Yaml)> {
        let names = self
            .kind
            .reference
            .iter()
            .flat_map(|form| form.split('{').skip(1))
            .filter_map(|rest| rest.split_once('}'));
        let names: Vec<&str> = names
            .map(|(name, _)| name)
            .filter(|name| !COMMON_KEYS.contains(name))
            .collect();
        let value = |name: &str| {
            let cards = self
                .document
                .cards
                .iter()
                .filter(|card| card.kind == self.kind.name);
            let values: Vec<String> = cards
                .filter_map(|card| value_text(card.fields.get(name)?))
                .collect();
            let next = series::next(values.iter().map(String::as_str));
            match next.or_else(|| values.is_empty().then(|| "1".to_owned())) {
                Some(next)
                    if self.takes_numbers(name)
                        && next.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    Yaml::Plain(next)
                }
                Some(next) if !values.is_empty() => Yaml::Text(next),
                _ => self.blank(self.property(name)),
            }
        };
        names
            .iter()
            .map(|name| ((*name).to_owned(), value(name)))
            .collect()
    }

    fn takes_numbers(&self, name: &str) -> bool {
        let is_number = |name: &str| matches!(name, "integer" | "number");
        match self.property(name).get("type") {
            Some(Json::String(name)) => is_number(name),
            Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).any(is_number),
            _ => false,
        }
    }

    fn property(&self, name: &str) -> &Json {
        self.schema
            .property(&self.schema.value, name)
            .unwrap_or(&Json::Null)
    }

    /// What the kind's scaffolding gives, in its order, then what else is required or usually
    /// wanted.
    fn keys(&self, entries: &mut Vec<(String, Yaml)>) {
        let required = self
            .schema
            .value
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(Json::as_str);
        let given = self.scaffold("keys").and_then(Json::as_object);
        let wanted = self
            .properties()
            .filter(|(_, schema)| is_wanted(schema))
            .map(|(name, _)| name.as_str());
        let names = given
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .chain(required)
            .chain(wanted);
        for name in names.collect::<Vec<&str>>() {
            if entries.iter().any(|(known, _)| known == name) {
                continue;
            }
            let schema = self.property(name);
            let value = match given.and_then(|given| given.get(name)) {
                Some(value) => self.given(value, name, schema),
                None => self.skeleton(name, schema, 0),
            };
            entries.push((name.to_owned(), value));
        }
    }

    /// A value of the scaffolding. An id is counted on from the document's own of the same kind;
    /// `{n}` is the next free number.
    fn given(&self, value: &Json, name: &str, schema: &Json) -> Yaml {
        match value {
            Json::String(text) if schema.get("x-id").is_some() => {
                Yaml::Text(self.next_id(text, name))
            }
            Json::String(text) if text.is_empty() => self.blank(schema),
            Json::String(text) => Yaml::Text(unmarked(text).into_owned()),
            Json::Array(items) => {
                let inner = schema
                    .get("items")
                    .map_or(&Json::Null, |items| self.schema.resolve(items));
                Yaml::List(
                    items
                        .iter()
                        .map(|item| self.given(item, name, inner))
                        .collect(),
                )
            }
            Json::Object(map) => {
                let inner = |key: &str| self.schema.property(schema, key).unwrap_or(&Json::Null);
                Yaml::Map(
                    map.iter()
                        .map(|(key, value)| (key.clone(), self.given(value, key, inner(key))))
                        .collect(),
                )
            }
            Json::Null => self.blank(schema),
            other => Yaml::Plain(other.to_string()),
        }
    }

    /// What a schema requires where nobody wrote words for it: blanks that say what belongs there.
    fn skeleton(&self, name: &str, schema: &Json, depth: usize) -> Yaml {
        let schema = self.schema.resolve(schema);
        if schema.get("x-id").is_some() {
            return Yaml::Text(self.next_id(&format!("{name}-{{n}}"), name));
        }
        let items = schema.get("items").map(|items| self.schema.resolve(items));
        match items.filter(|items| items.get("properties").is_some()) {
            _ if depth > DEEPEST => self.blank(schema),
            Some(items) => Yaml::List(vec![self.skeleton(name, items, depth + 1)]),
            None => match schema.get("properties").and_then(Json::as_object) {
                Some(properties) => Yaml::Map(self.required_of(schema, properties, depth)),
                None => self.blank(schema),
            },
        }
    }

    fn required_of(
        &self,
        schema: &Json,
        properties: &serde_json::Map<String, Json>,
        depth: usize,
    ) -> Vec<(String, Yaml)> {
        let required = schema.get("required").and_then(Json::as_array);
        let is_required =
            |name: &str| required.is_some_and(|list| list.iter().any(|one| one == name));
        let wanted = properties
            .iter()
            .filter(|(name, schema)| is_required(name) || is_wanted(schema));
        wanted
            .map(|(name, schema)| (name.clone(), self.skeleton(name, schema, depth + 1)))
            .collect()
    }

    fn blank(&self, schema: &Json) -> Yaml {
        let schema = self.schema.resolve(schema);
        let word = |key: &str| schema.get(key).and_then(Json::as_str).map(str::to_owned);
        let options = schema.get("enum").and_then(Json::as_array).map(|options| {
            let options: Vec<&str> = options.iter().filter_map(Json::as_str).collect();
            format!("one of: {}", options.join(", "))
        });
        let comment = word("description")
            .or(options)
            .or_else(|| word("x-expected"));
        Yaml::Blank(comment.map(|comment| comment.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// The ids of this key in the document's cards of the kind, counted on; else the form with the
    /// first number that is free.
    fn next_id(&self, form: &str, name: &str) -> String {
        let mut ids: Vec<&str> = Vec::new();
        for card in self
            .document
            .cards
            .iter()
            .filter(|card| card.kind == self.kind.name)
        {
            card.fields.walk(&mut |field: &Field| {
                for entry in field.entries().iter().filter(|entry| entry.name == name) {
                    if let FieldValue::Word(word) = &entry.field.value
                        && matches!(word.role, Role::Id { .. })
                    {
                        ids.push(&word.text);
                    }
                }
            });
        }
        let is_free = |id: &String| {
            !self
                .document
                .anchors
                .ids()
                .any(|known| known.eq_ignore_ascii_case(id))
        };
        let counted = series::next(ids.iter().copied()).filter(is_free);
        let mut numbered = (1..).map(|n| form.replace("{n}", &n.to_string()));
        let fresh = || {
            if form.contains("{n}") {
                numbered.find(is_free)
            } else {
                None
            }
        };
        counted.or_else(fresh).unwrap_or_else(|| form.to_owned())
    }

    /// The keys of the kind that the card does not have, so that an author knows of them.
    fn others(&self, entries: &[(String, Yaml)]) -> Vec<&str> {
        let is_own = |name: &str, schema: &Json| {
            !COMMON_KEYS.contains(&name) || schema.get("enum").is_some()
        };
        let unused = |name: &str| entries.iter().all(|(known, _)| known != name);
        let others = self
            .properties()
            .filter(|(name, schema)| is_own(name, schema) && unused(name));
        others.map(|(name, _)| name.as_str()).collect()
    }

    /// The headings that the kind requires, with the document's own below them where it wants one
    /// for each.
    fn body(&self, out: &mut String) {
        let words = |name: &str| {
            self.scaffold("headings")
                .and_then(|headings| headings.get(name))
                .and_then(Json::as_str)
        };
        if let Some(text) = self.scaffold("body").and_then(Json::as_str) {
            out.push_str(&format!("\n{}\n", unmarked(text)));
        }
        for heading in &self.kind.headings {
            out.push_str(&format!("\n## {}\n", heading.title));
            let below = self.below(heading);
            for title in &below {
                out.push_str(&format!("\n### {title}\n"));
                words(&heading.title)
                    .into_iter()
                    .for_each(|text| out.push_str(&format!("\n{}\n", unmarked(text))));
            }
            if below.is_empty() {
                words(&heading.title)
                    .into_iter()
                    .for_each(|text| out.push_str(&format!("\n{}\n", unmarked(text))));
            }
        }
    }

    fn below(&self, heading: &RequiredHeading) -> Vec<String> {
        match heading.each.as_deref() {
            Some("impacts") => self
                .document
                .manifest
                .impacts
                .iter()
                .map(|(title, _)| as_markdown(title))
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn is_wanted(schema: &Json) -> bool {
    schema.get("x-wanted").and_then(Json::as_bool) == Some(true)
}

/// A plain text as Markdown that is read as it stands.
fn as_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#~|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
