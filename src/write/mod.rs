//! OUT: bytes to the output folder, each file whole or not at all.

// This file is one of the places where the disk may be touched (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

mod fresh;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use fresh::{NotWritten, write_new};

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
    let file = complete(folder, bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A temporary file beside a path, complete and readable, to be put there.
fn complete(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    readable(&file)?;
    Ok(file)
}

/// Writes a folder of files by way of a temporary one beside it; an older folder of that name is replaced.
pub fn write_folder<'a>(path: &Path, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<(), WriteError> {
    let failed = |error| WriteError { path: path.to_owned(), error };
    let parent = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let made = tempfile::Builder::new().prefix(".planwright-").tempdir_in(parent).map_err(failed)?;
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

/// A temporary file is for its owner only; an output is for everybody.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &NamedTempFile) -> io::Result<()> {
    Ok(())
}
