//! Running text of the settled tree: what stands in a line.

use crate::source::Span;

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
#[derive(Clone, Copy, PartialEq, Eq)]
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
    /// `~~` in a text that holds two states, where it is no deletion from one to the other.
    Outdated,
    /// Only the newer of two states has it.
    Inserted,
    /// Only the older of two states has it.
    Deleted,
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
    /// The page on which a place stands; where there are no pages, what the place is called.
    Page {
        /// The place.
        id: &'a str,
        /// Such as `Figure 3`.
        label: String,
    },
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
    /// Where the note is defined; `Notes` has what it says.
    pub definition: Span,
    /// Where the mark stands.
    pub span: Span,
    /// Whether it stands right behind the mark of another note.
    pub is_behind_note: bool,
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
