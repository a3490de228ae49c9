//! The order of the rows: oldest first, by number and by date, and the last row is the current
//! version (`docs/format.md#manifest`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Row;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::version_number::VersionNumber;
use crate::source::Span;

/// `version/duplicate`, `version/order`, `version/not-highest`, `version/dates`.
pub fn check(rows: &[Row<'_>], report: &mut Report) {
    duplicates(rows, report);
    numbers(rows, report);
    for row in rows {
        within(row, report);
    }
    let dated: Vec<&Row<'_>> = rows.iter().filter(|row| !row.dates.is_empty()).collect();
    for pair in dated.windows(2) {
        across(pair[0], pair[1], report);
    }
}

fn duplicates(rows: &[Row<'_>], report: &mut Report) {
    let mut seen: BTreeMap<&VersionNumber, &Row<'_>> = BTreeMap::new();
    for row in rows {
        let Some(number) = &row.number else { continue };
        let Some(first) = seen.get(number) else {
            seen.insert(number, row);
            continue;
        };
        let message = format!("the version `{}` has two rows", row.spelt);
        let diagnostic = rules::version::DUPLICATE
            .at(row.place, message)
            .related(first.place, "the first one is here");
        report.push(
            diagnostic.help("give one of the two rows another number, or make one row of them"),
        );
    }
}

/// Each row that is lower than one above it: wrong in the last row, because it names the document,
/// and odd elsewhere.
fn numbers(rows: &[Row<'_>], report: &mut Report) {
    let mut highest: Option<&Row<'_>> = None;
    for (index, row) in rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.number.is_some())
    {
        match highest.filter(|highest| highest.number > row.number) {
            Some(highest) => report.push(lower(row, highest, index + 1 == rows.len())),
            None => highest = Some(row),
        }
    }
}

fn lower(row: &Row<'_>, highest: &Row<'_>, is_current: bool) -> Diagnostic {
    let note = format!("`{}` is higher", highest.spelt);
    if is_current {
        let message = format!(
            "the current version is the last row, `{}`, but it is not the highest",
            row.spelt
        );
        let diagnostic = rules::version::NOT_HIGHEST
            .at(row.place, message)
            .related(highest.place, note);
        diagnostic.help("put the rows in order, oldest first; numbers count part by part: 0.9 comes before 0.10")
    } else {
        let message = format!(
            "the row of version `{}` stands below that of a higher version",
            row.spelt
        );
        let diagnostic = rules::version::ORDER
            .at(row.place, message)
            .related(highest.place, note);
        diagnostic.help("put the rows in order, oldest first; numbers count part by part: 0.9 comes before 0.10")
    }
}

/// The dates of one row.
fn within(row: &Row<'_>, report: &mut Report) {
    let Some(pair) = row.dates.windows(2).find(|pair| pair[1].0 < pair[0].0) else {
        return;
    };
    let message = format!("the dates of {} run backwards", row.name());
    let diagnostic = rules::version::DATES.at(pair[1].1, message);
    let diagnostic = diagnostic.related(pair[0].1, "this day is later, and stands before it");
    report.push(
        diagnostic.help(
            "put the dates in order, the earliest first, or correct the one that is mistyped",
        ),
    );
}

/// The dates of two rows. The last day of a row is the version's date, so it must not lie before
/// that of the row above; a first day that lies before the first day above is only likely to be
/// mistyped.
fn across(above: &Row<'_>, row: &Row<'_>, report: &mut Report) {
    let (Some((first, last)), Some((first_above, last_above))) = (ends(row), ends(above)) else {
        return;
    };
    let message = format!(
        "{} is dated before {}, which stands above it",
        row.name(),
        above.name()
    );
    let diagnostic = if last.0 < last_above.0 {
        rules::version::DATES
            .at(last.1, message)
            .related(last_above.1, "this day is later")
    } else if first.0 < first_above.0 {
        let message = format!(
            "{} begins before {}, which stands above it",
            row.name(),
            above.name()
        );
        rules::version::DATES
            .as_warning()
            .at(first.1, message)
            .related(first_above.1, "this day is later")
    } else {
        return;
    };
    report.push(
        diagnostic
            .help("put the rows in order, oldest first, or correct the date that is mistyped"),
    );
}

type Dated = (Date, Span);

/// The earliest and the latest day of a row.
fn ends(row: &Row<'_>) -> Option<(Dated, Dated)> {
    Some((*row.dates.iter().min()?, *row.dates.iter().max()?))
}
