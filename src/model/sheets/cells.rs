//! The columns and rows that a card takes from a sheet: each cell as a node of its front matter, a
//! figure where the table is one of figures, and else what the sheet shows.

use std::collections::BTreeMap;

use super::SheetTable;
use crate::model::amount::exponent_of_unit;
use crate::model::columns::Format;
use crate::parse::csv::{Held, Records};
use crate::parse::quotes::same_words;
use crate::parse::spelling::Plain;
use crate::parse::workbook::Figure;
use crate::parse::workbook::table::TableCell;
use crate::parse::yaml::{Key, Node, Value};
use crate::source::{Source, SourceId, Span, TextMap};

/// What a card says of the table that it takes.
pub struct Wishes<'a> {
    /// The columns that it has itself.
    columns: &'a [Node],
    /// The unit of all its figures.
    unit: &'a str,
    /// Whether its numbers are figures, with thousands divided by the table and not by the sheet.
    is_of_figures: bool,
    /// Whether columns are told apart by their headings, so that no cell stands over several.
    is_flat: bool,
}

impl<'a> Wishes<'a> {
    pub fn of(front: &'a Node, is_of_figures: bool) -> Self {
        let columns = front.get("columns").map(Node::items).unwrap_or_default();
        let unit = front.get("unit").and_then(Node::text).unwrap_or_default();
        Self {
            columns,
            unit: unit.trim(),
            is_of_figures,
            is_flat: false,
        }
    }

    /// What stands in a list of entries; each key says itself what its cells are.
    pub fn of_entries() -> Self {
        Self {
            columns: &[],
            unit: "",
            is_of_figures: false,
            is_flat: true,
        }
    }

    /// The same, with each cell below one heading.
    pub fn flat(self) -> Self {
        Self {
            is_flat: true,
            ..self
        }
    }

    /// The same, with the headings that the sheet has.
    pub fn without_columns(self) -> Self {
        Self {
            columns: &[],
            ..self
        }
    }

    /// What the card says of a column of a table that is so wide; the labels may have none.
    fn format(&self, column: usize, width: usize) -> Option<Format> {
        let first = width.saturating_sub(self.columns.len());
        let column = self.columns.get(column.checked_sub(first)?)?;
        Format::named(column.get("format")?.text()?)
    }

    /// Whether headings are those that the card has itself: one of them stands where the card has it, or
    /// all stand in another order, which is told.
    fn are_said(&self, headings: &[(TableCell, String)]) -> bool {
        let from = headings.len().saturating_sub(self.columns.len());
        let title = |column: &Node| match column.get("title") {
            Some(title) => title.text().unwrap_or_default().to_owned(),
            None => column.text().unwrap_or_default().to_owned(),
        };
        let titles = self.columns.iter().map(title);
        let titles: Vec<String> = titles.filter(|title| !title.trim().is_empty()).collect();
        let is_heading = |words: &str| {
            headings
                .iter()
                .any(|(_, heading)| same_words(words, heading))
        };
        let mut pairs = self.columns.iter().zip(&headings[from..]);
        let is_in_place = pairs.any(|(column, (_, words))| {
            !words.trim().is_empty() && same_words(&title(column), words)
        });
        is_in_place || !titles.is_empty() && titles.iter().all(|title| is_heading(title))
    }
}

/// The columns and rows of a sheet, as the card wants them. The first rows are its columns, unless
/// the card has other ones, none of which stands there, or the table has no headings.
pub fn records(sheet: &SheetTable, source: &Source, wishes: &Wishes<'_>) -> Records {
    let maker = Maker {
        id: sheet.source,
        wishes,
        width: sheet.table.rows.first().map_or(0, Vec::len),
    };
    let headings = sheet.table.headings();
    let has_heads = sheet.has_header && (wishes.columns.is_empty() || wishes.are_said(&headings));
    let columns = if has_heads {
        let heading = |(cell, words): (TableCell, String)| maker.text(&cell, words);
        headings.into_iter().map(heading).collect()
    } else {
        wishes.columns.to_vec()
    };
    let rows = sheet.table.body(has_heads).iter();
    Records {
        columns,
        rows: rows.map(|row| maker.row(row)).collect(),
        span: Span::new(sheet.source, 0..source.text().len()),
        held: held(sheet.table.body(has_heads)),
    }
}

/// What the cells hold that show something else.
fn held(rows: &[Vec<TableCell>]) -> BTreeMap<usize, Held> {
    let of = |cell: &TableCell| {
        let day = cell.shown.day.map(|day| Held::Day(day.to_string()));
        let figure = || Some(Held::Figure(cell.shown.figure.as_ref()?.digits.clone()));
        Some((cell.range.start, day.or_else(figure)?))
    };
    rows.iter().flatten().filter_map(of).collect()
}

struct Maker<'a> {
    id: SourceId,
    wishes: &'a Wishes<'a>,
    /// How many columns the table has.
    width: usize,
}

impl Maker<'_> {
    fn row(&self, cells: &[TableCell]) -> Vec<Node> {
        let mut made = Vec::with_capacity(cells.len());
        let mut column = 0;
        for cell in cells {
            let value = self.value(cell, self.wishes.format(column, self.width));
            let node = self.placed(cell, value);
            let is_label = self.wishes.is_flat || (column == 0 && self.wishes.is_of_figures);
            column += cell.span;
            match cell.span {
                1 => made.push(node),
                // A label stands over one column; the rest of the row is empty.
                span if is_label => {
                    made.push(node);
                    let blank = || self.placed(cell, Value::Text(String::new()));
                    made.extend(std::iter::repeat_with(blank).take(span - 1));
                }
                span => made.push(self.wide(cell, node, span)),
            }
        }
        made
    }

    fn text(&self, cell: &TableCell, text: String) -> Node {
        self.placed(cell, Value::Text(text))
    }

    fn placed(&self, cell: &TableCell, value: Value) -> Node {
        let span = Span::new(self.id, cell.range.clone());
        Node::placed(span, value, TextMap::verbatim(self.id, cell.range.start))
    }

    /// A cell over several columns: `{text, span}`.
    fn wide(&self, cell: &TableCell, text: Node, span: usize) -> Node {
        let place = text.span;
        let key = |name: &str| Key {
            name: name.to_owned(),
            span: place,
        };
        let count = Value::Number(span.into(), span.to_string());
        let entries = vec![(key("text"), text), (key("span"), self.placed(cell, count))];
        Node::made(place, Value::Map(entries))
    }

    /// What a cell is to the table.
    fn value(&self, cell: &TableCell, format: Option<Format>) -> Value {
        let shown = || Value::Text(lines(&cell.shown.text));
        let Some(figure) = cell.shown.figure.as_ref().filter(|_| !cell.is_text) else {
            return shown();
        };
        match format {
            Some(Format::Text) => shown(),
            Some(Format::Figure) if figure.is_percent || !figure.is_bare => shown(),
            Some(Format::Figure) => spelt(&self.scaled(figure)).unwrap_or_else(shown),
            None if self.wishes.is_of_figures && self.is_in_unit(figure) => {
                spelt(&self.scaled(figure)).unwrap_or_else(shown)
            }
            // As it is shown, but for what is shown as it is typed.
            None if cell.shown.text == figure.digits => spelt(&figure.digits).unwrap_or_else(shown),
            None => shown(),
        }
    }

    /// Whether the unit of the table says what the cell says beside its digits.
    fn is_in_unit(&self, figure: &Figure) -> bool {
        let unit = self.wishes.unit;
        let is_same =
            |currency: &String| !currency.is_empty() && unit.starts_with(currency.as_str());
        figure.is_bare
            && figure.is_percent == (figure.is_percent && unit == "%")
            && figure.currency.as_ref().is_none_or(is_same)
    }

    /// The digits in the multiples of the unit, if the sheet shows others: what the sheet shows in
    /// thousands is no number of pounds.
    fn scaled(&self, figure: &Figure) -> String {
        let unit = self.wishes.unit;
        let wanted = exponent_of_unit(unit);
        if figure.scale == 0 || unit.is_empty() || figure.scale == wanted {
            return figure.digits.clone();
        }
        let tens = 10_i64.checked_pow(wanted).map(rust_decimal::Decimal::from);
        tens.and_then(|tens| figure.exact.checked_div(tens))
            .map_or_else(
                || figure.digits.clone(),
                |value| value.normalize().to_string(),
            )
    }
}

/// Digits as a number, if they are plain.
fn spelt(digits: &str) -> Option<Value> {
    Plain::read(digits)?;
    let number = serde_json::Number::from_f64(digits.parse().ok()?)?;
    Some(Value::Number(number, digits.to_owned()))
}

/// The words of a cell; how a program for workbooks ends lines in it is not how Markdown does.
fn lines(text: &str) -> String {
    text.replace(['\r', '\t'], " ")
}
