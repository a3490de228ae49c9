//! Columns of a table of figures that are computed from others: `{title: Gap, difference: [Need,
//! Funding]}`, `{title: All years, sum: all}` (`docs/authors.md#to-add-figures-up`).
//!
//! In: the keys of a card as they were read. Out: the same keys, in which each row that leaves such
//! columns out has their values; and where a row has values of its own, what does not agree.

use rust_decimal::Decimal;

use super::amount::{Amount, exponent_of_unit};
use super::quantity::Style;
use super::sums::Sum;
use crate::diagnostic::{Diagnostic, Report, did_you_mean, rules};
use crate::parse::quotes::same_words;
use crate::parse::yaml::{Node, Value};
use crate::source::Span;

/// What stands in a computed cell where there is nothing to compute, as in a total.
const NOT_AVAILABLE: &str = "n/a";

/// A column that is computed.
struct Computed {
    column: usize,
    title: String,
    /// Where its definition stands.
    span: Span,
    /// Whether the others are taken from the first, or added up.
    is_difference: bool,
    /// The columns of which it is made, and their titles.
    of: Vec<(usize, String)>,
}

/// How the cells of the card are read.
struct Reading<'a> {
    style: &'a Style,
    unit: u32,
}

/// Fills in, or compares, what is computed, in rows and in totals with values.
pub fn settle(front: &mut Node, language: &str, report: &mut Report) {
    let Some(columns) = front.get("columns") else {
        return;
    };
    let computed = computed(columns.items(), report);
    if computed.is_empty() {
        return;
    }
    let width = columns.items().len();
    let unit = front.get("unit").and_then(Node::text).unwrap_or_default();
    let reading = Reading {
        style: &Style::of(language),
        unit: exponent_of_unit(unit),
    };
    for key in ["rows", "totals"] {
        for line in front.list_mut(key).into_iter().flatten() {
            if let Some(values) = line.list_mut("values") {
                self::line(values, width, &computed, &reading, report);
            }
        }
    }
}

/// What the columns say of themselves, in an order in which each can be computed.
fn computed(columns: &[Node], report: &mut Report) -> Vec<Computed> {
    let titles: Vec<String> = columns.iter().map(title).collect();
    let mut found: Vec<Computed> = Vec::new();
    for (column, node) in columns.iter().enumerate() {
        let (named, is_difference) = match (node.get("difference"), node.get("sum")) {
            (Some(named), _) => (named, true),
            (None, Some(named)) => (named, false),
            (None, None) => continue,
        };
        let is_plain = |at: &usize| {
            let node = &columns[*at];
            node.get("difference").is_none() && node.get("sum").is_none()
        };
        let is_known = |at: usize| is_plain(&at) || found.iter().any(|one| one.column == at);
        let of: Option<Vec<usize>> = if named.text().is_some_and(|word| word.trim() == "all") {
            Some((1..columns.len()).filter(is_plain).collect())
        } else {
            let at = |name: &Node| operand(name, &titles, column, &is_known, report);
            named.items().iter().map(at).collect()
        };
        // One whose columns are unknown, which is told, keeps its place.
        let of = of.unwrap_or_default();
        if !named.is_blank() {
            found.push(Computed {
                column,
                title: titles[column].clone(),
                span: named.span,
                is_difference,
                of: of.into_iter().map(|at| (at, titles[at].clone())).collect(),
            });
        }
    }
    found
}

fn title(column: &Node) -> String {
    let text = column.get("title").unwrap_or(column).text();
    text.unwrap_or_default().trim().to_owned()
}

/// The column that a name means.
fn operand(
    name: &Node,
    titles: &[String],
    own: usize,
    is_known: &dyn Fn(usize) -> bool,
    report: &mut Report,
) -> Option<usize> {
    let wanted = name.text()?.trim();
    let at = titles
        .iter()
        .enumerate()
        .skip(1)
        .position(|(at, title)| at != own && same_words(title, wanted));
    let diagnostic = match at.map(|at| at + 1) {
        Some(at) if is_known(at) => return Some(at),
        Some(_) => rules::figures::UNKNOWN_COLUMN
            .at(
                name.span,
                format!("the column `{wanted}` is itself computed, further to the right"),
            )
            .help("put the column that needs another to the right of it"),
        None => unknown(wanted, name.span, titles, own),
    };
    report.push(diagnostic);
    None
}

fn unknown(wanted: &str, span: Span, titles: &[String], own: usize) -> Diagnostic {
    let others = titles.iter().enumerate().skip(1);
    let others: Vec<&str> = others
        .filter(|(at, _)| *at != own)
        .map(|(_, title)| title.as_str())
        .collect();
    let help = match did_you_mean(wanted, others.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the columns are {}",
            others
                .iter()
                .map(|title| format!("`{title}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    let message = format!("no column has the title `{wanted}`");
    rules::figures::UNKNOWN_COLUMN.at(span, message).help(help)
}

/// One row or total. Where it has a value for each column, what is computed is compared.
fn line(
    values: &mut Vec<Node>,
    width: usize,
    computed: &[Computed],
    reading: &Reading<'_>,
    report: &mut Report,
) {
    let given: usize = values.iter().map(columns_of).sum();
    let is_stated = given + 1 == width;
    if !is_stated && given + 1 + computed.len() != width {
        // That it is too short or too long is told by the schema.
        return;
    }
    let mut ordered: Vec<&Computed> = computed.iter().collect();
    if !is_stated {
        // Room first, from the left, so that every column stands at its place.
        ordered.sort_by_key(|one| one.column);
        for one in &ordered {
            let at = place(values, one.column - 1);
            values.insert(at, Node::made(one.span, Value::Null));
        }
    }
    for one in computed {
        let sum = one.sum(values, reading);
        let words = one.words(values, reading);
        let at = place(values, one.column - 1);
        let Some(cell) = values.get_mut(at) else {
            continue;
        };
        let Some(sum) = sum else {
            if let (false, Some(span)) = (is_stated, words) {
                *cell = Node::computed_text(span, NOT_AVAILABLE.to_owned());
            }
            continue;
        };
        if is_stated {
            compare(one, cell, &sum, reading, report);
        } else {
            *cell = Node::computed(one.span, sum.spelling());
        }
    }
}

/// How many columns a cell fills.
fn columns_of(cell: &Node) -> usize {
    let span = cell.get("span").and_then(Node::text);
    span.and_then(|span| span.parse().ok()).unwrap_or(1)
}

/// The cell that stands in a column, or where one would stand.
fn place(values: &[Node], column: usize) -> usize {
    let mut before = 0;
    for (at, cell) in values.iter().enumerate() {
        if before >= column {
            return at;
        }
        before += columns_of(cell);
    }
    values.len()
}

impl Computed {
    /// What the column comes to in a line; nothing where a figure of it is missing.
    fn sum(&self, values: &[Node], reading: &Reading<'_>) -> Option<Sum> {
        let amounts = self.of.iter().enumerate().map(|(nth, (column, _))| {
            let cell = values.get(place(values, column - 1))?;
            let amount = reading.amount(cell)?;
            let is_taken = self.is_difference && nth > 0;
            Some(Amount {
                value: if is_taken {
                    -amount.value
                } else {
                    amount.value
                },
                ..amount
            })
        });
        Sum::of(&amounts.collect::<Option<Vec<Amount>>>()?, reading.unit)
    }
}

impl Computed {
    /// Where a cell of which the column is made holds words (`TBC`), so that there is nothing to
    /// compute.
    fn words(&self, values: &[Node], reading: &Reading<'_>) -> Option<Span> {
        let mut cells = self
            .of
            .iter()
            .filter_map(|(column, _)| values.get(place(values, column - 1)));
        let open = cells.find(|cell| {
            let text = cell.get("text").unwrap_or(cell);
            !text.is_blank() && reading.amount(cell).is_none()
        })?;
        Some(open.get("text").unwrap_or(open).span)
    }
}

impl Reading<'_> {
    fn amount(&self, cell: &Node) -> Option<Amount> {
        let cell = cell.get("text").unwrap_or(cell);
        match &cell.value {
            Value::Number(_, spelling) => Amount::of_number(spelling),
            Value::Text(text) => Amount::read(text, self.style),
            _ => None,
        }
    }
}

fn compare(one: &Computed, cell: &Node, sum: &Sum, reading: &Reading<'_>, report: &mut Report) {
    let Some(stated) = reading.amount(cell) else {
        return;
    };
    let (Some(excess), Some(bound)) = (
        sum.excess(&stated, reading.unit)
            .map(|excess| excess.abs().normalize()),
        sum.bound(&stated, reading.unit),
    ) else {
        return;
    };
    if excess == Decimal::ZERO {
        return;
    }
    let rule = if excess > bound {
        rules::figures::TOTAL
    } else {
        rules::figures::ROUNDING
    };
    let names: Vec<String> = one
        .of
        .iter()
        .map(|(_, title)| format!("`{title}`"))
        .collect();
    let made_of = if one.is_difference {
        format!("{} comes to", names.join(" less "))
    } else {
        format!("{} add up to", names.join(" and "))
    };
    let text = cell.get("text").unwrap_or(cell).text().unwrap_or_default();
    let message = format!(
        "`{}` is {text} here, but {made_of} {}: a difference of {excess}",
        one.title,
        sum.spelling()
    );
    report.push(rule.at(cell.span, message).help(
        "correct the figure or those of which it is made; or leave it out of all rows, and it is computed",
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;
    use crate::source::{Source, SourceSet};

    /// The values of each row and total, and what was said.
    fn settled(text: &str) -> (Vec<String>, Vec<String>) {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.yaml", text));
        let mut report = Report::default();
        let mut node = yaml::parse(id, 0, text, &mut report).expect("it is YAML");
        settle(&mut node, "en-GB", &mut report);
        let lines = ["rows", "totals"]
            .into_iter()
            .filter_map(|key| node.get(key));
        let cells = |line: &Node| {
            let values = line.get("values").map(Node::items).unwrap_or_default();
            let texts: Vec<&str> = values
                .iter()
                .map(|cell| cell.text().unwrap_or("?"))
                .collect();
            texts.join(" ")
        };
        let told = report
            .diagnostics()
            .iter()
            .map(|one| format!("{}: {}", one.code, one.message));
        (
            lines.flat_map(Node::items).map(cells).collect(),
            told.collect(),
        )
    }

    #[test]
    fn rows_that_leave_it_out_have_the_value_of_a_column_that_is_computed() {
        let (lines, told) = settled(
            "columns: [Item, {title: Gap, difference: [Need, Funding]}, Need, Funding, {title: Both, sum: all}]\n\
             rows:\n  - {label: A, values: [1200, 1500]}\n  - {label: B, values: [£2m, £500k]}\n  - {label: C, values: [TBC, 3]}\n\
             totals:\n  - {label: Total, values: [10, 4]}\n",
        );
        assert_eq!(
            lines,
            [
                "-300 1200 1500 2700",
                "£1500k £2m £500k £2500k",
                "n/a TBC 3 n/a",
                "6 10 4 14"
            ]
        );
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn a_row_with_values_of_its_own_is_compared() {
        let (lines, told) = settled(
            "columns: [Item, Need, Funding, {title: Gap, difference: [Need, Funding]}]\n\
             rows:\n  - {label: A, values: [1200, 1000, 200]}\n  - {label: B, values: [1200, 1000, 190]}\n  - {label: C, values: [1200, 1000, 201]}\n",
        );
        assert_eq!(lines[1], "1200 1000 190");
        assert_eq!(
            told,
            [
                "figures/total: `Gap` is 190 here, but `Need` less `Funding` comes to 200: a difference of 10",
                "figures/rounding: `Gap` is 201 here, but `Need` less `Funding` comes to 200: a difference of 1"
            ]
        );
    }

    #[test]
    fn a_name_that_no_column_has_is_told() {
        let (lines, told) = settled(
            "columns: [Item, Need, {title: Gap, difference: [Need, Fundign]}, Funding]\nrows:\n  - {label: A, values: [3, 2]}\n",
        );
        assert_eq!(lines, ["3 ? 2"]);
        assert_eq!(
            told,
            ["figures/unknown-column: no column has the title `Fundign`"]
        );
    }
}
