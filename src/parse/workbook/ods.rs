//! `.ods`: sheets and names of an OpenDocument spreadsheet (OASIS OpenDocument 1.3, part 3, 9). The
//! file holds beside each value how the program that wrote it showed it, and that is what is shown.

mod cell;

use roxmltree::Node;

use super::address::{LAST_COLUMN, LAST_ROW};
use super::package::{Package, tree};
use super::{Cell, Fault, Name, Rect, Sheet, Target, Value, Workbook};
use crate::limits::REPEATED_CELLS;
use cell::cell;

/// Of so many columns is it kept whether they are hidden.
const MOST_COLUMNS: usize = 16_384;

pub(super) fn read(package: &mut Package<'_>) -> Result<Workbook, Fault> {
    let manifest = "META-INF/manifest.xml";
    if let Some(text) = package.part(manifest)? {
        let document = tree(&text, manifest)?;
        let is_locked = document
            .descendants()
            .any(|node| is(node, "encryption-data"));
        if is_locked {
            return Err(Fault::Password);
        }
    }
    let text = package.needed("content.xml")?;
    let document = tree(&text, "content.xml")?;
    let Some(book) = document.descendants().find(|node| is(*node, "spreadsheet")) else {
        return Err(Fault::Damaged("it is no workbook".to_owned()));
    };
    let hidden = hidden_styles(&document);
    let mut workbook = Workbook::default();
    let mut budget = REPEATED_CELLS;
    for table in children(book, "table") {
        let scope = workbook.sheets.len();
        let mut reader = Reader {
            sheet: Sheet::default(),
            row: 0,
            budget: &mut budget,
        };
        reader.columns(table, &mut 0);
        reader.rows(table);
        let mut sheet = reader.sheet;
        sheet.name = attribute(table, "name").unwrap_or_default().to_owned();
        sheet.is_hidden =
            attribute(table, "style-name").is_some_and(|style| hidden.contains(&style));
        workbook.sheets.push(sheet);
        workbook.names.extend(names(table, Some(scope)));
    }
    workbook.names.extend(names(book, None));
    Ok(workbook)
}

/// The styles of tables that are not displayed.
fn hidden_styles<'a>(document: &'a roxmltree::Document<'_>) -> Vec<&'a str> {
    let styles = document.descendants().filter(|node| is(*node, "style"));
    styles
        .filter(|style| {
            style
                .children()
                .any(|properties| attribute(properties, "display") == Some("false"))
        })
        .filter_map(|style| attribute(style, "name"))
        .collect()
}

/// The names of ranges below a sheet or the whole.
fn names<'a>(node: Node<'a, 'a>, scope: Option<usize>) -> Vec<Name> {
    let of = |list: &'static str, item: &'static str, key: &'static str| {
        children(node, list)
            .flat_map(move |list| children(list, item))
            .filter_map(move |item| {
                Some(Name {
                    name: attribute(item, "name")?.to_owned(),
                    scope,
                    target: Target::Cells(in_a1(attribute(item, key)?)),
                })
            })
    };
    of("named-expressions", "named-range", "cell-range-address")
        .chain(of(
            "database-ranges",
            "database-range",
            "target-range-address",
        ))
        // What programs write for themselves.
        .filter(|name| !name.name.starts_with("__Anonymous"))
        .collect()
}

/// `$Costs.$A$1:.$B$3`, or `$'Plan 2024'.A1`, as `Costs!$A$1:$B$3`.
fn in_a1(address: &str) -> String {
    let address = address.trim().trim_start_matches('$');
    let end = match address.strip_prefix('\'') {
        Some(quoted) => quoted.rfind("'.").map(|at| at + 2),
        None => address.find('.'),
    };
    let Some(end) = end else {
        return address.to_owned();
    };
    let (sheet, cells) = address.split_at(end);
    let cells = cells.trim_start_matches('.');
    let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
    let last = last.rsplit('.').next().unwrap_or(last);
    format!("{sheet}!{first}:{last}")
}

struct Reader<'b> {
    sheet: Sheet,
    /// The last row that was read.
    row: u32,
    /// How many cells may still be made of what is repeated.
    budget: &'b mut u32,
}

impl Reader<'_> {
    /// Notes which columns are hidden; columns may stand in groups.
    fn columns(&mut self, node: Node<'_, '_>, at: &mut u32) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "table-column" => {
                    let count = repeated(child, "number-columns-repeated", LAST_COLUMN);
                    // A sheet says something of so many columns at most.
                    if is_hidden(child) && self.sheet.hidden_columns.len() < MOST_COLUMNS {
                        let last = at.saturating_add(count);
                        self.sheet.hidden_columns.push((*at + 1, last));
                    }
                    *at = at.saturating_add(count);
                }
                "table-columns" | "table-column-group" | "table-header-columns" => {
                    self.columns(child, at);
                }
                _ => {}
            }
        }
    }

    /// Rows may stand in groups, too.
    fn rows(&mut self, node: Node<'_, '_>) {
        // Groups stand inside each other; a list of what is left to do needs no stack.
        let mut left: Vec<Node<'_, '_>> = vec![node];
        while let Some(node) = left.pop() {
            match node.tag_name().name() {
                "table-row" => self.row(node),
                "table" if self.row > 0 => {}
                "table" | "table-rows" | "table-row-group" | "table-header-rows" => {
                    left.extend(node.children().filter(Node::is_element).rev());
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Node<'_, '_>) {
        let count = repeated(node, "number-rows-repeated", LAST_ROW);
        let first = self.row + 1;
        self.row = self.row.saturating_add(count).min(LAST_ROW);
        let cells = cells(node);
        let is_empty = cells
            .iter()
            .all(|(_, _, cell, _)| cell.value == Value::Empty && cell.formula.is_none());
        let is_hidden = is_hidden(node);
        // Rows behind the last one that holds something are repeated a million times.
        if is_empty && !is_hidden {
            return;
        }
        for row in first..=self.row {
            if *self.budget == 0 {
                return;
            }
            *self.budget -= 1;
            if is_hidden {
                self.sheet.hidden_rows.insert(row);
            }
            for (column, count, cell, (down, right)) in &cells {
                self.cell(row, *column, *count, cell);
                if *down > 1 || *right > 1 {
                    self.sheet.merged.push(Rect {
                        top: row,
                        left: *column,
                        bottom: row.saturating_add(down - 1),
                        right: column.saturating_add(right - 1),
                    });
                }
            }
        }
    }

    fn cell(&mut self, row: u32, column: u32, count: u32, cell: &Cell) {
        if cell.value == Value::Empty && cell.formula.is_none() {
            return;
        }
        for column in column..column.saturating_add(count) {
            if *self.budget == 0 {
                return;
            }
            *self.budget -= 1;
            self.sheet.cells.insert((row, column), cell.clone());
        }
    }
}

/// The cells of a row: column, how often it is repeated, what it holds, over how many rows and
/// columns it stands.
fn cells(row: Node<'_, '_>) -> Vec<(u32, u32, Cell, (u32, u32))> {
    let mut found = Vec::new();
    let mut column = 1_u32;
    for node in row.children().filter(Node::is_element) {
        let name = node.tag_name().name();
        if name != "table-cell" && name != "covered-table-cell" {
            continue;
        }
        let count = repeated(node, "number-columns-repeated", LAST_COLUMN);
        let spans = (
            repeated(node, "number-rows-spanned", LAST_ROW),
            repeated(node, "number-columns-spanned", LAST_COLUMN),
        );
        // What a joined cell covers holds nothing that is seen.
        let cell = if name == "table-cell" {
            cell(node)
        } else {
            Cell::default()
        };
        if column <= LAST_COLUMN {
            found.push((column, count.min(LAST_COLUMN - column + 1), cell, spans));
        }
        column = column.saturating_add(count);
    }
    found
}

fn repeated(node: Node<'_, '_>, key: &str, most: u32) -> u32 {
    attribute(node, key)
        .and_then(|count| count.parse::<u32>().ok())
        .unwrap_or(1)
        .clamp(1, most)
}

/// A row or column that is hidden, or left out by a filter.
fn is_hidden(node: Node<'_, '_>) -> bool {
    attribute(node, "visibility").is_some_and(|visibility| visibility != "visible")
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, name))
}

/// An attribute by its name in whatever space of names; the first, as newer ones repeat older ones.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}
