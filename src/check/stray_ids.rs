//! Ids that stand where nothing can have one: they would be printed with their braces.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::parse::body::{Id, Inline, Text};

/// `reference/stray-id`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut look = |inline: &Inline| {
        if let Inline::Text(text) = inline {
            ids(text, report);
        }
    };
    scope.document.manifest.fields.walk_inlines(&mut look);
    for card in scope.cards_with(["{#"]) {
        card.fields.walk_inlines(&mut look);
        card.body.walk_inlines(&mut look);
    }
}

fn ids(text: &Text, report: &mut Report) {
    for (at, _) in text.text.match_indices('{') {
        let Some(rest) = text.text[at + 1..].strip_prefix('#') else {
            continue;
        };
        let Some(name) = rest
            .find('}')
            .map(|end| &rest[..end])
            .filter(|name| Id::is_valid(name))
        else {
            continue;
        };
        let message =
            format!("`{{#{name}}}` stands where nothing can have an id, and would be printed");
        let diagnostic = rules::reference::STRAY_ID.at(text.part(at..at + name.len() + 3), message);
        report.push(
            diagnostic
                .help("put it at the end of a heading, of a list's item or of a table's caption"),
        );
    }
}
