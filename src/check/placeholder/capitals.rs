//! Notes that authors write to one another in capitals: `NEED INFO ON …`, `(NUMBERS)`, `BY WHEN`,
//! `RM TO CONFIRM`.
//!
//! Headings and labels are in capitals too (“NUMBERS OF PATIENTS BY AREA”, “NEED FOR HOUSING”), so
//! a note must begin its run of capitals, and ask for something that a draft lacks.

use super::Place;
use super::context::{Context, Hit, first_word, is_capitals, last_word, offset, one_of, words};
use super::lexicon::{CONTENT, NOT_PEOPLE, STRONG, TEAMS};

/// What says that a noun in capitals is asked for.
const ASKED: &[&str] = &[
    "needed",
    "required",
    "please",
    "here",
    "missing",
    "outstanding",
    "awaited",
];

/// Orders that are about a text and nothing else.
const OF_TEXT: &[&str] = &[
    "EXPAND", "REWRITE", "REWORD", "REPHRASE", "SHORTEN", "CLARIFY", "QUANTIFY", "AMEND", "REVISE",
    "UPDATE",
];

/// The length of the run of capitals at the start of a text, up to the end of its sentence; a `?`
/// belongs to it.
fn run_length(text: &str) -> usize {
    let mut length = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = text[at..]
            .trim_start_matches(|c: char| c.is_whitespace() || ",-–&/()'’\"+".contains(c));
        let word = first_word(rest);
        if word.is_empty() || word.chars().any(char::is_lowercase) {
            break;
        }
        at = offset(text, word) + word.len();
        if word.chars().nth(1).is_some() {
            length = at;
        }
        match text[at..].chars().next() {
            Some('?') => return at + 1,
            Some('.' | '!' | ':' | ';' | '|') => break,
            _ => {}
        }
    }
    length
}

/// The run of capitals that the match begins.
fn run<'a>(ctx: &Context<'a>) -> &'a str {
    let end = ctx.range.end + run_length(ctx.right());
    &ctx.text[ctx.range.start..end]
}

fn hit_run(ctx: &Context<'_>) -> Option<Hit> {
    ctx.hit_as(ctx.code, ctx.range.start..ctx.range.start + run(ctx).len())
}

/// Whether the match begins its run of capitals.
fn begins(ctx: &Context<'_>) -> bool {
    let previous = ctx.previous_word();
    !is_capitals(previous) || previous == "PLEASE" || previous.chars().any(|c| c.is_ascii_digit())
}

/// Whether ordinary text stands before the match.
fn after_prose(ctx: &Context<'_>) -> bool {
    ctx.left().chars().any(char::is_lowercase)
}

/// Judges a noun in capitals: alone in a bracket, behind a sentence, or with a word that asks for
/// it.
pub fn noun(ctx: &Context<'_>) -> Option<Hit> {
    if ctx.inside_word() || ctx.quoted() || ctx.place == Place::Heading {
        return None;
    }
    let next = ctx.next_word();
    let clause = ctx.clause();
    let label =
        ctx.place == Place::Cell && !after_prose(ctx) && words(ctx.text).take(4).count() <= 3;
    if is_capitals(next) && one_of(next, ASKED) && !label {
        return hit_run(ctx);
    }
    let behind = ctx.right().trim_start();
    let linked =
        matches!(ctx.matched(), "LINK" | "LINKS" | "REFERENCE") && next == "TO" && after_prose(ctx);
    let asked_last = ["NEEDED", "MISSING"]
        .iter()
        .any(|word| run(ctx).ends_with(word));
    if begins(ctx) && (linked || asked_last) {
        return hit_run(ctx);
    }
    let announced = [
        "TO SUPPORT ",
        "TO FOLLOW",
        "TO COME",
        "TO GO HERE",
        "GOES HERE",
    ]
    .iter()
    .any(|words| behind.starts_with(words));
    if begins(ctx) && (announced || owed(behind)) {
        return hit_run(ctx);
    }
    let bare = clause.tail.is_empty() && clause.subject.is_empty() && one_of(ctx.matched(), STRONG);
    let left_over = after_prose(ctx)
        && matches!(clause.opener, '.' | '?' | '!' | '|' | '-' | ';')
        && clause.closer != ':';
    let asked =
        ctx.left().trim().is_empty() && ctx.right().trim() == "?" && ctx.place != Place::Cell;
    let alone = ctx.matched() == "NUMBERS" && ctx.whole() || asked;
    let trails = ctx.matched() == "NUMBERS"
        && clause.tail.is_empty()
        && !is_capitals(ctx.previous_word())
        && after_prose(ctx)
        && clause.closer == '\n';
    (bare && (clause.bracketed() || left_over || alone) || trails || pictures(ctx))
        .then(|| hit_run(ctx))?
}

/// `PICTURE OF THE GARDEN`, all there is of a paragraph: a note to the designer.
fn pictures(ctx: &Context<'_>) -> bool {
    const SHOWN: &[&str] = &[
        "picture",
        "pictures",
        "photo",
        "photos",
        "image",
        "images",
        "infographic",
        "graphic",
    ];
    let all_there_is = ctx.range.start == 0 && run(ctx).len() == ctx.text.trim_end().len();
    one_of(ctx.matched(), SHOWN)
        && matches!(ctx.next_word(), "OF" | "SHOWING" | "FROM")
        && all_there_is
        && ctx.place == Place::Prose
}

/// `FROM FINANCE`, `FROM PUBLIC HEALTH`: a team owes it, and nothing else is said. `FROM THE
/// CENSUS` is a source.
fn owed(behind: &str) -> bool {
    let from = behind
        .strip_prefix("FROM ")
        .map(|rest| &rest[..run_length(rest)]);
    from.is_some_and(|from| {
        (1..=3).contains(&words(from).count())
            && words(from).any(|word| one_of(word, TEAMS) || word == "HEALTH")
    })
}

/// Judges an order in capitals.
pub fn order(ctx: &Context<'_>) -> Option<Hit> {
    if ctx.inside_word() || ctx.quoted() || !begins(ctx) {
        return None;
    }
    let run = run(ctx);
    let object: Vec<&str> = words(run.get(ctx.matched().len()..).unwrap_or("")).collect();
    let asks = object
        .iter()
        .take(3)
        .flat_map(|word| word.split('/'))
        .any(|word| one_of(word, CONTENT));
    let first = object.first().copied().unwrap_or("");
    let pointed = one_of(first, &["this", "these", "here", "with", "whether"]) && object.len() <= 6;
    let heading = ctx.place == Place::Heading;
    if object.is_empty() {
        return (!heading && bare_order(ctx)).then(|| hit_run(ctx))?;
    }
    let waits =
        one_of(first, &["once", "when", "after", "following"]) && OF_TEXT.contains(&ctx.matched());
    let fits = waits && !heading
        || match ctx.matched() {
            "NEED" | "NEEDS" => needs(&object, asks) && !(heading && run.ends_with('?')),
            "ADD" | "PUT" => first == "IN" && object.len() >= 2 || asks && !heading,
            "MORE" | "FURTHER" => more(&object, ctx),
            "PROVIDE" | "INCLUDE" | "COMPLETE" => {
                let strong = one_of(
                    first,
                    &[
                        "more",
                        "detail",
                        "details",
                        "figures",
                        "numbers",
                        "baseline",
                        "narrative",
                        "text",
                        "here",
                    ],
                );
                !heading && strong
            }
            "UPDATE" | "CHECK" | "CONFIRM" | "DESCRIBE" | "EXPLAIN" | "REMOVE" | "DELETE" => {
                !heading && (asks && first != "ON" || pointed)
            }
            _ => !heading && (asks || pointed || first == "RE"),
        };
    fits.then(|| hit_run(ctx))?
}

/// `(UPDATE)`, `{EXPAND}`, `REWORD – too negative`: an order without an object is about the words
/// beside it.
fn bare_order(ctx: &Context<'_>) -> bool {
    let clause = ctx.clause();
    let bare = clause.subject.is_empty() && clause.tail.is_empty();
    let explained = matches!(clause.closer, '-' | ':') && clause.opener != '|';
    let of_text = OF_TEXT.contains(&ctx.matched()) && ctx.matched() != "UPDATE";
    bare && (clause.bracketed() || of_text && (ctx.whole() || explained))
}

fn needs(object: &[&str], asks: bool) -> bool {
    const TO: &[&str] = &[
        "ADD",
        "INCLUDE",
        "CHECK",
        "CONFIRM",
        "INSERT",
        "UPDATE",
        "REFERENCE",
        "MENTION",
        "GET",
        "FIND",
        "WRITE",
        "EXPAND",
        "CLARIFY",
        "LINK",
        "QUANTIFY",
    ];
    match object {
        ["FOR" | "OF" | "S", ..] => false,
        ["TO", verb, ..] => TO.contains(verb),
        [
            "UPDATING" | "CHECKING" | "COMPLETING" | "REVISING" | "EXPANDING" | "CONFIRMING"
            | "FINISHING" | "REWRITING" | "ADDING",
            ..,
        ] => true,
        _ => asks,
    }
}

fn more(object: &[&str], ctx: &Context<'_>) -> bool {
    const OF_DRAFTS: &[&str] = &[
        "direct",
        "detail",
        "details",
        "info",
        "numbers",
        "data",
        "evidence",
        "narrative",
        "examples",
        "specific",
        "emphasis",
        "on",
        "about",
        "re",
    ];
    let wanted = object.first().is_some_and(|word| one_of(word, OF_DRAFTS));
    let pointed = object.iter().any(|word| {
        one_of(
            word,
            &[
                "re",
                "on",
                "about",
                "needed",
                "required",
                "here",
                "around",
                "regarding",
                "from",
            ],
        )
    });
    let asked = object
        .iter()
        .any(|word| one_of(word, &["needed", "required"]))
        && object.iter().any(|word| one_of(word, CONTENT));
    ctx.place != Place::Heading && (wanted && pointed || asked)
}

/// `CAN WE SAY THIS?`: a question to fellow authors about the text.
fn shall_we(ctx: &Context<'_>) -> bool {
    const ABOUT: &[&str] = &["this", "these", "here", "it"];
    let run = run(ctx);
    let all: Vec<&str> = words(run).collect();
    let about = all
        .iter()
        .skip(2)
        .any(|word| one_of(word, ABOUT) || one_of(word, CONTENT));
    let asked = run.ends_with('?')
        && all.get(1) == Some(&"WE")
        && matches!(all[0], "CAN" | "SHOULD" | "COULD" | "DO")
        && about;
    asked && all.len() <= 10 && ctx.place != Place::Heading && !ctx.quoted()
}

/// Judges a remark or question in capitals that follows ordinary text.
pub fn aside(ctx: &Context<'_>) -> Option<Hit> {
    let of_team = matches!(ctx.matched(), "ASK" | "CHASE")
        && one_of(ctx.next_word(), TEAMS)
        && begins(ctx)
        && !ctx.quoted();
    if of_team || shall_we(ctx) {
        return hit_run(ctx);
    }
    if ctx.inside_word()
        || ctx.quoted()
        || !begins(ctx)
        || !after_prose(ctx)
        || ctx.place == Place::Heading
    {
        return None;
    }
    let run = run(ctx);
    let count = words(run).count();
    let opener = ctx.clause().subject.is_empty();
    let fits = match ctx.matched() {
        "ANY" => count >= 3 && opener && ctx.next_word() != "OTHER",
        "SAY" | "ASK" | "NB" | "CHASE" => count >= 3 && opener,
        _ => count >= 3 && run.ends_with('?'),
    };
    fits.then(|| hit_run(ctx))?
}

/// Judges `BY WHEN`, `BY WHOM`, `HOW MANY` where the answer is missing; alone they head a column.
pub fn gap(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let ends = clause.tail.is_empty() && begins(ctx) && !ctx.quoted();
    let left_over =
        after_prose(ctx) && ctx.place != Place::Heading && !matches!(clause.closer, ':' | '|');
    (ends && (clause.bracketed() || left_over)).then(|| hit_run(ctx))?
}

/// Judges `RM TO CONFIRM`, `FINANCE TO PROVIDE FIGURES`.
pub fn assigned(ctx: &Context<'_>) -> Option<Hit> {
    let who = ctx.previous_word();
    let before = &ctx.left()[..offset(ctx.left(), who)];
    let second = last_word(before);
    let third = last_word(&before[..offset(before, second)]);
    let first_of_run = !is_capitals(second) || !is_capitals(third);
    let run = run(ctx);
    let named =
        is_capitals(who) && !one_of(who, NOT_PEOPLE) && first_of_run && words(run).count() <= 8;
    let start = ctx.range.start - (ctx.left().len() - before.len());
    (named && ctx.place != Place::Heading && !ctx.quoted())
        .then(|| ctx.hit_as(ctx.code, start..ctx.range.start + run.len()))?
}
