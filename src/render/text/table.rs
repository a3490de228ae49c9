//! A table as it is read: row by row, with bars between the cells. A cell that stands in several
//! columns says from which to which.

use super::Writer;
use super::tree::Element;

/// The lines of a table: its caption, and its rows.
pub fn lines(table: &Element) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut heads: Vec<Vec<String>> = Vec::new();
    for part in table.elements() {
        match part.name.as_str() {
            "caption" if !part.is_silent() => lines.push(cell_words(part)),
            "thead" => {
                heads = part.elements().map(spread).collect();
                lines.extend(heads.iter().map(|row| joined(row)));
            }
            "tr" => lines.push(row(part, &heads)),
            _ => lines.extend(part.elements().map(|one| row(one, &heads))),
        }
    }
    lines.retain(|line| !line.trim_matches(['|', ' ']).is_empty());
    lines
}

fn row(row: &Element, heads: &[Vec<String>]) -> String {
    let mut cells = Vec::new();
    for cell in row.elements() {
        let (mut words, width) = (cell_words(cell), width(cell));
        // What is behind a heading of its row, or across the whole table, does not belong to some
        // columns more than to others.
        let is_whole = cells.len() <= 1 && cells.len() + width >= heads.first().map_or(0, Vec::len);
        if let Some(reach) =
            reach(cells.len(), width, heads).filter(|_| !is_whole && !words.is_empty())
        {
            words.push_str(&format!(" ({reach})"));
        }
        cells.push(words);
        cells.extend(std::iter::repeat_n(String::new(), width - 1));
    }
    joined(&cells)
}

/// From which column a cell goes to which: `2025 to 2026`; with headings above those, `Oct–Dec 2025
/// to Apr–Jun 2026`.
fn reach(at: usize, width: usize, heads: &[Vec<String>]) -> Option<String> {
    let (above, names) = match heads {
        [] => return None,
        [names] => (None, names),
        [above, .., names] => (Some(above), names),
    };
    let name = |at: usize| {
        // The heading alone, without its unit and its notes.
        let alone = |text: &str| {
            text.split("; ")
                .next()
                .and_then(|text| text.split(" [").next())
                .unwrap_or_default()
                .to_owned()
        };
        let name = names
            .get(at)
            .map(|name| alone(name))
            .filter(|name| !name.is_empty())?;
        let over =
            above.and_then(|above| above.get(..=at)?.iter().rev().find(|head| !head.is_empty()));
        Some(over.map_or_else(|| name.clone(), |over| format!("{name} {over}")))
    };
    (width > 1).then(|| Some(format!("{} to {}", name(at)?, name(at + width - 1)?)))?
}

/// The cells of a row of headings, one for each column.
fn spread(row: &Element) -> Vec<String> {
    let columns = |cell: &Element| {
        std::iter::once(cell_words(cell))
            .chain(std::iter::repeat_n(String::new(), width(cell) - 1))
            .collect()
    };
    row.elements()
        .flat_map(|cell| -> Vec<String> { columns(cell) })
        .collect()
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
            words.push_str(if words.ends_with([':', ';', ',', '.']) {
                " "
            } else {
                "; "
            });
        }
        // A bar within a cell divides no cells.
        words.push_str(&line.replace('|', "\\|"));
    }
    words
}

/// Empty cells at the end say nothing.
fn joined(cells: &[String]) -> String {
    let length = cells
        .iter()
        .rposition(|cell| !cell.is_empty())
        .map_or(0, |last| last + 1);
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
