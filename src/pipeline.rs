//! The story: from a project on the disk to diagnostics and outputs. Every command calls this one
//! function.
//!
//! Read → check → typeset → (the caller writes): a project becomes a [`Snapshot`], each of its
//! documents is `Checked`, and what can be set is set (`typeset`). Each step adds to the report
//! and goes on as long as there is something to go on with; nothing is written here,
//! so that nothing is half-written. Models are read of all documents before any is checked, because
//! one may refer to another; then each goes its own way, side by side.

mod broken_cards;
mod checked;
mod compare;
mod document_set;
mod history;
mod keywords;
mod load;
mod session;
mod snapshot;
mod stamp;
mod tagged;
mod together;
mod typeset;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Conflicts, ErrorCells, Unresolved, WrongDates};
use crate::diagnostic::show::json::DocumentEntry;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::discover::{self, DiscoverError, Files, Folder, Project};
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::layers::SchemaLoader;
use crate::model::schema::Schema;
use crate::model::settings::Settings;
use crate::render::{Progress, Rendered};
use crate::source::{SourceId, SourceSet, Span};
use broken_cards::BrokenCards;
use checked::Checked;
use session::Session;

pub use compare::{Compared, Comparison, NamedState, compare};
pub use history::history;
pub use snapshot::Snapshot;

/// What a run is to do; tests make one directly.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The documents' folders below the root; none means all.
    pub documents: Vec<String>,
    /// What the caller says of codes.
    pub calls: Vec<SeverityOverride>,
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
pub enum SeverityOverride {
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
    pub documents: Vec<DocumentResult>,
    /// What was read. A caller whose process ends leaves it where it is: to take the cards down
    /// one by one is a tenth of a check.
    pub models: Vec<Document>,
}

/// One document that could be read.
pub struct DocumentResult {
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
    /// Its settings require a newer program. Nothing else is said, because whatever else was found
    /// might be no fault.
    TooOld(Box<Diagnostic>, SourceSet),
}

impl From<DiscoverError> for Unread {
    fn from(error: DiscoverError) -> Self {
        Self::Io(error)
    }
}

/// The settings and templates of a project, read into an empty one: what is read before its
/// documents. `calls` is what the caller says of codes.
pub fn open(
    files: &dyn Files,
    calls: &[SeverityOverride],
    mut project: Project,
    report: &mut Report,
) -> Result<(Project, Settings), Unread> {
    let settings_source = discover::read_settings(files, &mut project, report)?;
    let builtin = crate::discover::Templates::builtin();
    let layers = SchemaLoader {
        templates: &builtin,
        sources: &project.sources,
    };
    let schema = layers.read("schemas/planwright.yaml", report);
    let schema = schema.and_then(|schema| Schema::compile(schema).ok());
    let mut settings = match (settings_source, &schema) {
        (Some(id), Some(schema)) => Settings::read(id, project.sources.get(id), schema, report),
        _ => Settings::default(),
    };
    for call in calls {
        match call {
            SeverityOverride::Set(code, severity) => settings.severities.call(code, *severity),
            SeverityOverride::DenyWarnings => settings.severities.deny_warnings(),
        }
    }
    if let Some(refusal) = settings.refusal.take() {
        if settings.severities.resolve(&refusal) == Some(Severity::Error) {
            return Err(Unread::TooOld(Box::new(refusal), project.sources));
        }
        report.push(refusal);
    }
    discover::read_templates(files, &settings.templates, &mut project, report)?;
    settings_source
        .into_iter()
        .chain(project.templates.own())
        .for_each(|id| check::check_source(id, &project.sources, report));
    Ok((project, settings))
}

/// Runs every step. The error is one of reading: exit status 2.
pub fn run(files: &dyn Files, request: &Request) -> Result<Outcome, Unread> {
    let mut report = Report::default();
    let (session, reports) = Session::begin(files, request, SourceSet::default(), &mut report)?;
    let folders: Vec<(&Folder, Report)> = session
        .snapshot
        .project
        .documents
        .iter()
        .zip(reports)
        .collect();
    let one = |((folder, report), model): ((&Folder, Report), &Option<Document>)| {
        document(folder, model.as_ref(), report, &session)
    };
    let made: Vec<Made> = folders
        .into_par_iter()
        .zip(&session.snapshot.models)
        .map(one)
        .collect();
    let made = made.into_iter().collect::<Result<_, DiscoverError>>()?;
    Ok(outcome(session, made, report))
}

/// What came of one document, if it could be read, and what was found in it.
type Made = Result<(Option<DocumentResult>, Report), DiscoverError>;

/// One document, from its model to its outputs; the report is that of reading it.
fn document(
    folder: &Folder,
    document: Option<&Document>,
    mut report: Report,
    session: &Session<'_>,
) -> Made {
    checked::characters(folder, session, &mut report);
    let Some(document) = document else {
        return Ok((None, report));
    };
    let checked = Checked::of(document, session, report)?;
    if !document.manifest.usable {
        return Ok((None, checked.report));
    }
    let (built, report) = typeset::typeset(checked, session);
    Ok((Some(built), report))
}

/// All documents and one report, in which the severities count that the project and the caller
/// want.
fn outcome(
    session: Session<'_>,
    mut made: Vec<(Option<DocumentResult>, Report)>,
    mut report: Report,
) -> Outcome {
    let Session {
        request, snapshot, ..
    } = session;
    let Snapshot {
        project,
        settings,
        kinds,
        models,
        ..
    } = snapshot;
    made.iter_mut()
        .for_each(|(_, found)| found.resolve(&settings.severities));
    report.resolve(&settings.severities);
    let reports = made.iter().map(|(_, found)| found).chain([&report]);
    let broken = BrokenCards::of(reports, models.iter().flatten(), &kinds, &project.sources);
    report.hold_back(&broken);
    let mut documents = Vec::new();
    for (built, mut found) in made {
        found.hold_back(&broken);
        documents.extend(built.map(|built| DocumentResult {
            errors: found.count(Severity::Error),
            ..built
        }));
        report.extend(found);
    }
    together::same_output(&documents, &project, &mut report);
    let conflicts = Conflicts::of(&report);
    report.hold_back(&conflicts);
    let cells = ErrorCells::of(&report);
    report.hold_back(&cells);
    let dates = WrongDates::of(&report);
    report.hold_back(&dates);
    report.resolve(&settings.severities);
    together::without_pages(&documents, &project, request, &mut report);
    report.sort(&project.sources);
    Outcome {
        project,
        settings,
        report,
        documents,
        models: models.into_iter().flatten().collect(),
    }
}

impl CardEntry {
    fn of(card: &Card) -> Self {
        Self {
            source: card.source,
            id: card.id.name.clone(),
            title: card.title_text(),
            kind: card.kind.clone(),
            top: card.top,
        }
    }
}

impl DocumentResult {
    fn of(document: &Document, request: &Request) -> Self {
        let manifest = &document.manifest;
        let version = manifest
            .current()
            .map_or_else(|| "0".to_owned(), |version| version.number.clone());
        let cards: Vec<CardEntry> = document
            .cards
            .iter()
            .filter(|card| !card.made)
            .map(CardEntry::of)
            .collect();
        let entry = DocumentEntry {
            document: manifest.name.clone(),
            title: manifest.title.clone(),
            version,
            cards: cards.len(),
        };
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
