//! What is rated otherwise than before: risks that moved on their scales.

use super::fields::plain;
use crate::model::card::Card;
use crate::model::field::Field;
use crate::model::kinds::Kinds;
use crate::model::rating::{Rated, Rating};
use crate::model::redline::Redline;

/// Says which entries of a card moved, and keeps where they were.
pub fn moved(old: &Card, new: &Card, kinds: &Kinds, changes: &mut Redline) -> Vec<String> {
    let Some(kind) = kinds.get(&new.kind) else {
        return Vec::new();
    };
    let (Some(rating), Some(entries)) = (&kind.rating, &kind.entries) else {
        return Vec::new();
    };
    let items = |card: &Card| -> Vec<Field> {
        let list = card.fields.get(&entries.list);
        list.map(|list| list.items().to_vec()).unwrap_or_default()
    };
    let before = items(old);
    let mut said = Vec::new();
    for after in items(new) {
        let Some(name) = after.get("id").map(plain) else {
            continue;
        };
        let was = before
            .iter()
            .find(|one| one.get("id").map(plain).as_deref() == Some(name.as_str()));
        let Some(was) = was else { continue };
        let (old_rates, new_rates) = (rating.all(was), rating.all(&after));
        if old_rates == new_rates {
            continue;
        }
        if old_rates.now != new_rates.now {
            let (from, to) = (called(rating, old_rates.now), called(rating, new_rates.now));
            said.push(format!("{name} moved from {from} to {to}"));
        }
        changes.rated.insert(after.span, old_rates);
    }
    said
}

/// “12 High”.
fn called(rating: &Rating, rated: Option<Rated>) -> String {
    match rated {
        None => "no rating".to_owned(),
        Some(rated) => {
            let score = rated.score();
            let band = rating.band_name(score).unwrap_or_default();
            format!("{score} {band}").trim_end().to_owned()
        }
    }
}
