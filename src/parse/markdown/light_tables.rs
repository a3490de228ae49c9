//! Tables right below a line of text, and tables of HTML with blank lines in them.
//!
//! GitHub lets any table follow a line of text (GFM 0.29, section 4.10); the parser only those
//! whose header begins with a bar. A blank line in front of the header makes it one. A blank line
//! within `<table>` ends the HTML for the parser (CommonMark, section 4.6); with something on that
//! line it goes on to `</table>`.

use std::ops::Range;

use memchr::{memchr, memchr_iter};
use pulldown_cmark::{Event, Tag};

use super::prepared::{Edit, Placed};
use crate::parse::html::count_cells;

/// What is put on a blank line of an HTML table. Nobody sees it: the words of HTML are read from
/// the original text.
const FILLER: &str = "<!-- -->";

/// Whether a text has what can be such a table, before it is parsed.
pub(super) fn are_possible(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |at: usize| {
        bytes
            .get(at + 1..at + 6)
            .is_some_and(|name| name.eq_ignore_ascii_case(b"table"))
    };
    memchr(b'|', bytes).is_some() && text.lines().any(is_delimiter_row)
        || memchr_iter(b'<', bytes).any(opens)
}

/// The edits that let the parser see the tables of a text.
pub(super) fn edits(text: &str, events: &[Placed<'_>]) -> Vec<Edit> {
    // Code is left alone, and what is a table already.
    let closed: Vec<Range<usize>> = events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::Table(_))))
        .map(|(_, range)| range.clone())
        .collect();
    let is_closed = |at: usize| closed.iter().any(|range| range.contains(&at));
    let lines = lines(text);
    let mut edits = Vec::new();
    for window in lines.windows(3) {
        let [above, header, delimiter] = window else {
            continue;
        };
        let written = |line: &Range<usize>| &text[line.clone()];
        let is_table = is_delimiter_row(written(delimiter))
            && written(header).contains('|')
            && count_cells(content(written(header))) == count_cells(content(written(delimiter)))
            && !content(written(above)).is_empty();
        if is_table && !is_closed(delimiter.start + prefix(written(delimiter))) {
            edits.push(blank_line(text, header));
        }
    }
    edits.extend(html_tables(text, &lines, events));
    edits
}

/// A blank line before a line, in the same quote.
fn blank_line(text: &str, line: &Range<usize>) -> Edit {
    let written = &text[line.clone()];
    let quote = written[..prefix(written)]
        .rfind('>')
        .map_or("", |at| &written[..=at]);
    Edit {
        range: line.start..line.start,
        with: format!("{quote}\n"),
    }
}

/// Something for each blank line of an HTML table that begins a block.
fn html_tables(text: &str, lines: &[Range<usize>], events: &[Placed<'_>]) -> Vec<Edit> {
    let blocks = events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock)));
    let starts =
        blocks.filter_map(|(_, range)| table_in(&text[range.clone()]).map(|at| range.start + at));
    let mut edits = Vec::new();
    for start in starts {
        let Some(length) = text[start..].to_ascii_lowercase().find("</table>") else {
            continue;
        };
        let first = lines.partition_point(|line| line.end <= start);
        let indent = " ".repeat(
            lines
                .get(first)
                .map_or(0, |line| prefix(&text[line.clone()])),
        );
        let inner = lines[first..]
            .iter()
            .take_while(|line| line.start < start + length);
        for line in inner.filter(|line| content(&text[(*line).clone()]).is_empty()) {
            let at = line.start
                + text[line.clone()]
                    .trim_end_matches(['\r', '\n', ' ', '\t'])
                    .len();
            edits.push(Edit {
                range: at..at,
                with: format!("{indent}{FILLER}"),
            });
        }
    }
    edits
}

/// Where a table begins in a text of HTML, unless it ends there as well.
fn table_in(html: &str) -> Option<usize> {
    let html = html.to_ascii_lowercase();
    let at = html.rfind("<table")?;
    (!html[at..].contains("</table>")).then_some(at)
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            at - line.len()..at
        })
        .collect()
}

/// How much of a line are the signs of quotes, and spaces.
fn prefix(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

fn content(line: &str) -> &str {
    line[prefix(line)..].trim_end()
}

/// `--- | :-: | ---:`, the second line of a table.
fn is_delimiter_row(line: &str) -> bool {
    let row = content(line);
    if !row
        .bytes()
        .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        || !row.contains('|')
    {
        return false;
    }
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').all(|cell| {
        let cell = cell.trim();
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_hyphens_are_told_from_rows_of_cells() {
        for row in [
            "---|---",
            "|---|",
            "  | :-- | --: |\n",
            "> a|".trim_start_matches("> a").trim(),
            "> :-:|-",
        ] {
            assert_eq!(is_delimiter_row(row), row != "|", "{row}");
        }
        for row in ["---", "a | b", "--- | x", "| |", "", "|"] {
            assert!(!is_delimiter_row(row), "{row}");
        }
    }
}
