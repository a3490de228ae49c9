//! From a text that was made out of a source (a YAML scalar without its quotes, indentation and escapes) back to the source.
//!
//! A [`TextMap`] is a list of runs that were copied unchanged. It is made by laying the decoded text beside the slice that it
//! came from: what differs (indentation, a backslash, a doubled quote, a fold) is passed over.

use std::ops::Range;

use super::{SourceId, Span};

/// Maps byte offsets of a decoded text to byte offsets of a source.
#[derive(Debug, Clone)]
pub struct TextMap {
    source: SourceId,
    /// (offset in the text, offset in the source), ascending; each run lasts until the next.
    runs: Vec<(usize, usize)>,
    end: usize,
    /// The text that is mapped begins at the first offset of this one, after as many characters of our own as the second says.
    shift: (usize, usize),
}

impl TextMap {
    /// The text stands in the source as it is, from `start` on.
    pub fn verbatim(source: SourceId, start: usize) -> Self {
        Self { source, runs: vec![(0, start)], end: usize::MAX, shift: (0, 0) }
    }

    /// Lays `text` beside `slice`, which begins at `start` in the source.
    pub fn align(source: SourceId, start: usize, slice: &str, text: &str) -> Self {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut rest = slice.char_indices().peekable();
        for (at, wanted) in text.char_indices() {
            let found = loop {
                match rest.peek().copied() {
                    None => break None,
                    Some((from, c)) if c == wanted || (wanted.is_whitespace() && c.is_whitespace()) => {
                        rest.next();
                        break Some(from);
                    }
                    Some((from, c)) if is_passed_over(c) => {
                        rest.next();
                        if c == '\\' && !matches!(rest.peek(), Some((_, next)) if *next == wanted) {
                            skip_escape(&mut rest, wanted);
                            break Some(from);
                        }
                    }
                    Some((from, _)) => break Some(from),
                }
            };
            let Some(from) = found else { break };
            let continues = runs.last().is_some_and(|&(text_at, source_at)| at - text_at == start + from - source_at);
            if !continues {
                runs.push((at, start + from));
            }
        }
        if runs.is_empty() {
            runs.push((0, start));
        }
        Self { source, runs, end: start + slice.len(), shift: (0, 0) }
    }

    /// The place in the source of a range of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        let end = if range.end > range.start { self.offset(range.end - 1) + 1 } else { start };
        Span::new(self.source, start..end)
    }

    /// Divides a range of the text into parts that each stand in one piece in the source.
    pub fn pieces(&self, range: Range<usize>) -> Vec<Range<usize>> {
        if self.runs.len() == 1 {
            return vec![range];
        }
        let inner = |at: usize| (at + self.shift.1).saturating_sub(self.shift.0);
        let cuts = self.runs.iter().map(|&(at, _)| inner(at)).filter(|at| range.contains(at) && *at > range.start);
        let mut starts: Vec<usize> = std::iter::once(range.start).chain(cuts).collect();
        starts.push(range.end);
        starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// The map of a text that begins with `added` bytes of our own and then is this text from `start` on.
    #[must_use]
    pub fn shifted(&self, start: usize, added: usize) -> Self {
        Self { shift: (self.shift.0 + start, self.shift.1 + added), ..self.clone() }
    }

    fn offset(&self, at: usize) -> usize {
        let at = at.saturating_sub(self.shift.1) + self.shift.0;
        let index = self.runs.partition_point(|&(text_at, _)| text_at <= at).saturating_sub(1);
        let (text_at, source_at) = self.runs[index];
        (source_at + at.saturating_sub(text_at)).min(self.end)
    }
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '\\')
}

/// Passes over what follows a backslash in a double-quoted scalar (`\n`, `\x41`, `é`), when it stands for one character.
fn skip_escape(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>, wanted: char) {
    if wanted.is_whitespace() && matches!(rest.peek(), Some((_, '\n' | '\r'))) {
        return;
    }
    let digits = match rest.next() {
        Some((_, 'x')) => 2,
        Some((_, 'u')) => 4,
        Some((_, 'U')) => 8,
        _ => 0,
    };
    for _ in 0..digits {
        rest.next();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Source, SourceSet};
    use super::*;

    fn found(slice: &str, text: &str, needle: &str) -> String {
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a", format!("key: {slice}\n")));
        let map = TextMap::align(id, 5, slice, text);
        let at = text.find(needle).expect("the needle is in the text");
        set.slice(map.span(at..at + needle.len())).to_string()
    }

    #[test]
    fn a_plain_scalar_maps_to_itself() {
        assert_eq!(found("TBC by May", "TBC by May", "by May"), "by May");
    }

    #[test]
    fn quotes_escapes_and_folds_are_passed_over() {
        assert_eq!(found("\"a\\tb TBC\"", "a\tb TBC", "TBC"), "TBC");
        assert_eq!(found("'it''s TBC'", "it's TBC", "TBC"), "TBC");
        assert_eq!(found("\"caf\\u00e9 TBC\"", "café TBC", "TBC"), "TBC");
        assert_eq!(found("one\n  two TBC", "one two TBC", "TBC"), "TBC");
    }

    #[test]
    fn the_indentation_of_a_block_scalar_is_passed_over() {
        assert_eq!(found("- one\n  - TBC\n", "- one\n- TBC\n", "TBC"), "TBC");
        assert_eq!(found("one\n  two TBC\n", "one two TBC", "two TBC"), "two TBC");
    }
}
