//! Words for what a schema of the project's own can ask besides the usual: `not`, `oneOf`, numbers
//! of keys and entries, lengths, forms.
//!
//! In: the kind of a failure as the `jsonschema` crate gives it, and the part of the schema that
//! failed. Out: what must hold of the value, in a form that follows its name (“`target` must be
//! …”), and what to do.

use jsonschema::error::ValidationErrorKind;
use serde_json::Value as Json;

/// What is wrong with a value, behind its name, and how to mend it.
pub(super) struct Words {
    pub message: String,
    pub help: String,
}

fn words(message: impl Into<String>, help: impl Into<String>) -> Option<Words> {
    Some(Words {
        message: message.into(),
        help: help.into(),
    })
}

/// `None` for what is said elsewhere, or has no words.
pub(super) fn of(kind: &ValidationErrorKind) -> Option<Words> {
    let counted = |count: u64, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let keys = |count: u64| counted(count, "key", "keys");
    let entries = |count: u64| counted(count, "entry", "entries");
    let characters = |count: u64| counted(count, "character", "characters");
    match kind {
        ValidationErrorKind::Not { schema } => not(schema),
        ValidationErrorKind::OneOfMultipleValid { .. } => {
            let message =
                "fits several of the forms that its schema allows, and may fit only one of them";
            words(
                message,
                "leave out what belongs to the other form; the key `oneOf` of the schema lists the forms",
            )
        }
        ValidationErrorKind::MinProperties { limit } => words(
            format!("needs at least {}", keys(*limit)),
            "write the keys that are missing below it",
        ),
        ValidationErrorKind::MaxProperties { limit } => words(
            format!("may have at most {}", keys(*limit)),
            "take the keys out that are not needed",
        ),
        ValidationErrorKind::MaxItems { limit } => words(
            format!("may have at most {}", entries(*limit)),
            "take the entries out that are not needed",
        ),
        ValidationErrorKind::AdditionalItems { limit } => {
            let most = u64::try_from(*limit).unwrap_or(u64::MAX);
            words(
                format!("may have at most {}", entries(most)),
                "take the entries out that are not needed",
            )
        }
        ValidationErrorKind::UnevaluatedItems { .. } => words(
            "has an entry more than its schema knows",
            "take the entries out that are not needed",
        ),
        ValidationErrorKind::MinLength { limit } => words(
            format!("must have at least {}", characters(*limit)),
            "write it out in full",
        ),
        ValidationErrorKind::MaxLength { limit } => words(
            format!("may have at most {}", characters(*limit)),
            "write it in fewer words",
        ),
        ValidationErrorKind::MultipleOf { multiple_of } => words(
            format!("must be a multiple of {multiple_of}"),
            format!("write a multiple of {multiple_of}"),
        ),
        ValidationErrorKind::Constant { expected_value } => {
            let wanted = value(expected_value);
            words(format!("must be {wanted}"), format!("write {wanted}"))
        }
        ValidationErrorKind::Contains => words(
            "has no entry of the form that its schema wants at least once",
            "add such an entry; `contains` in the schema says which",
        ),
        ValidationErrorKind::FalseSchema => words("may not stand here", "delete it"),
        ValidationErrorKind::Format { format } => {
            let wanted = form(format);
            words(format!("must be {wanted}"), format!("write {wanted}"))
        }
        _ => None,
    }
}

/// What `not` rules out, as far as it can be said.
fn not(schema: &Json) -> Option<Words> {
    let list = |word: &str| schema.get(word).and_then(Json::as_array);
    if let Some(constant) = schema.get("const") {
        return words(
            format!("must not be {}", value(constant)),
            "write another value",
        );
    }
    if let Some(options) = list("enum") {
        let options = joined(&options.iter().map(value).collect::<Vec<_>>(), "or");
        return words(format!("must not be {options}"), "write another value");
    }
    if let Some(keys) = list("required") {
        return match keys.as_slice() {
            [one] => words(
                format!("must not have the key {}", value(one)),
                format!("delete {}", value(one)),
            ),
            keys => {
                let all = joined(&keys.iter().map(value).collect::<Vec<_>>(), "and");
                words(
                    format!("must not have {all} together"),
                    "delete one of them",
                )
            }
        };
    }
    if let Some(pattern) = schema.get("pattern").and_then(Json::as_str) {
        return words(
            format!("must not have the form `{pattern}`"),
            "write it in another way",
        );
    }
    if let Some(wanted) = alternative(schema) {
        return words(format!("must not be {wanted}"), "write another value");
    }
    words(
        "is what its schema rules out with `not`",
        "write another value; the schema says what may not stand here",
    )
}

/// The alternatives of `anyOf` or `oneOf` in words: “text, a number or `all`”; `None` if there are
/// none, or one has no words.
pub(super) fn alternatives(schema: &Json, resolve: impl Fn(&Json) -> Json) -> Option<String> {
    let listed = schema
        .get("anyOf")
        .or_else(|| schema.get("oneOf"))?
        .as_array()?;
    let mut said: Vec<String> = listed
        .iter()
        .map(|one| alternative(&resolve(one)))
        .collect::<Option<_>>()?;
    said.dedup();
    Some(joined(&said, "or"))
}

fn alternative(schema: &Json) -> Option<String> {
    let text = |word: &str| schema.get(word).and_then(Json::as_str);
    if let Some(expected) = text("x-expected") {
        return Some(expected.to_owned());
    }
    if let Some(constant) = schema.get("const") {
        return Some(value(constant));
    }
    if let Some(options) = schema.get("enum").and_then(Json::as_array) {
        return Some(joined(&options.iter().map(value).collect::<Vec<_>>(), "or"));
    }
    type_word(text("type")?).map(str::to_owned)
}

/// What authors call a type of JSON.
pub(super) fn type_word(name: &str) -> Option<&'static str> {
    Some(match name {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a mapping of keys and values",
        "null" => "nothing",
        _ => return None,
    })
}

/// What authors call a `format` of JSON Schema.
fn form(format: &str) -> String {
    let known = match format {
        "email" | "idn-email" => "an e-mail address, such as `name@example.org`",
        "uri" | "iri" => "an address with its scheme, such as `https://example.org`",
        "uri-reference" | "iri-reference" => "an address, or a path",
        "time" => "a time with its zone, such as `09:30:00Z`",
        "date-time" => "a day and a time, such as `2026-01-15T09:30:00Z`",
        "duration" => "a duration, such as `P3M`",
        "hostname" | "idn-hostname" => "the name of a computer, such as `example.org`",
        "uuid" => "a UUID",
        "regex" => "a regular expression",
        other => return format!("of the form `{other}`"),
    };
    known.to_owned()
}

/// A value of a schema as an author would write it.
fn value(json: &Json) -> String {
    json.as_str()
        .map_or_else(|| format!("`{json}`"), |text| format!("`{text}`"))
}

/// “a, b or c”.
fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What is said of a value by a schema that it does not fit.
    fn said(schema: &Json, instance: &Json) -> String {
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(schema)
            .expect("a schema");
        let error = validator
            .iter_errors(instance)
            .next()
            .expect("it does not fit");
        of(error.kind()).map_or_else(|| "nothing".to_owned(), |words| words.message)
    }

    #[test]
    fn every_word_of_a_schema_says_in_words_what_it_wants() {
        for (schema, instance, wanted) in [
            (
                json!({ "not": { "const": "n/a" } }),
                json!("n/a"),
                "must not be `n/a`",
            ),
            (
                json!({ "not": { "enum": ["a", 2] } }),
                json!(2),
                "must not be `a` or `2`",
            ),
            (
                json!({ "not": { "required": ["a", "b"] } }),
                json!({ "a": 1, "b": 2 }),
                "must not have `a` and `b` together",
            ),
            (
                json!({ "not": { "required": ["a"] } }),
                json!({ "a": 1 }),
                "must not have the key `a`",
            ),
            (
                json!({ "not": { "type": "string" } }),
                json!("x"),
                "must not be text",
            ),
            (
                json!({ "not": { "pattern": "^x" } }),
                json!("xy"),
                "must not have the form `^x`",
            ),
            (
                json!({ "not": { "minimum": 3 } }),
                json!(4),
                "is what its schema rules out with `not`",
            ),
            (
                json!({ "minProperties": 2 }),
                json!({ "a": 1 }),
                "needs at least 2 keys",
            ),
            (
                json!({ "maxProperties": 1 }),
                json!({ "a": 1, "b": 1 }),
                "may have at most 1 key",
            ),
            (
                json!({ "maxItems": 1 }),
                json!([1, 2]),
                "may have at most 1 entry",
            ),
            (
                json!({ "minLength": 3 }),
                json!("a"),
                "must have at least 3 characters",
            ),
            (
                json!({ "maxLength": 1 }),
                json!("ab"),
                "may have at most 1 character",
            ),
            (
                json!({ "multipleOf": 5 }),
                json!(7),
                "must be a multiple of 5",
            ),
            (json!({ "const": "a" }), json!("b"), "must be `a`"),
            (
                json!({ "contains": { "const": 1 } }),
                json!([2]),
                "has no entry of the form that its schema wants at least once",
            ),
            (
                json!({ "format": "email" }),
                json!("x"),
                "must be an e-mail address, such as `name@example.org`",
            ),
            (
                json!({ "oneOf": [{ "type": "number" }, { "minimum": 1 }] }),
                json!(2),
                "fits several of the forms that its schema allows, and may fit only one of them",
            ),
        ] {
            assert_eq!(said(&schema, &instance), wanted, "{schema}");
        }
    }

    #[test]
    fn alternatives_are_listed_in_words() {
        let schema =
            json!({ "oneOf": [{ "const": "all" }, { "type": "integer" }, { "type": "array" }] });
        assert_eq!(
            alternatives(&schema, Json::clone).as_deref(),
            Some("`all`, a whole number or a list")
        );
    }
}
