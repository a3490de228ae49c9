//! Endorsements of a text that was changed since, and those that a final version still needs.

use crate::check::Scope;
use crate::check::references::unknown_id;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Report, Severity};
use crate::model::endorsements::{Endorsement, Standing};
use crate::model::field::Field;
use crate::model::manifest::Status;
use crate::parse::body::plain_text;

/// `version/endorsed-changed`, `version/not-endorsed`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let needs = needed(scope);
    for one in scope.endorsements {
        if let (id, Some(span)) = &one.of
            && !one.is_of_all()
            && !scope.document.cards.iter().any(|card| card.id.name == *id)
        {
            report.push(unknown_id(id, *span, scope.document));
        } else if matches!(one.standing, Standing::Changed { .. }) {
            changed(one, &needs, report);
        }
    }
    needs
        .iter()
        .filter(|(name, _)| !is_answered(name, scope.endorsements))
        .for_each(|(name, field)| lacking(name, field, scope, report));
}

/// Whose endorsement a final version needs; nobody's, unless such a one is built.
fn needed<'a>(scope: &Scope<'a>) -> Vec<(String, &'a Field)> {
    let manifest = &scope.document.manifest;
    let is_final = manifest
        .current()
        .is_some_and(|version| version.status == Status::Final);
    if scope.draft || !is_final {
        return Vec::new();
    }
    let needs = manifest
        .fields
        .get("release")
        .and_then(|release| release.get("needs"));
    let items = needs.map(Field::items).unwrap_or_default().iter();
    items
        .filter_map(|item| Some((plain_text(item.inline()?).trim().to_owned(), item)))
        .collect()
}

/// Whether somebody has endorsed all of the document as it is; that it was changed since is said at
/// its row.
fn is_answered(name: &str, endorsements: &[Endorsement]) -> bool {
    let counts = |one: &Endorsement| {
        one.is_of_all()
            && one.organisation == name
            && matches!(one.standing, Standing::Unchanged | Standing::Changed { .. })
    };
    endorsements.iter().any(counts)
}

fn changed(one: &Endorsement, needs: &[(String, &Field)], report: &mut Report) {
    let is_needed = one.is_of_all() && needs.iter().any(|(name, _)| *name == one.organisation);
    let rule = Rule {
        severity: if is_needed {
            Severity::Error
        } else {
            Severity::Warning
        },
        ..rules::version::ENDORSED_CHANGED
    };
    let what = if one.is_of_all() {
        "the document".to_owned()
    } else {
        format!("`{}`", one.of.0)
    };
    let version = one.version.as_ref().map(|version| format!(" V{version}"));
    let message = format!(
        "{what} was changed since {} endorsed it{}",
        one.organisation,
        version
            .map(|version| format!(" in{version}"))
            .unwrap_or_default()
    );
    report.push(rule.at(one.span, message).help(
        "take the changes back, or have it endorsed anew and record that: `planwright endorse`",
    ));
}

fn lacking(name: &str, field: &Field, scope: &Scope<'_>, report: &mut Report) {
    let conditional = scope
        .endorsements
        .iter()
        .rev()
        .find_map(|one| match one.standing {
            Standing::Conditional { met, conditions }
                if one.is_of_all() && one.organisation == name =>
            {
                Some((one, met, conditions))
            }
            _ => None,
        });
    let diagnostic = match conditional {
        Some((one, met, conditions)) => rules::version::NOT_ENDORSED
            .at(
                field.span,
                format!("a final version needs the endorsement of {name}, of whose conditions {met} of {conditions} are met"),
            )
            .related(one.span, "this is the endorsement")
            .help("meet the others, and record each: `planwright endorse --met N`"),
        None => rules::version::NOT_ENDORSED
            .at(
                field.span,
                format!("a final version needs the endorsement of {name}, and none of the whole document is recorded"),
            )
            .help("record it when it is given: `planwright endorse --by NAME --route TEXT --date DATE`; until then build a draft"),
    };
    report.push(diagnostic);
}
