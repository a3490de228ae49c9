//! All codes that the program gives, so that settings and comments that name another are found out. `docs/codes.md` explains them.

use super::did_you_mean;

/// Sorted.
pub const ALL: &[&str] = &[
    "document/alt-repeats",
    "document/blank-column",
    "document/blank-heading",
    "document/broken-font",
    "document/broken-picture",
    "document/crowded-chart",
    "document/duplicate-footnote",
    "document/empty-heading",
    "document/empty-table",
    "document/heading-attributes",
    "document/html",
    "document/inline-picture",
    "document/large-picture",
    "document/lost-caption",
    "document/low-contrast",
    "document/missing-alt",
    "document/missing-index",
    "document/no-pages",
    "document/nothing-to-show",
    "document/overflow",
    "document/pdf-standard",
    "document/row-width",
    "document/skipped-heading",
    "document/table-header",
    "document/too-long",
    "document/too-many",
    "document/top-heading",
    "document/uncovered-character",
    "document/unknown-colour",
    "document/unknown-font",
    "document/unknown-footnote",
    "document/unknown-language",
    "document/unsafe-picture",
    "document/unused-footnote",
    "figures/impossible-date",
    "figures/partial-total",
    "figures/stale-text",
    "figures/total",
    "figures/unknown-row",
    "figures/unread",
    "placeholder/blank",
    "placeholder/boilerplate",
    "placeholder/dead-link",
    "placeholder/empty-section",
    "placeholder/figure-x",
    "placeholder/filler",
    "placeholder/insert",
    "placeholder/instruction",
    "placeholder/invalid-due",
    "placeholder/missing-figure",
    "placeholder/overdue",
    "placeholder/question",
    "placeholder/tbc",
    "placeholder/to-be-added",
    "placeholder/to-be-completed",
    "placeholder/to-be-confirmed",
    "placeholder/to-be-updated",
    "placeholder/to-be-written",
    "placeholder/todo",
    "placeholder/unused-allowance",
    "reference/anchor",
    "reference/duplicate-id",
    "reference/duplicate-name",
    "reference/invalid-id",
    "reference/local-file",
    "reference/missing-file",
    "reference/never-named",
    "reference/outside-project",
    "reference/remote-picture",
    "reference/reserved-name",
    "reference/similar-id",
    "reference/stray-id",
    "reference/undeclared-acronym",
    "reference/unknown-citation",
    "reference/unknown-document",
    "reference/unknown-fact",
    "reference/unknown-id",
    "reference/unknown-scheme",
    "reference/unused-appendix",
    "reference/unused-fact",
    "reference/unused-figure",
    "reference/unused-table",
    "reference/wrong-kind",
    "schema/duplicate-document",
    "schema/duplicate-heading",
    "schema/ends-before-start",
    "schema/heading-order",
    "schema/invalid",
    "schema/invalid-date",
    "schema/invalid-pattern",
    "schema/missing-document",
    "schema/missing-heading",
    "schema/missing-key",
    "schema/no-cards",
    "schema/not-allowed",
    "schema/not-listed",
    "schema/not-rated",
    "schema/out-of-range",
    "schema/output-folder",
    "schema/requires",
    "schema/row-width",
    "schema/same-output",
    "schema/too-few",
    "schema/unknown-code",
    "schema/unknown-key",
    "schema/unknown-kind",
    "schema/unknown-type",
    "schema/unlisted-document",
    "schema/wanted-key",
    "schema/wrong-form",
    "schema/wrong-type",
    "source/bidirectional-character",
    "source/conflict",
    "source/control-character",
    "source/copy",
    "source/csv",
    "source/curly-quotes",
    "source/cut-text",
    "source/duplicate-key",
    "source/invisible-character",
    "source/io",
    "source/markdown",
    "source/nesting",
    "source/not-read",
    "source/not-utf-8",
    "source/review-marks",
    "source/too-large",
    "source/unclosed-comment",
    "source/unclosed-front-matter",
    "source/yaml",
    "template/limit",
    "template/missing",
    "template/palette",
    "template/schema",
    "template/tera",
    "template/typst",
    "template/unplaced-id",
    "version/dates",
    "version/duplicate",
    "version/future-date",
    "version/invalid-date",
    "version/missing-authors",
    "version/missing-date",
    "version/missing-row",
    "version/missing-summary",
    "version/no-commit",
    "version/not-highest",
    "version/order",
    "version/short-history",
    "version/uncommitted",
    "version/unquoted",
    "version/unread-history",
];

/// Whether a code or a family is one of ours, or a rule of the project's own.
pub fn is_known(code_or_family: &str, project_rules: &[String]) -> bool {
    let own = |rule: &String| code_or_family.strip_prefix("placeholder/") == Some(rule);
    ALL.contains(&code_or_family)
        || ALL.iter().any(|code| code.split('/').next() == Some(code_or_family))
        || project_rules.iter().any(own)
}

/// The families, sorted.
pub fn families() -> Vec<&'static str> {
    let mut families: Vec<&str> = ALL.iter().filter_map(|code| code.split('/').next()).collect();
    families.dedup();
    families
}

/// The code or family that is most like a word; a name may come without its family, or with another one.
pub fn nearest(word: &str) -> Option<&'static str> {
    let name = |code: &'static str| code.split('/').next_back().unwrap_or(code);
    let bare = word.split('/').next_back().unwrap_or(word);
    let same = ALL.iter().copied().find(|code| name(code) == bare);
    let near = || did_you_mean(word, ALL.iter().copied().chain(families()));
    let near_name = || {
        let found = did_you_mean(bare, ALL.iter().copied().map(name))?;
        ALL.iter().copied().find(|code| name(code) == found)
    };
    same.or_else(near).or_else(near_name)
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
    fn families_are_listed_once() {
        assert_eq!(families().len(), 8);
    }
}
