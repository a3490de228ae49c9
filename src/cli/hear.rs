//! `planwright hear`: a document, or one of its cards, as a screen reader announces it. The PDF is
//! built in memory and read back; nothing is written.

use super::args::{Common, Hear};
use super::{Context, Ending, Failure, resolve};
use crate::diagnostic::show::{human, text};
use crate::diagnostic::{Severity, did_you_mean};
use crate::discover::Disk;
use crate::hear;
use crate::model::document::Document;
use crate::pdf;
use crate::pipeline::{self, DocumentResult, Mode, Outcome, Request, Snapshot};
use crate::source::SourceSet;

/// Carries it out, where the setting of pages can be ended.
pub fn run(command: &Hear, common: &Common, context: &Context) -> Result<Ending, Failure> {
    let (disk, request) = resolve::resolve(common, Mode::Check)?;
    let request = Request {
        progress: context.progress.clone(),
        ..request
    };
    let mut outcome = built(command, &disk, &request)?;
    (context.made)();
    let made = outcome.documents.first_mut();
    let made = made.and_then(|made| Some((made.pdf.take()?, &*made)));
    let Some((pdf, document)) = made else {
        return Ok(refused(&outcome, context));
    };
    let lines = heard(pdf, document, command.card.as_deref())?;
    context.console.print(&text::harmless(&lines))?;
    Ok(Ending::Good)
}

/// The chosen document with its PDF: the final one, or the draft if places are open.
fn built(command: &Hear, disk: &Disk, request: &Request) -> Result<Outcome, Failure> {
    let snapshot = Snapshot::read(disk, &[], SourceSet::default())?;
    let documents: Vec<&Document> = snapshot.documents().collect();
    let document = resolve::chosen(command.document.as_deref(), &documents)?;
    let request = Request {
        documents: vec![document.folder.clone()],
        ..request.clone()
    };
    let looked = pipeline::run(disk, &request)?;
    let is_open = |document: &DocumentResult| !document.unresolved.is_empty();
    let request = Request {
        draft: looked.documents.iter().any(is_open),
        mode: Mode::Outputs {
            pdf: true,
            html: false,
            text: false,
        },
        ..request
    };
    Ok(pipeline::run(disk, &request)?)
}

/// What is announced of a document or a card of it, as lines.
fn heard(pdf: Vec<u8>, document: &DocumentResult, card: Option<&str>) -> Result<String, Failure> {
    let pdf =
        pdf::read(pdf).map_err(|error| Failure::of(format!("the PDF cannot be heard: {error}")))?;
    let said = hear::announce(&pdf);
    let language = hear::language(&pdf);
    let Some(id) = card else {
        return Ok(hear::lines(&said, language));
    };
    let cards: Vec<&str> = document.cards.iter().map(|card| card.id.as_str()).collect();
    if !cards.contains(&id) {
        let near = did_you_mean(id, cards.iter().copied())
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        let name = &document.entry.document;
        return Err(Failure::of(format!(
            "the document `{name}` has no card `{id}`{near}"
        )));
    }
    let part = hear::part(&said, &pdf.places, &cards, id).ok_or_else(|| {
        Failure::of(format!(
            "the card `{id}` has no heading in the PDF; leave the id out to hear the whole document"
        ))
    })?;
    Ok(hear::lines(&said[part], language))
}

/// What keeps the PDF from being made.
fn refused(outcome: &Outcome, context: &Context) -> Ending {
    let report = outcome.report.only(|one| one.severity == Severity::Error);
    let shown = human::render(&report, &outcome.project.sources, false);
    context.console.say(&shown);
    Ending::DocumentsHaveErrors
}
