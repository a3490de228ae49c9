//! A CSV file (RFC 4180) as the columns and rows of a table, each cell with its place in the file.

use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, Report};
use crate::source::{Source, SourceId, Span, TextMap};

/// The first record gives the columns, the others the rows.
#[derive(Debug)]
pub struct Records {
    pub columns: Vec<Node>,
    pub rows: Vec<Vec<Node>>,
    pub span: Span,
}

/// Reads a file; a record that cannot be read is reported, and those before it are kept.
pub fn parse(id: SourceId, source: &Source, report: &mut Report) -> Records {
    let text = source.text();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records: Vec<Vec<Node>> = Vec::new();
    let mut from = 0;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let span = Span::new(id, from..from);
                let diagnostic = Diagnostic::error("source/csv", span, format!("this is not valid CSV: {error}"));
                report.push(diagnostic.help("save the table again as “CSV (UTF-8)”"));
                break;
            }
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        records.push(cells(id, text, from, end, &record));
        from = end;
    }
    let mut records = records.into_iter();
    Records { columns: records.next().unwrap_or_default(), rows: records.collect(), span: Span::new(id, 0..text.len()) }
}

/// The fields of one record, which stands between two bytes of the file, found again one after the other.
fn cells(id: SourceId, text: &str, from: usize, end: usize, record: &csv::StringRecord) -> Vec<Node> {
    let slice = text.get(from..end).unwrap_or_default();
    let mut at = 0;
    record
        .iter()
        .map(|field| {
            let first = field.lines().next().unwrap_or_default().split('"').next().unwrap_or_default();
            let start = slice[at..].find(first).map_or(at, |found| at + found);
            let length = field.len().min(slice.len() - start);
            at = slice.floor_char_boundary(start + length);
            let map = TextMap::align(id, from + start, &slice[start..], field);
            let span = Span::new(id, from + start..from + at);
            Node::placed(span, value(field), map)
        })
        .collect()
}

/// A field that spells a number is one.
fn value(field: &str) -> Value {
    let number = field.trim().parse::<f64>().ok().filter(|_| field.bytes().any(|byte| byte.is_ascii_digit()));
    match number.and_then(serde_json::Number::from_f64) {
        Some(number) => Value::Number(number, field.trim().to_owned()),
        None => Value::Text(field.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceSet;

    #[test]
    fn every_cell_keeps_its_place() {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.csv", "Area,\"Now, £\"\r\nNorth,TBC\r\nSouth,-12.50\r\n"));
        let mut report = Report::default();
        let records = parse(id, sources.get(id), &mut report);
        assert_eq!(records.columns[1].text(), Some("Now, £"));
        assert_eq!(sources.slice(records.rows[0][1].span), "TBC");
        assert_eq!(sources.slice(records.rows[1][1].span), "-12.50");
        assert!(matches!(&records.rows[1][1].value, Value::Number(_, spelling) if spelling == "-12.50"));
    }
}
