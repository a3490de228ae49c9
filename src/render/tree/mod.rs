//! Drawn text before anybody drew it: the author's Markdown as a tree in which every label,
//! number, id, note, draft mark, picture and link is settled, and nothing of any format.
//!
//! In: parsed Markdown, and the document in which it stands ([`Resolver`]). Out: this tree. The
//! writers (`render/typst/`, `render/html/`) fold it and ask nobody else, so that all formats say
//! the same.

mod frame;
mod ids;
mod inlines;
mod notes;
mod plain;
mod resolver;
mod strays;

use crate::parse::body::{Alert, Alignment};
use crate::parse::enumerators::Enumerator;
use crate::source::Span;

pub use frame::Frame;
pub use ids::{Id, id_of_caption, id_of_heading};
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

/// A picture.
pub struct Picture<'a> {
    /// From `![` to `)` in the source.
    pub span: Span,
    /// The address as its author wrote it.
    pub target: &'a str,
    /// The picture itself, if it is there and can be drawn.
    pub asset: Option<Asset<'a>>,
    /// What those hear who cannot see it; perhaps empty.
    pub alt: String,
    /// The same, and where nobody wrote it, its caption or its name.
    pub name: String,
}

/// A picture of the project.
pub struct Asset<'a> {
    /// Below the root.
    pub path: String,
    /// The file.
    pub bytes: &'a [u8],
}

/// A piece of running text.
pub enum Inline<'a> {
    /// An author's characters.
    Text {
        /// As they will be printed.
        text: &'a str,
        /// Where they stand in the source.
        span: Span,
    },
    /// Words in place of what cannot be drawn.
    StandIn {
        /// As they will be printed.
        text: String,
        /// What they stand for.
        span: Span,
    },
    /// To be read letter by letter.
    Code {
        /// As it will be printed.
        text: &'a str,
        /// With its backticks.
        span: Span,
    },
    /// Emphasis and its like.
    Styled(Style, Vec<Inline<'a>>),
    /// Words in another language, as a BCP 47 tag.
    Passage(&'a str, Vec<Inline<'a>>),
    /// Words with a draft mark.
    Marked {
        /// Which one.
        mark: Mark,
        /// Whether the mark begins here, and not in words before these.
        begins: bool,
        /// The words.
        text: &'a str,
        /// Where they stand in the source.
        span: Span,
    },
    /// Words that lead somewhere.
    Link(Box<Link<'a>>),
    /// A picture within a line.
    Picture(Box<Picture<'a>>),
    /// The mark of a note.
    Note(Note<'a>),
    /// A line of the source ends.
    SoftBreak(Span),
    /// A line ends.
    HardBreak,
}

/// How words are set off from others.
#[derive(Clone, Copy)]
pub enum Style {
    /// `*`
    Emphasis,
    /// `**`
    Strong,
    /// `~~`
    Strikethrough,
    /// `~`
    Subscript,
    /// `^`
    Superscript,
}

/// A draft mark: an open place that the list at the end names by its number.
#[derive(Clone, Copy)]
pub struct Mark {
    /// Its number in that list.
    pub number: usize,
    /// Whether the open place is in a fact, which may be quoted many times.
    pub is_quoted: bool,
}

/// Words that lead somewhere.
pub struct Link<'a> {
    /// The link in the source.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget<'a>,
    /// What it says.
    pub words: LinkWords<'a>,
}

/// Where a link leads.
pub enum LinkTarget<'a> {
    /// To an id of this document.
    Place(&'a str),
    /// Out of it.
    Web {
        /// Without characters that an address cannot have.
        address: String,
        /// Whether the words of the link are the address.
        is_said: bool,
    },
    /// Nowhere that a reader could go: to another document, or to what is not there.
    Nowhere,
}

/// What a link says.
pub enum LinkWords<'a> {
    /// Its author's words.
    Written(Vec<Inline<'a>>),
    /// What the place is called, such as `Figure 3`.
    Label(String),
    /// The address, as its author wrote it.
    Address(&'a str),
    /// Another document, and perhaps what a place in it is called.
    Document {
        /// Such as `Workstream 3`.
        place: Option<&'a str>,
        /// The document's title.
        title: &'a str,
        /// Such as `draft V0.9`.
        version: &'a str,
    },
}

/// The mark of a note.
#[derive(Clone, Copy)]
pub struct Note<'a> {
    /// As its author wrote it.
    pub label: &'a str,
    /// Where the note is defined; [`Notes`] has what it says.
    pub definition: Span,
    /// Where the mark stands.
    pub span: Span,
    /// Whether it stands right behind the mark of another note.
    pub is_behind_note: bool,
}
