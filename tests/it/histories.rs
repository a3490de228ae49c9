//! Odd and damaged repositories: what cannot be told is said, and nothing is guessed; git is
//! started by the tests only.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{git, planwright, write};

/// A project that wants a commit in its foot, in no repository yet.
fn project(root: &Path) {
    let row = "  - {version: \"1.0\", date: 2024-05-01, authors: [A], summary: S}\n";
    write(
        root,
        "plan/document.yaml",
        &format!("title: T\nstamp: commit\nversions:\n{row}"),
    );
    write(root, "plan/01-one.md", "---\ntitle: One\n---\nText.\n");
}

fn commit(root: &Path) -> String {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "A change"]);
    git(root, &["rev-parse", "HEAD"]).trim().to_owned()
}

/// A project in a repository with two commits, of which the second leaves the plan alone; a tag
/// names the first.
fn repository() -> (tempfile::TempDir, [String; 2]) {
    let root = tempfile::tempdir().expect("a temporary folder");
    project(root.path());
    git(root.path(), &["init", "-q"]);
    let first = commit(root.path());
    git(root.path(), &["tag", "v2.0"]);
    write(root.path(), "README.md", "No part of the plan.\n");
    let second = commit(root.path());
    (root, [first, second])
}

/// What a check says of versions, by code and words; it goes on whatever it finds.
fn said(root: &Path) -> Vec<(String, String)> {
    let run = planwright(root, &["check", "--no-compile", "--message-format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let word = |one: &serde_json::Value, key: &str| one[key].as_str().expect("words").to_owned();
    let found = report["diagnostics"].as_array().expect("a list").iter();
    let found = found.map(|one| (word(one, "code"), word(one, "message")));
    found
        .filter(|(code, _)| code.starts_with("version/"))
        .collect()
}

fn codes(said: &[(String, String)]) -> Vec<&str> {
    said.iter().map(|(code, _)| code.as_str()).collect()
}

/// The commit in the foot of the pages, if there is one.
fn stamp(root: &Path) -> Option<String> {
    let run = planwright(root, &["build", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(root.join("output/t-v1.0.html")).expect("the page is there");
    std::fs::remove_dir_all(root.join("output")).expect("it can be removed");
    let (_, foot) = page.split_once("Commit ")?;
    foot.split_once("</p>").map(|(foot, _)| foot.to_owned())
}

/// The file in which git keeps an object.
fn object(root: &Path, name: &str) -> PathBuf {
    let id = git(root, &["rev-parse", name]);
    root.join(".git/objects")
        .join(&id[..2])
        .join(id[2..].trim())
}

/// Puts a file in the place of another, also of one that may not be written to.
fn put(bytes: &[u8], path: &Path) {
    std::fs::remove_file(path).expect("it can be removed");
    std::fs::write(path, bytes).expect("it can be written");
}

#[test]
fn a_ladder_of_merges_is_walked_once() {
    let (root, [first, second]) = repository();
    let mut ladder = String::new();
    let mut top = second;
    for rung in 1..=30 {
        let commit = |branch| format!("commit refs/heads/{branch}\n");
        let by = "committer T <t@example.org> 1500000000 +0000\ndata 1\nx\n";
        for branch in ["left", "right"] {
            write!(
                ladder,
                "{}{by}from {top}\nM 644 inline {branch}.txt\ndata 2\n{rung:02}\n",
                commit(branch)
            )
            .expect("written");
        }
        let merge = "from refs/heads/left\nmerge refs/heads/right\n";
        write!(ladder, "{}mark :{rung}\n{by}{merge}", commit("main")).expect("written");
        top = format!(":{rung}");
    }
    let mut import = Command::new("git");
    let import = import
        .args(["fast-import", "--quiet"])
        .current_dir(root.path())
        .stdin(Stdio::piped());
    let mut import = import.spawn().expect("git starts");
    import
        .stdin
        .take()
        .expect("a pipe")
        .write_all(ladder.as_bytes())
        .expect("git reads");
    assert!(import.wait().expect("git ends").success());
    assert_eq!(
        git(root.path(), &["rev-list", "--count", "HEAD"]).trim(),
        "92"
    );
    assert_eq!(
        codes(&said(root.path())),
        ["version/missing-row"],
        "the tag at the foot of the ladder is found"
    );
    assert_eq!(stamp(root.path()).as_deref(), Some(&first[..10]));
}

#[test]
fn replacements_are_not_followed() {
    let (root, [first, second]) = repository();
    // To git, the first commit is now the second one, whose parent is the first: itself.
    git(root.path(), &["replace", &first, &second]);
    assert_eq!(stamp(root.path()).as_deref(), Some(&first[..10]));
    assert_eq!(codes(&said(root.path())), ["version/missing-row"]);
}

#[test]
fn a_history_that_leads_back_to_itself_is_left() {
    let (root, [first, second]) = repository();
    let forged = std::fs::read(object(root.path(), &second)).expect("it can be read");
    put(&forged, &object(root.path(), &first));
    let found = said(root.path());
    assert!(
        found[0].0 == "version/no-commit" && found[0].1.contains("leads back to the commit"),
        "{found:?}"
    );
    assert_eq!(stamp(root.path()), None);
}

#[test]
fn a_submodule_is_asked_for_its_own_commit() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let (library, whole) = (root.path().join("library"), root.path().join("whole"));
    write(&library, "document.yaml", "");
    project(&library);
    for file in ["document.yaml", "01-one.md"] {
        std::fs::rename(library.join("plan").join(file), library.join(file))
            .expect("it can be moved");
    }
    std::fs::remove_dir(library.join("plan")).expect("it is empty");
    git(&library, &["init", "-q"]);
    let inside = commit(&library);
    write(&whole, "planwright.yaml", "documents: [plan]\n");
    git(&whole, &["init", "-q"]);
    let url = format!("file://{}", library.display());
    git(
        &whole,
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            &url,
            "plan",
        ],
    );
    commit(&whole);
    assert_eq!(
        stamp(&whole).as_deref(),
        Some(&inside[..10]),
        "the commit holds the cards"
    );
    write(
        &whole,
        "plan/01-one.md",
        "---\ntitle: One\n---\nAnother text.\n",
    );
    assert_eq!(codes(&said(&whole)), ["version/uncommitted"]);

    let run = planwright(&whole, &["check", "--no-compile", "--new-since", "HEAD"]);
    assert!(
        run.status == 2 && run.stderr.contains("`plan` is a submodule"),
        "{}",
        run.stderr
    );

    write(&whole, "facts.yaml", "people:\n  value: 437000\n");
    write(
        &whole,
        "plan/01-one.md",
        "---\ntitle: One\n---\nServing [](fact:people) people.\n",
    );
    commit(&whole.join("plan"));
    commit(&whole);
    let found = said(&whole);
    assert!(
        found[0].0 == "version/no-commit" && found[0].1.contains("more than one git repository"),
        "{found:?}"
    );
    assert_eq!(stamp(&whole), None);
}

#[test]
fn a_linked_worktree_is_a_repository_like_any_other() {
    let (root, [first, _]) = repository();
    git(root.path(), &["worktree", "add", "-q", "beside"]);
    assert_eq!(
        stamp(&root.path().join("beside")).as_deref(),
        Some(&first[..10])
    );
}

/// What is done to a repository.
type Deed = fn(&Path);

const BROKEN: [(&str, Deed); 8] = [
    ("it lacks the commit `", |root| {
        std::fs::remove_file(object(root, "HEAD")).expect("removed");
    }),
    ("its `HEAD` leads to no branch and to no commit", |root| {
        write(root, ".git/refs/heads/main", "");
    }),
    ("its `HEAD` leads to no branch and to no commit", |root| {
        write(root, ".git/HEAD", "nonsense");
    }),
    ("it has no `HEAD`", |root| {
        std::fs::remove_file(root.join(".git/HEAD")).expect("removed");
    }),
    ("it has no `objects` or no `refs`", |root| {
        std::fs::remove_dir_all(root.join(".git/objects")).expect("removed");
    }),
    (
        "its `HEAD` or its `config` is not as git writes them",
        |root| write(root, ".git/config", "[core"),
    ),
    ("it is a file, and leads to no repository", |root| {
        std::fs::remove_dir_all(root.join(".git")).expect("removed");
        write(root, ".git", "gitdir: ../nowhere\n");
    }),
    ("it lacks the commit `", |root| {
        put(b"nonsense", &object(root, "HEAD"));
    }),
];

#[test]
fn a_broken_repository_is_told_from_none() {
    for (words, deed) in BROKEN {
        let (root, _) = repository();
        deed(root.path());
        let found = said(root.path());
        assert_eq!(
            codes(&found),
            ["version/no-commit", "version/unread-history"],
            "{words}"
        );
        let wanted = format!("the repository at `.git` cannot be read: {words}");
        assert!(
            found
                .iter()
                .all(|(_, message)| message.starts_with(&wanted)),
            "{words}: {found:?}"
        );
        assert_eq!(
            stamp(root.path()),
            None,
            "{words}: the document is built all the same"
        );
        let run = planwright(
            root.path(),
            &["check", "--no-compile", "--new-since", "HEAD"],
        );
        assert_eq!(run.status, 2, "{words}");
        assert!(
            run.stderr.contains("cannot be read") && run.stderr.contains("`git fsck`"),
            "{words}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_broken_repository_does_not_hide_behind_the_one_above_it() {
    let (root, _) = repository();
    let below = root.path().join("below");
    project(&below);
    write(&below, ".git", "nonsense\n");
    let found = said(&below);
    assert!(
        found.len() == 2
            && found[0]
                .1
                .contains("the repository at `.git` cannot be read"),
        "{found:?}"
    );
    std::fs::remove_file(below.join(".git")).expect("removed");
    std::fs::create_dir(below.join(".git")).expect("made");
    assert_eq!(
        said(&below)[0].1,
        "no commit holds this document yet, so the foot of the pages can name none",
        "an empty one is none"
    );
}

#[test]
fn what_is_missing_further_down_is_said_where_it_is_needed() {
    let deeds: [(&str, &str, Deed); 4] = [
        (
            "version/no-commit",
            "it lacks files of the commit",
            |root| {
                std::fs::remove_file(object(root, "HEAD:plan")).expect("removed");
            },
        ),
        ("version/no-commit", "it lacks the commit", |root| {
            std::fs::remove_file(object(root, "HEAD~1")).expect("removed");
        }),
        (
            "version/unread-history",
            "it lacks what the tag `v2.0` names",
            |root| {
                git(root, &["tag", "-f", "-a", "-m", "Two", "v2.0"]);
                std::fs::remove_file(object(root, "v2.0")).expect("removed");
            },
        ),
        (
            "version/unread-history",
            "one of its tags is damaged",
            |root| write(root, ".git/refs/tags/v2.0", "nonsense"),
        ),
    ];
    for (code, words, deed) in deeds {
        let (root, _) = repository();
        deed(root.path());
        let found = said(root.path());
        assert!(
            found
                .iter()
                .any(|(other, message)| other == code && message.contains(words)),
            "{words}: {found:?}"
        );
    }
}

#[test]
fn a_tag_of_something_else_than_a_commit_is_no_version() {
    let (root, _) = repository();
    git(root.path(), &["tag", "-f", "v2.0", "HEAD^{tree}"]);
    assert!(said(root.path()).is_empty());
}

#[test]
fn a_clone_without_tags_says_so() {
    let (root, _) = repository();
    let url = format!("file://{}", root.path().display());
    let clones = tempfile::tempdir().expect("a temporary folder");
    git(clones.path(), &["clone", "-q", "--no-tags", &url, "clone"]);
    let clone = clones.path().join("clone");
    let found = said(&clone);
    assert!(
        codes(&found) == ["version/short-history"] && found[0].1.contains("made without the tags"),
        "{found:?}"
    );
    git(&clone, &["fetch", "-q", "--tags"]);
    assert_eq!(codes(&said(&clone)), ["version/missing-row"]);

    git(
        clones.path(),
        &["clone", "-q", "--depth", "1", "--no-tags", &url, "newest"],
    );
    assert_eq!(
        codes(&said(&clones.path().join("newest"))),
        ["version/no-commit", "version/short-history"]
    );
}
