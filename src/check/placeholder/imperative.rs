//! Orders to the author in ordinary letters: `(add diagram?)`, `(check with J)`, `Delete this box
//! before publication`.

use super::Place;
use super::assignments::rest_of_bracket;
use super::context::{Context, Hit, one_of, words};
use super::lexicon::{CONTENT, OPEN};
use super::rules::Code;

/// Judges `(add …)`, `(please check …)`, `(need figures)`.
pub fn bracketed(ctx: &Context<'_>) -> Option<Hit> {
    let (rest, end) = rest_of_bracket(ctx)?;
    let object: Vec<&str> = words(rest).collect();
    let asks = object
        .iter()
        .take(4)
        .any(|word| one_of(word, CONTENT) || one_of(word, OPEN) || one_of(word, &["here", "this"]));
    let digits = rest.chars().any(|c| c.is_ascii_digit());
    let asked = rest.trim_end().ends_with('?');
    let with_someone =
        matches!(object.as_slice(), ["with", name, ..] if name.starts_with(char::is_uppercase));
    let ask = ["ask", "chase"]
        .iter()
        .any(|verb| ctx.matched().to_ascii_lowercase().ends_with(verb));
    let a_name = ctx.matched().contains("Chase") && object.len() == 1;
    let of_someone = ask
        && !a_name
        && object
            .first()
            .is_some_and(|name| name.starts_with(char::is_uppercase));
    let fits = if ask {
        of_someone
    } else {
        (asks && !digits) || asked || with_someone
    };
    (fits && object.len() <= 12 && !ctx.quoted())
        .then(|| ctx.hit_as(Code::Instruction, ctx.range.start..end))?
}

/// Judges `delete`: an order about the document itself.
pub fn delete(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let conditional = words(clause.subject)
        .next()
        .is_some_and(|word| one_of(word, &["if", "then", "otherwise"]));
    let opens = clause.subject.is_empty() || one_of(clause.subject, &["please"]) || conditional;
    let tail = clause.tail.to_ascii_lowercase();
    let about_draft = [
        "as appropriate",
        "as applicable",
        "as you go",
        "before publi",
        "before submi",
        "before final",
        "once complete",
        "once read",
        "from your final",
        "from the final",
        "if not applicable",
        "if not required",
        "if not needed",
        "if not used",
        "where not applicable",
        "when complete",
    ];
    let this = [
        "this page",
        "this text",
        "this box",
        "this note",
        "this guidance",
        "this section",
        "this paragraph",
        "these instructions",
        "this template",
    ];
    let fits = about_draft.iter().any(|words| tail.contains(words))
        || this.iter().any(|words| tail.starts_with(words));
    (opens && fits && !ctx.quoted() && !ctx.inside_word()).then(|| {
        ctx.hit_as(
            Code::Instruction,
            ctx.range.start..ctx.range.end + ctx.tail_length(),
        )
    })?
}

/// Judges a whole line such as `Add links to sharing practice`.
pub fn add_line(ctx: &Context<'_>) -> Option<Hit> {
    const PIECES: &[&str] = &[
        "link",
        "links",
        "hyperlink",
        "diagram",
        "picture",
        "photo",
        "photos",
        "image",
        "graph",
        "chart",
        "screenshot",
        "infographic",
        "quote",
        "quotes",
        "case",
        "narrative",
        "wording",
        "paragraph",
        "text",
        "slide",
        "slides",
        "data",
        "detail",
        "details",
    ];
    let right = ctx.right();
    let alone = ctx.range.start == 0
        && right.len() == ctx.text.len() - ctx.range.end
        && !right.trim_end().ends_with('.')
        && words(right).count() <= 9;
    let piece = words(right)
        .find(|word| !one_of(word, &["a", "an", "the", "some", "more", "in"]))
        .is_some_and(|word| one_of(word, PIECES));
    let end = ctx.range.end + right.trim_end().len();
    (alone && piece && ctx.place == Place::Prose)
        .then(|| ctx.hit_as(Code::Instruction, ctx.range.start..end))?
}

/// Judges words about text marked in colour for the author to change.
pub fn colour(ctx: &Context<'_>) -> Option<Hit> {
    let right = ctx.right().to_ascii_lowercase();
    let order = [
        "will need",
        "to be ",
        "replace",
        "update",
        "complete",
        "amend",
        "reflect",
        "delete",
        "should be",
        "must be",
        "needs",
    ];
    let near = &right[..right.floor_char_boundary(right.len().min(90))];
    (order.iter().any(|word| near.contains(word)) && !ctx.quoted()).then(|| ctx.hit())?
}
