//! What the list at the end of a draft says of each open place, card by card.

use serde_json::{Value as Json, json};

use super::RenderContext;
use super::fragments::without_tokens;
use super::marks::Mark;
use crate::parse::body::plain_text;
use crate::source::SourceId;

/// The open places in the order of the document, in groups of one source each.
pub fn outstanding(scene: &RenderContext<'_>) -> Json {
    let mut groups: Vec<(SourceId, Vec<Json>)> = Vec::new();
    for (number, mark) in scene.marks.iter() {
        let source = mark.span.source;
        let item = item(scene, number, mark);
        match groups.last_mut().filter(|(last, _)| *last == source) {
            Some((_, items)) => items.push(item),
            None => groups.push((source, vec![item])),
        }
    }
    let groups = groups.iter();
    groups
        .map(|(source, items)| group(scene, *source, items))
        .collect()
}

fn item(scene: &RenderContext<'_>, number: usize, mark: &Mark) -> Json {
    let source = scene.sources.get(mark.span.source);
    json!({
        "n": number.to_string(),
        "code": mark.rule,
        "text": without_tokens(&mark.text),
        "owner": mark.owner.as_deref().map(without_tokens),
        "due": mark.due.map(|due| scene.document.words.date(due)),
        "note": mark.note.as_deref().map(without_tokens),
        "line": match source.cell(mark.span.start) {
            Some(cell) => without_tokens(&cell.name),
            None => source.position(mark.span.start).line.to_string(),
        },
    })
}

/// The places of one source: a card, the facts, or the manifest.
fn group(scene: &RenderContext<'_>, source: SourceId, items: &[Json]) -> Json {
    let document = scene.document;
    let mut cards = document.cards.iter();
    let card = cards.position(|card| card.source == source && !card.made);
    let title = match card {
        Some(index) => plain_text(document.cards[index].short()),
        None if document.facts.source == Some(source) => document.words.facts.to_owned(),
        None => document.manifest.title.clone(),
    };
    json!({
        "number": card.and_then(|index| document.place(index).number.clone()),
        "title": without_tokens(&title),
        "path": without_tokens(scene.sources.get(source).path()),
        "items": items,
    })
}
