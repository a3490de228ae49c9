//! Short notes that no wording gives away: `Old figure – update`, `RW: is this the 2017 figure?`,
//! `Remove before publishing`.
//!
//! Authors say these things in ever new words, but the words are of few sorts: an order to edit, a
//! part of the document, a word that points at it, the state that it is in, the day when it must be
//! right, a colleague's name. One sort alone is ordinary prose, two are an action plan, and three
//! are a note. So the sorts are weighed, in short texts only, and what speaks to the reader or is a
//! whole sentence weighs against it. Each word is looked up once, in one table.

use std::ops::Range;

use super::Place;
use super::context::is_capitals;
use super::lexicon::BODIES;
use super::rules::Code;

/// A text with more words than this is prose.
const LONGEST: usize = 14;

/// A text longer than this, in bytes, has more words than that.
const LONGEST_TEXT: usize = 110;

/// From this weight on, a text is a note.
const ENOUGH: i32 = 6;

const EDIT: u16 = 1;
const EDIT_ONLY: u16 = 2;
const DOC: u16 = 4;
const POINT: u16 = 8;
const STATE_AFTER: u16 = 16;
const STATE_BEFORE: u16 = 32;
const READER: u16 = 64;
const FINITE: u16 = 128;
const PLEASE: u16 = 256;
const ARTICLE: u16 = 512;
const TEAM: u16 = 1024;
const TIME: u16 = 2048;
const OUT: u16 = 4096;

/// The words that count, in order, and their sorts.
#[rustfmt::skip]
const SORTS: &[(&str, u16)] = &[
    ("a", ARTICLE), ("above", POINT), ("abstract", DOC), ("acronym", DOC), ("acronyms", DOC), ("add", EDIT),
    ("agreed", OUT), ("all", ARTICLE), ("amend", EDIT), ("an", ARTICLE), ("analysts", TEAM), ("annex", DOC),
    ("appendix", DOC), ("are", FINITE), ("asap", TIME | OUT), ("ask", EDIT), ("author", TEAM), ("authors", TEAM),
    ("available", OUT), ("baseline", DOC), ("before", TIME), ("below", POINT), ("better", STATE_BEFORE), ("bi", TEAM),
    ("bit", DOC), ("bullet", DOC), ("bullets", DOC), ("can", FINITE), ("caption", DOC), ("chapter", DOC),
    ("chart", DOC), ("charts", DOC), ("chase", EDIT), ("check", EDIT), ("citation", DOC), ("cite", EDIT | EDIT_ONLY),
    ("clarify", EDIT), ("clearance", OUT), ("comms", TEAM), ("communications", TEAM), ("complete", EDIT),
    ("condense", EDIT | EDIT_ONLY), ("confirm", EDIT), ("confirmed", OUT), ("correct", STATE_BEFORE), ("could", FINITE),
    ("cross-check", EDIT | EDIT_ONLY), ("cross-reference", EDIT | EDIT_ONLY), ("current", STATE_BEFORE), ("cut", EDIT),
    ("data", DOC), ("delete", EDIT), ("designer", TEAM), ("diagram", DOC), ("did", FINITE), ("do", FINITE),
    ("does", FINITE), ("double-check", EDIT | EDIT_ONLY), ("draft", EDIT | OUT), ("duplicate", STATE_BEFORE),
    ("duplicated", STATE_AFTER), ("duplicates", STATE_AFTER), ("each", ARTICLE), ("edit", EDIT | EDIT_ONLY),
    ("editor", TEAM), ("estates", TEAM), ("every", ARTICLE), ("example", DOC), ("examples", DOC), ("expand", EDIT),
    ("figure", DOC), ("figures", DOC), ("final", STATE_BEFORE | OUT), ("finalise", EDIT), ("finalised", OUT),
    ("finance", TEAM), ("find", EDIT), ("finish", EDIT), ("fix", EDIT), ("footnote", DOC), ("footnotes", DOC),
    ("foreword", DOC), ("get", EDIT), ("glossary", DOC), ("graph", DOC), ("graphs", DOC), ("had", FINITE),
    ("has", FINITE), ("have", FINITE), ("he", READER), ("heading", DOC), ("here", POINT), ("housing", TEAM),
    ("hr", TEAM), ("hyperlink", DOC), ("image", DOC), ("include", EDIT | OUT), ("included", OUT),
    ("incomplete", STATE_AFTER), ("infographic", DOC), ("insert", EDIT), ("intro", DOC), ("introduction", DOC),
    ("is", FINITE), ("it", POINT), ("its", ARTICLE), ("latest", STATE_BEFORE), ("legal", TEAM), ("link", EDIT | DOC),
    ("links", DOC), ("logo", DOC), ("logos", DOC), ("map", DOC), ("maps", DOC), ("may", FINITE), ("mention", EDIT),
    ("merge", EDIT), ("missing", STATE_AFTER), ("move", EDIT), ("must", FINITE), ("my", READER), ("narrative", DOC),
    ("need", EDIT), ("needed", STATE_AFTER), ("needs", EDIT), ("newer", STATE_BEFORE), ("next", TIME), ("no", ARTICLE),
    ("now", OUT), ("number", DOC), ("numbers", DOC), ("old", STATE_BEFORE), ("older", STATE_BEFORE), ("once", TIME),
    ("our", ARTICLE), ("out-of-date", STATE_BEFORE | STATE_AFTER), ("outdated", STATE_BEFORE | STATE_AFTER),
    ("outstanding", STATE_AFTER), ("page", DOC), ("para", DOC), ("paragraph", DOC), ("paragraphs", DOC), ("paras", DOC),
    ("performance", TEAM), ("photo", DOC), ("photos", DOC), ("picture", DOC), ("pictures", DOC), ("planning", TEAM),
    ("please", PLEASE), ("populate", EDIT), ("previous", STATE_BEFORE), ("print", OUT), ("procurement", TEAM),
    ("proof", EDIT | EDIT_ONLY), ("proofread", EDIT | EDIT_ONLY), ("publication", OUT), ("publish", OUT),
    ("published", OUT), ("publishing", OUT), ("quantify", EDIT), ("query", EDIT), ("quote", DOC), ("quotes", DOC),
    ("redraft", EDIT | EDIT_ONLY), ("ref", DOC), ("reference", EDIT | DOC), ("references", DOC), ("refresh", EDIT),
    ("refs", DOC), ("release", OUT), ("remove", EDIT), ("repeated", STATE_AFTER), ("repeats", STATE_AFTER),
    ("rephrase", EDIT | EDIT_ONLY), ("replace", EDIT), ("required", STATE_AFTER), ("revise", EDIT),
    ("reword", EDIT | EDIT_ONLY), ("rework", EDIT), ("rewrite", EDIT | EDIT_ONLY), ("right", STATE_BEFORE),
    ("section", DOC), ("sections", DOC), ("send", EDIT), ("sentence", DOC), ("sentences", DOC), ("she", READER),
    ("shorten", EDIT | EDIT_ONLY), ("should", FINITE), ("sign-off", OUT), ("simplify", EDIT), ("source", DOC),
    ("sources", DOC), ("split", EDIT), ("stat", DOC), ("stats", DOC), ("submission", OUT), ("submit", OUT),
    ("submitting", OUT), ("summary", DOC), ("supply", EDIT), ("swap", EDIT), ("table", DOC), ("tables", DOC),
    ("text", DOC), ("that", FINITE), ("the", ARTICLE), ("their", ARTICLE), ("these", POINT), ("they", READER),
    ("this", POINT), ("those", POINT), ("tidy", EDIT | EDIT_ONLY), ("title", DOC), ("unclear", STATE_AFTER),
    ("up-to-date", STATE_BEFORE), ("update", EDIT), ("updated", STATE_BEFORE), ("us", READER), ("verify", EDIT),
    ("version", DOC | OUT), ("was", FINITE), ("were", FINITE), ("when", TIME), ("which", FINITE), ("who", FINITE),
    ("will", FINITE), ("wording", DOC), ("would", FINITE), ("write", EDIT), ("wrong", STATE_BEFORE | STATE_AFTER),
    ("you", READER), ("your", READER), ("yourself", READER),
];

/// A word, its sorts, and the mark that stands before it.
struct Token<'a> {
    word: &'a str,
    sorts: u16,
    opener: char,
}

impl Token<'_> {
    fn is(&self, sort: u16) -> bool {
        self.sorts & sort != 0
    }
}

/// Judges a whole short text, or what stands in a bracket.
pub fn note(text: &str, place: Place) -> Option<Code> {
    if place == Place::Heading || text.len() > LONGEST_TEXT {
        return None;
    }
    let tokens = tokens(text);
    if let [only] = tokens.as_slice() {
        return (only.is(EDIT_ONLY) && text.trim_end().ends_with('?')).then_some(Code::Instruction);
    }
    if tokens.len() < 2 || tokens.len() > LONGEST {
        return None;
    }
    let asked = text.trim_end().ends_with('?');
    let weight = weight(&tokens, asked, place) - i32::from(text.trim_end().ends_with('.'));
    (weight >= ENOUGH).then_some(if asked {
        Code::Question
    } else {
        Code::Instruction
    })
}

/// The words of a text, one more at most than a note has; none where no word is of a sort that a
/// note needs.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(LONGEST + 1);
    let mut all = 0;
    let (mut end, mut scanned) = (0, 0);
    while let Some(Range { start, end: next }) = next_word(text, scanned) {
        scanned = next;
        let word = text[start..next].trim_matches(['\'', '’', '‘']);
        if !word.chars().any(char::is_alphanumeric) {
            continue;
        }
        let sorts = sorts(word);
        all |= sorts;
        tokens.push(Token {
            word,
            sorts,
            opener: opener(&text[end..start], end == 0),
        });
        if tokens.len() > LONGEST {
            break;
        }
        end = next;
    }
    if all & (EDIT | DOC) == 0 {
        Vec::new()
    } else {
        tokens
    }
}

/// The next word at or behind a place.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let start = seek(text, from, true);
    (start < text.len()).then(|| start..seek(text, start, false))
}

/// The first place at or behind another whose character belongs to a word, or does not; the end if
/// there is none.
fn seek(text: &str, from: usize, wanted: bool) -> usize {
    let mut at = from;
    while let Some(&byte) = text.as_bytes().get(at) {
        let (is_of_word, length) = if byte.is_ascii() {
            (OF_WORD[usize::from(byte)], 1)
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            (is_of_word(c), c.len_utf8())
        };
        if is_of_word == wanted {
            break;
        }
        at += length;
    }
    at
}

/// `is_of_word` of each character of ASCII.
const OF_WORD: [bool; 128] = {
    let mut table = [false; 128];
    let mut at = 0;
    while at < table.len() {
        table[at] = is_of_word_in_ascii(at as u8);
        at += 1;
    }
    table
};

const fn is_of_word_in_ascii(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'\'' | b'&' | b'/' | b'%' | b'$' | b'#')
}

fn is_of_word(c: char) -> bool {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => OF_WORD[usize::from(byte)],
        _ => matches!(c, '’' | '£' | '€') || c.is_alphanumeric(),
    }
}

/// The mark between two words: `-` for a dash with a blank, `^` for the start.
fn opener(between: &str, first: bool) -> char {
    match between {
        _ if first => '^',
        " " => ' ',
        _ if between.contains(' ') && between.contains(['–', '—', '-']) => '-',
        _ => between
            .chars()
            .find(|c| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '(' | '['))
            .unwrap_or(' '),
    }
}

/// The longest word that counts, in bytes.
const LONGEST_WORD: usize = 15;

/// Slots of the index: a power of two, so few that it stays in the processor's nearest memory.
const SLOTS: usize = 1024;

/// For each slot the entry of `SORTS` that belongs there, counted from one; made by the compiler.
static INDEX: [u16; SLOTS] = index();

const fn index() -> [u16; SLOTS] {
    let mut index = [0; SLOTS];
    let mut at = 0;
    while at < SORTS.len() {
        let mut slot = slot(SORTS[at].0.as_bytes());
        while index[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a test counts the entries")]
        let entry = at as u16 + 1;
        index[slot] = entry;
        at += 1;
    }
    index
}

/// Where the search for a word begins, whatever its case.
const fn slot(word: &[u8]) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    let mut at = 0;
    while at < word.len() {
        hash = (hash ^ word[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ hash >> 15) as usize % SLOTS
}

/// The sorts of a word, whatever its case; none for a word that does not count.
fn sorts(word: &str) -> u16 {
    if word.len() > LONGEST_WORD {
        return 0;
    }
    let mut slot = slot(word.as_bytes());
    loop {
        let Some(at) = usize::from(INDEX[slot]).checked_sub(1) else {
            return 0;
        };
        let (entry, sorts) = SORTS[at];
        if entry.eq_ignore_ascii_case(word) {
            return sorts;
        }
        slot = (slot + 1) % SLOTS;
    }
}

fn weight(tokens: &[Token<'_>], asked: bool, place: Place) -> i32 {
    let any = |sort: u16| tokens.iter().any(|token| token.is(sort));
    let named = named(tokens);
    let pointed = pointed(tokens);
    let old = tokens
        .windows(2)
        .any(|pair| pair[0].is(STATE_BEFORE) && pair[1].is(DOC) && !pair[1].is(OUT));
    let order_at = order_at(tokens);
    let part = (0..tokens.len()).any(|at| tokens[at].is(DOC) && Some(at) != order_at);
    let mut weight = order(tokens, order_at) + lacks(tokens, place);
    weight += if part { 2 } else { 0 };
    weight += if pointed { 2 } else { 0 };
    weight += if old { 1 + i32::from(asked) } else { 0 };
    weight += if until_it_is_out(tokens) { 3 } else { 0 };
    weight += if named { 2 } else { 0 };
    weight += i32::from(any(PLEASE) && (named || tokens[0].is(PLEASE)));
    weight += i32::from(!named && any(TEAM) && any(DOC));
    weight += i32::from(owed(tokens));
    weight += i32::from(!named && somebody_is_to(tokens));
    weight += if asked && (any(DOC) && (named || pointed || old)) {
        2
    } else {
        0
    };
    let finite = tokens
        .iter()
        .enumerate()
        .take_while(|(at, token)| *at == 0 || !token.is(TIME))
        .any(|(_, token)| token.is(FINITE));
    weight += i32::from(!any(ARTICLE) && !finite && tokens.len() <= 7);
    let last_word = order_at.is_some_and(|at| at + 2 >= tokens.len() && tokens[at].opener == '-');
    weight += i32::from(last_word);
    let of_itself =
        last_word || tokens[0].is(POINT) && tokens[1].is(DOC) || asked && (named || pointed || old);
    weight -= if finite && !of_itself { 3 } else { 0 };
    weight -= if any(READER) { 4 } else { 0 };
    weight - i32::from(tokens.len() > 7) - i32::from(tokens.len() > 10)
}

/// Where an order to edit stands: at the start, behind a mark, or behind `please`. `Reference:` and
/// `Link:` are labels.
fn order_at(tokens: &[Token<'_>]) -> Option<usize> {
    let opens = |at: usize| {
        tokens[at].opener != ' ' || tokens[at - 1].is(PLEASE) || at == 2 && somebody_is_to(tokens)
    };
    let label =
        |at: usize| tokens[at].is(DOC) && tokens.get(at + 1).is_some_and(|next| next.opener == ':');
    (0..tokens.len()).find(|&at| tokens[at].is(EDIT) && opens(at) && !label(at))
}

/// The weight of an order; one that follows other words weighs more.
fn order(tokens: &[Token<'_>], at: Option<usize>) -> i32 {
    let Some(at) = at else { return 0 };
    let late = at > 0 && matches!(tokens[at].opener, '-' | ',' | ';') && !tokens[at - 1].is(PLEASE);
    let headed = at == 0 && tokens[1].opener == ':';
    2 + i32::from(late || headed) + i32::from(tokens[at].is(EDIT_ONLY))
}

/// A part of the document, and right behind it what it lacks.
fn lacks(tokens: &[Token<'_>], place: Place) -> i32 {
    let at = tokens
        .windows(2)
        .position(|pair| pair[0].is(DOC) && pair[1].is(STATE_AFTER) && pair[1].opener != '.');
    let old = tokens.windows(4).any(|four| {
        four[0].is(DOC) && [four[1].word, four[2].word, four[3].word] == ["out", "of", "date"]
    });
    if old {
        return 4;
    }
    let ends = at.is_some_and(|at| {
        at + 2 == tokens.len() || matches!(tokens[at + 2].word, "from" | "by" | "in" | "on" | "for")
    });
    // In a cell these words head a column of a form.
    if ends && place != Place::Cell { 3 } else { 0 }
}

/// `… with comms`, `… from finance` at the end.
fn owed(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [.., joint, team] if team.is(TEAM) && matches!(joint.word, "with" | "from" | "by"))
}

/// `Diane to send text`: one name, and an order in a few words.
fn somebody_is_to(tokens: &[Token<'_>]) -> bool {
    let [name, to, verb, ..] = tokens else {
        return false;
    };
    let person =
        name.word.starts_with(char::is_uppercase) && name.sorts == 0 && !name.word.ends_with('s');
    person
        && !super::context::one_of(name.word, BODIES)
        && to.word == "to"
        && verb.is(EDIT)
        && tokens.len() <= 5
}

/// `this section`, `table below`.
fn pointed(tokens: &[Token<'_>]) -> bool {
    let before = tokens
        .windows(2)
        .any(|pair| pair[0].is(POINT) && pair[1].is(DOC));
    let around = tokens
        .windows(3)
        .any(|three| three[0].is(POINT) && three[2].is(DOC));
    let behind = tokens
        .windows(2)
        .any(|pair| pair[0].is(DOC) && matches!(pair[1].word, "below" | "above" | "here"));
    let last = tokens[tokens.len() - 1].is(POINT) && tokens.iter().any(|token| token.is(DOC));
    before || around || behind || last
}

/// `before publication`, `once agreed`, `when available`, `for now`.
fn until_it_is_out(tokens: &[Token<'_>]) -> bool {
    let at = (1..tokens.len()).find(|&at| tokens[at].is(TIME));
    at.is_some_and(|at| {
        tokens[at].is(OUT) || tokens[at + 1..].iter().take(4).any(|token| token.is(OUT))
    })
}

/// Somebody is spoken to: `RW:`, `Comms –`, `Sam, please`.
fn named(tokens: &[Token<'_>]) -> bool {
    let (first, second) = (&tokens[0], &tokens[1]);
    // `Q1:` numbers a question of a consultation.
    let lettered = first.word.chars().all(char::is_alphabetic);
    let initials =
        is_capitals(first.word) && lettered && first.word.len() <= 3 && second.opener == ':';
    let called = matches!(second.opener, ':' | '-' | ',');
    let person = first.word.starts_with(char::is_uppercase)
        && !first.word.ends_with('s')
        && first.sorts == 0;
    initials
        || called && first.is(TEAM)
        || called && person && tokens.iter().take(4).any(|token| token.is(PLEASE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_in_every_script_and_lose_the_quotation_marks_around_them() {
        let words = |text: &str| -> Vec<String> {
            let mut words = Vec::new();
            let mut from = 0;
            while let Some(range) = next_word(text, from) {
                from = range.end;
                words.push(text[range].to_owned());
            }
            words
        };
        assert_eq!(
            words("– don’t add £5 … łódź, r&d/IT (50%) ‘x’"),
            ["don’t", "add", "£5", "łódź", "r&d/IT", "50%", "x’"]
        );
        assert_eq!(words(" — …"), [""; 0]);
        let tokens = tokens("check 'figure'");
        assert_eq!(tokens[1].word, "figure");
    }

    #[test]
    fn the_words_are_in_order() {
        for pair in SORTS.windows(2) {
            assert!(
                pair[0].0 < pair[1].0,
                "{} stands before {}",
                pair[0].0,
                pair[1].0
            );
        }
        assert!(SORTS.len() < SLOTS / 2);
        for (word, sort) in SORTS {
            assert!(word.len() <= LONGEST_WORD, "{word}");
            assert_eq!(sorts(&word.to_uppercase()), *sort, "{word}");
        }
        assert_eq!(sorts("Kirklees"), 0);
    }

    #[test]
    fn three_sorts_make_a_note() {
        for text in [
            "Old figure – update",
            "2016 data, replace with 2018",
            "Remove before publishing",
            "Finish this section",
            "Complete table below and chase",
            "Equality data missing",
            "Is there a more up-to-date figure?",
            "RW: is this the 2017 figure?",
            "Comms – please proof",
            "Author: please supply abstract",
            "Needs Board approval before we can include",
            "Confirm figures with finance",
            "Map out of date",
            "Graph is wrong way round – fix",
            "Shorten?",
            "Final wording with comms",
            "Diane to send text",
        ] {
            assert!(note(text, Place::Prose).is_some(), "{text}");
        }
    }

    #[test]
    fn one_or_two_do_not() {
        for text in [
            "Review data quality",
            "Update the carers’ strategy",
            "Check the map before you travel",
            "Add your name here",
            "The figures are published once agreed",
            "Find new homes",
            "Photos of the day",
            "Complete the tables in the national return",
            "This table shows need by ward",
            "Is there a better way?",
            "Data and evidence",
            "Please send your comments",
            "Trust to send text",
            "Expand?",
            "When will the final version be published?",
        ] {
            assert!(note(text, Place::Prose).is_none(), "{text}");
        }
    }
}
