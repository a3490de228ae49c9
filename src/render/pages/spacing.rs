//! Where the words of a text may be broken, and how many blanks stand between them.

use std::borrow::Cow;

use crate::render::measures::LONG_WORD;

/// A place where a line may end, without a character on the page. The space is not nothing, because
/// Typst would leave nothing out; it is too little to be seen, or to be read as a space.
pub const BREAK: &str = "#h(0.001pt);";

/// Divides a text inside its overlong words, which no column would hold: behind signs that divide,
/// else every few characters.
pub fn breakable(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    for word in text
        .split_whitespace()
        .filter(|word| word.chars().count() > LONG_WORD)
    {
        let Some(start) = rest.find(word) else {
            continue;
        };
        let mut run = 0;
        let mut cuts = Vec::new();
        for (at, c) in word.char_indices() {
            run += 1;
            let divides = "@._-/&=?,;:+%#".contains(c) && run > 3;
            if divides || run >= LONG_WORD / 2 {
                cuts.push(start + at + c.len_utf8());
                run = 0;
            }
        }
        let mut from = 0;
        for cut in cuts.into_iter().filter(|cut| *cut < start + word.len()) {
            parts.push(&rest[from..cut]);
            from = cut;
        }
        rest = &rest[from..];
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// Several spaces are one, as in every Markdown.
pub fn single_spaced(text: &str) -> Cow<'_, str> {
    if !text.contains("  ") && !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\t');
        if !(space && out.ends_with(' ')) {
            out.push(if space { ' ' } else { c });
        }
    }
    Cow::Owned(out)
}
