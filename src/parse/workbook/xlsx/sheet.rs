//! One sheet: its cells with their values and formulas, what is hidden, and what is joined.

use std::collections::BTreeMap;
use std::sync::Arc;

use roxmltree::{Document, Node};

use super::{Shared, child, elements, is_set, rich_text, unescaped};
use crate::parse::workbook::address::Reference;
use crate::parse::workbook::package::{Package, tree};
use crate::parse::workbook::{Cell, Fault, Formula, Look, Rect, Sheet, Value, dates};

/// A sheet says something of so many columns at most.
const MOST_COLUMNS: usize = 16_384;

pub(super) fn sheet(
    package: &mut Package<'_>,
    part: &str,
    shared: &Shared,
) -> Result<Sheet, Fault> {
    let text = package.needed(part)?;
    let document: Document<'_> = tree(&text, part)?;
    let root = document.root_element();
    let mut reader = Rows {
        shared,
        masters: BTreeMap::new(),
        sheet: Sheet::default(),
    };
    let mut row = 0;
    for node in elements(root, "sheetData").flat_map(|data| elements(data, "row")) {
        row = node
            .attribute("r")
            .and_then(|row| row.parse().ok())
            .unwrap_or(row + 1);
        if is_set(node, "hidden") {
            reader.sheet.hidden_rows.insert(row);
        }
        reader.row(node, row);
    }
    let columns = elements(root, "cols").flat_map(|columns| elements(columns, "col"));
    let number = |node: Node<'_, '_>, key: &str| node.attribute(key)?.parse().ok();
    let hidden = columns
        .filter(|column| is_set(*column, "hidden"))
        .take(MOST_COLUMNS);
    reader.sheet.hidden_columns = hidden
        .filter_map(|column| Some((number(column, "min")?, number(column, "max")?)))
        .collect();
    let merged = elements(root, "mergeCells").flat_map(|list| elements(list, "mergeCell"));
    reader.sheet.merged = merged
        .filter_map(|one| one.attribute("ref").and_then(Rect::read))
        .collect();
    Ok(reader.sheet)
}

/// Goes through the rows of a sheet.
struct Rows<'a> {
    shared: &'a Shared,
    /// Formulas that several cells share: the cell that has the text, and the text.
    masters: BTreeMap<String, ((u32, u32), Arc<str>)>,
    sheet: Sheet,
}

impl Rows<'_> {
    fn row(&mut self, node: Node<'_, '_>, row: u32) {
        let mut column = 0;
        for cell in elements(node, "c") {
            let place = cell.attribute("r").and_then(Reference::cell);
            let (row, at) = place.unwrap_or((row, column + 1));
            column = at;
            let read = self.cell(cell, (row, at));
            if read.value != Value::Empty || read.formula.is_some() {
                self.sheet.cells.insert((row, at), read);
            }
        }
    }

    fn cell(&mut self, node: Node<'_, '_>, place: (u32, u32)) -> Cell {
        let stored = child(node, "v").and_then(|value| value.text());
        let kind = node.attribute("t").unwrap_or("n");
        let look = node
            .attribute("s")
            .and_then(|style| self.shared.looks.get(style.parse::<usize>().ok()?).cloned())
            .unwrap_or_default();
        let formula = child(node, "f").map(|formula| Formula {
            // The empty text is what a formula may come to; nothing at all is nothing that one
            // comes to.
            is_stored: stored.is_some() || kind == "str",
            ..self.formula(formula, place)
        });
        let value = match (kind, stored) {
            ("inlineStr", _) => child(node, "is")
                .map_or(Value::Empty, |text| Value::Text(Arc::from(rich_text(text)))),
            (_, None) => Value::Empty,
            ("s", Some(index)) => index
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|index| self.shared.texts.get(index).cloned())
                .map_or(Value::Empty, Value::Text),
            ("str", Some(text)) => Value::Text(Arc::from(unescaped(text))),
            ("b", Some(text)) => Value::Bool(matches!(text.trim(), "1" | "true")),
            ("e", Some(text)) => Value::Error(Arc::from(text.trim())),
            ("d", Some(text)) => match dates::counted(text.trim()) {
                Some(days) => {
                    return Cell {
                        value: Value::Number(days),
                        look: Look::Day("yyyy-mm-dd"),
                        formula,
                    };
                }
                None => Value::Text(Arc::from(text)),
            },
            (_, Some(text)) => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Value::Number(number),
                _ => Value::Text(Arc::from(text)),
            },
        };
        let value = match value {
            Value::Text(text) if text.is_empty() => Value::Empty,
            value => value,
        };
        Cell {
            value,
            look,
            formula,
        }
    }

    fn formula(&mut self, node: Node<'_, '_>, place: (u32, u32)) -> Formula {
        let text: Arc<str> = Arc::from(node.text().unwrap_or_default().trim());
        let Some(index) = node
            .attribute("si")
            .filter(|_| node.attribute("t") == Some("shared"))
        else {
            return Formula {
                text,
                ..Formula::default()
            };
        };
        if !text.is_empty() {
            let master = (place, text.clone());
            self.masters.insert(index.to_owned(), master);
        }
        let Some((first, text)) = self.masters.get(index) else {
            return Formula::default();
        };
        let away = |here: u32, there: u32| i64::from(here) - i64::from(there);
        Formula {
            text: text.clone(),
            shift: (away(place.0, first.0), away(place.1, first.1)),
            is_stored: false,
        }
    }
}
