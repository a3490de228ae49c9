//! One document to its pages: fonts, the last look at pictures, rendering, layout, PDF. A check that is off or a warning never stops it;
//! something stands in for what is missing.

use std::sync::Arc;

use super::{Built, Stage, can_be_set};
use crate::check;
use crate::compile::{self, Compiler, Pages, PdfSettings};
use crate::diagnostic::Report;
use crate::discover::{self, DiscoverError, NamedFile};
use crate::model::document::Document;
use crate::model::manifest::Manifest;
use crate::model::pictures::Pictures;
use crate::model::theme::Shelf;
use crate::render::{self, Scene};
use crate::source::Span;

/// The fonts in the folder that the document names.
pub(super) fn own_fonts(stage: &Stage<'_>, document: &Document) -> Result<Vec<NamedFile>, DiscoverError> {
    match &document.theme.fonts.folder {
        Some((Some(path), _)) => discover::read_fonts(stage.files, path),
        _ => Ok(Vec::new()),
    }
}

/// The typefaces that there are, if the document names one, or if pages are set.
pub(super) fn shelf(stage: &Stage<'_>, document: &Document, own: &[NamedFile]) -> Option<Shelf> {
    let fonts = &document.theme.fonts;
    if !stage.request.mode.sets_pages() && fonts.named().next().is_none() && fonts.folder.is_none() {
        return None;
    }
    let folder = &stage.settings.templates;
    let shared = stage.project.templates.below("fonts").filter(|(path, _)| discover::is_font(path));
    let shared: Vec<(String, &Arc<[u8]>)> =
        shared.map(|(path, template)| (format!("{folder}/{path}"), &template.bytes)).collect();
    let all = own.iter().map(|(path, bytes)| (path, bytes)).chain(shared.iter().map(|(path, bytes)| (path, *bytes)));
    let shelf = compile::shelf(all.map(|(path, bytes)| (path.as_str(), bytes)));
    Some(Shelf { has_folder: own.iter().any(|(path, _)| !shelf.broken.contains(path)), ..shelf })
}

/// Finds the pictures whose fault only shows when they are decoded.
pub(super) fn look_again(pictures: &mut Pictures, stage: &Stage<'_>, report: &mut Report) {
    pictures.look(&stage.project.files, compile::decode);
    check::picture_faults(pictures, report);
    report.relax(&stage.settings.severities);
}

/// Why pages are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Output,
    /// Something is wrong that stands in the report already. What only pages show is still to be found (a character that no font has, a
    /// table that does not fit); what else is said of them may come of what is wrong, and is dropped.
    Look,
}

/// Sets the pages of a document. The report comes back with what was found on the way, and nothing else.
pub(super) fn set(built: &mut Built, scene: &mut Scene<'_>, stage: &Stage<'_>, purpose: Purpose, report: &mut Report) {
    render_and_compile(built, scene, stage, purpose, report);
    if purpose == Purpose::Look {
        report.retain(|diagnostic| diagnostic.family() == "document");
    }
}

/// Renders and compiles; once more, if characters that no font has may be left out, or if places that a template owes are made for it.
fn render_and_compile(built: &mut Built, scene: &mut Scene<'_>, stage: &Stage<'_>, purpose: Purpose, report: &mut Report) {
    let severities = &stage.settings.severities;
    let manifest = &scene.document.manifest;
    let top = Span::new(manifest.source, scene.sources.get(manifest.source).line_range(1));
    loop {
        let Some(rendered) = render::render(scene, stage.engine, report) else { return };
        report.relax(severities);
        let compiler = Compiler::new(&rendered, scene.sources, top, scene.progress);
        let laid = can_be_set(report).then(|| compiler.layout(report));
        report.relax(severities);
        let is_fit = can_be_set(report);
        let (pages, unplaced) = laid.map(|laid| (laid.pages, laid.unplaced)).unwrap_or_default();
        if is_fit && !unplaced.is_subset(&scene.settled) {
            scene.settled.extend(unplaced);
            continue;
        }
        if let Some(pages) = pages.as_ref().filter(|pages| is_fit && !pages.uncovered.is_empty() && scene.uncovered.is_empty()) {
            scene.uncovered.clone_from(&pages.uncovered);
            continue;
        }
        if let Some(pages) = pages {
            built.pages = Some(pages.count());
            if is_fit && purpose == Purpose::Output {
                built.pdf = pdf(built, &compiler, &pages, manifest, stage, report);
            }
        }
        // What Typst was at work on ends here.
        drop(compiler);
        if stage.request.mode.wants_html() && is_fit && purpose == Purpose::Output {
            built.html = render::render_web(scene, stage.engine, report);
            built.text = built.html.as_deref().filter(|_| stage.request.mode.wants_text()).map(render::text::of_page);
        }
        built.rendered = Some(rendered);
        return;
    }
}

/// The PDF; if the standards that were asked for do not go together and that may be, one without.
fn pdf(
    built: &Built,
    compiler: &Compiler<'_>,
    pages: &Pages,
    manifest: &Manifest,
    stage: &Stage<'_>,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let top = Span::new(built.manifest, 0..0);
    let mut settings = PdfSettings {
        standards: manifest.standards.clone(),
        place: manifest.fields.get("pdf").and_then(|pdf| pdf.get("standard")).map_or(top, |field| field.span),
        ident: built.stem.clone(),
        date: date(manifest),
    };
    if !stage.request.mode.wants_pdf() && settings.standards.is_empty() {
        return None;
    }
    let made = compiler.pdf(pages, &settings, report);
    report.relax(&stage.settings.severities);
    if made.is_some() || !can_be_set(report) {
        return made;
    }
    settings.standards.clear();
    compiler.pdf(pages, &settings, report)
}

/// Year, month, day.
fn date(manifest: &Manifest) -> Option<(i32, u8, u8)> {
    let day = manifest.day();
    Some((day.year().into(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?))
}
