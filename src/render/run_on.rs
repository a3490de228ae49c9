//! Which sections begin a page. Those of the first level do, but not where that would leave most of
//! a page white.

use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::Kinds;
use crate::parse::body::{Block, BlockKind, plain_text};

/// A section of fewer characters fills less than half a page.
const SHORT: usize = 1_000;

/// A block that is no text fills as much as so many characters, at least.
const PER_BLOCK: usize = 60;

/// Whether a section of the first level goes on below the one before it, because one of the two is
/// short.
pub fn runs_on(document: &Document, kinds: &Kinds, index: usize) -> bool {
    let plain = |index: usize| !document.place(index).is_part && !document.cards[index].landscape;
    if document.manifest.flow || index == 0 || document.place(index).level != 1 || !plain(index) {
        return false;
    }
    // Whatever stands right before it: a section of its own, or the last card of a part.
    let (before, card) = (&document.cards[index - 1], &document.cards[index]);
    if before.landscape || before.appendix != card.appendix {
        return false;
    }
    let after_short =
        document.place(index - 1).level == 1 && plain(index - 1) && is_short(before, kinds);
    after_short || is_short(card, kinds)
}

fn is_short(card: &Card, kinds: &Kinds) -> bool {
    // What is made from other cards is as long as they are many.
    let is_made = ["x-rollup", "x-gather"].iter().any(|word| {
        kinds
            .get(&card.kind)
            .is_some_and(|kind| kind.schema.value.get(word).is_some())
    });
    let fields = card
        .fields
        .entries()
        .iter()
        .try_fold(0, |sum, entry| Some(sum + field_length(&entry.field)?));
    let all = fields
        .zip(length(&card.body.blocks))
        .map(|(fields, body)| fields + body);
    !is_made && all.is_some_and(|length| length < SHORT)
}

/// About how many characters a value is; a row of a table counts as a block.
fn field_length(field: &Field) -> Option<usize> {
    match &field.value {
        FieldValue::Inline(content) => Some(plain_text(content).len()),
        FieldValue::Blocks(body) => length(&body.blocks),
        FieldValue::List(items) => items.iter().try_fold(0, |sum, item| {
            Some(sum + PER_BLOCK / 2 + field_length(item)?)
        }),
        FieldValue::Map(entries) => entries
            .iter()
            .try_fold(0, |sum, entry| Some(sum + field_length(&entry.field)?)),
        _ => Some(0),
    }
}

/// About how many characters; none if there is something tall among them.
fn length(blocks: &[Block]) -> Option<usize> {
    let mut sum = 0;
    for block in blocks {
        sum += match &block.kind {
            BlockKind::Table(_) | BlockKind::Figure(_) | BlockKind::PageBreak => return None,
            BlockKind::Code { text, .. } => text.len(),
            kind => kind
                .runs()
                .into_iter()
                .map(|run| plain_text(run).len())
                .sum(),
        };
        sum += PER_BLOCK;
        for inner in block.kind.child_blocks() {
            sum += length(inner)?;
        }
    }
    Some(sum)
}
