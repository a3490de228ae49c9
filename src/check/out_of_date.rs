//! Facts that were to be looked up again before the current version was made (`review-after:`).

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::field::Field;
use crate::parse::body::plain_text;

/// `figures/out-of-date`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let current = scope.document.manifest.current();
    let Some(version) = current.and_then(|version| version.dates.last()) else {
        return;
    };
    for (name, fact) in scope.document.facts.named() {
        let place = fact.field.get("review-after").map(|field| field.span);
        if let (Some(day), Some(place)) = (fact.out_of_date(*version), place) {
            let message = format!(
                "the fact `{name}` was to be looked up again after {day}, and this version is of {version}"
            );
            let told = rules::figures::OUT_OF_DATE.at(place, message);
            let source = fact.field.get("source").and_then(Field::inline);
            let source = source.map(plain_text).unwrap_or_default();
            let whence = if source.is_empty() {
                String::new()
            } else {
                format!(" in “{source}”")
            };
            report.push(told.help(format!(
                "look the figure up again{whence}, mend it, and write a later `review-after`"
            )));
        }
    }
}
