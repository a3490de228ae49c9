//! A report for people: each diagnostic with its line, an underline, and how to mend it, by the
//! `annotate-snippets` renderer.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::text::harmless;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::{Source, SourceSet, Span};

/// At most so many lines of one place are shown; a longer place is cut to its first line.
const MOST_LINES: usize = 4;

/// Of lines of more bytes only this much is shown on each side of the place: a renderer that reads
/// a long line anew for each of its findings would take longer with their square.
const MOST_BESIDE: usize = 200;

/// The report with ANSI colours; the terminal's writer strips them where they are not wanted. Hints
/// only if `hints`.
pub fn render(report: &Report, sources: &SourceSet, hints: bool) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for diagnostic in listed(report, hints) {
        let rendered = renderer.render(&[group(&clean(diagnostic), sources)]);
        match &diagnostic.place {
            Place::Span(span) if sources.get(span.source).cell(span.start).is_some() => {
                out.push_str(&without_bare_marks(&rendered));
            }
            _ => out.push_str(&rendered),
        }
        out.push_str("\n\n");
    }
    out
}

/// Without lines in which only the mark of another file stands: the renderer writes one between a
/// place in words of our own and the text that belongs to it.
fn without_bare_marks(rendered: &str) -> String {
    const MARK: &str = ":::";
    let is_mark = |line: &&str| {
        line.contains(MARK) && anstream::adapter::strip_str(line).to_string().trim() == MARK
    };
    let kept: Vec<&str> = rendered.split('\n').filter(|line| !is_mark(line)).collect();
    kept.join("\n")
}

/// What is listed: everything, or everything but the hints.
pub(super) fn listed(report: &Report, hints: bool) -> impl Iterator<Item = &Diagnostic> {
    report
        .diagnostics()
        .iter()
        .filter(move |diagnostic| hints || diagnostic.severity != Severity::Hint)
}

/// One line that counts, such as “3 errors, 1 warning, 2 hints”.
pub fn summary(report: &Report) -> String {
    let count = |severity: Severity| {
        let n = report.count(severity);
        format!("{n} {}{}", severity.name(), if n == 1 { "" } else { "s" })
    };
    [Severity::Error, Severity::Warning, Severity::Hint]
        .map(count)
        .join(", ")
}

/// The words of a diagnostic, without characters that could steer a terminal.
fn clean(diagnostic: &Diagnostic) -> Diagnostic {
    let mut clean = diagnostic.clone();
    clean.message = harmless(&clean.message).into_owned();
    clean.help = clean.help.map(|help| harmless(&help).into_owned());
    clean
        .related
        .iter_mut()
        .for_each(|label| label.note = harmless(&label.note).into_owned());
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
        Place::Span(span) => with_snippet(
            Group::with_title(
                level
                    .primary_title(&diagnostic.message)
                    .id(&*diagnostic.code),
            ),
            *span,
            sources,
            None,
        ),
        Place::Path(path) => level
            .primary_title(&diagnostic.message)
            .id(&*diagnostic.code)
            .element(Origin::path(path)),
    };
    for label in &diagnostic.related {
        group = with_snippet(group, label.span, sources, Some(&label.note));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    group
}

/// Adds the lines of a place, underlined. Where only a part of a line is shown, the renderer cannot
/// tell the column, and is told.
fn with_snippet<'a>(
    group: Group<'a>,
    span: Span,
    sources: &'a SourceSet,
    note: Option<&'a str>,
) -> Group<'a> {
    let source = sources.get(span.source);
    let path = harmless(source.path()).replace('\n', "?");
    let kind = if note.is_some() {
        AnnotationKind::Context
    } else {
        AnnotationKind::Primary
    };
    let excerpt = Excerpt::of(source, span);
    let text = harmless(&with_line_feeds(excerpt.text)).into_owned();
    let row = source.cell(span.start).map(|cell| cell.position().line);
    let snippet = Snippet::source(text)
        .line_start(row.unwrap_or(excerpt.line))
        .annotation(kind.span(excerpt.range).label(note));
    if let Some(cell) = source.cell(span.start) {
        let place = format!("{path}: {}", harmless(&cell.name).replace('\n', "?"));
        return group.element(Origin::path(place)).element(snippet);
    }
    if excerpt.is_cut {
        let column = source.position(span.start).column;
        return group
            .element(Origin::path(path).line(excerpt.line).char_column(column))
            .element(snippet);
    }
    group.element(snippet.path(path))
}

/// To the renderer only a line feed ends a line; no byte changes its place.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", " \n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What is shown of a place.
struct Excerpt<'a> {
    /// Its lines, or a part of the only one.
    text: &'a str,
    /// The number of the first line.
    line: usize,
    /// The place within the text.
    range: Range<usize>,
    is_cut: bool,
}

impl<'a> Excerpt<'a> {
    fn of(source: &'a Source, span: Span) -> Self {
        let line = source.position(span.start).line;
        // The rows of a sheet that stand below each other here may not do so in the sheet.
        let last = match source.cell(span.start) {
            Some(_) => line,
            None => {
                let end = span.end.saturating_sub(1).max(span.start);
                source.position(end).line
            }
        };
        let start = source.line_range(line).start;
        let end = source
            .line_range(if last - line < MOST_LINES { last } else { line })
            .end;
        let text = &source.text()[start..end.max(start)];
        let from = (span.start - start).min(text.len());
        let to = span.end.saturating_sub(start).clamp(from, text.len());
        let first = text.floor_char_boundary(from.saturating_sub(MOST_BESIDE));
        let after =
            text.ceil_char_boundary((to.min(from + MOST_BESIDE) + MOST_BESIDE).min(text.len()));
        let is_cut = first > 0 && last == line;
        let (first, after) = if last == line {
            (first, after)
        } else {
            (0, text.len())
        };
        Self {
            text: &text[first..after],
            line,
            range: from - first..to.min(after) - first,
            is_cut,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, range: Range<usize>) -> String {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.md", text));
        let mut report = Report::default();
        report.push(crate::diagnostic::rules::source::YAML.at(Span::new(id, range), "wrong"));
        anstream::adapter::strip_str(&render(&report, &sources, false)).to_string()
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown_and_its_column_is_that_of_the_line() {
        let text = format!(
            "first\n{}é here {}\n",
            "a ".repeat(5_000),
            "b ".repeat(5_000)
        );
        let at = text.find("here").expect("it is there");
        let shown = shown(&text, at..at + 4);
        assert!(shown.contains(" --> a.md:2:10003\n"), "{shown}");
        assert!(
            shown.len() < 1_000 && shown.contains("a é here b"),
            "{shown}"
        );
        let line = shown
            .lines()
            .find(|line| line.contains("here"))
            .expect("the line");
        let below = shown
            .lines()
            .find(|line| line.contains("^^^^"))
            .expect("the mark");
        let column = |line: &str, what: &str| line.find(what).map(|at| line[..at].chars().count());
        assert_eq!(column(line, "here"), column(below, "^^^^"));
    }

    #[test]
    fn a_carriage_return_alone_begins_a_new_line() {
        let shown = shown("one\rtwo here\rthree\n", 8..12);
        assert!(
            shown.contains(" --> a.md:2:5\n") && shown.contains("2 | two here\n"),
            "{shown}"
        );
    }
}
