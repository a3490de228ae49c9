//! New files in a project, for an author to go on with: all of them or none, and never over one that is there.

// This file is one of the places where the disk may be touched (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{WriteError, complete};

/// Why nothing was written.
#[derive(Debug)]
pub enum NotWritten {
    /// These are there already.
    There(Vec<String>),
    Failed(WriteError),
}

/// Writes files below a root, by paths with `/`. The folders that they need are made, the root too.
pub fn write_new(root: &Path, files: &[(String, String)]) -> Result<(), NotWritten> {
    let there: Vec<String> = files.iter().filter_map(|(path, _)| in_the_way(root, path)).collect();
    if !there.is_empty() {
        let once: BTreeSet<String> = there.into_iter().collect();
        return Err(NotWritten::There(once.into_iter().collect()));
    }
    let mut made = Made::default();
    match files.iter().try_for_each(|(path, text)| made.stage(root, path, text)).and_then(|()| made.put()) {
        Ok(()) => Ok(()),
        Err(error) => {
            made.undo();
            Err(error)
        }
    }
}

/// Takes out of a list of files those of the given names that are there already, and gives their names.
pub fn leave_out(root: &Path, files: &mut Vec<(String, String)>, names: &[&str]) -> Vec<String> {
    let is_left = |path: &str| names.contains(&path) && root.join(path).is_file();
    files.extract_if(.., |(path, _)| is_left(path)).map(|(path, _)| path).collect()
}

/// What keeps a file from being new: it is there, or what should be a folder above it is none.
fn in_the_way(root: &Path, path: &str) -> Option<String> {
    let mut at = root.to_owned();
    let mut parts = path.split('/').peekable();
    let mut below: Vec<&str> = Vec::new();
    while let Some(part) = parts.next() {
        at.push(part);
        below.push(part);
        let is_last = parts.peek().is_none();
        // A link that leads nowhere is there, too.
        if at.symlink_metadata().is_ok() && (is_last || !at.is_dir()) {
            return Some(below.join("/"));
        }
    }
    None
}

/// Files and folders that were made so far.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    staged: Vec<(NamedTempFile, PathBuf)>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Completes a file beside its place.
    fn stage(&mut self, root: &Path, path: &str, text: &str) -> Result<(), NotWritten> {
        let target = root.join(path);
        let failed = |error| NotWritten::Failed(WriteError { path: target.clone(), error });
        let folder = target.parent().unwrap_or(root);
        self.folder(folder).map_err(failed)?;
        let inside = folder.canonicalize().and_then(|folder| Ok(folder.starts_with(root.canonicalize()?)));
        if !inside.map_err(failed)? {
            return Err(failed(io::Error::other("its folder is a link that leads out of the project")));
        }
        let staged = complete(folder, text.as_bytes()).map_err(failed)?;
        self.staged.push((staged, target));
        Ok(())
    }

    /// Makes a folder and those above it that are missing.
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
        for above in missing.into_iter().rev() {
            fs::create_dir(above)?;
            self.folders.push(above.to_owned());
        }
        Ok(())
    }

    /// Puts every file in its place; one that has come there meanwhile stays.
    fn put(&mut self) -> Result<(), NotWritten> {
        for (staged, target) in self.staged.drain(..) {
            staged.persist_noclobber(&target).map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => NotWritten::There(vec![target.display().to_string()]),
                _ => NotWritten::Failed(WriteError { path: target.clone(), error: error.error }),
            })?;
            self.files.push(target);
        }
        Ok(())
    }

    /// Takes back what was made. What cannot be taken back does no harm.
    fn undo(mut self) {
        self.staged.clear();
        self.files.iter().for_each(|file| drop(fs::remove_file(file)));
        self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}
