//! What a run meets that is not alone on its disk, and what is in its way.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::{outputs, state};
use crate::write::{NotWritten, OnDisk, Storage, write_new, write_outputs};

/// The disk, but that no folder can be made, or that another run is always a moment faster, or that
/// names do not reach the disk.
#[derive(Default)]
struct Crowded {
    asked: Cell<u32>,
    answer: Option<io::ErrorKind>,
    forgets: bool,
}

impl Storage for Crowded {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        OnDisk.read(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let Some(answer) = self.answer else {
            return OnDisk.create_folder(path);
        };
        self.asked.set(self.asked.get() + 1);
        if answer == io::ErrorKind::AlreadyExists
            && !path.to_string_lossy().contains(".planwright-")
        {
            fs::create_dir_all(path)?;
        }
        Err(answer.into())
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OnDisk.create_file(path, bytes)
    }

    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        OnDisk.move_new(from, to)
    }

    fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        OnDisk.swap(one, other)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        if self.forgets {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            OnDisk.sync_folder(path)
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        OnDisk.remove(path)
    }
}

#[test]
fn so_many_names_are_tried_for_what_is_begun_and_no_more() {
    for (answer, tries) in [
        (io::ErrorKind::AlreadyExists, 10_001),
        (io::ErrorKind::PermissionDenied, 1),
    ] {
        let root = tempfile::tempdir().expect("a temporary folder");
        let storage = Crowded {
            answer: Some(answer),
            ..Crowded::default()
        };
        let begun = crate::write::staging::Staging::begin(&storage, root.path());
        assert_eq!(begun.map_err(|error| error.kind()).err(), Some(answer));
        assert_eq!(storage.asked.get(), tries);
    }
}

#[test]
fn a_folder_that_another_run_has_made_meanwhile_will_do() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path().join("a/b");
    for (answer, goes_on) in [
        (io::ErrorKind::AlreadyExists, true),
        (io::ErrorKind::PermissionDenied, false),
    ] {
        let made = crate::write::outputs::create_folders(
            &Crowded {
                answer: Some(answer),
                ..Crowded::default()
            },
            &folder.join(format!("{goes_on}")),
        );
        assert_eq!(made.is_ok(), goes_on);
    }
    fs::write(root.path().join("file"), "").expect("it can be written");
    assert!(
        crate::write::outputs::create_folders(&OnDisk, &root.path().join("file")).is_err(),
        "a file in its place will not"
    );
}

#[test]
fn names_that_do_not_reach_the_disk_are_an_error() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let error = write_outputs(
        &Crowded {
            forgets: true,
            ..Crowded::default()
        },
        root.path(),
        &outputs("a", "a", "a"),
    );
    assert_eq!(
        error.expect_err("they do not").error.kind(),
        io::ErrorKind::StorageFull
    );
    assert_eq!(state(root.path()), BTreeMap::new(), "and nothing is left");
}

#[test]
fn a_folder_with_one_file_changed_is_replaced() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a")).expect("it can be written");
    let whole = state(root.path());
    for name in whole.keys().filter(|name| name.starts_with("plan/")) {
        fs::write(root.path().join(name), "changed").expect("it can be written");
        write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a")).expect("it can be written");
        assert_eq!(state(root.path()), whole, "{name}");
    }
}

#[test]
fn what_is_in_the_way_of_new_files_is_named_and_only_what_may_be_is_left_out() {
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::write(root.path().join("plan"), "a file").expect("it can be written");
    fs::create_dir(root.path().join("README.md")).expect("it can be made");
    for (path, way) in [("plan/document.yaml", "plan"), ("README.md", "README.md")] {
        let refused = write_new(&OnDisk, root.path(), &[(path.to_owned(), "a".to_owned())]);
        assert!(
            matches!(&refused, Err(NotWritten::There(files)) if files.iter().all(|file| file == way)),
            "{path}: {refused:?}"
        );
    }
    let file = |name: &str| (name.to_owned(), "a".to_owned());
    let mut files = vec![file("plan"), file("README.md"), file("facts.yaml")];
    assert_eq!(
        crate::write::leave_out(
            root.path(),
            &mut files,
            &["plan", "README.md", "facts.yaml"]
        ),
        ["plan"]
    );
    let mut files = vec![file("plan")];
    assert!(
        crate::write::leave_out(root.path(), &mut files, &["README.md"]).is_empty()
            && files.len() == 1
    );
}
