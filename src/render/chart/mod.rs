//! What a template sees of a chart: ticks, and for each value its height, as parts of the whole
//! axis, with the words that stand beside it. The theme, or a page of the web, turns the parts into
//! lengths.

mod alternative;
mod labels;
mod scale;

use serde_json::{Value as Json, json};

use super::context::Builder;
use crate::limits::{CHART_PLACES, CHART_SERIES};
use crate::model::chart::{Chart, Form, Series, Value};
use crate::parse::spelling::figure;
use labels::End;
use scale::Scale;

/// More series than these stand in panels of their own instead of together.
const MOST_BARS: usize = 4;
const MOST_LINES: usize = 8;

/// So many bars are wide enough for the figures above them, in a chart whose categories lie along
/// the foot.
const MOST_COLUMNS: usize = 28;

/// The value of `card.chart`; nothing if there is no figure to draw.
pub fn values(builder: &Builder<'_>, mut chart: Chart, unit: Option<&str>) -> Json {
    chart.series.truncate(CHART_SERIES);
    chart.categories.truncate(CHART_PLACES);
    chart
        .series
        .iter_mut()
        .for_each(|series| series.values.truncate(chart.categories.len()));
    if !chart.has_figures() {
        return Json::Null;
    }
    let figures = chart
        .series
        .iter()
        .flat_map(|series| &series.values)
        .filter_map(Value::figure);
    let scale = Scale::over(figures);
    let layout = layout(&chart);
    let ends = labels::spread(&ends(&chart, &scale));
    let series: Vec<Json> = chart
        .series
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let points: Vec<Json> = one
                .values
                .iter()
                .map(|value| point(builder, value, &scale))
                .collect();
            let last = one
                .values
                .iter()
                .rposition(|value| value.figure().is_some());
            json!({
                "name": builder.plain(&one.name),
                "style": at,
                "points": points,
                "last": last,
                "label-at": ends.iter().find(|(series, _)| *series == at).map(|(_, place)| place),
            })
        })
        .collect();
    json!({
        "form": if chart.form == Form::Bar { "bar" } else { "line" },
        "layout": layout,
        "unit": unit.map(|unit| builder.plain(unit)),
        "categories": chart.categories.iter().map(|category| builder.plain(category)).collect::<Vec<_>>(),
        "ticks": scale.ticks().map(|(at, value)| json!({ "at": at, "label": figure(&scale.spelling(value)) })).collect::<Vec<_>>(),
        "zero": scale.at(0.0),
        "series": series,
        "alt": builder.plain(&alternative::text(&chart, unit)),
    })
}

/// How the series share the picture: side by side, in rows with long names, or each in a panel of
/// its own.
fn layout(chart: &Chart) -> &'static str {
    let (series, categories) = (chart.series.len(), chart.categories.len());
    match chart.form {
        Form::Line if series > MOST_LINES => "panels",
        Form::Line => "together",
        Form::Bar if chart.of_rows && series <= MOST_BARS => "rows",
        Form::Bar if series > MOST_BARS || series * categories > MOST_COLUMNS => "panels",
        Form::Bar => "together",
    }
}

/// A value: its height and its words, or a gap and what stands in it.
fn point(builder: &Builder<'_>, value: &Value, scale: &Scale) -> Json {
    match value {
        Value::Figure(_, printed) => {
            json!({ "at": value.figure().map(|number| scale.at(number)), "label": builder.plain(printed) })
        }
        Value::Gap(text) => json!({ "gap": builder.plain(text) }),
    }
}

/// So many characters of a name stand on a line beside the end of its own.
const NAME: usize = 34;

/// Where each line ends, and how many lines of text its name takes.
fn ends(chart: &Chart, scale: &Scale) -> Vec<End> {
    let end = |(series, one): (usize, &Series)| {
        let (last, printed) = one
            .values
            .iter()
            .rev()
            .find_map(|value| Some((value.figure()?, value.printed())))?;
        let characters = one.name.chars().count() + printed.chars().count() + 1;
        Some(End {
            series,
            at: scale.at(last),
            lines: characters.div_ceil(NAME),
        })
    };
    chart.series.iter().enumerate().filter_map(end).collect()
}
