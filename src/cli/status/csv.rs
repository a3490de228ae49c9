//! What is outstanding, as CSV by RFC 4180, one row an item. A spreadsheet would run a cell that
//! begins like a formula, so an apostrophe goes before it.

use std::borrow::Cow;

use super::items::Item;
use crate::diagnostic::show::text::harmless;

const HEADER: [&str; 10] = [
    "document", "card", "path", "line", "column", "code", "text", "owner", "due", "note",
];

pub fn render(items: &[Item]) -> String {
    let mut out = row(&HEADER);
    for item in items {
        let none = String::new();
        let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| none.clone());
        let (owner, due, note) = (
            or_none(&item.owner),
            or_none(&item.due),
            or_none(&item.note),
        );
        let (line, column) = (item.line.to_string(), item.column.to_string());
        out.push_str(&row(&[
            &item.document,
            &item.card,
            &item.path,
            &line,
            &column,
            &item.code,
            &item.text,
            &owner,
            &due,
            &note,
        ]));
    }
    out
}

pub fn row(cells: &[&str]) -> String {
    let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

/// A cell, in quotation marks where its text needs them.
fn quoted(text: &str) -> Cow<'_, str> {
    let text = harmless(text);
    let text = if is_formula(&text) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    };
    if text.contains(['"', ',', '\n', '\r', '\'']) || text.trim() != text {
        return Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")));
    }
    text
}

/// Whether a spreadsheet could take a cell for a formula, the full-width signs included.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    text.starts_with(['\t', '\n']) || first.is_some_and(|c| "=+-@＝＋－＠".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_disarmed() {
        for (text, cell) in [
            ("TBC", "TBC"),
            ("a, b", "\"a, b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (
                "=HYPERLINK(\"http://x\")",
                "\"'=HYPERLINK(\"\"http://x\"\")\"",
            ),
            (" +1", "\"' +1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("＝1", "\"'＝1\""),
            ("-1", "\"'-1\""),
            ("a-1", "a-1"),
            ("\r=1", "?=1"),
            ("\u{1b}[2J", "?[2J"),
        ] {
            assert_eq!(quoted(text), cell);
        }
    }

    #[test]
    fn rows_end_with_both_characters_and_have_all_columns() {
        let text = render(&[Item {
            text: "TBC".to_owned(),
            line: 1,
            column: 2,
            ..Item::default()
        }]);
        assert_eq!(
            text,
            "document,card,path,line,column,code,text,owner,due,note\r\n,,,1,2,,TBC,,,\r\n"
        );
    }
}
