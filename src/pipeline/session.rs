//! The first step: a project as it was read, with what one run wants of it.

use super::snapshot::{Found, Snapshot};
use super::{Request, Unread};
use crate::check;
use crate::diagnostic::Report;
use crate::discover::{Files, Project};
use crate::limits;
use crate::model::settings::Settings;
use crate::render::Engine;
use crate::scaffold::Sentences;
use crate::source::{SourceSet, Span};

/// One run over a project.
pub(super) struct Session<'a> {
    pub files: &'a dyn Files,
    pub request: &'a Request,
    pub snapshot: Snapshot,
    pub engine: Engine,
    pub scaffolding: Sentences,
    /// Whether pages can be set of so many cards.
    pub cards_fit: bool,
}

impl<'a> Session<'a> {
    /// Reads a project, and gives for each of its documents what was found while reading it.
    ///
    /// `sources` are the texts of another snapshot, if there is one.
    pub fn begin(
        files: &'a dyn Files,
        request: &'a Request,
        sources: SourceSet,
        report: &mut Report,
    ) -> Result<(Self, Vec<Report>), Unread> {
        let project = Project {
            sources,
            ..Project::default()
        };
        let (documents, calls) = (&request.documents, &request.calls);
        let (snapshot, found) = Snapshot::reported(files, documents, calls, project, report)?;
        let Found { reports, facts } = found;
        let Snapshot {
            project,
            settings,
            kinds,
            ..
        } = &snapshot;
        let engine = Engine::new(&project.templates, &project.sources, report);
        let data = project.facts.iter().chain(project.tables.values());
        let data = data.chain(project.bibliographies.values());
        data.for_each(|id| check::check_source(*id, &project.sources, report));
        facts
            .iter()
            .for_each(|facts| check::check_facts(facts, documents.is_empty(), report));
        let cards_fit = cards_fit(project, settings, report);
        let scaffolding = Sentences::gather(&project.templates, kinds);
        let session = Self {
            files,
            request,
            snapshot,
            engine,
            scaffolding,
            cards_fit,
        };
        Ok((session, reports))
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
