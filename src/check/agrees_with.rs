//! Totals that say with which cell elsewhere they agree: `agrees-with: CARD#ROW/COLUMN`
//! (`docs/authors.md#to-add-figures-up`).
//!
//! In: the tables of figures of a document. Out: where two of them do not say the same, or a
//! reference leads nowhere.

use rust_decimal::Decimal;

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::cell_reference::{CellTable, CellValue, converted, halves};
use crate::model::field::Field;
use crate::source::Span;

/// `figures/disagreement`, `figures/rounding`, `figures/not-computable`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for (card, keys) in scope.tables_of_figures() {
        let totals = card
            .fields
            .get(&keys.totals)
            .map(Field::items)
            .unwrap_or_default();
        let is_asked = |total: &&Field| {
            total
                .get("agrees-with")
                .is_some_and(|field| !field.is_blank())
        };
        let asked: Vec<&Field> = totals.iter().filter(is_asked).collect();
        if asked.is_empty() {
            continue;
        }
        let own = CellTable::of(card, keys, &scope.document.manifest.language);
        for total in asked {
            one(&own, total, scope, report);
        }
    }
}

/// One total that says with what it agrees.
fn one(own: &CellTable<'_>, total: &Field, scope: &Scope<'_>, report: &mut Report) {
    let Some(wanted) = total.get("agrees-with") else {
        return;
    };
    let comparison = Comparison {
        own,
        total,
        span: wanted.span,
    };
    let reference = wanted.word().unwrap_or_default();
    if let Err((message, help)) = comparison.with(reference, scope, report) {
        report.push(
            rules::figures::NOT_COMPUTABLE
                .at(wanted.span, message)
                .help(help),
        );
    }
}

/// One total that is compared.
struct Comparison<'a> {
    own: &'a CellTable<'a>,
    total: &'a Field,
    /// Where it says with what.
    span: Span,
}

impl Comparison<'_> {
    fn with(
        &self,
        reference: &str,
        scope: &Scope<'_>,
        report: &mut Report,
    ) -> Result<(), (String, String)> {
        let Some((name, cell)) = halves(reference) else {
            return Err((
                format!("`{reference}` names no cell"),
                "write `CARD#ROW/COLUMN`, such as `budget#Total/2026/27`".to_owned(),
            ));
        };
        let mut tables = scope.tables_of_figures();
        let other = tables.find(|(card, _)| card.is_called(name));
        let language = &scope.document.manifest.language;
        let other = other.map(|(card, keys)| CellTable::of(card, keys, language));
        let Some(other) = other else {
            return Err((
                format!("no table of figures has the id or the path `{name}`"),
                "write the id of a card of kind `finance-table`, then `#ROW/COLUMN`".to_owned(),
            ));
        };
        let own: Vec<(&str, Option<CellValue>)> = self.own.cells_of(self.total);
        if other.has_line(cell) {
            // A row alone: each column that both tables have.
            for (title, value) in own {
                if let (Some(value), Ok(found)) = (value, other.find(&format!("{cell}/{title}"))) {
                    self.compare(title, &value, &found, report);
                }
            }
            return Ok(());
        }
        let found = other.find(cell)?;
        let named = own
            .iter()
            .filter(|(title, _)| cell.ends_with(&format!("/{title}")));
        let (title, value) = match (named.max_by_key(|(title, _)| title.len()), own.as_slice()) {
            (Some(one), _) | (None, [one]) => one,
            (None, _) => {
                return Err((
                    format!(
                        "no column of this table has the heading of `{cell}`, so nobody knows which is meant"
                    ),
                    "name a column that both tables have".to_owned(),
                ));
            }
        };
        if let Some(value) = value {
            self.compare(title, value, &found, report);
        }
        Ok(())
    }

    fn compare(&self, title: &str, own: &CellValue, other: &CellValue, report: &mut Report) {
        let is_same = own.unit.is_empty() || other.unit.is_empty();
        let unit = if is_same { &other.unit } else { &own.unit };
        let (Some(theirs), Some(step)) = (
            converted(other.value, &other.unit, unit),
            converted(Decimal::new(1, other.value.scale()), &other.unit, unit),
        ) else {
            let message = format!(
                "`{title}` counts in `{}` here, and in `{}` there",
                own.unit, other.unit
            );
            report.push(
                rules::figures::NOT_COMPUTABLE
                    .at(self.span, message)
                    .help("name a cell that counts the same"),
            );
            return;
        };
        let excess = (own.value - theirs).abs().normalize();
        let bound = (Decimal::new(1, own.value.scale()) + step) / Decimal::TWO;
        if excess.is_zero() {
            return;
        }
        let rule = if excess > bound {
            rules::figures::DISAGREEMENT
        } else {
            rules::figures::ROUNDING
        };
        let message = format!(
            "`{title}` is {} here, and {} there: a difference of {excess}",
            own.value.normalize(),
            theirs.normalize()
        );
        let place = if own.is_computed { self.span } else { own.span };
        report.push(
            rule.at(place, message)
                .help("correct one of the two, or the rows that it adds up")
                .related(other.span, "the other figure"),
        );
    }
}
