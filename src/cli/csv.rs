//! Rows of CSV by RFC 4180. A spreadsheet would run a cell that begins like a formula, so an
//! apostrophe goes before it; a plain number stays one.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::diagnostic::show::text::harmless;

/// One row with its line end.
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
    let is_sign = first.is_some_and(|c| "=+-@＝＋－＠".contains(c));
    text.starts_with(['\t', '\n']) || (is_sign && Decimal::from_str_exact(text).is_err())
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
            ("-1", "-1"),
            ("-1+1", "\"'-1+1\""),
            ("a-1", "a-1"),
            ("\r=1", "?=1"),
            ("\u{1b}[2J", "?[2J"),
        ] {
            assert_eq!(quoted(text), cell);
        }
    }
}
