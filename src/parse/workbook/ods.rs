//! `.ods`: sheets and names of an OpenDocument spreadsheet (OASIS OpenDocument 1.3, part 3, 9). The
//! file holds beside each value how the program that wrote it showed it, and that is what is shown.

use std::sync::Arc;

use roxmltree::Node;

use super::address::{LAST_COLUMN, LAST_ROW};
use super::package::{Package, tree};
use super::{Cell, Fault, Formula, Look, Name, Rect, Sheet, Target, Value, Workbook, dates};
use crate::limits::REPEATED_CELLS;

/// Of so many columns is it kept whether they are hidden.
const MOST_COLUMNS: usize = 16_384;

/// How a formula that came to nothing is shown.
const ERRORS: [&str; 8] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:",
];

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

fn cell(node: Node<'_, '_>) -> Cell {
    let text: Arc<str> = Arc::from(shown(node));
    // LibreOffice says `error` beside the type that it writes for older readers.
    let extended = node
        .attributes()
        .find(|one| one.name() == "value-type" && one.value() == "error");
    let kind = attribute(node, "value-type").unwrap_or_default();
    let formula = attribute(node, "formula").map(|formula| Formula {
        text: Arc::from(formula_in_a1(formula)),
        shift: (0, 0),
        is_stored: !kind.is_empty() || !text.is_empty(),
    });
    let is_error = extended.is_some()
        || (formula.is_some() && ERRORS.iter().any(|error| text.starts_with(error)));
    let number = |key: &str| {
        let number = attribute(node, key)?.trim().parse::<f64>().ok();
        number
            .filter(|number| number.is_finite())
            .map(Value::Number)
    };
    let written = |is_percent: bool| {
        if text.is_empty() {
            return Look::Unread;
        }
        Look::Written {
            text: text.clone(),
            currency: attribute(node, "currency").map(Arc::from),
            is_percent,
        }
    };
    let as_text = || match text.is_empty() {
        true => Value::Empty,
        false => Value::Text(text.clone()),
    };
    let (value, look) = match kind {
        _ if is_error => (Value::Error(text.clone()), Look::Plain),
        "float" | "currency" => (number("value").unwrap_or_else(as_text), written(false)),
        "percentage" => (number("value").unwrap_or_else(as_text), written(true)),
        "date" => {
            let days = attribute(node, "date-value").and_then(dates::counted);
            days.map_or((as_text(), Look::Plain), |days| {
                (Value::Number(days), Look::Day(day_code(&text, days)))
            })
        }
        "boolean" => {
            let value = attribute(node, "boolean-value") == Some("true");
            (Value::Bool(value), written(false))
        }
        _ => (as_text(), Look::Plain),
    };
    Cell {
        value,
        look,
        formula,
    }
}

/// Whether a day is shown with its time, or as a month or a year alone: to be told from its text.
fn day_code(text: &str, days: f64) -> &'static str {
    let numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let has_letters = text.chars().any(char::is_alphabetic);
    match (numbers.as_slice(), has_letters) {
        ([year], false) if year.len() == 4 => "yyyy",
        ([year], true) if year.len() == 4 => "mmmm yyyy",
        ([number], true) => of_one_number(number, days),
        _ if text.contains(':') => "yyyy-mm-dd hh:mm",
        _ => "yyyy-mm-dd",
    }
}

/// A month beside one number, `Apr-24` or `1 Apr`, which is the year or the day.
fn of_one_number(number: &str, days: f64) -> &'static str {
    let Some((date, _)) = dates::moment(days, false) else {
        return "yyyy-mm-dd";
    };
    let number: i16 = number.parse().unwrap_or_default();
    let (is_year, is_day) = (date.year() % 100 == number, i16::from(date.day()) == number);
    match (is_year, is_day) {
        (true, false) => "mmmm yyyy",
        (false, true) => "d mmmm",
        _ => "yyyy-mm-dd",
    }
}

/// `of:=SUM([.B2:.B4];[$Other.A1])` without its head, and with cells as in `.xlsx`.
fn formula_in_a1(formula: &str) -> String {
    let text = formula.split_once('=').map_or(formula, |(_, text)| text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']') else {
            break;
        };
        out.push_str(&rest[..open]);
        let reference = &rest[open + 1..open + close];
        match reference.strip_prefix('.') {
            Some(cells) => out.push_str(&cells.replace(":.", ":")),
            // A cell of another sheet, which is not computed.
            None => out.push_str(&reference.replace('.', "!")),
        }
        rest = &rest[open + close + 1..];
    }
    (out + rest).replace(';', ",")
}

/// The paragraphs of a cell as it is shown; comments are none of them.
fn shown(cell: Node<'_, '_>) -> String {
    let paragraphs = cell
        .children()
        .filter(|node| is(*node, "p"))
        .map(|paragraph| {
            let mut text = String::new();
            for node in paragraph.descendants() {
                match node.tag_name().name() {
                    "s" => text.extend(std::iter::repeat_n(' ', spaces(node))),
                    "line-break" | "tab" => text.push(' '),
                    _ if node.is_text() => text.push_str(node.text().unwrap_or_default()),
                    _ => {}
                }
            }
            text
        });
    paragraphs.collect::<Vec<String>>().join("\n")
}

/// How many spaces stand there; more than anybody types are one.
fn spaces(node: Node<'_, '_>) -> usize {
    attribute(node, "c")
        .and_then(|count| count.parse().ok())
        .filter(|count| *count < 100)
        .unwrap_or(1)
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
