//! One cell: its value, the text that the program which wrote it showed, and its formula.

use std::sync::Arc;

use roxmltree::Node;

use super::{attribute, is};
use crate::parse::workbook::{Cell, Formula, Look, Value, dates};

/// How a formula that came to nothing is shown.
const ERRORS: [&str; 8] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "Err:",
];

pub(super) fn cell(node: Node<'_, '_>) -> Cell {
    let text: Arc<str> = Arc::from(shown(node));
    // LibreOffice says `error` beside the type that it writes for older readers.
    let extended = node
        .attributes()
        .find(|one| one.name() == "value-type" && one.value() == "error");
    let kind = attribute(node, "value-type").unwrap_or_default();
    let formula = attribute(node, "formula").map(|formula| Formula {
        text: Arc::from(formula_in_a1(formula)),
        shift: (0, 0),
        is_stored: !kind.is_empty() || !text.is_empty(),
    });
    let is_error = extended.is_some()
        || (formula.is_some() && ERRORS.iter().any(|error| text.starts_with(error)));
    let number = |key: &str| {
        let number = attribute(node, key)?.trim().parse::<f64>().ok();
        number
            .filter(|number| number.is_finite())
            .map(Value::Number)
    };
    let written = |is_percent: bool| {
        if text.is_empty() {
            return Look::Unread;
        }
        Look::Written {
            text: text.clone(),
            currency: attribute(node, "currency").map(Arc::from),
            is_percent,
        }
    };
    let as_text = || match text.is_empty() {
        true => Value::Empty,
        false => Value::Text(text.clone()),
    };
    let (value, look) = match kind {
        _ if is_error => (Value::Error(text.clone()), Look::Plain),
        "float" | "currency" => (number("value").unwrap_or_else(as_text), written(false)),
        "percentage" => (number("value").unwrap_or_else(as_text), written(true)),
        "date" => {
            let days = attribute(node, "date-value").and_then(dates::counted);
            days.map_or((as_text(), Look::Plain), |days| {
                (Value::Number(days), Look::Day(day_code(&text, days)))
            })
        }
        "boolean" => {
            let value = attribute(node, "boolean-value") == Some("true");
            (Value::Bool(value), written(false))
        }
        _ => (as_text(), Look::Plain),
    };
    Cell {
        value,
        look,
        formula,
    }
}

/// Whether a day is shown with its time, or as a month or a year alone: to be told from its text.
fn day_code(text: &str, days: f64) -> &'static str {
    let numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let has_letters = text.chars().any(char::is_alphabetic);
    match (numbers.as_slice(), has_letters) {
        ([year], false) if year.len() == 4 => "yyyy",
        ([year], true) if year.len() == 4 => "mmmm yyyy",
        ([number], true) => of_one_number(number, days),
        _ if text.contains(':') => "yyyy-mm-dd hh:mm",
        _ => "yyyy-mm-dd",
    }
}

/// A month beside one number, `Apr-24` or `1 Apr`, which is the year or the day.
fn of_one_number(number: &str, days: f64) -> &'static str {
    let Some((date, _)) = dates::moment(days, false) else {
        return "yyyy-mm-dd";
    };
    let number: i16 = number.parse().unwrap_or_default();
    let (is_year, is_day) = (date.year() % 100 == number, i16::from(date.day()) == number);
    match (is_year, is_day) {
        (true, false) => "mmmm yyyy",
        (false, true) => "d mmmm",
        _ => "yyyy-mm-dd",
    }
}

/// `of:=SUM([.B2:.B4];[$Other.A1])` without its head, and with cells as in `.xlsx`.
fn formula_in_a1(formula: &str) -> String {
    let text = formula.split_once('=').map_or(formula, |(_, text)| text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']') else {
            break;
        };
        out.push_str(&rest[..open]);
        let reference = &rest[open + 1..open + close];
        match reference.strip_prefix('.') {
            Some(cells) => out.push_str(&cells.replace(":.", ":")),
            // A cell of another sheet, which is not computed.
            None => out.push_str(&reference.replace('.', "!")),
        }
        rest = &rest[open + close + 1..];
    }
    (out + rest).replace(';', ",")
}

/// The paragraphs of a cell as it is shown; comments are none of them.
fn shown(cell: Node<'_, '_>) -> String {
    let paragraphs = cell
        .children()
        .filter(|node| is(*node, "p"))
        .map(|paragraph| {
            let mut text = String::new();
            for node in paragraph.descendants() {
                match node.tag_name().name() {
                    "s" => text.extend(std::iter::repeat_n(' ', spaces(node))),
                    "line-break" | "tab" => text.push(' '),
                    _ if node.is_text() => text.push_str(node.text().unwrap_or_default()),
                    _ => {}
                }
            }
            text
        });
    paragraphs.collect::<Vec<String>>().join("\n")
}

/// How many spaces stand there; more than anybody types are one.
fn spaces(node: Node<'_, '_>) -> usize {
    attribute(node, "c")
        .and_then(|count| count.parse().ok())
        .filter(|count| *count < 100)
        .unwrap_or(1)
}
