//! The story: from a project on the disk to diagnostics and outputs. Every command calls this one function.
//!
//! find → read → model → check → render → compile → (the caller writes). Each stage adds to the report and goes on as long as
//! there is something to go on with; nothing is written here, so that nothing is half-written. Models are read of all documents
//! before any is checked, because one may refer to another; then each goes its own way, side by side.

mod broken_cards;
mod gather;
mod press;
mod stamp;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Gate, Scope, Unresolved};
use crate::diagnostic::show::json::DocumentEntry;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::discover::{self, DiscoverError, Files, Folder, Project};
use crate::limits;
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::kinds::Kinds;
use crate::model::layers::Layers;
use crate::model::library::Library;
use crate::model::pictures::Pictures;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::render::{Engine, Mark, Marks, Progress, Rendered, Scene};
use crate::scaffold::Sentences;
use crate::source::{SourceId, SourceSet, Span};
use broken_cards::BrokenCards;
use gather::{Sites, gather};
use press::Purpose;

/// What a run is to do; tests make one directly.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The documents' folders below the root; none means all.
    pub documents: Vec<String>,
    /// What the caller says of codes.
    pub calls: Vec<Call>,
    /// Placeholders are warnings, and are marked.
    pub draft: bool,
    pub mode: Mode,
    /// Whether the lines of the pages are numbered.
    pub line_numbers: bool,
    /// The day with which dates are compared (`--today`); without it, that of the last version.
    pub today: Option<Date>,
    /// Is told what is being drawn.
    pub progress: Progress,
}

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// The models are checked; no page is set.
    #[default]
    Check,
    /// Pages are set, to find what shows on them alone.
    Pages,
    /// What is to be written is made.
    Outputs { pdf: bool, html: bool, text: bool },
}

impl Mode {
    /// Whether pages are set.
    pub fn sets_pages(self) -> bool {
        self != Self::Check
    }

    /// Whether PDFs are wanted, and not only to know that they could be made.
    pub fn wants_pdf(self) -> bool {
        matches!(self, Self::Outputs { pdf: true, .. })
    }

    /// Whether web pages are wanted, if only for the text that is read off them.
    pub fn wants_html(self) -> bool {
        matches!(self, Self::Outputs { html: true, .. }) || self.wants_text()
    }

    /// Whether plain text is wanted.
    pub fn wants_text(self) -> bool {
        matches!(self, Self::Outputs { text: true, .. })
    }
}

/// One thing that the caller says of codes.
#[derive(Debug, Clone)]
pub enum Call {
    /// A code or family has this severity, or is off.
    Set(String, Option<Severity>),
    /// Every warning that is left is an error.
    DenyWarnings,
}

/// What came of it.
pub struct Outcome {
    pub project: Project,
    pub settings: Settings,
    pub report: Report,
    pub documents: Vec<Built>,
    /// What was read. A caller whose process ends leaves it where it is: to take the cards down one by one is a tenth of a check.
    pub models: Vec<Document>,
}

/// One document that could be read.
pub struct Built {
    pub entry: DocumentEntry,
    pub manifest: SourceId,
    /// Its type, such as `plan`.
    pub kind: String,
    /// What is wrong with it.
    pub errors: usize,
    /// `SLUG-vVERSION[-draft]`.
    pub stem: String,
    /// The same for a final build and for a draft.
    pub stems: [String; 2],
    pub draft: bool,
    pub pages: Option<usize>,
    pub pdf: Option<Vec<u8>>,
    pub html: Option<String>,
    pub text: Option<String>,
    pub rendered: Option<Rendered>,
    /// The cards that are there, in reading order.
    pub cards: Vec<CardEntry>,
    /// The placeholders that are neither allowed nor off, in reading order.
    pub unresolved: Vec<Unresolved>,
}

/// One card of a document.
#[derive(Debug, Clone)]
pub struct CardEntry {
    pub source: SourceId,
    pub id: String,
    pub title: String,
    pub kind: String,
    /// Where what concerns the card as a whole is reported.
    pub top: Span,
}

/// Why a project was not read: exit status 2.
#[derive(Debug)]
pub enum Unread {
    /// A file or folder that cannot be read.
    Io(DiscoverError),
    /// Its settings require a newer program. Nothing else is said, because whatever else was found might be no fault.
    TooOld(Box<Diagnostic>, SourceSet),
}

impl From<DiscoverError> for Unread {
    fn from(error: DiscoverError) -> Self {
        Self::Io(error)
    }
}

/// The settings and templates of a project: what is read before its documents. `calls` is what the caller says of codes.
pub fn open(files: &dyn Files, calls: &[Call], report: &mut Report) -> Result<(Project, Settings), Unread> {
    let mut project = Project::default();
    let settings_source = discover::read_settings(files, &mut project, report)?;
    let builtin = crate::discover::Templates::builtin();
    let layers = Layers { templates: &builtin, sources: &project.sources };
    let schema = layers.read("schemas/planwright.yaml", report);
    let schema = schema.and_then(|schema| Schema::compile(schema).ok());
    let mut settings = match (settings_source, &schema) {
        (Some(id), Some(schema)) => Settings::read(id, project.sources.get(id), schema, report),
        _ => Settings::default(),
    };
    for call in calls {
        match call {
            Call::Set(code, severity) => settings.severities.call(code, *severity),
            Call::DenyWarnings => settings.severities.deny_warnings(),
        }
    }
    if let Some(refusal) = settings.refusal.take() {
        if settings.severities.resolve(&refusal) == Some(Severity::Error) {
            return Err(Unread::TooOld(Box::new(refusal), project.sources));
        }
        report.push(refusal);
    }
    discover::read_templates(files, &settings.templates, &mut project, report)?;
    settings_source.into_iter().chain(project.templates.own()).for_each(|id| check::check_source(id, &project.sources, report));
    Ok((project, settings))
}

/// What was read of a project, without a check: for commands that add to it.
pub struct Reading {
    pub kinds: Kinds,
    pub documents: Vec<Document>,
}

/// Reads all documents of a project. What is wrong with them is for `check` to say.
pub fn read(files: &dyn Files) -> Result<Reading, Unread> {
    let mut unsaid = Report::default();
    let (mut project, settings) = open(files, &[], &mut unsaid)?;
    let kinds = Kinds::load(&project.templates, &project.sources, &mut unsaid);
    let sites = Sites::of(files, &settings, &Request::default(), &mut unsaid);
    let gathered = gather(files, &sites, &settings, &kinds, &mut project, &mut unsaid)?;
    let read = project.documents.iter().zip(gathered.models).filter(|(folder, _)| !folder.lacks_manifest);
    Ok(Reading { documents: read.filter_map(|(_, model)| model.document).collect(), kinds })
}

/// Runs every stage. The error is one of reading: exit status 2.
pub fn run(files: &dyn Files, request: &Request) -> Result<Outcome, Unread> {
    let mut report = Report::default();
    let (mut project, settings) = open(files, &request.calls, &mut report)?;
    let kinds = Kinds::load(&project.templates, &project.sources, &mut report);
    let engine = Engine::new(&project.templates, &project.sources, &mut report);
    let sites = Sites::of(files, &settings, request, &mut report);
    let gathered = gather(files, &sites, &settings, &kinds, &mut project, &mut report)?;
    project.tags = files.tags();
    let data = project.facts.iter().chain(project.tables.values());
    data.for_each(|id| check::check_source(*id, &project.sources, &mut report));
    gathered.facts.iter().for_each(|facts| check::check_facts(facts, request.documents.is_empty(), &mut report));
    let cards_fit = cards_fit(&project, &settings, &mut report);
    let scaffolding = Sentences::gather(&project.templates, &kinds);
    let stage = Stage {
        files,
        project: &project,
        settings: &settings,
        kinds: &kinds,
        engine: &engine,
        library: &gathered.library,
        scaffolding: &scaffolding,
        sites: &sites,
        request,
        cards_fit,
    };
    let (models, reports): (Vec<Option<Document>>, Vec<Report>) =
        gathered.models.into_iter().map(|model| (model.document, model.report)).unzip();
    let folders: Vec<(&Folder, Report)> = project.documents.iter().zip(reports).collect();
    let make =
        |((folder, report), model): ((&Folder, Report), &Option<Document>)| document(folder, model.as_ref(), report, &stage);
    let made: Vec<Made> = folders.into_par_iter().zip(&models).map(make).collect();
    let mut made: Vec<(Option<Built>, Report)> = made.into_iter().collect::<Result<_, DiscoverError>>()?;
    made.iter_mut().for_each(|(_, found)| found.resolve(&settings.severities));
    report.resolve(&settings.severities);
    let reports = made.iter().map(|(_, found)| found).chain([&report]);
    let broken = BrokenCards::of(reports, models.iter().flatten(), &kinds, &project.sources);
    broken.hold_back(&mut report);
    let mut documents = Vec::new();
    for (built, mut found) in made {
        broken.hold_back(&mut found);
        documents.extend(built.map(|built| Built { errors: found.count(Severity::Error), ..built }));
        report.extend(found);
    }
    same_output(&documents, &project, &mut report);
    check::hush_conflicts(&mut report);
    report.resolve(&settings.severities);
    without_pages(&documents, &project, request, &mut report);
    report.sort(&project.sources);
    let models = models.into_iter().flatten().collect();
    Ok(Outcome { project, settings, report, documents, models })
}

/// Whether the documents have no more cards together than can be set.
fn cards_fit(project: &Project, settings: &Settings, report: &mut Report) -> bool {
    let mut found = Report::default();
    let mut cards = project.documents.iter().flat_map(|folder| &folder.cards);
    let count = cards.clone().count();
    if let Some(&more) = cards.nth(limits::CARDS) {
        check::check_cards(count, Span::new(more, project.sources.get(more).line_range(1)), &mut found);
    }
    found.relax(&settings.severities);
    let fit = !found.has_errors();
    report.extend(found);
    fit
}

/// Whether a document keeps to what can be set.
fn is_bounded(document: &Document, stage: &Stage<'_>, report: &mut Report) -> bool {
    let mut found = Report::default();
    check::check_limits(document, &mut found);
    found.relax(&stage.settings.severities);
    let bounded = !found.has_errors();
    report.extend(found);
    bounded && stage.cards_fit
}

/// Two documents must not be written to one file.
fn same_output(documents: &[Built], project: &Project, report: &mut Report) {
    for (index, built) in documents.iter().enumerate() {
        if let Some(first) = documents[..index].iter().find(|first| first.stem == built.stem) {
            let span = Span::new(built.manifest, project.sources.get(built.manifest).line_range(1));
            let other = Span::new(first.manifest, project.sources.get(first.manifest).line_range(1));
            let message = format!("two documents would be written to `{}.pdf`", built.stem);
            let diagnostic = Diagnostic::error("schema/same-output", span, message).related(other, "the other one");
            report.push(diagnostic.help("give one of them another `slug:`"));
        }
    }
}

/// Nothing that is switched off ends a run well that made no pages.
fn without_pages(documents: &[Built], project: &Project, request: &Request, report: &mut Report) {
    if !request.mode.sets_pages() || report.has_errors() {
        return;
    }
    if project.documents.is_empty() {
        let message = "there is no document to build, and what would say so is switched off";
        let diagnostic =
            Diagnostic::new(Severity::Error, "document/no-pages", Place::Path(discover::SETTINGS_FILE.to_owned()), message);
        report.push(diagnostic.help("name the folder of a document under `documents`, or switch the family `schema` on again"));
    }
    for folder in &project.documents {
        let Some(manifest) = folder.manifest else { continue };
        let built = documents.iter().find(|built| built.manifest == manifest);
        let has_all = |built: &Built| {
            built.pages.is_some()
                && (built.pdf.is_some() || !request.mode.wants_pdf())
                && (built.html.is_some() || !request.mode.wants_html())
        };
        if built.is_some_and(has_all) {
            continue;
        }
        let span = Span::new(manifest, project.sources.get(manifest).line_range(1));
        let message = "no pages could be made of this document, and what keeps them from being made is switched off";
        let diagnostic = Diagnostic::error("document/no-pages", span, message);
        report.push(diagnostic.help("look at what `checks:` and `--allow` switch off, and switch errors on again"));
    }
}

/// What all documents of a run share.
struct Stage<'a> {
    files: &'a dyn Files,
    project: &'a Project,
    settings: &'a Settings,
    kinds: &'a Kinds,
    engine: &'a Engine,
    library: &'a Library,
    scaffolding: &'a Sentences,
    sites: &'a Sites,
    request: &'a Request,
    /// Whether pages can be set of so many cards.
    cards_fit: bool,
}

/// What came of one document.
type Made = Result<(Option<Built>, Report), DiscoverError>;

/// One document, from its model to its PDF; the report is that of reading it.
fn document(folder: &Folder, document: Option<&Document>, mut report: Report, stage: &Stage<'_>) -> Made {
    let Stage { project, settings, kinds, library, request, .. } = *stage;
    let sources: Vec<SourceId> = folder.cards.iter().chain(&folder.manifest).copied().collect();
    let characters = sources.par_iter().map(|&id| {
        let mut found = Report::default();
        check::check_source(id, &project.sources, &mut found);
        found
    });
    characters.collect::<Vec<Report>>().into_iter().for_each(|found| report.extend(found));
    let Some(document) = document else { return Ok((None, report)) };
    let fonts = press::own_fonts(stage, document)?;
    let shelf = press::shelf(stage, document, &fonts);
    let mut pictures = Pictures::of(document, &project.files);
    let gate = Gate::new(&settings.placeholders, stage.scaffolding, request.draft, &mut report);
    let commit = stamp::last_commit(stage, document);
    let scope = Scope {
        document,
        sources: &project.sources,
        files: &project.files,
        elsewhere: &project.elsewhere,
        linked: &project.linked,
        kinds,
        library,
        tags: &project.tags,
        commit: commit.as_ref(),
        draft: request.draft,
        checked: &stage.sites.wanted,
        only_document: !stage.sites.several(),
        pictures: &pictures,
        fonts: shelf.as_ref(),
        today: request.today,
    };
    let mut unresolved = check::check(&scope, &gate, &mut report);
    unresolved.retain(|one| !settings.severities.is_off(&one.code));
    report.relax(&settings.severities);
    let is_bounded = is_bounded(document, stage, &mut report);
    if !document.manifest.usable {
        return Ok((None, report));
    }
    let mut built = Built::of(document, request);
    let has_schemas = has_schemas(document, stage);
    if request.mode.sets_pages() {
        press::look_again(&mut pictures, stage, &mut report);
    }
    if request.mode.sets_pages() && has_schemas && is_bounded {
        let marks = if request.draft { marks(&unresolved) } else { Marks::default() };
        let mut scene = Scene {
            document,
            sources: &project.sources,
            files: &project.files,
            pictures: &pictures,
            templates: &project.templates,
            kinds,
            library,
            marks,
            draft: request.draft,
            commit: commit.as_ref(),
            line_numbers: request.line_numbers,
            fonts: &fonts,
            uncovered: BTreeSet::new(),
            settled: BTreeSet::new(),
            base: built.stem.clone(),
            progress: &request.progress,
        };
        let mut found = Report::default();
        let purpose = if can_be_set(&report) { Purpose::Output } else { Purpose::Look };
        press::set(&mut built, &mut scene, stage, purpose, &mut found);
        report.extend(found);
    }
    built.unresolved = unresolved;
    Ok((Some(built), report))
}

/// Where a schema of the project's own is broken, what a template would say of its cards is of no use; unless that is switched off.
fn has_schemas(document: &Document, stage: &Stage<'_>) -> bool {
    let kinds_are = || document.cards.iter().all(|card| stage.kinds.get(&card.kind).is_none_or(|kind| kind.usable));
    stage.settings.severities.is_off("template/schema") || (document.manifest.has_schema && kinds_are())
}

/// Whether nothing is wrong that the type-setter would only say again, in stranger words. Then pages are set all the same, with what
/// stands in for the wrong, but only to see what shows on no other way. Placeholders keep a page from being written, not from being set.
fn can_be_set(report: &Report) -> bool {
    report.diagnostics().iter().all(|d| d.severity != Severity::Error || d.family() == "placeholder")
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

impl CardEntry {
    fn of(card: &Card) -> Self {
        Self { source: card.source, id: card.id.name.clone(), title: card.title_text(), kind: card.kind.clone(), top: card.top }
    }
}

impl Built {
    fn of(document: &Document, request: &Request) -> Self {
        let manifest = &document.manifest;
        let version = manifest.current().map_or_else(|| "0".to_owned(), |version| version.number.clone());
        let cards: Vec<CardEntry> = document.cards.iter().filter(|card| !card.made).map(CardEntry::of).collect();
        let entry = DocumentEntry { document: manifest.name.clone(), title: manifest.title.clone(), version, cards: cards.len() };
        Self {
            entry,
            manifest: manifest.source,
            kind: manifest.kind.clone(),
            errors: 0,
            stem: manifest.file_stem(request.draft),
            stems: [false, true].map(|draft| manifest.file_stem(draft)),
            draft: request.draft,
            pages: None,
            pdf: None,
            html: None,
            text: None,
            rendered: None,
            cards,
            unresolved: Vec::new(),
        }
    }
}
