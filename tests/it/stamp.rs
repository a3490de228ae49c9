//! `stamp: commit`: the foot of the pages names the last commit that touched the document.

use std::path::Path;

use crate::program::{git, only_pdf, pdf_text, planwright, write};

const MANIFEST: &str = "title: The Plan\nstamp: commit\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A]\n    summary: S\n";

fn project(root: &Path) {
    write(root, "plan/document.yaml", MANIFEST);
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nServing [](fact:people) people.\n",
    );
    write(root, "facts.yaml", "people:\n  value: 437000\n");
    write(root, ".gitignore", "output/\n");
}

fn commit(root: &Path) -> String {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "A change"]);
    git(root, &["rev-parse", "HEAD"]).trim().to_owned()
}

/// What a build says, and the foot of the last page.
fn build(root: &Path) -> (String, String) {
    let run = planwright(root, &["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = pdf_text(&only_pdf(root));
    let foot = text
        .lines()
        .rfind(|line| line.contains("Final V1.0"))
        .expect("a foot")
        .trim()
        .to_owned();
    (run.stderr, foot)
}

fn stamp(commit: &str) -> String {
    format!("Final V1.0 · Commit {}", &commit[..10])
}

#[test]
fn the_foot_names_the_last_commit_that_touched_the_document() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let project_root = root.path().join("in/a folder");
    project(&project_root);
    git(root.path(), &["init", "-q"]);
    let first = commit(root.path());
    write(&project_root, "README.md", "No part of the plan.\n");
    write(&project_root, "plan/notes.txt", "Nor is this.\n");
    commit(root.path());
    assert_eq!(build(&project_root).1, stamp(&first));

    write(&project_root, "facts.yaml", "people:\n  value: 438000\n");
    let facts = commit(root.path());
    assert_eq!(
        build(&project_root).1,
        stamp(&facts),
        "a fact that the plan quotes is part of it"
    );

    git(root.path(), &["checkout", "-q", "-b", "other"]);
    write(root.path(), "elsewhere.md", "Text.\n");
    commit(root.path());
    git(root.path(), &["checkout", "-q", "main"]);
    write(
        &project_root,
        "plan/02-two.md",
        "---\ntitle: Two\n---\nText.\n",
    );
    let second = commit(root.path());
    git(root.path(), &["merge", "-q", "--no-edit", "other"]);
    assert_eq!(
        build(&project_root).1,
        stamp(&second),
        "a merge that brings nothing touches nothing"
    );

    std::fs::remove_file(project_root.join("plan/02-two.md")).expect("it can be removed");
    let removed = commit(root.path());
    assert_eq!(
        build(&project_root).1,
        stamp(&removed),
        "a card that is gone is a change"
    );
}

#[test]
fn what_is_not_committed_is_said_and_a_draft_may_be() {
    let root = tempfile::tempdir().expect("a temporary folder");
    project(root.path());
    git(root.path(), &["init", "-q"]);
    let (said, foot) = build(root.path());
    assert!(
        said.contains("version/no-commit") && said.contains("document.yaml:2:8"),
        "{said}"
    );
    assert_eq!(foot, "Final V1.0");
    let first = commit(root.path());
    write(
        root.path(),
        "plan/01-one.md",
        "---\r\ntitle: One\r\n---\r\nServing [](fact:people) people.\r\n",
    );
    let (said, foot) = build(root.path());
    assert!(
        !said.contains("version/") && foot == stamp(&first),
        "line ends of Windows are no change: {said}{foot}"
    );
    write(
        root.path(),
        "plan/02-new.md",
        "---\ntitle: Two\n---\nText.\n",
    );
    let (said, foot) = build(root.path());
    assert!(said.contains("version/uncommitted"), "{said}");
    assert_eq!(foot, format!("{}, with later changes", stamp(&first)));
    let draft = planwright(root.path(), &["build", "--draft", "--format", "html"]);
    assert!(
        draft.status == 0 && draft.stderr.contains("0 warnings"),
        "{}",
        draft.stderr
    );
    let page = std::fs::read_to_string(root.path().join("output/the-plan-v1.0-draft.html"))
        .expect("the page is there");
    assert!(
        page.contains("with later changes</p>"),
        "the web page says it too"
    );

    commit(root.path());
    let is_said = || {
        let run = planwright(root.path(), &["check", "--no-compile"]);
        run.stderr.contains("version/uncommitted")
    };
    assert!(!is_said());
    std::fs::remove_file(root.path().join("plan/02-new.md")).expect("it can be removed");
    assert!(is_said(), "a card that is gone is a change");
}

#[test]
fn a_shallow_clone_does_not_guess() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let origin = root.path().join("origin");
    project(&origin);
    git(&origin, &["init", "-q"]);
    commit(&origin);
    write(&origin, "README.md", "No part of the plan.\n");
    commit(&origin);
    let url = format!("file://{}", origin.display());
    git(root.path(), &["clone", "-q", "--depth", "1", &url, "clone"]);
    let (said, foot) = build(&root.path().join("clone"));
    assert!(
        said.contains("version/no-commit") && said.contains("fetch-depth"),
        "{said}"
    );
    assert_eq!(foot, "Final V1.0");
}
