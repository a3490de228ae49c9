//! The second process in which pages are set: it is ended when the time is over, speaks when memory
//! is short, and blames nobody in vain.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{planwright, write};

const MANIFEST: &str =
    "title: T\nversions:\n  - {version: \"1.0\", date: 2024-05-01, authors: [A], summary: S}\n";

/// A project with one card; its kind is the project's own if it has a template.
fn project(body: &str, template: Option<&str>) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    let kind = if template.is_some() { "own" } else { "section" };
    write(
        root.path(),
        "plan/01-one.md",
        &format!("---\nkind: {kind}\ntitle: One\n---\n\n{body}\n"),
    );
    if let Some(template) = template {
        write(
            root.path(),
            "templates/kinds/own/schema.yaml",
            "title: Own\n",
        );
        write(root.path(), "templates/kinds/own/card.typ", template);
    }
    root
}

/// Far more than a second's work.
fn long() -> String {
    "- One of very many items.\n".repeat(12_000)
}

#[test]
fn a_plan_of_built_in_kinds_is_ended_when_the_time_for_all_of_it_is_over() {
    let root = project(&long(), None);
    for command in ["check", "build"] {
        let run = planwright(root.path(), &[command, "--time-limit", "1"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(
            run.stderr.contains("after 1 second") && run.stderr.contains("`--time-limit 5`"),
            "{}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("template/limit") && !root.path().join("output").exists(),
            "{}",
            run.stderr
        );
    }
    let run = planwright(
        root.path(),
        &["check", "--time-limit", "1", "--message-format", "json"],
    );
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        (run.status, report["diagnostics"][0]["code"].as_str()),
        (2, Some("source/io")),
        "{}",
        run.stdout
    );
}

/// What takes long to read and check, without a page.
#[test]
fn a_check_without_pages_has_the_same_limit() {
    let root = project("Text.", None);
    (0..40).for_each(|card| {
        write(
            root.path(),
            &format!("plan/{card}-more.md"),
            &format!("---\ntitle: More\n---\n\n{}", long()),
        );
    });
    let run = planwright(root.path(), &["check", "--no-compile", "--time-limit", "1"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("after 1 second"), "{}", run.stderr);
}

/// Runs it where it may have so many KiB of memory.
#[cfg(target_os = "linux")]
fn within(kibibytes: u64, root: &Path, command: &str) -> (Option<i32>, String) {
    let script = format!("ulimit -v {kibibytes}; exec \"$0\" {command}");
    let mut run = Command::new("sh");
    let run = run
        .args(["-c", &script, env!("CARGO_BIN_EXE_planwright")])
        .current_dir(root)
        .env("NO_COLOR", "1");
    let output = run.output().expect("a shell starts");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_is_said_and_no_template_is_blamed_for_it() {
    let innocent = "#card({{ card.frame }})[\n{{ card.body }}\n]\n";
    for template in [None, Some(innocent)] {
        let root = project(&long(), template);
        for kibibytes in [200_000, 250_000, 300_000] {
            let (status, said) = within(kibibytes, root.path(), "build");
            assert_eq!(status, Some(2), "{said}");
            let there = format!("may have {} MiB (`ulimit -v`)", kibibytes / 1024);
            assert!(
                said.contains("too little memory") && said.contains(&there),
                "{said}"
            );
            assert!(
                !said.contains("template/limit") && !root.path().join("output").exists(),
                "{said}"
            );
        }
        let (status, said) = within(6_000_000, project("Text.", template).path(), "build");
        assert_eq!(status, Some(0), "{said}");
    }
}

/// As a system does that is short of memory.
#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_is_ended_from_outside_is_said_to_be_and_no_template_is_blamed_for_it() {
    let root = project(
        &long(),
        Some("#card({{ card.frame }})[\n{{ card.body }}\n]\n"),
    );
    let mut build = Command::new(env!("CARGO_BIN_EXE_planwright"));
    let build = build
        .arg("build")
        .current_dir(root.path())
        .env("NO_COLOR", "1")
        .stderr(Stdio::piped())
        .spawn();
    let build = build.expect("the program starts");
    let children = format!("/proc/{0}/task/{0}/children", build.id());
    let worker = (0..2_000).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        std::fs::read_to_string(&children)
            .ok()
            .and_then(|children| children.split_whitespace().next().map(str::to_owned))
    });
    let killed = Command::new("sh")
        .args(["-c", "kill -KILL \"$0\"", &worker.expect("it has a worker")])
        .status();
    assert!(killed.expect("a shell starts").success());
    let output = build.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("ended from outside") && !said.contains("template/limit"),
        "{said}"
    );
}

#[test]
fn what_is_no_request_ends_the_worker() {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_planwright"));
    let worker = worker
        .arg("worker")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .output()
        .expect("the program starts");
    assert_eq!((worker.status.code(), worker.stdout.len()), (Some(2), 0));
    let help = planwright(Path::new("."), &["--help"]);
    assert!(!help.stdout.contains("worker"), "{}", help.stdout);
}
