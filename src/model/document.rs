//! One document: its manifest, its cards in reading order with their numbers, and all ids.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use serde_json::Value as Json;

use super::anchors::{Anchor, Anchors, Target, collect};
use super::card::Card;
use super::copies::Copies;
use super::facts::Facts;
use super::headings::{self, Headings};
use super::kinds::Kinds;
use super::layers::{Layered, SchemaLoader};
use super::manifest::{DEFAULT_LANGUAGE, Manifest};
use super::neighbours;
use super::numbering::{Numbered, Numbers, number};
use super::schema::Schema;
use super::tables::Tables;
use super::theme::Theme;
use super::words::Words;
use crate::diagnostic::{Place, Report, did_you_mean, rules};
use crate::discover::{Folder, Project};
use crate::parse::body::{Inline, plain_text};
use crate::parse::yaml;
use crate::source::Span;

/// A document as a whole.
#[derive(Debug)]
pub struct Document {
    /// Its folder, below the root.
    pub folder: String,
    /// What `document.yaml` says.
    pub manifest: Manifest,
    /// Its colours and typefaces.
    pub theme: Theme,
    /// In reading order.
    pub cards: Vec<Card>,
    /// The cards that are files, by their path.
    by_path: HashMap<String, usize>,
    /// The numbers of cards, headings and paragraphs.
    pub numbers: Numbers,
    /// What text may refer to, by id.
    pub anchors: Anchors,
    /// What the program prints itself, in the document's language.
    pub words: Words,
    /// Those of which it speaks, once they were quoted (`facts::FactTable::quote`).
    pub facts: Facts,
    /// Made when a link asks for one by the words of a heading.
    headings: OnceLock<Headings>,
    /// Made when something is drawn.
    referred: OnceLock<BTreeMap<Span, String>>,
}

impl Document {
    /// Reads a document; `None` if it has no manifest that can be read.
    pub fn read(
        folder: &Folder,
        project: &Project,
        kinds: &Kinds,
        report: &mut Report,
    ) -> Option<Self> {
        let manifest = read_manifest(folder, project, report);
        let language = manifest
            .as_ref()
            .map_or(DEFAULT_LANGUAGE, |manifest| manifest.language.as_str());
        let tables = Tables {
            by_path: &project.tables,
            sources: &project.sources,
        };
        let copies = Copies::among(&folder.cards, &project.sources, report);
        let read: Vec<(Card, Report)> = folder
            .cards
            .par_iter()
            .filter(|id| !copies.same.contains(id))
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
            let span = Span::new(
                manifest.source,
                project.sources.get(manifest.source).line_range(1),
            );
            let diagnostic = rules::schema::NO_CARDS
                .at(span, "this document has no cards")
                .help("put Markdown files beside `document.yaml`, such as `01-foreword.md`");
            report.push(diagnostic);
        }
        let theme = Theme::read(
            &manifest.fields,
            &folder.path,
            &project.templates,
            &project.sources,
            report,
        );
        let words = Words::of(&manifest.language);
        let numbers = number(
            &cards,
            &folder.path,
            kinds,
            manifest.numbered_paragraphs,
            words,
        );
        let anchors = collect(&cards, &numbers, kinds, words, &copies, report);
        let files = cards.iter().enumerate().filter(|(_, card)| !card.made);
        let by_path = files
            .map(|(index, card)| (card.path.clone(), index))
            .collect();
        let (folder, facts) = (folder.path.clone(), Facts::default());
        let (headings, referred) = (OnceLock::new(), OnceLock::new());
        Some(Self {
            folder,
            manifest,
            theme,
            cards,
            by_path,
            numbers,
            anchors,
            words,
            facts,
            headings,
            referred,
        })
    }

    /// The card of a file, by its index.
    pub fn card_at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The place of a card among the document's numbers.
    pub fn place(&self, card: usize) -> &Numbered {
        &self.numbers.cards[card]
    }

    /// The headings by the anchors that GitHub gives them.
    pub fn headings(&self) -> &Headings {
        self.headings.get_or_init(|| Headings::of(self))
    }

    /// What a heading without an id is called in an output, if a text refers to it.
    pub fn name_of_heading(&self, block: Span) -> Option<&str> {
        self.referred
            .get_or_init(|| headings::referred(self))
            .get(&block)
            .map(String::as_str)
    }

    /// Where a heading without an id stands, and what a reference to it prints.
    pub(super) fn anchor_of_heading(&self, card: usize, block: Span, words: &str) -> Anchor {
        match self.numbers.heading(block) {
            Some(number) => {
                let label = format!("{} {number}", self.words.section);
                Anchor {
                    label,
                    span: block,
                    card,
                    target: Target::Card,
                    is_number: true,
                }
            }
            None => Anchor {
                label: words.to_owned(),
                span: block,
                card,
                target: Target::Heading,
                is_number: false,
            },
        }
    }

    /// Every piece of running text, each with the folder to which its links are relative.
    pub fn walk_inlines<'a>(&'a self, visit: &mut impl FnMut(&'a str, &'a Inline)) {
        self.manifest
            .fields
            .walk_inlines(&mut |inline| visit(&self.folder, inline));
        self.facts.iter().for_each(|fact| {
            fact.field
                .walk_inlines(&mut |inline| visit(&self.folder, inline));
        });
        for card in self.cards.iter().filter(|card| !card.made) {
            card.fields
                .walk_inlines(&mut |inline| visit(card.folder(), inline));
            card.body
                .walk_inlines(&mut |inline| visit(card.folder(), inline));
        }
    }

    /// What a reference that stands at `from` prints: the target's label; with a number, if the
    /// reference stands in a card that counts for itself and the target does not, or the other
    /// way round, also of what it is the number.
    pub fn label_of(&self, anchor: &Anchor, from: Span) -> String {
        let within = self
            .place(anchor.card)
            .within
            .filter(|&within| anchor.span != self.cards[within].id.span);
        if !anchor.is_number || within == self.numbers.home(from.source) {
            return anchor.label.clone();
        }
        let whole = within.map_or_else(
            || self.manifest.called.clone(),
            |within| plain_text(self.cards[within].short()),
        );
        format!("{} {} {whole}", anchor.label, self.words.of)
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
