//! The ids of headings, figures and tables: those of authors, and ours, which begin with an
//! underscore, as no author's can.

use std::borrow::Cow;

use crate::model::document::Document;
use crate::parse::body::{Caption, Heading};
use crate::source::Span;

/// By what text refers to a place.
pub struct Id<'a> {
    /// Without `#`.
    pub name: Cow<'a, str>,
    /// Whether it is ours, and only there for what is listed at the front.
    pub is_ours: bool,
}

impl<'a> Id<'a> {
    fn of_author(name: &'a str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            is_ours: false,
        }
    }

    fn ours(document: &Document, span: Span) -> Self {
        let card = document
            .cards
            .iter()
            .find(|card| card.source == span.source && !card.made);
        Self {
            name: format!("_{}-{}", card.map_or("", |card| &card.id.name), span.start).into(),
            is_ours: true,
        }
    }
}

/// The id of a heading: the author's, else the one by which a text refers to it, else one of ours
/// if it is numbered, because contents list it then.
pub fn id_of_heading<'a>(
    document: &'a Document,
    heading: &'a Heading,
    span: Span,
) -> Option<Id<'a>> {
    let given = heading.id.as_ref().map(|id| id.name.as_str());
    given
        .or_else(|| document.name_of_heading(span))
        .map(Id::of_author)
        .or_else(|| {
            document.numbers.heading(span)?;
            Some(Id::ours(document, span))
        })
}

/// The id of a figure or table with a caption: the author's, else one of ours.
pub fn id_of_caption<'a>(document: &Document, caption: &'a Caption, block: Span) -> Id<'a> {
    match &caption.id {
        Some(id) => Id::of_author(&id.name),
        None => Id::ours(document, block),
    }
}
