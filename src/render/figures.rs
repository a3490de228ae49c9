//! The table of a card with `columns` and `rows`: its sums as they are printed, and how wide its
//! columns are to be.

use super::widths;
use crate::model::card::Card;
use crate::model::cells;
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::SumKeys;
use crate::model::sums::{self, Added, Addition, Reading};
use crate::parse::body::plain_text;
use crate::parse::spelling::figure;

/// The sums that are to be printed, formatted; nothing where there is nothing to add up, and `null`
/// where nobody can add up.
pub fn sums_as_text(card: &Card, keys: &SumKeys, language: &str) -> Vec<Vec<Option<String>>> {
    let text = |addition: &Addition| match &addition.sum {
        Added::Nothing => Some(String::new()),
        Added::Sum(sum) => Some(sum.figure()),
        Added::Unread => None,
    };
    let totals = sums::totals(card, keys, &Reading::of(card, language));
    totals
        .iter()
        .map(|total| total.columns.iter().map(text).collect())
        .collect()
}

/// Widths for a card that has `columns` and `rows`, from its cells.
pub fn column_widths(
    card: &Card,
    sums: Option<&SumKeys>,
    language: &str,
    line: widths::Line,
) -> Option<widths::Widths> {
    let columns = card.fields.get("columns").map(Field::items)?;
    let header: Vec<String> = columns.iter().map(cell_text).collect();
    let rows = card
        .fields
        .get("rows")
        .map(Field::items)
        .unwrap_or_default();
    let texts = rows.iter().map(row_texts);
    let Some(keys) = sums else {
        return Some(widths::of_rows(&header, texts, line));
    };
    let totals = card
        .fields
        .get(&keys.totals)
        .into_iter()
        .flat_map(Field::items)
        .map(row_texts);
    let computed = sums_as_text(card, keys, language).into_iter().map(|sums| {
        let sums = sums.into_iter().map(Option::unwrap_or_default);
        std::iter::once(String::new()).chain(sums).collect()
    });
    Some(widths::of_figures(
        &header,
        texts.chain(totals).chain(computed),
        line,
    ))
}

fn row_texts(row: &Field) -> Vec<String> {
    if row.entries().is_empty() {
        return row.items().iter().flat_map(texts_of_cell).collect();
    }
    let label = row.get("label").map(cell_text).unwrap_or_default();
    let values = row
        .get("values")
        .into_iter()
        .flat_map(Field::items)
        .flat_map(texts_of_cell);
    std::iter::once(label).chain(values).collect()
}

/// A cell's text for each of its columns: one that spans several says nothing of the width of any.
fn texts_of_cell(cell: &Field) -> Vec<String> {
    match cells::columns(cell) {
        1 => vec![cell.get("text").map_or_else(|| cell_text(cell), cell_text)],
        span => vec![String::new(); span],
    }
}

fn cell_text(field: &Field) -> String {
    match &field.value {
        FieldValue::Inline(content) => plain_text(content),
        FieldValue::Number(number) if number.is_figure => figure(&number.spelling).into_owned(),
        FieldValue::Number(number) => number.spelling.clone(),
        FieldValue::Blocks(body) => body.plain_text(),
        _ => String::new(),
    }
}
