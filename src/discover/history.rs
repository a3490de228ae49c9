//! The last commit that touched some files: for the stamp in the foot of a document's pages.
//!
//! In: the files of which a document is made, and the commit on which they stand. The history is walked as `git log -- FILES` does
//! it: a commit in which the files are those of one of its parents did not touch them. Nothing is read but the object store.

use std::collections::{BTreeMap, BTreeSet};

use gix::ObjectId;

use super::{DiscoverError, Files, MANIFEST_FILE, Revision, is_card};

/// The files of which a document is made.
#[derive(Debug, Clone, Default)]
pub struct Sources<'a> {
    /// The document's folder; its manifest and cards are sources.
    pub folder: &'a str,
    /// Folders in it that are none of it.
    pub except: Vec<&'a str>,
    /// The folder of the project's own templates.
    pub templates: &'a str,
    /// Pictures, tables, facts.
    pub others: BTreeSet<String>,
}

/// What the history says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastCommit {
    Known {
        /// The whole of its name, in hexadecimal digits.
        id: String,
        /// Whether the files that were read are no longer those of the commit.
        changed: bool,
    },
    /// There is no git repository around the project.
    NoRepository,
    /// There is one, and no commit holds any of the files.
    NeverCommitted,
    /// The clone is shallow, and what touched the files last may be what it leaves out.
    Shallow,
}

/// The files of a state, each with the name of its content.
pub(super) type State = BTreeMap<String, ObjectId>;

impl Sources<'_> {
    /// What may be compared instead of every file: whole folders, and the files that lie elsewhere.
    pub(super) fn tops(&self) -> impl Iterator<Item = &str> {
        [self.folder, self.templates].into_iter().chain(self.others.iter().map(String::as_str))
    }

    /// Their paths, wherever the files lie.
    pub(super) fn paths(&self, files: &dyn Files) -> Result<Vec<String>, DiscoverError> {
        let manifest = if self.folder.is_empty() { MANIFEST_FILE.to_owned() } else { format!("{}/{MANIFEST_FILE}", self.folder) };
        let mut paths = files.files_below(self.folder, &self.except)?.files;
        paths.retain(|path| *path == manifest || is_card(path));
        if files.has_folder(self.templates) {
            paths.extend(files.files_below(self.templates, &[])?.files);
        }
        paths.extend(self.others.iter().filter(|path| files.has_file(path)).cloned());
        Ok(paths)
    }
}

/// The last commit that touched the sources, seen from `head`; `holds` says whether what is read is what that state holds.
pub(super) fn last_commit(head: &Revision, sources: &Sources<'_>, holds: impl Fn(&State) -> bool) -> LastCommit {
    let state = head.state(sources);
    let (false, Some(commit)) = (state.is_empty(), head.commit) else { return LastCommit::NeverCommitted };
    let changed = !holds(&state);
    match (Walk { head, sources }).last(commit) {
        Some(id) => LastCommit::Known { id: id.to_string(), changed },
        None => LastCommit::Shallow,
    }
}

/// A walk back through the commits.
struct Walk<'a> {
    head: &'a Revision,
    sources: &'a Sources<'a>,
}

impl Walk<'_> {
    /// `None` if the history ends before it is known, because the clone is shallow.
    fn last(&self, from: ObjectId) -> Option<ObjectId> {
        let mut at = from;
        loop {
            let parents = self.head.parents(at)?;
            let same = parents.into_iter().find(|parent| self.is_same(at, *parent));
            let Some(parent) = same else { return Some(at) };
            at = parent;
        }
    }

    /// Whether two commits hold the same sources. Mostly whole folders are the same, and nothing in them need be looked at.
    fn is_same(&self, one: ObjectId, other: ObjectId) -> bool {
        let tops = |commit| self.head.tops(commit, self.sources);
        let state = |commit| self.head.at(commit).map(|revision| revision.state(self.sources));
        match (tops(one), tops(other)) {
            (Some(one), Some(other)) if one == other => true,
            _ => state(one) == state(other),
        }
    }
}
