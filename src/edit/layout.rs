//! Where in a text of YAML something ends, and how far it is indented.

use crate::parse::yaml::{Node, Value};

/// Whether a list or mapping stands in brackets.
pub(super) fn is_flow(text: &str, node: &Node) -> bool {
    text[node.span.start..].starts_with(['[', '{'])
}

/// Where a value ends, the brackets around it included; `None` if a bracket is not found.
pub(super) fn end(text: &str, node: &Node) -> Option<usize> {
    let within = match &node.value {
        Value::List(items) => items.last().map(|last| end(text, last)),
        Value::Map(entries) => entries.last().map(|(_, last)| end(text, last)),
        _ => return Some(node.span.end),
    };
    let bracket = match text[node.span.start..].chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return within.unwrap_or(Some(node.span.end)),
    };
    let from = within.unwrap_or(Some(node.span.start + 1))?;
    Some(closing(text, from, bracket)? + 1)
}

/// Where the bracket stands that is the next thing from here on, commas and comments apart.
pub(super) fn closing(text: &str, from: usize, bracket: char) -> Option<usize> {
    let mut at = from;
    loop {
        let next = text[at..].chars().next()?;
        if next == bracket {
            return Some(at);
        }
        match next {
            '#' => at = line_end(text, at),
            ',' => at += 1,
            blank if blank.is_whitespace() => at += blank.len_utf8(),
            _ => return None,
        }
    }
}

/// Where the line begins in which something stands.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line ends in which something stands, without what ends it.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    end - usize::from(text[at..end].ends_with('\r'))
}

/// Where the line begins that follows the one in which something stands; the end of the text if
/// none does.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Where the first line begins, from the beginning of a line on, that is not blank.
pub(super) fn behind_blanks(text: &str, at: usize) -> usize {
    let mut at = at;
    while at < text.len() && text[at..line_end(text, at)].trim().is_empty() {
        at = next_line(text, at);
    }
    at
}

/// The blanks before something that is the first in its line; `None` if it is not.
pub(super) fn indentation(text: &str, at: usize) -> Option<&str> {
    let before = &text[line_start(text, at)..at];
    before.chars().all(|c| c == ' ').then_some(before)
}

/// The blanks before the dash of an item of a list.
pub(super) fn dash<'a>(text: &'a str, item: &Node) -> Option<&'a str> {
    let before = text[..item.span.start].trim_end();
    let dash = before.strip_suffix('-')?.len();
    indentation(text, dash)
}
