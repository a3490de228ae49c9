//! A project as it stood in a revision of the git repository around it, read from the object store
//! by `gix`; no program is started and no configuration but the repository's own is read.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use gix::bstr::ByteSlice;
use gix::{ObjectId, Repository, Tree};

use super::history::{self, LastCommit, Sources, State};
use super::repository::{Store, Unreadable, short};
use super::{Below, DiscoverError, Files, MANIFEST_FILE, Tags, is_below};
use crate::source::path_order;

const UNKNOWN: &str = "the repository has no such revision";

const SHALLOW: &str = "this clone has only the newest commits, and no such revision, so what is new cannot be told; fetch the whole \
                       history: `git fetch --unshallow --tags`, or in a workflow `fetch-depth: 0` at the checkout";

const ONE: &str = "the repository has no such revision: its history has one commit, so there is nothing to compare with";

const NONE: &str = "the repository has no commit yet, so there is nothing to compare with";

/// The files of one revision, below the project's root.
pub struct Revision {
    store: Store,
    name: String,
    whereabouts: Whereabouts,
    /// `None` for a tree that is no commit's.
    pub(super) commit: Option<ObjectId>,
    files: BTreeMap<String, ObjectId>,
    /// Folders that are repositories of their own, of which a tree names only a commit.
    submodules: BTreeSet<String>,
}

/// How the project and the repository lie to each other. Both are empty if they are the same
/// folder.
#[derive(Debug, Clone, Default)]
struct Whereabouts {
    /// The project's root below the repository's, with a slash at its end.
    prefix: String,
    /// The repository's root below the project's, with a slash at its end.
    mount: String,
}

impl Whereabouts {
    /// `mount` is the folder of the project that is the repository's root, if that is not the
    /// project's own or above it.
    fn of(store: &Store, root: &Path, mount: &str) -> io::Result<Self> {
        if !mount.is_empty() {
            return Ok(Self {
                prefix: String::new(),
                mount: format!("{mount}/"),
            });
        }
        let top = store
            .local()
            .workdir()
            .ok_or_else(|| io::Error::other("the repository has no work tree"))?
            .canonicalize()?;
        let root = root.canonicalize()?;
        let below = root
            .strip_prefix(&top)
            .map_err(|_| io::Error::other("the project lies outside the repository"))?;
        let parts: Vec<_> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned() + "/")
            .collect();
        Ok(Self {
            prefix: parts.concat(),
            mount: String::new(),
        })
    }

    /// A path of the repository as one of the project; `None` if it lies outside.
    fn in_project(&self, path: &str) -> Option<String> {
        Some(format!(
            "{}{}",
            self.mount,
            path.strip_prefix(&self.prefix)?
        ))
    }

    /// A path of the project as one of the repository; `None` if it lies outside.
    fn in_repository(&self, path: &str) -> Option<String> {
        if format!("{path}/") == self.mount {
            return Some(String::new());
        }
        let full = format!("{}{}", self.prefix, path.strip_prefix(&self.mount)?);
        Some(full.trim_end_matches('/').to_owned())
    }
}

impl Revision {
    /// Opens a revision (a tag, a branch, a commit, `HEAD~2` …) of the repository that holds
    /// `root`.
    pub fn open(root: &Path, name: &str) -> Result<Self, DiscoverError> {
        let failed = |message: String| DiscoverError {
            path: name.to_owned(),
            error: io::Error::other(message),
        };
        let unreadable = |found: Unreadable| failed(format!("{}; {}", found.reason, found.help));
        let store = Store::around(root).map_err(unreadable)?;
        let store = store
            .ok_or_else(|| failed("there is no git repository around the project".to_owned()))?;
        let whereabouts =
            Whereabouts::of(&store, root, "").map_err(|error| failed(error.to_string()))?;
        let head = store.head().map_err(unreadable)?;
        let local = store.local();
        let id = local
            .rev_parse_single(name)
            .map_err(|_| failed(why_unknown(&local, head).to_owned()))?
            .detach();
        let lacking = || unreadable(store.unreadable(format_args!("it lacks what `{name}` names")));
        let object = local.find_object(id).map_err(|_| lacking())?;
        let commit = object.clone().peel_to_commit().ok().map(|commit| commit.id);
        let tree = object.peel_to_tree().map_err(|_| lacking())?;
        let (files, submodules) = files(&tree, &whereabouts).ok_or_else(lacking)?;
        Ok(Self {
            files,
            submodules,
            name: name.to_owned(),
            whereabouts,
            commit,
            store,
        })
    }

    /// The commit on which the files stand in a folder of the project that is the root of a
    /// repository, or in all of the project; `None` before the first one.
    pub(super) fn head(store: Store, root: &Path, mount: &str) -> Result<Option<Self>, Unreadable> {
        let whereabouts =
            Whereabouts::of(&store, root, mount).map_err(|error| store.unreadable(error))?;
        let Some(commit) = store.head()? else {
            return Ok(None);
        };
        let (name, files, submodules) = ("HEAD".to_owned(), BTreeMap::new(), BTreeSet::new());
        let empty = Self {
            store,
            name,
            whereabouts,
            commit: Some(commit),
            files,
            submodules,
        };
        empty.at(&empty.store.local(), commit).map(Some)
    }

    /// The same project in another commit.
    pub(super) fn at(&self, local: &Repository, commit: ObjectId) -> Result<Self, Unreadable> {
        let lacking = || self.lacking(commit);
        let tree = self.tree(local, commit)?;
        let (files, submodules) = files(&tree, &self.whereabouts).ok_or_else(lacking)?;
        let (name, store, whereabouts) = (
            commit.to_string(),
            self.store.clone(),
            self.whereabouts.clone(),
        );
        Ok(Self {
            store,
            name,
            whereabouts,
            commit: Some(commit),
            files,
            submodules,
        })
    }

    /// The files of a commit of its repository.
    fn tree<'r>(&self, local: &'r Repository, commit: ObjectId) -> Result<Tree<'r>, Unreadable> {
        let found = self.store.commit(local, commit)?.tree();
        found.map_err(|_| self.lacking(commit))
    }

    fn lacking(&self, commit: ObjectId) -> Unreadable {
        self.store.unreadable(format_args!(
            "it lacks files of the commit `{}`",
            short(commit)
        ))
    }

    /// A path of the project as one of the repository; `None` if it lies outside.
    pub(super) fn in_repository(&self, path: &str) -> Option<String> {
        self.whereabouts.in_repository(path)
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// The folder around a path that is a repository of its own, of which this revision has no
    /// files.
    pub fn submodule_around(&self, path: &str) -> Option<&str> {
        self.submodules
            .iter()
            .find(|folder| *folder == path || is_below(path, folder))
            .map(String::as_str)
    }

    /// The sources of a document, each with the name of its content.
    pub(super) fn state(&self, sources: &Sources<'_>) -> State {
        let paths = sources.paths(self).unwrap_or_default();
        paths
            .into_iter()
            .filter_map(|path| self.files.get(&path).copied().map(|id| (path, id)))
            .collect()
    }

    /// The names of what lies in a commit at the tops of some sources.
    pub(super) fn tops(
        &self,
        local: &Repository,
        commit: ObjectId,
        sources: &Sources<'_>,
    ) -> Result<Vec<Option<ObjectId>>, Unreadable> {
        let lacking = || self.lacking(commit);
        let tree = self.tree(local, commit)?;
        let top = |path: &str| match self.whereabouts.in_repository(path).as_deref() {
            None => Ok(None),
            Some("") => Ok(Some(tree.id)),
            Some(path) => Ok(tree
                .lookup_entry_by_path(path)
                .map_err(|_| lacking())?
                .map(|entry| entry.object_id())),
        };
        sources.tops().map(top).collect()
    }
}

/// Why a repository does not know a revision.
fn why_unknown(repository: &Repository, head: Option<ObjectId>) -> &'static str {
    let Some(head) = head.and_then(|head| repository.find_commit(head).ok()) else {
        return NONE;
    };
    match (
        repository.is_shallow().unwrap_or(false),
        head.parent_ids().next(),
    ) {
        (true, _) => SHALLOW,
        (false, None) => ONE,
        (false, Some(_)) => UNKNOWN,
    }
}

/// The files of a tree that lie in the project, and the submodules; `None` if a folder of it is
/// missing.
fn files(
    tree: &gix::Tree<'_>,
    whereabouts: &Whereabouts,
) -> Option<(BTreeMap<String, ObjectId>, BTreeSet<String>)> {
    let (mut files, mut submodules) = (BTreeMap::new(), BTreeSet::new());
    for entry in tree.traverse().breadthfirst.files().ok()? {
        let Some(path) = entry
            .filepath
            .to_str()
            .ok()
            .and_then(|path| whereabouts.in_project(path))
        else {
            continue;
        };
        if entry.mode.is_blob() {
            files.insert(path, entry.oid);
        } else if entry.mode.is_commit() {
            submodules.insert(path);
        }
    }
    Some((files, submodules))
}

impl Revision {
    /// The whole name of the commit, or of the tree, in hexadecimal digits.
    pub fn id(&self) -> String {
        self.commit
            .map_or_else(String::new, |commit| commit.to_string())
    }
}

impl Files for Revision {
    fn has_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        path.is_empty()
            || self.files.keys().any(|file| {
                file.strip_prefix(path)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        self.has_folder(path).then(|| path.to_owned())
    }

    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError> {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let hidden = |file: &str| {
            file[start.len()..]
                .split('/')
                .any(|part| part.starts_with('.'))
        };
        let excepted = |file: &str| {
            except
                .iter()
                .any(|other| is_below(other, folder) && is_below(file, other))
        };
        // A folder with a manifest of its own is another document, of which only the manifest is
        // named.
        let is_folder =
            |other: &&str| other.ends_with('/') && *other != start && other.starts_with(&start);
        let nested: Vec<&str> = self
            .files
            .keys()
            .filter_map(|file| file.strip_suffix(MANIFEST_FILE).filter(is_folder))
            .collect();
        let within = |file: &str, other: &str| {
            file.strip_prefix(other)
                .is_some_and(|rest| rest != MANIFEST_FILE)
        };
        let ours = |file: &&String| {
            !hidden(file) && !excepted(file) && !nested.iter().any(|other| within(file, other))
        };
        let mut files: Vec<String> = self
            .files
            .keys()
            .filter(|file| file.starts_with(&start))
            .filter(ours)
            .cloned()
            .collect();
        files.sort_by(|a, b| path_order(a, b));
        Ok(Below {
            files,
            astray: Vec::new(),
        })
    }

    fn tags(&self) -> Tags {
        self.commit
            .map_or_else(Tags::default, |commit| Tags::of(self.store.clone(), commit))
    }

    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit {
        history::last_commit(self, sources, |_| true)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        let failed = |message: String| DiscoverError {
            path: format!("{}:{path}", self.name),
            error: io::Error::other(message),
        };
        let id = self
            .files
            .get(path)
            .ok_or_else(|| failed("it is not there".to_owned()))?;
        let repository = self.store.local();
        let object = repository.find_object(*id).map_err(|_| {
            let found = self.store.unreadable("it lacks what is in this file");
            failed(format!("{}; {}", found.reason, found.help))
        })?;
        Ok(object.data.clone())
    }
}
