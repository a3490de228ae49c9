//! OUT, into the repository around a project: a commit that takes one file, and a tag.
//!
//! In: the file's new text, who commits it, the day that both bear. Out: objects, an entry of the
//! index, a branch moved, a tag; each of these whole or not at all, and in this order, so that what
//! an ended run left is what the next one begins with. The names of objects depend on nothing but
//! what goes in. No hook, no filter and no signing program runs.

mod claim;
mod conversion;
mod objects;

use std::path::{Path, PathBuf};

use gix::bstr::{BString, ByteSlice};
use gix::head::Kind;
use gix::index::entry::{Stage, Stat};
use gix::open::permissions;
use gix::sec::Permission;
use gix::{ObjectId, ThreadSafeRepository};
use jiff::civil::Date;

use crate::discover::top_around;
pub use claim::Claim;
use conversion::Conversion;

/// A repository that is to be written into.
pub struct Repository {
    local: gix::Repository,
    /// Its work tree, with every link followed.
    top: PathBuf,
}

/// Who commits, as git's settings say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub name: String,
    pub email: String,
}

/// A commit that takes one file, and is not made yet.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The file, on the disk.
    pub file: &'a Path,
    /// What is in it.
    pub text: &'a str,
    /// At midnight of this day, Greenwich.
    pub day: Date,
    pub message: &'a str,
    pub identity: &'a Identity,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    pub id: ObjectId,
    /// Whether the last commit held the text already.
    pub was_there: bool,
}

/// Why nothing is committed or tagged, in words for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

type Result<T> = std::result::Result<T, Refused>;

/// What a library said, after what was to be done.
fn because(what: &str) -> impl Fn(gix::error::Error) -> Refused + use<> {
    let what = what.to_owned();
    move |error| Refused(format!("{what}: {error}"))
}

impl Repository {
    /// The repository that holds a folder, opened with the settings of git that say who commits;
    /// `None` if there is none.
    pub fn around(folder: &Path) -> Result<Option<Self>> {
        let Some(top) = top_around(folder) else {
            return Ok(None);
        };
        let environment = permissions::Environment {
            xdg_config_home: Permission::Allow,
            home: Permission::Allow,
            ..permissions::Environment::isolated()
        };
        let settings = permissions::Config {
            env: false,
            ..permissions::Config::all()
        };
        let allowed = gix::open::Permissions {
            env: environment,
            config: settings,
            attributes: permissions::Attributes::isolated(),
        };
        let options = gix::open::Options::default()
            .permissions(allowed)
            .cli_overrides(["core.useReplaceRefs=false"]);
        let opened = ThreadSafeRepository::open_opts(&top, options);
        let local = opened
            .map_err(|error| Refused(format!("the git repository cannot be opened: {error}")))?
            .to_thread_local();
        Ok(Some(Self { local, top }))
    }

    /// The name that git's settings give, if they do.
    pub fn name(&self) -> Option<String> {
        self.setting("user.name")
    }

    /// Who commits.
    pub fn identity(&self) -> Result<Identity> {
        let wanted = |key| {
            self.setting(key).ok_or_else(|| {
                Refused(format!(
                    "git's settings do not say who commits: set it with `git config {key} …`"
                ))
            })
        };
        Ok(Identity {
            name: wanted("user.name")?,
            email: wanted("user.email")?,
        })
    }

    fn setting(&self, key: &str) -> Option<String> {
        let value = self.local.config_snapshot().string(key)?;
        let value = value.to_str_lossy().trim().to_owned();
        (!value.is_empty()).then_some(value)
    }

    /// The path of a file in the repository.
    fn path(&self, file: &Path) -> Result<String> {
        let outside = || Refused(format!("`{}` lies outside the repository", file.display()));
        let folder = file.parent().ok_or_else(outside)?;
        let folder = folder.canonicalize().map_err(|_| outside())?;
        let below = folder.strip_prefix(&self.top).map_err(|_| outside())?;
        let name = file.file_name().ok_or_else(outside)?;
        let parts = below.components().map(std::path::Component::as_os_str);
        let parts: Option<Vec<&str>> = parts.chain([name]).map(|part| part.to_str()).collect();
        Ok(parts.ok_or_else(outside)?.join("/"))
    }

    /// What keeps a file from being committed, whatever is in it.
    pub fn accepts(&self, file: &Path) -> Result<()> {
        if self.local.state().is_some() {
            return Err(Refused(
                "the repository is in the middle of a merge, a rebase or the like; finish it, and release again".to_owned(),
            ));
        }
        if file.is_symlink() {
            let file = file.display();
            return Err(Refused(format!(
                "`{file}` is a link; release the document where the file itself lies"
            )));
        }
        Conversion::of(&self.local, &self.top, &self.path(file)?).map(drop)
    }

    /// The commit that would be made, and whether it is there; nothing is written.
    pub fn foresee(&self, wanted: &Wanted<'_>) -> Result<Committed> {
        let memory = Self {
            local: self.local.clone().with_object_memory(),
            top: self.top.clone(),
        };
        memory.objects(wanted).map(|(committed, _)| committed)
    }

    /// Takes over from a release of the same that was killed, and keeps others away until the value
    /// goes.
    pub fn claim(&self, wanted: &Wanted<'_>, tag: Option<&str>) -> Result<Claim> {
        let memory = Self {
            local: self.local.clone().with_object_memory(),
            top: self.top.clone(),
        };
        let commit = memory.objects(wanted)?.0.id;
        let mut written = vec![commit.to_string()];
        let mut names = vec!["HEAD".to_owned()];
        names.extend(self.branch());
        if let Some(tag) = tag {
            names.push(format!("refs/tags/{tag}"));
            written.push(memory.tag_object(tag, commit, wanted)?.to_string());
        }
        let mut locks: Vec<PathBuf> = names.iter().map(|name| self.lock_of(name)).collect();
        locks.push(self.local.index_path().with_extension("lock"));
        Claim::begin(self.local.git_dir(), &locks, &written)
            .map_err(|error| Refused(format!("the repository cannot be written into: {error}")))
    }

    /// Makes the commit: its objects, then the entry of the index, then the branch.
    pub fn commit(&self, wanted: &Wanted<'_>) -> Result<Committed> {
        let (committed, made) = self.objects(wanted)?;
        let Some(made) = made else {
            return Ok(committed);
        };
        self.stage(wanted.file, made.blob)?;
        self.move_head(&made, wanted)?;
        Ok(committed)
    }

    /// Puts the file into the index as it will be committed, and leaves all that is staged besides.
    fn stage(&self, file: &Path, blob: ObjectId) -> Result<()> {
        let failed = because("the index of the repository cannot be written");
        let path = self.path(file)?;
        let mut index = self.local.open_index().map_err(&failed)?;
        if index.link().is_some() {
            return Err(Refused(
                "the index of the repository is a split one, which cannot be written; run `git update-index --no-split-index`, and release again".to_owned(),
            ));
        }
        let path = BString::from(path);
        let entry = index.entry_mut_by_path_and_stage(path.as_ref(), Stage::Unconflicted);
        let Some(entry) = entry else {
            return Err(Refused(format!(
                "`{path}` is not in the index of the repository: `git add` it"
            )));
        };
        if entry.id == blob {
            return Ok(());
        }
        entry.id = blob;
        let on_disk = gix::index::fs::Metadata::from_path_no_follow(file).ok();
        entry.stat = on_disk
            .and_then(|found| Stat::from_fs(&found).ok())
            .unwrap_or_default();
        // It would still name the old content.
        index.remove_tree();
        let lock = self.local.index_path().with_extension("lock");
        index
            .write(gix::index::write::Options::default())
            .map_err(|error| self.locked(&[lock]).unwrap_or_else(|| failed(error)))
    }

    /// Says so if one of these locks is there, which another program holds, or one that was ended.
    fn locked(&self, locks: &[PathBuf]) -> Option<Refused> {
        let lock = locks.iter().find(|lock| lock.exists())?;
        let shown = lock.strip_prefix(&self.top).unwrap_or(lock).display();
        Some(Refused(format!(
            "`{shown}` is in the way: another program is at work in the repository, or was ended there; if none is, take the file away, and release again"
        )))
    }

    /// An annotated tag at a commit. One that is there is left alone.
    pub fn tag(&self, name: &str, commit: ObjectId, wanted: &Wanted<'_>) -> Result<()> {
        self.make_tag(name, commit, wanted)
    }

    /// The commit that a tag names, if it is there.
    pub fn tagged(&self, name: &str) -> Result<Option<ObjectId>> {
        let failed = because(&format!("the tag `{name}` cannot be read"));
        let found = self.local.try_find_reference(&format!("refs/tags/{name}"));
        let Some(mut reference) = found.map_err(&failed)? else {
            return Ok(None);
        };
        let id = reference.peel_to_id().map_err(&failed)?;
        let object = id.object().map_err(&failed)?;
        let is_commit = object.kind == gix::objs::Kind::Commit;
        is_commit.then_some(Some(object.id)).ok_or_else(|| {
            Refused(format!("the tag `{name}` is there, and names no commit; delete it with `git tag --delete {name}`"))
        })
    }

    /// What a commit holds of a file.
    pub fn text_in(&self, commit: ObjectId, file: &Path) -> Result<Option<Vec<u8>>> {
        let path = self.path(file)?;
        let failed = because("the repository cannot be read");
        let tree = self
            .local
            .find_commit(commit)
            .map_err(&failed)?
            .tree()
            .map_err(&failed)?;
        let entry = tree.lookup_entry_by_path(&path).map_err(&failed)?;
        let object = entry
            .map(|entry| entry.object())
            .transpose()
            .map_err(&failed)?;
        Ok(object.map(|object| object.data.clone()))
    }

    /// The commit on which the files stand; `None` before the first one.
    pub fn head(&self) -> Result<Option<ObjectId>> {
        let head = self
            .local
            .head()
            .map_err(because("`HEAD` cannot be read"))?;
        match head.kind {
            Kind::Unborn(_) => Ok(None),
            _ => Ok(head.id().map(gix::Id::detach)),
        }
    }
}
