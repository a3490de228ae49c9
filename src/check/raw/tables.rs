//! Tables that are none: without a line of hyphens, with one that has another number of columns,
//! drawn with crosses, or pasted from a sheet with tabs.

use std::ops::Range;

use super::run::{Hit, Place, Run};
use crate::parse::count_cells;

/// A line of a paragraph, and where it stands.
type Line<'a> = (usize, &'a str);

/// Finds the first table of a paragraph.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    if run.place != Place::Block || !run.text().contains(['|', '\t', '+', '=']) {
        return Vec::new();
    }
    let lines: Vec<Line<'_>> = run.lines().collect();
    let found = drawn(&lines)
        .or_else(|| barred(&lines))
        .or_else(|| tabbed(&lines));
    found.into_iter().collect()
}

fn range(lines: &[Line<'_>]) -> Range<usize> {
    let (first, last) = (
        lines.first().copied().unwrap_or_default(),
        lines.last().copied().unwrap_or_default(),
    );
    first.0 + first.1.len() - first.1.trim_start().len()..last.0 + last.1.trim_end().len()
}

/// `+---+---+` and `=== ===`: the frames of other notations.
fn drawn(lines: &[Line<'_>]) -> Option<Hit> {
    let is_frame = |line: &str| {
        let line = line.trim();
        let is_grid = line.starts_with('+')
            && line.ends_with('+')
            && line.len() > 2
            && line.chars().all(|c| "+-–—=:".contains(c));
        let is_simple = line.contains(' ')
            && line
                .split_whitespace()
                .all(|part| part.len() > 1 && part.chars().all(|c| c == '='));
        is_grid || is_simple
    };
    let at = lines.iter().position(|(_, line)| is_frame(line))?;
    let message = "this table is printed as it stands: tables that are drawn with crosses or lines are not understood";
    Some(Hit::new(
        range(&lines[at..]),
        message,
        "write `| heading | heading |`, below it `| --- | --- |`, and a line `| … | … |` for each row",
    ))
}

/// Lines with bars in them.
fn barred(lines: &[Line<'_>]) -> Option<Hit> {
    let at = lines.iter().position(|(_, line)| bars(line) > 0)?;
    let rows: &[Line<'_>] = &lines[at..];
    let rows = &rows[..rows
        .iter()
        .position(|(_, line)| bars(line) == 0)
        .unwrap_or(rows.len())];
    let hyphens = rows.iter().position(|(_, line)| is_hyphens(line));
    let columns = count_cells(rows[0].1);
    if !is_table(rows, hyphens.is_some()) {
        return None;
    }
    let (message, help) = match hyphens {
        Some(0) => (
            "this table is printed as it stands: no headings stand above its line of hyphens"
                .to_owned(),
            "write a line of headings above it; a cell of it may be empty".to_owned(),
        ),
        Some(line) if count_cells(rows[line].1) != count_cells(rows[line - 1].1) => {
            let (above, here) = (count_cells(rows[line - 1].1), count_cells(rows[line].1));
            (
                format!(
                    "this table is printed as it stands: its line of hyphens has {here} columns, and the line above it {above}"
                ),
                format!("write `|{}`", " --- |".repeat(above)),
            )
        }
        Some(_) => (
            "this table is printed as it stands: it did not take effect".to_owned(),
            "put an empty line before it".to_owned(),
        ),
        None if rows.len() == 1 => (
            "this row is printed as it stands: it belongs to no table".to_owned(),
            "delete the empty line that parts it from its table, or write the table whole"
                .to_owned(),
        ),
        None => (
            "this table is printed as it stands: it has no line of hyphens below its headings"
                .to_owned(),
            format!("write `|{}` below the first line", " --- |".repeat(columns)),
        ),
    };
    Some(Hit::new(range(rows), message, help))
}

/// Bars that are not escaped, which the parser has resolved: all that are left.
fn bars(line: &str) -> usize {
    line.matches('|').count()
}

fn is_hyphens(line: &str) -> bool {
    let line = line.trim();
    line.contains(['-', '–', '—'])
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | '–' | '—' | ':' | '+' | ' ' | '\t' | '\u{a0}'))
}

/// Whether lines with bars are a table, and not a line of choices (`Home | About | Contact`) or a
/// value between bars.
fn is_table(rows: &[Line<'_>], has_hyphens: bool) -> bool {
    let is_framed =
        |line: &str| line.trim().starts_with('|') && line.trim().ends_with('|') && bars(line) >= 2;
    if has_hyphens && rows.len() > 1 {
        return true;
    }
    if rows.iter().all(|(_, line)| is_framed(line)) {
        return rows.len() > 1 || bars(rows[0].1) > 2;
    }
    let is_spaced = |line: &str| line.matches(" | ").count() + 1 >= bars(line);
    let same = rows
        .iter()
        .all(|(_, line)| bars(line) == bars(rows[0].1) && is_spaced(line));
    same && rows.len() >= if bars(rows[0].1) > 1 { 2 } else { 3 }
}

/// Rows as they come out of a sheet: the same number of tabs in each.
fn tabbed(lines: &[Line<'_>]) -> Option<Hit> {
    let tabs = |line: &str| line.trim().matches('\t').count();
    let at = lines.iter().position(|(_, line)| tabs(line) > 0)?;
    let rows: &[Line<'_>] = &lines[at..];
    let rows = &rows[..rows
        .iter()
        .position(|(_, line)| tabs(line) != tabs(rows[0].1))
        .unwrap_or(rows.len())];
    // `•` and `o` with a tab are the items of a list that came from a word processor.
    let is_item = |line: &str| {
        line.trim_start()
            .split('\t')
            .next()
            .is_some_and(|mark| mark.chars().count() == 1 && !mark.starts_with(char::is_numeric))
    };
    if rows.len() < 2 || rows.iter().all(|(_, line)| is_item(line)) {
        return None;
    }
    let message = "these rows of a sheet run on in one paragraph: tabs do not divide columns";
    Some(Hit::new(
        range(rows),
        message,
        "write `| heading | heading |`, below it `| --- | --- |`, and a line `| … | … |` for each row; or keep it in a CSV file",
    ))
}
