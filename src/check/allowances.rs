//! Places that an author lets through: by a comment before the block or on the line, or by the
//! project's settings (`docs/format.md#placeholders`); and allowances that let nothing through,
//! because what they spoke of was written long ago.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Scope, Unresolved};
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::card::Card;
use crate::model::settings::PlaceholderSettings;
use crate::parse::body::Allowance;
use crate::parse::front_matter;
use crate::source::{SourceId, Span};

/// What announces an allowance in YAML.
const COMMENT: &str = "# allow:";

/// What the project's settings allow, and which of it was of use in a document.
pub struct ProjectAllowances<'a> {
    settings: &'a PlaceholderSettings,
    used: Vec<AtomicBool>,
}

impl<'a> ProjectAllowances<'a> {
    pub fn new(settings: &'a PlaceholderSettings) -> Self {
        Self {
            settings,
            used: settings
                .allow
                .iter()
                .map(|_| AtomicBool::new(false))
                .collect(),
        }
    }

    /// Hints at what the settings allow in vain, in a project without a second document that may
    /// need it.
    pub fn unused(&self, report: &mut Report) {
        let unused = self
            .settings
            .allow
            .iter()
            .zip(&self.used)
            .filter(|(_, used)| !used.load(Ordering::Relaxed));
        for (allow, _) in unused.filter(|(allow, _)| self.settings.knows(&allow.code)) {
            report.push(in_vain(&allow.code, allow.span));
        }
    }
}

/// In whose text a placeholder stands.
#[derive(Clone, Copy)]
pub enum AllowanceOwner<'a> {
    Manifest,
    Card(&'a Card),
    /// The file of facts, which other documents may share.
    Facts,
}

/// What a comment of YAML allows.
#[derive(Clone, Copy)]
struct Comment<'a> {
    code: Option<&'a str>,
    /// Whether a block begins behind it, on the next line.
    opens: bool,
}

impl<'a> Comment<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (before, comment) = line.split_once(COMMENT)?;
        Some(Self {
            code: comment.split_whitespace().next(),
            opens: before.trim_end().ends_with(['|', '>', '-', '+']),
        })
    }
}

/// What is allowed in one source, and which of it was of use.
pub struct Suppressions<'a> {
    scope: &'a Scope<'a>,
    project: &'a ProjectAllowances<'a>,
    /// The YAML in which comments may allow, as far as nobody else needs what they allow.
    yaml: Option<Span>,
    blocks: &'a [Allowance],
    used_blocks: Vec<bool>,
    used_lines: BTreeSet<usize>,
    /// The comments of the lines that were looked at: many placeholders may stand in one line.
    comments: BTreeMap<(SourceId, usize), Option<Comment<'a>>>,
}

impl<'a> Suppressions<'a> {
    pub fn new(
        scope: &'a Scope<'a>,
        project: &'a ProjectAllowances<'a>,
        owner: AllowanceOwner<'a>,
    ) -> Self {
        let (yaml, blocks) = match owner {
            AllowanceOwner::Manifest => {
                let source = scope.document.manifest.source;
                (Some(scope.sources.whole(source)), &[][..])
            }
            AllowanceOwner::Card(card) => {
                (front_matter(scope, card), card.body.allowances.as_slice())
            }
            AllowanceOwner::Facts => (None, &[][..]),
        };
        Self {
            scope,
            project,
            yaml,
            blocks,
            used_blocks: vec![false; blocks.len()],
            used_lines: BTreeSet::new(),
            comments: BTreeMap::new(),
        }
    }

    /// Whether a code is allowed, or off, where a placeholder stands.
    pub fn covers(&mut self, code: &str, one: &Unresolved) -> bool {
        let off = self.project.settings.off.iter().any(|off| off == code);
        off || self.in_block(code, one) || self.in_settings(code, one) || self.on_line(code, one)
    }

    /// `<!-- allow: CODE reason -->` before the block, or in its text.
    fn in_block(&mut self, code: &str, one: &Unresolved) -> bool {
        let covers = |allow: &Allowance| {
            allow.code == code && allow.covers.is_some_and(|covers| covers.contains(one.span))
        };
        let mut covered = false;
        for (_, used) in self
            .blocks
            .iter()
            .zip(&mut self.used_blocks)
            .filter(|(allow, _)| covers(allow))
        {
            (*used, covered) = (true, true);
        }
        covered
    }

    fn in_settings(&self, code: &str, one: &Unresolved) -> bool {
        let path = self.scope.sources.get(one.span.source).path();
        let at = self.project.settings.allow.iter().position(|allow| {
            allow.code == code
                && allow.text.as_deref().is_none_or(|text| text == one.text)
                && allow
                    .files
                    .as_deref()
                    .is_none_or(|pattern| matches_path(pattern, path))
        });
        at.into_iter()
            .for_each(|at| self.project.used[at].store(true, Ordering::Relaxed));
        at.is_some()
    }

    /// `# allow: CODE reason` on the line of the finding, or on the line above it that opens a
    /// block (`key: |  # allow: …`).
    fn on_line(&mut self, code: &str, one: &Unresolved) -> bool {
        let source = self.scope.sources.get(one.span.source);
        let line = source.position(one.span.start).line;
        let mut names = |line: usize, block: bool| {
            let comment = self
                .comments
                .entry((one.span.source, line))
                .or_insert_with(|| Comment::of(&source.text()[source.line_range(line)]));
            comment.is_some_and(|comment| (!block || comment.opens) && comment.code == Some(code))
        };
        let named = if names(line, false) {
            Some(line)
        } else {
            (line > 1 && names(line - 1, true)).then(|| line - 1)
        };
        self.used_lines.extend(named);
        named.is_some()
    }

    /// Hints at the comments of the source that let nothing through.
    pub fn unused(&self, report: &mut Report) {
        for (allow, _) in self
            .blocks
            .iter()
            .zip(&self.used_blocks)
            .filter(|(_, used)| !**used)
        {
            if self.project.settings.knows(&allow.code) {
                report.push(in_vain(&allow.code, allow.span));
            }
        }
        self.unused_lines(report);
    }

    fn unused_lines(&self, report: &mut Report) {
        let Some(yaml) = self.yaml else { return };
        let source = self.scope.sources.get(yaml.source);
        for (at, _) in source.text()[yaml.range()].match_indices(COMMENT) {
            let start = yaml.start + at;
            let line = source.position(start).line;
            let end = source.line_range(line).end;
            let code = source.text()[start + COMMENT.len()..end]
                .split_whitespace()
                .next()
                .unwrap_or_default();
            if self.project.settings.knows(code) && !self.used_lines.contains(&line) {
                report.push(in_vain(code, Span::new(yaml.source, start..end)));
            }
        }
    }
}

/// The YAML of a card; what is wrong with it was said when it was read.
fn front_matter(scope: &Scope<'_>, card: &Card) -> Option<Span> {
    let source = scope.sources.get(card.source);
    let parts = front_matter::split(card.source, source, &mut Report::default())?;
    parts.yaml.map(|yaml| Span::new(card.source, yaml))
}

impl PlaceholderSettings {
    /// Whether a placeholder can have the code; another is reported elsewhere.
    fn knows(&self, code: &str) -> bool {
        let own = |name: &str| self.rules.iter().any(|rule| rule.id == name);
        code.strip_prefix("placeholder/")
            .is_some_and(|name| rules::find(code).is_some() || own(name))
    }
}

fn in_vain(code: &str, span: Span) -> Diagnostic {
    let message = format!("`{code}` is allowed here, and nothing needs it");
    let help =
        "take the allowance away, or put it before the block or on the line that it speaks of";
    rules::placeholder::UNUSED_ALLOWANCE
        .at(span, message)
        .help(help)
}

/// A path against a pattern in which `*` stands for any characters.
fn matches_path(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
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
