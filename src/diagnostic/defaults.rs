//! How much a code weighs when a project says nothing of it. Most are errors; the lists below name the others.
//!
//! A diagnostic brings its own severity; this is what the lists of codes print (`explain`, SARIF). The house test compares the
//! two.

use super::Severity;

/// Codes that are warnings unless a project says otherwise. Sorted.
pub const WARNINGS: [&str; 6] = [
    "document/heading-attributes",
    "document/html",
    "document/inline-picture",
    "document/lost-caption",
    "document/top-heading",
    "schema/unknown-code",
];

/// Codes that are hints unless a project says otherwise. Sorted.
pub const HINTS: [&str; 1] = ["document/missing-index"];

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
