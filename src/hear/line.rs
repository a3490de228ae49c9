//! The words of one line, put together from what was written onto the page piece by piece.
//!
//! A page has no words, only letters at places. Blanks are there mostly, because the type-setter
//! writes them; where none is and letters stand apart or on the next line, there is one. A word that
//! was divided at a line's end is one word again.

use super::utterance::Part;
use crate::pdf::{Point, Run};

/// Letters further apart than this part of their size stand in two words.
const APART: f64 = 0.2;

/// Base lines further apart than this part of the letters' size are two; raised figures are not.
const NEXT_LINE: f64 = 0.7;

/// A hyphen that is only there because the line ends.
const SOFT_HYPHEN: char = '\u{ad}';

/// Where a line may end without a blank.
const DIVIDERS: [char; 7] = ['-', '\u{2010}', '–', '—', '/', '\u{200b}', SOFT_HYPHEN];

/// What is there for the type-setter and has no sound: it divides, holds together or turns text.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        SOFT_HYPHEN | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
    ) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A line that is being put together.
#[derive(Debug, Default)]
pub(super) struct Line {
    parts: Vec<Part>,
    /// Where the last letter ends, and its size.
    end: Option<(Point, f64)>,
    /// Where the first one begins.
    pub at: Option<Point>,
}

impl Line {
    /// Whether nothing of it can be heard.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| audible(&part.text).is_empty())
    }

    /// Adds what was written onto the page.
    pub fn run(&mut self, run: &Run, language: &str) {
        if self.is_apart(run) {
            self.space();
        }
        self.text(&run.text, language);
        self.at = self.at.or(Some(run.start));
        self.end = Some((run.end, run.size));
    }

    /// Adds words.
    pub fn text(&mut self, text: &str, language: &str) {
        match self.parts.last_mut() {
            Some(last) if text.trim().is_empty() || is_same(&last.language, language) => {
                last.text.push_str(text);
            }
            _ => self.parts.push(Part {
                language: language.to_owned(),
                text: text.to_owned(),
            }),
        }
    }

    /// Ends a word, if one has begun.
    pub fn space(&mut self) {
        if let Some(last) = self.parts.last_mut() {
            last.text.push(' ');
        }
    }

    /// Whether what is written begins a new word by where it stands.
    fn is_apart(&self, run: &Run) -> bool {
        let Some(((end, size), last)) = self.end.zip(self.last()) else {
            return false;
        };
        let size = size.max(run.size);
        let is_next_line =
            end.page != run.start.page || (end.y - run.start.y).abs() > NEXT_LINE * size;
        if is_next_line {
            !DIVIDERS.contains(&last)
        } else {
            (run.start.x - end.x).abs() > APART * size
        }
    }

    fn last(&self) -> Option<char> {
        let texts = self.parts.iter().rev();
        texts
            .filter_map(|part| part.text.chars().next_back())
            .next()
    }

    /// The words, each blank a single one.
    pub fn parts(self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for part in self.parts {
            let text = audible(&part.text);
            if text.is_empty() {
                continue;
            }
            match parts
                .last_mut()
                .filter(|last| is_same(&last.language, &part.language))
            {
                Some(last) => last.text = format!("{} {text}", last.text),
                None => parts.push(Part { text, ..part }),
            }
        }
        parts
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// What can be heard of a text.
fn audible(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_silent(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes ten points high, each letter five points wide; gives what is heard.
    fn heard(runs: &[(&str, f64, f64)]) -> String {
        let mut line = Line::default();
        for (text, x, y) in runs {
            let at = |x| Point { page: 0, x, y: *y };
            let letters = u8::try_from(text.chars().count()).expect("a short text");
            line.run(
                &Run {
                    text: (*text).to_owned(),
                    language: None,
                    start: at(*x),
                    end: at(x + 5.0 * f64::from(letters)),
                    size: 10.0,
                },
                "en",
            );
        }
        let parts = line.parts();
        parts.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn a_divided_word_is_one_word() {
        let divided = [
            ("The implement\u{ad}", 0.0, 100.0),
            ("ation of it", 0.0, 86.0),
        ];
        assert_eq!(heard(&divided), "The implementation of it");
        let hyphen = [("a well-", 0.0, 100.0), ("known plan", 0.0, 86.0)];
        assert_eq!(heard(&hyphen), "a well-known plan");
    }

    #[test]
    fn the_end_of_a_line_ends_a_word() {
        let written = [
            ("One", 0.0, 100.0),
            ("two ", 0.0, 86.0),
            ("three", 0.0, 72.0),
        ];
        assert_eq!(heard(&written), "One two three");
    }

    #[test]
    fn letters_apart_are_two_words_and_raised_ones_are_not() {
        assert_eq!(
            heard(&[("Risks", 0.0, 100.0), ("55", 400.0, 100.0)]),
            "Risks 55"
        );
        assert_eq!(heard(&[("m", 0.0, 100.0), ("2", 5.0, 103.5)]), "m2");
    }

    #[test]
    fn a_language_is_a_part_of_its_own() {
        let mut line = Line::default();
        line.text("They call it ", "en-GB");
        line.text("laissez-faire", "fr");
        line.text(" ", "en-GB");
        line.text(" here.", "en-gb");
        let parts: Vec<(String, String)> = line
            .parts()
            .into_iter()
            .map(|part| (part.language, part.text))
            .collect();
        let expected = [
            ("en-GB", "They call it"),
            ("fr", "laissez-faire"),
            ("en-gb", "here."),
        ];
        assert_eq!(parts, expected.map(|(l, t)| (l.to_owned(), t.to_owned())));
    }
}
