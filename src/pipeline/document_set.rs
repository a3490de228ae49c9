//! Which folders are documents: those that were asked for, and the others of the project; and what
//! is wrong with their names.

use crate::diagnostic::{Diagnostic, Place, Report, rules};
use crate::discover::{self, Files, MANIFEST_FILE, SETTINGS_FILE};
use crate::model::settings::Settings;
use crate::source::Span;

/// The folders of the project's documents, below the root, with every link followed.
pub(super) struct DocumentSet {
    /// Those that were asked for.
    pub wanted: Vec<String>,
    pub others: Vec<String>,
}

impl DocumentSet {
    pub fn of(
        files: &dyn Files,
        settings: &Settings,
        documents: &[String],
        report: &mut Report,
    ) -> Self {
        let all = documents.is_empty();
        let mut known: Vec<(String, Option<Span>)> = Vec::new();
        for (path, named) in &settings.documents {
            let Some(real) = files.real_folder(path) else {
                if all {
                    let nowhere = named.is_none() && !files.has_file(SETTINGS_FILE);
                    report.push(if nowhere {
                        no_project(path, files)
                    } else {
                        missing_folder(path, *named)
                    });
                }
                continue;
            };
            match known.iter().find(|(first, _)| *first == real) {
                Some((_, first)) => report.push(named_twice(&real, *named, *first)),
                None => known.push((real, *named)),
            }
        }
        let known: Vec<String> = known.into_iter().map(|(real, _)| real).collect();
        if all {
            return Self {
                wanted: known,
                others: Vec::new(),
            };
        }
        let mut wanted: Vec<String> = Vec::new();
        for path in documents {
            let real = files.real_folder(path);
            let around = real
                .as_ref()
                .filter(|real| !files.has_file(&format!("{real}/{MANIFEST_FILE}")));
            match real.as_ref() {
                Some(real)
                    if let Some(whole) = around.and_then(|part| {
                        known.iter().find(|whole| discover::is_below(part, whole))
                    }) =>
                {
                    report.push(part_of(real, whole));
                }
                Some(real) if !wanted.contains(real) => wanted.push(real.clone()),
                Some(_) => {}
                None => report.push(missing_folder(path, None)),
            }
        }
        let others = known
            .into_iter()
            .filter(|path| !wanted.contains(path))
            .collect();
        Self { wanted, others }
    }

    /// Whether the project has more than one document.
    pub fn several(&self) -> bool {
        self.wanted.len() + self.others.len() > 1
    }

    /// What is no part of a document that lies around it: the other documents, the outputs and the
    /// templates.
    pub fn except<'a>(&'a self, settings: &'a Settings) -> Vec<&'a str> {
        let documents = self.wanted.iter().chain(&self.others).map(String::as_str);
        documents
            .chain([settings.output.as_str(), settings.templates.as_str()])
            .collect()
    }
}

/// The endings of files that somebody may name instead of the folder in which they lie.
const FILES: [&str; 4] = [".md", ".markdown", ".yaml", ".yml"];

fn missing_folder(path: &str, named: Option<Span>) -> Diagnostic {
    let (message, help) = if FILES.iter().any(|ending| path.ends_with(ending)) {
        let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let message = format!("a document is a folder, and `{path}` names a file");
        (
            message,
            format!("write `{folder}`, the folder in which it lies"),
        )
    } else {
        let message = format!("there is no folder `{path}`, so there is no document in it");
        let manifest = format!("write `{path}/{MANIFEST_FILE}` and cards beside it");
        (
            message,
            format!("{manifest}, or name another folder under `documents` in `{SETTINGS_FILE}`"),
        )
    };
    let place = named.map_or_else(
        || Place::Path(format!("{path}/{MANIFEST_FILE}")),
        Place::Span,
    );
    rules::schema::MISSING_DOCUMENT
        .of(place, message)
        .help(help)
}

/// Where neither settings nor a document are found, nothing is said of what might be missing in
/// one.
fn no_project(path: &str, files: &dyn Files) -> Diagnostic {
    let place = Place::Path(format!("{path}/{MANIFEST_FILE}"));
    let (message, help) = if files.has_file(MANIFEST_FILE) {
        (
            format!(
                "this folder is a document of a project and no project: it holds a `{MANIFEST_FILE}` itself"
            ),
            "go to the folder above it, or name that one: `--root ..`".to_owned(),
        )
    } else {
        (
            format!("this folder is no project: it has neither `{SETTINGS_FILE}` nor `{path}/{MANIFEST_FILE}`"),
            "go to the folder of a project, or name it with `--root DIR`; `planwright init` writes a new one".to_owned(),
        )
    };
    rules::schema::MISSING_DOCUMENT
        .of(place, message)
        .help(help)
}

/// A folder that was asked for as a document, and is a part of one.
fn part_of(path: &str, whole: &str) -> Diagnostic {
    let shown = if whole.is_empty() { "." } else { whole };
    let place = Place::Path(format!("{path}/{MANIFEST_FILE}"));
    let message =
        format!("`{path}` is a folder of the document `{shown}`, and no document of its own");
    rules::schema::MISSING_DOCUMENT
        .of(place, message)
        .help(format!(
            "write `{shown}`: a document is checked and built as a whole"
        ))
}

fn named_twice(path: &str, named: Option<Span>, first: Option<Span>) -> Diagnostic {
    let shown = if path.is_empty() { "." } else { path };
    let place = named.map_or_else(|| Place::Path(SETTINGS_FILE.to_owned()), Place::Span);
    let message = format!("this is the folder `{shown}` again");
    let diagnostic = rules::schema::DUPLICATE_DOCUMENT.of(place, message);
    let diagnostic = diagnostic.help("delete this entry: a document is built once");
    match first {
        Some(span) => diagnostic.related(span, "it is named here already"),
        None => diagnostic,
    }
}
