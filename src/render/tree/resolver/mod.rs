//! From parsed Markdown to the settled tree: blocks. What stands in a line is settled beside
//! (`resolver/inlines.rs`).

mod inlines;

use super::{
    Block, BlockKind, Caption, Cell, Content, Definition, Heading, Id, Inline, Item, List,
    ListKind, Mark, Piece, Table, id_of_caption, id_of_heading,
};
use crate::parse::body::{self, Alignment, Footnote};
use crate::render::RenderContext;
use crate::source::Span;

/// Settles one card's (or the manifest's) Markdown.
pub struct Resolver<'a> {
    pub(super) scene: &'a RenderContext<'a>,
    /// The folder to which pictures and links are relative.
    pub(super) folder: &'a str,
    /// The text's own footnotes, and those to which it may refer besides.
    pub(super) footnotes: [&'a [Footnote]; 2],
    /// The level of the card's title.
    base: usize,
    /// The level of the last heading; none may be more than one deeper.
    level: usize,
    /// Whether the text is drawn here a second time.
    pub(super) repeated: bool,
    /// Whether what was settled last is the mark of a note.
    pub(super) behind_note: bool,
}

impl<'a> Resolver<'a> {
    /// For the text of a card in `folder` whose title has the level `base`.
    pub fn new(scene: &'a RenderContext<'a>, folder: &'a str, base: usize) -> Self {
        Self {
            scene,
            folder,
            footnotes: [&[], &[]],
            base,
            level: base,
            repeated: false,
            behind_note: false,
        }
    }

    /// For text that is drawn here a second time: without ids, notes and draft marks.
    #[must_use]
    pub fn repeated(mut self) -> Self {
        self.repeated = true;
        self
    }

    /// For text that stands below a heading of a level.
    #[must_use]
    pub fn below(mut self, level: usize) -> Self {
        self.level = level;
        self
    }

    /// The text's own footnotes.
    #[must_use]
    pub fn with_footnotes(mut self, notes: &'a [Footnote]) -> Self {
        self.footnotes[0] = notes;
        self
    }

    /// The footnotes to which the text may refer besides its own.
    #[must_use]
    pub fn with_outer_notes(mut self, notes: &'a [Footnote]) -> Self {
        self.footnotes[1] = notes;
        self
    }

    /// Settles running text, as a piece by itself.
    pub fn piece_of_inlines(mut self, content: &'a [body::Inline]) -> Piece<'a> {
        Piece {
            content: Content::Inlines(self.inlines(content)),
            repeated: self.repeated,
            boxed: false,
        }
    }

    /// Settles blocks, as a piece by itself.
    pub fn piece_of_blocks(mut self, blocks: &'a [body::Block]) -> Piece<'a> {
        Piece {
            content: Content::Blocks(self.blocks(blocks)),
            repeated: self.repeated,
            boxed: false,
        }
    }

    /// Settles running text.
    pub fn inlines(&mut self, content: &'a [body::Inline]) -> Vec<Inline<'a>> {
        self.behind_note = false;
        self.run(content)
    }

    /// Settles blocks.
    pub fn blocks(&mut self, blocks: &'a [body::Block]) -> Vec<Block<'a>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    /// The mark that stands exactly at a place, because it has no words of its own.
    pub fn blank(&self, span: Span) -> Option<Mark> {
        let number = self.scene.marks.at(span).filter(|_| !self.repeated)?;
        Some(self.mark(number))
    }

    pub(super) fn mark(&self, number: usize) -> Mark {
        let mark = self.scene.marks.get(number);
        let facts = self.scene.document.facts.source;
        Mark {
            number,
            is_quoted: mark.is_some_and(|mark| Some(mark.span.source) == facts),
        }
    }

    fn block(&mut self, block: &'a body::Block) -> Block<'a> {
        let span = block.span;
        let kind = match &block.kind {
            body::BlockKind::Paragraph(content) => BlockKind::Paragraph(self.inlines(content)),
            body::BlockKind::Heading(heading) => BlockKind::Heading(self.heading(heading, span)),
            body::BlockKind::List(list) => BlockKind::List(self.list(list, span)),
            body::BlockKind::Quote { alert, blocks } => match alert {
                None => BlockKind::Quote(self.blocks(blocks)),
                Some(alert) => BlockKind::Callout(*alert, self.blocks(blocks)),
            },
            body::BlockKind::Code { language, text } => BlockKind::Code {
                language: language.as_deref(),
                text,
            },
            body::BlockKind::Table(table) => BlockKind::Table(Box::new(self.table(table, span))),
            body::BlockKind::Figure(picture) => BlockKind::Figure(
                Box::new(self.picture(picture)),
                self.caption(picture.caption.as_ref(), span),
            ),
            body::BlockKind::Definitions(definitions) => {
                BlockKind::Definitions(definitions.iter().map(|one| self.definition(one)).collect())
            }
            body::BlockKind::Passage { language, blocks } => {
                BlockKind::Passage(language, self.blocks(blocks))
            }
            body::BlockKind::Rule => BlockKind::Rule,
            body::BlockKind::PageBreak => BlockKind::PageBreak,
            body::BlockKind::Below => BlockKind::Nothing,
        };
        Block { span, kind }
    }

    fn heading(&mut self, heading: &'a body::Heading, span: Span) -> Heading<'a> {
        let wanted = self.base + usize::from(heading.level.max(2)) - 1;
        self.level = wanted.min(self.level + 1);
        let document = self.scene.document;
        Heading {
            level: self.level,
            id: self.unless_repeated(id_of_heading(document, heading, span)),
            number: document.numbers.heading(span),
            content: self.inlines(&heading.content),
            blank: self.blank(span),
        }
    }

    fn unless_repeated(&self, id: Option<Id<'a>>) -> Option<Id<'a>> {
        id.filter(|_| !self.repeated)
    }

    /// A list; the items of one whose items are numbered paragraphs have their numbers from the
    /// model.
    fn list(&mut self, list: &'a body::List, span: Span) -> List<'a> {
        let paragraphs = self.scene.document.numbers.paragraphs(span);
        let kind = match (paragraphs, list.start) {
            (Some(paragraphs), _) => ListKind::Paragraphs {
                section: &paragraphs.section,
                first: paragraphs.first,
            },
            _ if list.items.iter().any(|item| item.task.is_some()) => ListKind::Tasks,
            (None, Some(start)) => ListKind::Ordered {
                start,
                enumerator: list.enumerator,
            },
            (None, None) => ListKind::Bullets,
        };
        let items = list.items.iter().enumerate();
        let items = items.map(|(index, item)| Item {
            id: item
                .id
                .as_ref()
                .filter(|_| !self.repeated)
                .map(|id| id.name.as_str()),
            number: item.number,
            mark: match paragraphs {
                Some(paragraphs) => Some(paragraphs.of(index)),
                None => list
                    .number(index)
                    .map(|number| list.enumerator.mark(number)),
            },
            task: item.task,
            blocks: self.blocks(&item.blocks),
        });
        List {
            kind,
            tight: list.tight,
            items: items.collect(),
        }
    }

    fn definition(&mut self, definition: &'a body::Definition) -> Definition<'a> {
        let term = self.inlines(&definition.term);
        let details = definition.details.iter();
        Definition {
            term,
            details: details.map(|blocks| self.blocks(blocks)).collect(),
        }
    }

    fn table(&mut self, table: &'a body::Table, span: Span) -> Table<'a> {
        let row = |resolver: &mut Self, row: &'a [body::Cell]| -> Vec<Cell<'a>> {
            let cells = table.aligned(row);
            cells
                .map(|(cell, alignment)| resolver.cell(cell, alignment))
                .collect()
        };
        let header = row(self, &table.header);
        let rows = table.rows.iter().map(|cells| row(self, cells)).collect();
        Table {
            alignments: &table.alignments,
            header,
            rows,
            caption: self.caption(table.caption.as_ref(), span),
        }
    }

    fn cell(&mut self, cell: &'a body::Cell, alignment: Alignment) -> Cell<'a> {
        Cell {
            content: self.inlines(&cell.content),
            alignment,
            columns: cell.columns,
            heads: cell.heads,
            blank: self.blank(cell.span),
        }
    }

    fn caption(&mut self, caption: Option<&'a body::Caption>, block: Span) -> Option<Caption<'a>> {
        let caption = caption?;
        let document = self.scene.document;
        Some(Caption {
            label: document.anchors.label_at(block),
            id: self.unless_repeated(Some(id_of_caption(document, caption, block))),
            content: self.inlines(&caption.content),
        })
    }
}
