//! A report for people: each diagnostic with its line, an underline, and how to mend it, by the `annotate-snippets` renderer.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::text::harmless;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::{Source, SourceSet, Span};

/// At most so many lines of one place are shown; a longer place is cut to its first line.
const MOST_LINES: usize = 4;

/// The report with ANSI colours; the terminal's writer strips them where they are not wanted. Hints only if `hints`.
pub fn render(report: &Report, sources: &SourceSet, hints: bool) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for diagnostic in report.diagnostics() {
        if diagnostic.severity == Severity::Hint && !hints {
            continue;
        }
        out.push_str(&renderer.render(&[group(&clean(diagnostic), sources)]));
        out.push_str("\n\n");
    }
    out
}

/// One line that counts, such as “3 errors, 1 warning, 2 hints”.
pub fn summary(report: &Report) -> String {
    let count = |severity: Severity| {
        let n = report.count(severity);
        format!("{n} {}{}", severity.name(), if n == 1 { "" } else { "s" })
    };
    [Severity::Error, Severity::Warning, Severity::Hint].map(count).join(", ")
}

/// The words of a diagnostic, without characters that could steer a terminal.
fn clean(diagnostic: &Diagnostic) -> Diagnostic {
    let mut clean = diagnostic.clone();
    clean.message = harmless(&clean.message).into_owned();
    clean.help = clean.help.map(|help| harmless(&help).into_owned());
    clean.related.iter_mut().for_each(|label| label.note = harmless(&label.note).into_owned());
    if let Place::Path(path) = &mut clean.place {
        *path = harmless(path).into_owned();
    }
    clean
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceSet) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let mut group = match &diagnostic.place {
        Place::Span(span) => {
            level.primary_title(&diagnostic.message).id(&*diagnostic.code).element(snippet(*span, sources, None))
        }
        Place::Path(path) => level.primary_title(&diagnostic.message).id(&*diagnostic.code).element(Origin::path(path)),
    };
    for label in &diagnostic.related {
        group = group.element(snippet(label.span, sources, Some(&label.note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    group
}

fn snippet<'a>(span: Span, sources: &'a SourceSet, note: Option<&'a str>) -> Snippet<'a, Annotation<'a>> {
    let source = sources.get(span.source);
    let (text, line, range) = excerpt(source, span);
    let kind = if note.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    Snippet::source(harmless(text))
        .path(harmless(source.path()).replace('\n', "?"))
        .line_start(line)
        .annotation(kind.span(range).label(note))
}

/// The lines of a place, the number of the first, and the place within them.
fn excerpt(source: &Source, span: Span) -> (&str, usize, Range<usize>) {
    let first = source.position(span.start).line;
    let last = source.position(span.end.saturating_sub(1).max(span.start)).line;
    let start = source.line_range(first).start;
    let end = source.line_range(if last - first < MOST_LINES { last } else { first }).end;
    let text = &source.text()[start..end.max(start)];
    let from = (span.start - start).min(text.len());
    let to = span.end.saturating_sub(start).clamp(from, text.len());
    (text, first, from..to)
}
