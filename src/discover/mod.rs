//! IN: what a project consists of, read once from the disk or from a git revision, and passed on as
//! values.
//!
//! In: a root folder and the folders of its documents. Out: texts (in a [`SourceSet`]), pictures as
//! bytes, and templates. After this module nothing is read any more.

mod builtin;
mod changes;
mod decode;
mod disk;
mod history;
mod overlay;
mod read;
mod repository;
mod revision;
mod standing;
mod tags;
mod unread;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

pub use changes::Changes;
pub use disk::Disk;
pub use history::{LastCommit, Sources};
pub use overlay::Overlay;
pub use read::{
    Named, is_font, read_bibliographies, read_document, read_facts, read_fonts, read_named,
    read_settings, read_templates,
};
pub use repository::{Unreadable, top_around};
pub use revision::Revision;
pub use standing::{NotKnown, Standing};
pub use tags::{Gap, Tags};
pub use unread::not_read;

use crate::source::{SourceId, SourceSet, card_stem};

/// The manifest's name in a document's folder.
pub const MANIFEST_FILE: &str = "document.yaml";

/// The name of the file with a project's settings.
pub const SETTINGS_FILE: &str = "planwright.yaml";

/// A file, by its path below the root.
pub type NamedFile = (String, Arc<[u8]>);

/// Something could not be read: exit status 2.
#[derive(Debug)]
pub struct DiscoverError {
    /// Below the root, or as it was named.
    pub path: String,
    /// What the system says.
    pub error: io::Error,
}

/// Where a project's files lie: on the disk, or in a revision of a git repository. Paths are below
/// the project's root, with `/`.
pub trait Files: Sync {
    fn has_file(&self, path: &str) -> bool;

    fn has_folder(&self, path: &str) -> bool;

    /// A folder's path with every link followed; `None` if it is not there, or leads out of the
    /// root.
    fn real_folder(&self, path: &str) -> Option<String>;

    /// The files below a folder, without hidden ones and without what lies in the folders `except`,
    /// in reading order. Of a folder that is a document of its own only the manifest is named.
    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError>;

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError>;

    /// The tags of the git repository around the project; none if there is none.
    fn tags(&self) -> Tags;

    /// The last commit that touched the sources of a document.
    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit;
}

/// Whether a file beside a manifest is a card.
fn is_card(path: &str) -> bool {
    card_stem(path).is_some()
}

/// Whether a file is named like a table that can be read.
pub fn is_table(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "tsv" | "tab"))
}

/// Whether a file is named like a workbook that can be read.
pub fn is_workbook(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "xlsx" | "xlsm" | "ods"))
}

/// Whether a file is named like a bibliography that can be read.
pub fn is_bibliography(path: &str) -> bool {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "bib" | "yaml" | "yml"))
}

/// What lies below a folder, in reading order.
#[derive(Debug, Default)]
pub struct Below {
    /// Their paths below the root, sorted.
    pub files: Vec<String>,
    /// Links that lead to no file of the project.
    pub astray: Vec<String>,
}

/// Whether a path lies in a folder; everything else lies in the root, which is the empty path.
pub fn is_below(path: &str, folder: &str) -> bool {
    if folder.is_empty() {
        !path.is_empty()
    } else {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }
}

/// All that a run reads.
#[derive(Debug, Default)]
pub struct Project {
    /// All texts that were read.
    pub sources: SourceSet,
    /// The folders of documents, in the order of the settings.
    pub documents: Vec<Folder>,
    /// Pictures and other files beside the cards, or named by them, by their path below the root.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Files elsewhere in the project to which a card links; nobody needs what is in them.
    pub linked: BTreeSet<String>,
    /// The paths of files that nobody names; looked for only if a file that is named is not there,
    /// which may be one of them.
    pub elsewhere: Vec<String>,
    /// Tables in files of their own, by their path; each is among the files too.
    pub tables: BTreeMap<String, SourceId>,
    /// Bibliographies that cards name, by their path; each is among the files too.
    pub bibliographies: BTreeMap<String, SourceId>,
    /// The file of facts.
    pub facts: Option<SourceId>,
    /// Built-in templates, and over them the project's own.
    pub templates: Templates,
    /// The tags of the repository around it.
    pub tags: Tags,
}

/// The folder of one document.
#[derive(Debug)]
pub struct Folder {
    /// Below the root, with `/`.
    pub path: String,
    /// `None` if it is there and cannot be read.
    pub manifest: Option<SourceId>,
    /// Whether there is no manifest; an empty text stands for it, so that the cards are checked
    /// all the same.
    pub lacks_manifest: bool,
    /// In reading order.
    pub cards: Vec<SourceId>,
    /// The folders in it that are documents of their own.
    pub nested: Vec<String>,
    /// Files in it that somebody may have meant to be read, and that are not, by their paths below
    /// the root.
    pub unread: Vec<String>,
}

/// Kinds, types, the theme and fonts: the built-in files, with a project's own over them.
#[derive(Debug, Default)]
pub struct Templates {
    /// By the path below `templates/`, such as `kinds/section/card.typ`.
    files: BTreeMap<String, Template>,
}

/// One file of the templates.
#[derive(Debug, Clone)]
pub struct Template {
    /// The file as it is.
    pub bytes: Arc<[u8]>,
    /// Where the project keeps it; `None` for a built-in one.
    pub source: Option<SourceId>,
}

impl Template {
    /// The file as text; empty if it is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

impl Templates {
    /// What travels inside the program.
    pub fn builtin() -> Self {
        Self {
            files: builtin::files(),
        }
    }

    pub fn insert(&mut self, path: String, template: Template) {
        self.files.insert(path, template);
    }

    pub fn get(&self, path: &str) -> Option<&Template> {
        self.files.get(path)
    }

    /// Whether the project has a file of its own whose name ends so.
    pub fn has_own(&self, ending: &str) -> bool {
        self.files
            .iter()
            .any(|(path, template)| template.source.is_some() && path.ends_with(ending))
    }

    /// The texts that are the project's own.
    pub fn own(&self) -> impl Iterator<Item = SourceId> {
        self.files.values().filter_map(|template| template.source)
    }

    /// The files of one folder, such as `theme`, with their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Template)> {
        let within = move |path: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        self.files
            .iter()
            .filter(move |(path, _)| within(path))
            .map(|(path, template)| (path.as_str(), template))
    }

    /// The names of the folders directly below one, such as the kinds in `kinds`.
    pub fn names<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let mut last = None;
        self.below(folder).filter_map(move |(path, _)| {
            let (name, _) = path[folder.len() + 1..].split_once('/')?;
            (last.replace(name) != Some(name)).then_some(name)
        })
    }
}
