//! `to be completed` and its kin.
//!
//! In capitals the phrase is a note to the author nearly anywhere. In small letters it is one only
//! where it makes a clause of its own (“Detail to be added”, “Leadership and governance to be
//! confirmed.”), where it stands in brackets, or where a part of the document is its subject
//! (“Section 4 is still to be drafted”); a verb, a date or a person with an article in the clause
//! makes it an ordinary future (“the works are to be completed by March 2018”).

use super::Place;
use super::clause::Clause;
use super::context::{Context, Hit, is_capitals, one_of, words};
use super::dates::{commits, names_a_time};
use super::lexicon::{
    BEFORE_IT_IS_OUT, CONTENT, FORM_FILLERS, LATER, OPEN, PARTS, TEAMS, UNDERTAKEN, VERBS, WEAK,
    WRITING,
};
use super::rules::Code;

/// Words behind a phrase in capitals that make it a label or a commitment.
const COMMITTED: &[&str] = &[
    "in", "before", "during", "at", "within", "under", "through", "until", "as", "and",
];

/// Ends of a clause that say what the missing content is about.
const ABOUT: &[&str] = &[
    "regarding",
    "re",
    "on",
    "about",
    "from",
    "around",
    "relating",
    "concerning",
];

/// Judges `to be` and a participle.
pub fn to_be(ctx: &Context<'_>) -> Option<Hit> {
    if explains_initials(ctx) || (ctx.quoted() && !ctx.whole()) {
        return None;
    }
    let letters = ctx.matched().chars().filter(|c| c.is_alphabetic());
    let placeholder = if letters.clone().all(char::is_uppercase) {
        in_capitals(ctx)
    } else {
        in_small_letters(ctx)
    };
    placeholder.then(|| ctx.hit())?
}

/// `TBC: to be confirmed` in a list of abbreviations.
fn explains_initials(ctx: &Context<'_>) -> bool {
    let left = ctx.left().trim_end_matches([
        ' ', ':', '=', '-', '–', '—', '(', '*', '_', '|', '\t', '“', '"',
    ]);
    let tail = left
        .char_indices()
        .rev()
        .nth(2)
        .map_or("", |(at, _)| &left[at..]);
    one_of(tail, &["tbc", "tbd", "tba"]) && left.len() < ctx.left().len()
}

fn in_capitals(ctx: &Context<'_>) -> bool {
    let next = ctx.next_word();
    let previous = ctx.previous_word();
    let committed = one_of(next, COMMITTED) || next == "BY" && commits_to_someone(ctx.right());
    if is_capitals(next) && committed || is_capitals(previous) && one_of(previous, UNDERTAKEN) {
        return false;
    }
    if previous.eq_ignore_ascii_case("date")
        && ctx.place != Place::Prose
        && !ctx.matched().ends_with("CONFIRMED")
    {
        return false;
    }
    let weak = one_of(last(ctx.matched()), WEAK);
    !weak || !is_capitals(previous) || one_of(previous, CONTENT) || one_of(previous, OPEN)
}

/// Whether `BY` leads to a day or to those whom a form addresses.
fn commits_to_someone(right: &str) -> bool {
    let mut following = words(right).skip(1);
    following
        .next()
        .is_none_or(|word| names_a_time(word) || one_of(word, FORM_FILLERS))
        || commits(right)
}

fn in_small_letters(ctx: &Context<'_>) -> bool {
    let clause = ctx.clause();
    let verb = last(ctx.matched());
    let subject: Vec<&str> = words(clause.subject).collect();
    let content = names_one_of(&subject, CONTENT);
    if is_fragment(ctx, &clause, verb)
        || figure_is_open(&clause, &subject, verb)
        || content && before_it_is_out(clause.tail)
        || part_is_open(&clause, &subject, verb)
        || noted_in_brackets(&clause, &subject, verb)
        || content && owed_by_a_team(ctx, &clause)
    {
        return clause.subject.len() <= 90;
    }
    tail_fits(&clause, content) && own_clause(&clause, ctx) && subject_fits(&subject, verb, content)
}

/// `To be discussed with the partnership group`: a paragraph or a cell that begins so has no
/// sentence.
fn is_fragment(ctx: &Context<'_>, clause: &Clause<'_>, verb: &str) -> bool {
    const SETTLED: &[&str] = &[
        "discussed",
        "agreed",
        "decided",
        "confirmed",
        "determined",
        "supplied",
        "scoped",
        "finalised",
        "drafted",
        "clarified",
        "costed",
        "quantified",
        "defined",
        "written",
        "up",
        "out",
    ];
    let opens = clause.subject.is_empty()
        && matches!(clause.opener, '\n' | ':')
        && ctx.matched().starts_with('T');
    let tail: Vec<&str> = words(clause.tail).collect();
    let plain = tail.len() <= 8
        && !tail.iter().any(|word| one_of(word, VERBS))
        && !clause.tail.contains(',');
    const JOINTS: &[&str] = &[
        "with",
        "by",
        "at",
        "once",
        "when",
        "after",
        "following",
        "further",
        "and",
        "from",
        "between",
    ];
    let joined = tail.first().is_none_or(|word| one_of(word, JOINTS));
    let alone =
        opens && joined && matches!(clause.closer, '\n' | '.') && ctx.place != Place::Heading;
    alone && plain && one_of(verb, SETTLED) && !commits(clause.tail)
}

/// `Exact figure to be confirmed by the smoke-test run`: a figure of the text, in words without a
/// verb.
fn figure_is_open(clause: &Clause<'_>, subject: &[&str], verb: &str) -> bool {
    const FIGURES: &[&str] = &[
        "figure",
        "figures",
        "number",
        "numbers",
        "date",
        "dates",
        "name",
        "names",
        "amount",
        "amounts",
        "percentage",
        "baseline",
        "baselines",
        "totals",
    ];
    let headed = subject.len() <= 4 && subject.last().is_some_and(|word| one_of(word, FIGURES));
    let plain = !subject
        .iter()
        .chain(&words(clause.tail).collect::<Vec<_>>())
        .any(|word| one_of(word, VERBS) && !one_of(word, &["for", "when"]));
    let asked_of = subject.len() <= 3
        && names_one_of(subject, OPEN)
        && by_a_colleague(clause.tail)
        && verb == "confirmed";
    asked_of
        || headed
            && plain
            && one_of(
                verb,
                &["confirmed", "finalised", "verified", "supplied", "inserted"],
            )
            && words(clause.tail).count() <= 9
}

/// Whether the clause says that the point is settled before the document is published.
pub fn before_it_is_out(tail: &str) -> bool {
    let lower = tail.to_ascii_lowercase();
    BEFORE_IT_IS_OUT.iter().any(|words| lower.contains(words))
}

/// `Section 4 is still to be drafted`, `Intro para to be drafted by policy team`: what is done to a
/// part of the document.
fn part_is_open(clause: &Clause<'_>, subject: &[&str], verb: &str) -> bool {
    const JOINING: &[&str] = &["is", "are", "still", "yet", "has", "have", "needs", "need"];
    let bare = subject
        .iter()
        .position(|word| !one_of(word, &["the", "this", "our", "a", "an"]))
        .unwrap_or(0);
    let headed = subject[bare..]
        .iter()
        .take(3)
        .any(|word| one_of(word, PARTS));
    let plain = !subject
        .iter()
        .any(|word| one_of(word, VERBS) && !one_of(word, JOINING));
    let this = |word: &&&str| word.eq_ignore_ascii_case("this");
    let needs = subject.first().filter(this).is_some()
        && subject.iter().any(|word| one_of(word, &["needs", "still"]));
    let of_this = subject.len() >= 4
        && subject
            .windows(2)
            .any(|pair| this(&&pair[0]) && one_of(pair[1], PARTS));
    let more = subject
        .first()
        .is_some_and(|word| one_of(word, &["further", "more", "additional"]));
    let dated = more && clause.tail.starts_with("by ") && !commits(clause.tail)
        || of_this && !clause.tail.starts_with("by ")
        || needs && !commits(clause.tail);
    let ends = clause.tail.is_empty() || later(clause.tail) || by_a_colleague(clause.tail) || dated;
    let done = one_of(verb, WRITING) || more && one_of(verb, &["provided", "supplied"]);
    let headed = headed || of_this || more && names_one_of(subject, CONTENT);
    headed && plain && ends && subject.len() <= 10 && done
}

/// `(national comparator to be added)`, `[Figures to be confirmed with the CCG]`: a bracket is the
/// place of notes.
fn noted_in_brackets(clause: &Clause<'_>, subject: &[&str], verb: &str) -> bool {
    const SETTLED: &[&str] = &[
        "added",
        "inserted",
        "written",
        "drafted",
        "confirmed",
        "supplied",
    ];
    let known = subject.is_empty() || names_one_of(subject, CONTENT) || names_one_of(subject, OPEN);
    let counted = subject
        .iter()
        .any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let length = if subject.first().is_some_and(|word| one_of(word, CONTENT)) {
        7
    } else {
        4
    };
    let short = subject.len() <= length
        && !counted
        && !subject
            .iter()
            .any(|word| one_of(word, VERBS) || one_of(word, UNDERTAKEN));
    let mut tail = words(clause.tail);
    let asked_of = tail
        .next()
        .is_some_and(|word| one_of(word, &["with", "from", "by", "up"]))
        && tail.count() <= 4;
    let throughout = words(clause.tail).next() == Some("throughout");
    let ends = clause.tail.is_empty()
        || throughout
        || later(clause.tail)
        || asked_of && known && !commits(clause.tail);
    clause.in_brackets() && short && ends && one_of(verb, SETTLED)
        || clause.in_brackets() && subject.is_empty() && later(clause.tail) && one_of(verb, WRITING)
}

/// `Narrative to be provided by finance`: a team owes a part of the text, and the line says nothing
/// else.
fn owed_by_a_team(ctx: &Context<'_>, clause: &Clause<'_>) -> bool {
    let alone = matches!(clause.opener, '\n' | ':' | '-' | '(' | '[' | '|')
        && ctx.text[ctx.with_tail().end..].len() <= 2;
    let subject: Vec<&str> = words(clause.subject).collect();
    let mut following = words(clause.tail);
    let by = following
        .next()
        .is_some_and(|word| one_of(word, &["by", "from"]));
    let agent: Vec<&str> = following
        .filter(|word| *word != "the" && *word != "our")
        .collect();
    let team = agent
        .iter()
        .any(|word| one_of(word, TEAMS) || one_of(word, &["health", "colleagues"]));
    let plain = subject.len() <= 4
        && !subject
            .iter()
            .any(|word| one_of(word, VERBS) || one_of(word, UNDERTAKEN));
    alone && by && team && plain && (1..=4).contains(&agent.len()) && !commits(clause.tail)
}

/// `by comms`, `by Sarah`, `up by policy team`: those who write leave the article out.
fn by_a_colleague(tail: &str) -> bool {
    let mut following = words(tail).skip_while(|word| one_of(word, &["up", "in"]));
    let by = following.next() == Some("by");
    let agent: Vec<&str> = following.collect();
    by && (1..=3).contains(&agent.len())
        && !agent
            .iter()
            .any(|word| one_of(word, FORM_FILLERS) || names_a_time(word))
}

/// Whether a tail puts the matter off, and not to a day: `when the estimates are published`,
/// `following the workshop`.
fn later(tail: &str) -> bool {
    let mut following = words(tail);
    following.next().is_some_and(|word| one_of(word, LATER))
        && !following.next().is_some_and(names_a_time)
}

/// Whether what follows leaves the phrase at the end of its thought.
fn tail_fits(clause: &Clause<'_>, content: bool) -> bool {
    let tail = clause.tail.trim_end_matches(',');
    let mut following = words(tail);
    let Some(first) = following.next() else {
        return !tail.starts_with(',') || tail.len() == 1;
    };
    let dated = tail.chars().any(|c| c.is_ascii_digit())
        || words(tail).any(|word| one_of(word, &["by", "before", "during", "until"]));
    let put_off = later(tail) && (content || !dated) || tail.starts_with("in due course");
    let about = content && one_of(first, ABOUT) && words(tail).count() <= 8;
    let verbal = words(tail).any(|word| one_of(word, VERBS) && !one_of(word, &["for", "when"]));
    !tail.starts_with(',') && (put_off || about && !verbal && !dated)
}

/// Whether the clause is a statement of its own and not the middle of a sentence that the window
/// cut.
fn own_clause(clause: &Clause<'_>, ctx: &Context<'_>) -> bool {
    let opens_small = clause.subject.starts_with(char::is_lowercase);
    let short = clause.subject.len() <= 90;
    let free = clause.opener != '\n'
        || !opens_small
        || ctx.place != Place::Prose
        || words(clause.subject).count() <= 3;
    short && free && !(matches!(clause.opener, '.' | '!' | '?') && opens_small)
}

fn subject_fits(subject: &[&str], verb: &str, content: bool) -> bool {
    if subject.is_empty()
        || subject
            .iter()
            .all(|word| one_of(word, &["still", "yet", "all", "currently", "date", "dates"]))
    {
        return !one_of(verb, &["set", "developed", "reviewed", "checked"]);
    }
    if subject.len() > 10 || subject.iter().any(|word| one_of(word, VERBS)) {
        return false;
    }
    match verb {
        "checked" | "verified" if subject.len() <= 2 => names_one_of(subject, PARTS),
        "inserted" if subject.len() <= 3 => !subject.iter().any(|word| one_of(word, UNDERTAKEN)),
        "confirmed" | "advised" | "announced" => !names_one_of(
            subject,
            &["minutes", "decisions", "appointment", "appointments"],
        ),
        "determined" | "decided" | "agreed" | "finalised" | "finalized" | "defined"
        | "identified" | "clarified" | "arranged" | "appointed" | "nominated" | "scheduled"
        | "quantified" | "calculated" | "verified" => names_one_of(subject, OPEN),
        "developed" | "expanded" | "reviewed" | "checked" | "set" | "approved" | "allocated"
        | "established" | "costed" => false,
        _ => content,
    }
}

/// Judges a whole text of the form `TO BE …`, which is a note with any participle, and often one
/// with a slip: `TO BE COMPLETD`.
pub fn misspelt(ctx: &Context<'_>) -> Option<Hit> {
    (ctx.whole() && ctx.place != Place::Heading && !ctx.quoted())
        .then(|| ctx.hit_as(Code::ToBeCompleted, ctx.range.clone()))?
}

/// Judges `List of consultees will be added`: a part of the text is promised in its place.
pub fn will_be(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let filled = subject.is_empty() && matches!(ctx.place, Place::Cell | Place::Value);
    let headed = (1..=5).contains(&subject.len())
        && subject.iter().take(2).any(|word| {
            one_of(word, PARTS)
                || one_of(
                    word,
                    &[
                        "list",
                        "photo",
                        "photos",
                        "logo",
                        "logos",
                        "image",
                        "images",
                        "link",
                        "links",
                        "information",
                    ],
                )
        });
    let plain = !subject.iter().any(|word| one_of(word, VERBS));
    let first = words(clause.tail).next().unwrap_or("");
    let ends = clause.tail.is_empty()
        || before_it_is_out(clause.tail)
        || one_of(first, &["here", "later", "shortly", "soon", "once"]) && later(clause.tail);
    ((filled || headed && plain && ends) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Details still being finalised`, without a verb.
pub fn still_being(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let headed = (1..=4).contains(&subject.len())
        && names_one_of(&subject, CONTENT)
        && !subject.iter().any(|word| one_of(word, VERBS));
    (headed && clause.tail.is_empty() && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `not yet confirmed`, where it is all there is of a cell or a bracket.
pub fn unconfirmed(ctx: &Context<'_>) -> Option<Hit> {
    let alone = ctx.whole() && ctx.place != Place::Heading || ctx.clause().bracketed();
    (alone && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Not yet written`, said of the text itself.
pub fn not_yet(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let about = subject.is_empty() || names_one_of(&subject, PARTS) && subject.len() <= 5;
    (about && (clause.tail.is_empty() || later(clause.tail)) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Whether the subject is about one of the listed things: at its head, or as its last word.
fn names_one_of(subject: &[&str], list: &[&str]) -> bool {
    subject
        .iter()
        .take(3)
        .chain(subject.last())
        .any(|word| word.split('/').any(|part| one_of(part, list)))
}

fn last(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}
