//! Two states of a project: what changed in its documents, and each document with both states in
//! its texts, as pages.

use std::collections::HashMap;
use std::mem;

use super::checked::Checked;
use super::session::Session;
use super::{Request, Unread, typeset};
use crate::check::Unresolved;
use crate::diagnostic::Report;
use crate::discover::Files;
use crate::model::document::Document;
use crate::model::manifest::Status;
use crate::model::redline::Redline;
use crate::model::settings::Settings;
use crate::parse::markdown;
use crate::record::diff::{
    Condition, DocumentDiff, Placeholders, State, as_markdown, compare as compare_documents,
    headline,
};
use crate::source::{Source, SourceId, SourceSet, TextMap};

/// One state of a project, and what it is called: a version, the first digits of a commit,
/// `working`.
pub struct NamedState<'a> {
    pub files: &'a dyn Files,
    pub name: String,
}

/// What changed in one document.
pub struct Compared {
    pub diff: DocumentDiff,
    /// `SLUG-vOLD-vNEW-redline`.
    pub stem: String,
    pub pdf: Option<Vec<u8>>,
    pub html: Option<String>,
    pub pages: Option<usize>,
}

/// What came of a comparison.
pub struct Comparison {
    pub documents: Vec<Compared>,
    /// What kept pages from being made.
    pub report: Report,
    /// The texts of both states.
    pub sources: SourceSet,
    /// Those of the newer state.
    pub settings: Settings,
}

/// Compares the documents that the newer state has, or the one that is named, with the older
/// state; `conditions` are those of an endorsement of it. `request` says which outputs are wanted; open placeholders never keep them back.
pub fn compare(
    old: &NamedState<'_>,
    new: &NamedState<'_>,
    document: Option<&str>,
    conditions: &[Condition],
    request: &Request,
) -> Result<Comparison, Unread> {
    let mut unsaid = Report::default();
    let request = Request {
        draft: true,
        ..request.clone()
    };
    let (mut before, reports) =
        Session::begin(old.files, &request, SourceSet::default(), &mut unsaid)?;
    let open_before = unresolved(&before, reports)?;
    let sources = mem::take(&mut before.snapshot.project.sources);
    let mut report = Report::default();
    let (mut session, reports) = Session::begin(new.files, &request, sources, &mut report)?;
    let open = unresolved(&session, reports)?;
    let mut documents = Vec::new();
    for at in 0..session.snapshot.models.len() {
        let Some(newer) = session.snapshot.models[at].as_ref() else {
            continue;
        };
        if session.snapshot.project.documents[at].lacks_manifest
            || document.is_some_and(|name| !is_called(newer, name))
        {
            continue;
        }
        let older = before
            .snapshot
            .documents()
            .find(|older| older.manifest.name == newer.manifest.name)
            .or_else(|| {
                before
                    .snapshot
                    .documents()
                    .find(|older| older.folder == newer.folder)
            });
        let nothing;
        let older = match older {
            Some(older) => older,
            None => {
                nothing = newer.without_texts();
                &nothing
            }
        };
        let (mut diff, merged, mut redline) = compare_documents(
            State {
                document: older,
                files: &before.snapshot.project.files,
                kinds: &before.snapshot.kinds,
            },
            State {
                document: newer,
                files: &session.snapshot.project.files,
                kinds: &session.snapshot.kinds,
            },
        );
        diff.old.clone_from(&old.name);
        diff.new.clone_from(&new.name);
        diff.placeholders = placeholders(of(&open_before, older), of(&open, newer));
        diff.conditions = conditions.to_vec();
        diff.summary = headline(&diff);
        let stem = format!(
            "{}-{}-{}-redline",
            newer.manifest.slug,
            named(&old.name),
            named(&new.name)
        );
        let mut compared = Compared {
            diff,
            stem,
            pdf: None,
            html: None,
            pages: None,
        };
        if request.mode.sets_pages() {
            let open = of(&open, newer).to_vec();
            summarise(&mut session, &compared.diff, &mut redline);
            pages(
                &mut compared,
                &merged,
                &redline,
                &open,
                &session,
                &mut report,
            )?;
        }
        documents.push(compared);
    }
    Ok(Comparison {
        documents,
        report,
        sources: session.snapshot.project.sources,
        settings: session.snapshot.settings,
    })
}

fn is_called(document: &Document, name: &str) -> bool {
    let name = name.trim_end_matches('/').trim_start_matches("./");
    document.manifest.name == name || document.folder == name
}

/// `v0.9` for a version, else as it is.
fn named(name: &str) -> String {
    let is_version = name.contains('.') && name.starts_with(|c: char| c.is_ascii_digit());
    let name = if is_version {
        format!("v{name}")
    } else {
        name.to_owned()
    };
    name.replace(
        |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')),
        "-",
    )
}

/// The open places of each document, by its manifest.
pub(super) type Open = HashMap<SourceId, Vec<Unresolved>>;

pub(super) fn unresolved(session: &Session<'_>, reports: Vec<Report>) -> Result<Open, Unread> {
    let mut open = Open::new();
    for (model, report) in session.snapshot.models.iter().zip(reports) {
        let Some(document) = model else { continue };
        let checked = Checked::of(document, session, report)?;
        open.insert(document.manifest.source, checked.unresolved);
    }
    Ok(open)
}

fn of<'a>(open: &'a Open, document: &Document) -> &'a [Unresolved] {
    open.get(&document.manifest.source)
        .map_or(&[], Vec::as_slice)
}

/// How many open places came and went: the same rule and the same words are the same place.
fn placeholders(old: &[Unresolved], new: &[Unresolved]) -> Placeholders {
    let mut counts: HashMap<(&str, &str), isize> = HashMap::new();
    for one in old {
        *counts.entry((&one.code, &one.text)).or_default() -= 1;
    }
    for one in new {
        *counts.entry((&one.code, &one.text)).or_default() += 1;
    }
    let sum = |sign: isize| -> usize {
        let sizes = counts.values().map(|count| (count * sign).max(0));
        sizes.map(isize::unsigned_abs).sum()
    };
    Placeholders {
        opened: sum(1),
        closed: sum(-1),
    }
}

/// Writes the first page.
fn summarise(session: &mut Session<'_>, diff: &DocumentDiff, redline: &mut Redline) {
    let of = format!("From {} to {}.", called(&diff.old), called(&diff.new));
    let text = as_markdown(diff, &of);
    let sources = &mut session.snapshot.project.sources;
    let id = sources.add(Source::new("what-changed.md", text.clone()));
    let map = TextMap::verbatim(id, 0);
    redline.summary = markdown::parse(&text, &map, "en-GB", &mut Report::default());
}

fn called(name: &str) -> String {
    match name {
        "working" => "the files as they are now".to_owned(),
        name if name.contains('.') => format!("version {name}"),
        name => format!("revision {name}"),
    }
}

/// Sets the pages of a document with both states in its texts.
fn pages(
    compared: &mut Compared,
    merged: &Document,
    redline: &Redline,
    open: &[Unresolved],
    session: &Session<'_>,
    report: &mut Report,
) -> Result<(), Unread> {
    let is_draft = !open.is_empty()
        || merged
            .manifest
            .current()
            .is_none_or(|version| version.status == Status::Draft);
    let (built, found) = typeset::redline(merged, redline, open, is_draft, session)?;
    report.extend(found);
    compared.pdf = built.pdf;
    compared.html = built.html;
    compared.pages = built.pages;
    Ok(())
}
