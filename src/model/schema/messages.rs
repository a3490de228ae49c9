//! What an author is told of a value that its schema does not allow: the code, the place, what is
//! wrong and how to mend it.
//!
//! In: what the `jsonschema` crate found, and the value that it speaks of. Out: one diagnostic.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value as Json;

use super::{Subject, words};
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::dates;
use crate::model::neighbours::Neighbours;
use crate::parse::yaml::{Key, Node, Value};
use crate::source::Span;

/// The place that an error speaks of.
pub(super) struct Placed<'a> {
    pub path: &'a [String],
    pub node: &'a Node,
    pub key: Option<&'a Key>,
    pub subject: Subject<'a>,
}

impl Placed<'_> {
    pub fn unknown_key(&self, name: &str, known: &[&str], neighbours: &Neighbours) -> Diagnostic {
        let span = self.node.key(name).map_or(self.node.span, |key| key.span);
        let message = format!("`{name}` is not a key of {}", self.owner());
        let near = did_you_mean(name, known.iter().copied());
        let elsewhere = neighbours.help(name, near).filter(|_| self.path.is_empty());
        let help = elsewhere.or_else(|| near.map(|near| format!("did you mean `{near}`?")));
        let help = help.unwrap_or_else(|| format!("the keys are {}", listed(known)));
        rules::schema::UNKNOWN_KEY.at(span, message).help(help)
    }

    pub fn missing_key(&self, property: &Json) -> Diagnostic {
        let name = property.as_str().unwrap_or_default();
        if let Some((key, value)) = self.node.entries().iter().find(|(key, _)| key.name == name) {
            if value.span == key.span {
                // A value that stands where its key stands was never written: the key is awaited.
                return rules::placeholder::BLANK
                    .at(key.span, format!("{} has no `{name}` yet", self.owner()))
                    .help(format!(
                        "add a line `{name}: …`, or `{name}: TO BE COMPLETED (owner, date) note`"
                    ));
            }
            let span = if value.span.start == value.span.end {
                key.span
            } else {
                value.span
            };
            return rules::placeholder::BLANK
                .at(span, format!("`{name}` is left blank"))
                .help(format!(
                    "write a value after `{name}:`, or `TO BE COMPLETED (owner, date) note`"
                ));
        }
        let span = if self.path.is_empty() {
            self.subject.top
        } else {
            self.first_key()
        };
        rules::schema::MISSING_KEY
            .at(span, format!("{} needs the key `{name}`", self.owner()))
            .help(format!("add a line `{name}: …`"))
    }

    /// A key that is a name of the author's own, in a form that names do not have.
    pub fn wrong_name(&self, name: &str, wanted: Option<&str>) -> Diagnostic {
        let span = self.node.key(name).map_or(self.node.span, |key| key.span);
        let wanted = wanted.unwrap_or("written in another way");
        rules::schema::WRONG_FORM
            .at(span, format!("the name `{name}` must be {wanted}"))
            .help(format!("write {wanted}"))
    }

    fn first_key(&self) -> Span {
        self.node
            .entries()
            .first()
            .map_or(self.node.span, |(key, _)| key.span)
    }

    pub fn wrong_value(&self, kind: &ValidationErrorKind, expected: Option<&str>) -> Diagnostic {
        let name = self.name();
        let written = self
            .node
            .text()
            .map_or_else(String::new, |text| format!(", not `{text}`"));
        match kind {
            ValidationErrorKind::Type { kind } => {
                let wanted = expected.map_or_else(|| types(kind), str::to_owned);
                let message = format!(
                    "{name} must be {wanted}, but this is {}",
                    describe(self.node)
                );
                let help = expected.map_or_else(
                    || type_help(kind, self.node),
                    |wanted| format!("write {wanted}"),
                );
                rules::schema::WRONG_TYPE
                    .at(self.node.span, message)
                    .help(help)
            }
            ValidationErrorKind::AnyOf { .. } | ValidationErrorKind::OneOfNotValid { .. } => {
                let wanted = expected.unwrap_or("something else");
                let message = format!(
                    "{name} must be {wanted}, but this is {}",
                    describe(self.node)
                );
                rules::schema::WRONG_TYPE
                    .at(self.node.span, message)
                    .help(format!("write {wanted}"))
            }
            ValidationErrorKind::Enum { options } => {
                let options: Vec<&str> = options
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str)
                    .collect();
                let message = format!("{name} must be one of {}{written}", listed(&options));
                let diagnostic = rules::schema::NOT_ALLOWED.at(self.node.span, message);
                match self
                    .node
                    .text()
                    .and_then(|text| did_you_mean(text, options.iter().copied()))
                {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("write one of these words"),
                }
            }
            ValidationErrorKind::Format { format } if format == "date" => {
                let rule = if self.path.first().is_some_and(|key| key == "versions") {
                    rules::version::INVALID_DATE
                } else {
                    rules::schema::INVALID_DATE
                };
                let message = format!("{name} must be a date{written}");
                let found = self
                    .node
                    .text()
                    .and_then(|text| dates::misread(text).or_else(|| dates::in_words(text)));
                let otherwise = "write a day that exists as year-month-day, such as `2017-02-20`";
                rule.at(self.node.span, message).help(
                    found.map_or_else(|| otherwise.to_owned(), |found| found.advice(otherwise)),
                )
            }
            ValidationErrorKind::Minimum { limit } => {
                self.out_of_range(&name, expected, &format!("at least {limit}"), &written)
            }
            ValidationErrorKind::Maximum { limit } => {
                self.out_of_range(&name, expected, &format!("at most {limit}"), &written)
            }
            ValidationErrorKind::ExclusiveMinimum { limit } => {
                self.out_of_range(&name, expected, &format!("more than {limit}"), &written)
            }
            ValidationErrorKind::ExclusiveMaximum { limit } => {
                self.out_of_range(&name, expected, &format!("less than {limit}"), &written)
            }
            ValidationErrorKind::MinItems { limit } => {
                let message = format!(
                    "{name} needs at least {limit} {}",
                    if *limit == 1 { "entry" } else { "entries" }
                );
                rules::schema::TOO_FEW
                    .at(self.span(), message)
                    .help("add an entry below it, beginning with `- `")
            }
            ValidationErrorKind::UniqueItems => {
                let message = format!("{name} has an entry that is there twice");
                rules::schema::INVALID
                    .at(self.span(), message)
                    .help("write each entry once")
            }
            ValidationErrorKind::Pattern { .. } => {
                let wanted = expected.unwrap_or("written in another way");
                let message = format!("{name} must be {wanted}{written}");
                rules::schema::WRONG_FORM
                    .at(self.node.span, message)
                    .help(format!("write {wanted}"))
            }
            kind => match (expected, words::of(kind)) {
                (Some(wanted), _) => self.invalid(
                    &format!("{name} must be {wanted}"),
                    &format!("write {wanted}"),
                ),
                (None, Some(words)) => {
                    self.invalid(&format!("{name} {}", words.message), &words.help)
                }
                (None, None) => {
                    let word = kind.keyword();
                    let message = format!("{name} is not what `{word}` in its schema allows");
                    self.invalid(
                        &message,
                        &format!("look at `{word}` in the schema for what may stand here"),
                    )
                }
            },
        }
    }

    fn invalid(&self, message: &str, help: &str) -> Diagnostic {
        let written = self
            .node
            .text()
            .filter(|text| !text.contains('\n'))
            .map_or_else(String::new, |text| format!(", not `{text}`"));
        let written = if message.contains(" must be ") {
            written
        } else {
            String::new()
        };
        rules::schema::INVALID
            .at(self.span(), format!("{message}{written}"))
            .help(help)
    }

    fn out_of_range(
        &self,
        name: &str,
        expected: Option<&str>,
        limit: &str,
        written: &str,
    ) -> Diagnostic {
        let message = format!("{name} must be {}{written}", expected.unwrap_or(limit));
        let help = expected.map_or_else(
            || format!("write a number that is {limit}"),
            |wanted| format!("write {wanted}"),
        );
        rules::schema::OUT_OF_RANGE
            .at(self.node.span, message)
            .help(help)
    }

    fn span(&self) -> Span {
        if self.node.span.start == self.node.span.end {
            self.key.map_or(self.node.span, |key| key.span)
        } else {
            self.node.span
        }
    }

    /// What a value is called: its key, or “entry 2 of `columns`”.
    fn name(&self) -> String {
        match self.path {
            [] => self.subject.name.to_owned(),
            [.., last] => match (
                last.parse::<usize>(),
                self.path
                    .iter()
                    .rev()
                    .find(|part| part.parse::<usize>().is_err()),
            ) {
                (Ok(index), Some(list)) => format!("entry {} of `{list}`", index + 1),
                _ => format!("`{last}`"),
            },
        }
    }

    /// What a mapping is called.
    fn owner(&self) -> String {
        if self.path.is_empty() {
            self.subject.name.to_owned()
        } else {
            self.name()
        }
    }
}

fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
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
        .filter_map(|name| words::type_word(name))
        .collect();
    words.join(" or ")
}

fn type_help(kind: &TypeKind, node: &Node) -> String {
    match type_names(kind).first().map(String::as_str) {
        Some("boolean") => "write `true` or `false`, without quotation marks".to_owned(),
        Some("array") => "write each entry on a line of its own, beginning with `- `".to_owned(),
        Some("object") => "write `key: value` on lines of their own, indented".to_owned(),
        Some("string") if matches!(node.value, Value::List(_) | Value::Map(_)) => {
            "put the text in quotation marks if it begins with `[` or `{`, or contains `: `"
                .to_owned()
        }
        _ => "write a value of that sort".to_owned(),
    }
}

fn describe(node: &Node) -> String {
    match &node.value {
        Value::Null => "empty".to_owned(),
        Value::Bool(_, text) => format!("`{text}`"),
        Value::Number(_, text) => format!("the number `{text}`"),
        Value::Text(text) if text.chars().count() <= 40 && !text.contains('\n') => {
            format!("the text `{text}`")
        }
        Value::Text(_) => "text".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
    }
}
