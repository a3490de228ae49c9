//! A schema: JSON Schema 2020-12 with a few words of our own, checked by the `jsonschema` crate; what it finds is put as
//! diagnostics at the author's place.
//!
//! Our words, as the built-in kinds use them: `x-markdown` (`inline` or `block`), `x-id` (the value is an id, with the label of
//! references to it), `x-card` (the id of a card of that kind), `x-kind` (the name of a kind), `x-file` (a file of the document),
//! `x-date` (a date or a period), `x-width` (as many cells as another key has items), `x-one-of` (one of the items of another
//! key), `x-expected` (how messages describe the value), and at the top `x-reference` (how a reference prints) and `x-headings`;
//! `docs/architecture.md` lists them all.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use super::neighbours::Neighbours;
use crate::diagnostic::{Diagnostic, Report, did_you_mean};
use crate::parse::yaml::{Key, Node, Value};
use crate::source::Span;

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
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
        match options.build(&value) {
            Ok(validator) => Ok(Self { value, validator, neighbours: Neighbours::default() }),
            Err(error) => {
                let message = match error.kind() {
                    ValidationErrorKind::Format { format } if format == "regex" => {
                        format!("{} is no regular expression", error.instance())
                    }
                    _ => error.to_string(),
                };
                Err(SchemaError { message, path: parts(&error) })
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
        let (Some(target), Some(source)) = (merged.as_object_mut(), over.as_object()) else { return over.clone() };
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
        let target = schema.get("$ref").and_then(Json::as_str).and_then(|pointer| pointer.strip_prefix('#'));
        target.and_then(|pointer| self.value.pointer(pointer)).unwrap_or(schema)
    }

    /// The schema of a key of a mapping.
    pub fn property<'a>(&'a self, schema: &'a Json, key: &str) -> Option<&'a Json> {
        let found = schema.get("properties").and_then(|properties| properties.get(key));
        found.or_else(|| schema.get("additionalProperties").filter(|more| more.is_object())).map(|s| self.resolve(s))
    }

    /// Of alternatives (`anyOf`), the one that a value of this type means.
    pub fn alternative<'a>(&'a self, schema: &'a Json, node: &Node) -> &'a Json {
        let schema = self.resolve(schema);
        if let Some(condition) = schema.get("if") {
            let then = if fits(condition, node) { "then" } else { "else" };
            return schema.get(then).map_or(schema, |schema| self.alternative(schema, node));
        }
        let Some(alternatives) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) else {
            return schema;
        };
        alternatives.iter().map(|schema| self.resolve(schema)).find(|schema| fits(schema, node)).unwrap_or(schema)
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

    /// The data without the keys that are blank; in a list a blank keeps its place. Where only text is allowed, a number or a
    /// truth value is the text that the author spelt.
    fn instance(&self, node: &Node, schema: &Json) -> Json {
        let schema = self.alternative(schema, node);
        match &node.value {
            Value::Map(entries) => {
                let filled = entries.iter().filter(|(_, value)| !value.is_blank());
                let inner = |key: &Key| self.property(schema, &key.name).unwrap_or(&Json::Null);
                Json::Object(filled.map(|(key, value)| (key.name.clone(), self.instance(value, inner(key)))).collect())
            }
            Value::List(items) => {
                let inner = schema.get("items").unwrap_or(&Json::Null);
                Json::Array(items.iter().map(|item| self.instance(item, inner)).collect())
            }
            Value::Null => Json::String(String::new()),
            Value::Bool(_) | Value::Number(..) if schema.get("type").and_then(Json::as_str) == Some("string") => {
                Json::String(node.text().unwrap_or_default().to_owned())
            }
            _ => node.to_json(),
        }
    }

    fn report(&self, error: &ValidationError<'_>, top: &Node, subject: Subject<'_>, report: &mut Report) {
        let path = parts(error);
        let Some((node, key)) = top.at(path.iter().map(String::as_str)) else { return };
        let place = Placed { path: &path, node, key, subject };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                let known = self.known_keys(error);
                for name in unexpected {
                    report.push(place.unknown_key(name, &known, &self.neighbours));
                }
            }
            ValidationErrorKind::Required { property } => report.push(place.missing_key(property)),
            ValidationErrorKind::AnyOf { context }
                if let Some(errors) = self.meant(error, node).and_then(|at| context.get(at)) =>
            {
                errors.iter().for_each(|error| self.report(error, top, subject, report));
            }
            kind => report.push(place.wrong_value(kind, &error.to_string(), self.expected(error))),
        }
    }

    /// Which of the alternatives a list or a mapping means: what is wrong in it says more than that it fits none of them.
    fn meant(&self, error: &ValidationError<'_>, node: &Node) -> Option<usize> {
        let word = match &node.value {
            Value::List(_) => "array",
            Value::Map(_) => "object",
            _ => return None,
        };
        let alternatives = self.parent(error)?.get("anyOf").and_then(Json::as_array)?;
        alternatives.iter().position(|schema| self.resolve(schema).get("type").and_then(Json::as_str) == Some(word))
    }

    fn known_keys(&self, error: &ValidationError<'_>) -> Vec<&str> {
        let properties = self.parent(error).and_then(|schema| schema.get("properties")).and_then(Json::as_object);
        properties.into_iter().flat_map(|map| map.keys().map(String::as_str)).collect()
    }

    fn expected(&self, error: &ValidationError<'_>) -> Option<&str> {
        self.parent(error)?.get("x-expected")?.as_str()
    }

    /// The schema that holds the word which failed.
    fn parent(&self, error: &ValidationError<'_>) -> Option<&Json> {
        let path = error.schema_path().to_string();
        self.value.pointer(&path[..path.rfind('/')?])
    }
}

/// The place that an error speaks of.
struct Placed<'a> {
    path: &'a [String],
    node: &'a Node,
    key: Option<&'a Key>,
    subject: Subject<'a>,
}

impl Placed<'_> {
    fn unknown_key(&self, name: &str, known: &[&str], neighbours: &Neighbours) -> Diagnostic {
        let span = self.node.key(name).map_or(self.node.span, |key| key.span);
        let message = format!("`{name}` is not a key of {}", self.owner());
        let near = did_you_mean(name, known.iter().copied());
        let elsewhere = neighbours.help(name, near).filter(|_| self.path.is_empty());
        let help = elsewhere.or_else(|| near.map(|near| format!("did you mean `{near}`?")));
        let help = help.unwrap_or_else(|| format!("the keys are {}", listed(known)));
        Diagnostic::error("schema/unknown-key", span, message).help(help)
    }

    fn missing_key(&self, property: &Json) -> Diagnostic {
        let name = property.as_str().unwrap_or_default();
        if let Some((key, value)) = self.node.entries().iter().find(|(key, _)| key.name == name) {
            if value.span == key.span {
                // A value that stands where its key stands was never written: the key is awaited.
                return Diagnostic::error("placeholder/blank", key.span, format!("{} has no `{name}` yet", self.owner()))
                    .help(format!("add a line `{name}: …`, or `{name}: TO BE COMPLETED (owner, date) note`"));
            }
            let span = if value.span.start == value.span.end { key.span } else { value.span };
            return Diagnostic::error("placeholder/blank", span, format!("`{name}` is left blank"))
                .help(format!("write a value after `{name}:`, or `TO BE COMPLETED (owner, date) note`"));
        }
        let span = if self.path.is_empty() { self.subject.top } else { self.first_key() };
        Diagnostic::error("schema/missing-key", span, format!("{} needs the key `{name}`", self.owner()))
            .help(format!("add a line `{name}: …`"))
    }

    fn first_key(&self) -> Span {
        self.node.entries().first().map_or(self.node.span, |(key, _)| key.span)
    }

    fn wrong_value(&self, kind: &ValidationErrorKind, otherwise: &str, expected: Option<&str>) -> Diagnostic {
        let name = self.name();
        let written = self.node.text().map_or_else(String::new, |text| format!(", not `{text}`"));
        match kind {
            ValidationErrorKind::Type { kind } => {
                let wanted = expected.map_or_else(|| types(kind), str::to_owned);
                let message = format!("{name} must be {wanted}, but this is {}", describe(self.node));
                Diagnostic::error("schema/wrong-type", self.node.span, message).help(type_help(kind, self.node))
            }
            ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
                let wanted = expected.unwrap_or("something else");
                let message = format!("{name} must be {wanted}, but this is {}", describe(self.node));
                Diagnostic::error("schema/wrong-type", self.node.span, message).help(format!("write {wanted}"))
            }
            ValidationErrorKind::Enum { options } => {
                let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
                let message = format!("{name} must be one of {}{written}", listed(&options));
                let diagnostic = Diagnostic::error("schema/not-allowed", self.node.span, message);
                match self.node.text().and_then(|text| did_you_mean(text, options.iter().copied())) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("write one of these words"),
                }
            }
            ValidationErrorKind::Format { format } if format == "date" => {
                let code = if self.path.first().is_some_and(|key| key == "versions") {
                    "version/invalid-date"
                } else {
                    "schema/invalid-date"
                };
                let message = format!("{name} must be a date{written}");
                Diagnostic::error(code, self.node.span, message)
                    .help("write a day that exists as year-month-day, such as `2017-02-20`")
            }
            ValidationErrorKind::Minimum { limit } | ValidationErrorKind::ExclusiveMinimum { limit } => {
                self.out_of_range(&name, &format!("at least {limit}"), &written)
            }
            ValidationErrorKind::Maximum { limit } | ValidationErrorKind::ExclusiveMaximum { limit } => {
                self.out_of_range(&name, &format!("at most {limit}"), &written)
            }
            ValidationErrorKind::MinItems { limit } => {
                let message = format!("{name} needs at least {limit} {}", if *limit == 1 { "entry" } else { "entries" });
                Diagnostic::error("schema/too-few", self.span(), message).help("add an entry below it, beginning with `- `")
            }
            ValidationErrorKind::UniqueItems => {
                let message = format!("{name} has an entry that is there twice");
                Diagnostic::error("schema/invalid", self.span(), message).help("write each entry once")
            }
            ValidationErrorKind::Pattern { .. } => {
                let wanted = expected.unwrap_or("written in another way");
                let message = format!("{name} must be {wanted}{written}");
                Diagnostic::error("schema/wrong-form", self.node.span, message).help(format!("write {wanted}"))
            }
            _ => Diagnostic::error("schema/invalid", self.span(), format!("{name}: {otherwise}"))
                .help("see the kind's schema for what may stand here"),
        }
    }

    fn out_of_range(&self, name: &str, wanted: &str, written: &str) -> Diagnostic {
        let message = format!("{name} must be {wanted}{written}");
        Diagnostic::error("schema/out-of-range", self.node.span, message).help(format!("write a number that is {wanted}"))
    }

    fn span(&self) -> Span {
        if self.node.span.start == self.node.span.end { self.key.map_or(self.node.span, |key| key.span) } else { self.node.span }
    }

    /// What a value is called: its key, or “entry 2 of `columns`”.
    fn name(&self) -> String {
        match self.path {
            [] => self.subject.name.to_owned(),
            [.., last] => match (last.parse::<usize>(), self.path.iter().rev().find(|part| part.parse::<usize>().is_err())) {
                (Ok(index), Some(list)) => format!("entry {} of `{list}`", index + 1),
                _ => format!("`{last}`"),
            },
        }
    }

    /// What a mapping is called.
    fn owner(&self) -> String {
        if self.path.is_empty() { self.subject.name.to_owned() } else { self.name() }
    }
}

/// The way to the value that an error speaks of.
fn parts(error: &ValidationError<'_>) -> Vec<String> {
    let pointer = error.instance_path().to_string();
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect()
}

/// Whether a schema means a value of this type, or this very word.
fn fits(schema: &Json, node: &Node) -> bool {
    match schema.get("type") {
        Some(Json::String(name)) => type_fits(name, node),
        Some(Json::Array(names)) => names.iter().filter_map(Json::as_str).any(|name| type_fits(name, node)),
        _ => schema.get("const").and_then(Json::as_str).is_some_and(|wanted| node.text() == Some(wanted)),
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn type_fits(name: &str, node: &Node) -> bool {
    match &node.value {
        Value::Null => name == "null" || name == "string",
        Value::Bool(_) => name == "boolean",
        Value::Number(..) => matches!(name, "number" | "integer"),
        Value::Text(_) => name == "string",
        Value::List(_) => name == "array",
        Value::Map(_) => name == "object",
    }
}

fn type_names(kind: &TypeKind) -> Vec<String> {
    match kind {
        TypeKind::Single(one) => vec![one.to_string()],
        TypeKind::Multiple(set) => set.iter().map(|one| one.to_string()).collect(),
    }
}

fn types(kind: &TypeKind) -> String {
    let words: Vec<&str> = type_names(kind)
        .iter()
        .map(|name| match name.as_str() {
            "string" => "text",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "`true` or `false`",
            "array" => "a list",
            "object" => "a mapping of keys and values",
            _ => "nothing",
        })
        .collect();
    words.join(" or ")
}

fn type_help(kind: &TypeKind, node: &Node) -> String {
    match type_names(kind).first().map(String::as_str) {
        Some("boolean") => "write `true` or `false`, without quotation marks".to_owned(),
        Some("array") => "write each entry on a line of its own, beginning with `- `".to_owned(),
        Some("object") => "write `key: value` on lines of their own, indented".to_owned(),
        Some("string") if matches!(node.value, Value::List(_) | Value::Map(_)) => {
            "put the text in quotation marks if it begins with `[` or `{`, or contains `: `".to_owned()
        }
        _ => "write a value of that sort".to_owned(),
    }
}

fn describe(node: &Node) -> String {
    match &node.value {
        Value::Null => "empty".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(_, text) => format!("the number `{text}`"),
        Value::Text(text) if text.chars().count() <= 40 && !text.contains('\n') => format!("the text `{text}`"),
        Value::Text(_) => "text".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
    }
}
