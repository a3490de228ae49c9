//! The outputs of a run: all of them appear, or none, and what was there before is whole either
//! way.
//!
//! In: names below the output folder, with bytes. They are first completed in a folder of their own
//! (`staging`), where a full disk does no harm; then each changes places with what was there, and
//! if one cannot, those before it change back. Bytes that are there already are not written again:
//! a folder that is synchronised with another machine need not carry them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::WriteError;
use super::staging::{Staging, clear};
use super::storage::Storage;

/// One output.
#[derive(Debug)]
pub struct Output<'a> {
    /// Its name in the output folder.
    pub name: String,
    pub content: Content<'a>,
}

/// What is in an output.
#[derive(Debug)]
pub enum Content<'a> {
    File(&'a [u8]),
    /// Files by their paths below the folder, with `/`. An older folder of the name is replaced as
    /// a whole.
    Folder(BTreeMap<&'a str, &'a [u8]>),
}

/// Writes outputs into a folder, which is made if it is not there.
///
/// # Errors
/// The first request that the disk refuses, with the place of the output for which it was made.
/// Then nothing has changed but that the folder may have been made.
pub fn write_outputs(
    storage: &dyn Storage,
    folder: &Path,
    outputs: &[Output<'_>],
) -> Result<(), WriteError> {
    let within = |error| WriteError {
        path: folder.to_owned(),
        error,
    };
    create_folders(storage, folder).map_err(within)?;
    let new: Vec<&Output<'_>> = outputs
        .iter()
        .filter(|output| !is_there(storage, &folder.join(&output.name), output))
        .collect();
    if new.is_empty() {
        // A run may have been ended just after it had put them there.
        clear(folder);
        return Ok(());
    }
    let staging = Staging::begin(storage, folder).map_err(within)?;
    let mut exchange = Exchange {
        storage,
        done: Vec::new(),
    };
    for (index, output) in new.iter().enumerate() {
        let staged = staging.place(&index.to_string());
        complete(storage, &staged, &output.content).map_err(|error| WriteError {
            path: folder.join(&output.name),
            error,
        })?;
    }
    for (index, output) in new.iter().enumerate() {
        let target = folder.join(&output.name);
        let put = exchange.put(
            staging.place(&index.to_string()),
            &target,
            matches!(output.content, Content::File(_)),
        );
        put.map_err(|error| WriteError {
            path: target,
            error,
        })?;
    }
    storage.sync_folder(folder).map_err(within)?;
    exchange.done.clear();
    Ok(())
}

/// Puts other bytes in the place of a file, or makes it: it is the old or the new one at every
/// moment.
///
/// # Errors
/// The first request that the disk refuses. Then the file is the old one.
pub fn replace(storage: &dyn Storage, file: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let output = Output {
        name: name.into_owned(),
        content: Content::File(bytes),
    };
    let folder = file.parent().filter(|above| !above.as_os_str().is_empty());
    write_outputs(storage, folder.unwrap_or(Path::new(".")), &[output])
}

/// Makes a folder and those above it that are missing.
pub(super) fn create_folders(storage: &dyn Storage, folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && !above.is_dir())
        .collect();
    missing
        .into_iter()
        .rev()
        .try_for_each(|above| match storage.create_folder(above) {
            // Another run may have made it meanwhile.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && above.is_dir() => Ok(()),
            result => result,
        })
}

/// Whether an output is there already, byte for byte. What cannot be read is written anew.
fn is_there(storage: &dyn Storage, target: &Path, output: &Output<'_>) -> bool {
    match &output.content {
        Content::File(bytes) => {
            target.is_file() && storage.read(target).is_ok_and(|old| old == *bytes)
        }
        Content::Folder(files) => {
            let same = |(name, bytes): (&&str, &&[u8])| {
                storage
                    .read(&target.join(name))
                    .is_ok_and(|old| old == **bytes)
            };
            files_in(target).is_some_and(|count| count == files.len()) && files.iter().all(same)
        }
    }
}

/// How many files lie in a folder and below; `None` if it is none.
fn files_in(folder: &Path) -> Option<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder).ok()? {
        let path = entry.ok()?.path();
        count += if path.is_dir() { files_in(&path)? } else { 1 };
    }
    Some(count)
}

fn complete(storage: &dyn Storage, staged: &Path, content: &Content<'_>) -> io::Result<()> {
    let files = match content {
        Content::File(bytes) => return storage.create_file(staged, bytes),
        Content::Folder(files) => files,
    };
    storage.create_folder(staged)?;
    for (name, bytes) in files {
        let file = staged.join(name);
        create_folders(storage, file.parent().unwrap_or(staged))?;
        storage.create_file(&file, bytes)?;
    }
    Ok(())
}

/// What was put in its place so far; what is still in `done` when this value goes is taken back.
struct Exchange<'a> {
    storage: &'a dyn Storage,
    done: Vec<Put>,
}

/// A staged output that lies at its target now.
struct Put {
    /// Where it was completed; if something was at the target before, it lies here now.
    staged: PathBuf,
    target: PathBuf,
    replaced: bool,
}

impl Exchange<'_> {
    fn put(&mut self, staged: PathBuf, target: &Path, is_file: bool) -> io::Result<()> {
        let there = fs::symlink_metadata(target).ok();
        // A folder that bears the name of a file is nothing that this program made.
        if is_file && there.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::Error::other(
                "a folder of this name is in its place; move it away",
            ));
        }
        let replaced = there.is_some();
        let put = if replaced {
            self.storage.swap(&staged, target)
        } else {
            self.storage.move_new(&staged, target)
        };
        put?;
        self.done.push(Put {
            staged,
            target: target.to_owned(),
            replaced,
        });
        Ok(())
    }
}

impl Drop for Exchange<'_> {
    /// What cannot be taken back cannot be helped; the error that led here is told.
    fn drop(&mut self) {
        for Put {
            staged,
            target,
            replaced,
        } in self.done.drain(..).rev()
        {
            let back = if replaced {
                self.storage.swap(&target, &staged)
            } else {
                self.storage.move_new(&target, &staged)
            };
            drop(back);
        }
    }
}
