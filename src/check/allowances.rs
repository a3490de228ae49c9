//! Places that an author lets through: by a comment before the block or on the line, or by the project's settings (`spec` §6).

use super::{Scope, Unresolved};
use crate::model::card::Card;
use crate::model::settings::PlaceholderSettings;

/// Whether a code is allowed, or off, where a placeholder stands.
pub fn covers(scope: &Scope<'_>, settings: &PlaceholderSettings, card: Option<&Card>, code: &str, one: &Unresolved) -> bool {
    settings.off.iter().any(|off| off == code)
        || allowed_in_block(card, code, one)
        || allowed_in_settings(scope, settings, code, one)
        || allowed_on_line(scope, code, one)
}

/// `<!-- allow: CODE reason -->` before the block.
fn allowed_in_block(card: Option<&Card>, code: &str, one: &Unresolved) -> bool {
    card.is_some_and(|card| {
        let mut allowances = card.body.allowances.iter();
        allowances.any(|allow| allow.code == code && allow.covers.is_some_and(|covers| covers.contains(one.span)))
    })
}

fn allowed_in_settings(scope: &Scope<'_>, settings: &PlaceholderSettings, code: &str, one: &Unresolved) -> bool {
    let path = scope.sources.get(one.span.source).path();
    settings.allow.iter().any(|allow| {
        allow.code == code
            && allow.text.as_deref().is_none_or(|text| text == one.text)
            && allow.files.as_deref().is_none_or(|pattern| matches_path(pattern, path))
    })
}

/// `# allow: CODE reason` on the line of the finding, or on the line above it that opens a block (`key: |  # allow: …`).
fn allowed_on_line(scope: &Scope<'_>, code: &str, one: &Unresolved) -> bool {
    let source = scope.sources.get(one.span.source);
    let line = source.position(one.span.start).line;
    let names = |line: usize, block: bool| {
        let text = &source.text()[source.line_range(line)];
        let Some((before, comment)) = text.split_once("# allow:") else { return false };
        let opens = before.trim_end().ends_with(['|', '>', '-', '+']);
        (!block || opens) && comment.split_whitespace().next() == Some(code)
    };
    names(line, false) || (line > 1 && names(line - 1, true))
}

/// A path against a pattern in which `*` stands for any characters.
fn matches_path(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches_path;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(matches_path("plan/annex/*", "plan/annex/01-a.md"));
        assert!(matches_path("plan/*/a*.md", "plan/x/y/abc.md"));
        assert!(!matches_path("plan/annex/*", "plan/01-a.md"));
        assert!(matches_path("plan/a.md", "plan/a.md"));
    }
}
