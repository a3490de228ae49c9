//! What is said once all documents are done: of what they have in common, and of pages that are
//! missing.

use super::{DocumentResult, Request};
use crate::diagnostic::{Place, Report, rules};
use crate::discover::{self, Project};
use crate::source::Span;

/// Two documents must not be written to one file.
pub(super) fn same_output(documents: &[DocumentResult], project: &Project, report: &mut Report) {
    for (index, built) in documents.iter().enumerate() {
        if let Some(first) = documents[..index]
            .iter()
            .find(|first| first.stem == built.stem)
        {
            let span = Span::new(
                built.manifest,
                project.sources.get(built.manifest).line_range(1),
            );
            let other = Span::new(
                first.manifest,
                project.sources.get(first.manifest).line_range(1),
            );
            let message = format!("two documents would be written to `{}.pdf`", built.stem);
            let diagnostic = rules::schema::SAME_OUTPUT
                .at(span, message)
                .related(other, "the other one");
            report.push(diagnostic.help("give one of them another `slug:`"));
        }
    }
}

/// Nothing that is switched off ends a run well that made no pages.
pub(super) fn without_pages(
    documents: &[DocumentResult],
    project: &Project,
    request: &Request,
    report: &mut Report,
) {
    if !request.mode.sets_pages() || report.has_errors() {
        return;
    }
    if project.documents.is_empty() {
        let message = "there is no document to build, and what would say so is switched off";
        let diagnostic =
            rules::document::NO_PAGES.of(Place::Path(discover::SETTINGS_FILE.to_owned()), message);
        report.push(diagnostic.help("name the folder of a document under `documents`, or switch the family `schema` on again"));
    }
    for folder in &project.documents {
        let Some(manifest) = folder.manifest else {
            continue;
        };
        let built = documents.iter().find(|built| built.manifest == manifest);
        let has_all = |built: &DocumentResult| {
            built.pages.is_some()
                && (built.pdf.is_some() || !request.mode.wants_pdf())
                && (built.html.is_some() || !request.mode.wants_html())
        };
        if built.is_some_and(has_all) {
            continue;
        }
        let span = Span::new(manifest, project.sources.get(manifest).line_range(1));
        let message = "no pages could be made of this document, and what keeps them from being made is switched off";
        let diagnostic = rules::document::NO_PAGES.at(span, message);
        report.push(
            diagnostic.help(
                "look at what `checks:` and `--allow` switch off, and switch errors on again",
            ),
        );
    }
}
