//! The head of a card: its number, its title, and how its pages begin.

use super::{Piece, Resolver};
use crate::model::anchors::kind_label;
use crate::model::card::Card;
use crate::model::numbering::Numbered;
use crate::parse::body::plain_text;
use crate::render::RenderContext;
use crate::source::Span;

/// What stands around a card.
pub struct Frame<'a> {
    /// The level of its title.
    pub level: usize,
    /// Such as `3.1`.
    pub number: Option<&'a str>,
    /// Its title.
    pub title: Piece<'a>,
    /// The title without markup.
    pub title_text: String,
    /// The title for running heads.
    pub short: Piece<'a>,
    /// The same without markup.
    pub short_text: String,
    /// What its kind calls it, such as `Workstream 3`.
    pub tag: Option<String>,
    /// By which text refers to it.
    pub id: &'a str,
    /// Whether the contents list it.
    pub toc: bool,
    /// Whether it opens a part.
    pub is_part: bool,
    /// Whether it is an appendix.
    pub is_appendix: bool,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// Whether it goes on below the card before it, although it is of the first level.
    pub runs_on: bool,
    /// Whether all cards of the document do so.
    pub flow: bool,
    /// The card's title in the source.
    pub span: Span,
}

impl<'a> Frame<'a> {
    /// The head of a card at its place in the document.
    pub fn of(scene: &'a RenderContext<'a>, card: &'a Card, place: &'a Numbered) -> Self {
        let resolver = || Resolver::new(scene, card.folder(), place.level);
        let outer = resolver().with_outer_notes(&card.body.footnotes);
        Self {
            level: place.level,
            number: place.number.as_deref(),
            title: outer.piece_of_inlines(&card.title),
            title_text: card.title_text(),
            short: resolver().repeated().piece_of_inlines(card.short()),
            short_text: plain_text(card.short()),
            tag: kind_label(card, scene.kinds, &scene.document.manifest.own_words),
            id: &card.id.name,
            toc: card.toc,
            is_part: place.is_part,
            is_appendix: place.is_appendix,
            landscape: false,
            runs_on: false,
            flow: scene.document.manifest.flow,
            span: card.top,
        }
    }
}
