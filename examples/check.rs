//! Checks the project in a folder, and prints what was found, a line each: `cargo run --example
//! check -- examples/own-kinds`.

// An example prints; the program itself does so in one place alone.
#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::path::Path;
use std::process::ExitCode;

use planwright::{Error, Options, Severity, check};

/// A line for each finding, and whether there is an error among them.
pub fn report(folder: &Path) -> Result<(Vec<String>, bool), Error> {
    let findings = check(
        folder,
        &Options {
            draft: true,
            ..Options::default()
        },
    )?;
    let lines = findings.iter().map(|found| {
        let (severity, place) = (found.severity.name(), found.start);
        format!(
            "{}:{}:{}: {severity}: {} [{}]",
            found.path, place.line, place.column, found.message, found.code
        )
    });
    Ok((
        lines.collect(),
        findings
            .iter()
            .any(|found| found.severity == Severity::Error),
    ))
}

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| ".".into());
    match report(Path::new(&folder)) {
        Ok((lines, has_errors)) => {
            lines.iter().for_each(|line| println!("{line}"));
            if has_errors {
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
