//! Small projects with the expected diagnostics, and the expected text of the PDF, kept as files
//! that a person can review.
//!
//! Each folder of `tests/cases` holds a project; `case.txt` in it holds the arguments on its first
//! line, and then what the program gave: its exit status, its messages, and what lies in `output/`.
//! `page.txt`, if there is one, holds the text of the PDF. `UPDATE_EXPECT=1` rewrites both; then
//! read the difference as a person would.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use expect_test::expect_file;
use rayon::prelude::*;

use crate::program::{copy_of, files_below, only_pdf, pdf_text, planwright, repository};

#[test]
fn every_case_gives_what_its_files_say() {
    let folder = repository().join("tests/cases");
    let mut cases: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("a case can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "the cases are found");
    let failed: Vec<String> = cases
        .par_iter()
        .filter(|case| catch_unwind(AssertUnwindSafe(|| run(case))).is_err())
        .map(|case| {
            case.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert!(failed.is_empty(), "these cases differ: {failed:?}");
}

fn run(case: &Path) {
    let script = case.join("case.txt");
    let written = std::fs::read_to_string(&script).expect("case.txt is there");
    let arguments = written
        .lines()
        .next()
        .expect("case.txt has a first line")
        .trim_start_matches("$ planwright ")
        .to_owned();
    let copy = copy_of(case);
    for file in ["case.txt", "page.txt", "text.txt"] {
        let _ = std::fs::remove_file(copy.path().join(file));
    }
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
    if case.join("page.txt").exists() {
        crate::example::validate(&[&only_pdf(copy.path())]);
        let mut text = pdf_text(&only_pdf(copy.path()));
        text.push('\n');
        expect_file![case.join("page.txt")].assert_eq(&text);
    }
    expect_file![script].assert_eq(&report);
}
