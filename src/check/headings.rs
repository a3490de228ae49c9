//! The levels of headings: a `#` in a body, and levels that skip.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::card::Card;
use crate::parse::body::{Block, BlockKind, Heading, plain_text};

/// `document/top-heading`, `document/empty-heading`, `document/skipped-heading`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in scope.document.cards.iter().filter(|card| !card.made) {
        if card.title_text().trim().is_empty() {
            let diagnostic = rules::document::EMPTY_HEADING.at(card.top, "this title has no words");
            report.push(diagnostic.help("write the title; a note or a picture alone is none"));
        }
        levels(card, report);
    }
}

/// The headings that stand directly in a card's body.
pub fn headings(card: &Card) -> Vec<(&Block, &Heading)> {
    let headings = card
        .body
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some((block, heading)),
            _ => None,
        });
    headings.collect()
}

fn levels(card: &Card, report: &mut Report) {
    let mut last = 1;
    for (block, heading) in headings(card) {
        if heading.level == 1 {
            let diagnostic = rules::document::TOP_HEADING
                .at(
                    block.span,
                    "`#` is the card's title, which stands in the front matter",
                )
                .help("begin headings in the text with `##`; this one is taken for `##`");
            report.push(diagnostic);
        }
        if plain_text(&heading.content).trim().is_empty() {
            let diagnostic =
                rules::document::EMPTY_HEADING.at(block.span, "this heading has no words");
            report.push(diagnostic.help("write the heading, or delete the line"));
        }
        let level = heading.level.max(2);
        if level > last + 1 {
            let message = format!(
                "this heading is of level {level}, but the one above it is of level {last}"
            );
            let help = format!(
                "write `{}` before it, or put a heading of the level between above it",
                "#".repeat(usize::from(last) + 1)
            );
            report.push(
                rules::document::SKIPPED_HEADING
                    .at(block.span, message)
                    .help(help),
            );
        }
        last = level;
    }
}
