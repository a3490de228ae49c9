//! Runs of X where a figure, a date, a name or a reference belongs: `XX patients`, `to xxx by xxx`,
//! `LCC/23/XXXX`, `Cllr XX`.
//!
//! A capital X is also a Roman ten, a chromosome, a variable, a letter of the alphabet and a name.
//! So a pair counts only beside something that a figure stands beside; a lone X is judged in
//! `amounts.rs`.

use super::Place;
use super::context::{Context, Hit, is_capitals, one_of, words};
use super::lexicon::{
    BEFORE_FIGURE, BODIES, GENETICS, MONTHS, NOT_FIGURES, NUMBERED, OPENERS, STYLES, UNITS,
};
use super::rules::Code;

/// A run longer than this is a bar drawn with the letter.
const LONGEST_RUN: usize = 8;

/// What may be written on to a figure without a blank.
pub const SUFFIXES: &[&str] = &[
    "m", "k", "bn", "mn", "kb", "mb", "gb", "pa", "pm", "th", "st", "nd", "rd", "km", "ha", "m2",
    "am", "p", "kwh", "mw", "kg",
];

/// The letters, digits and signs around a run of X that are one token with it.
pub struct Token<'a> {
    pub before: &'a str,
    pub after: &'a str,
}

impl<'a> Token<'a> {
    pub fn around(ctx: &Context<'a>) -> Self {
        let part = |c: char| c.is_alphanumeric() || "/,.£$€%-_@:<>~#+".contains(c);
        let left = ctx.left();
        let start = left
            .char_indices()
            .rev()
            .take_while(|&(_, c)| part(c))
            .last()
            .map_or(left.len(), |(at, _)| at);
        let right = ctx.right();
        let end = right.find(|c| !part(c)).unwrap_or(right.len());
        Token {
            before: left[start..].trim_start_matches([',', '.', ':']),
            after: right[..end].trim_end_matches([',', '.', ':', '>', '-']),
        }
    }

    fn is_address(&self) -> bool {
        self.before.contains("://")
            || self.before.contains("www.")
            || self.before.contains('@')
            || self.after.contains('@')
    }

    /// `www.xxxx.gov.uk`, `xxx@xxx.gov.uk`: a name in an address that is all X.
    fn stands_for_a_host(&self, length: usize) -> bool {
        let opens = self.before.is_empty()
            || self.before.ends_with("www.")
            || self.before.ends_with("//")
            || self.before.ends_with('@');
        length >= 3 && opens && self.after.starts_with(['.', '@'])
    }

    pub fn hit(&self, ctx: &Context<'_>) -> Option<Hit> {
        self.hit_as(ctx, ctx.code)
    }

    fn hit_as(&self, ctx: &Context<'_>, code: Code) -> Option<Hit> {
        let before = self.before.trim_start_matches(['<', '>', '~', '#', '-']);
        ctx.hit_as(
            code,
            ctx.range.start - before.len()..ctx.range.end + self.after.len(),
        )
    }
}

/// Judges two or more X in a row.
pub fn run(ctx: &Context<'_>) -> Option<Hit> {
    let token = Token::around(ctx);
    let length = ctx.matched().len();
    if token.is_address() {
        return token
            .stands_for_a_host(length)
            .then(|| token.hit_as(ctx, Code::Insert))?;
    }
    let line = length > 2 && ctx.matched().starts_with('x') && ctx.whole();
    if length > LONGEST_RUN && !line
        || ctx.quoted() && !ctx.whole() && !alone_in_quotes(ctx)
        || beside_a_format(ctx)
    {
        return None;
    }
    let figure = match (token.before.is_empty(), token.after.is_empty()) {
        (true, true) => standing_alone(ctx, length),
        _ => joined(&token, ctx, length)?,
    };
    figure.then(|| token.hit(ctx))?
}

/// `Plan owner: “XXXX”`: the quotation is nothing but the gap.
fn alone_in_quotes(ctx: &Context<'_>) -> bool {
    matches!(
        (ctx.before(), ctx.after()),
        (Some('“'), Some('”')) | (Some('‘'), Some('’')) | (Some('"'), Some('"'))
    ) && ctx
        .left()
        .trim_end_matches(['“', '‘', '"', ' '])
        .ends_with(':')
}

/// A worked template, which shows its reader the form of a date too.
fn beside_a_format(ctx: &Context<'_>) -> bool {
    let shows = |text: &str| {
        text.contains("MM/YYYY") || words(text).any(|word| one_of(word, &["format", "formats"]))
    };
    shows(ctx.left()) || shows(ctx.right())
}

/// A run that is part of a longer token. `None` where the token is a word, a version or a name.
fn joined(token: &Token<'_>, ctx: &Context<'_>, length: usize) -> Option<bool> {
    let before = token.before.chars().next_back();
    let after = token.after.chars().next();
    let suffix = token
        .after
        .split(['/', '-'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let unit = one_of(&suffix, SUFFIXES);
    if before.is_some_and(char::is_alphabetic)
        || after.is_some_and(char::is_alphabetic) && !unit
        || token.before == "/"
    {
        return None;
    }
    if not_figures(ctx)
        || token.after.starts_with("/XY")
        || token.after.starts_with("/Y") && token.before.is_empty()
    {
        return None;
    }
    let numeric = |part: &str| {
        part.chars()
            .any(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x'))
    };
    let left = match before {
        None | Some('£' | '$' | '€' | '<' | '>' | '~' | '#' | ':' | '+') => true,
        Some('0'..='9') => {
            matches!(token.before, "20" | "19")
                || token.before.ends_with("/20")
                || length >= 3
                || after == Some('%')
                || after == Some(',')
        }
        Some('.') => !token.before.starts_with(['v', 'V']) && numeric(token.before),
        Some('/' | '-' | '_') => numeric(token.before) || is_capitals(token.before),
        Some(',') => numeric(token.before),
        _ => false,
    };
    let right = match after {
        None => token.before.is_empty() || left,
        Some('%' | '+' | ':') => true,
        Some(',') => numeric(&token.after[1..]),
        Some('.') => {
            token.after[1..].starts_with(|c: char| c.is_ascii_digit() || c == 'X' || c == 'x')
        }
        Some('/' | '-') => {
            numeric(token.after)
                || !token.before.is_empty()
                || after == Some('/') && standing_in_line(ctx)
        }
        Some(_) => unit || !token.before.is_empty(),
    };
    Some(left && right)
}

/// A rate such as `XX/day`, not a Roman number beside another.
fn standing_in_line(ctx: &Context<'_>) -> bool {
    ctx.right()[1..].starts_with(char::is_lowercase)
}

/// A run with blanks or punctuation on both sides.
fn standing_alone(ctx: &Context<'_>, length: usize) -> bool {
    let previous = ctx.previous_word();
    let next = ctx.next_word();
    if not_figures(ctx)
        || is_kiss(ctx, previous)
        || ctx.place == Place::Heading && ctx.whole() && length < 4
    {
        return false;
    }
    let clause = ctx.clause();
    let small = ctx.matched().starts_with('x');
    // Most languages number centuries, chapters and kings so, and their words are not known here.
    if !ctx.language.is_english() && !small && length <= 3 {
        return ctx.whole()
            || clause.bracketed()
            || ctx.left().trim_end().ends_with(['£', '€', '$', ':', '=']);
    }
    let counted = one_of(next, UNITS)
        || one_of(next, MONTHS)
        || next.starts_with(char::is_lowercase) && next.ends_with('s') && !small && next.len() > 3;
    let dated = one_of(previous, MONTHS);
    let numbered = one_of(previous, NUMBERED);
    let led = one_of(previous, BEFORE_FIGURE) || one_of(previous, OPENERS);
    let followed =
        !next.starts_with(char::is_uppercase) || previous.starts_with(char::is_lowercase);
    let labelled = ctx
        .left()
        .trim_end()
        .ends_with([':', '=', '£', '€', '$', '|']);
    let named = one_of(previous, STYLES)
        || one_of(next, BODIES)
        || next.starts_with("s ")
        || length == 3 && is_capitals(next);
    length >= 4
        || (length == 3 && small)
        || named
        || ctx.whole()
        || clause.bracketed()
        || counted
        || dated
        || labelled
        || numbered
        || led && followed
}

/// Chromosomes, centuries, sizes.
fn not_figures(ctx: &Context<'_>) -> bool {
    let near = |text: &str| words(text).take(3).any(|word| one_of(word, NOT_FIGURES));
    let genetic = |text: &str| words(text).any(|word| one_of(word, GENETICS));
    let right = ctx.right();
    genetic(ctx.left())
        || genetic(right)
        || near(&right[..right.floor_char_boundary(right.len().min(40))])
        || one_of(ctx.previous_word(), NOT_FIGURES)
        || is_roman(ctx)
}

/// A name or a part that carries a Roman number: `Louis XX`, `Article XX`.
fn is_roman(ctx: &Context<'_>) -> bool {
    const PARTS: &[&str] = &[
        "article",
        "chapter",
        "part",
        "schedule",
        "title",
        "volume",
        "vol",
        "book",
        "division",
        "class",
        "type",
        "act",
        "group",
        "pope",
        "king",
        "bowl",
        "directive",
    ];
    let short = ctx.matched().starts_with('X') && ctx.matched().len() <= 3;
    let previous = ctx.previous_word();
    short
        && (one_of(previous, PARTS)
            || among_romans(ctx)
            || one_of(previous, NUMBERED) && super::numbered::cites_another(ctx, previous))
}

/// `XX and XXI`, `XIX or XX`: another Roman number stands beside this one.
fn among_romans(ctx: &Context<'_>) -> bool {
    let roman = |word: &str| {
        is_capitals(word) && word.chars().all(|c| "IVXLC".contains(c)) && word.contains(['I', 'V'])
    };
    let beside = |all: Vec<&str>| matches!(all.as_slice(), [joint, word] if one_of(joint, &["and", "to", "or"]) && roman(word));
    let mut before: Vec<&str> = words(ctx.left()).collect();
    before.reverse();
    before.truncate(2);
    beside(words(ctx.right()).take(2).collect()) || beside(before)
}

/// `Thank you xx` at the end of a message.
fn is_kiss(ctx: &Context<'_>, previous: &str) -> bool {
    ctx.left().trim_end().ends_with(['!', '.'])
        && ctx.matched().starts_with('x')
        && ctx.next_word().is_empty()
        || one_of(previous, &["thanks", "love", "you", "regards", "wishes"])
}
