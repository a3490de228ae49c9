//! Characters that no font has: they would be boxes on the page, so each is an error where it
//! stands.

use std::collections::{BTreeMap, BTreeSet};

use typst::layout::{Frame, FrameItem};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use super::places::Places;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::source::{SourceSet, Span};

/// So many characters of one place are named.
const MOST_NAMED: usize = 8;

/// Places in the order in which they are met, and what is missing in each.
#[derive(Default)]
struct Missing {
    order: Vec<Span>,
    by_place: BTreeMap<Span, Vec<char>>,
}

/// Walks all pages for glyph 0, which every font keeps for “not there”. What one text lacks is said
/// once. Gives the characters.
pub(super) fn check(
    document: &PagedDocument,
    places: &Places<'_>,
    sources: &SourceSet,
    report: &mut Report,
) -> BTreeSet<char> {
    let mut missing = Missing::default();
    for page in document.pages() {
        walk(&page.frame, places, &mut missing);
    }
    for place in missing.order {
        let Some(characters) = missing.by_place.get(&place) else {
            continue;
        };
        report.push(uncovered(characters, within(place, characters, sources)));
    }
    missing.by_place.into_values().flatten().collect()
}

fn walk(frame: &Frame, places: &Places<'_>, missing: &mut Missing) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, places, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let span = DiagSpan::from(glyph.span.0);
                    let place = places
                        .exact(span)
                        .or_else(|| places.card(span))
                        .unwrap_or(places.top);
                    // One box can stand for several characters.
                    text.text
                        .get(glyph.range())
                        .unwrap_or_default()
                        .chars()
                        .for_each(|c| missing.add(place, c));
                }
            }
            _ => {}
        }
    }
}

impl Missing {
    fn add(&mut self, place: Span, c: char) {
        let found = self.by_place.entry(place).or_default();
        if found.is_empty() {
            self.order.push(place);
        }
        if !found.contains(&c) {
            found.push(c);
        }
    }
}

/// The first of the characters in a text, with those that follow it. Where the text is written in
/// another way (`&#x2603;`), all of it.
fn within(place: Span, missing: &[char], sources: &SourceSet) -> Span {
    let text = sources.slice(place);
    let Some(at) = text.find(missing) else {
        return place;
    };
    let length = text[at..]
        .find(|c| !missing.contains(&c))
        .unwrap_or(text.len() - at);
    Span::new(place.source, place.start + at..place.start + at + length)
}

/// A character that a font has, and that may stand in no document of the wanted standard.
pub(super) fn forbidden(c: char, place: Span) -> Diagnostic {
    let message = format!(
        "the character U+{:04X} has no meaning but in one font, so no PDF/A or PDF/UA may contain it",
        u32::from(c)
    );
    rules::document::UNCOVERED_CHARACTER
        .at(place, message)
        .help("write it another way; signs of such a font, an arrow or a tick, mostly have a character of their own")
}

fn uncovered(missing: &[char], place: Span) -> Diagnostic {
    let named: Vec<String> = missing
        .iter()
        .take(MOST_NAMED)
        .map(|c| format!("`{c}` (U+{:04X})", u32::from(*c)))
        .collect();
    let characters = if missing.len() == 1 {
        "character"
    } else {
        "characters"
    };
    let more = missing.len() - named.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let message = format!("no font has the {characters} {}{more}", named.join(", "));
    let it = if missing.len() == 1 { "it" } else { "them" };
    let help = format!(
        "write {it} another way, or put a font that has {it} into the project's `templates/fonts/`"
    );
    rules::document::UNCOVERED_CHARACTER
        .at(place, message)
        .help(help)
}
