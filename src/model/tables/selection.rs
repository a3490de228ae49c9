//! Which rows of a file a card takes (`where`), and in which order (`group-by`). In: all rows. Out:
//! those that are wanted, and what stands below the heading of groups.

use std::collections::HashMap;

use super::choice::Choice;
use super::heading::{Headings, Named};
use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};
use crate::parse::quotes::same_words;
use crate::parse::yaml::{Key, Node};

/// What is left of the rows of a file.
pub struct Selection {
    pub rows: Vec<Vec<Node>>,
    /// The group of each row, if there are groups.
    pub groups: Option<Vec<Node>>,
    /// The columns that `where` and `group-by` name.
    pub asked: Vec<usize>,
}

/// The values that are wanted below one heading.
struct Condition<'a> {
    key: &'a Key,
    column: usize,
    values: Vec<&'a Node>,
}

/// Takes the rows that a card wants, and puts those of a group together, in the order in which the
/// groups begin.
pub fn select(
    rows: Vec<Vec<Node>>,
    choice: &Choice<'_>,
    headings: &Headings<'_>,
    report: &mut Report,
) -> Selection {
    let conditions = conditions(choice, headings, report);
    let asked = choice
        .wanted
        .map_or(0, |(_, wanted)| wanted.entries().len());
    // Where nobody knows what is asked for, nothing is: all rows would be those of other cards too.
    let rows = if conditions.len() < asked {
        Vec::new()
    } else {
        rows
    };
    let is_empty = rows.is_empty();
    let unmet = if is_empty {
        Vec::new()
    } else {
        unmet(&rows, &conditions, headings)
    };
    let kept = rows
        .into_iter()
        .filter(|row| conditions.iter().all(|one| one.holds(row)));
    let mut rows: Vec<Vec<Node>> = kept.collect();
    if let Some((key, _)) = choice.wanted
        && rows.is_empty()
        && unmet.is_empty()
        && !is_empty
    {
        let message = format!("no row of `{}` is all that `where` asks for", headings.file);
        let help = "take one of its conditions away, or correct its value";
        report.push(rules::source::NO_ROWS.at(key.span, message).help(help));
    }
    unmet.into_iter().for_each(|one| report.push(one));
    let group = choice
        .group_by
        .and_then(|by| headings.find(Named::of(by), report));
    let groups = group.map(|column| grouped(&mut rows, column, headings));
    let asked = conditions.iter().map(|one| one.column).chain(group);
    Selection {
        groups,
        asked: asked.collect(),
        rows,
    }
}

/// What `where` asks for, as far as its headings are there.
fn conditions<'a>(
    choice: &Choice<'a>,
    headings: &Headings<'_>,
    report: &mut Report,
) -> Vec<Condition<'a>> {
    let entries = choice.wanted.map(|(_, wanted)| wanted.entries());
    let entries = entries.unwrap_or_default().iter();
    entries
        .filter_map(|(key, value)| {
            let named = Named {
                text: &key.name,
                span: key.span,
            };
            let values = match value.items() {
                [] => vec![value],
                items => items.iter().collect(),
            };
            Some(Condition {
                key,
                column: headings.find(named, report)?,
                values,
            })
        })
        .collect()
}

impl Condition<'_> {
    fn holds(&self, row: &[Node]) -> bool {
        self.values
            .iter()
            .any(|value| is_said(row, self.column, value))
    }
}

/// Whether a cell says what is wanted, whatever its capitals are.
fn is_said(row: &[Node], column: usize, value: &Node) -> bool {
    let cell = said(row, column);
    let wanted = value.text().unwrap_or_default();
    same_words(cell, wanted) || same_words(&cell.to_lowercase(), &wanted.to_lowercase())
}

fn said(row: &[Node], column: usize) -> &str {
    row.get(column).and_then(Node::text).unwrap_or_default()
}

/// Values that stand in no row at all.
fn unmet(
    rows: &[Vec<Node>],
    conditions: &[Condition<'_>],
    headings: &Headings<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for one in conditions.iter().filter(|_| !rows.is_empty()) {
        for value in &one.values {
            if !rows.iter().any(|row| is_said(row, one.column, value)) {
                found.push(nowhere(rows, one, value, headings));
            }
        }
    }
    found
}

fn nowhere(
    rows: &[Vec<Node>],
    condition: &Condition<'_>,
    value: &Node,
    headings: &Headings<'_>,
) -> Diagnostic {
    let words = value.text().unwrap_or_default().trim();
    let heading = headings.text(condition.column);
    let message = format!(
        "no row of `{}` has `{words}` below `{heading}`",
        headings.file
    );
    let cells = rows.iter().map(|row| said(row, condition.column).trim());
    let help = did_you_mean(words, cells.filter(|cell| !cell.is_empty())).map_or_else(
        || "write what stands in that column of the file".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let span = if value.is_blank() {
        condition.key.span
    } else {
        value.span
    };
    rules::source::NO_ROWS.at(span, message).help(help)
}

/// Puts rows of a group together; gives the group of each.
fn grouped(rows: &mut [Vec<Node>], column: usize, headings: &Headings<'_>) -> Vec<Node> {
    let mut first: HashMap<String, usize> = HashMap::new();
    for row in rows.iter() {
        let next = first.len();
        first
            .entry(said(row, column).trim().to_owned())
            .or_insert(next);
    }
    rows.sort_by_key(|row| first.get(said(row, column).trim()).copied());
    let end = |row: &[Node]| super::beyond(super::around(row, headings.span));
    rows.iter()
        .map(|row| row.get(column).cloned().unwrap_or_else(|| end(row)))
        .collect()
}
