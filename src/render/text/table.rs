//! A table as it is read: row by row, with bars between the cells. A cell that stands in several columns says from which to which.

use super::Writer;
use super::tree::Element;

/// The lines of a table: its caption, and its rows.
pub fn lines(table: &Element) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut heads: Vec<String> = Vec::new();
    for part in table.elements() {
        match part.name.as_str() {
            "caption" if !part.is_silent() => lines.push(cell_words(part)),
            "thead" => {
                for row in part.elements() {
                    heads = spread(row);
                    lines.push(joined(&heads));
                }
            }
            "tr" => lines.push(row(part, &heads)),
            _ => lines.extend(part.elements().map(|one| row(one, &heads))),
        }
    }
    lines.retain(|line| !line.trim_matches(['|', ' ']).is_empty());
    lines
}

fn row(row: &Element, heads: &[String]) -> String {
    let mut cells = Vec::new();
    for cell in row.elements() {
        let (words, width) = (cell_words(cell), width(cell));
        let (first, last) = (heads.get(cells.len()), heads.get(cells.len() + width - 1));
        let is_whole = cells.is_empty() && width >= heads.len();
        let reach = first.zip(last).filter(|(first, last)| width > 1 && !is_whole && !first.is_empty() && !last.is_empty());
        match reach {
            Some((first, last)) if !words.is_empty() => cells.push(format!("{words} ({first} to {last})")),
            _ => cells.push(words),
        }
        cells.extend(std::iter::repeat_n(String::new(), width - 1));
    }
    joined(&cells)
}

/// The cells of a row of headings, one for each column.
fn spread(row: &Element) -> Vec<String> {
    let columns =
        |cell: &Element| std::iter::once(cell_words(cell)).chain(std::iter::repeat_n(String::new(), width(cell) - 1)).collect();
    row.elements().flat_map(|cell| -> Vec<String> { columns(cell) }).collect()
}

/// So many columns may a cell stand in; a browser takes no more (HTML, “colspan”).
const MOST_COLUMNS: u64 = 1000;

fn width(cell: &Element) -> usize {
    usize::try_from(cell.number("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS)).unwrap_or(1)
}

/// The words of a cell on one line.
fn cell_words(cell: &Element) -> String {
    let mut words = String::new();
    for line in Writer::lines_of(&cell.children) {
        if !words.is_empty() {
            words.push_str(if words.ends_with([':', ';', ',', '.']) { " " } else { "; " });
        }
        words.push_str(&line);
    }
    words
}

/// Empty cells at the end say nothing.
fn joined(cells: &[String]) -> String {
    let length = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let mut line = String::new();
    for (index, cell) in cells[..length].iter().enumerate() {
        line.push_str(match (index, cell.is_empty()) {
            (0, _) => "",
            (_, true) => " |",
            (_, false) => " | ",
        });
        line.push_str(cell);
    }
    line
}
