//! Gaps and prompts without a bracket around a field's name: `____`, `( )`, `........`, `Enter
//! name`, `Map will go here`.

use super::Place;
use super::context::{Context, Hit, is_capitals, one_of, words};
use super::lexicon::{CONTENT, FIELDS, PARTS, SIGNED, VERBS};
use super::rules::Code;

/// Judges `Enter name`, `Type here`: a prompt that fills a cell, a paragraph or a line of it.
pub fn prompt(ctx: &Context<'_>) -> Option<Hit> {
    let line = ctx.fills_line() && ctx.matched().starts_with(char::is_uppercase);
    ((ctx.whole() || line) && ctx.place != Place::Heading).then(|| ctx.hit())?
}

/// Judges `Ward map will go here`, `Quote from the chair here`: content announced where it is to
/// stand.
pub fn ends_here(ctx: &Context<'_>) -> Option<Hit> {
    const LINKED: &[&str] = &[
        "more",
        "further",
        "details",
        "information",
        "link",
        "links",
        "list",
        "address",
        "copy",
        "contents",
    ];
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let told = ctx.matched().contains(' ');
    let first = subject.first().copied().unwrap_or("");
    let shown = subject
        .iter()
        .skip(1)
        .any(|word| one_of(word, &["of", "from", "showing", "about", "by"]));
    let named = if told {
        subject
            .iter()
            .take(3)
            .any(|word| one_of(word, PARTS) || one_of(word, CONTENT))
    } else {
        one_of(first, CONTENT) && !one_of(first, LINKED) && shown
    };
    let words_from = matches!(first, "Words" | "words") && subject.len() >= 2;
    // `STRAPLINE HERE?`: capitals say what is to stand in their place.
    let shouted = is_capitals(ctx.matched())
        && (1..=3).contains(&subject.len())
        && subject.iter().all(|word| is_capitals(word));
    if shouted && clause.tail.is_empty() && ctx.place != Place::Heading && clause.opener == '\n' {
        let sentence = one_of(
            subject[subject.len() - 1],
            &["is", "are", "live", "starts", "begins", "people"],
        );
        return (!sentence && !ctx.quoted()).then(|| ctx.hit())?;
    }
    let plain =
        subject.len() >= 2 && subject.len() <= 7 && !subject.iter().any(|word| one_of(word, VERBS));
    let ends = clause.tail.is_empty() && clause.closer != '?' && ctx.place != Place::Heading;
    (ends && plain && (named || words_from) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Version table here, if required`: what a template leaves to its user.
pub fn here_if(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let known = |word: &str| {
        one_of(word, CONTENT) || one_of(word, PARTS) || one_of(word, &["notes", "disclaimer"])
    };
    let named =
        words(clause.subject).any(known) && !words(clause.subject).any(|word| one_of(word, VERBS));
    (named && !ctx.quoted()).then(|| ctx.hit_as(Code::Insert, ctx.range.clone()))?
}

/// Judges `Name, Title, Organisation`, all there is of a paragraph or an item: three fields and
/// nothing else.
pub fn list_of_fields(ctx: &Context<'_>) -> Option<Hit> {
    if ctx.range.start > 0 || ctx.text.len() > 120 || ctx.place != Place::Prose {
        return None;
    }
    let text = ctx.text.trim_end();
    let all: Vec<&str> = words(text).collect();
    let only = all.len() >= 3 && all.iter().all(|word| one_of(word, FIELDS));
    let commas = text.matches(',').count() + 1 == all.len() && !text.ends_with(['.', ':']);
    (only && commas).then(|| ctx.hit_as(ctx.code, 0..text.len()))?
}

/// Judges `Date: / /2019`.
pub fn slashes(ctx: &Context<'_>) -> Option<Hit> {
    let apart = ctx.before().is_none_or(|c| c.is_whitespace() || c == '(')
        && ctx
            .after()
            .is_none_or(|c| !c.is_alphanumeric() && !"/-_".contains(c))
        || ctx.before() == Some(':') && ctx.matched().starts_with("/ ");
    (apart && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `( )` and `(ref)`: an empty bracket in a sentence, or one that asks for what a writer
/// adds last.
pub fn hollow(ctx: &Context<'_>) -> Option<Hit> {
    let empty = !ctx.matched().chars().any(char::is_alphabetic);
    let in_text = (ctx.left().chars().any(char::is_alphanumeric) || !empty && ctx.whole())
        && ctx.place == Place::Prose;
    let joined = ctx.before().is_some_and(|c| !c.is_whitespace()) && empty;
    (in_text && !joined && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Lead officer: ........`, `Signed: ........`: dots behind a label that ends its line, or
/// before the next label.
pub fn dots(ctx: &Context<'_>) -> Option<Hit> {
    let label = ctx.left().rsplit('\n').next().unwrap_or("");
    let named =
        (1..=5).contains(&words(label).count()) || one_of(super::context::last_word(label), SIGNED);
    (ends_in_dots(ctx) && named && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Signature ........`: a line to sign on; other dots lead to the page in a list of
/// contents.
pub fn dots_to_sign_on(ctx: &Context<'_>) -> Option<Hit> {
    let label = ctx
        .left()
        .rsplit('\n')
        .next()
        .unwrap_or("")
        .trim_end_matches([' ', ':', '*', '_']);
    let all: Vec<&str> = words(label).collect();
    let signed = [all.first(), all.last()]
        .into_iter()
        .flatten()
        .any(|word| one_of(word, SIGNED));
    (ends_in_dots(ctx) && signed && all.len() <= 12 && !ctx.quoted()).then(|| ctx.hit())?
}

/// Whether nothing follows a line of dots, or another label to sign beside.
fn ends_in_dots(ctx: &Context<'_>) -> bool {
    let rest = ctx
        .right()
        .trim_start_matches(['.', '…', ' ', '*', '_', '(', '\t']);
    rest.is_empty() || rest.starts_with('\n') || one_of(super::context::first_word(rest), SIGNED)
}

/// Judges a rule of underscores behind a word: a gap in a sentence, or a line that nobody signed.
pub fn rule(ctx: &Context<'_>) -> Option<Hit> {
    let left = ctx.left().trim_end_matches([' ', ':']);
    let line = left.rsplit('\n').next().unwrap_or("");
    let follows_word = line.ends_with(|c: char| c.is_alphanumeric() || "£€$([,".contains(c));
    (follows_word && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `(name)`, `(date)` where a sentence needs them, `signed off by (name) on (date)`, or
/// where they fill a cell.
pub fn asked(ctx: &Context<'_>) -> Option<Hit> {
    if ctx.place == Place::Cell && ctx.whole() {
        return ctx.hit();
    }
    let led = one_of(
        ctx.previous_word(),
        &[
            "by", "on", "from", "at", "is", "are", "with", "dated", "contact", "between", "to",
            "of",
        ],
    );
    let opens = ctx.range.start == 0
        && ctx.matched().contains(' ')
        && ctx.next_word().starts_with(char::is_lowercase);
    ((led || opens) && ctx.place == Place::Prose && !ctx.quoted()).then(|| ctx.hit())?
}
