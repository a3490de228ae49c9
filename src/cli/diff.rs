//! `planwright diff`: what changed between two states of the project: as a redline, as a web page,
//! as JSON or as text.

use serde::Serialize;

use super::args::{Diff, DiffFormat};
use super::{Context, Ending, Failure, approved, outputs, resolve};
use crate::diagnostic::show::human;
use crate::discover::{Disk, Revision};
use crate::pipeline::{Comparison, Mode, NamedState, Request, compare};
use crate::record::diff::{Condition, DocumentDiff, as_text};
use crate::write::{Content, OnDisk, Output};

/// What `--format json` prints (`docs/format.md#what-changed`).
#[derive(Serialize)]
struct Json<'a> {
    version: u8,
    documents: Vec<&'a DocumentDiff>,
}

/// So many digits of a commit name it in the name of an output (`docs/format.md#what-changed`).
const DIGITS: usize = 12;

pub fn run(command: &Diff, context: &Context) -> Result<Ending, Failure> {
    let disk = resolve::disk(command.root.as_deref())?;
    let sides = Sides::of(command, &disk)?;
    let old = Revision::open(disk.root(), &sides.old)?;
    let new = sides
        .new
        .as_ref()
        .map(|name| Revision::open(disk.root(), name))
        .transpose()?;
    let wants = |format| command.format.contains(&format);
    let (pdf, html) = (wants(DiffFormat::Pdf), wants(DiffFormat::Html));
    let request = Request {
        mode: if pdf || html {
            Mode::Outputs {
                pdf,
                html,
                text: false,
            }
        } else {
            Mode::Check
        },
        progress: context.progress.clone(),
        ..Request::default()
    };
    let old = NamedState {
        name: called(&sides.old, &old),
        files: &old,
    };
    let new = match &new {
        Some(revision) => NamedState {
            name: called(sides.new.as_deref().unwrap_or_default(), revision),
            files: revision,
        },
        None => NamedState {
            name: "working".to_owned(),
            files: &disk,
        },
    };
    let document = sides.document.as_deref();
    let compared = compare(&old, &new, document, &sides.conditions, &request)?;
    if let (Some(name), true) = (&command.document, compared.documents.is_empty()) {
        return Err(Failure::of(format!("there is no document `{name}`")));
    }
    (context.made)();
    if compared.report.has_errors() {
        let shown = human::render(&compared.report, &compared.sources, false);
        context.console.say(&shown);
        return Ok(Ending::DocumentsHaveErrors);
    }
    say(command, context, &compared)?;
    write(command, context, &compared, &disk)?;
    let changed = compared.documents.iter().any(|one| !one.diff.is_empty());
    Ok(if command.exit_code && changed {
        Ending::DocumentsHaveErrors
    } else {
        Ending::Good
    })
}

/// What is compared.
struct Sides {
    old: String,
    /// `None` for the files as they are.
    new: Option<String>,
    document: Option<String>,
    conditions: Vec<Condition>,
}

impl Sides {
    fn of(command: &Diff, disk: &Disk) -> Result<Self, Failure> {
        let Some(id) = &command.approved else {
            return Ok(Self {
                old: command.old.clone().unwrap_or_default(),
                new: command.new.clone(),
                document: command.document.clone(),
                conditions: Vec::new(),
            });
        };
        let approved = approved::find(disk, id, command.document.as_deref())?;
        Ok(Self {
            old: approved.revision,
            new: command.old.clone(),
            document: Some(approved.document),
            conditions: approved.conditions,
        })
    }
}

/// A version by its number, another revision by the first digits of its commit.
fn called(name: &str, revision: &Revision) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let number = last.strip_prefix('v').unwrap_or(last);
    let is_version = number.contains('.')
        && number.split('.').all(|part| !part.is_empty())
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if is_version {
        return number.to_owned();
    }
    let id = revision.id();
    id.get(..DIGITS).unwrap_or(&id).to_owned()
}

/// What goes to standard output.
fn say(command: &Diff, context: &Context, compared: &Comparison) -> Result<(), Failure> {
    let diffs = || compared.documents.iter().map(|one| &one.diff);
    if command.format.contains(&DiffFormat::Json) {
        let json = Json {
            version: 1,
            documents: diffs().collect(),
        };
        let text = serde_json::to_string_pretty(&json).map_err(|error| {
            Failure::of(format!("the changes cannot be written as JSON: {error}"))
        })?;
        context.console.print(&(text + "\n"))?;
    }
    if command.format.contains(&DiffFormat::Text) {
        let texts: Vec<String> = diffs().map(as_text).collect();
        context.console.print(&texts.join("\n"))?;
    }
    Ok(())
}

/// What goes to the output folder.
fn write(
    command: &Diff,
    context: &Context,
    compared: &Comparison,
    disk: &Disk,
) -> Result<(), Failure> {
    let mut files_made = Vec::new();
    let mut lines = String::new();
    for one in &compared.documents {
        let files = [
            (DiffFormat::Pdf, "pdf", one.pdf.as_deref()),
            (
                DiffFormat::Html,
                "html",
                one.html.as_deref().map(str::as_bytes),
            ),
        ];
        for (format, ending, bytes) in files {
            let Some(bytes) = bytes.filter(|_| command.format.contains(&format)) else {
                continue;
            };
            let name = format!("{}.{ending}", one.stem);
            lines.push_str(&format!("wrote {}/{name}\n", compared.settings.output));
            files_made.push(Output {
                name,
                content: Content::File(bytes),
            });
        }
    }
    if files_made.is_empty() {
        return Ok(());
    }
    outputs::write(disk, &compared.settings, &OnDisk, &files_made)?;
    context.console.say(&lines);
    Ok(())
}
