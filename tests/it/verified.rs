//! `verify`: a PDF that this repository makes, one of the same content, and others. Git is started
//! by the tests only.

use std::path::Path;

use crate::case::Case;
use crate::program::{Run, git, only_pdf, planwright, write};

const NAME: &str = "kept.pdf";

/// A project in a repository, with a PDF of its version 1.0, whose tag may be there.
fn project(is_tagged: bool) -> tempfile::TempDir {
    let root = Case::named("hear").project();
    git(root.path(), &["init", "-q"]);
    write(root.path(), ".gitignore", "output\n*.pdf\n");
    commit(root.path());
    if is_tagged {
        git(root.path(), &["tag", "v1.0"]);
    }
    let built = planwright(root.path(), &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    std::fs::copy(only_pdf(root.path()), root.path().join(NAME)).expect("the PDF can be copied");
    root
}

fn commit(root: &Path) {
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "A state"]);
}

fn change(root: &Path, file: &str, old: &str, new: &str) {
    let text = std::fs::read_to_string(root.join(file)).expect("the file can be read");
    assert!(text.contains(old), "{file} has {old}");
    write(root, file, &text.replace(old, new));
}

fn verify(root: &Path) -> Run {
    planwright(root, &["verify", NAME])
}

#[test]
fn the_bytes_of_a_tag_are_known_whatever_came_after_it() {
    let root = project(true);
    let said = "these bytes: `v1.0` makes them\n";
    assert_eq!(verify(root.path()).stdout, said);
    change(
        root.path(),
        "plan/02-part/index.md",
        "introduction",
        "beginning",
    );
    commit(root.path());
    let verified = verify(root.path());
    assert_eq!((verified.status, verified.stdout.as_str()), (0, said));
}

#[test]
fn the_same_content_in_other_bytes_is_told_with_the_reason() {
    let root = project(false);
    let same = verify(root.path());
    assert_eq!(same.stdout, "these bytes: the working tree makes them\n");
    let manifest = "plan/document.yaml";
    change(root.path(), manifest, "For the Board.", "For all.");
    let content = verify(root.path());
    let expected = "this content, other bytes: the working tree has it; what is no content differs, \
        such as the version table or the look, or its bytes were changed\n";
    assert_eq!((content.status, content.stdout.as_str()), (1, expected));
    let mut bytes = std::fs::read(root.path().join(NAME)).expect("the PDF can be read");
    let end = bytes.clone();
    let start = end.windows(9).rposition(|at| at == b"startxref");
    bytes.extend_from_slice(&end[start.expect("it has an end")..]);
    std::fs::write(root.path().join(NAME), bytes).expect("the PDF can be written");
    let added = verify(root.path());
    assert!(
        added
            .stdout
            .contains("another program added something at its end"),
        "{}{}",
        added.stdout,
        added.stderr
    );
}

#[test]
fn what_the_repository_does_not_make_is_not_from_here() {
    let root = project(false);
    change(
        root.path(),
        "plan/02-part/index.md",
        "introduction",
        "beginning",
    );
    let foreign = planwright(root.path(), &["verify", NAME, "--format", "json"]);
    assert_eq!(foreign.status, 1, "{}", foreign.stderr);
    let said: serde_json::Value = serde_json::from_str(&foreign.stdout).expect("JSON");
    assert_eq!(said["result"], "foreign");
    assert_eq!(
        said["why"],
        "no document `plan` with this content is found: the working tree has not"
    );
}

/// The 32 digits of the content in a PDF.
fn fingerprint(pdf: &[u8]) -> Vec<u8> {
    let key = b"planwright:content=";
    let at = pdf.windows(key.len()).position(|at| at == key);
    let start = at.expect("the PDF has keywords") + key.len();
    pdf[start..start + 32].to_vec()
}

#[test]
fn keywords_that_name_another_content_are_not_believed() {
    let root = project(true);
    let first = fingerprint(&std::fs::read(root.path().join(NAME)).expect("a PDF"));
    change(
        root.path(),
        "plan/02-part/index.md",
        "introduction",
        "beginning",
    );
    let built = planwright(root.path(), &["build", "--allow", "version/not-as-tagged"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let mut other = std::fs::read(only_pdf(root.path())).expect("a PDF");
    let second = fingerprint(&other);
    assert_ne!(first, second);
    for at in 0..other.len() - 32 {
        if other[at..at + 32] == second {
            other[at..at + 32].copy_from_slice(&first);
        }
    }
    std::fs::write(root.path().join(NAME), other).expect("the PDF can be written");
    let forged = verify(root.path());
    assert_eq!(forged.status, 1, "{}", forged.stderr);
    let expected =
        "not from here: its keywords name the content of `v1.0`, but its pages say something else";
    assert!(forged.stdout.starts_with(expected), "{}", forged.stdout);
}

#[test]
fn what_is_no_pdf_cannot_be_read() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "text.pdf", "Not a PDF.");
    let unreadable = planwright(root.path(), &["verify", "text.pdf"]);
    assert_eq!(unreadable.status, 2);
    let message = "error: `text.pdf` cannot be read: it is no PDF, or a damaged one\n";
    assert_eq!(unreadable.stderr, message);
    let missing = planwright(root.path(), &["verify", "nothing.pdf", "--format", "json"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stdout.contains("`nothing.pdf` cannot be read"));
}

#[test]
fn a_pdf_of_another_program_says_that_it_is() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let page = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n\
        trailer\n<</Root 1 0 R>>\n%%EOF\n";
    write(root.path(), "other.pdf", page);
    let other = planwright(root.path(), &["verify", "other.pdf"]);
    assert_eq!(other.status, 1, "{}", other.stderr);
    let expected =
        "not from here: it does not say that planwright made it: it has no such keywords\n";
    assert_eq!(other.stdout, expected);
}
