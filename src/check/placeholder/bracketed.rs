//! What the words in a bracket say: a field to fill, an order to the author, or an editor's remark.

use super::context::{one_of, words};
use super::lexicon::{
    CONTENT, CREDITING, EDITORIAL, EDITS, FIELD_COMPANIONS, FIELD_VERBS, FIELDS, NUMBERED, PARTS,
    PICTURES,
};
use super::rules::Code;

/// Verbs that are also nouns or ordinary words: they need an object that a draft lacks.
const AMBIGUOUS: &[&str] = &[
    "state", "list", "type", "check", "use", "give", "put", "complete", "include", "confirm",
    "select", "choose", "update", "fill", "redact",
];

/// Orders to the author, as against names of a field.
const ORDERS: &[&str] = &[
    "add", "delete", "replace", "remove", "update", "amend", "check", "expand", "confirm",
    "include", "use", "attach", "put", "list",
];

/// The code that the words in a bracket deserve, if any. `quoted`: the bracket stands in a
/// quotation.
pub fn judge(inner: &str, quoted: bool) -> Option<Code> {
    let lower = inner.trim().to_lowercase();
    let all: Vec<&str> = words(&lower).collect();
    let first = *all.first()?;
    if note_to_author(&lower) || !quoted && by_initials(inner) {
        return Some(Code::Instruction);
    }
    if first == "unresolved" {
        return Some(Code::Todo);
    }
    if open_phrase(&lower) {
        return None;
    }
    if let Some(code) = imperative(&all, quoted) {
        return Some(code);
    }
    if credits(inner) {
        return None;
    }
    if !quoted && for_the_designer(&lower) {
        return Some(Code::Insert);
    }
    if editorial(&lower) {
        return None;
    }
    let unquoted = stands_in(&all)
        || ends_as_field(&all, inner)
        || to_be_dealt_with(&lower)
        || of_a_list(&all)
        || explains(&all);
    let field =
        !quoted && unquoted || names_a_field(&all, &lower, quoted) || lower.contains("-defined ");
    field.then_some(Code::Insert)
}

/// Whether another rule speaks for the bracket: `[TBC]`, `[date to be confirmed]`.
pub fn open_phrase(inner: &str) -> bool {
    const OPEN: &[&str] = &[
        "confirmed",
        "completed",
        "added",
        "inserted",
        "updated",
        "written",
        "determined",
        "agreed",
        "decided",
        "provided",
        "supplied",
        "drafted",
        "finalised",
        "announced",
    ];
    let lower = inner.to_lowercase();
    let phrase = lower
        .split("to be ")
        .skip(1)
        .any(|rest| one_of(super::context::first_word(rest), OPEN));
    phrase
        || words(&lower).any(|word| matches!(word, "tbc" | "tbd" | "tba" | "todo" | "fixme"))
        || lower.contains("lorem ipsum")
}

/// Whether an editor speaks, not a draft.
pub fn editorial(inner: &str) -> bool {
    const ANYWHERE: &[&str] = &[
        "redacted",
        "withheld",
        "intentionally",
        "illegible",
        "inaudible",
        "anonymised",
        "courtesy",
        "copyright",
        "unknown",
    ];
    let all: Vec<&str> = words(inner).collect();
    all.iter().any(|word| one_of(word, ANYWHERE))
        || all.first().is_some_and(|word| one_of(word, EDITORIAL))
}

/// `[SJ – is this right?]`, `[RM to check]`: somebody's initials, and an order or a question to
/// them or from them.
fn by_initials(inner: &str) -> bool {
    let name = super::context::first_word(inner);
    let rest = inner
        .trim_start()
        .strip_prefix(name)
        .unwrap_or("")
        .trim_start();
    let initials = (2..=4).contains(&name.len()) && super::context::is_capitals(name);
    let assigned = name.starts_with(char::is_uppercase)
        && rest
            .strip_prefix("to ")
            .is_some_and(|order| one_of(super::context::first_word(order), EDITS));
    let said = rest
        .strip_prefix([':', '–', '—', '-'])
        .is_some_and(super::assignments::orders);
    assigned || initials && said
}

fn note_to_author(lower: &str) -> bool {
    let opens = [
        "dn:",
        "dn -",
        "dn –",
        "drafting note",
        "note to ",
        "nb to ",
        "editor to",
        "author to",
        "author note",
        "clauses in yellow",
        "text in yellow",
        "highlighted text",
        "guidance:",
        "guidance note:",
    ];
    let holds = [
        "delete as a",
        "delete if",
        "delete this",
        "to be deleted",
        "to be removed",
    ];
    opens.iter().any(|words| lower.starts_with(words))
        || holds.iter().any(|words| lower.contains(words))
}

fn imperative(all: &[&str], quoted: bool) -> Option<Code> {
    let polite = usize::from(all[0] == "please");
    let verb = all.get(polite)?.split('/').next()?;
    if !one_of(verb, FIELD_VERBS) {
        return (matches!(verb, "download" | "click") && all.len() >= 2 && !quoted)
            .then_some(Code::Insert);
    }
    if verb == "insert" {
        return Some(Code::Insert);
    }
    let object = &all[polite + 1..];
    let asks = object.iter().take(5).any(|word| {
        one_of(word, FIELDS)
            || one_of(word, CONTENT)
            || one_of(word, &["here", "which", "any", "other", "your"])
    });
    let fits = !object.is_empty() && !quoted && (polite == 1 || asks || !one_of(verb, AMBIGUOUS));
    fits.then_some(if one_of(verb, ORDERS) {
        Code::Instruction
    } else {
        Code::Insert
    })
}

/// `[graph showing visits]`, `[Image with link to …]`.
fn stands_in(all: &[&str]) -> bool {
    matches!(all, [first, second, ..] if one_of(first, PICTURES) && one_of(second, &["of", "with", "showing", "here", "to", "goes", "placeholder", "from", "for"]))
}

/// `[Photo: Kirklees Council]`, `[Map: Ordnance Survey, licence 100019241]`, `[Photograph by the
/// museum]`: who made a picture, or whose it is. What a designer is to put there is said in small
/// letters or in capitals.
pub fn credits(inner: &str) -> bool {
    let all: Vec<&str> = words(inner).collect();
    if all.iter().any(|word| one_of(word, CREDITING)) || inner.contains('©') {
        return true;
    }
    let pictured = all.first().is_some_and(|word| one_of(word, PICTURES));
    let by = pictured && all.get(1).is_some_and(|word| *word == "by");
    let name = |text: &str| {
        let named = words(text)
            .filter(|word| word.len() > 3)
            .all(|word| word.starts_with(char::is_uppercase));
        named && text.contains(char::is_lowercase) && words(text).count() > 1
    };
    let labelled = inner
        .split_once(':')
        .is_some_and(|(label, rest)| words(label).count() <= 2 && name(rest));
    by || pictured && labelled
}

/// `[IMAGE: children at play]`, `[Text box: key facts]`, `[space for photo]`: what a designer is to
/// put there.
fn for_the_designer(lower: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "image",
        "images",
        "photo",
        "photograph",
        "picture",
        "graph",
        "chart",
        "diagram",
        "map",
        "logo",
        "logos",
        "video",
        "infographic",
        "graphic",
        "icon",
        "table",
        "text box",
        "textbox",
        "box",
        "pull quote",
        "pullquote",
        "pull-quote",
        "call-out",
        "callout",
        "sidebar",
        "side bar",
        "case study",
        "figure",
        "caption",
        "quote",
        "screenshot",
        "illustration",
    ];
    let labelled = lower
        .split_once(':')
        .is_some_and(|(label, rest)| OPENINGS.contains(&label.trim()) && !rest.trim().is_empty());
    let kept = ["space for ", "room for ", "left for ", "reserved for "]
        .iter()
        .any(|opening| {
            lower.split_once(opening).is_some_and(|(_, rest)| {
                super::context::words(rest)
                    .any(|word| one_of(word, CONTENT) || one_of(word, FIELDS))
            })
        });
    labelled || kept
}

/// Whether all the words are names of fields and what goes with them: `name`, `council name`,
/// `day/month/year`.
pub fn is_named_field(inner: &str) -> bool {
    let parts = || words(inner).flat_map(|word| word.split('/'));
    let known = parts().all(|word| one_of(word, FIELDS) || one_of(word, FIELD_COMPANIONS));
    known && parts().any(|word| one_of(word, FIELDS)) && words(inner).count() <= 8
}

/// `[name]`, `[council name]`, `[day/month/year]`, `[name of setting]`.
fn names_a_field(all: &[&str], inner: &str, quoted: bool) -> bool {
    const OF: &[&str] = &[
        "name",
        "names",
        "title",
        "number",
        "description",
        "details",
        "date",
        "dates",
        "address",
        "amount",
        "summary",
        "role",
        "period",
    ];
    let digits = all
        .iter()
        .any(|word| word.contains(|c: char| c.is_ascii_digit()));
    const PERSONAL: &[&str] = &[
        "son",
        "daughter",
        "child",
        "husband",
        "wife",
        "partner",
        "mother",
        "father",
        "mum",
        "dad",
        "carer",
        "doctor",
        "nurse",
        "worker",
        "friend",
        "drug",
        "perpetrator",
        "victim",
    ];
    if !digits && matches!(all, [first, "of", _, ..] if one_of(first, OF)) {
        return !quoted || !all.iter().any(|word| one_of(word, PERSONAL));
    }
    let plain = !quoted || all.len() == 1 && matches!(all[0], "name" | "date");
    plain && is_named_field(inner)
}

/// `[Dependency name]`, `[brief description]`, `[… as necessary]`.
fn ends_as_field(all: &[&str], inner: &str) -> bool {
    const LAST: &[&str] = &[
        "name",
        "names",
        "title",
        "description",
        "date",
        "number",
        "address",
        "email",
        "logo",
        "role",
        "signature",
        "amount",
    ];
    const ENDS: &[&str] = &[
        "as necessary",
        "as appropriate",
        "as applicable",
        "as required",
        "if applicable",
        "if required",
        "where applicable",
        "goes here",
        "etc",
    ];
    let digits = inner.chars().any(|c| c.is_ascii_digit());
    let named = (2..=5).contains(&all.len())
        && all.last().is_some_and(|word| one_of(word, LAST))
        && !digits;
    let bare = inner.trim_end().trim_end_matches(['.', ',']);
    named || ENDS.iter().any(|end| bare.ends_with(end))
}

/// `[Role 1]`, `[Scope item 2]`: entries of a list that a template leaves to be named.
fn of_a_list(all: &[&str]) -> bool {
    const CITED: &[&str] = &[
        "stage", "phase", "tier", "level", "article", "schedule", "volume", "vol", "part", "act",
        "grade", "band", "year", "group", "class", "type",
    ];
    let [names @ .., number] = all else {
        return false;
    };
    let small = number.len() == 1 && number.starts_with(|c: char| c.is_ascii_digit());
    let plain = |word: &&str| {
        word.len() > 2
            && word.chars().all(char::is_alphabetic)
            && !one_of(word, PARTS)
            && !one_of(word, NUMBERED)
            && !one_of(word, CITED)
    };
    small
        && (1..=3).contains(&names.len())
        && names.iter().all(plain)
        && !names.iter().any(|word| one_of(word, &["figure", "note"]))
}

/// `[1-2 paragraphs explaining why …]`, `[the relevant team]`: guidance of a template, and words
/// that only a template needs.
fn explains(all: &[&str]) -> bool {
    const OPEN_WORDS: &[&str] = &["relevant", "appropriate", "applicable", "actual", "your"];
    let guided = all.iter().take(4).any(|word| {
        one_of(
            word,
            &[
                "explaining",
                "describing",
                "summarising",
                "outlining",
                "covering",
                "detailing",
            ],
        )
    });
    guided
        || all.len() >= 2
            && all.iter().take(3).any(|word| one_of(word, OPEN_WORDS))
            && all.len() <= 8
}

/// `[Project specific items to be used]`.
fn to_be_dealt_with(lower: &str) -> bool {
    lower
        .split_once("to be ")
        .is_some_and(|(_, rest)| super::context::first_word(rest).ends_with("ed"))
}
