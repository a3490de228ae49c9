//! From arguments to what the pipeline takes: the project's root found, folders turned into paths
//! below it.

// This file is one of the places where the environment and the clock may be asked (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

use std::env;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use jiff::Span;
use jiff::civil::Date;

use super::args::{Common, Place};
use super::reason::reason;
use super::{Failure, levels};
use crate::diagnostic::{Report, did_you_mean};
use crate::discover::{DiscoverError, Disk, Files, MANIFEST_FILE, is_below};
use crate::model::document::Document;
use crate::pipeline::{self, Mode, Outcome, Request, Unread};

const SECONDS_A_DAY: u64 = 86_400;

/// Finds the project and says what is to be done with it.
pub fn resolve(common: &Common, mode: Mode) -> Result<(Disk, Request), Failure> {
    let (disk, documents) = place(&common.place)?;
    let calls = levels::calls(&common.levels);
    Ok((
        disk,
        Request {
            documents,
            calls,
            draft: common.draft,
            mode,
            today: common.today,
            ..Request::default()
        },
    ))
}

/// The document that a command is to deal with: the one that is named, else the only one.
pub fn chosen<'a>(
    named: Option<&str>,
    documents: &[&'a Document],
) -> Result<&'a Document, Failure> {
    let names = || {
        documents
            .iter()
            .map(|document| format!("`{}`", document.manifest.name))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (named, documents) {
        (_, []) => Err(Failure::of(
            "there is no document yet; `planwright init` makes one".to_owned(),
        )),
        (None, [only]) => Ok(*only),
        (None, _) => Err(Failure::of(format!(
            "the project has several documents: {}; say which with `--document NAME`",
            names()
        ))),
        (Some(name), documents) => {
            let wanted = name.trim_end_matches('/').trim_start_matches("./");
            let found = documents
                .iter()
                .find(|document| document.manifest.name == wanted || document.folder == wanted);
            found.copied().ok_or_else(|| {
                Failure::of(format!(
                    "there is no document `{name}`; the documents are {}",
                    names()
                ))
            })
        }
    }
}

/// The project as a draft, without its pages: what commands ask that only say what is there.
pub fn as_draft(place: &Place) -> Result<Outcome, Failure> {
    let (disk, documents) = self::place(place)?;
    let request = Request {
        documents,
        draft: true,
        ..Request::default()
    };
    Ok(pipeline::run(&disk, &request)?)
}

/// Finds the project, and the documents in it that are named.
pub fn place(place: &Place) -> Result<(Disk, Vec<String>), Failure> {
    let start = working_folder()?;
    let disk = Disk::open(place.root.as_deref(), &start)?;
    let base = place.root.clone().unwrap_or_else(|| start.clone());
    let documents = place
        .documents
        .iter()
        .map(|path| document(&disk, path, &[&start, &base]));
    let documents = documents.collect::<Result<Vec<String>, Failure>>()?;
    Ok((disk, documents))
}

/// Finds the project.
pub fn disk(root: Option<&Path>) -> Result<Disk, Failure> {
    Ok(Disk::open(root, &working_folder()?)?)
}

/// The day, where this machine is thought to be at Greenwich: only for text that an author goes on
/// to edit, never for an output.
pub fn today() -> Date {
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / SECONDS_A_DAY).unwrap_or_default();
    Date::constant(1970, 1, 1)
        .checked_add(Span::new().days(days))
        .unwrap_or(Date::constant(1970, 1, 1))
}

/// A folder on the command line, taken from the working folder, as a path below the root; it need
/// not be there yet.
pub fn folder(disk: &Disk, path: &Path) -> Result<String, Failure> {
    let failed = || {
        Failure::of(format!(
            "`{}` is not a folder of this project",
            path.display()
        ))
    };
    let full = working_folder()?.join(path);
    let there = full
        .ancestors()
        .find(|folder| folder.is_dir())
        .ok_or_else(failed)?;
    let below = disk.relative(there, Path::new("")).ok_or_else(failed)?;
    let rest = full.strip_prefix(there).map_err(|_| failed())?;
    let mut parts: Vec<String> = below
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    for part in rest.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str().ok_or_else(failed)?.to_owned()),
            _ => return Err(failed()),
        }
    }
    Ok(parts.join("/"))
}

fn working_folder() -> Result<PathBuf, Failure> {
    env::current_dir().map_err(|error| {
        Failure::of(format!(
            "the working folder cannot be read: {}",
            reason(&error)
        ))
    })
}

/// A document is named by its folder or its manifest, from the working folder or from the root.
fn document(disk: &Disk, path: &Path, bases: &[&PathBuf]) -> Result<String, Failure> {
    let folder = if path.ends_with(MANIFEST_FILE) {
        path.parent().unwrap_or(path)
    } else {
        path
    };
    let found = bases.iter().find_map(|base| disk.relative(folder, base));
    match found {
        Some(below) if disk.has_folder(&below) => Ok(below),
        _ => Err(no_document(disk, path, found.as_deref()).at(path.display().to_string())),
    }
}

/// What is named as a document and is none; `found` is a file of that name, below the root. The
/// documents that there are are looked for only now.
fn no_document(disk: &Disk, path: &Path, found: Option<&str>) -> Failure {
    let shown = path.display();
    let files = disk
        .files_below("", &[])
        .map(|below| below.files)
        .unwrap_or_default();
    let folder = |file: &'_ String| {
        file.strip_suffix(MANIFEST_FILE)
            .map(|folder| folder.trim_end_matches('/').to_owned())
    };
    let folders: Vec<String> = files.iter().filter_map(folder).map(or_here).collect();
    let holds =
        |folder: &&String| found.is_some_and(|file| *folder == "." || is_below(file, folder));
    if let Some(around) = folders
        .iter()
        .filter(holds)
        .max_by_key(|folder| folder.len())
    {
        return Failure::of(format!(
            "`{shown}` is a file; a document is named by its folder: write `{around}`"
        ));
    }
    let near = did_you_mean(&path.to_string_lossy(), folders.iter().map(String::as_str));
    let help = match (near, folders.as_slice()) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, []) => String::new(),
        (None, [one]) => format!("; its document is `{one}`"),
        (None, all) => {
            format!(
                "; its documents are {}",
                all.iter()
                    .map(|one| format!("`{one}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
    };
    Failure::of(format!("`{shown}` is not a folder of this project{help}"))
}

/// A folder below the root, as it is typed.
fn or_here(folder: String) -> String {
    if folder.is_empty() {
        ".".to_owned()
    } else {
        folder
    }
}

impl From<DiscoverError> for Failure {
    fn from(error: DiscoverError) -> Self {
        Failure::of(format!(
            "`{}` cannot be read: {}",
            error.path,
            reason(&error.error)
        ))
        .at(error.path)
    }
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => error.into(),
            Unread::TooOld(refusal, sources) => {
                let mut report = Report::default();
                report.push(*refusal);
                Failure {
                    found: Some((report, sources)),
                    ..Failure::of(String::new())
                }
            }
        }
    }
}
