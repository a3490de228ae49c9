//! Clauses: the stretch of a text between the marks that end a thought.
//!
//! In comes the text to one side of a match; out goes the part that belongs to the match's own
//! clause, and the character at which it ends. Brackets, full stops, dashes with blanks, list
//! marks, tabs and runs of blanks divide; a line break divides only where the author meant it to.

/// The clause around a match: what precedes the match, what follows it, and how the clause opens
/// and ends.
#[derive(Debug)]
pub struct Clause<'a> {
    /// The words before the match, trimmed.
    pub subject: &'a str,
    /// The words after the match, trimmed.
    pub tail: &'a str,
    /// The character that opens the clause: `\n` for a start of a text or line.
    pub opener: char,
    /// The character that ends the clause: `\n` for an end of a text or line.
    pub closer: char,
}

impl Clause<'_> {
    /// Whether the match stands in brackets, with other words or without.
    pub fn in_brackets(&self) -> bool {
        matches!(self.opener, '(' | '[' | '<' | '{')
    }

    /// Whether the match is all there is between an opening and a closing bracket, start and end,
    /// or cell borders.
    pub fn bracketed(&self) -> bool {
        matches!(
            (self.opener, self.closer),
            ('(', ')') | ('[', ']') | ('<', '>') | ('{', '}')
        )
    }
}

/// Whether the line break between two texts ends a sentence or an item, and is not merely where the
/// author's editor wrapped.
fn breaks(before: &str, after: &str) -> bool {
    let ended = before
        .trim_end()
        .chars()
        .next_back()
        .is_none_or(|c| ".:;!?|".contains(c));
    let starts = after
        .trim_start_matches([' ', '*', '_'])
        .chars()
        .next()
        .is_none_or(|c| !c.is_lowercase());
    ended || starts
}

/// Whether blanks at the end of a text only indent a line.
fn indents(before: &str) -> bool {
    before.trim_end_matches([' ', '\t']).ends_with('\n')
}

/// The part of `left` that belongs to the clause at its end, and what opened that clause.
pub fn clause_start(left: &str) -> (&str, char) {
    let mut depth = 0_i32;
    let mut later = ' ';
    let mut blanks = 0;
    for (at, c) in left.char_indices().rev() {
        let rest = &left[at + c.len_utf8()..];
        blanks = if c == ' ' { blanks + 1 } else { 0 };
        match c {
            ')' | ']' => depth += 1,
            '(' | '[' if depth > 0 => depth -= 1,
            '(' | '[' | '<' | '{' => return (rest, c),
            '\n' if depth == 0 && breaks(&left[..at], rest) => return (rest, '\n'),
            '|' | '•' | '·' | '\u{f0b7}' | '\u{f0a7}' if depth == 0 => return (rest, '|'),
            '\t' if depth == 0 && !indents(&left[..at]) => return (rest, '|'),
            '.' | '!' | '?' | ';' | ':' if depth == 0 && later.is_whitespace() => return (rest, c),
            '–' | '—' | '-'
                if depth == 0
                    && later.is_whitespace()
                    && left[..at]
                        .chars()
                        .next_back()
                        .is_none_or(char::is_whitespace) =>
            {
                return (rest, '-');
            }
            _ if blanks == 3 && depth == 0 && !indents(&left[..at]) => return (rest, '|'),
            _ => {}
        }
        later = c;
    }
    (left, '\n')
}

/// The part of `right` that belongs to the clause at its start, and what ends that clause.
pub fn clause_end(right: &str) -> (&str, char) {
    let mut chars = right.char_indices().peekable();
    let mut blanks = 0;
    let mut earlier = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('\n', |&(_, next)| next);
        blanks = if c == ' ' { blanks + 1 } else { 0 };
        match c {
            ')' | ']' | '>' | '}' | '(' | '[' | '|' | '•' | '·' | '\t' | '\u{f0b7}' => {
                return (&right[..at], c);
            }
            '\n' if breaks(&right[..at], &right[at + 1..]) => return (&right[..at], '\n'),
            '.' | '!' | '?' | ';' | ':' if next.is_whitespace() || "*_\"”’')]".contains(next) =>
            {
                return (&right[..at], c);
            }
            '–' | '—' | '-' if next.is_whitespace() && earlier.is_whitespace() => {
                return (&right[..at], '-');
            }
            _ if blanks == 3 && !indents(&right[..at]) => return (&right[..at], '|'),
            _ => {}
        }
        earlier = c;
    }
    (right, '\n')
}
