//! One document: its manifest, its cards in reading order with their numbers, and all ids.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::anchors::{Anchor, Anchors, Target, collect};
use super::card::Card;
use super::citations::Citations;
use super::copies::Copies;
use super::draft::Surroundings;
use super::facts::Facts;
use super::field::Field;
use super::headings::{self, Headings};
use super::manifest::Manifest;
use super::numbering::{Numbered, Numbers, number};
use super::terms::{self, Term};
use super::theme::Theme;
use super::words::Words;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::parse::body::{Inline, plain_text};
use crate::source::Span;

/// What was filled into the texts of cards.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub facts: Facts,
    pub citations: Citations,
}

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
    /// Those of which it speaks.
    pub facts: Facts,
    /// What its bibliographies have.
    pub citations: Citations,
    /// Those that its glossaries declare.
    pub terms: Vec<Term>,
    /// Made when a link asks for one by the words of a heading.
    headings: OnceLock<Headings>,
    /// Made when something is drawn.
    referred: OnceLock<BTreeMap<Span, String>>,
}

impl Document {
    /// Numbers the cards, and collects what text may refer to.
    pub(super) fn of(
        manifest: Manifest,
        cards: Vec<Card>,
        filled: Filled,
        copies: &Copies,
        around: Surroundings<'_>,
        report: &mut Report,
    ) -> Self {
        let Surroundings {
            folder,
            project,
            kinds,
            ..
        } = around;
        if folder.cards.is_empty() && !folder.lacks_manifest {
            let top = project.sources.get(manifest.source).line_range(1);
            report.push(no_cards(Span::new(manifest.source, top)));
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
        let anchors = collect(
            &cards,
            &numbers,
            kinds,
            (words, &manifest.own_words),
            copies,
            report,
        );
        let terms = terms::declared(&cards, kinds);
        let files = cards.iter().enumerate().filter(|(_, card)| !card.made);
        let by_path = files
            .map(|(index, card)| (card.path.clone(), index))
            .collect();
        Self {
            folder: folder.path.clone(),
            manifest,
            theme,
            cards,
            by_path,
            numbers,
            anchors,
            words,
            facts: filled.facts,
            citations: filled.citations,
            terms,
            headings: OnceLock::new(),
            referred: OnceLock::new(),
        }
    }

    /// The same document with other texts: numbers, labels and names stay what they are.
    pub fn with_texts(&self, fields: Field, cards: Vec<Card>) -> Self {
        Self {
            folder: self.folder.clone(),
            manifest: Manifest {
                fields,
                ..self.manifest.clone()
            },
            theme: self.theme.clone(),
            cards,
            by_path: self.by_path.clone(),
            numbers: self.numbers.clone(),
            anchors: self.anchors.clone(),
            words: self.words,
            facts: self.facts.clone(),
            citations: self.citations.clone(),
            terms: self.terms.clone(),
            headings: OnceLock::new(),
            referred: OnceLock::new(),
        }
    }

    /// What stands for it before it was there: nothing but its name.
    pub fn without_texts(&self) -> Self {
        Self {
            facts: Facts::default(),
            ..self.with_texts(Field::empty(self.manifest.fields.span), Vec::new())
        }
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

fn no_cards(top: Span) -> Diagnostic {
    rules::schema::NO_CARDS
        .at(top, "this document has no cards")
        .help("put Markdown files beside `document.yaml`, such as `01-foreword.md`")
}
