//! Blocks of the settled tree: what stands in lines of its own.

use super::{Id, Inline, Mark, Picture};
use crate::parse::body::{Alert, Alignment};
use crate::parse::enumerators::Enumerator;
use crate::source::Span;

/// A block and where it stands.
pub struct Block<'a> {
    /// The whole block in the source.
    pub span: Span,
    /// What it is, with what stands in it.
    pub kind: BlockKind<'a>,
}

/// What a block is.
pub enum BlockKind<'a> {
    /// Lines of text.
    Paragraph(Vec<Inline<'a>>),
    /// A heading in the text of a card.
    Heading(Heading<'a>),
    /// Items with bullets, numbers, or boxes to tick.
    List(List<'a>),
    /// Somebody else's words.
    Quote(Vec<Block<'a>>),
    /// One of GitHub's alerts.
    Callout(Alert, Vec<Block<'a>>),
    /// Text to be read letter by letter.
    Code {
        /// What it is written in, if its author says so.
        language: Option<&'a str>,
        /// Its lines.
        text: &'a str,
    },
    /// Rows of cells.
    Table(Box<Table<'a>>),
    /// A picture that stands by itself, perhaps with a caption.
    Figure(Box<Picture<'a>>, Option<Caption<'a>>),
    /// Terms and what they mean.
    Definitions(Vec<Definition<'a>>),
    /// Blocks in another language, as a BCP 47 tag.
    Passage(&'a str, Vec<Block<'a>>),
    /// A line across.
    Rule,
    /// Here a page ends.
    PageBreak,
    /// Draws nothing: where the text was divided.
    Nothing,
}

/// A heading in the text of a card.
pub struct Heading<'a> {
    /// The level in the document, of which 1 is that of the first cards.
    pub level: usize,
    /// By which text refers to it; none where the text is repeated.
    pub id: Option<Id<'a>>,
    /// Such as `2.1`.
    pub number: Option<&'a str>,
    /// Its words.
    pub content: Vec<Inline<'a>>,
    /// The mark of a section without text.
    pub blank: Option<Mark>,
}

/// Items, and how they are told apart.
pub struct List<'a> {
    /// What stands before its items.
    pub kind: ListKind<'a>,
    /// Whether no empty line stands between the items.
    pub tight: bool,
    /// In their order.
    pub items: Vec<Item<'a>>,
}

/// What stands before the items of a list.
#[derive(Clone, Copy)]
pub enum ListKind<'a> {
    /// Numbers that go on through a section: `1.4`, `1.5`.
    Paragraphs {
        /// The number of the section.
        section: &'a str,
        /// The last part of the first item's number.
        first: usize,
    },
    /// Boxes to tick.
    Tasks,
    /// Numbers or letters.
    Ordered {
        /// The first number.
        start: u64,
        /// How numbers are written.
        enumerator: Enumerator,
    },
    /// Bullets.
    Bullets,
}

/// An item of a list.
pub struct Item<'a> {
    /// By which text refers to it; none where the text is repeated.
    pub id: Option<&'a str>,
    /// The number that its author gave it, where that is not the next one.
    pub number: Option<u64>,
    /// Its number as it is printed, such as `1.4` or `(b)`.
    pub mark: Option<String>,
    /// Whether a task is done, if it is one.
    pub task: Option<bool>,
    /// What stands in it.
    pub blocks: Vec<Block<'a>>,
}

/// Rows of cells.
pub struct Table<'a> {
    /// One for each column.
    pub alignments: &'a [Alignment],
    /// The cells of the first row, perhaps all empty.
    pub header: Vec<Cell<'a>>,
    /// The rows below the header.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// What stands beside it.
    pub caption: Option<Caption<'a>>,
}

/// A cell of a table.
pub struct Cell<'a> {
    /// Its words.
    pub content: Vec<Inline<'a>>,
    /// That of its first column.
    pub alignment: Alignment,
    /// How many columns it stands in.
    pub columns: usize,
    /// Whether it is the heading of its row.
    pub heads: bool,
    /// The mark of a cell without words.
    pub blank: Option<Mark>,
}

/// A caption, and by what text refers to it.
pub struct Caption<'a> {
    /// Such as `Figure 3`.
    pub label: Option<&'a str>,
    /// None where the text is repeated.
    pub id: Option<Id<'a>>,
    /// Its words, perhaps none.
    pub content: Vec<Inline<'a>>,
}

/// A term and what it means.
pub struct Definition<'a> {
    /// What is explained.
    pub term: Vec<Inline<'a>>,
    /// Each explanation, as the blocks in it.
    pub details: Vec<Vec<Block<'a>>>,
}
