//! Headings: those that a kind requires, a `#` in a body, and levels that skip.

use super::Scope;
use crate::diagnostic::{Diagnostic, Report, did_you_mean};
use crate::model::card::Card;
use crate::model::kinds::RequiredHeading;
use crate::parse::body::{Block, BlockKind, Heading, plain_text};
use crate::source::Span;

/// `schema/missing-heading`, `document/top-heading`, `document/skipped-heading`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in scope.document.cards.iter().filter(|card| !card.made) {
        levels(card, report);
        if let Some(kind) = scope.kinds.get(&card.kind) {
            required(scope, card, &kind.headings, report);
        }
    }
}

fn headings(card: &Card) -> Vec<(&Block, &Heading)> {
    let headings = card.body.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some((block, heading)),
        _ => None,
    });
    headings.collect()
}

fn levels(card: &Card, report: &mut Report) {
    let mut last = 1;
    for (block, heading) in headings(card) {
        if heading.level == 1 {
            let diagnostic = Diagnostic::warning(
                "document/top-heading",
                block.span,
                "`#` is the card's title, which stands in the front matter",
            )
            .help("begin headings in the text with `##`; this one is taken for `##`");
            report.push(diagnostic);
        }
        if plain_text(&heading.content).trim().is_empty() {
            let diagnostic = Diagnostic::error("document/empty-heading", block.span, "this heading has no words");
            report.push(diagnostic.help("write the heading, or delete the line"));
        }
        let level = heading.level.max(2);
        if level > last + 1 {
            let message = format!("this heading is of level {level}, but the one above it is of level {last}");
            let help = format!(
                "write `{}` before it, or put a heading of the level between above it",
                "#".repeat(usize::from(last) + 1)
            );
            report.push(Diagnostic::error("document/skipped-heading", block.span, message).help(help));
        }
        last = level;
    }
}

/// Each required heading once, on its level, in the order of the kind.
fn required(scope: &Scope<'_>, card: &Card, wanted: &[RequiredHeading], report: &mut Report) {
    let found: Vec<(u8, String, Span)> =
        headings(card).iter().map(|(block, heading)| (heading.level.max(2), plain_text(&heading.content), block.span)).collect();
    let mut after = 0;
    for heading in wanted {
        let at = found.iter().position(|(level, title, _)| *level == 2 && same(title, &heading.title));
        let Some(at) = at else {
            report.push(missing(card, &heading.title, 2, &found));
            continue;
        };
        if at < after {
            let message = format!("the heading “{}” stands too early or too late", heading.title);
            let order: Vec<&str> = wanted.iter().map(|heading| heading.title.as_str()).collect();
            let help = format!("the order is {}", order.join(", "));
            report.push(Diagnostic::error("schema/heading-order", found[at].2, message).help(help));
        }
        after = after.max(at);
        if heading.each.as_deref() == Some("impacts") {
            each_impact(scope, card, heading, &found[at + 1..], found[at].2, report);
        }
    }
}

/// One heading below `heading` for every entry of the document's list.
fn each_impact(
    scope: &Scope<'_>,
    card: &Card,
    heading: &RequiredHeading,
    rest: &[(u8, String, Span)],
    place: Span,
    report: &mut Report,
) {
    let below: Vec<_> = rest.iter().take_while(|(level, ..)| *level > 2).cloned().collect();
    for (impact, declared) in &scope.document.manifest.impacts {
        if !below.iter().any(|(level, title, _)| *level == 3 && same(title, impact)) {
            let mut diagnostic = missing(card, impact, 3, &below).related(*declared, "this impact is declared here");
            diagnostic.place = crate::diagnostic::Place::Span(place);
            diagnostic.message = format!("under “{}” the heading “{impact}” is missing", heading.title);
            report.push(diagnostic);
        }
    }
}

fn missing(card: &Card, title: &str, level: usize, found: &[(u8, String, Span)]) -> Diagnostic {
    let message = format!("a card of kind `{}` needs the heading “{title}”", card.kind);
    let mut diagnostic = Diagnostic::error("schema/missing-heading", card.top, message);
    let near = did_you_mean(title, found.iter().map(|(_, title, _)| title.as_str()));
    if let Some((_, near, span)) = near.and_then(|near| found.iter().find(|(_, title, _)| title == near)) {
        diagnostic = diagnostic.related(*span, format!("is “{near}” meant for it?"));
    }
    diagnostic.help(format!("add a line `{} {title}` and the text below it", "#".repeat(level)))
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
