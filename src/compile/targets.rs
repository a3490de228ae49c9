//! Ids for which a template makes no place: what Typst says of a reference to one is said of the
//! template instead.

use std::collections::BTreeSet;

use typst::diag::SourceDiagnostic;
use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::diagnostic::Report;
use crate::render::Rendered;
use crate::render::targets::Target;

/// Looks for every id on the pages, and gives those that are missing. Of each template the first is
/// reported.
pub(super) fn check(
    document: &PagedDocument,
    rendered: &Rendered,
    report: &mut Report,
) -> BTreeSet<String> {
    let introspector = document.introspector();
    let is_placed = |target: &Target| {
        Label::new(PicoStr::intern(&target.id))
            .is_some_and(|label| introspector.query_label(label).is_ok())
    };
    push_first(
        rendered.targets.iter().filter(|target| !is_placed(target)),
        report,
    )
}

/// Divides what Typst says: that a reference leads to no place, where a template owes it one, is
/// reported of the template. Gives those ids, and what else Typst says.
pub(super) fn divide<'e>(
    errors: &'e [SourceDiagnostic],
    rendered: &Rendered,
    report: &mut Report,
) -> (BTreeSet<String>, Vec<&'e SourceDiagnostic>) {
    let owed = |error: &SourceDiagnostic| {
        let id = error
            .message
            .strip_prefix("label `<")?
            .strip_suffix(">` does not exist in the document")?;
        rendered.targets.iter().find(|target| target.id == id)
    };
    let unplaced = push_first(errors.iter().filter_map(owed), report);
    (
        unplaced,
        errors
            .iter()
            .filter(|error| owed(error).is_none())
            .collect(),
    )
}

fn push_first<'t>(
    unplaced: impl Iterator<Item = &'t Target>,
    report: &mut Report,
) -> BTreeSet<String> {
    let (mut said, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for target in unplaced {
        if said.insert(target.template) {
            report.push(target.unplaced());
        }
        ids.insert(target.id.clone());
    }
    ids
}
