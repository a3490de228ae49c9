//! What a template sees of how a document grew (`x-progress`): a row for each version of its table,
//! with what was open in it, and a chart of that.

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::chart;
use super::context::Builder;
use crate::model::chart::{Chart, Form, Series, Value};
use crate::model::growth::Growth;
use crate::parse::spelling::figure;
use crate::source::Span;

/// The value of `card.growth`: `bands`, the names of ratings that any version has, and `rows`.
pub fn values(builder: &mut Builder<'_>) -> Json {
    let growth = builder.scene.growth;
    let bands = bands(builder);
    let number = |count: Option<usize>| {
        let count = count.map(|count| figure(&count.to_string()).into_owned());
        count.unwrap_or_default()
    };
    let rows: Vec<Json> = growth
        .iter()
        .map(|row| {
            let ratings = bands.iter().map(|band| {
                let count = row.ratings.get(band).copied().unwrap_or_default();
                number(row.cards.map(|_| count))
            });
            json!({
                "version": builder.plain(&format!("V{}", row.version)),
                "date": builder.plain(&date(builder, row)),
                "open": number(row.placeholders),
                "words": number(row.words),
                "cards": number(row.cards),
                "ratings": ratings.collect::<Vec<String>>(),
            })
        })
        .collect();
    let bands: Vec<String> = bands.iter().map(|band| builder.plain(band)).collect();
    json!({ "bands": bands, "rows": rows })
}

/// The value of `card.chart`: the open places of the versions of which they are known; nothing
/// below two of them.
pub fn chart(builder: &Builder<'_>, span: Span) -> Option<Json> {
    let known: Vec<(&Growth, usize)> = builder
        .scene
        .growth
        .iter()
        .filter_map(|row| Some((row, row.placeholders?)))
        .collect();
    if known.len() < 2 {
        return None;
    }
    let value = |(_, count): &(&Growth, usize)| {
        Value::Figure(
            Decimal::from(*count),
            figure(&count.to_string()).into_owned(),
        )
    };
    let chart = Chart {
        form: Form::Bar,
        categories: known
            .iter()
            .map(|(row, _)| format!("V{}", row.version))
            .collect(),
        series: vec![Series {
            name: builder.scene.document.words.open_places.to_owned(),
            values: known.iter().map(value).collect(),
        }],
        of_rows: false,
        unknown: Vec::new(),
        gaps: Vec::new(),
        span,
    };
    let unit = builder.scene.document.words.open_places;
    Some(chart::values(builder, chart, Some(unit)))
}

/// The bands of ratings that any version has, from the lowest, as the kinds of the document name
/// them.
fn bands(builder: &Builder<'_>) -> Vec<String> {
    let has = |name: &str| {
        let growth = builder.scene.growth;
        growth.iter().any(|row| row.ratings.contains_key(name))
    };
    let kinds = builder.scene.document.cards.iter();
    let ratings = kinds.filter_map(|card| builder.scene.kinds.get(&card.kind)?.rating.as_ref());
    let mut bands: Vec<String> = Vec::new();
    for band in ratings.flat_map(|rating| &rating.bands) {
        if has(&band.name) && !bands.contains(&band.name) {
            bands.push(band.name.clone());
        }
    }
    bands
}

/// The day of a row in the words of the document.
fn date(builder: &Builder<'_>, row: &Growth) -> String {
    let day = row.date.as_deref().and_then(|date| date.parse().ok());
    day.map_or_else(String::new, |day| builder.scene.document.words.date(day))
}
