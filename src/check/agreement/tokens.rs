//! A text in words, numbers and marks, each with its place and with what is known of it, as the reader
//! of figures wants it.

use super::known::Known;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Letters, perhaps with an apostrophe among them.
    Word,
    /// Digits, with what divides them: `1,544`, `4.2`, `1 544`.
    Number,
    /// Any other sign, by itself.
    Mark,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token<'t> {
    /// As it is written.
    pub text: &'t str,
    /// Where it begins.
    pub at: usize,
    /// What it is.
    pub sort: Sort,
    /// What is known of it, if it is a word.
    pub known: Known,
}

impl Token<'_> {
    /// Where it ends.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it is this word, in small or capital letters.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words.
    pub fn is_any(&self, words: &[&str]) -> bool {
        let text = self.text.as_bytes();
        let first = |text: &[u8]| text.first().map(u8::to_ascii_lowercase);
        let own = first(text);
        for word in words {
            // Most words differ in their length, or in their first letter.
            if word.len() == text.len() && first(word.as_bytes()) == own && self.is(word) {
                return true;
            }
        }
        false
    }

    /// The number that it is, as a word.
    pub fn number(&self) -> Option<u32> {
        self.known.number.map(u32::from)
    }

    /// Into how many parts it divides a whole.
    pub fn part(&self) -> Option<u32> {
        self.known.part.map(u32::from)
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.known.is_capital
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.sort == Sort::Number
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.sort == Sort::Word
    }

    /// Its number, if it is a whole one without anything between its digits.
    pub fn whole(&self) -> Option<u32> {
        self.text.parse().ok().filter(|_| self.is_number())
    }
}

/// Whether the second token touches the first.
pub fn touch(first: &Token<'_>, second: &Token<'_>) -> bool {
    first.end() == second.at
}

/// The tokens of a text; blanks are left out.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let (length, sort) = if first == ' ' {
            (1, None)
        } else if first.is_ascii_digit() {
            (number(&text[at..]), Some(Sort::Number))
        } else if first.is_alphabetic() {
            (word(&text[at..]), Some(Sort::Word))
        } else if first.is_whitespace() && first != '\n' {
            (first.len_utf8(), None)
        } else {
            (first.len_utf8(), Some(Sort::Mark))
        };
        if let Some(sort) = sort {
            let text = &text[at..at + length];
            let known = match sort {
                Sort::Word => Known::of(text),
                Sort::Number | Sort::Mark => Known::NOTHING,
            };
            found.push(Token {
                text,
                at,
                sort,
                known,
            });
        }
        at += length;
    }
    found
}

/// The length of the word at the start.
fn word(text: &str) -> usize {
    let plain = text
        .bytes()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(text.len());
    // Most words end with a blank.
    if matches!(text.as_bytes().get(plain), None | Some(b' ' | b',' | b'.')) {
        return plain;
    }
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins =
            matches!(c, '’' | '\'') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphabetic() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The length of the number at the start. A sign between digits belongs to it if digits follow; a
/// space only before exactly three of them.
fn number(text: &str) -> usize {
    let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    while let Some(sign) = text[end..].chars().next() {
        let behind = end + sign.len_utf8();
        let more = match sign {
            ',' | '.' => digits(behind),
            '\u{a0}' | '\u{202f}' | '\u{2009}' if digits(behind) == 3 => 3,
            _ => 0,
        };
        if more == 0 {
            break;
        }
        end = behind + more;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        let found: Vec<&str> = tokens("The plan’s £3.5m, (1,544) in 2016/17: 4.")
            .iter()
            .map(|token| token.text)
            .collect();
        assert_eq!(
            found,
            [
                "The", "plan’s", "£", "3.5", "m", ",", "(", "1,544", ")", "in", "2016", "/", "17",
                ":", "4", "."
            ]
        );
    }
}
