//! The cells of a card's table: how many columns each fills, and which columns hold figures.
//!
//! In: fields with meanings. Out: numbers and answers, so that checks and every output see a table
//! in the same way.

use serde::Serialize;

use super::card::Card;
use super::columns::Format;
use super::field::{Field, FieldValue};
use crate::parse::body::plain_text;

/// No table has more columns than this in earnest; a cell that says so is cut, so that adding up
/// cannot go wrong.
const MOST: f64 = 10_000.0;

/// What is kept for each column that a cell fills is kept for so many at most, so that a few bytes
/// cannot fill the memory.
const MOST_KEPT: usize = 100;

/// A longer text across the whole table is a remark and no heading.
const LONGEST_HEADING: usize = 100;

/// A value beside figures, such as `TBC` or `not known`, is no longer.
const STAND_IN: usize = 12;

/// How many columns a cell fills (`span`), at least one.
pub fn span(cell: &Field) -> usize {
    match cell.get("span").map(|span| &span.value) {
        Some(FieldValue::Number(span)) if span.value >= 1.0 => span.value.min(MOST) as usize,
        _ => 1,
    }
}

/// The same, for those who keep something for each of the columns.
pub fn columns(cell: &Field) -> usize {
    span(cell).min(MOST_KEPT)
}

/// How a table of cells is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looks {
    /// For each column, whether most of it is figures, of which there are several. The first holds
    /// the names of the rows.
    pub figures: Vec<bool>,
    /// For each column, whether it is said to hold text, which has no unit.
    pub texts: Vec<bool>,
    pub rows: Vec<RowLook>,
}

/// How one row is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowLook {
    /// Whether the row is a heading of those below it: one short cell across the whole table.
    pub heads: bool,
    /// Whether the row is the first of its `group`.
    pub begins: bool,
    /// For each cell.
    pub cells: Vec<CellLook>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellLook {
    Text,
    Figure,
    /// What is said of several columns of figures at once stands in their middle.
    Centre,
}

/// The looks of a card that has `columns` and `rows` of cells.
pub fn looks(card: &Card) -> Looks {
    let count = card
        .fields
        .get("columns")
        .map(Field::items)
        .unwrap_or_default()
        .len();
    let rows = card
        .fields
        .get("rows")
        .map(Field::items)
        .unwrap_or_default();
    let mut figures = figure_columns(count, rows);
    for (is_of_figures, format) in figures.iter_mut().zip(&card.formats) {
        *is_of_figures = format.map_or(*is_of_figures, |format| format == Format::Figure);
    }
    let look = |(at, row): (usize, &Field)| {
        let below = rows.get(at + 1).filter(|below| !is_whole(below, count));
        RowLook {
            heads: below.is_some() && is_whole(row, count) && is_short(row),
            begins: group(row).is_some_and(|own| at == 0 || group(&rows[at - 1]) != Some(own)),
            cells: cell_looks(row, &figures),
        }
    };
    let rows = rows.iter().enumerate().map(look).collect();
    let texts = (0..count)
        .map(|at| card.formats.get(at).copied().flatten() == Some(Format::Text))
        .collect();
    Looks {
        figures,
        texts,
        rows,
    }
}

fn is_whole(row: &Field, columns: usize) -> bool {
    columns > 1 && matches!(row.items(), [cell] if span(cell) == columns)
}

fn group(row: &Field) -> Option<String> {
    row.get("group")
        .and_then(text)
        .filter(|group| !group.is_empty())
}

fn is_short(row: &Field) -> bool {
    let words = row.items().first().and_then(text);
    words.is_some_and(|words| !words.is_empty() && words.chars().count() <= LONGEST_HEADING)
}

fn cell_looks(row: &Field, figures: &[bool]) -> Vec<CellLook> {
    let mut at = 0;
    let mut look = |cell: &Field| {
        let is_of_figures = figures.get(at).copied().unwrap_or(false);
        let filled = span(cell);
        at += filled;
        match (is_of_figures, filled) {
            (false, _) => CellLook::Text,
            (true, 1) => CellLook::Figure,
            (true, _) => CellLook::Centre,
        }
    };
    row.items().iter().map(&mut look).collect()
}

fn figure_columns(count: usize, rows: &[Field]) -> Vec<bool> {
    let mut tallies = vec![Tally::default(); count];
    for row in rows {
        let mut at = 0;
        for cell in row.items() {
            let filled = span(cell);
            if let Some(tally) = tallies.get_mut(at).filter(|_| filled == 1) {
                tally.add(cell);
            }
            at += filled;
        }
    }
    tallies
        .iter()
        .enumerate()
        .map(|(at, tally)| at > 0 && tally.is_of_figures())
        .collect()
}

#[derive(Debug, Clone, Default)]
struct Tally {
    figures: usize,
    stand_ins: usize,
    others: usize,
}

impl Tally {
    fn add(&mut self, cell: &Field) {
        let Some(text) = text(cell) else {
            self.others += 1;
            return;
        };
        match text.trim() {
            "" => {}
            text if is_figure(text) => self.figures += 1,
            text if text.chars().count() <= STAND_IN => self.stand_ins += 1,
            _ => self.others += 1,
        }
    }

    fn is_of_figures(&self) -> bool {
        self.others == 0 && self.figures > self.stand_ins.max(1)
    }
}

/// The words of a cell of one line.
pub fn text(cell: &Field) -> Option<String> {
    match &cell.value {
        FieldValue::Blank => Some(String::new()),
        FieldValue::Number(number) => Some(number.spelling.clone()),
        FieldValue::Inline(content) => Some(plain_text(content)),
        FieldValue::Blocks(body) => match body.blocks.as_slice() {
            [block] => block.kind.runs().first().map(|content| plain_text(content)),
            _ => None,
        },
        FieldValue::Map(_) => cell.get("text").and_then(text),
        _ => None,
    }
}

/// `£31,097k`, `(8.5)`, `−3%`, `£186k*`; no date and no words.
fn is_figure(text: &str) -> bool {
    let text = text.trim_end_matches(['*', '†', '‡']);
    let text = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text);
    let digits = text.trim_start_matches(['-', '–', '−', '+', '£', '$', '€', ' ']);
    let unit = digits.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}')
    });
    let is_unit = matches!(unit, "" | "%" | "k" | "K" | "m" | "M" | "bn" | "p");
    // An identifier is often padded with zeros.
    let is_padded =
        digits.starts_with('0') && digits[1..].starts_with(|c: char| c.is_ascii_digit());
    digits.starts_with(|c: char| c.is_ascii_digit()) && is_unit && !is_padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_may_have_signs_units_and_marks() {
        for figure in ["0", "£31,097k", "(8.5)", "−3%", "£186k*", "1 544", "£1.5bn"] {
            assert!(is_figure(figure), "{figure}");
        }
        for other in [
            "TBC",
            "2016/17",
            "3 May",
            "£X",
            "R1",
            "",
            "–",
            "007",
            "01484 221000",
        ] {
            assert!(!is_figure(other), "{other}");
        }
    }
}
