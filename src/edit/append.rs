//! One more item at the end of a list, written as those above it are.

use std::ops::Range;

use serde_json::Value as Json;

use super::layout::{
    behind_blanks, closing, dash, end, indentation, is_flow, line_end, line_start, next_line,
};
use super::{Change, Page, read};
use crate::parse::yaml::{Node, Value};
use crate::scaffold::{Yaml, yaml_flow, yaml_lines};

/// How far an item is indented where nothing shows it.
const INDENTATION: &str = "  ";

/// The keys and values of a new item.
pub type Entries = [(String, Yaml)];

/// Adds an item behind the last one of the list that a key has at the top of the YAML; the list is
/// begun if there is none.
pub fn append(text: &str, within: Range<usize>, key: &str, item: &Entries) -> Option<String> {
    let page = Page { text, within };
    let node = page.node()?;
    let wanted = with_item(node.to_json(), key, item)?;
    let changes = match node.get(key) {
        Some(list) if is_flow(text, list) => in_brackets(&page, list, item),
        Some(list) if !list.items().is_empty() => below(&page, list.items(), item),
        Some(list) => begun(&page, &node, key, list, item),
        None => beside(&page, &node, key, item),
    };
    changes
        .iter()
        .find_map(|change| page.changed(change, &wanted))
}

/// What the YAML is to say.
fn with_item(mut json: Json, key: &str, item: &Entries) -> Option<Json> {
    let item = read(&yaml_lines(item), 0)?.to_json();
    let list = json.as_object_mut()?.entry(key).or_insert(Json::Null);
    match list {
        Json::Array(items) => items.push(item),
        Json::Null => *list = Json::Array(vec![item]),
        _ => return None,
    }
    Some(json)
}

/// Into `[…]`: on the line of the last item, or on one of its own if that has one.
fn in_brackets(page: &Page<'_>, list: &Node, item: &Entries) -> Vec<Change> {
    let written = yaml_flow(item);
    let Some(last) = list.items().last() else {
        let open = list.span.start + 1;
        return closing(page.text, open, ']')
            .map(|_| Change::insert(open, written))
            .into_iter()
            .collect();
    };
    let Some(at) = end(page.text, last) else {
        return Vec::new();
    };
    let between = match indentation(page.text, last.span.start) {
        Some(blanks) => format!(",{}{blanks}", page.line_end()),
        None => ", ".to_owned(),
    };
    vec![Change::insert(at, between + &written)]
}

/// Below the items of a list with dashes. Blank lines may belong to the last of them.
fn below(page: &Page<'_>, items: &[Node], item: &Entries) -> Vec<Change> {
    let text = page.text;
    let (Some(blanks), Some(last)) = (
        items.iter().rev().find_map(|one| dash(text, one)),
        items.last(),
    ) else {
        return Vec::new();
    };
    let Some(at) = end(text, last) else {
        return Vec::new();
    };
    let is_short = matches!(last.value, Value::Map(_)) && is_flow(text, last);
    let lines = if is_short {
        format!("{blanks}- {}\n", yaml_flow(item))
    } else {
        with_dash(blanks, item)
    };
    let next = next_line(text, at);
    [next, behind_blanks(text, next)]
        .into_iter()
        .map(|at| page.lines(at, &lines))
        .collect()
}

/// The lines of an item, the first with its dash.
fn with_dash(blanks: &str, item: &Entries) -> String {
    let mut lines = String::new();
    for (index, line) in yaml_lines(item).lines().enumerate() {
        let mark = if index == 0 { "- " } else { "  " };
        lines.push_str(&format!("{blanks}{mark}{line}\n"));
    }
    lines
}

/// The first item of a key that has no value, or one that says that there is none.
fn begun(page: &Page<'_>, node: &Node, key: &str, list: &Node, item: &Entries) -> Vec<Change> {
    let Some(name) = node.key(key) else {
        return Vec::new();
    };
    let blanks = page.text[line_start(page.text, name.span.start)..name.span.start].to_owned();
    let next = next_line(page.text, name.span.end);
    let mut changes = vec![page.lines(next, &with_dash(&(blanks + INDENTATION), item))];
    if !list.span.range().is_empty() {
        changes.push(Change {
            range: list.span.range(),
            text: format!("[{}]", yaml_flow(item)),
        });
    }
    changes
}

/// A key that is not there yet, behind the last one.
fn beside(page: &Page<'_>, node: &Node, key: &str, item: &Entries) -> Vec<Change> {
    let Some((last_key, last)) = node.entries().last() else {
        let lines = format!("{key}:\n{}", with_dash(INDENTATION, item));
        return vec![page.lines(page.within.end, &lines)];
    };
    let at = end(page.text, last).map_or(last_key.span.end, |at| at.max(last_key.span.end));
    if is_flow(page.text, node) {
        let text = format!(", {key}: [{}]", yaml_flow(item));
        return vec![Change::insert(at, text)];
    }
    let lines = format!("{key}:\n{}", with_dash(INDENTATION, item));
    let next = next_line(page.text, at);
    [next, behind_blanks(page.text, next)]
        .into_iter()
        .map(|at| page.lines(at, &lines))
        .collect()
}

impl Page<'_> {
    /// Whole lines at the beginning of a line. Where the text ends without a line end, so does it
    /// then.
    pub(super) fn lines(&self, at: usize, lines: &str) -> Change {
        let at = at.min(self.within.end);
        let ended = at == 0 || self.text[..at].ends_with('\n');
        let mut text = lines.replace('\n', self.line_end());
        if !ended {
            let bare = text.trim_end_matches(['\r', '\n']).len();
            text.truncate(bare);
            text.insert_str(0, self.line_end());
        }
        debug_assert!(line_end(self.text, at) >= at);
        Change::insert(at, text)
    }
}
