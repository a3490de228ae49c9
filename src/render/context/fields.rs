//! The values of the front matter, as templates see them.

use serde_json::{Map, Value as Json, json};

use super::Builder;
use crate::model::field::{Field, FieldValue, Number, Role, Word};
use crate::parse::spelling::figure;
use crate::render::fragments::without_tokens;

impl<'a> Builder<'a> {
    /// A value of the front matter.
    pub fn field(&mut self, field: &'a Field) -> Json {
        if let Some(markup) = self.in_both_states(field) {
            return self.token(markup);
        }
        match &field.value {
            FieldValue::Blank => self.blank(field),
            FieldValue::Bool(value) => json!(value),
            FieldValue::Number(number) => self.number(number, field),
            FieldValue::Word(word) => self.word(word, field),
            FieldValue::Inline(content) => self.inline(content),
            FieldValue::Blocks(body) => self.cell(body),
            FieldValue::Date(date) => json!(self.scene.document.words.date(*date)),
            FieldValue::Month(date) => json!(self.scene.document.words.month(*date)),
            FieldValue::List(items) => {
                Json::Array(items.iter().map(|item| self.field(item)).collect())
            }
            FieldValue::Map(entries) => {
                let mut map = Map::new();
                for entry in entries {
                    // What is blank or does not fit is not there, so that a template asks one
                    // question: is it defined?
                    match self.field(&entry.field) {
                        Json::Null => {}
                        value => {
                            map.insert(entry.name.clone(), value);
                            if let Some(shown) = shown(&entry.field) {
                                map.insert(format!("{}-label", entry.name), json!(shown));
                            }
                        }
                    }
                }
                Json::Object(map)
            }
        }
    }

    /// Nothing; in a draft, the mark of a blank that should not be one.
    fn blank(&mut self, field: &Field) -> Json {
        match self.resolver().blank(field.span) {
            Some(mark) => {
                let markup = self.writer.blank(mark);
                self.token(markup)
            }
            None => Json::Null,
        }
    }

    fn number(&mut self, number: &Number, field: &Field) -> Json {
        if number.is_figure {
            return self.words(&figure(&number.spelling), field.span);
        }
        as_typed(number)
    }

    fn word(&mut self, word: &Word, field: &Field) -> Json {
        match &word.role {
            Role::Card { .. } => {
                let document = self.scene.document;
                match document.anchors.get(&word.text) {
                    Some(anchor) => self.link(
                        &word.text,
                        &document.label_of(anchor, field.span),
                        field.span,
                    ),
                    None => self.words(&word.text, field.span),
                }
            }
            Role::Id { .. } | Role::Key { .. } => match self.id_place {
                Some(place) => self.token(place(&word.text)),
                None => Json::String(without_tokens(&word.text)),
            },
            Role::Mismatch => Json::Null,
            Role::File { .. } => self.picture(&word.text).map_or(Json::Null, Json::String),
            _ => Json::String(without_tokens(&word.text)),
        }
    }
}

/// What an author wrote instead of a word of the schema.
pub fn shown(field: &Field) -> Option<String> {
    match &field.value {
        FieldValue::Word(word) => word.shown.as_deref().map(without_tokens),
        _ => None,
    }
}

/// A number for a template to count with, if it would be printed as it is typed; else as its text,
/// so that no sign and no digit is lost.
fn as_typed(number: &Number) -> Json {
    let spelling = &number.spelling;
    if let Some(whole) = spelling
        .parse::<i64>()
        .ok()
        .filter(|whole| whole.to_string() == *spelling)
    {
        return json!(whole);
    }
    match spelling.parse::<f64>() {
        Ok(value) if value.abs() < 1e15 && value.to_string() == *spelling => json!(value),
        _ => json!(spelling),
    }
}
