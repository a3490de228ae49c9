//! `planwright build`: checks, then writes; on any error writes nothing.

use std::path::Path;

use super::args::{Build, Format};
use super::{Ending, Failure, levels, resolve, since, terminal};
use crate::diagnostic::show::json::OutputEntry;
use crate::pipeline::{self, Built, Outcome, Request};
use crate::write::{WriteError, write_folder, write_whole};

pub fn run(command: &Build) -> Result<Ending, Failure> {
    let pdf = command.format.contains(&Format::Pdf);
    let (disk, request) = resolve::resolve(&command.common, true, pdf)?;
    let html = command.format.contains(&Format::Html);
    let request = Request { line_numbers: command.line_numbers, html, ..request };
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&command.common.levels, &outcome.settings)?;
    let mut outputs = Vec::new();
    let refused = outcome.report.has_errors();
    if !refused {
        let folder = disk.output_folder(&outcome.settings.output)?;
        for built in &outcome.documents {
            write(built, &command.format, &folder, &outcome.settings.output, &mut outputs)?;
        }
    }
    since::apply(&command.common, &disk, &request, &mut outcome)?;
    let lines = if refused { refusals(&outcome, &command.format) } else { outputs.iter().map(written).collect() };
    let ending = terminal::show(&command.common, &outcome, &outputs, &lines)?;
    // What is old and not shown keeps the document back all the same.
    Ok(if refused { Ending::DocumentsHaveErrors } else { ending })
}

/// “wrote output/our-plan-v1.0.pdf (12 pages)”.
fn written(output: &OutputEntry) -> String {
    let pages = output.pages.map(|pages| format!(" ({})", counted(pages, "page"))).unwrap_or_default();
    format!("wrote {}{pages}\n", output.path)
}

/// What each of several documents came to when nothing is written: one with errors keeps the others back, so that what lies in the output
/// folder always belongs together.
fn refusals(outcome: &Outcome, formats: &[Format]) -> String {
    if outcome.documents.len() < 2 {
        return String::new();
    }
    let ending = match formats.first() {
        Some(Format::Html) if !formats.contains(&Format::Pdf) => "html",
        Some(Format::Typ) if !formats.contains(&Format::Pdf) => "typ",
        _ => "pdf",
    };
    let line = |built: &Built| {
        let errors = if built.errors == 0 { "nothing wrong".to_owned() } else { counted(built.errors, "error") };
        let pages = built.pages.map(|pages| format!("{}, ", counted(pages, "page"))).unwrap_or_default();
        format!("not written: {}/{}.{ending} ({pages}{errors})\n", outcome.settings.output, built.stem)
    };
    outcome.documents.iter().map(line).collect()
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn write(built: &Built, formats: &[Format], folder: &Path, shown: &str, outputs: &mut Vec<OutputEntry>) -> Result<(), Failure> {
    let entry = |name: String, format: &'static str| OutputEntry {
        document: built.entry.document.clone(),
        path: format!("{shown}/{name}"),
        format,
        pages: built.pages,
        draft: built.draft,
    };
    if let (true, Some(pdf)) = (formats.contains(&Format::Pdf), &built.pdf) {
        let name = format!("{}.pdf", built.stem);
        write_whole(&folder.join(&name), pdf)?;
        outputs.push(entry(name, "pdf"));
    }
    if let (true, Some(html)) = (formats.contains(&Format::Html), &built.html) {
        let name = format!("{}.html", built.stem);
        write_whole(&folder.join(&name), html.as_bytes())?;
        outputs.push(OutputEntry { pages: None, ..entry(name, "html") });
    }
    if let (true, Some(rendered)) = (formats.contains(&Format::Typ), &built.rendered) {
        let prefix = format!("{}/", built.stem);
        let generated = rendered.generated.iter().map(|(path, made)| (path.as_str(), made.markup.text.as_bytes()));
        let copied = rendered.copied.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]));
        let files = generated.chain(copied).filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
        write_folder(&folder.join(&built.stem), files)?;
        if let Some(main) = rendered.generated.get(&rendered.main) {
            write_whole(&folder.join(&rendered.main), main.markup.text.as_bytes())?;
            outputs.push(entry(rendered.main.clone(), "typ"));
        }
    }
    Ok(())
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        let name = error.path.file_name().map_or_else(|| error.path.to_string_lossy(), |name| name.to_string_lossy());
        Self(format!("`{name}` cannot be written into the output folder: {}", error.error))
    }
}
