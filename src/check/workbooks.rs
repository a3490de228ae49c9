//! A cell of a workbook that is an error, such as `#DIV/0!`, looks like filler to the gate as well,
//! and one that was never calculated is no total of the rows above it. It is said once.

use std::collections::BTreeSet;

use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Cause, Diagnostic, Report};
use crate::source::Span;

/// Cells whose values are known to be none.
pub struct ErrorCells(BTreeSet<Span>);

impl ErrorCells {
    /// Those that a report tells of.
    pub fn of(report: &Report) -> Self {
        let told = report.diagnostics().iter();
        let told = told.filter(|found| found.is(rules::figures::NOT_CALCULATED));
        Self(told.filter_map(Diagnostic::span).collect())
    }
}

impl Cause for ErrorCells {
    fn explains(&self, finding: &Diagnostic) -> bool {
        FOLLOWS.iter().any(|rule| finding.is(*rule))
            && finding.span().is_some_and(|place| self.0.contains(&place))
    }
}

/// What is said of a cell because its value is none.
const FOLLOWS: [Rule; 3] = [
    rules::placeholder::FILLER,
    rules::figures::TABLE_TOTAL,
    rules::figures::ROUNDING,
];
