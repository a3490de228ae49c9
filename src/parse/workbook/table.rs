//! Cells of a sheet as a table: a text with a line for each row and a place for each cell, from
//! which findings can tell the cell, and the same cells with what they show. Hidden rows and columns
//! are left out, and so are rows in which nothing stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::number::{Locale, Shown};
use super::select::Selection;
use super::{Cell, Rect, Sheet, Value, Workbook};
use crate::limits::{CELLS, TEXT_FILE};
use crate::source::{self, cell_name};

/// A table made of a sheet.
#[derive(Debug)]
pub struct Table {
    /// A line for each row, with a tab between its cells.
    pub text: String,
    /// Where each cell stands in that text.
    pub places: Vec<source::Cell>,
    /// All rows, those of headings first.
    pub rows: Vec<Vec<TableCell>>,
    /// How many of the first rows are headings, if the first is one: more where headings are joined
    /// over others.
    pub heads: usize,
    /// Rows and columns that were left out.
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<u32>,
}

/// A cell of it.
#[derive(Debug, Clone)]
pub struct TableCell {
    /// Where it stands in the text.
    pub range: Range<usize>,
    pub shown: Shown,
    /// What it holds is no number.
    pub is_text: bool,
    /// Over how many of the table's columns it stands.
    pub span: usize,
    /// Its row and column in the sheet.
    pub place: (u32, u32),
}

/// There is more than can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// So many cells.
    Cells(usize),
    /// More text than a text file may have.
    Text,
}

/// Makes a table of what was selected; `None` of it holds anything if all is hidden.
pub fn of(
    workbook: &Workbook,
    selection: &Selection,
    locale: &Locale<'_>,
) -> Result<Table, TooMuch> {
    let sheet = &workbook.sheets[selection.sheet];
    let frame = Frame::of(sheet, selection.rect);
    let count = frame.rows.len().saturating_mul(frame.columns.len());
    if count > CELLS {
        return Err(TooMuch::Cells(count));
    }
    let joined = frame.joined(sheet);
    let heads = frame.heads(sheet, &joined);
    let mut made = Table {
        text: String::new(),
        places: Vec::with_capacity(count),
        rows: Vec::with_capacity(frame.rows.len()),
        heads,
        hidden_rows: frame.hidden_rows,
        hidden_columns: frame.hidden_columns,
    };
    let quoted = quoted(&sheet.name);
    for (at, row) in frame.rows.iter().enumerate() {
        let mut cells: Vec<TableCell> = Vec::with_capacity(frame.columns.len());
        for column in &frame.columns {
            let place = (*row, *column);
            let join = joined.get(&place);
            let is_covered = join.is_some_and(|join| join.first != place);
            let held = sheet.cells.get(&join.map_or(place, |join| join.holder));
            // A heading stands over each of its columns. Below, a cell that is joined over columns
            // stays one; over rows, its words are said in each, and its number once.
            let is_same_row = join.is_some_and(|join| join.first.0 == *row);
            let is_said = !is_covered || at < heads || (!is_same_row && held.is_none_or(is_text));
            let is_span =
                is_covered && at >= heads && join.is_some_and(|join| join.first.1 != *column);
            let held = held.filter(|_| is_said && !is_span);
            let start = made.text.len();
            let shown = held.map_or_else(empty, |cell| workbook.shown(cell, locale));
            made.places.push(source::Cell {
                start,
                row: *row,
                column: *column,
                name: format!("{quoted}!{}", cell_name(*row, *column)),
            });
            // The text has a line for each row: no cell may begin another one.
            made.text.extend(shown.text.chars().map(one_line));
            if made.text.len() as u64 > TEXT_FILE {
                return Err(TooMuch::Text);
            }
            let range = start..made.text.len();
            made.text.push('\t');
            if is_span && let Some(wide) = cells.last_mut() {
                wide.span += 1;
                continue;
            }
            cells.push(TableCell {
                range,
                is_text: held.is_none_or(is_text),
                shown,
                span: 1,
                place,
            });
        }
        made.text.pop();
        made.text.push('\n');
        made.rows.push(cells);
    }
    Ok(made)
}

fn empty() -> Shown {
    Shown::of_text(String::new())
}

fn is_text(cell: &Cell) -> bool {
    !matches!(cell.value, Value::Number(_))
}

/// As many bytes.
fn one_line(c: char) -> char {
    if matches!(c, '\n' | '\r' | '\t') {
        ' '
    } else {
        c
    }
}

/// The name of a sheet as formulas write it.
fn quoted(name: &str) -> String {
    let is_plain = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '.')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if is_plain {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}

/// The rows and columns of a table.
struct Frame {
    rect: Rect,
    rows: Vec<u32>,
    columns: Vec<u32>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<u32>,
}

/// Cells that are joined: the one that holds what they show, and the first of them that is seen.
#[derive(Clone, Copy)]
struct Join {
    holder: (u32, u32),
    first: (u32, u32),
    /// How many of its rows and columns are seen.
    size: (usize, usize),
}

impl Frame {
    fn of(sheet: &Sheet, rect: Rect) -> Self {
        let cells = sheet
            .cells
            .range((rect.top, 0)..=(rect.bottom, u32::MAX))
            .filter(|((row, column), cell)| {
                rect.holds(*row, *column) && (cell.value != Value::Empty || cell.formula.is_some())
            })
            .map(|(place, _)| *place);
        let (mut filled, mut hidden_rows) = (BTreeSet::new(), BTreeSet::new());
        let mut last = rect.left;
        let mut in_columns = BTreeSet::new();
        for (row, column) in cells {
            if sheet.is_row_hidden(row) {
                hidden_rows.insert(row);
                continue;
            }
            filled.insert(row);
            in_columns.insert(column);
        }
        let (hidden_columns, seen): (Vec<u32>, Vec<u32>) = in_columns
            .into_iter()
            .partition(|column| sheet.is_column_hidden(*column));
        last = seen.last().copied().unwrap_or(last);
        Self {
            rect,
            rows: filled.into_iter().collect(),
            columns: (rect.left..=last)
                .filter(|column| !sheet.is_column_hidden(*column))
                .collect(),
            hidden_rows: hidden_rows.into_iter().collect(),
            hidden_columns,
        }
    }

    /// The cells that are joined to others.
    fn joined(&self, sheet: &Sheet) -> BTreeMap<(u32, u32), Join> {
        let mut joined = BTreeMap::new();
        let mut left = CELLS;
        for merged in &sheet.merged {
            let Some(part) = merged.within(self.rect) else {
                continue;
            };
            let within = |all: &[u32], first: u32, last: u32| {
                let from = all.partition_point(|at| *at < first);
                let to = all.partition_point(|at| *at <= last);
                from..to
            };
            let rows = &self.rows[within(&self.rows, part.top, part.bottom)];
            let columns = &self.columns[within(&self.columns, part.left, part.right)];
            let (Some(row), Some(column)) = (rows.first(), columns.first()) else {
                continue;
            };
            let join = Join {
                holder: (merged.top, merged.left),
                first: (*row, *column),
                size: (rows.len(), columns.len()),
            };
            for row in rows {
                for column in columns {
                    // Joined cells do not overlap; in a file that says so, some are left alone.
                    if left == 0 {
                        return joined;
                    }
                    left -= 1;
                    joined.entry((*row, *column)).or_insert(join);
                }
            }
        }
        joined
    }

    /// How many rows are headings: those over which a heading of the first row is joined, and a
    /// second one of words below a heading that stands over several columns.
    fn heads(&self, sheet: &Sheet, joined: &BTreeMap<(u32, u32), Join>) -> usize {
        let Some(first) = self.rows.first() else {
            return 0;
        };
        let in_first: Vec<(u32, &Join)> = self
            .columns
            .iter()
            .filter_map(|column| Some((*column, joined.get(&(*first, *column))?)))
            .collect();
        let tall = in_first
            .iter()
            .map(|(_, join)| join.size.0)
            .max()
            .unwrap_or(1);
        if tall > 1 {
            return tall.min(MOST_HEADS).min(self.rows.len());
        }
        let wide: Vec<u32> = in_first
            .iter()
            .filter(|(_, join)| join.size.1 > 1)
            .map(|(column, _)| *column)
            .collect();
        let is_word = |column: &u32| {
            let below = self
                .rows
                .get(1)
                .and_then(|row| sheet.cells.get(&(*row, *column)));
            below.is_some_and(|cell| matches!(cell.value, Value::Text(_)))
        };
        if !wide.is_empty() && wide.iter().all(is_word) {
            2
        } else {
            1
        }
    }
}

/// Headings stand over each other in so many rows at most.
const MOST_HEADS: usize = 3;

impl Table {
    /// The words over each column, if the first rows are headings: those that stand over each other
    /// are joined.
    pub fn headings(&self) -> Vec<(TableCell, String)> {
        let heads = &self.rows[..self.heads.min(self.rows.len())];
        let Some(first) = heads.first() else {
            return Vec::new();
        };
        let of = |(at, cell): (usize, &TableCell)| {
            let mut words: Vec<&str> = Vec::new();
            let mut place = cell;
            for row in heads {
                let Some(below) = row.get(at) else { continue };
                let text = below.shown.text.trim();
                if !text.is_empty() && words.last() != Some(&text) {
                    if words.is_empty() {
                        place = below;
                    }
                    words.push(text);
                }
            }
            (place.clone(), words.join(": "))
        };
        first.iter().enumerate().map(of).collect()
    }

    /// The rows below the headings, or all.
    pub fn body(&self, has_heads: bool) -> &[Vec<TableCell>] {
        let from = if has_heads { self.heads } else { 0 };
        self.rows.get(from..).unwrap_or_default()
    }
}
