//! Where a new card goes: beside others of its kind, under the next number, with a name made from
//! its title.

use std::collections::BTreeMap;

use super::series;
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::draft::DEFAULT_KIND;
use crate::source::{card_stem, is_index};

/// File names made from titles are cut to so many characters.
const LONGEST_NAME: usize = 60;

/// A file for a new card, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Below the root.
    pub path: String,
    /// The id that must be written into the card, because the one that its name gives is taken, or
    /// its neighbours count theirs.
    pub id: Option<String>,
}

/// Finds the place. `folder` (below the root) is the caller's choice; without it the card goes
/// beside others of its kind, else into a folder of the kind's name. `taken` says whether a path
/// is.
pub fn spot(
    document: &Document,
    kind: &str,
    title: &str,
    folder: Option<&str>,
    taken: &dyn Fn(&str) -> bool,
) -> Spot {
    let folder = folder.map_or_else(|| beside(document, kind), str::to_owned);
    let prefix = prefix(document, &folder);
    let slug = name_of(title, kind);
    let path = |name: &str| joined(&folder, &format!("{prefix}{name}.md"));
    let mut names = std::iter::once(slug.clone()).chain((2..).map(|n| format!("{slug}-{n}")));
    let name = names.find(|name| !taken(&path(name))).unwrap_or(slug);
    Spot {
        path: path(&name),
        id: id(document, kind, &name),
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// The folder with most cards of the kind; of sections, which stand everywhere, the folder nearest
/// to the document's own.
fn beside(document: &Document, kind: &str) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for card in alike(document, kind) {
        *folders.entry(place_of(card)).or_default() += 1;
    }
    let depth = |folder: &str| folder.split('/').count();
    let best = if kind == DEFAULT_KIND {
        folders
            .iter()
            .min_by_key(|(folder, count)| (depth(folder), usize::MAX - **count))
    } else {
        folders
            .iter()
            .max_by_key(|(folder, count)| (**count, usize::MAX - depth(folder)))
    };
    match best {
        Some((folder, _)) => (*folder).to_owned(),
        None if kind == DEFAULT_KIND => document.folder.clone(),
        None => joined(&document.folder, kind),
    }
}

/// The cards of a kind that are files of their own.
fn alike<'a>(
    document: &'a Document,
    kind: &'a str,
) -> impl DoubleEndedIterator<Item = &'a Card> + Clone {
    document
        .cards
        .iter()
        .filter(move |card| card.kind == kind && !card.made)
}

/// The folder in which a card stands among its like: an `index.md` stands for its folder.
fn place_of(card: &Card) -> &str {
    let folder = card.folder();
    if card.is_index() {
        folder.rsplit_once('/').map_or("", |(above, _)| above)
    } else {
        folder
    }
}

/// The number that comes next in a folder, with as many digits and the separator as its neighbours
/// have; nothing if these have none.
fn prefix(document: &Document, folder: &str) -> String {
    let start = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let names = document
        .cards
        .iter()
        .filter_map(|card| card.path.strip_prefix(&start)?.split('/').next());
    let names: Vec<&str> = names.filter(|name| !is_index(name)).collect();
    let mut numbers = names.iter().filter_map(|name| numbered(name));
    let width = numbers.clone().map(|(digits, _)| digits.len()).max();
    let highest = numbers
        .clone()
        .filter_map(|(digits, _)| digits.parse::<u64>().ok())
        .max();
    match (width, highest, numbers.next_back()) {
        (Some(width), Some(highest), Some((_, separator))) => {
            format!("{:0width$}{separator}", highest + 1)
        }
        _ if names.is_empty() => "01-".to_owned(),
        _ => String::new(),
    }
}

/// The digits that sort a name, and what stands between them and the name.
fn numbered(name: &str) -> Option<(&str, &str)> {
    let name = card_stem(name).unwrap_or(name);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &name[..name.len() - rest.len()];
    let bare = rest.trim_start_matches(['-', '_', '.', ' ']);
    let separator = &rest[..rest.len() - bare.len()];
    ((1..=9).contains(&digits.len()) && !separator.is_empty() && !bare.is_empty())
        .then_some((digits, separator))
}

/// A file name made from a title; it begins with no digit, because leading digits only sort.
fn name_of(title: &str, kind: &str) -> String {
    let slug = slug::slugify(title);
    // It is ASCII, so every byte is a character.
    let slug = match slug.len() {
        0 => kind,
        1..=LONGEST_NAME => &slug,
        _ => slug[..LONGEST_NAME]
            .rsplit_once('-')
            .map_or(&slug[..LONGEST_NAME], |(whole, _)| whole),
    };
    if slug.starts_with(|c: char| c.is_ascii_digit()) || slug == "index" {
        format!("{kind}-{slug}")
    } else {
        slug.to_owned()
    }
}

/// `None` if the id that the name gives is free and the neighbours have no series of their own.
fn id(document: &Document, kind: &str, slug: &str) -> Option<String> {
    let is_taken = |id: &str| {
        document
            .anchors
            .ids()
            .any(|known| known.eq_ignore_ascii_case(id))
    };
    let neighbours = alike(document, kind);
    if neighbours.clone().next().is_some() && neighbours.clone().all(|card| card.explicit_id) {
        let counted = series::next(neighbours.map(|card| card.id.name.as_str()));
        if let Some(id) = counted.filter(|id| !is_taken(id)) {
            return Some(id);
        }
    }
    let free = (2..)
        .map(|n| format!("{slug}-{n}"))
        .find(|id| !is_taken(id));
    if is_taken(slug) { free } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_from_the_title() {
        assert_eq!(
            name_of("Early Intervention & Prevention", "workstream"),
            "early-intervention-prevention"
        );
        assert_eq!(
            name_of("2017 in review", "section"),
            "section-2017-in-review"
        );
        assert_eq!(name_of("!!!", "table"), "table");
        let long = name_of(&"word ".repeat(40), "section");
        assert!(
            long.len() <= LONGEST_NAME && long.ends_with("word"),
            "{long}"
        );
    }

    #[test]
    fn digits_that_sort_have_a_separator_and_a_name() {
        assert_eq!(numbered("01-foreword.md"), Some(("01", "-")));
        assert_eq!(numbered("7_b.md"), Some(("7", "_")));
        assert_eq!(numbered("2017.md"), None);
        assert_eq!(numbered("foreword.md"), None);
    }
}
