//! Text that does not fit: wider than the paper, below its foot, or so wide for its column that it
//! is printed over its neighbour.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use super::places::Places;
use crate::diagnostic::{Diagnostic, Report, rules};
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

/// Where something does not fit, from one page to another.
struct Place {
    span: Span,
    first: usize,
    last: usize,
    /// Whether its page lies on its side already.
    is_wide: bool,
}

/// Looks at every run of text. What does not fit in one file on pages that follow each other is one
/// finding: the cells of a table that is too wide would be dozens, on each of its pages.
pub(super) fn check(document: &PagedDocument, places: &Places<'_>, report: &mut Report) {
    let mut found: Vec<Place> = Vec::new();
    // The card whose text was met last: what the theme draws by itself, such as the figures of a
    // chart, belongs to it.
    let mut last = places.top;
    for (index, page) in document.pages().iter().enumerate() {
        let mut runs = Vec::new();
        walk(&page.frame, Point::zero(), &mut runs);
        let size = page.frame.size();
        let card = runs
            .iter()
            .find_map(|run| places.card(run.span))
            .unwrap_or(last);
        last = runs
            .iter()
            .rev()
            .find_map(|run| places.card(run.span))
            .unwrap_or(last);
        let outside = runs
            .iter()
            .filter(|run| run.right > size.x + SLACK || run.baseline > size.y + SLACK);
        let mut spans: Vec<DiagSpan> = outside.map(|run| run.span).collect();
        spans.extend(overprinted(&mut runs));
        for span in spans {
            let span = places.cause(span).unwrap_or(card);
            let goes_on =
                |place: &&mut Place| place.span.source == span.source && place.last + 1 >= index;
            match found.iter_mut().find(goes_on) {
                Some(place) => place.last = index,
                None => found.push(Place {
                    span,
                    first: index,
                    last: index,
                    is_wide: size.x > size.y,
                }),
            }
        }
    }
    found
        .iter()
        .for_each(|place| report.push(diagnostic(place)));
}

/// Runs that end within the next one on the same line.
fn overprinted(runs: &mut [Run]) -> Vec<DiagSpan> {
    runs.sort_by(|a, b| a.baseline.cmp(&b.baseline).then(a.left.cmp(&b.left)));
    let overlap = |pair: &&[Run]| {
        pair[0].baseline == pair[1].baseline && pair[0].right > pair[1].left + SLACK
    };
    runs.windows(2)
        .filter(overlap)
        .map(|pair| pair[0].span)
        .collect()
}

fn walk(frame: &Frame, origin: Point, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        match item {
            // What is turned or scaled is page furniture.
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                walk(
                    &group.frame,
                    at + Point::new(group.transform.tx, group.transform.ty),
                    runs,
                );
            }
            FrameItem::Text(text) => {
                if let Some(last) = text.glyphs.last().filter(|_| !text.text.trim().is_empty()) {
                    let span = DiagSpan::from(last.span.0);
                    runs.push(Run {
                        left: at.x,
                        right: at.x + text.width(),
                        baseline: at.y,
                        span,
                    });
                }
            }
            _ => {}
        }
    }
}

fn diagnostic(place: &Place) -> Diagnostic {
    let pages = match (place.first + 1, place.last + 1) {
        (first, last) if first == last => format!("page {first}"),
        (first, last) => format!("pages {first} to {last}"),
    };
    let message =
        format!("this does not fit on {pages}: part of it would be cut off or printed over");
    rules::document::OVERFLOW
        .at(place.span, message)
        .help(if place.is_wide {
            "shorten it, use fewer columns, or make two tables of it"
        } else {
            "shorten it, use fewer columns, or set `landscape: true` in the card"
        })
}
