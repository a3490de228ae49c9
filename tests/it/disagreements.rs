//! Figures that disagree, measured: how many of the seeded contradictions are found, and how often
//! honest prose is taken for one.
//!
//! `tests/data/figures-that-disagree.md` has small projects, each with the code that must be found;
//! `tests/data/figures-of-honest-prose.md` is one plan with hundreds of figures that all agree.

use std::path::Path;

use planwright::{Finding, Options, check};
use rayon::prelude::*;

use crate::program::repository;

const MANIFEST: &str = "title: A plan for Kirkdale\nversions:\n  - version: \"0.1\"\n    date: 2026-01-05\n    authors: [Programme lead]\n    summary: First.\n";

/// At least so many of a hundred contradictions are found.
const RECALL: usize = 95;

/// At most one false alarm in so many figures.
const FIGURES_A_FALSE_ALARM: usize = 500;

/// The codes that are measured.
const CODES: [&str; 7] = [
    "figures/contradiction",
    "figures/count",
    "figures/impossible-date",
    "figures/lonely-reference",
    "figures/share",
    "figures/unquoted-fact",
    "figures/weekday",
];

fn data(name: &str) -> String {
    let path = repository().join("tests/data").join(name);
    std::fs::read_to_string(path).expect("the data can be read")
}

/// The files of a project, each after a line `=== PATH`.
fn files(text: &str) -> Vec<(&str, String)> {
    text.split("=== ")
        .skip(1)
        .map(|part| {
            let (name, body) = part.split_once('\n').expect("a file has a name");
            let is_card = name.ends_with(".md") && !body.starts_with("---");
            let front = if is_card {
                "---\ntitle: A part\n---\n\n"
            } else {
                ""
            };
            (name, format!("{front}{body}"))
        })
        .collect()
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    std::fs::write(path, text).expect("the file can be written");
}

/// What is said of the figures of a project.
fn found(files: &[(&str, String)]) -> Vec<Finding> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(&root.join("plan/document.yaml"), MANIFEST);
    for (name, text) in files {
        if *name == "facts.yaml" {
            write(&root.join("planwright.yaml"), "facts: facts.yaml\n");
            write(&root.join(name), text);
        } else {
            write(&root.join("plan").join(name), text);
        }
    }
    let options = Options {
        no_compile: true,
        ..Options::default()
    };
    let all = check(root, &options).expect("the project can be read");
    all.into_iter()
        .filter(|finding| CODES.contains(&finding.code.as_str()))
        .collect()
}

/// A text whose paragraphs are wrapped in short lines, as many editors do.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut is_front = false;
    for line in text.lines() {
        is_front ^= line == "---";
        let is_prose = line.starts_with(char::is_alphabetic) && !line.starts_with("Table:");
        let mut width = 0;
        for (at, word) in line.split(' ').enumerate() {
            // A number and a mark at the start of a line could begin a list.
            let breaks = width > 30 && word.starts_with(char::is_alphabetic);
            if breaks && is_prose && !is_front {
                out.push('\n');
                width = 0;
            } else if at > 0 {
                out.push(' ');
            }
            out.push_str(word);
            width += word.len();
        }
        out.push('\n');
    }
    out
}

#[test]
fn seeded_contradictions_are_found() {
    found_in(files);
}

#[test]
fn seeded_contradictions_are_found_wherever_lines_are_wrapped() {
    found_in(|body| {
        let wrap = |(name, text): (_, String)| {
            let is_wrapped = str::ends_with(name, ".md") && !text.contains("\n|");
            (name, if is_wrapped { wrapped(&text) } else { text })
        };
        files(body).into_iter().map(wrap).collect()
    });
}

/// Asserts that enough of the seeded contradictions are found in their files.
fn found_in(files: impl for<'a> Fn(&'a str) -> Vec<(&'a str, String)> + Sync) {
    let text = data("figures-that-disagree.md");
    let cases: Vec<(&str, &str)> = text
        .split("### ")
        .skip(1)
        .map(|case| case.split_once('\n').expect("a case has a name"))
        .collect();
    let missed: Vec<&str> = cases
        .par_iter()
        .filter(|(name, body)| {
            let (code, _) = name.split_once(": ").expect("a case names its code");
            !found(&files(body))
                .iter()
                .any(|finding| finding.code == code)
        })
        .map(|(name, _)| *name)
        .collect();
    assert!(cases.len() >= 100, "{} cases", cases.len());
    let recall = (cases.len() - missed.len()) * 100 / cases.len();
    assert!(
        recall >= RECALL,
        "{recall}% of {}, without {missed:#?}",
        cases.len()
    );
}

/// How many figures a text has, without years.
fn figures(text: &str) -> usize {
    let is_year =
        |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')))
        .map(|word| word.trim_matches([',', '.']))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()) && !is_year(word))
        .count()
}

#[test]
fn honest_prose_is_left_alone() {
    let text = data("figures-of-honest-prose.md");
    let figures = figures(&text);
    let alarms: Vec<String> = found(&files(&text))
        .iter()
        .map(|finding| {
            format!(
                "{}:{} {}",
                finding.path, finding.start.line, finding.message
            )
        })
        .collect();
    assert!(figures >= FIGURES_A_FALSE_ALARM, "{figures} figures");
    assert!(
        alarms.len() * FIGURES_A_FALSE_ALARM <= figures,
        "{alarms:#?} in {figures} figures"
    );
}
