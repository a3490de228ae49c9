//! What writing asks of a disk, one request a method, so that a test can put a disk in its place of
//! which any request fails.
//!
//! No request leaves half a result where somebody would look for it: a file is written and synced
//! at a place of its own, and then moved.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A disk, or what stands in for one. Every error is that of the system, without a path.
pub trait Storage {
    /// The bytes of a file, to compare them.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Makes one folder, with the rights that the user's mask leaves.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Writes a file that is not there yet, with the rights that the user's mask leaves, and waits
    /// until it is on the disk.
    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Moves a file or folder to a place where nothing is; an error of the kind `AlreadyExists` if
    /// something has come there.
    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Puts what lies at each of two places at the other one. Both are there.
    fn swap(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;

    /// Takes away a file, a link, or a folder with all that is in it.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct OnDisk;

impl Storage for OnDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        move_new(from, to)
    }

    fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        match exchange(one, other) {
            Err(error) if is_unsupported(&error) => swap_by_moves(one, other),
            result => result,
        }
    }

    /// A folder can be opened as a file on Unix alone; elsewhere the system writes names through by
    /// itself.
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(path)?.sync_all()
        } else {
            Ok(())
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if fs::symlink_metadata(path)?.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(error) if is_unsupported(&error) => move_if_free(from, to),
        result => result,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    move_if_free(from, to)
}

/// Where the system cannot move without replacing: what comes there between the question and the
/// move is replaced.
fn move_if_free(from: &Path, to: &Path) -> io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Whether a file system has no such request; some say so with the number for a wrong argument.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

/// Where there is no exchange: a file is copied first, so that `other` is there at every moment; a
/// folder is moved away for the time of one move.
fn swap_by_moves(one: &Path, other: &Path) -> io::Result<()> {
    let aside = aside(one);
    if fs::symlink_metadata(other)?.is_file() {
        fs::copy(other, &aside)?;
        fs::rename(one, other)?;
    } else {
        fs::rename(other, &aside)?;
        if let Err(error) = fs::rename(one, other) {
            // If this fails too, the error that is told is still the first.
            let _ = fs::rename(&aside, other);
            return Err(error);
        }
    }
    fs::rename(&aside, one)
}

/// A name beside a staged output, in the same folder that only its run knows.
fn aside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".aside");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_at_two_places_changes_places_with_and_without_the_help_of_the_system() {
        for swap in [
            swap_by_moves as fn(&Path, &Path) -> io::Result<()>,
            |one: &Path, other: &Path| OnDisk.swap(one, other),
        ] {
            let root = tempfile::tempdir().expect("a temporary folder");
            let at = |name: &str| root.path().join(name);
            fs::write(at("a"), "a").expect("it can be written");
            fs::write(at("b"), "b").expect("it can be written");
            swap(&at("a"), &at("b")).expect("files change places");
            assert_eq!(
                (fs::read(at("a")).ok(), fs::read(at("b")).ok()),
                (Some(b"b".to_vec()), Some(b"a".to_vec()))
            );
            fs::create_dir(at("c")).expect("it can be made");
            fs::create_dir(at("d")).expect("it can be made");
            fs::write(at("d/x"), "x").expect("it can be written");
            swap(&at("c"), &at("d")).expect("folders change places");
            assert!(at("c/x").is_file() && !at("d/x").exists());
            assert_eq!(
                fs::read_dir(root.path()).expect("a folder").count(),
                4,
                "nothing is left beside them"
            );
        }
    }

    #[test]
    fn a_move_to_a_new_place_replaces_nothing() {
        for move_new in [move_if_free as fn(&Path, &Path) -> io::Result<()>, move_new] {
            let root = tempfile::tempdir().expect("a temporary folder");
            let at = |name: &str| root.path().join(name);
            fs::write(at("a"), "a").expect("it can be written");
            fs::write(at("b"), "b").expect("it can be written");
            let refused = move_new(&at("a"), &at("b")).expect_err("something is there");
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
            move_new(&at("a"), &at("c")).expect("nothing is there");
            assert_eq!(fs::read(at("c")).ok(), Some(b"a".to_vec()));
        }
    }
}
