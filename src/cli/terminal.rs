//! What people and programs see: a report on standard error, or one JSON object on standard output.

use super::args::{Common, MessageFormat};
use super::{Ending, Failure};
use crate::diagnostic::show::json::OutputEntry;
use crate::diagnostic::show::{human, json};
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::pipeline::Outcome;
use crate::source::SourceSet;

/// Shows the report and what was written, and says how the run ended.
pub fn show(common: &Common, outcome: &Outcome, outputs: &[OutputEntry]) -> Result<Ending, Failure> {
    let report = &outcome.report;
    match common.message_format {
        MessageFormat::Human => {
            anstream::eprint!("{}", human::render(report, &outcome.project.sources, common.hints));
            for output in outputs {
                let pages = output.pages.map(|pages| format!(" ({pages} pages)")).unwrap_or_default();
                anstream::eprintln!("wrote {}{pages}", output.path);
            }
            anstream::eprintln!("{}", human::summary(report));
        }
        MessageFormat::Json => {
            let documents: Vec<_> = outcome.documents.iter().map(|built| built.entry.clone()).collect();
            let text = json::render(report, &outcome.project.sources, &documents, outputs)
                .map_err(|error| Failure(format!("the report cannot be written as JSON: {error}")))?;
            anstream::println!("{text}");
        }
    }
    Ok(if report.has_errors() { Ending::DocumentsHaveErrors } else { Ending::Good })
}

/// What is no fault of a document: one line, or, for a program that reads JSON, the object with one diagnostic.
pub fn failure(common: &Common, message: &str) {
    let clean: String = message.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect();
    if common.message_format == MessageFormat::Json {
        let mut report = Report::default();
        report.push(Diagnostic::new(Severity::Error, "source/io", Place::Path(String::new()), clean.clone()));
        if let Ok(text) = json::render(&report, &SourceSet::default(), &[], &[]) {
            anstream::println!("{text}");
        }
    }
    anstream::eprintln!("error: {clean}");
}
