//! Sections without content: a card without a body, a heading with nothing below it.

use crate::model::card::Card;
use crate::model::kinds::COMMON_KEYS;
use crate::parse::body::{Block, BlockKind, plain_text};
use crate::source::Span;

/// The places of a card where text is missing altogether, each with what it is called; one that
/// `may_be_bare` needs no body: the cards of a part stand below it, or its kind makes what it says.
pub fn find(card: &Card, may_be_bare: bool) -> Vec<(Span, String)> {
    if card.made {
        return Vec::new();
    }
    let blocks = &card.body.blocks;
    let has_keys = card
        .fields
        .entries()
        .iter()
        .any(|entry| !COMMON_KEYS.contains(&entry.name.as_str()) && !entry.field.is_blank());
    if blocks.iter().all(says_nothing) && !has_keys && !may_be_bare && !card.broken {
        return vec![(card.top, card.title_text())];
    }
    let mut empty = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else {
            continue;
        };
        let next = blocks[at + 1..].iter().find(|block| !says_nothing(block));
        let is_empty = match next.map(|block| &block.kind) {
            None => true,
            Some(BlockKind::Heading(next)) => next.level.max(2) <= heading.level.max(2),
            Some(_) => false,
        };
        // A heading without words is an error of its own.
        if is_empty && !plain_text(&heading.content).trim().is_empty() {
            empty.push((block.span, plain_text(&heading.content)));
        }
    }
    empty
}

fn says_nothing(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::PageBreak | BlockKind::Rule | BlockKind::Below
    )
}
