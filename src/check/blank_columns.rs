//! Columns in which nothing stands, and columns that nobody has named: so arrive the colours and
//! the merged titles of a spreadsheet. One finding a table, whatever the number of its columns.

use crate::diagnostic::{Report, rules};
use crate::model::cells;
use crate::model::field::Field;
use crate::parse::body::{Cell, Table};
use crate::source::Span;

/// What is known of one column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading; empty if there is none.
    heading: String,
    span: Span,
    is_filled: bool,
}

impl Column {
    /// A column of a card's table, of which no cell has been seen.
    pub fn headed(heading: &Field) -> Self {
        let words = cells::text(heading).unwrap_or_default();
        Self {
            heading: words.trim().to_owned(),
            span: heading.span,
            is_filled: false,
        }
    }
}

/// Marks the columns that the cells of a row fill, from the one under which the first stands;
/// labels stand before it.
pub fn fill(columns: &mut [Column], first: usize, row: &[Field]) {
    columns
        .iter_mut()
        .take(first)
        .for_each(|column| column.is_filled = true);
    let mut at = first;
    for cell in row {
        let end = at.saturating_add(cells::span(cell));
        // A cell across the whole table is a heading of rows, and fills no column.
        let is_whole = at == 0 && end >= columns.len() && end > 1;
        let is_blank = || cells::text(cell).is_some_and(|text| text.trim().is_empty());
        if !is_whole && !is_blank() {
            let filled = columns.iter_mut().take(end).skip(at);
            filled.for_each(|column| column.is_filled = true);
        }
        at = end;
    }
}

/// `document/blank-column`, `document/blank-heading`, of a table in Markdown.
pub fn check_markdown(table: &Table, report: &mut Report) {
    let is_filled = |at: usize| {
        table
            .rows
            .iter()
            .any(|row| row.get(at).is_some_and(|cell| !cell.content.is_empty()))
    };
    let column = |(at, cell): (usize, &Cell)| Column {
        heading: crate::parse::body::plain_text(&cell.content),
        span: cell.span,
        is_filled: is_filled(at),
    };
    check(
        &table
            .header
            .iter()
            .enumerate()
            .map(column)
            .collect::<Vec<_>>(),
        report,
    );
}

/// The same of any table. One in which nothing stands at all, or that has no headings, has a code
/// of its own.
pub fn check(columns: &[Column], report: &mut Report) {
    let has_cells = columns.iter().any(|column| column.is_filled);
    let has_headings = columns.iter().any(|column| !column.heading.is_empty());
    if !has_cells || !has_headings {
        return;
    }
    let blank = |column: &&(usize, &Column)| !column.1.is_filled;
    let unnamed = |column: &&(usize, &Column)| {
        column.0 > 0 && column.1.is_filled && column.1.heading.is_empty()
    };
    let numbered: Vec<(usize, &Column)> = columns.iter().enumerate().collect();
    if let Some((span, names)) = listed(numbered.iter().filter(blank)) {
        let diagnostic =
            rules::document::BLANK_COLUMN.at(span, format!("nothing stands in {names}"));
        report.push(diagnostic.help("fill it, or take it out; the colour of a cell says nothing here, so write it as a word"));
    }
    if let Some((span, names)) = listed(numbered.iter().filter(unnamed)) {
        let diagnostic =
            rules::document::BLANK_HEADING.at(span, format!("there is no heading over {names}"));
        report.push(
            diagnostic.help("write one: a title that spans several columns of a sheet arrives over the first of them only"),
        );
    }
}

/// The place of the first of some columns, and what all of them are called.
fn listed<'a>(columns: impl Iterator<Item = &'a (usize, &'a Column)>) -> Option<(Span, String)> {
    let columns: Vec<&(usize, &Column)> = columns.collect();
    let span = columns.first()?.1.span;
    let name = |(at, column): &(usize, &Column)| match column.heading.as_str() {
        "" => format!("column {}", at + 1),
        heading => format!("the column `{heading}`"),
    };
    Some((
        span,
        columns.into_iter().map(name).collect::<Vec<_>>().join(", "),
    ))
}
