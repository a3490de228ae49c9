//! Running text: inline markup only, whatever a line begins with. Titles, cells and captions are
//! such text.

use super::{Reading, parse};
use crate::diagnostic::Report;
use crate::parse::body::{BlockKind, Inline};
use crate::source::TextMap;

/// Parses running text: inline markup only, whatever a line begins with. Lines are joined by
/// spaces, paragraphs by line breaks; what was typed as an item of a list has a line of its own.
pub fn parse_inline<'a>(
    text: &str,
    map: &TextMap,
    reading: impl Into<Reading<'a>>,
    report: &mut Report,
) -> Vec<Inline> {
    let reading = reading.into();
    let mut content: Vec<Inline> = Vec::new();
    let mut paragraph_ended = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if line.trim().is_empty() {
            paragraph_ended = true;
            continue;
        }
        if !content.is_empty() {
            let span = map.span(start..start);
            let ends = paragraph_ended || begins_item(line.trim());
            content.push(if ends {
                Inline::HardBreak(span)
            } else {
                Inline::SoftBreak(span)
            });
        }
        paragraph_ended = false;
        content.extend(line_of(line.trim(), start, map, reading, report));
    }
    content
}

/// Whether a line would begin an item of a list, if the text were one of blocks.
fn begins_item(line: &str) -> bool {
    let marker = line.split([' ', '\t']).next().unwrap_or_default();
    let number = marker.strip_suffix(['.', ')']).unwrap_or_default();
    marker.len() < line.len() && (matches!(marker, "-" | "*" | "+") || is_short_number(number))
}

fn is_short_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One line. A bracket before it keeps the parser from taking its beginning for a list, a heading
/// or a quote; it is taken off again.
fn line_of(
    line: &str,
    start: usize,
    map: &TextMap,
    reading: Reading<'_>,
    report: &mut Report,
) -> Vec<Inline> {
    let guarded = format!("{GUARD}{line}");
    let body = parse(
        &guarded,
        &map.shifted(start, GUARD.len_utf8()),
        reading,
        report,
    );
    let mut content = match body.blocks.into_iter().next().map(|block| block.kind) {
        Some(BlockKind::Paragraph(content)) => content,
        _ => Vec::new(),
    };
    if let Some(Inline::Text(first)) = content.first_mut() {
        first.span = first.part(GUARD.len_utf8()..first.text.len());
        first.text.remove(0);
        if first.text.is_empty() {
            content.remove(0);
        }
    }
    content
}

/// Begins no block, and lets quotation marks and emphasis open after it.
const GUARD: char = '(';
