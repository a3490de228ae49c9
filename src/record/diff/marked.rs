//! Whole texts as inserted or deleted.

use crate::parse::body::{
    Block, BlockKind, Body, Change, Definition, Inline, Item, List, Picture, Table, Text,
    plain_text,
};
use crate::source::Span;

/// A run as inserted or deleted; nothing of nothing.
pub fn run(content: &[Inline], change: Change) -> Vec<Inline> {
    if content.is_empty() {
        return Vec::new();
    }
    let content = match change {
        Change::Inserted => content.to_vec(),
        Change::Deleted => gone(content),
    };
    vec![Inline::Changed { change, content }]
}

/// Deleted text leads nowhere, shows no picture, and calls no note: it is read and no more.
pub fn gone(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Emphasis(content) => out.push(Inline::Emphasis(gone(content))),
            Inline::Strong(content) => out.push(Inline::Strong(gone(content))),
            Inline::Subscript(content) => out.push(Inline::Subscript(gone(content))),
            Inline::Superscript(content) => out.push(Inline::Superscript(gone(content))),
            Inline::Passage { language, content } => out.push(Inline::Passage {
                language: language.clone(),
                content: gone(content),
            }),
            Inline::Link(link) if link.content.is_empty() => {
                out.push(text(&link.target, link.span));
            }
            // Two lines through a text are no more than one.
            Inline::Strikethrough(content) | Inline::Changed { content, .. } => {
                out.extend(gone(content));
            }
            Inline::Link(link) => out.extend(gone(&link.content)),
            Inline::Picture(picture) => out.push(text(&shown(picture), picture.span)),
            Inline::FootnoteReference { span, .. } => out.push(text("[note]", *span)),
            Inline::Text(_) | Inline::Code { .. } | Inline::SoftBreak(_) | Inline::HardBreak(_) => {
                out.push(inline.clone());
            }
        }
    }
    out
}

pub fn text(words: &str, span: Span) -> Inline {
    Inline::Text(Text {
        text: words.to_owned(),
        span,
    })
}

/// What stands for a picture that is no longer there.
fn shown(picture: &Picture) -> String {
    format!("[picture: {}]", plain_text(&picture.alt))
}

pub fn body(body: &Body, change: Change) -> Body {
    Body {
        blocks: blocks(&body.blocks, change),
        footnotes: body.footnotes.clone(),
        allowances: Vec::new(),
    }
}

pub fn blocks(blocks: &[Block], change: Change) -> Vec<Block> {
    blocks.iter().map(|one| block(one, change)).collect()
}

/// A block as inserted or deleted. What a deleted heading heads is gone, so it is a line in bold
/// and no heading; and a deleted picture is its description.
pub fn block(block: &Block, change: Change) -> Block {
    let is_gone = change == Change::Deleted;
    let kind = match &block.kind {
        BlockKind::Paragraph(content) => BlockKind::Paragraph(run(content, change)),
        BlockKind::Heading(heading) if is_gone => {
            BlockKind::Paragraph(run(&[Inline::Strong(heading.content.clone())], change))
        }
        BlockKind::Heading(heading) => {
            let mut heading = heading.clone();
            heading.content = run(&heading.content, change);
            BlockKind::Heading(heading)
        }
        BlockKind::List(list) => BlockKind::List(List {
            items: list.items.iter().map(|one| item(one, change)).collect(),
            ..list.clone()
        }),
        BlockKind::Quote { alert, blocks } => BlockKind::Quote {
            alert: *alert,
            blocks: self::blocks(blocks, change),
        },
        BlockKind::Passage { language, blocks } => BlockKind::Passage {
            language: language.clone(),
            blocks: self::blocks(blocks, change),
        },
        BlockKind::Code { text, .. } => {
            let code = Inline::Code {
                text: text.replace('\n', " "),
                span: block.span,
            };
            BlockKind::Paragraph(run(&[code], change))
        }
        BlockKind::Table(table) => BlockKind::Table(Box::new(self::table(table, change))),
        BlockKind::Figure(picture) if is_gone => {
            BlockKind::Paragraph(run(&[text(&captioned(picture), picture.span)], change))
        }
        BlockKind::Figure(picture) => {
            let mut picture = picture.clone();
            if let Some(caption) = &mut picture.caption {
                caption.content = run(&caption.content, change);
            }
            BlockKind::Figure(picture)
        }
        BlockKind::Definitions(definitions) => BlockKind::Definitions(
            definitions
                .iter()
                .map(|one| Definition {
                    term: run(&one.term, change),
                    details: one.details.iter().map(|one| blocks(one, change)).collect(),
                })
                .collect(),
        ),
        BlockKind::Rule | BlockKind::PageBreak | BlockKind::Below => block.kind.clone(),
    };
    Block {
        span: block.span,
        kind,
    }
}

/// A picture that is gone, in words.
fn captioned(picture: &Picture) -> String {
    match &picture.caption {
        Some(caption) => format!("{} {}", shown(picture), plain_text(&caption.content)),
        None => shown(picture),
    }
}

pub fn item(item: &Item, change: Change) -> Item {
    Item {
        blocks: blocks(&item.blocks, change),
        id: item.id.clone().filter(|_| change == Change::Inserted),
        ..item.clone()
    }
}

fn table(table: &Table, change: Change) -> Table {
    let mut table = table.clone();
    let cells = table
        .header
        .iter_mut()
        .chain(table.rows.iter_mut().flatten());
    cells.for_each(|cell| cell.content = run(&cell.content, change));
    if let Some(caption) = &mut table.caption {
        caption.content = run(&caption.content, change);
        caption.id = caption.id.take().filter(|_| change == Change::Inserted);
    }
    table
}
