//! Cards that are copies of others: a file manager, a download or a shared folder leaves
//! `01-foreword (1).md` beside `01-foreword.md`.
//!
//! In: the cards of a folder as texts. Out: those that are called like copies of another one which
//! is there, and hold the same lines. A copy that is the same word for word is left out of the
//! document, so that nothing is printed twice and no id is there twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Diagnostic, Place, Report, rules};
use crate::source::{SourceId, SourceSet, card_stem};

/// What programs write into the name of a copy, around `stem`: the name that it had.
static NAMES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const COPY: &str = "(?:cop(?:y|ie|ia|i)|kop(?:ie|ia|i)|cópia|cóip)";
    let forms = [
        r"^(?<stem>.+?)\s*\(\d{1,3}\)$".to_owned(),
        r"^(?<stem>.+\D) \d{1,2}$".to_owned(),
        format!(r"(?i)^(?<stem>.+?)(?:\s*[-–—_.]\s*|\s+){COPY}(?:[\s_-]*\(?\d{{1,3}}\)?)?$"),
        format!(
            r"(?i)^{COPY}(?:\s*\(\d{{1,3}}\))?[\s_-]+(?:(?:of|von|van|de|di|do|o|av|af)[\s_-]+)?(?<stem>.+)$"
        ),
        r"(?i)^(?<stem>.+?)\s*\([^()]*\bconflict[^()]*\)$".to_owned(),
        r"(?i)^(?<stem>.+?)\.sync-conflict-[\w-]+$".to_owned(),
    ];
    forms
        .iter()
        .filter_map(|form| Regex::new(form).ok())
        .collect()
});

/// So many times a name may say that it is a copy: `Copy of 01-foreword (1)`.
const MOST_TIMES: usize = 3;

/// The copies among the cards of a document.
#[derive(Debug, Default)]
pub struct Copies {
    /// The same as another card, line for line.
    pub same: BTreeSet<SourceId>,
    /// Nearly the same: each with the card that it was copied from. They are cards, unless they
    /// have ids of those as well.
    pub changed: BTreeMap<SourceId, SourceId>,
}

impl Copies {
    /// Looks for copies, and reports those that are left out (`source/copy`).
    pub fn among(cards: &[SourceId], sources: &SourceSet, report: &mut Report) -> Self {
        let mut copies = Self::default();
        let may_be = |part: &str| may_be_copy(card_stem(part).unwrap_or(part));
        if !cards
            .iter()
            .any(|id| sources.get(*id).path().split('/').any(may_be))
        {
            return copies;
        }
        let by_path: BTreeMap<&str, SourceId> = cards
            .iter()
            .map(|&id| (sources.get(id).path(), id))
            .collect();
        for &id in cards {
            let (path, text) = (sources.get(id).path(), sources.get(id).text());
            let Some(original) = original(path, &by_path).map(|original| sources.get(original))
            else {
                continue;
            };
            match likeness(original.text(), text) {
                Likeness::Same => {
                    copies.same.insert(id);
                    let message = format!(
                        "`{path}` is a copy of `{}`, word for word, and is left out",
                        original.path()
                    );
                    report.push(copy(path, message));
                }
                Likeness::Near => drop(copies.changed.insert(id, by_path[original.path()])),
                Likeness::Other => {}
            }
        }
        copies
    }
}

/// `source/copy`, for a card that was changed since it was copied and has ids of the other one.
pub fn changed_copy(path: &str, original: &str) -> Diagnostic {
    copy(
        path,
        format!("`{path}` is a copy of `{original}` that was changed since, and has ids of it"),
    )
}

fn copy(path: &str, message: String) -> Diagnostic {
    rules::source::COPY
        .of(Place::Path(path.to_owned()), message)
        .help("keep the one that is right, and delete the other; if both are cards, give one another name and ids of its own")
}

/// The card whose copy a path names, in its file's name or in that of a folder.
fn original(path: &str, known: &BTreeMap<&str, SourceId>) -> Option<SourceId> {
    let parts: Vec<&str> = path.split('/').collect();
    (0..parts.len()).rev().find_map(|at| {
        let (stem, ending) = match card_stem(parts[at]) {
            Some(stem) if at + 1 == parts.len() => parts[at].split_at(stem.len()),
            _ => (parts[at], ""),
        };
        let names = copied_names(stem, MOST_TIMES);
        names.into_iter().find_map(|name| {
            let mut parts: Vec<&str> = parts.clone();
            let name = format!("{name}{ending}");
            parts[at] = &name;
            known.get(parts.join("/").as_str()).copied()
        })
    })
}

/// The names of which this one may be a copy's.
fn copied_names(name: &str, times: usize) -> Vec<&str> {
    if times == 0 || !may_be_copy(name) {
        return Vec::new();
    }
    let stems: Vec<&str> = NAMES
        .iter()
        .filter_map(|form| Some(form.captures(name)?.name("stem")?.as_str().trim()))
        .filter(|stem| !stem.is_empty())
        .collect();
    let deeper = stems.iter().flat_map(|stem| copied_names(stem, times - 1));
    stems.iter().copied().chain(deeper).collect()
}

/// Whether it is worth while to look closer. A number at the end says nothing without a space
/// before it: cards are numbered.
fn may_be_copy(name: &str) -> bool {
    let number = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_counted = number.len() < name.len() && number.ends_with(' ');
    let lower = name.to_lowercase();
    name.ends_with(')')
        || is_counted
        || ["cop", "kop", "cóp", "cói", "conflict"]
            .iter()
            .any(|word| lower.contains(word))
}

/// How much two texts have in common.
#[derive(Debug, PartialEq, Eq)]
enum Likeness {
    Same,
    /// Half of their lines, as git wants it of a file that was renamed.
    Near,
    Other,
}

/// Compares two texts line by line; blank ones, and white space at their ends, do not count.
fn likeness(one: &str, other: &str) -> Likeness {
    let (one, other) = (said(one), said(other));
    if one == other {
        return Likeness::Same;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    one.iter()
        .for_each(|line| *counts.entry(line).or_default() += 1);
    let mut shared = 0;
    for line in &other {
        if let Some(left) = counts.get_mut(line).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    if shared * 2 >= one.len().max(other.len()) {
        Likeness::Near
    } else {
        Likeness::Other
    }
}

/// The lines of a text that say something.
fn said(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    const TEXT: &str = "---\ntitle: Foreword\n---\n\nOne.\n\nTwo.\n";

    /// The paths of the copies that are the same as others, and of those that differ.
    fn found(cards: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let mut sources = SourceSet::default();
        let ids: Vec<SourceId> = cards
            .iter()
            .map(|(path, text)| sources.add(Source::new(*path, *text)))
            .collect();
        let copies = Copies::among(&ids, &sources, &mut Report::default());
        let path = |id: &SourceId| sources.get(*id).path().to_owned();
        (
            copies.same.iter().map(path).collect(),
            copies.changed.keys().map(path).collect(),
        )
    }

    #[test]
    fn the_names_that_programs_give_to_copies_are_known() {
        let names = [
            "01-foreword (1)",
            "01-foreword(2)",
            "01-foreword - Copy",
            "01-foreword - Copy (2)",
            "Copy of 01-foreword",
            "01-foreword copy 2",
            "01-foreword copy",
            "01-foreword - Kopie",
            "01-foreword – Kopie",
            "Kopie von 01-foreword",
            "01-foreword - copie",
            "Copia de 01-foreword",
            "01-foreword 2",
            "Copy of 01-foreword (1)",
            "01-foreword_copy",
            "01-foreword (A Lead's conflicted copy 2024-05-01)",
            "01-foreword.sync-conflict-20240501-101010-ABCDEFG",
        ];
        for name in names {
            let path = format!("plan/{name}.md");
            assert_eq!(
                found(&[("plan/01-foreword.md", TEXT), (&path, TEXT)]).0,
                [path],
                "{name}"
            );
        }
    }

    #[test]
    fn a_copied_folder_holds_copies() {
        let cards = [
            ("plan/03-care/index.md", TEXT),
            ("plan/03-care - Copy/index.md", TEXT),
        ];
        assert_eq!(found(&cards).0, ["plan/03-care - Copy/index.md"]);
    }

    #[test]
    fn a_name_alone_makes_no_copy_and_neither_do_words() {
        let other = "---\ntitle: Copying\n---\n\nThree.\n\nFour.\n";
        assert_eq!(
            found(&[("plan/01-a.md", TEXT), ("plan/01-a (1).md", other)]),
            (vec![], vec![])
        );
        for name in [
            "02-foreword",
            "01-foreword-north",
            "01-photocopying",
            "01-foreword 2024",
        ] {
            assert_eq!(
                found(&[
                    ("plan/01-foreword.md", TEXT),
                    (&format!("plan/{name}.md"), TEXT)
                ]),
                (vec![], vec![]),
                "{name}"
            );
        }
    }

    #[test]
    fn a_copy_that_was_written_on_is_no_longer_the_same() {
        let changed = TEXT.replace("Two.", "Three.");
        let same = TEXT.replace('\n', "\r\n");
        let cards = [
            ("plan/a.md", TEXT),
            ("plan/a (1).md", &changed),
            ("plan/a (2).md", &same),
        ];
        assert_eq!(
            found(&cards),
            (
                vec!["plan/a (2).md".to_owned()],
                vec!["plan/a (1).md".to_owned()]
            )
        );
    }
}
