//! What people and programs see: a report on standard error, or one of the formats for programs on
//! standard output.

use std::io::{self, Write};

use super::args::{Common, MessageFormat};
use super::reason::reason;
use super::{Ending, Failure};
use crate::diagnostic::show::json::OutputEntry;
use crate::diagnostic::show::junit::Suite;
use crate::diagnostic::show::{github, human, json, junit, sarif, table, text};
use crate::diagnostic::{Diagnostic, Place, Report, Severity, rules};
use crate::discover::{Folder, Project};
use crate::pipeline::Outcome;
use crate::source::SourceSet;

/// The code of what is no fault of a document.
const FAILURE: &str = rules::source::IO.code;

/// Where a command speaks to.
pub trait Console {
    /// To standard output, as it is.
    fn print(&self, text: &str) -> Result<(), Failure>;

    /// To standard error, with colours, which whoever shows them may take out.
    fn say(&self, text: &str);
}

/// The console of this process.
pub struct Terminal;

impl Console for Terminal {
    fn print(&self, text: &str) -> Result<(), Failure> {
        print(text)
    }

    fn say(&self, text: &str) {
        say(text);
    }
}

/// Shows the report and what was written, and says how the run ended. `lines` say it to people.
pub fn show(
    console: &dyn Console,
    common: &Common,
    outcome: &Outcome,
    outputs: &[OutputEntry],
    lines: &str,
) -> Result<Ending, Failure> {
    let report = &outcome.report;
    let sources = &outcome.project.sources;
    match common.message_format {
        MessageFormat::Human => show_human(console, common, outcome, lines),
        MessageFormat::Json => {
            let documents: Vec<_> = outcome
                .documents
                .iter()
                .map(|built| built.entry.clone())
                .collect();
            console.print(&line(json::render(report, sources, &documents, outputs)?))?;
        }
        MessageFormat::Sarif => console.print(&line(sarif::render(report, sources)?))?,
        MessageFormat::Github => console.print(&github::render(report, sources))?,
        MessageFormat::Junit => {
            console.print(&junit::render(report, sources, &suites(&outcome.project)))?;
        }
    }
    Ok(if report.has_errors() {
        Ending::DocumentsHaveErrors
    } else {
        Ending::Good
    })
}

fn show_human(console: &dyn Console, common: &Common, outcome: &Outcome, lines: &str) {
    let (report, sources) = (&outcome.report, &outcome.project.sources);
    let shown = human::render(report, sources, common.hints);
    if common.place.quiet {
        return console.say(&shown);
    }
    let table = table::render(report, sources, common.hints);
    console.say(&line(shown + &table + lines + &human::summary(report)));
}

fn suites(project: &Project) -> Vec<Suite> {
    let path = |id| project.sources.get(id).path().to_owned();
    let suite = |folder: &Folder| Suite {
        folder: folder.path.clone(),
        files: folder
            .manifest
            .into_iter()
            .chain(folder.cards.iter().copied())
            .map(path)
            .collect(),
    };
    project.documents.iter().map(suite).collect()
}

/// What keeps a command from being carried out. What was found at a place is shown there, like any
/// other finding.
pub fn failure(console: &dyn Console, format: MessageFormat, failure: &Failure) {
    match &failure.found {
        Some((report, sources)) => refusal(console, format, report, sources),
        None => fault(console, format, &failure.message, failure.path.as_deref()),
    }
}

fn refusal(console: &dyn Console, format: MessageFormat, report: &Report, sources: &SourceSet) {
    let shown = match format {
        MessageFormat::Human => Ok(String::new()),
        MessageFormat::Json => json::render(report, sources, &[], &[]).map(line),
        MessageFormat::Sarif => sarif::refusal(report, sources).map(line),
        MessageFormat::Github => Ok(github::render(report, sources)),
        MessageFormat::Junit => Ok(junit::render(report, sources, &[])),
    };
    // If nothing can be printed, the exit status still says it.
    let _ = console.print(&shown.unwrap_or_default());
    if format == MessageFormat::Human {
        console.say(&human::render(report, sources, false));
    }
}

/// What is no fault of a document: one line, and, for a program that reads a format, an output of
/// that format.
///
/// Without a path it is the project as a whole that could not be dealt with.
fn fault(console: &dyn Console, format: MessageFormat, message: &str, path: Option<&str>) {
    let clean: String = message
        .chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect();
    let clean = text::harmless(&clean);
    let shown = match format {
        MessageFormat::Human => Ok(String::new()),
        MessageFormat::Json => {
            let mut report = Report::default();
            report.push(Diagnostic::new(
                Severity::Error,
                FAILURE,
                Place::Path(path.unwrap_or(".").to_owned()),
                clean.clone(),
            ));
            json::render(&report, &SourceSet::default(), &[], &[]).map(line)
        }
        MessageFormat::Sarif => sarif::failure(FAILURE, &clean).map(line),
        MessageFormat::Github => Ok(github::failure(FAILURE, &clean)),
        MessageFormat::Junit => Ok(junit::failure(FAILURE, &clean)),
    };
    // If nothing can be printed, the exit status still says it.
    let _ = console.print(&shown.unwrap_or_default());
    console.say(&format!("error: {clean}\n"));
}

/// To standard output, as it is. A reader that has gone away is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::of(format!(
            "standard output cannot be written: {}",
            reason(&error)
        ))),
        _ => Ok(()),
    }
}

/// Asks a question on the terminal; nothing, or the end of the input, is no answer. What cannot be
/// an answer is asked for again.
pub fn ask(question: &str) -> Result<Option<String>, Failure> {
    loop {
        print(&format!("{question} (Enter to fill it in later): "))?;
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.map_err(|error| {
            Failure::of(format!("standard input cannot be read: {}", reason(&error)))
        })?;
        if answer.trim().is_empty() {
            return Ok(None);
        }
        match super::args::line(&answer) {
            Ok(line) => return Ok(Some(line)),
            Err(message) => print(&format!("{message}\n"))?,
        }
    }
}

/// To standard error, with colours where they are wanted.
pub fn say(text: &str) {
    // There is nowhere left to say that this failed.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

fn line(text: String) -> String {
    text + "\n"
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::of(format!("the result cannot be written as JSON: {error}"))
    }
}
