//! What a release has to do with the repository: whether it may commit and tag there, and what.

use std::path::PathBuf;

use super::Failure;
use super::table::{Row, Table, line_feeds};
use crate::discover::{Disk, NotKnown, Sources, Standing};
use crate::write::git::{Committed, Identity, Refused, Repository, Wanted};

/// So many files are named.
const MOST_NAMED: usize = 5;

/// A repository into which a release may be put.
pub(super) struct Target {
    repository: Repository,
    identity: Identity,
    file: PathBuf,
    message: String,
    /// Whether the new text is to be committed, if no commit holds it yet.
    commits: bool,
    /// The name of the tag, if one is wanted.
    tag: Option<String>,
}

/// What is asked of the repository.
pub(super) struct Asked<'a> {
    pub commits: bool,
    pub tag: Option<String>,
    pub message: String,
    /// The manifest, below the root.
    pub manifest: &'a str,
    pub sources: &'a Sources<'a>,
    pub row: &'a Row,
    /// The manifest as it is to be.
    pub new: &'a Table,
    pub text: &'a str,
}

/// What was done, in words for the user.
pub(super) type Done = String;

impl From<Refused> for Failure {
    fn from(Refused(message): Refused) -> Self {
        Failure::of(message)
    }
}

impl Target {
    /// Looks whether all of it can be done.
    pub fn of(disk: &Disk, asked: Asked<'_>) -> Result<Self, Failure> {
        let file = disk.root().join(asked.manifest);
        let folder = file.parent().unwrap_or(disk.root());
        let repository = Repository::around(folder)?.ok_or_else(|| {
            Failure::of("there is no git repository around the project, so nothing can be committed or tagged; `git init` makes one".to_owned())
        })?;
        let identity = repository.identity()?;
        repository.accepts(&file)?;
        let standing = disk
            .standing(asked.sources, asked.manifest)
            .map_err(not_known)?;
        may_be_committed(&standing, &asked)?;
        let target = Self {
            repository,
            identity,
            file,
            message: asked.message,
            commits: asked.commits,
            tag: asked.tag,
        };
        target.tag_is_free(asked.row)?;
        Ok(target)
    }

    fn wanted<'a>(&'a self, text: &'a str, row: &Row) -> Wanted<'a> {
        Wanted {
            file: &self.file,
            text,
            day: row.day,
            message: &self.message,
            identity: &self.identity,
        }
    }

    /// The commit that will hold the text.
    pub fn foresee(&self, text: &str, row: &Row) -> Result<Committed, Failure> {
        Ok(self.repository.foresee(&self.wanted(text, row))?)
    }

    /// A tag of this name that is there must be of this version.
    fn tag_is_free(&self, row: &Row) -> Result<(), Failure> {
        let Some(tag) = &self.tag else { return Ok(()) };
        let Some(commit) = self.repository.tagged(tag)? else {
            return Ok(());
        };
        let bytes = self
            .repository
            .text_in(commit, &self.file)?
            .unwrap_or_default();
        let held = String::from_utf8(bytes)
            .ok()
            .and_then(|text| Table::read(&text));
        if held.is_some_and(|table| table.day_of_own(row).is_some()) {
            return Ok(());
        }
        Err(Failure::of(format!(
            "the tag `{tag}` is there already, and what it names is not this version; delete it with `git tag --delete {tag}` if it was set by mistake"
        )))
    }

    /// Commits and tags, as far as that is not done.
    pub fn carry_out(&self, text: &str, row: &Row) -> Result<Vec<Done>, Failure> {
        let wanted = self.wanted(text, row);
        let _claim = self.repository.claim(&wanted, self.tag.as_deref())?;
        let mut done = Vec::new();
        let committed = if self.commits {
            let committed = self.repository.commit(&wanted)?;
            done.push(match committed {
                Committed {
                    id,
                    was_there: false,
                } => format!("committed {id}; the PDF is of this commit"),
                Committed { id, .. } => format!("the commit {id} holds this version already"),
            });
            committed
        } else {
            self.repository.foresee(&wanted)?
        };
        if let Some(tag) = &self.tag {
            if self.repository.tagged(tag)?.is_some() {
                done.push(format!("the tag {tag} is there already"));
            } else {
                self.repository.tag(tag, committed.id, &wanted)?;
                done.push(format!("tagged {} as {tag}", committed.id));
            }
        }
        Ok(done)
    }
}

/// No source may be another one in the commit, the index or on the disk, but for the row.
fn may_be_committed(standing: &Standing, asked: &Asked<'_>) -> Result<(), Failure> {
    let Asked {
        manifest,
        new,
        text,
        ..
    } = asked;
    if !standing.changed.is_empty() {
        let named: Vec<String> = standing
            .changed
            .iter()
            .take(MOST_NAMED)
            .map(|path| format!("`{path}`"))
            .collect();
        let more = standing.changed.len() - named.len();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        return Err(Failure::of(format!(
            "not as in the last commit: {}{more}; commit these changes or take them back, and release again",
            named.join(", ")
        )));
    }
    let as_text = |bytes: &Option<Vec<u8>>| {
        bytes
            .clone()
            .and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let Some(committed) = as_text(&standing.committed) else {
        return Err(Failure::of(format!(
            "no commit holds `{manifest}` yet; commit the document, and release again"
        )));
    };
    let is_there = line_feeds(&committed) == line_feeds(text);
    if !is_there && !asked.commits {
        return Err(Failure::of(format!(
            "no commit holds the row of version `{}` yet, so there is nothing to tag; add `--commit`",
            asked.row.version
        )));
    }
    let is_row = Table::read(&committed).is_some_and(|old| new.is_row_over(&old));
    let staged = as_text(&standing.staged).map(|staged| line_feeds(&staged));
    let is_known = |staged: String| staged == line_feeds(&committed) || staged == line_feeds(text);
    if (is_there || is_row) && staged.is_some_and(is_known) {
        return Ok(());
    }
    Err(Failure::of(format!(
        "`{manifest}` differs from the last commit by more than the row of this version; commit these changes or take them back, and release again"
    )))
}

fn not_known(why: NotKnown) -> Failure {
    match why {
        NotKnown::NoRepository => Failure::of("there is no git repository around the project".to_owned()),
        NotKnown::NoCommit => Failure::of("the repository has no commit yet; commit the document, and release again".to_owned()),
        NotKnown::Scattered => Failure::of("the files of this document lie in more than one git repository, so no commit can hold them all".to_owned()),
        NotKnown::Unreadable(found) => Failure::of(format!("{}; {}", found.reason, found.help)),
    }
}
