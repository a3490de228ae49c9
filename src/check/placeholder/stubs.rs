//! Announcements that stand where content belongs: `Coming soon`, `Details to follow`, `Awaiting data from the trust`.
//!
//! All of these are ordinary words in a sentence; they count only where they are the whole of a clause.

use super::Place;
use super::context::{Context, Hit, one_of, words};
use super::lexicon::{CONTENT, OPEN, VERBS};

/// Judges `coming soon` and `watch this space`.
pub fn announcement(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let fits = clause.tail.is_empty() && subject.len() <= 5 && !subject.iter().any(|word| one_of(word, VERBS));
    let named = subject.is_empty() || subject.iter().any(|word| one_of(word, CONTENT));
    (fits && named && (!ctx.quoted() || ctx.whole())).then(|| ctx.hit())?
}

/// Judges `This page is under construction`.
pub fn unfinished(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    (clause.tail.is_empty() && words(clause.subject).count() <= 2 && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `to follow`: content is promised, not a report to a meeting.
pub fn to_follow(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let named = subject.iter().any(|word| one_of(word, CONTENT)) && !subject.iter().any(|word| one_of(word, VERBS));
    let bare = subject.is_empty() && (ctx.whole() || clause.bracketed());
    let fits = clause.tail.is_empty() && subject.len() <= 5 && (bare || named);
    (fits && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `awaiting …` and `pending`, as the whole of a text.
pub fn awaiting(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    if ctx.whole() {
        return (ctx.place == Place::Value).then(|| ctx.hit())?;
    }
    let object: Vec<&str> = words(clause.tail).collect();
    let open = object
        .iter()
        .take(3)
        .any(|word| one_of(word, CONTENT) || one_of(word, OPEN) || one_of(word, &["confirmation", "approval"]));
    let fits = clause.subject.is_empty() && !ctx.matched().eq_ignore_ascii_case("pending") && object.len() <= 6;
    let alone =
        matches!(ctx.place, Place::Cell | Place::Value) || clause.bracketed() || clause.opener == '\n' && clause.closer == '\n';
    (fits && open && alone && !object.iter().any(|word| one_of(word, VERBS))).then(|| ctx.hit())?
}
