//! Who endorsed a document or one of its cards, under which conditions, and whether it still says
//! what they endorsed.
//!
//! In: a document, and the files beside it. Out: each row of its lists of endorsements
//! (`x-endorsements`), judged by the fingerprint that it bears of what was endorsed.

use super::content::FilesByPath;
use super::document::Document;
use super::field::Field;
use super::kinds::Kinds;
use super::past::Past;
use crate::parse::body::plain_text;
use crate::source::Span;

/// What an endorsement is of, where it is of no card.
pub const WHOLE: &str = "document";

/// One row of a list of endorsements.
#[derive(Debug, Clone)]
pub struct Endorsement {
    /// The row.
    pub span: Span,
    /// Plain text.
    pub organisation: String,
    /// The id of a card, or [`WHOLE`]; where it stands, if it is written.
    pub of: (String, Option<Span>),
    /// The version that was endorsed, as written.
    pub version: Option<String>,
    pub standing: Standing,
}

/// What has become of what was endorsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The row does not say what was endorsed.
    Unbound,
    Unchanged,
    /// So many cards were, if what was endorsed can still be read.
    Changed {
        cards: Option<usize>,
    },
    /// It will count when all conditions are met, and may be changed until then.
    Conditional {
        met: usize,
        conditions: usize,
    },
}

impl Endorsement {
    /// All of a document, in the order of its cards.
    /// `past` reads what a version said, if it was tagged.
    pub fn all(
        document: &Document,
        kinds: &Kinds,
        files: &FilesByPath,
        past: &dyn Fn(&str) -> Option<Past>,
    ) -> Vec<Self> {
        let mut judge = Judge {
            document,
            files,
            past,
            whole: None,
        };
        let lists = document.cards.iter().filter_map(|card| {
            let key = kinds.get(&card.kind)?.endorsements.as_deref()?;
            card.fields.get(key)
        });
        lists
            .flat_map(Field::items)
            .map(|row| judge.row(row))
            .collect()
    }

    /// Whether it is of the document as a whole.
    pub fn is_of_all(&self) -> bool {
        self.of.0 == WHOLE
    }
}

/// What a card or the whole document says now; `None` if there is no such card.
pub fn fingerprint(document: &Document, of: &str, files: &FilesByPath) -> Option<String> {
    if of == WHOLE {
        return Some(document.content(files).fingerprint());
    }
    let card = document.cards.iter().find(|card| card.id.name == of)?;
    Some(card.content(files).fingerprint())
}

struct Judge<'a> {
    document: &'a Document,
    files: &'a FilesByPath,
    past: &'a dyn Fn(&str) -> Option<Past>,
    /// The fingerprint of the whole document, once it was needed.
    whole: Option<String>,
}

impl Judge<'_> {
    fn row(&mut self, row: &Field) -> Endorsement {
        let word = |key: &str| {
            let field = row.get(key)?;
            let word = field.word()?.trim();
            (!word.is_empty()).then(|| (word.to_owned(), field.span))
        };
        let of = word("of").map_or((WHOLE.to_owned(), None), |(id, span)| (id, Some(span)));
        let conditions = row.get("conditions").map(Field::items).unwrap_or_default();
        let met = conditions.iter().filter(|one| is_met(one)).count();
        let standing = match word("content") {
            None => Standing::Unbound,
            Some(_) if met < conditions.len() => Standing::Conditional {
                met,
                conditions: conditions.len(),
            },
            Some((content, _)) if self.now(&of.0).as_ref() == Some(&content) => Standing::Unchanged,
            Some((content, _)) => Standing::Changed {
                cards: word("version")
                    .and_then(|(version, _)| self.changed(&of.0, &version, &content)),
            },
        };
        let organisation = row.get("organisation").and_then(Field::inline);
        Endorsement {
            span: row.span,
            organisation: organisation
                .map(plain_text)
                .unwrap_or_default()
                .trim()
                .to_owned(),
            of,
            version: word("version").map(|(version, _)| version),
            standing,
        }
    }

    /// How many cards were changed since a version, if that is what was endorsed.
    fn changed(&self, of: &str, version: &str, content: &str) -> Option<usize> {
        if of != WHOLE {
            return None;
        }
        let past = (self.past)(version).filter(|past| past.fingerprint == content)?;
        let cards = Past::of(self.document, self.files).changed_cards(&past);
        (cards > 0).then_some(cards)
    }

    fn now(&mut self, of: &str) -> Option<String> {
        if of != WHOLE {
            return fingerprint(self.document, of, self.files);
        }
        if self.whole.is_none() {
            self.whole = fingerprint(self.document, of, self.files);
        }
        self.whole.clone()
    }
}

fn is_met(condition: &Field) -> bool {
    use super::field::FieldValue::Bool;
    matches!(condition.get("met").map(|met| &met.value), Some(Bool(true)))
}
