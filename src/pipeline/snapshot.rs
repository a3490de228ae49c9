//! The first step: a project as it was read, which nothing changes from here on.

use super::gather::{DocumentSet, gather};
use super::{Request, Unread, open};
use crate::check;
use crate::diagnostic::Report;
use crate::discover::{Files, Project};
use crate::limits;
use crate::model::document::Document;
use crate::model::kinds::Kinds;
use crate::model::library::Library;
use crate::model::settings::Settings;
use crate::render::Engine;
use crate::scaffold::Sentences;
use crate::source::Span;

/// What all documents of a run share, and their models.
pub(super) struct Snapshot<'a> {
    pub files: &'a dyn Files,
    pub request: &'a Request,
    pub project: Project,
    pub settings: Settings,
    pub kinds: Kinds,
    pub engine: Engine,
    pub library: Library,
    pub scaffolding: Sentences,
    pub sites: DocumentSet,
    /// One for each folder of `project.documents`; `None` where none could be read.
    pub models: Vec<Option<Document>>,
    /// Whether pages can be set of so many cards.
    pub cards_fit: bool,
}

impl<'a> Snapshot<'a> {
    /// Reads a project, and gives for each of its documents what was found while reading it.
    pub fn read(
        files: &'a dyn Files,
        request: &'a Request,
        report: &mut Report,
    ) -> Result<(Self, Vec<Report>), Unread> {
        let (mut project, settings) = open(files, &request.calls, report)?;
        let kinds = Kinds::load(&project.templates, &project.sources, report);
        let engine = Engine::new(&project.templates, &project.sources, report);
        let sites = DocumentSet::of(files, &settings, request, report);
        let gathered = gather(files, &sites, &settings, &kinds, &mut project, report)?;
        project.tags = files.tags();
        let data = project.facts.iter().chain(project.tables.values());
        data.for_each(|id| check::check_source(*id, &project.sources, report));
        gathered
            .facts
            .iter()
            .for_each(|facts| check::check_facts(facts, request.documents.is_empty(), report));
        let cards_fit = cards_fit(&project, &settings, report);
        let scaffolding = Sentences::gather(&project.templates, &kinds);
        let (models, reports) = gathered
            .models
            .into_iter()
            .map(|model| (model.document, model.report))
            .unzip();
        let library = gathered.library;
        Ok((
            Self {
                files,
                request,
                project,
                settings,
                kinds,
                engine,
                library,
                scaffolding,
                sites,
                models,
                cards_fit,
            },
            reports,
        ))
    }
}

/// Whether the documents have no more cards together than can be set.
fn cards_fit(project: &Project, settings: &Settings, report: &mut Report) -> bool {
    let mut found = Report::default();
    let mut cards = project.documents.iter().flat_map(|folder| &folder.cards);
    let count = cards.clone().count();
    if let Some(&more) = cards.nth(limits::CARDS) {
        check::check_cards(
            count,
            Span::new(more, project.sources.get(more).line_range(1)),
            &mut found,
        );
    }
    found.relax(&settings.severities);
    let fit = !found.has_errors();
    report.extend(found);
    fit
}
