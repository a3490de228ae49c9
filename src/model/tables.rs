//! Tables as their kinds want them: what stands in a file of its own becomes the keys `columns` and
//! `rows` of the card, and columns that leave the labels without a heading get an empty one.

use std::collections::BTreeMap;

use super::quantity::Style;
use super::sheets::{self, DataFile, Sheets, Wishes};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::discover::is_workbook;
use crate::parse::csv::{self, Notation, Records, Separator};
use crate::parse::yaml::{Key, Node, Value};
use crate::source::{Source, SourceId, SourceSet, Span};

/// The shape of rows that are `label` and `values`; else a row is a list of cells.
pub const LABELLED: &str = "labelled";

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
    /// The shape of its rows (`x-data`).
    pub shape: &'a str,
    /// That of its document.
    pub language: &'a str,
}

/// What came of the file that a card's `data` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// None is named: columns and rows stand in the card.
    Unnamed,
    Read,
    /// It is not there or cannot be read, which is said elsewhere; that columns and rows are
    /// missing is no news then.
    Unread,
}

impl Data {
    /// The keys that stand elsewhere, so that they are not missing in the card.
    pub fn elsewhere(self) -> &'static [&'static str] {
        match self {
            Self::Unread => &["columns", "rows"],
            Self::Unnamed | Self::Read => &[],
        }
    }
}

/// Adds `columns` and `rows` from the file that `data` names, if it is there.
pub fn fill(front: &mut Node, card: Taking<'_>, tables: Tables<'_>, report: &mut Report) -> Data {
    let Some(key) = data(front).map(|data| data.span) else {
        return Data::Unnamed;
    };
    let Some(file) = named(front, card.folder) else {
        return Data::Unread;
    };
    let taken = if is_workbook(&file.path) {
        from_sheet(front, &file, card, tables, report)
    } else {
        from_csv(front, &file, card, tables, report)
    };
    let Some((records, source)) = taken else {
        return Data::Unread;
    };
    let shape = card.shape;
    let least = if shape == LABELLED { 2 } else { 1 };
    if let Some(problem) = shortcoming(&records, least, source) {
        report.push(problem);
        return Data::Unread;
    }
    if shape == LABELLED {
        unlabelled(&records, report);
    }
    let head = around(&records.columns, records.span);
    let rows = records
        .rows
        .into_iter()
        .map(|cells| row(cells, shape, records.span))
        .collect();
    front.add(
        "columns",
        key,
        Node::made(head, Value::List(records.columns)),
    );
    front.add("rows", key, Node::made(records.span, Value::List(rows)));
    Data::Read
}

/// The key that names a file.
fn data(front: &Node) -> Option<&Node> {
    front.get("data").filter(|data| !data.is_blank())
}

/// The file that `data` names; `folder` is the card's.
pub fn named(front: &Node, folder: &str) -> Option<DataFile> {
    DataFile::read(data(front)?.text()?, folder)
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
    tables: Tables<'a>,
    report: &mut Report,
) -> Option<(Records, &'a Source)> {
    let sheet = match tables.sheets.get(file, card.language)? {
        Ok(sheet) => sheet,
        Err(unread) => {
            let place = data(front)?.span;
            report.push(sheets::why(unread, file, place));
            return None;
        }
    };
    for finding in &sheet.findings {
        report.push(finding.clone());
    }
    let wishes = Wishes::of(front, card.shape == LABELLED);
    let source = tables.sources.get(sheet.source);
    Some((sheets::records(sheet, source, &wishes), source))
}

/// What a file lacks to be a table.
fn shortcoming(records: &Records, least: usize, source: &Source) -> Option<Diagnostic> {
    let name = source.path().rsplit('/').next().unwrap_or_default();
    let is_sheet = is_workbook(name);
    let (rule, lines) = if is_sheet {
        (rules::source::WORKBOOK, "rows")
    } else {
        (rules::source::CSV, "lines")
    };
    let at = |cells: &[Node]| {
        around(
            cells,
            Span {
                end: records.span.start,
                ..records.span
            },
        )
    };
    if records.columns.is_empty() {
        let diagnostic = rules::source::CSV.at(at(&[]), format!("`{name}` is empty"));
        return Some(diagnostic.help(
            "write the headings of the columns on its first line, and a line below it for each row",
        ));
    }
    if records.columns.len() < least {
        let message = format!(
            "`{name}` has one column, and this table needs one for the labels and one for figures"
        );
        let help = if is_sheet {
            "name the cells that hold labels and figures: `data: FILE.xlsx#SHEET!A1:F9`"
        } else {
            "if the cells of its lines are divided by another sign, say so with `separator:` in the card"
        };
        return Some(rule.at(at(&records.columns), message).help(help));
    }
    if records.rows.is_empty() {
        let message = format!("`{name}` has headings, but no {lines} below them");
        let help = if is_sheet {
            "name the rows below the headings too: `data: FILE.xlsx#SHEET!A1:F9`"
        } else {
            "write a line for each row below the headings"
        };
        return Some(rule.at(at(&records.columns), message).help(help));
    }
    None
}

/// Lines with values that nobody has named.
fn unlabelled(records: &Records, report: &mut Report) {
    for cells in &records.rows {
        if let Some(label) = cells.first().filter(|label| label.is_blank()) {
            let message = "this line has no label in its first column";
            let diagnostic = rules::placeholder::BLANK.at(label.span, message);
            report.push(diagnostic.help("write in its first cell what its figures are, or `TO BE COMPLETED (owner, date) note`"));
        }
    }
}

/// The place of cells that stand one after the other.
fn around(cells: &[Node], otherwise: Span) -> Span {
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => otherwise,
    }
}

/// Columns of a labelled table that head its values only get an empty heading over the labels: most
/// rows say which is meant.
pub fn head_labels(front: &mut Node, shape: &str) {
    let Some(columns) = front.get("columns").filter(|_| shape == LABELLED) else {
        return;
    };
    let (over_all, over_values) = (
        columns.items().len().saturating_sub(1),
        columns.items().len(),
    );
    let widths: Vec<usize> = front
        .get("rows")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(width)
        .collect();
    let count = |wanted: usize| widths.iter().filter(|width| **width == wanted).count();
    let corner = Span {
        end: columns.span.start,
        ..columns.span
    };
    if count(over_values) > count(over_all)
        && let Some(columns) = front.list_mut("columns")
    {
        columns.insert(0, Node::made(corner, Value::Null));
    }
}

/// How many columns the values of a row fill.
fn width(row: &Node) -> Option<usize> {
    let span = |cell: &Node| {
        cell.get("span")
            .and_then(Node::text)
            .and_then(|span| span.parse().ok())
            .unwrap_or(1)
    };
    row.get("values").map(|values| {
        values
            .items()
            .iter()
            .fold(0_usize, |sum, cell| sum.saturating_add(span(cell)))
    })
}

fn row(cells: Vec<Node>, shape: &str, whole: Span) -> Node {
    let span = around(&cells, whole);
    if shape != LABELLED {
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
    Node::made(
        span,
        Value::Map(vec![(key("label"), label), (key("values"), values)]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    fn columns(text: &str) -> usize {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.yaml", text));
        let mut node = yaml::parse(id, 0, text, &mut Report::default()).expect("it is YAML");
        head_labels(&mut node, "labelled");
        node.get("columns").expect("they are there").items().len()
    }

    #[test]
    fn columns_over_the_values_only_get_an_empty_heading_over_the_labels() {
        assert_eq!(
            columns("columns: [2017, 2018]\nrows: [{label: A, values: [1, 2]}]"),
            3
        );
        assert_eq!(
            columns("columns: [2017, 2018]\nrows: [{label: A, values: [{text: TBC, span: 2}]}]"),
            3
        );
        assert_eq!(
            columns("columns: [Item, 2017, 2018]\nrows: [{label: A, values: [1, 2]}]"),
            3
        );
    }

    #[test]
    fn a_row_that_is_too_short_or_too_long_does_not_say_what_columns_head() {
        assert_eq!(
            columns(
                "columns: [2017, 2018]\nrows: [{values: [1, 2]}, {values: [1]}, {values: [3, 4]}]"
            ),
            3
        );
        assert_eq!(
            columns("columns: [Item, 2017]\nrows: [{values: [1]}, {values: [1, 2]}]"),
            2
        );
    }
}
