//! `status --history`: how the documents grew from version to version.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::cli::args::StatusFormat;
use crate::cli::csv;
use crate::cli::{Failure, terminal};
use crate::diagnostic::show::text;
use crate::discover::{Disk, Files, Revision};
use crate::model::growth::Growth;
use crate::pipeline::history;

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    history: &'a [Growth],
}

/// Prints a row for each version.
pub fn print(disk: &Disk, documents: &[String], format: StatusFormat) -> Result<(), Failure> {
    let at = |name: &str| {
        let revision = Revision::open(disk.root(), &format!("refs/tags/{name}"));
        Some(Box::new(revision.ok()?) as Box<dyn Files>)
    };
    let rows = history(disk, documents, &at)?;
    terminal::print(&match format {
        StatusFormat::Json => {
            text::json(&Root {
                version: 1,
                history: &rows,
            })? + "\n"
        }
        StatusFormat::Csv => table(&rows)
            .iter()
            .map(|row| csv::row(&row.iter().map(String::as_str).collect::<Vec<_>>()))
            .collect(),
        StatusFormat::Text => aligned(&table(&rows)),
    })?;
    if rows.iter().all(|row| row.tag.is_none()) {
        terminal::say(
            "no version of the table has a tag, so that nobody can tell what it held; `git tag v1.0` gives the commit of a version its name\n",
        );
    }
    Ok(())
}

/// The rows as cells, headings first. What is not known is left blank.
fn table(rows: &[Growth]) -> Vec<Vec<String>> {
    let bands: BTreeSet<&String> = rows.iter().flat_map(|row| row.ratings.keys()).collect();
    let several = rows
        .windows(2)
        .any(|pair| pair[0].document != pair[1].document);
    let mut head: Vec<String> = ["version", "date", "placeholders", "words", "cards"]
        .map(str::to_owned)
        .to_vec();
    head.extend(
        bands
            .iter()
            .map(|band| format!("rated {}", band.to_lowercase())),
    );
    if several {
        head.insert(0, "document".to_owned());
    }
    let mut table = vec![head];
    for row in rows {
        let number =
            |count: Option<usize>| count.map_or_else(String::new, |count| count.to_string());
        let is_known = row.cards.is_some();
        let mut cells = vec![
            row.version.clone(),
            row.date.clone().unwrap_or_default(),
            number(row.placeholders),
            number(row.words),
            number(row.cards),
        ];
        cells.extend(bands.iter().map(|band| {
            let count = row.ratings.get(*band).copied().unwrap_or_default();
            if is_known {
                count.to_string()
            } else {
                String::new()
            }
        }));
        if several {
            cells.insert(0, row.document.clone());
        }
        table.push(cells);
    }
    table
}

/// Columns below each other, numbers to the right.
fn aligned(table: &[Vec<String>]) -> String {
    let columns = table.first().map_or(0, Vec::len);
    let width = |at: usize| {
        let cells = table.iter().filter_map(|row| row.get(at));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let is_number = |at: usize| {
        table
            .iter()
            .skip(1)
            .all(|row| row[at].chars().all(|c| c.is_ascii_digit()))
    };
    let mut out = String::new();
    for row in table {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                if is_number(at) {
                    format!("{cell:>width$}", width = widths[at])
                } else {
                    format!("{cell:<width$}", width = widths[at])
                }
            })
            .collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}
