//! Which claims of a document may be of one thing: they have a rare word in common, and what must be the
//! same of both is the same.
//!
//! In: the claims, in reading order. Out: for one of them, the few with which it is compared. Two
//! amounts or days of one thing have the same qualifiers, and two counts the same words for what is
//! counted (`alike.rs`), so that claims that differ in them are never looked at.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::claim::{Claim, Value};
use super::words::Stem;

/// So many claims with one word are compared, on either side of a claim: the nearest.
const NEAREST: usize = 100;

/// What claims must have in common to be compared, as a number.
type Key = u64;

/// Claims by what must be the same of two that are compared.
pub struct Index {
    claims: FxHashMap<Key, Vec<usize>>,
}

impl Index {
    /// Of all claims.
    pub fn of(claims: &[Claim]) -> Self {
        let mut index = Self {
            claims: FxHashMap::default(),
        };
        for (at, claim) in claims.iter().enumerate() {
            let base = measured(claim);
            let keys = claim.words.iter().map(|word| with_word(base, *word));
            for key in keys.chain(counted(claim)) {
                index.claims.entry(key).or_default().push(at);
            }
        }
        index
    }

    /// The claims that share one of the two rarest words of a claim, and those that count the same;
    /// ascending, without itself.
    pub fn near(&self, at: usize, claim: &Claim) -> Vec<usize> {
        let base = measured(claim);
        let shared = |key: Key| self.claims.get(&key).filter(|list| list.len() > 1);
        let mut lists: Vec<&Vec<usize>> = claim
            .words
            .iter()
            .filter_map(|word| shared(with_word(base, *word)))
            .collect();
        lists.sort_by_key(|list| list.len());
        lists.truncate(2);
        lists.extend(counted(claim).and_then(shared));
        let mut near: Vec<usize> = lists
            .into_iter()
            .flat_map(|list| around(list, at))
            .copied()
            .filter(|other| *other != at)
            .collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// Those of a list that stand nearest to a claim.
fn around(list: &[usize], at: usize) -> &[usize] {
    let here = list.partition_point(|other| *other < at);
    &list[here.saturating_sub(NEAREST)..list.len().min(here + NEAREST)]
}

/// What two measures of one thing have in common beside their words.
fn measured(claim: &Claim) -> Key {
    let mut hasher = FxHasher::default();
    match &claim.value {
        Value::Figure(figure) => figure.kind.hash(&mut hasher),
        Value::Day(_) => 'd'.hash(&mut hasher),
    }
    claim.qualifiers.hash(&mut hasher);
    hasher.finish()
}

fn with_word(measured: Key, word: Stem) -> Key {
    let mut hasher = FxHasher::default();
    (measured, word).hash(&mut hasher);
    hasher.finish()
}

/// What two counts of all there are have in common; nothing for what counts nothing, or some of them.
fn counted(claim: &Claim) -> Option<Key> {
    let noun = claim.noun.filter(|_| !claim.restricted)?;
    let figure = claim.figure()?;
    let mut hasher = FxHasher::default();
    (figure.kind, noun).hash(&mut hasher);
    claim.counted.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::super::figure::{Figure, Hedge, Kind};
    use super::super::words::stem;
    use super::*;
    use crate::source::Span;

    fn claim(words: &[&str], qualifiers: &[&str]) -> Claim {
        let figure = Figure {
            range: 0..0,
            kind: Kind::Count,
            value: Decimal::from(40),
            step: Decimal::ONE,
            hedge: Hedge::Exact,
        };
        let mut claim = Claim::empty(Value::Figure(figure), Span::nowhere(), (0, 0, 0));
        claim.words = words.iter().map(|word| stem(word)).collect();
        claim.qualifiers = qualifiers.iter().map(|word| stem(word)).collect();
        claim.settle("");
        claim
    }

    #[test]
    fn a_word_that_a_thousand_claims_have_brings_the_nearest_together() {
        let claims: Vec<Claim> = (0..1000).map(|_| claim(&["homes"], &[])).collect();
        let near = Index::of(&claims).near(500, &claims[500]);
        assert_eq!((near.first(), near.last()), (Some(&400), Some(&599)));
        assert_eq!(near.len(), 2 * NEAREST - 1);
    }

    #[test]
    fn the_rarest_words_bring_claims_together_however_far_apart_they_stand() {
        let mut claims: Vec<Claim> = (0..1000).map(|_| claim(&["homes"], &[])).collect();
        claims[3] = claim(&["homes", "Kirkdale"], &[]);
        claims[990] = claim(&["homes", "Kirkdale"], &[]);
        assert!(Index::of(&claims).near(990, &claims[990]).contains(&3));
    }

    #[test]
    fn claims_with_other_qualifiers_are_not_brought_together() {
        let claims = [claim(&["homes"], &["target"]), claim(&["homes"], &[])];
        assert!(Index::of(&claims).near(0, &claims[0]).is_empty());
    }
}
