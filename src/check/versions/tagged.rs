//! The text against what the tag of its current version names, and rows that have no tag.

use super::Row;
use crate::check::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::manifest::Status;
use crate::model::version_number::VersionNumber;

/// `version/not-as-tagged`, `version/no-new-row`, `version/missing-tag`.
pub fn check(rows: &[Row<'_>], scope: &Scope<'_>, report: &mut Report) {
    changed(rows, scope, report);
    untagged(rows, scope, report);
}

/// A version that was given out is what its tag names; what was changed since is another one.
fn changed(rows: &[Row<'_>], scope: &Scope<'_>, report: &mut Report) {
    let (Some(since), Some(row)) = (scope.changed_since, rows.last()) else {
        return;
    };
    let what = match since.cards {
        0 => "the document was".to_owned(),
        1 => "1 card was".to_owned(),
        cards => format!("{cards} cards were"),
    };
    let current = scope.document.manifest.current();
    let is_final = current.is_some_and(|version| version.status == Status::Final);
    let tag = &since.tag;
    let diagnostic = if is_final && !scope.draft {
        let message = format!(
            "this is not the final version `{}` that was tagged: {what} changed since `{tag}`",
            row.spelt
        );
        rules::version::NOT_AS_TAGGED.at(row.place, message)
    } else {
        let message = format!("{what} changed since `{tag}`, and the version table has no new row");
        rules::version::NO_NEW_ROW.at(row.place, message)
    };
    report.push(diagnostic.help(
        "give it out as a new version, `planwright release VERSION --summary TEXT`, or add its row to the table",
    ));
}

/// Rows between versions that were tagged.
fn untagged(rows: &[Row<'_>], scope: &Scope<'_>, report: &mut Report) {
    if scope.tags.gap().is_some() {
        return;
    }
    let tagged: Vec<VersionNumber> = scope
        .version_tags()
        .into_iter()
        .filter_map(|(_, number)| VersionNumber::parse(number))
        .collect();
    let Some(first) = tagged.iter().min() else {
        return;
    };
    let earlier = rows.len().saturating_sub(1);
    for row in &rows[..earlier] {
        let Some(number) = &row.number else { continue };
        if number > first && !tagged.contains(number) {
            let message = format!("the version `{}` has no tag, and others have", row.spelt);
            report.push(
                rules::version::MISSING_TAG
                    .at(row.place, message)
                    .help(format!(
                        "tag the commit that was given out: `git tag -a v{} COMMIT`",
                        row.spelt
                    )),
            );
        }
    }
}
