//! The widths of a table's columns, chosen from what stands in them, so that the table is as low as
//! it can be: no column is narrower than its longest word, short values (dates, names, figures)
//! stay on one line, and what room is left goes where most lines are.
//!
//! Widths are counted in characters of a line of the page. A table whose words need more than there
//! is gets smaller type.

mod column;
#[cfg(test)]
mod tests;

use super::measures::FEW_COLUMNS;
use super::tree::{Cell, Table, plain_text};
use crate::model::theme::{Preset, Theme};
use column::{Column, SHORT, grown, measured};

/// About so many characters of a table stand on a line of a portrait page.
pub const LINE: usize = 92;

/// About so many on a line of a page that lies on its side.
pub const LANDSCAPE_LINE: usize = 144;

/// The white on both sides of a cell, in characters, in tables of few columns and of more.
const PADDING: f64 = 2.8;
const CLOSE_PADDING: f64 = 1.5;

/// Type is never set smaller than this part of its size.
const SMALLEST: f64 = 0.68;

/// Type may be set in this part of its size, so that a column of longer values has room for its few
/// words.
const SMALLER: f64 = 0.88;

/// A column of labels may have so many times the room of a column of figures, although its words
/// need less.
const LABELS: f64 = 2.1;

/// The columns of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Widths {
    /// Relative widths, in the order of characters.
    pub weights: Vec<usize>,
    /// The part of its usual size in which the table is set.
    pub size: f64,
    /// Whether every word has room in that size.
    pub fits: bool,
}

/// A line of the page on which a table stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// About so many characters of a table stand on it.
    pub characters: usize,
    /// Whether a table may be set in smaller type where it would be lower so, and not only where
    /// its words have no room else.
    pub may_shrink: bool,
}

impl Line {
    /// Of a page that stands, or lies on its side, in the type of a document.
    pub fn of(is_landscape: bool, theme: &Theme) -> Self {
        let usual = if is_landscape { LANDSCAPE_LINE } else { LINE };
        Self {
            characters: (usual as f64 / theme.table_type()).round() as usize,
            may_shrink: theme.preset == Preset::Standard,
        }
    }
}

/// The columns of a Markdown table.
pub fn of_table(table: &Table<'_>, line: Line) -> Widths {
    // What stands in several columns makes none of them wide.
    let texts = |row: &[Cell<'_>]| {
        let texts = row.iter().flat_map(|cell| {
            let text = if cell.columns == 1 {
                plain_text(&cell.content)
            } else {
                String::new()
            };
            std::iter::once(text).chain(std::iter::repeat_n(String::new(), cell.columns - 1))
        });
        texts.collect::<Vec<_>>()
    };
    let header = texts(&table.header);
    let header = if header.is_empty() {
        vec![String::new(); table.alignments.len()]
    } else {
        header
    };
    of_rows(&header, table.rows.iter().map(|row| texts(row)), line)
}

/// The columns of a table with this header, from rows of plain texts, on a page with so many
/// characters to a line.
pub fn of_rows(header: &[String], rows: impl Iterator<Item = Vec<String>>, line: Line) -> Widths {
    let Line {
        characters: line,
        may_shrink,
    } = line;
    let columns = measured(header, rows);
    let padding = padding(columns.len());
    let room = line as f64 - padding * columns.len() as f64;
    let sum = |width: &dyn Fn(&Column) -> f64| columns.iter().map(width).sum::<f64>();
    // As much as a line of somewhat smaller type has.
    let smaller = if may_shrink { SMALLER } else { 1.0 };
    let more = line as f64 / smaller - padding * columns.len() as f64;
    let widths: Vec<f64> = if sum(&Column::full) <= room {
        columns.iter().map(Column::full).collect()
    } else if sum(&Column::unbroken) <= room {
        grown(
            &columns,
            columns.iter().map(Column::unbroken).collect(),
            room,
        )
    } else if sum(&Column::least) <= more {
        grown(
            &columns,
            columns.iter().map(Column::least).collect(),
            sum(&Column::unbroken).min(more),
        )
    } else {
        grown(
            &columns,
            columns.iter().map(Column::hyphenated).collect(),
            room,
        )
    };
    let whole = widths.iter().map(|width| width + padding).sum();
    set(&widths, padding, whole, line)
}

/// The columns of a table of figures: one for the labels, and equal ones for the figures.
pub fn of_figures(
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    line: Line,
) -> Widths {
    let line = line.characters;
    let columns = measured(header, rows);
    let padding = padding(columns.len());
    let figures = columns
        .iter()
        .skip(1)
        .map(|column| column.least().max(column.longest_cell.min(SHORT) as f64))
        .fold(4.0, f64::max);
    let count = columns.len().saturating_sub(1) as f64;
    let rest = line as f64 - padding - (figures + padding) * count;
    // Room that is left is given to the labels, so that figures stand near each other.
    let spare = rest.min(LABELS * (figures + padding)).max(0.0);
    let labels = columns.first().map_or(10.0, |labels| {
        labels
            .full()
            .min(rest.max(labels.least().max(16.0)))
            .max(spare)
    });
    let whole = labels + padding + (figures + padding) * count;
    let widths: Vec<f64> = std::iter::once(labels)
        .chain(columns.iter().skip(1).map(|_| figures))
        .collect();
    set(&widths, padding, whole, line)
}

fn padding(columns: usize) -> f64 {
    if columns > FEW_COLUMNS {
        CLOSE_PADDING
    } else {
        PADDING
    }
}

/// Columns of these widths, which with their white need so much `whole` of a line, in the type in
/// which they fit it.
fn set(widths: &[f64], padding: f64, whole: f64, line: usize) -> Widths {
    let size = ((line as f64 / whole).min(1.0) * 100.0).floor() / 100.0;
    let widths = widths.iter();
    Widths {
        weights: widths
            .map(|width| (width + padding).round() as usize)
            .collect(),
        size: size.max(SMALLEST),
        fits: size >= SMALLEST,
    }
}

/// A Typst array.
pub fn as_typst(weights: &[usize]) -> String {
    let items: String = weights.iter().map(|weight| format!("{weight}, ")).collect();
    format!("({items})")
}
