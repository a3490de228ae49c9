//! A document of which each text was read, and nothing that the texts name.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;
use serde_json::Value as Json;

use super::card::CardDraft;
use crate::diagnostic::{Place, Report, did_you_mean, rules};
use crate::discover::{Folder, Project};
use crate::model::card::Card;
use crate::model::cell_reference::{CellTable, CellValue, halves};
use crate::model::citations;
use crate::model::copies::Copies;
use crate::model::document::{Document, Filled};
use crate::model::facts::FactTable;
use crate::model::kinds::Kinds;
use crate::model::layers::{Layered, SchemaLoader};
use crate::model::manifest::{DEFAULT_LANGUAGE, Manifest, Manner};
use crate::model::neighbours;
use crate::model::quoting::FactResolver;
use crate::model::schema::Schema;
use crate::model::sheets::{Sheets, Wanted};
use crate::model::tables::Tables;
use crate::model::terms;
use crate::parse::yaml;

/// What a cell says, or what is wrong with its name and what to do.
type Cell = Option<Result<CellValue, (String, String)>>;

/// Where the texts of a document come from.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    pub folder: &'a Folder,
    pub project: &'a Project,
    pub kinds: &'a Kinds,
    /// What its cards take from workbooks.
    pub sheets: &'a Sheets,
}

/// A document of which each text was read, and nothing that the texts name.
#[derive(Debug)]
pub struct DocumentDraft {
    /// `None` if there is none that can be read.
    manifest: Option<Manifest>,
    cards: Vec<CardDraft>,
    copies: Copies,
    report: Report,
}

impl DocumentDraft {
    /// Reads the texts of a document, each for itself.
    pub fn read(folder: &Folder, project: &Project, kinds: &Kinds) -> Self {
        let mut report = Report::default();
        let manifest = read_manifest(folder, project, &mut report);
        let language = manifest
            .as_ref()
            .map_or(DEFAULT_LANGUAGE, |manifest| manifest.language.as_str());
        let copies = Copies::among(&folder.cards, &project.sources, &mut report);
        let cards = folder
            .cards
            .par_iter()
            .filter(|id| !copies.same.contains(id))
            .map(|&id| CardDraft::read(id, &project.sources, kinds, language))
            .collect();
        Self {
            manifest,
            cards,
            copies,
            report,
        }
    }

    /// The tables from which cards have their rows, in the language of the document.
    pub fn tables(&self, kinds: &Kinds) -> BTreeSet<Wanted> {
        let language = self
            .manifest
            .as_ref()
            .map_or(DEFAULT_LANGUAGE, |manifest| manifest.language.as_str());
        let wanted = |file| Wanted {
            file,
            language: language.to_owned(),
        };
        let files = self.cards.iter().filter_map(|card| card.table(kinds));
        files.map(wanted).collect()
    }

    /// The cell that `CARD#ROW/COLUMN` names in a table of figures; `None` if the document has no
    /// such card.
    pub fn cell(
        &self,
        reference: &str,
        project: &Project,
        sheets: &Sheets,
        kinds: &Kinds,
    ) -> Option<Cell> {
        let (card, cell) = halves(reference)?;
        let draft = self.cards.iter().find(|draft| draft.is_called(card))?;
        if draft.is_broken {
            return Some(None);
        }
        let keys = kinds
            .get(&draft.kind.name)
            .and_then(|kind| kind.sums.as_ref());
        let Some(keys) = keys else {
            let message = format!("the card `{card}` is no table of figures");
            let help = "name a card of kind `finance-table`".to_owned();
            return Some(Some(Err((message, help))));
        };
        let language = self.language();
        let tables = Tables {
            by_path: &project.tables,
            sources: &project.sources,
            sheets,
        };
        // What is wrong with the card is told when it is bound.
        let (card, _) = Card::bind(draft.clone(), tables, kinds, self.manner(), None);
        Some(Some(CellTable::of(&card, keys, language).find(cell)))
    }

    /// The ids of its tables of figures.
    pub fn tables_of_figures(&self, kinds: &Kinds) -> Vec<Cow<'_, str>> {
        let has_sums = |name: &str| kinds.get(name).is_some_and(|kind| kind.sums.is_some());
        let cards = self.cards.iter().filter(|card| has_sums(&card.kind.name));
        cards.map(CardDraft::id).collect()
    }

    fn manner(&self) -> Manner<'_> {
        Manner::of(self.manifest.as_ref())
    }

    fn language(&self) -> &str {
        let manifest = self.manifest.as_ref();
        manifest.map_or(DEFAULT_LANGUAGE, |manifest| manifest.language.as_str())
    }

    /// Binds the texts to what they name, and to each other. There is no document if it has no
    /// manifest that can be read.
    pub fn bind(
        self,
        around: Surroundings<'_>,
        facts: Option<&FactTable>,
    ) -> (Option<Document>, Report) {
        let Surroundings {
            folder,
            project,
            kinds,
            sheets,
        } = around;
        let Self {
            mut manifest,
            cards,
            copies,
            mut report,
        } = self;
        let language = manifest
            .as_ref()
            .map_or(DEFAULT_LANGUAGE, |manifest| manifest.language.as_str());
        let facts = facts
            .filter(|_| manifest.is_some())
            .map(|table| table.of_document(folder, project, language, &mut report));
        let tables = Tables {
            by_path: &project.tables,
            sources: &project.sources,
            sheets,
        };
        let manner = Manner::of(manifest.as_ref());
        let bound: Vec<(Card, Report)> = cards
            .into_par_iter()
            .map(|draft| Card::bind(draft, tables, kinds, manner, facts.as_ref()))
            .collect();
        let mut cards = Vec::with_capacity(bound.len());
        for (card, found) in bound {
            report.extend(found);
            cards.push(card);
        }
        let mut cards = with_folders(cards, &folder.path, &mut report);
        terms::fill(&mut cards, kinds, language);
        let citations = citations::fill(
            &mut cards,
            project,
            kinds,
            language,
            &folder.path,
            &mut report,
        );
        if let (Some(manifest), Some(facts)) = (&mut manifest, &facts) {
            FactResolver { facts }.field(&mut manifest.fields);
        }
        let document = manifest.map(|manifest| {
            let facts = facts.unwrap_or_default();
            let filled = Filled { facts, citations };
            Document::of(manifest, cards, filled, &copies, around, &mut report)
        });
        (document, report)
    }
}

fn read_manifest(folder: &Folder, project: &Project, report: &mut Report) -> Option<Manifest> {
    let id = folder.manifest?;
    if folder.lacks_manifest {
        let path = project.sources.get(id).path().to_owned();
        let message = format!("the document has no manifest: `{path}` is missing");
        let otherwise = "write one: a line `title: …`, a line `versions:`, and below it `  - version: \"0.1\"` and `    date: 2026-01-15`";
        let diagnostic = rules::schema::MISSING_DOCUMENT.of(Place::Path(path), message);
        report.push(
            match folder.unread.iter().find(|path| is_nearly_manifest(path)) {
                Some(near) => diagnostic.help(format!("rename `{near}`")),
                None => diagnostic.help(otherwise),
            },
        );
    }
    // What an empty manifest lacks has been said.
    let mut unsaid = Report::default();
    let report = if folder.lacks_manifest {
        &mut unsaid
    } else {
        report
    };
    let source = project.sources.get(id);
    let layers = SchemaLoader {
        templates: &project.templates,
        sources: &project.sources,
    };
    let base = layers.read("schemas/document.yaml", report)?;
    let kind = type_of(source.text());
    let kind = kind.as_deref().unwrap_or("plan");
    let layered = layers.over(&base, &format!("types/{kind}/schema.yaml"), report);
    let mut layered = layered.or_else(|| {
        Some(Layered {
            schema: Schema::compile(base).ok()?,
            usable: true,
        })
    })?;
    layered
        .schema
        .tell(neighbours::of_types(kind, &project.templates));
    let mut manifest = Manifest::read(id, source, &folder.path, layered.schema, report);
    manifest.usable &= !folder.lacks_manifest;
    manifest.has_schema = layered.usable;
    check_type(&manifest, project, report);
    Some(manifest)
}

/// Whether a file that nobody read is called nearly as a manifest is: `document.yml`,
/// `Document.yaml`.
fn is_nearly_manifest(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.to_ascii_lowercase().starts_with("document.y"))
}

/// The type must be known before the manifest is checked, because it may add keys; in YAML that is
/// broken elsewhere too.
fn type_of(text: &str) -> Option<String> {
    if let Ok(manifest) = yaml::data(text) {
        return manifest
            .get("type")
            .and_then(Json::as_str)
            .map(str::to_owned)
            .filter(|word| !word.is_empty());
    }
    let line = text.lines().find_map(|line| line.strip_prefix("type:"))?;
    let word = line
        .split('#')
        .next()
        .unwrap_or_default()
        .trim()
        .trim_matches(['"', '\'']);
    (!word.is_empty()).then(|| word.to_owned())
}

fn check_type(manifest: &Manifest, project: &Project, report: &mut Report) {
    let name = &manifest.kind;
    if project
        .templates
        .get(&format!("types/{name}/document.typ"))
        .is_some()
    {
        return;
    }
    let span = manifest
        .fields
        .get("type")
        .map_or(manifest.fields.span, |field| field.span);
    let names: Vec<&str> = project.templates.names("types").collect();
    if names.contains(&name.as_str()) {
        let help = format!(
            "write `templates/types/{name}/document.typ`, or delete the folder and write another type"
        );
        let message =
            format!("the type `{name}` has no template, so its documents cannot be drawn");
        report.push(rules::template::MISSING.at(span, message).help(help));
        return;
    }
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the types are {}",
            names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    report.push(
        rules::schema::UNKNOWN_TYPE
            .at(span, format!("there is no type `{name}`"))
            .help(help),
    );
}

/// Puts in a card for each folder that has none of its own, with a hint.
fn with_folders(cards: Vec<Card>, folder: &str, report: &mut Report) -> Vec<Card> {
    let mut known: HashSet<String> = HashSet::from([folder.to_owned()]);
    let mut ids: HashSet<String> = cards.iter().map(|card| card.id.name.clone()).collect();
    let mut all = Vec::with_capacity(cards.len());
    for card in cards {
        let mut missing: Vec<String> = Vec::new();
        let mut at = card.folder().to_owned();
        while !known.contains(&at) && at.len() > folder.len() {
            known.insert(at.clone());
            if !(card.is_index() && card.folder() == at) {
                missing.push(at.clone());
            }
            at = at
                .rsplit_once('/')
                .map_or_else(String::new, |(above, _)| above.to_owned());
        }
        for path in missing.into_iter().rev() {
            let mut made = Card::of_folder(&path, &card);
            made.id.name = free_id(&made.id.name, &ids);
            ids.insert(made.id.name.clone());
            let message = format!(
                "the folder `{path}` has no `index.md`; its title is made from its name: “{}”",
                made.title_text()
            );
            let diagnostic = rules::document::MISSING_INDEX
                .of(Place::Path(made.path.clone()), message)
                .help("add an `index.md` with a `title:` and, if you like, an introduction");
            report.push(diagnostic);
            all.push(made);
        }
        all.push(card);
    }
    all
}

/// The id of a card that nobody wrote gives way to those that authors see: `risks/risks.md` is no
/// second `risks`.
fn free_id(name: &str, taken: &HashSet<String>) -> String {
    let later = (2..).map(|count| format!("{name}-{count}"));
    std::iter::once(name.to_owned())
        .chain(later)
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}
