//! The objects of a commit that takes one file, and the references that come to name them.

use std::path::PathBuf;

use gix::objs::tree::EntryKind;
use gix::refs::Target;
use gix::refs::transaction::{PreviousValue, RefEdit};
use gix::{ObjectId, actor, objs};
use jiff::civil::Date;

use super::{Committed, Conversion, Refused, Repository, Result, Wanted, because};

const SECONDS_A_DAY: i64 = 86_400;

/// Objects that are there, and named by nothing yet.
pub(super) struct Made {
    pub commit: ObjectId,
    pub parent: ObjectId,
    pub blob: ObjectId,
}

impl Repository {
    /// Writes what a commit consists of; nothing if the last commit holds the text already.
    pub(super) fn objects(&self, wanted: &Wanted<'_>) -> Result<(Committed, Option<Made>)> {
        let failed = because("the commit cannot be made");
        let path = self.path(wanted.file)?;
        let parent = self.head()?.ok_or_else(|| {
            Refused("the repository has no commit yet; commit the document first".to_owned())
        })?;
        let tree = self.local.find_commit(parent).map_err(&failed)?;
        let tree = tree.tree().map_err(&failed)?;
        let entry = tree.lookup_entry_by_path(&path).map_err(&failed)?;
        let Some(entry) = entry.filter(|entry| entry.mode().is_blob()) else {
            return Err(Refused(format!(
                "no commit holds `{path}` yet; commit the document first"
            )));
        };
        let old = entry.object().map_err(&failed)?;
        let conversion = Conversion::of(&self.local, &self.top, &path)?;
        let bytes = conversion.stored(wanted.text, &old.data);
        if bytes == old.data {
            let (id, was_there) = (parent, true);
            return Ok((Committed { id, was_there }, None));
        }
        let kind = if entry.mode().is_executable() {
            EntryKind::BlobExecutable
        } else {
            EntryKind::Blob
        };
        let blob = self.local.write_blob(&bytes).map_err(&failed)?.detach();
        let mut editor = self.local.edit_tree(tree.id).map_err(&failed)?;
        editor.upsert(path.as_str(), kind, blob).map_err(&failed)?;
        let tree = editor.write().map_err(&failed)?.detach();
        let commit = commit(parent, tree, wanted);
        let id = self.local.write_object(&commit).map_err(&failed)?.detach();
        let made = Made {
            commit: id,
            parent,
            blob,
        };
        let was_there = false;
        Ok((Committed { id, was_there }, Some(made)))
    }

    /// Moves the branch on which the work stands, if it is still where the commit begins.
    pub(super) fn move_head(&self, made: &Made, wanted: &Wanted<'_>) -> Result<()> {
        let head = "HEAD"
            .try_into()
            .map_err(|error| Refused(format!("`HEAD` cannot be named: {error}")))?;
        let first = wanted.message.lines().next().unwrap_or_default();
        let still = PreviousValue::MustExistAndMatch(Target::Object(made.parent));
        let edit = RefEdit::update(head, made.commit, still, format!("commit: {first}"));
        self.edit(
            edit.with_deref(true),
            wanted,
            "the branch cannot be moved to the new commit",
        )
    }

    pub(super) fn make_tag(&self, name: &str, commit: ObjectId, wanted: &Wanted<'_>) -> Result<()> {
        let what = format!("the tag `{name}` cannot be made");
        let full = format!("refs/tags/{name}");
        let full = full
            .as_str()
            .try_into()
            .map_err(|error| Refused(format!("{what}: {error}")))?;
        let id = self.tag_object(name, commit, wanted)?;
        let edit = RefEdit::update(full, id, PreviousValue::MustNotExist, "");
        self.edit(edit, wanted, &what)
    }

    /// Writes an annotated tag, which nothing names yet.
    pub(super) fn tag_object(
        &self,
        name: &str,
        commit: ObjectId,
        wanted: &Wanted<'_>,
    ) -> Result<ObjectId> {
        let tag = objs::Tag {
            target: commit,
            target_kind: objs::Kind::Commit,
            name: name.into(),
            tagger: Some(signature(wanted)),
            message: wanted.message.into(),
            signature: None,
        };
        let written = self.local.write_object(&tag);
        let id = written.map_err(because("the tag cannot be written"))?;
        Ok(id.detach())
    }

    fn edit(&self, edit: RefEdit, wanted: &Wanted<'_>, what: &str) -> Result<()> {
        let by = signature(wanted);
        let mut time = gix::date::parse::TimeBuf::default();
        let by = by.to_ref(&mut time);
        let locks = self.locks_of(&edit);
        let edited = self.local.edit_references_as([edit], Some(by));
        let failed = because(what);
        edited
            .map(drop)
            .map_err(|error| self.locked(&locks).unwrap_or_else(|| failed(error)))
    }

    /// The files that are in the way of an edit of a reference while another program holds them.
    fn locks_of(&self, edit: &RefEdit) -> Vec<PathBuf> {
        let names = [Some(edit.name.as_bstr().to_string()), self.branch()];
        names
            .iter()
            .flatten()
            .map(|name| self.lock_of(name))
            .collect()
    }

    /// The branch on which the work stands.
    pub(super) fn branch(&self) -> Option<String> {
        let name = self.local.head_name().ok().flatten()?;
        Some(name.as_bstr().to_string())
    }

    /// The lock of a reference.
    pub(super) fn lock_of(&self, name: &str) -> PathBuf {
        let folder = match name {
            "HEAD" => self.local.git_dir(),
            _ => self.local.common_dir(),
        };
        folder.join(format!("{name}.lock"))
    }
}

fn commit(parent: ObjectId, tree: ObjectId, wanted: &Wanted<'_>) -> objs::Commit {
    let by = signature(wanted);
    objs::Commit {
        message: wanted.message.into(),
        tree,
        author: by.clone(),
        committer: by,
        encoding: None,
        parents: [parent].into_iter().collect(),
        extra_headers: Vec::new(),
    }
}

fn signature(wanted: &Wanted<'_>) -> actor::Signature {
    let days = Date::constant(1970, 1, 1).until(wanted.day);
    let days = days.map_or(0, |since| i64::from(since.get_days()));
    actor::Signature {
        name: wanted.identity.name.as_str().into(),
        email: wanted.identity.email.as_str().into(),
        time: gix::date::Time::new(days * SECONDS_A_DAY, 0),
    }
}
