//! Placeholders that are late: the day they are due has passed, or is no day at all.
//!
//! The day to compare with is the caller's (`--today`), else the date of the last version row;
//! never the clock's.

use super::{Scope, Unresolved};
use crate::diagnostic::{Diagnostic, rules};
use crate::model::manifest::Version;

/// `placeholder/overdue`, `placeholder/invalid-due`: warnings, in drafts too.
pub fn diagnostic(one: &Unresolved, scope: &Scope<'_>) -> Option<Diagnostic> {
    if let Some((written, span)) = &one.raw_due {
        let message = format!("`{}` is due on `{written}`, which is no day", one.text);
        let help = "write a day that exists as year-month-day, such as `2017-03-01`";
        return Some(
            rules::placeholder::INVALID_DUE
                .at(*span, message)
                .help(help),
        );
    }
    let due = one.due?;
    let version = scope.document.manifest.current().and_then(Version::date);
    let today = scope.today.or(version).filter(|today| due < *today)?;
    let owner = one
        .owner
        .as_ref()
        .map_or_else(String::new, |owner| format!(" from {owner}"));
    let source = if scope.today.is_some() {
        "the day given with `--today`"
    } else {
        "the date of the current version"
    };
    let message = format!(
        "`{}` was due{owner} on {due}, before {today}, {source}",
        one.text
    );
    let help = "write what is missing, or agree on another day and write that";
    Some(rules::placeholder::OVERDUE.at(one.span, message).help(help))
}
