//! Which way each straight quotation mark of a text turns, and which are apostrophes.
//!
//! The parser decides by the letters beside a mark in the source, where they may be those of
//! markup: behind the star of `*Nature*'s` it opens a quotation. Here a mark is seen between the
//! characters that are printed. A single mark opens only where another one closes; all others are
//! apostrophes (`'90s`, `rock 'n' roll`, `the councils' plans`).
//!
//! In: the events of a text. Out: the turn of each straight mark, by its place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::memchr2;
use pulldown_cmark::{Event, Tag};

use super::is_block;
use super::prepared::Placed;
use crate::parse::quotes::Turn;

/// Stands for a picture, and for what else is printed and is no character.
const THING: char = '\u{FFFC}';

/// Words that begin with an apostrophe, and are no words without it.
const ELISIONS: [&str; 9] = [
    "tis", "twas", "twere", "twill", "til", "em", "n", "bout", "neath",
];

/// The turn of each straight mark of a text, by where it stands.
pub(super) fn turns(
    text: &str,
    events: &[Placed<'_>],
    unmask: impl Fn(&str) -> Cow<'_, str>,
) -> BTreeMap<usize, Turn> {
    let mut turns = BTreeMap::new();
    if memchr2(b'\'', b'"', text.as_bytes()).is_none() {
        return turns;
    }
    let mut line = Line::default();
    for (event, range) in events {
        match event {
            Event::Text(words) if is_straight(&text[range.clone()], words) => {
                line.mark(range.start, &text[range.clone()]);
            }
            Event::Text(words) | Event::Code(words) => line.words(&unmask(words)),
            Event::SoftBreak | Event::HardBreak => line.words(" "),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                line.words(" ");
            }
            Event::Start(Tag::Image { .. }) => line.words(&THING.to_string()),
            Event::Start(tag) if is_block(tag) => line.end(&mut turns),
            Event::Rule | Event::Html(_) => line.end(&mut turns),
            _ => {}
        }
    }
    line.end(&mut turns);
    turns
}

/// A mark that the author typed straight, and did not escape.
fn is_straight(written: &str, read: &str) -> bool {
    matches!(written, "'" | "\"") && written != read
}

/// The running text of one block as it will be printed, and its straight marks.
#[derive(Default)]
struct Line {
    text: String,
    /// Where its marks stand, and where in the source.
    marks: Vec<(usize, usize)>,
}

impl Line {
    fn words(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn mark(&mut self, at: usize, mark: &str) {
        self.marks.push((self.text.len(), at));
        self.words(mark);
    }

    fn end(&mut self, turns: &mut BTreeMap<usize, Turn>) {
        if !self.marks.is_empty() {
            let line = Turned::of(self);
            turns.extend(
                self.marks
                    .iter()
                    .zip(line.turns)
                    .map(|(&(_, at), turn)| (at, turn)),
            );
        }
        self.text.clear();
        self.marks.clear();
    }
}

/// The marks of a line as they turn.
struct Turned<'l> {
    line: &'l Line,
    turns: Vec<Turn>,
}

impl<'l> Turned<'l> {
    fn of(line: &'l Line) -> Self {
        let mut turned = Self {
            line,
            turns: Vec::with_capacity(line.marks.len()),
        };
        let mut is_open = false;
        for index in 0..line.marks.len() {
            let turn = if turned.character(index) == '"' {
                turned.double(index, &mut is_open)
            } else {
                turned.single(index)
            };
            turned.turns.push(turn);
        }
        turned.pair();
        turned
    }

    fn character(&self, index: usize) -> char {
        if self.line.text[self.line.marks[index].0..].starts_with('"') {
            '"'
        } else {
            '\''
        }
    }

    fn before(&self, index: usize) -> Option<char> {
        self.line.text[..self.line.marks[index].0]
            .chars()
            .next_back()
    }

    fn after(&self, index: usize) -> Option<char> {
        self.behind(index).chars().next()
    }

    fn behind(&self, index: usize) -> &'l str {
        &self.line.text[self.line.marks[index].0 + 1..]
    }

    /// Whether a word can begin at a mark: nothing stands before it but a space, a bracket, a dash,
    /// or a mark that opens.
    fn can_open(&self, index: usize) -> bool {
        let beside = index > 0 && self.line.marks[index - 1].0 + 1 == self.line.marks[index].0;
        match self.before(index) {
            _ if beside => match self.turns[index - 1] {
                Turn::Open => true,
                // `l'"école"`
                Turn::Apostrophe => {
                    self.character(index) == '"'
                        && self.after(index).is_some_and(char::is_alphanumeric)
                }
                Turn::Close | Turn::Inch => false,
            },
            None => true,
            Some(c) => {
                c.is_whitespace()
                    || "([{<-–—/=‘“„‚«‹¿¡|".contains(c)
                    || c == '’' && self.character(index) == '"'
            }
        }
    }

    /// Whether what stands behind a mark is a space, or the end.
    fn ends(&self, index: usize) -> bool {
        self.after(index).is_none_or(char::is_whitespace)
    }

    fn double(&self, index: usize, is_open: &mut bool) -> Turn {
        let opens =
            self.can_open(index) && (!self.ends(index) || !*is_open && self.after(index).is_some());
        let is_inch = !opens && !*is_open && self.before(index).is_some_and(|c| c.is_ascii_digit());
        if !is_inch {
            *is_open = opens;
        }
        match (opens, is_inch) {
            (true, _) => Turn::Open,
            (false, true) => Turn::Inch,
            (false, false) => Turn::Close,
        }
    }

    /// A single mark, before it is known whether another one closes what it opens.
    fn single(&self, index: usize) -> Turn {
        let is_within = self.before(index).is_some_and(char::is_alphanumeric)
            && self.after(index).is_some_and(char::is_alphanumeric);
        if is_within || self.is_elision(index) {
            return Turn::Apostrophe;
        }
        match self.can_open(index) && !self.ends(index) {
            true => Turn::Open,
            // `"so-called"'s`, `*Nature*'s`: a letter follows.
            false if self.word_follows(index) => Turn::Apostrophe,
            false => Turn::Close,
        }
    }

    /// Whether a word begins behind a mark, perhaps one in double marks, as in `l'"école"`.
    fn word_follows(&self, index: usize) -> bool {
        let behind = self.behind(index);
        behind
            .strip_prefix('"')
            .unwrap_or(behind)
            .starts_with(char::is_alphanumeric)
    }

    /// `'90s`, `'tis`, and both marks of `'n'`.
    fn is_elision(&self, index: usize) -> bool {
        let behind = self.behind(index);
        let length = behind
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(behind.len());
        let (word, rest) = behind.split_at(length);
        let is_decade = word.strip_suffix('s').unwrap_or(word).len() == 2
            && word.bytes().take(2).all(|byte| byte.is_ascii_digit());
        // A figure goes on: `'24/25`; or it is quoted: `'24%'`.
        let goes_on = rest.starts_with(['%', ',', '.', '\'']) && !word.ends_with('s');
        let is_known = ELISIONS
            .iter()
            .any(|elision| word.eq_ignore_ascii_case(elision));
        let ends_n = index > 0
            && self.turns[index - 1] == Turn::Apostrophe
            && self.is_n(index - 1)
            && self.before(index) == Some('n');
        ends_n
            || self.can_open(index)
                && ((is_decade && !goes_on)
                    || (is_known && (!rest.starts_with('\'') || word == "n")))
    }

    /// Whether a mark and the next enclose an `n`.
    fn is_n(&self, index: usize) -> bool {
        self.behind(index).starts_with("n'")
    }

    /// Finds the single mark that closes each one that opens; what is left over is an apostrophe.
    fn pair(&mut self) {
        let singles: Vec<usize> = (0..self.turns.len())
            .filter(|&index| self.character(index) == '\'')
            .collect();
        let mut rest = singles.as_slice();
        while let Some((&first, after)) = rest.split_first() {
            let partner = (self.turns[first] == Turn::Open)
                .then(|| self.partner(after))
                .flatten();
            let within = partner.map_or(0, |offset| offset + 1);
            match partner {
                Some(offset) => after[..offset]
                    .iter()
                    .for_each(|&index| self.turns[index] = Turn::Apostrophe),
                None => self.turns[first] = Turn::Apostrophe,
            }
            rest = &after[within..];
        }
    }

    /// Which of the marks behind an opening one closes it: the first that is sure to, else the
    /// last, before another one opens.
    fn partner(&self, after: &[usize]) -> Option<usize> {
        let reach = after
            .iter()
            .take_while(|&&index| self.turns[index] != Turn::Open)
            .count();
        let closing = || (0..reach).filter(|&offset| self.turns[after[offset]] == Turn::Close);
        closing()
            .find(|&offset| !self.may_be_plural(after[offset]))
            .or_else(|| closing().next_back())
    }

    /// `the councils' plans`: behind an s, and a word follows.
    fn may_be_plural(&self, index: usize) -> bool {
        let word_follows = self
            .behind(index)
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        word_follows
            && self
                .before(index)
                .is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x' | 'ß'))
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::*;

    /// A text with its straight marks turned, as in English; the inch is shown as such.
    fn turned(text: &str) -> String {
        let events: Vec<Placed<'_>> = Parser::new_ext(text, super::super::options())
            .into_offset_iter()
            .collect();
        let turns = turns(text, &events, |text| Cow::Borrowed(text));
        let mut out = String::new();
        for (at, c) in text.char_indices() {
            out.push(match (c, turns.get(&at)) {
                ('"', Some(Turn::Open)) => '“',
                ('"', Some(Turn::Close)) => '”',
                ('"', Some(Turn::Inch)) => '″',
                ('\'', Some(Turn::Open)) => '‘',
                ('\'', Some(Turn::Close)) => '›',
                ('\'', Some(Turn::Apostrophe)) => '’',
                _ => c,
            });
        }
        out
    }

    #[test]
    fn marks_turn_by_what_is_printed_beside_them() {
        for (text, expected) in [
            (
                "*Nature*'s `x`'s **\"bold\"** [link](a)'s",
                "*Nature*’s `x`’s **“bold”** [link](a)’s",
            ),
            ("\"so-called\"'s end", "“so-called”’s end"),
            (
                "(\"a\") and \"*b*\" and *\"c\"*, l'\"école\"",
                "(“a”) and “*b*” and *“c”*, l’“école”",
            ),
            (
                "\"'Yes,' he said\" and '\"No\"'",
                "“‘Yes,› he said” and ‘“No”›",
            ),
            (
                "a 10\" pipe of 5' 10\", \"in 10\" he said",
                "a 10″ pipe of 5’ 10″, “in 10” he said",
            ),
            ("\" spaced \" text", "“ spaced ” text"),
        ] {
            assert_eq!(turned(text), expected, "{text}");
        }
    }

    #[test]
    fn single_marks_open_only_where_one_closes() {
        for (text, expected) in [
            (
                "the '90s, '24/25 and rock 'n' roll, 'tis so",
                "the ’90s, ’24/25 and rock ’n’ roll, ’tis so",
            ),
            (
                "the councils' plans and staff's",
                "the councils’ plans and staff’s",
            ),
            ("'the councils' plans' are", "‘the councils’ plans› are"),
            ("'Ja', sagte er, 'nein'.", "‘Ja›, sagte er, ‘nein›."),
            ("'Dw i'n mynd", "’Dw i’n mynd"),
            (
                "'*Nature*' and '*Science*'s end'",
                "‘*Nature*› and ‘*Science*’s end›",
            ),
            ("'One' and\n\n'two", "‘One› and\n\n’two"),
        ] {
            assert_eq!(turned(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_of_code_and_escaped_ones_stay() {
        assert_eq!(turned("`'x'` and \\'y\\'"), "`'x'` and \\'y\\'");
    }
}
