//! What is said when a child had to be ended: all that can be found without setting a page, and the card at which the template was.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::Cause;
use crate::cli::args::Common;
use crate::cli::{Ending, Failure, levels, resolve, since, terminal};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::pipeline::{self, Built, CardEntry, Outcome, Request};
use crate::source::Span;

/// Reports the end of a child that was at work on these files.
pub(super) fn report(common: &Common, cause: Cause, at: &[String]) -> Result<ExitCode, Failure> {
    let (disk, request) = resolve::resolve(common, false, false)?;
    let request = Request { compile: false, pdf: false, ..request };
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&common.levels, &outcome.settings)?;
    since::apply(common, &disk, &request, &mut outcome)?;
    for path in at {
        let diagnostic = diagnostic(path, cause, common, &outcome);
        outcome.report.push(diagnostic);
    }
    outcome.report.sort(&outcome.project.sources);
    let ending = terminal::show(common, &outcome, &[], "")?;
    Ok(if ending == Ending::Good { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn diagnostic(path: &str, cause: Cause, common: &Common, outcome: &Outcome) -> Diagnostic {
    let sources = &outcome.project.sources;
    let card = outcome.documents.iter().flat_map(|built| &built.cards).find(|card| sources.get(card.source).path() == path);
    let manifest = outcome.documents.iter().find(|built| sources.get(built.manifest).path() == path);
    let suspects: Vec<&CardEntry> = match (card, manifest) {
        (Some(card), _) => vec![card],
        (None, Some(built)) => built.cards.iter().collect(),
        (None, None) => Vec::new(),
    };
    let templates: BTreeSet<Span> = suspects.into_iter().filter_map(|card| template(card, outcome)).collect();
    let place = match (card, manifest) {
        (Some(card), _) => Place::Span(card.top),
        // What no card is known to have caused lies in a template, and not in the manifest.
        (None, Some(built)) => Place::Span(templates.first().copied().unwrap_or_else(|| {
            let first_line = sources.get(built.manifest).line_range(1);
            own_template(built, outcome).unwrap_or_else(|| Span::new(built.manifest, first_line))
        })),
        (None, None) => Place::Path(path.to_owned()),
    };
    let what = if card.is_some() { "the template of this card" } else { "a template of this document" };
    let seconds = common.time_limit;
    let (message, help) = match cause {
        Cause::Time => (
            format!("{what} did not come to an end in {seconds} second{}", if seconds == 1 { "" } else { "s" }),
            format!("mend the loop that does not end; if the document is only large, `--time-limit {}` allows more", seconds * 5),
        ),
        Cause::Memory => (
            format!("{what} needs more memory than a template may have"),
            format!(
                "mend the loop, or the list in it, that grows without an end; if the document is only large, `--memory-limit {}` allows more",
                common.memory_limit * 2
            ),
        ),
        Cause::Stack => {
            (format!("{what} calls itself too often"), "mend the function or the show rule that leads back to itself".to_owned())
        }
        Cause::Unknown => (
            format!("{what} made the program end"),
            "take out of the template what was changed last, and report this with the template".to_owned(),
        ),
    };
    let diagnostic = Diagnostic::new(Severity::Error, "template/limit", place.clone(), message).help(help);
    let note = if templates.len() == 1 { "the template" } else { "one of these templates" };
    let others = templates.into_iter().filter(|span| place != Place::Span(*span));
    others.fold(diagnostic, |diagnostic, span| diagnostic.related(span, note))
}

/// The first line of the template of the document's type, if it is the project's own.
fn own_template(built: &Built, outcome: &Outcome) -> Option<Span> {
    first_line(&format!("types/{}/document.typ", built.kind), outcome)
}

/// The first line of a card's template, if it is the project's own.
fn template(card: &CardEntry, outcome: &Outcome) -> Option<Span> {
    first_line(&format!("kinds/{}/card.typ", card.kind), outcome)
}

fn first_line(template: &str, outcome: &Outcome) -> Option<Span> {
    let id = outcome.project.templates.get(template)?.source?;
    Some(Span::new(id, outcome.project.sources.get(id).line_range(1)))
}
