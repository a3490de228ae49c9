//! Two states of one table as one table: its columns by their headings, its rows by their labels.

use super::likeness::{ALIKE, NEARLY_THE_SAME, Step, align, likeness, words};
use super::words::merge;
use super::{FieldDiff, Words, marked};
use crate::parse::body::{Alignment, Cell, Change, Inline, Table, plain_text};

/// What came of it.
pub struct Merged {
    pub table: Table,
    pub fields: Vec<FieldDiff>,
    /// Words of the caption.
    pub words: Words,
}

/// Both states of a table; `None` if a cell stands in several columns, so that columns cannot be
/// told apart. `name` is what its cells are called by.
pub fn merge_tables(old: &Table, new: &Table, name: &str) -> Option<Merged> {
    let is_plain = |table: &Table| {
        let mut cells = table.header.iter().chain(table.rows.iter().flatten());
        cells.all(|cell| cell.columns == 1)
    };
    if !is_plain(old) || !is_plain(new) {
        return None;
    }
    let columns = columns(old, new);
    let rows = rows(old, new);
    let mut fields = Vec::new();
    let mut table = new.clone();
    table.alignments = columns
        .iter()
        .map(|step| match step {
            Step::Both(_, at) | Step::Inserted(at) => new.alignments.get(*at).copied(),
            Step::Deleted(at) => old.alignments.get(*at).copied(),
        })
        .map(|alignment| alignment.unwrap_or(Alignment::None))
        .collect();
    if !(old.header.is_empty() && new.header.is_empty()) {
        table.header = row(
            &columns,
            Some(&old.header),
            Some(&new.header),
            &mut |_, _, _| {},
        );
    }
    table.rows = rows
        .iter()
        .map(|step| {
            let (before, after) = match step {
                Step::Both(one, other) => (old.rows.get(*one), new.rows.get(*other)),
                Step::Deleted(one) => (old.rows.get(*one), None),
                Step::Inserted(other) => (None, new.rows.get(*other)),
            };
            let label = label(after.or(before)).unwrap_or_default();
            row(
                &columns,
                before.map(Vec::as_slice),
                after.map(Vec::as_slice),
                &mut |column, one, other| {
                    let heading = heading(column, old, new);
                    fields.push(FieldDiff {
                        field: format!("{name}[{label}].{heading}"),
                        old: one,
                        new: other,
                    });
                },
            )
        })
        .collect();
    let mut words = Words::default();
    if let Some(caption) = &mut table.caption {
        let before = old
            .caption
            .as_ref()
            .map_or(&[][..], |caption| &caption.content);
        let (content, counted) = merge(before, &caption.content);
        caption.content = content;
        words += counted;
    }
    Some(Merged {
        table,
        fields,
        words,
    })
}

fn text(cell: &Cell) -> String {
    plain_text(&cell.content).trim().to_owned()
}

fn label(row: Option<&Vec<Cell>>) -> Option<String> {
    row?.first().map(text)
}

fn heading(step: Step, old: &Table, new: &Table) -> String {
    let (table, at) = match step {
        Step::Both(_, at) | Step::Inserted(at) => (new, at),
        Step::Deleted(at) => (old, at),
    };
    let heading = table.header.get(at).map(text);
    heading
        .filter(|heading| !heading.is_empty())
        .unwrap_or_else(|| at.to_string())
}

/// Columns by their headings, and those between by what stands in them.
fn columns(old: &Table, new: &Table) -> Vec<Step> {
    let keys = |table: &Table| -> Vec<String> {
        let width = table
            .rows
            .iter()
            .map(Vec::len)
            .chain([table.header.len()])
            .max();
        (0..width.unwrap_or_default())
            .map(|at| table.header.get(at).map(text).unwrap_or_default())
            .collect()
    };
    let column = |table: &Table, at: usize| -> String {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        cells.map(text).collect::<Vec<String>>().join(" ")
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    align(&old_keys, &new_keys, NEARLY_THE_SAME, |one, other| {
        likeness(&words(&column(old, one)), &words(&column(new, other)))
    })
}

/// Rows that say the same, then rows with the same label, then those that are alike.
fn rows(old: &Table, new: &Table) -> Vec<Step> {
    let keys = |table: &Table| -> Vec<String> {
        table
            .rows
            .iter()
            .map(|row| label(Some(row)).unwrap_or_default())
            .collect()
    };
    let whole = |row: &[Cell]| row.iter().map(text).collect::<Vec<String>>().join(" ");
    align(&keys(old), &keys(new), ALIKE, |one, other| {
        likeness(
            &words(&whole(&old.rows[one])),
            &words(&whole(&new.rows[other])),
        )
    })
}

/// The cells of a row in the columns of both states. `say` is told of each that changed.
fn row(
    columns: &[Step],
    old: Option<&[Cell]>,
    new: Option<&[Cell]>,
    say: &mut impl FnMut(Step, Option<String>, Option<String>),
) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(columns.len());
    for &step in columns {
        let (before, after) = match step {
            Step::Both(one, other) => (
                old.and_then(|row| row.get(one)),
                new.and_then(|row| row.get(other)),
            ),
            Step::Deleted(one) => (old.and_then(|row| row.get(one)), None),
            Step::Inserted(other) => (None, new.and_then(|row| row.get(other))),
        };
        let Some(model) = after.or(before).or_else(|| new.or(old)?.first()) else {
            continue;
        };
        let content = both(before, after);
        let (one, other) = (before.map(text), after.map(text));
        if one.as_deref().unwrap_or_default() != other.as_deref().unwrap_or_default() {
            let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
            say(step, filled(one), filled(other));
        }
        cells.push(Cell {
            content,
            span: model.span,
            columns: 1,
            heads: model.heads,
        });
    }
    cells
}

fn both(before: Option<&Cell>, after: Option<&Cell>) -> Vec<Inline> {
    match (before, after) {
        (Some(before), Some(after)) => merge(&before.content, &after.content).0,
        (Some(gone), None) => marked::run(&gone.content, Change::Deleted),
        (None, Some(come)) => marked::run(&come.content, Change::Inserted),
        (None, None) => Vec::new(),
    }
}
