//! Questions that authors ask themselves: `? CAMHS access`, `days.???`, `(date?)`.

use super::Place;
use super::context::{Context, Hit, first_word, offset, one_of, words};
use super::dates::names_a_time;
use super::lexicon::{CONTENT, FIELDS, OPEN};

const ASKING: &[&str] = &[
    "what", "how", "who", "which", "why", "when", "where", "is", "are", "do", "does", "did", "can",
    "could", "will", "would", "should", "have", "has", "shall", "whose", "was", "were",
];

/// Judges one or more question marks.
pub fn mark(ctx: &Context<'_>) -> Option<Hit> {
    if ctx.matched().len() >= 2 {
        doubled(ctx)
    } else {
        single(ctx)
    }
}

/// `??`: the author's doubt, outside quotations and code.
fn doubled(ctx: &Context<'_>) -> Option<Hit> {
    const REPORTED: &[&str] = &[
        "tweet",
        "tweeted",
        "commented",
        "comment",
        "said",
        "asked",
        "wrote",
        "respondent",
        "respondents",
        "replied",
    ];
    let next = ctx.right().trim_start();
    let operator = ctx.before() == Some(' ')
        && ctx.after() == Some(' ')
        && next.starts_with(['"', '\'', '\u{fffc}']);
    let opens_box = ctx.left().trim().is_empty()
        && ctx.matched().len() == 3
        && (next.contains('"') || words(next).count() <= 1)
        && ctx.after() == Some(' ');
    let code = ctx.before() == Some('<') || operator || opens_box;
    let reported = words(ctx.left()).any(|word| one_of(word, REPORTED));
    (!code && !reported && (!ctx.quoted() || ctx.whole())).then(|| ctx.hit())?
}

fn single(ctx: &Context<'_>) -> Option<Hit> {
    let detached = ctx
        .before()
        .is_none_or(|c| c.is_whitespace() || "([•·-–—|>*_\u{f0b7}".contains(c));
    if !detached {
        let quarter = ctx.before() == Some('Q')
            && ctx.previous_word() == "Q"
            && ctx
                .right()
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit());
        return if quarter {
            ctx.hit()
        } else {
            bracket_end(ctx)
                .or_else(|| doubtful_value(ctx))
                .or_else(|| aside(ctx))
        };
    }
    let bracketed = matches!(
        (ctx.before(), ctx.after()),
        (Some('('), Some(')')) | (Some('['), Some(']'))
    );
    if bracketed || ctx.whole() {
        return (!ctx.quoted()).then(|| ctx.hit())?;
    }
    let next = first_word(ctx.right());
    let clause = ctx.clause();
    if matches!(clause.opener, ':' | '|')
        && clause.subject.is_empty()
        && clause.tail.is_empty()
        && next.is_empty()
    {
        return (!ctx.quoted()).then(|| ctx.hit())?;
    }
    let asked = words(clause.subject).any(|word| one_of(word, ASKING));
    let trails = next.is_empty()
        && ctx.before().is_some_and(char::is_whitespace)
        && words(clause.subject).count() <= 6;
    if asked || ctx.quoted() || !trails && !next.starts_with(char::is_alphanumeric) {
        return None;
    }
    let end = ctx.range.end + ctx.tail_length();
    ctx.hit_as(ctx.code, ctx.range.start..end)
}

/// `(date?)`: a short bracket that asks for a part of the document.
fn bracket_end(ctx: &Context<'_>) -> Option<Hit> {
    if !matches!(ctx.after(), Some(')' | ']')) || ctx.quoted() {
        return None;
    }
    let left = ctx.left();
    let open = left.rfind(['(', '['])?;
    let inner = &left[open + 1..];
    let asked: Vec<&str> = words(inner).collect();
    let asks = |word: &&str| {
        one_of(word, CONTENT)
            || one_of(word, OPEN)
            || one_of(word, FIELDS)
            || one_of(word, &["check", "confirm", "who", "ref"])
    };
    let figure = asked.len() <= 2 && inner.chars().any(|c| c.is_ascii_digit());
    let bare = asked.len() == 1 && one_of(asked[0], ASKING)
        || matches!(
            asked.as_slice(),
            ["how", "many" | "much"] | ["which", "one" | "ones"]
        );
    let doubts = asked
        .iter()
        .any(|word| one_of(word, &["correct", "right", "still", "accurate", "check"]))
        || matches!(asked.as_slice(), ["or", "is" | "should" | "are", ..]);
    let topical = asked.len() <= 4 && asked.iter().any(asks);
    let fits = inner.len() <= 40
        && !inner.contains([',', '.', ')'])
        && (topical || figure || bare || doubts && asked.len() <= 6);
    fits.then(|| {
        ctx.hit_as(
            ctx.code,
            ctx.range.start - (left.len() - open)..ctx.range.end + 1,
        )
    })?
}

/// `2018/19?`, `£50k?`, `March 2019?`: a value that is nothing but a date or an amount, and is
/// doubted.
fn doubtful_value(ctx: &Context<'_>) -> Option<Hit> {
    let value = ctx.left().trim();
    let whole =
        ctx.right().trim().is_empty() && value.len() == ctx.text[..ctx.range.start].trim().len();
    let all: Vec<&str> = words(value).collect();
    let figures = (1..=3).contains(&all.len());
    let plain = all.iter().all(|word| {
        names_a_time(word)
            || word.starts_with(['£', '€', '$'])
            || one_of(word, &["circa", "c", "approx", "million", "to"])
    });
    (whole && matches!(ctx.place, Place::Cell | Place::Value) && figures && plain)
        .then(|| ctx.hit_as(ctx.code, ctx.range.clone()))?
}

/// `Funding: BCF?`, `… repeats section 2 – cut?`: a label or a sentence, and one or two words in
/// doubt of it.
fn aside(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let said: Vec<&str> = words(clause.subject).collect();
    let ends = ctx
        .right()
        .chars()
        .all(|c| c.is_whitespace() || "*_)".contains(c));
    let fits = match clause.opener {
        '-' => said.len() <= 2 && said.first().is_some_and(|word| one_of(word, WEIGHED)),
        ':' => doubts_label(ctx, clause.subject, &said),
        _ => false,
    };
    (fits && ends && ctx.place != Place::Heading && !ctx.quoted()).then(|| ctx.hit())?
}

/// What an author weighs: `– cut?`, `– still correct?`.
const WEIGHED: &[&str] = &[
    "cut", "keep", "delete", "move", "ok", "okay", "right", "correct", "true", "still", "check",
    "drop", "merge", "split", "remove", "agreed", "or",
];

/// `Funding: BCF?`: a short label, and behind it a name or a figure.
fn doubts_label(ctx: &Context<'_>, subject: &str, said: &[&str]) -> bool {
    let before = &ctx.left()[..offset(ctx.left(), subject)];
    let label: Vec<&str> =
        words(before.rsplit(['\n', '.', '|']).next().unwrap_or(before)).collect();
    let asking =
        |word: &&str| one_of(word, ASKING) || one_of(word, &["q", "question", "you", "your"]);
    let short = (1..=3).contains(&said.len()) && (1..=3).contains(&label.len());
    let named = said
        .first()
        .is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    short && named && !label.iter().chain(said).any(asking)
}
