//! Kinds that cards use and that nothing draws.

use std::collections::BTreeSet;

use super::Scope;
use crate::diagnostic::{Report, rules};

/// `template/missing`, at the first card of each such kind.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for card in scope.document.cards.iter().filter(|card| !card.made) {
        let Some(kind) = scope
            .kinds
            .get(&card.kind)
            .filter(|kind| !kind.has_template)
        else {
            continue;
        };
        if seen.insert(kind.name.as_str()) {
            let place = card.fields.get("kind").map_or(card.top, |field| field.span);
            let message = format!(
                "the kind `{}` has no template, so its cards cannot be drawn",
                kind.name
            );
            let help = format!(
                "write `templates/kinds/{}/card.typ`; `#card({{{{ card.frame }}}})[{{{{ card.body }}}}]` is enough to begin with",
                kind.name
            );
            report.push(rules::template::MISSING.at(place, message).help(help));
        }
    }
}
