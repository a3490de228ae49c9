//! All rules that the program has: each is a value, with its code and what it weighs.
//!
//! The one list of them: settings and comments that name another are found out by it, and
//! `explain`, SARIF, `docs/codes.md` and the tests of the guide are made from it. A rule of a
//! project's own (`placeholder/…`) is not here. Each has a page below `docs/rules/`.

use super::{Diagnostic, Place, Severity, did_you_mean};
use crate::source::Span;

/// A thing that can be wrong with a document, or better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `family/name`.
    pub code: &'static str,
    /// What it weighs unless a project says otherwise.
    pub severity: Severity,
}

impl Rule {
    /// What it says of a place in a source.
    pub fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.of(Place::Span(span), message)
    }

    /// What it says of a place, which may be a file that is not there.
    pub fn of(self, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.severity, self.code, place, message)
    }

    /// The rule where what it finds may be meant.
    #[must_use]
    pub fn as_warning(self) -> Self {
        Self {
            severity: Severity::Warning,
            ..self
        }
    }

    /// The part of its code before the slash.
    pub fn family(self) -> &'static str {
        self.code.split('/').next().unwrap_or_default()
    }

    /// The part of its code behind the slash.
    pub fn name(self) -> &'static str {
        self.code.split('/').next_back().unwrap_or_default()
    }
}

/// A module of rules for each family, and the list of all.
macro_rules! rules {
    ($($family:ident { $($name:ident: $severity:ident $code:literal,)* })*) => {
        $(
            #[doc = concat!("The family `", stringify!($family), "`.")]
            pub mod $family {
                use super::{Rule, Severity};

                $(
                    #[doc = concat!("`", $code, "`")]
                    pub const $name: Rule = Rule { code: $code, severity: Severity::$severity };
                )*
            }
        )*

        /// Every rule, sorted by its code.
        pub const ALL: &[Rule] = &[$($($family::$name,)*)*];
    };
}

rules! {
    document {
        ALT_REPEATS: Warning "document/alt-repeats",
        BLANK_COLUMN: Hint "document/blank-column",
        BLANK_HEADING: Hint "document/blank-heading",
        BROKEN_FONT: Error "document/broken-font",
        BROKEN_PICTURE: Error "document/broken-picture",
        CROWDED_CHART: Warning "document/crowded-chart",
        DUPLICATE_FOOTNOTE: Error "document/duplicate-footnote",
        EMPTY_HEADING: Error "document/empty-heading",
        EMPTY_TABLE: Warning "document/empty-table",
        HEADING_ATTRIBUTES: Warning "document/heading-attributes",
        HTML: Warning "document/html",
        INLINE_PICTURE: Warning "document/inline-picture",
        LARGE_PICTURE: Error "document/large-picture",
        LOST_CAPTION: Warning "document/lost-caption",
        LOW_CONTRAST: Error "document/low-contrast",
        MISSING_ALT: Error "document/missing-alt",
        MISSING_INDEX: Hint "document/missing-index",
        NO_PAGES: Error "document/no-pages",
        NOTHING_TO_SHOW: Warning "document/nothing-to-show",
        OVERFLOW: Error "document/overflow",
        PDF_STANDARD: Error "document/pdf-standard",
        ROW_WIDTH: Error "document/row-width",
        SKIPPED_HEADING: Error "document/skipped-heading",
        TABLE_HEADER: Error "document/table-header",
        TOO_LONG: Error "document/too-long",
        TOO_MANY: Error "document/too-many",
        TOP_HEADING: Warning "document/top-heading",
        UNCOVERED_CHARACTER: Error "document/uncovered-character",
        UNKNOWN_COLOUR: Error "document/unknown-colour",
        UNKNOWN_FONT: Error "document/unknown-font",
        UNKNOWN_FOOTNOTE: Error "document/unknown-footnote",
        UNKNOWN_LANGUAGE: Error "document/unknown-language",
        UNSAFE_PICTURE: Error "document/unsafe-picture",
        UNUSED_FOOTNOTE: Error "document/unused-footnote",
    }
    figures {
        CONTRADICTION: Warning "figures/contradiction",
        COUNT: Warning "figures/count",
        COUNTED_TWICE: Warning "figures/counted-twice",
        DISAGREEMENT: Error "figures/disagreement",
        FORMAT: Warning "figures/format",
        HIDDEN: Hint "figures/hidden",
        IMPOSSIBLE_DATE: Warning "figures/impossible-date",
        LONELY_REFERENCE: Warning "figures/lonely-reference",
        MIXED_UNITS: Warning "figures/mixed-units",
        NOT_CALCULATED: Error "figures/not-calculated",
        NOT_COMPUTABLE: Error "figures/not-computable",
        OUT_OF_DATE: Warning "figures/out-of-date",
        PARTIAL_TOTAL: Hint "figures/partial-total",
        ROUNDING: Hint "figures/rounding",
        SHARE: Warning "figures/share",
        STALE_TEXT: Error "figures/stale-text",
        TABLE_TOTAL: Warning "figures/table-total",
        TOTAL: Error "figures/total",
        UNKNOWN_COLUMN: Error "figures/unknown-column",
        UNKNOWN_ROW: Error "figures/unknown-row",
        UNQUOTED_FACT: Hint "figures/unquoted-fact",
        UNREAD: Warning "figures/unread",
        WEEKDAY: Warning "figures/weekday",
        ZERO_FORMULA: Hint "figures/zero-formula",
    }
    placeholder {
        BLANK: Error "placeholder/blank",
        BOILERPLATE: Error "placeholder/boilerplate",
        DEAD_LINK: Error "placeholder/dead-link",
        EMPTY_SECTION: Error "placeholder/empty-section",
        FIGURE_X: Error "placeholder/figure-x",
        FILLER: Error "placeholder/filler",
        INSERT: Error "placeholder/insert",
        INSTRUCTION: Error "placeholder/instruction",
        INVALID_DUE: Warning "placeholder/invalid-due",
        MISSING_FIGURE: Error "placeholder/missing-figure",
        OVERDUE: Warning "placeholder/overdue",
        QUESTION: Error "placeholder/question",
        TBC: Error "placeholder/tbc",
        TO_BE_ADDED: Error "placeholder/to-be-added",
        TO_BE_COMPLETED: Error "placeholder/to-be-completed",
        TO_BE_CONFIRMED: Error "placeholder/to-be-confirmed",
        TO_BE_UPDATED: Error "placeholder/to-be-updated",
        TO_BE_WRITTEN: Error "placeholder/to-be-written",
        TODO: Error "placeholder/todo",
        UNUSED_ALLOWANCE: Hint "placeholder/unused-allowance",
    }
    reference {
        AMBIGUOUS_TERM: Error "reference/ambiguous-term",
        ANCHOR: Hint "reference/anchor",
        DUPLICATE_ID: Error "reference/duplicate-id",
        DUPLICATE_NAME: Error "reference/duplicate-name",
        INVALID_ID: Error "reference/invalid-id",
        LOCAL_FILE: Warning "reference/local-file",
        MISSING_FILE: Error "reference/missing-file",
        NEVER_NAMED: Hint "reference/never-named",
        NO_AUTHOR: Warning "reference/no-author",
        NO_DATE: Warning "reference/no-date",
        OUTSIDE_PROJECT: Error "reference/outside-project",
        REMOTE_PICTURE: Error "reference/remote-picture",
        RESERVED_NAME: Error "reference/reserved-name",
        SIMILAR_ID: Warning "reference/similar-id",
        SPLIT_NAME: Warning "reference/split-name",
        STRAY_ID: Warning "reference/stray-id",
        UNDECLARED_ACRONYM: Hint "reference/undeclared-acronym",
        UNKNOWN_CITATION: Error "reference/unknown-citation",
        UNKNOWN_DOCUMENT: Error "reference/unknown-document",
        UNKNOWN_ENTRY_TYPE: Warning "reference/unknown-entry-type",
        UNKNOWN_FACT: Error "reference/unknown-fact",
        UNKNOWN_ID: Error "reference/unknown-id",
        UNKNOWN_SCHEME: Error "reference/unknown-scheme",
        UNKNOWN_TERM: Error "reference/unknown-term",
        UNREAD_DATE: Warning "reference/unread-date",
        UNUSED_APPENDIX: Hint "reference/unused-appendix",
        UNUSED_CITATION: Hint "reference/unused-citation",
        UNUSED_FACT: Hint "reference/unused-fact",
        UNUSED_FIGURE: Hint "reference/unused-figure",
        UNUSED_TABLE: Hint "reference/unused-table",
        WRONG_KIND: Error "reference/wrong-kind",
    }
    schema {
        DATA_AND_LIST: Error "schema/data-and-list",
        DUPLICATE_DOCUMENT: Warning "schema/duplicate-document",
        DUPLICATE_HEADING: Warning "schema/duplicate-heading",
        ENDS_BEFORE_START: Error "schema/ends-before-start",
        HEADING_ORDER: Error "schema/heading-order",
        INVALID: Error "schema/invalid",
        INVALID_DATE: Error "schema/invalid-date",
        INVALID_PATTERN: Error "schema/invalid-pattern",
        MISSING_DOCUMENT: Error "schema/missing-document",
        MISSING_HEADING: Error "schema/missing-heading",
        MISSING_KEY: Error "schema/missing-key",
        NO_CARDS: Error "schema/no-cards",
        NOT_ALLOWED: Error "schema/not-allowed",
        NOT_LISTED: Error "schema/not-listed",
        NOT_RATED: Error "schema/not-rated",
        OUT_OF_RANGE: Error "schema/out-of-range",
        OUTPUT_FOLDER: Error "schema/output-folder",
        RATED_TWICE: Error "schema/rated-twice",
        REQUIRES: Error "schema/requires",
        ROW_WIDTH: Error "schema/row-width",
        SAME_OUTPUT: Error "schema/same-output",
        TOO_FEW: Error "schema/too-few",
        UNKNOWN_CODE: Warning "schema/unknown-code",
        UNKNOWN_KEY: Error "schema/unknown-key",
        UNKNOWN_KIND: Error "schema/unknown-kind",
        UNKNOWN_STYLE: Error "schema/unknown-style",
        UNKNOWN_TYPE: Error "schema/unknown-type",
        UNLISTED_DOCUMENT: Warning "schema/unlisted-document",
        WANTED_KEY: Hint "schema/wanted-key",
        WRONG_FORM: Error "schema/wrong-form",
        WRONG_TYPE: Error "schema/wrong-type",
    }
    source {
        BIBLIOGRAPHY: Error "source/bibliography",
        BIDIRECTIONAL_CHARACTER: Error "source/bidirectional-character",
        COLUMN_ORDER: Error "source/column-order",
        CONFLICT: Error "source/conflict",
        CONTROL_CHARACTER: Error "source/control-character",
        COPY: Warning "source/copy",
        CSV: Error "source/csv",
        CURLY_QUOTES: Warning "source/curly-quotes",
        CUT_TEXT: Warning "source/cut-text",
        DUPLICATE_KEY: Error "source/duplicate-key",
        INVISIBLE_CHARACTER: Warning "source/invisible-character",
        IO: Error "source/io",
        MARKDOWN: Warning "source/markdown",
        NESTING: Error "source/nesting",
        NO_ROWS: Warning "source/no-rows",
        NOT_READ: Warning "source/not-read",
        NOT_UTF_8: Error "source/not-utf-8",
        REPEATED_HEADING: Error "source/repeated-heading",
        REVIEW_MARKS: Error "source/review-marks",
        TOO_LARGE: Error "source/too-large",
        UNCLOSED_COMMENT: Error "source/unclosed-comment",
        UNCLOSED_FRONT_MATTER: Error "source/unclosed-front-matter",
        UNKNOWN_HEADING: Error "source/unknown-heading",
        UNUSED_COLUMNS: Hint "source/unused-columns",
        WORKBOOK: Error "source/workbook",
        YAML: Error "source/yaml",
    }
    template {
        LIMIT: Error "template/limit",
        MISSING: Error "template/missing",
        PALETTE: Error "template/palette",
        SCHEMA: Error "template/schema",
        TERA: Error "template/tera",
        TYPST: Error "template/typst",
        UNPLACED_ID: Error "template/unplaced-id",
    }
    version {
        DATES: Error "version/dates",
        DUPLICATE: Error "version/duplicate",
        ENDORSED_CHANGED: Warning "version/endorsed-changed",
        FUTURE_DATE: Warning "version/future-date",
        INVALID_DATE: Error "version/invalid-date",
        MISSING_AUTHORS: Warning "version/missing-authors",
        MISSING_DATE: Error "version/missing-date",
        MISSING_ROW: Warning "version/missing-row",
        MISSING_SUMMARY: Warning "version/missing-summary",
        MISSING_TAG: Hint "version/missing-tag",
        NO_COMMIT: Warning "version/no-commit",
        NO_NEW_ROW: Warning "version/no-new-row",
        NOT_AS_TAGGED: Error "version/not-as-tagged",
        NOT_ENDORSED: Error "version/not-endorsed",
        NOT_HIGHEST: Error "version/not-highest",
        ORDER: Warning "version/order",
        SHORT_HISTORY: Warning "version/short-history",
        UNCOMMITTED: Warning "version/uncommitted",
        UNQUOTED: Warning "version/unquoted",
        UNREAD_HISTORY: Warning "version/unread-history",
    }
}

/// Every code, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> + Clone {
    ALL.iter().map(|rule| rule.code)
}

/// The rule of a code; `None` for a rule of a project's own.
pub fn find(code: &str) -> Option<Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

/// What a code weighs by itself; a rule of a project's own is an error.
pub fn default_severity(code: &str) -> Severity {
    find(code).map_or(Severity::Error, |rule| rule.severity)
}

/// Whether a code or a family is one of ours, or a rule of the project's own.
pub fn is_known(code_or_family: &str, project_rules: &[String]) -> bool {
    let own = |rule: &String| code_or_family.strip_prefix("placeholder/") == Some(rule);
    ALL.iter()
        .any(|rule| rule.code == code_or_family || rule.family() == code_or_family)
        || project_rules.iter().any(own)
}

/// The families, sorted.
pub fn families() -> Vec<&'static str> {
    let mut families: Vec<&str> = ALL.iter().map(|rule| rule.family()).collect();
    families.dedup();
    families
}

/// The code or family that is most like a word; a name may come without its family, or with another
/// one.
pub fn nearest(word: &str) -> Option<&'static str> {
    let bare = word.split('/').next_back().unwrap_or(word);
    let named = |name: &str| {
        ALL.iter()
            .find(|rule| rule.name() == name)
            .map(|rule| rule.code)
    };
    let near = || did_you_mean(word, codes().chain(families()));
    let near_name = || named(did_you_mean(bare, ALL.iter().map(|rule| rule.name()))?);
    named(bare).or_else(near).or_else(near_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_its_family_is_found() {
        assert_eq!(nearest("unknown-key"), Some("schema/unknown-key"));
        assert_eq!(nearest("document/unknown-key"), Some("schema/unknown-key"));
        assert_eq!(nearest("unknwon-key"), Some("schema/unknown-key"));
        assert_eq!(nearest("schema/unknown-kex"), Some("schema/unknown-key"));
        assert_eq!(nearest("placeholders"), Some("placeholder"));
        assert_eq!(nearest("weather"), None);
    }

    #[test]
    fn rules_stand_in_the_order_of_their_codes_in_their_families() {
        assert!(ALL.is_sorted_by(|one, other| one.code < other.code));
        assert_eq!(families().len(), 8);
        assert_eq!(find("document/html"), Some(document::HTML));
        assert_eq!(default_severity("placeholder/our-own"), Severity::Error);
    }
}
