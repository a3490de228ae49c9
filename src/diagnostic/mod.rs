//! What the program has to say about a document: a code, a place, what is wrong, and how to mend
//! it.
//!
//! Every stage adds to a [`Report`] and goes on; nothing here decides an exit status or prints.
//! `show/` turns a report into text for people and machines.

pub mod baseline;
mod consequences;
pub mod guide;
mod renames;
pub mod rules;
pub mod show;

pub use consequences::Cause;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::{Cell, SourceSet, Span};

/// How much a diagnostic weighs (`docs/format.md#reports`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What one might like to know.
    Hint,
    /// What a careful editor would change.
    Warning,
    /// What would make the document wrong, unreadable or unbuildable.
    Error,
}

impl Severity {
    /// The word for it: `error`, `warning` or `hint`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A related place with a note.
#[derive(Debug, Clone)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there.
    pub note: String,
}

/// One finding: a code `family/name`, one primary place, and what to do.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// `family/name`, such as `reference/unknown-id`; with the project's own rules, any name.
    pub code: Cow<'static, str>,
    /// As the check gives it; what counts is for [`Severities`] to say.
    pub severity: Severity,
    /// What is wrong: one line, in lower case.
    pub message: String,
    /// Where it is to be mended.
    pub place: Place,
    /// What to do: one line.
    pub help: Option<String>,
    /// Places that help to understand it.
    pub related: Vec<Label>,
    /// What was looked for in vain, if that is why this is said.
    pub sought: Option<Sought>,
}

/// A word that was looked for in vain. A finding that rests on it is held back while the word
/// stands in a text that could not be read: it may only follow from that.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sought {
    /// Somebody must give it: an id, a term.
    Given(String),
    /// Somebody must speak of it: a figure, a workstream.
    Named(String),
    /// It must be written so, such as `kind: workstream`.
    Written(String),
}

/// Where a diagnostic points: into a source, or at a file that is not there or is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Span(Span),
    Path(String),
}

impl Diagnostic {
    /// A finding of a code that only its caller knows; those of the program come of
    /// [`rules::Rule`].
    pub fn new(
        severity: Severity,
        code: impl Into<Cow<'static, str>>,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            place,
            help: None,
            related: Vec::new(),
            sought: None,
        }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn related(mut self, span: Span, note: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            note: note.into(),
        });
        self
    }

    /// Says that it rests on something not being there.
    #[must_use]
    pub fn sought(mut self, sought: Sought) -> Self {
        self.sought = Some(sought);
        self
    }

    /// Whether it stands at a place that touches another.
    pub fn covers(&self, other: Span) -> bool {
        matches!(self.place, Place::Span(span) if span.source == other.source && span.start < other.end && other.start < span.end)
    }

    /// Where it points, unless that is a file as a whole.
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::Span(span) => Some(span),
            Place::Path(_) => None,
        }
    }

    /// Whether a rule gave it.
    pub fn is(&self, rule: rules::Rule) -> bool {
        self.code == rule.code
    }

    /// The part of the code before the slash.
    pub fn family(&self) -> &str {
        self.code.split('/').next().unwrap_or_default()
    }
}

/// What a project, and over it whoever calls the program, says of a code or a family: a severity of
/// its own, or `off`.
#[derive(Debug, Clone, Default)]
pub struct Severities {
    by_code: BTreeMap<String, Option<Severity>>,
    called: BTreeMap<String, Option<Severity>>,
    warnings_are_errors: bool,
}

impl Severities {
    /// What the project says; `None` switches the code or family off.
    pub fn set(&mut self, code_or_family: impl Into<String>, severity: Option<Severity>) {
        self.by_code.insert(code_or_family.into(), severity);
    }

    /// What the caller says, which wins over the project, a family over the project's codes too.
    pub fn call(&mut self, code_or_family: impl Into<String>, severity: Option<Severity>) {
        self.called.insert(code_or_family.into(), severity);
    }

    /// Makes an error of each warning that is left.
    pub fn deny_warnings(&mut self) {
        self.warnings_are_errors = true;
    }

    /// Whether a code is switched off.
    pub fn is_off(&self, code: &str) -> bool {
        self.said(code) == Some(None)
    }

    /// The severity that counts: what is said of the code, else of its family, else the
    /// diagnostic's own; `None` if off.
    pub fn resolve(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        match self
            .said(&diagnostic.code)
            .unwrap_or(Some(diagnostic.severity))
        {
            Some(Severity::Warning) if self.warnings_are_errors => Some(Severity::Error),
            severity => severity,
        }
    }

    fn said(&self, code: &str) -> Option<Option<Severity>> {
        let family = code.split('/').next().unwrap_or_default();
        let of = |map: &BTreeMap<String, Option<Severity>>| {
            map.get(code).or_else(|| map.get(family)).copied()
        };
        of(&self.called).or_else(|| of(&self.by_code))
    }
}

/// All diagnostics of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub fn extend(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
    }

    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    }

    /// Applies the severities, and drops what is off.
    pub fn resolve(&mut self, severities: &Severities) {
        self.apply(severities, |_, severity| severity);
    }

    /// Drops what is off and lowers what is lowered, so that it does not stop the stages to come;
    /// what is raised waits for [`Self::resolve`], because it is no obstacle to them.
    pub fn relax(&mut self, severities: &Severities) {
        self.apply(severities, Severity::min);
    }

    fn apply(&mut self, severities: &Severities, choose: impl Fn(Severity, Severity) -> Severity) {
        self.diagnostics
            .retain_mut(|diagnostic| match severities.resolve(diagnostic) {
                Some(severity) => {
                    diagnostic.severity = choose(diagnostic.severity, severity);
                    true
                }
                None => false,
            });
    }

    /// Sorts by file, place, then code, and drops what is there twice.
    pub fn sort(&mut self, sources: &SourceSet) {
        self.diagnostics
            .sort_by(|a, b| sort_key(a, sources).cmp(&sort_key(b, sources)));
        // Two parts of a sheet that overlap are two sources, in which one cell stands twice.
        let is_same_place = |a: &Diagnostic, b: &Diagnostic| {
            let order = |one| {
                let (path, cell, ..) = sort_key(one, sources);
                (path, cell)
            };
            a.place == b.place || (cell_of(a, sources).is_some() && order(a) == order(b))
        };
        self.diagnostics
            .dedup_by(|a, b| a.code == b.code && a.message == b.message && is_same_place(a, b));
    }
}

/// The file; of a workbook the sheet, the row and the column; the place in the text; the code.
type SortKey<'a> = (PathOrder<'a>, CellOrder<'a>, usize, &'a str);

/// Where a cell stands; nothing for a place in a text.
type CellOrder<'a> = (&'a str, u32, u32);

fn sort_key<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceSet) -> SortKey<'a> {
    let code = &*diagnostic.code;
    match &diagnostic.place {
        Place::Span(span) => {
            let path = PathOrder(sources.get(span.source).path());
            match cell_of(diagnostic, sources) {
                Some(cell) => {
                    let sheet = cell.name.rsplit_once('!').map_or("", |(sheet, _)| sheet);
                    (path, (sheet, cell.row, cell.column), 0, code)
                }
                None => (path, CellOrder::default(), span.start, code),
            }
        }
        Place::Path(path) => (PathOrder(path), CellOrder::default(), 0, code),
    }
}

/// The cell of a workbook in which something was found.
fn cell_of<'a>(diagnostic: &Diagnostic, sources: &'a SourceSet) -> Option<&'a Cell> {
    match &diagnostic.place {
        Place::Span(span) => sources.get(span.source).cell(span.start),
        Place::Path(_) => None,
    }
}

/// Paths in the order in which a reader meets the files: numbers as numbers.
#[derive(PartialEq, Eq)]
struct PathOrder<'a>(&'a str);

impl Ord for PathOrder<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        crate::source::path_order(self.0, other.0)
    }
}

impl PartialOrd for PathOrder<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The candidate that is most like `word`, if one is near enough to be what the author meant.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = word.to_lowercase();
    if folded.chars().count() < 3 {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| {
            *distance <= (candidate.chars().count().max(folded.chars().count()) / 3).max(1)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn severity(severities: &Severities, code: &'static str) -> Option<Severity> {
        severities.resolve(&Diagnostic::new(
            Severity::Warning,
            code,
            Place::Path(String::new()),
            "m",
        ))
    }

    #[test]
    fn the_caller_wins_over_the_project_and_a_code_over_its_family() {
        let mut severities = Severities::default();
        severities.set("document/html", None);
        severities.set("version", Some(Severity::Hint));
        assert_eq!(severity(&severities, "document/html"), None);
        severities.call("document", Some(Severity::Error));
        severities.call("document/top-heading", None);
        assert_eq!(
            severity(&severities, "document/html"),
            Some(Severity::Error)
        );
        assert_eq!(severity(&severities, "document/top-heading"), None);
        assert_eq!(
            severity(&severities, "version/missing-date"),
            Some(Severity::Hint)
        );
        severities.deny_warnings();
        assert_eq!(
            severity(&severities, "schema/unknown-code"),
            Some(Severity::Error)
        );
        assert_eq!(
            severity(&severities, "version/missing-date"),
            Some(Severity::Hint)
        );
    }

    #[test]
    fn near_misses_get_a_suggestion_and_far_ones_do_not() {
        assert_eq!(did_you_mean("tilte", ["title", "owner"]), Some("title"));
        assert_eq!(did_you_mean("colour", ["title", "owner"]), None);
    }
}
