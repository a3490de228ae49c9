//! Items of lists that are none: their marks lack a blank, or are those of a word processor, so
//! that the items run on in one paragraph.

use super::run::{Hit, Place, Run};

/// What a line begins with that reads like the mark of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    sort: Sort,
    /// Bytes before the mark, and up to its end.
    from: usize,
    to: usize,
    weight: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A sign that only word processors put before items.
    Sign(char),
    /// A mark of Markdown with a blank before or behind it that is none to Markdown.
    Blank,
    /// A hyphen with no blank behind it.
    Unspaced,
    /// A number with no blank behind it.
    UnspacedNumber(u32),
    /// A number as it should be, in the middle of a paragraph.
    Number(u32),
    /// A number in brackets.
    Bracketed(u32),
    /// A bullet of Markdown that stands too far to the right.
    Bullet(char),
}

/// How sure it is that a list was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Sure,
    /// Sure at the beginning of a paragraph; elsewhere the line may only have been broken there.
    AtStart,
    /// Only if another line begins so.
    Two,
}

/// Blanks that Markdown takes for letters.
const BLANKS: [char; 6] = [
    '\u{a0}', '\u{2002}', '\u{2003}', '\u{2007}', '\u{202f}', '\u{3000}',
];

/// Finds the first line of each paragraph that was meant to be a list.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    if run.place != Place::Block {
        return Vec::new();
    }
    let marks: Vec<(usize, &str, Mark)> = run
        .lines()
        .filter_map(|(at, line)| Some((at, line, mark(line, run)?)))
        .filter(|(at, _, mark)| !run.is_escaped(at + mark.from))
        .collect();
    let counts = |at: usize, mark: &Mark| match mark.weight {
        Weight::Sure => true,
        Weight::AtStart if at == 0 => true,
        _ => marks
            .iter()
            .any(|(other, _, one)| *other != at && follows(mark.sort, one.sort)),
    };
    let Some((at, line, mark)) = marks.iter().find(|(at, _, mark)| counts(*at, mark)) else {
        return Vec::new();
    };
    let end = line[mark.to..]
        .find(char::is_whitespace)
        .map_or(line.len(), |length| mark.to + length);
    let written = line[mark.from..mark.to].trim();
    vec![
        Hit::new(
            at + mark.from..at + end.max(mark.to),
            message(written, mark.sort),
            help(mark.sort),
        )
        .of_a_list(),
    ]
}

/// Whether two lines are items of one list.
fn follows(one: Sort, other: Sort) -> bool {
    match (one, other) {
        (Sort::Number(one), Sort::Number(other))
        | (Sort::UnspacedNumber(one), Sort::UnspacedNumber(other))
        | (Sort::Bracketed(one), Sort::Bracketed(other)) => one.abs_diff(other) == 1,
        (one, other) => one == other,
    }
}

fn message(written: &str, sort: Sort) -> String {
    let reason = match sort {
        Sort::Sign(_) => "it begins no item of a list in Markdown",
        Sort::Blank => "the blank beside it is no space, so it begins no item of a list",
        Sort::Unspaced | Sort::UnspacedNumber(_) => {
            "without a space behind it, it begins no item of a list"
        }
        Sort::Bracketed(_) => "a number in brackets begins no item of a list in Markdown",
        Sort::Number(_) => {
            "a list begins in the middle of a paragraph only with 1, so its items run on"
        }
        Sort::Bullet(_) => "it stands too far to the right to begin a list, so its items run on",
    };
    format!("`{written}` is printed as it stands: {reason}")
}

fn help(sort: Sort) -> &'static str {
    match sort {
        Sort::Sign(_) | Sort::Unspaced => "write a hyphen and a space, `- `, before each item",
        Sort::UnspacedNumber(_) => "write a space behind the full stop of each number: `1. `",
        Sort::Blank => "write a plain space in its place",
        Sort::Bracketed(_) => "write `1. ` or `1) `, and an empty line before the list",
        Sort::Number(_) => "put an empty line before the list",
        Sort::Bullet(_) => "begin its line where the text above it begins",
    }
}

fn mark(line: &str, run: &Run<'_>) -> Option<Mark> {
    let body = line.trim_start_matches(|c: char| c.is_whitespace() || BLANKS.contains(&c));
    let from = line.len() - body.len();
    let is_odd = line[..from].contains(BLANKS);
    let found = |sort, length: usize, weight| {
        Some(Mark {
            sort,
            from,
            to: from + length,
            weight,
        })
    };
    let first = body.chars().next()?;
    let width = first.len_utf8();
    let next = body[width..].chars().next().unwrap_or(' ');
    let (is_space, is_blank) = (matches!(next, ' ' | '\t'), BLANKS.contains(&next));
    match first {
        '-' | '*' | '+' if is_blank || (is_odd && is_space) => {
            found(Sort::Blank, width, Weight::Sure)
        }
        '-' | '*' | '+' if is_space && body.len() > 2 => {
            found(Sort::Bullet(first), width, Weight::Two)
        }
        '-' if is_word(&body[width..]) => found(Sort::Unspaced, width, Weight::AtStart),
        '–' | '—' | '‒' if is_space || is_blank => {
            found(Sort::Sign(first), width, Weight::Two)
        }
        '•' | '●' | '▪' | '◦' | '‣' | '∙' | '⁃' | '\u{f0a0}'..='\u{f0ff}' => {
            found(Sort::Sign(first), width, Weight::Sure)
        }
        // Only a word processor puts a tab behind a sign.
        '·' | '§' | '■' | '○' | '□' | 'o' if next == '\t' => {
            found(Sort::Sign(first), width, Weight::Sure)
        }
        '·' | '■' | '○' | '□' | '➢' | '►' | '▶' | '❖' | '✓' | '✔' | '→' if is_space || is_blank => {
            found(Sort::Sign(first), width, Weight::Two)
        }
        'o' if run.is_english && (is_space || is_blank) => {
            found(Sort::Sign('o'), width, Weight::Two)
        }
        '(' | '0'..='9' => {
            number(body, is_odd).and_then(|(sort, length, weight)| found(sort, length, weight))
        }
        _ => None,
    }
}

/// Two letters or more: `-item`, but not the switch `-v`, nor an amount.
fn is_word(text: &str) -> bool {
    text.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

/// The number of an item: `1.item`, `(1) item`, or `2. item` in the middle of a paragraph.
fn number(body: &str, is_odd: bool) -> Option<(Sort, usize, Weight)> {
    let inner = body.trim_start_matches('(');
    let digits = inner.find(|c: char| !c.is_ascii_digit())?;
    let number: u32 = inner[..digits].parse().ok().filter(|_| digits <= 2)?;
    let sign = inner[digits..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ')'))?;
    let length = body.len() - inner.len() + digits + 1;
    let is_bracketed = body.starts_with('(');
    if is_bracketed && sign != ')' {
        return None;
    }
    let rest = &inner[digits + 1..];
    let next = rest.chars().next()?;
    if BLANKS.contains(&next) && !is_bracketed {
        return Some((
            Sort::Blank,
            length,
            if number == 1 {
                Weight::Sure
            } else {
                Weight::Two
            },
        ));
    }
    if matches!(next, ' ' | '\t') {
        return Some(match (is_odd, is_bracketed) {
            (true, _) => (Sort::Blank, length, Weight::Sure),
            (false, true) => (Sort::Bracketed(number), length, Weight::Two),
            (false, false) => (Sort::Number(number), length, Weight::Two),
        });
    }
    (is_word(rest) && !is_bracketed).then_some((
        Sort::UnspacedNumber(number),
        length,
        Weight::AtStart,
    ))
}
