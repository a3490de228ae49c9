//! What a template sees of a roadmap: periods along the top, lanes of rows below, and for each item
//! the periods that it fills, as numbers. How a bar looks is the theme's affair.
//!
//! The lanes are the card's own, over the periods that it names; or they are the cards whose
//! entries are gathered, over an axis of time that is chosen to hold them all. What has no time is
//! kept and said to have none.

mod axis;
mod rows;

use serde_json::{Map, Value as Json, json};

use super::context::{Builder, shown};
use super::rollup::cells;
use crate::model::anchors::value_text;
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue};
use crate::model::kinds::LaneKeys;
use crate::model::period::Period;
use crate::model::records::{Origin, Record};
use crate::parse::quotes::same_words;
use axis::Axis;
use rows::Extent;

/// An item before it has its row.
struct Item {
    drawn: Map<String, Json>,
    /// Its text, by whose length the style is chosen.
    text: String,
    extent: Option<Extent>,
}

/// The value of `card.gantt`; nothing if there is nothing to draw.
pub fn values<'a>(builder: &mut Builder<'a>, card: &'a Card, keys: &LaneKeys) -> Json {
    match card.fields.get(&keys.of).and_then(Field::word) {
        Some(of) => gathered(builder, of),
        None => own(builder, card, keys),
    }
}

/// The lanes that the card itself has.
fn own<'a>(builder: &mut Builder<'a>, card: &'a Card, keys: &LaneKeys) -> Json {
    let lanes = card
        .fields
        .get(&keys.lanes)
        .map(Field::items)
        .unwrap_or_default();
    let listed = card
        .fields
        .get(&keys.periods)
        .map(Field::items)
        .unwrap_or_default();
    let name = |period: &Field| value_text(period).unwrap_or_default();
    let names: Vec<String> = if listed.is_empty() {
        periods_of(lanes)
    } else {
        listed.iter().map(name).collect()
    };
    let periods: Vec<Json> = match listed {
        [] => names
            .iter()
            .map(|name| json!(builder.plain(name)))
            .collect(),
        listed => listed.iter().map(|period| builder.field(period)).collect(),
    };
    let mut drawn = Vec::new();
    for lane in lanes {
        let title = lane
            .get("title")
            .map_or(Json::Null, |title| builder.field(title));
        let items = lane.get("items").map(Field::items).unwrap_or_default();
        drawn.push((
            title,
            items
                .iter()
                .map(|item| own_item(builder, item, &names))
                .collect::<Vec<Item>>(),
        ));
    }
    if drawn.iter().all(|(_, items)| items.is_empty()) {
        return Json::Null;
    }
    let inside = rows::fits_inside(
        drawn.iter().flat_map(|(_, items)| items),
        names.len(),
        builder.line().characters,
    );
    let filled = drawn.into_iter().filter(|(_, items)| !items.is_empty());
    let lanes: Vec<Json> = filled
        .map(|(title, items)| lane(&title, items, inside))
        .collect();
    picture(
        if inside { "inside" } else { "beside" },
        &periods,
        &[],
        &lanes,
    )
}

/// The periods that items name, for a roadmap that lists none: in the order of time, else as they
/// come.
fn periods_of(lanes: &[Field]) -> Vec<String> {
    let items = lanes
        .iter()
        .flat_map(|lane| lane.get("items").into_iter().flat_map(Field::items));
    let named = items.flat_map(|item| {
        ["from", "to"]
            .into_iter()
            .filter_map(|key| item.get(key).and_then(value_text))
    });
    let mut names: Vec<String> = Vec::new();
    for name in named {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let times: Option<Vec<Period>> = names.iter().map(|name| Period::parse(name)).collect();
    if let Some(times) = times {
        let mut order: Vec<(Period, String)> = times.into_iter().zip(names).collect();
        order.sort();
        names = order.into_iter().map(|(_, name)| name).collect();
    }
    names
}

/// An item of a lane. One that has only a beginning or only an end fills that period.
fn own_item<'a>(builder: &mut Builder<'a>, item: &'a Field, periods: &[String]) -> Item {
    let place = |key: &str| {
        let written = item.get(key).and_then(value_text)?;
        periods
            .iter()
            .position(|period| same_words(period, &written))
    };
    let (from, to) = (place("from"), place("to"));
    let extent = from.or(to).map(|first| Extent {
        first,
        last: to.unwrap_or(first).max(first),
        exact: false,
    });
    let mut drawn = Map::new();
    drawn.insert(
        "what".into(),
        item.get("what")
            .map_or(Json::Null, |what| builder.field(what)),
    );
    drawn.insert(
        "status".into(),
        json!(item.get("status").and_then(Field::word)),
    );
    drawn.insert(
        "status-label".into(),
        json!(item.get("status").and_then(shown)),
    );
    let when = extent.map(
        |extent| match (&periods[extent.first], &periods[extent.last]) {
            (first, last) if first == last => first.clone(),
            (first, last) => format!("{first} – {last}"),
        },
    );
    drawn.insert(
        "when".into(),
        when.map_or(Json::Null, |when| json!(builder.plain(&when))),
    );
    Item {
        drawn,
        text: item.get("what").and_then(value_text).unwrap_or_default(),
        extent,
    }
}

/// The entries of other cards' lists, a lane for each card.
fn gathered<'a>(builder: &mut Builder<'a>, of: &str) -> Json {
    let document = builder.scene.document;
    let Some(origin) = Origin::named(of, &[], true, builder.scene.kinds) else {
        return Json::Null;
    };
    let records = origin.records(document);
    if records.is_empty() {
        return Json::Null;
    }
    let times: Vec<Option<Period>> = records.iter().map(time).collect();
    let axis = Axis::over(times.iter().flatten(), document.words);
    let mut lanes: Vec<(&str, Json, Vec<Item>)> = Vec::new();
    for (record, time) in records.iter().zip(times) {
        let extent = time
            .zip(axis.as_ref())
            .map(|(time, axis)| axis.extent(time));
        let mut item = gathered_item(builder, record, extent);
        if let Some((time, axis)) = time.zip(axis.as_ref()) {
            let (left, right) = axis.within(time);
            item.drawn.insert("left".into(), json!(left));
            item.drawn.insert("right".into(), json!(right));
        }
        match lanes.iter_mut().find(|(id, ..)| *id == record.card.id.name) {
            Some((_, _, items)) => items.push(item),
            None => lanes.push((
                &record.card.id.name,
                cells::title(builder, record),
                vec![item],
            )),
        }
    }
    let lanes = lanes.into_iter().map(|(_, title, mut items)| {
        items.sort_by_key(|item| {
            item.extent
                .map_or((usize::MAX, 0), |extent| (extent.first, extent.last))
        });
        lane(&title, items, false)
    });
    let lanes: Vec<Json> = lanes.collect();
    let (periods, heads) = axis
        .map(|axis| (axis.periods, axis.heads))
        .unwrap_or_default();
    let periods: Vec<Json> = periods.into_iter().map(Json::String).collect();
    picture("beside", &periods, &heads, &lanes)
}

/// When an entry is.
fn time(record: &Record<'_>) -> Option<Period> {
    let key = record.kind.entries.as_ref()?.date.as_deref()?;
    let field = record.entry?.get(key)?;
    match &field.value {
        FieldValue::Date(date) => Some(Period::day(*date)),
        _ => Period::parse(&value_text(field)?),
    }
}

fn gathered_item<'a>(
    builder: &mut Builder<'a>,
    record: &Record<'a>,
    extent: Option<Extent>,
) -> Item {
    let keys = record.kind.entries.as_ref();
    let mut one =
        |key: Option<&str>| key.map_or(Json::Null, |key| cells::line(builder, record, key));
    let mut drawn = Map::new();
    drawn.insert("what".into(), one(keys.map(|keys| keys.title.as_str())));
    drawn.insert(
        "when".into(),
        one(keys.and_then(|keys| keys.date.as_deref())),
    );
    drawn.insert("owner".into(), one(Some("owner")));
    let status = record.entry.and_then(|entry| entry.get("status"));
    drawn.insert("status".into(), json!(status.and_then(Field::word)));
    drawn.insert("status-label".into(), json!(status.and_then(shown)));
    Item {
        drawn,
        text: String::new(),
        extent,
    }
}

/// A lane: rows of items that do not overlap if they stand in their bars, else a row for each; what
/// has no time comes last.
fn lane(title: &Json, items: Vec<Item>, packed: bool) -> Json {
    let (timed, untimed): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.extent.is_some());
    let extents: Vec<Extent> = timed.iter().filter_map(|item| item.extent).collect();
    let places = if packed {
        rows::packed(&extents)
    } else {
        (0..extents.len()).collect()
    };
    let count = places.iter().max().map_or(0, |most| most + 1);
    let mut lines: Vec<Vec<(usize, Json)>> = vec![Vec::new(); count];
    for ((item, extent), row) in timed.into_iter().zip(extents).zip(places) {
        let mut drawn = item.drawn;
        drawn.insert("start".into(), json!(extent.first));
        drawn.insert("end".into(), json!(extent.last));
        drawn.insert("exact".into(), json!(extent.exact));
        lines[row].push((extent.first, Json::Object(drawn)));
    }
    let lines = lines.into_iter().map(|mut line| {
        line.sort_by_key(|(first, _)| *first);
        Json::Array(line.into_iter().map(|(_, item)| item).collect())
    });
    let lines: Vec<Json> = lines.collect();
    let untimed: Vec<Json> = untimed
        .into_iter()
        .map(|item| Json::Object(item.drawn))
        .collect();
    json!({ "title": title, "rows": lines, "untimed": untimed })
}

fn picture(style: &str, periods: &[Json], heads: &[(String, usize)], lanes: &[Json]) -> Json {
    let heads: Vec<Json> = heads
        .iter()
        .map(|(title, span)| json!({ "title": title, "span": span }))
        .collect();
    let summary = format!(
        "The rows are items in {} {}; the columns are {} {}. A marked cell, or cells, shows when an item takes place.",
        lanes.len(),
        if lanes.len() == 1 { "lane" } else { "lanes" },
        periods.len(),
        if periods.len() == 1 {
            "period"
        } else {
            "periods"
        },
    );
    json!({ "style": style, "periods": periods, "heads": heads, "lanes": lanes, "summary": summary })
}
