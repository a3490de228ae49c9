//! What stands before the text of a web page: contents, and the lists of figures and tables.

use serde_json::{Value as Json, json};

use crate::model::field::{Field, FieldValue};
use crate::parse::body::{BlockKind, Body, Caption};
use crate::render::context::Builder;
use crate::render::measures::CONTENTS_DEPTH;
use crate::render::tree::{id_of_caption, id_of_heading};

/// The headings in order: level, number, title, id.
pub fn contents(builder: &mut Builder<'_>) -> Json {
    let document = builder.scene.document;
    let mut entries = Vec::new();
    for (card, place) in document.cards.iter().zip(&document.numbers.cards) {
        if card.toc && place.level <= CONTENTS_DEPTH {
            let tag = builder.tag(card);
            let title = builder.repeated(&card.title);
            entries.push(json!({ "level": place.level, "number": place.number, "tag": tag, "title": title, "id": card.id.name }));
        }
        if place.level >= CONTENTS_DEPTH {
            continue;
        }
        for block in &card.body.blocks {
            let BlockKind::Heading(heading) = &block.kind else {
                continue;
            };
            let Some(number) = document.numbers.heading(block.span) else {
                continue;
            };
            let id = id_of_heading(document, heading, block.span).map(|id| id.name);
            let title = builder.repeated(&heading.content);
            entries.push(
                json!({ "level": place.level + 1, "number": number, "title": title, "id": id }),
            );
        }
    }
    Json::Array(entries)
}

/// The figures and the tables that have captions: label, caption, id.
pub fn captions(builder: &mut Builder<'_>) -> (Json, Json) {
    let document = builder.scene.document;
    let (mut figures, mut tables) = (Vec::new(), Vec::new());
    for card in &document.cards {
        let mut bodies = vec![&card.body];
        bodies_of(&card.fields, &mut bodies);
        for body in bodies {
            body.walk(&mut |block| {
                let (list, caption): (&mut Vec<Json>, &Option<Caption>) = match &block.kind {
                    BlockKind::Figure(picture) => (&mut figures, &picture.caption),
                    BlockKind::Table(table) => (&mut tables, &table.caption),
                    _ => return,
                };
                let Some((caption, label)) =
                    caption.as_ref().zip(document.anchors.label_at(block.span))
                else {
                    return;
                };
                let id = id_of_caption(document, caption, block.span).name;
                let title = builder.repeated(&caption.content);
                list.push(json!({ "number": label, "title": title, "id": id }));
            });
        }
    }
    (Json::Array(figures), Json::Array(tables))
}

fn bodies_of<'a>(field: &'a Field, bodies: &mut Vec<&'a Body>) {
    match &field.value {
        FieldValue::Blocks(body) => bodies.push(body),
        FieldValue::List(items) => items.iter().for_each(|item| bodies_of(item, bodies)),
        FieldValue::Map(entries) => entries
            .iter()
            .for_each(|entry| bodies_of(&entry.field, bodies)),
        _ => {}
    }
}
