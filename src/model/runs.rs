//! Every run of text of a card or of its fields, to be changed: what fills in facts and terms goes
//! through all of them in the order in which they are read.

use super::card::Card;
use super::field::{Field, FieldValue};
use crate::parse::body::{Block, BlockKind, Body, Caption, Inline, Picture};

/// Where a run of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// A title or a heading, which contents and running heads repeat.
    Heading,
    Text,
}

/// What is done with each run.
pub type Edit<'e> = dyn FnMut(Run, &mut Vec<Inline>) + 'e;

/// The runs of a card: its titles, what stands above what its kind makes, its fields, its notes.
pub fn of_card(card: &mut Card, edit: &mut Edit<'_>) {
    edit(Run::Heading, &mut card.title);
    if let Some(title) = &mut card.short_title {
        edit(Run::Heading, title);
    }
    blocks(&mut card.body.blocks, edit);
    of_field(&mut card.fields, edit);
    for note in &mut card.body.footnotes {
        blocks(&mut note.blocks, edit);
    }
}

/// The runs of a field and of what it holds.
pub fn of_field(field: &mut Field, edit: &mut Edit<'_>) {
    match &mut field.value {
        FieldValue::Inline(content) => edit(Run::Text, content),
        FieldValue::Blocks(content) => body(content, edit),
        FieldValue::List(items) => items.iter_mut().for_each(|item| of_field(item, edit)),
        FieldValue::Map(entries) => {
            for entry in entries {
                match &mut entry.field.value {
                    FieldValue::Inline(content) if is_title(&entry.name) => {
                        edit(Run::Heading, content);
                    }
                    _ => of_field(&mut entry.field, edit),
                }
            }
        }
        _ => {}
    }
}

fn is_title(key: &str) -> bool {
    matches!(key, "title" | "short-title" | "subtitle")
}

fn body(body: &mut Body, edit: &mut Edit<'_>) {
    blocks(&mut body.blocks, edit);
    for note in &mut body.footnotes {
        blocks(&mut note.blocks, edit);
    }
}

fn blocks(blocks: &mut [Block], edit: &mut Edit<'_>) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => edit(Run::Text, content),
            BlockKind::Heading(heading) => edit(Run::Heading, &mut heading.content),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    self::blocks(&mut item.blocks, edit);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Passage { blocks, .. } => {
                self::blocks(blocks, edit);
            }
            BlockKind::Table(table) => {
                let cells = table
                    .header
                    .iter_mut()
                    .chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| edit(Run::Text, &mut cell.content));
                caption(table.caption.as_mut(), edit);
            }
            BlockKind::Figure(figure) => picture(figure, edit),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    edit(Run::Text, &mut definition.term);
                    for details in &mut definition.details {
                        self::blocks(details, edit);
                    }
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::PageBreak | BlockKind::Below => {}
        }
    }
}

/// The runs of a picture.
pub fn picture(picture: &mut Picture, edit: &mut Edit<'_>) {
    edit(Run::Text, &mut picture.alt);
    caption(picture.caption.as_mut(), edit);
}

fn caption(caption: Option<&mut Caption>, edit: &mut Edit<'_>) {
    if let Some(caption) = caption {
        edit(Run::Text, &mut caption.content);
    }
}
