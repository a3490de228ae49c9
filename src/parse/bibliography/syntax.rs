//! What is no BibTeX: each entry that cannot be read is said and taken out, so that the others can be
//! read. In: a text. Out: the same text, with blanks where nothing could be made of it.

use std::ops::Range;

use biblatex::{ParseError, ParseErrorKind, RawBibliography, Token};

use crate::diagnostic::{Diagnostic, Report, rules};
use crate::source::{SourceId, Span};

/// A text in which every entry can be read, with all places as they were.
pub(super) fn readable(id: SourceId, text: &str, report: &mut Report) -> String {
    let mut clean = String::with_capacity(text.len());
    for range in pieces(text) {
        let piece = &text[range.clone()];
        match RawBibliography::parse(piece) {
            Ok(_) => clean.push_str(piece),
            Err(error) => {
                // What stands above the first entry is nobody's business.
                let is_entry = range.start > 0 || piece.lines().any(begins_entry);
                if is_entry {
                    report.push(told(id, &range, piece, &error));
                }
                clean.extend(std::iter::repeat_n(' ', piece.len()));
            }
        }
    }
    clean
}

/// The parts of a text, each with at most one entry that begins a line.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && begins_entry(line) {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// `@book{`, whatever the type is called.
fn begins_entry(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('@') else {
        return false;
    };
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    name.len() < rest.len() && name.trim_start().starts_with('{')
}

/// What is wrong with an entry, where one would mend it.
fn told(id: SourceId, range: &Range<usize>, piece: &str, error: &ParseError) -> Diagnostic {
    let at = |span: Range<usize>, message: &str| {
        let span = Span::new(id, range.start + span.start..range.start + span.end);
        rules::source::BIBLIOGRAPHY.at(span, message)
    };
    let here = one_character(piece, error.span.start);
    let is_at_end = piece
        .get(error.span.start..)
        .is_none_or(|rest| rest.trim().is_empty());
    match &error.kind {
        kind if is_at_end || *kind == ParseErrorKind::UnexpectedEof => match unclosed(piece) {
            Some(open) => at(open, "what opens here is never closed")
                .help("write the `}` or the `\"` that ends it; each `{` has its `}`"),
            None => at(first_line(piece), "this entry is never closed")
                .help("write a `}` behind its last field"),
        },
        ParseErrorKind::Expected(Token::Comma) => at(here, "a comma is missing before this")
            .help("write a comma behind the key and behind each field"),
        ParseErrorKind::Expected(Token::Equals) => {
            at(here, "an `=` is missing before this").help("write each field as `name = {value},`")
        }
        ParseErrorKind::Expected(Token::ClosingBrace) => at(here, "a `}` is missing before this")
            .help("write a `}` behind the last field of the entry"),
        ParseErrorKind::Expected(Token::OpeningBrace) => at(here, "a `{` is missing before this")
            .help("write an entry as `@type{key, name = {value}}`"),
        _ => at(here, "the name of a field should stand here")
            .help("write each field as `name = {value},`, with a comma between two of them"),
    }
}

/// The first character at or behind a place that is no blank; the last one at the end of the text.
fn one_character(text: &str, at: usize) -> Range<usize> {
    let rest = text.get(at..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    let start = at + blank;
    match text.get(start..).and_then(|rest| rest.chars().next()) {
        Some(first) => start..start + first.len_utf8(),
        None => first_line(text),
    }
}

fn first_line(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next().unwrap_or_default();
    start..start + line.trim_end().len()
}

/// The brace or the quotation mark of a value that has no end: one that is open where the entry ends,
/// or the first value in which another field stands.
fn unclosed(piece: &str) -> Option<Range<usize>> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut is_escaped = false;
    for (at, byte) in piece.bytes().enumerate() {
        let in_quotes = open.last().is_some_and(|(_, byte)| *byte == b'"');
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' if in_quotes => drop(open.pop()),
            _ if in_quotes => {}
            b'{' => open.push((at, byte)),
            b'"' if open.len() == 1 => open.push((at, byte)),
            b'}' => drop(open.pop()),
            b',' if open.len() > 1 && swallowed(&piece[at..]).is_some() => break,
            _ => {}
        }
    }
    // The first brace is that of the entry, and the next one that of a value.
    let (at, _) = open.get(1)?;
    Some(*at..at + 1)
}

/// Names of fields, as they stand behind a comma.
const FIELDS: [&str; 16] = [
    "address",
    "author",
    "booktitle",
    "date",
    "doi",
    "editor",
    "institution",
    "journal",
    "number",
    "pages",
    "publisher",
    "title",
    "url",
    "urldate",
    "volume",
    "year",
];

/// The name of the field with which a text begins behind its comma, as in `, title = {`.
pub(super) fn swallowed(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(',')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, rest) = rest.split_at(end);
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let begins = value.starts_with(['{', '"']) || value.starts_with(|c: char| c.is_ascii_digit());
    let is_field = FIELDS.contains(&name.to_ascii_lowercase().as_str());
    (begins && is_field).then_some(name)
}
