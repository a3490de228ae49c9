//! New files in a project, for an author to go on with: all of them or none, and never over one
//! that is there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::WriteError;
use super::staging::Staging;
use super::storage::Storage;

/// Why nothing was written.
#[derive(Debug)]
pub enum NotWritten {
    /// These are there already.
    There(Vec<String>),
    Failed(WriteError),
}

fn failed(path: &Path, error: io::Error) -> NotWritten {
    NotWritten::Failed(WriteError {
        path: path.to_owned(),
        error,
    })
}

/// Writes files below a root, by paths with `/`. The folders that they need are made, the root too.
///
/// # Errors
/// The files that are there already, or the first request that the disk refuses. Then nothing was
/// made.
pub fn write_new(
    storage: &dyn Storage,
    root: &Path,
    files: &[(String, String)],
) -> Result<(), NotWritten> {
    let there: BTreeSet<String> = files
        .iter()
        .filter_map(|(path, _)| in_the_way(root, path))
        .collect();
    if !there.is_empty() {
        return Err(NotWritten::There(there.into_iter().collect()));
    }
    let mut made = Made {
        storage,
        folders: Vec::new(),
        files: Vec::new(),
    };
    let targets: Vec<PathBuf> = files.iter().map(|(path, _)| root.join(path)).collect();
    for target in &targets {
        made.folder_of(root, target)
            .map_err(|error| failed(target, error))?;
    }
    let staging = Staging::begin(storage, root).map_err(|error| failed(root, error))?;
    for (index, (target, (_, text))) in targets.iter().zip(files).enumerate() {
        storage
            .create_file(&staging.place(&index.to_string()), text.as_bytes())
            .map_err(|error| failed(target, error))?;
    }
    for (index, target) in targets.iter().enumerate() {
        made.put(&staging.place(&index.to_string()), target)?;
    }
    made.files.clear();
    made.folders.clear();
    Ok(())
}

/// Takes out of a list of files those of the given names that are there already, and gives their
/// names.
pub fn leave_out(root: &Path, files: &mut Vec<(String, String)>, names: &[&str]) -> Vec<String> {
    let is_left = |path: &str| names.contains(&path) && root.join(path).is_file();
    files
        .extract_if(.., |(path, _)| is_left(path))
        .map(|(path, _)| path)
        .collect()
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

/// Files and folders that were made so far; what is still here when this value goes is taken back.
struct Made<'a> {
    storage: &'a dyn Storage,
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made<'_> {
    /// Makes the folder of a file, which must not lie outside the root.
    fn folder_of(&mut self, root: &Path, target: &Path) -> io::Result<()> {
        let folder = target.parent().unwrap_or(root);
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .collect();
        for above in missing.into_iter().rev() {
            self.storage.create_folder(above)?;
            self.folders.push(above.to_owned());
        }
        if folder.canonicalize()?.starts_with(root.canonicalize()?) {
            return Ok(());
        }
        Err(io::Error::other(
            "its folder is a link that leads out of the project",
        ))
    }

    /// Puts a completed file in its place; one that has come there meanwhile stays.
    fn put(&mut self, staged: &Path, target: &Path) -> Result<(), NotWritten> {
        self.storage
            .move_new(staged, target)
            .map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    NotWritten::There(vec![target.display().to_string()])
                }
                _ => failed(target, error),
            })?;
        self.files.push(target.to_owned());
        Ok(())
    }
}

impl Drop for Made<'_> {
    /// What cannot be taken back does no harm.
    fn drop(&mut self) {
        self.files
            .iter()
            .for_each(|file| drop(self.storage.remove(file)));
        // A folder in which somebody has put something meanwhile stays.
        self.folders
            .iter()
            .rev()
            .for_each(|folder| drop(fs::remove_dir(folder)));
    }
}
