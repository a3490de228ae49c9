//! `planwright list`: the documents of a project, for people, or for a CI job that builds each in a job of its own.

use serde::Serialize;

use super::args::{List, ListFormat};
use super::{Ending, Failure, resolve, terminal};
use crate::diagnostic::Severity;
use crate::diagnostic::show::{human, text};
use crate::discover::MANIFEST_FILE;
use crate::pipeline::{self, Outcome, Request};

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
    cards: usize,
}

pub fn run(command: &List) -> Result<Ending, Failure> {
    let (disk, documents) = resolve::place(&command.place)?;
    let mut outcome = pipeline::run(&disk, &Request { documents, draft: true, ..Request::default() })?;
    let entries = entries(&outcome);
    let shown = match command.message_format {
        ListFormat::Human => entries.iter().map(line).collect(),
        ListFormat::Json => text::json(&Listing { version: 1, documents: entries })? + "\n",
    };
    terminal::print(&shown)?;
    // Only what keeps a document from being listed is said here; for the rest there is `check`.
    outcome.report.retain(|one| one.severity == Severity::Error && one.code == "schema/missing-document");
    terminal::say(&human::render(&outcome.report, &outcome.project.sources, false));
    let unreadable = outcome.documents.len() < outcome.project.documents.len();
    Ok(if unreadable || outcome.report.has_errors() { Ending::DocumentsHaveErrors } else { Ending::Good })
}

fn entries(outcome: &Outcome) -> Vec<Entry> {
    let entry = |built: &pipeline::Built| {
        let manifest = outcome.project.sources.get(built.manifest).path();
        let folder = manifest.strip_suffix(MANIFEST_FILE).unwrap_or(manifest).trim_end_matches('/');
        Entry {
            document: built.entry.document.clone(),
            path: if folder.is_empty() { "." } else { folder }.to_owned(),
            title: built.entry.title.clone(),
            version: built.entry.version.clone(),
            cards: built.entry.cards,
        }
    };
    outcome.documents.iter().map(entry).collect()
}

fn line(entry: &Entry) -> String {
    let cards = if entry.cards == 1 { "card" } else { "cards" };
    let line = format!("{}: {}, version {}, {} {cards}", entry.path, entry.title, entry.version, entry.cards);
    text::harmless(&line).replace('\n', " ") + "\n"
}
