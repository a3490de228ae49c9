//! A project as it was read: the same from the disk, from a revision, and with texts over it that
//! nobody saved.

use std::collections::BTreeMap;
use std::path::Path;

use planwright::discover::{Disk, Files, Overlay, Revision};
use planwright::pipeline::Snapshot;
use planwright::source::SourceSet;

use crate::program::{copy_into, git, repository, write};

fn read(files: &dyn Files) -> Vec<(String, String)> {
    let snapshot = Snapshot::read(files, &[], SourceSet::default())
        .unwrap_or_else(|_| panic!("the project can be read"));
    let content = snapshot.content().into_iter();
    content
        .map(|(name, content)| (name.to_owned(), content.as_str().to_owned()))
        .collect()
}

fn disk(root: &Path) -> Disk {
    Disk::open(Some(root), root).expect("the project is there")
}

#[test]
fn the_revision_of_a_clean_work_tree_says_what_the_tree_says() {
    let root = tempfile::tempdir().expect("a temporary folder");
    for part in ["plan", "examples"] {
        copy_into(&repository().join(part), &root.path().join(part));
    }
    std::fs::copy(
        repository().join("planwright.yaml"),
        root.path().join("planwright.yaml"),
    )
    .expect("the settings can be copied");
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "--quiet", "--message", "All"]);
    let committed = Revision::open(root.path(), "HEAD").expect("the commit is there");
    let (of_disk, of_commit) = (read(&disk(root.path())), read(&committed));
    assert!(of_disk.len() > 1 && of_disk[0].1.len() > 50_000);
    assert!(of_disk == of_commit);
    // Every line of it with other ends, and nothing else: nothing else is said.
    let path = root.path().join("plan/01-foreword.md");
    let text = std::fs::read_to_string(&path).expect("it can be read");
    std::fs::write(&path, text.replace('\n', "\r\n")).expect("it can be written");
    assert!(read(&disk(root.path())) == of_commit);
    // One word more is another content.
    std::fs::write(&path, text.replacen("title: ", "title: More ", 1)).expect("it can be written");
    assert!(read(&disk(root.path())) != of_commit);
}

#[test]
fn texts_that_nobody_saved_lie_over_the_files() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let manifest =
        "title: T\nversions:\n  - {version: \"0.1\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(root.path(), "plan/document.yaml", manifest);
    write(
        root.path(),
        "plan/01-one.md",
        "---\ntitle: One\n---\n\nSaved.\n",
    );
    let disk = disk(root.path());
    let before = read(&disk);
    let texts = [
        ("plan/01-one.md", "---\ntitle: One\n---\n\nTyped.\n"),
        ("plan/02-two.md", "---\ntitle: Two\n---\n\nNew.\n"),
    ];
    let overlay = Overlay {
        files: &disk,
        texts: BTreeMap::from(texts.map(|(path, text)| (path.to_owned(), text.to_owned()))),
    };
    let over = read(&overlay);
    assert!(before[0].1.contains("Saved.") && !before[0].1.contains("New."));
    assert!(over[0].1.contains("Typed.") && over[0].1.contains("New."));
    assert!(!over[0].1.contains("Saved."));
    texts
        .into_iter()
        .for_each(|(path, text)| write(root.path(), path, text));
    assert_eq!(read(&disk), over);
}
