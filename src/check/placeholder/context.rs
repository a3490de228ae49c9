//! What stands around a match: the judge's view of the text.
//!
//! In comes a match in the searched text; out come the words beside it, the clause it stands in,
//! and whether it stands alone, in brackets or in a quotation. Nothing here looks further than
//! [`WINDOW`] bytes to either side, so a scan stays linear whatever the text holds.

use std::ops::Range;

use super::Place;
use super::clause::{Clause, clause_end, clause_start};
use super::language::Language;
use super::rules::Code;

/// How far a judge looks to either side of a match, in bytes.
pub const WINDOW: usize = 280;

/// A match and its surroundings.
pub struct Context<'a> {
    /// The searched text.
    pub text: &'a str,
    /// What the pattern matched.
    pub range: Range<usize>,
    /// The code of the rule whose pattern matched.
    pub code: Code,
    /// The kind of text.
    pub place: Place,
    /// The language that the match is in.
    pub language: Language<'a>,
    /// Whether the document declares a term, or a part of that name.
    pub declared: &'a dyn Fn(&str) -> bool,
}

/// What a judge found: a code and the text it covers.
pub struct Hit {
    /// The rule that the place breaks.
    pub code: Code,
    /// The place in the searched text.
    pub range: Range<usize>,
}

/// What may stand before the first word of a note to oneself or to a colleague.
const NOTE_OPENERS: &[&str] = &[
    "please", "also", "and", "but", "nb", "note", "still", "maybe", "perhaps", "possibly",
    "probably", "so", "or", "just",
];

/// Signs that only decorate: emphasis left by the author, list marks, ellipses.
pub fn is_decoration(c: char) -> bool {
    c.is_whitespace() || "*_=~`.…!,;:·•\u{f0b7}\u{f0a7}|>#-–—\"'“”‘’".contains(c)
}

impl<'a> Context<'a> {
    /// The matched text.
    pub fn matched(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// The match itself as a hit of its own rule.
    pub fn hit(&self) -> Option<Hit> {
        self.hit_as(self.code, self.range.clone())
    }

    /// Another range as a hit of a rule.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "judges end in `ctx.hit()` or `None`"
    )]
    pub fn hit_as(&self, code: Code, range: Range<usize>) -> Option<Hit> {
        Some(Hit { code, range })
    }

    /// The text before the match, no more than the window.
    pub fn left(&self) -> &'a str {
        let start = self
            .text
            .ceil_char_boundary(self.range.start.saturating_sub(WINDOW));
        &self.text[start..self.range.start]
    }

    /// The text after the match, no more than the window.
    pub fn right(&self) -> &'a str {
        let end = self
            .text
            .floor_char_boundary((self.range.end + WINDOW).min(self.text.len()));
        &self.text[self.range.end..end]
    }

    /// The character right before the match.
    pub fn before(&self) -> Option<char> {
        self.left().chars().next_back()
    }

    /// The character right after the match.
    pub fn after(&self) -> Option<char> {
        self.right().chars().next()
    }

    /// The word before the match on the same clause, without punctuation; empty where there is
    /// none.
    pub fn previous_word(&self) -> &'a str {
        last_word(self.left())
    }

    /// The word after the match; empty where punctuation or nothing follows.
    pub fn next_word(&self) -> &'a str {
        first_word(self.right())
    }

    /// Whether letters or digits touch the match.
    pub fn inside_word(&self) -> bool {
        self.before()
            .is_some_and(|c| c.is_alphanumeric() || c == '_')
            || self
                .after()
                .is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    /// Whether a letter or digit stands right before the match.
    pub fn inside_word_before(&self) -> bool {
        self.before()
            .is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    /// Whether the match belongs to an address: `www.tbc.gov.uk`, `/tbc/`, `x@tbc.org`.
    pub fn in_address(&self) -> bool {
        let joined = |c: Option<char>, d: Option<char>| {
            matches!(c, Some('.' | '@' | '/' | '\\' | '_')) && d.is_some_and(char::is_alphanumeric)
        };
        let mut left = self.left().chars().rev();
        let mut right = self.right().chars();
        joined(left.next(), left.next()) && self.before() != Some('/')
            || joined(right.next(), right.next()) && self.after() != Some('/')
            || self
                .left()
                .rsplit(char::is_whitespace)
                .next()
                .is_some_and(|token| token.contains("://") || token.starts_with("www."))
    }

    /// Whether the match is the whole text, decoration and brackets apart.
    pub fn whole(&self) -> bool {
        let bare = |c: char| is_decoration(c) || "()[]<>".contains(c);
        self.left().chars().all(bare) && self.right().chars().all(bare) && self.within_window()
    }

    fn within_window(&self) -> bool {
        self.range.start <= WINDOW && self.text.len() - self.range.end <= WINDOW
    }

    /// Whether the match is all there is of its line, decoration apart.
    pub fn fills_line(&self) -> bool {
        let before = self.left().rsplit('\n').next().unwrap_or("");
        let after = self.right().split('\n').next().unwrap_or("");
        before.len() < WINDOW && before.chars().chain(after.chars()).all(is_decoration)
    }

    /// Whether the match stands in a quotation that opens before it and ends after it.
    pub fn quoted(&self) -> bool {
        let (left, right) = (self.left(), self.right());
        let open = |opening: char, closing: char| match (left.rfind(opening), left.rfind(closing)) {
            (Some(o), c) => c.is_none_or(|c| c < o) && right.contains(closing),
            _ => false,
        };
        let odd = left.bytes().filter(|&b| b == b'"').count() % 2 == 1;
        open('“', '”')
            || open('‘', '’')
            || open('«', '»')
            || open('„', '“')
            || open('„', '”')
            || (odd && right.contains('"'))
            || (self.before() == Some('\'') && self.after() == Some('\''))
    }

    /// Whether the match opens its clause: nothing stands before it but what a writer of notes
    /// begins with.
    pub fn opens_clause(&self) -> bool {
        words(self.clause().subject).all(|word| one_of(word, NOTE_OPENERS))
    }

    /// The match with the rest of its clause.
    pub fn with_tail(&self) -> Range<usize> {
        self.range.start..self.range.end + self.tail_length()
    }

    /// The match with the rest of its clause and the question mark that ends it.
    pub fn with_question_mark(&self) -> Range<usize> {
        let tail = self.tail_length();
        let mark = self.right()[tail..].find('?').map_or(0, |at| at + 1);
        self.range.start..self.range.end + tail + mark
    }

    /// The bytes from the end of the match to the last word of its clause.
    pub fn tail_length(&self) -> usize {
        let tail = self.clause().tail;
        offset(self.right(), tail) + tail.len()
    }

    /// The clause that holds the match.
    pub fn clause(&self) -> Clause<'a> {
        let (subject, opener) = clause_start(self.left());
        let (tail, closer) = clause_end(self.right());
        Clause {
            subject: subject.trim_matches(is_blank_mark),
            tail: tail
                .trim_start_matches(is_blank_mark)
                .trim_end_matches(|c| is_blank_mark(c) || ".…!".contains(c)),
            opener,
            closer,
        }
    }
}

fn is_blank_mark(c: char) -> bool {
    c.is_whitespace() || "*_=~".contains(c)
}

/// Signs that belong to a word inside it and not at its ends.
const APOSTROPHES: [char; 3] = ['\'', '’', '‘'];

/// Whether a character belongs to a word as the rules see it.
pub fn in_word(c: char) -> bool {
    c.is_alphanumeric() || "'’-&/%£€$#".contains(c)
}

/// The last word of a text, if nothing but blanks and emphasis stands behind it.
pub fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches(is_blank_mark);
    let start = text
        .char_indices()
        .rev()
        .take_while(|&(_, c)| in_word(c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text[start..].trim_matches(APOSTROPHES)
}

/// The first word of a text, if nothing but blanks and emphasis stands before it.
pub fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(is_blank_mark);
    let end = text.find(|c| !in_word(c)).unwrap_or(text.len());
    text[..end].trim_matches(APOSTROPHES)
}

/// Where a part of a text, cut from it by the functions above, begins in it.
pub fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !in_word(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Whether all letters are capitals, and there are at least two characters.
pub fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
        && !word.chars().any(char::is_lowercase)
        && word.chars().nth(1).is_some()
}

/// Whether a list of lower-case words holds a word, whatever its case.
pub fn one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}
