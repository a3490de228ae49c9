//! The settled tree as Typst markup. Text goes through `escape`; everything else is a call with
//! content blocks, to Typst's own elements or to the theme's functions, so that the look stays in
//! the theme.

use super::fold::Fold;
use crate::render::escape::{self, string};
use crate::render::markup::Markup;
use crate::render::tree::{Asset, Content, Frame, Mark, Notes, Piece, Stray};
use crate::render::widths::Line;
use crate::render::writer::Writer;
use crate::source::{SourceSet, Span};

/// Writes Typst.
#[derive(Clone, Copy)]
pub struct TypstWriter<'a> {
    /// The texts, for the names of notes.
    pub sources: &'a SourceSet,
    /// What the notes say, which stand where their marks do.
    pub notes: &'a Notes<'a>,
    /// The folder of the document in Typst's world.
    pub base: &'a str,
    /// A line of the page.
    pub line: Line,
}

impl TypstWriter<'_> {
    /// Where a picture stands in Typst's world.
    pub(super) fn path(&self, asset: &Asset<'_>) -> String {
        format!("/{}/assets/{}", self.base, asset.path)
    }
}

impl Writer for TypstWriter<'_> {
    fn piece(&self, piece: &Piece<'_>) -> Markup {
        let mut fold = Fold::new(*self, piece.repeated, piece.boxed);
        match &piece.content {
            Content::Inlines(content) => fold.inlines(content),
            Content::Blocks(blocks) => fold.blocks(blocks),
        }
        fold.finish()
    }

    fn words(&self, text: &str, span: Span) -> Markup {
        let mut markup = Markup::default();
        markup.words(text, span);
        markup
    }

    fn reference(&self, id: &str, inner: &Markup) -> Markup {
        let mut markup = Markup::default();
        markup.code(&format!("#xref({})[", string(id)));
        markup.append(inner);
        markup.code("];");
        markup
    }

    fn blank(&self, mark: Mark) -> Markup {
        let mut markup = Markup::default();
        push_blank(mark, &mut markup);
        markup
    }

    /// The arguments of the theme's `card` function.
    fn frame(&self, frame: &Frame<'_>) -> Markup {
        let mut markup = Markup::default();
        let number = frame.number.map_or_else(|| "none".to_owned(), string);
        markup.code(&format!(
            "level: {}, number: {number}, title: [",
            frame.level
        ));
        markup.append(&self.piece(&frame.title));
        let text = string(&frame.title_text);
        markup.code(&format!("], title-text: {text}, short: ["));
        markup.append(&self.piece(&frame.short));
        markup.code(&format!(
            "], short-text: {}, id: {}, toc: {}, part: {}, appendix: {}, landscape: {}, run-on: {}, flow: {}",
            string(&frame.short_text),
            string(frame.id),
            frame.toc,
            frame.is_part,
            frame.is_appendix,
            frame.landscape,
            frame.runs_on,
            frame.flow,
        ));
        if let Some(tag) = &frame.tag {
            markup.code(", tag: [");
            markup.words(tag, frame.span);
            markup.code("]");
        }
        markup
    }

    fn strays(&self, strays: &[Stray<'_>]) -> Markup {
        let mut markup = Markup::default();
        if strays.is_empty() {
            return markup;
        }
        markup.code("\n#stray-marks(");
        for stray in strays {
            markup.code(&format!("({}, [", string(&stray.number.to_string())));
            markup.words(stray.text, stray.span);
            let line = string(&format!("{}:{}", stray.path, stray.line));
            markup.code(&format!("], {line}), "));
            markup.marks.push(stray.number);
        }
        markup.code(")\n");
        markup
    }

    fn picture(&self, asset: &Asset<'_>) -> Option<String> {
        Some(self.path(asset))
    }
}

/// A mark for a place that has no words of its own.
pub(super) fn push_blank(mark: Mark, markup: &mut Markup) {
    let number = string(&mark.number.to_string());
    markup.code(&format!("\n#empty-mark({number})"));
    markup.marks.push(mark.number);
}

/// A text as content.
pub(super) fn content(text: &str) -> String {
    format!("[{}]", escape::text(text))
}
