//! Lists of cards from files of data: what stands in a CSV file or a sheet becomes the keys `columns`
//! and `rows` of a table, or the entries of another list ([`Feed`]). In: the front matter, and the
//! files that it names. Out: the same keys as if they stood in the card, each value with its place in
//! the file.

mod cell;
mod choice;
mod entries;
mod faults;
mod feed;
mod heading;
mod labels;
mod picks;
mod selection;
mod targets;

use std::collections::BTreeMap;

use super::field::{Field, FieldValue};
use super::quantity::Style;
use super::schema::Schema;
use super::sheets::{self, DataFile, Sheets, Wishes};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::discover::{is_bibliography, is_workbook};
use crate::parse::csv::{self, Notation, Records, Separator};
use crate::parse::yaml::{Key, Node, Value};
use crate::source::{Source, SourceId, SourceSet, Span};

use cell::Cells;
use choice::Choice;
use entries::Maker;
use faults::{shortcoming, unlabelled};
use heading::Headings;
use targets::Entries;

pub use faults::uneven_line;
pub use feed::{Feed, word};
pub use labels::head_labels;

/// The key that names a file.
const DATA: &str = "data";

/// The tables of a project, by path.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    pub by_path: &'a BTreeMap<String, SourceId>,
    pub sources: &'a SourceSet,
    pub sheets: &'a Sheets,
}

/// The card that takes a table.
#[derive(Clone, Copy)]
pub struct Taking<'a> {
    /// The folder in which it lies.
    pub folder: &'a str,
    /// Which of its keys are taken (`x-data`).
    pub feed: &'a Feed,
    /// Whether its list may come from a bibliography (`citations.rs`).
    pub bibliography: bool,
    /// That of its kind.
    pub schema: &'a Schema,
    /// That of its document.
    pub language: &'a str,
}

/// What came of the file that a card's `data` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// None is named: the list stands in the card.
    Unnamed,
    Read,
    /// It is not there or cannot be read, which is said elsewhere; that the list is missing is no
    /// news then.
    Unread,
}

impl Data {
    /// The keys that stand elsewhere, so that they are not missing in the card.
    pub fn elsewhere(self, feed: &Feed) -> Vec<&str> {
        match self {
            Self::Unread => feed.keys(),
            Self::Unnamed | Self::Read => Vec::new(),
        }
    }
}

/// Adds what the file that `data` names gives, if it is there.
pub fn fill(front: &mut Node, card: Taking<'_>, tables: Tables<'_>, report: &mut Report) -> Data {
    let Some(data) = data(front).cloned() else {
        return Data::Unnamed;
    };
    if let Some(twice) = written_too(front, card.feed.list()) {
        report.push(twice);
        return Data::Unread;
    }
    let (Some(choice), Some(file)) = (Choice::of(&data), named(front, card.folder)) else {
        return Data::Unread;
    };
    if card.bibliography && is_bibliography(&file.path) {
        // Its entries are known when all citations are.
        return Data::Unread;
    }
    let taken = if is_workbook(&file.path) {
        from_sheet(front, &file, card, &choice, tables, report)
    } else {
        from_csv(front, &file, card, tables, report)
    };
    let Some((records, source)) = taken else {
        return Data::Unread;
    };
    let least = if *card.feed == Feed::Labelled { 2 } else { 1 };
    if let Some(problem) = shortcoming(&records, least, source) {
        report.push(problem);
        return Data::Unread;
    }
    let taken = Taken {
        name: source.path().rsplit('/').next().unwrap_or_default(),
        records,
        choice,
        key: data.span,
    };
    match card.feed {
        Feed::Entries(list) => taken.entries(front, list, card.schema, report),
        shape => taken.rows(front, *shape == Feed::Labelled, report),
    }
    Data::Read
}

/// The list stands in the card as well.
fn written_too(front: &mut Node, list: &str) -> Option<Diagnostic> {
    let Value::Map(entries) = &mut front.value else {
        return None;
    };
    let at = entries.iter().position(|(key, _)| key.name == list)?;
    if entries[at].1.is_blank() {
        // A key with nothing behind it is one that is not there.
        entries.remove(at);
        return None;
    }
    let message = format!("`{list}` stands in the card, and `data` names a file for it too");
    let help = format!(
        "keep one of the two: add these entries to the file, or take `data` away; `{list}` is read from the card until then"
    );
    let place = entries[at].0.span;
    Some(rules::schema::DATA_AND_LIST.at(place, message).help(help))
}

/// What was read of a file, and what the card says of it.
struct Taken<'a> {
    /// The name of the file, for messages.
    name: &'a str,
    records: Records,
    choice: Choice<'a>,
    /// Where the card names the file.
    key: Span,
}

impl Taken<'_> {
    /// The columns and rows of a table.
    fn rows(self, front: &mut Node, is_labelled: bool, report: &mut Report) {
        let Records {
            columns,
            rows,
            span,
            ..
        } = self.records;
        let headings = Headings::of(&columns, self.name, span);
        let titles = front.get("columns").map(Node::items).unwrap_or_default();
        let is_chosen = self.choice.columns.is_some();
        if let Some(problem) = faults::other_order(titles, &headings).filter(|_| !is_chosen) {
            report.push(problem);
        }
        let selection = selection::select(rows, &self.choice, &headings, report);
        let picks = picks::of(&self.choice, &headings, &selection, is_labelled, report);
        let (columns, rows) = match picks {
            Some(picks) => picks.table(selection, &headings, is_labelled, report),
            None => {
                let rows = selection.rows.into_iter().map(|cells| (cells, None));
                (columns.clone(), rows.collect())
            }
        };
        if is_labelled {
            unlabelled(&rows, report);
        }
        let head = around(&columns, span);
        let rows = rows
            .into_iter()
            .map(|(cells, group)| row(cells, group, is_labelled, span));
        let rows = Node::made(span, Value::List(rows.collect()));
        front.add("columns", self.key, Node::made(head, Value::List(columns)));
        front.add("rows", self.key, rows);
    }

    /// The entries of a list.
    fn entries(self, front: &mut Node, list: &str, schema: &Schema, report: &mut Report) {
        let Some(entries) = Entries::of(list, schema) else {
            return;
        };
        let Records {
            columns,
            rows,
            span,
            held,
        } = self.records;
        let headings = Headings::of(&columns, self.name, span);
        let selection = selection::select(rows, &self.choice, &headings, report);
        let targets = targets::targets(entries, &self.choice, &headings, &selection.asked, report);
        let cells = Cells {
            schema,
            held: &held,
        };
        let mut maker = Maker::new(entries, targets, cells, &headings, &self.choice);
        let made = maker.make(&selection, report);
        front.add(list, self.key, Node::made(span, Value::List(made)));
    }
}

/// The key that names a file.
fn data(front: &Node) -> Option<&Node> {
    front.get(DATA).filter(|data| !data.is_blank())
}

/// The file that `data` names; `folder` is the card's.
pub fn named(front: &Node, folder: &str) -> Option<DataFile> {
    DataFile::read(Choice::of(data(front)?)?.file.text()?, folder)
}

/// Of a mapping under `data`, the file alone is kept: what was chosen of it has been read.
pub fn settle(fields: &mut Field) {
    let FieldValue::Map(entries) = &mut fields.value else {
        return;
    };
    let data = entries.iter_mut().find(|entry| entry.name == DATA);
    if let Some(entry) = data
        && let Some(file) = entry.field.get("file")
    {
        entry.field = file.clone();
    }
}

/// What stands in a CSV file; `None` if it is not there.
fn from_csv<'a>(
    front: &Node,
    file: &DataFile,
    card: Taking<'_>,
    tables: Tables<'a>,
    report: &mut Report,
) -> Option<(Records, &'a Source)> {
    let id = tables.by_path.get(&file.path).copied()?;
    let separator = front
        .get("separator")
        .and_then(Node::text)
        .and_then(Separator::named);
    let notation = Notation {
        separator,
        point: Style::of(card.language).decimal,
    };
    let source = tables.sources.get(id);
    Some((csv::parse(id, source, notation, report), source))
}

/// What stands in a sheet; `None` if it is not there, or cannot be read, which is said.
fn from_sheet<'a>(
    front: &Node,
    file: &DataFile,
    card: Taking<'_>,
    choice: &Choice<'_>,
    tables: Tables<'a>,
    report: &mut Report,
) -> Option<(Records, &'a Source)> {
    let sheet = match tables.sheets.get(file, card.language)? {
        Ok(sheet) => sheet,
        Err(unread) => {
            report.push(sheets::why(unread, file, choice.file.span));
            return None;
        }
    };
    for finding in &sheet.findings {
        report.push(finding.clone());
    }
    let wishes = match card.feed {
        Feed::Entries(_) => Wishes::of_entries(),
        shape => Wishes::of(front, *shape == Feed::Labelled),
    };
    // Where columns are chosen, those that the card has are not those of the sheet.
    let wishes = match choice {
        Choice {
            columns: Some(_), ..
        } => wishes.without_columns().flat(),
        Choice {
            wanted: None,
            group_by: None,
            ..
        } => wishes,
        _ => wishes.flat(),
    };
    let source = tables.sources.get(sheet.source);
    Some((sheets::records(sheet, source, &wishes), source))
}

/// The place of cells that stand one after the other.
fn around(cells: &[Node], otherwise: Span) -> Span {
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => otherwise,
    }
}

/// The place behind the last cell of a row, where one stands that is not there.
fn beyond(row: Span) -> Node {
    let end = Span {
        start: row.end,
        ..row
    };
    Node::made(end, Value::Null)
}

fn row(cells: Vec<Node>, group: Option<Node>, is_labelled: bool, whole: Span) -> Node {
    let span = around(&cells, whole);
    if !is_labelled {
        return Node::made(span, Value::List(cells));
    }
    let mut cells = cells.into_iter();
    let label = cells
        .next()
        .unwrap_or_else(|| Node::made(span, Value::Null));
    let values = Node::made(span, Value::List(cells.collect()));
    let key = |name: &str| Key {
        name: name.to_owned(),
        span,
    };
    let mut entries = vec![(key("label"), label), (key("values"), values)];
    entries.extend(group.map(|group| (key("group"), group)));
    Node::made(span, Value::Map(entries))
}
