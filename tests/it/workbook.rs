//! Workbooks for tests, made of a text: a line for each row, ` | ` between cells. In: such a text.
//! Out: the bytes of an `.xlsx`.
//!
//! - `--- Costs` begins a sheet, `--- Costs (hidden)` a hidden one; before the first it is `Sheet1`.
//! - `=SUM(B2:B3)` is a formula without a value, `=SUM(B2:B3) → 0` one with.
//! - `0.17 as 0%` has a number format. `#DIV/0!` is an error.
//! - `(hidden) ` before a row hides it, `{B1:C1}` at the end of one joins cells.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The workbook of a text.
pub fn xlsx(text: &str) -> Vec<u8> {
    let sheets = sheets(text);
    let mut formats: Vec<String> = Vec::new();
    let bodies: Vec<String> = sheets
        .iter()
        .map(|(_, rows)| body(rows, &mut formats))
        .collect();
    let mut tabs = String::new();
    let mut relations = relation("s", "styles", "styles.xml");
    for (at, (name, _)) in sheets.iter().enumerate() {
        let (name, state) = match name.strip_suffix(" (hidden)") {
            Some(name) => (name, " state=\"hidden\""),
            None => (name.as_str(), ""),
        };
        let name = escaped(name);
        let _ = write!(
            tabs,
            "<sheet name=\"{name}\" sheetId=\"{}\"{state} r:id=\"r{at}\"/>",
            at + 1
        );
        relations += &relation(
            &format!("r{at}"),
            "worksheet",
            &format!("worksheets/sheet{at}.xml"),
        );
    }
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{tabs}</sheets></workbook>"
    );
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            relationships(&relation("b", "officeDocument", "xl/workbook.xml")),
        ),
        ("xl/workbook.xml".to_owned(), book),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            relationships(&relations),
        ),
        ("xl/styles.xml".to_owned(), styles(&formats)),
    ];
    let bodies = bodies.into_iter().enumerate();
    parts.extend(bodies.map(|(at, body)| (format!("xl/worksheets/sheet{at}.xml"), body)));
    package(&parts)
}

/// A zip archive of some parts.
pub fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(name.as_str(), options)
            .expect("a part can be begun");
        zip.write_all(text.as_bytes())
            .expect("a part can be written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The names of sheets, and their rows.
fn sheets(text: &str) -> Vec<(String, Vec<&str>)> {
    let mut sheets: Vec<(String, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            sheets.push((name.trim().to_owned(), Vec::new()));
        } else {
            if sheets.is_empty() {
                sheets.push(("Sheet1".to_owned(), Vec::new()));
            }
            let last = sheets.len() - 1;
            sheets[last].1.push(line);
        }
    }
    sheets
}

fn body(rows: &[&str], formats: &mut Vec<String>) -> String {
    let (mut data, mut joined) = (String::new(), String::new());
    for (at, row) in rows.iter().enumerate() {
        let (hidden, row) = row
            .strip_prefix("(hidden) ")
            .map_or(("", *row), |row| (" hidden=\"1\"", row));
        let (row, joins) = row
            .split_once(" {")
            .map_or((row, ""), |(row, joins)| (row, joins));
        for join in joins
            .split(['{', '}'])
            .filter(|join| !join.trim().is_empty())
        {
            let _ = write!(joined, "<mergeCell ref=\"{join}\"/>");
        }
        let _ = write!(data, "<row r=\"{}\"{hidden}>", at + 1);
        for (column, text) in row.split('|').enumerate() {
            let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
            data += &cell(&format!("{letter}{}", at + 1), text.trim(), formats);
        }
        data += "</row>";
    }
    let joined = match joined.as_str() {
        "" => String::new(),
        joined => format!("<mergeCells>{joined}</mergeCells>"),
    };
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData>{joined}</worksheet>")
}

fn cell(name: &str, text: &str, formats: &mut Vec<String>) -> String {
    let (text, style) = match text.rsplit_once(" as ") {
        Some((text, format)) => {
            formats.push(format.to_owned());
            (text, format!(" s=\"{}\"", formats.len()))
        }
        None => (text, String::new()),
    };
    let (formula, value) = match text.strip_prefix('=') {
        Some(formula) => match formula.split_once(" → ") {
            Some((formula, value)) => (format!("<f>{}</f>", escaped(formula)), value),
            None => {
                return format!(
                    "<c r=\"{name}\"{style}><f>{}</f><v></v></c>",
                    escaped(formula)
                );
            }
        },
        None => (String::new(), text),
    };
    let value = value.trim();
    if value.is_empty() {
        return String::new();
    }
    let is_error = value.starts_with('#') && value.ends_with(['!', '?']);
    let kind = match value.parse::<f64>() {
        Ok(_) => "",
        Err(_) if is_error => " t=\"e\"",
        Err(_) => " t=\"str\"",
    };
    format!(
        "<c r=\"{name}\"{style}{kind}>{formula}<v>{}</v></c>",
        escaped(value)
    )
}

fn styles(formats: &[String]) -> String {
    let (mut codes, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
    for (at, format) in formats.iter().enumerate() {
        let (id, code) = (164 + at, escaped(format));
        let _ = write!(codes, "<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
        let _ = write!(styles, "<xf numFmtId=\"{id}\"/>");
    }
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
    )
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

fn relationships(relations: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
