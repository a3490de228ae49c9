//! A disk on which any reading fails: everything that a run reads is refused once. Then the run
//! ends with one line that names the file (exit status 2), and nothing is written.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use planwright::discover::{Below, DiscoverError, Disk, Files, LastCommit, Sources, Tags};
use planwright::pipeline::{self, Request, Unread};

use crate::program::write;

/// The disk, but for one reading. Which is the nth one cannot be told, because files are read side
/// by side.
struct Faulty {
    disk: Disk,
    /// What was read, in full.
    readings: Mutex<BTreeSet<String>>,
    /// What cannot be read.
    refused: Option<String>,
}

impl Faulty {
    fn new(root: &Path, refused: Option<String>) -> Self {
        let disk = Disk::open(Some(root), root).expect("the project is there");
        Self {
            disk,
            readings: Mutex::default(),
            refused,
        }
    }

    fn reading<T>(
        &self,
        path: &str,
        read: impl FnOnce() -> Result<T, DiscoverError>,
    ) -> Result<T, DiscoverError> {
        self.readings
            .lock()
            .expect("no thread panics")
            .insert(path.to_owned());
        let error = || DiscoverError {
            path: path.to_owned(),
            error: std::io::Error::other("the disk does not answer"),
        };
        if self.refused.as_deref() == Some(path) {
            Err(error())
        } else {
            read()
        }
    }
}

impl Files for Faulty {
    fn has_file(&self, path: &str) -> bool {
        self.disk.has_file(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.disk.has_folder(path)
    }

    fn real_folder(&self, path: &str) -> Option<String> {
        self.disk.real_folder(path)
    }

    fn files_below(&self, folder: &str, except: &[&str]) -> Result<Below, DiscoverError> {
        self.reading(folder, || self.disk.files_below(folder, except))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, DiscoverError> {
        self.reading(path, || self.disk.read(path))
    }

    fn tags(&self) -> Tags {
        self.disk.tags()
    }

    fn last_commit(&self, sources: &Sources<'_>) -> LastCommit {
        self.disk.last_commit(sources)
    }
}

#[test]
fn whatever_reading_is_refused_the_run_ends_and_names_the_file() {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [
        ("planwright.yaml", "documents: [plan]\nfacts: facts.yaml\n"),
        (
            "facts.yaml",
            "people:\n  value: 3\n  as-of: 2024-01-01\n  source: Census\n",
        ),
        (
            "templates/kinds/note/schema.yaml",
            "type: object\nproperties: {kind: {}, title: {type: string}}\n",
        ),
        ("templates/kinds/note/card.typ", "{{ card.body | content }}"),
        (
            "plan/document.yaml",
            "title: T\nversions: [{version: \"1.0\", date: 2024-05-01, authors: [A Writer], summary: First}]\n",
        ),
        (
            "plan/01-one.md",
            "---\ntitle: One\n---\n[](fact:people) people. ![x](/shared/x.svg)\n",
        ),
        (
            "plan/02-table.md",
            "---\nkind: table\ntitle: Two\ndata: two.csv\n---\n",
        ),
        ("plan/two.csv", "A,B\n1,2\n"),
        (
            "shared/x.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        ),
    ] {
        write(root.path(), path, text);
    }
    let whole = Faulty::new(root.path(), None);
    assert!(pipeline::run(&whole, &Request::default()).is_ok());
    let readings = whole.readings.into_inner().expect("no thread panics");
    for path in [
        "facts.yaml",
        "plan",
        "plan/document.yaml",
        "plan/two.csv",
        "planwright.yaml",
        "shared/x.svg",
        "templates",
    ] {
        assert!(readings.contains(path), "{path} is not read: {readings:?}");
    }
    for refused in readings {
        let run = pipeline::run(
            &Faulty::new(root.path(), Some(refused.clone())),
            &Request::default(),
        );
        let Err(Unread::Io(error)) = run else {
            panic!("`{refused}` cannot be read, and the run goes on")
        };
        assert_eq!(error.path, refused);
    }
}
