//! The commit in the foot of the pages (`stamp: commit`): whether there is one to name, and whether
//! it is what is printed.
//!
//! A draft may be made of what is not committed yet, and says so in its foot; of a final document
//! that is a warning.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::discover::LastCommit;

/// `version/no-commit`, `version/uncommitted`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let (Some(commit), Some(key)) = (scope.commit, scope.document.manifest.fields.get("stamp"))
    else {
        return;
    };
    let unreadable = |reason: &str| format!("{reason}, so the foot of the pages names no commit");
    let (rule, message, help) = match commit {
        LastCommit::Known { changed, .. } if scope.draft || !changed => return,
        LastCommit::Known { .. } => (
            rules::version::UNCOMMITTED,
            "this document was changed after the commit that the foot of its pages names",
            "commit the changes and build again; until then the foot says “with later changes”",
        ),
        LastCommit::NoRepository => (
            rules::version::NO_COMMIT,
            "there is no git repository around the project, so the foot of the pages can name no commit",
            "write `stamp: none`, or keep the project in git",
        ),
        LastCommit::NeverCommitted => (
            rules::version::NO_COMMIT,
            "no commit holds this document yet, so the foot of the pages can name none",
            "commit the document, and build again",
        ),
        LastCommit::Scattered => (
            rules::version::NO_COMMIT,
            "the files of this document lie in more than one git repository, so no commit holds them all, and the foot names none",
            "keep the document, its pictures and tables, the facts that it quotes and the templates in one repository",
        ),
        LastCommit::Unreadable(found) => (
            rules::version::NO_COMMIT,
            &*unreadable(&found.reason),
            found.help,
        ),
        LastCommit::Shallow => (
            rules::version::NO_COMMIT,
            "this clone has only the newest commits, so nobody can tell which one touched the document last, and the foot names none",
            "fetch the whole history: `git fetch --unshallow`, or in a workflow `fetch-depth: 0` at the checkout",
        ),
    };
    report.push(rule.at(key.span, message).help(help));
}
