//! What a template sees: of a card its keys with Markdown already written, its body whole and by
//! sections, its place in the document; of the manifest its keys.
//!
//! In: a card or the manifest, and the format's [`Writer`]. Out: the values for Tera, in which a
//! piece of written text is a token, and the [`Fragments`] that tokens stand for. The values have
//! the same shape in every format.

mod card;
mod fields;
mod plain;
mod redline;

pub use fields::shown;

use serde_json::Value as Json;

use super::RenderContext;
use super::fragments::{Fragments, without_tokens};
use super::markup::Markup;
use super::tree::{Piece, Resolver, strays};
use super::widths;
use super::writer::Writer;
use crate::model::anchors::kind_label;
use crate::model::card::Card;
use crate::parse::body::{Block, BlockKind, Body, Footnote, Inline};
use crate::source::{SourceId, Span};

/// Builds the context of one card, or of the manifest, and keeps the markup of its tokens.
pub struct Builder<'a> {
    pub(super) scene: &'a RenderContext<'a>,
    writer: &'a dyn Writer,
    folder: &'a str,
    level: usize,
    /// The notes to which fields may refer besides their own: those of the card's body.
    notes: &'a [Footnote],
    /// Whether the page lies on its side, so that there is more room for columns.
    landscape: bool,
    /// How an id bears itself, if the template knows nothing of ids.
    id_place: Option<fn(&str) -> Markup>,
    fragments: Fragments,
}

impl<'a> Builder<'a> {
    /// For the text of a card in `folder` whose title has a level.
    pub fn new(
        scene: &'a RenderContext<'a>,
        writer: &'a dyn Writer,
        folder: &'a str,
        level: usize,
    ) -> Self {
        Self {
            scene,
            writer,
            folder,
            level,
            notes: &[],
            landscape: false,
            id_place: None,
            fragments: writer.fragments(),
        }
    }

    /// For a card whose pages lie on their side, or do not.
    #[must_use]
    pub fn landscape(mut self, landscape: bool) -> Self {
        self.landscape = landscape;
        self
    }

    /// For a template that lists keys as they are: each id is where a reference to it leads.
    #[must_use]
    pub fn placing_ids(mut self, place: Option<fn(&str) -> Markup>) -> Self {
        self.id_place = place;
        self
    }

    /// A line of the page.
    pub fn line(&self) -> widths::Line {
        widths::Line::of(self.landscape, &self.scene.document.theme)
    }

    /// What the tokens of the context stand for.
    pub fn into_fragments(self) -> Fragments {
        self.fragments
    }

    /// What was written so far.
    pub(super) fn fragments(&self) -> &Fragments {
        &self.fragments
    }

    /// Keeps what is written already.
    pub(super) fn token(&mut self, markup: Markup) -> Json {
        self.fragments.token(markup)
    }

    fn resolver(&self) -> Resolver<'a> {
        Resolver::new(self.scene, self.folder, self.level).with_outer_notes(self.notes)
    }

    fn write(&mut self, piece: &Piece<'_>) -> Json {
        let markup = self.writer.piece(piece);
        self.token(markup)
    }

    /// Running text.
    pub fn inline(&mut self, content: &'a [Inline]) -> Json {
        let piece = self.resolver().piece_of_inlines(content);
        self.write(&piece)
    }

    /// Text that is drawn here a second time, and so bears no draft marks.
    pub(super) fn repeated(&mut self, content: &'a [Inline]) -> Json {
        let piece = self.resolver().repeated().piece_of_inlines(content);
        self.write(&piece)
    }

    /// A block-valued cell that is drawn a second time.
    pub(super) fn repeated_cell(&mut self, body: &'a Body) -> Json {
        let resolver = self.resolver().repeated();
        let piece = match only_paragraph(body) {
            Some(content) => resolver.piece_of_inlines(content),
            None => resolver.piece_of_blocks(&body.blocks).boxed(),
        };
        self.write(&piece)
    }

    /// A block-valued cell that is drawn a second time where there is room for a line and no more.
    pub(super) fn repeated_line(&mut self, body: &Body) -> Json {
        let line = body.as_line();
        let resolver = Resolver::new(self.scene, self.folder, self.level).repeated();
        let markup = self.writer.piece(&resolver.piece_of_inlines(&line));
        self.token(markup)
    }

    /// Text that is made here, and not written in the card.
    pub(super) fn made_line(&mut self, content: &[Inline]) -> Json {
        let resolver = Resolver::new(self.scene, self.folder, self.level).repeated();
        let markup = self.writer.piece(&resolver.piece_of_inlines(content));
        self.token(markup)
    }

    /// What the kind calls the card, such as “Workstream 3”.
    pub(super) fn tag(&self, card: &Card) -> Option<String> {
        kind_label(
            card,
            self.scene.kinds,
            &self.scene.document.manifest.own_words,
        )
        .map(|tag| without_tokens(&tag))
    }

    /// A text without Markdown.
    fn words(&mut self, text: &str, span: Span) -> Json {
        let markup = self.writer.words(text, span);
        self.token(markup)
    }

    /// Plain words as a link to an id of the document.
    pub(super) fn link(&mut self, id: &str, words: &str, span: Span) -> Json {
        let words = self.writer.words(words, span);
        self.linked(id, &words)
    }

    /// A card's short title as a link to it.
    pub(super) fn link_to(&mut self, card: &'a Card) -> Json {
        let title = self.resolver().repeated().piece_of_inlines(card.short());
        let title = self.writer.piece(&title);
        self.linked(&card.id.name, &title)
    }

    fn linked(&mut self, id: &str, words: &Markup) -> Json {
        let markup = self.writer.reference(id, words);
        self.token(markup)
    }

    /// A plain text, which can hold no token.
    pub(super) fn plain(&self, text: &str) -> String {
        without_tokens(text)
    }

    fn blocks(&mut self, blocks: &'a [Block], body: &'a Body) -> Json {
        self.blocks_below(self.level, blocks, body)
    }

    /// Blocks that stand below a heading of a level.
    fn blocks_below(&mut self, level: usize, blocks: &'a [Block], body: &'a Body) -> Json {
        let resolver = self.resolver().with_footnotes(&body.footnotes);
        let mut piece = resolver.below(level).piece_of_blocks(blocks);
        // The parts of a section may be drawn in boxes side by side.
        piece.boxed = level > self.level + 1;
        self.write(&piece)
    }

    /// A block-valued cell: a single paragraph is drawn as a line, so that it has no space around
    /// it.
    fn cell(&mut self, body: &'a Body) -> Json {
        let resolver = self.resolver().with_footnotes(&body.footnotes);
        let piece = match only_paragraph(body) {
            Some(content) => resolver.piece_of_inlines(content),
            None => resolver.piece_of_blocks(&body.blocks).boxed(),
        };
        self.write(&piece)
    }

    /// The marks of sources that nothing written so far carries, and that are not among those
    /// `drawn` elsewhere, as a token.
    pub fn strays(
        &mut self,
        sources: impl Iterator<Item = SourceId>,
        mut drawn: Vec<usize>,
    ) -> Json {
        let fragments = self.fragments.iter();
        drawn.extend(fragments.flat_map(|fragment| fragment.marks.iter().copied()));
        let mut markup = Markup::default();
        for source in sources {
            let strays = strays(self.scene, source, &drawn);
            markup.append(&self.writer.strays(&strays));
        }
        self.token(markup)
    }

    /// By what a template names a picture.
    fn picture(&self, target: &str) -> Option<String> {
        let asset = self.resolver().asset(target)?;
        self.writer.picture(&asset)
    }
}

/// The text of a body that is one paragraph and nothing else.
fn only_paragraph(body: &Body) -> Option<&[Inline]> {
    match body.blocks.as_slice() {
        [
            Block {
                kind: BlockKind::Paragraph(content),
                ..
            },
        ] => Some(content),
        _ => None,
    }
}
