//! The filters that a kind's template uses to hand values to the theme: `typst` writes any value as Typst code, `content` as a
//! content block.

use tera::{Kwargs, State, Value};

use super::context::{CLOSE, OPEN};
use super::escape;

/// Adds our filters to an engine.
pub fn register(tera: &mut tera::Tera) {
    tera.register_filter("typst", |value: &Value, _: Kwargs, _: &State| Value::safe_string(&typst(value)));
    tera.register_filter("content", |value: &Value, _: Kwargs, _: &State| Value::safe_string(&content(value)));
}

/// Whether a string is a token, to be replaced by drawn Markdown.
pub fn is_token(text: &str) -> bool {
    text.starts_with(OPEN)
        && text.ends_with(CLOSE)
        && text.chars().filter(|&c| c == OPEN || c == CLOSE).count() == 2
        && text.trim_matches([OPEN, CLOSE]).bytes().all(|byte| byte.is_ascii_digit())
}

/// What Tera writes for `{{ value }}` in a Typst template: a token as it is, any other text so that it cannot be code.
pub fn escaped(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    if is_token(text) { out.write_all(text.as_bytes()) } else { out.write_all(escape::text(text).as_bytes()) }
}

/// What Tera writes for `{{ value }}` in an HTML template.
pub fn escaped_html(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    if is_token(text) { out.write_all(text.as_bytes()) } else { out.write_all(super::html::escape::text(text).as_bytes()) }
}

/// A value as a Typst expression: texts become strings, drawn Markdown becomes content.
fn typst(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return if is_token(text) { format!("[{text}]") } else { escape::string(text) };
    }
    if let Some(items) = value.as_array() {
        let items: String = items.iter().map(|item| format!("{}, ", typst(item))).collect();
        return format!("({items})");
    }
    if let Some(map) = value.as_map() {
        if map.is_empty() {
            return "(:)".to_owned();
        }
        let entries: String =
            map.iter().map(|(key, value)| format!("{}: {}, ", escape::string(&key.to_string()), typst(value))).collect();
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
}
