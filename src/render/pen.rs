//! The two languages in which the same context is drawn: Typst for pages, HTML for the web. What a
//! template sees has the same shape in both; only the pieces of drawn text differ.

use super::RenderContext;
use super::escape::string;
use super::html::{HtmlWriter, escape};
use super::markdown::Writer;
use super::markup::Markup;
use crate::parse::body::{Block, Body, Footnote, Inline};
use crate::source::Span;

/// What is being made.
#[derive(Clone, Copy)]
pub enum Medium {
    /// Pages; about so many characters of a table stand on a line.
    Pages(usize),
    /// A web page.
    Web,
}

impl Medium {
    pub fn pen<'a>(self, scene: &'a RenderContext<'a>, folder: &'a str, level: usize) -> Pen<'a> {
        match self {
            Self::Pages(line) => Pen::Typst(Writer::new(scene, folder, level).on_lines_of(line)),
            Self::Web => Pen::Html(HtmlWriter::new(scene, folder, level)),
        }
    }

    /// An author's text.
    pub fn words(self, text: &str, span: Span) -> Markup {
        let mut markup = Markup::default();
        match self {
            Self::Pages(_) => markup.words(text, span),
            Self::Web => markup.code(&escape::text(text)),
        }
        markup
    }

    /// A link to a place of the document, around what is drawn already.
    pub fn reference(self, id: &str, inner: &Markup) -> Markup {
        let mut markup = Markup::default();
        markup.code(&match self {
            Self::Pages(_) => format!("#xref({})[", string(id)),
            Self::Web => format!("<a href=\"#{}\">", escape::text(id)),
        });
        markup.append(inner);
        markup.code(match self {
            Self::Pages(_) => "];",
            Self::Web => "</a>",
        });
        markup
    }
}

/// Draws one piece of Markdown.
pub enum Pen<'a> {
    Typst(Writer<'a>),
    Html(HtmlWriter<'a>),
}

impl<'a> Pen<'a> {
    /// For text that is repeated: without draft marks.
    #[must_use]
    pub fn unmarked(self) -> Self {
        match self {
            Self::Typst(writer) => Self::Typst(writer.unmarked()),
            Self::Html(writer) => Self::Html(writer.unmarked()),
        }
    }

    /// For text that stands below a heading of a level.
    #[must_use]
    pub fn below(self, level: usize) -> Self {
        match self {
            Self::Typst(writer) => Self::Typst(writer.below(level)),
            Self::Html(writer) => Self::Html(writer.below(level)),
        }
    }

    /// For text that lies in a box, in which no page can end.
    #[must_use]
    pub fn boxed(self) -> Self {
        match self {
            Self::Typst(writer) => Self::Typst(writer.boxed()),
            Self::Html(writer) => Self::Html(writer),
        }
    }

    /// The footnotes to which the text may refer besides its own.
    #[must_use]
    pub fn with_outer_notes(self, notes: &'a [Footnote]) -> Self {
        match self {
            Self::Typst(writer) => Self::Typst(writer.with_outer_notes(notes)),
            Self::Html(writer) => Self::Html(writer.with_outer_notes(notes)),
        }
    }

    /// The text's own footnotes.
    #[must_use]
    pub fn with_footnotes(self, body: &'a Body) -> Self {
        match self {
            Self::Typst(writer) => Self::Typst(writer.with_footnotes(body)),
            Self::Html(writer) => Self::Html(writer.with_footnotes(body)),
        }
    }

    #[must_use]
    pub fn inlines(mut self, content: &'a [Inline]) -> Self {
        match &mut self {
            Self::Typst(writer) => writer.inlines(content),
            Self::Html(writer) => writer.inlines(content),
        }
        self
    }

    #[must_use]
    pub fn blocks(mut self, blocks: &'a [Block]) -> Self {
        match &mut self {
            Self::Typst(writer) => writer.blocks(blocks),
            Self::Html(writer) => writer.blocks(blocks),
        }
        self
    }

    /// A mark for a place that has no words of its own.
    #[must_use]
    pub fn empty_mark(mut self, span: Span) -> Self {
        match &mut self {
            Self::Typst(writer) => writer.empty_mark(span),
            Self::Html(writer) => writer.empty_mark(span),
        }
        self
    }

    pub fn finish(self) -> Markup {
        match self {
            Self::Typst(writer) => writer.finish(),
            Self::Html(writer) => writer.finish(),
        }
    }
}
