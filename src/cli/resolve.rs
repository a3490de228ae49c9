//! From arguments to what the pipeline takes: the project's root found, folders turned into paths below it.

// This file is one of the places where the environment and the clock may be asked (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

use std::env;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use jiff::Span;
use jiff::civil::Date;

use super::args::{Common, Place};
use super::{Failure, guard, levels};
use crate::diagnostic::Report;
use crate::discover::{DiscoverError, Disk, Files, MANIFEST_FILE};
use crate::pipeline::{Request, Unread};

const SECONDS_A_DAY: u64 = 86_400;

/// Finds the project and says what is to be done with it.
pub fn resolve(common: &Common, compile: bool, pdf: bool) -> Result<(Disk, Request), Failure> {
    let (disk, documents) = place(&common.place)?;
    let calls = levels::calls(&common.levels);
    Ok((
        disk,
        Request {
            documents,
            calls,
            draft: common.draft,
            compile,
            pdf,
            html: false,
            line_numbers: false,
            today: common.today,
            watch: guard::watch(),
        },
    ))
}

/// Finds the project, and the documents in it that are named.
pub fn place(place: &Place) -> Result<(Disk, Vec<String>), Failure> {
    let start = working_folder()?;
    let disk = Disk::open(place.root.as_deref(), &start)?;
    let base = place.root.clone().unwrap_or_else(|| start.clone());
    let documents = place.documents.iter().map(|path| document(&disk, path, &[&start, &base]));
    let documents = documents.collect::<Result<Vec<String>, Failure>>()?;
    Ok((disk, documents))
}

/// Finds the project.
pub fn disk(root: Option<&Path>) -> Result<Disk, Failure> {
    Ok(Disk::open(root, &working_folder()?)?)
}

/// The day, where this machine is thought to be at Greenwich: only for text that an author goes on to edit, never for an output.
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / SECONDS_A_DAY).unwrap_or_default();
    Date::constant(1970, 1, 1).checked_add(Span::new().days(days)).unwrap_or(Date::constant(1970, 1, 1))
}

/// A folder on the command line, taken from the working folder, as a path below the root; it need not be there yet.
pub fn folder(disk: &Disk, path: &Path) -> Result<String, Failure> {
    let failed = || Failure(format!("`{}` is not a folder of this project", path.display()));
    let full = working_folder()?.join(path);
    let there = full.ancestors().find(|folder| folder.is_dir()).ok_or_else(failed)?;
    let below = disk.relative(there, Path::new("")).ok_or_else(failed)?;
    let rest = full.strip_prefix(there).map_err(|_| failed())?;
    let mut parts: Vec<String> = below.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in rest.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str().ok_or_else(failed)?.to_owned()),
            _ => return Err(failed()),
        }
    }
    Ok(parts.join("/"))
}

fn working_folder() -> Result<PathBuf, Failure> {
    env::current_dir().map_err(|error| Failure(format!("the working folder cannot be read: {error}")))
}

/// A document is named by its folder or its manifest, from the working folder or from the root.
fn document(disk: &Disk, path: &Path, bases: &[&PathBuf]) -> Result<String, Failure> {
    let folder = if path.ends_with(MANIFEST_FILE) { path.parent().unwrap_or(path) } else { path };
    let found = bases.iter().find_map(|base| disk.relative(folder, base));
    match found {
        Some(below) if disk.has_folder(&below) => Ok(below),
        _ => Err(Failure(format!("`{}` is not a folder of this project", path.display())).at(path.display().to_string())),
    }
}

impl From<DiscoverError> for Failure {
    fn from(error: DiscoverError) -> Self {
        Failure(format!("`{}` cannot be read: {}", error.path, error.error)).at(error.path)
    }
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => error.into(),
            Unread::TooOld(refusal, sources) => {
                let mut report = Report::default();
                report.push(*refusal);
                Failure { found: Some((report, sources)), ..Failure(String::new()) }
            }
        }
    }
}
