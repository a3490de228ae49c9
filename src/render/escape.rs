//! The one place where an author's text becomes Typst: as a string literal, which no text can
//! leave.
//!
//! In Typst's markup, `#"…";` is a text with exactly these characters: nothing in it is markup or
//! code, and the semicolon keeps what follows from being read as a call on it.

/// A Typst string literal, with its quotation marks.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    push_escaped(text, &mut out);
    out.push('"');
    out
}

/// A text in markup.
pub fn text(text: &str) -> String {
    format!("#{};", string(text))
}

/// Adds a text without quotation marks, escaped for the inside of a string literal.
fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // A byte-order mark within a text is an old spelling of the word joiner, and no PDF/A
            // may contain it.
            '\u{FEFF}' => out.push('\u{2060}'),
            // Control characters never reach a page (`docs/format.md#promises`).
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(text(r#"a"b\c"#), r#"#"a\"b\\c";"#);
    }

    #[test]
    fn a_byte_order_mark_becomes_the_word_joiner() {
        assert_eq!(string("a\u{feff}b"), "\"a\u{2060}b\"");
    }

    proptest! {
        #[test]
        fn no_text_ends_its_literal(input in any::<String>()) {
            let literal = string(&input);
            let inner = &literal[1..literal.len() - 1];
            let mut escaped = false;
            for c in inner.chars() {
                prop_assert!(escaped || c != '"', "an unescaped quotation mark in {literal}");
                prop_assert!(!c.is_control());
                escaped = c == '\\' && !escaped;
            }
            prop_assert!(!escaped, "a backslash at the end of {literal}");
        }
    }
}
