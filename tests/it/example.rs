//! The example plan: it is refused while placeholders are open, it builds as a draft, and the PDF
//! says what the plan says.

use std::path::Path;
use std::process::Command;

use crate::program::{copy_into, pdf_text, planwright, repository};

/// A copy of the example alone, so that nothing is written into the repository.
fn example() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder can be made");
    copy_into(&repository().join("plan"), &copy.path().join("plan"));
    copy
}

fn built() -> (tempfile::TempDir, std::path::PathBuf) {
    let project = example();
    let run = planwright(project.path(), &["build", "--draft"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let pdf = project
        .path()
        .join("output/kirklees-health-and-wellbeing-plan-v0.9-draft.pdf");
    (project, pdf)
}

#[test]
fn a_final_build_is_refused_and_writes_nothing() {
    let project = example();
    let run = planwright(project.path(), &["build", "--message-format", "json"]);
    assert_eq!(run.status, 1);
    assert!(!project.path().join("output").exists());
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    let errors = diagnostics.iter().filter(|d| d["severity"] == "error");
    let others: Vec<_> = errors
        .filter(|d| {
            !d["code"]
                .as_str()
                .is_some_and(|code| code.starts_with("placeholder/"))
        })
        .collect();
    assert!(
        others.is_empty(),
        "only placeholders keep the plan back: {others:?}"
    );
    assert_eq!(report["documents"][0]["version"], "0.9");
    assert_eq!(report["outputs"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_draft_holds_every_title_name_and_total_of_the_plan() {
    let (_project, pdf) = built();
    let text = pdf_text(&pdf)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for wanted in [
        "Kirklees Health and Wellbeing Plan",
        "Draft V0.1",
        "Draft V0.9",
        "Document history",
        "Version control",
        "Foreword",
        "Where Does this Plan Fit?",
        "Workstream 13:",
        "The Workstreams and the Three Gaps",
        "Milestones of the Workstreams",
        "R-ORG-1",
        "R-ENA-9",
        "(1,074,567)",
        "(261,191)",
        "(83,317)",
        "Appendix A",
        "Appendix B",
        "Outstanding items",
        "430,000",
        "EPaCCS",
    ] {
        assert!(text.contains(wanted), "“{wanted}” is on no page");
    }
    assert_eq!(risks(&text), 29);
}

/// How many risks have a row.
fn risks(text: &str) -> usize {
    let ids = [("R-ORG-", 5), ("R-ENG-", 7), ("R-TRA-", 8), ("R-ENA-", 9)];
    ids.iter()
        .map(|(prefix, count)| {
            (1..=*count)
                .filter(|n| text.contains(&format!("{prefix}{n} ")))
                .count()
        })
        .sum()
}

#[test]
fn the_pdf_names_title_authors_language_and_the_date_of_the_version() {
    let (_project, pdf) = built();
    let info = Command::new("pdfinfo")
        .arg("-isodates")
        .arg(&pdf)
        .output()
        .expect("pdfinfo starts");
    let info = String::from_utf8(info.stdout).expect("UTF-8");
    for wanted in [
        "Title:           Kirklees Health and Wellbeing Plan",
        "R Millson",
        "2017-02-20",
        "Tagged:          yes",
    ] {
        assert!(info.contains(wanted), "`{wanted}` is not in\n{info}");
    }
    let bytes = std::fs::read(&pdf).expect("the PDF is there");
    let named = b"/Lang(en-GB)";
    assert!(
        bytes.windows(named.len()).any(|window| window == named),
        "the language is named"
    );
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let (_first, a) = built();
    let (_second, b) = built();
    assert!(std::fs::read(a).expect("a PDF") == std::fs::read(b).expect("a PDF"));
}

#[test]
fn the_draft_passes_pdf_ua_1_and_pdf_a_2a() {
    let (_project, pdf) = built();
    validate(&[&pdf]);
}

/// Asks the validator beside the tests; where it cannot be had, says so.
pub fn validate(pdfs: &[&Path]) {
    let validator = repository().join("tests/validator/validate");
    let output = Command::new("sh")
        .arg(validator)
        .args(pdfs)
        .output()
        .expect("a shell starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => assert!(said.contains("PASS"), "{said}"),
        Some(77) => eprintln!("skipped, because the validator cannot be had here: {said}"),
        _ => panic!("{said}"),
    }
}
