//! Figures, tables and appendices to which no text refers: a reader may never look at them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::Scope;
use crate::diagnostic::rules::Rule;
use crate::diagnostic::{Diagnostic, Report, Sought, rules};
use crate::model::card::Card;
use crate::model::document::Document;
use crate::model::field::{FieldValue, Role};
use crate::model::links::{Reference, resolve};
use crate::parse::body::{Block, BlockKind, Caption, Inline};
use crate::source::Span;

/// For each id that is referred to, the cards that do so, by their index.
type Uses<'a> = BTreeMap<&'a str, BTreeSet<usize>>;

/// `reference/unused-figure`, `reference/unused-table`, `reference/unused-appendix`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let captions = captions(scope.document);
    if captions.is_empty() && !scope.document.cards.iter().any(|card| card.appendix) {
        return;
    }
    let uses = uses(scope);
    for captioned in captions {
        if captioned
            .caption
            .id
            .as_ref()
            .is_none_or(|id| !uses.contains_key(id.name.as_str()))
        {
            report.push(unused(&captioned));
        }
    }
    appendices(scope, &uses, report);
}

/// A figure or a table that has a caption, and so a number.
struct Captioned<'a> {
    rule: Rule,
    what: &'static str,
    caption: &'a Caption,
    block: Span,
}

fn captions<'a>(document: &'a Document) -> Vec<Captioned<'a>> {
    let mut found = Vec::new();
    let mut block = |block: &'a Block| {
        let (rule, what, caption) = match &block.kind {
            BlockKind::Figure(picture) => {
                (rules::reference::UNUSED_FIGURE, "figure", &picture.caption)
            }
            BlockKind::Table(table) => (rules::reference::UNUSED_TABLE, "table", &table.caption),
            _ => return,
        };
        found.extend(caption.as_ref().map(|caption| Captioned {
            rule,
            what,
            caption,
            block: block.span,
        }));
    };
    for card in &document.cards {
        card.body.walk(&mut block);
        card.fields.walk(&mut |field| {
            if let FieldValue::Blocks(body) = &field.value {
                body.walk(&mut block);
            }
        });
    }
    found
}

fn uses<'a>(scope: &Scope<'a>) -> Uses<'a> {
    let document: &'a Document = scope.document;
    let mut uses = Uses::new();
    for (index, card) in document.cards.iter().enumerate() {
        let mut inline = |inline: &'_ Inline| {
            if let Inline::Link(link) = inline
                && let Reference::Anchor(id, anchor) = resolve(
                    link.target.trim(),
                    card.folder(),
                    document,
                    scope.project_index,
                )
            {
                // A heading without an id belongs to its card.
                let known = document.anchors.get_key(id).map(|(id, _)| id);
                uses.entry(known.unwrap_or(&document.cards[anchor.card].id.name))
                    .or_default()
                    .insert(index);
            }
        };
        card.body.walk_inlines(&mut inline);
        card.fields.walk_inlines(&mut inline);
        card.fields.walk(&mut |field| {
            if let FieldValue::Word(word) = &field.value
                && matches!(word.role, Role::Card { .. })
            {
                uses.entry(&word.text).or_default().insert(index);
            }
        });
    }
    uses
}

fn unused(captioned: &Captioned<'_>) -> Diagnostic {
    let Captioned {
        rule,
        what,
        caption,
        block,
    } = captioned;
    let words = caption.content.iter().find_map(|inline| match inline {
        Inline::Text(text) => Some(text.span),
        _ => None,
    });
    let place = caption
        .id
        .as_ref()
        .map(|id| id.span)
        .or(words)
        .unwrap_or(*block);
    let diagnostic = rule.at(place, format!("no text refers to this {what}"));
    match &caption.id {
        Some(id) => diagnostic
            .sought(Sought::Named(id.name.clone()))
            .help(format!("say in the text what it shows, and refer to it with `[](#{})`", id.name)),
        None if *what == "figure" => {
            diagnostic.help("give it an id, `picture.svg#fig-name`, and refer to it in the text with `[](#fig-name)`")
        }
        None => {
            diagnostic.help("give it an id, `{#tab-name}` behind the caption, and refer to it in the text with `[](#tab-name)`")
        }
    }
}

/// An appendix is referred to if the cards outside it lead to anything in it.
fn appendices(scope: &Scope<'_>, uses: &Uses<'_>, report: &mut Report) {
    let document = scope.document;
    let tops: Vec<usize> = (0..document.cards.len())
        .filter(|&index| document.place(index).level == 1)
        .collect();
    for (at, &start) in tops.iter().enumerate() {
        let end = tops.get(at + 1).copied().unwrap_or(document.cards.len());
        let card = &document.cards[start];
        if !card.appendix || card.broken || stands_alone(scope, card) {
            continue;
        }
        let leads_here = |id: &str| {
            document
                .anchors
                .get(id)
                .is_some_and(|anchor| (start..end).contains(&anchor.card))
        };
        let used = uses
            .iter()
            .any(|(id, by)| leads_here(id) && by.iter().any(|index| !(start..end).contains(index)));
        if !used {
            let diagnostic =
                rules::reference::UNUSED_APPENDIX.at(card.top, "no text refers to this appendix");
            let diagnostic = diagnostic.sought(Sought::Named(card.id.name.clone()));
            report.push(diagnostic.help(format!(
                "refer to it where its matter is spoken of: `[](#{})`",
                card.id.name
            )));
        }
    }
}

/// `x-stands-alone`: readers look for a card of the kind by themselves, such as a glossary.
fn stands_alone(scope: &Scope<'_>, card: &Card) -> bool {
    let kind = scope.kinds.get(&card.kind);
    kind.and_then(|kind| kind.schema.value.get("x-stands-alone"))
        .and_then(Json::as_bool)
        == Some(true)
}
