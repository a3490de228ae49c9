//! Files that were meant for the document and are no part of it: text under another ending than a
//! card's, a word processor's file, nearly a manifest. Without a word the document would lack what
//! is in them.
//!
//! In: the paths below a document's folder. Out: those that somebody may have meant, and what to do
//! with each. What is in them is never read.

use std::collections::BTreeSet;

use super::{MANIFEST_FILE, is_card};
use crate::diagnostic::{Diagnostic, Place, rules};

/// Endings of text that an editor, or another program, gives to what could be a card.
const TEXT: [&str; 10] = [
    "txt", "text", "mdown", "mkd", "mkdn", "mdwn", "mdtxt", "mdtext", "mdx", "qmd",
];

/// Endings of word processors.
const OFFICE: [&str; 8] = ["doc", "docx", "docm", "dot", "dotx", "odt", "rtf", "pages"];

/// What a name says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// `document.yml`, `document.yaml.txt`: nearly the manifest.
    Manifest,
    /// `~$foreword.docx`: a word processor's mark that a file is open.
    Lock,
    Text,
    Office,
}

/// Whether a file is none that a document is made from, to judge by its name. If a card names it,
/// it is read all the same.
pub(super) fn is_foreign(path: &str) -> bool {
    sort(name(path)).is_some()
}

/// Of the paths below a document's folder, those that somebody may have meant to be read: what lies
/// beside cards, and in a folder without any other file what is named like a card. In folders of
/// pictures such files are notes, and left alone.
pub(super) fn meant(paths: &[String], document: &str) -> Vec<String> {
    let with_cards: BTreeSet<&str> = paths
        .iter()
        .filter(|path| is_card(path))
        .map(|path| folder(path))
        .chain([document])
        .collect();
    let with_others: BTreeSet<&str> = paths
        .iter()
        .filter(|path| !is_card(path) && !is_foreign(path))
        .map(|path| folder(path))
        .collect();
    let is_meant = |path: &str| {
        let within = folder(path);
        with_cards.contains(within) || (!with_others.contains(within) && is_numbered(name(path)))
    };
    paths
        .iter()
        .filter(|path| is_foreign(path) && is_meant(path))
        .cloned()
        .collect()
}

/// `source/not-read`, for a file that is nothing that planwright reads.
pub fn not_read(path: &str) -> Diagnostic {
    let (message, help) = match sort(name(path)) {
        Some(Sort::Manifest) => (
            format!("`{path}` is not read: a manifest is called `{MANIFEST_FILE}`"),
            format!("rename it to `{MANIFEST_FILE}`, or delete it if that is there"),
        ),
        Some(Sort::Lock) => (
            format!(
                "`{path}` is no part of the document: a word processor leaves such a file while another one is open"
            ),
            "close the document in the word processor; if the file stays, delete it".to_owned(),
        ),
        Some(Sort::Office) => (
            format!("`{path}` is not read: cards are Markdown files, whose names end in `.md`"),
            format!(
                "save its text as `{}`, or move the file out of the document's folder",
                card_name(name(path))
            ),
        ),
        Some(Sort::Text) | None => (
            format!("`{path}` is not read: the names of cards end in `.md`"),
            format!(
                "rename it to `{}` if it is a card; if not, move it out of the document's folder",
                card_name(name(path))
            ),
        ),
    };
    rules::source::NOT_READ
        .of(Place::Path(path.to_owned()), message)
        .help(help)
}

/// `source/not-read`, for `planwright.yml` where `planwright.yaml` would be read, and the like.
pub(super) fn misnamed(path: &str) -> Option<(String, Diagnostic)> {
    let near = format!("{}.yml", path.strip_suffix(".yaml")?);
    let message = format!("`{near}` is not read: the file would be called `{path}`");
    let diagnostic = rules::source::NOT_READ.of(Place::Path(near.clone()), message);
    Some((near, diagnostic.help(format!("rename it to `{path}`"))))
}

fn sort(name: &str) -> Option<Sort> {
    if name.starts_with("~$") {
        return Some(Sort::Lock);
    }
    let lower = name.to_ascii_lowercase();
    if lower != MANIFEST_FILE
        && matches!(
            lower.trim_end_matches(".txt"),
            "document.yml" | "document.yaml"
        )
    {
        return Some(Sort::Manifest);
    }
    let (stem, ending) = lower.rsplit_once('.')?;
    let is = |endings: &[&str]| !stem.is_empty() && endings.contains(&ending);
    if is(&TEXT) {
        Some(Sort::Text)
    } else if is(&OFFICE) {
        Some(Sort::Office)
    } else {
        None
    }
}

/// The name that a file would have as a card: `01-foreword.md.txt` is `01-foreword.md`.
fn card_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if is_card(stem) {
        stem.to_owned()
    } else {
        format!("{stem}.md")
    }
}

/// Whether a name begins with a number that sorts it, as the names of cards do.
fn is_numbered(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && name[digits..].starts_with(['-', '_', '.', ' '])
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Vec<String> {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        meant(&paths, "plan")
    }

    #[test]
    fn what_lies_beside_cards_was_meant_and_what_lies_beside_pictures_was_not() {
        let beside = [
            "plan/document.yml",
            "plan/~$foreword.docx",
            "plan/01-a.md.txt",
            "plan/a/02-b.DOCX",
        ];
        let mut all = vec![
            "plan/01-b.md",
            "plan/a/01-b.md",
            "plan/images/sources.txt",
            "plan/images/map.svg",
            "plan/data/x.csv",
        ];
        all.extend(beside);
        assert_eq!(found(&all), beside);
    }

    #[test]
    fn a_folder_with_nothing_but_a_numbered_text_is_a_part_that_was_meant() {
        assert_eq!(
            found(&["plan/01-a.md", "plan/02-care/01-care.odt"]),
            ["plan/02-care/01-care.odt"]
        );
        assert!(
            found(&[
                "plan/01-a.md",
                "plan/notes/credits.txt",
                "plan/notes/2019 figures.txt"
            ])
            .is_empty()
        );
        assert!(
            found(&[
                "plan/01-a.md",
                "plan/images/01-map.svg",
                "plan/images/01-map.txt"
            ])
            .is_empty()
        );
    }

    #[test]
    fn other_names_are_none_of_ours() {
        for name in [
            "document.yaml",
            "figures.csv",
            "map.svg",
            "budget.xlsx",
            ".txt",
            "Makefile",
            "a.md",
            "facts.yaml",
        ] {
            assert_eq!(sort(name), None, "{name}");
        }
        for (name, wanted) in [
            ("01-a.md.txt", "01-a.md"),
            ("01-a.txt", "01-a.md"),
            ("My note.docx", "My note.md"),
        ] {
            assert_eq!(card_name(name), wanted);
        }
    }
}
