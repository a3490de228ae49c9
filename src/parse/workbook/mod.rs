//! A workbook, `.xlsx` or `.ods`: its sheets with every cell, what each cell is worth and how it is
//! shown, and the names that it gives to parts of them.
//!
//! In: the bytes of a file. Out: sheets ([`Sheet`]); a part of one that somebody names, as a text
//! with a place for each cell ([`table::Table`]). Nothing is computed that the file does not hold;
//! only whether the sums that it holds are right is looked at ([`calculation`]). The XML of the
//! package is read here and not by a library for workbooks: those leave out which rows are hidden,
//! to which sheet a name belongs and how cells of `.ods` are shown, and reserve as much memory as a
//! file asks for.

mod address;
pub mod calculation;
mod dates;
mod format;
mod number;
mod ods;
mod package;
mod select;
pub mod table;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use address::Rect;
pub use number::{Figure, Locale, Shown};
pub use select::{Selection, Unselected};

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is locked with a password.
    Password,
    /// It is of a form that older programs wrote (`.xls`).
    Older,
    /// It holds more than a workbook may.
    TooLarge,
    /// It is no workbook, or a part of it cannot be read; what is wrong with it.
    Damaged(String),
}

/// All sheets of a file.
#[derive(Debug, Default)]
pub struct Workbook {
    /// In the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// The names of parts of sheets, and of tables.
    names: Vec<Name>,
    /// The codes that say how numbers are shown, which cells name by their place here.
    formats: Vec<format::Format>,
    /// Whether days are counted from 1904.
    is_1904: bool,
}

/// One sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Whether its tab is hidden.
    pub is_hidden: bool,
    /// The cells that hold something, by row and column, both counted from 1.
    pub cells: BTreeMap<(u32, u32), Cell>,
    hidden_rows: BTreeSet<u32>,
    /// The first and the last of columns that are hidden.
    hidden_columns: Vec<(u32, u32)>,
    /// Cells that are joined to one.
    merged: Vec<Rect>,
}

/// What stands in one cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub value: Value,
    look: Look,
    /// How its value comes about; `None` for a value that was typed.
    pub formula: Option<Formula>,
}

/// What a cell is worth.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    #[default]
    Empty,
    Text(Arc<str>),
    Number(f64),
    Bool(bool),
    /// An error, as it is shown: `#DIV/0!`.
    Error(Arc<str>),
}

/// How a value is shown.
#[derive(Debug, Clone, Default)]
enum Look {
    /// As nobody said otherwise.
    #[default]
    Plain,
    /// By a format of the workbook.
    Format(usize),
    /// As the program that wrote the file showed it.
    Written {
        text: Arc<str>,
        currency: Option<Arc<str>>,
        is_percent: bool,
    },
    /// As a day, or a month, and perhaps a time, whatever the file says of it.
    Day(&'static str),
    /// In a way that the file says in a form that is not read.
    Unread,
}

/// A formula, as far as it is looked at.
#[derive(Debug, Clone, Default)]
pub struct Formula {
    /// Without the equals sign; empty if it is not known.
    text: Arc<str>,
    /// How far its cells lie from those that its text names: rows, columns.
    shift: (i64, i64),
    /// Whether the file holds what it comes to.
    pub is_stored: bool,
}

/// A name that a workbook gives to something.
#[derive(Debug, Clone)]
struct Name {
    name: String,
    /// The sheet to which it belongs; `None` if it is the whole workbook's.
    scope: Option<usize>,
    target: Target,
}

/// What a name stands for.
#[derive(Debug, Clone)]
enum Target {
    /// Cells, as the file writes them: `Costs!$A$1:$C$9`.
    Cells(String),
    /// A table, without its row of totals.
    Table {
        sheet: usize,
        rect: Rect,
        has_header: bool,
    },
}

impl Workbook {
    /// Reads a file by what is in it, whatever its name says.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut package = package::Package::open(bytes)?;
        if package.part("mimetype")?.is_some() {
            ods::read(&mut package)
        } else {
            xlsx::read(&mut package)
        }
    }

    /// What a cell shows, in the language of a document.
    pub fn shown(&self, cell: &Cell, locale: &Locale<'_>) -> Shown {
        match (&cell.value, &cell.look) {
            (Value::Empty, _) => Shown::of_text(String::new()),
            (Value::Text(text), Look::Format(format)) => {
                Shown::of_text(self.format(*format).of_text(text))
            }
            (Value::Text(text) | Value::Error(text), _) => Shown::of_text(text.to_string()),
            (Value::Bool(value), Look::Written { text, .. }) if !text.is_empty() => {
                let _ = value;
                Shown::of_text(text.to_string())
            }
            (Value::Bool(value), _) => Shown::of_text(value.to_string().to_uppercase()),
            (Value::Number(value), Look::Plain) => number::general(*value, locale),
            (Value::Number(value), Look::Unread) => number::general(*value, locale).unread(),
            (Value::Number(value), Look::Format(format)) => {
                self.format(*format).shown(*value, self.is_1904, locale)
            }
            (Value::Number(value), Look::Day(code)) => {
                format::Format::read(code).shown(*value, self.is_1904, locale)
            }
            (
                Value::Number(value),
                Look::Written {
                    text,
                    currency,
                    is_percent,
                },
            ) => number::written(*value, text, currency.as_deref(), *is_percent),
        }
    }

    fn format(&self, index: usize) -> &format::Format {
        self.formats.get(index).unwrap_or(&format::GENERAL)
    }
}

impl Sheet {
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row)
    }

    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// The cells around all that holds something; `None` for an empty sheet.
    pub fn used(&self) -> Option<Rect> {
        let filled = self
            .cells
            .iter()
            .filter(|(_, cell)| cell.value != Value::Empty || cell.formula.is_some());
        filled.fold(None, |used, ((row, column), _)| {
            let one = Rect::of_cell(*row, *column);
            Some(used.map_or(one, |used: Rect| used.around(one)))
        })
    }
}
