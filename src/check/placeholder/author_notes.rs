//! Notes in ordinary letters that authors leave to themselves and to one another: `Needs a map`,
//! `Update when ONS release …`, `say something about carers`, `Can we get a quote here?`.
//!
//! The words are those of any prose; what gives a note away is its grammar. It has no subject
//! (“need to add …”, not “we need to add …”), or it speaks of the document itself (“this paragraph
//! needs rewording”), or it asks what only its author can know.

use super::Place;
use super::context::{Context, Hit, one_of, words};
use super::lexicon::{CONTENT, EDITS, PARTS, TEAMS, VERBS};
use super::rules::Code;

/// Words that point at the place where the note stands.
const POINTING: &[&str] = &["here", "this", "these", "above", "below"];

/// Figures and the like, of which a note says `this`.
const NUMBERS: &[&str] = &[
    "figure",
    "number",
    "date",
    "statistic",
    "stat",
    "stats",
    "name",
    "total",
    "amount",
    "percentage",
    "claim",
    "fact",
    "baseline",
    "spelling",
];

/// Words for those who read a plan: what addresses them is no note to its authors.
const READERS: &[&str] = &["you", "your", "yourself", "yours", "us"];

/// A note as a whole: the match with the rest of its clause.
fn note(ctx: &Context<'_>) -> Option<Hit> {
    ctx.hit_as(Code::Instruction, ctx.with_tail())
}

/// Whether a note may stand here at all.
fn may_stand(ctx: &Context<'_>) -> bool {
    ctx.place != Place::Heading && !ctx.quoted() && !ctx.inside_word()
}

fn has(text: &str, list: &[&str]) -> bool {
    words(text).any(|word| one_of(word, list))
}

/// Judges `needs updating`, `need a better word`, `Needs a map`: said of a part of the text, or of
/// nothing.
pub fn needs(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject).collect();
    let about_draft = subject.len() <= 4
        && subject
            .iter()
            .any(|word| one_of(word, CONTENT) || one_of(word, PARTS));
    let gerund = ctx.matched().ends_with("ing");
    let tail = words(clause.tail).count();
    let this = matches!(subject.as_slice(), ["this" | "This", part] if one_of(part, PARTS));
    if this && may_stand(ctx) && tail <= 8 {
        return ctx.hit();
    }
    let ends = tail == 0
        || one_of(
            ctx.next_word(),
            &[
                "by",
                "with",
                "from",
                "when",
                "once",
                "after",
                "in",
                "to",
                "throughout",
            ],
        ) && tail <= 8;
    let by_someone = tail == 0
        || tail <= 4
            && one_of(
                ctx.next_word(),
                &["with", "by", "against", "before", "from"],
            );
    if gerund && about_draft && by_someone && !has(clause.tail, VERBS) && !ctx.quoted() {
        return ctx.hit();
    }
    let before = clause.tail.split(" before ").next().unwrap_or("");
    let bare = ctx.opens_clause()
        && !has(clause.tail, READERS)
        && !has(before, VERBS)
        && clause.closer != '?';
    let joined = one_of(
        ctx.next_word(),
        &[
            "from",
            "for",
            "on",
            "about",
            "here",
            "of",
            "to",
            "before",
            "if",
            "re",
            "regarding",
            "showing",
        ],
    );
    let fits = may_stand(ctx)
        && bare
        && if gerund {
            ends
        } else {
            tail <= 3 || joined && tail <= 8
        };
    fits.then(|| note(ctx))?
}

/// Judges `need to add a sentence about …`: nobody in particular needs to.
pub fn need_to(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let about = has(clause.tail, CONTENT)
        || has(clause.tail, POINTING)
        || has(
            clause.tail,
            &["something", "bit", "line", "sentence", "more"],
        );
    let verb = ctx
        .matched()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    let about = about
        || one_of(
            verb,
            &[
                "mention",
                "reword",
                "rewrite",
                "rephrase",
                "cross-reference",
                "reference",
                "cite",
            ],
        );
    let about = about || asks_colleagues(verb, clause.tail);
    let nobody = ctx.opens_clause()
        || words(clause.subject).all(|word| one_of(word, &["we", "i", "still", "also", "will"]))
            && has(clause.tail, &["here"]);
    let addressed = has(clause.tail, READERS) || clause.closer == '?';
    (may_stand(ctx) && nobody && about && !addressed && words(clause.tail).count() <= 16)
        .then(|| note(ctx))?
}

/// `check with Finance`, `confirm with the ICB`: what is open is between colleagues.
fn asks_colleagues(verb: &str, tail: &str) -> bool {
    let mut following = words(tail);
    let with = following
        .next()
        .is_some_and(|word| one_of(word, &["with", "from"]));
    let who: Vec<&str> = following
        .filter(|word| *word != "the" && *word != "our")
        .collect();
    let colleague = who
        .first()
        .is_some_and(|word| word.starts_with(char::is_uppercase) || one_of(word, TEAMS));
    with && colleague && who.len() <= 4 && one_of(verb, &["check", "confirm", "clarify", "get"])
}

/// Judges `(source needed)`, `Reference needed`, `data required from the trust`.
pub fn wanted(ctx: &Context<'_>) -> Option<Hit> {
    const CITED: &[&str] = &[
        "source",
        "sources",
        "ref",
        "refs",
        "reference",
        "references",
        "citation",
        "stat",
        "stats",
    ];
    let clause = ctx.clause();
    let noun = ctx.matched().split_whitespace().next().unwrap_or("");
    let subject: Vec<&str> = words(clause.subject).collect();
    let plain = subject.len() <= 3
        && !subject
            .iter()
            .any(|word| one_of(word, VERBS) || one_of(word, &["no", "not", "any", "the", "all"]));
    let bracket = clause.in_brackets() && clause.tail.is_empty();
    let plain = plain && !has(clause.tail, VERBS);
    let line = one_of(noun, CITED)
        && clause.tail.is_empty()
        && ctx.place != Place::Cell
        && clause.opener != ',';
    let asked = matches!(ctx.next_word(), "from" | "here" | "please")
        && words(clause.tail).count() <= 5
        && subject.len() <= 2;
    (may_stand(ctx) && plain && (bracket || line || asked)).then(|| note(ctx))?
}

/// Judges `Update when …`, `Reword this section`, `Check these figures`: an order about the text,
/// or one that waits.
pub fn order(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let found = ctx.matched();
    let (verb, last) = (
        found.split_whitespace().next().unwrap_or(""),
        found.split_whitespace().next_back().unwrap_or(""),
    );
    let tail: Vec<&str> = words(clause.tail).collect();
    let form = one_of(verb, &["complete", "check", "review", "confirm"]);
    let fits = match last.to_ascii_lowercase().as_str() {
        "this" | "these" => {
            let behind = |word: &&str| one_of(word, &["when", "once", "with", "after", "up"]);
            let part = |word: &&str| one_of(word, PARTS) || one_of(word, NUMBERS) || behind(word);
            let reader = one_of(verb, &["complete", "review", "add", "include"]);
            tail.first().is_none_or(part) && !reader && tail.len() <= 8
        }
        "with" => {
            tail.first()
                .is_some_and(|word| word.starts_with(char::is_uppercase) || one_of(word, TEAMS))
                && tail.len() <= 3
                && one_of(verb, &["check", "confirm", "discuss"])
        }
        "following" | "after" => !form && verb != "Update" && verb != "Draft" && tail.len() <= 10,
        "here" => !form && tail.is_empty(),
        _ => !form && tail.len() <= 12,
    };
    let addressed = has(clause.tail, READERS);
    (may_stand(ctx) && ctx.opens_clause() && fits && !addressed && clause.closer != '?')
        .then(|| note(ctx))?
}

/// Judges `something about …`, `more on …`, where an order to write precedes it.
pub fn something(ctx: &Context<'_>) -> Option<Hit> {
    const ORDERS: &[&str] = &[
        "need", "needs", "add", "include", "insert", "put", "say", "write", "mention", "could",
        "should",
    ];
    let clause = ctx.clause();
    let subject: Vec<&str> = words(clause.subject)
        .skip_while(|word| one_of(word, &["please", "maybe", "perhaps", "possibly", "also"]))
        .collect();
    let ordered = subject.first().is_some_and(|word| one_of(word, ORDERS)) && subject.len() <= 5;
    let addressed = has(clause.tail, READERS)
        || subject
            .iter()
            .any(|word| one_of(word, READERS) || one_of(word, &["we", "they", "i"]));
    let start =
        ctx.range.start - (ctx.left().len() - super::context::offset(ctx.left(), clause.subject));
    (may_stand(ctx) && ordered && !addressed && clause.closer != '?')
        .then(|| ctx.hit_as(Code::Instruction, start..ctx.with_tail().end))?
}

/// Judges `Can we get a quote here?`: a question to fellow authors about the text.
pub fn shall_we(ctx: &Context<'_>) -> Option<Hit> {
    asked_of_colleagues(ctx).or_else(|| in_capitals(ctx))
}

/// The judgement that a question in capitals has by its first word alone.
fn in_capitals(ctx: &Context<'_>) -> Option<Hit> {
    let first = ctx.matched().split_whitespace().next().unwrap_or("");
    let range = ctx.range.start..ctx.range.start + first.len();
    let narrow = Context { range, ..*ctx };
    super::context::is_capitals(first).then(|| super::capitals::aside(&narrow))?
}

fn asked_of_colleagues(ctx: &Context<'_>) -> Option<Hit> {
    const ABOUT: &[&str] = &[
        "here",
        "this",
        "these",
        "it",
        "figure",
        "figures",
        "number",
        "numbers",
        "quote",
        "quotes",
        "stats",
        "data",
        "photo",
        "picture",
        "map",
        "graph",
        "chart",
        "reference",
        "references",
        "source",
        "link",
        "baseline",
        "wording",
        "paragraph",
        "sentence",
        "section",
        "example",
        "examples",
        "infographic",
    ];
    let clause = ctx.clause();
    (may_stand(ctx)
        && ctx.opens_clause()
        && clause.closer == '?'
        && has(clause.tail, ABOUT)
        && !has(clause.tail, READERS))
    .then(|| ctx.hit_as(Code::Question, ctx.with_question_mark()))?
}

/// Judges `Is this still correct?`, `Are these the latest figures?`, asked of nobody.
pub fn doubt(ctx: &Context<'_>) -> Option<Hit> {
    doubted(ctx).or_else(|| in_capitals(ctx))
}

fn doubted(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let tail = words(clause.tail).count();
    let of_text = has(clause.tail, PARTS)
        || has(
            clause.tail,
            &[
                "figure", "number", "date", "name", "version", "link", "photo", "total", "year",
            ],
        );
    let superlative = ["the right", "the latest", "the correct", "the final"]
        .iter()
        .any(|end| ctx.matched().to_ascii_lowercase().ends_with(end));
    let fits = if superlative {
        of_text && tail <= 4 && nothing_follows(ctx)
    } else {
        tail == 0
    };
    (may_stand(ctx) && ctx.opens_clause() && clause.closer == '?' && fits)
        .then(|| ctx.hit_as(Code::Question, ctx.with_question_mark()))?
}

/// Whether the question that the match begins ends its text: one that an answer follows is asked of
/// the reader.
fn nothing_follows(ctx: &Context<'_>) -> bool {
    ctx.text[ctx.with_question_mark().end..]
        .chars()
        .take(LONG)
        .all(super::context::is_decoration)
}

/// How many characters behind a question are looked at.
const LONG: usize = 40;

/// Judges `Find a better example`: what is better is known to the author only.
pub fn better(ctx: &Context<'_>) -> Option<Hit> {
    (may_stand(ctx) && ctx.opens_clause()).then(|| note(ctx))?
}

/// Judges `Conclusion – to write`, a cell `to complete`: an order without an object or a person.
pub fn dangling(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let bare = clause.subject.is_empty() && clause.tail.is_empty() && may_stand(ctx);
    let apart =
        matches!(clause.opener, '-' | ':' | '(' | '[') || ctx.whole() && ctx.place == Place::Cell;
    (bare && apart).then(|| ctx.hit())?
}

/// Judges `To check with Public Health`, all there is of a line: what is open is between
/// colleagues.
pub fn asking(ctx: &Context<'_>) -> Option<Hit> {
    let verb = ctx.matched().rsplit(' ').next().unwrap_or("");
    let fits = ctx.matched().starts_with('T')
        && ctx.opens_clause()
        && asks_colleagues(verb, ctx.clause().tail)
        && ctx.place != Place::Heading;
    (fits && may_stand(ctx)).then(|| note(ctx))?
}

/// Judges `Move to appendix?`, `Include a map?`: an order that asks.
pub fn asked_order(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let count = words(clause.tail).count();
    let fits = (1..=8).contains(&count)
        && clause.closer == '?'
        && !has(clause.tail, READERS)
        && nothing_follows(ctx);
    (may_stand(ctx) && ctx.opens_clause() && fits && ctx.place == Place::Prose)
        .then(|| ctx.hit_as(Code::Instruction, ctx.with_question_mark()))?
}

/// Judges `Jo – can you check the wording of this bit?`: a request about the text.
pub fn can_you(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let object: Vec<&str> = words(clause.tail).take(6).collect();
    let about = object.iter().any(|word| {
        one_of(word, PARTS) || one_of(word, POINTING) || one_of(word, &["figure", "latest"])
    });
    let reader = object
        .iter()
        .any(|word| one_of(word, &["your", "my", "our"]));
    (may_stand(ctx) && about && !reader && words(clause.subject).count() <= 2).then(|| note(ctx))?
}

/// Judges `Sam, please add the latest numbers`: a name before the order, or a part of the text
/// behind it.
pub fn please(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let called = clause.subject.trim_end().ends_with(',')
        && words(clause.subject).count() == 1
        && clause.subject.starts_with(char::is_uppercase);
    let behind = clause.opener == '-' && clause.subject.is_empty();
    let about = has(
        clause.tail,
        &[
            "latest",
            "this",
            "these",
            "here",
            "wording",
            "paragraph",
            "para",
        ],
    );
    let mut pointed = words(clause.tail);
    let this = clause.subject.is_empty()
        && pointed
            .next()
            .is_some_and(|word| one_of(word, &["this", "these"]));
    let this = this
        && pointed.next().is_some_and(|word| {
            one_of(word, NUMBERS) || one_of(word, &["para", "paragraph", "sentence"])
        });
    let fits = ((called || behind) && (about || has(clause.tail, PARTS)) || this)
        && !has(clause.tail, READERS);
    (may_stand(ctx) && fits).then(|| note(ctx))?
}

/// Judges `I've left this blank`, `I have assumed 2% here`: an author speaks of the text.
pub fn i_have(ctx: &Context<'_>) -> Option<Hit> {
    let about: Vec<&str> = words(ctx.clause().tail).take(6).collect();
    let of_text = about.iter().any(|word| {
        one_of(
            word,
            &[
                "blank",
                "here",
                "para",
                "paragraph",
                "wording",
                "figures",
                "numbers",
            ],
        )
    });
    (may_stand(ctx) && ctx.opens_clause() && of_text).then(|| note(ctx))?
}

/// Judges `– update as required`, behind a dash or in brackets.
pub fn as_required(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let aside = matches!(clause.opener, '-' | '(' | '[' | ':' | '{');
    (aside && clause.subject.is_empty() && clause.tail.is_empty() && !ctx.quoted())
        .then(|| ctx.hit())?
}

/// Judges marks of a gap that are all there is of a clause: `blank for now`, `(working title)`.
pub fn mark(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let alone = clause.subject.is_empty() && clause.tail.is_empty();
    (alone && (clause.in_brackets() || ctx.whole()) && !ctx.quoted()).then(|| ctx.hit())?
}

/// Judges `Copy and paste from the business case`.
pub fn paste(ctx: &Context<'_>) -> Option<Hit> {
    let from = one_of(
        ctx.next_word(),
        &["from", "in", "text", "section", "wording", "relevant"],
    );
    (may_stand(ctx) && ctx.opens_clause() && from).then(|| note(ctx))?
}

/// Judges `NB check with finance`; what a reader is to note is a statement.
pub fn nota_bene(ctx: &Context<'_>) -> Option<Hit> {
    let order =
        one_of(ctx.next_word(), EDITS) || one_of(ctx.next_word(), &["needs", "need", "ask", "to"]);
    let lower = ctx.next_word().starts_with(char::is_lowercase);
    if order && lower && may_stand(ctx) && ctx.opens_clause() {
        note(ctx)
    } else {
        super::capitals::aside(ctx)
    }
}

/// Judges `Not sure about this`, `suggest deleting …`: an author weighs the text.
pub fn weighing(ctx: &Context<'_>) -> Option<Hit> {
    let clause = ctx.clause();
    let alone = words(clause.subject).all(|word| {
        one_of(
            word,
            &[
                "i", "i'd", "i’d", "i'm", "i’m", "am", "would", "but", "still",
            ],
        )
    });
    (may_stand(ctx) && alone && clause.closer != '?').then(|| note(ctx))?
}

/// Judges `This section should describe …`: guidance of a template.
pub fn guidance(ctx: &Context<'_>) -> Option<Hit> {
    (may_stand(ctx) && ctx.opens_clause()).then(|| note(ctx))?
}

/// Judges `Drafting note:`, `DN:`, `Editor's note:`; an editor of a published text has notes too,
/// but orders nothing in them.
pub fn headed(ctx: &Context<'_>) -> Option<Hit> {
    let editor = ctx.matched().to_ascii_lowercase().starts_with("editor");
    let blank = ctx
        .after()
        .is_none_or(|c| c.is_whitespace() || "*_".contains(c))
        || ctx.matched().ends_with(':');
    let ordered = !editor || one_of(ctx.next_word(), EDITS);
    (blank && ordered && ctx.opens_clause() && !ctx.quoted() && !ctx.inside_word_before())
        .then(|| ctx.hit())?
}
