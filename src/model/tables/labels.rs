//! The heading over the labels of a table of figures, which most authors leave out. In: the front
//! matter. Out: the same with a column for the labels.

use crate::parse::yaml::{Node, Value};
use crate::source::Span;

/// Columns of a labelled table that head its values only get an empty heading over the labels: most
/// rows say which is meant.
pub fn head_labels(front: &mut Node) {
    let Some(columns) = front.get("columns") else {
        return;
    };
    let (over_all, over_values) = (
        columns.items().len().saturating_sub(1),
        columns.items().len(),
    );
    let widths: Vec<usize> = front
        .get("rows")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(width)
        .collect();
    let count = |wanted: usize| widths.iter().filter(|width| **width == wanted).count();
    let corner = Span {
        end: columns.span.start,
        ..columns.span
    };
    if count(over_values) > count(over_all)
        && let Some(columns) = front.list_mut("columns")
    {
        columns.insert(0, Node::made(corner, Value::Null));
    }
}

/// How many columns the values of a row fill.
fn width(row: &Node) -> Option<usize> {
    let span = |cell: &Node| {
        cell.get("span")
            .and_then(Node::text)
            .and_then(|span| span.parse().ok())
            .unwrap_or(1)
    };
    row.get("values").map(|values| {
        values
            .items()
            .iter()
            .fold(0_usize, |sum, cell| sum.saturating_add(span(cell)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::parse::yaml;
    use crate::source::{Source, SourceSet};

    fn columns(text: &str) -> usize {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.yaml", text));
        let mut node = yaml::parse(id, 0, text, &mut Report::default()).expect("it is YAML");
        head_labels(&mut node);
        node.get("columns").expect("they are there").items().len()
    }

    #[test]
    fn columns_over_the_values_only_get_an_empty_heading_over_the_labels() {
        assert_eq!(
            columns("columns: [2017, 2018]\nrows: [{label: A, values: [1, 2]}]"),
            3
        );
        assert_eq!(
            columns("columns: [2017, 2018]\nrows: [{label: A, values: [{text: TBC, span: 2}]}]"),
            3
        );
        assert_eq!(
            columns("columns: [Item, 2017, 2018]\nrows: [{label: A, values: [1, 2]}]"),
            3
        );
    }

    #[test]
    fn a_row_that_is_too_short_or_too_long_does_not_say_what_columns_head() {
        assert_eq!(
            columns(
                "columns: [2017, 2018]\nrows: [{values: [1, 2]}, {values: [1]}, {values: [3, 4]}]"
            ),
            3
        );
        assert_eq!(
            columns("columns: [Item, 2017]\nrows: [{values: [1]}, {values: [1, 2]}]"),
            2
        );
    }
}
