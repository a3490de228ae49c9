//! `planwright new`: the next card of a kind, beside others of its kind.

use super::args::New;
use super::reason::reason;
use super::{Ending, Failure, new_fact, resolve, terminal};
use crate::diagnostic::did_you_mean;
use crate::discover::Files;
use crate::model::document::Document;
use crate::model::kinds::Kinds;
use crate::pipeline::Snapshot;
use crate::scaffold::{self, NewCard};
use crate::source::SourceSet;
use crate::write::{NotWritten, OnDisk, write_new};

pub fn run(command: &New) -> Result<Ending, Failure> {
    let disk = resolve::disk(command.root.as_deref())?;
    let snapshot = Snapshot::read(&disk, &[], SourceSet::default())?;
    let is_kind = snapshot.kinds.get(&command.kind).is_some();
    if command.kind == new_fact::FACT && !is_kind {
        return new_fact::run(command, &disk, &snapshot);
    }
    let documents: Vec<&Document> = snapshot.documents().collect();
    let kind = snapshot
        .kinds
        .get(&command.kind)
        .ok_or_else(|| unknown_kind(&command.kind, &snapshot.kinds))?;
    let document = resolve::chosen(command.document.as_deref(), &documents)?;
    let folder = command
        .folder
        .as_ref()
        .map(|folder| resolve::folder(&disk, folder))
        .transpose()?;
    if let Some(outside) = folder
        .as_deref()
        .filter(|folder| !is_within(folder, &document.folder))
    {
        let outside = if outside.is_empty() { "." } else { outside };
        return Err(Failure::of(format!(
            "`{outside}` lies outside the document `{}`",
            document.manifest.name
        )));
    }
    let taken = |path: &str| disk.has_file(path) || disk.has_folder(path);
    let spot = scaffold::spot(
        document,
        &kind.name,
        &command.title,
        folder.as_deref(),
        &taken,
    );
    let text = scaffold::card(
        &NewCard {
            kind,
            title: &command.title,
            spot: &spot,
        },
        document,
    );
    write_new(&OnDisk, disk.root(), &[(spot.path.clone(), text)]).map_err(not_written)?;
    terminal::print(&format!("{}\n", spot.path))?;
    if let Some(id) = &spot.id {
        terminal::say(&format!("references lead to it by the id `{id}`\n"));
    }
    Ok(Ending::Good)
}

/// The document that gets the card: the one that is named, else the only one.
fn unknown_kind(name: &str, kinds: &Kinds) -> Failure {
    let all = kinds
        .names()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let near = did_you_mean(name, kinds.names())
        .map(|near| format!("did you mean `{near}`? "))
        .unwrap_or_default();
    Failure::of(format!(
        "there is no kind `{name}`; {near}the kinds are {all}"
    ))
}

fn is_within(folder: &str, document: &str) -> bool {
    document.is_empty()
        || folder == document
        || folder
            .strip_prefix(document)
            .is_some_and(|rest| rest.starts_with('/'))
}

fn not_written(error: NotWritten) -> Failure {
    match error {
        NotWritten::There(files) => Failure::of(format!(
            "`{}` is there already, so nothing was written",
            files.join("`, `")
        )),
        NotWritten::Failed(failed) => Failure::of(format!(
            "`{}` cannot be written: {}",
            failed.path.display(),
            reason(&failed.error)
        )),
    }
}
