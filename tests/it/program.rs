//! Running the program on a folder, as a person or a CI job would.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run of the program gave.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `planwright` with arguments in a folder.
pub fn planwright(folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_planwright"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program starts");
    Run {
        status: output.status.code().expect("the program is not killed"),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// The repository's root.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Writes a file of a test's project, and the folders above it.
pub fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    std::fs::write(path, text).expect("the file can be written");
}

/// Runs git, which the program itself never does, in a test's own repository; gives what it prints.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let settings = [
        "-c",
        "user.name=Tester",
        "-c",
        "user.email=tester@example.org",
        "-c",
        "init.defaultBranch=main",
    ];
    let output = Command::new("git")
        .args(settings)
        .args(args)
        .current_dir(folder)
        .output()
        .expect("git starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("git prints UTF-8")
}

/// A fresh copy of a folder, deleted when it is dropped.
pub fn copy_of(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    copy_into(folder, copy.path());
    copy
}

pub fn copy_into(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("the entry has a type").is_dir() {
            copy_into(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("the file can be copied");
        }
    }
}

/// The files below a folder, sorted, with `/`.
pub fn files_below(folder: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            entry
                .path()
                .strip_prefix(folder)
                .expect("below")
                .to_string_lossy()
                .replace('\\', "/")
        })
        .collect()
}

/// The text of a PDF, by poppler's `pdftotext`.
pub fn pdf_text(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output();
    let output =
        output.expect("pdftotext starts; `tests/run` installs it (Debian's package poppler-utils)");
    assert!(output.status.success(), "pdftotext reads {}", pdf.display());
    let text = String::from_utf8(output.stdout).expect("the text is UTF-8");
    text.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The only PDF in a project's output folder.
pub fn only_pdf(project: &Path) -> PathBuf {
    let output = project.join("output");
    let pdfs: Vec<String> = files_below(&output)
        .into_iter()
        .filter(|file| file.ends_with(".pdf"))
        .collect();
    let [pdf] = pdfs.as_slice() else {
        panic!("one PDF in {}: {pdfs:?}", output.display())
    };
    output.join(pdf)
}
