//! A schema: JSON Schema 2020-12 with a few words of our own, checked by the `jsonschema` crate;
//! what it finds is put as diagnostics at the author's place.
//! `docs/architecture.md` lists our words.

mod messages;
pub mod printed;
mod words;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use super::neighbours::Neighbours;
use crate::diagnostic::Report;
use crate::parse::yaml::{Key, Node, Value};
use crate::source::Span;

use messages::Placed;

/// A compiled schema.
#[derive(Debug)]
pub struct Schema {
    pub value: Json,
    validator: Validator,
    /// Where keys belong that are not allowed at the top.
    neighbours: Neighbours,
}

/// What to call the mapping in messages, and where to point when a key is missing.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// For example “a card of kind `workstream`”.
    pub name: &'a str,
    /// Where a missing key of the top is reported.
    pub top: Span,
    /// Keys of the top that are not missed: they would have stood in a file that could not be
    /// read.
    pub elsewhere: &'a [&'a str],
}

impl Subject<'_> {
    fn lies_elsewhere(&self, path: &[String], property: &Json) -> bool {
        path.is_empty()
            && property
                .as_str()
                .is_some_and(|name| self.elsewhere.contains(&name))
    }
}

/// Why a schema cannot be used.
#[derive(Debug)]
pub struct SchemaError {
    pub message: String,
    /// The way to the word that is wrong.
    pub path: Vec<String>,
}

impl Schema {
    /// Compiles a schema; the error says what is wrong with it, and where.
    pub fn compile(value: Json) -> Result<Self, SchemaError> {
        let options = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true);
        match options.build(&value) {
            Ok(validator) => Ok(Self {
                value,
                validator,
                neighbours: Neighbours::default(),
            }),
            Err(error) => {
                let message = match error.kind() {
                    ValidationErrorKind::Format { format } if format == "regex" => {
                        format!("{} is no regular expression", error.instance())
                    }
                    _ => error.to_string(),
                };
                Err(SchemaError {
                    message,
                    path: parts(&error),
                })
            }
        }
    }

    /// Lets messages about unknown keys say where those belong.
    pub fn tell(&mut self, neighbours: Neighbours) {
        self.neighbours = neighbours;
    }

    /// Lays a schema over a base: keys are added or replaced, requirements are joined.
    pub fn overlay(base: &Json, over: &Json) -> Json {
        let mut merged = base.clone();
        let (Some(target), Some(source)) = (merged.as_object_mut(), over.as_object()) else {
            return over.clone();
        };
        for (word, value) in source {
            match (word.as_str(), target.get_mut(word)) {
                ("properties" | "$defs", Some(Json::Object(known))) => {
                    for (key, schema) in value.as_object().into_iter().flatten() {
                        known.insert(key.clone(), schema.clone());
                    }
                }
                ("required", Some(Json::Array(known))) => {
                    for key in value.as_array().into_iter().flatten() {
                        if !known.contains(key) {
                            known.push(key.clone());
                        }
                    }
                }
                _ => {
                    target.insert(word.clone(), value.clone());
                }
            }
        }
        merged
    }

    /// Follows a local `$ref`.
    pub fn resolve<'a>(&'a self, schema: &'a Json) -> &'a Json {
        let target = schema
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|pointer| pointer.strip_prefix('#'));
        target
            .and_then(|pointer| self.value.pointer(pointer))
            .unwrap_or(schema)
    }

    /// The schema of a key of a mapping.
    pub fn property<'a>(&'a self, schema: &'a Json, key: &str) -> Option<&'a Json> {
        let found = schema
            .get("properties")
            .and_then(|properties| properties.get(key));
        found
            .or_else(|| {
                schema
                    .get("additionalProperties")
                    .filter(|more| more.is_object())
            })
            .map(|s| self.resolve(s))
    }

    /// Of alternatives (`anyOf`), the one that a value of this type means.
    pub fn alternative<'a>(&'a self, schema: &'a Json, node: &Node) -> &'a Json {
        let schema = self.resolve(schema);
        if let Some(condition) = schema.get("if") {
            let then = if fits(condition, node) && is_like(condition, node) {
                "then"
            } else {
                "else"
            };
            return schema
                .get(then)
                .map_or(schema, |schema| self.alternative(schema, node));
        }
        let Some(alternatives) = schema
            .get("anyOf")
            .or_else(|| schema.get("oneOf"))
            .and_then(Json::as_array)
        else {
            return schema;
        };
        alternatives
            .iter()
            .map(|schema| self.resolve(schema))
            .find(|schema| fits(schema, node))
            .unwrap_or(schema)
    }

    /// Visits a value and all that lie in it, each with its schema where it has one.
    pub fn walk<'n>(&self, node: &'n Node, visit: &mut impl FnMut(&'n Node, &Json)) {
        self.walk_in(node, &self.value, visit);
    }

    fn walk_in<'n>(&self, node: &'n Node, schema: &Json, visit: &mut impl FnMut(&'n Node, &Json)) {
        let schema = self.alternative(schema, node);
        visit(node, schema);
        for (key, value) in node.entries() {
            if let Some(inner) = self.property(schema, &key.name) {
                self.walk_in(value, inner, visit);
            }
        }
        for item in node.items() {
            self.walk_in(item, schema.get("items").unwrap_or(&Json::Null), visit);
        }
    }

    /// Checks a mapping. Blanks count as absent: where a key is required, a blank is a placeholder.
    pub fn check(&self, node: &Node, subject: Subject<'_>, report: &mut Report) {
        let instance = self.instance(node, &self.value);
        for error in self.validator.iter_errors(&instance) {
            self.report(&error, node, subject, report);
        }
    }

    /// Checks a mapping in which a blank is a value like any other.
    pub fn check_whole(&self, node: &Node, subject: Subject<'_>, report: &mut Report) {
        for error in self.validator.iter_errors(&node.to_json()) {
            self.report(&error, node, subject, report);
        }
    }

    /// The data without the keys that are blank, unless nobody knows them; in a list a blank keeps
    /// its place. Where only text is allowed, a number or a truth value is the text that the
    /// author spelt.
    fn instance(&self, node: &Node, schema: &Json) -> Json {
        let schema = self.alternative(schema, node);
        match &node.value {
            Value::Map(entries) => {
                let is_known = |key: &Key| self.property(schema, &key.name).is_some();
                let filled = entries
                    .iter()
                    .filter(|(key, value)| !value.is_blank() || !is_known(key));
                let inner = |key: &Key| self.property(schema, &key.name).unwrap_or(&Json::Null);
                Json::Object(
                    filled
                        .map(|(key, value)| (key.name.clone(), self.instance(value, inner(key))))
                        .collect(),
                )
            }
            Value::List(items) => {
                let inner = schema.get("items").unwrap_or(&Json::Null);
                Json::Array(
                    items
                        .iter()
                        .map(|item| self.instance(item, inner))
                        .collect(),
                )
            }
            Value::Null => Json::String(String::new()),
            Value::Bool(..) | Value::Number(..)
                if schema.get("type").and_then(Json::as_str) == Some("string") =>
            {
                Json::String(node.text().unwrap_or_default().to_owned())
            }
            _ => node.to_json(),
        }
    }

    fn report(
        &self,
        error: &ValidationError<'_>,
        top: &Node,
        subject: Subject<'_>,
        report: &mut Report,
    ) {
        let path = parts(error);
        let Some((node, key)) = top.at(path.iter().map(String::as_str)) else {
            return;
        };
        let place = Placed {
            path: &path,
            node,
            key,
            subject,
        };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                let known = self.known_keys(error);
                for name in unexpected {
                    report.push(place.unknown_key(name, &known, &self.neighbours));
                }
            }
            // What is wrong with the lines of a file is said in its own words when it is read.
            ValidationErrorKind::Required { .. } | ValidationErrorKind::MinItems { .. }
                if node.span.source != subject.top.source => {}
            ValidationErrorKind::Required { property }
                if subject.lies_elsewhere(&path, property) => {}
            ValidationErrorKind::Required { property } => report.push(place.missing_key(property)),
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context }
                if let Some(errors) = self.meant(error, node).and_then(|at| context.get(at)) =>
            {
                errors
                    .iter()
                    .for_each(|error| self.report(error, top, subject, report));
            }
            ValidationErrorKind::PropertyNames { error: inner } => {
                let path = error.schema_path().to_string();
                let names = path
                    .split_inclusive("/propertyNames")
                    .next()
                    .and_then(|path| self.value.pointer(path));
                let wanted = names
                    .and_then(|names| names.get("x-expected"))
                    .and_then(Json::as_str);
                report
                    .push(place.wrong_name(inner.instance().as_str().unwrap_or_default(), wanted));
            }
            kind => report.push(place.wrong_value(kind, self.expected(error).as_deref())),
        }
    }

    /// Which of the alternatives a list or a mapping means: what is wrong in it says more than that
    /// it fits none of them.
    fn meant(&self, error: &ValidationError<'_>, node: &Node) -> Option<usize> {
        let word = match &node.value {
            Value::List(_) => "array",
            Value::Map(_) => "object",
            _ => return None,
        };
        let parent = self.parent(error)?;
        let alternatives = parent
            .get("anyOf")
            .or_else(|| parent.get("oneOf"))
            .and_then(Json::as_array)?;
        alternatives.iter().position(|schema| {
            self.resolve(schema).get("type").and_then(Json::as_str) == Some(word)
        })
    }

    fn known_keys(&self, error: &ValidationError<'_>) -> Vec<&str> {
        let properties = self
            .parent(error)
            .and_then(|schema| schema.get("properties"))
            .and_then(Json::as_object);
        properties
            .into_iter()
            .flat_map(|map| map.keys().map(String::as_str))
            .collect()
    }

    /// How a message describes what is wanted: as the schema says it (`x-expected`); of
    /// alternatives, what they come to; else the limits of a number.
    fn expected(&self, error: &ValidationError<'_>) -> Option<String> {
        let schema = self.parent(error)?;
        if let Some(said) = schema.get("x-expected").and_then(Json::as_str) {
            return Some(said.to_owned());
        }
        match error.kind() {
            ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
                words::alternatives(schema, |one| self.resolve(one).clone())
            }
            // What says something else of a number says it in its own words.
            kind if words::of(kind).is_some() => None,
            _ => limits(schema),
        }
    }

    /// The schema that holds the word which failed.
    fn parent(&self, error: &ValidationError<'_>) -> Option<&Json> {
        let path = error.schema_path().to_string();
        self.value.pointer(&path[..path.rfind('/')?])
    }
}

/// The way to the value that an error speaks of.
fn parts(error: &ValidationError<'_>) -> Vec<String> {
    let pointer = error.instance_path().to_string();
    pointer
        .split('/')
        .skip(1)
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// The numbers that a schema allows, in words: “a whole number from 1 to 5”.
fn limits(schema: &Json) -> Option<String> {
    let what = match schema.get("type").and_then(Json::as_str)? {
        "integer" => "a whole number",
        "number" => "a number",
        _ => return None,
    };
    match (schema.get("minimum"), schema.get("maximum")) {
        (Some(least), Some(most)) => Some(format!("{what} from {least} to {most}")),
        (Some(least), None) => Some(format!("{what} of {least} or more")),
        (None, Some(most)) => Some(format!("{what} of at most {most}")),
        (None, None) => None,
    }
}

/// Whether a schema means a value of this type, or this very word.
fn fits(schema: &Json, node: &Node) -> bool {
    match schema.get("type") {
        Some(Json::String(name)) => type_fits(name, node),
        Some(Json::Array(names)) => names
            .iter()
            .filter_map(Json::as_str)
            .any(|name| type_fits(name, node)),
        _ => schema
            .get("const")
            .and_then(Json::as_str)
            .is_some_and(|wanted| node.text() == Some(wanted)),
    }
}

/// Whether a text has the form that a condition names, if it names one.
fn is_like(condition: &Json, node: &Node) -> bool {
    let pattern = condition.get("pattern").and_then(Json::as_str);
    let pattern = pattern.and_then(|pattern| regex::Regex::new(pattern).ok());
    let text = node.text().unwrap_or_default();
    pattern.is_none_or(|pattern| pattern.is_match(text))
}

fn type_fits(name: &str, node: &Node) -> bool {
    match &node.value {
        Value::Null => name == "null" || name == "string",
        Value::Bool(..) => name == "boolean",
        Value::Number(..) => matches!(name, "number" | "integer"),
        Value::Text(_) => name == "string",
        Value::List(_) => name == "array",
        Value::Map(_) => name == "object",
    }
}
