//! The keywords of a PDF: of what, and how, it was made (`pdf/origin.rs`), so that `verify` can make
//! it again.

use super::session::Session;
use crate::discover::LastCommit;
use crate::pdf::Origin;
use crate::render::RenderContext;

/// What a PDF of the document is to say of its making.
pub(super) fn of(scene: &RenderContext<'_>, session: &Session<'_>) -> Vec<String> {
    let manifest = &scene.document.manifest;
    let version = manifest.current().map(|version| version.number.clone());
    // What is not as it was committed cannot be made again from the commit.
    let commit = match scene.commit {
        Some(LastCommit::Known { id, changed: false }) => Some(id.clone()),
        _ => None,
    };
    let content = scene.document.content(&session.snapshot.project.files);
    let origin = Origin {
        document: manifest.name.clone(),
        version: version.unwrap_or_default(),
        commit,
        content: content.fingerprint(),
        draft: session.request.draft,
        language: manifest.language.clone(),
        line_numbers: session.request.line_numbers,
        today: session.request.today.map(|today| today.to_string()),
    };
    origin.keywords()
}
