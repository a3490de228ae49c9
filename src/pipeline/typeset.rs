//! One document to its pages: fonts, the last look at pictures, rendering, layout, PDF. A check
//! that is off or a warning never stops it; something stands in for what is missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::DocumentResult;
use super::checked::Checked;
use super::keywords;
use super::session::Session;
use crate::check::{self, Unresolved};
use crate::compile::{self, Compiler, Pages, PdfSettings};
use crate::diagnostic::{Report, Severity, rules};
use crate::discover::{self, DiscoverError, NamedFile};
use crate::model::document::Document;
use crate::model::manifest::Manifest;
use crate::model::pictures::Pictures;
use crate::model::redline::Redline;
use crate::model::theme::LoadedFonts;
use crate::pdf;
use crate::render::{self, Mark, Marks, RenderContext};
use crate::source::Span;

/// The fonts in the folder that the document names.
pub(super) fn own_fonts(
    session: &Session<'_>,
    document: &Document,
) -> Result<Vec<NamedFile>, DiscoverError> {
    match &document.theme.fonts.folder {
        Some((Some(path), _)) => discover::read_fonts(session.files, path),
        _ => Ok(Vec::new()),
    }
}

/// The typefaces that there are, if the document names one, or if pages are set.
pub(super) fn loaded_fonts(
    session: &Session<'_>,
    document: &Document,
    own: &[NamedFile],
) -> Option<LoadedFonts> {
    let fonts = &document.theme.fonts;
    if !session.request.mode.sets_pages()
        && fonts.named().next().is_none()
        && fonts.folder.is_none()
    {
        return None;
    }
    let folder = &session.snapshot.settings.templates;
    let shared = session
        .snapshot
        .project
        .templates
        .below("fonts")
        .filter(|(path, _)| discover::is_font(path));
    let shared: Vec<(String, &Arc<[u8]>)> = shared
        .map(|(path, template)| (format!("{folder}/{path}"), &template.bytes))
        .collect();
    let all = own
        .iter()
        .map(|(path, bytes)| (path, bytes))
        .chain(shared.iter().map(|(path, bytes)| (path, *bytes)));
    let loaded = compile::load_fonts(all.map(|(path, bytes)| (path.as_str(), bytes)));
    Some(LoadedFonts {
        has_folder: own.iter().any(|(path, _)| !loaded.broken.contains(path)),
        ..loaded
    })
}

/// Finds the pictures whose fault only shows when they are decoded.
fn look_again(pictures: &mut Pictures, session: &Session<'_>, report: &mut Report) {
    pictures.look(&session.snapshot.project.files, compile::decode);
    check::picture_faults(pictures, report);
    report.relax(&session.snapshot.settings.severities);
}

/// Why pages are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Output,
    /// Something is wrong that stands in the report already. What only pages show is still to be
    /// found (a character that no font has, a table that does not fit); what else is said of
    /// them may come of what is wrong, and is dropped.
    Probe,
}

/// The third step: what is made of a document that was checked, and the whole of its report.
pub(super) fn typeset(mut checked: Checked<'_>, session: &Session<'_>) -> (DocumentResult, Report) {
    let mut built = DocumentResult::of(checked.document, session.request);
    if session.request.mode.sets_pages() {
        look_again(&mut checked.pictures, session, &mut checked.report);
        if checked.is_bounded && has_schemas(checked.document, session) {
            let pass = if can_be_set(&checked.report) {
                Pass::Output
            } else {
                Pass::Probe
            };
            let found = set(&mut built, &checked, session, pass);
            checked.report.extend(found);
        }
    }
    built.unresolved = checked.unresolved;
    (built, checked.report)
}

/// Sets the pages of a document; gives what was found on the way, and nothing else.
fn set(
    built: &mut DocumentResult,
    checked: &Checked<'_>,
    session: &Session<'_>,
    pass: Pass,
) -> Report {
    let Checked {
        document,
        pictures,
        fonts,
        commit,
        endorsements,
        growth,
        unresolved,
        ..
    } = checked;
    let marks = if session.request.draft {
        marks(unresolved)
    } else {
        Marks::default()
    };
    let mut scene = RenderContext {
        document,
        sources: &session.snapshot.project.sources,
        files: &session.snapshot.project.files,
        pictures,
        templates: &session.snapshot.project.templates,
        kinds: &session.snapshot.kinds,
        project_index: &session.snapshot.project_index,
        marks,
        draft: session.request.draft,
        commit: commit.as_ref(),
        endorsements,
        growth,
        line_numbers: session.request.line_numbers,
        fonts,
        uncovered: BTreeSet::new(),
        settled: BTreeSet::new(),
        base: built.stem.clone(),
        redline: None,
        progress: &session.request.progress,
    };
    let mut report = Report::default();
    render_and_compile(built, &mut scene, session, pass, &mut report);
    if pass == Pass::Probe {
        return report.only(|diagnostic| diagnostic.family() == "document");
    }
    report
}

/// The pages of a document whose texts hold two states: they are made whatever is open in it.
pub(super) fn redline(
    document: &Document,
    redline: &Redline,
    unresolved: &[Unresolved],
    is_draft: bool,
    session: &Session<'_>,
) -> Result<(DocumentResult, Report), DiscoverError> {
    let mut built = DocumentResult::of(document, session.request);
    let mut report = Report::default();
    let mut pictures = Pictures::of(document, &session.snapshot.project.files);
    look_again(&mut pictures, session, &mut report);
    let fonts = own_fonts(session, document)?;
    let project = &session.snapshot.project;
    let mut scene = RenderContext {
        document,
        sources: &project.sources,
        files: &project.files,
        pictures: &pictures,
        templates: &project.templates,
        kinds: &session.snapshot.kinds,
        project_index: &session.snapshot.project_index,
        marks: if is_draft {
            marks(unresolved)
        } else {
            Marks::default()
        },
        draft: is_draft,
        commit: None,
        line_numbers: session.request.line_numbers,
        fonts: &fonts,
        uncovered: BTreeSet::new(),
        settled: BTreeSet::new(),
        base: built.stem.clone(),
        redline: Some(redline),
        endorsements: &[],
        growth: &[],
        progress: &session.request.progress,
    };
    render_and_compile(&mut built, &mut scene, session, Pass::Output, &mut report);
    Ok((built, report))
}

/// Renders and compiles; once more, if characters that no font has may be left out, or if places
/// that a template owes are made for it.
fn render_and_compile(
    built: &mut DocumentResult,
    scene: &mut RenderContext<'_>,
    session: &Session<'_>,
    pass: Pass,
    report: &mut Report,
) {
    let severities = &session.snapshot.settings.severities;
    let manifest = &scene.document.manifest;
    let top = Span::new(
        manifest.source,
        scene.sources.get(manifest.source).line_range(1),
    );
    loop {
        let Some(rendered) = render::render(scene, &session.engine, report) else {
            return;
        };
        report.relax(severities);
        let compiler = Compiler::new(&rendered, scene.sources, top, scene.progress);
        let laid = can_be_set(report).then(|| compiler.layout(report));
        report.relax(severities);
        let is_fit = can_be_set(report);
        let (pages, unplaced) = laid
            .map(|laid| (laid.pages, laid.unplaced))
            .unwrap_or_default();
        if is_fit && !unplaced.is_subset(&scene.settled) {
            scene.settled.extend(unplaced);
            continue;
        }
        if let Some(pages) = pages
            .as_ref()
            .filter(|pages| is_fit && !pages.uncovered.is_empty() && scene.uncovered.is_empty())
        {
            scene.uncovered.clone_from(&pages.uncovered);
            continue;
        }
        if let Some(pages) = pages {
            built.pages = Some(pages.count());
            if is_fit && pass == Pass::Output {
                built.pdf = pdf(built, &compiler, &pages, scene, session, report);
            }
        }
        // What Typst was at work on ends here.
        drop(compiler);
        if session.request.mode.wants_html() && is_fit && pass == Pass::Output {
            built.html = render::render_web(scene, &session.engine, report);
            built.text = built
                .html
                .as_deref()
                .filter(|_| session.request.mode.wants_text())
                .map(render::text::of_page);
        }
        built.rendered = Some(rendered);
        return;
    }
}

/// The PDF; if the standards that were asked for do not go together and that may be, one without.
fn pdf(
    built: &DocumentResult,
    compiler: &Compiler<'_>,
    pages: &Pages,
    scene: &RenderContext<'_>,
    session: &Session<'_>,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let manifest = &scene.document.manifest;
    let wants_pdf = session.request.mode.wants_pdf();
    let top = Span::new(built.manifest, 0..0);
    let mut settings = PdfSettings {
        standards: manifest.standards.clone(),
        place: manifest
            .fields
            .get("pdf")
            .and_then(|pdf| pdf.get("standard"))
            .map_or(top, |field| field.span),
        ident: built.stem.clone(),
        creator: pdf::program(),
        keywords: if wants_pdf {
            keywords::of(scene, session)
        } else {
            Vec::new()
        },
        date: date(manifest),
    };
    if !wants_pdf && settings.standards.is_empty() {
        return None;
    }
    let made = compiler.pdf(pages, &settings, report);
    report.relax(&session.snapshot.settings.severities);
    if made.is_some() || !can_be_set(report) {
        return made;
    }
    settings.standards.clear();
    compiler.pdf(pages, &settings, report)
}

/// Year, month, day.
fn date(manifest: &Manifest) -> Option<(i32, u8, u8)> {
    let day = manifest.day();
    Some((
        day.year().into(),
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    ))
}

/// Where a schema of the project's own is broken, what a template would say of its cards is of no
/// use; unless that is switched off.
fn has_schemas(document: &Document, session: &Session<'_>) -> bool {
    let kinds_are = || {
        document.cards.iter().all(|card| {
            session
                .snapshot
                .kinds
                .get(&card.kind)
                .is_none_or(|kind| kind.usable)
        })
    };
    session
        .snapshot
        .settings
        .severities
        .is_off(rules::template::SCHEMA.code)
        || (document.manifest.has_schema && kinds_are())
}

/// Whether nothing is wrong that the type-setter would only say again, in stranger words. Then
/// pages are set all the same, with what stands in for the wrong, but only to see what shows on no
/// other way. Placeholders keep a page from being written, not from being set.
fn can_be_set(report: &Report) -> bool {
    report
        .diagnostics()
        .iter()
        .all(|d| d.severity != Severity::Error || d.family() == "placeholder")
}

fn marks(unresolved: &[Unresolved]) -> Marks {
    let mark = |one: &Unresolved| Mark {
        span: one.span,
        rule: one.code.rsplit('/').next().unwrap_or_default().to_owned(),
        text: one.text.clone(),
        owner: one.owner.clone(),
        due: one.due,
        note: one.note.clone(),
    };
    Marks::new(unresolved.iter().map(mark).collect())
}
