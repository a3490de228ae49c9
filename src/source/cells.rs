//! The cells of a sheet as places: a sheet is held as a text with a line for each of its rows, and
//! whoever asks for a place of that text is told its cell, such as `Costs!C7`.

use super::Position;

/// A cell of a sheet, and where its words stand in the text that is made of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The first byte of its words; they last until the next cell begins.
    pub start: usize,
    /// Its row, counted from 1.
    pub row: u32,
    /// Its column, counted from 1.
    pub column: u32,
    /// The sheet and the cell, such as `Costs!C7`.
    pub name: String,
}

impl Cell {
    /// Its row and column, as a line and a column.
    pub fn position(&self) -> Position {
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Position {
            line: number(self.row),
            column: number(self.column),
        }
    }
}

/// The name of a cell within its sheet, such as `C7`; both are counted from 1.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{row}", column_letters(column))
}

/// The letters of a column, counted from 1: `A`, `Z`, `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn columns_are_counted_in_letters() {
        for (column, letters) in [
            (1, "A"),
            (26, "Z"),
            (27, "AA"),
            (52, "AZ"),
            (703, "AAA"),
            (16_384, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
        assert_eq!(cell_name(7, 3), "C7");
    }

    #[test]
    fn a_place_in_a_sheet_is_its_cell() {
        let cell = |start, row, column, name: &str| Cell {
            start,
            row,
            column,
            name: name.to_owned(),
        };
        // The cell B2 is empty.
        let cells = vec![
            cell(0, 2, 1, "S!A2"),
            cell(2, 2, 2, "S!B2"),
            cell(3, 2, 3, "S!C2"),
            cell(5, 9, 1, "S!A9"),
        ];
        let source = Source::of_sheet("a.xlsx", "a\t\tc\nx", cells);
        let name = |offset| source.cell(offset).map(|cell| cell.name.as_str());
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 99].map(|at| name(at).unwrap_or_default()),
            ["S!A2", "S!A2", "S!B2", "S!C2", "S!C2", "S!A9", "S!A9"]
        );
        assert_eq!(source.shown_position(5), Position { line: 9, column: 1 });
        assert_eq!(Source::new("a.md", "a").cell(0), None);
    }
}
