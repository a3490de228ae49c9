//! What the YAML library says of a broken text, put so that a policy officer can mend it.

use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Error, Location};

use crate::diagnostic::{Diagnostic, rules};
use crate::limits::{YAML_DEPTH, YAML_VALUES};
use crate::source::{SourceId, Span};

/// So many characters of a value are shown again with quotation marks.
const MOST_SHOWN: usize = 80;

/// One diagnostic, `source/yaml` or `source/duplicate-key`, at the line that broke. `whole` is the
/// place of `text`.
pub fn diagnostic(error: &Error, text: &str, whole: Span) -> Diagnostic {
    let span = place(error, text, whole);
    let detail = plain(&error.render());
    if let Some(rest) = detail.strip_prefix("duplicate mapping key: ") {
        let key = rest.split(", set ").next().unwrap_or(rest);
        return rules::source::DUPLICATE_KEY
            .at(span, format!("the key `{key}` stands twice"))
            .help("keep one of the two, and delete the other");
    }
    if let Some((message, help)) = beyond(error, &detail) {
        return rules::source::YAML.at(span, message).help(help);
    }
    let offset = (span.start - whole.start).min(text.len());
    if let Some(found) =
        no_break(text, offset, whole).or_else(|| cut_in_brackets(text, offset, whole))
    {
        return found;
    }
    let span = if detail.contains("tab") {
        tab_after(text, span, whole).unwrap_or(span)
    } else {
        span
    };
    let line = line_around(text, span.start - whole.start);
    let (start, above) = line_above(text, span.start - whole.start);
    let at = |span: Span| rules::source::YAML.at(span, format!("this is not valid YAML: {detail}"));
    // What is to be mended on the line above is told there.
    let value_above = || {
        let value = above.find(": ").map_or(0, |colon| colon + 2);
        let length = above[value..].trim_end().len();
        let from = whole.start + start + value;
        Span::new(whole.source, from..from + length)
    };
    let unclosed = unclosed(above).filter(|_| detail.contains("flow"));
    if let (None, Some(advice)) = (&unclosed, advice(line)) {
        return at(span).help(advice);
    }
    match unclosed.or_else(|| advice(above)) {
        Some(advice) => at(value_above()).help(advice),
        None => at(span).help(
            "check the indentation and the quotation marks of this line and of the line above it",
        ),
    }
}

/// What is YAML, but more of it than is read.
fn beyond(error: &Error, detail: &str) -> Option<(String, &'static str)> {
    let deep = || {
        (
            format!("lists and mappings stand more than {YAML_DEPTH} deep inside each other here"),
            "write it in fewer steps",
        )
    };
    let breach = match error.without_snippet() {
        Error::Budget { breach, .. } => breach,
        Error::MultipleDocuments { .. } => {
            let message = "a line `---` ends what is read of this file, and more stands behind it";
            return Some((
                message.to_owned(),
                "delete the line `---`, or what stands behind it",
            ));
        }
        _ => return (detail == "recursion limit exceeded").then(deep),
    };
    Some(match breach {
        BudgetBreach::Depth { .. } => deep(),
        BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => {
            let message = format!(
                "this text has more than {YAML_VALUES} values, where those that an alias repeats count each time"
            );
            (
                message,
                "split it into several files, or write the values out instead of repeating them with `*`",
            )
        }
        BudgetBreach::Aliases { .. }
        | BudgetBreach::Anchors { .. }
        | BudgetBreach::AliasAnchorRatio { .. } => (
            "values are repeated with `&` and `*` more often than is read".to_owned(),
            "write the values out",
        ),
        _ => (
            "this text is larger than what is read as YAML".to_owned(),
            "split it into several files",
        ),
    })
}

/// The no-break space that kept a line from being understood, on the line that broke or the two
/// above it.
fn no_break(text: &str, offset: usize, whole: Span) -> Option<Diagnostic> {
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |length| offset + length);
    let mut at = end;
    for line in text[..end].rsplit('\n').take(3) {
        let start = at - line.len();
        if let Some(found) = no_break_in(line, whole.source, whole.start + start) {
            return Some(found);
        }
        at = start.saturating_sub(1);
    }
    None
}

/// A no-break space behind the key of a line, behind its hyphen or before it; the line begins at
/// byte `at` of the source.
pub fn no_break_in(line: &str, source: SourceId, at: usize) -> Option<Diagnostic> {
    let is_blank = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
    let body = line.trim_start_matches(|c: char| c.is_whitespace() || is_blank(c));
    let indent = line.len() - body.len();
    let item = body.strip_prefix('-').map_or(0, |rest| {
        1 + rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len()
    });
    let key = body[item..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
        .unwrap_or(0);
    let behind = indent + item + key + 1;
    let is_key = key > 0 && line[indent + item + key..].starts_with(':');
    let (found, whose) = if is_key && line[behind..].starts_with(is_blank) {
        (behind, "behind the colon")
    } else if let Some(found) = line[..indent].find(is_blank) {
        (found, "before the words")
    } else {
        (indent + body[..item].find(is_blank)?, "behind the hyphen")
    };
    let length = line[found..].chars().next().map_or(1, char::len_utf8);
    let place = Span::new(source, at + found..at + found + length);
    let message = format!("this is not valid YAML: a no-break space stands {whose}");
    Some(
        rules::source::YAML
            .at(place, message)
            .help("write a plain space in its place: to YAML a no-break space is a letter"),
    )
}

/// A ` #` that cuts off the end of a list or a mapping in brackets, on the line that broke or above
/// it.
fn cut_in_brackets(text: &str, offset: usize, whole: Span) -> Option<Diagnostic> {
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |length| offset + length);
    let mut at = end;
    for line in text[..end].rsplit('\n') {
        let start = at - line.len();
        if let Some(found) = comment_in_brackets(line) {
            let comment = line[found..].trim_end();
            let place = Span::new(
                whole.source,
                whole.start + start + found..whole.start + start + found + comment.len(),
            );
            let message = "this is not valid YAML: behind a space `#` begins a comment, so the bracket before it is never closed";
            let help = format!(
                "put the value in quotation marks: `\"{}\"`",
                value_around(line, found)
            );
            return Some(rules::source::YAML.at(place, message).help(help));
        }
        at = start.saturating_sub(1);
    }
    None
}

/// Where a comment begins while a bracket is open that closes only in the comment.
fn comment_in_brackets(line: &str) -> Option<usize> {
    let mut open: Vec<char> = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (c, quote) {
            (c, Some(sign)) if c == sign => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) if !before.is_alphanumeric() => quote = Some(c),
            ('{' | '[', None) => open.push(if c == '{' { '}' } else { ']' }),
            ('}' | ']', None) => {
                open.pop();
            }
            ('#', None) if before.is_whitespace() => {
                return open
                    .last()
                    .filter(|close| line[at..].contains(**close))
                    .map(|_| at);
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// The value of a list or a mapping in brackets in which a place lies.
fn value_around(line: &str, at: usize) -> String {
    let start = line[..at]
        .rfind([',', '{', '['])
        .map_or(0, |found| found + 1);
    let value = line[start..at]
        .find(": ")
        .map_or(start, |colon| start + colon + 2);
    let end = line[at..]
        .find([',', '}', ']'])
        .map_or(line.len(), |length| at + length);
    line[value..end].trim().replace('"', "\\\"")
}

/// A line that opens more brackets than it closes, above one at which that shows.
fn unclosed(line: &str) -> Option<String> {
    let pairs = [('{', '}'), ('[', ']')];
    let (open, close) = pairs
        .into_iter()
        .find(|(open, close)| line.matches(*open).count() > line.matches(*close).count())?;
    Some(format!(
        "close the `{open}` of the line above with `{close}`; or, if it is text, put the value in quotation marks"
    ))
}

/// The commonest ways in which prose breaks YAML.
fn advice(line: &str) -> Option<String> {
    let trimmed = line.trim();
    if let Some(quoted) = trimmed.split(": ").find(|part| {
        part.trim_start_matches("- ")
            .starts_with(['“', '”', '„', '‘'])
    }) {
        let plain = quoted
            .trim_start_matches("- ")
            .replace(['“', '”', '„'], "\"")
            .replace(['‘', '’'], "'");
        return Some(format!(
            "curly quotation marks do not quote in YAML: write straight ones, as in `{plain}`"
        ));
    }
    if line.contains('\t') {
        return Some("YAML is indented with spaces: replace the tab by spaces".to_owned());
    }
    let (key, value) = trimmed.trim_start_matches("- ").split_once(": ")?;
    let value = value.trim();
    let as_text = quoted(key, value);
    if let Some(quote) = value
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))
    {
        let closed = value.len() > 1 && value.ends_with(quote);
        return (!closed).then(|| {
            format!(
                "close the quotation mark: the value begins with `{quote}` and does not end with it"
            )
        });
    }
    if value.contains(": ") || value.ends_with(':') {
        return Some(format!(
            "a value that contains a colon and a space needs quotation marks: {as_text}"
        ));
    }
    let first = value
        .chars()
        .next()
        .filter(|first| "[{*&!%@`>|?".contains(*first))?;
    let closing = match first {
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    };
    let is_list = value.contains(',') || value.len() == first.len_utf8();
    if let Some(closing) = closing.filter(|closing| is_list && !value.contains(*closing)) {
        return Some(format!(
            "write `{closing}` behind the last entry of the list that begins with `{first}`; or, if it is text, put it in quotation marks"
        ));
    }
    Some(format!(
        "a value that begins with `{first}` needs quotation marks: {as_text}"
    ))
}

/// A key with its value in quotation marks, as an example; of a long one only the beginning.
fn quoted(key: &str, value: &str) -> String {
    let end = value
        .char_indices()
        .nth(MOST_SHOWN)
        .map_or(value.len(), |(end, _)| end);
    let more = if end < value.len() { " …" } else { "" };
    format!(
        "`{key}: \"{}{more}\"`",
        value[..end].trim_end().replace('"', "\\\"")
    )
}

/// The first line from the place on that is indented with a tab.
fn tab_after(text: &str, span: Span, whole: Span) -> Option<Span> {
    let from = span.start - whole.start;
    let mut at = text[..from].rfind('\n').map_or(0, |at| at + 1);
    for line in text[at..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if line[..indent].contains('\t') {
            return Some(Span::new(
                whole.source,
                whole.start + at..whole.start + at + line.trim_end().len(),
            ));
        }
        at += line.len();
    }
    None
}

fn place(error: &Error, text: &str, whole: Span) -> Span {
    let offset = error
        .location()
        .map_or(0, |location| offset_of(&location, text));
    let rest = text[offset..].lines().next().unwrap_or_default().trim_end();
    let (start, length) = if rest.is_empty() {
        let start = text[..offset].trim_end().rfind('\n').map_or(0, |at| at + 1);
        (start, text[start..offset].trim_end().len())
    } else {
        (offset, rest.len())
    };
    Span::new(
        whole.source,
        whole.start + start..whole.start + start + length,
    )
}

/// In bytes; the library gives bytes for values, but only line and column for broken syntax.
fn offset_of(location: &Location, text: &str) -> usize {
    if let Some(at) = location
        .span()
        .byte_offset()
        .and_then(|at| usize::try_from(at).ok())
    {
        return text.floor_char_boundary(at);
    }
    let line = usize::try_from(location.line())
        .unwrap_or(1)
        .saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let column = usize::try_from(location.column())
        .unwrap_or(1)
        .saturating_sub(1);
    let within: usize = text[start.min(text.len())..]
        .chars()
        .take(column)
        .map(char::len_utf8)
        .sum();
    text.floor_char_boundary(start + within)
}

/// The line above, and where it begins.
fn line_above(text: &str, offset: usize) -> (usize, &str) {
    let end = text[..offset].rfind('\n');
    end.map_or((0, ""), |end| {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        (start, line_around(text, end))
    })
}

fn line_around(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |at| offset + at);
    &text[start..end]
}

/// The library's message without its place: the place is shown anyway.
fn plain(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    let first = match first.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") && place.contains(" column ") => rest,
        _ => first,
    };
    let cut = first
        .find(" at line ")
        .or_else(|| first.find(", line "))
        .unwrap_or(first.len());
    first[..cut].trim_end_matches([':', ' ']).to_owned()
}
