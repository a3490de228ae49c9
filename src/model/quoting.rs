//! Fills the links to facts that have no text of their own, in every text of a card or manifest
//! that is being made.

use super::card::Card;
use super::facts::{Facts, SCHEME};
use super::field::{Field, FieldValue};
use crate::parse::body::{Block, BlockKind, Body, Caption, Inline, Picture};

/// Goes through texts and fills their links.
#[derive(Clone, Copy)]
pub struct FactResolver<'a> {
    pub facts: &'a Facts,
}

impl FactResolver<'_> {
    pub fn card(self, card: &mut Card) {
        self.inlines(&mut card.title);
        card.short_title
            .iter_mut()
            .for_each(|title| self.inlines(title));
        self.field(&mut card.fields);
        self.body(&mut card.body);
    }

    pub fn field(self, field: &mut Field) {
        match &mut field.value {
            FieldValue::Inline(content) => self.inlines(content),
            FieldValue::Blocks(body) => self.body(body),
            FieldValue::List(items) => items.iter_mut().for_each(|item| self.field(item)),
            FieldValue::Map(entries) => entries
                .iter_mut()
                .for_each(|entry| self.field(&mut entry.field)),
            _ => {}
        }
    }

    fn body(self, body: &mut Body) {
        self.blocks(&mut body.blocks);
        body.footnotes
            .iter_mut()
            .for_each(|note| self.blocks(&mut note.blocks));
    }

    fn blocks(self, blocks: &mut [Block]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Paragraph(content) => self.inlines(content),
                BlockKind::Heading(heading) => self.inlines(&mut heading.content),
                BlockKind::List(list) => list
                    .items
                    .iter_mut()
                    .for_each(|item| self.blocks(&mut item.blocks)),
                BlockKind::Quote { blocks, .. } | BlockKind::Passage { blocks, .. } => {
                    self.blocks(blocks);
                }
                BlockKind::Table(table) => {
                    let cells = table
                        .header
                        .iter_mut()
                        .chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| self.inlines(&mut cell.content));
                    self.caption(table.caption.as_mut());
                }
                BlockKind::Figure(picture) => self.picture(picture),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.inlines(&mut definition.term);
                        definition
                            .details
                            .iter_mut()
                            .for_each(|blocks| self.blocks(blocks));
                    }
                }
                BlockKind::Code { .. }
                | BlockKind::Rule
                | BlockKind::PageBreak
                | BlockKind::Below => {}
            }
        }
    }

    fn picture(self, picture: &mut Picture) {
        self.inlines(&mut picture.alt);
        self.caption(picture.caption.as_mut());
    }

    fn caption(self, caption: Option<&mut Caption>) {
        caption
            .into_iter()
            .for_each(|caption| self.inlines(&mut caption.content));
    }

    fn inlines(self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strikethrough(inner)
                | Inline::Subscript(inner)
                | Inline::Superscript(inner)
                | Inline::Passage { content: inner, .. }
                | Inline::Changed { content: inner, .. } => self.inlines(inner),
                Inline::Link(link) if link.content.is_empty() => {
                    let fact = link
                        .target
                        .trim()
                        .strip_prefix(SCHEME)
                        .and_then(|name| self.facts.get(name));
                    fact.into_iter()
                        .for_each(|fact| link.content.clone_from(&fact.text));
                }
                Inline::Link(link) => self.inlines(&mut link.content),
                Inline::Picture(picture) => self.picture(picture),
                _ => {}
            }
        }
    }
}
