//! Footnotes that are defined elsewhere than in the text that refers to them: a field of a card
//! refers to the notes of its body, the caption of a picture to those of the text around it.
//!
//! To the parser `[^1]` is a reference only if the same text defines the note. So a definition of
//! each such note is put behind the text, and what the parser makes of it is taken off again.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// A text with the definitions that it lacks behind it.
pub struct Noted<'t> {
    text: &'t str,
    /// The text and the definitions; the text alone if it refers to nothing else.
    whole: Cow<'t, str>,
    added: usize,
}

impl<'t> Noted<'t> {
    /// `notes` are the labels of what is defined elsewhere, in small letters.
    pub fn new(text: &'t str, notes: &[&BTreeSet<String>]) -> Self {
        let is_known = |label: &String| notes.iter().any(|labels| labels.contains(label));
        let wanted: BTreeSet<String> = if notes.is_empty() {
            BTreeSet::new()
        } else {
            called(text).filter(is_known).collect()
        };
        let definitions: String = wanted
            .iter()
            .map(|label| format!("\n\n[^{label}]: .\n"))
            .collect();
        let whole = if wanted.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(format!("{text}{definitions}"))
        };
        Self {
            text,
            whole,
            added: wanted.len(),
        }
    }

    /// What the parser makes of the text. One that ends within code or a comment would swallow the
    /// definitions, and is read without.
    pub fn events(&self, options: Options) -> Vec<(Event<'_>, Range<usize>)> {
        let end = self.text.len();
        let mut events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(&self.whole, options)
            .into_offset_iter()
            .collect();
        if self.added == 0 {
            return events;
        }
        let is_added = |(event, range): &&(Event<'_>, Range<usize>)| {
            is_definition(event) && range.start >= end
        };
        if events.iter().filter(is_added).count() < self.added {
            return Parser::new_ext(self.text, options)
                .into_offset_iter()
                .collect();
        }
        events.retain(|(_, range)| range.start < end);
        events
            .iter_mut()
            .for_each(|(_, range)| range.end = range.end.min(end));
        events
    }
}

fn is_definition(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::FootnoteDefinition(_)))
}

/// CommonMark lets no label be longer.
const LONGEST_LABEL: usize = 999;

/// What stands between `[^` and `]`, in small letters.
fn called(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices("[^").filter_map(|(at, sign)| {
        let start = at + sign.len();
        let end = text.floor_char_boundary((start + LONGEST_LABEL).min(text.len()));
        let length = text[start..end].find(']')?;
        Some(text[start..start + length].to_lowercase())
    })
}

/// The labels of the notes that a text defines, in small letters.
pub fn labels(events: &[(Event<'_>, Range<usize>)]) -> BTreeSet<String> {
    let own = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => Some(label.to_lowercase()),
        _ => None,
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a text, and how many of them are references.
    fn read(text: &str, notes: &[&str]) -> (usize, usize) {
        let notes: BTreeSet<String> = notes.iter().map(|label| (*label).to_owned()).collect();
        let noted = Noted::new(text, &[&notes]);
        let events = noted.events(Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM);
        assert!(
            events.iter().all(|(_, range)| range.end <= text.len()),
            "{events:?}"
        );
        assert!(
            !events.iter().any(|(event, _)| is_definition(event)),
            "{events:?}"
        );
        (
            events.len(),
            events
                .iter()
                .filter(|(event, _)| matches!(event, Event::FootnoteReference(_)))
                .count(),
        )
    }

    #[test]
    fn a_note_that_is_defined_elsewhere_is_a_reference() {
        assert_eq!(read("one[^1], *two[^B]*", &["1", "b", "c"]).1, 2);
        assert_eq!(read("- one[^1]\n- two[^1]", &["1"]).1, 2);
    }

    #[test]
    fn what_is_no_reference_stays_text() {
        assert_eq!(read("one[^2], `[^1]`, \\[^1]", &["1"]).1, 0);
    }

    #[test]
    fn a_text_that_ends_within_code_is_read_without_the_notes() {
        assert_eq!(
            read("one[^1]\n\n```\ncode", &["1"]),
            read("one[^1]\n\n```\ncode", &[])
        );
    }
}
