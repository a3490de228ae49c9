//! Totals in tables of Markdown, and in cards whose rows are cells: a row whose label says that it
//! is a total is added up again.
//!
//! In: headings and rows as plain cells. Out: what does not agree. Nobody said what the figures of
//! such a table are, so where they may be rates, averages or years, nothing is said.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::additive::{is_added, is_rate};
use crate::model::alike::unlike;
use crate::model::amount::{Amount, CURRENCIES, exponent_of_unit};
use crate::model::card::Card;
use crate::model::cells;
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::SumKeys;
use crate::model::quantity::Style;
use crate::model::sums::{Content, Reading, Sum};
use crate::model::total_labels::Role;
use crate::parse::body::{self, BlockKind, Body, Table, plain_text};
use crate::source::Span;

/// `figures/table-total`, `figures/rounding`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let style = Style::of(&scope.document.manifest.language);
    for card in &scope.document.cards {
        bodies(&card.body, &style, report);
        card.fields.walk(&mut |field| {
            if let FieldValue::Blocks(body) = &field.value {
                bodies(body, &style, report);
            }
        });
        let kind = scope.kinds.get(&card.kind);
        match kind.and_then(|kind| kind.sums.as_ref()) {
            Some(keys) => of_figures(card, keys, scope, report),
            None => of_cells(card, &style, report),
        }
    }
}

/// A card whose rows are cells.
fn of_cells(card: &Card, style: &Style, report: &mut Report) {
    let items = |key: &str| card.fields.get(key).map(Field::items).unwrap_or_default();
    let header: Vec<String> = items("columns").iter().map(words).collect();
    if header.is_empty() {
        return;
    }
    let cell = |field: &Field| Cell::read(words(field), place(field), style);
    let spread = |field: &Field| std::iter::repeat_n(cell(field), cells::columns(field));
    let rows = items("rows")
        .iter()
        .map(|row| row.items().iter().flat_map(spread).collect());
    totals(&header, &rows.collect::<Vec<_>>(), 0, report);
}

/// A card of figures: a total among its rows, which its author added up.
fn of_figures(card: &Card, keys: &SumKeys, scope: &Scope<'_>, report: &mut Report) {
    let reading = Reading::of(card, &scope.document.manifest.language);
    let items = |key: &str| card.fields.get(key).map(Field::items).unwrap_or_default();
    let cell = |field: &Field| Cell {
        text: words(field),
        span: place(field),
        amount: match reading.content(field) {
            Content::Amount(amount) => Some(amount),
            Content::Blank | Content::Text => None,
        },
    };
    let spread = |field: &Field| std::iter::repeat_n(cell(field), cells::columns(field));
    let row = |row: &Field| {
        let values = row.get("values").map(Field::items).unwrap_or_default();
        let label = row.get("label").map(cell);
        let label = label.unwrap_or_else(|| cell(row));
        std::iter::once(label)
            .chain(values.iter().flat_map(spread))
            .collect()
    };
    let header: Vec<String> = items("columns").iter().map(words).collect();
    let rows: Vec<Vec<Cell>> = items(&keys.rows).iter().map(row).collect();
    let unit = card.fields.get("unit").map(words).unwrap_or_default();
    if !is_rate(&unit) {
        totals(&header, &rows, exponent_of_unit(&unit), report);
    }
}

/// A cell: its plain text, where it stands, and the figure in it.
#[derive(Clone)]
struct Cell {
    text: String,
    span: Span,
    amount: Option<Amount>,
}

impl Cell {
    fn read(text: String, span: Span, style: &Style) -> Self {
        let amount = Amount::read(&text, style);
        Self { text, span, amount }
    }
}

fn words(field: &Field) -> String {
    cells::text(field).unwrap_or_default()
}

fn place(field: &Field) -> Span {
    field.get("text").unwrap_or(field).span
}

fn bodies(body: &Body, style: &Style, report: &mut Report) {
    body::walk_blocks(&body.blocks, &mut |block| {
        if let BlockKind::Table(table) = &block.kind {
            of_markdown(table, style, report);
        }
    });
}

fn of_markdown(table: &Table, style: &Style, report: &mut Report) {
    let header: Vec<String> = table
        .header
        .iter()
        .map(|cell| plain_text(&cell.content))
        .collect();
    let cells = |row: &Vec<body::Cell>| {
        let cells = row.iter().flat_map(|cell| {
            let read = Cell::read(plain_text(&cell.content), cell.span, style);
            std::iter::repeat_n(read, cell.columns)
        });
        cells.collect::<Vec<Cell>>()
    };
    let rows: Vec<Vec<Cell>> = table.rows.iter().map(cells).collect();
    totals(&header, &rows, 0, report);
}

/// `unit` is the power of ten in which the table counts.
fn totals(header: &[String], rows: &[Vec<Cell>], unit: u32, report: &mut Report) {
    let roles: Vec<Role> = rows
        .iter()
        .map(|row| Role::of(row.first().map_or("", |cell| cell.text.as_str())))
        .collect();
    for (at, role) in roles.iter().enumerate() {
        let first = match role {
            Role::Row => continue,
            Role::SubTotal => roles[..at].iter().rposition(|role| *role == Role::SubTotal),
            Role::Total => roles[..at].iter().rposition(|role| *role == Role::Total),
        };
        let first = first.map_or(0, |before| before + 1);
        let addends = (first..at)
            .filter(|row| roles[*row] == Role::Row)
            .map(|row| &rows[row]);
        let addends: Vec<&Vec<Cell>> = addends.collect();
        for (column, cell) in rows[at].iter().enumerate().skip(1) {
            let heading = header.get(column).map(String::as_str).unwrap_or_default();
            if is_added(heading) {
                one(cell, &addends, column, unit, report);
            }
        }
    }
}

/// One total in one column.
fn one(total: &Cell, rows: &[&Vec<Cell>], column: usize, unit: u32, report: &mut Report) {
    let Some(stated) = total.amount else {
        return;
    };
    let cells = rows.iter().filter_map(|row| row.get(column));
    let cells = cells.filter(|cell| !cell.text.trim().is_empty());
    let amounts: Option<Vec<Amount>> = cells.map(|cell| cell.amount).collect();
    let Some(amounts) = amounts.filter(|amounts| amounts.len() > 1) else {
        return;
    };
    let Some(sum) = Sum::of(&amounts, unit).filter(|_| unlike(&amounts, "", unit).is_none()) else {
        return;
    };
    let (Some(excess), Some(bound)) = (sum.excess(&stated, unit), sum.bound(&stated, unit)) else {
        return;
    };
    let difference = excess.abs().normalize();
    if difference.is_zero() || is_average(&stated, &amounts) {
        return;
    }
    let message = format!(
        "the total is {}, but the rows above add up to {}: a difference of {difference}",
        total.text.trim(),
        sum.written_like(&total.text)
    );
    report.push(if difference > bound {
        let help =
            "correct the total or a row; a card of kind `finance-table` computes its totals itself";
        rules::figures::TABLE_TOTAL
            .at(total.span, message)
            .help(help)
    } else {
        let help = "rounding explains it: nothing need be done";
        rules::figures::ROUNDING.at(total.span, message).help(help)
    });
}

/// Whether a figure lies among those above it, as an average does, and is not of money, which
/// nobody averages in a row called a total.
fn is_average(stated: &Amount, amounts: &[Amount]) -> bool {
    let is_money = stated
        .currency
        .is_some_and(|sign| CURRENCIES.contains(sign));
    let worth = |amount: &Amount| amount.within(0, 0);
    let values: Option<Vec<_>> = amounts.iter().map(worth).collect();
    let (Some(values), Some(stated)) = (values, worth(stated)) else {
        return true;
    };
    let least = values.iter().min().is_some_and(|least| *least <= stated);
    let most = values.iter().max().is_some_and(|most| stated <= *most);
    !is_money && least && most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceSet};

    fn told(header: &[&str], rows: &[&[&str]]) -> Vec<String> {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.md", "a"));
        let span = sources.whole(id);
        let header: Vec<String> = header.iter().map(|text| (*text).to_owned()).collect();
        let style = Style::of("en-GB");
        let cells = |row: &&[&str]| {
            let cells = row
                .iter()
                .map(|text| Cell::read((*text).to_owned(), span, &style));
            cells.collect()
        };
        let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
        let mut report = Report::default();
        totals(&header, &rows, 0, &mut report);
        let told = report.diagnostics().iter();
        told.map(|one| format!("{} {}", one.code, one.message))
            .collect()
    }

    #[test]
    fn totals_and_sub_totals_are_added_up_from_the_rows_that_are_theirs() {
        let rows: [&[&str]; 7] = [
            &["North", "1,200", "£1.2m"],
            &["South", "800", "£0.8m"],
            &["Sub-total", "2,000", "£2.1m"],
            &["East", "500", "£0.5m"],
            &["West", "100", "£0.1m"],
            &["Sub-total", "700", "£0.6m"],
            &["Total (all areas)", "2,601", "£3.6m"],
        ];
        assert_eq!(
            told(&["Area", "Visits", "Cost"], &rows),
            [
                "figures/rounding the total is £2.1m, but the rows above add up to £2m: a difference of 0.1",
                "figures/table-total the total is 700, but the rows above add up to 600: a difference of 100",
                "figures/rounding the total is 2,601, but the rows above add up to 2,600: a difference of 1",
                "figures/table-total the total is £3.6m, but the rows above add up to £2.6m: a difference of 1",
            ]
        );
    }

    #[test]
    fn what_nobody_adds_up_is_left_alone() {
        let rows: [&[&str]; 3] = [
            &["North", "40", "12", "2016", "n/a", "61%"],
            &["South", "60", "18", "2017", "3", "55%"],
            &["Total", "70", "15", "2018", "9", "58%"],
        ];
        let header = ["Area", "Completion rate", "Visits", "Year", "Beds", "Share"];
        assert!(told(&header, &rows).is_empty());
        // Above a total that stands first there is nothing to add up.
        assert!(
            told(
                &["Area", "Visits"],
                &[&["Total", "9"], &["North", "4"], &["South", "6"]]
            )
            .is_empty()
        );
    }
}
