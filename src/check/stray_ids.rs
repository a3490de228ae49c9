//! Ids that stand where nothing can have one: they would be printed with their braces.

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::field::{Field, FieldValue};
use crate::parse::body::{Id, Inline, Text, walk_inlines};

/// `reference/stray-id`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut look = |inline: &Inline| {
        if let Inline::Text(text) = inline {
            ids(text, report);
        }
    };
    field(&scope.document.manifest.fields, &mut look);
    for card in scope.cards_with(["{#"]) {
        field(&card.fields, &mut look);
        card.body.walk_inlines(&mut look);
    }
}

fn field(whole: &Field, look: &mut impl FnMut(&Inline)) {
    whole.walk(&mut |field| match &field.value {
        FieldValue::Inline(content) => walk_inlines(content, look),
        FieldValue::Blocks(body) => body.walk_inlines(look),
        _ => {}
    });
}

fn ids(text: &Text, report: &mut Report) {
    for (at, _) in text.text.match_indices('{') {
        let Some(rest) = text.text[at + 1..].strip_prefix('#') else { continue };
        let Some(name) = rest.find('}').map(|end| &rest[..end]).filter(|name| Id::is_valid(name)) else { continue };
        let message = format!("`{{#{name}}}` stands where nothing can have an id, and would be printed");
        let diagnostic = Diagnostic::warning("reference/stray-id", text.part(at..at + name.len() + 3), message);
        report.push(diagnostic.help("put it at the end of a heading, of a list's item or of a table's caption"));
    }
}
