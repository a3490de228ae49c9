//! Which items share a row, and whether their words stand in their bars.

use super::Item;
use crate::render::measures::WORDED_PERIODS;

/// The periods that an item fills, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub first: usize,
    pub last: usize,
    /// Whether it is a point within its period rather than the whole of it.
    pub exact: bool,
}

/// Gives each extent the first row in which it overlaps with none before it.
pub fn packed(extents: &[Extent]) -> Vec<usize> {
    let mut rows: Vec<Vec<Extent>> = Vec::new();
    let mut places = Vec::with_capacity(extents.len());
    for extent in extents {
        let free = |row: &Vec<Extent>| {
            row.iter()
                .all(|other| other.last < extent.first || extent.last < other.first)
        };
        let at = rows.iter().position(free).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[at].push(*extent);
        places.push(at);
    }
    places
}

/// A text in a bar may have so many lines.
const MOST_LINES: usize = 7;

/// Characters of a line that the padding of a cell and a bar takes.
const PADDING: usize = 6;

/// Whether every text fits into its bar, on a page with so many characters to a line.
pub fn fits_inside<'a>(items: impl Iterator<Item = &'a Item>, periods: usize, line: usize) -> bool {
    let fits = |(item, extent): &(&Item, Extent)| {
        let room =
            (line * (extent.last - extent.first + 1) / periods.max(1)).saturating_sub(PADDING);
        let word = item
            .text
            .split_whitespace()
            .map(|word| word.chars().count())
            .max()
            .unwrap_or_default();
        word <= room && item.text.chars().count() <= room * MOST_LINES
    };
    let timed: Vec<(&Item, Extent)> = items
        .filter_map(|item| Some((item, item.extent?)))
        .collect();
    periods <= WORDED_PERIODS && !timed.is_empty() && timed.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(first: usize, last: usize) -> Extent {
        Extent {
            first,
            last,
            exact: false,
        }
    }

    #[test]
    fn items_share_a_row_until_they_overlap() {
        assert_eq!(
            packed(&[
                extent(0, 1),
                extent(2, 3),
                extent(1, 2),
                extent(3, 3),
                extent(0, 0)
            ]),
            [0, 0, 1, 1, 1]
        );
    }

    #[test]
    fn long_words_in_short_bars_stand_beside_them() {
        let item = |text: &str, extent| Item {
            drawn: serde_json::Map::new(),
            text: text.into(),
            extent: Some(extent),
        };
        let short = [item("Build the homes", extent(0, 1))];
        assert!(fits_inside(short.iter(), 4, 92));
        let long = [item(&"a longer text ".repeat(20), extent(0, 0))];
        assert!(!fits_inside(long.iter(), 4, 92));
        assert!(!fits_inside(
            [item("Commissioning", extent(3, 3))].iter(),
            12,
            92
        ));
    }
}
