//! The text alternative of a chart: every figure that it shows, in words that can be read aloud.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::model::chart::{Chart, Form, Value};

/// Sentences: what it is, then each series with its figures.
pub fn text(chart: &Chart, unit: Option<&str>) -> String {
    let form = if chart.form == Form::Bar {
        "Bar chart"
    } else {
        "Line chart"
    };
    let unit = unit.map_or_else(String::new, |unit| format!(" in {unit}"));
    let mut text = match chart.categories.as_slice() {
        [] => format!("{form}{unit}."),
        [only] => format!("{form}{unit} for {only}."),
        [first, .., last] if !chart.of_rows => format!("{form}{unit}, {first} to {last}."),
        rows => format!("{form}{unit} of {} rows.", rows.len()),
    };
    for series in &chart.series {
        let values = chart.categories.iter().zip(&series.values);
        let values: Vec<String> = values
            .map(|(category, value)| format!("{category} {}", spoken(value)))
            .collect();
        let _ = write!(text, " {}: {}.", series.name, values.join(", "));
    }
    text
}

/// What says on paper that a figure is below nothing.
const SIGNS: [char; 5] = ['(', ')', '-', '–', '−'];

/// A figure with a word for its sign: brackets cannot be heard.
fn spoken(value: &Value) -> String {
    match value {
        Value::Figure(number, printed) if *number < Decimal::ZERO => {
            format!("minus {}", printed.replace(SIGNS, ""))
        }
        Value::Figure(_, printed) => printed.clone(),
        Value::Gap(text) if text.is_empty() => "not given".to_owned(),
        Value::Gap(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::chart::Series;
    use crate::source::Span;

    #[test]
    fn every_figure_is_said_and_a_loss_is_a_minus() {
        let values = vec![
            Value::Figure(Decimal::from(-8021), "(8,021)".into()),
            Value::Gap("TBC".into()),
        ];
        let chart = Chart {
            form: Form::Bar,
            categories: vec!["2016/17".into(), "2017/18".into()],
            series: vec![Series {
                name: "North".into(),
                values,
            }],
            of_rows: false,
            unknown: Vec::new(),
            gaps: Vec::new(),
            span: Span::nowhere(),
        };
        let said = text(&chart, Some("£'000"));
        assert_eq!(
            said,
            "Bar chart in £'000, 2016/17 to 2017/18. North: 2016/17 minus 8,021, 2017/18 TBC."
        );
    }
}
