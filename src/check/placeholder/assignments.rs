//! Notes that name a colleague: `(Finance to confirm)`, `PH to provide`, `[SJ – is this right?]`,
//! `@Sarah please check`.
//!
//! A plan is full of people who are to do things. In a note the verb lacks its object, or the
//! object is the text itself.

use super::Place;
use super::context::{Context, Hit, in_word, is_capitals, one_of, words};
use super::lexicon::{CONTENT, EDITS, TEAMS};
use super::rules::Code;

/// The most that one note in brackets holds, in bytes.
const LONGEST: usize = 120;

/// What stands between the match and the bracket that closes behind it, and where that is.
pub fn rest_of_bracket<'a>(ctx: &Context<'a>) -> Option<(&'a str, usize)> {
    let right = ctx.right();
    let right = &right[..right.floor_char_boundary(right.len().min(LONGEST))];
    let close = right.find(['(', ')', '['])?;
    right[close..]
        .starts_with(')')
        .then(|| (&right[..close], ctx.range.end + close + 1))
}

/// Judges `to confirm` and its like behind a name.
pub fn assigned(ctx: &Context<'_>) -> Option<Hit> {
    in_bracket(ctx)
        .or_else(|| in_line(ctx))
        .or_else(|| super::author_notes::dangling(ctx))
        .or_else(|| super::author_notes::asking(ctx))
}

/// `(Finance to confirm)`: a name opens the bracket, the order ends it.
fn in_bracket(ctx: &Context<'_>) -> Option<Hit> {
    let (rest, end) = rest_of_bracket(ctx)?;
    let open = ctx.left().rfind(['(', ')', '\n'])?;
    let who = ctx.left()[open..].strip_prefix('(')?.trim();
    let named = (1..=3).contains(&words(who).count())
        && words(who).all(|word| word.starts_with(char::is_uppercase));
    let start = ctx.range.start - (ctx.left().len() - open);
    (named && words(rest).count() <= 4 && !ctx.quoted())
        .then(|| ctx.hit_as(Code::Instruction, start..end))?
}

/// `PH to provide`, `– Jo to write`, `Action: Claire to send final numbers`: all there is of a
/// clause.
fn in_line(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let who: Vec<&str> = words(clause.subject).collect();
    let capitalised =
        (1..=3).contains(&who.len()) && who.iter().all(|word| word.starts_with(char::is_uppercase));
    let initials = who.len() == 1 && is_capitals(who[0]) && who[0].len() <= 4;
    let team = who.iter().any(|word| one_of(word, TEAMS));
    let behind = matches!(clause.opener, '-' | ':' | ';') && who.len() <= 2;
    let known = initials || team || behind;
    let common = one_of(
        ctx.matched().rsplit(' ').next().unwrap_or(""),
        &["complete", "review", "update", "insert", "draft"],
    );
    let object: Vec<&str> = words(clause.tail).collect();
    let none = object.is_empty() && (!common || initials && clause.opener != '\n' || team);
    let of_text = matches!(object.as_slice(), [first, rest @ ..]
        if one_of(first, &["this", "these", "final", "latest", "updated", "revised", "correct", "missing", "exact", "up-to-date", "wording"]) && rest.len() <= 2
            && (rest.is_empty() || rest.iter().any(|word| one_of(word, CONTENT))));
    let start =
        ctx.range.start - (ctx.left().len() - super::context::offset(ctx.left(), clause.subject));
    let fits = capitalised
        && known
        && (none || of_text)
        && ctx.place != Place::Heading
        && !ctx.quoted()
        && clause.closer != '?';
    fits.then(|| ctx.hit_as(Code::Instruction, start..ctx.with_tail().end))?
}

/// Judges `(SJ: is this right?)` and `(JB – check)`: initials open the bracket, and the words
/// behind them order or ask.
pub fn remark(ctx: &Context<'_>) -> Option<Hit> {
    let (rest, end) = rest_of_bracket(ctx)?;
    (orders(rest) && !ctx.quoted()).then(|| ctx.hit_as(Code::Instruction, ctx.range.start..end))?
}

/// Judges any other bracket that holds a note: `(old figure, update)`.
pub fn parenthesis(ctx: &Context<'_>) -> Option<Hit> {
    let (rest, end) = rest_of_bracket(ctx)?;
    let code = super::scoring::note(rest, Place::Prose)?;
    (!ctx.quoted()).then(|| ctx.hit_as(code, ctx.range.start..end))?
}

/// Whether words behind somebody's initials order or ask.
pub fn orders(rest: &str) -> bool {
    let all: Vec<&str> = words(rest).collect();
    let ordered = all
        .iter()
        .take(3)
        .any(|word| one_of(word, EDITS) || one_of(word, &["please", "needs", "need", "ask"]));
    (ordered || rest.trim_end().ends_with('?')) && all.len() <= 14
}

/// Judges `@Sarah please check`: a mention, and an order behind it.
pub fn mention(ctx: &Context<'_>) -> Option<Hit> {
    let next = ctx.next_word();
    let second = words(ctx.right()).nth(1).unwrap_or("");
    let asked = one_of(next, &["please", "can", "could", "is", "are", "do", "any"])
        || one_of(next, EDITS)
        || next == "to" && one_of(second, EDITS);
    let free = ctx
        .before()
        .is_none_or(|c| !in_word(c) && c != '.' && c != '_')
        && !matches!(ctx.after(), Some('.' | '_'));
    (free && asked && !ctx.quoted()).then(|| ctx.hit_as(Code::Instruction, ctx.with_tail()))?
}

/// Judges `Please can finance check …`: a request to somebody who is not the reader.
pub fn request(ctx: &Context<'_>) -> Option<Hit> {
    let asked: Vec<&str> = words(ctx.clause().tail).take(4).collect();
    let reader = asked
        .first()
        .is_none_or(|word| one_of(word, &["you", "we", "i"]));
    let fits = ctx.opens_clause() && !reader && asked.iter().any(|word| one_of(word, EDITS));
    (fits && !ctx.quoted()).then(|| ctx.hit_as(Code::Instruction, ctx.with_tail()))?
}

/// Judges `chase BI`, and `(… ask Ruth)` in brackets: a colleague's name behind the order.
pub fn chase(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let named = ctx.next_word().starts_with(char::is_uppercase) && words(clause.tail).count() <= 5;
    // Chase is a surname's neighbour too: `(Chase Tingley)`.
    let a_name = ctx.matched() == "Chase"
        && words(clause.tail).count() == 1
        && !is_capitals(ctx.next_word())
        && clause.opener != '-';
    let aside = !ctx.matched().eq_ignore_ascii_case("ask") || matches!(clause.closer, ')' | ']');
    (ctx.opens_clause()
        && named
        && aside
        && !a_name
        && ctx.place != Place::Heading
        && !ctx.quoted())
    .then(|| ctx.hit_as(Code::Instruction, ctx.with_tail()))?
}
