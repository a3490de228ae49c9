//! How a document on the disk stands to the last commit and to what is staged: what a command asks
//! that is about to commit a part of it.
//!
//! In: the files of which the document is made. Out: those that are another thing in the commit, in
//! the index or on the disk, and what both hold of the manifest, which may differ by a row.

use std::collections::BTreeSet;

use gix::index::entry::Stage;
use gix::{ObjectId, Repository};

use super::disk::is_content;
use super::repository::{Store, Unreadable};
use super::{Disk, Files, Revision, Sources};

/// A document as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The sources but the manifest that differ between the commit, the index and the disk.
    pub changed: Vec<String>,
    /// What the commit holds of the manifest; `None` if it holds none.
    pub committed: Option<Vec<u8>>,
    /// What is staged of it.
    pub staged: Option<Vec<u8>>,
}

/// Why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKnown {
    NoRepository,
    NoCommit,
    /// The sources lie in several repositories.
    Scattered,
    Unreadable(Unreadable),
}

impl Disk {
    /// How the sources of a document stand to the commit on which the files stand.
    pub fn standing(&self, sources: &Sources<'_>, manifest: &str) -> Result<Standing, NotKnown> {
        let head = self.head_of(sources)?;
        let local = head.store().local();
        let lacking = |what| NotKnown::Unreadable(head.store().unreadable(what));
        let index = local
            .index_or_empty()
            .map_err(|_| lacking("its index cannot be read"))?;
        let staged = |path: &str| {
            let path = head.in_repository(path)?;
            let found = index.entry_by_path_and_stage(path.as_str().into(), Stage::Unconflicted);
            found.map(|entry| entry.id)
        };
        let state = head.state(sources);
        let on_disk = sources.paths(self).unwrap_or_default();
        let paths: BTreeSet<&String> = state.keys().chain(&on_disk).collect();
        let is_same = |path: &String| {
            let id = state.get(path).copied();
            id.is_some()
                && id == staged(path)
                && self
                    .read(path)
                    .is_ok_and(|bytes| id.is_some_and(|id| is_content(id, &bytes)))
        };
        let changed = paths
            .into_iter()
            .filter(|path| *path != manifest && !is_same(path))
            .cloned()
            .collect();
        let text = |id: Option<ObjectId>| {
            id.map(|id| blob(&local, id).ok_or_else(|| lacking("it lacks a manifest")))
                .transpose()
        };
        Ok(Standing {
            changed,
            committed: text(state.get(manifest).copied())?,
            staged: text(staged(manifest))?,
        })
    }

    /// The commit on which the sources stand.
    fn head_of(&self, sources: &Sources<'_>) -> Result<Revision, NotKnown> {
        let tops = self.repositories(sources);
        let [top] = tops.as_slice() else {
            return Err(NotKnown::Scattered);
        };
        let store = Store::around(&self.join(top)).map_err(NotKnown::Unreadable)?;
        let store = store.ok_or(NotKnown::NoRepository)?;
        let head = Revision::head(store, self.root(), top).map_err(NotKnown::Unreadable)?;
        head.ok_or(NotKnown::NoCommit)
    }
}

fn blob(local: &Repository, id: ObjectId) -> Option<Vec<u8>> {
    Some(local.find_object(id).ok()?.data.clone())
}
