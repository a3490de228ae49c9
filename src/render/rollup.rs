//! Roll-ups: tables made from other cards of the document, as `of`, `where`, `columns`, `group-by` and `sort-by` say.

use super::widths;
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::field::Field;
use crate::parse::body::plain_text;

/// A table made from cards.
#[derive(Debug)]
pub struct Table<'a> {
    /// The headings of the columns.
    pub columns: Vec<String>,
    pub groups: Vec<Group<'a>>,
}

#[derive(Debug)]
pub struct Group<'a> {
    /// `None` if nothing is grouped.
    pub title: Option<String>,
    pub rows: Vec<Row<'a>>,
}

#[derive(Debug)]
pub struct Row<'a> {
    pub card: &'a Card,
    pub cells: Vec<Cell<'a>>,
}

#[derive(Debug)]
pub enum Cell<'a> {
    /// The card's short title, as a link to it.
    Title,
    Field(&'a Field),
    Empty,
}

impl Table<'_> {
    pub fn widths(&self) -> Vec<usize> {
        let texts = |row: &Row<'_>| {
            row.cells
                .iter()
                .map(|cell| match cell {
                    Cell::Title => plain_text(row.card.short()),
                    Cell::Field(field) => value_text(field).unwrap_or_default(),
                    Cell::Empty => String::new(),
                })
                .collect()
        };
        let rows = self.groups.iter().flat_map(|group| &group.rows).map(texts);
        widths::of_rows(self.columns.len(), std::iter::once(self.columns.clone()).chain(rows))
    }
}

/// Makes the table that a card asks for.
pub fn table<'a>(document: &'a Document, asking: &Card) -> Table<'a> {
    let word = |key: &str| asking.fields.get(key).and_then(Field::word);
    let mut cards: Vec<&Card> = document.cards.iter().filter(|card| word("of") == Some(&card.kind)).collect();
    if let Some(conditions) = asking.fields.get("where") {
        cards.retain(|card| conditions.entries().iter().all(|entry| text_of(card, &entry.name) == value_text(&entry.field)));
    }
    if let Some(key) = word("sort-by") {
        let text = |card: &Card| text_of(card, key).unwrap_or_default();
        cards.sort_by(|a, b| alphanumeric_sort::compare_str(text(a), text(b)));
    }
    let named: Vec<&str> = asking.fields.get("columns").into_iter().flat_map(Field::items).filter_map(Field::word).collect();
    let keys: Vec<&str> = if named.is_empty() { vec!["title", "owner", "status"] } else { named };
    let mut groups: Vec<Group<'_>> = Vec::new();
    for card in cards {
        let title = word("group-by").map(|key| text_of(card, key).unwrap_or_default());
        let row = Row { card, cells: keys.iter().map(|key| cell(card, key)).collect() };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { title, rows: vec![row] }),
        }
    }
    Table { columns: keys.iter().map(|key| heading(key)).collect(), groups }
}

fn cell<'a>(card: &'a Card, key: &str) -> Cell<'a> {
    match key {
        "title" | "short-title" => Cell::Title,
        key => card.fields.get(key).filter(|field| !field.is_blank()).map_or(Cell::Empty, Cell::Field),
    }
}

fn text_of(card: &Card, key: &str) -> Option<String> {
    match key {
        "title" => Some(card.title_text()),
        "id" => Some(card.id.name.clone()),
        key => card.fields.get(key).and_then(value_text),
    }
}

/// A key as a heading: `short-title` is “Short title”.
fn heading(key: &str) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
