//! Tables whose rows are wider or narrower than their columns, and tables without a header row.

use serde_json::Value as Json;

use super::Scope;
use super::blank_columns::{self, Column};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::card::Card;
use crate::model::cells;
use crate::model::field::{Field, FieldValue, walk_with_schema};
use crate::model::tables::uneven_line;
use crate::parse::body::{BlockKind, Body};
use crate::source::Span;

/// `schema/row-width`, `document/table-header`, `document/empty-table`, `document/blank-column`,
/// `document/blank-heading`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        headers(&card.body, report);
        card.fields.walk(&mut |field| {
            if let FieldValue::Blocks(body) = &field.value {
                headers(body, report);
            }
        });
        if let Some(kind) = scope.kinds.get(&card.kind) {
            let mut tables: Vec<(String, Vec<Column>)> = Vec::new();
            walk_with_schema(
                &card.fields,
                &kind.schema,
                &kind.schema.value,
                &mut |field, schema| {
                    if let Some(rule) = schema.get("x-width").and_then(Json::as_str) {
                        let rule = Rule::read(rule);
                        width(scope, card, field, rule, report);
                        let at = tables
                            .iter()
                            .position(|(key, _)| key == rule.key)
                            .unwrap_or_else(|| {
                                tables.push((rule.key.to_owned(), headed(card, rule.key)));
                                tables.len() - 1
                            });
                        blank_columns::fill(&mut tables[at].1, rule.less, field.items());
                    }
                },
            );
            for (key, table) in &tables {
                columns(card, key, report);
                blank_columns::check(table, report);
            }
        }
    }
}

/// `x-width`: a key with a list, and perhaps ` - 1`.
#[derive(Clone, Copy)]
struct Rule<'a> {
    key: &'a str,
    less: usize,
}

impl<'a> Rule<'a> {
    fn read(rule: &'a str) -> Self {
        let (key, less) = rule
            .split_once(" - ")
            .map_or((rule, 0), |(key, less)| (key, less.parse().unwrap_or(0)));
        Self { key, less }
    }
}

/// The columns of a card, no cell of which has been seen yet.
fn headed(card: &Card, key: &str) -> Vec<Column> {
    card.fields
        .get(key)
        .map(Field::items)
        .unwrap_or_default()
        .iter()
        .map(Column::headed)
        .collect()
}

/// A screen reader reads a table by its headers, and nobody reads one without rows.
fn headers(body: &Body, report: &mut Report) {
    body.walk(&mut |block| {
        let BlockKind::Table(table) = &block.kind else {
            return;
        };
        if table.header.iter().all(|cell| cell.content.is_empty()) {
            let message = "this table has no headings over its columns";
            let diagnostic = rules::document::TABLE_HEADER.at(block.span, message);
            report.push(
                diagnostic.help("fill the first row: screen readers name a cell by its heading"),
            );
        }
        if table
            .rows
            .iter()
            .flatten()
            .all(|cell| cell.content.is_empty())
        {
            let message = "this table has headings, but nothing below them";
            let diagnostic = rules::document::EMPTY_TABLE.at(block.span, message);
            report.push(
                diagnostic
                    .help("fill its rows, or write `TO BE COMPLETED` in one, or delete the table"),
            );
        }
        blank_columns::check_markdown(table, report);
    });
}

/// Columns that are there and of which none has a heading.
fn columns(card: &Card, key: &str, report: &mut Report) {
    let Some(columns) = card
        .fields
        .get(key)
        .filter(|columns| !columns.items().is_empty())
    else {
        return;
    };
    if columns.items().iter().all(Field::is_blank) {
        let diagnostic = rules::document::TABLE_HEADER
            .at(columns.span, "this table has no headings over its columns");
        let place = if columns.span.source == card.source {
            format!("under `{key}`")
        } else {
            "on the first line".to_owned()
        };
        report.push(diagnostic.help(format!(
            "write them {place}: screen readers name a cell by its heading"
        )));
    }
}

/// A row must fill its columns.
fn width(scope: &Scope<'_>, card: &Card, row: &Field, rule: Rule<'_>, report: &mut Report) {
    let FieldValue::List(cells) = &row.value else {
        return;
    };
    let Some(columns) = card
        .fields
        .get(rule.key)
        .map(|columns| columns.items().len())
    else {
        return;
    };
    let room = columns.saturating_sub(rule.less);
    let width = cells
        .iter()
        .fold(0_usize, |sum, cell| sum.saturating_add(cells::span(cell)));
    if columns == 0 || width == room {
        return;
    }
    report.push(if row.span.source == card.source {
        let torn = torn_figure(scope, cells).filter(|_| width > room);
        torn.or_else(|| too_wide(cells, room))
            .unwrap_or_else(|| uneven(row, width, room))
    } else {
        uneven_line(row.span, width + rule.less, columns)
    });
}

fn uneven(row: &Field, width: usize, room: usize) -> Diagnostic {
    let message = format!(
        "this row fills {}, but its columns have room for {}",
        counted(width, "cell"),
        counted(room, "cell")
    );
    rules::schema::ROW_WIDTH.at(row.span, message).help(
        "give one cell for each column; `''` is an empty one, and `{text: …, span: 2}` fills two",
    )
}

/// A figure with commas between its thousands, which a list in square brackets takes for several:
/// `[Bus, 4,100,000]`.
fn torn_figure(scope: &Scope<'_>, cells: &[Field]) -> Option<Diagnostic> {
    let written = |span: Span| scope.sources.slice(span);
    let ends_in_digit = |cell: &Field| written(cell.span).ends_with(|c: char| c.is_ascii_digit());
    let is_group = |cell: &Field| {
        written(cell.span).len() == 3
            && written(cell.span).bytes().all(|byte| byte.is_ascii_digit())
    };
    let between = |one: &Field, next: &Field| {
        written(Span {
            start: one.span.end,
            end: next.span.start,
            ..one.span
        })
    };
    let goes_on = |pair: &[Field]| {
        ends_in_digit(&pair[0]) && is_group(&pair[1]) && between(&pair[0], &pair[1]) == ","
    };
    let first = cells.windows(2).position(goes_on)?;
    let more = cells[first..]
        .windows(2)
        .take_while(|pair| goes_on(pair))
        .count();
    let span = cells[first].span.to(cells[first + more].span);
    let figure = written(span);
    let message = format!("`{figure}` is taken for {} here", counted(more + 1, "cell"));
    let bare = figure.replace(',', "");
    let help = format!(
        "a figure with commas needs quotation marks: `\"{figure}\"`; or write it without commas, `{bare}`"
    );
    Some(rules::schema::ROW_WIDTH.at(span, message).help(help))
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
                if left == 1 {
                    "1 is".to_owned()
                } else {
                    format!("{left} are")
                }
            );
            let help = if left == 1 {
                "take its `span` away".to_owned()
            } else {
                format!("write `span: {left}`")
            };
            let diagnostic = rules::schema::ROW_WIDTH.at(cell.span, message);
            return Some(
                diagnostic.help(format!("{help}, or take away a cell that stands before it")),
            );
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
