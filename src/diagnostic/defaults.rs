//! How much a code weighs when a project says nothing of it. Most are errors; the lists below name the others.
//!
//! A diagnostic brings its own severity; this is what the lists of codes print (`explain`, SARIF). The house test compares the
//! two.

use super::Severity;

/// Codes that are warnings unless a project says otherwise. Sorted.
pub const WARNINGS: &[&str] = &[
    "document/alt-repeats",
    "document/crowded-chart",
    "document/empty-table",
    "document/heading-attributes",
    "document/html",
    "document/inline-picture",
    "document/lost-caption",
    "document/nothing-to-show",
    "document/top-heading",
    "figures/impossible-date",
    "figures/unread",
    "placeholder/invalid-due",
    "placeholder/overdue",
    "reference/local-file",
    "reference/similar-id",
    "reference/stray-id",
    "schema/duplicate-document",
    "schema/duplicate-heading",
    "schema/unknown-code",
    "schema/unlisted-document",
    "source/copy",
    "source/curly-quotes",
    "source/cut-text",
    "source/invisible-character",
    "source/markdown",
    "source/not-read",
    "version/future-date",
    "version/missing-authors",
    "version/missing-row",
    "version/missing-summary",
    "version/no-commit",
    "version/order",
    "version/short-history",
    "version/uncommitted",
    "version/unquoted",
    "version/unread-history",
];

/// Codes that are hints unless a project says otherwise. Sorted.
pub const HINTS: &[&str] = &[
    "document/blank-column",
    "document/blank-heading",
    "document/missing-index",
    "figures/partial-total",
    "placeholder/unused-allowance",
    "reference/anchor",
    "reference/never-named",
    "reference/undeclared-acronym",
    "reference/unused-appendix",
    "reference/unused-fact",
    "reference/unused-figure",
    "reference/unused-table",
    "schema/wanted-key",
];

/// The severity that a code has by itself.
pub fn default_severity(code: &str) -> Severity {
    if WARNINGS.contains(&code) {
        Severity::Warning
    } else if HINTS.contains(&code) {
        Severity::Hint
    } else {
        Severity::Error
    }
}
