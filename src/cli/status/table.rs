//! What is outstanding, as text: a line for each group with its count, below it a line for each
//! item, and the total.

use super::items::{Group, Item};
use crate::cli::args::By;
use crate::diagnostic::show::text::harmless;

pub fn render(groups: &[Group<'_>], by: By, total: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for group in groups {
        lines.push(format!("{}: {}", name(group, by), group.items.len()));
        lines.extend(
            group
                .items
                .iter()
                .map(|item| format!("  {}", line(item, by))),
        );
    }
    if !groups.is_empty() {
        lines.push(String::new());
    }
    lines.push(if total == 0 {
        "nothing is outstanding".to_owned()
    } else {
        format!("{total} outstanding")
    });
    lines
        .iter()
        .map(|line| harmless(line).replace(['\n', '\t'], " ") + "\n")
        .collect()
}

fn name(group: &Group<'_>, by: By) -> String {
    let title = group
        .items
        .first()
        .map(|item| item.title.as_str())
        .unwrap_or_default();
    match (by, group.key) {
        (By::Card, Some(path)) if !title.is_empty() => format!("{path} ({title})"),
        (By::Owner, None) => "no owner".to_owned(),
        (By::Due, None) => "no date".to_owned(),
        (_, key) => key.unwrap_or_default().to_owned(),
    }
}

/// The place, the words, and what the group does not say already.
fn line(item: &Item, by: By) -> String {
    let place = match &item.cell {
        Some(cell) => format!(" {cell}"),
        None => format!("{}:{}", item.line, item.column),
    };
    let mut line = if by == By::Card {
        place.trim_start().to_owned()
    } else {
        format!("{}:{place}", item.path)
    };
    line.push_str("  ");
    line.push_str(&item.text);
    for (label, value, said) in [
        ("", &item.owner, by == By::Owner),
        ("due ", &item.due, by == By::Due),
    ] {
        if let (Some(value), false) = (value, said) {
            line.push_str(&format!(", {label}{value}"));
        }
    }
    if let Some(note) = &item.note {
        line.push_str(&format!(": {note}"));
    }
    line
}
