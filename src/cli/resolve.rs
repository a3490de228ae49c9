//! From arguments to what the pipeline takes: the project's root found, folders turned into paths below it.

// This file is one of the places where the environment may be asked (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

use std::env;
use std::path::{Path, PathBuf};

use super::args::{Common, Place};
use super::{Failure, guard, levels};
use crate::discover::{DiscoverError, Disk, Files, MANIFEST_FILE};
use crate::pipeline::Request;

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

fn working_folder() -> Result<PathBuf, Failure> {
    env::current_dir().map_err(|error| Failure(format!("the working folder cannot be read: {error}")))
}

/// A document is named by its folder or its manifest, from the working folder or from the root.
fn document(disk: &Disk, path: &Path, bases: &[&PathBuf]) -> Result<String, Failure> {
    let folder = if path.ends_with(MANIFEST_FILE) { path.parent().unwrap_or(path) } else { path };
    let found = bases.iter().find_map(|base| disk.relative(folder, base));
    match found {
        Some(below) if disk.has_folder(&below) => Ok(below),
        _ => Err(Failure(format!("`{}` is not a folder of this project", path.display()))),
    }
}

impl From<DiscoverError> for Failure {
    fn from(error: DiscoverError) -> Self {
        Self(format!("`{}` cannot be read: {}", error.path, error.error))
    }
}
