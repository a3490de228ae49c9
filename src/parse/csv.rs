//! A CSV file (RFC 4180) as the columns and rows of a table, each cell with its place in the file.
//! Spreadsheets of many countries write semicolons or tabs for commas; which it is is found out
//! from the first lines, unless somebody says so. What a spreadsheet leaves around a table, empty
//! lines and rows and columns of empty cells, is passed over.

use std::collections::BTreeMap;

use super::spelling::Plain;
use super::yaml::{Node, Value};
use crate::diagnostic::{Report, rules};
use crate::source::{Source, SourceId, Span, TextMap};

/// The first record gives the columns, the others the rows.
#[derive(Debug)]
pub struct Records {
    /// The names in the first row.
    pub columns: Vec<Node>,
    /// The cells of the other rows, as long as the first.
    pub rows: Vec<Vec<Node>>,
    /// The whole file.
    pub span: Span,
    /// What cells of a workbook hold behind what they show, by the byte at which they begin.
    pub held: BTreeMap<usize, Held>,
}

/// What a cell of a workbook holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A day, as year-month-day.
    Day(String),
    /// A number in plain decimals, as exactly as it is shown.
    Figure(String),
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Notation {
    /// What stands between cells; found out if nobody says so.
    pub separator: Option<Separator>,
    /// What stands before decimals in the language of the document. Where that is a comma, `1.234`
    /// may be a thousand and more, and is text.
    pub point: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Semicolon,
    Tab,
}

impl Separator {
    /// Where two fit alike, the later is meant: commas stand in texts and before decimals, too.
    const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// By the sign itself or its name.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "," | "comma" => Some(Self::Comma),
            ";" | "semicolon" => Some(Self::Semicolon),
            "\t" | "tab" => Some(Self::Tab),
            _ => None,
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The separator with which most of the first lines have as many cells as the first of them,
    /// and that more than one.
    fn of(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .max_by_key(|separator| separator.fitness(text))
            .unwrap_or(Self::Comma)
    }

    /// How many of the first lines have as many cells as the first; none if that has one cell.
    fn fitness(self, text: &str) -> usize {
        let mut reader = self.reader(text);
        let mut widths = reader
            .records()
            .take(LOOKED_AT)
            .map_while(Result::ok)
            .map(|record| record.len());
        match widths.next() {
            Some(first) if first > 1 => 1 + widths.filter(|width| *width == first).count(),
            _ => 0,
        }
    }

    fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.byte())
            .from_reader(text.as_bytes())
    }
}

/// So many lines say which the separator is.
const LOOKED_AT: usize = 50;

/// Reads a file; a record that cannot be read is reported, and those before it are kept.
pub fn parse(id: SourceId, source: &Source, notation: Notation, report: &mut Report) -> Records {
    let text = source.text();
    let (said, begin) = said(text);
    let separator = notation
        .separator
        .or(said)
        .unwrap_or_else(|| Separator::of(&text[begin..]));
    let mut reader = separator.reader(&text[begin..]);
    let mut records: Vec<Vec<Node>> = Vec::new();
    let mut from = begin;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let span = Span::new(id, from..from);
                let diagnostic =
                    rules::source::CSV.at(span, format!("this is not valid CSV: {error}"));
                report.push(diagnostic.help("save the table again as “CSV (UTF-8)”"));
                break;
            }
        }
        let end = usize::try_from(reader.position().byte())
            .map_or(text.len(), |byte| begin + byte)
            .min(text.len());
        if record.iter().any(|field| !field.trim().is_empty()) {
            records.push(cells(id, text, from..end, &record, notation.point));
        }
        from = end;
    }
    let mut records = trimmed(records).into_iter();
    Records {
        columns: records.next().unwrap_or_default(),
        rows: records.collect(),
        span: Span::new(id, begin..text.len()),
        held: BTreeMap::new(),
    }
}

/// What a first line `sep=;` says, which spreadsheets read, and where the table begins.
fn said(text: &str) -> (Option<Separator>, usize) {
    let line = text.lines().next().unwrap_or_default();
    match line.strip_prefix("sep=").and_then(Separator::named) {
        Some(separator) => (
            Some(separator),
            (line.len() + 1 + usize::from(text[line.len()..].starts_with('\r'))).min(text.len()),
        ),
        None => (None, 0),
    }
}

/// Without the columns at the end that are empty in every record, and without empty cells beyond
/// the headings.
fn trimmed(mut records: Vec<Vec<Node>>) -> Vec<Vec<Node>> {
    let filled = |cells: &[Node]| {
        cells
            .iter()
            .rposition(|cell| !cell.is_blank())
            .map_or(0, |last| last + 1)
    };
    let width = records
        .iter()
        .map(|cells| filled(cells))
        .max()
        .unwrap_or_default();
    let headed = records.first().map_or(0, |header| header.len().min(width));
    for cells in &mut records {
        let kept = filled(cells).max(headed);
        cells.truncate(kept);
    }
    records
}

/// The fields of one record, which stands in a range of the file, found again one after the other.
fn cells(
    id: SourceId,
    text: &str,
    range: std::ops::Range<usize>,
    record: &csv::StringRecord,
    point: char,
) -> Vec<Node> {
    let from = range.start;
    let slice = text.get(range).unwrap_or_default();
    let mut at = 0;
    record
        .iter()
        .map(|field| {
            let first = field
                .lines()
                .next()
                .unwrap_or_default()
                .split('"')
                .next()
                .unwrap_or_default();
            let start = slice[at..].find(first).map_or(at, |found| at + found);
            let length = field.len().min(slice.len() - start);
            at = slice.floor_char_boundary(start + length);
            let map = TextMap::align(id, from + start, &slice[start..], field);
            let span = Span::new(id, from + start..from + at);
            Node::placed(span, value(field, point), map)
        })
        .collect()
}

/// A field that spells a plain number is one; what begins with a plus or with zeros, or has an
/// exponent, is text.
fn value(field: &str, point: char) -> Value {
    let spelling = field.trim();
    let is_clear = point == '.' || !spelling.contains('.');
    let number = Plain::read(spelling)
        .filter(|_| is_clear)
        .and_then(|_| spelling.parse().ok());
    match number.and_then(serde_json::Number::from_f64) {
        Some(number) => Value::Number(number, spelling.to_owned()),
        None => Value::Text(field.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceSet;

    fn read(text: &str, point: char) -> (SourceSet, Records) {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.csv", text));
        let records = parse(
            id,
            sources.get(id),
            Notation {
                separator: None,
                point,
            },
            &mut Report::default(),
        );
        (sources, records)
    }

    fn cells_of(text: &str) -> Vec<Vec<String>> {
        let (_, records) = read(text, '.');
        let words = |cells: &Vec<Node>| {
            cells
                .iter()
                .map(|cell| cell.text().unwrap_or_default().to_owned())
                .collect()
        };
        std::iter::once(&records.columns)
            .chain(&records.rows)
            .map(words)
            .collect()
    }

    #[test]
    fn every_cell_keeps_its_place() {
        let (sources, records) = read("Area,\"Now, £\"\r\nNorth,TBC\r\nSouth,-12.50\r\n", '.');
        assert_eq!(records.columns[1].text(), Some("Now, £"));
        assert_eq!(sources.slice(records.rows[0][1].span), "TBC");
        assert_eq!(sources.slice(records.rows[1][1].span), "-12.50");
        assert!(
            matches!(&records.rows[1][1].value, Value::Number(_, spelling) if spelling == "-12.50")
        );
    }

    #[test]
    fn commas_semicolons_and_tabs_are_told_apart() {
        let table = [["Area", "Cost"], ["North", "12"], ["South", "8"]];
        for text in [
            "Area,Cost\nNorth,12\nSouth,8\n",
            "Area;Cost\nNorth;12\nSouth;8\n",
            "Area\tCost\nNorth\t12\nSouth\t8\n",
        ] {
            assert_eq!(cells_of(text), table, "{text}");
        }
        assert_eq!(
            cells_of("Area;Cost\nNorth;12,5\nSouth;8,0\n"),
            [["Area", "Cost"], ["North", "12,5"], ["South", "8,0"]]
        );
        assert_eq!(
            cells_of("Area;Cost, £\nNorth;1,5\n"),
            [["Area", "Cost, £"], ["North", "1,5"]]
        );
        assert_eq!(
            cells_of("Area,Note\nNorth,a; b\nSouth,c\n"),
            [["Area", "Note"], ["North", "a; b"], ["South", "c"]]
        );
        assert_eq!(
            cells_of("Name\n\"Smith; Jones, and others\"\n"),
            [["Name"], ["Smith; Jones, and others"]]
        );
    }

    #[test]
    fn a_first_line_may_say_which_the_separator_is() {
        for end in ["\n", "\r\n"] {
            let (sources, records) = read(&format!("sep=;{end}A, B;C{end}1;2{end}"), '.');
            assert_eq!(records.columns[0].text(), Some("A, B"));
            assert_eq!(sources.slice(records.rows[0][1].span), "2");
        }
        assert!(read("sep=;", '.').1.columns.is_empty());
    }

    #[test]
    fn what_a_spreadsheet_leaves_is_passed_over() {
        assert_eq!(
            cells_of("A,B,,\n1,2,,\n,,,\n\n3,,,\n,,,\n"),
            [["A", "B"], ["1", "2"], ["3", ""]]
        );
        assert_eq!(
            cells_of("A,B\n1,2,3,\n"),
            [vec!["A", "B"], vec!["1", "2", "3"]]
        );
    }

    #[test]
    fn only_plain_numbers_are_numbers() {
        let (_, records) = read(
            "A,B,C,D,E,F,G\n007,+5,1E-3,12345678901234567890,-0.50,0x1F, 12 \n",
            '.',
        );
        let is_number: Vec<bool> = records.rows[0]
            .iter()
            .map(|cell| matches!(cell.value, Value::Number(..)))
            .collect();
        assert_eq!(is_number, [false, false, false, true, true, false, true]);
        assert_eq!(records.rows[0][3].text(), Some("12345678901234567890"));
        let (_, german) = read("A;B\n1.234;12\n", ',');
        assert!(matches!(&german.rows[0][0].value, Value::Text(text) if text == "1.234"));
    }
}
