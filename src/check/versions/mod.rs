//! The version table: what the printed document and its file name rest on.
//!
//! In: the rows as the author wrote them, each value with its place. A value that is no number or
//! no day has been reported by the schema, and takes no part here.

mod endorsements;
mod order;
mod rows;
mod tagged;
mod tags;

use jiff::civil::Date;

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::field::{Field, FieldValue};
use crate::model::version_number::VersionNumber;
use crate::source::Span;

/// One row, as far as it can be read.
struct Row<'a> {
    field: &'a Field,
    /// As the author spelt it.
    spelt: &'a str,
    number: Option<VersionNumber>,
    /// Where the number stands, else the row.
    place: Span,
    dates: Vec<(Date, Span)>,
}

/// All of the family `version`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let Some(versions) = scope.document.manifest.fields.get("versions") else {
        return;
    };
    let rows: Vec<Row<'_>> = versions.items().iter().map(Row::of).collect();
    missing_date(&rows, report);
    order::check(&rows, report);
    rows::check(&rows, scope, report);
    tags::check(&rows, scope, report);
    tagged::check(&rows, scope, report);
    endorsements::check(scope, report);
}

/// `version/missing-date`: the current version needs a date, because the PDF carries it and no
/// clock is asked.
fn missing_date(rows: &[Row<'_>], report: &mut Report) {
    let Some(current) = rows.last() else { return };
    if !current.says("date") && !current.says("dates") {
        let diagnostic = rules::version::MISSING_DATE
            .at(current.field.span, "the current version has no date")
            .help("add a line such as `date: 2017-02-20` to the last row of `versions`");
        report.push(diagnostic);
    }
}

impl<'a> Row<'a> {
    fn of(field: &'a Field) -> Self {
        let written = field.get("version");
        let spelt = written.and_then(Field::word).unwrap_or_default().trim();
        let values = field
            .get("date")
            .into_iter()
            .chain(field.get("dates").into_iter().flat_map(Field::items));
        let dates = values.filter_map(|value| match value.value {
            FieldValue::Date(date) => Some((date, value.span)),
            _ => None,
        });
        Self {
            field,
            spelt,
            number: VersionNumber::parse(spelt),
            place: written.map_or(field.span, |version| version.span),
            dates: dates.collect(),
        }
    }

    /// What messages call the row.
    fn name(&self) -> String {
        if self.spelt.is_empty() {
            "this row".to_owned()
        } else {
            format!("the row of version `{}`", self.spelt)
        }
    }

    /// Whether a key has a value, be it a placeholder.
    fn says(&self, key: &str) -> bool {
        self.field.get(key).is_some_and(|value| match &value.value {
            FieldValue::List(items) => items.iter().any(|item| !item.is_blank()),
            _ => !value.is_blank(),
        })
    }
}
