//! Tables whose rows are wider or narrower than their columns, and tables without a header row.

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::card::Card;
use crate::model::cells;
use crate::model::field::{Field, FieldValue, walk_with_schema};
use crate::parse::body::{BlockKind, Body};

/// `schema/row-width`, `document/table-header`, `document/empty-table`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        headers(&card.body, report);
        card.fields.walk(&mut |field| {
            if let FieldValue::Blocks(body) = &field.value {
                headers(body, report);
            }
        });
        if let Some(kind) = scope.kinds.get(&card.kind) {
            walk_with_schema(&card.fields, &kind.schema, &kind.schema.value, &mut |field, schema| {
                if let Some(rule) = schema.get("x-width").and_then(Json::as_str) {
                    width(card, field, rule, report);
                }
            });
        }
    }
}

/// A screen reader reads a table by its headers, and nobody reads one without rows.
fn headers(body: &Body, report: &mut Report) {
    body.walk(&mut |block| {
        let BlockKind::Table(table) = &block.kind else { return };
        if table.header.iter().all(|cell| cell.content.is_empty()) {
            let message = "this table has no headings over its columns";
            let diagnostic = Diagnostic::error("document/table-header", block.span, message);
            report.push(diagnostic.help("fill the first row: screen readers name a cell by its heading"));
        }
        if table.rows.iter().flatten().all(|cell| cell.content.is_empty()) {
            let message = "this table has headings, but nothing below them";
            let diagnostic = Diagnostic::warning("document/empty-table", block.span, message);
            report.push(diagnostic.help("fill its rows, or write `TO BE COMPLETED` in one, or delete the table"));
        }
    });
}

/// `rule` is a key with a list, and perhaps ` - 1`.
fn width(card: &Card, row: &Field, rule: &str, report: &mut Report) {
    let FieldValue::List(cells) = &row.value else { return };
    let (key, less) = rule.split_once(" - ").map_or((rule, 0), |(key, less)| (key, less.parse::<usize>().unwrap_or(0)));
    let Some(columns) = card.fields.get(key).map(|columns| columns.items().len()) else { return };
    let room = columns.saturating_sub(less);
    let width = cells.iter().fold(0_usize, |sum, cell| sum.saturating_add(cells::span(cell)));
    if columns == 0 || width == room {
        return;
    }
    report.push(too_wide(cells, room).unwrap_or_else(|| {
        let message =
            format!("this row fills {}, but its columns have room for {}", counted(width, "cell"), counted(room, "cell"));
        Diagnostic::error("schema/row-width", row.span, message)
            .help("give one cell for each column; `''` is an empty one, and `{text: …, span: 2}` fills two")
    }));
}

/// The cell whose span runs over the end of its row, if there is one.
fn too_wide(cells: &[Field], room: usize) -> Option<Diagnostic> {
    let mut left = room;
    for cell in cells {
        let columns = cells::span(cell);
        if columns > left {
            // A plain cell too many is a matter of the row.
            if columns == 1 || left == 0 {
                return None;
            }
            let message = format!(
                "this cell spans {} columns, but only {} left in its row",
                written(cell),
                if left == 1 { "1 is".to_owned() } else { format!("{left} are") }
            );
            let help = if left == 1 { "take its `span` away".to_owned() } else { format!("write `span: {left}`") };
            let diagnostic = Diagnostic::error("schema/row-width", cell.span, message);
            return Some(diagnostic.help(format!("{help}, or take away a cell that stands before it")));
        }
        left -= columns;
    }
    None
}

/// The span as the author wrote it.
fn written(cell: &Field) -> String {
    match cell.get("span").map(|span| &span.value) {
        Some(FieldValue::Number(span)) => span.spelling.clone(),
        _ => cells::span(cell).to_string(),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
