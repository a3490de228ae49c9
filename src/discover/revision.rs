//! A project as it stood in a revision of the git repository around it, read from the object store by `gix`; no program is started
//! and no configuration but the repository's own is read.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use gix::bstr::ByteSlice;
use gix::{ObjectId, ThreadSafeRepository};

use super::history::{self, LastCommit, Sources, State};
use super::{Below, DiscoverError, Files, MANIFEST_FILE, Tags, is_below};
use crate::source::path_order;

const UNKNOWN: &str = "the repository has no such revision";

const SHALLOW: &str = "this clone has only the newest commits, and no such revision, so what is new cannot be told; fetch the whole \
                       history: `git fetch --unshallow --tags`, or in a workflow `fetch-depth: 0` at the checkout";

const ONE: &str = "the repository has no such revision: its history has one commit, so there is nothing to compare with";

const NONE: &str = "the repository has no commit yet, so there is nothing to compare with";

const LEFT_OUT: &str = "this clone leaves it out; fetch all files of the history: `git fetch --refetch --no-filter`";

/// The files of one revision, below the project's root.
pub struct Revision {
    repository: ThreadSafeRepository,
    name: String,
    /// The project's root below the repository's, with a slash at its end unless they are the same.
    prefix: String,
    /// `None` for a tree that is no commit's.
    pub(super) commit: Option<ObjectId>,
    files: BTreeMap<String, ObjectId>,
}

impl Revision {
    /// Opens a revision (a tag, a branch, a commit, `HEAD~2` …) of the repository that holds `root`.
    pub fn open(root: &Path, name: &str) -> Result<Self, DiscoverError> {
        let failed = |message: String| DiscoverError { path: name.to_owned(), error: io::Error::other(message) };
        let repository = repository(root).ok_or_else(|| failed("there is no git repository around the project".to_owned()))?;
        let prefix = prefix_of(&repository, root).map_err(|error| failed(error.to_string()))?;
        let local = repository.to_thread_local();
        let unknown = || failed(why_unknown(&local).to_owned());
        let object = local.rev_parse_single(name).map_err(|_| unknown())?.object().map_err(|_| unknown())?;
        let commit = object.clone().peel_to_commit().ok().map(|commit| commit.id);
        let tree = object.peel_to_tree().map_err(|_| unknown())?;
        let files = files(&tree, &prefix).map_err(failed)?;
        Ok(Self { files, name: name.to_owned(), prefix, commit, repository })
    }

    /// The same project in another commit; `None` if the repository does not have it.
    pub(super) fn at(&self, commit: ObjectId) -> Option<Self> {
        let local = self.repository.to_thread_local();
        let tree = local.find_commit(commit).ok()?.tree().ok()?;
        let files = files(&tree, &self.prefix).ok()?;
        let (name, prefix) = (commit.to_string(), self.prefix.clone());
        Some(Self { files, name, prefix, commit: Some(commit), repository: self.repository.clone() })
    }

    /// The parents of a commit; `None` if the clone is shallow and leaves one of them out.
    pub(super) fn parents(&self, commit: ObjectId) -> Option<Vec<ObjectId>> {
        let local = self.repository.to_thread_local();
        let parents: Vec<ObjectId> = local.find_commit(commit).ok()?.parent_ids().map(gix::Id::detach).collect();
        parents.iter().all(|parent| local.has_object(parent)).then_some(parents)
    }

    /// The sources of a document, each with the name of its content.
    pub(super) fn state(&self, sources: &Sources<'_>) -> State {
        let paths = sources.paths(self).unwrap_or_default();
        paths.into_iter().filter_map(|path| self.files.get(&path).copied().map(|id| (path, id))).collect()
    }

    /// The names of what lies in a commit at the tops of some sources.
    pub(super) fn tops(&self, commit: ObjectId, sources: &Sources<'_>) -> Option<Vec<Option<ObjectId>>> {
        let local = self.repository.to_thread_local();
        let tree = local.find_commit(commit).ok()?.tree().ok()?;
        let top = |path: &str| {
            let full = format!("{}{path}", self.prefix);
            match full.trim_end_matches('/') {
                "" => Some(Some(tree.id)),
                full => Some(tree.lookup_entry_by_path(full).ok()?.map(|entry| entry.object_id())),
            }
        };
        sources.tops().map(top).collect()
    }
}

/// Why a repository does not know a revision.
fn why_unknown(repository: &gix::Repository) -> &'static str {
    let Ok(head) = repository.head_commit() else { return NONE };
    match (repository.is_shallow().unwrap_or(false), head.parent_ids().next()) {
        (true, _) => SHALLOW,
        (false, None) => ONE,
        (false, Some(_)) => UNKNOWN,
    }
}

/// The files of a tree below a prefix.
fn files(tree: &gix::Tree<'_>, prefix: &str) -> Result<BTreeMap<String, ObjectId>, String> {
    let entries = tree.traverse().breadthfirst.files().map_err(|error| error.to_string())?;
    let files = entries.into_iter().filter(|entry| entry.mode.is_blob()).filter_map(|entry| {
        let path = entry.filepath.to_str().ok()?.strip_prefix(prefix)?.to_owned();
        Some((path, entry.oid))
    });
    Ok(files.collect())
}

/// The repository that holds a folder; no configuration but its own is read.
pub(super) fn repository(root: &Path) -> Option<ThreadSafeRepository> {
    let trust = gix::sec::trust::Mapping { full: gix::open::Options::isolated(), reduced: gix::open::Options::isolated() };
    ThreadSafeRepository::discover_opts(root, gix::discover::upwards::Options::default(), trust).ok()
}

/// The project's root below the repository's, with a slash at its end unless they are the same.
fn prefix_of(repository: &ThreadSafeRepository, root: &Path) -> io::Result<String> {
    let top = repository.work_dir().ok_or_else(|| io::Error::other("the repository has no work tree"))?.canonicalize()?;
    let root = root.canonicalize()?;
    let below = root.strip_prefix(&top).map_err(|_| io::Error::other("the project lies outside the repository"))?;
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned() + "/").collect();
    Ok(parts.concat())
}

impl Files for Revision {
    fn has_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        path.is_empty() || self.files.keys().any(|file| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        self.has_folder(path).then(|| path.to_owned())
    }

    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let hidden = |file: &str| file[start.len()..].split('/').any(|part| part.starts_with('.'));
        let excepted = |file: &str| except.iter().any(|other| is_below(other, folder) && is_below(file, other));
        // A folder with a manifest of its own is another document, of which only the manifest is named.
        let is_folder = |other: &&str| other.ends_with('/') && *other != start && other.starts_with(&start);
        let nested: Vec<&str> = self.files.keys().filter_map(|file| file.strip_suffix(MANIFEST_FILE).filter(is_folder)).collect();
        let within = |file: &str, other: &str| file.strip_prefix(other).is_some_and(|rest| rest != MANIFEST_FILE);
        let ours = |file: &&String| !hidden(file) && !excepted(file) && !nested.iter().any(|other| within(file, other));
        let mut files: Vec<String> = self.files.keys().filter(|file| file.starts_with(&start)).filter(ours).cloned().collect();
        files.sort_by(|a, b| path_order(a, b));
        Ok(Below { files, astray: Vec::new() })
    }

    fn tags(&self) -> Tags {
        self.commit.map_or_else(Tags::default, |commit| Tags::of(&self.repository, commit))
    }

    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit {
        history::last_commit(self, sources, |_| true)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        let failed = |message: String| DiscoverError { path: format!("{}:{path}", self.name), error: io::Error::other(message) };
        let id = self.files.get(path).ok_or_else(|| failed("it is not there".to_owned()))?;
        let repository = self.repository.to_thread_local();
        let object = repository.find_object(*id).map_err(|_| failed(LEFT_OUT.to_owned()))?;
        Ok(object.data.clone())
    }
}
