//! What a template sees of the facts of a document (`x-sources`): each with its date, its source
//! and the cards that quote it.

use serde_json::{Value as Json, json};

use super::context::Builder;
use crate::model::card::Card;
use crate::model::cell_reference::halves;
use crate::model::facts::Fact;
use crate::model::field::{Field, FieldValue};
use crate::model::quotations::{Quotation, quotations};
use crate::parse::body::{Inline, Link, Text};
use crate::source::Span;

/// The value of `card.sources`: one row a fact, in the order in which the document quotes them; one
/// that only others are made of stands behind.
pub fn values(builder: &mut Builder<'_>) -> Json {
    let document = builder.scene.document;
    let quoted = quotations(document);
    let places = |name: &str| quoted.get(name).map(Vec::as_slice).unwrap_or_default();
    let mut facts: Vec<(&str, &Fact)> = document.facts.named().collect();
    facts.sort_by_key(|(name, _)| {
        let first = places(name).first();
        (first.is_none(), first.map(|one| (one.card, one.span.start)))
    });
    let rows = facts
        .into_iter()
        .map(|(name, fact)| row(builder, name, fact, places(name)));
    Json::Array(rows.collect())
}

fn row(builder: &mut Builder<'_>, name: &str, fact: &Fact, places: &[Quotation]) -> Json {
    let given = |key: &str| fact.field.get(key).filter(|field| !field.is_blank());
    let what = match given("title").and_then(Field::inline) {
        Some(title) => title.to_vec(),
        None => vec![words(&readable(name), fact.name)],
    };
    let as_of = given("as-of")
        .map(|field| date(builder, field))
        .unwrap_or_default();
    let source = match given("source").and_then(Field::inline) {
        Some(source) => source.to_vec(),
        None => computed(builder, fact),
    };
    json!({
        "what": builder.made_line(&what),
        "figure": builder.made_line(&fact.text),
        "as_of": as_of,
        "source": builder.made_line(&source),
        "quoted": quoted_in(builder, places),
    })
}

/// The cards that quote a fact, each once, as references.
fn quoted_in(builder: &mut Builder<'_>, places: &[Quotation]) -> Json {
    let mut cards: Vec<usize> = places.iter().filter_map(|one| one.card).collect();
    cards.dedup();
    let mut content: Vec<Inline> = Vec::new();
    for card in &cards {
        let card = &builder.scene.document.cards[*card];
        if !content.is_empty() {
            content.push(words(", ", card.top));
        }
        content.push(reference(card, card.top));
    }
    builder.made_line(&content)
}

fn words(text: &str, span: Span) -> Inline {
    Inline::Text(Text {
        text: text.to_owned(),
        span,
    })
}

/// A name as words: `do-nothing-gap` is “Do nothing gap”.
fn readable(name: &str) -> String {
    let spaced = name.replace('-', " ");
    let mut chars = spaced.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// When the figure held: a day as the document's language writes it.
fn date(builder: &Builder<'_>, field: &Field) -> String {
    let language = &builder.scene.document.words;
    let text = match &field.value {
        FieldValue::Date(date) => language.date(*date),
        _ => crate::model::anchors::value_text(field).unwrap_or_default(),
    };
    builder.plain(&text)
}

/// Of what a fact without a source is made: other facts, or a table of this document.
fn computed(builder: &Builder<'_>, fact: &Fact) -> Vec<Inline> {
    let Some(made) = fact.made_of() else {
        return Vec::new();
    };
    let sign = match made.kind {
        "difference" => " − ",
        "sum" => " + ",
        "share" => " ÷ ",
        _ => {
            let name = made.parts.first().and_then(|cell| halves(cell));
            let mut cards = builder.scene.document.cards.iter();
            let card = name.and_then(|(name, _)| cards.find(|card| card.is_called(name)));
            return card
                .map(|card| reference(card, fact.name))
                .into_iter()
                .collect();
        }
    };
    let names: Vec<String> = made.parts.iter().map(|part| readable(part)).collect();
    vec![words(&names.join(sign), fact.name)]
}

/// A link that prints what its card is called.
fn reference(card: &Card, span: Span) -> Inline {
    Inline::Link(Box::new(Link {
        span,
        target: format!("#{}", card.id.name),
        content: Vec::new(),
        bare: false,
    }))
}
