//! What is known of the columns of a table from the texts in them: how narrow each may be, and how
//! high it makes the rows at a width.

use crate::render::measures::LONG_WORD;

/// Up to so many characters a value is kept on one line, where there is room for that.
pub const SHORT: usize = 18;

/// A column of longer values has room for so many characters.
const FEW_WORDS: f64 = 15.0;

/// How much more the highest cell of a row counts than the others: with 1 all are alike, and with
/// more a short cell beside a long one becomes a thread.
const POWER: f64 = 2.2;

/// Long words are parted when they are drawn, into pieces of about half of that.
const PIECE: usize = 13;

/// A word of letters can be hyphenated into parts that are no longer, where there is no room for
/// the whole.
const SYLLABLES: f64 = 14.0;

/// So many rows are measured; of a longer table, so many that are spread over it.
const SAMPLE: usize = 400;

/// What is known of one column's cells.
#[derive(Debug, Clone, Default)]
pub struct Column {
    header: usize,
    longest_word: usize,
    pub longest_cell: usize,
    lengths: Vec<usize>,
}

impl Column {
    fn header(&mut self, text: &str) {
        self.header = longest_word(text);
    }

    fn add(&mut self, text: &str) {
        let length = text.chars().count();
        self.longest_word = self.longest_word.max(longest_word(text));
        self.longest_cell = self.longest_cell.max(length);
        if length > 0 {
            self.lengths.push(length);
        }
    }

    /// No column is narrower; headings are set in a heavier type.
    pub fn least(&self) -> f64 {
        (self.longest_word as f64)
            .max(self.header as f64 * 1.1)
            .max(2.0)
    }

    /// As narrow as it can be with its words hyphenated.
    pub fn hyphenated(&self) -> f64 {
        self.least().min(SYLLABLES)
    }

    /// Wide enough for short values, and for a few words of longer ones on each line.
    pub fn unbroken(&self) -> f64 {
        self.least().max(if self.longest_cell <= SHORT {
            self.longest_cell as f64
        } else {
            FEW_WORDS
        })
    }

    /// As wide as its longest value.
    pub fn full(&self) -> f64 {
        self.least().max(self.longest_cell as f64)
    }

    /// How high the column makes its rows at a width. The power gives the highest cell of a row
    /// more weight than the others.
    fn cost(&self, width: f64) -> f64 {
        let step = self.lengths.len().div_ceil(SAMPLE).max(1);
        let lines = |length: &usize| (*length as f64 * 1.06 / width).max(1.0);
        self.lengths
            .iter()
            .step_by(step)
            .map(|length| lines(length).powf(POWER))
            .sum()
    }
}

fn longest_word(text: &str) -> usize {
    let lengths = text.split_whitespace().map(|word| {
        let length = word.chars().count();
        // A figure is never parted.
        if length > LONG_WORD && word.contains(char::is_alphabetic) {
            PIECE
        } else {
            length
        }
    });
    lengths.max().unwrap_or_default()
}

/// The columns below a header, from rows of plain texts.
pub fn measured(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> Vec<Column> {
    let mut columns = vec![Column::default(); header.len()];
    columns
        .iter_mut()
        .zip(header)
        .for_each(|(column, text)| column.header(text));
    for row in rows {
        columns
            .iter_mut()
            .zip(&row)
            .for_each(|(column, text)| column.add(text));
    }
    columns
}

/// Gives out what is left of the room, a character at a time, to the column that becomes lowest by
/// it.
pub fn grown(columns: &[Column], mut widths: Vec<f64>, room: f64) -> Vec<f64> {
    let mut left = room - widths.iter().sum::<f64>();
    let gain = |column: &Column, width: f64| {
        if width >= column.full() {
            0.0
        } else {
            column.cost(width) - column.cost(width + 1.0)
        }
    };
    let mut gains: Vec<f64> = columns
        .iter()
        .zip(&widths)
        .map(|(column, width)| gain(column, *width))
        .collect();
    while left >= 1.0 {
        let Some((best, _)) = gains
            .iter()
            .enumerate()
            .filter(|(_, gain)| **gain > 0.0)
            .max_by(|a, b| a.1.total_cmp(b.1))
        else {
            break;
        };
        widths[best] += 1.0;
        left -= 1.0;
        gains[best] = gain(&columns[best], widths[best]);
    }
    widths
}
