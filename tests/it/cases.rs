//! Small projects with the expected diagnostics, and the expected text of the PDF, kept as files
//! that a person can review (`case.rs` says how).
//!
//! What the program gave is its exit status, its messages, and what lies in `output/`.
//! `UPDATE_EXPECT=1` rewrites it; then read the difference as a person would.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::case::Case;
use crate::program::{files_below, only_pdf, pdf_text, planwright};

#[test]
fn every_case_gives_what_its_files_say() {
    // `CASE=tot` tries those with this in their name.
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut cases = Case::all();
    cases.retain(|case| case.name().contains(&wanted));
    let failed: Vec<String> = cases
        .par_iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| run(case))).is_err())
        .map(Case::name)
        .collect();
    assert!(failed.is_empty(), "these cases differ: {failed:?}");
}

fn run(case: &Case) {
    let arguments = case.arguments();
    let copy = case.project();
    let args: Vec<&str> = arguments.split_whitespace().collect();
    let run = planwright(copy.path(), &args);
    let mut report = format!("$ planwright {arguments}\n");
    let _ = writeln!(report, "status {}", run.status);
    for (name, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        if !text.trim().is_empty() {
            // Shown, because the comparison does not see them.
            let _ = writeln!(report, "--- {name}\n{}", text.trim_end().replace('\r', "␍"));
        }
    }
    let output = copy.path().join("output");
    if output.exists() {
        let _ = writeln!(report, "--- output\n{}", files_below(&output).join("\n"));
    }
    if case.part("page.txt").is_some() {
        crate::example::validate(&[&only_pdf(copy.path())]);
        let mut text = pdf_text(&only_pdf(copy.path()));
        text.push('\n');
        case.expect("page.txt", &text);
    }
    case.expect_said(&report);
}
