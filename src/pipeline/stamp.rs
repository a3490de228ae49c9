//! The commit that a document names in its foot, if its manifest wants one (`stamp: commit`).

use super::session::Session;
use crate::discover::LastCommit;
use crate::model::document::Document;

/// The last commit that touched what the document is made of.
pub(super) fn last_commit(session: &Session<'_>, document: &Document) -> Option<LastCommit> {
    if !document.manifest.stamped {
        return None;
    }
    let sources = session.snapshot.sources(document);
    Some(session.files.last_commit(&sources))
}
