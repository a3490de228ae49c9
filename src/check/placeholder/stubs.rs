//! Announcements that stand where content belongs: `Coming soon`, `Details to follow`, `Awaiting
//! data from the trust`.
//!
//! All of these are ordinary words in a sentence; they count only where they are the whole of a
//! clause.

use super::Place;
use super::clause::Clause;
use super::context::{Context, Hit, one_of, words};
use super::dates::{commits, names_a_time};
use super::lexicon::{CONTENT, DECISIONS, OPEN, PARTS, TEAMS, VERBS};

/// Judges `coming soon` and `watch this space`.
pub fn announcement(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let fits = clause.tail.is_empty()
        && subject.len() <= 5
        && !subject.iter().any(|word| one_of(word, VERBS));
    let named = subject.is_empty() || subject.iter().any(|word| one_of(word, CONTENT));
    (fits && named && (!ctx.quoted() || ctx.whole())).then(|| ctx.hit())?
}

/// Judges `under construction`: a page or a part of the text, or all there is of a paragraph.
pub fn unfinished(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let part = |word: &&str| one_of(word, PARTS) || one_of(word, &["page", "part", "annexes"]);
    let about = subject.len() <= 5
        && subject.iter().any(part)
        && !subject
            .iter()
            .any(|word| one_of(word, &["which", "that", "on", "of"]));
    let stub = ctx.whole() && ctx.place == Place::Prose;
    (clause.tail.is_empty() && (about || stub) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `to follow`: content is promised, not a report to a meeting.
pub fn to_follow(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let named = subject.iter().any(|word| one_of(word, CONTENT))
        && !subject.iter().any(|word| one_of(word, VERBS));
    let behind = matches!(clause.opener, '-' | ':') && ctx.range.start > 0 && subject.is_empty();
    let bare = subject.is_empty() && (ctx.whole() || clause.bracketed() || behind);
    let dated = ctx.place == Place::Cell
        && words(clause.tail).count() == 1
        && words(clause.tail).all(names_a_time);
    let ends =
        clause.tail.is_empty() || (named || behind) && put_off(clause.tail) || named && dated;
    (ends && subject.len() <= 5 && (bare || named) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Whether a tail says only from whom, or some time: `from Head of Housing`, `here`, `once agreed`,
/// `in the next version`.
fn put_off(tail: &str) -> bool {
    if super::phrases::before_it_is_out(tail) {
        return words(tail).count() <= 6;
    }
    let mut following = words(tail);
    let first = following.next().unwrap_or("");
    one_of(
        first,
        &[
            "from", "here", "shortly", "soon", "later", "once", "when", "asap", "in",
        ],
    ) && following.count() <= 6
        && (first != "in" || tail.starts_with("in due course"))
        && !tail.contains(|c: char| c.is_ascii_digit())
}

/// Judges `awaiting …` and `pending`: the whole of a text, or a sentence without a verb.
pub fn awaiting(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    if ctx.whole() {
        return (ctx.place == Place::Value).then(|| ctx.hit())?;
    }
    let subject: Vec<&str> = words(clause.subject).collect();
    let object: Vec<&str> = words(clause.tail).collect();
    if decided_elsewhere(&object) {
        return None;
    }
    if object.len() > 6
        || object
            .iter()
            .chain(&subject)
            .any(|word| one_of(word, VERBS))
        || clause.tail.contains('/')
        || commits(clause.tail)
    {
        return None;
    }
    let fits = if ctx.matched().eq_ignore_ascii_case("pending")
        || ctx.matched().eq_ignore_ascii_case("awaited")
    {
        let bare = object.is_empty() || object[0] == "from";
        subject.len() <= 4 && subject.iter().any(|word| one_of(word, CONTENT)) && bare
    } else {
        let open = |word: &&str| {
            one_of(word, CONTENT)
                || one_of(word, OPEN)
                || one_of(word, &["confirmation", "approval", "sign-off", "steer"])
        };
        let paragraph = ctx.range.start == 0
            && ctx.place == Place::Prose
            && ctx.with_tail().end + 1 >= ctx.text.trim_end().len();
        subject.is_empty()
            && (object.iter().take(3).any(open) && stands_apart(ctx, &clause) || paragraph)
    };
    (fits && !ctx.quoted()).then(|| ctx.hit())?
}

/// `decision from NHS England`, `approval by the Secretary of State`: how things stand in the
/// world, when another body decides.
fn decided_elsewhere(object: &[&str]) -> bool {
    let at = object
        .iter()
        .position(|word| one_of(word, &["from", "by", "of", "on"]));
    let Some((decision, [_, rest @ ..])) = at.map(|at| object.split_at(at)) else {
        return false;
    };
    let body = rest.iter().any(|word| word.starts_with(char::is_uppercase))
        || rest.first() == Some(&"the");
    let colleague = rest
        .iter()
        .all(|word| one_of(word, TEAMS) || *word == "the");
    body && !colleague && decision.last().is_some_and(|word| one_of(word, DECISIONS))
}

/// Whether a clause is a cell, a value, a bracket, a line or a sentence of its own.
fn stands_apart(ctx: &Context<'_>, clause: &Clause<'_>) -> bool {
    let opens = matches!(clause.opener, '\n' | '.' | '?' | '!')
        && ctx.matched().starts_with(char::is_uppercase);
    let closes = matches!(clause.closer, '\n' | '.');
    matches!(ctx.place, Place::Cell | Place::Value)
        || clause.bracketed()
        || opens && closes
        || clause.opener == '\n' && closes
}
