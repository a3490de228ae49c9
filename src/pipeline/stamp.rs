//! The commit that a document names in its foot, if its manifest wants one (`stamp: commit`).

use super::session::Session;
use crate::discover::{LastCommit, Named, Sources};
use crate::model::document::Document;
use crate::model::mentions::Mentions;

/// The last commit that touched what the document is made of: its manifest and cards, what they
/// show, the facts that they quote, and the project's own templates. A file that only lies in its
/// folder is none of it.
pub(super) fn last_commit(session: &Session<'_>, document: &Document) -> Option<LastCommit> {
    if !document.manifest.stamped {
        return None;
    }
    let shown = Mentions::of(document)
        .files
        .into_iter()
        .filter(|named| named.shown);
    let facts = document
        .facts
        .quoted_source()
        .map(|id| session.snapshot.project.sources.get(id).path().to_owned());
    let sources = Sources {
        folder: &document.folder,
        except: session.snapshot.sites.except(&session.snapshot.settings),
        templates: &session.snapshot.settings.templates,
        others: shown.map(|Named { path, .. }| path).chain(facts).collect(),
    };
    Some(session.files.last_commit(&sources))
}
