//! The version table: what the printed document and its file name rest on.

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::field::Field;

/// `version/missing-date`: the current version needs a date, because the PDF carries it and no clock is asked.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let manifest = &scope.document.manifest;
    let Some(current) = manifest.current() else { return };
    let says_one = manifest.fields.get("versions").and_then(|rows| rows.items().last());
    let says = |row: &Field, key: &str| row.get(key).is_some_and(|field| !field.is_blank());
    let says_one = says_one.is_some_and(|row| says(row, "date") || says(row, "dates"));
    if current.dates.is_empty() && !says_one {
        let diagnostic = Diagnostic::error("version/missing-date", current.span, "the current version has no date")
            .help("add a line such as `date: 2017-02-20` to the last row of `versions`");
        report.push(diagnostic);
    }
}
