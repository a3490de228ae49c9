//! The rows and columns of a table that stands in the keys of a card, in two states: columns by their
//! headings, rows by their labels, cells by both.

use super::fields::{Fields, below, marked_field, plain, uncross};
use super::likeness::{ALIKE, NEARLY_THE_SAME, Step, align, likeness, words};
use crate::model::field::{Entry, Field, FieldValue};
use crate::parse::body::Change;

/// The keys that hold the headings of a table and its rows.
pub(super) const COLUMNS: &str = "columns";
pub(super) const ROWS: &str = "rows";
const VALUES: &str = "values";

impl Fields<'_> {
    /// The rows of a table by their labels, its columns by their headings. A column that is gone is
    /// only listed: sums and charts count columns.
    pub(super) fn table(
        &mut self,
        old: &Field,
        new: &Field,
        path: &str,
        without: &[&str],
    ) -> FieldValue {
        let skipped: Vec<&str> = [&[COLUMNS, ROWS], without].concat();
        let FieldValue::Map(mut entries) = self.map_without_table(old, new, path, &skipped) else {
            return new.value.clone();
        };
        let columns = |table: &Field| -> Vec<Field> {
            table
                .get(COLUMNS)
                .map(|list| list.items().to_vec())
                .unwrap_or_default()
        };
        let (old_columns, new_columns) = (columns(old), columns(new));
        let old_heads: Vec<String> = old_columns.iter().map(heading).collect();
        let new_heads: Vec<String> = new_columns.iter().map(heading).collect();
        let old_rows = old.get(ROWS).map(Field::items).unwrap_or_default();
        let new_rows = new.get(ROWS).map(Field::items).unwrap_or_default();
        let column = |rows: &[Field], at: usize| -> String {
            let cells = rows.iter().filter_map(|row| cell(row, at)).map(plain);
            cells.collect::<Vec<String>>().join(" ")
        };
        let mut from = vec![None; new_columns.len()];
        let steps = align(&old_heads, &new_heads, NEARLY_THE_SAME, |one, other| {
            likeness(
                &words(&column(old_rows, one)),
                &words(&column(new_rows, other)),
            )
        });
        let mut headed = new_columns.clone();
        for step in &steps {
            match *step {
                Step::Both(one, other) => {
                    from[other] = Some(one);
                    let at = format!("{}[{other}]", below(path, COLUMNS));
                    headed[other] = self.field(&old_columns[one], &new_columns[other], &at);
                }
                Step::Inserted(other) => {
                    let at = format!("{}[{other}]", below(path, COLUMNS));
                    headed[other] = self.inserted(&new_columns[other], &at);
                }
                Step::Deleted(one) => {
                    let at = format!("{}[{one}]", below(path, COLUMNS));
                    self.say(&at, Some(&old_columns[one]), None);
                }
            }
        }
        let rows = self.rows(old_rows, new_rows, &new_heads, &old_heads, &from, path);
        for entry in &mut entries {
            match entry.name.as_str() {
                COLUMNS => entry.field.value = FieldValue::List(headed.clone()),
                ROWS => entry.field.value = FieldValue::List(rows.clone()),
                _ => {}
            }
        }
        FieldValue::Map(entries)
    }

    fn map_without_table(
        &mut self,
        old: &Field,
        new: &Field,
        path: &str,
        skipped: &[&str],
    ) -> FieldValue {
        let without = |field: &Field| Field {
            span: field.span,
            value: FieldValue::Map(
                field
                    .entries()
                    .iter()
                    .filter(|entry| !matches!(entry.name.as_str(), COLUMNS | ROWS))
                    .cloned()
                    .collect(),
            ),
        };
        let FieldValue::Map(mut entries) = self.map(&without(old), &without(new), path, skipped)
        else {
            return new.value.clone();
        };
        let table = new.entries().iter();
        entries.extend(
            table
                .filter(|entry| matches!(entry.name.as_str(), COLUMNS | ROWS))
                .cloned(),
        );
        FieldValue::Map(entries)
    }

    fn rows(
        &mut self,
        old: &[Field],
        new: &[Field],
        heads: &[String],
        old_heads: &[String],
        from: &[Option<usize>],
        path: &str,
    ) -> Vec<Field> {
        let labels = |rows: &[Field]| -> Vec<String> { rows.iter().map(label).collect() };
        let (old_labels, new_labels) = (labels(old), labels(new));
        let mut steps = align(&old_labels, &new_labels, ALIKE, |one, other| {
            likeness(&words(&plain(&old[one])), &words(&plain(&new[other])))
        });
        uncross(&mut steps, &old_labels, &new_labels);
        let rows = below(path, ROWS);
        let mut out = Vec::with_capacity(steps.len());
        for step in steps {
            match step {
                Step::Both(one, other) => {
                    let name = format!("{rows}[{}]", new_labels[other]);
                    out.push(self.row(&old[one], &new[other], heads, from, &name));
                }
                Step::Inserted(other) => {
                    let name = format!("{rows}[{}]", new_labels[other]);
                    self.cells(&new[other], heads, &name, Change::Inserted);
                    self.new_values(&new[other]);
                    out.push(marked_field(&new[other], Change::Inserted));
                }
                Step::Deleted(one) => {
                    let name = format!("{rows}[{}]", old_labels[one]);
                    self.cells(&old[one], old_heads, &name, Change::Deleted);
                    out.push(self.gone_row(&old[one], old_heads.len(), from));
                }
            }
        }
        out
    }

    /// One row in two states, cell by cell.
    fn row(
        &mut self,
        old: &Field,
        new: &Field,
        heads: &[String],
        from: &[Option<usize>],
        name: &str,
    ) -> Field {
        with_cells(new, |at, after| {
            let head = heads.get(at).filter(|head| !head.is_empty());
            let path = match head {
                Some(head) => format!("{name}.{head}"),
                None => format!("{name}.{at}"),
            };
            let before = from
                .get(at)
                .copied()
                .flatten()
                .and_then(|one| cell(old, one));
            match before {
                Some(before) => self.field(before, after, &path),
                None => self.inserted(after, &path),
            }
        })
    }

    /// A row that is gone, in the columns that there are now.
    fn gone_row(&mut self, row: &Field, width: usize, from: &[Option<usize>]) -> Field {
        let mut cells: Vec<Option<Field>> = Vec::with_capacity(from.len());
        for one in from {
            let gone = one
                .filter(|one| *one < width)
                .and_then(|one| cell(row, one));
            cells.push(gone.map(|gone| self.as_gone(gone)));
        }
        let blank = Field {
            span: row.span,
            value: FieldValue::Blank,
        };
        let mut cells = cells
            .into_iter()
            .map(|cell| cell.unwrap_or_else(|| blank.clone()));
        match &row.value {
            FieldValue::List(_) => Field {
                span: row.span,
                value: FieldValue::List(cells.collect()),
            },
            FieldValue::Map(entries) => {
                let label = cells.next().unwrap_or_else(|| blank.clone());
                let values: Vec<Field> = cells.collect();
                let entries = entries.iter().map(|entry| {
                    let field = match entry.name.as_str() {
                        "label" => label.clone(),
                        VALUES => Field {
                            span: entry.field.span,
                            value: FieldValue::List(values.clone()),
                        },
                        _ => self.as_gone(&entry.field),
                    };
                    Entry {
                        field,
                        ..entry.clone()
                    }
                });
                Field {
                    span: row.span,
                    value: FieldValue::Map(entries.collect()),
                }
            }
            _ => row.clone(),
        }
    }

    fn cells(&mut self, row: &Field, heads: &[String], name: &str, change: Change) {
        for (at, head) in heads.iter().enumerate() {
            let Some(cell) = cell(row, at).filter(|cell| !plain(cell).is_empty()) else {
                continue;
            };
            let path = if head.is_empty() {
                format!("{name}.{at}")
            } else {
                format!("{name}.{head}")
            };
            match change {
                Change::Inserted => self.say(&path, None, Some(cell)),
                Change::Deleted => self.say(&path, Some(cell), None),
            }
        }
    }
}

fn heading(column: &Field) -> String {
    match &column.value {
        FieldValue::Map(_) => column.get("title").map(plain).unwrap_or_default(),
        _ => plain(column),
    }
}

fn label(row: &Field) -> String {
    cell(row, 0).map(plain).unwrap_or_default()
}

/// The cell of a row in a column; the label of a row is its first.
fn cell(row: &Field, at: usize) -> Option<&Field> {
    match &row.value {
        FieldValue::List(cells) => cells.get(at),
        FieldValue::Map(_) if at == 0 => row.get("label"),
        FieldValue::Map(_) => row.get(VALUES)?.items().get(at - 1),
        _ => None,
    }
}

/// A row with other cells.
fn with_cells(row: &Field, mut change: impl FnMut(usize, &Field) -> Field) -> Field {
    let value = match &row.value {
        FieldValue::List(cells) => FieldValue::List(
            cells
                .iter()
                .enumerate()
                .map(|(at, cell)| change(at, cell))
                .collect(),
        ),
        FieldValue::Map(entries) => FieldValue::Map(
            entries
                .iter()
                .map(|entry| {
                    let field = match (entry.name.as_str(), &entry.field.value) {
                        ("label", _) => change(0, &entry.field),
                        (VALUES, FieldValue::List(cells)) => Field {
                            span: entry.field.span,
                            value: FieldValue::List(
                                cells
                                    .iter()
                                    .enumerate()
                                    .map(|(at, cell)| change(at + 1, cell))
                                    .collect(),
                            ),
                        },
                        _ => entry.field.clone(),
                    };
                    Entry {
                        field,
                        ..entry.clone()
                    }
                })
                .collect(),
        ),
        other => other.clone(),
    };
    Field {
        span: row.span,
        value,
    }
}
