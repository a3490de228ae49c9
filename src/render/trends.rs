//! What a template sees of values over periods (`x-trends`): the periods of all entries of a list in
//! their order, and how each entry went.
//!
//! In: a card, and the keys of its list. Out: `heads`, the periods, each with what stands below it,
//! and `rows`, for each entry the points of a small line, or nothing where its figures allow none.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value as Json, json};

use super::context::Builder;
use crate::model::amount::Amount;
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::field::{Entry, Field};
use crate::model::kinds::TrendKeys;
use crate::model::period::Period;
use crate::model::quantity::Style;

/// A line needs as many figures.
const LEAST: usize = 3;

/// The value of `card.trends`.
pub fn values(builder: &Builder<'_>, card: &Card, keys: &TrendKeys) -> Json {
    let list = card.fields.get(&keys.list);
    let entries = list.map(Field::items).unwrap_or_default();
    let periods = periods(entries, keys);
    let heads = periods.iter().map(|period| {
        let has = |key: &str| entries.iter().any(|entry| at(entry, key, period).is_some());
        json!({ "period": period, "of": has(&keys.of), "beside": has(&keys.beside) })
    });
    let heads: Vec<Json> = heads.collect();
    let style = Style::of(&builder.scene.document.manifest.language);
    let rows: Vec<Json> = entries
        .iter()
        .map(|entry| trend(entry, &periods, keys, &style))
        .collect();
    json!({ "heads": heads, "rows": rows })
}

/// The periods that entries name, in the order of time; what is no time that can be read stands
/// behind them.
fn periods<'a>(entries: &'a [Field], keys: &TrendKeys) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for key in [&keys.of, &keys.beside] {
        let named = entries.iter().filter_map(|entry| entry.get(key));
        for Entry { name, field, .. } in named.flat_map(Field::entries) {
            if !field.is_blank() && !found.contains(&name.as_str()) {
                found.push(name);
            }
        }
    }
    found.sort_by_key(|name| {
        let time = Period::parse(name);
        (time.is_none(), time)
    });
    found
}

fn at<'a>(entry: &'a Field, key: &str, period: &str) -> Option<&'a Field> {
    let value = entry.get(key)?.get(period)?;
    (!value.is_blank()).then_some(value)
}

/// The line of an entry: its points in hundredths of the width and the height, and which way it
/// goes.
fn trend(entry: &Field, periods: &[&str], keys: &TrendKeys, style: &Style) -> Json {
    let first = entry.get(&keys.from).filter(|value| !value.is_blank());
    let later = periods
        .iter()
        .enumerate()
        .filter_map(|(n, period)| Some((n + 1, at(entry, &keys.of, period)?)));
    let values: Vec<(usize, &Field)> = first
        .map(|value| (0, value))
        .into_iter()
        .chain(later)
        .collect();
    let Some(figures) = figures(&values, style).filter(|figures| figures.len() >= LEAST) else {
        return Json::Null;
    };
    let (Some(from), Some(to)) = (figures.first(), figures.last()) else {
        return Json::Null;
    };
    let least = figures.iter().map(|(_, value)| *value).min();
    let most = figures.iter().map(|(_, value)| *value).max();
    let (least, most) = (least.unwrap_or_default(), most.unwrap_or_default());
    let hundredths = |part: Decimal, whole: Decimal| {
        let share = part.checked_div(whole).unwrap_or(Decimal::new(5, 1));
        (share * Decimal::ONE_HUNDRED)
            .round()
            .to_i64()
            .unwrap_or(50)
    };
    let points: Vec<Json> = figures
        .iter()
        .map(|(place, value)| {
            let x = hundredths((place - from.0).into(), (to.0 - from.0).into());
            json!({ "x": x, "y": hundredths(*value - least, most - least) })
        })
        .collect();
    let better = entry.get(&keys.better).and_then(Field::word);
    json!({ "points": points, "word": word(to.1.cmp(&from.1), better) })
}

/// Which way it goes; where it is said which way is better, whether it gets better.
fn word(way: std::cmp::Ordering, better: Option<&str>) -> &'static str {
    use std::cmp::Ordering::{Equal, Greater, Less};
    match (way, better) {
        (Equal, _) => "steady",
        (Greater, Some("higher")) | (Less, Some("lower")) => "improving",
        (Greater, Some("lower")) | (Less, Some("higher")) => "worsening",
        (Greater, _) => "rising",
        (Less, _) => "falling",
    }
}

/// The values as figures; `None` if one of them is none, or not of the same unit as the others.
fn figures(values: &[(usize, &Field)], style: &Style) -> Option<Vec<(usize, Decimal)>> {
    let mut unit: Option<String> = None;
    let mut figures = Vec::new();
    for (place, field) in values {
        let text = value_text(field)?;
        let (amount, tail) = figure(text.trim(), style)?;
        if unit.get_or_insert_with(|| tail.to_owned()) != tail {
            return None;
        }
        figures.push((*place, amount));
    }
    Some(figures)
}

/// A figure and what stands behind it.
fn figure<'t>(text: &'t str, style: &Style) -> Option<(Decimal, &'t str)> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, tail) = text.split_at(end);
    Some((Amount::read(number, style)?.value, tail.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_with_the_unit_behind_it() {
        let style = Style::of("en-GB");
        assert_eq!(figure("14.5%", &style), Some((Decimal::new(145, 1), "%")));
        assert_eq!(figure("1,240 days", &style), Some((1240.into(), "days")));
        assert_eq!(figure("−£3m", &style), Some(((-3).into(), "m")));
        for none in ["≤3%", "± 4.5%", "–", "good"] {
            assert_eq!(figure(none, &style), None, "{none}");
        }
    }

    #[test]
    fn a_word_says_which_way_it_goes() {
        use std::cmp::Ordering::{Equal, Greater, Less};
        assert_eq!(word(Less, Some("lower")), "improving");
        assert_eq!(word(Greater, Some("lower")), "worsening");
        assert_eq!(word(Greater, None), "rising");
        assert_eq!(word(Equal, Some("higher")), "steady");
    }
}
