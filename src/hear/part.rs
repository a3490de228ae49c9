//! The part of a document that one card is.
//!
//! Each card has a named place in the PDF, to which references lead: the top of its heading. The
//! heading on that page next below the place is the card's. Its part ends before the next card's
//! heading, and before any heading that is not below its own, such as that of a list at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Kind, Utterance};
use crate::pdf::Point;

/// A place lies on the top of the letters, or a hair's breadth below it.
const TOLERANCE: f64 = 1.0;

/// Which utterances are the card `id`; `cards` are the ids of all cards. `None` if the card has no
/// place in the PDF.
pub fn part(
    said: &[Utterance],
    places: &BTreeMap<String, Point>,
    cards: &[&str],
    id: &str,
) -> Option<Range<usize>> {
    let start = heading(said, *places.get(id)?)?;
    let starts: BTreeSet<usize> = cards
        .iter()
        .filter_map(|card| heading(said, *places.get(*card)?))
        .collect();
    let own = level(&said[start])?;
    let rest = said.iter().enumerate().skip(start + 1);
    let end = rest
        .filter_map(|(at, utterance)| Some((at, level(utterance)?)))
        .find(|(at, level)| *level <= own || starts.contains(at))
        .map_or(said.len(), |(at, _)| at);
    Some(start..end)
}

/// The heading next below a place.
fn heading(said: &[Utterance], place: Point) -> Option<usize> {
    let below = said.iter().enumerate().filter_map(|(at, utterance)| {
        level(utterance)?;
        let point = utterance.at?;
        let is_below = point.page == place.page && point.y <= place.y + TOLERANCE;
        is_below.then_some((at, point.y))
    });
    below
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(at, _)| at)
}

fn level(utterance: &Utterance) -> Option<u8> {
    match utterance.kind {
        Kind::Heading(level) => Some(level),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(page: usize, y: f64) -> Point {
        Point { page, x: 70.0, y }
    }

    fn said(kind: Kind, at: Point) -> Utterance {
        Utterance {
            kind,
            parts: Vec::new(),
            at: Some(at),
        }
    }

    #[test]
    fn a_card_ends_before_the_next_card_and_before_what_is_no_part_of_it() {
        let all = [
            said(Kind::Heading(1), at(0, 700.0)),
            said(Kind::Paragraph, at(0, 680.0)),
            said(Kind::Heading(2), at(0, 600.0)),
            said(Kind::Paragraph, at(0, 580.0)),
            said(Kind::Heading(3), at(0, 500.0)),
            said(Kind::Paragraph, at(1, 700.0)),
            said(Kind::Heading(1), at(1, 600.0)),
        ];
        let places: BTreeMap<String, Point> = [("part", at(0, 710.0)), ("one", at(0, 610.0))]
            .map(|(id, place)| (id.to_owned(), place))
            .into();
        let cards = ["part", "one", "unplaced"];
        let part = |id| part(&all, &places, &cards, id);
        assert_eq!(part("part"), Some(0..2));
        assert_eq!(part("one"), Some(2..6));
        assert_eq!(part("unplaced"), None);
    }
}
