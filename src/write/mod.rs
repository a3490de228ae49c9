//! OUT: bytes to the output folder, each file whole or not at all.

// This file is one of the places where the disk may be touched (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

mod fresh;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

pub use fresh::{NotWritten, leave_out, write_new};

/// So begins the name of what is not complete yet. Who writes it holds a lock on it, so that what nobody holds was left by a run
/// that was ended in the middle.
const BEGUN: &str = ".planwright-";

/// Something could not be written: exit status 2.
#[derive(Debug)]
pub struct WriteError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Writes a file by way of a temporary one beside it, so that an older good file stays until the new one is complete.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |error| WriteError { path: path.to_owned(), error };
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    clear(folder);
    let file = complete(folder, bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A temporary file beside a path, complete and readable, to be put there.
fn complete(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(BEGUN).tempfile_in(folder).map_err(without_path)?;
    hold(file.as_file());
    file.write_all(bytes).map_err(without_path)?;
    file.as_file().sync_all()?;
    open_to_all(file.path(), 0o644)?;
    Ok(file)
}

/// Writes a folder of files by way of a temporary one beside it; an older folder of that name is replaced.
pub fn write_folder<'a>(path: &Path, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<(), WriteError> {
    let failed = |error| WriteError { path: path.to_owned(), error };
    let parent = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    clear(parent);
    let (made, _held) = begin_folder(parent).map_err(failed)?;
    for (name, bytes) in files {
        let file = made.path().join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&file, bytes).map_err(failed)?;
    }
    if path.exists() {
        fs::remove_dir_all(path).map_err(failed)?;
    }
    fs::rename(made.keep(), path).map_err(failed)
}

/// A folder to be filled. The second value holds it, where a folder can be held.
fn begin_folder(parent: &Path) -> io::Result<(TempDir, Option<File>)> {
    let made = tempfile::Builder::new().prefix(BEGUN).tempdir_in(parent).map_err(without_path)?;
    let held = File::open(made.path()).ok();
    held.iter().for_each(hold);
    open_to_all(made.path(), 0o755)?;
    Ok((made, held))
}

/// Keeps `clear` off. Where files cannot be locked, nothing is ever cleared either.
fn hold(file: &File) {
    let _ = file.try_lock();
}

/// Takes away what a run left that was ended in the middle. What cannot be taken away does no harm.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let is_ours = entry.file_name().to_string_lossy().starts_with(BEGUN);
        if !is_ours || !File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        drop(if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) });
    }
}

/// The name of a temporary file helps nobody, and is another one each time.
fn without_path(error: io::Error) -> io::Error {
    if error.raw_os_error().is_none() && error.kind() != io::ErrorKind::Other { error.kind().into() } else { error }
}

/// What is temporary is for its owner only; an output is for everybody.
#[cfg(unix)]
fn open_to_all(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn open_to_all(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_run_left_that_was_ended_in_the_middle_goes_and_what_somebody_writes_stays() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = root.path();
        fs::write(folder.join(".planwright-left"), "half a PDF").expect("it can be written");
        fs::create_dir(folder.join(".planwright-folder")).expect("it can be made");
        fs::write(folder.join(".planwright-folder/main.typ"), "half").expect("it can be written");
        fs::write(folder.join(".else"), "not ours").expect("it can be written");
        let other = tempfile::Builder::new().prefix(BEGUN).tempfile_in(folder).expect("it can be made");
        hold(other.as_file());
        write_whole(&folder.join("a.pdf"), b"whole").expect("it can be written");
        write_folder(&folder.join("a"), [("sub/b.typ", &b"x"[..])].into_iter()).expect("it can be written");
        let others = other.path().file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(names(folder), [".else", &others, "a", "a.pdf"]);
    }

    #[cfg(unix)]
    #[test]
    fn outputs_are_for_everybody() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().expect("a temporary folder");
        write_whole(&root.path().join("a.pdf"), b"x").expect("it can be written");
        write_folder(&root.path().join("a"), std::iter::empty()).expect("it can be written");
        let mode = |name: &str| fs::metadata(root.path().join(name)).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode("a.pdf"), mode("a")), (0o644, 0o755));
    }

    #[test]
    fn no_message_names_a_temporary_file() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let missing = root.path().join("missing");
        let error = complete(&missing, b"x").expect_err("there is no such folder").to_string();
        assert!(!error.contains("missing") && !error.contains(BEGUN), "{error}");
        assert!(begin_folder(&missing).is_err_and(|error| !error.to_string().contains(BEGUN)));
    }
}
