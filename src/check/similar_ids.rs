//! Ids that differ only by capitals: the case counts, so that a reference to the wrong one is not
//! found out.

use std::collections::BTreeMap;

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::source::Span;

/// `reference/similar-id`, at the later of the two.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut ids: Vec<(Span, &str)> = scope
        .document
        .anchors
        .iter()
        // What is said of keys of a bibliography is said there.
        .filter(|(id, _)| !scope.document.citations.keys.contains(*id))
        .map(|(id, anchor)| (anchor.span, id))
        .collect();
    ids.sort_unstable();
    let mut seen: BTreeMap<String, (Span, &str)> = BTreeMap::new();
    for (span, id) in ids {
        let Some(&(first, other)) = seen.get(&id.to_lowercase()) else {
            seen.insert(id.to_lowercase(), (span, id));
            continue;
        };
        let message = format!("the ids `{id}` and `{other}` differ only by capitals");
        let diagnostic = rules::reference::SIMILAR_ID
            .at(span, message)
            .related(first, format!("`{other}` is here"));
        report.push(
            diagnostic
                .help("give one of the two another id: capitals count, and are easily mistaken"),
        );
    }
}
