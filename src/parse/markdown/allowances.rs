//! Of which block each `<!-- allow: … -->` speaks.

use crate::parse::body::{BlockKind, Body};
use crate::source::Span;

/// An allowance speaks of the block in whose text it stands, or else of the first block that begins
/// after it.
pub(super) fn cover(body: &mut Body) {
    if body.allowances.is_empty() {
        return;
    }
    let (mut starts, mut texts): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    body.walk(&mut |block| {
        starts.push(block.span);
        if matches!(
            block.kind,
            BlockKind::Paragraph(_) | BlockKind::Heading(_) | BlockKind::Table(_)
        ) {
            texts.push(block.span);
        }
    });
    for allowance in &mut body.allowances {
        let after = allowance.span.end;
        let around = texts.iter().find(|span| span.contains(allowance.span));
        let next = || {
            starts
                .iter()
                .filter(|span| span.start >= after)
                .min_by_key(|span| (span.start, usize::MAX - span.end))
        };
        allowance.covers = around.or_else(next).copied();
    }
}
