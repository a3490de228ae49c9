//! The story: from a project on the disk to diagnostics and outputs. Every command calls this one function.
//!
//! find → read → model → check → render → compile → (the caller writes). Each stage adds to the report and goes on as long as
//! there is something to go on with; nothing is written here, so that nothing is half-written.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Gate, Scope, Unresolved};
use crate::compile::{Compiler, PdfSettings};
use crate::diagnostic::show::json::DocumentEntry;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::discover::{self, DiscoverError, Files, Folder, MANIFEST_FILE, Project};
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::facts::Sheet;
use crate::model::kinds::{Kinds, read_schema};
use crate::model::manifest::Version;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::render::{self, Engine, Mark, Marks, Rendered, Scene};
use crate::scaffold::Sentences;
use crate::source::{SourceId, Span};

/// What a run is to do; tests make one directly.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The documents' folders below the root; none means all.
    pub documents: Vec<String>,
    /// What the caller says of codes.
    pub calls: Vec<Call>,
    /// Placeholders are warnings, and are marked.
    pub draft: bool,
    /// Whether pages are set; without it only the model is checked.
    pub compile: bool,
    /// Whether PDFs are wanted (`build`), or only to know that they could be made (`check`).
    pub pdf: bool,
    /// The day with which dates are compared (`--today`); without it, that of the last version.
    pub today: Option<Date>,
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
}

/// One document that could be read.
pub struct Built {
    pub entry: DocumentEntry,
    pub manifest: SourceId,
    /// `SLUG-vVERSION[-draft]`.
    pub stem: String,
    pub draft: bool,
    pub pages: Option<usize>,
    pub pdf: Option<Vec<u8>>,
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
}

/// The settings and templates of a project: what is read before its documents.
pub fn open(files: &dyn Files, report: &mut Report) -> Result<(Project, Settings), DiscoverError> {
    let mut project = Project::default();
    let settings_source = discover::read_settings(files, &mut project, report)?;
    let builtin = crate::discover::Templates::builtin();
    let schema = read_schema(&builtin, "schemas/planwright.yaml", &project.sources, report);
    let schema = schema.and_then(|schema| Schema::compile(schema).ok());
    let settings = match (settings_source, &schema) {
        (Some(id), Some(schema)) => Settings::read(id, project.sources.get(id), schema, report),
        _ => Settings::default(),
    };
    discover::read_templates(files, &settings.templates, &mut project, report)?;
    settings_source
        .into_iter()
        .chain(project.templates.own())
        .for_each(|id| check::check_characters(id, &project.sources, report));
    Ok((project, settings))
}

/// What was read of a project, without a check: for commands that add to it.
pub struct Reading {
    pub project: Project,
    pub kinds: Kinds,
    pub documents: Vec<Document>,
}

/// Reads the documents of a project, all if none is named. What is wrong with them is for `check` to say.
pub fn read(files: &dyn Files, documents: &[String]) -> Result<Reading, DiscoverError> {
    let mut unsaid = Report::default();
    let (mut project, settings) = open(files, &mut unsaid)?;
    let request = Request { documents: documents.to_vec(), ..Request::default() };
    for (path, _) in wanted(&settings, &request).iter().filter(|(path, _)| files.has_folder(path)) {
        discover::read_document(files, path, &settings.output, &mut project, &mut unsaid)?;
    }
    let kinds = Kinds::load(&project.templates, &project.sources, &mut unsaid);
    let with_manifest = project.documents.iter().filter(|folder| !folder.lacks_manifest);
    let documents = with_manifest.filter_map(|folder| Document::read(folder, &project, &kinds, &mut unsaid)).collect();
    Ok(Reading { project, kinds, documents })
}

/// Runs every stage. The error is one of reading: exit status 2.
pub fn run(files: &dyn Files, request: &Request) -> Result<Outcome, DiscoverError> {
    let mut report = Report::default();
    let (mut project, mut settings) = open(files, &mut report)?;
    for call in &request.calls {
        match call {
            Call::Set(code, severity) => settings.severities.call(code, *severity),
            Call::DenyWarnings => settings.severities.deny_warnings(),
        }
    }
    for (path, named) in wanted(&settings, request) {
        if files.has_folder(&path) {
            discover::read_document(files, &path, &settings.output, &mut project, &mut report)?;
        } else {
            report.push(missing_folder(&path, named));
        }
    }
    project.tags = files.tags();
    let facts = facts(files, &settings, &mut project, &mut report)?;
    let kinds = Kinds::load(&project.templates, &project.sources, &mut report);
    let engine = Engine::new(&project.templates, &project.sources, &mut report);
    let scaffolding = Sentences::gather(&project.templates, &kinds);
    let common = Common {
        project: &project,
        settings: &settings,
        kinds: &kinds,
        engine: &engine,
        scaffolding: &scaffolding,
        facts: facts.as_ref(),
    };
    facts.iter().for_each(|facts| check::check_facts(facts, request.documents.is_empty(), &mut report));
    let made: Vec<(Option<Built>, Report)> =
        project.documents.par_iter().map(|folder| document(folder, &common, request)).collect();
    let mut documents = Vec::new();
    for (built, found) in made {
        report.extend(found);
        documents.extend(built);
    }
    same_output(&documents, &project, &mut report);
    report.resolve(&settings.severities);
    report.sort(&project.sources);
    Ok(Outcome { project, settings, report, documents })
}

/// The facts of the project, read and checked.
fn facts(
    files: &dyn Files,
    settings: &Settings,
    project: &mut Project,
    report: &mut Report,
) -> Result<Option<Sheet>, DiscoverError> {
    let (path, named) = &settings.facts;
    if !discover::read_facts(files, path, project, report)?
        && let Some(span) = named
    {
        let diagnostic = Diagnostic::error("reference/missing-file", *span, format!("the file `{path}` is not there"));
        report.push(diagnostic.help("write the file, or take the key `facts` away; facts are optional"));
    }
    let data = project.facts.iter().chain(project.tables.values());
    data.for_each(|id| check::check_characters(*id, &project.sources, report));
    Ok(Sheet::read(project, report))
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

fn wanted(settings: &Settings, request: &Request) -> Vec<(String, Option<Span>)> {
    if request.documents.is_empty() {
        return settings.documents.clone();
    }
    request.documents.iter().map(|path| (path.clone(), None)).collect()
}

fn missing_folder(path: &str, named: Option<Span>) -> Diagnostic {
    let message = format!("there is no folder `{path}`, so there is no document in it");
    let help = format!(
        "write `{path}/{MANIFEST_FILE}` and cards beside it, or name another folder under `documents` in `planwright.yaml`"
    );
    let place = named.map_or_else(|| Place::Path(format!("{path}/{MANIFEST_FILE}")), Place::Span);
    Diagnostic::new(Severity::Error, "schema/missing-document", place, message).help(help)
}

/// What all documents of a project share.
struct Common<'a> {
    project: &'a Project,
    settings: &'a Settings,
    kinds: &'a Kinds,
    engine: &'a Engine,
    scaffolding: &'a Sentences,
    facts: Option<&'a Sheet>,
}

/// One document, from its folder to its PDF.
fn document(folder: &Folder, common: &Common<'_>, request: &Request) -> (Option<Built>, Report) {
    let Common { project, settings, kinds, engine, scaffolding, facts } = *common;
    let mut report = Report::default();
    let sources: Vec<SourceId> = folder.cards.iter().chain(&folder.manifest).copied().collect();
    let characters = sources.par_iter().map(|&id| {
        let mut found = Report::default();
        check::check_characters(id, &project.sources, &mut found);
        found
    });
    characters.collect::<Vec<Report>>().into_iter().for_each(|found| report.extend(found));
    let Some(mut document) = Document::read(folder, project, kinds, &mut report) else { return (None, report) };
    facts.into_iter().for_each(|facts| facts.quote(&mut document, folder, project, &mut report));
    let gate = Gate::new(&settings.placeholders, scaffolding, request.draft, &mut report);
    let scope = Scope {
        document: &document,
        sources: &project.sources,
        files: &project.files,
        kinds,
        tags: &project.tags,
        only_document: settings.documents.len() == 1,
        today: request.today,
    };
    let mut unresolved = check::check(&scope, &gate, &mut report);
    unresolved.retain(|one| !settings.severities.is_off(&one.code));
    report.relax(&settings.severities);
    if !document.manifest.usable {
        return (None, report);
    }
    let mut built = Built::of(&document, request);
    if request.compile && can_be_set(&report) {
        let marks = if request.draft { marks(&unresolved) } else { Marks::default() };
        let scene = Scene {
            document: &document,
            sources: &project.sources,
            files: &project.files,
            templates: &project.templates,
            kinds,
            marks,
            draft: request.draft,
            base: built.stem.clone(),
        };
        built.set(&scene, engine, request, &mut report);
    }
    built.unresolved = unresolved;
    (Some(built), report)
}

/// Pages are set unless something is wrong that would only be said again, in stranger words, by the type-setter. Placeholders do
/// not keep a page from being set; they keep it from being written.
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
        Self { source: card.source, id: card.id.name.clone(), title: card.title_text() }
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
            stem: manifest.file_stem(request.draft),
            draft: request.draft,
            pages: None,
            pdf: None,
            rendered: None,
            cards,
            unresolved: Vec::new(),
        }
    }

    /// Renders and compiles.
    fn set(&mut self, scene: &Scene<'_>, engine: &Engine, request: &Request, report: &mut Report) {
        let manifest = &scene.document.manifest;
        let Some(rendered) = render::render(scene, engine, report) else { return };
        if can_be_set(report) {
            let top = Span::new(manifest.source, scene.sources.get(manifest.source).line_range(1));
            let compiler = Compiler::new(&rendered, top);
            if let Some(pages) = compiler.layout(report) {
                self.pages = Some(pages.count());
                let date = manifest.current().and_then(Version::date);
                let settings = PdfSettings {
                    standards: manifest.standards.clone(),
                    place: manifest.fields.get("pdf").and_then(|pdf| pdf.get("standard")).map_or(top, |field| field.span),
                    ident: self.stem.clone(),
                    date: date.and_then(|date| {
                        Some((date.year().into(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?))
                    }),
                };
                if can_be_set(report) && (request.pdf || !settings.standards.is_empty()) {
                    self.pdf = compiler.pdf(&pages, &settings, report);
                }
            }
        }
        self.rendered = Some(rendered);
    }
}
