//! Where the facts of a document are quoted: each link `[…](fact:NAME)`, with the card in which it
//! stands.

use std::collections::BTreeMap;

use super::document::Document;
use super::facts::SCHEME;
use super::field::{Field, FieldValue};
use crate::parse::body::{Body, Inline, walk_inlines};
use crate::source::Span;

/// One link to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Its index among the cards of the document; `None` in the manifest.
    pub card: Option<usize>,
    /// The link.
    pub span: Span,
}

/// All quotations of a document, by the name of the fact, in the order of the document.
pub fn quotations(document: &Document) -> BTreeMap<String, Vec<Quotation>> {
    let mut found = BTreeMap::new();
    field(&document.manifest.fields, None, &mut found);
    for (index, card) in document.cards.iter().enumerate() {
        inlines(&card.title, Some(index), &mut found);
        field(&card.fields, Some(index), &mut found);
        body(&card.body, Some(index), &mut found);
    }
    for places in found.values_mut() {
        // A title is a field too.
        places.sort_by_key(|one: &Quotation| (one.card, one.span.start));
        places.dedup();
    }
    found
}

type Found = BTreeMap<String, Vec<Quotation>>;

fn field(field: &Field, card: Option<usize>, found: &mut Found) {
    field.walk(&mut |field| match &field.value {
        FieldValue::Inline(content) => inlines(content, card, found),
        FieldValue::Blocks(content) => body(content, card, found),
        _ => {}
    });
}

fn body(body: &Body, card: Option<usize>, found: &mut Found) {
    body.walk_inlines(&mut |inline| one(inline, card, found));
}

fn inlines(content: &[Inline], card: Option<usize>, found: &mut Found) {
    walk_inlines(content, &mut |inline| one(inline, card, found));
}

fn one(inline: &Inline, card: Option<usize>, found: &mut Found) {
    if let Inline::Link(link) = inline
        && let Some(name) = link.target.trim().strip_prefix(SCHEME)
    {
        let quotation = Quotation {
            card,
            span: link.span,
        };
        found.entry(name.to_owned()).or_default().push(quotation);
    }
}
