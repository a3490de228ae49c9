//! What a row lacks, and what would be read otherwise by other tools or at another time.

use super::Row;
use crate::check::Scope;
use crate::diagnostic::{Report, rules};

/// `version/missing-authors`, `version/missing-summary`, `version/unquoted`, `version/future-date`.
pub fn check(rows: &[Row<'_>], scope: &Scope<'_>, report: &mut Report) {
    for row in rows {
        lacking(row, report);
        unquoted(row, scope, report);
        future(row, scope, report);
    }
}

fn lacking(row: &Row<'_>, report: &mut Report) {
    if !row.says("authors") {
        let message = format!("{} names no authors", row.name());
        let diagnostic = rules::version::MISSING_AUTHORS.at(row.place, message);
        report.push(diagnostic.help("add a line such as `authors: [R Millson]` to the row"));
    }
    if !row.says("summary") {
        let message = format!("{} does not say what changed", row.name());
        let diagnostic = rules::version::MISSING_SUMMARY.at(row.place, message);
        report.push(
            diagnostic.help("add a line such as `summary: Additional narrative added.` to the row"),
        );
    }
}

/// To YAML `0.10` is the number 0.1; we keep its spelling, other tools that read the file do not.
fn unquoted(row: &Row<'_>, scope: &Scope<'_>, report: &mut Report) {
    let is_plain = scope.sources.slice(row.place) == row.spelt;
    let Some((_, decimals)) = row.spelt.split_once('.') else {
        return;
    };
    if is_plain
        && row.number.is_some()
        && decimals.len() > 1
        && decimals.ends_with('0')
        && !decimals.contains('.')
    {
        let read = row.spelt.trim_end_matches('0').trim_end_matches('.');
        let message = format!(
            "without quotation marks, many tools read the version `{}` as the number {read}",
            row.spelt
        );
        let diagnostic = rules::version::UNQUOTED.at(row.place, message);
        report.push(diagnostic.help(format!("put it in quotation marks: `\"{}\"`", row.spelt)));
    }
}

/// Only where a day is given to compare with; no clock is asked.
fn future(row: &Row<'_>, scope: &Scope<'_>, report: &mut Report) {
    let Some(today) = scope.today else { return };
    for (date, place) in row.dates.iter().filter(|(date, _)| *date > today) {
        let message = format!("the date `{date}` of {} lies in the future", row.name());
        let diagnostic = rules::version::FUTURE_DATE.at(*place, message);
        report.push(diagnostic.help(format!(
            "today is taken to be {today} (`--today`); correct the date if it is mistyped"
        )));
    }
}
