//! Tables: where each cell stands, and which cells are its headings.
//!
//! A cell that names its headings has those, and what they name in turn in the same direction; of
//! one that names none, the heading cells of its row and above it in its column are its headings
//! (ISO 32000-1, 14.8.5.7).

use std::collections::HashMap;
use std::ops::Range;

use super::utterance::Kind;
use super::voice::{Voice, language_of, plain, plain_text};
use crate::pdf::{Element, Kid, Role, Scope};

/// No cell stands over more columns than this; a file may claim any number.
const MOST_COLUMNS: usize = 1_000;

/// A cell where it stands.
struct Cell<'e> {
    element: &'e Element,
    language: &'e str,
    rows: Range<usize>,
    columns: Range<usize>,
    /// The words of a heading cell.
    words: String,
}

impl Cell<'_> {
    fn is_heading(&self) -> bool {
        self.element.role == Role::HeadingCell
    }
}

/// A table that was gone through.
#[derive(Default)]
struct Table<'e> {
    caption: Option<(&'e Element, &'e str)>,
    cells: Vec<Cell<'e>>,
    /// Heading cells by their ids.
    ids: HashMap<&'e [u8], usize>,
    /// All heading cells.
    headings: Vec<usize>,
    /// Of each column, the first row in which no cell from above stands.
    free: Vec<usize>,
    rows: usize,
}

/// Says a table and its cells.
pub(super) fn announce<'e>(voice: &mut Voice<'e>, element: &'e Element, language: &'e str) {
    let mut table = Table::default();
    table.gather(element, language);
    let kind = Kind::Table {
        columns: table.free.len(),
        rows: table.rows,
    };
    let caption = table
        .caption
        .map(|(caption, language)| plain(caption, language));
    voice.say(kind, caption.unwrap_or_default());
    if !voice.is_plain() {
        table.name_headings();
    }
    for cell in &table.cells {
        let kind = if cell.is_heading() {
            Kind::HeadingCell
        } else {
            table.kind_of(cell)
        };
        voice.whole(kind, cell.element, cell.language);
    }
}

impl<'e> Table<'e> {
    fn gather(&mut self, element: &'e Element, language: &'e str) {
        for kid in &element.kids {
            let Kid::Element(kid) = kid else { continue };
            let language = language_of(kid, language);
            match kid.role {
                Role::Caption => self.caption = Some((kid, language)),
                Role::Row => self.row(kid, language),
                _ => self.gather(kid, language),
            }
        }
    }

    fn row(&mut self, row: &'e Element, language: &'e str) {
        let at = self.rows;
        self.rows += 1;
        let mut column = 0;
        for kid in &row.kids {
            let Kid::Element(element) = kid else { continue };
            while self.free.get(column).is_some_and(|free| *free > at) {
                column += 1;
            }
            let width = element.attributes.column_span.clamp(1, MOST_COLUMNS);
            let height = element.attributes.row_span.max(1);
            let columns = column..column + width;
            column = columns.end;
            if self.free.len() < columns.end {
                self.free.resize(columns.end, 0);
            }
            let rows = at..at.saturating_add(height);
            self.free[columns.clone()].fill(rows.end);
            self.cells.push(Cell {
                element,
                language: language_of(element, language),
                rows,
                columns,
                words: String::new(),
            });
        }
    }

    fn name_headings(&mut self) {
        for (at, cell) in self.cells.iter_mut().enumerate() {
            if cell.is_heading() {
                cell.words = plain_text(cell.element, cell.language);
                let id = cell.element.id.as_deref();
                self.ids.extend(id.map(|id| (id, at)));
                self.headings.push(at);
            }
        }
    }

    /// What a cell that is no heading is announced as.
    fn kind_of(&self, cell: &Cell<'_>) -> Kind {
        let mut rows = Vec::new();
        let mut columns = Vec::new();
        for heading in self.headings(cell) {
            let heading = &self.cells[heading];
            match heading.words.clone() {
                words if words.is_empty() => {}
                words if is_of_row(heading, cell) => rows.push(words),
                words => columns.push(words),
            }
        }
        Kind::Cell { rows, columns }
    }

    /// The headings of a cell, in their order in the table.
    fn headings(&self, cell: &Cell<'_>) -> Vec<usize> {
        let Some(named) = &cell.element.attributes.headers else {
            return self.headings_by_place(cell);
        };
        let find = |names: &[Vec<u8>]| -> Vec<usize> {
            let found = names
                .iter()
                .filter_map(|name| self.ids.get(name.as_slice()));
            found.copied().collect()
        };
        let mut found = find(named);
        let mut next = 0;
        while let Some(heading) = found.get(next).map(|at| &self.cells[*at]) {
            let above = heading.element.attributes.headers.as_deref();
            for at in find(above.unwrap_or_default()) {
                let is_along = is_of_row(&self.cells[at], cell) == is_of_row(heading, cell);
                if is_along && !found.contains(&at) {
                    found.push(at);
                }
            }
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn headings_by_place(&self, cell: &Cell<'_>) -> Vec<usize> {
        let is_heading = |heading: &Cell<'_>| {
            let is_beside = meet(&heading.rows, &cell.rows)
                && heading.columns.end <= cell.columns.start
                && heading.element.attributes.scope != Some(Scope::Column);
            let is_above = meet(&heading.columns, &cell.columns)
                && heading.rows.end <= cell.rows.start
                && heading.element.attributes.scope != Some(Scope::Row);
            is_beside || is_above
        };
        let headings = self.headings.iter().copied();
        headings.filter(|at| is_heading(&self.cells[*at])).collect()
    }
}

/// Whether a heading is one of a cell's row, and not of its column.
fn is_of_row(heading: &Cell<'_>, cell: &Cell<'_>) -> bool {
    match heading.element.attributes.scope {
        Some(Scope::Row) => true,
        Some(Scope::Column) => false,
        Some(Scope::Both) | None => meet(&heading.rows, &cell.rows),
    }
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
