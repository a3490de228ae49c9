//! Terms that a glossary declares twice: an acronym with two meanings cannot be spelt out.

use std::collections::BTreeMap;

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::terms::Term;

/// `reference/ambiguous-term`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut known: BTreeMap<&str, &Term> = BTreeMap::new();
    for term in &scope.document.terms {
        let Some(first) = known
            .get(term.id.as_str())
            .or_else(|| known.get(term.term.as_str()))
        else {
            known.insert(&term.id, term);
            known.insert(&term.term, term);
            continue;
        };
        if first.long.to_lowercase() == term.long.to_lowercase() && first.term == term.term {
            continue;
        }
        let message = if first.term == term.term {
            format!(
                "`{}` has two meanings: “{}” and “{}”",
                term.term, first.long, term.long
            )
        } else {
            format!(
                "the terms `{}` and `{}` have the same id, `{}`",
                first.term, term.term, term.id
            )
        };
        report.push(
            rules::reference::AMBIGUOUS_TERM
                .at(term.span, message)
                .help("write one of the two out wherever it is used, or give it another short form")
                .related(first.span, "it is declared here already"),
        );
    }
}
