//! When a document cannot be set: the other cards that could not be either. Typst ends at the first card with an error, so each
//! card that a template of the project's own made is then set alone, for what is wrong in it.

use rayon::prelude::*;
use typst::diag::{FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;

use super::places::Places;
use super::world::{PlanWorld, file_id};
use crate::diagnostic::Report;

/// What a card lacks because it stands alone: the targets of its references.
const ABSENT: &str = "does not exist in the document";

/// Reports the errors of each card, as far as they are its own.
pub(super) fn check(world: &PlanWorld<'_>, places: &Places<'_>, report: &mut Report) {
    let rendered = places.rendered;
    let cards = rendered.generated.iter().filter(|(path, made)| made.template.is_some() && **path != rendered.main);
    let cards: Vec<FileId> = cards.map(|(path, _)| file_id(path)).collect();
    let errors = |card: FileId| typst::compile::<PagedDocument>(&Alone { world, card }).output.err();
    for error in cards.into_par_iter().filter_map(errors).collect::<Vec<_>>().iter().flatten().filter(|error| is_own(error)) {
        report.push(places.diagnostic(error));
    }
}

fn is_own(error: &SourceDiagnostic) -> bool {
    !error.message.contains(ABSENT)
}

/// The same world, with one card as the whole document.
struct Alone<'a> {
    world: &'a PlanWorld<'a>,
    card: FileId,
}

impl World for Alone<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.world.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.world.book()
    }

    fn main(&self) -> FileId {
        self.card
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.world.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.world.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.world.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.world.today(offset)
    }
}
