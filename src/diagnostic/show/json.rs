//! A report for programs: the JSON object of `docs/format.md#reports`.

use serde::Serialize;

use super::text::{self, Placed, placed};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::source::SourceSet;

/// What the run read.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentEntry {
    /// The name of its folder.
    pub document: String,
    /// Plain text.
    pub title: String,
    /// The number of its current version.
    pub version: String,
    /// How many cards it has.
    pub cards: usize,
}

/// What the run wrote.
#[derive(Debug, Clone, Serialize)]
pub struct OutputEntry {
    /// The name of the document's folder.
    pub document: String,
    /// Below the root, with `/`.
    pub path: String,
    /// `pdf`, `html`, `typ` or `txt`.
    pub format: &'static str,
    /// How many pages it has, if it has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Whether it is a draft.
    pub draft: bool,
}

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    documents: &'a [DocumentEntry],
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
    outputs: &'a [OutputEntry],
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    hints: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    path: &'a str,
    /// The sheet and the cell of a place in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    path: &'a str,
    /// The sheet and the cell of a place in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The whole run as one JSON object. Hints are always listed; whoever reads JSON can leave them
/// out.
pub fn render(
    report: &Report,
    sources: &SourceSet,
    documents: &[DocumentEntry],
    outputs: &[OutputEntry],
) -> serde_json::Result<String> {
    let root = Root {
        version: 1,
        documents,
        diagnostics: report
            .diagnostics()
            .iter()
            .map(|d| entry(d, sources))
            .collect(),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            hints: report.count(Severity::Hint),
        },
        outputs,
    };
    text::json(&root)
}

fn entry<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceSet) -> Entry<'a> {
    let Placed {
        path,
        start,
        end,
        cell,
    } = placed(&diagnostic.place, sources);
    let related = diagnostic.related.iter().map(|label| {
        let source = sources.get(label.span.source);
        let place = Place::Span(label.span);
        let Placed { start, end, .. } = placed(&place, sources);
        Related {
            message: &label.note,
            path: source.path(),
            cell: source.cell(label.span.start).map(|cell| &*cell.name),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    });
    Entry {
        code: &diagnostic.code,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        path,
        cell,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: diagnostic.help.as_deref(),
        related: related.collect(),
    }
}
