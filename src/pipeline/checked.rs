//! The second step: one document, of which all is said that can be said without setting a page.

use rayon::prelude::*;

use super::session::Session;
use super::tagged::Tagged;
use super::{history, stamp, typeset};
use crate::check::{self, Gate, Scope, Unresolved};
use crate::diagnostic::Report;
use crate::discover::{DiscoverError, Folder, LastCommit, NamedFile};
use crate::model::document::Document;
use crate::model::endorsements::Endorsement;
use crate::model::growth::Growth;
use crate::model::pictures::Pictures;
use crate::source::SourceId;

/// A document that was checked, with what its pages are set from.
pub(super) struct Checked<'a> {
    pub document: &'a Document,
    pub pictures: Pictures,
    /// The fonts of its own.
    pub fonts: Vec<NamedFile>,
    pub commit: Option<LastCommit>,
    pub endorsements: Vec<Endorsement>,
    /// How it grew, if a card of it shows that.
    pub growth: Vec<Growth>,
    /// The placeholders that are neither allowed nor off.
    pub unresolved: Vec<Unresolved>,
    /// Whether it keeps to what can be set.
    pub is_bounded: bool,
    /// What was found, from reading on.
    pub report: Report,
}

impl<'a> Checked<'a> {
    /// Checks a document. `report` is that of reading it.
    pub fn of(
        document: &'a Document,
        session: &'a Session<'_>,
        mut report: Report,
    ) -> Result<Self, DiscoverError> {
        let fonts = typeset::own_fonts(session, document)?;
        let loaded = typeset::loaded_fonts(session, document, &fonts);
        let pictures = Pictures::of(document, &session.snapshot.project.files);
        let gate = Gate::new(
            &session.snapshot.settings.placeholders,
            &session.scaffolding,
            session.request.draft,
            &mut report,
        );
        let commit = stamp::last_commit(session, document);
        let (kinds, files) = (&session.snapshot.kinds, &session.snapshot.project.files);
        let tagged = Tagged::of(session, document);
        let changed_since = tagged.changed();
        let endorsements =
            Endorsement::all(document, kinds, files, &|version| tagged.past(version));
        let scope = Scope {
            document,
            sources: &session.snapshot.project.sources,
            files: &session.snapshot.project.files,
            elsewhere: &session.snapshot.project.elsewhere,
            linked: &session.snapshot.project.linked,
            kinds: &session.snapshot.kinds,
            project_index: &session.snapshot.project_index,
            tags: &session.snapshot.project.tags,
            commit: commit.as_ref(),
            draft: session.request.draft,
            checked: &session.snapshot.sites.wanted,
            only_document: !session.snapshot.sites.several(),
            pictures: &pictures,
            fonts: loaded.as_ref(),
            endorsements: &endorsements,
            changed_since: changed_since.as_ref(),
            is_first: tagged.is_first,
            today: session.request.today,
        };
        let mut unresolved = check::check(&scope, &gate, &mut report);
        unresolved.retain(|one| !session.snapshot.settings.severities.is_off(&one.code));
        report.relax(&session.snapshot.settings.severities);
        let is_bounded = is_bounded(document, session, &mut report);
        Ok(Self {
            document,
            pictures,
            fonts,
            commit,
            endorsements,
            growth: history::of_document(document, unresolved.len(), session),
            unresolved,
            is_bounded,
            report,
        })
    }
}

/// What can be said of the texts of a document as they stand.
pub(super) fn characters(folder: &Folder, session: &Session<'_>, report: &mut Report) {
    let sources: Vec<SourceId> = folder
        .cards
        .iter()
        .chain(&folder.manifest)
        .copied()
        .collect();
    let characters = sources.par_iter().map(|&id| {
        let mut found = Report::default();
        check::check_source(id, &session.snapshot.project.sources, &mut found);
        found
    });
    characters
        .collect::<Vec<Report>>()
        .into_iter()
        .for_each(|found| report.extend(found));
}

/// Whether a document keeps to what can be set.
fn is_bounded(document: &Document, session: &Session<'_>, report: &mut Report) -> bool {
    let mut found = Report::default();
    check::check_limits(document, &mut found);
    found.relax(&session.snapshot.settings.severities);
    let bounded = !found.has_errors();
    report.extend(found);
    bounded && session.cards_fit
}
