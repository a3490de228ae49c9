//! Totals in tables of Markdown, and in cards whose rows are cells: a row whose label says that it
//! is a total is added up again.
//!
//! In: headings and rows as plain cells. Out: what does not agree. Nobody said what the figures of
//! such a table are, so where they may be rates, averages or years, nothing is said.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::additive::is_added;
use crate::model::amount::{Amount, CURRENCIES};
use crate::model::cells;
use crate::model::field::{Field, FieldValue};
use crate::model::quantity::Style;
use crate::model::sums::Sum;
use crate::parse::body::{self, BlockKind, Body, Table, plain_text};
use crate::source::Span;

/// What a row of a total is called, in the languages whose figures are read.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "overall total",
    "sum",
    "cyfanswm",
    "iomlán",
    "iomlan",
    "total général",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "totale",
];

/// The same for a part of them.
const SUB_TOTALS: [&str; 8] = [
    "sub-total",
    "subtotal",
    "sub total",
    "is-gyfanswm",
    "fo-iomlán",
    "sous-total",
    "zwischensumme",
    "zwischentotal",
];

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
        let is_of_figures = scope
            .kinds
            .get(&card.kind)
            .is_some_and(|kind| kind.sums.is_some());
        let items = |key: &str| card.fields.get(key).map(Field::items).unwrap_or_default();
        if !is_of_figures && !items("columns").is_empty() {
            let header: Vec<String> = items("columns")
                .iter()
                .map(|cell| of_field(cell).0)
                .collect();
            let rows = items("rows")
                .iter()
                .map(|row| row.items().iter().flat_map(spread).collect());
            totals(&header, &rows.collect::<Vec<_>>(), &style, report);
        }
    }
}

/// A cell: its plain text, and where it stands.
type Cell = (String, Span);

fn of_field(field: &Field) -> Cell {
    let place = field.get("text").unwrap_or(field);
    (cells::text(field).unwrap_or_default(), place.span)
}

/// A cell of a card, once for each column in which it stands.
fn spread(field: &Field) -> impl Iterator<Item = Cell> {
    std::iter::repeat_n(of_field(field), cells::columns(field))
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
            std::iter::repeat_n((plain_text(&cell.content), cell.span), cell.columns)
        });
        cells.collect::<Vec<Cell>>()
    };
    let rows: Vec<Vec<Cell>> = table.rows.iter().map(cells).collect();
    totals(&header, &rows, style, report);
}

/// What a row adds up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Row,
    SubTotal,
    Total,
}

impl Role {
    fn of(row: &[Cell]) -> Self {
        let label = row
            .first()
            .map(|(text, _)| text.as_str())
            .unwrap_or_default();
        // `Total (£m)`, `Total:`, `Total*`.
        let label = label.split(['(', ':', '*']).next().unwrap_or_default();
        let label = label.trim().to_lowercase();
        match label.as_str() {
            label if SUB_TOTALS.contains(&label) => Self::SubTotal,
            label if TOTALS.contains(&label) => Self::Total,
            _ => Self::Row,
        }
    }
}

fn totals(header: &[String], rows: &[Vec<Cell>], style: &Style, report: &mut Report) {
    let roles: Vec<Role> = rows.iter().map(|row| Role::of(row)).collect();
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
                one(cell, &addends, column, style, report);
            }
        }
    }
}

/// One total in one column.
fn one(total: &Cell, rows: &[&Vec<Cell>], column: usize, style: &Style, report: &mut Report) {
    let Some(stated) = Amount::read(&total.0, style) else {
        return;
    };
    let cells = rows.iter().filter_map(|row| row.get(column));
    let cells: Vec<&Cell> = cells.filter(|(text, _)| !text.trim().is_empty()).collect();
    let amounts: Option<Vec<Amount>> = cells
        .iter()
        .map(|(text, _)| Amount::read(text, style))
        .collect();
    let Some(amounts) = amounts.filter(|amounts| amounts.len() > 1) else {
        return;
    };
    let Some(sum) = Sum::of(&amounts, 0) else {
        return;
    };
    let (Some(excess), Some(bound)) = (sum.excess(&stated, 0), sum.bound(&stated, 0)) else {
        return;
    };
    let difference = excess.abs().normalize();
    if difference.is_zero() || is_average(&stated, &amounts) {
        return;
    }
    let message = format!(
        "the total is {}, but the rows above add up to {}: a difference of {difference}",
        total.0.trim(),
        sum.spelling()
    );
    report.push(if difference > bound {
        let help =
            "correct the total or a row; a card of kind `finance-table` computes its totals itself";
        rules::figures::TABLE_TOTAL.at(total.1, message).help(help)
    } else {
        let help = "rounding explains it: nothing need be done";
        rules::figures::ROUNDING.at(total.1, message).help(help)
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
        let cells = |row: &&[&str]| row.iter().map(|text| ((*text).to_owned(), span)).collect();
        let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
        let mut report = Report::default();
        totals(&header, &rows, &Style::of("en-GB"), &mut report);
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
                "figures/rounding the total is 2,601, but the rows above add up to 2600: a difference of 1",
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
