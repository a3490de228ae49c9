//! What the YAML library says of a broken text, put so that a policy officer can mend it.

use serde_saphyr::{Error, Location};

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// One diagnostic, `source/yaml` or `source/duplicate-key`, at the line that broke. `whole` is the place of `text`.
pub fn diagnostic(error: &Error, text: &str, whole: Span) -> Diagnostic {
    let span = place(error, text, whole);
    let detail = plain(&error.render());
    if let Some(rest) = detail.strip_prefix("duplicate mapping key: ") {
        let key = rest.split(", set ").next().unwrap_or(rest);
        return Diagnostic::error("source/duplicate-key", span, format!("the key `{key}` stands twice"))
            .help("keep one of the two, and delete the other");
    }
    let span = if detail.contains("tab") { tab_after(text, span, whole).unwrap_or(span) } else { span };
    let (line, above) = (line_around(text, span.start - whole.start), line_above(text, span.start - whole.start));
    let diagnostic = Diagnostic::error("source/yaml", span, format!("this is not valid YAML: {detail}"));
    let unclosed = || unclosed(above).filter(|_| detail.contains("flow"));
    match unclosed().or_else(|| advice(line)).or_else(|| advice(above)) {
        Some(advice) => diagnostic.help(advice),
        None => diagnostic.help("check the indentation and the quotation marks of this line and of the line above it"),
    }
}

/// A line that opens more brackets than it closes, above one at which that shows.
fn unclosed(line: &str) -> Option<String> {
    let pairs = [('{', '}'), ('[', ']')];
    let (open, close) = pairs.into_iter().find(|(open, close)| line.matches(*open).count() > line.matches(*close).count())?;
    Some(format!("close the `{open}` of the line above with `{close}`; or, if it is text, put the value in quotation marks"))
}

/// The commonest ways in which prose breaks YAML.
fn advice(line: &str) -> Option<String> {
    let trimmed = line.trim();
    if line.contains('\t') {
        return Some("YAML is indented with spaces: replace the tab by spaces".to_owned());
    }
    let (key, value) = trimmed.trim_start_matches("- ").split_once(": ")?;
    let value = value.trim();
    let as_text = format!("`{key}: \"{}\"`", value.replace('"', "\\\""));
    if let Some(quote) = value.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        let closed = value.len() > 1 && value.ends_with(quote);
        return (!closed).then(|| format!("close the quotation mark: the value begins with `{quote}` and does not end with it"));
    }
    if value.contains(": ") || value.ends_with(':') {
        return Some(format!("a value that contains a colon and a space needs quotation marks: {as_text}"));
    }
    let first = value.chars().next().filter(|first| "[{*&!%@`>|?".contains(*first))?;
    Some(format!("a value that begins with `{first}` needs quotation marks: {as_text}"))
}

/// The first line from the place on that is indented with a tab.
fn tab_after(text: &str, span: Span, whole: Span) -> Option<Span> {
    let from = span.start - whole.start;
    let mut at = text[..from].rfind('\n').map_or(0, |at| at + 1);
    for line in text[at..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if line[..indent].contains('\t') {
            return Some(Span::new(whole.source, whole.start + at..whole.start + at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

fn place(error: &Error, text: &str, whole: Span) -> Span {
    let offset = error.location().map_or(0, |location| offset_of(&location, text));
    let rest = text[offset..].lines().next().unwrap_or_default().trim_end();
    let (start, length) = if rest.is_empty() {
        let start = text[..offset].trim_end().rfind('\n').map_or(0, |at| at + 1);
        (start, text[start..offset].trim_end().len())
    } else {
        (offset, rest.len())
    };
    Span::new(whole.source, whole.start + start..whole.start + start + length)
}

/// In bytes; the library gives bytes for values, but only line and column for broken syntax.
fn offset_of(location: &Location, text: &str) -> usize {
    if let Some(at) = location.span().byte_offset().and_then(|at| usize::try_from(at).ok()) {
        return text.floor_char_boundary(at);
    }
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let within: usize = text[start.min(text.len())..].chars().take(column).map(char::len_utf8).sum();
    text.floor_char_boundary(start + within)
}

fn line_above(text: &str, offset: usize) -> &str {
    text[..offset].rfind('\n').map_or("", |end| line_around(text, end))
}

fn line_around(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
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
    let cut = first.find(" at line ").or_else(|| first.find(", line ")).unwrap_or(first.len());
    first[..cut].trim_end_matches([':', ' ']).to_owned()
}
