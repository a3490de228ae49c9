//! Sections without content: a card without a body, a heading with nothing below it.

use crate::model::card::{Card, DEFAULT_KIND};
use crate::parse::body::{Block, BlockKind, plain_text};
use crate::source::Span;

/// The places of a card where text is missing altogether, each with what it is called.
pub fn find(card: &Card, is_part: bool) -> Vec<(Span, String)> {
    if card.made {
        return Vec::new();
    }
    let blocks = &card.body.blocks;
    if blocks.iter().all(says_nothing) && card.kind == DEFAULT_KIND && !is_part {
        return vec![(card.top, card.title_text())];
    }
    let mut empty = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        let next = blocks[at + 1..].iter().find(|block| !says_nothing(block));
        let is_empty = match next.map(|block| &block.kind) {
            None => true,
            Some(BlockKind::Heading(next)) => next.level.max(2) <= heading.level.max(2),
            Some(_) => false,
        };
        if is_empty {
            empty.push((block.span, plain_text(&heading.content)));
        }
    }
    empty
}

fn says_nothing(block: &Block) -> bool {
    matches!(block.kind, BlockKind::PageBreak | BlockKind::Rule | BlockKind::Below)
}
