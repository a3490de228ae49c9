//! The settled tree as HTML. The elements are HTML's own, with the classes that the theme's style
//! sheet knows; ids of authors are the ids of elements, and our own begin with an underscore, which
//! no author's id can.

use super::escape;
use super::fold::{Fold, heading_tags, number};
use super::pictures::data_uri;
use crate::render::fragments::Fragments;
use crate::render::markup::Markup;
use crate::render::tree::{Asset, Block, Content, Frame, Mark, Piece, Stray};
use crate::render::writer::Writer;
use crate::source::Span;

/// Writes HTML.
pub struct HtmlWriter;

impl HtmlWriter {
    /// Blocks by themselves: the text of a note.
    pub fn blocks(&self, blocks: &[Block<'_>]) -> Markup {
        let mut fold = Fold::new(false);
        fold.blocks(blocks);
        fold.finish()
    }
}

impl Writer for HtmlWriter {
    fn piece(&self, piece: &Piece<'_>) -> Markup {
        let mut fold = Fold::new(piece.repeated);
        match &piece.content {
            Content::Inlines(content) => fold.inlines(content),
            Content::Blocks(blocks) => fold.blocks(blocks),
        }
        fold.finish()
    }

    fn words(&self, text: &str, _: Span) -> Markup {
        Markup::of_code(&escape::text(text))
    }

    fn reference(&self, id: &str, inner: &Markup) -> Markup {
        let mut markup = Markup::of_code(&format!("<a href=\"#{}\">", escape::text(id)));
        markup.append(inner);
        markup.code("</a>");
        markup
    }

    fn blank(&self, mark: Mark) -> Markup {
        let mut fold = Fold::new(false);
        fold.blank(mark);
        fold.finish()
    }

    /// The card's heading: number, what the kind calls it, title.
    fn frame(&self, frame: &Frame<'_>) -> Markup {
        let (open, close) = heading_tags(frame.level, None);
        let mut markup = Markup::of_code(&open);
        markup.code(&number(frame.number));
        if let Some(tag) = &frame.tag {
            markup.code(&format!("{}: ", escape::text(tag)));
        }
        markup.append(&self.piece(&frame.title));
        markup.code(&close);
        markup
    }

    fn strays(&self, strays: &[Stray<'_>]) -> Markup {
        let mut markup = Markup::default();
        if strays.is_empty() {
            return markup;
        }
        markup.code("<ul class=\"strays\">\n");
        for stray in strays {
            let (number, line) = (stray.number, stray.line);
            let (text, path) = (escape::text(stray.text), escape::text(stray.path));
            markup.code(&format!(
                "<li id=\"_mark-{number}\"><mark>{text}<a class=\"pill\" href=\"#_outstanding-{number}\"><span class=\"hidden\"> Outstanding item </span>{number}</a></mark> <span class=\"place\">{path}:{line}</span></li>\n"
            ));
            markup.marks.push(number);
        }
        markup.code("</ul>\n");
        markup
    }

    fn picture(&self, asset: &Asset<'_>) -> Option<String> {
        data_uri(asset)
    }

    fn fragments(&self) -> Fragments {
        Fragments::comparable()
    }
}
