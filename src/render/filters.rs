//! The filters that a kind's template uses to hand values to the theme: `typst` writes any value as
//! Typst code, `content` as a content block, `sentence` makes words of a key, and `listed` writes
//! HTML, for kinds that say nothing of the web.

use tera::{Kwargs, State, Value};

use super::escape;
use super::fragments::{CLOSE, OPEN};

/// Adds our filters to an engine.
pub fn register(tera: &mut tera::Tera) {
    tera.register_filter("typst", |value: &Value, _: Kwargs, _: &State| {
        Value::safe_string(&typst(value))
    });
    tera.register_filter("content", |value: &Value, _: Kwargs, _: &State| {
        Value::safe_string(&content(value))
    });
    tera.register_filter("sentence", |value: &Value, _: Kwargs, _: &State| {
        Value::from(sentence(value.as_str().unwrap_or_default()))
    });
    tera.register_filter("listed", |value: &Value, _: Kwargs, _: &State| {
        Value::safe_string(&listed(value))
    });
}

/// Whether a string is a token, to be replaced by drawn Markdown.
pub fn is_token(text: &str) -> bool {
    text.starts_with(OPEN)
        && text.ends_with(CLOSE)
        && text.chars().filter(|&c| c == OPEN || c == CLOSE).count() == 2
        && text
            .trim_matches([OPEN, CLOSE])
            .bytes()
            .all(|byte| byte.is_ascii_digit())
}

/// What Tera writes for `{{ value }}` in a Typst template: a token as it is, any other text so that
/// it cannot be code.
pub fn escaped(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    if is_token(text) {
        out.write_all(text.as_bytes())
    } else {
        out.write_all(escape::text(text).as_bytes())
    }
}

/// What Tera writes for `{{ value }}` in an HTML template.
pub fn escaped_html(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    if is_token(text) {
        out.write_all(text.as_bytes())
    } else {
        out.write_all(super::html::escape::text(text).as_bytes())
    }
}

/// A value as a Typst expression: texts become strings, drawn Markdown becomes content.
fn typst(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return if is_token(text) {
            format!("[{text}]")
        } else {
            escape::string(text)
        };
    }
    if let Some(items) = value.as_array() {
        let items: String = items
            .iter()
            .map(|item| format!("{}, ", typst(item)))
            .collect();
        return format!("({items})");
    }
    if let Some(map) = value.as_map() {
        if map.is_empty() {
            return "(:)".to_owned();
        }
        let entries: String = map
            .iter()
            .map(|(key, value)| format!("{}: {}, ", escape::string(&key.to_string()), typst(value)))
            .collect();
        return format!("({entries})");
    }
    if value.is_none() || value.is_undefined() {
        return "none".to_owned();
    }
    value.to_string()
}

/// A value as a content block; nothing is `none`.
fn content(value: &Value) -> String {
    match value.as_str() {
        Some(text) if is_token(text) => format!("[{text}]"),
        Some(text) => format!("[{}]", escape::text(text)),
        None if value.is_none() || value.is_undefined() => "none".to_owned(),
        None => format!("[{}]", escape::text(&value.to_string())),
    }
}

/// How the address of a picture begins that is kept in the page itself.
const PICTURE: &str = "data:image/";

/// Any value as HTML, however deep: lists as lists, mappings as terms with their descriptions,
/// pictures as pictures, and drawn Markdown as it was drawn.
fn listed(value: &Value) -> String {
    if let Some(items) = value.as_array() {
        let items: String = items
            .iter()
            .map(|item| format!("<li>{}</li>", listed(item)))
            .collect();
        return format!("<ul>{items}</ul>");
    }
    if let Some(map) = value.as_map() {
        let entries = map.iter().map(|(key, value)| {
            format!(
                "<dt>{}</dt><dd>{}</dd>",
                key_words(&key.to_string()),
                listed(value)
            )
        });
        return if map.is_empty() {
            String::new()
        } else {
            format!("<dl>{}</dl>", entries.collect::<String>())
        };
    }
    match value.as_str() {
        Some(text) if is_token(text) => text.to_owned(),
        // The name of its key stands beside it.
        Some(text) if text.starts_with(PICTURE) => {
            format!("<img src=\"{}\" alt=\"\">", super::html::escape::text(text))
        }
        Some(text) => super::html::escape::text(text),
        None if value.is_none() || value.is_undefined() => String::new(),
        None => super::html::escape::text(&value.to_string()),
    }
}

/// A key as words: `last-review` is “Last review”.
fn key_words(key: &str) -> String {
    super::html::escape::text(&sentence(key))
}

/// A name as the beginning of a sentence; what its author wrote in capitals stays so.
pub fn sentence(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let capital: String = letters
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default();
    capital + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_tokens_pass() {
        assert!(is_token("\u{E000}12\u{E001}"));
        assert!(!is_token("\u{E000}12\u{E001}#panic()\u{E000}3\u{E001}"));
        assert!(!is_token("\u{E000}#panic()\u{E001}"));
    }

    #[test]
    fn values_become_typst_code() {
        let value = Value::from_serializable(&serde_json::json!({ "a": [1, "x\"y", null, true] }));
        assert_eq!(typst(&value), r#"("a": (1, "x\"y", none, true, ), )"#);
    }

    #[test]
    fn a_key_is_a_sentence_and_keeps_its_capitals() {
        assert_eq!(sentence("last-review"), "Last review");
        assert_eq!(sentence("NHS-number"), "NHS number");
    }

    #[test]
    fn a_picture_is_shown_and_not_its_address() {
        let value = serde_json::json!({ "photograph": "data:image/png;base64,iVBORw0KGgo=" });
        let listed = listed(&Value::from_serializable(&value));
        assert_eq!(
            listed,
            "<dl><dt>Photograph</dt><dd><img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"\"></dd></dl>"
        );
    }

    #[test]
    fn values_of_any_depth_become_lists_in_the_order_of_their_keys() {
        let value = serde_json::json!({ "z-key": ["<b>", { "b": "\u{E000}3\u{E001}", "a": 2 }], "<a>": null, "m": {} });
        let listed = listed(&Value::from_serializable(&value));
        assert_eq!(
            listed,
            "<dl><dt>Z key</dt><dd><ul><li>&lt;b&gt;</li><li><dl><dt>B</dt><dd>\u{E000}3\u{E001}</dd><dt>A</dt><dd>2</dd></dl></li></ul></dd><dt>&lt;a&gt;</dt><dd></dd><dt>M</dt><dd></dd></dl>"
        );
    }
}
