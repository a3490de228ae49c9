//! `planwright build`: checks, then writes; on any error writes nothing.

use std::path::Path;

use super::args::{Build, Format};
use super::{Ending, Failure, levels, resolve, since, terminal};
use crate::diagnostic::show::json::OutputEntry;
use crate::pipeline::{self, Built};
use crate::write::{WriteError, write_folder, write_whole};

pub fn run(command: &Build) -> Result<Ending, Failure> {
    let pdf = command.format.contains(&Format::Pdf);
    let (disk, request) = resolve::resolve(&command.common, true, pdf)?;
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&command.common.levels, &outcome.settings)?;
    let mut outputs = Vec::new();
    let refused = outcome.report.has_errors();
    if !refused {
        let folder = disk.output_folder(&outcome.settings.output)?;
        for built in &outcome.documents {
            let written = write(built, &command.format, &folder, &outcome.settings.output, &mut outputs);
            written.map_err(|failure| failure.within(&outcome.settings.output))?;
        }
    }
    since::apply(&command.common, &disk, &request, &mut outcome)?;
    let ending = terminal::show(&command.common, &outcome, &outputs)?;
    // What is old and not shown keeps the document back all the same.
    Ok(if refused { Ending::DocumentsHaveErrors } else { ending })
}

fn write(built: &Built, formats: &[Format], folder: &Path, shown: &str, outputs: &mut Vec<OutputEntry>) -> Result<(), Failure> {
    let entry = |name: String, format: &'static str, pages: Option<usize>| OutputEntry {
        document: built.entry.document.clone(),
        path: format!("{shown}/{name}"),
        format,
        pages,
        draft: built.draft,
    };
    if let (true, Some(pdf)) = (formats.contains(&Format::Pdf), &built.pdf) {
        let name = format!("{}.pdf", built.stem);
        write_whole(&folder.join(&name), pdf)?;
        outputs.push(entry(name, "pdf", built.pages));
    }
    if let (true, Some(rendered)) = (formats.contains(&Format::Typ), &built.rendered) {
        let prefix = format!("{}/", built.stem);
        let generated = rendered.generated.iter().map(|(path, made)| (path.as_str(), made.markup.text.as_bytes()));
        let copied = rendered.copied.iter().map(|(path, bytes)| (path.as_str(), &bytes[..]));
        let files = generated.chain(copied).filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes)));
        write_folder(&folder.join(&built.stem), files)?;
        if let Some(main) = rendered.generated.get(&rendered.main) {
            write_whole(&folder.join(&rendered.main), main.markup.text.as_bytes())?;
            outputs.push(entry(rendered.main.clone(), "typ", built.pages));
        }
    }
    Ok(())
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        let name = error.path.file_name().map_or_else(|| error.path.to_string_lossy(), |name| name.to_string_lossy());
        Failure(format!("`{name}` cannot be written into the output folder: {}", error.error)).at(name)
    }
}
