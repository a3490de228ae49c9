//! How a matrix comes to fit its page: as it was asked for, else turned, else in smaller type,
//! within limits.
//!
//! In: what stands on its two sides, in plain words, and how many characters a line of the page
//! has. Out: whether rows and columns change places, and the part of its usual size in which the
//! type is set. What does not fit then goes onto a page on its side, if the card can have one.

/// What stands at the head of a column or a row.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// What is printed.
    pub label: String,
    /// What makes it one value.
    pub text: String,
    /// Whether it is one of the words that the schema lists.
    pub is_word: bool,
}

/// The sides of a matrix.
#[derive(Debug, Default)]
pub struct Shape {
    pub across: Vec<Head>,
    pub down: Vec<Head>,
    /// The characters that a cell needs.
    pub cell: usize,
    /// Whether it says the same with its sides changed.
    pub may_turn: bool,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    pub turned: bool,
    pub size: f64,
    /// Whether it is known to have room.
    pub fits: bool,
}

/// The characters that a mark needs.
pub const MARK: usize = 2;

/// The white on both sides of a cell, in characters.
const PADDING: f64 = 2.8;

/// A word that stands alone on a line is set somewhat wider than the average of a text.
const WIDE: f64 = 1.12;

/// The part of the line that is left beside the heads of the rows.
const BESIDE: f64 = 0.78;

/// Type is never set smaller than this part of its size.
const SMALLEST: f64 = 0.8;

/// The best that can be done on a line of so many characters.
pub fn fitted(shape: &Shape, line: usize) -> Fitted {
    let size = |columns: usize| {
        let room = line as f64 * BESIDE / columns.max(1) as f64 - PADDING;
        (room / (shape.cell as f64 * WIDE).max(1.0)).min(1.0)
    };
    let (as_asked, turned) = (size(shape.across.len()), size(shape.down.len()));
    let turn = shape.may_turn && as_asked < 1.0 && turned > as_asked;
    let best = if turn { turned } else { as_asked };
    Fitted {
        turned: turn,
        size: best.max(SMALLEST),
        fits: best >= SMALLEST,
    }
}

/// The longest word of a text, in characters.
pub fn longest_word(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| word.chars().count())
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::widths::{LANDSCAPE_LINE, LINE};

    fn shape(across: usize, down: usize, cell: usize) -> Shape {
        Shape {
            across: vec![Head::default(); across],
            down: vec![Head::default(); down],
            cell,
            may_turn: true,
        }
    }

    #[test]
    fn what_has_room_stays_as_it_was_asked_for() {
        assert_eq!(
            fitted(&shape(4, 3, 12), LINE),
            Fitted {
                turned: false,
                size: 1.0,
                fits: true
            }
        );
        assert!(!fitted(&shape(12, 40, MARK), LINE).turned);
    }

    #[test]
    fn what_is_too_wide_is_turned_before_it_is_made_smaller() {
        assert_eq!(
            fitted(&shape(13, 3, 14), LINE),
            Fitted {
                turned: true,
                size: 1.0,
                fits: true
            }
        );
        let fixed = Shape {
            may_turn: false,
            ..shape(13, 3, 14)
        };
        assert_eq!(
            fitted(&fixed, LINE),
            Fitted {
                turned: false,
                size: SMALLEST,
                fits: false
            }
        );
    }

    #[test]
    fn what_is_wide_both_ways_needs_a_page_on_its_side() {
        assert!(!fitted(&shape(7, 7, 10), LINE).fits);
        assert!(fitted(&shape(7, 7, 10), LANDSCAPE_LINE).fits);
        assert!(!fitted(&shape(30, 30, 14), LANDSCAPE_LINE).fits);
    }
}
