//! The rows of a file as entries of a list. In: rows, and the keys that their columns fill. Out: a
//! list of mappings with the places of the cells, and what was said of keys that nothing fills.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::cell::{Cells, key_at};
use super::choice::Choice;
use super::heading::Headings;
use super::selection::Selection;
use super::targets::{Entries, Target};
use crate::diagnostic::{Report, rules};
use crate::parse::yaml::{Node, Value};
use crate::source::Span;

/// The key of an entry that `group-by` fills, if its schema has it.
const GROUP: &str = "group";

/// Makes entries of rows.
pub struct Maker<'a> {
    pub entries: Entries<'a>,
    pub targets: Vec<Target<'a>>,
    pub cells: Cells<'a>,
    pub headings: &'a Headings<'a>,
    /// Where a key is reported that no column fills.
    pub place: Span,
    said: BTreeSet<Vec<String>>,
}

impl<'a> Maker<'a> {
    pub fn new(
        entries: Entries<'a>,
        targets: Vec<Target<'a>>,
        cells: Cells<'a>,
        headings: &'a Headings<'a>,
        choice: &Choice<'_>,
    ) -> Self {
        Self {
            entries,
            targets,
            cells,
            headings,
            place: choice.columns.map_or(headings.span, |columns| columns.span),
            said: BTreeSet::new(),
        }
    }

    /// The entries of all rows.
    pub fn make(&mut self, selection: &Selection, report: &mut Report) -> Vec<Node> {
        self.missing(report);
        let groups = selection.groups.as_ref().filter(|_| self.has_group());
        let mut made = Vec::with_capacity(selection.rows.len());
        for (at, row) in selection.rows.iter().enumerate() {
            self.uneven(row, report);
            let mut entry = self.entry(row, report);
            if let Some(group) = groups.and_then(|groups| groups.get(at)) {
                entry.add(GROUP, group.span, group.clone());
            }
            made.push(entry);
        }
        made
    }

    /// Whether groups go to a key that no column fills.
    fn has_group(&self) -> bool {
        let key = self.entries.schema.property(self.entries.entry, GROUP);
        key.is_some() && !self.fills(&[GROUP])
    }

    /// Whether a column fills a key, or one below it.
    fn fills(&self, path: &[&str]) -> bool {
        self.targets.iter().any(|target| {
            let ways = target.path.iter().map(String::as_str);
            ways.take(path.len()).eq(path.iter().copied())
        })
    }

    /// Keys that every entry must have, and that no column fills: said once for the file.
    fn missing(&mut self, report: &mut Report) {
        for key in required(self.entries.entry) {
            if !self.fills(&[key]) {
                self.without_column(&[key], report);
            }
        }
    }

    fn without_column(&mut self, path: &[&str], report: &mut Report) {
        let way: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
        let (name, list, file) = (way.join("."), self.entries.list, self.headings.file);
        if !self.said.insert(way) {
            return;
        }
        let message = format!(
            "no column of `{file}` gives the key `{name}`, which each entry of `{list}` needs"
        );
        let help = format!(
            "add a column with the heading `{name}` to the file, or name the one that holds it in the card: `columns: {{{name}: HEADING}}`"
        );
        report.push(
            rules::schema::MISSING_KEY
                .at(self.place, message)
                .help(help),
        );
    }

    fn entry(&mut self, row: &[Node], report: &mut Report) -> Node {
        let whole = super::around(row, self.headings.span);
        let end = super::beyond(whole);
        let mut entry = Node::made(whole, Value::Map(Vec::new()));
        for target in self.targets.iter().filter(|one| !one.columns.is_empty()) {
            let value = self.value(target, row, &end);
            match &target.path[..] {
                [key] => entry.add(key, value.span, value),
                [key, below @ ..] if !value.is_blank() => {
                    let inner = value.span;
                    entry.add(key, inner, Node::made(inner, Value::Map(Vec::new())));
                    add_below(&mut entry, key, below, value);
                }
                _ => {}
            }
        }
        self.blanks(&entry, self.entries.entry, &mut Vec::new(), row, report);
        entry
    }

    fn value(&self, target: &Target<'_>, row: &[Node], end: &Node) -> Node {
        let cell = |column: &usize| row.get(*column).unwrap_or(end);
        if let [column] = &target.columns[..] {
            return self.cells.value(cell(column), target.schema);
        }
        let filled = target
            .columns
            .iter()
            .map(cell)
            .filter(|cell| !cell.is_blank());
        let item = target.schema.get("items").unwrap_or(&Json::Null);
        let item = self.entries.schema.resolve(item);
        let items: Vec<Node> = filled
            .map(|cell| self.cells.scalar(cell.clone(), item))
            .collect();
        if items.is_empty() {
            return Node::made(end.span, Value::Null);
        }
        Node::made(super::around(&items, end.span), Value::List(items))
    }

    /// Cells that are empty and of which the key is required.
    fn blanks(
        &mut self,
        value: &Node,
        schema: &Json,
        path: &mut Vec<String>,
        row: &[Node],
        report: &mut Report,
    ) {
        for key in required(schema) {
            path.push(key.to_owned());
            let way: Vec<&str> = path.iter().map(String::as_str).collect();
            if value.get(key).is_none_or(Node::is_blank) {
                if self.fills(&way) {
                    let Some(place) = self.place_of(path, row) else {
                        // Its column is not there, which was said.
                        path.pop();
                        continue;
                    };
                    let message = format!("`{}` is left blank", path.join("."));
                    let diagnostic = rules::placeholder::BLANK.at(place, message);
                    report.push(diagnostic.help(
                        "fill this cell, or write `TO BE COMPLETED (owner, date) note` in it",
                    ));
                } else if path.len() > 1 {
                    self.without_column(&way, report);
                }
            }
            path.pop();
        }
        for (key, inner) in value.entries() {
            if matches!(inner.value, Value::Map(_))
                && let Some(schema) = self.entries.schema.property(schema, &key.name)
            {
                path.push(key.name.clone());
                self.blanks(inner, schema, path, row, report);
                path.pop();
            }
        }
    }

    /// The cell that would fill a key.
    fn place_of(&self, path: &[String], row: &[Node]) -> Option<Span> {
        let target = self
            .targets
            .iter()
            .find(|target| target.path.starts_with(path))?;
        let cell = row.get(*target.columns.first()?);
        let end = super::beyond(super::around(row, self.headings.span)).span;
        Some(cell.map_or(end, |cell| cell.span))
    }

    /// A line with more or fewer cells than headings: its cells stand below the wrong ones.
    fn uneven(&self, row: &[Node], report: &mut Report) {
        let (cells, columns) = (row.len(), self.headings.nodes.len());
        if cells != columns {
            report.push(super::faults::uneven_line(
                super::around(row, self.headings.span),
                cells,
                columns,
            ));
        }
    }
}

fn add_below(entry: &mut Node, key: &str, below: &[String], value: Node) {
    let Value::Map(entries) = &mut entry.value else {
        return;
    };
    let inner = entries.iter_mut().find(|(known, _)| known.name == key);
    let Some((_, inner)) = inner else {
        return;
    };
    match below {
        [last] => {
            let key = key_at(last, &value);
            inner.add(&key.name, key.span, value);
        }
        [first, rest @ ..] => {
            inner.add(first, value.span, Node::nothing(value.span));
            add_below(inner, first, rest, value);
        }
        [] => {}
    }
}

fn required(schema: &Json) -> impl Iterator<Item = &str> {
    let all = schema.get("required").and_then(Json::as_array);
    all.into_iter().flatten().filter_map(Json::as_str)
}
