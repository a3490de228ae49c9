//! Typst source to pages and a PDF, in this process. The only module that names the typst crates.
//!
//! In: the files of Typst's world and the PDF's particulars. Out: bytes, or diagnostics at the
//! author's places. Nothing reaches the disk, the network, the clock or the environment: the world
//! hands out only what it was given.

mod alone;
mod coverage;
mod fonts;
mod overflow;
mod pictures;
mod places;
mod targets;
mod templates;
mod world;

pub use fonts::load_fonts;
pub use pictures::decode;
use std::collections::BTreeSet;

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::{Report, rules};
use crate::render::{Progress, Rendered};
use crate::source::{SourceSet, Span};
use places::Places;
use world::PlanWorld;

/// What the PDF is to be, besides its pages.
#[derive(Debug, Clone)]
pub struct PdfSettings {
    /// `ua-1`, `a-2a` …
    pub standards: Vec<String>,
    /// Where they are named, else where the document is.
    pub place: Span,
    /// Identifies the document for ever: the slug and version.
    pub ident: String,
    /// The program and its version.
    pub creator: String,
    /// Keywords, besides those that templates give.
    pub keywords: Vec<String>,
    /// The date of the version: year, month, day.
    pub date: Option<(i32, u8, u8)>,
}

/// So many compilations after it was last of use, a piece of layout is forgotten.
const MOST_IDLE: usize = 5;

/// To be called between the builds of one process, so that what is laid out is kept as long as it
/// is of use, and no longer.
pub fn forget() {
    comemo::evict(MOST_IDLE);
}

/// What came of laying a document out.
pub struct Laid {
    pub pages: Option<Pages>,
    /// The ids for which templates should have made places, and did not.
    pub unplaced: BTreeSet<String>,
}

/// Laid-out pages.
pub struct Pages {
    document: PagedDocument,
    /// The characters that no font has.
    pub uncovered: BTreeSet<char>,
}

impl Pages {
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }
}

/// A world ready to be compiled; it keeps what Typst needs to turn places back.
pub struct Compiler<'a> {
    world: PlanWorld<'a>,
    rendered: &'a Rendered,
    sources: &'a SourceSet,
    top: Span,
}

impl<'a> Compiler<'a> {
    /// `top` is where to report what has no place at all; `progress` is told which card Typst has
    /// come to.
    pub fn new(
        rendered: &'a Rendered,
        sources: &'a SourceSet,
        top: Span,
        progress: &'a Progress,
    ) -> Self {
        Self {
            world: PlanWorld::new(rendered, progress),
            rendered,
            sources,
            top,
        }
    }

    /// Lays the document out. Errors and warnings go to the report.
    pub fn layout(&self, report: &mut Report) -> Laid {
        let places = self.places();
        let compiled = typst::compile::<PagedDocument>(&self.world);
        for warning in &compiled.warnings {
            report.push(places.diagnostic(warning));
        }
        match compiled.output {
            Ok(document) => {
                let uncovered = coverage::check(&document, &places, self.sources, report);
                overflow::check(&document, &places, report);
                let unplaced = targets::check(&document, self.rendered, report);
                Laid {
                    pages: Some(Pages {
                        document,
                        uncovered,
                    }),
                    unplaced,
                }
            }
            Err(errors) => {
                let (unplaced, others) = targets::divide(&errors, self.rendered, report);
                places
                    .causes(others)
                    .for_each(|error| self.place(error, &places, None, report));
                alone::check(&self.world, &places, report);
                Laid {
                    pages: None,
                    unplaced,
                }
            }
        }
    }

    /// Writes the pages as a PDF. What the standards refuse is reported.
    pub fn pdf(
        &self,
        pages: &Pages,
        settings: &PdfSettings,
        report: &mut Report,
    ) -> Option<Vec<u8>> {
        let options = match options(settings) {
            Ok(options) => options,
            Err(message) => {
                let diagnostic = rules::document::PDF_STANDARD.at(settings.place, message);
                report.push(
                    diagnostic.help("choose standards that go together, such as `[ua-1, a-2a]`"),
                );
                return None;
            }
        };
        let mut document = pages.document.clone();
        let keywords = settings
            .keywords
            .iter()
            .map(|keyword| keyword.as_str().into());
        document.info_mut().keywords.extend(keywords);
        match typst_pdf::pdf(&document, &options) {
            Ok(bytes) => Some(bytes),
            Err(errors) => {
                let places = self.places();
                errors
                    .iter()
                    .for_each(|error| self.place(error, &places, Some(&options), report));
                None
            }
        }
    }

    /// Reports an error at the place that Typst gives; if it gives none, at each card that alone
    /// makes Typst say the same.
    fn place(
        &self,
        error: &SourceDiagnostic,
        places: &Places<'_>,
        options: Option<&PdfOptions>,
        report: &mut Report,
    ) {
        let unplaced = !places.is_placed(error);
        let cards = if unplaced {
            alone::culprits(&self.world, places, &error.message, options)
        } else {
            Vec::new()
        };
        if cards.is_empty() {
            report.push(places.diagnostic(error));
        }
        cards
            .into_iter()
            .for_each(|card| report.push(places.diagnostic_at(error, Some(card))));
    }

    fn places(&self) -> Places<'_> {
        Places {
            world: &self.world,
            rendered: self.rendered,
            top: self.top,
        }
    }
}

fn options(settings: &PdfSettings) -> Result<PdfOptions, String> {
    let standards: Vec<PdfStandard> = settings
        .standards
        .iter()
        .filter_map(|name| standard(name))
        .collect();
    let standards = PdfStandards::new(&standards).map_err(|error| error.message().to_string())?;
    let timestamp = settings
        .date
        .and_then(|(year, month, day)| Datetime::from_ymd_hms(year, month, day, 0, 0, 0));
    Ok(PdfOptions {
        ident: Smart::Custom(settings.ident.clone()),
        creator: Smart::Custom(Some(settings.creator.clone())),
        timestamp: timestamp.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

fn standard(name: &str) -> Option<PdfStandard> {
    Some(match name {
        "ua-1" => PdfStandard::Ua_1,
        "a-2a" => PdfStandard::A_2a,
        "a-2b" => PdfStandard::A_2b,
        "a-2u" => PdfStandard::A_2u,
        "a-3a" => PdfStandard::A_3a,
        "a-3b" => PdfStandard::A_3b,
        "a-3u" => PdfStandard::A_3u,
        _ => return None,
    })
}
