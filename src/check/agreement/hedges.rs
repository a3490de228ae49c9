//! How sure an author is of a figure, by the words before it, and which figures are ends of ranges and
//! of changes. A part of the reader of figures (`reader.rs`).

use super::figure::Hedge;
use super::reader::{Item, What};
use super::tokens::Token;
use crate::model::amount::CURRENCIES;

/// What the words before a figure say of it.
pub fn hedge(tokens: &[Token<'_>], from: usize) -> Hedge {
    let word = |back: usize| from.checked_sub(back).and_then(|at| tokens.get(at));
    let Some(last) = word(1) else {
        return Hedge::Exact;
    };
    let earlier = |wanted: &[&str]| word(2).is_some_and(|token| token.is_any(wanted));
    if last.is_any(&[
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "nearly",
        "almost",
        "circa",
        "c",
        "approx",
        "estimated",
        "close",
    ]) || matches!(last.text, "~" | "≈" | "c.")
        || last.text == "." && earlier(&["c", "approx", "ca"])
        || last.is("to") && earlier(&["close"])
        || last.is_any(&["just"])
    {
        return Hedge::About;
    }
    if last.is_any(&["over", "exceeding", "exceeds", "exceed", "above", "minimum"])
        || last.is("than") && earlier(&["more", "greater", "higher", "larger"])
        || last.is("least") && earlier(&["at"])
        || matches!(last.text, ">" | "≥")
        || last.is("of") && earlier(&["excess", "minimum"])
        || last.is("as") && earlier(&["many", "much"])
    {
        return Hedge::AtLeast;
    }
    if last.is_any(&["under", "below", "maximum"])
        || last.is("than") && earlier(&["less", "fewer", "lower"])
        || last.is("to") && earlier(&["up"])
        || last.is("most") && earlier(&["at"])
        || matches!(last.text, "<" | "≤")
        || last.is("of") && earlier(&["maximum"])
    {
        return Hedge::AtMost;
    }
    if last.is_any(&["between"]) {
        return Hedge::Open;
    }
    Hedge::Exact
}

/// The ends of ranges and of changes are not compared: “3–5”, “from 400 to 500”, “between 3 and 5”.
pub fn open_ends(tokens: &[Token<'_>], items: &mut [Item]) {
    let sign = |token: &Token<'_>| CURRENCIES.contains(token.text);
    for at in 1..items.len() {
        let (first, second) = (items[at - 1].end, items[at].first);
        let mut gap = tokens[first..second.max(first)]
            .iter()
            .rev()
            .filter(|token| !sign(token));
        let Some(joint) = gap.next() else { continue };
        let is_dash = matches!(joint.text, "–" | "-" | "—");
        if !is_dash && !joint.is_any(&["to", "or", "and"]) {
            continue;
        }
        let is_range = if gap.next().is_some() {
            let start = items[at - 1].first.saturating_sub(2);
            let before = &tokens[start..items[at - 1].first];
            joint.is("to") && before.iter().any(|token| token.is("from"))
        } else {
            let before = items[at - 1].first.checked_sub(1).map(|at| &tokens[at]);
            let led =
                || before.is_some_and(|before| before.is_any(&["between", "from"]) || sign(before));
            !joint.is("and") || led()
        };
        if is_range {
            let start = items[at - 1].first.saturating_sub(2);
            let mut before = tokens[start..items[at - 1].first].iter();
            let is_change = joint.is("to") && before.any(|token| token.is("from"));
            end_pair(&mut items[at - 1..=at], is_change);
        }
    }
}

/// Of a change the second end is what it comes to; of a range neither end is compared.
fn end_pair(pair: &mut [Item], is_change: bool) {
    let [start, end] = pair else { return };
    let kinds = (start.figure(), end.figure());
    let is_change =
        is_change && matches!(kinds, (Some(one), Some(other)) if one.kind == other.kind);
    let hedges = [
        (start, Hedge::Open),
        (
            end,
            if is_change {
                Hedge::Changed
            } else {
                Hedge::Open
            },
        ),
    ];
    for (item, hedge) in hedges {
        if let What::Figure(figure) = &mut item.what {
            figure.hedge = hedge;
        }
    }
}
