//! Characters that no font has: they would be boxes on the page, so each is an error where it stands.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use super::places::Places;
use crate::diagnostic::{Diagnostic, Report};

/// Walks all pages for glyph 0, which every font keeps for “not there”; says which characters are meant.
pub(super) fn check(document: &PagedDocument, places: &Places<'_>, report: &mut Report) -> BTreeSet<char> {
    let mut seen = BTreeSet::new();
    for page in document.pages() {
        walk(&page.frame, places, &mut seen, report);
    }
    seen.into_iter().map(|(_, missing)| missing).collect()
}

fn walk(frame: &Frame, places: &Places<'_>, seen: &mut BTreeSet<(crate::source::Span, char)>, report: &mut Report) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, places, seen, report),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let span = DiagSpan::from(glyph.span.0);
                    let place = places.exact(span).or_else(|| places.card(span)).unwrap_or(places.top);
                    let missing = text.text.get(glyph.range()).and_then(|text| text.chars().next()).unwrap_or_default();
                    if seen.insert((place, missing)) {
                        report.push(uncovered(missing, place));
                    }
                }
            }
            _ => {}
        }
    }
}

fn uncovered(missing: char, place: crate::source::Span) -> Diagnostic {
    let message = format!("no font has the character `{missing}` (U+{:04X})", u32::from(missing));
    Diagnostic::error("document/uncovered-character", place, message)
        .help("write it another way, or put a font that has it into the project's `templates/fonts/`")
}
