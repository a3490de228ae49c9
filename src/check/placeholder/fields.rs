//! Fields of a template that nobody filled in: `[insert name]`, `[day/month/year]`,
//! `<organisation>`, `{{date}}`, `NHS [ ] GROUP`.
//!
//! Brackets also hold references, editors' words in quotations and abbreviations, so what stands in
//! them is judged by what it says (`bracketed.rs`).

use super::Place;
use super::bracketed;
use super::context::{Context, Hit, is_capitals, one_of, words};
use super::lexicon::{BEFORE_FIGURE, CONTENT, FIELDS, FORMS, KEYS, NUMBERED, PRONOUNS, UNITS};
use super::rules::Code;

/// The most that one field holds, in bytes.
const LONGEST: usize = 160;

/// What stands in the bracket that opens at the match, and where it closes.
fn contents<'a>(ctx: &Context<'a>, opening: char, closing: char) -> Option<(&'a str, usize)> {
    let start = ctx.range.start + opening.len_utf8();
    let end = ctx
        .text
        .floor_char_boundary((start + LONGEST).min(ctx.text.len()));
    let inner = &ctx.text[start..end];
    let close = inner.find([opening, closing])?;
    inner[close..]
        .starts_with(closing)
        .then(|| (&inner[..close], start + close + closing.len_utf8()))
}

/// Judges a square bracket.
pub fn square(ctx: &Context<'_>) -> Option<Hit> {
    let (inner, end) = contents(ctx, '[', ']')?;
    let after = ctx.text[end..].chars().next();
    let linked = ctx
        .before()
        .is_some_and(|c| c.is_alphanumeric() || "]!#".contains(c))
        || matches!(after, Some('[' | '('))
        || after == Some(':') && ctx.range.start == 0;
    let range = ctx.range.start..end;
    if linked {
        return None;
    }
    if inner.trim().is_empty() || inner.trim().chars().all(|c| "●•".contains(c)) {
        return gap(ctx, inner, after).then(|| {
            ctx.hit_as(
                if money_before(ctx) {
                    Code::MissingFigure
                } else {
                    Code::Insert
                },
                range,
            )
        })?;
    }
    if money_before(ctx) && inner.trim().chars().all(|c| "Xx#?.,0".contains(c)) {
        return ctx.hit_as(Code::MissingFigure, range);
    }
    if is_dotted(inner) {
        return ctx.hit_as(Code::Insert, range);
    }
    if x_only(inner) && (inner.trim().len() > 1 || counts(ctx, end)) {
        return (!ctx.quoted()).then(|| ctx.hit_as(Code::MissingFigure, range))?;
    }
    let quoted = ctx.quoted();
    if inner.trim_end().ends_with('?') && !quoted {
        return ctx.hit_as(Code::Question, range);
    }
    if shown_as_form(ctx) {
        return None;
    }
    let code = bracketed::judge(inner, quoted)
        .or_else(|| noun_missing(ctx, inner, end, quoted))
        .or_else(|| weighed(inner, quoted))
        .or_else(|| stub_line(ctx, inner, end, quoted).then_some(Code::Insert))?;
    ctx.hit_as(code, range)
}

/// `[…………]`: more dots than an omission has.
fn is_dotted(inner: &str) -> bool {
    let dots: usize = inner
        .chars()
        .map(|c| if c == '…' { 3 } else { usize::from(c == '.') })
        .sum();
    dots >= 5 && inner.chars().all(|c| matches!(c, '…' | '.' | ' '))
}

/// `[x]`, `[XX]`, `[X.X]`, `[Y]`: a mark for a figure and nothing else.
fn x_only(inner: &str) -> bool {
    let inner = inner.trim();
    let marks = !inner.is_empty()
        && inner.chars().all(|c| "Xx.,%".contains(c))
        && inner.contains(['X', 'x']);
    marks || matches!(inner, "Y" | "Z" | "N" | "n" | "nn" | "NN" | "#" | "##")
}

/// Whether a bracket stands where a figure stands in a sentence: it is not the box of a task or a
/// form.
fn counts(ctx: &Context<'_>, end: usize) -> bool {
    let rest = &ctx.text[end..];
    let next = super::context::first_word(&rest[..rest.floor_char_boundary(rest.len().min(40))]);
    let previous = ctx.previous_word();
    let led = one_of(previous, BEFORE_FIGURE)
        || one_of(previous, NUMBERED)
        || one_of(previous, &["annex", "figure", "table"]);
    one_of(next, UNITS)
        || rest.starts_with('%')
        || led && !one_of(previous, &["no", "q", "and", "or", "is"])
}

/// Whether the text shows its reader the wording of a form or a letter, in quotation marks.
fn shown_as_form(ctx: &Context<'_>) -> bool {
    let left = ctx.left();
    let open = left.rfind(['“', '‘', '"']);
    ctx.quoted() && open.is_some_and(|open| words(&left[..open]).any(|word| one_of(word, FORMS)))
}

fn money_before(ctx: &Context<'_>) -> bool {
    ctx.left().trim_end().ends_with(['£', '€', '$'])
}

/// An empty bracket in a sentence, not the box of a task or a tick.
fn gap(ctx: &Context<'_>, inner: &str, after: Option<char>) -> bool {
    let ticked = |word: &str| one_of(word, &["yes", "no", "n/a", "tick", "male", "female"]);
    let next = ctx.text[ctx.range.start..]
        .split_once(']')
        .map_or("", |(_, rest)| rest);
    let ticks = ticked(ctx.previous_word())
        || ticked(super::context::first_word(
            &next[..next.floor_char_boundary(next.len().min(20))],
        ));
    let in_text = ctx.left().chars().any(char::is_alphanumeric) && !ctx.clause_opens_line();
    let bullet = !inner.trim().is_empty();
    let spaced = ctx
        .before()
        .is_none_or(|c| c.is_whitespace() || "(£€$/".contains(c))
        && (!inner.is_empty() || after.is_some_and(|c| c.is_whitespace() || c == ')'));
    bullet || in_text && !ticks && spaced
}

/// `[this bit is repeated on page 4]`.
fn weighed(inner: &str, quoted: bool) -> Option<Code> {
    (!quoted && !bracketed::open_phrase(inner))
        .then(|| super::scoring::note(inner, Place::Prose))?
}

/// `The plan covers [area].`: a noun in small letters where the sentence has none beside it.
fn noun_missing(ctx: &Context<'_>, inner: &str, end: usize, quoted: bool) -> Option<Code> {
    const LEADING: &[&str] = &[
        "the", "a", "an", "our", "each", "every", "per", "as", "covers", "cover", "this", "these",
        "no",
    ];
    let letters = inner
        .chars()
        .all(|c| c.is_ascii_lowercase() || c == '-' || c == ' ');
    let noun = inner.len() > 3 && letters && words(inner).count() <= 3;
    let said =
        inner.ends_with("ly") || bracketed::editorial(inner) || bracketed::open_phrase(inner);
    let pronoun = words(inner).any(|word| one_of(word, PRONOUNS));
    let previous = ctx.previous_word();
    let linking = one_of(previous, &["is", "are", "was", "were", "and", "or"]);
    let led = one_of(previous, LEADING) || one_of(previous, BEFORE_FIGURE) && !linking;
    let free = ctx.text[end..]
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || ".,;:)".contains(c));
    (noun && !said && !pronoun && led && free && !quoted && ctx.place == Place::Prose)
        .then_some(Code::Insert)
}

/// A line that is nothing but a phrase in brackets.
fn stub_line(ctx: &Context<'_>, inner: &str, end: usize, quoted: bool) -> bool {
    let bare = |text: &str| text.chars().all(super::context::is_decoration);
    let count = words(inner).count();
    let sentence = inner.trim_end().ends_with('.');
    let plain = inner
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '\n' | '-' | '\'' | '’' | '.' | '/'));
    let small = words(inner)
        .skip(1)
        .filter(|word| word.starts_with(char::is_lowercase))
        .count()
        >= 6;
    bare(ctx.left())
        && ctx.text.len() - end < 80
        && bare(&ctx.text[end..])
        && (2..=if sentence || small { 16 } else { 8 }).contains(&count)
        && plain
        && !quoted
        && !bracketed::editorial(inner)
        && !bracketed::credits(inner)
        && !bracketed::open_phrase(inner)
}

/// Names of HTML elements that read like fields.
const ELEMENTS: &[&str] = &[
    "address", "time", "title", "details", "figure", "summary", "text", "link", "picture", "image",
    "caption", "section", "video", "data",
];

/// Judges an angle bracket.
pub fn angle(ctx: &Context<'_>) -> Option<Hit> {
    let (inner, end) = contents(ctx, '<', '>')?;
    let element = one_of(inner.trim_end_matches('/').trim(), ELEMENTS)
        || inner.contains(['=', '{', '&', '@'])
        || ctx
            .before()
            .is_some_and(|c| c.is_alphanumeric() || "'?\\/_".contains(c));
    let plain = !inner.starts_with(' ')
        && !inner.ends_with(' ')
        && inner
            .chars()
            .all(|c| c.is_alphabetic() || " -/'’".contains(c));
    let key = one_of(inner, KEYS)
        || inner.len() < 3
        || !inner.contains(' ')
            && inner.chars().skip(1).any(char::is_uppercase)
            && inner.chars().any(char::is_lowercase);
    let words_only = plain && !key && (1..=8).contains(&words(inner).count()) && !ctx.quoted();
    let code = bracketed::judge(inner, false)
        .or_else(|| (words_only && !bracketed::open_phrase(inner)).then_some(Code::Insert));
    (!element)
        .then_some(code)?
        .and_then(|code| ctx.hit_as(code, ctx.range.start..end))
}

/// Judges `(insert …)`, `(name of …)`.
pub fn round(ctx: &Context<'_>) -> Option<Hit> {
    let (inner, end) = contents(ctx, '(', ')')?;
    let lower = inner.trim().to_ascii_lowercase();
    let bare = lower.strip_prefix("please ").unwrap_or(&lower);
    let rest: Vec<&str> = words(bare).skip(1).collect();
    let digits = inner.chars().any(|c| c.is_ascii_digit());
    let asks = rest
        .iter()
        .any(|word| one_of(word, FIELDS) || one_of(word, CONTENT) || *word == "here");
    let previous = ctx.previous_word();
    let gap = one_of(previous, BEFORE_FIGURE)
        || one_of(
            previous,
            &["the", "ensure", "achieve", "a", "as", "covering"],
        );
    let fits = match words(bare).next().unwrap_or("") {
        "statement" | "description" | "summary" | "number" | "reason" | "reasons" | "what"
        | "which" => gap && !digits && rest.len() <= 8,
        "insert" => !digits || asks,
        "enter" => asks,
        "fill" => rest
            .iter()
            .take(3)
            .any(|word| one_of(word, &["in", "me", "out", "here"])),
        _ => !digits && rest.len() <= 7,
    };
    (fits && !ctx.quoted()).then(|| ctx.hit_as(Code::Insert, ctx.range.start..end))?
}

/// Judges `Insert …` without brackets: an order to the author where it opens a clause and asks for
/// content.
pub fn bare(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let opens = clause.subject.is_empty() || one_of(clause.subject, &["please"]);
    let asks = words(clause.tail)
        .take(5)
        .any(|word| one_of(word, FIELDS) || one_of(word, CONTENT) || one_of(word, &["here", "xx"]));
    let capitals = is_capitals(ctx.matched())
        && is_capitals(ctx.next_word())
        && !is_capitals(ctx.previous_word());
    let small = ctx.matched() == "insert" && clause.subject.is_empty();
    let line = clause.opener == '\n' && clause.closer == '\n';
    let left_in = small && line && words(clause.tail).count() <= 5 && ctx.range.start < 3;
    let imperative = !small || line;
    let end = ctx.range.end + ctx.tail_length();
    (!ctx.quoted() && !ctx.inside_word() && (opens && asks && imperative || left_in || capitals))
        .then(|| ctx.hit_as(Code::Insert, ctx.range.start..end))?
}

/// Judges `Your text here`.
pub fn here(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let asked = |word: &str| {
        one_of(
            word,
            &[
                "insert",
                "your",
                "enter",
                "add",
                "put",
                "type",
                "a",
                "paste",
                "place",
                "include",
                "alt",
                "body",
                "some",
                "more",
                "alternative",
            ],
        ) || one_of(word, FIELDS)
    };
    let fits = clause.tail.is_empty()
        && words(clause.subject).count() <= 4
        && words(clause.subject).all(asked);
    let clicked = one_of(
        ctx.matched().split_whitespace().next().unwrap_or(""),
        &["link", "details"],
    ) && clause.subject.is_empty()
        && !ctx.whole();
    (fits && !clicked && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `{insert …}`, `{name}`: as in square brackets, but `{{NAME}}` and `{% … %}` belong to a
/// template.
pub fn brace(ctx: &Context<'_>) -> Option<Hit> {
    let (inner, end) = contents_of_brace(ctx)?;
    // `{{date}}` and `{{Name or Role}}` are fields that a mail merge did not fill; `{{#if}}` and
    // `{{> part}}` belong to a program.
    if let Some(name) = inner.strip_prefix('{') {
        let field = ctx.text[end..].starts_with('}')
            && name.trim().starts_with(char::is_alphabetic)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || " /_.-".contains(c));
        return (field && !ctx.quoted())
            .then(|| ctx.hit_as(Code::Insert, ctx.range.start..end + 1))?;
    }
    if ctx.before() == Some('$') && bracketed::is_named_field(inner) && !ctx.quoted() {
        return ctx.hit_as(Code::Insert, ctx.range.start - 1..end);
    }
    let program = ctx
        .before()
        .is_some_and(|c| "{$#\\".contains(c) || c.is_alphanumeric())
        || inner.starts_with(['%', '{', '#', '.', ':'])
        || inner.contains(['.', '=', '_']);
    if program || ctx.quoted() {
        return None;
    }
    bracketed::judge(inner, false).and_then(|code| ctx.hit_as(code, ctx.range.start..end))
}

/// As `contents`, but a brace may hold another at its start.
fn contents_of_brace<'a>(ctx: &Context<'a>) -> Option<(&'a str, usize)> {
    let start = ctx.range.start + 1;
    let inner = &ctx.text[start
        ..ctx
            .text
            .floor_char_boundary((start + LONGEST).min(ctx.text.len()))];
    let close = inner.find('}')?;
    let held = inner[..close].strip_prefix('{').unwrap_or(&inner[..close]);
    (!held.contains('{')).then(|| (&inner[..close], start + close + 1))
}

/// Judges a merge field of a word processor, `«FirstName»`; where a language quotes so, only one
/// that is no word.
pub fn merge(ctx: &Context<'_>) -> Option<Hit> {
    let name = ctx.matched().trim_matches(['«', '»', ' ', '\u{a0}']);
    let humps = name.chars().skip(1).any(char::is_uppercase)
        && name.contains(char::is_lowercase)
        && !name.contains(' ');
    let identifier = name.contains('_') || humps;
    let known = bracketed::is_named_field(name) && !ctx.language.quotes_with_guillemets();
    (identifier || known).then(|| ctx.hit())?
}

impl Context<'_> {
    /// Whether only marks stand between the start of the line and the match.
    fn clause_opens_line(&self) -> bool {
        self.left()
            .rsplit('\n')
            .next()
            .is_some_and(|line| !line.chars().any(char::is_alphanumeric))
            && self.left().trim().is_empty()
    }
}
