//! How alike two texts are, and which of one row belongs to which of another.

use std::collections::HashMap;
use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Two texts of which so much is shared are states of one text.
pub const ALIKE: f64 = 0.4;

/// Two texts of which so much is shared are the same text, also in another place.
pub const NEARLY_THE_SAME: f64 = 0.75;

/// Beyond so many pairs nobody looks which of them are the most alike.
pub const MOST_PAIRS: usize = 4_000;

/// The words of a text, for comparing.
pub fn words(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '%');
    text.split(|c: char| !is_part(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The share of words that two texts have in common, 0 to 1 (Dice's coefficient over bags of
/// words); 1 if both have none.
pub fn likeness(old: &[&str], new: &[&str]) -> f64 {
    let whole = old.len() + new.len();
    if whole == 0 {
        return 1.0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(old.len());
    for word in old {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0_usize;
    for word in new {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "no text has so many words")]
    let share = 2.0 * shared as f64 / whole as f64;
    share
}

/// What became of the entries of a row, in an order that keeps both rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The same entry, by its place in the older and in the newer row.
    Both(usize, usize),
    Deleted(usize),
    Inserted(usize),
}

/// Aligns two rows: what has the same key belongs together, and what lies between is paired by
/// likeness, from `least` on, without crossing. What is deleted stands before what is inserted in
/// its place.
pub fn align<K: Hash + Eq>(
    old: &[K],
    new: &[K],
    least: f64,
    alike: impl Fn(usize, usize) -> f64,
) -> Vec<Step> {
    let mut steps = Vec::with_capacity(old.len().max(new.len()));
    let (mut old_gap, mut new_gap) = (0..0, 0..0);
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => {
                gap(old_gap, new_gap, least, &alike, &mut steps);
                steps.extend((0..len).map(|at| Step::Both(old_index + at, new_index + at)));
                old_gap = old_index + len..old_index + len;
                new_gap = new_index + len..new_index + len;
            }
            DiffOp::Delete {
                old_index, old_len, ..
            } => old_gap.end = old_index + old_len,
            DiffOp::Insert {
                new_index, new_len, ..
            } => new_gap.end = new_index + new_len,
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                old_gap.end = old_index + old_len;
                new_gap.end = new_index + new_len;
            }
        }
    }
    gap(old_gap, new_gap, least, &alike, &mut steps);
    steps
}

/// Pairs what has no equal: the pairs that are the most alike together, none crossing another.
fn gap(
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
    least: f64,
    alike: &impl Fn(usize, usize) -> f64,
    steps: &mut Vec<Step>,
) {
    let pairs = if old.len() * new.len() > MOST_PAIRS {
        Vec::new()
    } else {
        best_pairs(&old, &new, least, alike)
    };
    let (mut old_at, mut new_at) = (old.start, new.start);
    for (one, other) in pairs {
        steps.extend((old_at..one).map(Step::Deleted));
        steps.extend((new_at..other).map(Step::Inserted));
        steps.push(Step::Both(one, other));
        (old_at, new_at) = (one + 1, other + 1);
    }
    steps.extend((old_at..old.end).map(Step::Deleted));
    steps.extend((new_at..new.end).map(Step::Inserted));
}

/// The heaviest common subsequence (dynamic programming over all pairs).
fn best_pairs(
    old: &std::ops::Range<usize>,
    new: &std::ops::Range<usize>,
    least: f64,
    alike: &impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (old.len(), new.len());
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    let mut weights = vec![0.0; rows * columns];
    let mut sums = vec![0.0; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let weight = alike(old.start + row, new.start + column);
            weights[row * columns + column] = weight;
            let skipped: f64 = f64::max(sums[at(row + 1, column)], sums[at(row, column + 1)]);
            let paired = if weight >= least {
                weight + sums[at(row + 1, column + 1)]
            } else {
                0.0
            };
            sums[at(row, column)] = skipped.max(paired);
        }
    }
    let mut pairs = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let weight = weights[row * columns + column];
        let here = sums[at(row, column)];
        if weight >= least && here <= weight + sums[at(row + 1, column + 1)] {
            pairs.push((old.start + row, new.start + column));
            (row, column) = (row + 1, column + 1);
        } else if here <= sums[at(row + 1, column)] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
