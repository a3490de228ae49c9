//! The second step: one document, of which all is said that can be said without setting a page.

use rayon::prelude::*;

use super::snapshot::Snapshot;
use super::{stamp, typeset};
use crate::check::{self, Gate, Scope, Unresolved};
use crate::diagnostic::Report;
use crate::discover::{DiscoverError, Folder, LastCommit, NamedFile};
use crate::model::document::Document;
use crate::model::pictures::Pictures;
use crate::source::SourceId;

/// A document that was checked, with what its pages are set from.
pub(super) struct Checked<'a> {
    pub document: &'a Document,
    pub pictures: Pictures,
    /// The fonts of its own.
    pub fonts: Vec<NamedFile>,
    pub commit: Option<LastCommit>,
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
        snapshot: &'a Snapshot<'_>,
        mut report: Report,
    ) -> Result<Self, DiscoverError> {
        let fonts = typeset::own_fonts(snapshot, document)?;
        let shelf = typeset::shelf(snapshot, document, &fonts);
        let pictures = Pictures::of(document, &snapshot.project.files);
        let gate = Gate::new(
            &snapshot.settings.placeholders,
            &snapshot.scaffolding,
            snapshot.request.draft,
            &mut report,
        );
        let commit = stamp::last_commit(snapshot, document);
        let scope = Scope {
            document,
            sources: &snapshot.project.sources,
            files: &snapshot.project.files,
            elsewhere: &snapshot.project.elsewhere,
            linked: &snapshot.project.linked,
            kinds: &snapshot.kinds,
            library: &snapshot.library,
            tags: &snapshot.project.tags,
            commit: commit.as_ref(),
            draft: snapshot.request.draft,
            checked: &snapshot.sites.wanted,
            only_document: !snapshot.sites.several(),
            pictures: &pictures,
            fonts: shelf.as_ref(),
            today: snapshot.request.today,
        };
        let mut unresolved = check::check(&scope, &gate, &mut report);
        unresolved.retain(|one| !snapshot.settings.severities.is_off(&one.code));
        report.relax(&snapshot.settings.severities);
        let is_bounded = is_bounded(document, snapshot, &mut report);
        Ok(Self {
            document,
            pictures,
            fonts,
            commit,
            unresolved,
            is_bounded,
            report,
        })
    }
}

/// What can be said of the texts of a document as they stand.
pub(super) fn characters(folder: &Folder, snapshot: &Snapshot<'_>, report: &mut Report) {
    let sources: Vec<SourceId> = folder
        .cards
        .iter()
        .chain(&folder.manifest)
        .copied()
        .collect();
    let characters = sources.par_iter().map(|&id| {
        let mut found = Report::default();
        check::check_source(id, &snapshot.project.sources, &mut found);
        found
    });
    characters
        .collect::<Vec<Report>>()
        .into_iter()
        .for_each(|found| report.extend(found));
}

/// Whether a document keeps to what can be set.
fn is_bounded(document: &Document, snapshot: &Snapshot<'_>, report: &mut Report) -> bool {
    let mut found = Report::default();
    check::check_limits(document, &mut found);
    found.relax(&snapshot.settings.severities);
    let bounded = !found.has_errors();
    report.extend(found);
    bounded && snapshot.cards_fit
}
