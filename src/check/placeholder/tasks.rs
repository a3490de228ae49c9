//! `TODO`, `FIXME` and `TO DO`.

use super::Place;
use super::context::{Context, Hit, is_capitals, one_of};

const SPOKEN_OF: &[&str] = &[
    "list", "lists", "item", "items", "comment", "comments", "marker", "markers", "entries", "app",
    "tags",
];

/// Judges `TODO` and `FIXME`: a mark, unless it is part of a name in a program or the text is about
/// such marks.
pub fn todo(ctx: &Context<'_>) -> Option<Hit> {
    let named = matches!(ctx.before(), Some('.' | '_' | '`' | '/'))
        || matches!(ctx.after(), Some('_' | '`'));
    let file = ctx.after() == Some('.') && ctx.right()[1..].starts_with(char::is_alphanumeric);
    let spoken_of = file || one_of(ctx.next_word(), SPOKEN_OF) || ctx.quoted() && !ctx.whole();
    (!named && !spoken_of && !ctx.inside_word()).then(|| ctx.hit())?
}

/// Judges `TO DO` in words: a mark where it opens a clause in capitals or fills a value.
pub fn to_do(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let marked = clause.subject.is_empty() && !one_of(ctx.next_word(), SPOKEN_OF) && !ctx.quoted();
    let found = ctx.matched();
    let capitals = is_capitals(found) && ctx.place != Place::Heading;
    let goes_on = ctx.after() == Some(':') && ctx.right()[1..].starts_with(' ');
    let headed = (clause.closer == '-' || goes_on)
        && clause.tail.is_empty()
        && clause.opener == '\n'
        && found.starts_with(char::is_uppercase);
    let labelled = found.eq_ignore_ascii_case("todo") && ctx.after() == Some(':')
        || headed && ctx.place != Place::Heading;
    let whole = ctx.whole() && ctx.place != Place::Heading;
    (marked
        && !ctx.inside_word()
        && (capitals || labelled || whole || is_capitals(found) && ctx.whole()))
    .then(|| ctx.hit())?
}
