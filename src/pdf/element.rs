//! One element of a tag tree, as the standard knows it.

use super::Run;

/// An element of the tag tree.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub role: Role,
    /// The language, where it is said of this element.
    pub language: Option<String>,
    /// What stands for it where it cannot be read.
    pub alternative: Option<String>,
    /// The text that it has, whatever is on the page.
    pub actual: Option<String>,
    /// By which the cells of a table name it.
    pub id: Option<Vec<u8>>,
    pub attributes: Attributes,
    pub kids: Vec<Kid>,
}

/// What an element has inside.
#[derive(Debug, Clone)]
pub enum Kid {
    Element(Element),
    Text(Run),
}

/// What an element is, in the words of ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// What only groups: a part, a section, a head of a table, or what no standard knows.
    #[default]
    Group,
    /// What stands within a line: a span, a quote, a reference.
    Inline,
    Paragraph,
    /// Of a level, from 1.
    Heading(u8),
    List,
    Item,
    Label,
    Body,
    Table,
    Row,
    HeadingCell,
    Cell,
    Caption,
    Figure,
    Formula,
    Link,
    Note,
    /// What is not to be read out.
    Artifact,
}

impl Role {
    /// The role of a standard name; `None` if the standard does not know it.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"Document" | b"DocumentFragment" | b"Part" | b"Art" | b"Sect" | b"Div"
            | b"BlockQuote" | b"Aside" | b"Index" | b"NonStruct" | b"THead" | b"TBody"
            | b"TFoot" => Self::Group,
            b"P" | b"Title" => Self::Paragraph,
            b"H" => Self::Heading(1),
            b"L" | b"TOC" => Self::List,
            b"LI" | b"TOCI" => Self::Item,
            b"Lbl" => Self::Label,
            b"LBody" => Self::Body,
            b"Table" => Self::Table,
            b"TR" => Self::Row,
            b"TH" => Self::HeadingCell,
            b"TD" => Self::Cell,
            b"Caption" => Self::Caption,
            b"Figure" => Self::Figure,
            b"Formula" => Self::Formula,
            b"Link" => Self::Link,
            b"Note" | b"FENote" => Self::Note,
            b"Artifact" | b"Private" => Self::Artifact,
            b"Span" | b"Quote" | b"Reference" | b"BibEntry" | b"Code" | b"Annot" | b"Ruby"
            | b"RB" | b"RT" | b"RP" | b"Warichu" | b"WT" | b"WP" | b"Form" | b"Em" | b"Strong"
            | b"Sub" => Self::Inline,
            _ => return heading(name),
        })
    }
}

/// `H1` and so on; PDF 2.0 goes beyond six.
fn heading(name: &[u8]) -> Option<Role> {
    let digits = name.strip_prefix(b"H")?;
    let level: u8 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (level > 0).then_some(Role::Heading(level))
}

/// What is said of an element besides its role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributes {
    /// What a heading cell is the heading of.
    pub scope: Option<Scope>,
    /// The cells that are a cell's headings; `None` where none are named, so that position decides.
    pub headers: Option<Vec<Vec<u8>>>,
    /// Over how many rows and columns a cell stands; 0 where it is not said.
    pub row_span: usize,
    pub column_span: usize,
}

/// What a heading cell is the heading of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Row,
    Column,
    Both,
}
