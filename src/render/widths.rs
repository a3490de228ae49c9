//! The widths of a table's columns, chosen from what stands in them: a column of dates stays narrow, a column of prose gets room,
//! and no column is narrower than its longest word needs.

use crate::parse::body::{Cell, Table, plain_text};

/// Up to so many characters a column gets what its longest line needs.
const SHORT: usize = 14;

/// About so many characters of a table stand on a line of a portrait page.
pub const LINE: usize = 92;

/// About so many on a line of a page that lies on its side.
pub const LANDSCAPE_LINE: usize = 144;

/// What is known of one column's cells.
#[derive(Debug, Clone, Default)]
pub struct Column {
    longest_word: usize,
    longest_cell: usize,
    characters: usize,
    cells: usize,
}

impl Column {
    /// Takes a cell's text into account.
    pub fn add(&mut self, text: &str) {
        let length = text.chars().count();
        if length == 0 {
            return;
        }
        let word = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
        self.longest_word = self.longest_word.max(word.min(24));
        self.longest_cell = self.longest_cell.max(length);
        self.characters += length;
        self.cells += 1;
    }

    /// A relative width, in the order of characters.
    fn weight(&self) -> usize {
        if self.longest_cell <= SHORT {
            return self.longest_cell.max(6);
        }
        let average = (self.characters / self.cells.max(1)).max(SHORT);
        // Area grows with the text, so width grows with its root.
        (SHORT * SHORT * average / SHORT).isqrt().clamp(SHORT, 60)
    }
}

/// The weights of the columns of a Markdown table.
pub fn of_table(table: &Table, line: usize) -> Vec<usize> {
    let rows = std::iter::once(table.header.as_slice()).chain(table.rows.iter().map(Vec::as_slice));
    let rows = rows.map(|row| row.iter().map(|cell: &Cell| plain_text(&cell.content)).collect::<Vec<_>>());
    of_rows(table.alignments.len(), rows, line)
}

/// The weights of `count` columns, from rows of plain texts.
pub fn of_rows(count: usize, rows: impl Iterator<Item = Vec<String>>, line: usize) -> Vec<usize> {
    let mut columns = vec![Column::default(); count];
    for row in rows {
        for (column, text) in columns.iter_mut().zip(&row) {
            column.add(text);
        }
    }
    let mut weights: Vec<usize> = columns.iter().map(Column::weight).collect();
    // A column that its longest word does not fit takes from the others; twice, because taking changes the sum.
    for _ in 0..2 {
        let sum: usize = weights.iter().sum();
        for (weight, column) in weights.iter_mut().zip(&columns) {
            *weight = (*weight).max((column.longest_word + 3) * sum / line);
        }
    }
    weights
}

/// A Typst array.
pub fn as_typst(weights: &[usize]) -> String {
    let items: String = weights.iter().map(|weight| format!("{weight}, ")).collect();
    format!("({items})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_dates_is_narrower_than_one_of_prose() {
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let prose = "People who live in poorer areas have, in general, worse health at all points of the life course. ".repeat(4);
        let weights = of_rows(2, [row("Date", "Summary"), row("20 Feb 2017", &prose)].into_iter(), LINE);
        assert!(weights[0] * 2 < weights[1], "{weights:?}");
    }
}
