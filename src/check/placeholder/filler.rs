//! Text that only fills a space, and what word processors leave behind.

use super::Place;
use super::context::{Context, Hit, one_of, words};

/// Judges `lorem ipsum`: filler, unless the text is about it.
pub fn lorem(ctx: &Context<'_>) -> Option<Hit> {
    let spoken_of = one_of(
        ctx.previous_word(),
        &[
            "use", "using", "no", "replace", "the", "with", "of", "any", "like", "remove",
        ],
    );
    (!spoken_of && (!ctx.quoted() || ctx.whole())).then(|| ctx.hit())?
}

/// Judges words that are filler where they are all there is.
pub fn alone(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    (!ctx.inside_word()
        && (ctx.whole() && ctx.place != Place::Heading
            || ctx.matched() == "Lorem" && clause.subject.is_empty() && clause.tail.is_empty()))
    .then(|| ctx.hit())?
}

/// Judges names of parts where they are all there is of a heading, a caption or a value: `Section
/// title`, `image1`.
pub fn label(ctx: &Context<'_>) -> Option<Hit> {
    let fits = matches!(ctx.place, Place::Heading | Place::Value) && ctx.whole();
    (fits && !ctx.inside_word()).then(|| ctx.hit())?
}

/// Judges prompts and field codes of a word processor: never content.
pub fn residue(ctx: &Context<'_>) -> Option<Hit> {
    let sentence = ctx.matched().ends_with("item") && !ctx.next_word().is_empty();
    (!ctx.quoted() && !sentence).then(|| ctx.hit())?
}

/// Judges `This is dummy text`.
pub fn dummy(ctx: &Context<'_>) -> Option<Hit> {
    (ctx.clause().tail.is_empty() && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `blah blah`.
pub fn blah(ctx: &Context<'_>) -> Option<Hit> {
    let name =
        ctx.matched().starts_with("Blah Blah") && ctx.next_word().starts_with(char::is_uppercase);
    (!name && (!ctx.quoted() || ctx.whole())).then(|| ctx.hit())?
}

/// Judges stand-ins for a person: `A N Other`, `Joe Bloggs`, `Firstname Surname`.
pub fn nobody(ctx: &Context<'_>) -> Option<Hit> {
    (!ctx.inside_word() && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges the word `placeholder`: a mark where it is the whole text, or says so of itself.
pub fn placeholder(ctx: &Context<'_>) -> Option<Hit> {
    if ctx.quoted() && !ctx.whole() {
        return None;
    }
    let clause = ctx.clause();
    let tail: Vec<&str> = words(clause.tail).collect();
    let opens = clause.subject.is_empty()
        && (matches!(clause.closer, ':' | '-') && tail.is_empty()
            || tail
                .first()
                .is_none_or(|word| one_of(word, &["for", "text", "image", "only"]))
                && tail.len() <= 8);
    let left: Vec<&str> = words(clause.subject).collect();
    let says_so = left.ends_with(&["a"])
        && left
            .iter()
            .rev()
            .skip(1)
            .take(4)
            .any(|word| one_of(word, &["left", "kept", "here", "inserted", "added"]));
    let this_is = matches!(left.as_slice(), ["This", "is" | "section", ..])
        && left.ends_with(&["a"])
        && left.len() <= 5;
    let closes = tail.is_empty()
        && left.len() <= 2
        && left.iter().all(|word| {
            one_of(
                word,
                &[
                    "image", "text", "photo", "map", "logo", "graph", "diagram", "chart",
                    "picture", "content", "section",
                ],
            )
        });
    let heading = ctx.place == Place::Heading && !ctx.whole();
    (!heading && (opens || says_so || this_is || closes && !left.is_empty())).then(|| ctx.hit())?
}
