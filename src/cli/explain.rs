//! `planwright explain`: the page of the guide for a code, or the list of a family's codes, or of
//! all.

use super::args::Explain;
use super::levels::no_such_code;
use super::{Ending, Failure, terminal};
use crate::diagnostic::guide::{self, Page};
use crate::diagnostic::rules::{self, default_severity};

pub fn run(command: &Explain) -> Result<Ending, Failure> {
    let text = match command.code.as_deref() {
        None => list(|_| true),
        Some(code) if rules::find(code).is_some() => page(code),
        Some(family) if rules::families().contains(&family) => {
            list(|code| code.split('/').next() == Some(family))
        }
        Some(unknown) => return Err(Failure::of(no_such_code(unknown))),
    };
    terminal::print(&text)?;
    Ok(Ending::Good)
}

fn page(code: &str) -> String {
    let weight = format!(
        "Unless a project says otherwise: {}.\n",
        default_severity(code).name()
    );
    match guide::page(code) {
        Some(page) => format!("{}\n\n{weight}", page.text().trim()),
        None => format!("# {code}\n\n{weight}"),
    }
}

/// A line for each code: how much it weighs, and its summary.
fn list(wanted: impl Fn(&str) -> bool) -> String {
    let codes: Vec<&str> = rules::codes().filter(|code| wanted(code)).collect();
    let width = codes
        .iter()
        .map(|code| code.len())
        .max()
        .unwrap_or_default();
    let line = |code: &&str| {
        let summary = guide::page(code).map(Page::summary).unwrap_or_default();
        let line = format!(
            "{code:width$}  {:7}  {summary}",
            default_severity(code).name()
        );
        line.trim_end().to_owned() + "\n"
    };
    codes.iter().map(line).collect()
}
