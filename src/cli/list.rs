//! `planwright list`: the documents of a project, for people, or for a CI job that builds each in a
//! job of its own.

use std::path::Path;

use serde::Serialize;

use super::args::{List, ListFormat};
use super::{Ending, Failure, resolve, terminal};
use crate::diagnostic::show::{human, text};
use crate::diagnostic::{Severity, rules};
use crate::discover::MANIFEST_FILE;
use crate::pipeline::{DocumentResult, Outcome};

#[derive(Serialize)]
struct Listing {
    version: u32,
    documents: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    document: String,
    /// The folder, as `build` takes it.
    path: String,
    title: String,
    version: String,
    /// `plan`, `report`, or a type of the project's own.
    #[serde(rename = "type")]
    kind: String,
    cards: usize,
    /// What `planwright` is to be called with to build this document alone; `--draft` may be
    /// added.
    arguments: Vec<String>,
    /// What that writes.
    output: String,
    /// What it writes with `--draft`.
    draft_output: String,
}

pub fn run(command: &List) -> Result<Ending, Failure> {
    let outcome = resolve::as_draft(&command.place)?;
    let entries = entries(&outcome, command.place.root.as_deref());
    let shown = match command.message_format {
        ListFormat::Human => entries.iter().map(line).collect(),
        ListFormat::Json => {
            text::json(&Listing {
                version: 1,
                documents: entries,
            })? + "\n"
        }
    };
    terminal::print(&shown)?;
    // Only what keeps a document from being listed is said here; for the rest there is `check`.
    let report = outcome
        .report
        .only(|one| one.severity == Severity::Error && one.is(rules::schema::MISSING_DOCUMENT));
    terminal::say(&human::render(&report, &outcome.project.sources, false));
    let unreadable = outcome.documents.len() < outcome.project.documents.len();
    Ok(if unreadable || report.has_errors() {
        Ending::DocumentsHaveErrors
    } else {
        Ending::Good
    })
}

fn entries(outcome: &Outcome, root: Option<&Path>) -> Vec<Entry> {
    let entry = |built: &DocumentResult| {
        let manifest = outcome.project.sources.get(built.manifest).path();
        let folder = manifest
            .strip_suffix(MANIFEST_FILE)
            .unwrap_or(manifest)
            .trim_end_matches('/');
        let path = if folder.is_empty() { "." } else { folder }.to_owned();
        let [output, draft_output] = built
            .stems
            .each_ref()
            .map(|stem| format!("{}/{stem}.pdf", outcome.settings.output));
        Entry {
            document: built.entry.document.clone(),
            title: built.entry.title.clone(),
            version: built.entry.version.clone(),
            kind: built.kind.clone(),
            cards: built.entry.cards,
            arguments: arguments(&path, root),
            output,
            draft_output,
            path,
        }
    };
    outcome.documents.iter().map(entry).collect()
}

fn arguments(path: &str, root: Option<&Path>) -> Vec<String> {
    let mut arguments = vec!["build".to_owned()];
    if let Some(root) = root {
        arguments.extend(["--root".to_owned(), root.display().to_string()]);
    }
    // A folder that begins like an option is none.
    arguments.push(if path.starts_with('-') {
        format!("./{path}")
    } else {
        path.to_owned()
    });
    arguments
}

fn line(entry: &Entry) -> String {
    let cards = if entry.cards == 1 { "card" } else { "cards" };
    let line = format!(
        "{}: {}, version {}, {} {cards}",
        entry.path, entry.title, entry.version, entry.cards
    );
    text::harmless(&line).replace('\n', " ") + "\n"
}
