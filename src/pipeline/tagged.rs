//! What tags of a document's versions hold: read only where somebody needs to know, because it is
//! a second project to be read.

use std::collections::{BTreeMap, BTreeSet};

use super::session::Session;
use super::snapshot::Snapshot;
use crate::discover::{Files, Revision};
use crate::model::document::Document;
use crate::model::past::{ChangedSince, Past};
use crate::model::version_number::VersionNumber;
use crate::source::SourceSet;

/// The versions of a document that were tagged.
pub(super) struct Tagged<'a> {
    session: &'a Session<'a>,
    document: &'a Document,
    /// Whether tags without the name of a document are its own.
    pub is_first: bool,
}

impl<'a> Tagged<'a> {
    pub fn of(session: &'a Session<'a>, document: &'a Document) -> Self {
        let mut folders = session.snapshot.settings.documents.iter();
        let first = folders.find_map(|(path, _)| session.files.real_folder(path));
        Self {
            session,
            document,
            is_first: first.is_some_and(|first| first == document.folder),
        }
    }

    /// How the document differs from what the tag of its current version names; `None` if it does
    /// not, or there is none.
    pub fn changed(&self) -> Option<ChangedSince> {
        let current = self.document.manifest.current()?;
        let (tag, revision) = self.revision(&current.number)?;
        if self.has_same_files(&revision) {
            return None;
        }
        let past = self.past_in(&revision)?;
        let now = Past::of(self.document, &self.session.snapshot.project.files);
        (past.fingerprint != now.fingerprint).then(|| ChangedSince {
            tag,
            cards: now.changed_cards(&past),
        })
    }

    /// What a version said, if it was tagged.
    pub fn past(&self, version: &str) -> Option<Past> {
        let (_, revision) = self.revision(version)?;
        self.past_in(&revision)
    }

    /// The tag of a version, if the history leads to it, and what it names.
    pub fn revision(&self, version: &str) -> Option<(String, Revision)> {
        let number = VersionNumber::parse(version)?;
        let tags = &self.session.snapshot.project.tags;
        let name = self.document.manifest.name.as_str();
        let several = self.session.snapshot.has_several();
        let own = tags.of_document(several.then_some(name), self.is_first);
        let is_it =
            |(_, spelt): &(&str, &str)| VersionNumber::parse(spelt).as_ref() == Some(&number);
        let (tag, _) = own.into_iter().find(is_it)?;
        let behind = tags.behind(&BTreeSet::from([tag])).ok()?;
        behind.first()?;
        Some((tag.to_owned(), tags.revision(tag)?))
    }

    fn past_in(&self, revision: &Revision) -> Option<Past> {
        let folders = [self.document.folder.clone()];
        let snapshot = Snapshot::read(revision, &folders, SourceSet::default()).ok()?;
        let document = snapshot.documents().next()?;
        Some(Past::of(document, &snapshot.project.files))
    }

    /// Whether all that the document is made of is there byte for byte, line ends apart.
    fn has_same_files(&self, revision: &Revision) -> bool {
        let Session {
            files, snapshot, ..
        } = self.session;
        let sources = snapshot.sources(self.document);
        let (Ok(mut now), Ok(mut then)) = (sources.paths(*files), sources.paths(revision)) else {
            return false;
        };
        now.sort();
        then.sort();
        let project = &snapshot.project;
        let texts: BTreeMap<&str, &str> = project
            .sources
            .iter()
            .map(|source| (source.path(), source.text()))
            .collect();
        let bytes = |path: &str| match project.files.get(path) {
            Some(bytes) => Some(&bytes[..]),
            None => texts.get(path).map(|text| text.as_bytes()),
        };
        let is_same = |path: &String| {
            let (Some(now), Ok(then)) = (bytes(path), revision.read(path)) else {
                return false;
            };
            now == then || without_returns(now) == without_returns(&then)
        };
        now == then && now.iter().all(is_same)
    }
}

fn without_returns(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .copied()
        .filter(|byte| *byte != b'\r')
        .collect()
}
