//! When a document cannot be set: the other cards that could not be either, and the card of which
//! Typst speaks without a place. Typst ends at the first card with an error, and says of some
//! things only that they are there; so cards are then set alone.

use rayon::prelude::*;
use typst::diag::{FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::places::Places;
use super::world::{PlanWorld, file_id};
use crate::diagnostic::Report;
use crate::source::Span;

/// What a card lacks because it stands alone: the targets of its references.
const ABSENT: &str = "does not exist in the document";

/// Reports the errors of each card, as far as they are its own.
pub(super) fn check(world: &PlanWorld<'_>, places: &Places<'_>, report: &mut Report) {
    let rendered = places.rendered;
    let cards = rendered
        .generated
        .iter()
        .filter(|(path, made)| made.template.is_some() && **path != rendered.main);
    let cards: Vec<FileId> = cards.map(|(path, _)| file_id(path)).collect();
    let errors = |card: FileId| {
        typst::compile::<PagedDocument>(&Alone::new(world, card))
            .output
            .err()
    };
    for errors in cards.into_par_iter().filter_map(errors).collect::<Vec<_>>() {
        let own: Vec<SourceDiagnostic> = errors
            .iter()
            .filter(|error| is_own(error))
            .cloned()
            .collect();
        places
            .causes(&own)
            .for_each(|error| report.push(places.diagnostic(error)));
    }
}

fn is_own(error: &SourceDiagnostic) -> bool {
    !error.message.contains(ABSENT)
}

/// The titles of the cards that, set alone and written as a PDF of these standards, make Typst say
/// the same.
pub(super) fn culprits(
    world: &PlanWorld<'_>,
    places: &Places<'_>,
    message: &str,
    options: Option<&PdfOptions>,
) -> Vec<Span> {
    let rendered = places.rendered;
    let cards: Vec<_> = rendered
        .generated
        .iter()
        .filter(|(path, _)| **path != rendered.main)
        .collect();
    let says = |path: &str| {
        said_of(Alone::new(world, file_id(path)), options)
            .iter()
            .any(|error| error.message == message)
    };
    cards
        .into_par_iter()
        .filter_map(|(path, made)| made.top.filter(|_| says(path)))
        .collect()
}

/// What is said of a card that is set alone, once every target of its references has a stand-in.
fn said_of(mut alone: Alone<'_>, options: Option<&PdfOptions>) -> Vec<SourceDiagnostic> {
    for _ in 0..MOST_ROUNDS {
        match typst::compile::<PagedDocument>(&alone).output {
            Ok(document) => {
                let refused = options.and_then(|options| typst_pdf::pdf(&document, options).err());
                return refused.into_iter().flatten().collect();
            }
            Err(errors) if errors.iter().all(is_own) => return errors.into_iter().collect(),
            Err(errors) => errors
                .iter()
                .filter_map(absent)
                .for_each(|target| alone.stand_in(target)),
        }
    }
    Vec::new()
}

/// Typst names several missing targets at once, but perhaps not all.
const MOST_ROUNDS: usize = 20;

/// The target whose absence an error reports.
fn absent(error: &SourceDiagnostic) -> Option<&str> {
    let (_, rest) = error.message.split_once('<').filter(|_| !is_own(error))?;
    rest.split_once('>').map(|(target, _)| target)
}

/// The same world, with one card as the whole document.
struct Alone<'a> {
    world: &'a PlanWorld<'a>,
    card: FileId,
    /// What stands behind the card: the targets that it lacks.
    more: String,
}

impl<'a> Alone<'a> {
    fn new(world: &'a PlanWorld<'a>, card: FileId) -> Self {
        Self {
            world,
            card,
            more: String::new(),
        }
    }

    fn stand_in(&mut self, target: &str) {
        self.more
            .push_str(&format!("\n#[#metadata(none)#label(\"{target}\")]"));
    }
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
        let source = self.world.source(id)?;
        if id != self.card || self.more.is_empty() {
            return Ok(source);
        }
        Ok(Source::new(id, format!("{}{}", source.text(), self.more)))
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
