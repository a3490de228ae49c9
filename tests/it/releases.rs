//! `planwright release`: a row, a PDF, a commit and a tag, each whole or not at all, and nothing
//! besides.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Run, copy_into, files_below, git, only_pdf, pdf_text, planwright, write};

const MANIFEST: &str = "# The plan.\ntitle: The Plan\nstamp: commit\nversions: # oldest first\n  - version: \"0.9\" # the board's\n    date: 2024-05-01\n    authors: [A]\n    summary: S\n\n# The end.\n";

const ROW: &str = "  - version: \"1.0\"\n    date: 2024-06-03\n    authors: [The Team, B]\n    summary: 'As agreed: all of it.'\n";

const ALL: [&str; 11] = [
    "release",
    "1.0",
    "--summary",
    "As agreed: all of it.",
    "--author",
    "The Team",
    "--author",
    "B",
    "--date",
    "2024-06-03",
    "--commit",
];

fn arguments(more: &[&'static str]) -> Vec<&'static str> {
    ALL.iter().chain(more).copied().collect()
}

fn project(root: &Path) {
    write(root, "plan/document.yaml", MANIFEST);
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nWords of the plan.\n",
    );
    write(root, "other.txt", "one\n");
    write(root, ".gitignore", "output/\n");
}

/// A repository that holds the project, with somebody who commits.
fn committed(root: &Path) -> String {
    git(root, &["init", "-q"]);
    git(root, &["config", "user.name", "The Team"]);
    git(root, &["config", "user.email", "team@example.org"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "All of it"]);
    git(root, &["rev-parse", "HEAD"]).trim().to_owned()
}

fn a_project() -> (tempfile::TempDir, String) {
    let root = tempfile::tempdir().expect("a temporary folder");
    project(root.path());
    let first = committed(root.path());
    (root, first)
}

fn text(root: &Path, name: &str) -> String {
    std::fs::read_to_string(root.join(name)).expect("the file can be read")
}

fn released() -> String {
    MANIFEST.replace("    summary: S\n", &format!("    summary: S\n{ROW}"))
}

fn refused(root: &Path, args: &[&str], says: &str) -> Run {
    let before = state(root);
    let run = planwright(root, args);
    assert_eq!(run.status, 2, "{args:?} {}", run.stderr);
    assert!(run.stderr.contains(says), "{args:?} {}", run.stderr);
    assert_eq!(state(root), before, "{args:?} changed nothing");
    run
}

/// All that a release may change.
fn state(root: &Path) -> [String; 5] {
    let output = files_below(&root.join("output"));
    let pdfs = output
        .iter()
        .map(|name| std::fs::read(root.join("output").join(name)).expect("a PDF"));
    let is_there = root.join(".git").exists();
    let asked = |args: &[&str]| {
        if is_there {
            git(root, args)
        } else {
            String::new()
        }
    };
    [
        text(root, "plan/document.yaml"),
        format!("{output:?} {:?}", pdfs.collect::<Vec<_>>()),
        asked(&["rev-parse", "HEAD"]),
        asked(&["for-each-ref", "refs/tags"]),
        asked(&["status", "--porcelain"]),
    ]
}

#[test]
fn a_release_adds_the_row_builds_commits_that_alone_and_tags() {
    let (root, first) = a_project();
    let root = root.path();
    write(root, "other.txt", "two\n");
    git(root, &["add", "other.txt"]);
    write(root, "other.txt", "three\n");
    write(root, "plan/notes.txt", "No source of the plan.\n");

    let run = planwright(root, &arguments(&["--tag"]));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(text(root, "plan/document.yaml"), released());
    let head = git(root, &["rev-parse", "HEAD"]).trim().to_owned();
    assert_eq!(git(root, &["rev-parse", "HEAD^"]).trim(), first);
    assert_eq!(
        git(root, &["rev-parse", "main", "v1.0^{commit}"]),
        format!("{head}\n{head}\n")
    );
    assert_eq!(git(root, &["cat-file", "-t", "v1.0"]), "tag\n");
    let shown = git(
        root,
        &[
            "show",
            "--name-only",
            "--format=%an <%ae> %ad; %cn %cd%n%B",
            "--date=raw",
            "HEAD",
        ],
    );
    assert_eq!(
        shown,
        "The Team <team@example.org> 1717372800 +0000; The Team 1717372800 +0000\nplan: version 1.0\n\nAs agreed: all of it.\n\n\nplan/document.yaml\n"
    );
    assert_eq!(
        git(root, &["status", "--porcelain"]),
        "MM other.txt\n?? plan/notes.txt\n"
    );
    assert!(git(root, &["reflog", "-1"]).contains("commit: plan: version 1.0"));
    git(root, &["fsck", "--strict"]);
    let foot = format!("Final V1.0 · Commit {}", &head[..10]);
    let pdf = pdf_text(&only_pdf(root));
    assert!(
        pdf.contains(&foot) && !pdf.contains("later changes"),
        "{pdf}"
    );
    assert!(
        run.stderr
            .contains(&format!("committed {head}; the PDF is of this commit")),
        "{}",
        run.stderr
    );

    // The commit is what `git` would have made of the same, and a build of it gives the same PDF.
    let before = state(root);
    let built = planwright(root, &["build"]);
    assert_eq!(
        (built.status, &state(root)),
        (0, &before),
        "{}",
        built.stderr
    );
    let again = planwright(
        root,
        &arguments(&["--tag", "--date=2024-07-01"])
            .into_iter()
            .filter(|arg| *arg != "--date" && *arg != "2024-06-03")
            .collect::<Vec<_>>(),
    );
    assert_eq!(
        (again.status, &state(root)),
        (0, &before),
        "{}",
        again.stderr
    );
    assert!(
        again.stderr.contains("the tag v1.0 is there already"),
        "{}",
        again.stderr
    );
}

#[test]
fn without_a_repository_a_row_and_a_pdf_are_written() {
    let root = tempfile::tempdir().expect("a temporary folder");
    project(root.path());
    write(
        root.path(),
        "plan/document.yaml",
        &MANIFEST
            .replace("stamp: commit\n", "")
            .replace('\n', "\r\n"),
    );
    let args: Vec<&str> = arguments(&[])
        .into_iter()
        .filter(|arg| *arg != "--commit")
        .collect();
    let run = planwright(root.path(), &args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = released()
        .replace("stamp: commit\n", "")
        .replace('\n', "\r\n");
    assert_eq!(text(root.path(), "plan/document.yaml"), expected);
    assert!(only_pdf(root.path()).ends_with("the-plan-v1.0.pdf"));
    refused(root.path(), &arguments(&[]), "there is no git repository");
}

#[test]
fn what_the_text_is_at_fault_for_is_a_report_and_nothing_is_written() {
    let (root, _) = a_project();
    let root = root.path();
    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nWords TO BE COMPLETED here.\n",
    );
    git(root, &["commit", "-q", "-a", "-m", "Open"]);
    let before = state(root);
    let run = planwright(root, &arguments(&["--tag"]));
    assert_eq!((run.status, state(root)), (1, before), "{}", run.stderr);
    assert!(
        run.stderr.contains("placeholder/to-be-completed"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("nothing is released"), "{}", run.stderr);

    let run = planwright(root, &arguments(&["--tag", "--draft"]));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(only_pdf(root).ends_with("the-plan-v1.0-draft.pdf"));
    assert!(
        text(root, "plan/document.yaml")
            .contains("- version: \"1.0\"\n    status: draft\n    date: ")
    );
}

#[test]
fn what_the_call_is_at_fault_for_is_said_and_nothing_is_written() {
    let (root, _) = a_project();
    let root = root.path();
    let with = |version: &'static str, date: &'static str, more: &[&'static str]| {
        let mut args = vec!["release", version, "--summary", "S", "--date", date];
        args.extend(more);
        args
    };
    refused(
        root,
        &with("0.9", "2024-06-03", &[]),
        "ends with a row of version `0.9` already",
    );
    refused(
        root,
        &with("0.8", "2024-06-03", &[]),
        "`0.8` is not higher than the version `0.9`",
    );
    refused(root, &with("new", "2024-06-03", &[]), "`new` is no version");
    refused(
        root,
        &with("1.0", "2024-04-30", &[]),
        "lies before 2024-05-01",
    );
    refused(root, &["release", "1.0"], "--summary");
    refused(
        root,
        &with("1.0", "2024-06-03", &["--tag"]),
        "add `--commit`",
    );

    write(
        root,
        "plan/01-one.md",
        "---\ntitle: One\n---\nOther words.\n",
    );
    refused(
        root,
        &arguments(&[]),
        "not as in the last commit: `plan/01-one.md`;",
    );
    git(root, &["add", "plan/01-one.md"]);
    refused(
        root,
        &arguments(&[]),
        "not as in the last commit: `plan/01-one.md`;",
    );
    git(root, &["reset", "-q", "--hard"]);
    write(
        root,
        "plan/document.yaml",
        &MANIFEST.replace("The Plan", "A Plan"),
    );
    refused(
        root,
        &arguments(&[]),
        "by more than the row of this version",
    );
    write(
        root,
        "plan/document.yaml",
        &released().replace("# The end.", "# The very end."),
    );
    refused(
        root,
        &arguments(&[]),
        "by more than the row of this version",
    );
    git(root, &["checkout", "-q", "--", "plan"]);
    std::fs::remove_file(root.join("plan/01-one.md")).expect("it is there");
    write(root, "plan/02-two.md", "---\ntitle: Two\n---\nWords.\n");
    refused(
        root,
        &arguments(&[]),
        "not as in the last commit: `plan/01-one.md`, `plan/02-two.md`;",
    );
    git(root, &["checkout", "-q", "--", "plan"]);
    std::fs::remove_file(root.join("plan/02-two.md")).expect("it is there");

    git(root, &["tag", "-a", "-m", "x", "v1.0"]);
    refused(
        root,
        &arguments(&["--tag"]),
        "the tag `v1.0` is there already",
    );
    git(root, &["tag", "--delete", "v1.0"]);
    for attribute in ["filter=odd", "ident", "working-tree-encoding=UTF-16"] {
        write(
            root,
            ".git/info/attributes",
            &format!("*.yaml {attribute}\n"),
        );
        refused(root, &arguments(&[]), "no filter is run here");
    }
    write(root, ".git/info/attributes", "*.yaml text eol=lf -filter\n");
    git(root, &["config", "user.email", ""]);
    refused(root, &arguments(&[]), "`git config user.email …`");
    git(root, &["config", "user.email", "team@example.org"]);
    assert_eq!(planwright(root, &arguments(&["--tag"])).status, 0);
}

#[test]
fn of_several_documents_one_is_named_and_its_tag_bears_its_name() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let root = root.path();
    project(root);
    write(root, "planwright.yaml", "documents: [plan, report]\n");
    write(root, "report/document.yaml", "title: R\nversions: []\n");
    write(root, "report/01-one.md", "---\ntitle: One\n---\nWords.\n");
    committed(root);
    refused(root, &arguments(&[]), "name one before the version");
    let mut args = arguments(&["--tag"]);
    args.insert(1, "report");
    let run = planwright(root, &args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(git(root, &["tag"]), "report/v1.0\n");
    assert_eq!(text(root, "plan/document.yaml"), MANIFEST);
    assert!(
        text(root, "report/document.yaml").starts_with("title: R\nversions: [{version: \"1.0\",")
    );
}

#[test]
fn where_git_writes_carriage_returns_it_keeps_the_row_without_them() {
    let (root, _) = a_project();
    let root = root.path();
    git(root, &["config", "core.autocrlf", "true"]);
    std::fs::remove_file(root.join("plan/document.yaml")).expect("it is there");
    git(root, &["checkout", "-q", "--", "plan"]);
    assert!(text(root, "plan/document.yaml").contains("\r\n"));
    let run = planwright(root, &arguments(&["--tag"]));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        text(root, "plan/document.yaml"),
        released().replace('\n', "\r\n")
    );
    assert_eq!(git(root, &["show", "HEAD:plan/document.yaml"]), released());
    assert_eq!(git(root, &["status", "--porcelain"]), "");
}

#[test]
fn locks_of_a_release_that_was_killed_are_taken_away_and_those_of_others_stay() {
    let model = Model::new();
    let locks = [
        ".git/HEAD.lock",
        ".git/index.lock",
        ".git/refs/heads/main.lock",
        ".git/refs/tags/v1.0.lock",
    ];
    model.ends_the_same(|root| {
        // What a run that was killed leaves: its claim, which nobody holds, and locks.
        write(root, ".git/planwright-release", "");
        locks.iter().for_each(|lock| write(root, lock, ""));
    });
    for lock in &locks[1..] {
        model.ends_the_same(|root| {
            write(root, ".git/planwright-release", "");
            write(root, lock, "of another program");
            let run = planwright(root, &arguments(&["--tag"]));
            assert_eq!(run.status, 2, "{lock}: {}", run.stderr);
            assert!(
                run.stderr.contains(&format!("`{lock}` is in the way")),
                "{}",
                run.stderr
            );
            std::fs::remove_file(root.join(lock)).expect("it is there");
        });
    }
}

/// A project that nothing was released of, and what it comes to.
struct Model {
    folder: tempfile::TempDir,
    whole: [String; 5],
    time: Duration,
}

impl Model {
    fn new() -> Self {
        let (folder, _) = a_project();
        let copy = tempfile::tempdir().expect("a temporary folder");
        copy_into(folder.path(), copy.path());
        let begun = Instant::now();
        let run = planwright(copy.path(), &arguments(&["--tag"]));
        let time = begun.elapsed();
        assert_eq!(run.status, 0, "{}", run.stderr);
        let whole = state(copy.path());
        Self {
            folder,
            whole,
            time,
        }
    }

    /// Releases again in a copy in which a release was kept from its end.
    fn ends_the_same(&self, interrupt: impl FnOnce(&Path)) {
        let copy = tempfile::tempdir().expect("a temporary folder");
        copy_into(self.folder.path(), copy.path());
        interrupt(copy.path());
        let run = planwright(copy.path(), &arguments(&["--tag"]));
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(state(copy.path()), self.whole);
        let left = files_below(copy.path())
            .into_iter()
            .filter(|file| file.contains(".planwright-"));
        assert_eq!(left.count(), 0);
        git(copy.path(), &["fsck", "--strict"]);
    }
}

#[test]
fn a_release_that_fails_at_any_step_is_finished_by_the_next_one() {
    let model = Model::new();
    // In the way of the PDF, of the index, of the branch, of the tag.
    for in_the_way in [
        "output",
        ".git/index.lock",
        ".git/refs/heads/main.lock",
        ".git/refs/tags/v1.0.lock",
    ] {
        model.ends_the_same(|root| {
            write(root, in_the_way, "");
            let run = planwright(root, &arguments(&["--tag"]));
            assert_eq!(run.status, 2, "{in_the_way}: {}", run.stderr);
            let said = format!("`{in_the_way}`");
            assert!(run.stderr.contains(&said), "{said}: {}", run.stderr);
            assert_eq!(text(root, "plan/document.yaml"), released(), "{in_the_way}");
            std::fs::remove_file(root.join(in_the_way)).expect("it is there");
        });
    }
}

#[test]
fn a_release_that_is_killed_at_any_moment_is_finished_by_the_next_one() {
    let model = Model::new();
    // By hand: `KILLS=200 cargo test … killed`. What is written is written at the end.
    let kills: u32 = std::env::var("KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(6);
    for kill in 0..kills {
        model.ends_the_same(|root| {
            let share = 0.5 + 0.6 * f64::from(kill) / f64::from(kills);
            let mut child = Command::new(env!("CARGO_BIN_EXE_planwright"))
                .args(arguments(&["--tag"]))
                .current_dir(root)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            std::thread::sleep(model.time.mul_f64(share));
            let _ = child.kill();
            child.wait().expect("it ends");
            // The second process ends with the first, in the middle of whatever it is at.
            std::thread::sleep(Duration::from_millis(20));
        });
    }
}
