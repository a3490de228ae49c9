//! A disk on which any reading fails: for each n, the nth reading of a run is refused. Then the run ends with one line that names
//! the file (exit status 2), and nothing is written.

use std::sync::atomic::{AtomicUsize, Ordering};

use planwright::discover::{Below, DiscoverError, Disk, Files, LastCommit, Sources, Tags};
use planwright::pipeline::{self, Request, Unread};

use crate::program::write;

/// The disk, but for one reading.
struct Faulty {
    disk: Disk,
    readings: AtomicUsize,
    refused: usize,
}

impl Faulty {
    fn reading<T>(&self, path: &str, read: impl FnOnce() -> Result<T, DiscoverError>) -> Result<T, DiscoverError> {
        let error = || DiscoverError { path: path.to_owned(), error: std::io::Error::other("the disk does not answer") };
        if self.readings.fetch_add(1, Ordering::Relaxed) == self.refused { Err(error()) } else { read() }
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
        ("facts.yaml", "people:\n  value: 3\n  as-of: 2024-01-01\n  source: Census\n"),
        ("templates/kinds/note/schema.yaml", "type: object\nproperties: {kind: {}, title: {type: string}}\n"),
        ("templates/kinds/note/card.typ", "{{ card.body | content }}"),
        (
            "plan/document.yaml",
            "title: T\nversions: [{version: \"1.0\", date: 2024-05-01, authors: [A Writer], summary: First}]\n",
        ),
        ("plan/01-one.md", "---\ntitle: One\n---\n[](fact:people) people. ![x](/shared/x.svg)\n"),
        ("plan/02-table.md", "---\nkind: table\ntitle: Two\ndata: two.csv\n---\n"),
        ("plan/two.csv", "A,B\n1,2\n"),
        ("shared/x.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"),
    ] {
        write(root.path(), path, text);
    }
    let mut named = Vec::new();
    for refused in 0.. {
        let disk = Disk::open(Some(root.path()), root.path()).expect("the project is there");
        let files = Faulty { disk, readings: AtomicUsize::new(0), refused };
        match pipeline::run(&files, &Request::default()) {
            Err(Unread::Io(error)) => named.push(error.path),
            Err(other) => panic!("{other:?}"),
            Ok(_) => break,
        }
    }
    named.sort();
    named.dedup();
    let files =
        ["facts.yaml", "plan", "plan/01-one.md", "plan/02-table.md", "plan/document.yaml", "plan/two.csv", "planwright.yaml"];
    let others = ["shared/x.svg", "templates", "templates/kinds/note/card.typ", "templates/kinds/note/schema.yaml"];
    assert_eq!(named, [&files[..], &others[..]].concat(), "every reading was refused once, and each told");
}
