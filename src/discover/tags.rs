//! The tags of the git repository around a project that name versions: `v1.0`, or `DOCUMENT/v1.0` where there are several documents.
//!
//! The names are read with the project; whether the history of what is read leads to a tag is asked of the object store only when a
//! rule needs to know. Without a repository, or in one that cannot be read, there are no tags.

use std::fmt;
use std::path::Path;

use gix::{ObjectId, ThreadSafeRepository};

/// The tags, none by default.
#[derive(Default)]
pub struct Tags {
    /// As git shows them: `v1.0`, `plan/v1.0`.
    names: Vec<String>,
    history: Option<History>,
    /// Whether the clone leaves out older commits, and perhaps tags with them.
    is_shallow: bool,
}

/// The repository, and the commit that is read, or upon which the files on the disk stand.
struct History {
    repository: ThreadSafeRepository,
    head: ObjectId,
}

impl Tags {
    /// The tags around a folder.
    pub fn around(root: &Path) -> Self {
        let Some(repository) = super::revision::repository(root) else { return Self::default() };
        let head = repository.to_thread_local().head_id().ok().map(gix::Id::detach);
        head.map_or_else(Self::default, |head| Self::of(&repository, head))
    }

    /// The tags of a repository, seen from a commit.
    pub(super) fn of(repository: &ThreadSafeRepository, head: ObjectId) -> Self {
        let local = repository.to_thread_local();
        let Ok(platform) = local.references() else { return Self::default() };
        let names = platform.tags().into_iter().flatten().filter_map(Result::ok);
        let mut names: Vec<String> = names.map(|tag| tag.name().shorten().to_string()).collect();
        names.sort();
        let is_shallow = local.is_shallow().unwrap_or(false);
        Self { names, history: Some(History { repository: repository.clone(), head }), is_shallow }
    }

    /// The tags that begin with `v`, or with `DOCUMENT/v`, each with what stands behind it.
    pub fn versions<'a>(&'a self, document: Option<&str>) -> impl Iterator<Item = (&'a str, &'a str)> {
        let prefix = document.map_or_else(|| "v".to_owned(), |name| format!("{name}/v"));
        self.names.iter().filter_map(move |name| Some((name.as_str(), name.strip_prefix(&prefix)?)))
    }

    /// Whether nobody can tell which tags lie behind what is read: the clone has only the newest commits.
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// Whether the history leads to a tag, so that it speaks of an older state and not of another branch.
    pub fn is_behind(&self, tag: &str) -> bool {
        self.history.as_ref().is_some_and(|history| history.leads_to(tag).unwrap_or(false))
    }
}

impl History {
    fn leads_to(&self, tag: &str) -> Option<bool> {
        let repository = self.repository.to_thread_local();
        let mut reference = repository.find_reference(&format!("refs/tags/{tag}")).ok()?;
        let tagged = reference.peel_to_commit().ok()?.id;
        Some(self.head == tagged || repository.merge_base(self.head, tagged).ok()??.detach() == tagged)
    }
}

impl fmt::Debug for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tags").field("names", &self.names).finish_non_exhaustive()
    }
}
