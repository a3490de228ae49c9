//! Text that does not fit: wider than the paper, below its foot, or so wide for its column that it is printed over its neighbour.

use std::collections::BTreeSet;

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use super::places::Places;
use crate::diagnostic::{Diagnostic, Report};
use crate::source::Span;

/// So much may stick out, or overlap, without anybody seeing it (points).
const SLACK: Abs = Abs::raw(2.0);

/// One run of text on a page.
struct Run {
    left: Abs,
    right: Abs,
    baseline: Abs,
    span: DiagSpan,
}

/// Looks at every run of text; each place is reported once.
pub(super) fn check(document: &PagedDocument, places: &Places<'_>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    // The card whose text was met last: what the theme draws by itself, such as the figures of a chart, belongs to it.
    let mut last = places.top;
    for (index, page) in document.pages().iter().enumerate() {
        let mut runs = Vec::new();
        walk(&page.frame, Point::zero(), &mut runs);
        let size = page.frame.size();
        let card = runs.iter().find_map(|run| places.card(run.span)).unwrap_or(last);
        last = runs.iter().rev().find_map(|run| places.card(run.span)).unwrap_or(last);
        let outside = runs.iter().filter(|run| run.right > size.x + SLACK || run.baseline > size.y + SLACK);
        let mut found: Vec<DiagSpan> = outside.map(|run| run.span).collect();
        found.extend(overprinted(&mut runs));
        for span in found {
            let place = places.exact(span).or_else(|| places.card(span)).unwrap_or(card);
            // One finding for a card and page: the cells of a table that is too wide would be dozens.
            if seen.insert((place.source, index)) {
                report.push(diagnostic(place, index + 1));
            }
        }
    }
}

/// Runs that end within the next one on the same line.
fn overprinted(runs: &mut [Run]) -> Vec<DiagSpan> {
    runs.sort_by(|a, b| a.baseline.cmp(&b.baseline).then(a.left.cmp(&b.left)));
    let overlap = |pair: &&[Run]| pair[0].baseline == pair[1].baseline && pair[0].right > pair[1].left + SLACK;
    runs.windows(2).filter(overlap).map(|pair| pair[0].span).collect()
}

fn walk(frame: &Frame, origin: Point, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        match item {
            // What is turned or scaled is page furniture.
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                walk(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), runs);
            }
            FrameItem::Text(text) => {
                if let Some(last) = text.glyphs.last().filter(|_| !text.text.trim().is_empty()) {
                    let span = DiagSpan::from(last.span.0);
                    runs.push(Run { left: at.x, right: at.x + text.width(), baseline: at.y, span });
                }
            }
            _ => {}
        }
    }
}

fn diagnostic(place: Span, page: usize) -> Diagnostic {
    Diagnostic::error(
        "document/overflow",
        place,
        format!("this does not fit on page {page}: part of it would be cut off or printed over"),
    )
    .help("shorten it, use fewer columns, or set `landscape: true` in the card")
}
