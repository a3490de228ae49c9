//! One document: its manifest, its cards in reading order with their numbers, and all ids.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use serde_json::Value as Json;

use super::anchors::{Anchor, Anchors, collect};
use super::card::Card;
use super::facts::Facts;
use super::kinds::Kinds;
use super::layers::{Layered, Layers};
use super::manifest::{DEFAULT_LANGUAGE, Manifest};
use super::neighbours;
use super::numbering::{Numbered, Numbers, number};
use super::schema::Schema;
use super::tables::Tables;
use super::theme::Theme;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Place, Report, Severity, did_you_mean};
use crate::discover::{Folder, Project};
use crate::parse::body::plain_text;
use crate::parse::yaml;
use crate::source::Span;

/// A document as a whole.
#[derive(Debug)]
pub struct Document {
    /// Its folder, below the root.
    pub folder: String,
    pub manifest: Manifest,
    pub theme: Theme,
    pub cards: Vec<Card>,
    /// The cards that are files, by their path.
    by_path: HashMap<String, usize>,
    pub numbers: Numbers,
    pub anchors: Anchors,
    pub words: Words,
    /// Those of which it speaks, once they were quoted (`facts::Sheet::quote`).
    pub facts: Facts,
}

impl Document {
    /// Reads a document; `None` if it has no manifest that can be read.
    pub fn read(folder: &Folder, project: &Project, kinds: &Kinds, report: &mut Report) -> Option<Self> {
        let manifest = read_manifest(folder, project, report);
        let language = manifest.as_ref().map_or(DEFAULT_LANGUAGE, |manifest| manifest.language.as_str());
        let tables = Tables { by_path: &project.tables, sources: &project.sources };
        let read: Vec<(Card, Report)> = folder
            .cards
            .par_iter()
            .map(|&id| {
                let mut report = Report::default();
                let card = Card::read(id, tables, kinds, language, &mut report);
                (card, report)
            })
            .collect();
        let mut cards = Vec::with_capacity(read.len());
        for (card, found) in read {
            report.extend(found);
            cards.push(card);
        }
        let cards = with_folders(cards, &folder.path, report);
        let manifest = manifest?;
        if folder.cards.is_empty() && !folder.lacks_manifest {
            let span = Span::new(manifest.source, project.sources.get(manifest.source).line_range(1));
            let diagnostic = Diagnostic::error("schema/no-cards", span, "this document has no cards")
                .help("put Markdown files beside `document.yaml`, such as `01-foreword.md`");
            report.push(diagnostic);
        }
        let theme = Theme::read(&manifest.fields, &folder.path, &project.templates, &project.sources, report);
        let words = Words::of(&manifest.language);
        let numbers = number(&cards, &folder.path, kinds, manifest.numbered_paragraphs, words);
        let anchors = collect(&cards, &numbers, kinds, words, report);
        let files = cards.iter().enumerate().filter(|(_, card)| !card.made);
        let by_path = files.map(|(index, card)| (card.path.clone(), index)).collect();
        let (folder, facts) = (folder.path.clone(), Facts::default());
        Some(Self { folder, manifest, theme, cards, by_path, numbers, anchors, words, facts })
    }

    /// The card of a file, by its index.
    pub fn card_at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The place of a card among the document's numbers.
    pub fn place(&self, card: usize) -> &Numbered {
        &self.numbers.cards[card]
    }

    /// What a reference that stands at `from` prints: the target's label; with a number, if the reference stands in a card that counts
    /// for itself and the target does not, or the other way round, also of what it is the number.
    pub fn label_of(&self, anchor: &Anchor, from: Span) -> String {
        let within = self.place(anchor.card).within.filter(|&within| anchor.span != self.cards[within].id.span);
        if !anchor.is_number || within == self.numbers.home(from.source) {
            return anchor.label.clone();
        }
        let whole = within.map_or_else(|| self.manifest.called.clone(), |within| plain_text(self.cards[within].short()));
        format!("{} {} {whole}", anchor.label, self.words.of)
    }
}

fn read_manifest(folder: &Folder, project: &Project, report: &mut Report) -> Option<Manifest> {
    let id = folder.manifest?;
    if folder.lacks_manifest {
        let path = project.sources.get(id).path().to_owned();
        let message = format!("the document has no manifest: `{path}` is missing");
        let diagnostic = Diagnostic::new(Severity::Error, "schema/missing-document", Place::Path(path), message).help(
            "write one: a line `title: …`, a line `versions:`, and below it `  - version: \"0.1\"` and `    date: 2026-01-15`",
        );
        report.push(diagnostic);
    }
    // What an empty manifest lacks has been said.
    let mut unsaid = Report::default();
    let report = if folder.lacks_manifest { &mut unsaid } else { report };
    let source = project.sources.get(id);
    let layers = Layers { templates: &project.templates, sources: &project.sources };
    let base = layers.read("schemas/document.yaml", report)?;
    let kind = type_of(source.text());
    let kind = kind.as_deref().unwrap_or("plan");
    let layered = layers.over(&base, &format!("types/{kind}/schema.yaml"), report);
    let mut layered = layered.or_else(|| Some(Layered { schema: Schema::compile(base).ok()?, usable: true }))?;
    layered.schema.tell(neighbours::of_types(kind, &project.templates));
    let mut manifest = Manifest::read(id, source, &folder.path, layered.schema, report);
    manifest.usable &= !folder.lacks_manifest;
    manifest.has_schema = layered.usable;
    check_type(&manifest, project, report);
    Some(manifest)
}

/// The type must be known before the manifest is checked, because it may add keys; in YAML that is broken elsewhere too.
fn type_of(text: &str) -> Option<String> {
    if let Ok(manifest) = yaml::data(text) {
        return manifest.get("type").and_then(Json::as_str).map(str::to_owned).filter(|word| !word.is_empty());
    }
    let line = text.lines().find_map(|line| line.strip_prefix("type:"))?;
    let word = line.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    (!word.is_empty()).then(|| word.to_owned())
}

fn check_type(manifest: &Manifest, project: &Project, report: &mut Report) {
    let name = &manifest.kind;
    if project.templates.get(&format!("types/{name}/document.typ")).is_some() {
        return;
    }
    let span = manifest.fields.get("type").map_or(manifest.fields.span, |field| field.span);
    let names: Vec<&str> = project.templates.names("types").collect();
    if names.contains(&name.as_str()) {
        let help = format!("write `templates/types/{name}/document.typ`, or delete the folder and write another type");
        let message = format!("the type `{name}` has no template, so its documents cannot be drawn");
        report.push(Diagnostic::error("template/missing", span, message).help(help));
        return;
    }
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the types are {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    report.push(Diagnostic::error("schema/unknown-type", span, format!("there is no type `{name}`")).help(help));
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
            at = at.rsplit_once('/').map_or_else(String::new, |(above, _)| above.to_owned());
        }
        for path in missing.into_iter().rev() {
            let mut made = Card::of_folder(&path, &card);
            made.id.name = free_id(&made.id.name, &ids);
            ids.insert(made.id.name.clone());
            let message =
                format!("the folder `{path}` has no `index.md`; its title is made from its name: “{}”", made.title_text());
            let diagnostic = Diagnostic::new(Severity::Hint, "document/missing-index", Place::Path(made.path.clone()), message)
                .help("add an `index.md` with a `title:` and, if you like, an introduction");
            report.push(diagnostic);
            all.push(made);
        }
        all.push(card);
    }
    all
}

/// The id of a card that nobody wrote gives way to those that authors see: `risks/risks.md` is no second `risks`.
fn free_id(name: &str, taken: &HashSet<String>) -> String {
    let later = (2..).map(|count| format!("{name}-{count}"));
    std::iter::once(name.to_owned()).chain(later).find(|id| !taken.contains(id)).unwrap_or_default()
}
