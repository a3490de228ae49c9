//! One value of a mapping, put in the place of the one that is there, or added.

use std::ops::Range;

use serde_json::Value as Json;

use super::layout::{end, indentation, is_flow, next_line};
use super::{Change, Page, read};
use crate::parse::yaml::Node;
use crate::scaffold::{Yaml, yaml_flow, yaml_lines};

/// A step into a tree of YAML.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

/// Gives a key of the mapping to which some steps lead a value that is a word or a text.
pub fn set(
    text: &str,
    within: Range<usize>,
    steps: &[Step<'_>],
    key: &str,
    value: &Yaml,
) -> Option<String> {
    let page = Page { text, within };
    let root = page.node()?;
    let (mut node, mut wanted) = (&root, root.to_json());
    let mut place = &mut wanted;
    for step in steps {
        (node, place) = match step {
            Step::Key(key) => (node.get(key)?, place.get_mut(*key)?),
            Step::Item(index) => (node.items().get(*index)?, place.get_mut(*index)?),
        };
    }
    let entry = [(key.to_owned(), value.clone())];
    let said = read(&yaml_lines(&entry), 0)?.to_json();
    let map = place.as_object_mut()?;
    map.insert(key.to_owned(), said.get(key)?.clone());
    let change = change(&page, node, key, &entry)?;
    page.changed(&change, &wanted)
}

fn change(page: &Page<'_>, node: &Node, key: &str, entry: &[(String, Yaml)]) -> Option<Change> {
    let line = yaml_lines(entry);
    let written = line.trim_end().split_once(": ")?.1.to_owned();
    match (node.get(key), node.key(key)) {
        (Some(old), _)
            if !old.span.range().is_empty()
                && !matches!(old.to_json(), Json::Object(_) | Json::Array(_)) =>
        {
            let range = old.span.range();
            Some(Change {
                range,
                text: written,
            })
        }
        (Some(_), Some(name)) => {
            let colon = page.text[name.span.end..].find(':')? + name.span.end + 1;
            Some(Change::insert(colon, format!(" {written}")))
        }
        _ => added(page, node, entry, &line),
    }
}

/// A key that is not there yet, behind the last one of its mapping.
fn added(page: &Page<'_>, node: &Node, entry: &[(String, Yaml)], line: &str) -> Option<Change> {
    let (first, _) = node.entries().first()?;
    let (last_key, last) = node.entries().last()?;
    let at = end(page.text, last)?.max(last_key.span.end);
    if is_flow(page.text, node) {
        let flow = yaml_flow(entry);
        let inner = flow.strip_prefix('{')?.strip_suffix('}')?;
        return Some(Change::insert(at, format!(", {inner}")));
    }
    // The key of an item stands behind its dash, which is as wide as a blank.
    let start = super::layout::line_start(page.text, first.span.start);
    let before = &page.text[start..first.span.start];
    let blanks = match indentation(page.text, first.span.start) {
        Some(blanks) => blanks.to_owned(),
        None if before.chars().all(|c| matches!(c, ' ' | '-')) => before.replace('-', " "),
        None => return None,
    };
    Some(page.lines(next_line(page.text, at), &format!("{blanks}{line}")))
}
