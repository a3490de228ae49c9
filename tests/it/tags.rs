//! The tags of a repository against the version table; git is started by the tests only.

use std::path::Path;

use crate::program::{git, planwright, write};

fn manifest(root: &Path, folder: &str, versions: &[&str]) {
    let row = |version: &&str| {
        format!("  - {{version: \"{version}\", date: 2024-05-01, authors: [A], summary: S}}\n")
    };
    write(
        root,
        &format!("{folder}/document.yaml"),
        &format!(
            "title: T {folder}\nversions:\n{}",
            versions.iter().map(row).collect::<String>()
        ),
    );
    write(
        root,
        &format!("{folder}/01-one.md"),
        "---\ntitle: One\n---\nText.\n",
    );
}

fn commit(root: &Path, message: &str) {
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "--allow-empty", "-m", message]);
}

fn project(versions: &[&str]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    manifest(root.path(), "plan", versions);
    git(root.path(), &["init", "-q"]);
    commit(root.path(), "First");
    root
}

/// What is said of rows that are missing: line and message.
fn missing(root: &Path, more: &[&str]) -> Vec<(u64, String)> {
    let run = planwright(
        root,
        &[&["check", "--no-compile", "--message-format", "json"], more].concat(),
    );
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let found = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["code"] == "version/missing-row");
    found
        .map(|one| {
            (
                one["line"].as_u64().expect("a line"),
                one["message"].as_str().expect("words").to_owned(),
            )
        })
        .collect()
}

#[test]
fn a_newer_tag_and_a_final_one_want_their_rows() {
    let root = project(&["0.9", "1.0", "1.2"]);
    for tag in [
        "v0.1",
        "v0.9",
        "v1.0",
        "v1.1",
        "v1.2.0",
        "v1.10",
        "v2.0-rc1",
        "v",
        "vintage",
        "1.7",
        "plan/v3.0",
    ] {
        git(root.path(), &["tag", tag]);
    }
    git(
        root.path(),
        &["tag", "-a", "v1.11", "-m", "An annotated one"],
    );
    let wanted = [
        (
            5,
            "the repository has the tag `v1.1`, but the version table has no such row".to_owned(),
        ),
        (
            5,
            "the repository has the tags `v1.10`, `v1.11`, but the version table has no such rows"
                .to_owned(),
        ),
    ];
    assert_eq!(missing(root.path(), &[]), wanted);
    git(root.path(), &["pack-refs", "--all"]);
    assert_eq!(
        missing(root.path(), &[]),
        wanted,
        "packed tags are read too"
    );
    assert!(
        missing(root.path(), &["--new-since", "HEAD"]).is_empty(),
        "they were there before"
    );
}

#[test]
fn a_tag_of_another_branch_is_none_of_ours() {
    let root = project(&["0.9"]);
    git(root.path(), &["checkout", "-q", "-b", "other"]);
    commit(root.path(), "Over there");
    git(root.path(), &["tag", "v1.0"]);
    git(root.path(), &["checkout", "-q", "main"]);
    commit(root.path(), "Over here");
    assert!(missing(root.path(), &[]).is_empty());
    git(root.path(), &["merge", "-q", "--no-edit", "other"]);
    assert_eq!(missing(root.path(), &[]).len(), 1);
}

#[test]
fn with_several_documents_a_tag_names_its_own() {
    let root = project(&["0.9"]);
    manifest(root.path(), "report", &["0.9"]);
    write(
        root.path(),
        "planwright.yaml",
        "documents: [plan, report]\n",
    );
    for tag in ["v5.0", "report/v1.0", "reporting/v1.0"] {
        git(root.path(), &["tag", tag]);
    }
    let found = missing(root.path(), &[]);
    assert!(
        found.len() == 1 && found[0].1.contains("`report/v1.0`"),
        "{found:?}"
    );
    assert_eq!(
        missing(root.path(), &["report"]).len(),
        1,
        "also if only one of them is named"
    );
}

#[test]
fn without_commits_or_a_repository_nothing_is_said() {
    let root = tempfile::tempdir().expect("a temporary folder");
    manifest(root.path(), "plan", &["0.9"]);
    assert!(missing(root.path(), &[]).is_empty());
    git(root.path(), &["init", "-q"]);
    assert!(missing(root.path(), &[]).is_empty());
    write(root.path(), ".git/HEAD", "nonsense");
    assert!(missing(root.path(), &[]).is_empty());
}
