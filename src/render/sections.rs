//! A body as the templates of kinds see it: divided at its highest headings, and at `<!-- below -->`.

use crate::parse::body::{Block, BlockKind};

/// A heading and what stands below it.
pub struct Section<'a> {
    pub heading: &'a Block,
    pub blocks: &'a [Block],
}

/// Divides blocks at their highest headings; first what stands before them.
pub fn sections(blocks: &[Block]) -> (&[Block], Vec<Section<'_>>) {
    let level = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level.max(2)),
        _ => None,
    };
    let Some(highest) = blocks.iter().filter_map(level).min() else {
        return (blocks, Vec::new());
    };
    let starts: Vec<usize> = (0..blocks.len())
        .filter(|&at| level(&blocks[at]) == Some(highest))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    let sections = starts.iter().zip(ends).map(|(&start, end)| Section {
        heading: &blocks[start],
        blocks: &blocks[start + 1..end],
    });
    (&blocks[..starts[0]], sections.collect())
}

/// What stands above and below what the kind makes: before and after `<!-- below -->`.
pub fn split_below(blocks: &[Block]) -> (&[Block], &[Block]) {
    match blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Below))
    {
        Some(at) => (&blocks[..at], &blocks[at + 1..]),
        None => (blocks, &[]),
    }
}
