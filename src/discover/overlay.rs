//! Texts that nobody saved yet, over the files of a project: what an editor holds, or what a file
//! will hold once it is written.

use std::collections::BTreeMap;

use super::{Below, DiscoverError, Files, LastCommit, Sources, Tags, is_below};
use crate::source::path_order;

/// Files with other texts over some of them.
pub struct Overlay<'a> {
    /// The files below.
    pub files: &'a dyn Files,
    /// The texts by their paths below the root; one whose path is no file is a new file.
    pub texts: BTreeMap<String, String>,
}

impl Files for Overlay<'_> {
    fn has_file(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.files.has_file(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.files.has_folder(path) || self.texts.keys().any(|text| is_below(text, path))
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        let real = self.files.real_folder(path);
        real.or_else(|| self.has_folder(path).then(|| path.to_owned()))
    }

    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError> {
        let mut below = if self.files.has_folder(folder) {
            self.files.files_below(folder, except)?
        } else {
            Below::default()
        };
        let is_new = |path: &&String| {
            let is_excepted = except
                .iter()
                .any(|other| is_below(other, folder) && is_below(path, other));
            is_below(path, folder) && !is_excepted && !self.files.has_file(path)
        };
        below
            .files
            .extend(self.texts.keys().filter(is_new).cloned());
        below.files.sort_by(|a, b| path_order(a, b));
        Ok(below)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        match self.texts.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.files.read(path),
        }
    }

    fn tags(&self) -> Tags {
        self.files.tags()
    }

    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit {
        self.files.last_commit(sources)
    }
}
