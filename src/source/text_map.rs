//! From a text that was made out of a source (a YAML scalar without its quotes, indentation and
//! escapes) back to the source.
//!
//! A [`TextMap`] is a list of runs that were copied unchanged. It is made by laying the decoded
//! text beside the slice that it came from: what differs (indentation, a backslash, a doubled
//! quote, a fold) is passed over.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use super::{SourceId, Span};

/// Maps byte offsets of a decoded text to byte offsets of a source.
#[derive(Debug, Clone)]
pub struct TextMap {
    source: SourceId,
    /// (offset in the text, offset in the source), ascending; each run lasts until the next.
    runs: Vec<(usize, usize)>,
    end: usize,
    /// The text that is mapped begins at the first offset of this one, after as many characters of
    /// our own as the second says.
    shift: (usize, usize),
}

impl TextMap {
    /// The text stands in the source as it is, from `start` on.
    pub fn verbatim(source: SourceId, start: usize) -> Self {
        Self {
            source,
            runs: vec![(0, start)],
            end: usize::MAX,
            shift: (0, 0),
        }
    }

    /// Lays `text` beside `slice`, which begins at `start` in the source.
    pub fn align(source: SourceId, start: usize, slice: &str, text: &str) -> Self {
        let mut rest = slice.char_indices().peekable();
        Self::laid(source, start..start + slice.len(), text, |wanted| {
            plain(&mut rest, wanted)
        })
    }

    /// The same for a scalar of YAML in double quotation marks, in which a backslash never stands
    /// for itself alone.
    pub fn align_escaped(source: SourceId, start: usize, slice: &str, text: &str) -> Self {
        let mut rest = slice.char_indices().peekable();
        rest.next_if(|(_, c)| *c == '"');
        Self::laid(source, start..start + slice.len(), text, |wanted| {
            escaped(&mut rest, wanted)
        })
    }

    /// `find` says where in the slice the next character of the text stands; `None` if the slice is
    /// at its end.
    fn laid(
        source: SourceId,
        place: Range<usize>,
        text: &str,
        mut find: impl FnMut(char) -> Option<Found>,
    ) -> Self {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut push = |at: usize, from: usize| {
            let from = place.start + from;
            if runs
                .last()
                .is_none_or(|&(text_at, source_at)| at - text_at != from - source_at)
            {
                runs.push((at, from));
            }
        };
        for (at, wanted) in text.char_indices() {
            match find(wanted) {
                Some(Found::At(from)) => push(at, from),
                // It takes no room: what follows begins at the same place.
                Some(Found::Before(from)) => {
                    push(at, from);
                    push(at + wanted.len_utf8(), from);
                }
                None => break,
            }
        }
        if runs.is_empty() {
            runs.push((0, place.start));
        }
        Self {
            source,
            runs,
            end: place.end,
            shift: (0, 0),
        }
    }

    /// The place in the source of a range of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        // What YAML adds at the end, such as the line break of a block, stands nowhere.
        let end = if range.end > range.start {
            self.end_of(range.end - 1)
        } else {
            start
        };
        Span::new(self.source, start..end)
    }

    /// Divides a range of the text into parts that each stand in one piece in the source.
    pub fn pieces(&self, range: Range<usize>) -> Vec<Range<usize>> {
        if self.runs.len() == 1 {
            return vec![range];
        }
        let inner = |at: usize| (at + self.shift.1).saturating_sub(self.shift.0);
        let first = self
            .runs
            .partition_point(|&(at, _)| inner(at) <= range.start);
        let cuts = self.runs[first..]
            .iter()
            .map(|&(at, _)| inner(at))
            .take_while(|at| *at < range.end);
        let mut starts: Vec<usize> = std::iter::once(range.start).chain(cuts).collect();
        starts.push(range.end);
        starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// The map of a text that begins with `added` bytes of our own and then is this text from
    /// `start` on.
    #[must_use]
    pub fn shifted(&self, start: usize, added: usize) -> Self {
        let (from, before) = self.shift;
        // Of what was added before, only what is not cut off is still there.
        let shift = (
            from + start.saturating_sub(before),
            added + before.saturating_sub(start),
        );
        Self {
            shift,
            ..self.clone()
        }
    }

    fn offset(&self, at: usize) -> usize {
        let (offset, _) = self.offset_in_run(at);
        offset
    }

    /// The end of the byte of the text at `at`: what takes no room in the source ends where the
    /// next run begins.
    fn end_of(&self, at: usize) -> usize {
        let (offset, index) = self.offset_in_run(at);
        let next = self
            .runs
            .get(index + 1)
            .map_or(self.end, |&(_, source_at)| source_at);
        (offset + 1).min(next.max(offset)).min(self.end)
    }

    /// Where a byte of the text stands, and the number of its run.
    fn offset_in_run(&self, at: usize) -> (usize, usize) {
        let at = at.saturating_sub(self.shift.1) + self.shift.0;
        let index = self
            .runs
            .partition_point(|&(text_at, _)| text_at <= at)
            .saturating_sub(1);
        let (text_at, source_at) = self.runs[index];
        (
            (source_at + at.saturating_sub(text_at)).min(self.end),
            index,
        )
    }
}

/// The characters of a slice that are not yet laid beside the text.
type Rest<'a> = Peekable<CharIndices<'a>>;

/// Where a character of the text stands in the slice.
enum Found {
    At(usize),
    /// It stands nowhere, such as a line break that YAML adds; what stands here comes later.
    Before(usize),
}

/// Finds a character where a backslash may stand for itself: plain scalars, blocks, single
/// quotation marks, CSV.
fn plain(rest: &mut Rest<'_>, wanted: char) -> Option<Found> {
    loop {
        let (from, c) = rest.peek().copied()?;
        if is_same(c, wanted) {
            rest.next();
            return Some(Found::At(from));
        }
        if !(c.is_whitespace() || matches!(c, '"' | '\'' | '\\')) {
            return Some(Found::Before(from));
        }
        rest.next();
    }
}

/// Finds a character in double quotation marks, with its escape.
fn escaped(rest: &mut Rest<'_>, wanted: char) -> Option<Found> {
    loop {
        let (from, c) = rest.peek().copied()?;
        if c == '\\' {
            rest.next();
            // A line break behind a backslash, and the indentation behind that, are nothing.
            if matches!(rest.peek(), Some((_, '\n' | '\r'))) {
                while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                continue;
            }
            skip_escape(rest);
            return Some(Found::At(from));
        }
        if is_same(c, wanted) {
            rest.next();
            return Some(Found::At(from));
        }
        if !c.is_whitespace() {
            return Some(Found::Before(from));
        }
        rest.next();
    }
}

/// YAML makes one kind of white space of another where it folds lines. One that takes more bytes, a
/// no-break space, is a letter to YAML: a place of it would be cut.
fn is_same(c: char, wanted: char) -> bool {
    let are_blank = wanted.is_whitespace() && c.is_whitespace();
    c == wanted || (are_blank && c.len_utf8() == wanted.len_utf8())
}

/// Passes over what follows a backslash when it stands for one character: `n`, `x41`, `u00e9`.
fn skip_escape(rest: &mut Rest<'_>) {
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
        let align = if slice.starts_with('"') {
            TextMap::align_escaped
        } else {
            TextMap::align
        };
        let map = align(id, 5, slice, text);
        let at = text.find(needle).expect("the needle is in the text");
        set.slice(map.span(at..at + needle.len())).to_string()
    }

    #[test]
    fn a_plain_scalar_maps_to_itself() {
        assert_eq!(found("TBC by May", "TBC by May", "by May"), "by May");
    }

    #[test]
    fn a_blank_is_not_laid_on_a_longer_one() {
        let mut set = SourceSet::default();
        let slice = "a\n\u{a0}\n b";
        let id = set.add(Source::new("a", slice));
        let text = "a\n\n b";
        let map = TextMap::align(id, 0, slice, text);
        for (at, c) in text.char_indices() {
            let place = map.span(at..at + c.len_utf8());
            assert!(
                slice.get(place.range()).is_some(),
                "{c:?} is laid on {place:?}"
            );
        }
    }

    #[test]
    fn quotes_escapes_and_folds_are_passed_over() {
        assert_eq!(found("\"a\\tb TBC\"", "a\tb TBC", "TBC"), "TBC");
        assert_eq!(found("'it''s TBC'", "it's TBC", "TBC"), "TBC");
        assert_eq!(found("\"caf\\u00e9 TBC\"", "café TBC", "TBC"), "TBC");
        assert_eq!(found("one\n  two TBC", "one two TBC", "TBC"), "TBC");
    }

    #[test]
    fn escaped_backslashes_and_quotation_marks_move_nothing() {
        assert_eq!(found(r#""a\\\\ TBC""#, r"a\\ TBC", "TBC"), "TBC");
        assert_eq!(found(r#""\"quoted\" TBC""#, "\"quoted\" TBC", "TBC"), "TBC");
        assert_eq!(found(r"'\ TBC'", r"\ TBC", "TBC"), "TBC");
        assert_eq!(found("\"one \\\n  two TBC\"", "one two TBC", "TBC"), "TBC");
    }

    #[test]
    fn what_stands_right_behind_an_escape_or_a_fold_is_found() {
        for escape in [r"\x41", r"\u0041", r"\U00000041"] {
            assert_eq!(
                found(&format!("\"{escape}TBC\""), "ATBC", "TBC"),
                "TBC",
                "{escape}"
            );
        }
        assert_eq!(found("\"one\n  two TBC\"", "one two TBC", "two"), "two");
    }

    #[test]
    fn a_range_is_divided_where_the_source_is_and_an_empty_one_stays_empty() {
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a", "'it''s so'"));
        let map = TextMap::align(id, 0, "'it''s so'", "it's so");
        assert_eq!(
            map.pieces(1..7),
            [1..3, 3..7],
            "the second quotation mark stands in no text"
        );
        assert_eq!(map.pieces(2..6), [2..3, 3..6]);
        assert_eq!((map.pieces(3..7).len(), map.pieces(4..6).len()), (1, 1));
        assert_eq!(
            [map.span(0..0).range(), map.span(2..2).range()],
            [1..1, 3..3]
        );
    }

    #[test]
    fn a_part_behind_characters_of_our_own_keeps_its_places_also_twice() {
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a", "'it''s so'"));
        let map = TextMap::align(id, 0, "'it''s so'", "it's so");
        // `**'s so`, and of that `*so` with a star of its own.
        let shifted = map.shifted(2, 2);
        assert_eq!(
            [shifted.span(2..3).range(), shifted.span(3..7).range()],
            [map.span(2..3).range(), map.span(3..7).range()]
        );
        assert_eq!(shifted.pieces(2..7), map.pieces(2..7));
        let again = shifted.shifted(5, 1);
        assert_eq!(again.span(1..3).range(), map.span(5..7).range());
    }

    #[test]
    fn a_line_break_that_yaml_adds_lies_at_the_end() {
        let (mut set, slice) = (SourceSet::default(), "one");
        let id = set.add(Source::new("a", slice));
        assert_eq!(
            TextMap::align(id, 0, slice, "one\n").span(3..4).range(),
            3..3
        );
        let id = set.add(Source::new("b", "«one»"));
        let map = TextMap::align(id, 0, "«one»", "\n«one»x\n");
        assert_eq!(
            [
                map.span(0..1).range(),
                map.span(1..3).range(),
                map.span(3..6).range()
            ],
            [0..0, 0..2, 2..5]
        );
    }

    #[test]
    fn the_indentation_of_a_block_scalar_is_passed_over() {
        assert_eq!(found("- one\n  - TBC\n", "- one\n- TBC\n", "TBC"), "TBC");
        assert_eq!(
            found("one\n  two TBC\n", "one two TBC", "two TBC"),
            "two TBC"
        );
    }
}
