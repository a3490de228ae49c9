//! A disk of which any request fails: for each n, the nth request of a run is refused, and
//! everything must be as it was.

mod crowded;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::{Content, NotWritten, OnDisk, Output, Storage, write_new, write_outputs};

/// The disk, but for one request. Of a file that cannot be written, half is.
struct Faulty {
    /// How many requests are granted before one fails; those after it are granted again.
    before: Cell<usize>,
    failed: Cell<bool>,
}

impl Faulty {
    fn after(granted: usize) -> Self {
        Self {
            before: Cell::new(granted),
            failed: Cell::new(false),
        }
    }

    fn fails(&self) -> bool {
        let now = self.before.get() == 0 && !self.failed.get();
        self.before.set(self.before.get().saturating_sub(1));
        self.failed.set(self.failed.get() || now);
        now
    }

    fn request<T>(&self, grant: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.fails() {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            grant()
        }
    }
}

impl Storage for Faulty {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.request(|| OnDisk.read(path))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.request(|| OnDisk.create_folder(path))
    }

    fn create_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.fails() {
            OnDisk.create_file(path, &bytes[..bytes.len() / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        OnDisk.create_file(path, bytes)
    }

    fn move_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.request(|| OnDisk.move_new(from, to))
    }

    fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.request(|| OnDisk.swap(one, other))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.request(|| OnDisk.sync_folder(path))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.request(|| OnDisk.remove(path))
    }
}

/// The files below a folder with what is in them, but for what the next run takes away.
fn state(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    collect(root, "", &mut files);
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry"))
    {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if name.starts_with(".planwright-") {
            continue;
        }
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(entry.path()).expect("a file"));
        }
    }
}

fn outputs<'a>(pdf: &'a str, page: &'a str, main: &'a str) -> Vec<Output<'a>> {
    let file = |name: &str, text: &'a str| Output {
        name: name.to_owned(),
        content: Content::File(text.as_bytes()),
    };
    let folder = BTreeMap::from([("theme/a.typ", main.as_bytes()), ("b.typ", main.as_bytes())]);
    vec![
        file("plan.pdf", pdf),
        file("plan.html", page),
        Output {
            name: "plan".to_owned(),
            content: Content::Folder(folder),
        },
        file("plan.typ", main),
    ]
}

/// Runs something with a request refused, for each request that it makes; gives how many there
/// were.
fn refuse_each(mut run: impl FnMut(&Faulty) -> bool) -> usize {
    for granted in 0..200 {
        let storage = Faulty::after(granted);
        let went_well = run(&storage);
        if !storage.failed.get() {
            assert!(went_well, "nothing was refused");
            return granted;
        }
    }
    panic!("a run makes fewer requests");
}

#[test]
fn outputs_are_all_new_or_all_old_whatever_request_is_refused() {
    let requests = refuse_each(|storage| {
        let root = tempfile::tempdir().expect("a temporary folder");
        write_outputs(&OnDisk, root.path(), &outputs("old", "old", "old"))
            .expect("nothing is refused");
        let old = state(root.path());
        let written = write_outputs(storage, root.path(), &outputs("new", "new", "new"));
        let new: BTreeMap<String, String> = old
            .keys()
            .map(|name| (name.clone(), "new".to_owned()))
            .collect();
        let expected = if written.is_ok() { new } else { old };
        assert_eq!(state(root.path()), expected);
        written.is_ok()
    });
    assert!(requests > 15, "every step of it is a request: {requests}");
}

#[test]
fn outputs_of_a_new_project_are_all_there_or_none() {
    refuse_each(|storage| {
        let root = tempfile::tempdir().expect("a temporary folder");
        let written = write_outputs(
            storage,
            &root.path().join("a/output"),
            &outputs("new", "new", "new"),
        );
        let there = state(root.path());
        assert!(
            there.len() == if written.is_ok() { 5 } else { 0 }
                && there.values().all(|text| text == "new"),
            "{there:?}"
        );
        written.is_ok()
    });
}

#[test]
fn new_files_are_all_there_or_none_whatever_request_is_refused() {
    let files = [
        ("plan/document.yaml".to_owned(), "a".to_owned()),
        ("plan/sub/01.md".to_owned(), "b".to_owned()),
    ];
    refuse_each(|storage| {
        let root = tempfile::tempdir().expect("a temporary folder");
        let written = write_new(storage, &root.path().join("new"), &files);
        let there: Vec<String> = state(root.path()).into_values().collect();
        assert_eq!(
            there,
            if written.is_ok() {
                vec!["a", "b"]
            } else {
                Vec::new()
            }
        );
        assert!(written.is_ok() || storage.failed.get());
        assert!(!matches!(written, Err(NotWritten::There(_))));
        written.is_ok()
    });
}

#[test]
fn the_same_bytes_are_not_written_again() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let made = |name: &str| {
        fs::metadata(root.path().join(name))
            .and_then(|data| data.modified())
            .expect("it is there")
    };
    let names = ["plan.pdf", "plan.html", "plan/theme/a.typ", "plan.typ"];
    write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a")).expect("it can be written");
    let first = names.map(made);
    std::thread::sleep(std::time::Duration::from_millis(20));
    write_outputs(&OnDisk, root.path(), &outputs("a", "b", "a")).expect("it can be written");
    let second = names.map(made);
    assert_eq!([0, 2, 3].map(|at| first[at] == second[at]), [true; 3]);
    assert_ne!(first[1], second[1]);
}

#[test]
fn a_folder_with_a_file_too_many_is_replaced() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a")).expect("it can be written");
    fs::write(
        root.path().join("plan/theme/left.typ"),
        "of a theme that is gone",
    )
    .expect("it can be written");
    write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a")).expect("it can be written");
    assert_eq!(state(root.path()).len(), 5);
}

#[test]
fn a_folder_that_bears_the_name_of_an_output_stays() {
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(root.path().join("plan.html")).expect("it can be made");
    fs::write(root.path().join("plan.html/mine"), "mine").expect("it can be written");
    let error = write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a"))
        .expect_err("there is a folder");
    assert_eq!(error.path, root.path().join("plan.html"));
    assert_eq!(
        state(root.path()),
        BTreeMap::from([("plan.html/mine".to_owned(), "mine".to_owned())])
    );
}

#[test]
fn what_a_run_left_that_was_ended_in_the_middle_goes_and_what_somebody_writes_stays() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path();
    fs::write(folder.join(".planwright-left"), "half a PDF").expect("it can be written");
    fs::create_dir(folder.join(".planwright-folder")).expect("it can be made");
    fs::write(folder.join(".planwright-folder/main.typ"), "half").expect("it can be written");
    fs::write(folder.join(".else"), "not ours").expect("it can be written");
    let other = super::staging::Staging::begin(&OnDisk, folder).expect("it can be begun");
    let file = Output {
        name: "a.pdf".to_owned(),
        content: Content::File(b"whole"),
    };
    write_outputs(&OnDisk, folder, &[file]).expect("it can be written");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            folder.join(".else"),
            other.place("").components().collect(),
            folder.join("a.pdf")
        ]
    );
}

#[cfg(unix)]
#[test]
fn outputs_have_the_rights_that_the_mask_of_the_user_leaves() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::write(root.path().join("file"), "x").expect("it can be written");
    fs::create_dir(root.path().join("folder")).expect("it can be made");
    write_outputs(&OnDisk, root.path(), &outputs("a", "a", "a")).expect("it can be written");
    let mode = |name: &str| {
        fs::metadata(root.path().join(name))
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(
        (mode("plan.pdf"), mode("plan")),
        (mode("file"), mode("folder"))
    );
}
