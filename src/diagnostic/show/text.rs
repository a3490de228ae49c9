//! What all formats need: places as lines and columns, and text that steers neither a terminal nor
//! whoever reads along.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Position, SourceSet};

/// A place as programs want it; the end is exclusive.
pub struct Placed<'a> {
    /// Below the root, with `/`.
    pub path: &'a str,
    /// Where it begins.
    pub start: Position,
    /// Behind its last character.
    pub end: Position,
    /// The sheet and the cell, such as `Costs!C7`, of a place in a workbook. Its line and column
    /// are then those of the cell.
    pub cell: Option<&'a str>,
}

impl Placed<'_> {
    /// `PATH:LINE:COLUMN`, or `PATH: SHEET!CELL`.
    pub fn written(&self) -> String {
        match self.cell {
            Some(cell) => format!("{}: {cell}", self.path),
            None => format!("{}:{}:{}", self.path, self.start.line, self.start.column),
        }
    }
}

/// The path, line and column of a place. A file as a whole is its first line.
pub fn placed<'a>(place: &'a Place, sources: &'a SourceSet) -> Placed<'a> {
    match place {
        Place::Span(span) => {
            let source = sources.get(span.source);
            let start = source.shown_position(span.start);
            let Some(cell) = source.cell(span.start) else {
                let (path, end) = (source.path(), source.position(span.end));
                return Placed {
                    path,
                    start,
                    end,
                    cell: None,
                };
            };
            // A cell ends where the next one begins.
            let last = source.shown_position(span.end.saturating_sub(1).max(span.start));
            Placed {
                path: source.path(),
                start,
                end: Position {
                    column: last.column + 1,
                    ..last
                },
                cell: Some(&cell.name),
            }
        }
        Place::Path(path) => {
            let start = Position { line: 1, column: 1 };
            Placed {
                path,
                start,
                end: start,
                cell: None,
            }
        }
    }
}

/// The help, behind `mark`, and the related places of a diagnostic, each on a line below its
/// message.
pub(super) fn below(diagnostic: &Diagnostic, mark: &str, sources: &SourceSet) -> String {
    let mut text = diagnostic
        .help
        .as_ref()
        .map(|help| format!("\n{mark}{help}"))
        .unwrap_or_default();
    for label in &diagnostic.related {
        let place = Place::Span(label.span);
        let at = placed(&place, sources);
        text.push_str(&format!("\n{}: {}", at.written(), label.note));
    }
    text
}

/// Whether a character could steer a terminal, or turn the text around it.
fn steers(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Replaces control characters, separators of lines and marks of direction by as many bytes that do
/// nothing.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let stand_in = |c: char| match c.len_utf8() {
        1 => '?',
        2 => '·',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(
        text.chars()
            .map(|c| if steers(c) { stand_in(c) } else { c })
            .collect(),
    )
}

/// A value as JSON. Such characters stand in strings only, so they can be written as escapes:
/// nothing is lost.
pub fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    if !text.contains(steers) {
        return Ok(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            // All of them lie in the first plane: one escape each.
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    Ok(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_no_character_that_steers_and_loses_none() {
        let hostile = "a\u{1b}[31m\u{9b}\u{202e}\u{7f}\u{2028}b\n\"\\";
        let text = json(&hostile).unwrap();
        assert!(!text.contains(steers), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
    }

    #[test]
    fn harmless_text_keeps_its_length_in_bytes() {
        let hostile = "\u{1b}]0;x\u{7}\u{9b}\u{202e}\t\n";
        assert_eq!(harmless(hostile), "?]0;x?·\u{fffd}\t\n");
        assert_eq!(harmless(hostile).len(), hostile.len());
    }
}
