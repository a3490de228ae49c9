//! The body of a card as a small tree of our own: what CommonMark and the extensions of
//! `docs/format.md#cards` can say, each part with its place. The tree knows nothing of how it will
//! be drawn.

use smallvec::{SmallVec, smallvec};

use super::enumerators::Enumerator;
use crate::source::Span;

/// A parsed Markdown text.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// In the order of the text; notes are apart.
    pub blocks: Vec<Block>,
    /// Footnote definitions, in the order of the text.
    pub footnotes: Vec<Footnote>,
    /// `<!-- allow: CODE reason -->`, each with the block that it speaks of.
    pub allowances: Vec<Allowance>,
}

/// A block and where it stands.
#[derive(Debug, Clone)]
pub struct Block {
    /// The whole block, without the line break at its end.
    pub span: Span,
    /// What it is, with what stands in it.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone)]
pub enum BlockKind {
    Paragraph(Vec<Inline>),
    Heading(Heading),
    List(List),
    Quote {
        alert: Option<Alert>,
        blocks: Vec<Block>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Table(Box<Table>),
    Figure(Box<Picture>),
    Definitions(Vec<Definition>),
    /// Blocks in another language than the document's, as a BCP 47 tag.
    Passage {
        language: String,
        blocks: Vec<Block>,
    },
    Rule,
    PageBreak,
    /// `<!-- below -->`: what follows stands below what the kind makes.
    Below,
}

/// An id that an author gave, and where.
#[derive(Debug, Clone)]
pub struct Id {
    /// As written, without `#`.
    pub name: String,
    /// Where the name stands, without `#` and braces.
    pub span: Span,
}

impl Id {
    /// Whether a text can be an id (`docs/format.md#ids`): a letter or a digit, then letters,
    /// digits, hyphens and dots, such as `1.1.3`.
    pub fn is_valid(text: &str) -> bool {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_part)
    }
}

#[derive(Debug, Clone)]
pub struct Heading {
    /// As written: 1 for `#`.
    pub level: u8,
    /// What `{#id}` at its end gives.
    pub id: Option<Id>,
    /// Its words.
    pub content: Vec<Inline>,
}

#[derive(Debug, Clone)]
pub struct List {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// How the numbers are written.
    pub enumerator: Enumerator,
    /// Whether no empty line stands between its items, so that a paragraph in one is a line.
    pub tight: bool,
    /// In the order of the text.
    pub items: Vec<Item>,
}

impl List {
    /// The number of an item, counted from 0; an item of an unordered list has none.
    pub fn number(&self, index: usize) -> Option<u64> {
        let counted = self.start?.saturating_add(index as u64);
        Some(
            self.items
                .get(index)
                .and_then(|item| item.number)
                .unwrap_or(counted),
        )
    }
}

#[derive(Debug, Clone)]
pub struct Item {
    /// From its mark to its end.
    pub span: Span,
    /// The number that its mark says, where marks are letters: they need not be without gaps.
    pub number: Option<u64>,
    /// `{#id}` at its end, by which text refers to it.
    pub id: Option<Id>,
    /// Whether a task is done, in a task list.
    pub task: Option<bool>,
    /// What stands in it; of a tight list a paragraph and perhaps more.
    pub blocks: Vec<Block>,
}

/// GitHub's alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone)]
pub struct Table {
    /// One for each column, from the row of hyphens.
    pub alignments: Vec<Alignment>,
    /// The cells of the first row; a table of HTML without one has none.
    pub header: Vec<Cell>,
    /// The rows below the header.
    pub rows: Vec<Vec<Cell>>,
    /// `Table: …` below it.
    pub caption: Option<Caption>,
}

impl Table {
    /// The cells of a row, each with the alignment of its first column.
    pub fn aligned<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Cell, Alignment)> {
        row.iter().scan(0, |column, cell| {
            let alignment = self
                .alignments
                .get(*column)
                .copied()
                .unwrap_or(Alignment::None);
            *column += cell.columns;
            Some((cell, alignment))
        })
    }
}

#[derive(Debug, Clone)]
pub struct Cell {
    /// The cell, without its bars.
    pub span: Span,
    /// Its words.
    pub content: Vec<Inline>,
    /// How many columns it stands in; more than one only in tables of HTML.
    pub columns: usize,
    /// Whether it is a heading in a row of others: that of its row.
    pub heads: bool,
}

/// A caption with the id by which text refers to it.
#[derive(Debug, Clone)]
pub struct Caption {
    /// Its words.
    pub content: Vec<Inline>,
    /// What `{#id}` at its end gives, or the fragment of the picture.
    pub id: Option<Id>,
}

#[derive(Debug, Clone)]
pub struct Definition {
    /// What is explained.
    pub term: Vec<Inline>,
    /// Each explanation, as the blocks in it.
    pub details: Vec<Vec<Block>>,
}

#[derive(Debug, Clone)]
pub struct Footnote {
    /// As written, without `[^` and `]`.
    pub label: String,
    /// From `[^` to the end of its text.
    pub span: Span,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A picture: where it is, what it shows, and, for a figure, its caption and id.
#[derive(Debug, Clone)]
pub struct Picture {
    /// From `![` to `)`.
    pub span: Span,
    /// The address as written, without the fragment.
    pub target: String,
    /// What those hear who cannot see it.
    pub alt: Vec<Inline>,
    /// The title of the picture; `None` also where it is part of a line.
    pub caption: Option<Caption>,
}

#[derive(Debug, Clone)]
pub struct Allowance {
    /// A code, or a family of them.
    pub code: String,
    /// Why it is allowed, as its author says; perhaps empty.
    pub reason: String,
    /// Where the comment stands.
    pub span: Span,
    /// The block that it speaks of: the one in whose text it stands, or the next; `None` if none
    /// follows.
    pub covers: Option<Span>,
}

/// A piece of running text.
#[derive(Debug, Clone)]
pub enum Inline {
    Text(Text),
    Code {
        text: String,
        span: Span,
    },
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    Subscript(Vec<Inline>),
    Superscript(Vec<Inline>),
    /// Words in another language than the document's, as a BCP 47 tag.
    Passage {
        language: String,
        content: Vec<Inline>,
    },
    Link(Box<Link>),
    Picture(Box<Picture>),
    FootnoteReference {
        label: String,
        span: Span,
    },
    SoftBreak(Span),
    HardBreak(Span),
    /// Words that only one of two states has, where a text holds both; nothing that is parsed.
    Changed {
        change: Change,
        content: Vec<Inline>,
    },
}

/// In which of two states words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In the newer one alone.
    Inserted,
    /// In the older one alone.
    Deleted,
}

/// A run of characters. Where the source says it in the same bytes, a part of the text has a place
/// of its own.
#[derive(Debug, Clone)]
pub struct Text {
    /// As it will be printed: entities and escapes are read.
    pub text: String,
    /// Where it stands in the source.
    pub span: Span,
}

impl Text {
    /// Where a part of the text stands; the whole place if the source spells it otherwise.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        if self.span.end - self.span.start == self.text.len() {
            Span::new(
                self.span.source,
                self.span.start + range.start..self.span.start + range.end,
            )
        } else {
            self.span
        }
    }
}

#[derive(Debug, Clone)]
pub struct Link {
    /// From `[` to `)`, or the bare address.
    pub span: Span,
    /// The address as written: an id with `#`, a file, a page of the web, `fact:` …
    pub target: String,
    /// The words of the link; empty where what it leads to is to be named.
    pub content: Vec<Inline>,
    /// A bare address in the text, or `<…>`.
    pub bare: bool,
}

impl Inline {
    pub fn children(&self) -> &[Inline] {
        match self {
            Self::Emphasis(children)
            | Self::Strong(children)
            | Self::Strikethrough(children)
            | Self::Subscript(children)
            | Self::Superscript(children) => children,
            Self::Passage { content, .. } | Self::Changed { content, .. } => content,
            Self::Link(link) => &link.content,
            _ => &[],
        }
    }

    /// The words within it, to be changed.
    pub fn run_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis(children)
            | Self::Strong(children)
            | Self::Strikethrough(children)
            | Self::Subscript(children)
            | Self::Superscript(children) => Some(children),
            Self::Passage { content, .. } | Self::Changed { content, .. } => Some(content),
            Self::Link(link) => Some(&mut link.content),
            _ => None,
        }
    }
}

/// The words of running text without their markup; a picture gives its alternative text, and what
/// is deleted gives nothing.
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(content, &mut out);
    out
}

fn push_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Code { text, .. } => out.push_str(text),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => out.push(' '),
            Inline::Picture(picture) => push_plain(&picture.alt, out),
            Inline::FootnoteReference { .. }
            | Inline::Changed {
                change: Change::Deleted,
                ..
            } => {}
            other => push_plain(other.children(), out),
        }
    }
}

impl BlockKind {
    /// The blocks directly inside, list by list, cell by cell.
    pub fn child_blocks(&self) -> SmallVec<[&[Block]; 4]> {
        match self {
            Self::List(list) => list
                .items
                .iter()
                .map(|item| item.blocks.as_slice())
                .collect(),
            Self::Quote { blocks, .. } | Self::Passage { blocks, .. } => {
                smallvec![blocks.as_slice()]
            }
            Self::Definitions(definitions) => definitions
                .iter()
                .flat_map(|d| d.details.iter().map(Vec::as_slice))
                .collect(),
            _ => SmallVec::new(),
        }
    }

    /// The runs of text directly inside.
    pub fn runs(&self) -> SmallVec<[&[Inline]; 2]> {
        match self {
            Self::Paragraph(content) => smallvec![content.as_slice()],
            Self::Heading(heading) => smallvec![heading.content.as_slice()],
            Self::Table(table) => {
                let cells = table
                    .header
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .map(|cell| cell.content.as_slice());
                cells
                    .chain(
                        table
                            .caption
                            .iter()
                            .map(|caption| caption.content.as_slice()),
                    )
                    .collect()
            }
            Self::Figure(picture) => picture_runs(picture),
            Self::Definitions(definitions) => {
                definitions.iter().map(|d| d.term.as_slice()).collect()
            }
            _ => SmallVec::new(),
        }
    }
}

fn picture_runs(picture: &Picture) -> SmallVec<[&[Inline]; 2]> {
    let caption = picture
        .caption
        .iter()
        .map(|caption| caption.content.as_slice());
    std::iter::once(picture.alt.as_slice())
        .chain(caption)
        .collect()
}

impl Body {
    /// The words of its blocks without their markup, as one line; notes are left out.
    pub fn plain_text(&self) -> String {
        plain_text(&self.as_line())
    }

    /// Its words as running text, for where there is room for a line and no more: blocks are
    /// divided by semicolons, unless a sign divides them already.
    pub fn as_line(&self) -> Vec<Inline> {
        let mut line = Vec::new();
        walk_blocks(&self.blocks, &mut |block| {
            let code = match &block.kind {
                BlockKind::Code { text, .. } => vec![Inline::Code {
                    text: text.replace('\n', " "),
                    span: block.span,
                }],
                _ => Vec::new(),
            };
            for run in block
                .kind
                .runs()
                .into_iter()
                .chain(std::iter::once(code.as_slice()))
            {
                push_run(run, block.span, &mut line);
            }
        });
        line
    }

    /// Every block, outer before inner, in the order of the text, footnotes last.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Block)) {
        walk_blocks(&self.blocks, visit);
        for footnote in &self.footnotes {
            walk_blocks(&footnote.blocks, visit);
        }
    }

    /// Every piece of running text, outer before inner.
    pub fn walk_inlines<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        self.walk(&mut |block| {
            for run in block.kind.runs() {
                walk_inlines(run, visit);
            }
        });
    }
}

/// Behind these no semicolon is wanted between two blocks.
const DIVIDING: [char; 9] = ['.', ',', ':', ';', '!', '?', '…', '–', '—'];

fn push_run(run: &[Inline], span: Span, line: &mut Vec<Inline>) {
    if plain_text(run).trim().is_empty() {
        return;
    }
    if let Some(before) = line.last() {
        let divided = plain_text(std::slice::from_ref(before))
            .trim_end()
            .ends_with(DIVIDING);
        let place = Span::new(span.source, span.start..span.start);
        line.push(Inline::Text(Text {
            text: if divided { " " } else { "; " }.to_owned(),
            span: place,
        }));
    }
    line.extend_from_slice(run);
}

pub fn walk_blocks<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for children in block.kind.child_blocks() {
            walk_blocks(children, visit);
        }
    }
}

/// Every piece of a run of text, outer before inner.
pub fn walk_inlines<'a>(content: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in content {
        visit(inline);
        walk_inlines(inline.children(), visit);
        if let Inline::Picture(picture) = inline {
            for run in picture_runs(picture) {
                walk_inlines(run, visit);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Report;
    use crate::parse::markdown::parse;
    use crate::source::{Source, SourceSet, TextMap};

    #[test]
    fn blocks_on_one_line_are_divided_and_keep_all_their_words() {
        let line = |text: &str| {
            let id = SourceSet::default().add(Source::new("a.md", text));
            parse(
                text,
                &TextMap::verbatim(id, 0),
                "en-GB",
                &mut Report::default(),
            )
            .plain_text()
        };
        assert_eq!(
            line("Do this:\n\n- one\n  - two\n- three.\n\nThen stop"),
            "Do this: one; two; three. Then stop"
        );
        assert_eq!(
            line("| A | B |\n| --- | --- |\n| 1 | |\n\n```\nx\ny\n```"),
            "A; B; 1; x y"
        );
        assert_eq!(line("One[^1]\n\n[^1]: note"), "One");
    }
}
