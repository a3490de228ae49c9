//! What is read: the documents that were asked for, the files that they name, and, only if one of
//! them refers to another or a fact may have its figure there, the rest of the project's documents,
//! of which nothing is reported.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::document_set::DocumentSet;
use crate::check;
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean, rules};
use crate::discover::{
    self, DiscoverError, Files, Folder, MANIFEST_FILE, Named, Project, SETTINGS_FILE,
};
use crate::model::cell_reference::halves;
use crate::model::document::Document;
use crate::model::draft::{DocumentDraft, Surroundings};
use crate::model::facts::FactTable;
use crate::model::kinds::Kinds;
use crate::model::mentions::Mentions;
use crate::model::project_index::ProjectIndex;
use crate::model::settings::Settings;
use crate::model::sheets::{Sheets, Wanted};

/// A document as it was read, and what was found while reading.
pub(super) struct Model {
    /// `None` if it has no manifest that can be read.
    pub document: Option<Document>,
    pub report: Report,
}

/// All that the checks and the pages need.
pub(super) struct Loaded {
    /// One for each document that was asked for, in the order of `Project::documents`.
    pub models: Vec<Model>,
    pub project_index: ProjectIndex,
    /// `None` if the project has none.
    pub facts: Option<FactTable>,
}

/// Reads what was asked for, and what that names.
pub(super) fn load(
    files: &dyn Files,
    sites: &DocumentSet,
    settings: &Settings,
    kinds: &Kinds,
    project: &mut Project,
    report: &mut Report,
) -> Result<Loaded, DiscoverError> {
    let except = sites.except(settings);
    for path in &sites.wanted {
        let folder = discover::read_document(files, path, &except, project, report)?;
        folder
            .nested
            .iter()
            .for_each(|nested| report.push(unlisted(nested, path)));
        project.documents.push(folder);
    }
    let drafts = draft(&project.documents, project, kinds);
    let wanted = wanted(&drafts, kinds);
    discover::read_named(files, &tables_named(&wanted), project, report)?;
    discover::read_bibliographies(paths(&wanted), project, report);
    let sheets = Sheets::read(of_workbooks(wanted), project);
    facts_file(files, settings, project, report)?;
    let mut others = None;
    if asks_for_cells(project) && !sites.others.is_empty() {
        // The cell of a fact may stand in any document.
        others = Some(Others::read(files, sites, &except, project, kinds)?);
    }
    let own = drafts.iter().map(|draft| (draft, &sheets));
    let read = others.iter().flat_map(Others::drafts);
    let drafted: Vec<_> = own.chain(read).collect();
    let facts = facts(&drafted, kinds, project, report);
    let models = bind(
        drafts,
        &project.documents,
        project,
        kinds,
        &sheets,
        facts.as_ref(),
    );
    let (names, named) = mentioned(&models);
    discover::read_named(files, &named, project, report)?;
    let is_missing = |file: &Named| {
        !project.files.contains_key(&file.path) && !project.linked.contains(&file.path)
    };
    if named.iter().any(is_missing) {
        // It is a help, and nothing more: what cannot be looked through is not.
        let outputs = [settings.output.as_str(), settings.templates.as_str()];
        project.elsewhere = files
            .files_below("", &outputs)
            .map(|below| below.files)
            .unwrap_or_default();
    }
    not_read(project, report);
    let mut neighbours = Vec::new();
    if leads_away(&names, &named, sites, &models) {
        let others = match others {
            Some(others) => others,
            None => Others::read(files, sites, &except, project, kinds)?,
        };
        neighbours = bind(
            others.drafts,
            &others.folders,
            project,
            kinds,
            &others.sheets,
            facts.as_ref(),
        );
    }
    let all = || {
        models
            .iter()
            .chain(&neighbours)
            .filter_map(|model| model.document.as_ref())
    };
    check::check_names(
        &all().collect::<Vec<&Document>>(),
        sites.several(),
        &project.sources,
        report,
    );
    let project_index = if names.is_empty() && named.is_empty() {
        ProjectIndex::default()
    } else {
        ProjectIndex::new(all())
    };
    Ok(Loaded {
        models,
        project_index,
        facts,
    })
}

/// What lies beside cards and is no part of the document, unless a card names it.
fn not_read(project: &Project, report: &mut Report) {
    let unread = project.documents.iter().flat_map(|folder| &folder.unread);
    let is_named =
        |path: &String| project.files.contains_key(path) || project.linked.contains(path);
    unread
        .filter(|path| !is_named(path))
        .for_each(|path| report.push(discover::not_read(path)));
}

/// Documents that were not asked for.
struct Others {
    folders: Vec<Folder>,
    drafts: Vec<DocumentDraft>,
    /// The parts of workbooks that they name.
    sheets: Sheets,
}

impl Others {
    /// Reads them; nothing of them is reported.
    fn read(
        files: &dyn Files,
        sites: &DocumentSet,
        except: &[&str],
        project: &mut Project,
        kinds: &Kinds,
    ) -> Result<Self, DiscoverError> {
        let mut unsaid = Report::default();
        let folders = sites
            .others
            .iter()
            .map(|path| discover::read_document(files, path, except, project, &mut unsaid));
        let folders = folders.collect::<Result<Vec<Folder>, DiscoverError>>()?;
        let drafts = draft(&folders, project, kinds);
        let wanted = wanted(&drafts, kinds);
        discover::read_named(files, &tables_named(&wanted), project, &mut unsaid)?;
        discover::read_bibliographies(paths(&wanted), project, &mut unsaid);
        let sheets = Sheets::read(of_workbooks(wanted), project);
        Ok(Self {
            folders,
            drafts,
            sheets,
        })
    }

    fn drafts(&self) -> impl Iterator<Item = (&DocumentDraft, &Sheets)> {
        self.drafts.iter().map(|draft| (draft, &self.sheets))
    }
}

/// Whether a fact may have its figure from a table.
fn asks_for_cells(project: &Project) -> bool {
    let facts = project.facts.map(|id| project.sources.get(id).text());
    facts.is_some_and(|text| text.contains("cell:"))
}

/// Reads the file of facts, if there is one.
fn facts_file(
    files: &dyn Files,
    settings: &Settings,
    project: &mut Project,
    report: &mut Report,
) -> Result<(), DiscoverError> {
    let (path, named) = &settings.facts;
    if !discover::read_facts(files, path, project, report)?
        && let Some(span) = named
    {
        let diagnostic =
            rules::reference::MISSING_FILE.at(*span, format!("the file `{path}` is not there"));
        report.push(
            diagnostic.help("write the file, or take the key `facts` away; facts are optional"),
        );
    }
    Ok(())
}

/// The facts of the project, checked and computed; `drafts` are the documents whose cells they may
/// name.
fn facts(
    drafts: &[(&DocumentDraft, &Sheets)],
    kinds: &Kinds,
    project: &Project,
    report: &mut Report,
) -> Option<FactTable> {
    let cell = |reference: &str| {
        let found = drafts
            .iter()
            .find_map(|(draft, sheets)| draft.cell(reference, project, sheets, kinds));
        found.unwrap_or_else(|| {
            let tables = drafts
                .iter()
                .flat_map(|(draft, _)| draft.tables_of_figures(kinds));
            Some(Err(no_such_card(reference, &tables.collect::<Vec<_>>())))
        })
    };
    FactTable::read(project, &cell, report)
}

/// `names` are the ids of all tables of figures.
fn no_such_card(reference: &str, names: &[Cow<'_, str>]) -> (String, String) {
    match halves(reference) {
        Some((card, _)) => (
            format!("no card has the id or the path `{card}`"),
            match did_you_mean(card, names.iter().map(Cow::as_ref)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the id of a finance table, then `#ROW/COLUMN`".to_owned(),
            },
        ),
        None => (
            format!("`{reference}` names no cell"),
            "write `CARD#ROW/COLUMN`, such as `budget#Total/2026/27`".to_owned(),
        ),
    }
}

/// The texts of documents, each for itself.
fn draft(folders: &[Folder], project: &Project, kinds: &Kinds) -> Vec<DocumentDraft> {
    folders
        .par_iter()
        .map(|folder| DocumentDraft::read(folder, project, kinds))
        .collect()
}

/// The tables from which cards have their rows.
fn wanted(drafts: &[DocumentDraft], kinds: &Kinds) -> BTreeSet<Wanted> {
    drafts
        .iter()
        .flat_map(|draft| draft.tables(kinds))
        .collect()
}

/// The files in which they stand.
fn tables_named(wanted: &BTreeSet<Wanted>) -> Vec<Named> {
    let paths: BTreeSet<&str> = paths(wanted).collect();
    paths
        .into_iter()
        .map(|path| Named {
            path: path.to_owned(),
            shown: true,
        })
        .collect()
}

fn paths(wanted: &BTreeSet<Wanted>) -> impl Iterator<Item = &str> {
    wanted.iter().map(|one| one.file.path.as_str())
}

/// Those that stand in workbooks.
fn of_workbooks(wanted: BTreeSet<Wanted>) -> BTreeSet<Wanted> {
    wanted
        .into_iter()
        .filter(|one| discover::is_workbook(&one.file.path))
        .collect()
}

/// Documents of their texts and of what these name.
fn bind(
    drafts: Vec<DocumentDraft>,
    folders: &[Folder],
    project: &Project,
    kinds: &Kinds,
    sheets: &Sheets,
    facts: Option<&FactTable>,
) -> Vec<Model> {
    drafts
        .into_par_iter()
        .zip(folders)
        .map(|(draft, folder)| {
            let around = Surroundings {
                folder,
                project,
                kinds,
                sheets,
            };
            let (document, report) = draft.bind(around, facts);
            Model { document, report }
        })
        .collect()
}

/// The names of documents, and the files, that any document mentions.
fn mentioned(models: &[Model]) -> (BTreeSet<String>, Vec<Named>) {
    let of = |model: &Model| {
        model
            .document
            .as_ref()
            .map(Mentions::of)
            .unwrap_or_default()
    };
    let mut names = BTreeSet::new();
    let mut files = BTreeSet::new();
    for mentions in models.par_iter().map(of).collect::<Vec<Mentions>>() {
        names.extend(mentions.names);
        files.extend(mentions.files);
    }
    (names, files.into_iter().collect())
}

/// Whether a reference may lead to a document that was not asked for.
fn leads_away(
    names: &BTreeSet<String>,
    named: &[Named],
    sites: &DocumentSet,
    models: &[Model],
) -> bool {
    let documents = models.iter().filter_map(|model| model.document.as_ref());
    let known: BTreeSet<&str> = documents
        .map(|document| document.manifest.name.as_str())
        .collect();
    let elsewhere = |file: &Named| {
        sites
            .others
            .iter()
            .any(|other| discover::is_below(&file.path, other))
    };
    let is_card = |file: &Named| !file.shown && elsewhere(file);
    names.iter().any(|name| !known.contains(name.as_str())) || named.iter().any(is_card)
}

fn unlisted(nested: &str, around: &str) -> Diagnostic {
    let around = if around.is_empty() { "." } else { around };
    let place = Place::Path(format!("{nested}/{MANIFEST_FILE}"));
    let message = format!(
        "`{nested}` is a document of its own, so its cards are no part of `{around}`, and nothing builds it"
    );
    rules::schema::UNLISTED_DOCUMENT.of(place, message).help(format!(
        "add `{nested}` to `documents` in `{SETTINGS_FILE}`; or, if its cards belong to `{around}`, delete its `{MANIFEST_FILE}`"
    ))
}
