//! Which card of the older state is which of the newer: by id, then by path, then by likeness.

use std::collections::{BTreeMap, HashMap, HashSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::{MOST_PAIRS, likeness, words};
use crate::model::card::Card;
use crate::model::content::Content;

/// From so much likeness on, a card with another id and another path is the same card.
const SAME_CARD: f64 = 0.6;

/// A card in both states, by its index in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub old: usize,
    pub new: usize,
    /// Whether it stands before or behind another card than it did.
    pub is_moved: bool,
}

/// Which cards belong together.
#[derive(Debug, Default)]
pub struct Matched {
    /// In the order of the newer state.
    pub pairs: Vec<Pair>,
    /// Cards of the newer state alone.
    pub added: Vec<usize>,
    /// Cards of the older state alone.
    pub removed: Vec<usize>,
}

impl Matched {
    /// Matches the cards of two states of a document; folders without a card of their own are
    /// none.
    pub fn of(old: &[Card], new: &[Card]) -> Self {
        let written = |cards: &[Card]| -> Vec<usize> {
            (0..cards.len()).filter(|at| !cards[*at].made).collect()
        };
        let (mut left, mut right) = (written(old), written(new));
        let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
        by(&mut left, &mut right, &mut pairs, |side, at| {
            let card = if side { &new[at] } else { &old[at] };
            card.id.name.clone()
        });
        by(&mut left, &mut right, &mut pairs, |side, at| {
            let card = if side { &new[at] } else { &old[at] };
            card.path.clone()
        });
        by_likeness(old, new, &mut left, &mut right, &mut pairs);
        Self {
            pairs: in_place(&pairs, old, new),
            added: right,
            removed: left,
        }
    }
}

/// Takes out of both sides what has the same key.
fn by(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    pairs: &mut BTreeMap<usize, usize>,
    key: impl Fn(bool, usize) -> String,
) {
    let mut known: HashMap<String, usize> = left.iter().map(|&at| (key(false, at), at)).collect();
    right.retain(|&at| match known.remove(&key(true, at)) {
        Some(old) => {
            pairs.insert(at, old);
            false
        }
        None => true,
    });
    let taken: HashSet<usize> = pairs.values().copied().collect();
    left.retain(|at| !taken.contains(at));
}

/// Pairs what is left, the most alike first.
fn by_likeness(
    old: &[Card],
    new: &[Card],
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    pairs: &mut BTreeMap<usize, usize>,
) {
    if left.len() * right.len() > MOST_PAIRS {
        return;
    }
    let text = |card: &Card| -> String {
        let body = Content::of_body(&card.body, "", &BTreeMap::new());
        let keys = Content::of_field(&card.fields, "", &BTreeMap::new());
        format!("{} {}", body.as_str(), keys.as_str())
    };
    let old_texts: BTreeMap<usize, String> = left.iter().map(|&at| (at, text(&old[at]))).collect();
    let new_texts: BTreeMap<usize, String> = right.iter().map(|&at| (at, text(&new[at]))).collect();
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (&one, before) in &old_texts {
        for (&other, after) in &new_texts {
            let share = likeness(&words(before), &words(after));
            if share >= SAME_CARD && old[one].kind == new[other].kind {
                likely.push((share, one, other));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, one, other) in likely {
        if left.contains(&one) && right.contains(&other) {
            left.retain(|at| *at != one);
            right.retain(|at| *at != other);
            pairs.insert(other, one);
        }
    }
}

/// The pairs in the order of the newer state. What breaks the order of the older one has moved; a
/// file that was renamed has moved anyway, and moves no other.
fn in_place(pairs: &BTreeMap<usize, usize>, old: &[Card], new: &[Card]) -> Vec<Pair> {
    let in_new: Vec<usize> = pairs
        .iter()
        .filter(|(at, before)| new[**at].path == old[**before].path)
        .map(|(_, &before)| before)
        .collect();
    let mut in_old = in_new.clone();
    in_old.sort_unstable();
    let mut kept: HashSet<usize> = HashSet::new();
    for op in capture_diff_slices(Algorithm::Myers, &in_old, &in_new) {
        if let DiffOp::Equal { old_index, len, .. } = op {
            kept.extend(&in_old[old_index..old_index + len]);
        }
    }
    pairs
        .iter()
        .map(|(&new, &old)| Pair {
            old,
            new,
            is_moved: !kept.contains(&old),
        })
        .collect()
}
