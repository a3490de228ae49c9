//! Tables that stand in a file of their own: what the file says becomes the keys `columns` and `rows` of the card.

use std::collections::BTreeMap;

use super::links::path_from;
use crate::diagnostic::Report;
use crate::parse::csv;
use crate::parse::yaml::{Key, Node, Value};
use crate::source::{SourceId, SourceSet, Span};

/// The tables of a project, by path.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    pub by_path: &'a BTreeMap<String, SourceId>,
    pub sources: &'a SourceSet,
}

/// Adds `columns` and `rows` from the file that `data` names, if it is there; `shape` is that of the kind (`x-data`).
pub fn fill(front: &mut Node, folder: &str, shape: &str, tables: Tables<'_>, report: &mut Report) {
    let Some(data) = front.get("data").filter(|data| !data.is_blank()) else { return };
    let path = data.text().and_then(|target| path_from(folder, target));
    let Some(id) = path.and_then(|path| tables.by_path.get(&path)).copied() else { return };
    let key = data.span;
    let records = csv::parse(id, tables.sources.get(id), report);
    let rows = records.rows.into_iter().map(|cells| row(cells, shape, records.span)).collect();
    front.add("columns", key, Node::made(records.span, Value::List(records.columns)));
    front.add("rows", key, Node::made(records.span, Value::List(rows)));
}

fn row(cells: Vec<Node>, shape: &str, whole: Span) -> Node {
    let span = match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => whole,
    };
    if shape != "labelled" {
        return Node::made(span, Value::List(cells));
    }
    let mut cells = cells.into_iter();
    let label = cells.next().unwrap_or_else(|| Node::made(span, Value::Null));
    let values = Node::made(span, Value::List(cells.collect()));
    let key = |name: &str| Key { name: name.to_owned(), span };
    Node::made(span, Value::Map(vec![(key("label"), label), (key("values"), values)]))
}
