//! Ratings that stand twice: beside what is rated, and below the key for the rating before action,
//! which is the same (`before` in the kind's `x-rating`).

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::field::{Entry, Field};
use crate::model::kinds::Kind;

/// `schema/rated-twice`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let cards = scope.document.cards.iter();
    for card in cards.filter(|card| !card.made && !card.broken) {
        let Some(kind) = scope.kinds.get(&card.kind) else {
            continue;
        };
        let list = kind
            .entries
            .as_ref()
            .map(|keys| card.fields.get(&keys.list));
        match list {
            Some(list) => {
                let entries = list.map(Field::items).unwrap_or_default();
                entries.iter().for_each(|entry| look(entry, kind, report));
            }
            None => look(&card.fields, kind, report),
        }
    }
}

fn look(mapping: &Field, kind: &Kind, report: &mut Report) {
    let Some(rating) = &kind.rating else { return };
    let Some(before) = &rating.before else { return };
    let filled = |entry: &&Entry| !entry.field.is_blank();
    let entries = mapping.entries();
    let inherent = entries
        .iter()
        .filter(filled)
        .find(|entry| entry.name == *before);
    let own = entries
        .iter()
        .filter(filled)
        .find(|entry| [&rating.up, &rating.across].contains(&&entry.name));
    let (Some(inherent), Some(own)) = (inherent, own) else {
        return;
    };
    let (first, second) = if own.key.start < inherent.key.start {
        (own, inherent)
    } else {
        (inherent, own)
    };
    let message = format!(
        "`{}` rates this a second time: `{before}` is the same as `{}` and `{}`, and `{}` stands already",
        second.name, rating.up, rating.across, first.name
    );
    let help = format!(
        "keep one of the two: `{}` and `{}`, or `{before}`; `{}` and `{}` count until then",
        rating.up, rating.across, rating.up, rating.across
    );
    report.push(
        rules::schema::RATED_TWICE
            .at(second.key, message)
            .help(help),
    );
}
