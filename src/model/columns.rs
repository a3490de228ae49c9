//! What the columns of a table say of their cells. A column may be a mapping, `{title, format}`
//! (`x-column` in the schema): it stands for its title, and its format says whether the numbers
//! below it are figures, with thousands divided, or text. A column without a format whose heading
//! says that years stand below it holds text.
//!
//! In: the fields of a card. Out: the same fields, with each column as its title and each number in
//! the form in which it is printed.

use serde_json::Value as Json;

use super::cells::{span, text};
use super::field::{Entry, Field, FieldValue, Number};
use super::schema::Schema;
use crate::parse::body::{Inline, Text, plain_text};
use crate::parse::spelling::Plain;

/// How the numbers of a column are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With thousands divided and negatives in brackets.
    Figure,
    /// As they are typed; they are not added up.
    Text,
}

impl Format {
    /// By the word that an author writes.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "figure" => Some(Self::Figure),
            "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// Puts titles in the place of columns and gives every cell its form. Gives the formats of the
/// columns, which is an empty list for a card of a kind without such columns.
pub fn settle(fields: &mut Field, schema: &Schema) -> Vec<Option<Format>> {
    let Some(key) = fields
        .entries()
        .iter()
        .find(|entry| has_columns(entry, schema))
        .map(|entry| entry.name.clone())
    else {
        return Vec::new();
    };
    let FieldValue::Map(entries) = &mut fields.value else {
        return Vec::new();
    };
    let Some(columns) = entries.iter_mut().find(|entry| entry.name == key) else {
        return Vec::new();
    };
    let FieldValue::List(items) = &mut columns.field.value else {
        return Vec::new();
    };
    let mut formats: Vec<Option<Format>> = items.iter_mut().map(take_format).collect();
    let titles: Vec<String> = items
        .iter()
        .map(|item| item.inline().map(plain_text).unwrap_or_default())
        .collect();
    let mut settling = Settling {
        schema,
        key: &key,
        formats: &formats,
    };
    let of_years = years(fields, &titles, &mut settling);
    formats
        .iter_mut()
        .zip(of_years)
        .for_each(|(format, is_of_years)| *format = format.or(is_of_years.then_some(Format::Text)));
    let mut settling = Settling {
        schema,
        key: &key,
        formats: &formats,
    };
    settling.rows(fields, &schema.value, &mut |cell, _, format| {
        apply(cell, format);
    });
    formats
}

/// Whether a list has items that may be mappings with a format.
fn has_columns(entry: &Entry, schema: &Schema) -> bool {
    let items = schema
        .property(&schema.value, &entry.name)
        .and_then(|list| list.get("items"));
    let alternatives = items
        .and_then(|items| schema.resolve(items).get("anyOf"))
        .and_then(Json::as_array);
    alternatives
        .into_iter()
        .flatten()
        .any(|one| schema.resolve(one).get("x-column").is_some())
}

/// Replaces a column that is a mapping with its title.
fn take_format(column: &mut Field) -> Option<Format> {
    let FieldValue::Map(entries) = &mut column.value else {
        return None;
    };
    let format = entries
        .iter()
        .find(|entry| entry.name == "format")
        .and_then(|entry| entry.field.word())
        .and_then(Format::named);
    let title = entries
        .iter()
        .position(|entry| entry.name == "title")
        .map(|at| entries.swap_remove(at).field);
    *column = title.unwrap_or(Field {
        span: column.span,
        value: FieldValue::Blank,
    });
    format
}

/// Goes through the rows whose cells stand below the columns (`x-width`).
struct Settling<'a> {
    schema: &'a Schema,
    /// The key of the columns.
    key: &'a str,
    formats: &'a [Option<Format>],
}

impl Settling<'_> {
    /// Visits each cell that fills one column, with the number of its column and the format of
    /// that.
    fn rows(
        &mut self,
        field: &mut Field,
        of: &Json,
        visit: &mut dyn FnMut(&mut Field, usize, Option<Format>),
    ) {
        let of = self.schema.resolve(of);
        match &mut field.value {
            FieldValue::Map(entries) => {
                for entry in entries {
                    if let Some(inner) = self.schema.property(of, &entry.name) {
                        self.rows(&mut entry.field, inner, visit);
                    }
                }
            }
            FieldValue::List(items) => match of
                .get("x-width")
                .and_then(Json::as_str)
                .and_then(|rule| self.first_column(rule))
            {
                Some(first) => self.cells(items, first, visit),
                None => {
                    let inner = of.get("items").unwrap_or(&Json::Null);
                    items
                        .iter_mut()
                        .for_each(|item| self.rows(item, inner, visit));
                }
            },
            _ => {}
        }
    }

    /// The column under which the first cell of a row stands: of `columns - 1` the second.
    fn first_column(&self, rule: &str) -> Option<usize> {
        let (key, less) = rule.split_once(" - ").unwrap_or((rule, "0"));
        less.parse().ok().filter(|_| key == self.key)
    }

    fn cells(
        &self,
        cells: &mut [Field],
        first: usize,
        visit: &mut dyn FnMut(&mut Field, usize, Option<Format>),
    ) {
        let mut at = first;
        for cell in cells {
            let filled = span(cell);
            if filled == 1 {
                visit(cell, at, self.formats.get(at).copied().flatten());
            }
            at = at.saturating_add(filled);
        }
    }
}

/// For each column, whether its heading says that years stand below it, and all figures in it are
/// years.
fn years(fields: &mut Field, titles: &[String], settling: &mut Settling<'_>) -> Vec<bool> {
    let mut of_years: Vec<bool> = titles.iter().map(|title| heads_years(title)).collect();
    if of_years.contains(&true) {
        settling.rows(fields, &settling.schema.value, &mut |cell, at, _| {
            let is_other =
                matches!(&cell.value, FieldValue::Number(number) if !is_year(&number.spelling));
            if is_other && let Some(is_of_years) = of_years.get_mut(at) {
                *is_of_years = false;
            }
        });
    }
    of_years
}

fn is_year(spelling: &str) -> bool {
    spelling.len() == 4
        && spelling.bytes().all(|byte| byte.is_ascii_digit())
        && !spelling.starts_with('0')
}

/// Words for a year, in the languages of plans.
const YEAR: [&str; 20] = [
    "year",
    "years",
    "yr",
    "blwyddyn",
    "bliain",
    "bliadhna",
    "année",
    "an",
    "exercice",
    "jahr",
    "año",
    "ano",
    "anno",
    "jaar",
    "rok",
    "år",
    "vuosi",
    "السنة",
    "سنة",
    "عام",
];

/// Words before “year” with which it is still one year of the calendar. “Last year” or “per year”
/// head figures.
const SORTS: [&str; 24] = [
    "academic",
    "base",
    "baseline",
    "birth",
    "budget",
    "build",
    "calendar",
    "census",
    "completion",
    "construction",
    "delivery",
    "due",
    "end",
    "financial",
    "fiscal",
    "launch",
    "opening",
    "reference",
    "reporting",
    "school",
    "start",
    "survey",
    "target",
    "tax",
];

/// Words behind “year” with which it is still one: “Year opened”. “Year 1” heads figures.
const MANNERS: [&str; 18] = [
    "acquired",
    "adopted",
    "approved",
    "began",
    "begun",
    "built",
    "closed",
    "completed",
    "due",
    "ended",
    "ending",
    "established",
    "founded",
    "installed",
    "joined",
    "opened",
    "published",
    "started",
];

/// Whether a heading says that years stand below it.
fn heads_years(title: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [word] => YEAR.contains(word),
        [first, "year"] => SORTS.contains(first),
        ["year", manner] => MANNERS.contains(manner),
        ["year", "of", ..] => true,
        _ => false,
    }
}

/// Gives a cell the form of its column.
fn apply(cell: &mut Field, format: Option<Format>) {
    let place = cell.span;
    match (&mut cell.value, format) {
        (FieldValue::Map(entries), _) => {
            entries
                .iter_mut()
                .filter(|entry| entry.name == "text")
                .for_each(|entry| apply(&mut entry.field, format));
        }
        (FieldValue::Number(number), Some(Format::Text)) => {
            let text = Text {
                text: std::mem::take(&mut number.spelling),
                span: place,
            };
            cell.value = FieldValue::Inline(vec![Inline::Text(text)]);
        }
        (FieldValue::Number(number), Some(Format::Figure)) => number.is_figure = true,
        (FieldValue::Inline(_) | FieldValue::Blocks(_), Some(Format::Figure)) => {
            let number = text(cell).as_deref().and_then(figure);
            if let Some(number) = number {
                cell.value = FieldValue::Number(number);
            }
        }
        _ => {}
    }
}

/// A text that spells a plain number, as a figure.
fn figure(text: &str) -> Option<Number> {
    let spelling = text.trim();
    Plain::read(spelling)?;
    Some(Number {
        value: spelling.parse().ok()?,
        spelling: spelling.to_owned(),
        is_figure: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_headings_say_that_years_stand_below_them() {
        for title in [
            "Year",
            "year:",
            "Year built",
            "Financial year",
            "Year of opening",
            "Target year",
            "Blwyddyn",
            "Année",
            "Jahr",
        ] {
            assert!(heads_years(title), "{title}");
        }
        for title in [
            "Year 1",
            "Last year",
            "Cost per year",
            "End of year",
            "This year",
            "Yearly",
            "",
            "2019/20",
            "Year on year",
        ] {
            assert!(!heads_years(title), "{title}");
        }
    }

    #[test]
    fn a_year_has_four_digits() {
        assert!(is_year("2021") && is_year("1948"));
        assert!(!is_year("0021") && !is_year("20.1") && !is_year("202") && !is_year("-202"));
    }
}
