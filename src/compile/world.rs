//! Typst's world, closed: the generated files, the theme, pictures and fonts, all in memory. It has
//! no clock and no disk.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use super::fonts;
use crate::render::{Progress, Rendered, Task};

pub(super) struct PlanWorld<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    course: Course<'a>,
}

/// An empty file that is asked for behind the last card, if somebody wants to know.
const END: &str = "end.typ";

/// Where Typst is: it asks for a card's source when it comes to the card. What it does behind the
/// last one concerns the whole document.
struct Course<'a> {
    task: Task<'a>,
    paths: HashMap<FileId, &'a str>,
    in_layout: AtomicBool,
}

impl<'a> Course<'a> {
    fn new(rendered: &'a Rendered, progress: &'a Progress) -> Self {
        let main = rendered
            .generated
            .get(&rendered.main)
            .map_or("", |main| main.path.as_str());
        // What is made from no file of the author's, such as the settings of the theme, is no place
        // to be at.
        let from_files = rendered
            .generated
            .iter()
            .filter(|(_, made)| !made.path.is_empty());
        let cards = from_files.map(|(path, made)| (file_id(path), made.path.as_str()));
        Self {
            task: progress.begin(format!("pages/{}", rendered.main), main),
            paths: cards.chain([(file_id(END), main)]).collect(),
            in_layout: AtomicBool::new(false),
        }
    }

    fn source(&self, id: FileId) {
        if let Some(path) = self
            .paths
            .get(&id)
            .filter(|_| !self.in_layout.load(Ordering::Relaxed))
        {
            self.task.at(path);
        }
        if id == file_id(END) {
            self.in_layout.store(true, Ordering::Relaxed);
        }
    }
}

impl<'a> PlanWorld<'a> {
    pub(super) fn new(rendered: &'a Rendered, progress: &'a Progress) -> Self {
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
        if let Some(main) = rendered
            .generated
            .get(&rendered.main)
            .filter(|_| progress.is_kept())
        {
            let id = file_id(&rendered.main);
            sources.insert(
                id,
                Source::new(id, format!("{}\n#include \"/{END}\"\n", main.markup.text)),
            );
            sources.insert(file_id(END), Source::new(file_id(END), String::new()));
        }
        Self {
            library: LazyHash::new(Library::builder().with_features(features()).build()),
            book: LazyHash::new(FontBook::from_fonts(&all)),
            fonts: all,
            main: file_id(&rendered.main),
            sources,
            files,
            course: Course::new(rendered, progress),
        }
    }
}

/// Headers of rows, and summaries of tables, which Typst still keeps behind a switch.
fn features() -> Features {
    [Feature::A11yExtras].into_iter().collect()
}

/// The id of a path from the root of the world.
pub(super) fn file_id(path: &str) -> FileId {
    // A path of ours has no `..` and no backslash; one that had would only be a file that is never
    // found.
    let path = VirtualPath::new(path)
        .unwrap_or_else(|_| VirtualPath::new("unusable").unwrap_or_else(|_| unreachable!()));
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for PlanWorld<'_> {
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
        self.course.source(id);
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
