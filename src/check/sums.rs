//! Totals that do not agree with what they add up, or for which not all of it is there.

use std::collections::BTreeSet;

use super::Scope;
use crate::diagnostic::{Report, did_you_mean, rules};
use crate::model::alike::Unlike;
use crate::model::card::Card;
use crate::model::field::Field;
use crate::model::sums::{Addition, Reading, Total, totals};
use crate::parse::body::plain_text;
use crate::source::Span;

/// `figures/total`, `figures/unknown-row`, `figures/unread`, `figures/partial-total`,
/// `figures/mixed-units`, `figures/counted-twice`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for (card, keys) in scope.tables_of_figures() {
        if card
            .fields
            .get(&keys.rows)
            .is_none_or(|rows| rows.items().is_empty())
        {
            // What is said of rows that are not there would only puzzle.
            continue;
        }
        let reading = Reading::of(card, &scope.document.manifest.language);
        let mut named = BTreeSet::new();
        for total in totals(card, keys, &reading) {
            if total.unknown.is_empty() {
                disagreements(&total, &reading, card, report);
                unread(&total, &mut named, report);
                partial(&total, card, report);
                unlike(&total, &mut named, report);
                twice(&total, report);
            }
            for (name, span) in &total.unknown {
                let message = format!("no row has the label or the group `{name}`");
                let names = labels(card, &keys.rows);
                let help = match did_you_mean(name, names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `all`, a group, or a list of labels as they stand in the rows"
                        .to_owned(),
                };
                report.push(rules::figures::UNKNOWN_ROW.at(*span, message).help(help));
            }
        }
    }
}

/// The labels and groups of the rows of a card.
fn labels(card: &Card, rows: &str) -> Vec<String> {
    let rows = card.fields.get(rows).map(Field::items).unwrap_or_default();
    let words = |row: &Field, key: &str| row.get(key).and_then(Field::inline).map(plain_text);
    rows.iter()
        .flat_map(|row| [words(row, "label"), words(row, "group")])
        .flatten()
        .collect()
}

fn disagreements(total: &Total, reading: &Reading, card: &Card, report: &mut Report) {
    let columns = card.fields.get("columns").map(|columns| columns.span);
    for (addition, printed) in total.columns.iter().zip(&total.printed) {
        let (Some(sum), Some(amount)) = (addition.sum.sum(), printed.amount.as_ref()) else {
            continue;
        };
        if columns.is_some_and(|columns| columns.contains(printed.span)) {
            // The column computes it from others.
            continue;
        }
        let (Some(difference), Some(rounded)) = (
            reading
                .excess(amount, sum)
                .map(|difference| difference.abs()),
            reading.rounded(amount, sum),
        ) else {
            continue;
        };
        let is_beyond = difference > total.tolerance.unwrap_or(rounded);
        // What its author allows for needs no hint.
        if !is_beyond && (difference.is_zero() || total.tolerance.is_some()) {
            continue;
        }
        let difference = difference.normalize();
        let message = format!(
            "the total is {}, but the rows above add up to {}: a difference of {difference}",
            printed.text,
            sum.written_like(&printed.text)
        );
        report.push(if is_beyond {
            let help = format!("correct the total or a row; if rounding explains it, write `tolerance: {difference}`");
            rules::figures::TOTAL.at(printed.span, message).help(help)
        } else {
            let help = "rounding explains it: nothing need be done";
            rules::figures::ROUNDING.at(printed.span, message).help(help)
        });
    }
}

/// So many cells of a column that are no figures are told one by one.
const UNREAD_EACH: usize = 10;

/// Cells that are no figures, each once, however many totals want them.
fn unread(total: &Total, named: &mut BTreeSet<Span>, report: &mut Report) {
    for addition in &total.columns {
        let (told, more) = addition
            .unread
            .split_at(addition.unread.len().min(UNREAD_EACH));
        for (at, (text, span)) in told.iter().enumerate() {
            if !named.insert(*span) {
                continue;
            }
            let others = match more.len() {
                more if more > 0 && at + 1 == told.len() => {
                    format!("; nor are {more} more cells of its column")
                }
                _ => String::new(),
            };
            let message = format!(
                "`{text}` is no figure, so the total `{}` cannot be added up here{others}",
                total.label
            );
            let diagnostic = rules::figures::UNREAD.at(*span, message);
            report.push(diagnostic.help(
                "write a figure, such as `4100`, `(250)` or `£3m`, or `–` for nothing; or say `format: text` at the column, which then has no total",
            ));
        }
    }
}

/// Figures that do not count what the others of their column do.
fn unlike(total: &Total, named: &mut BTreeSet<Span>, report: &mut Report) {
    for (cell, why) in total
        .columns
        .iter()
        .filter_map(|addition| addition.unlike.as_ref())
    {
        let (text, span) = match cell {
            Some((text, span)) => (format!("`{text}`"), *span),
            None => ("what a total above comes to".to_owned(), total.span),
        };
        if !named.insert(span) {
            continue;
        }
        let (counts, help) = match why {
            Unlike::Currency => (
                "is of another currency than the rest",
                "write the whole column in one currency; or say `format: text` at the column, which then has no total",
            ),
            Unlike::Multiple => (
                "has the sign of a currency and other cells do not count so: nobody knows whether the unit of the table counts for it",
                "write it like the other cells of the column, or in full, such as `£5k`",
            ),
        };
        let message = format!(
            "{text} {counts}, so the total `{}` cannot be added up here",
            total.label
        );
        report.push(rules::figures::MIXED_UNITS.at(span, message).help(help));
    }
}

/// What a total counts twice.
fn twice(total: &Total, report: &mut Report) {
    for (label, span) in &total.twice {
        let message = format!(
            "the total `{}` counts the figures of `{label}` twice",
            total.label
        );
        let help = format!(
            "leave `{label}` out of the rows, or name in `of` only what the total is to add up"
        );
        report.push(rules::figures::COUNTED_TWICE.at(*span, message).help(help));
    }
}

/// A total over cells of which some are blank is less than it seems.
fn partial(total: &Total, card: &Card, report: &mut Report) {
    let is_partial = |addition: &Addition| addition.blanks > 0 && addition.sum.sum().is_some();
    let columns: Vec<String> = total
        .columns
        .iter()
        .enumerate()
        .filter(|(_, addition)| is_partial(addition))
        .map(|(at, addition)| {
            format!(
                "{} ({} of {})",
                heading(card, at + 1),
                addition.blanks,
                addition.cells
            )
        })
        .collect();
    if !columns.is_empty() {
        let message = format!(
            "cells that the total `{}` adds up are blank: {}",
            total.label,
            columns.join(", ")
        );
        let diagnostic = rules::figures::PARTIAL_TOTAL.at(total.span, message);
        report.push(
            diagnostic.help("fill them, or write `–` or `0` where there is nothing to count"),
        );
    }
}

/// What a column is called.
fn heading(card: &Card, column: usize) -> String {
    let columns = card
        .fields
        .get("columns")
        .map(Field::items)
        .unwrap_or_default();
    let title = columns
        .get(column)
        .and_then(Field::inline)
        .map(plain_text)
        .filter(|title| !title.trim().is_empty());
    title.map_or_else(
        || format!("column {}", column + 1),
        |title| format!("`{title}`"),
    )
}
