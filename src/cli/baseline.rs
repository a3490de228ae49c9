//! `--new-since REV`: the report without what the same checks say of an older revision.

use super::Failure;
use super::args::Common;
use crate::diagnostic::baseline::keep_new;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::discover::{DiscoverError, Disk, Files, Revision};
use crate::pipeline::{self, Mode, Outcome, Request};
use crate::source::SourceSet;

/// Leaves in the report only what is new, if that was asked for, and gives the places of the errors
/// that are old. Pages of the old revision are set only if those of the new were.
pub fn apply(
    common: &Common,
    disk: &Disk,
    request: &Request,
    outcome: &mut Outcome,
) -> Result<Vec<String>, Failure> {
    let Some(name) = &common.new_since else {
        return Ok(Vec::new());
    };
    let revision = Revision::open(disk.root(), name)?;
    let folders = outcome
        .project
        .documents
        .iter()
        .map(|folder| folder.path.as_str());
    if let Some(submodule) = folders
        .filter_map(|folder| revision.submodule_around(folder))
        .next()
    {
        let message = format!(
            "`{submodule}` is a submodule, so what stood in it then cannot be told; run planwright inside it"
        );
        return Err(DiscoverError {
            path: name.clone(),
            error: std::io::Error::other(message),
        }
        .into());
    }
    // A document whose folder had another name then is found among all of them; its cards are known
    // again by what is in them.
    let is_there = request
        .documents
        .iter()
        .all(|folder| revision.has_folder(folder));
    let documents = if is_there {
        request.documents.clone()
    } else {
        Vec::new()
    };
    let mode = if request.mode.sets_pages() {
        Mode::Pages
    } else {
        Mode::Check
    };
    let before = pipeline::run(
        &revision,
        &Request {
            mode,
            documents,
            ..request.clone()
        },
    )?;
    let sources = &outcome.project.sources;
    let errors = errors(&outcome.report, sources);
    keep_new(
        &mut outcome.report,
        sources,
        &before.report,
        &before.project.sources,
    );
    let new = self::errors(&outcome.report, sources);
    Ok(errors
        .into_iter()
        .filter(|place| !new.contains(place))
        .collect())
}

/// Where the errors of a report are: `plan/01-foreword.md:5`.
fn errors(report: &Report, sources: &SourceSet) -> Vec<String> {
    let place = |diagnostic: &Diagnostic| match &diagnostic.place {
        Place::Span(span) => {
            let source = sources.get(span.source);
            format!(
                "{}:{}",
                source.path(),
                source.shown_position(span.start).line
            )
        }
        Place::Path(path) => path.clone(),
    };
    report
        .diagnostics()
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(place)
        .collect()
}
