//! The widths of a table's columns, chosen from what stands in them, so that the table is as low as
//! it can be: no column is narrower than its longest word, short values (dates, names, figures)
//! stay on one line, and what room is left goes where most lines are.
//!
//! Widths are counted in characters of a line of the page. A table whose words need more than there
//! is gets smaller type.

use super::tree::{Cell, Table, plain_text};

/// About so many characters of a table stand on a line of a portrait page.
pub const LINE: usize = 92;

/// About so many on a line of a page that lies on its side.
pub const LANDSCAPE_LINE: usize = 144;

/// Up to so many characters a value is kept on one line, where there is room for that.
const SHORT: usize = 18;

/// A column of longer values has room for so many characters.
const FEW_WORDS: f64 = 15.0;

/// How much more the highest cell of a row counts than the others: with 1 all are alike, and with
/// more a short cell beside a long one becomes a thread.
const POWER: f64 = 2.2;

/// Longer words are parted when they are drawn, into pieces of about half of that.
const LONGEST_WORD: usize = 24;
const PIECE: usize = 13;

/// A word of letters can be hyphenated into parts that are no longer, where there is no room for
/// the whole.
const SYLLABLES: f64 = 14.0;

/// The white on both sides of a cell, in characters; the theme sets tables of more than [`FEW`]
/// columns closer.
const PADDING: f64 = 2.8;
const CLOSE_PADDING: f64 = 1.5;
const FEW: usize = 7;

/// Type is never set smaller than this part of its size.
const SMALLEST: f64 = 0.68;

/// Type may be set in this part of its size, so that a column of longer values has room for its few
/// words.
const SMALLER: f64 = 0.88;

/// A column of labels may have so many times the room of a column of figures, although its words
/// need less.
const LABELS: f64 = 2.1;

/// So many rows are measured; of a longer table, so many that are spread over it.
const SAMPLE: usize = 400;

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

/// What is known of one column's cells.
#[derive(Debug, Clone, Default)]
struct Column {
    header: usize,
    longest_word: usize,
    longest_cell: usize,
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
    fn least(&self) -> f64 {
        (self.longest_word as f64)
            .max(self.header as f64 * 1.1)
            .max(2.0)
    }

    /// As narrow as it can be with its words hyphenated.
    fn hyphenated(&self) -> f64 {
        self.least().min(SYLLABLES)
    }

    /// Wide enough for short values, and for a few words of longer ones on each line.
    fn unbroken(&self) -> f64 {
        self.least().max(if self.longest_cell <= SHORT {
            self.longest_cell as f64
        } else {
            FEW_WORDS
        })
    }

    /// As wide as its longest value.
    fn full(&self) -> f64 {
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
        if length > LONGEST_WORD && word.contains(char::is_alphabetic) {
            PIECE
        } else {
            length
        }
    });
    lengths.max().unwrap_or_default()
}

/// About so many characters of a table stand on a line of a page that stands, or lies on its side.
pub fn line(is_landscape: bool) -> usize {
    if is_landscape { LANDSCAPE_LINE } else { LINE }
}

/// The columns of a Markdown table.
pub fn of_table(table: &Table<'_>, line: usize) -> Widths {
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
pub fn of_rows(header: &[String], rows: impl Iterator<Item = Vec<String>>, line: usize) -> Widths {
    let columns = measured(header, rows);
    let padding = padding(columns.len());
    let room = line as f64 - padding * columns.len() as f64;
    let sum = |width: &dyn Fn(&Column) -> f64| columns.iter().map(width).sum::<f64>();
    // As much as a line of somewhat smaller type has.
    let more = line as f64 / SMALLER - padding * columns.len() as f64;
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
    let whole: f64 = widths.iter().map(|width| width + padding).sum();
    let size = ((line as f64 / whole).min(1.0) * 100.0).floor() / 100.0;
    Widths {
        weights: rounded(&widths, padding),
        size: size.max(SMALLEST),
        fits: size >= SMALLEST,
    }
}

/// The columns of a table of figures: one for the labels, and equal ones for the figures.
pub fn of_figures(
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    line: usize,
) -> Widths {
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
    let size = ((line as f64 / whole).min(1.0) * 100.0).floor() / 100.0;
    let widths: Vec<f64> = std::iter::once(labels)
        .chain(columns.iter().skip(1).map(|_| figures))
        .collect();
    Widths {
        weights: rounded(&widths, padding),
        size: size.max(SMALLEST),
        fits: size >= SMALLEST,
    }
}

fn measured(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> Vec<Column> {
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

fn padding(columns: usize) -> f64 {
    if columns > FEW {
        CLOSE_PADDING
    } else {
        PADDING
    }
}

fn rounded(widths: &[f64], padding: f64) -> Vec<usize> {
    widths
        .iter()
        .map(|width| (width + padding).round() as usize)
        .collect()
}

/// Gives out what is left of the room, a character at a time, to the column that becomes lowest by
/// it.
fn grown(columns: &[Column], mut widths: Vec<f64>, room: f64) -> Vec<f64> {
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

/// A Typst array.
pub fn as_typst(weights: &[usize]) -> String {
    let items: String = weights.iter().map(|weight| format!("{weight}, ")).collect();
    format!("({items})")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "People who live in poorer areas have, in general, worse health at all points of the life course. ";

    fn widths(header: &[&str], rows: &[&[&str]]) -> Widths {
        let texts = |row: &[&str]| {
            row.iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        of_rows(&texts(header), rows.iter().map(|row| texts(row)), LINE)
    }

    #[test]
    fn a_date_stays_on_its_line_beside_prose() {
        let prose = PROSE.repeat(4);
        let made = widths(
            &["Date", "Summary"],
            &[&["20 February 2017", &prose], &["1 May 2017", &prose]],
        );
        assert_eq!(made.weights[0], 19);
        assert!(made.weights[0] * 3 < made.weights[1], "{made:?}");
        assert!((made.size - 1.0).abs() < 1e-9);
    }

    #[test]
    fn room_goes_where_most_lines_are() {
        let (long, short) = (PROSE.repeat(6), PROSE.repeat(2));
        let made = widths(
            &["A", "B", "C"],
            &[&[&long, &short, "Yes"], &[&long, &short, "No"]],
        );
        assert!(
            made.weights[0] > made.weights[1] && made.weights[1] > made.weights[2],
            "{made:?}"
        );
        assert!(made.weights.iter().sum::<usize>() <= LINE);
    }

    #[test]
    fn a_heading_may_turn_and_its_words_may_not_be_cut() {
        let made = widths(
            &["Responsible organisation", "Summary"],
            &[&["A", &PROSE.repeat(5)]],
        );
        assert!((13..=18).contains(&made.weights[0]), "{made:?}");
    }

    #[test]
    fn many_columns_are_set_smaller_down_to_a_limit() {
        let texts = |columns: usize, text: &str| vec![text.to_owned(); columns];
        let made = |columns: usize| {
            of_rows(
                &texts(columns, "Head"),
                [texts(columns, "1,234")].into_iter(),
                LINE,
            )
        };
        assert!((made(9).size - 1.0).abs() < 1e-9);
        assert!(
            made(18).size < 1.0 && made(18).size > 0.7,
            "{}",
            made(18).size
        );
        assert!((made(60).size - SMALLEST).abs() < 1e-9);
    }

    #[test]
    fn remarks_beside_many_columns_of_figures_are_no_thread() {
        let header = [
            "Area",
            "People",
            "2019",
            "2020",
            "2021",
            "2022",
            "2023",
            "Responsible officer",
            "Remark",
        ];
        let row = [
            "North valley",
            "99,999",
            "123.4",
            "123.4",
            "123.4",
            "123.4",
            "123.4",
            "A Writer",
            PROSE,
        ];
        let made = widths(&header, &[&row, &row]);
        assert!(made.weights[8] >= 17, "{made:?}");
        assert!(made.size >= SMALLER, "{made:?}");
    }

    #[test]
    fn columns_of_figures_are_equal() {
        let row = |texts: [&str; 3]| texts.map(str::to_owned).to_vec();
        let made = of_figures(
            &row(["Area", "2016/17", "2017/18"]),
            [row(["Leeds", "(30,807)", "1"])].into_iter(),
            LINE,
        );
        assert_eq!(made.weights[1], made.weights[2]);
    }
}
