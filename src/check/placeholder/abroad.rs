//! Text in another language than English: which of the English wordings count in it.
//!
//! Drafts of bilingual bodies mix the languages, so every rule is tried on every text. In comes
//! what a judge found in a text of another language; out comes whether it stands. A mark such as
//! `TBC`, an empty field and an English phrase are gaps wherever they stand; what would be an
//! honest word of that language (`todo` in Spanish, `data` in Polish) makes no phrase English.

use super::bracketed;
use super::context::{Context, Hit, is_capitals, one_of, words};
use super::language::{COPULAS, GRAMMAR, Language, OF_DRAFTS, OPENINGS};
use super::lexicon::{CONTENT, EDITS, FIELD_VERBS, OPEN, PARTS, TEAMS, VERBS};
use super::rules::Code;

/// Whether what was found counts in this language.
pub fn counts(ctx: &Context<'_>, hit: &Hit) -> bool {
    let found = &ctx.text[hit.range.clone()];
    match hit.code {
        Code::MissingFigure | Code::FigureX | Code::Filler => true,
        Code::Tbc | Code::Todo => is_mark(ctx, found),
        Code::Question if ctx.matched().starts_with('?') => asks_by_itself(ctx),
        Code::Insert if !found.starts_with(char::is_alphabetic) => is_field(ctx.language, found),
        _ => reads_english(ctx.language, found) || reads_english(ctx.language, clause(ctx)),
    }
}

/// Whether words of another language hold an English phrase, which no judge of English sentences
/// understands there: `Das Budget ist to be confirmed`.
pub fn is_bare_phrase(ctx: &Context<'_>) -> bool {
    let found = ctx.matched().to_ascii_lowercase();
    let clause = ctx.clause();
    let english =
        |text: &str| words(text).any(|word| in_vocabulary(word) && !ctx.language.has_word(word));
    let opens = OPENINGS.iter().any(|opening| found.starts_with(opening))
        && words(&found).all(in_vocabulary);
    opens && !ctx.quoted() && !english(clause.subject) && !english(clause.tail)
}

/// Whether a text reads as English: half of its words and at least two are of the vocabulary of
/// drafts, and one of these is no word of the text's own language and more than the name of a part.
pub fn reads_english(language: Language<'_>, text: &str) -> bool {
    let all = words(text)
        .flat_map(|word| word.split(['/', '-']))
        .filter(|word| word.starts_with(char::is_alphabetic));
    let (mut count, mut known, mut telling) = (0, 0, false);
    for word in all {
        count += 1;
        known += usize::from(in_vocabulary(word));
        telling |= TELLING.iter().any(|list| one_of(word, list)) && !language.has_word(word);
    }
    known >= 2 && known * 2 >= count && telling
}

/// The words that say something, as against the names of what is missing, which many languages
/// share.
const TELLING: [&[&str]; 5] = [GRAMMAR, OF_DRAFTS, VERBS, EDITS, FIELD_VERBS];

/// Whether a word is of the English vocabulary of drafts.
fn in_vocabulary(word: &str) -> bool {
    TELLING
        .iter()
        .chain(&[CONTENT, OPEN, PARTS, TEAMS])
        .any(|list| one_of(word, list))
}

/// `TBC` and `TODO`: where they are a word of the language (tuberculosis, “all”) only as a mark
/// stands, by themselves, or `TBC` as the last word behind a noun or a form of “to be”: `Das Budget
/// ist TBC`, but `Verdacht auf TBC`.
fn is_mark(ctx: &Context<'_>, found: &str) -> bool {
    if !ctx.language.has_mark(found) {
        return true;
    }
    let clause = ctx.clause();
    let previous = ctx.previous_word();
    let said = previous.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || one_of(previous, COPULAS);
    let last =
        clause.tail.is_empty() && (clause.subject.is_empty() || said && ctx.code == Code::Tbc);
    last && (ctx.code == Code::Tbc || is_capitals(found)) && ctx.place != super::Place::Heading
}

/// A question mark that no language wants: all there is, in brackets, doubled, or at the head of a
/// text.
fn asks_by_itself(ctx: &Context<'_>) -> bool {
    let bracketed = matches!(
        (ctx.before(), ctx.after()),
        (Some('('), Some(')')) | (Some('['), Some(']'))
    );
    let opens = ctx.left().chars().all(super::context::is_decoration)
        && ctx.range.start < super::context::WINDOW;
    ctx.whole() || bracketed || opens || ctx.matched().len() > 1
}

/// A field of a mail merge, or one without words, with an English name, or with an English order.
fn is_field(language: Language<'_>, found: &str) -> bool {
    let inner = found.trim_matches(|c: char| !c.is_alphanumeric());
    let wordless = !inner.chars().any(char::is_lowercase)
        && words(inner).all(|word| word.chars().all(|c| "Xx0123456789".contains(c)));
    let merged = found.starts_with("{{") || found.starts_with(['«', '$']);
    merged || wordless || bracketed::is_named_field(inner) || reads_english(language, inner)
}

/// The words around a match, up to the ends of its clause.
fn clause<'a>(ctx: &Context<'a>) -> &'a str {
    let clause = ctx.clause();
    let start = super::context::offset(ctx.text, clause.subject);
    &ctx.text[start.min(ctx.range.start)..ctx.range.end + ctx.tail_length()]
}
