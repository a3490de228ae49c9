//! Tables whose rows are wider or narrower than their columns, and tables without a header row.

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue};
use crate::model::schema::Schema;
use crate::parse::body::{BlockKind, Body};

/// `schema/row-width`, `document/table-header`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        headers(&card.body, report);
        card.fields.walk(&mut |field| {
            if let FieldValue::Blocks(body) = &field.value {
                headers(body, report);
            }
        });
        if let Some(kind) = scope.kinds.get(&card.kind) {
            Widths { card, schema: &kind.schema, report }.walk(&card.fields, &kind.schema.value);
        }
    }
}

/// A screen reader reads a table by its headers.
fn headers(body: &Body, report: &mut Report) {
    body.walk(&mut |block| {
        if let BlockKind::Table(table) = &block.kind
            && table.header.iter().all(|cell| cell.content.is_empty())
        {
            let diagnostic =
                Diagnostic::error("document/table-header", block.span, "this table has no headings over its columns")
                    .help("fill the first row: screen readers name a cell by its heading");
            report.push(diagnostic);
        }
    });
}

/// Follows `x-width` through a card's fields.
struct Widths<'a, 'r> {
    card: &'a Card,
    schema: &'a Schema,
    report: &'r mut Report,
}

impl Widths<'_, '_> {
    fn walk(&mut self, field: &Field, schema: &Json) {
        let schema = self.schema.resolve(schema);
        if let Some(rule) = schema.get("x-width").and_then(Json::as_str) {
            self.width(field, rule);
        }
        match &field.value {
            FieldValue::Map(entries) => {
                for entry in entries {
                    if let Some(inner) = self.schema.property(schema, &entry.name) {
                        self.walk(&entry.field, inner);
                    }
                }
            }
            FieldValue::List(items) => {
                if let Some(inner) = schema.get("items") {
                    items.iter().for_each(|item| self.walk(item, inner));
                }
            }
            _ => {}
        }
    }

    /// `rule` is a key with a list, and perhaps ` - 1`.
    fn width(&mut self, row: &Field, rule: &str) {
        let FieldValue::List(cells) = &row.value else { return };
        let (key, less) = rule.split_once(" - ").map_or((rule, 0), |(key, less)| (key, less.parse::<usize>().unwrap_or(0)));
        let Some(columns) = self.card.fields.get(key).map(|columns| columns.items().len()) else { return };
        let wanted = columns.saturating_sub(less);
        let width: usize = cells.iter().map(span).sum();
        if columns == 0 || width == wanted {
            return;
        }
        let cells = |count: usize| format!("{count} cell{}", if count == 1 { "" } else { "s" });
        let message = format!("this row fills {}, but its columns have room for {}", cells(width), cells(wanted));
        let diagnostic = Diagnostic::error("schema/row-width", row.span, message)
            .help("give one cell for each column; `''` is an empty one, and `{text: …, span: 2}` fills two");
        self.report.push(diagnostic);
    }
}

fn span(cell: &Field) -> usize {
    match cell.get("span").map(|span| &span.value) {
        Some(FieldValue::Number(span)) if span.value >= 1.0 => span.value as usize,
        _ => 1,
    }
}
