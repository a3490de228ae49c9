//! One value of a record, as a cell: what a template draws, and the plain text by which columns are
//! measured.

use serde_json::{Value as Json, json};

use crate::model::anchors::value_text;
use crate::model::document::Document;
use crate::model::field::{Field, FieldValue, Role};
use crate::model::kinds::Kind;
use crate::model::rating::Rated;
use crate::model::records::{Found, Record};
use crate::parse::body::plain_text;
use crate::parse::spelling::figure;
use crate::render::context::{Builder, shown};
use crate::render::filters::sentence;

/// A key as a heading: `short-title` is “Short title”; in the document's own word, if it has one.
pub fn heading(key: &str, document: &Document) -> String {
    let own = document.manifest.own_words.word(key);
    own.unwrap_or_else(|| sentence(key))
}

/// What a template draws: text, a word of the schema, a figure, a rating, or nothing.
pub fn value<'a>(builder: &mut Builder<'a>, record: &Record<'a>, key: &str) -> Json {
    match record.get(key, builder.scene.document) {
        Found::Nothing => Json::Null,
        Found::Title => title(builder, record),
        Found::Id(id) => link(builder, record, id),
        Found::Score(_) => record.kind.rating.as_ref().map_or(Json::Null, |rating| {
            rated(record, rating.rated(record.rated()))
        }),
        Found::Stated(titles) => json!(builder.plain(&titles.join(", "))),
        Found::Field(field) => of_field(builder, record, key, field),
    }
}

/// The same where there is room for a line and no more.
pub fn line<'a>(builder: &mut Builder<'a>, record: &Record<'a>, key: &str) -> Json {
    match record.get(key, builder.scene.document) {
        Found::Field(Field {
            value: FieldValue::Blocks(body),
            ..
        }) => builder.repeated_line(body),
        _ => value(builder, record, key),
    }
}

/// The card's short title, as a link to it.
pub fn title<'a>(builder: &mut Builder<'a>, record: &Record<'a>) -> Json {
    builder.link_to(record.card)
}

/// An id, as a link to what has it.
pub fn link<'a>(builder: &mut Builder<'a>, record: &Record<'a>, id: &str) -> Json {
    match builder.scene.document.anchors.get(id) {
        Some(_) => builder.link(id, id, record.rated().span),
        None => json!(builder.plain(id)),
    }
}

/// What a record is called, as a link where it has an id: a card by its short title; an entry by
/// its id, and then by what it is.
pub fn name<'a>(builder: &mut Builder<'a>, record: &Record<'a>) -> (Json, Json) {
    let key = record.kind.entries.as_ref().map(|keys| keys.title.clone());
    match (record.entry, key) {
        (Some(entry), Some(key)) if entry.get("id").is_some() => (
            link(builder, record, record.id()),
            line(builder, record, &key),
        ),
        (Some(_), Some(key)) => (line(builder, record, &key), Json::Null),
        _ => (title(builder, record), Json::Null),
    }
}

/// A score with its place in the bands.
pub fn rated(record: &Record<'_>, rated: Option<Rated>) -> Json {
    rated_as(record.kind, rated)
}

/// A place on the scales of a kind, for a template.
pub fn rated_as(kind: &Kind, rated: Option<Rated>) -> Json {
    let (Some(rating), Some(rated)) = (kind.rating.as_ref(), rated) else {
        return Json::Null;
    };
    let score = rated.score();
    json!({
        "score": score,
        "up": rated.up,
        "across": rated.across,
        "band": rating.band(score),
        "bands": rating.bands.len(),
        "word": rating.band_name(score),
    })
}

fn of_field<'a>(
    builder: &mut Builder<'a>,
    record: &Record<'a>,
    key: &str,
    field: &'a Field,
) -> Json {
    match &field.value {
        FieldValue::Inline(content) => builder.repeated(content),
        FieldValue::Blocks(body) => builder.repeated_cell(body),
        FieldValue::Date(date) => json!(builder.scene.document.words.date(*date)),
        FieldValue::Month(date) => json!(builder.scene.document.words.month(*date)),
        FieldValue::Number(number) if number.is_figure => json!(figure(&number.spelling)),
        FieldValue::Word(word) if matches!(word.role, Role::Card { .. }) => {
            card(builder, &word.text, field)
        }
        FieldValue::List(items) => drawn(builder, record, key, items.iter()),
        FieldValue::Map(entries) => match rating_of(record, key) {
            Some(of) => rated(record, of),
            None => drawn(
                builder,
                record,
                key,
                entries.iter().map(|entry| &entry.field),
            ),
        },
        FieldValue::Word(word) if word.shown.is_some() => {
            json!({ "state": word.text, "label": shown(field) })
        }
        _ => value_text(field).map_or(Json::Null, |text| json!(builder.plain(&text))),
    }
}

/// The card that an id names, by its short title.
fn card(builder: &mut Builder<'_>, id: &str, field: &Field) -> Json {
    let document = builder.scene.document;
    match document.anchors.get(id) {
        Some(anchor) => builder.link(
            id,
            &plain_text(document.cards[anchor.card].short()),
            field.span,
        ),
        None => json!(builder.plain(id)),
    }
}

/// The items of a list, or the values of a mapping, one after the other.
fn drawn<'a>(
    builder: &mut Builder<'a>,
    record: &Record<'a>,
    key: &str,
    parts: impl Iterator<Item = &'a Field>,
) -> Json {
    let drawn: Vec<Json> = parts
        .map(|part| of_field(builder, record, key, part))
        .filter(|part| !part.is_null())
        .collect();
    if drawn.is_empty() {
        Json::Null
    } else {
        Json::Array(drawn)
    }
}

/// The plain text of a cell.
pub fn text(record: &Record<'_>, key: &str, document: &Document) -> String {
    match record.get(key, document) {
        Found::Title => plain_text(record.card.short()),
        Found::Field(Field {
            value: FieldValue::Map(_),
            ..
        }) if rating_of(record, key).is_some() => "12 Moderate".to_owned(),
        Found::Score(_) => "12 Moderate".to_owned(),
        Found::Field(field) => plain(field, document),
        _ => record.texts(key, document).join(", "),
    }
}

/// The rating that stands below a key: before or after action, or aimed at. `None` if the key is
/// no rating.
fn rating_of(record: &Record<'_>, key: &str) -> Option<Option<Rated>> {
    let rating = record.kind.rating.as_ref()?;
    let is = |name: &Option<String>| name.as_deref() == Some(key);
    let ratings = rating.all(record.rated());
    if is(&rating.after) {
        Some(ratings.after)
    } else if is(&rating.target) {
        Some(ratings.target)
    } else {
        is(&rating.before).then_some(ratings.now)
    }
}

/// A value of any depth as plain text.
fn plain(field: &Field, document: &Document) -> String {
    let joined = |parts: Vec<String>| {
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match &field.value {
        FieldValue::Date(date) => document.words.date(*date),
        FieldValue::Month(date) => document.words.month(*date),
        FieldValue::List(items) => joined(items.iter().map(|item| plain(item, document)).collect()),
        FieldValue::Map(entries) => joined(
            entries
                .iter()
                .map(|entry| plain(&entry.field, document))
                .collect(),
        ),
        FieldValue::Word(word) => word.shown.clone().unwrap_or_else(|| word.text.clone()),
        _ => value_text(field).unwrap_or_default(),
    }
}
