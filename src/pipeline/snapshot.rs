//! A project as it was read, which nothing changes from here on.

use super::document_set::DocumentSet;
use super::load::{Loaded, Model, load};
use super::{SeverityOverride, Unread, open};
use crate::diagnostic::Report;
use crate::discover::{Files, Named, Project, Sources};
use crate::model::content::Content;
use crate::model::document::Document;
use crate::model::facts::FactTable;
use crate::model::kinds::Kinds;
use crate::model::mentions::Mentions;
use crate::model::project_index::ProjectIndex;
use crate::model::settings::Settings;
use crate::source::SourceSet;

/// What all documents of a project share, and their models: on the disk, in a revision, or with
/// texts that nobody saved yet (`discover::Overlay`).
pub struct Snapshot {
    /// Its texts, and the files beside them.
    pub project: Project,
    pub settings: Settings,
    pub kinds: Kinds,
    /// What one document may refer to in another.
    pub project_index: ProjectIndex,
    /// The folders of its documents.
    pub(super) sites: DocumentSet,
    /// One for each folder of `project.documents`; `None` where none could be read.
    pub models: Vec<Option<Document>>,
}

/// What was found while a snapshot was read.
pub(super) struct Found {
    /// For each document.
    pub reports: Vec<Report>,
    /// `None` if the project has none.
    pub facts: Option<FactTable>,
}

impl Snapshot {
    /// Reads a project, or the documents of it that are named. What is wrong with it is not said.
    ///
    /// `sources` are the texts of another snapshot, if there is one: places in both then lie in
    /// one set, so that one page can show both.
    pub fn read(
        files: &dyn Files,
        documents: &[String],
        sources: SourceSet,
    ) -> Result<Self, Unread> {
        let project = Project {
            sources,
            ..Project::default()
        };
        let mut unsaid = Report::default();
        Ok(Self::reported(files, documents, &[], project, &mut unsaid)?.0)
    }

    /// Reads a project into an empty one, and gives what was found while reading it.
    pub(super) fn reported(
        files: &dyn Files,
        documents: &[String],
        calls: &[SeverityOverride],
        project: Project,
        report: &mut Report,
    ) -> Result<(Self, Found), Unread> {
        let (mut project, settings) = open(files, calls, project, report)?;
        let kinds = Kinds::load(&project.templates, &project.sources, report);
        let sites = DocumentSet::of(files, &settings, documents, report);
        let loaded = load(files, &sites, &settings, &kinds, &mut project, report)?;
        project.tags = files.tags();
        let Loaded {
            models,
            project_index,
            facts,
        } = loaded;
        let (models, reports) = models
            .into_iter()
            .map(|Model { document, report }| (document, report))
            .unzip();
        let snapshot = Self {
            project,
            settings,
            kinds,
            project_index,
            sites,
            models,
        };
        Ok((snapshot, Found { reports, facts }))
    }

    /// The documents that could be read, in the order of the settings.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let folders = self.project.documents.iter();
        let read = folders.zip(&self.models);
        read.filter(|(folder, _)| !folder.lacks_manifest)
            .filter_map(|(_, model)| model.as_ref())
    }

    /// What a document is made of: its manifest and cards, what they show, the facts that they
    /// quote, and the project's own templates. A file that only lies in its folder is none of it.
    pub fn sources<'a>(&'a self, document: &'a Document) -> Sources<'a> {
        let shown = Mentions::of(document)
            .files
            .into_iter()
            .filter(|named| named.shown);
        let facts = document
            .facts
            .quoted_source()
            .map(|id| self.project.sources.get(id).path().to_owned());
        Sources {
            folder: &document.folder,
            except: self.sites.except(&self.settings),
            templates: &self.settings.templates,
            others: shown.map(|Named { path, .. }| path).chain(facts).collect(),
        }
    }

    /// Whether the project has more than one document.
    pub fn has_several(&self) -> bool {
        self.sites.several()
    }

    /// What each of its documents says, by name.
    pub fn content(&self) -> Vec<(&str, Content)> {
        self.documents()
            .map(|document| {
                let name = document.manifest.name.as_str();
                (name, document.content(&self.project.files))
            })
            .collect()
    }
}

#[cfg(test)]
#[allow(
    clippy::disallowed_methods,
    reason = "a test makes the files that are read"
)]
mod tests {
    use std::fs;

    use super::*;
    use crate::discover::Disk;
    use crate::model::draft::counted;

    #[test]
    fn each_text_is_parsed_once_whatever_it_names() {
        let root = tempfile::tempdir().unwrap();
        let texts = [
            (
                "counted/document.yaml",
                "title: T\nversions:\n  - {version: \"0.1\", date: 2024-05-01, authors: [A], summary: S}\n",
            ),
            (
                "counted/01-words.md",
                "---\ntitle: Words\n---\n\nIt costs [](fact:cost), see [](#sums).\n",
            ),
            (
                "counted/02-sums.md",
                "---\nkind: table\nid: sums\ntitle: Sums\ndata: ../shared/sums.csv\n---\n",
            ),
            ("shared/sums.csv", "What,2024\nPaper,3\n"),
            ("facts.yaml", "cost:\n  value: £3m\n"),
            ("planwright.yaml", "documents: [counted]\n"),
        ];
        for (path, text) in texts {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let disk = Disk::open(Some(root.path()), root.path()).unwrap();
        let snapshot = Snapshot::read(&disk, &[], SourceSet::default()).unwrap();
        let document = snapshot.documents().next().unwrap();
        let words = document.content(&snapshot.project.files);
        assert!(words.as_str().contains("It costs £3m"), "{words:?}");
        assert!(words.as_str().contains("Paper"), "{words:?}");
        for path in ["counted/01-words.md", "counted/02-sums.md"] {
            assert_eq!(counted::times(path), 1, "{path}");
        }
    }
}
