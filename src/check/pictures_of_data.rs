//! Pictures that are drawn from a card's own figures and periods: charts and roadmaps. There must
//! be something to draw, and not more than a reader can tell apart.

use super::Scope;
use crate::diagnostic::{Report, Sought, rules};
use crate::limits::{CHART_PLACES, CHART_SERIES};
use crate::model::card::Card;
use crate::model::chart::Chart;
use crate::model::field::Field;
use crate::model::kinds::{Kind, LaneKeys};
use crate::model::records::Origin;

/// `document/nothing-to-show`, `document/crowded-chart`, `figures/unknown-row`,
/// `figures/unread`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        let Some(kind) = scope.kinds.get(&card.kind) else {
            continue;
        };
        chart(scope, card, kind, report);
        if let Some(keys) = &kind.lanes {
            lanes(scope, card, keys, report);
        }
    }
}

fn chart(scope: &Scope<'_>, card: &Card, kind: &Kind, report: &mut Report) {
    let (Some(keys), Some(table)) = (&kind.chart, &kind.sums) else {
        return;
    };
    let Some(chart) = Chart::of(card, keys, table, &scope.document.manifest.language) else {
        return;
    };
    for (name, span) in &chart.unknown {
        let message = format!("no row and no total has the label or the group `{name}`");
        let diagnostic = rules::figures::UNKNOWN_ROW.at(*span, message);
        report.push(
            diagnostic.help("write `all`, a group, or a list of labels as they stand in the table"),
        );
    }
    for gap in &chart.gaps {
        let message = format!(
            "`{}` is no figure, so the chart has a gap for `{}` in `{}`, and leaves out the figures of its other rows",
            gap.text, gap.group, gap.column
        );
        let diagnostic = rules::figures::UNREAD.at(gap.span, message);
        report.push(diagnostic.help(format!(
            "write a figure, or `–` for nothing; or draw rows instead of groups: `{}: [label, …]`",
            keys.of
        )));
    }
    if !chart.unknown.is_empty() {
        return;
    }
    if !chart.has_figures() {
        let message = "the rows have no figures, so there is nothing to draw";
        let diagnostic = rules::document::NOTHING_TO_SHOW.at(chart.span, message);
        report.push(diagnostic.help(format!(
            "fill in figures, or take `{}` out until there are some",
            keys.form
        )));
    } else if chart.series.len() > CHART_SERIES || chart.categories.len() > CHART_PLACES {
        let message = format!(
            "{} series over {} places are more than a chart can show; the first {CHART_SERIES} over {CHART_PLACES} are drawn",
            chart.series.len(),
            chart.categories.len()
        );
        let diagnostic = rules::document::CROWDED_CHART.at(chart.span, message);
        report.push(diagnostic.help(format!(
            "choose rows with `{}: [label, …]`, or a total",
            keys.of
        )));
    }
}

fn lanes(scope: &Scope<'_>, card: &Card, keys: &LaneKeys, report: &mut Report) {
    let of = card.fields.get(&keys.of).filter(|of| !of.is_blank());
    if let Some(of) = of {
        let found = of
            .word()
            .and_then(|word| Origin::named(word, &[], true, scope.kinds));
        if let (Some(word), Some(found)) = (of.word(), found)
            && found.records(scope.document).is_empty()
        {
            let message =
                format!("no card of the document has `{word}`, so there is nothing to show");
            let diagnostic = rules::document::NOTHING_TO_SHOW.at(of.span, message);
            let diagnostic = diagnostic.sought(Sought::Written(format!("{word}:")));
            report.push(diagnostic.help(format!("add `{word}` to a card that can have them")));
        }
        return;
    }
    let items = card
        .fields
        .get(&keys.lanes)
        .into_iter()
        .flat_map(Field::items);
    let items = items
        .flat_map(|lane| lane.get("items").into_iter().flat_map(Field::items))
        .count();
    if items == 0 {
        let message = format!(
            "no lane has an item, so there is nothing to show in this {}",
            card.kind
        );
        let diagnostic = rules::document::NOTHING_TO_SHOW.at(card.top, message);
        report.push(diagnostic.help(format!(
            "add `{}` and `{}`, or gather them with `{}`",
            keys.periods, keys.lanes, keys.of
        )));
    }
}
