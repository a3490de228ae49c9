//! The headings that a kind requires: each once, on its level, in the order of the kind; and below
//! one of them those that the document lists (`each`), in the order of the document.

use super::Scope;
use super::headings::headings;
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean, rules};
use crate::model::card::Card;
use crate::model::kinds::RequiredHeading;
use crate::parse::body::plain_text;
use crate::source::Span;

/// A heading of the card.
#[derive(Clone)]
struct Found {
    level: usize,
    title: String,
    span: Span,
}

impl Found {
    fn is(&self, level: usize, title: &str) -> bool {
        self.level == level && self.is_called(title)
    }

    fn is_called(&self, title: &str) -> bool {
        self.title.trim().to_lowercase() == title.trim().to_lowercase()
    }
}

/// `schema/missing-heading`, `schema/heading-order`, `schema/duplicate-heading`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in scope.document.cards.iter().filter(|card| !card.made) {
        let Some(kind) = scope
            .kinds
            .get(&card.kind)
            .filter(|kind| !kind.headings.is_empty())
        else {
            continue;
        };
        let found: Vec<Found> = headings(card)
            .iter()
            .map(|(block, heading)| Found {
                level: usize::from(heading.level.max(2)),
                title: plain_text(&heading.content),
                span: block.span,
            })
            .collect();
        required(scope, card, &kind.headings, &found, report);
    }
}

fn required(
    scope: &Scope<'_>,
    card: &Card,
    wanted: &[RequiredHeading],
    found: &[Found],
    report: &mut Report,
) {
    let mut after = 0;
    for heading in wanted {
        let Some(at) = found.iter().position(|found| found.is(2, &heading.title)) else {
            report.push(missing(card, &heading.title, 2, found));
            continue;
        };
        duplicates(found, 2, &heading.title, report);
        if at < after {
            let message = format!(
                "the heading “{}” stands too early or too late",
                heading.title
            );
            let order: Vec<&str> = wanted
                .iter()
                .map(|heading| heading.title.as_str())
                .collect();
            let help = format!("the order is {}", order.join(", "));
            report.push(
                rules::schema::HEADING_ORDER
                    .at(found[at].span, message)
                    .help(help),
            );
        }
        after = after.max(at);
        if heading.each.as_deref() == Some("impacts") {
            each(
                scope,
                card,
                heading,
                &found[at + 1..],
                found[at].span,
                report,
            );
        }
    }
}

/// One heading below `heading` for every entry of the document's list.
fn each(
    scope: &Scope<'_>,
    card: &Card,
    heading: &RequiredHeading,
    rest: &[Found],
    place: Span,
    report: &mut Report,
) {
    let below: Vec<Found> = rest
        .iter()
        .take_while(|found| found.level > 2)
        .cloned()
        .collect();
    let mut after = 0;
    for (entry, declared) in &scope.document.manifest.impacts {
        let Some(at) = below.iter().position(|found| found.is(3, entry)) else {
            let mut diagnostic =
                missing(card, entry, 3, &below).related(*declared, "this impact is declared here");
            diagnostic.place = Place::Span(place);
            diagnostic.message =
                format!("under “{}” the heading “{entry}” is missing", heading.title);
            report.push(diagnostic);
            continue;
        };
        duplicates(&below, 3, entry, report);
        if at < after {
            let message = format!(
                "the heading “{entry}” stands in another place than in the document's list"
            );
            let diagnostic = rules::schema::HEADING_ORDER
                .as_warning()
                .at(below[at].span, message)
                .related(*declared, "the list");
            report.push(
                diagnostic.help("put the headings in the order of the list, as in the other cards"),
            );
        }
        after = after.max(at);
    }
}

/// The second and further ones: a reader, and a template, takes the first for the whole.
fn duplicates(found: &[Found], level: usize, title: &str, report: &mut Report) {
    let mut same = found.iter().filter(|found| found.is(level, title));
    let Some(first) = same.next() else { return };
    for again in same {
        let message = format!("the heading “{title}” is there twice");
        let diagnostic = rules::schema::DUPLICATE_HEADING.at(again.span, message);
        report.push(
            diagnostic
                .related(first.span, "the first one is here")
                .help("put the two texts together, or rename one"),
        );
    }
}

fn missing(card: &Card, title: &str, level: usize, found: &[Found]) -> Diagnostic {
    let message = format!("a card of kind `{}` needs the heading “{title}”", card.kind);
    let mut diagnostic = rules::schema::MISSING_HEADING.at(card.top, message);
    if let Some(other) = found.iter().find(|found| found.is_called(title)) {
        let marks = "#".repeat(level);
        let diagnostic = diagnostic.related(
            other.span,
            format!("it stands here on level {}", other.level),
        );
        return diagnostic.help(format!("write it as `{marks} {title}`"));
    }
    let near = did_you_mean(title, found.iter().map(|found| found.title.as_str()));
    if let Some(near) = near.and_then(|near| found.iter().find(|found| found.title == near)) {
        diagnostic = diagnostic.related(near.span, format!("is “{}” meant for it?", near.title));
    }
    diagnostic.help(format!(
        "add a line `{} {title}` and the text below it",
        "#".repeat(level)
    ))
}
