//! The files of a project as they will be once a version is released: with the new row in the
//! manifest, and, if it is to be committed, upon the commit that will hold it.

use crate::discover::{Below, DiscoverError, Files, LastCommit, Overlay, Sources, Tags};

/// What the foot of the pages is to name.
#[derive(Debug, Clone)]
pub(super) enum Commit {
    /// The one that holds the files already.
    AsItIs,
    /// One that is about to be made, and will hold all of them.
    Coming(String),
    /// None will hold the new row.
    Without,
}

pub(super) struct Prospect<'a> {
    pub overlay: Overlay<'a>,
    pub commit: Commit,
}

impl Files for Prospect<'_> {
    fn has_file(&self, path: &str) -> bool {
        self.overlay.has_file(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.overlay.has_folder(path)
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        self.overlay.real_folder(path)
    }

    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError> {
        self.overlay.files_below(folder, except)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        self.overlay.read(path)
    }

    fn tags(&self) -> Tags {
        self.overlay.tags()
    }

    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit {
        match (&self.commit, self.overlay.last_commit(sources)) {
            (Commit::Coming(id), _) => LastCommit::Known {
                id: id.clone(),
                changed: false,
            },
            (Commit::Without, LastCommit::Known { id, .. }) => {
                LastCommit::Known { id, changed: true }
            }
            (_, found) => found,
        }
    }
}
