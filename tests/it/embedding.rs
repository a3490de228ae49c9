//! planwright as another Rust program calls it; the example of `examples/check.rs` is a part of
//! this test.

use planwright::{Error, Options, Severity, check};

use crate::program::{planwright, repository, write};

#[path = "../../examples/check.rs"]
#[allow(dead_code, reason = "nobody calls its `main` here")]
mod example;

const MANIFEST: &str = "title: T\nversions:\n  - { version: \"0.1\", date: 2024-05-01, authors: [A], summary: First. }\n";

fn project(settings: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "planwright.yaml", settings);
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(
        root.path(),
        "plan/01-foreword.md",
        "---\ntitle: Foreword\n---\n\nWe will spend TBC, see [](#nowhere).\n",
    );
    root
}

#[test]
fn a_caller_gets_what_the_program_says() {
    let root = project("");
    let found = check(
        root.path(),
        &Options {
            no_compile: true,
            ..Options::default()
        },
    )
    .expect("the project can be read");
    let run = planwright(
        root.path(),
        &["check", "--no-compile", "--message-format", "json"],
    );
    let said: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let said = said["diagnostics"].as_array().expect("a list");
    assert_eq!(found.len(), said.len());
    for (found, said) in found.iter().zip(said) {
        assert_eq!(said["code"], found.code);
        assert_eq!(said["severity"], found.severity.name());
        assert_eq!(said["message"], found.message);
        assert_eq!(said["path"], found.path);
        assert_eq!(said["help"].as_str(), found.help.as_deref());
        let places = [("line", found.start.line), ("column", found.start.column)];
        let ends = [
            ("end_line", found.end.line),
            ("end_column", found.end.column),
        ];
        assert!(
            places.iter().chain(&ends).all(|(key, at)| said[key] == *at),
            "{said}"
        );
    }
    let codes: Vec<(&str, Severity)> = found
        .iter()
        .map(|found| (found.code.as_str(), found.severity))
        .collect();
    assert_eq!(
        codes,
        [
            ("placeholder/tbc", Severity::Error),
            ("reference/unknown-id", Severity::Error)
        ]
    );
}

#[test]
fn the_example_says_a_line_for_each_finding() {
    let root = project("");
    let (lines, has_errors) = example::report(root.path()).expect("the project can be read");
    assert!(has_errors);
    assert!(
        lines[0].starts_with("plan/01-foreword.md:5:15: warning: "),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("plan/01-foreword.md:5:24: error: ")
            && lines[1].ends_with(" [reference/unknown-id]"),
        "{lines:?}"
    );
    let own =
        example::report(&repository().join("examples/own-kinds")).expect("the example can be read");
    assert!(!own.1, "{:?}", own.0);
}

#[test]
fn what_ends_the_program_with_status_2_is_an_error_to_a_caller() {
    let root = project("requires: '99'\nno-such-key: 1\n");
    let error =
        check(root.path(), &Options::default()).expect_err("the project requires a newer program");
    let Error::TooOld(finding) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (
            finding.code.as_str(),
            finding.path.as_str(),
            finding.start.line
        ),
        ("schema/requires", "planwright.yaml", 1)
    );
    assert_eq!(error.to_string(), finding.message);
    let error = check(&root.path().join("nowhere"), &Options::default())
        .expect_err("there is no such folder");
    assert!(
        matches!(error, Error::Io { .. }) && error.to_string().contains("nowhere"),
        "{error}"
    );
}
