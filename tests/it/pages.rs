//! What a screen reader gets: the structure of the PDF, by poppler's `pdfinfo`, and the languages in it.

use std::path::Path;
use std::process::Command;

use crate::program::{copy_of, files_below, only_pdf, planwright, repository};

/// The structure of a PDF with its words, as a voice would read it.
fn structure(pdf: &Path) -> String {
    let output = Command::new("pdfinfo").arg("-struct-text").arg(pdf).output().expect("pdfinfo starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Builds a case of `tests/cases` and gives the folder with it.
fn built(case: &str, args: &[&str]) -> tempfile::TempDir {
    let copy = copy_of(&repository().join("tests/cases").join(case));
    let run = planwright(copy.path(), args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    copy
}

/// Only the words, in the order in which they are read out.
fn words(structure: &str) -> Vec<&str> {
    structure.lines().map(str::trim).filter(|line| line.starts_with('"')).collect()
}

#[test]
fn running_heads_draft_marks_and_line_numbers_are_not_read_out() {
    let numbered = built("line-numbers", &["build", "--draft", "--line-numbers"]);
    let plain = built("line-numbers", &["build", "--draft"]);
    let (numbered, plain) = (structure(&only_pdf(numbered.path())), structure(&only_pdf(plain.path())));
    assert!(plain.contains("TO BE COMPLETED"), "{plain}");
    assert_eq!(words(&numbered), words(&plain));
    for furniture in ["DRAFT Final", "Not for publication", "Page 3"] {
        assert!(!plain.contains(furniture), "`{furniture}` is read out in\n{plain}");
    }
}

#[test]
fn headings_lists_tables_and_links_are_what_they_look_like() {
    let copy = built("line-numbers", &["build", "--draft"]);
    let structure = structure(&only_pdf(copy.path()));
    for wanted in
        ["H1 \"1 A section\"", "H1 \"Contents\"", "TOC", "L (block)", "LBody", "THead", "/Scope /Column", "Link (inline)"]
    {
        assert!(structure.contains(wanted), "`{wanted}` is not in\n{structure}");
    }
}

#[test]
fn passages_carry_their_languages() {
    let copy = built("languages", &["build"]);
    let bytes = std::fs::read(only_pdf(copy.path())).expect("the PDF is there");
    for language in ["en-GB", "cy", "pl"] {
        let named = format!("/Lang({language})").into_bytes();
        assert!(bytes.windows(named.len()).any(|window| window == named), "{language} is not named");
    }
}

#[test]
fn every_function_of_the_theme_stands_in_its_guide() {
    let guide = std::fs::read_to_string(repository().join("docs/theme.md")).expect("the guide is there");
    let theme = repository().join("templates/theme");
    let entry = std::fs::read_to_string(theme.join("theme.typ")).expect("the theme is there");
    for line in entry.lines().filter_map(|line| line.strip_prefix("#import \"")) {
        let Some((_, names)) = line.split_once("\": ") else { continue };
        for name in names.split(", ").filter(|name| *name != "*") {
            assert!(guide.contains(&format!("`{name}`")), "docs/theme.md does not explain `{name}`");
        }
    }
    for file in files_below(&theme) {
        assert!(guide.contains(&format!("`{file}`")), "docs/theme.md does not name {file}");
    }
}
