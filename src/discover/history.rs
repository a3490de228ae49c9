//! The last commit that touched some files: for the stamp in the foot of a document's pages.
//!
//! In: the files of which a document is made, and the commit on which they stand. The history is
//! walked as `git log -- FILES` does it: a commit in which the files are those of one of its
//! parents did not touch them. Nothing is read but the object store. The walk follows one line of
//! commits and has a bound; where it cannot go on, nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use gix::{ObjectId, Repository};

use super::repository::{Unreadable, short};
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
    /// The files lie in several repositories, such as a submodule and the one around it, and no
    /// commit holds them all.
    Scattered,
    /// The repository, or what is needed of it, cannot be read.
    Unreadable(Unreadable),
}

/// The files of a state, each with the name of its content.
pub(super) type State = BTreeMap<String, ObjectId>;

impl Sources<'_> {
    /// What may be compared instead of every file: whole folders, and the files that lie elsewhere.
    pub(super) fn tops(&self) -> impl Iterator<Item = &str> {
        [self.folder, self.templates]
            .into_iter()
            .chain(self.others.iter().map(String::as_str))
    }

    /// Their paths, wherever the files lie.
    pub fn paths(&self, files: &dyn Files) -> Result<Vec<String>, DiscoverError> {
        let manifest = if self.folder.is_empty() {
            MANIFEST_FILE.to_owned()
        } else {
            format!("{}/{MANIFEST_FILE}", self.folder)
        };
        let mut paths = files.files_below(self.folder, &self.except)?.files;
        paths.retain(|path| *path == manifest || is_card(path));
        if files.has_folder(self.templates) {
            paths.extend(files.files_below(self.templates, &[])?.files);
        }
        paths.extend(
            self.others
                .iter()
                .filter(|path| files.has_file(path))
                .cloned(),
        );
        Ok(paths)
    }
}

/// The last commit that touched the sources, seen from `head`; `holds` says whether what is read is
/// what that state holds.
pub(super) fn last_commit(
    head: &Revision,
    sources: &Sources<'_>,
    holds: impl Fn(&State) -> bool,
) -> LastCommit {
    let state = head.state(sources);
    let (false, Some(commit)) = (state.is_empty(), head.commit) else {
        return LastCommit::NeverCommitted;
    };
    let changed = !holds(&state);
    let found = Walk {
        head,
        local: head.store().local(),
        sources,
    }
    .last(commit);
    found.map_or_else(
        |gap| gap,
        |id| LastCommit::Known {
            id: id.to_string(),
            changed,
        },
    )
}

/// A walk back through the commits.
struct Walk<'a> {
    head: &'a Revision,
    local: Repository,
    sources: &'a Sources<'a>,
}

/// What lies in a commit at the tops of the sources.
type Tops = Vec<Option<ObjectId>>;

impl Walk<'_> {
    /// The error says why it is not known.
    fn last(&self, from: ObjectId) -> Result<ObjectId, LastCommit> {
        let mut at = from;
        let mut tops = self.tops(at)?;
        let mut seen = BTreeSet::new();
        while seen.len() < self.head.store().most() {
            if !seen.insert(at) {
                let reason = format!(
                    "its history leads back to the commit `{}` itself",
                    short(at)
                );
                return Err(LastCommit::Unreadable(self.head.store().unreadable(reason)));
            }
            let mut same = None;
            for parent in self.parents(at)? {
                let others = self.tops(parent)?;
                if self.is_same((at, &tops), (parent, &others))? {
                    same = Some((parent, others));
                    break;
                }
            }
            let Some((parent, others)) = same else {
                return Ok(at);
            };
            (at, tops) = (parent, others);
        }
        Err(LastCommit::Unreadable(self.head.store().too_long()))
    }

    /// The parents of a commit, all of them.
    fn parents(&self, commit: ObjectId) -> Result<Vec<ObjectId>, LastCommit> {
        let found = self
            .head
            .store()
            .commit(&self.local, commit)
            .map_err(LastCommit::Unreadable)?;
        let parents: Vec<ObjectId> = found.parent_ids().map(gix::Id::detach).collect();
        let Some(lacking) = parents.iter().find(|parent| !self.local.has_object(parent)) else {
            return Ok(parents);
        };
        let ends = self.local.shallow_commits().ok().flatten();
        if ends.is_some_and(|ends| ends.contains(&commit)) {
            return Err(LastCommit::Shallow);
        }
        let reason = format!("it lacks the commit `{}`", short(*lacking));
        Err(LastCommit::Unreadable(self.head.store().unreadable(reason)))
    }

    fn tops(&self, commit: ObjectId) -> Result<Tops, LastCommit> {
        self.head
            .tops(&self.local, commit, self.sources)
            .map_err(LastCommit::Unreadable)
    }

    /// Whether two commits hold the same sources. Mostly whole folders are the same, and nothing in
    /// them need be looked at.
    fn is_same(
        &self,
        one: (ObjectId, &Tops),
        other: (ObjectId, &Tops),
    ) -> Result<bool, LastCommit> {
        if one.1 == other.1 {
            return Ok(true);
        }
        let state = |commit| {
            self.head
                .at(&self.local, commit)
                .map(|revision| revision.state(self.sources))
        };
        let states = state(one.0).and_then(|one| Ok((one, state(other.0)?)));
        states
            .map(|(one, other)| one == other)
            .map_err(LastCommit::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::repository::tests::history;

    #[test]
    fn the_bound_of_commits_holds_for_the_stamp() {
        let sources = Sources {
            folder: "plan",
            templates: "templates",
            ..Sources::default()
        };
        for (commits, found) in [(3, true), (4, false)] {
            let (root, store) = history(commits, 3);
            let head = Revision::head(store, root.path(), "")
                .expect("it can be read")
                .expect("there is one");
            let last = last_commit(&head, &sources, |_| true);
            assert_eq!(
                matches!(last, LastCommit::Known { .. }),
                found,
                "{commits}: {last:?}"
            );
            assert!(
                found
                    || matches!(&last, LastCommit::Unreadable(why) if why.reason.contains("only 3 commits")),
                "{last:?}"
            );
        }
    }
}
