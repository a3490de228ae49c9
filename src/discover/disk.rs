//! A project in a folder of the disk: found with `walkdir`, hidden files and what leads out of the
//! root left alone.

// This file is one of the places where the disk may be touched (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use gix::ObjectId;
use walkdir::{DirEntry, WalkDir};

use super::history::{self, LastCommit, Sources, State};
use super::repository::Store;
use super::{Below, DiscoverError, Files, MANIFEST_FILE, Revision, SETTINGS_FILE, Tags};
use crate::limits::OTHER_FILE;
use crate::source::path_order;

/// The root of a project on the disk.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    canonical: PathBuf,
}

impl Disk {
    /// The root is `explicit`, else the nearest folder from `start` upwards that holds
    /// `planwright.yaml`, else `start` (`docs/format.md#layout`).
    pub fn open(explicit: Option<&Path>, start: &Path) -> Result<Self, DiscoverError> {
        let root = explicit.unwrap_or_else(|| {
            start
                .ancestors()
                .find(|folder| folder.join(SETTINGS_FILE).is_file())
                .unwrap_or(start)
        });
        let failed = |error| DiscoverError {
            path: root.display().to_string(),
            error,
        };
        let canonical = root.canonicalize().map_err(failed)?;
        if !canonical.is_dir() {
            return Err(failed(io::Error::from(io::ErrorKind::NotADirectory)));
        }
        Ok(Self {
            root: root.to_owned(),
            canonical,
        })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the root is still there, for a command that stays.
    pub fn is_there(&self) -> bool {
        self.canonical.is_dir()
    }

    /// The root with every link followed.
    pub(super) fn canonical(&self) -> &Path {
        &self.canonical
    }

    /// A path on the command line, taken from the working folder, as a path below the root; `None`
    /// if it leads out.
    pub fn relative(&self, path: &Path, start: &Path) -> Option<String> {
        let full = start.join(path).canonicalize().ok()?;
        let below = full.strip_prefix(&self.canonical).ok()?;
        Some(slashed(below))
    }

    /// Where outputs go. The folder need not be there yet, but what is there of the way to it is
    /// looked at before anything is made.
    ///
    /// # Errors
    /// If a link on the way leads out of the root or to nothing, into the repository's own folder,
    /// or to one of the folders `taken`.
    pub fn output_folder(&self, path: &str, taken: &[&str]) -> Result<PathBuf, DiscoverError> {
        let failed = |message: &str| DiscoverError {
            path: path.to_owned(),
            error: io::Error::other(message),
        };
        let folder = self.join(path);
        // A link that leads to nothing is there, too; what would be made through it could lie
        // anywhere.
        let there = folder
            .ancestors()
            .find(|above| above.symlink_metadata().is_ok())
            .unwrap_or(&self.root);
        let real = there
            .canonicalize()
            .map_err(|_| failed("a link on the way to it leads to nothing"))?;
        let below = real
            .strip_prefix(&self.canonical)
            .map_err(|_| failed("it leads out of the project"))?;
        if below
            .components()
            .any(|part| part.as_os_str().eq_ignore_ascii_case(".git"))
        {
            return Err(failed("it leads into the folder of the repository itself"));
        }
        if !real.is_dir() {
            return Err(failed("there is a file in its place"));
        }
        let is_taken = |other: &&str| {
            self.real_folder(other)
                .is_some_and(|other| Path::new(&other) == below)
        };
        if real != self.canonical && taken.iter().any(is_taken) {
            return Err(failed("it leads to a folder of sources"));
        }
        Ok(folder)
    }

    fn is_ours(&self, entry: &DirEntry, except: &[&str]) -> bool {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        !hidden && !except.contains(&self.below(entry.path()).as_str())
    }

    /// Whether an entry is a folder with a manifest of its own: another document.
    fn is_nested(entry: &DirEntry) -> bool {
        entry.file_type().is_dir() && entry.path().join(MANIFEST_FILE).is_file()
    }

    /// Whether an entry is a file, or a symbolic link to a file that does not lead out of the root
    /// (`docs/format.md#promises`).
    fn leads_to_file(&self, entry: &DirEntry) -> bool {
        if entry.path_is_symlink() {
            return entry
                .path()
                .canonicalize()
                .is_ok_and(|to| to.starts_with(&self.canonical) && to.is_file());
        }
        entry.file_type().is_file()
    }

    /// Whether a path is there and no link on it leads out of the root (`docs/format.md#promises`).
    fn is_within(&self, path: &str) -> bool {
        self.join(path)
            .canonicalize()
            .is_ok_and(|real| real.starts_with(&self.canonical))
    }

    /// What could not be walked through, by its path below the root, and the reason alone.
    fn unreadable(&self, error: walkdir::Error, folder: &str) -> DiscoverError {
        let path = error
            .path()
            .map_or_else(|| folder.to_owned(), |path| self.below(path));
        let error = match error.io_error() {
            Some(reason) => io::Error::from(reason.kind()),
            None => io::Error::from(error),
        };
        DiscoverError { path, error }
    }

    /// Whether the sources on the disk are those of a state: the same files, each with the same
    /// content.
    fn holds(&self, state: &State, sources: &Sources<'_>) -> bool {
        let same = |path: &String| {
            state
                .get(path)
                .is_some_and(|id| self.read(path).is_ok_and(|bytes| is_content(*id, &bytes)))
        };
        sources.paths(self).is_ok_and(|paths| {
            paths.iter().all(same) && state.keys().all(|path| paths.contains(path))
        })
    }

    /// The folders whose `.git` is the nearest to each of the sources, such as a submodule's; the
    /// root's path is empty, and stands for what lies above it, too.
    pub(super) fn repositories(&self, sources: &Sources<'_>) -> Vec<String> {
        let paths = sources.paths(self).unwrap_or_default();
        let folders: BTreeSet<&Path> = paths
            .iter()
            .filter_map(|path| Path::new(path).parent())
            .collect();
        let is_top = |folder: &Path| {
            self.root
                .join(folder)
                .join(".git")
                .symlink_metadata()
                .is_ok()
        };
        let tops = folders.iter().map(|folder| {
            folder
                .ancestors()
                .find(|above| is_top(above))
                .map_or_else(String::new, slashed)
        });
        tops.chain(paths.is_empty().then(String::new))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    fn below(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    pub(super) fn join(&self, path: &str) -> PathBuf {
        if path.is_empty() {
            self.root.clone()
        } else {
            self.root.join(path)
        }
    }
}

impl Files for Disk {
    fn has_file(&self, path: &str) -> bool {
        self.is_within(path) && self.join(path).is_file()
    }

    fn has_folder(&self, path: &str) -> bool {
        self.is_within(path) && self.join(path).is_dir()
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        let real = self.join(path).canonicalize().ok()?;
        real.is_dir()
            .then(|| real.strip_prefix(&self.canonical).ok().map(slashed))?
    }

    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError> {
        let start = self.join(folder);
        let mut below = Below::default();
        let mut walk = WalkDir::new(&start)
            .min_depth(1)
            .into_iter()
            .filter_entry(|entry| self.is_ours(entry, except));
        while let Some(entry) = walk.next() {
            let entry = entry.map_err(|error| self.unreadable(error, folder))?;
            let path = self.below(entry.path());
            if entry.file_name().to_str().is_none() {
                return Err(DiscoverError {
                    path,
                    error: io::Error::other("its name is not UTF-8; give it another one"),
                });
            }
            if Self::is_nested(&entry) {
                below.files.push(format!("{path}/{MANIFEST_FILE}"));
                walk.skip_current_dir();
            } else if self.leads_to_file(&entry) {
                below.files.push(path);
            } else if entry.path_is_symlink() {
                below.astray.push(path);
            }
        }
        below.files.sort_by(|a, b| path_order(a, b));
        below.astray.sort_by(|a, b| path_order(a, b));
        Ok(below)
    }

    fn tags(&self) -> Tags {
        Tags::around(&self.root)
    }

    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit {
        let tops = self.repositories(sources);
        let [top] = tops.as_slice() else {
            return LastCommit::Scattered;
        };
        let head = match Store::around(&self.join(top)) {
            Ok(Some(store)) => Revision::head(store, &self.root, top),
            Ok(None) => return LastCommit::NoRepository,
            Err(unreadable) => Err(unreadable),
        };
        match head {
            Ok(Some(head)) => {
                history::last_commit(&head, sources, |state| self.holds(state, sources))
            }
            Ok(None) => LastCommit::NeverCommitted,
            Err(unreadable) => LastCommit::Unreadable(unreadable),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        let full = self.join(path);
        let failed = |error| DiscoverError {
            path: path.to_owned(),
            error,
        };
        let file = File::open(&full).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if length > OTHER_FILE {
            return Err(failed(io::Error::other(format!(
                "the file has {length} bytes, more than {OTHER_FILE}"
            ))));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
        file.take(OTHER_FILE)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        Ok(bytes)
    }
}

/// Whether a file's bytes are what git keeps under a name. Where git writes files with carriage
/// returns, it keeps them without.
pub(super) fn is_content(id: ObjectId, bytes: &[u8]) -> bool {
    let is = |bytes: &[u8]| {
        gix::objs::compute_hash(id.kind(), gix::objs::Kind::Blob, bytes)
            .is_ok_and(|found| found == id)
    };
    is(bytes)
        || std::str::from_utf8(bytes).is_ok_and(|text| is(text.replace("\r\n", "\n").as_bytes()))
}

/// A path with `/` everywhere.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}
