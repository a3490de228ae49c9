//! Captions of tables, which Markdown does not know: a line or a paragraph `Table: The caption
//! {#tab-x}` after the table; and the ids that stand at the end of a caption or of a list's item.

use super::body::{Block, BlockKind, Caption, Cell, Id, Inline, Text};

/// `Table: The caption {#tab-x}` in the paragraph after a table is its caption.
pub fn caption_tables(blocks: &mut Vec<Block>) {
    let mut at = 1;
    while at < blocks.len() {
        let is_caption = matches!(&blocks[at].kind, BlockKind::Paragraph(content) if starts_with_word(content, "Table:"));
        let has_place =
            matches!(&blocks[at - 1].kind, BlockKind::Table(table) if table.caption.is_none());
        if is_caption && has_place {
            let block = blocks.remove(at);
            if let (BlockKind::Paragraph(content), BlockKind::Table(table)) =
                (block.kind, &mut blocks[at - 1].kind)
            {
                table.caption = Some(caption(strip_word(content, "Table:")));
            }
        } else {
            at += 1;
        }
    }
}

/// The text of a caption that was read as rows: bars stand between its cells, spaces between its
/// lines.
pub fn joined(rows: Vec<Vec<Cell>>) -> Vec<Inline> {
    let mut content: Vec<Inline> = Vec::new();
    for row in rows {
        let mut within = false;
        for cell in row.into_iter().filter(|cell| !cell.content.is_empty()) {
            if within {
                content.push(Inline::Text(Text {
                    text: " | ".to_owned(),
                    span: cell.span,
                }));
            } else if !content.is_empty() {
                content.push(Inline::SoftBreak(cell.span));
            }
            within = true;
            content.extend(cell.content);
        }
    }
    content
}

fn starts_with_word(content: &[Inline], word: &str) -> bool {
    matches!(content.first(), Some(Inline::Text(text)) if text.text.starts_with(word))
}

pub fn strip_word(mut content: Vec<Inline>, word: &str) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = content.first_mut() {
        let cut = text.text.len() - text.text[word.len()..].trim_start().len();
        text.span = text.part(cut..text.text.len());
        text.text.drain(..cut);
    }
    content
}

/// Takes a trailing `{#id}` off a caption.
pub fn caption(mut content: Vec<Inline>) -> Caption {
    let id = take_id(&mut content);
    Caption { content, id }
}

/// Takes `{#id}` off the end of a list's item: off its first paragraph, else off its last.
pub fn trailing_id(blocks: &mut [Block]) -> Option<Id> {
    let of = |block: &mut Block| match &mut block.kind {
        BlockKind::Paragraph(content) => take_id(content),
        _ => None,
    };
    blocks
        .first_mut()
        .and_then(of)
        .or_else(|| blocks.last_mut().and_then(of))
}

/// Takes a trailing `{#id}` off running text.
fn take_id(content: &mut Vec<Inline>) -> Option<Id> {
    let Some(Inline::Text(text)) = content.last_mut() else {
        return None;
    };
    let at = Some(&text.text)
        .filter(|text| text.trim_end().ends_with('}'))?
        .rfind("{#")?;
    let name = text.text[at + 2..]
        .trim_end()
        .trim_end_matches('}')
        .to_owned();
    let id = Id {
        span: text.part(at + 2..at + 2 + name.len()),
        name,
    };
    let kept = text.text[..at].trim_end().len();
    text.span = text.part(0..kept);
    text.text.truncate(kept);
    if kept == 0 {
        content.pop();
        while matches!(
            content.last(),
            Some(Inline::SoftBreak(_) | Inline::HardBreak(_))
        ) {
            content.pop();
        }
    }
    Some(id)
}
