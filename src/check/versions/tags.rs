//! Versions that were tagged in git and have no row: somebody has been given a document that the table does not know.

use std::collections::BTreeMap;

use super::Row;
use crate::check::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::version_number::VersionNumber;

/// So many tags are named in one message.
const MOST_NAMED: usize = 3;

/// `version/missing-row`: a tag of the history whose version is newer than the current one, or final, and in no row; `version/short-history`
/// where the history is not there to be asked.
pub fn check(rows: &[Row<'_>], scope: &Scope<'_>, report: &mut Report) {
    let numbers: Vec<&VersionNumber> = rows.iter().filter_map(|row| row.number.as_ref()).collect();
    let Some(highest) = numbers.iter().max() else { return };
    if scope.tags.is_shallow() {
        report.push(short_history(scope, rows));
    }
    let document = (!scope.only_document).then_some(scope.document.manifest.name.as_str());
    // For each row above which a row is missing (or behind the last), the tags that want it.
    let mut missing: BTreeMap<usize, Vec<(VersionNumber, &str)>> = BTreeMap::new();
    for (tag, number) in scope.tags.versions(document) {
        let Some(number) = VersionNumber::parse(number) else { continue };
        let matters = number > **highest || number.is_final();
        if matters && !numbers.contains(&&number) && scope.tags.is_behind(tag) {
            let at = rows.iter().position(|row| row.number.as_ref().is_some_and(|other| *other > number)).unwrap_or(rows.len());
            missing.entry(at).or_default().push((number, tag));
        }
    }
    for (at, mut tags) in missing {
        tags.sort();
        report.push(diagnostic(rows, at, &tags));
    }
}

/// A check that could not be made is no check that was passed.
fn short_history(scope: &Scope<'_>, rows: &[Row<'_>]) -> Diagnostic {
    let table = scope.document.manifest.fields.entries().iter().find(|entry| entry.name == "versions").map(|entry| entry.key);
    let message = "this clone has only the newest commits, so nobody can tell whether a version that was tagged has no row here";
    Diagnostic::warning("version/short-history", table.unwrap_or(rows[0].place), message)
        .help("fetch the whole history: `git fetch --unshallow --tags`, or in a workflow `fetch-depth: 0` at the checkout")
}

fn diagnostic(rows: &[Row<'_>], at: usize, tags: &[(VersionNumber, &str)]) -> Diagnostic {
    let named: Vec<String> = tags.iter().take(MOST_NAMED).map(|(_, tag)| format!("`{tag}`")).collect();
    let more = tags.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let (tag, row) = if tags.len() == 1 { ("the tag", "row") } else { ("the tags", "rows") };
    let message = format!("the repository has {tag} {}{more}, but the version table has no such {row}", named.join(", "));
    // The rows are never empty here, because one of them has a number.
    let place = rows[at.min(rows.len() - 1)].place;
    let whereto = if at < rows.len() { "above this one" } else { "below this one" };
    let help = format!("add the {row} {whereto}, or, if the tag was set by mistake, delete it with `git tag --delete`");
    Diagnostic::warning("version/missing-row", place, message).help(help)
}
