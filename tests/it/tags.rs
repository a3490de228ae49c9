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

/// What is said of a document that was changed since it was tagged: code, severity and message.
fn since_tagged(root: &Path, draft: bool) -> Vec<(String, String)> {
    let mut args = vec!["check", "--no-compile", "--message-format", "json"];
    args.extend(draft.then_some("--draft"));
    let run = planwright(root, &args);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let codes = [
        "version/not-as-tagged",
        "version/no-new-row",
        "version/missing-tag",
    ];
    let text = |value: &serde_json::Value| value.as_str().expect("words").to_owned();
    found
        .filter(|one| codes.iter().any(|code| one["code"] == *code))
        .map(|one| (text(&one["code"]), text(&one["message"])))
        .collect()
}

#[test]
fn what_was_changed_since_the_current_version_was_tagged_wants_a_new_row() {
    let root = project(&["0.9"]);
    let root = root.path();
    git(root, &["tag", "v0.9"]);
    assert_eq!(since_tagged(root, false), []);
    // A layout of the same words is no change, nor is a summary.
    write(
        root,
        "plan/01-one.md",
        "---\r\ntitle:  One\r\n---\r\n\r\nText.\r\n",
    );
    assert_eq!(since_tagged(root, false), []);
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nAnother text.\n",
    );
    write(root, "plan/02-two.md", "---\ntitle: Two\n---\nText.\n");
    let said = "2 cards were changed since `v0.9`, and the version table has no new row".to_owned();
    let warning = vec![("version/no-new-row".to_owned(), said)];
    assert_eq!(since_tagged(root, false), warning);
    manifest(root, "plan", &["0.9", "1.0"]);
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nAnother text.\n",
    );
    assert_eq!(since_tagged(root, false), []);
    commit(root, "Final");
    git(root, &["tag", "v1.0"]);
    std::fs::remove_file(root.join("plan/02-two.md")).expect("it is there");
    let found = since_tagged(root, false);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "version/not-as-tagged");
    assert!(
        found[0].1.contains("1 card was changed since `v1.0`"),
        "{found:?}"
    );
    assert_eq!(since_tagged(root, true)[0].0, "version/no-new-row");
    // A tag of another branch says nothing.
    git(root, &["checkout", "-q", "."]);
    git(root, &["checkout", "-q", "-b", "other", "HEAD^"]);
    manifest(root, "plan", &["0.9", "1.0"]);
    write(root, "plan/03-three.md", "---\ntitle: Three\n---\nText.\n");
    assert_eq!(since_tagged(root, false), []);
}

#[test]
fn a_version_between_tagged_ones_wants_a_tag() {
    let root = project(&["0.1", "0.2", "0.3", "0.4"]);
    let root = root.path();
    assert_eq!(since_tagged(root, false), []);
    git(root, &["tag", "v0.2"]);
    let found = since_tagged(root, false);
    assert_eq!(
        found,
        [(
            "version/missing-tag".to_owned(),
            "the version `0.3` has no tag, and others have".to_owned()
        )]
    );
    // When a second document comes, these are still the tags of the first.
    write(root, "planwright.yaml", "documents: [plan, report]\n");
    manifest(root, "report", &["0.1", "0.2", "0.3"]);
    assert_eq!(since_tagged(root, false).len(), 1);
    git(root, &["tag", "plan/v0.3"]);
    assert_eq!(since_tagged(root, false), []);
}
