//! Versions that were tagged in git and have no row: somebody has been given a document that the
//! table does not know.

use std::collections::BTreeMap;

use super::Row;
use crate::check::Scope;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::discover::Gap;
use crate::model::version_number::VersionNumber;

/// So many tags are named in one message.
const MOST_NAMED: usize = 3;

/// `version/missing-row`: a tag of the history whose version is newer than the current one, or
/// final, and in no row; `version/short-history` and `version/unread-history` where the history is
/// not there to be asked.
pub fn check(rows: &[Row<'_>], scope: &Scope<'_>, report: &mut Report) {
    let numbers: Vec<&VersionNumber> = rows.iter().filter_map(|row| row.number.as_ref()).collect();
    let Some(highest) = numbers.iter().max() else {
        return;
    };
    let unsaid = |gap: &Gap| not_compared(gap, scope, rows);
    scope
        .tags
        .gap()
        .into_iter()
        .for_each(|gap| report.push(unsaid(gap)));
    let document = (!scope.only_document).then_some(scope.document.manifest.name.as_str());
    let versions = scope
        .tags
        .versions(document)
        .filter_map(|(tag, number)| Some((tag, VersionNumber::parse(number)?)));
    let matters = |number: &VersionNumber| {
        (*number > **highest || number.is_final()) && !numbers.contains(&number)
    };
    let wanted: Vec<(&str, VersionNumber)> =
        versions.filter(|(_, number)| matters(number)).collect();
    let behind = match scope
        .tags
        .behind(&wanted.iter().map(|(tag, _)| *tag).collect())
    {
        Ok(behind) => behind,
        Err(unreadable) => return report.push(unsaid(&Gap::Unreadable(unreadable))),
    };
    // For each row above which a row is missing (or behind the last), the tags that want it.
    let mut missing: BTreeMap<usize, Vec<(VersionNumber, &str)>> = BTreeMap::new();
    for (tag, number) in wanted.into_iter().filter(|(tag, _)| behind.contains(tag)) {
        let at = rows
            .iter()
            .position(|row| row.number.as_ref().is_some_and(|other| *other > number))
            .unwrap_or(rows.len());
        missing.entry(at).or_default().push((number, tag));
    }
    for (at, mut tags) in missing {
        tags.sort();
        report.push(diagnostic(rows, at, &tags));
    }
}

/// A check that could not be made is no check that was passed.
fn not_compared(gap: &Gap, scope: &Scope<'_>, rows: &[Row<'_>]) -> Diagnostic {
    let table = scope
        .document
        .manifest
        .fields
        .entries()
        .iter()
        .find(|entry| entry.name == "versions")
        .map(|entry| entry.key);
    let (rule, reason, help) = match gap {
        Gap::Shallow => (
            rules::version::SHORT_HISTORY,
            "this clone has only the newest commits",
            "fetch the whole history: `git fetch --unshallow --tags`, or in a workflow `fetch-depth: 0` at the checkout",
        ),
        Gap::WithoutTags => (
            rules::version::SHORT_HISTORY,
            "this clone was made without the tags of its repository, and has none",
            "fetch them: `git fetch --tags`, or in a workflow `fetch-tags: true` at the checkout",
        ),
        Gap::Unreadable(found) => (
            rules::version::UNREAD_HISTORY,
            found.reason.as_str(),
            found.help,
        ),
    };
    let message =
        format!("{reason}, so nobody can tell whether a version that was tagged has no row here");
    rule.at(table.unwrap_or(rows[0].place), message).help(help)
}

fn diagnostic(rows: &[Row<'_>], at: usize, tags: &[(VersionNumber, &str)]) -> Diagnostic {
    let named: Vec<String> = tags
        .iter()
        .take(MOST_NAMED)
        .map(|(_, tag)| format!("`{tag}`"))
        .collect();
    let more = tags.len() - named.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let (tag, row) = if tags.len() == 1 {
        ("the tag", "row")
    } else {
        ("the tags", "rows")
    };
    let message = format!(
        "the repository has {tag} {}{more}, but the version table has no such {row}",
        named.join(", ")
    );
    // The rows are never empty here, because one of them has a number.
    let place = rows[at.min(rows.len() - 1)].place;
    let whereto = if at < rows.len() {
        "above this one"
    } else {
        "below this one"
    };
    let help = format!(
        "add the {row} {whereto}, or, if the tag was set by mistake, delete it with `git tag --delete`"
    );
    rules::version::MISSING_ROW.at(place, message).help(help)
}
