//! The outstanding items, and how they are grouped.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::check::Unresolved;
use crate::cli::args::By;
use crate::pipeline::{CardEntry, DocumentResult, Outcome};
use crate::source::{SourceId, SourceSet};

/// One open place.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Item {
    /// The name of the document's folder.
    pub document: String,
    /// The id of the card; empty for the manifest.
    pub card: String,
    /// The title of the card, for people.
    #[serde(skip)]
    pub title: String,
    /// Below the root, with `/`.
    pub path: String,
    /// The sheet and the cell of a place in a workbook, whose row and column are then the line and
    /// the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// With its family.
    pub code: String,
    /// As it will be printed.
    pub text: String,
    /// Who owes it.
    pub owner: Option<String>,
    /// The day on which it is owed, `2027-03-01`.
    pub due: Option<String>,
    /// What its author says of it.
    pub note: Option<String>,
}

/// The items that have one card, owner, rule or due date; `None` for those without.
pub struct Group<'a> {
    /// What its items have in common; `None` for those that do not say it.
    pub key: Option<&'a str>,
    /// In reading order.
    pub items: Vec<&'a Item>,
}

/// The open places of all documents, in reading order.
pub fn items(outcome: &Outcome) -> Vec<Item> {
    let sources = &outcome.project.sources;
    let of_document = |built: &DocumentResult| {
        let cards: BTreeMap<SourceId, &CardEntry> =
            built.cards.iter().map(|card| (card.source, card)).collect();
        let items = built
            .unresolved
            .iter()
            .map(|one| item(built, one, cards.get(&one.span.source).copied(), sources));
        items.collect::<Vec<Item>>()
    };
    outcome.documents.iter().flat_map(of_document).collect()
}

fn item(
    built: &DocumentResult,
    one: &Unresolved,
    card: Option<&CardEntry>,
    sources: &SourceSet,
) -> Item {
    let source = sources.get(one.span.source);
    let at = source.shown_position(one.span.start);
    Item {
        document: built.entry.document.clone(),
        card: card.map(|card| card.id.clone()).unwrap_or_default(),
        title: card.map(|card| card.title.clone()).unwrap_or_default(),
        path: source.path().to_owned(),
        cell: source.cell(one.span.start).map(|cell| cell.name.clone()),
        line: at.line,
        column: at.column,
        code: one.code.clone(),
        text: one.text.clone(),
        owner: one.owner.clone(),
        due: one.due.map(|due| due.to_string()),
        note: one.note.clone(),
    }
}

/// Cards in reading order; owners, rules and dates sorted, and what has none last.
pub fn group(items: &[Item], by: By) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for item in items {
        let key = match by {
            By::Card => Some(item.path.as_str()),
            By::Owner => item.owner.as_deref(),
            By::Rule => Some(item.code.as_str()),
            By::Due => item.due.as_deref(),
        };
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group {
                key,
                items: Vec::new(),
            });
        }
        groups[place].items.push(item);
    }
    if by != By::Card {
        groups.sort_by_key(|group| (group.key.is_none(), group.key.map(str::to_lowercase)));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_sorted_and_what_has_no_owner_comes_last() {
        let item = |owner: Option<&str>| Item {
            owner: owner.map(str::to_owned),
            ..Item::default()
        };
        let items = [
            item(None),
            item(Some("b")),
            item(Some("A")),
            item(Some("b")),
        ];
        let groups = group(&items, By::Owner);
        let counts: Vec<_> = groups
            .iter()
            .map(|group| (group.key, group.items.len()))
            .collect();
        assert_eq!(counts, [(Some("A"), 1), (Some("b"), 2), (None, 1)]);
    }
}
