//! A folder beside the outputs in which they are completed before any of them is put in its place.
//!
//! Its name begins so that the next run knows it. Who fills it holds a lock on it, so that what
//! nobody holds was left by a run that was ended in the middle, and goes.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::storage::Storage;

/// So begins the name of what is not complete yet.
const BEGUN: &str = ".planwright-";

/// So many names are tried; more are never taken in earnest.
const MOST_TRIES: u32 = 10_000;

/// The folder; it goes when this value goes.
pub struct Staging<'a> {
    storage: &'a dyn Storage,
    folder: PathBuf,
    /// Holds the lock, where a folder can be locked. Where it cannot, nothing is ever cleared
    /// either.
    _held: Option<File>,
}

impl<'a> Staging<'a> {
    /// Begins one in a folder that is there, after what ended runs left in it was cleared.
    pub fn begin(storage: &'a dyn Storage, parent: &Path) -> io::Result<Self> {
        clear(parent);
        let mut taken = 0;
        loop {
            let folder = parent.join(format!("{BEGUN}{}-{taken}", std::process::id()));
            match storage.create_folder(&folder) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && taken < MOST_TRIES =>
                {
                    taken += 1;
                }
                Err(error) => return Err(error),
                Ok(()) => {
                    let held = File::open(&folder).ok();
                    held.iter().for_each(|file| drop(file.try_lock()));
                    return Ok(Self {
                        storage,
                        folder,
                        _held: held,
                    });
                }
            }
        }
    }

    /// A place in it.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Staging<'_> {
    /// What cannot be taken away does no harm: the next run does it.
    fn drop(&mut self) {
        let _ = self.storage.remove(&self.folder);
    }
}

/// Takes away what a run left that was ended in the middle. What cannot be taken away does no harm.
pub(super) fn clear(folder: &Path) {
    for entry in fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let is_ours = entry.file_name().to_string_lossy().starts_with(BEGUN);
        if !is_ours || !File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        drop(if is_folder {
            fs::remove_dir_all(entry.path())
        } else {
            fs::remove_file(entry.path())
        });
    }
}
