//! The figures of a chart: rows of a table of figures as series over its columns, or the other way
//! round.
//!
//! A chart over time has the periods along its axis and a series for each row, or for each group of
//! rows, added up. Where the columns are no periods (“Challenge”, “Solutions”), a bar chart
//! compares the rows, with a series for each column.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::additive::is_rate;
use super::card::Card;
use super::cells::columns;
use super::columns::Format;
use super::field::{Field, FieldValue};
use super::kinds::{ChartKeys, SumKeys};
use super::period::Period;
use super::sums::{self, Addition, Content, Reading};
use crate::parse::body::plain_text;
use crate::parse::quotes::same_words;
use crate::parse::spelling::figure;
use crate::source::Span;

/// What is drawn along the axis, and what of each series.
#[derive(Debug)]
pub struct Chart {
    /// Bars or lines.
    pub form: Form,
    /// The names below the bars, or along the line.
    pub categories: Vec<String>,
    /// The rows or columns that are drawn.
    pub series: Vec<Series>,
    /// Whether the categories are rows of the table, with names that need room.
    pub of_rows: bool,
    /// Labels or groups that are chosen and that no row has.
    pub unknown: Vec<(String, Span)>,
    /// Cells that are no figures, and for which the figures of their groups are left out.
    pub gaps: Vec<GroupGap>,
    /// Where the chart is asked for.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Bar,
    Line,
}

/// A cell that is no figure among those of a group that are.
#[derive(Debug)]
pub struct GroupGap {
    /// What the cell says.
    pub text: String,
    pub group: String,
    /// The heading of its column.
    pub column: String,
    /// Where the cell stands.
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// As the key names it.
    pub name: String,
    /// One for each category.
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A figure in the unit of the table, and how it is printed.
    Figure(Decimal, String),
    /// A text where a figure is wanted (`TBC`), or nothing: a gap.
    Gap(String),
}

impl Value {
    /// What is printed for it.
    pub fn printed(&self) -> &str {
        match self {
            Self::Figure(_, printed) | Self::Gap(printed) => printed,
        }
    }

    /// To place it on an axis.
    pub fn figure(&self) -> Option<f64> {
        match self {
            Self::Figure(value, _) => value.to_f64(),
            Self::Gap(_) => None,
        }
    }
}

/// A row of the table, or a total.
struct Row {
    label: String,
    group: Option<String>,
    values: Vec<Value>,
    /// Where each value stands; nothing for those that are computed.
    places: Vec<Span>,
}

impl Chart {
    /// The chart that a card asks for, if it asks for one.
    pub fn of(card: &Card, keys: &ChartKeys, table: &SumKeys, language: &str) -> Option<Self> {
        let asked = card.fields.get(&keys.form)?;
        let form = match asked.word()? {
            "bar" => Form::Bar,
            "line" => Form::Line,
            _ => return None,
        };
        let items = |key: &str| card.fields.get(key).into_iter().flat_map(Field::items);
        let cells = Cells {
            reading: Reading::of(card, language),
            formats: &card.formats,
        };
        let rows: Vec<Row> = items(&table.rows).map(|row| cells.row(row)).collect();
        let sums = sums::totals(card, table, &cells.reading);
        let totals: Vec<Row> = items(&table.totals)
            .zip(&sums)
            .map(|(total, sums)| cells.total_row(total, &sums.columns))
            .collect();
        let columns: Vec<String> = items("columns").skip(1).map(text).collect();
        let wanted = card.fields.get(&keys.of).map(wanted).unwrap_or_default();
        let known = |name: &str| rows.iter().chain(&totals).any(|row| row.is_called(name));
        let unknown = wanted
            .iter()
            .filter(|(name, _)| !known(name))
            .cloned()
            .collect();
        let of_rows = form == Form::Bar
            && !columns.is_empty()
            && !columns.iter().all(|column| is_time(column));
        let mut gaps = Vec::new();
        let chosen: Vec<Series> = if wanted.is_empty() {
            match groups(&rows).filter(|_| !of_rows && adds_up(card, &rows)) {
                Some(groups) => {
                    gaps = groups
                        .iter()
                        .flat_map(|group| group_gaps(group, &rows, &columns))
                        .collect();
                    groups
                        .into_iter()
                        .map(|group| series_of(group, &rows, columns.len()))
                        .collect()
                }
                None => rows.iter().map(Row::series).collect(),
            }
        } else {
            let fits = |row: &&Row| wanted.iter().any(|(name, _)| row.is_called(name));
            rows.iter()
                .chain(&totals)
                .filter(fits)
                .map(Row::series)
                .collect()
        };
        let chart = Self {
            form,
            categories: columns,
            series: chosen,
            of_rows: false,
            unknown,
            gaps,
            span: asked.span,
        };
        Some(if of_rows { chart.turned() } else { chart })
    }

    /// Whether there is a figure at all.
    pub fn has_figures(&self) -> bool {
        self.series
            .iter()
            .any(|series| series.values.iter().any(|value| value.figure().is_some()))
    }

    /// Rows along the axis, and a series for each column.
    fn turned(self) -> Self {
        let series = self.categories.iter().enumerate().map(|(at, name)| {
            let value = |row: &Series| {
                row.values
                    .get(at)
                    .cloned()
                    .unwrap_or_else(|| Value::Gap(String::new()))
            };
            Series {
                name: name.clone(),
                values: self.series.iter().map(value).collect(),
            }
        });
        Self {
            series: series.collect(),
            categories: self.series.into_iter().map(|row| row.name).collect(),
            of_rows: true,
            ..self
        }
    }
}

impl Row {
    /// Whether a name is its label, or that of its group.
    fn is_called(&self, name: &str) -> bool {
        same_words(&self.label, name)
            || self
                .group
                .as_ref()
                .is_some_and(|group| same_words(group, name))
    }

    fn series(&self) -> Series {
        Series {
            name: self.label.clone(),
            values: self.values.clone(),
        }
    }
}

/// Whether rows can be added up: 60 % and 80 % are not 140 %, and a chart of them shows each.
fn adds_up(card: &Card, rows: &[Row]) -> bool {
    let unit = card.fields.get("unit").map(text).unwrap_or_default();
    !is_rate(&unit) && !rows.iter().any(|row| is_rate(&row.label))
}

/// The groups, if all rows are in two or more of them; then there is a series for each group, else
/// for each row.
fn groups(rows: &[Row]) -> Option<Vec<&str>> {
    let mut groups: Vec<&str> = rows.iter().filter_map(|row| row.group.as_deref()).collect();
    let all = groups.len() == rows.len();
    let mut seen = std::collections::BTreeSet::new();
    groups.retain(|group| seen.insert(*group));
    (all && groups.len() >= 2 && groups.len() < rows.len()).then_some(groups)
}

fn of_group<'a>(group: &'a str, rows: &'a [Row]) -> impl Iterator<Item = &'a Row> + Clone {
    rows.iter()
        .filter(move |row| row.group.as_deref() == Some(group))
}

fn series_of(group: &str, rows: &[Row], width: usize) -> Series {
    let values = (0..width)
        .map(|at| added(of_group(group, rows).map(|row| row.values.get(at))))
        .collect();
    Series {
        name: group.to_owned(),
        values,
    }
}

/// The texts of a group that stand beside figures: its sum is a gap there.
fn group_gaps(group: &str, rows: &[Row], columns: &[String]) -> Vec<GroupGap> {
    let mut gaps = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let is_figure = |row: &Row| matches!(row.values.get(at), Some(Value::Figure(..)));
        if !of_group(group, rows).any(is_figure) {
            continue;
        }
        for row in of_group(group, rows) {
            if let (Some(Value::Gap(text)), Some(&span)) = (row.values.get(at), row.places.get(at))
                && !text.trim().is_empty()
            {
                gaps.push(GroupGap {
                    text: text.clone(),
                    group: group.to_owned(),
                    column: column.clone(),
                    span,
                });
            }
        }
    }
    gaps
}

/// A sum, with as many decimals as the most exact of its values; a gap as soon as one of them is.
fn added<'v>(values: impl Iterator<Item = Option<&'v Value>>) -> Value {
    let mut sum = Some(Decimal::ZERO);
    for value in values {
        match value {
            Some(Value::Figure(figure, _)) => sum = sum.and_then(|sum| sum.checked_add(*figure)),
            Some(Value::Gap(text)) => return Value::Gap(text.clone()),
            None => return Value::Gap(String::new()),
        }
    }
    sum.map_or_else(
        || Value::Gap(String::new()),
        |sum| Value::Figure(sum, figure(&sum.to_string()).into_owned()),
    )
}

/// How the cells of a table become values.
struct Cells<'a> {
    reading: Reading,
    formats: &'a [Option<Format>],
}

impl Cells<'_> {
    fn row(&self, field: &Field) -> Row {
        Row {
            label: field.get("label").map(text).unwrap_or_default(),
            group: field
                .get("group")
                .map(text)
                .filter(|group| !group.is_empty()),
            values: self.values(field),
            places: places(field),
        }
    }

    /// A total with the values that it prints, else with those that are computed.
    fn total_row(&self, field: &Field, sums: &[Addition]) -> Row {
        let figure = |addition: &Addition| {
            Some(Value::Figure(
                addition.sum.in_unit(&self.reading)?,
                addition.sum.sum()?.figure(),
            ))
        };
        let computed = || {
            sums.iter()
                .map(|addition| figure(addition).unwrap_or_else(|| Value::Gap(String::new())))
        };
        let printed = self.values(field);
        Row {
            label: field.get("label").map(text).unwrap_or_default(),
            group: None,
            values: if printed.is_empty() {
                computed().collect()
            } else {
                printed
            },
            places: Vec::new(),
        }
    }

    fn values(&self, field: &Field) -> Vec<Value> {
        let cells = field.get("values").into_iter().flat_map(Field::items);
        let cells = cells.flat_map(|cell| std::iter::repeat_n(cell, columns(cell)));
        cells
            .enumerate()
            .map(|(at, cell)| self.value(cell, at + 1))
            .collect()
    }

    /// The value of a cell in a column, the labels being the first.
    fn value(&self, cell: &Field, column: usize) -> Value {
        let inner = cell.get("text").unwrap_or(cell);
        let is_text = self.formats.get(column).copied().flatten() == Some(Format::Text);
        let amount = match self.reading.content(cell) {
            Content::Amount(amount) if !is_text => self.reading.in_unit(&amount),
            _ => None,
        };
        amount.map_or_else(
            || Value::Gap(text(inner)),
            |value| Value::Figure(value, text(inner)),
        )
    }
}

/// Where the values of a row stand, one for each column.
fn places(row: &Field) -> Vec<Span> {
    let cells = row.get("values").into_iter().flat_map(Field::items);
    cells
        .flat_map(|cell| std::iter::repeat_n(cell.span, columns(cell)))
        .collect()
}

/// What a chart is to show, with the places.
fn wanted(of: &Field) -> Vec<(String, Span)> {
    let named = |field: &Field| Some((field.word()?.to_owned(), field.span));
    match of.word() {
        Some("all") => Vec::new(),
        Some(_) => named(of).into_iter().collect(),
        None => of.items().iter().filter_map(named).collect(),
    }
}

fn text(field: &Field) -> String {
    match &field.value {
        FieldValue::Inline(content) => plain_text(content),
        FieldValue::Number(number) if number.is_figure => figure(&number.spelling).into_owned(),
        FieldValue::Number(number) => number.spelling.clone(),
        _ => String::new(),
    }
}

/// Whether a column is a stretch of time, such as `2017/18`, `Q1` or `Year 2`.
fn is_time(column: &str) -> bool {
    let counted = |word: &str| {
        let rest = column.trim().to_lowercase();
        let rest = rest
            .strip_prefix(word)
            .map(str::trim)
            .unwrap_or_default()
            .to_owned();
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())
    };
    Period::parse(column).is_some()
        || ["q", "year", "quarter", "month", "week", "h", "y"]
            .iter()
            .any(|word| counted(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_times_or_they_are_not() {
        assert!(
            ["2017/18", "Q1", "Year 2", "March 2018"]
                .iter()
                .all(|column| is_time(column))
        );
        assert!(
            !["Challenge by 2020/21", "Baseline", "Yearly"]
                .iter()
                .any(|column| is_time(column))
        );
    }

    #[test]
    fn groups_are_added_up_and_a_text_makes_a_gap() {
        let figure =
            |value: &str| Value::Figure(value.parse().expect("it is a number"), value.to_owned());
        let row = |label: &str, group: &str, values: Vec<Value>| Row {
            label: label.into(),
            group: Some(group.into()),
            places: vec![Span::nowhere(); values.len()],
            values,
        };
        let rows = [
            row("North", "Places", vec![figure("1"), figure("2")]),
            row(
                "South",
                "Places",
                vec![figure("-4"), Value::Gap("TBC".into())],
            ),
            row("Staff", "People", vec![figure("5"), figure("6.50")]),
        ];
        let names = groups(&rows).expect("all rows are in groups");
        assert_eq!(names, ["Places", "People"]);
        let series = names
            .iter()
            .map(|name| series_of(name, &rows, 2))
            .collect::<Vec<Series>>();
        let columns = ["2016/17".to_owned(), "2017/18".to_owned()];
        let gaps = group_gaps("Places", &rows, &columns);
        assert_eq!(gaps.len(), 1);
        assert_eq!(
            (gaps[0].text.as_str(), gaps[0].column.as_str()),
            ("TBC", "2017/18")
        );
        assert_eq!(
            series[0].values,
            [
                Value::Figure(Decimal::from(-3), "(3)".into()),
                Value::Gap("TBC".into())
            ]
        );
        assert_eq!(series[1].values[1].figure(), Some(6.5));
    }
}
