//! `to be completed` and its kin, and `TBC`.
//!
//! In capitals the phrase is a note to the author nearly anywhere. In small letters it is one only where it makes a clause
//! of its own (“Detail to be added”, “Leadership and governance to be confirmed.”); a verb, a date or “by” in the clause
//! makes it an ordinary future (“the works are to be completed by March 2018”).

use super::Place;
use super::context::{Clause, Context, Hit, is_capitals, one_of, words};
use super::lexicon::{CONTENT, OPEN, VERBS};
use super::rules::Code;

/// Words behind a phrase in capitals that make it a label or a commitment.
const COMMITTED: &[&str] = &["by", "in", "before", "during", "at", "within", "under", "through", "until", "as", "and"];

/// What is completed, provided or agreed in the ordinary course of things.
const UNDERTAKEN: &[&str] = &[
    "work",
    "works",
    "action",
    "actions",
    "task",
    "tasks",
    "scheme",
    "schemes",
    "project",
    "projects",
    "homes",
    "dwellings",
    "units",
    "form",
    "forms",
    "training",
    "items",
    "buildings",
    "phase",
    "questionnaire",
    "milestones",
    "is",
    "are",
    "was",
    "were",
    "must",
];

/// Verbs that, even in capitals, announce work as often as they mark a gap.
const WEAK: &[&str] = &[
    "provided",
    "agreed",
    "determined",
    "decided",
    "identified",
    "included",
    "reviewed",
    "approved",
    "supplied",
    "replaced",
    "appointed",
    "set",
    "allocated",
    "established",
    "developed",
    "defined",
    "attached",
    "scheduled",
    "expanded",
    "checked",
];

/// Ends of a clause that leave the phrase a note to the author.
const LATER: &[&str] =
    &["shortly", "soon", "later", "here", "once", "asap", "when", "following", "after", "prior", "still", "please", "tbc"];

/// Ends of a clause that say what the missing content is about.
const ABOUT: &[&str] = &["regarding", "re", "on", "about", "from", "around", "relating", "concerning"];

/// Judges `to be` and a participle.
pub fn to_be(ctx: &Context<'_>) -> Option<Hit> {
    if explains_initials(ctx) || (ctx.quoted() && !ctx.whole()) {
        return None;
    }
    let letters = ctx.matched().chars().filter(|c| c.is_alphabetic());
    let placeholder = if letters.clone().all(char::is_uppercase) { in_capitals(ctx) } else { in_small_letters(ctx) };
    placeholder.then(|| ctx.hit())?
}

/// `TBC: to be confirmed` in a list of abbreviations.
fn explains_initials(ctx: &Context<'_>) -> bool {
    let left = ctx.left().trim_end_matches([' ', ':', '=', '-', '–', '—', '(', '*', '_', '|', '\t', '“', '"']);
    let tail = left.char_indices().rev().nth(2).map_or("", |(at, _)| &left[at..]);
    one_of(tail, &["tbc", "tbd", "tba"]) && left.len() < ctx.left().len()
}

fn in_capitals(ctx: &Context<'_>) -> bool {
    let next = ctx.next_word();
    let previous = ctx.previous_word();
    if is_capitals(next) && one_of(next, COMMITTED) || is_capitals(previous) && one_of(previous, UNDERTAKEN) {
        return false;
    }
    if previous.eq_ignore_ascii_case("date") && ctx.place != Place::Prose && !ctx.matched().ends_with("CONFIRMED") {
        return false;
    }
    let weak = one_of(last(ctx.matched()), WEAK);
    !weak || !is_capitals(previous) || one_of(previous, CONTENT) || one_of(previous, OPEN)
}

fn in_small_letters(ctx: &Context<'_>) -> bool {
    let clause = ctx.clause();
    let verb = last(ctx.matched());
    let subject: Vec<&str> = words(clause.subject).collect();
    let content = names_one_of(&subject, CONTENT);
    tail_fits(&clause, content) && own_clause(&clause, ctx) && subject_fits(&subject, verb, content)
}

/// Whether what follows leaves the phrase at the end of its thought.
fn tail_fits(clause: &Clause<'_>, content: bool) -> bool {
    let tail = clause.tail.trim_end_matches(',');
    let mut following = words(tail);
    let Some(first) = following.next() else {
        return !tail.starts_with(',') || tail.len() == 1;
    };
    let dated =
        tail.chars().any(|c| c.is_ascii_digit()) || words(tail).any(|word| one_of(word, &["by", "before", "during", "until"]));
    let later = one_of(first, LATER) || tail.starts_with("in due course");
    let about = content && one_of(first, ABOUT) && words(tail).count() <= 8;
    let verbal = words(tail).any(|word| one_of(word, VERBS) && !one_of(word, &["for", "when"]));
    !tail.starts_with(',') && !dated && (later || about && !verbal)
}

/// Whether the clause is a statement of its own and not the middle of a sentence that the window cut.
fn own_clause(clause: &Clause<'_>, ctx: &Context<'_>) -> bool {
    let opens_small = clause.subject.starts_with(char::is_lowercase);
    let short = clause.subject.len() <= 90;
    let free = clause.opener != '\n' || !opens_small || ctx.place != Place::Prose || words(clause.subject).count() <= 3;
    short && free && !(matches!(clause.opener, '.' | '!' | '?') && opens_small)
}

fn subject_fits(subject: &[&str], verb: &str, content: bool) -> bool {
    if subject.is_empty() || subject.iter().all(|word| one_of(word, &["still", "yet", "all", "currently", "date", "dates"])) {
        return !one_of(verb, &["set", "developed", "reviewed", "checked"]);
    }
    if subject.len() > 10 || subject.iter().any(|word| one_of(word, VERBS)) {
        return false;
    }
    match verb {
        "confirmed" | "advised" | "announced" => !names_one_of(subject, &["minutes", "decisions", "appointment", "appointments"]),
        "determined" | "decided" | "agreed" | "finalised" | "finalized" | "defined" | "identified" | "clarified" | "arranged"
        | "appointed" | "nominated" | "scheduled" | "quantified" | "calculated" | "verified" => names_one_of(subject, OPEN),
        "developed" | "expanded" | "reviewed" | "checked" | "set" | "approved" | "allocated" | "established" | "costed" => false,
        _ => content,
    }
}

/// Whether the subject is about one of the listed things: at its head, or as its last word.
fn names_one_of(subject: &[&str], list: &[&str]) -> bool {
    subject.iter().take(3).chain(subject.last()).any(|word| word.split('/').any(|part| one_of(part, list)))
}

fn last(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}

/// Judges `TBC`, `TBD` and `TBA`.
pub fn tbc(ctx: &Context<'_>) -> Option<Hit> {
    let found = ctx.matched();
    let range =
        if found.contains('.') && ctx.after() == Some('.') { ctx.range.start..ctx.range.end + 1 } else { ctx.range.clone() };
    let spoken_of = ctx.inside_word() || ctx.in_address() || (ctx.declared)(found) || mentioned(ctx) || is_name(ctx);
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
    let right =
        ctx.right().trim_start_matches([' ', ':', '=', '-', '–', '—', '(', '|', '\t', '“', '"', '*', '_']).to_ascii_lowercase();
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
    (ctx.quoted() && !ctx.whole())
        || one_of(ctx.next_word(), THINGS)
        || explained.iter().any(|phrase| right.starts_with(phrase))
        || explained.iter().any(|phrase| left.trim_end_matches('(').trim_end().ends_with(phrase))
        || ["marked", "marked as", "shown as", "listed as", "recorded as", "the term", "the abbreviation"]
            .iter()
            .any(|words| left.ends_with(words))
}

/// The initials of a body: spelt out before them, or used as a name.
fn is_name(ctx: &Context<'_>) -> bool {
    let possessive = ctx.right().starts_with("'s") || ctx.right().starts_with("’s");
    let acts =
        one_of(ctx.next_word(), &["will", "has", "officers", "council", "councillors", "residents", "owns", "area", "the"]);
    let hyphened = ctx.after() == Some('-') && ctx.right()[1..].starts_with(char::is_alphanumeric);
    possessive || acts && is_capitals(ctx.matched()) || hyphened || spelt_out(ctx)
}

fn spelt_out(ctx: &Context<'_>) -> bool {
    let Some(left) = ctx.left().trim_end().strip_suffix('(') else {
        return false;
    };
    let initials: Vec<char> = words(left).filter_map(|word| word.chars().next()).collect();
    let wanted: Vec<char> = ctx.matched().chars().filter(|c| c.is_alphabetic()).collect();
    initials.ends_with(&wanted)
}
