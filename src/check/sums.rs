//! Totals that do not agree with what they add up.

use super::Scope;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::sums::{Total, totals};

/// `figures/total`, `figures/unknown-row`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in &scope.document.cards {
        let Some(keys) = scope.kinds.get(&card.kind).and_then(|kind| kind.sums.as_ref()) else { continue };
        for total in totals(card, keys) {
            // What is added up of rows that are not there would only puzzle.
            if total.unknown.is_empty() {
                disagreements(&total, report);
            }
            for (name, span) in &total.unknown {
                let message = format!("no row has the label or the group `{name}`");
                let diagnostic = Diagnostic::error("figures/unknown-row", *span, message);
                report.push(diagnostic.help("write `all`, a group, or a list of labels as they stand in the rows"));
            }
        }
    }
}

fn disagreements(total: &Total, report: &mut Report) {
    for (sum, (printed, span)) in total.sums.iter().zip(&total.printed) {
        let (Some(sum), Some(printed)) = (sum.as_ref().map(|sum| sum.value), printed) else { continue };
        let difference = printed - sum;
        if difference.abs() > total.tolerance + 1e-9 {
            let message = format!("the total is {printed}, but the rows above add up to {}", tidy(sum));
            let help = format!(
                "correct the total or a row; if the difference of {} comes from rounding, write `tolerance: {}`",
                tidy(difference.abs()),
                tidy(difference.abs().ceil())
            );
            report.push(Diagnostic::error("figures/total", *span, message).help(help));
        }
    }
}

/// Without the tail that binary fractions leave.
fn tidy(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
