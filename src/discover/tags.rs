//! The tags of the git repository around a project that name versions: `v1.0`, or `DOCUMENT/v1.0`
//! where there are several documents.
//!
//! The names are read with the project; whether the history of what is read leads to a tag is asked
//! of the object store only when a rule needs to know. Without a repository, or before its first
//! commit, there are no tags. Where there may be some of which nobody can tell, that is said
//! ([`Tags::gap`]).

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use gix::ObjectId;

use super::repository::Store;
use super::{Revision, Unreadable};

/// The tags, none by default.
#[derive(Default)]
pub struct Tags {
    /// As git shows them: `v1.0`, `plan/v1.0`.
    names: Vec<String>,
    history: Option<History>,
    gap: Option<Gap>,
}

/// Why nobody can tell which tags lie behind what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// The clone leaves out older commits, and perhaps tags with them.
    Shallow,
    /// The clone was made without tags.
    WithoutTags,
    /// The repository, or what is needed of it, cannot be read.
    Unreadable(Unreadable),
}

/// The repository, and the commit that is read, or upon which the files on the disk stand.
struct History {
    /// The project's root, if its files lie on the disk.
    root: Option<PathBuf>,
    store: Store,
    head: ObjectId,
}

impl Tags {
    /// The tags around a folder.
    pub fn around(root: &Path) -> Self {
        let found = Store::around(root).and_then(|store| {
            let Some(store) = store else {
                return Ok(Self::default());
            };
            Ok(store
                .head()?
                .map_or_else(Self::default, |head| Self::seen(store, head, Some(root))))
        });
        found.unwrap_or_else(Self::unreadable)
    }

    /// The tags of a repository, seen from a commit.
    pub(super) fn of(store: Store, head: ObjectId) -> Self {
        Self::seen(store, head, None)
    }

    fn seen(store: Store, head: ObjectId, root: Option<&Path>) -> Self {
        let names = match names(&store) {
            Ok(names) => names,
            Err(unreadable) => return Self::unreadable(unreadable),
        };
        let gap = if store.local().is_shallow().unwrap_or(false) {
            Some(Gap::Shallow)
        } else {
            (names.is_empty() && store.leaves_out_tags()).then_some(Gap::WithoutTags)
        };
        Self {
            names,
            history: Some(History {
                root: root.map(Path::to_owned),
                store,
                head,
            }),
            gap,
        }
    }

    fn unreadable(unreadable: Unreadable) -> Self {
        Self {
            gap: Some(Gap::Unreadable(unreadable)),
            ..Self::default()
        }
    }

    /// The tags that begin with `v`, or with `DOCUMENT/v`, each with what stands behind it.
    pub fn versions<'a>(
        &'a self,
        document: Option<&str>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = document.map_or_else(|| "v".to_owned(), |name| format!("{name}/v"));
        self.names
            .iter()
            .filter_map(move |name| Some((name.as_str(), name.strip_prefix(&prefix)?)))
    }

    /// The tags of a document. Those without a name are of the only document, and still of the
    /// first when others have come.
    pub fn of_document(&self, document: Option<&str>, is_first: bool) -> Vec<(&str, &str)> {
        let named = self.versions(document);
        let plain = (document.is_some() && is_first).then(|| self.versions(None));
        named.chain(plain.into_iter().flatten()).collect()
    }

    /// The project as a tag names it; `None` if that cannot be read, or the tags are those of a
    /// revision.
    pub fn revision(&self, tag: &str) -> Option<Revision> {
        let root = self.history.as_ref()?.root.as_ref()?;
        Revision::open(root, &format!("refs/tags/{tag}")).ok()
    }

    /// Why nobody can tell which tags lie behind what is read, if nobody can.
    pub fn gap(&self) -> Option<&Gap> {
        self.gap.as_ref()
    }

    /// Those of some tags to which the history leads, so that they speak of an older state and not
    /// of another branch.
    ///
    /// # Errors
    /// If the history cannot be read so far.
    pub fn behind<'a>(&self, tags: &BTreeSet<&'a str>) -> Result<BTreeSet<&'a str>, Unreadable> {
        match &self.history {
            Some(history) if !tags.is_empty() => history.behind(tags),
            _ => Ok(BTreeSet::new()),
        }
    }
}

/// The names of all tags of a repository.
fn names(store: &Store) -> Result<Vec<String>, Unreadable> {
    let local = store.local();
    let broken = || store.unreadable("one of its tags is damaged");
    let platform = local.references().map_err(|_| broken())?;
    let tags = platform.tags().map_err(|_| broken())?;
    let names = tags.map(|tag| {
        tag.map(|tag| tag.name().shorten().to_string())
            .map_err(|_| broken())
    });
    let mut names: Vec<String> = names.collect::<Result<_, _>>()?;
    names.sort();
    Ok(names)
}

impl History {
    /// One walk finds them all. It ends with the last of them, and comes to no commit twice,
    /// however often branches were merged.
    fn behind<'a>(&self, tags: &BTreeSet<&'a str>) -> Result<BTreeSet<&'a str>, Unreadable> {
        let targets = tags
            .iter()
            .map(|tag| Ok((*tag, self.target(tag)?)))
            .collect::<Result<Vec<_>, Unreadable>>()?;
        let mut wanted: BTreeSet<ObjectId> =
            targets.iter().filter_map(|(_, target)| *target).collect();
        let mut found = BTreeSet::new();
        let local = self.store.local();
        let broken = || self.store.unreadable("it lacks commits of the history");
        let walk = local.rev_walk([self.head]).all().map_err(|_| broken())?;
        for (count, commit) in walk.enumerate() {
            if wanted.is_empty() {
                break;
            }
            if count == self.store.most() {
                return Err(self.store.too_long());
            }
            let id = commit.map_err(|_| broken())?.id;
            if wanted.remove(&id) {
                found.insert(id);
            }
        }
        let is_found =
            |target: &Option<ObjectId>| target.is_some_and(|target| found.contains(&target));
        Ok(targets
            .into_iter()
            .filter(|(_, target)| is_found(target))
            .map(|(tag, _)| tag)
            .collect())
    }

    /// The commit that a tag names; `None` if it names something else.
    fn target(&self, tag: &str) -> Result<Option<ObjectId>, Unreadable> {
        let local = self.store.local();
        let broken = || {
            self.store
                .unreadable(format_args!("it lacks what the tag `{tag}` names"))
        };
        let mut reference = local
            .find_reference(&format!("refs/tags/{tag}"))
            .map_err(|_| broken())?;
        let object = reference
            .peel_to_id()
            .and_then(|id| id.object())
            .map_err(|_| broken())?;
        Ok((object.kind == gix::objs::Kind::Commit).then_some(object.id))
    }
}

impl fmt::Debug for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tags")
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::repository::tests::history;

    #[test]
    fn the_bound_of_commits_holds_for_tags() {
        for (commits, found) in [(3, true), (4, false)] {
            let (_root, store) = history(commits, 3);
            let head = store.head().expect("it can be read").expect("there is one");
            let behind = Tags::of(store, head)
                .behind(&BTreeSet::from(["v1.0"]))
                .map(|tags| tags.len());
            assert_eq!(behind.is_ok_and(|tags| tags == 1), found, "{commits}");
        }
    }
}
