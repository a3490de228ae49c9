//! The cases of `tests/cases`: small projects with what the program must say of them.
//!
//! A case is one file, `NAME.txt`: the arguments on its first line, then what the program gave, then
//! the files of the project, each behind a line `=== PATH`. Where a file is no text, or has other
//! line ends, the case is a folder, and what stands first is its `case.txt`. The parts `page.txt`
//! (the text of the PDF) and `text.txt` (that of the web page) are expected and not of the project.

use std::path::PathBuf;

use expect_test::expect_file;

use crate::program::{copy_of, files_below, repository, write};

/// What stands before the first file, or in a file of a folder.
const SCRIPT: &str = "case.txt";

/// What is expected and not of the project.
const EXPECTED: [&str; 3] = [SCRIPT, "page.txt", "text.txt"];

/// What begins the line before a file.
const MARK: &str = "=== ";

/// A case, by its file or folder.
pub struct Case(PathBuf);

impl Case {
    /// All of them, by name.
    pub fn all() -> Vec<Self> {
        let folder =
            std::fs::read_dir(repository().join("tests/cases")).expect("the cases are there");
        let mut cases: Vec<PathBuf> = folder
            .map(|entry| entry.expect("a case can be read").path())
            .collect();
        cases.sort();
        assert!(cases.len() > 100, "the cases are found");
        cases.into_iter().map(Self).collect()
    }

    /// One of them.
    pub fn named(name: &str) -> Self {
        let folder = repository().join("tests/cases").join(name);
        Self(if folder.is_dir() {
            folder
        } else {
            folder.with_extension("txt")
        })
    }

    pub fn name(&self) -> String {
        let name = self.0.file_stem().expect("a name");
        name.to_string_lossy().into_owned()
    }

    /// The project, in a folder of its own.
    pub fn project(&self) -> tempfile::TempDir {
        if self.0.is_dir() {
            let copy = copy_of(&self.0);
            for file in EXPECTED {
                let _ = std::fs::remove_file(copy.path().join(file));
            }
            return copy;
        }
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        for (path, text) in self.parts() {
            if !EXPECTED.contains(&path.as_str()) {
                write(root.path(), &path, &text);
            }
        }
        root
    }

    /// The texts of its files, expected ones too; of a folder those that are text.
    pub fn parts(&self) -> Vec<(String, String)> {
        if self.0.is_dir() {
            let files = files_below(&self.0).into_iter();
            return files
                .filter_map(|path| {
                    let text = std::fs::read_to_string(self.0.join(&path)).ok()?;
                    Some((path, text))
                })
                .collect();
        }
        parts(&std::fs::read_to_string(&self.0).expect("a case can be read"))
    }

    /// One of its files.
    pub fn part(&self, name: &str) -> Option<String> {
        let mut parts = self.parts().into_iter();
        parts.find(|(path, _)| path == name).map(|(_, text)| text)
    }

    /// The arguments on its first line.
    pub fn arguments(&self) -> String {
        let script = self
            .part(SCRIPT)
            .expect("a case begins with `$ planwright`");
        let first = script.lines().next().expect("a first line");
        first.trim_start_matches("$ planwright ").to_owned()
    }

    /// What the program said is what the case says; `UPDATE_EXPECT=1` writes it.
    pub fn expect_said(&self, text: &str) {
        self.expect(SCRIPT, text);
    }

    /// A part of the case is this text; `UPDATE_EXPECT=1` writes it.
    pub fn expect(&self, part: &str, text: &str) {
        if self.0.is_dir() {
            return expect_file![self.0.join(part)].assert_eq(text);
        }
        let mut parts = self.parts();
        match parts.iter_mut().find(|(path, _)| path == part) {
            Some((_, expected)) => text.clone_into(expected),
            None => parts.push((part.to_owned(), text.to_owned())),
        }
        expect_file![&self.0].assert_eq(&joined(&parts));
    }
}

fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts = vec![(SCRIPT.to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix(MARK) {
            Some(path) => parts.push((path.trim_end().to_owned(), String::new())),
            None => parts.last_mut().expect("a part").1.push_str(line),
        }
    }
    parts
}

fn joined(parts: &[(String, String)]) -> String {
    let part = |(path, text): &(String, String)| match path.as_str() {
        SCRIPT => text.clone(),
        path => format!("{MARK}{path}\n{text}"),
    };
    parts.iter().map(part).collect()
}

#[test]
fn a_case_of_one_file_is_what_its_parts_are() {
    let text = "$ planwright check\nstatus 0\n=== plan/a.md\n---\ntitle: A\n---\n=== page.txt\nA\n";
    let parts = parts(text);
    let paths: Vec<&str> = parts.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, [SCRIPT, "plan/a.md", "page.txt"]);
    assert_eq!(parts[1].1, "---\ntitle: A\n---\n");
    assert_eq!(joined(&parts), text);
}
