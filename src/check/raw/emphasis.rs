//! Signs of emphasis that are not closed, or do not stand at their words; and text that was struck
//! out where it was to be lowered.

use std::sync::LazyLock;

use regex::Regex;

use super::run::{Hit, Place, Run, shown};
use crate::diagnostic::{Diagnostic, rules};
use crate::parse::body::Inline;
use crate::source::SourceSet;

/// A sign that opens something: before it a blank or a bracket, behind it a letter or a figure.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:^|[\s(\[“‘—–/])(?P<hit>(?P<sign>\*{1,3}|__|~~|`{1,2})[\p{L}\p{N}£“‘(\[][^\s*`]*)")
});

/// Signs with a blank between them and their words.
static SPACED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:^|\s)(?P<hit>(?:\*\*|__|~~)[ \u{a0}][^*_~\n]*\p{L}[^*_~\n]*(?:\*\*|__|~~))")
});

/// Signs that close what was not opened.
static CLOSE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?P<hit>[^\s*]*[\p{L}.!?:;”’)](?P<sign>\*\*|~~))(?:$|[\s.,;:!?)])"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// Finds them.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    if !run.text().contains(['*', '_', '~', '`']) {
        return Vec::new();
    }
    let spaced = SPACED.captures_iter(run.text()).filter_map(|found| {
        let hit = found.name("hit")?;
        let message = format!(
            "`{}` is printed as it stands: a space stands between the signs and their words",
            shown(hit.as_str())
        );
        Some(Hit::new(
            hit.range(),
            message,
            "delete the space, as in `**words**`",
        ))
    });
    let mut found: Vec<Hit> = spaced.collect();
    found.extend(open(run));
    found.extend(closing(run));
    found
}

fn open(run: &Run<'_>) -> Vec<Hit> {
    let found = OPEN.captures_iter(run.text()).filter_map(|found| {
        let (hit, sign) = (found.name("hit")?, &found["sign"]);
        let is_first = run.text()[..hit.start()].trim_end_matches(' ').chars().next_back().is_none_or(|c| c == '\n');
        if sign.starts_with('*') && ((is_first && run.has_starred(sign)) || is_product(run.text(), hit.start(), sign.len())) {
            return None;
        }
        if sign == "__" && is_name(&hit.as_str()[2..]) {
            return None;
        }
        let rest = &run.text()[hit.start() + sign.len()..];
        let (reason, help) = if has_run(rest, sign) {
            (
                "these signs do not take effect",
                "put the signs at their words, or a space behind them; within HTML Markdown is not read",
            )
        } else {
            ("this sign is not closed", "write the same sign behind the words; or, if it is meant as it stands, a `\\` before it")
        };
        Some(Hit::new(hit.range(), format!("`{}` is printed as it stands: {reason}", shown(hit.as_str())), help))
    });
    found.collect()
}

/// Whether a text holds just so many signs of a sort beside each other.
fn has_run(text: &str, sign: &str) -> bool {
    let one = &sign[..1];
    text.match_indices(sign)
        .any(|(at, _)| !text[..at].ends_with(one) && !text[at + sign.len()..].starts_with(one))
}

/// Whether a word is the name of something in a program: `__errno_location`, `__doIt`.
fn is_name(word: &str) -> bool {
    word.contains('_')
        || word
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a star stands between two figures: `5 *3`.
fn is_product(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].trim_end().chars().next_back();
    let behind = text[at + length..].chars().next();
    length == 1
        && before.is_some_and(|c| c.is_ascii_digit())
        && behind.is_some_and(|c| c.is_ascii_digit())
}

/// Two stars may mark a figure or a name, as one does: where `A*` is in the card, `B**` is the next
/// note and not emphasis.
fn closing(run: &Run<'_>) -> Option<Hit> {
    if run.place == Place::Cell {
        return None;
    }
    let found = CLOSE.captures(run.text())?;
    let (hit, sign) = (found.name("hit")?, &found["sign"]);
    let is_opened = run.text()[..hit.end() - sign.len()].contains(sign);
    if is_opened
        || sign == "**" && run.has_starred("*")
        || run.is_escaped(hit.end() - sign.len())
        || run.text()[..hit.start()].is_empty() && run.text().len() == hit.end()
    {
        return None;
    }
    let message = format!(
        "`{}` is printed as it stands: this sign is not opened",
        shown(hit.as_str())
    );
    Some(Hit::new(
        hit.range(),
        message,
        "write the same sign before the words; or, if it is meant as it stands, a `\\` before it",
    ))
}

/// `H~2~O`: elsewhere lowered, here struck out.
pub fn lowered(content: &[Inline], sources: &SourceSet) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for pair in content.windows(2) {
        let (Inline::Text(before), Inline::Strikethrough(words)) = (&pair[0], &pair[1]) else {
            continue;
        };
        let [Inline::Text(inner)] = words.as_slice() else {
            continue;
        };
        let source = sources.get(inner.span.source).text();
        let around = source[..inner.span.start].ends_with('~')
            && !source[..inner.span.start].ends_with("~~");
        let is_short =
            inner.text.chars().count() <= 3 && inner.text.chars().all(char::is_alphanumeric);
        if around
            && is_short
            && before
                .text
                .ends_with(|c: char| c.is_alphanumeric() || c == ')')
        {
            let message = format!(
                "`~{}~` is struck out: lowered text is written otherwise",
                inner.text
            );
            let diagnostic = rules::source::MARKDOWN.at(inner.span, message);
            found.push(diagnostic.help(format!("write `<sub>{}</sub>`", inner.text)));
        }
    }
    found
}
