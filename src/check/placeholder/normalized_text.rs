//! Text as the rules read it: what a reader cannot see is taken out, each kind of blank is an
//! ordinary space.
//!
//! In comes the author's text; out goes the same text without soft hyphens, zero-width and
//! direction characters, with no-break and tabular blanks turned into spaces, and a way back from
//! each place in it to the author's. Nothing is copied where nothing changes. It never joins words
//! or drops a blank: `TO\u{a0}BE` stays two words.

use std::borrow::Cow;
use std::ops::Range;

/// A text without invisible characters, and the way back to the places it came from.
pub struct NormalizedText<'a> {
    text: Cow<'a, str>,
    /// Where the two texts stop running in step: (place here, place in the original), ascending.
    shifts: Vec<(usize, usize)>,
}

enum Sort {
    Plain,
    Blank,
    Invisible,
}

fn sort(c: char) -> Sort {
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' => Sort::Invisible,
        '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => Sort::Invisible,
        '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}'
        | '\r' => Sort::Blank,
        _ => Sort::Plain,
    }
}

/// The bytes with which the characters begin that are blanks or invisible.
const LEADS: [bool; 256] = leads();

const fn leads() -> [bool; 256] {
    let bytes = [b'\r', 0xc2, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xef];
    let mut leads = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        leads[bytes[at] as usize] = true;
        at += 1;
    }
    leads
}

/// Where the first character stands that is not plain. Most texts are told by a look at many bytes
/// at once, nearly all bytes of the others by one look each.
fn first_to_change(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return memchr::memchr(b'\r', text.as_bytes());
    }
    let begins = |&(_, byte): &(usize, &u8)| LEADS[usize::from(*byte)];
    let changes = |at: &usize| {
        text[*at..]
            .chars()
            .next()
            .is_some_and(|c| !matches!(sort(c), Sort::Plain))
    };
    text.as_bytes()
        .iter()
        .enumerate()
        .filter(begins)
        .map(|(at, _)| at)
        .find(changes)
}

impl<'a> NormalizedText<'a> {
    /// Reads `original`, copying it only if something in it has to go.
    pub fn new(original: &'a str) -> Self {
        match first_to_change(original) {
            None => NormalizedText {
                text: Cow::Borrowed(original),
                shifts: Vec::new(),
            },
            Some(first) => Self::rewritten(original, first),
        }
    }

    fn rewritten(original: &str, first: usize) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut shifts = Vec::new();
        text.push_str(&original[..first]);
        for (at, c) in original[first..].char_indices() {
            match sort(c) {
                Sort::Plain => text.push(c),
                Sort::Blank => text.push(' '),
                Sort::Invisible => {}
            }
            let next = first + at + c.len_utf8();
            let (here, there) = shifts.last().copied().unwrap_or((0, 0));
            if next - there != text.len() - here {
                shifts.push((text.len(), next));
            }
        }
        NormalizedText {
            text: Cow::Owned(text),
            shifts,
        }
    }

    /// The text to search.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The range of the original that `range` of the searched text stands for.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        // The end is that of the last character, not the start of the next: an invisible character
        // between stays out.
        let start = self.original_at(range.start);
        let end = self.shift(
            self.shifts.partition_point(|&(here, _)| here < range.end),
            range.end,
        );
        self.exact_end(range, start, end)
    }

    /// The place in the original at which what stands at `at` of the searched text begins.
    pub fn original_at(&self, at: usize) -> usize {
        self.shift(self.shifts.partition_point(|&(here, _)| here <= at), at)
    }

    fn shift(&self, after: usize, at: usize) -> usize {
        let (here, there) = if after == 0 {
            (0, 0)
        } else {
            self.shifts[after - 1]
        };
        there + (at - here)
    }

    /// A blank of two bytes that became one byte ends where the original ends.
    fn exact_end(&self, range: &Range<usize>, start: usize, end: usize) -> Range<usize> {
        let first = self.shifts.partition_point(|&(here, _)| here < range.end);
        let same_place = self.shifts[first..]
            .iter()
            .take_while(|&&(here, _)| here == range.end);
        let last_is_blank = range.end > range.start && self.text[..range.end].ends_with(' ');
        match same_place.map(|&(_, there)| there).next() {
            Some(there) if last_is_blank => start..there,
            _ => start..end.max(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_changes_is_seen() {
        for c in ('\0'..=char::MAX).filter(|&c| !matches!(sort(c), Sort::Plain)) {
            assert_eq!(first_to_change(&format!("é{c}")), Some(2), "{c:?}");
        }
        assert_eq!(first_to_change("£’–…"), None);
    }

    #[test]
    fn plain_text_is_borrowed() {
        let normal = NormalizedText::new("£5 – plain");
        assert!(matches!(normal.text, Cow::Borrowed(_)));
        assert_eq!(normal.original(&(4..7)), 4..7);
    }

    #[test]
    fn places_lead_back() {
        let original = "a\u{200b}b T\u{ad}O\u{a0}\u{a0}BE\u{feff} end";
        let normal = NormalizedText::new(original);
        assert_eq!(normal.text(), "ab TO  BE end");
        let at = normal.text().find("TO").unwrap();
        assert_eq!(
            &original[normal.original(&(at..at + 6))],
            "T\u{ad}O\u{a0}\u{a0}BE"
        );
        let end = normal.text().find("end").unwrap();
        assert_eq!(&original[normal.original(&(end..end + 3))], "end");
    }

    #[test]
    fn the_place_of_a_character_of_several_bytes_leads_back() {
        let normal = NormalizedText::new("a\u{a0}« b");
        let at = normal.text().find('«').unwrap();
        assert_eq!(normal.original_at(at), 3);
    }
}
