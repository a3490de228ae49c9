//! `TBC` and its kin, where they are no initials of a body and the text is not about them.

use super::context::{Context, Hit, is_capitals, one_of, words};
use super::rules::Code;

/// Judges `TBC`, `TBD` and `TBA`.
pub fn tbc(ctx: &Context<'_>) -> Option<Hit> {
    let found = ctx.matched();
    let range = if found.contains('.') && ctx.after() == Some('.') {
        ctx.range.start..ctx.range.end + 1
    } else {
        ctx.range.clone()
    };
    let spoken_of = ctx.inside_word()
        || ctx.in_address()
        || (ctx.declared)(found)
        || mentioned(ctx)
        || is_name(ctx);
    (!spoken_of).then(|| ctx.hit_as(Code::Tbc, range))?
}

/// Text about the mark: `how to handle TBC entries`, `shown as “TBC”`, `TBC: to be confirmed`.
fn mentioned(ctx: &Context<'_>) -> bool {
    const THINGS: &[&str] = &[
        "entries",
        "entry",
        "items",
        "item",
        "markers",
        "marker",
        "fields",
        "rows",
        "cells",
        "placeholders",
        "means",
        "stands",
        "denotes",
        "values",
    ];
    let right = ctx
        .right()
        .trim_start_matches([
            ' ', ':', '=', '-', '–', '—', '(', '|', '\t', '“', '"', '*', '_',
        ])
        .to_ascii_lowercase();
    let explained = [
        "to be confirmed",
        "to be determined",
        "to be decided",
        "to be announced",
        "to be advised",
        "to be agreed",
        "to be defined",
    ];
    let left = ctx.left().trim_end().to_ascii_lowercase();
    // A legend begins with the mark, `TBC: to be confirmed`; in a sentence or behind a label the
    // two together are still a gap.
    let legend = left.is_empty()
        && ctx
            .right()
            .trim_start()
            .starts_with([':', '=', '-', '–', '—', '|']);
    (ctx.quoted() && !ctx.whole())
        || one_of(ctx.next_word(), THINGS)
        || legend && explained.iter().any(|phrase| right.starts_with(phrase))
        || [
            "marked",
            "marked as",
            "shown as",
            "listed as",
            "recorded as",
            "the term",
            "the abbreviation",
        ]
        .iter()
        .any(|words| left.ends_with(words))
}

/// The initials of a body: spelt out before them, or used as a name.
fn is_name(ctx: &Context<'_>) -> bool {
    let possessive = ctx.right().starts_with("'s") || ctx.right().starts_with("’s");
    let acts = one_of(
        ctx.next_word(),
        &[
            "will",
            "has",
            "officers",
            "council",
            "councillors",
            "residents",
            "owns",
            "area",
            "the",
        ],
    );
    let hyphened = ctx.after() == Some('-') && ctx.right()[1..].starts_with(char::is_alphanumeric);
    possessive || acts && is_capitals(ctx.matched()) || hyphened || spelt_out(ctx)
}

/// `Tewkesbury Borough Council (TBC)`, or `TBC, Tewkesbury Borough Council`.
fn spelt_out(ctx: &Context<'_>) -> bool {
    let wanted: Vec<char> = ctx
        .matched()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let initials =
        |text: &str| -> Vec<char> { words(text).filter_map(|word| word.chars().next()).collect() };
    let before = ctx
        .left()
        .trim_end()
        .strip_suffix('(')
        .is_some_and(|left| initials(left).ends_with(&wanted));
    let right = ctx.right();
    let near = &right[..right.floor_char_boundary(right.len().min(80))];
    // A new sentence spells nothing out.
    let goes_on = !right.trim_start().starts_with(['.', ';', '!', '?']);
    before || goes_on && is_capitals(ctx.matched()) && initials(near).starts_with(&wanted)
}
