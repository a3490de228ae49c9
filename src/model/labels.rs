//! What references print, as a schema says it: `x-id` and `x-reference` with keys in braces, and
//! what is wrong with them.
//!
//! In: a form such as `Output {number}` and what each name in it stands for. Out: the text. Of a
//! schema of the project's own: a name in braces that stands for nothing, and an `x-id` where no id
//! can be.

use std::ops::Range;

use serde_json::Value as Json;

use super::layers::{keys, problem, with_near};
use crate::diagnostic::Diagnostic;
use crate::parse::yaml::Node;

/// What every `x-id` may name besides the keys beside it: the id itself, and its place in its list.
const OF_IDS: [&str; 2] = ["id", "n"];

/// Fills the names in braces; `None` if one of them stands for nothing, or a brace is never closed.
pub fn filled(form: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&value(key)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Looks at the labels of a schema; `top` is the whole, if this is its top.
pub(super) fn look(
    schema: &Node,
    top: Option<&Json>,
    is_type: bool,
    problems: &mut Vec<Diagnostic>,
) {
    if let Some(form) = schema.get("x-reference").filter(|_| top.is_some()) {
        let known = if is_type {
            Vec::new()
        } else {
            top.map(keys).unwrap_or_default()
        };
        let otherwise = if is_type {
            "a type is called by words alone"
        } else {
            "name one of its `properties`"
        };
        names(form, &known, otherwise, problems);
    }
    let beside: Vec<&str> = schema
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|(key, _)| key.name.as_str())
        .collect();
    let properties = schema
        .get("properties")
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|(_, property)| (property, beside.as_slice()));
    let shared = schema
        .get("$defs")
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|(_, shared)| (shared, [].as_slice()));
    let items = schema.get("items").map(|items| (items, [].as_slice()));
    for (property, beside) in properties.chain(shared).chain(items) {
        if let Some(form) = property.get("x-id") {
            id(property, form, beside, is_type, problems);
        }
    }
}

/// What is wrong with one `x-id`.
fn id(
    property: &Node,
    form: &Node,
    beside: &[&str],
    is_type: bool,
    problems: &mut Vec<Diagnostic>,
) {
    let span = property.key("x-id").map_or(form.span, |key| key.span);
    if is_type {
        let message = "`x-id` can do nothing in a type: a key of the manifest is no place to which a reference could lead";
        problems.push(
            problem(span, message.to_owned())
                .help("put what has ids into cards of a kind of your own"),
        );
        return;
    }
    let is_word = |name: &str| matches!(name, "string" | "number" | "integer");
    let word = property.get("type").is_none_or(|types| {
        types.text().is_some_and(is_word)
            || types.items().iter().filter_map(Node::text).any(is_word)
    });
    if !word || property.get("x-markdown").is_some() {
        let message = "`x-id` is for one word: not for Markdown, a list or a mapping";
        problems.push(problem(span, message.to_owned()).help(
            "write it at a key of `type: string`; in a list of mappings, at a key of `items`",
        ));
    }
    let known: Vec<&str> = OF_IDS.iter().chain(beside).copied().collect();
    names(
        form,
        &known,
        "`{id}` is the id, `{n}` its place in the list; other names are keys beside it",
        problems,
    );
}

/// Names in braces that stand for nothing.
fn names(form: &Node, known: &[&str], otherwise: &str, problems: &mut Vec<Diagnostic>) {
    let text = form.text().unwrap_or_default();
    for (range, name) in braces(text) {
        let span = form.text_map().span(range);
        match name {
            None => problems
                .push(problem(span, "this brace is never closed".to_owned()).help(otherwise)),
            Some(name) if !known.contains(&name) => {
                problems.push(with_near(
                    problem(span, format!("`{{{name}}}` stands for nothing here")),
                    name,
                    known,
                    otherwise,
                ));
            }
            Some(_) => {}
        }
    }
}

/// What stands in braces, and where with them; `None` for one that is never closed.
fn braces(text: &str) -> Vec<(Range<usize>, Option<&str>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        let close = text[open..].find('}').map(|close| open + close);
        found.push((
            open..close.map_or(text.len(), |close| close + 1),
            close.map(|close| &text[open + 1..close]),
        ));
        at = close.map_or(text.len(), |close| close + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_filled_or_nothing_is() {
        let value = |key: &str| (key == "no").then(|| "3".to_owned());
        assert_eq!(filled("Output {no}.", value).as_deref(), Some("Output 3."));
        assert_eq!(filled("Output {id}", value), None);
        assert_eq!(filled("Output {no", value), None);
    }

    #[test]
    fn braces_are_found_where_they_stand() {
        assert_eq!(braces("a {b} {c"), [(2..5, Some("b")), (6..8, None)]);
    }
}
