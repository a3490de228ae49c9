//! Tables whose rows are wider or narrower than their columns, and tables without a header row.

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::card::Card;
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
            let mut named: Vec<String> = Vec::new();
            walk_with_schema(&card.fields, &kind.schema, &kind.schema.value, &mut |field, schema| {
                if let Some(rule) = schema.get("x-width").and_then(Json::as_str) {
                    width(card, field, rule, report);
                    let key = rule.split(" - ").next().unwrap_or(rule);
                    if !named.iter().any(|known| known == key) {
                        named.push(key.to_owned());
                    }
                }
            });
            named.iter().for_each(|key| columns(card, key, report));
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

/// Columns that are there and of which none has a heading.
fn columns(card: &Card, key: &str, report: &mut Report) {
    let Some(columns) = card.fields.get(key).filter(|columns| !columns.items().is_empty()) else { return };
    if columns.items().iter().all(Field::is_blank) {
        let diagnostic = Diagnostic::error("document/table-header", columns.span, "this table has no headings over its columns");
        report.push(diagnostic.help(format!("write them under `{key}`: screen readers name a cell by its heading")));
    }
}

/// `rule` is a key with a list, and perhaps ` - 1`.
fn width(card: &Card, row: &Field, rule: &str, report: &mut Report) {
    let FieldValue::List(cells) = &row.value else { return };
    let (key, less) = rule.split_once(" - ").map_or((rule, 0), |(key, less)| (key, less.parse::<usize>().unwrap_or(0)));
    let Some(columns) = card.fields.get(key).map(|columns| columns.items().len()) else { return };
    let wanted = columns.saturating_sub(less);
    let width: usize = cells.iter().map(span).sum();
    if columns == 0 || width == wanted {
        return;
    }
    let cells = |count: usize| format!("{count} cell{}", if count == 1 { "" } else { "s" });
    let message = format!("this row fills {}, but its columns have room for {}", cells(width), cells(wanted));
    let diagnostic = Diagnostic::error("schema/row-width", row.span, message)
        .help("give one cell for each column; `''` is an empty one, and `{text: …, span: 2}` fills two");
    report.push(diagnostic);
}

fn span(cell: &Field) -> usize {
    match cell.get("span").map(|span| &span.value) {
        Some(FieldValue::Number(span)) if span.value >= 1.0 => span.value as usize,
        _ => 1,
    }
}
