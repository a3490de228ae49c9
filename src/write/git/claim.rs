//! Locks that a release left behind which was killed.
//!
//! git locks a file by making another one beside it, and whoever is killed leaves it there, for
//! ever. So a release first says in a file of its own that it is about to take locks, and holds
//! that file as long as it lives. The next one finds it held by nobody, and takes away what the
//! first left: locks that are younger than its claim, and are empty or hold what it was about to
//! write. Another program's lock has other content, and stays.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The claim, in the folder of the repository.
const NAME: &str = "planwright-release";

/// Held from before the first lock until after the last.
pub struct Claim {
    path: PathBuf,
    _held: File,
}

impl Claim {
    /// Takes over from a release that was killed, and announces this one.
    /// `written` is what may stand in one of the locks.
    pub(super) fn begin(folder: &Path, locks: &[PathBuf], written: &[String]) -> io::Result<Self> {
        let path = folder.join(NAME);
        if let Some(since) = left(&path) {
            locks.iter().for_each(|lock| clear(lock, since, written));
        }
        let held = File::create(&path)?;
        if held.try_lock().is_err() {
            return Err(io::Error::other("another release is at work here"));
        }
        Ok(Self { path, _held: held })
    }
}

impl Drop for Claim {
    /// One that stays does no harm: nobody holds it.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// When the claim was made of a release that is no more.
fn left(path: &Path) -> Option<SystemTime> {
    let file = File::open(path).ok()?;
    file.try_lock().ok()?;
    file.metadata().ok()?.modified().ok()
}

/// What cannot be taken away is still in the way, and said to be.
fn clear(lock: &Path, since: SystemTime, written: &[String]) {
    let found = fs::symlink_metadata(lock);
    let is_young = found.is_ok_and(|found| {
        found.is_file() && found.modified().is_ok_and(|modified| modified >= since)
    });
    let is_ours = |content: String| {
        content.is_empty() || written.iter().any(|written| written == content.trim_end())
    };
    if is_young && fs::read_to_string(lock).is_ok_and(is_ours) {
        let _ = fs::remove_file(lock);
    }
}
