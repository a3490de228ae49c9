//! References to other documents of the project that lead nowhere: what `references` says of them.

use super::Scope;
use super::references::unknown_id;
use crate::diagnostic::{Diagnostic, Sought, did_you_mean, rules};
use crate::model::project_index::ExternalDocument;
use crate::source::Span;

/// `reference/unknown-document`, `reference/unknown-id`.
pub(super) fn unknown(name: &str, id: &str, span: Span, scope: &Scope<'_>) -> Diagnostic {
    if name == scope.document.manifest.name {
        return unknown_id(id, span, scope.document);
    }
    let Some(neighbour) = scope.project_index.get(name) else {
        return unknown_document(name, id, span, scope);
    };
    let message = format!("nothing in the document `{name}` has the id `{id}`");
    let help = match did_you_mean(id, neighbour.ids()) {
        Some(near) => format!("did you mean `{name}:{near}`?"),
        None => {
            format!("write the id of one of its cards, or `{name}:` for the document as a whole")
        }
    };
    rules::reference::UNKNOWN_ID
        .at(span, message)
        .help(help)
        .sought(Sought::Given(id.to_owned()))
}

/// Says so if another document has the id that this one lacks.
pub(super) fn perhaps(id: &str, scope: &Scope<'_>, diagnostic: Diagnostic) -> Diagnostic {
    match scope.project_index.with(id) {
        Some(other) => diagnostic.help(format!(
            "the document `{other}` has it: write `{other}:{id}`"
        )),
        None => diagnostic,
    }
}

fn unknown_document(name: &str, id: &str, span: Span, scope: &Scope<'_>) -> Diagnostic {
    let message = format!("no document of this project is called `{name}`");
    let own = scope.document.manifest.name.as_str();
    let others: Vec<&str> = scope
        .project_index
        .names()
        .filter(|other| *other != own)
        .collect();
    let help = match did_you_mean(name, others.iter().copied()) {
        Some(near) => format!("did you mean `{near}:{id}`?"),
        None if others.is_empty() => {
            format!(
                "this project has one document, `{own}`; name others under `documents` in `planwright.yaml`"
            )
        }
        None => {
            format!(
                "the other documents are {}",
                others
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
    };
    let diagnostic = rules::reference::UNKNOWN_DOCUMENT
        .at(span, message)
        .help(help);
    diagnostic.sought(Sought::Given(name.to_owned()))
}

/// `reference/unknown-document`, for one whose manifest does not say what the reference would
/// print.
pub(super) fn unusable(neighbour: &ExternalDocument, span: Span) -> Diagnostic {
    let message = format!(
        "the document `{}` has no title or no version that could stand here",
        neighbour.name
    );
    let folder = if neighbour.folder.is_empty() {
        "."
    } else {
        &neighbour.folder
    };
    rules::reference::UNKNOWN_DOCUMENT
        .at(span, message)
        .help(format!(
            "`planwright check {folder}` says what its `document.yaml` lacks"
        ))
}
