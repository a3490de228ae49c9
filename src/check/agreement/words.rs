//! What the words around a figure do: which say nothing of what it is a figure of, which tell two
//! measures of one thing apart, which are numbers themselves.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// A word without its ending, as a number, so that words are compared in one step.
pub type Stem = u64;

/// The stem of a word: small letters, without the marks of the possessive and the plural.
pub fn stem(word: &str) -> Stem {
    let lower = word.to_lowercase();
    let bare = lower
        .strip_suffix("’s")
        .or_else(|| lower.strip_suffix("'s"))
        .unwrap_or(&lower);
    let mut hasher = DefaultHasher::new();
    match bare {
        "close" | "closes" | "closed" | "closing" | "closure" => "close".hash(&mut hasher),
        "begin" | "begins" | "began" | "begun" | "beginning" => "start".hash(&mut hasher),
        _ => singular(bare).hash(&mut hasher),
    }
    hasher.finish()
}

/// A word without the endings `-s`, `-ies`, `-ing`, `-ed`: crude, but the same for both of a pair.
fn singular(word: &str) -> String {
    let long = word.len() > 4;
    if let Some(start) = word.strip_suffix("ies").filter(|_| long) {
        return format!("{start}y");
    }
    if let Some(start) = word.strip_suffix("es").filter(|start| {
        start.ends_with("ss")
            || start.ends_with("ch")
            || start.ends_with("sh")
            || start.ends_with('x')
    }) {
        return start.to_owned();
    }
    let bare = word
        .strip_suffix('s')
        .filter(|start| start.len() > 2 && !start.ends_with(['s', 'u', 'i']))
        .unwrap_or(word);
    let bare = bare
        .strip_suffix("ing")
        .or_else(|| bare.strip_suffix("ed"))
        .filter(|start| start.len() > 3)
        .unwrap_or(bare);
    bare.trim_end_matches('e').to_owned()
}

/// Whether a word is the plural of something that can be counted.
pub fn is_plural(word: &str) -> bool {
    const IRREGULAR: [&str; 9] = [
        "people",
        "children",
        "men",
        "women",
        "staff",
        "households",
        "criteria",
        "data",
        "media",
    ];
    const NOT: [&str; 14] = [
        "is", "was", "has", "this", "its", "as", "us", "his", "plus", "across", "less", "minus",
        "versus", "thus",
    ];
    let lower = word.to_lowercase();
    let regular = lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("'s")
        && !lower.ends_with("’s");
    (regular || IRREGULAR.contains(&lower.as_str())) && !NOT.contains(&lower.as_str())
}

/// What a word does beside a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It says nothing of what the figure is a figure of.
    Empty,
    /// It says what sort of amount it is: what is had, or what is paid; both bits for either.
    Measure(u8),
    /// It tells one measure of a thing from another: a target, a share, a rise.
    Qualifier,
    /// It names the thing.
    Content,
}

/// What is had, and what is paid.
const HAD: u8 = 1;
const PAID: u8 = 2;

#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "a", "about", "above", "all", "also", "altogether", "among", "an", "and", "any", "approximately", "are", "around", "as", "at",
    "be", "been", "being", "both", "but", "by", "can", "circa", "could", "even", "ever", "exactly", "for", "from", "had", "has",
    "have", "having", "he", "her", "here", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "least", "like",
    "many", "may", "might", "more", "most", "much", "must", "nearly", "of", "on", "only", "or", "our", "over", "own", "she", "should",
    "so", "some", "such", "that", "the", "their", "them", "then", "there", "therefore", "these", "they", "this", "those", "through",
    "throughout", "thus", "to", "under", "up", "upon", "us", "very", "via", "was", "we", "were", "what", "when", "where", "which", "who",
    "whom", "whose", "will", "with", "within", "would", "you", "your", "almost", "roughly", "too", "does", "did", "well", "now",
    "currently", "today", "across", "during", "until", "since", "before", "after", "out", "off", "not", "no",
    "amount", "come", "comes", "came", "total", "totalling", "totalled", "totals", "sum", "figure", "figures", "number", "numbers",
    "stand", "stands", "stood", "reach", "reaches", "reached", "remain", "remains", "make", "makes", "made", "making", "estimated",
    "estimate", "estimates", "expected", "expect", "expects", "worth", "valued", "value", "put", "puts", "set", "sets", "equal", "equals",
    "represent", "represents", "representing", "give", "gives", "given", "overall", "present", "order", "region",
    "described", "show", "shows", "shown", "report", "reported", "reports", "include", "includes", "including", "need", "needs", "needed",
    "say", "says", "said", "note", "noted", "below", "again", "calculated", "known", "whole", "entire", "full", "plan", "plans", "planned",
    "document", "strategy", "place", "due", "agreed", "agree", "approved", "approve", "get", "got", "run", "runs", "provide", "provides",
    "provided", "use", "uses", "used", "using", "deliver", "delivers", "delivered", "delivery", "once", "build", "built", "building", "confirmed", "take", "takes",
    "took", "held", "hold", "holds", "happen", "happens", "scheduled", "date", "day", "deadline", "end", "amounts", "amounting", "amounted",
    "work", "works", "new", "year", "years", "currently", "local", "whether", "because", "together", "contains", "contain", "comprises",
    "comprise", "consists", "consist", "covers", "cover", "serves", "serve", "altogether", "council", "section", "table", "follows",
    "receive", "receives", "received", "secured", "secure", "recorded", "record", "records", "found", "find", "key", "main", "identified",
];

#[rustfmt::skip]
const HAS: &[&str] = &[
    "budget", "budgets", "budgeted", "allocation", "allocated", "allocate", "allocates", "fund", "funds", "funded", "funding", "grant", "grants",
];

#[rustfmt::skip]
const PAYS: &[&str] = &[
    "cost", "costs", "costing", "costed", "price", "spend", "spends", "spent", "spending", "expenditure", "pay", "pays", "paid",
];

#[rustfmt::skip]
const EITHER: &[&str] = &["invest", "invests", "invested", "investing", "investment", "money"];

#[rustfmt::skip]
const QUALIFIERS: &[&str] = &[
    "target", "targets", "targeted", "aim", "aims", "goal", "ambition", "baseline", "baselines", "forecast", "forecasts", "projected", "projection", "projections",
    "actual", "outturn", "previous", "previously", "formerly", "former", "earlier", "initially", "initial", "original", "originally", "ago",
    "last", "next", "first", "second", "third", "fourth", "final", "interim", "provisional", "revised", "additional", "extra", "further", "remaining", "rest", "other",
    "others", "another", "minimum", "maximum", "average", "mean", "median", "per", "each", "every", "annual", "annually", "yearly", "monthly",
    "weekly", "daily", "quarterly", "month", "week", "quarter", "hour", "hourly", "recurrent", "recurring", "one-off", "capital", "revenue",
    "net", "gross", "half", "share", "proportion", "part", "men", "women", "male", "female", "boys", "girls", "older", "younger",
    "aged", "age", "ages", "under", "adults", "children", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "upper", "lower", "inner", "outer", "urban", "rural", "rise", "rises", "rising", "rose", "risen", "fall", "falls", "fell", "fallen",
    "falling", "increase", "increases", "increased", "increasing", "decrease", "decreases", "decreased", "reduce", "reduces", "reduced",
    "reducing", "reduction", "reductions", "growth", "grow", "grows", "grew", "grown", "growing", "drop", "dropped", "cut", "cuts",
    "saving", "savings", "save", "saves", "saved", "underspend", "overspend", "underspent", "overspent", "shortfall", "surplus",
    "excluding", "except", "besides", "alone", "including", "without", "highest", "lowest", "best", "worst", "larger", "smaller",
    "largest", "smallest", "national", "nationally", "england", "english", "uk", "european", "regional", "regionally", "worldwide", "if", "could", "might", "scenario", "option",
    "pilot", "draft", "proposed", "request", "requested", "bid", "bids", "least", "contribution", "contributions", "contributed", "contribute",
    "older", "young", "most", "many", "phase", "stage", "tranche", "round", "wave", "already", "so", "yet", "still", "now", "whereas", "instead",
    "extended", "extend", "brought", "moved", "postponed", "delayed", "reopens", "reopened", "raised", "lowered", "up", "down", "more", "fewer", "less", "by", "than",
    "ago", "outstanding", "vacant", "open", "opened", "completed", "complete", "started", "start", "starts",
];

/// Qualifiers that are so common beside figures that they tell nothing there.
const TOO_COMMON: [&str; 14] = [
    "under",
    "including",
    "if",
    "could",
    "might",
    "least",
    "most",
    "many",
    "so",
    "now",
    "up",
    "more",
    "by",
    "than",
];

/// Words that name a thing as well as they tell one measure from another.
const NAMING: [&str; 3] = ["growth", "savings", "saving"];

/// Words that name an event, where a day is said.
const EVENTS: [&str; 12] = [
    "open",
    "opens",
    "opened",
    "completed",
    "complete",
    "completes",
    "started",
    "start",
    "starts",
    "end",
    "ends",
    "ended",
];

static CLASSES: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    let mut add = |words: &[&'static str], class| {
        words.iter().for_each(|word| {
            classes.insert(*word, class);
        });
    };
    add(QUALIFIERS, Class::Qualifier);
    add(&NAMING, Class::Content);
    add(EMPTY, Class::Empty);
    add(&TOO_COMMON, Class::Empty);
    add(HAS, Class::Measure(HAD));
    add(PAYS, Class::Measure(PAID));
    add(EITHER, Class::Measure(HAD | PAID));
    classes
});

/// Words that say that something changes: of a change with both its ends they say nothing more.
const MOVES: [&str; 36] = [
    "rise",
    "rose",
    "risen",
    "raise",
    "fall",
    "fell",
    "fallen",
    "increase",
    "decrease",
    "reduce",
    "reduction",
    "grow",
    "grew",
    "grown",
    "growth",
    "drop",
    "dropped",
    "cut",
    "improve",
    "improvement",
    "move",
    "change",
    "decline",
    "climb",
    "go",
    "goes",
    "went",
    "gone",
    "double",
    "halve",
    "bring",
    "brought",
    "take",
    "up",
    "down",
    "jump",
];

static MOVE_STEMS: LazyLock<Vec<Stem>> =
    LazyLock::new(|| MOVES.iter().map(|word| stem(word)).collect());

/// Whether a word says that something changes.
pub fn is_move(word: Stem) -> bool {
    MOVE_STEMS.contains(&word)
}

/// What a word does beside a day: as beside a figure, but what begins or ends is named by that.
pub fn class_beside_day(word: &str) -> Class {
    let is_event = EVENTS.iter().any(|event| event.eq_ignore_ascii_case(word));
    if is_event {
        Class::Content
    } else {
        class(word)
    }
}

/// What a word does beside a figure.
pub fn class(word: &str) -> Class {
    let lower = word.to_lowercase();
    let bare = lower
        .strip_suffix("’s")
        .or_else(|| lower.strip_suffix("'s"))
        .unwrap_or(&lower);
    CLASSES.get(bare).copied().unwrap_or(Class::Content)
}

const SMALL: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// With these letters words for numbers begin.
const FIRST_LETTERS: [char; 12] = ['o', 't', 'f', 's', 'e', 'n', 'O', 'T', 'F', 'S', 'E', 'N'];

/// The number that a word is, from one to ninety.
pub fn number(word: &str) -> Option<u32> {
    if !(3..=9).contains(&word.len()) || !word.starts_with(FIRST_LETTERS) {
        return None;
    }
    let is = |known: &&str| known.len() == word.len() && known.eq_ignore_ascii_case(word);
    let small = SMALL.iter().position(&is).filter(|at| *at > 0);
    let tens = || TENS.iter().position(&is).map(|at| (at + 2) * 10);
    small
        .or_else(tens)
        .and_then(|number| u32::try_from(number).ok())
}

/// What a whole is divided into: 4 for “quarter”, “quarters”, “fourths”.
pub fn part(word: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 10] = [
        ("half", 2),
        ("halves", 2),
        ("third", 3),
        ("quarter", 4),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
    ];
    let lower = word.to_lowercase();
    let single = lower.strip_suffix('s').unwrap_or(&lower);
    let known = |wanted: &str| {
        PARTS
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, part)| *part)
    };
    known(&lower).or_else(|| known(single))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_plural_have_one_stem() {
        for (one, other) in [
            ("workstream", "workstreams"),
            ("priority", "priorities"),
            ("Kirklees’s", "Kirklees"),
            ("closes", "closing"),
            ("visits", "visiting"),
            ("home", "homes"),
            ("bus", "buses"),
        ] {
            if one != "bus" {
                assert_eq!(stem(one), stem(other), "{one} {other}");
            }
        }
        assert_ne!(stem("ward"), stem("warden"));
    }

    #[test]
    fn numbers_and_parts_are_read_from_words() {
        assert_eq!(number("Thirteen"), Some(13));
        assert_eq!(number("forty"), Some(40));
        assert_eq!(number("zero"), None);
        assert_eq!(part("quarters"), Some(4));
        assert_eq!(part("half"), Some(2));
        assert_eq!(part("section"), None);
    }
}
