//! Typst's world, closed: the generated files, the theme, pictures and fonts, all in memory. It has no clock and no disk.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use super::fonts;
use crate::render::Rendered;

pub(super) struct PlanWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl PlanWorld {
    pub(super) fn new(rendered: &Rendered) -> Self {
        let mut all: Vec<Font> = Vec::new();
        for bytes in &rendered.fonts {
            all.extend(fonts::read(bytes));
        }
        all.extend(fonts::EMBEDDED.iter().cloned());
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        for (path, generated) in &rendered.generated {
            let id = file_id(path);
            sources.insert(id, Source::new(id, generated.markup.text.clone()));
        }
        for (path, bytes) in &rendered.copied {
            let id = file_id(path);
            match std::str::from_utf8(bytes) {
                Ok(text) if path.ends_with(".typ") => {
                    sources.insert(id, Source::new(id, text.to_owned()));
                }
                _ => {
                    files.insert(id, Bytes::new(bytes.to_vec()));
                }
            }
        }
        Self {
            library: LazyHash::new(Library::builder().with_features(features()).build()),
            book: LazyHash::new(FontBook::from_fonts(&all)),
            fonts: all,
            main: file_id(&rendered.main),
            sources,
            files,
        }
    }
}

/// Headers of rows, and summaries of tables, which Typst still keeps behind a switch.
fn features() -> Features {
    [Feature::A11yExtras].into_iter().collect()
}

/// The id of a path from the root of the world.
pub(super) fn file_id(path: &str) -> FileId {
    // A path of ours has no `..` and no backslash; one that had would only be a file that is never found.
    let path = VirtualPath::new(path).unwrap_or_else(|_| VirtualPath::new("unusable").unwrap_or_else(|_| unreachable!()));
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for PlanWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
