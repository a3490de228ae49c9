//! Drawn text before anybody drew it: the author's Markdown as a tree in which every label,
//! number, id, note, draft mark, picture and link is settled, and nothing of any format.
//!
//! In: parsed Markdown, and the document in which it stands ([`Resolver`]). Out: this tree. The
//! writers (`render/pages/`, `render/html/`) fold it and ask nobody else, so that all formats say
//! the same.

mod block;
mod frame;
mod ids;
mod inline;
mod notes;
mod plain;
mod resolver;
mod strays;

pub use block::{
    Block, BlockKind, Caption, Cell, Definition, Heading, Item, List, ListKind, Table,
};
pub use frame::Frame;
pub use ids::{Id, id_of_caption, id_of_heading};
pub use inline::{Asset, Inline, Link, LinkTarget, LinkWords, Mark, Note, Picture, Style};
pub use notes::Notes;
pub use plain::plain_text;
pub use resolver::Resolver;
pub use strays::{Stray, strays};

/// One piece of an author's text, as a template places it.
pub struct Piece<'a> {
    /// What is to be drawn.
    pub content: Content<'a>,
    /// Whether the text is drawn here a second time (running heads, contents, roll-ups): it bears
    /// no ids, notes or marks, and may stand within a link.
    pub repeated: bool,
    /// Whether it lies in a box, in which no page can end.
    pub boxed: bool,
}

impl Piece<'_> {
    /// The same in a box.
    #[must_use]
    pub fn boxed(mut self) -> Self {
        self.boxed = true;
        self
    }
}

/// Running text, or blocks of it.
pub enum Content<'a> {
    /// Part of a line.
    Inlines(Vec<Inline<'a>>),
    /// Lines of its own.
    Blocks(Vec<Block<'a>>),
}
