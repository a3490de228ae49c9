//! Code that is never closed, so that all below it is printed as code; and the lines of hyphens of
//! tables that other programs read.

use crate::diagnostic::{Diagnostic, rules};
use crate::parse::body::{Block, BlockKind};
use crate::source::Span;

/// What is wrong with a piece of code or a rule; `written` is its text in the source.
pub fn find(block: &Block, written: &str) -> Option<Diagnostic> {
    match &block.kind {
        BlockKind::Code { .. } => unclosed(block.span, written),
        BlockKind::Rule => columns(block.span, written),
        _ => None,
    }
}

fn unclosed(span: Span, written: &str) -> Option<Diagnostic> {
    let opening = written.lines().next()?;
    let fence = opening.trim_start_matches(is_margin);
    let sign = fence.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = fence.len() - fence.trim_start_matches(sign).len();
    let last = written.lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches(is_margin).trim_end();
    if length < 3 || (last.len() >= length && last.chars().all(|c| c == sign)) {
        return None;
    }
    let place = Span::new(
        span.source,
        span.start..span.start + opening.trim_end().len(),
    );
    let message = "this code is never closed, so all that stands below it is printed as code";
    let help = "write the signs that open it once more, on a line of their own below its last line";
    Some(rules::source::MARKDOWN.at(place, message).help(help))
}

/// What may stand before a fence in a list or a quotation.
fn is_margin(c: char) -> bool {
    c.is_whitespace() || c == '>'
}

/// `-------  -----` below the headings of a table: here it is a rule.
fn columns(span: Span, written: &str) -> Option<Diagnostic> {
    let parts: Vec<&str> = written.split_whitespace().collect();
    let is_column = |part: &&str| part.len() > 1 && part.chars().all(|c| c == '-');
    if parts.len() < 2 || !parts.iter().all(is_column) {
        return None;
    }
    let message = "this is a rule here: tables whose columns are told by blanks are not understood";
    let help = "write `| heading | heading |`, below it `| --- | --- |`, and a line `| … | … |` for each row";
    Some(rules::source::MARKDOWN.at(span, message).help(help))
}
