//! `planwright build`: checks, then writes; on any error writes nothing.

use std::collections::BTreeMap;

use super::args::{Build, Format};
use super::{Context, Ending, Failure, baseline, levels, outputs, resolve, terminal};
use crate::diagnostic::show::json::OutputEntry;
use crate::discover::Disk;
use crate::pipeline::{self, DocumentResult, Mode, Outcome, Request};
use crate::render::Rendered;
use crate::write::{Content, OnDisk, Output, Storage};

pub fn run(command: &Build, context: &Context) -> Result<Ending, Failure> {
    let wants = |format| command.format.contains(&format);
    let mode = Mode::Outputs {
        pdf: wants(Format::Pdf),
        html: wants(Format::Html),
        text: wants(Format::Txt),
    };
    let (disk, request) = resolve::resolve(&command.common, mode)?;
    let request = Request {
        line_numbers: command.line_numbers,
        progress: context.progress.clone(),
        ..request
    };
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&command.common.levels, &outcome.settings)?;
    let refused = outcome.report.has_errors();
    let old = baseline::apply(&command.common, &disk, &request, &mut outcome)?;
    // From here on nothing ends it half-way.
    (context.made)();
    let outputs = if refused {
        Vec::new()
    } else {
        write(&outcome, &command.format, &disk, &OnDisk)?
    };
    let lines = if refused {
        held_back(&old) + &refusals(&outcome, &command.format)
    } else {
        outputs.iter().map(written).collect()
    };
    let ending = terminal::show(
        &*context.console,
        &command.common,
        &outcome,
        &outputs,
        &lines,
    )?;
    // What is old and not shown keeps the document back all the same.
    Ok(if refused {
        Ending::DocumentsHaveErrors
    } else {
        ending
    })
}

/// “wrote output/our-plan-v1.0.pdf (12 pages)”.
pub(super) fn written(output: &OutputEntry) -> String {
    let pages = output
        .pages
        .map(|pages| format!(" ({})", counted(pages, "page")))
        .unwrap_or_default();
    format!("wrote {}{pages}\n", output.path)
}

/// So many places are named; the others are counted.
const MOST_PLACES: usize = 10;

/// Where the errors are that keep a document back although they are not new, and so not shown.
fn held_back(old: &[String]) -> String {
    if old.is_empty() {
        return String::new();
    }
    let mut places: Vec<&str> = old.iter().map(String::as_str).collect();
    places.dedup();
    let more = places.len().saturating_sub(MOST_PLACES);
    places.truncate(MOST_PLACES);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let places = places.join(", ");
    match old.len() {
        1 => format!(
            "nothing is written: 1 error that is not new keeps it back, at {places}; `planwright check` shows it\n"
        ),
        count => format!(
            "nothing is written: {count} errors that are not new keep it back, at {places}{more}; `planwright check` shows them\n"
        ),
    }
}

/// What each of several documents came to when nothing is written: one with errors keeps the others
/// back, so that what lies in the output folder always belongs together.
fn refusals(outcome: &Outcome, formats: &[Format]) -> String {
    if outcome.documents.len() < 2 {
        return String::new();
    }
    let format = formats
        .first()
        .filter(|_| !formats.contains(&Format::Pdf))
        .copied()
        .unwrap_or(Format::Pdf);
    let ending = format.ending();
    let line = |built: &DocumentResult| {
        let errors = if built.errors == 0 {
            "nothing wrong".to_owned()
        } else {
            counted(built.errors, "error")
        };
        let pages = built
            .pages
            .map(|pages| format!("{}, ", counted(pages, "page")))
            .unwrap_or_default();
        format!(
            "not written: {}/{}.{ending} ({pages}{errors})\n",
            outcome.settings.output, built.stem
        )
    };
    outcome.documents.iter().map(line).collect()
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Writes what is wanted of every document; gives what there is now.
pub(super) fn write(
    outcome: &Outcome,
    formats: &[Format],
    disk: &Disk,
    storage: &dyn Storage,
) -> Result<Vec<OutputEntry>, Failure> {
    let settings = &outcome.settings;
    let made: Vec<Made<'_>> = outcome
        .documents
        .iter()
        .flat_map(|built| made(built, formats, &settings.output))
        .collect();
    let (outputs, entries): (Vec<Vec<Output<'_>>>, Vec<OutputEntry>) = made.into_iter().unzip();
    let outputs: Vec<Output<'_>> = outputs.into_iter().flatten().collect();
    outputs::write(disk, settings, storage, &outputs)?;
    Ok(entries)
}

/// The files of one format of a document, and how they are spoken of.
type Made<'a> = (Vec<Output<'a>>, OutputEntry);

fn made<'a>(built: &'a DocumentResult, formats: &[Format], shown: &str) -> Vec<Made<'a>> {
    let entry = |name: &str, format: Format, pages: Option<usize>| OutputEntry {
        document: built.entry.document.clone(),
        path: format!("{shown}/{name}"),
        format: format.ending(),
        pages,
        draft: built.draft,
    };
    let wanted = |format: Format| formats.contains(&format);
    let mut made = Vec::new();
    let mut file = |format: Format, bytes: Option<&'a [u8]>, pages: Option<usize>| {
        let Some(bytes) = bytes.filter(|_| wanted(format)) else {
            return;
        };
        let name = format!("{}.{}", built.stem, format.ending());
        let entry = entry(&name, format, pages);
        made.push((
            vec![Output {
                name,
                content: Content::File(bytes),
            }],
            entry,
        ));
    };
    file(Format::Pdf, built.pdf.as_deref(), built.pages);
    file(Format::Html, built.html.as_deref().map(str::as_bytes), None);
    file(Format::Txt, built.text.as_deref().map(str::as_bytes), None);
    if let (true, Some(rendered)) = (wanted(Format::Typ), &built.rendered) {
        made.push((
            typst_source(&built.stem, rendered),
            entry(&rendered.main, Format::Typ, built.pages),
        ));
    }
    made
}

/// The main file, and beside it a folder with all that it needs.
fn typst_source<'a>(stem: &str, rendered: &'a Rendered) -> Vec<Output<'a>> {
    let prefix = format!("{stem}/");
    let generated = rendered
        .generated
        .iter()
        .map(|(path, made)| (path.as_str(), made.markup.text.as_bytes()));
    let copied = rendered
        .copied
        .iter()
        .map(|(path, bytes)| (path.as_str(), &bytes[..]));
    let below = |(path, bytes): (&'a str, &'a [u8])| Some((path.strip_prefix(&prefix)?, bytes));
    let files: BTreeMap<&str, &[u8]> = generated.chain(copied).filter_map(below).collect();
    let main = rendered
        .generated
        .get(&rendered.main)
        .map(|main| Content::File(main.markup.text.as_bytes()));
    let main = main.map(|content| Output {
        name: rendered.main.clone(),
        content,
    });
    std::iter::once(Output {
        name: stem.to_owned(),
        content: Content::Folder(files),
    })
    .chain(main)
    .collect()
}
