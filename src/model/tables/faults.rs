//! What is wrong with a file of data as a whole, or with a line of it. In: its records. Out: findings
//! at their places.

use super::around;
use super::heading::{Headings, listed};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::discover::is_workbook;
use crate::parse::csv::Records;
use crate::parse::quotes::same_words;
use crate::parse::yaml::Node;
use crate::source::{Source, Span};

/// What a file lacks to be a table.
pub(super) fn shortcoming(records: &Records, least: usize, source: &Source) -> Option<Diagnostic> {
    let name = source.path().rsplit('/').next().unwrap_or_default();
    let is_sheet = is_workbook(name);
    let (rule, lines) = if is_sheet {
        (rules::source::WORKBOOK, "rows")
    } else {
        (rules::source::CSV, "lines")
    };
    let at = |cells: &[Node]| {
        around(
            cells,
            Span {
                end: records.span.start,
                ..records.span
            },
        )
    };
    if records.columns.is_empty() {
        let diagnostic = rules::source::CSV.at(at(&[]), format!("`{name}` is empty"));
        return Some(diagnostic.help(
            "write the headings of the columns on its first line, and a line below it for each row",
        ));
    }
    if records.columns.len() < least {
        let message = format!(
            "`{name}` has one column, and this table needs one for the labels and one for figures"
        );
        let help = if is_sheet {
            "name the cells that hold labels and figures: `data: FILE.xlsx#SHEET!A1:F9`"
        } else {
            "if the cells of its lines are divided by another sign, say so with `separator:` in the card"
        };
        return Some(rule.at(at(&records.columns), message).help(help));
    }
    if records.rows.is_empty() {
        let message = format!("`{name}` has headings, but no {lines} below them");
        let help = if is_sheet {
            "name the rows below the headings too: `data: FILE.xlsx#SHEET!A1:F9`"
        } else {
            "write a line for each row below the headings"
        };
        return Some(rule.at(at(&records.columns), message).help(help));
    }
    None
}

/// The columns of a card that stand in another order than those of its file, which would put each
/// title over the figures of another. `titles` are those of the card.
pub(super) fn other_order(titles: &[Node], headings: &Headings<'_>) -> Option<Diagnostic> {
    let is_computed =
        |title: &&Node| title.get("difference").is_some() || title.get("sum").is_some();
    let width = headings.nodes.len();
    let typed: Vec<&Node> = if titles.len() > width {
        titles.iter().filter(|title| !is_computed(title)).collect()
    } else {
        titles.iter().collect()
    };
    // The labels may have no title.
    let first = width.saturating_sub(typed.len());
    let named = |at: usize, title: &str| same_words(headings.text(at), title);
    let (title, at, elsewhere) = typed.iter().enumerate().find_map(|(nth, title)| {
        let words = words(title)?;
        let at = first + nth;
        let elsewhere = (0..width).find(|column| named(*column, words))?;
        let is_in_place = at < width && named(at, words);
        (!is_in_place).then_some((*title, at, elsewhere))
    })?;
    let words = words(title)?;
    let message = format!(
        "`{words}` is column {} of `{}`, and the title of column {} here",
        elsewhere + 1,
        headings.file,
        at + 1
    );
    let place = title.get("title").unwrap_or(title).span;
    let all = listed((0..width).map(|at| headings.text(at)));
    Some(rules::source::COLUMN_ORDER.at(place, message).help(format!(
        "give the columns in the order of the file ({all}), or choose them by their headings: `data: {{file: {}, columns: [HEADING, …]}}`",
        headings.file
    )))
}

/// The words of a column's title; nothing if it has none.
fn words(column: &Node) -> Option<&str> {
    let words = column.get("title").unwrap_or(column).text()?.trim();
    (!words.is_empty()).then_some(words)
}

/// Lines with values that nobody has named.
pub(super) fn unlabelled(rows: &[(Vec<Node>, Option<Node>)], report: &mut Report) {
    for (cells, _) in rows {
        if let Some(label) = cells.first().filter(|label| label.is_blank()) {
            let message = "this line has no label in its first column";
            let diagnostic = rules::placeholder::BLANK.at(label.span, message);
            report.push(diagnostic.help("write in its first cell what its figures are, or `TO BE COMPLETED (owner, date) note`"));
        }
    }
}

/// A line of a file with more or fewer cells than columns.
pub fn uneven_line(line: Span, width: usize, columns: usize) -> Diagnostic {
    let counted = |count: usize, what: &str| {
        let ending = if count == 1 { "" } else { "s" };
        format!("{count} {what}{ending}")
    };
    let message = format!(
        "this line has {}, but its file has {}",
        counted(width, "cell"),
        counted(columns, "column")
    );
    let help = if width > columns {
        "put a cell that has the separator in it, such as `\"4,100\"`, into quotation marks, or take a cell away"
    } else {
        "give the line a cell for each column; an empty one still has its separator"
    };
    rules::schema::ROW_WIDTH.at(line, message).help(help)
}
