//! `planwright status`: what is outstanding in the documents of a project. A report and no check:
//! open places are no failure, but other errors are shown, because they may hide some.

mod csv;
mod history;
mod items;
mod table;

use serde::Serialize;

use super::args::{By, Status, StatusFormat};
use super::{Ending, Failure, resolve, terminal};
use crate::diagnostic::Severity;
use crate::diagnostic::show::json::DocumentEntry;
use crate::diagnostic::show::{human, text};
use crate::pipeline::Outcome;

use items::{Group, Item, group, items};

pub fn run(command: &Status) -> Result<Ending, Failure> {
    if command.history {
        let (disk, documents) = resolve::place(&command.place)?;
        history::print(&disk, &documents, command.format)?;
        return Ok(Ending::Good);
    }
    let outcome = resolve::as_draft(&command.place)?;
    let items = items(&outcome);
    let groups = group(&items, command.by);
    // Where no document could be read, nobody knows what is outstanding, and to say that nothing is
    // would be false.
    let is_known = !outcome.documents.is_empty();
    terminal::print(&match command.format {
        StatusFormat::Json => json(&outcome, &groups, command.by, &items)?,
        _ if !is_known => String::new(),
        StatusFormat::Text if items.is_empty() && command.place.quiet => String::new(),
        StatusFormat::Text => table::render(&groups, command.by, items.len()),
        StatusFormat::Csv => csv::render(&items),
    })?;
    let report = outcome
        .report
        .only(|one| one.severity == Severity::Error && one.family() != "placeholder");
    if !report.has_errors() {
        return Ok(Ending::Good);
    }
    terminal::say(&human::render(&report, &outcome.project.sources, false));
    Ok(Ending::DocumentsHaveErrors)
}

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    documents: Vec<&'a DocumentEntry>,
    by: &'static str,
    groups: Vec<Count<'a>>,
    items: &'a [Item],
    total: usize,
}

#[derive(Serialize)]
struct Count<'a> {
    key: Option<&'a str>,
    count: usize,
}

impl<'a> Count<'a> {
    fn of(group: &Group<'a>) -> Self {
        Self {
            key: group.key,
            count: group.items.len(),
        }
    }
}

fn json(
    outcome: &Outcome,
    groups: &[Group<'_>],
    by: By,
    items: &[Item],
) -> Result<String, Failure> {
    let root = Root {
        version: 1,
        documents: outcome.documents.iter().map(|built| &built.entry).collect(),
        by: match by {
            By::Card => "card",
            By::Owner => "owner",
            By::Rule => "rule",
            By::Due => "due",
        },
        groups: groups.iter().map(Count::of).collect(),
        items,
        total: items.len(),
    };
    Ok(text::json(&root)? + "\n")
}
