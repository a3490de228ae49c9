//! The git repository around a folder: whether there is one, whether it can be read, and on which
//! commit its files stand.
//!
//! In: a folder. Out: the repository, opened with no configuration but its own, or in words why it
//! says nothing. That there is none, that it has no commit yet and that it is damaged are three
//! things, because only the last one is a fault. Replacements (`git replace`) are not followed:
//! they belong to one clone alone, and with them a history can lead back to itself.

// This file is one of the places where the disk may be touched (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

use std::fmt::Display;
use std::path::{Path, PathBuf};

use crate::limits::COMMITS;
use gix::head::Kind;
use gix::{ObjectId, Repository, ThreadSafeRepository};

const GIT: &str = ".git";

/// Why a repository that is there cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Half a sentence that names the repository.
    pub reason: String,
    /// What to do.
    pub help: &'static str,
}

impl Unreadable {
    fn at(place: &str, reason: impl Display) -> Self {
        Self {
            reason: format!("the repository at `{place}` cannot be read: {reason}"),
            help: "run `git fsck` there to see what is damaged; a fresh clone has all of it",
        }
    }
}

/// The folder whose `.git` is the nearest to a folder, from that upwards.
pub fn top_around(folder: &Path) -> Option<PathBuf> {
    top_above(folder).map(|(_, top)| top)
}

/// The same, and how many steps it is up.
fn top_above(folder: &Path) -> Option<(usize, PathBuf)> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut tops = folder.ancestors().enumerate();
    tops.find(|(_, top)| is_there(&top.join(GIT)))
        .map(|(up, top)| (up, top.to_owned()))
}

/// A repository that could be opened.
#[derive(Debug, Clone)]
pub(super) struct Store {
    repository: ThreadSafeRepository,
    /// Where it is, seen from the project.
    place: String,
    /// [`COMMITS`].
    most: usize,
}

impl Store {
    /// The repository that holds a folder: the one whose `.git` is the nearest. An empty folder of
    /// that name is passed over, as git does.
    pub(super) fn around(folder: &Path) -> Result<Option<Self>, Unreadable> {
        let Some((up, top)) = top_above(folder) else {
            return Ok(None);
        };
        let git = top.join(GIT);
        let place = "../".repeat(up) + GIT;
        // Of what stands in the configuration, this alone is not the repository's to say.
        let options = gix::open::Options::isolated().cli_overrides(["core.useReplaceRefs=false"]);
        match ThreadSafeRepository::open_opts(&top, options) {
            Ok(repository) => Ok(Some(Self {
                repository,
                place,
                most: COMMITS,
            })),
            Err(_) => Err(Unreadable::at(&place, why_not_opened(&git))),
        }
    }

    /// How many commits a walk looks at.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    pub(super) fn local(&self) -> Repository {
        self.repository.to_thread_local()
    }

    /// The commit on which the files on the disk stand; `None` before the first one.
    pub(super) fn head(&self) -> Result<Option<ObjectId>, Unreadable> {
        let local = self.local();
        let head = local
            .head()
            .map_err(|_| self.unreadable("its `HEAD` leads to no branch and to no commit"))?;
        let id = match head.kind {
            Kind::Unborn(_) => return Ok(None),
            Kind::Symbolic(branch) => branch.target.try_id().map(ToOwned::to_owned),
            Kind::Detached { target, .. } => Some(target),
        };
        let id = id.ok_or_else(|| self.unreadable("its `HEAD` leads to no commit"))?;
        self.commit(&local, id).map(|_| Some(id))
    }

    /// A commit that something in the repository names.
    pub(super) fn commit<'a>(
        &self,
        local: &'a Repository,
        id: ObjectId,
    ) -> Result<gix::Commit<'a>, Unreadable> {
        local
            .find_commit(id)
            .map_err(|_| self.unreadable(format_args!("it lacks the commit `{}`", short(id))))
    }

    /// What keeps the repository from being asked. A clone that was asked to leave something out is
    /// not damaged.
    pub(super) fn unreadable(&self, reason: impl Display) -> Unreadable {
        if is_partial(&self.local()) {
            return Unreadable {
                reason: format!(
                    "the clone at `{}` leaves out a part of the history: {reason}",
                    self.place
                ),
                help: "fetch all of it: `git fetch --refetch --no-filter`",
            };
        }
        Unreadable::at(&self.place, reason)
    }

    /// A history of which more would have to be looked at than is.
    pub(super) fn too_long(&self) -> Unreadable {
        Unreadable {
            reason: format!(
                "of the repository at `{}` only {} commits are looked at, and that was not enough",
                self.place, self.most
            ),
            help: "keep the project in a repository of its own",
        }
    }

    /// Whether it was cloned without its tags, and has none.
    pub(super) fn leaves_out_tags(&self) -> bool {
        of_remotes(&self.local(), "tagOpt")
            .iter()
            .any(|option| option == "--no-tags")
    }
}

/// The first digits of an object's name, as the foot of a page prints them.
pub(super) fn short(id: ObjectId) -> String {
    id.to_hex_with_len(10).to_string()
}

/// Whether something lies here that git would take for a repository, or that was one.
fn is_there(git: &Path) -> bool {
    git.symlink_metadata().is_ok()
        && !git
            .read_dir()
            .is_ok_and(|mut entries| entries.next().is_none())
}

/// What is the matter with a `.git` that cannot be opened.
fn why_not_opened(git: &Path) -> &'static str {
    if git.is_file() {
        "it is a file, and leads to no repository"
    } else if !git.join("HEAD").is_file() {
        "it has no `HEAD`"
    } else if !git.join("objects").is_dir() || !git.join("refs").is_dir() {
        "it has no `objects` or no `refs`"
    } else {
        "its `HEAD` or its `config` is not as git writes them"
    }
}

/// Whether the clone was told to leave out files or trees (`git clone --filter`).
fn is_partial(repository: &Repository) -> bool {
    of_remotes(repository, "promisor")
        .iter()
        .any(|value| value != "false")
}

/// What the configuration says of each remote repository under a key.
fn of_remotes(repository: &Repository, key: &str) -> Vec<String> {
    let config = repository.config_snapshot();
    let remotes = config
        .plumbing()
        .sections_by_name("remote")
        .into_iter()
        .flatten();
    remotes
        .filter_map(|remote| remote.value(key))
        .map(|value| value.to_string())
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A repository with so many commits, of which only the first touches `plan`; a walk looks at
    /// `most` of them.
    pub(in crate::discover) fn history(commits: usize, most: usize) -> (tempfile::TempDir, Store) {
        let root = tempfile::tempdir().expect("a temporary folder");
        let git = |args: &[&str]| {
            let settings = [
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@example.org",
                "-c",
                "init.defaultBranch=main",
            ];
            let run = std::process::Command::new("git")
                .args(settings)
                .args(args)
                .current_dir(root.path())
                .output();
            assert!(run.expect("git starts").status.success(), "{args:?}");
        };
        std::fs::create_dir(root.path().join("plan")).expect("made");
        std::fs::write(root.path().join("plan/document.yaml"), "title: T").expect("written");
        git(&["init", "-q"]);
        git(&["add", "."]);
        git(&["commit", "-q", "-m", "1"]);
        git(&["tag", "v1.0"]);
        (1..commits).for_each(|_| git(&["commit", "-q", "--allow-empty", "-m", "more"]));
        let store = Store::around(root.path())
            .expect("it can be read")
            .expect("there is one");
        (root, Store { most, ..store })
    }
}
