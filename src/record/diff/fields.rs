//! Two states of the keys of a card or a manifest as one: values by their keys, entries of lists by
//! their ids or labels; tables are for `rows`.

use std::collections::HashSet;

use jiff::civil::Date;

use super::blocks::{Side, Sides, merge_bodies};
use super::likeness::{ALIKE, Step, align, likeness, words};
use super::rows::{COLUMNS, ROWS};
use super::words::merge;
use super::{FieldDiff, marked};
use crate::model::anchors::value_text;
use crate::model::content::Content;
use crate::model::field::{Entry, Field, FieldValue};
use crate::model::redline::Redline;
use crate::model::words::Words as Language;
use crate::parse::body::{Change, Inline};
use crate::parse::spelling::figure;

/// The keys by which an entry of a list is called, the first that it has.
const NAMES: [&str; 9] = [
    "id",
    "label",
    "version",
    "term",
    "name",
    "organisation",
    "title",
    "who",
    "what",
];

/// Compares the keys of one card.
pub struct Fields<'a> {
    pub sides: Sides<'a>,
    /// In which days and months are printed.
    pub language: Language,
    /// What changed, as it is found.
    pub found: Vec<FieldDiff>,
    pub changes: &'a mut Redline,
}

impl Fields<'_> {
    /// Both states of all keys; those `without` stay as they are and are not compared.
    pub fn keys(&mut self, old: &Field, new: &Field, without: &[&str]) -> Field {
        Field {
            span: new.span,
            value: self.map(old, new, "", without),
        }
    }

    pub(super) fn map(
        &mut self,
        old: &Field,
        new: &Field,
        path: &str,
        without: &[&str],
    ) -> FieldValue {
        let is_table = new.get(COLUMNS).is_some_and(is_list) && new.get(ROWS).is_some_and(is_list);
        if is_table && old.get(COLUMNS).is_some_and(is_list) && old.get(ROWS).is_some_and(is_list) {
            return self.table(old, new, path, without);
        }
        let mut entries = Vec::with_capacity(new.entries().len());
        for entry in new.entries() {
            let name = entry.name.as_str();
            let field = match old.get(name).filter(|_| !without.contains(&name)) {
                Some(before) => self.field(before, &entry.field, &below(path, name)),
                None if without.contains(&name) => entry.field.clone(),
                None => self.inserted(&entry.field, &below(path, name)),
            };
            entries.push(Entry {
                field,
                ..entry.clone()
            });
        }
        for entry in old.entries() {
            let name = entry.name.as_str();
            if new.get(name).is_none() && !without.contains(&name) {
                let field = self.deleted(&entry.field, &below(path, name));
                // A template asks of numbers and words what they say, and may show them: those that
                // are gone are only listed.
                if is_text(&entry.field) {
                    entries.push(Entry {
                        field,
                        ..entry.clone()
                    });
                }
            }
        }
        FieldValue::Map(entries)
    }

    /// One value in two states.
    pub(super) fn field(&mut self, old: &Field, new: &Field, path: &str) -> Field {
        let value = match (&old.value, &new.value) {
            (FieldValue::Map(_), FieldValue::Map(_)) => self.map(old, new, path, &[]),
            (FieldValue::List(one), FieldValue::List(other)) => {
                FieldValue::List(self.list(one, other, path))
            }
            (FieldValue::Inline(one), FieldValue::Inline(other)) => {
                if self.says(old, self.sides.old) == self.says(new, self.sides.new) {
                    return new.clone();
                }
                self.say(path, Some(old), Some(new));
                FieldValue::Inline(merge(one, other).0)
            }
            (FieldValue::Blocks(one), FieldValue::Blocks(other)) => {
                if self.says(old, self.sides.old) == self.says(new, self.sides.new) {
                    return new.clone();
                }
                self.say(path, Some(old), Some(new));
                FieldValue::Blocks(merge_bodies(one, other, self.sides).body)
            }
            _ if plain(old) == plain(new) && old.is_blank() == new.is_blank() => {
                return new.clone();
            }
            _ if old.is_blank() => return self.inserted(new, path),
            _ if new.is_blank() => {
                self.say(path, Some(old), None);
                return if is_text(old) {
                    marked_field(old, Change::Deleted)
                } else {
                    new.clone()
                };
            }
            (_, FieldValue::Inline(other)) => {
                self.say(path, Some(old), Some(new));
                FieldValue::Inline(merge(&self.printed(old), other).0)
            }
            _ => {
                self.say(path, Some(old), Some(new));
                let before = self.printed(old);
                self.changes.replaced.insert(new.span, before);
                new.value.clone()
            }
        };
        Field {
            span: new.span,
            value,
        }
    }

    /// Entries by what they are called, else by likeness.
    fn list(&mut self, old: &[Field], new: &[Field], path: &str) -> Vec<Field> {
        let (old_names, new_names) = (names(old), names(new));
        let is_named = old_names.is_some() && new_names.is_some();
        let keys = |all: &[Field], names: &Option<Vec<String>>, side: Side<'_>| -> Vec<String> {
            match names {
                Some(names) if is_named => names.clone(),
                _ => all
                    .iter()
                    .map(|one| {
                        Content::of_field(one, side.folder, side.files)
                            .as_str()
                            .to_owned()
                    })
                    .collect(),
            }
        };
        let old_keys = keys(old, &old_names, self.sides.old);
        let new_keys = keys(new, &new_names, self.sides.new);
        let (old_texts, new_texts): (Vec<String>, Vec<String>) = (
            old.iter().map(plain).collect(),
            new.iter().map(plain).collect(),
        );
        // An id is what an entry is: another id is another entry.
        let is_id = is_named && new.iter().chain(old).any(|one| one.get("id").is_some());
        let least = if is_id { 1.1 } else { ALIKE };
        let mut steps = align(&old_keys, &new_keys, least, |one, other| {
            likeness(&words(&old_texts[one]), &words(&new_texts[other]))
        });
        if is_named {
            uncross(&mut steps, &old_keys, &new_keys);
        }
        let name = |names: &Option<Vec<String>>, at: usize| match names {
            Some(names) if is_named => names[at].clone(),
            _ => at.to_string(),
        };
        let mut out = Vec::with_capacity(steps.len());
        for step in steps {
            match step {
                Step::Both(one, other) => {
                    let path = format!("{path}[{}]", name(&new_names, other));
                    out.push(self.field(&old[one], &new[other], &path));
                }
                Step::Inserted(other) => {
                    let path = format!("{path}[{}]", name(&new_names, other));
                    out.push(self.inserted(&new[other], &path));
                }
                Step::Deleted(one) => {
                    let path = format!("{path}[{}]", name(&old_names, one));
                    let field = self.deleted(&old[one], &path);
                    if matches!(old[one].value, FieldValue::Map(_)) || is_text(&old[one]) {
                        out.push(field);
                    }
                }
            }
        }
        out
    }

    /// A value that is new, with all that lies in it.
    pub(super) fn inserted(&mut self, field: &Field, path: &str) -> Field {
        self.leaves(field, path, Change::Inserted);
        self.new_values(field);
        marked_field(field, Change::Inserted)
    }

    /// Values that are no text show that they are new by what stood there before: nothing.
    pub(super) fn new_values(&mut self, field: &Field) {
        field.walk(&mut |field| {
            let is_value = matches!(
                field.value,
                FieldValue::Number(_) | FieldValue::Date(_) | FieldValue::Month(_)
            );
            if is_value {
                self.changes.replaced.insert(field.span, Vec::new());
            }
        });
    }

    fn deleted(&mut self, field: &Field, path: &str) -> Field {
        self.leaves(field, path, Change::Deleted);
        self.as_gone(field)
    }

    /// A value that is gone: figures and days as text, so that nothing counts with them.
    pub(super) fn as_gone(&mut self, field: &Field) -> Field {
        let value = match &field.value {
            FieldValue::Number(number) if number.is_figure => {
                FieldValue::Inline(marked::run(&self.printed(field), Change::Deleted))
            }
            FieldValue::Date(_) | FieldValue::Month(_) => {
                FieldValue::Inline(marked::run(&self.printed(field), Change::Deleted))
            }
            FieldValue::List(items) => {
                FieldValue::List(items.iter().map(|one| self.as_gone(one)).collect())
            }
            FieldValue::Map(entries) => FieldValue::Map(
                entries
                    .iter()
                    .map(|entry| Entry {
                        field: self.as_gone(&entry.field),
                        ..entry.clone()
                    })
                    .collect(),
            ),
            _ => return marked_field(field, Change::Deleted),
        };
        Field {
            span: field.span,
            value,
        }
    }

    /// Says each value in a value that came or went.
    fn leaves(&mut self, field: &Field, path: &str, change: Change) {
        match &field.value {
            FieldValue::Map(entries) => {
                for entry in entries {
                    self.leaves(&entry.field, &below(path, &entry.name), change);
                }
            }
            FieldValue::List(items) => {
                let names = names(items);
                for (at, item) in items.iter().enumerate() {
                    let name = names
                        .as_ref()
                        .map_or_else(|| at.to_string(), |all| all[at].clone());
                    self.leaves(item, &format!("{path}[{name}]"), change);
                }
            }
            _ if field.is_blank() => {}
            _ => match change {
                Change::Inserted => self.say(path, None, Some(field)),
                Change::Deleted => self.say(path, Some(field), None),
            },
        }
    }

    pub(super) fn say(&mut self, path: &str, old: Option<&Field>, new: Option<&Field>) {
        let text = |field: Option<&Field>| field.map(plain).filter(|text| !text.is_empty());
        self.found.push(FieldDiff {
            field: path.to_owned(),
            old: text(old),
            new: text(new),
        });
    }

    fn says(&self, field: &Field, side: Side<'_>) -> Content {
        Content::of_field(field, side.folder, side.files)
    }

    /// A value as the document prints it.
    fn printed(&self, field: &Field) -> Vec<Inline> {
        let day = |date: &Date| self.language.date(*date);
        let words = match &field.value {
            FieldValue::Inline(content) => return content.clone(),
            FieldValue::Number(number) if number.is_figure => figure(&number.spelling).into_owned(),
            FieldValue::Date(date) => day(date),
            FieldValue::Month(date) => self.language.month(*date),
            _ => plain(field),
        };
        if words.is_empty() {
            return Vec::new();
        }
        vec![marked::text(&words, field.span)]
    }
}

pub(super) fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn is_list(field: &Field) -> bool {
    matches!(field.value, FieldValue::List(_))
}

/// Whether a value is printed and nothing else.
fn is_text(field: &Field) -> bool {
    matches!(field.value, FieldValue::Inline(_) | FieldValue::Blocks(_))
}

/// A value as its author wrote it, without markup.
pub fn plain(field: &Field) -> String {
    match &field.value {
        FieldValue::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        FieldValue::Map(entries) => match field.get("text") {
            Some(text) => plain(text),
            None => {
                let parts = entries.iter().map(|entry| plain(&entry.field));
                parts.collect::<Vec<_>>().join(", ")
            }
        },
        _ => value_text(field).unwrap_or_default().trim().to_owned(),
    }
}

/// What the entries of a list are called; `None` if they have no names, or two have the same.
fn names(items: &[Field]) -> Option<Vec<String>> {
    let key = NAMES
        .iter()
        .find(|key| items.first().is_some_and(|first| first.get(key).is_some()))?;
    let mut seen = HashSet::new();
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let name = item.get(key).map(plain).filter(|name| !name.is_empty())?;
        if !seen.insert(name.clone()) {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// Entries with one name are one entry, also where one stands before another now.
pub(super) fn uncross(steps: &mut Vec<Step>, old: &[String], new: &[String]) {
    let mut at = 0;
    while at < steps.len() {
        if let Step::Inserted(other) = steps[at]
            && let Some(gone) = steps.iter().position(
                |step| matches!(step, Step::Deleted(one) if old[*one] == new[other] && !new[other].is_empty()),
            )
            && let Step::Deleted(one) = steps[gone]
        {
            steps[at] = Step::Both(one, other);
            steps.remove(gone);
            if gone < at {
                continue;
            }
        }
        at += 1;
    }
}

/// All text in a value as inserted or deleted; what is no text stays.
pub fn marked_field(field: &Field, change: Change) -> Field {
    let value = match &field.value {
        FieldValue::Inline(content) => FieldValue::Inline(marked::run(content, change)),
        FieldValue::Blocks(body) => FieldValue::Blocks(marked::body(body, change)),
        FieldValue::List(items) => {
            FieldValue::List(items.iter().map(|one| marked_field(one, change)).collect())
        }
        FieldValue::Map(entries) => FieldValue::Map(
            entries
                .iter()
                .map(|entry| Entry {
                    field: marked_field(&entry.field, change),
                    ..entry.clone()
                })
                .collect(),
        ),
        other => other.clone(),
    };
    Field {
        span: field.span,
        value,
    }
}
