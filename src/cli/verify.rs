//! `planwright verify`: whether a PDF is what this repository makes.
//!
//! The keywords of the PDF say of which document and content it is. The revisions that may have it
//! are looked at in turn: the commit that it names, the tags of its version, the files as they
//! stand. One with that content is built in memory, and compared byte by byte; if the bytes are
//! others, what both PDFs say is compared as a screen reader would announce it, because anybody can
//! write keywords.

// The file that is named may lie anywhere; nothing but its bytes is asked for.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::ops::Range;

use serde::Serialize;

use super::args::{Common, Verify, VerifyFormat};
use super::reason::reason;
use super::{Context, Ending, Failure, resolve};
use crate::diagnostic::show::text;
use crate::discover::{Disk, Files, Revision};
use crate::hear::{self, Utterance};
use crate::limits;
use crate::model::card::Card;
use crate::model::document::Document;
use crate::pdf::{self, Origin, PROGRAM, Provenance, program};
use crate::pipeline::{self, Mode, Outcome, Request, Snapshot};
use crate::source::SourceSet;

/// What a PDF is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    /// These bytes.
    Same,
    /// This content in other bytes.
    Content,
    /// Not from here.
    Foreign,
}

/// What is said of a PDF.
#[derive(Debug, Serialize)]
struct Finding {
    result: Verdict,
    why: String,
}

impl Finding {
    fn foreign(why: impl Into<String>) -> Self {
        Self {
            result: Verdict::Foreign,
            why: why.into(),
        }
    }
}

/// Carries it out, where the setting of pages can be ended.
pub fn run(command: &Verify, common: &Common, context: &Context) -> Result<Ending, Failure> {
    let shown = command.file.display().to_string();
    let unreadable =
        |why: &str| Failure::of(format!("`{shown}` cannot be read: {why}")).at(shown.clone());
    let length = fs::metadata(&command.file).map(|file| file.len());
    let length = length.map_err(|error| unreadable(&reason(&error)))?;
    if length > limits::PDF_FILE {
        return Err(unreadable("it is larger than any PDF that is read"));
    }
    let bytes = fs::read(&command.file).map_err(|error| unreadable(&reason(&error)))?;
    let provenance =
        pdf::provenance(bytes.clone()).map_err(|error| unreadable(&error.to_string()))?;
    let (disk, request) = resolve::resolve(common, Mode::Check)?;
    let finding = match &provenance.origin {
        None => {
            Finding::foreign("it does not say that planwright made it: it has no such keywords")
        }
        Some(origin) => {
            let origin = Origin {
                document: command
                    .document
                    .clone()
                    .unwrap_or_else(|| origin.document.clone()),
                ..origin.clone()
            };
            let asked = Asked {
                bytes: &bytes,
                provenance: &provenance,
                origin: &origin,
                request: Request {
                    progress: context.progress.clone(),
                    ..request
                },
            };
            asked.find(&disk)?
        }
    };
    (context.made)();
    context.console.print(&said(&finding, command.format)?)?;
    Ok(match finding.result {
        Verdict::Same => Ending::Good,
        Verdict::Content | Verdict::Foreign => Ending::DocumentsHaveErrors,
    })
}

fn said(finding: &Finding, format: VerifyFormat) -> Result<String, Failure> {
    if format == VerifyFormat::Json {
        return Ok(text::json(finding)? + "\n");
    }
    let result = match finding.result {
        Verdict::Same => "these bytes",
        Verdict::Content => "this content, other bytes",
        Verdict::Foreign => "not from here",
    };
    let line = format!("{result}: {}", finding.why);
    Ok(text::harmless(&line).replace('\n', " ") + "\n")
}

/// The PDF that is asked about.
struct Asked<'a> {
    bytes: &'a [u8],
    provenance: &'a Provenance,
    origin: &'a Origin,
    request: Request,
}

impl Asked<'_> {
    /// Looks through the revisions that may have made it; the first that did is the answer, else
    /// the first with its content.
    fn find(&self, disk: &Disk) -> Result<Finding, Failure> {
        let mut looked = Vec::new();
        let mut best = None;
        for name in self.revisions(disk) {
            let shown = name.trim_start_matches("refs/tags/").to_owned();
            match Revision::open(disk.root(), &name) {
                Err(error) => looked.push(format!("`{shown}` cannot be read ({})", error.error)),
                Ok(revision) => {
                    let shown = format!("`{shown}`");
                    match self.compare(&revision, &shown) {
                        Ok(Some(found)) if found.result == Verdict::Same => return Ok(found),
                        Ok(Some(found)) => best = best.or(Some(found)),
                        Ok(None) => looked.push(format!("{shown} has not")),
                        Err(_) => looked.push(format!("{shown} cannot be read")),
                    }
                }
            }
        }
        if let Some(found) = self.compare(disk, "the working tree")?
            && (found.result == Verdict::Same || best.is_none())
        {
            return Ok(found);
        }
        looked.push("the working tree has not".to_owned());
        Ok(best.unwrap_or_else(|| {
            Finding::foreign(format!(
                "no document `{}` with this content is found: {}",
                self.origin.document,
                looked.join(", ")
            ))
        }))
    }

    /// The commit that the PDF names, and the tags of its version.
    fn revisions(&self, disk: &Disk) -> Vec<String> {
        let Origin {
            document,
            version,
            commit,
            ..
        } = self.origin;
        let is_commit = |id: &&String| id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut revisions: Vec<String> = commit.iter().filter(is_commit).cloned().collect();
        let tags = disk.tags();
        let own = tags.versions(Some(document)).chain(tags.versions(None));
        let of_version = own.filter(|(_, behind)| behind == version);
        revisions.extend(of_version.map(|(name, _)| format!("refs/tags/{name}")));
        revisions
    }

    /// What comes of one revision; `None` if it has no such document or not with this content.
    fn compare(&self, files: &dyn Files, shown: &str) -> Result<Option<Finding>, Failure> {
        let snapshot = Snapshot::read(files, &[], SourceSet::default())?;
        let document = snapshot
            .documents()
            .find(|document| document.manifest.name == self.origin.document);
        let Some(document) = document else {
            return Ok(None);
        };
        let content = document.content(&snapshot.project.files);
        if content.fingerprint() != self.origin.content {
            return Ok(None);
        }
        let request = Request {
            documents: vec![document.folder.clone()],
            draft: self.origin.draft,
            line_numbers: self.origin.line_numbers,
            today: self
                .origin
                .today
                .as_deref()
                .and_then(|day| day.parse().ok()),
            mode: Mode::Outputs {
                pdf: true,
                html: false,
                text: false,
            },
            ..self.request.clone()
        };
        let outcome = pipeline::run(files, &request)?;
        Ok(Some(self.judge(outcome, document, shown)))
    }

    /// Compares the PDF with the one that was built.
    fn judge(&self, outcome: Outcome, document: &Document, shown: &str) -> Finding {
        let mut documents = outcome.documents.into_iter();
        let Some(built) = documents.find_map(|document| document.pdf) else {
            return Finding::foreign(format!(
                "{shown} has this content, but no PDF can be made of it to compare"
            ));
        };
        if built == self.bytes {
            return Finding {
                result: Verdict::Same,
                why: format!("{shown} makes them"),
            };
        }
        let cause = self.cause();
        let own = heard(self.bytes.to_vec(), document);
        match (own, heard(built, document)) {
            (Some(one), Some(other)) if one == other => Finding {
                result: Verdict::Content,
                why: format!("{shown} has it; {cause}"),
            },
            (None, _) => Finding::foreign(format!(
                "its keywords name the content of {shown}, but it has no tags that could be compared; {cause}"
            )),
            _ => Finding::foreign(format!(
                "its keywords name the content of {shown}, but its pages say something else; {cause}"
            )),
        }
    }

    /// Why its bytes are others.
    fn cause(&self) -> String {
        let this = program();
        let Provenance {
            creator,
            producer,
            updates,
            ..
        } = self.provenance;
        let creator = creator.as_deref().unwrap_or("a program without a name");
        if let Some(producer) = producer {
            format!("it was saved by another program, `{producer}`")
        } else if *updates > 0 {
            "another program added something at its end".to_owned()
        } else if creator.starts_with(PROGRAM) && creator != this {
            format!("it was made by `{creator}`, and this is `{this}`")
        } else if creator != this {
            format!("it was saved by another program, `{creator}`")
        } else {
            "what is no content differs, such as the version table or the look, or its bytes were changed"
                .to_owned()
        }
    }
}

/// What the cards of a document say in a PDF, without those that are no content; `None` if they
/// cannot be heard.
fn heard(pdf: Vec<u8>, document: &Document) -> Option<String> {
    let pdf = pdf::read(pdf).ok()?;
    let said = hear::announce(&pdf);
    let cards: Vec<&Card> = document.cards.iter().filter(|card| !card.made).collect();
    let ids: Vec<&str> = cards.iter().map(|card| card.id.name.as_str()).collect();
    let part = |card: &&Card| hear::part(&said, &pdf.places, &ids, &card.id.name);
    let first = cards.iter().find_map(part)?.start;
    let records: Vec<Range<usize>> = cards
        .iter()
        .filter(|card| card.is_record())
        .filter_map(part)
        .collect();
    let is_content = |at: &usize| !records.iter().any(|record| record.contains(at));
    let content: Vec<Utterance> = (first..said.len())
        .filter(is_content)
        .map(|at| said[at].clone())
        .collect();
    Some(hear::lines(&content, hear::language(&pdf)))
}
