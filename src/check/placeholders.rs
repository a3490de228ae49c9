//! The gate: every unresolved place of a document, found in bodies, front matter, cells, captions,
//! alternative texts and the version table (`docs/format.md#placeholders`).
//!
//! In a final build each is an error; in a draft each is a warning, and a mark on the page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::allowances::{AllowanceOwner, ProjectAllowances, Suppressions};
use super::flatten::Flat;
use super::placeholder::{Finding, Input, Place, Scanner};
use super::{Scope, due, empty_sections, placeholder};
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Cause, Diagnostic, Place as Spot, Report, Severity};
use crate::model::card::Card;
use crate::model::field::{Field, FieldValue, Role};
use crate::model::kinds::Kind;
use crate::model::settings::{PlaceholderSettings, unknown_code};
use crate::parse::body::{Block, BlockKind, Body, Inline, Picture, plain_text, walk_inlines};
use crate::scaffold::Sentences;
use crate::source::{SourceId, Span};

/// How strict the gate is, and what it lets through.
pub struct Gate<'a> {
    /// What finds wordings in a text.
    pub scanner: Scanner,
    /// What the project says to the gate.
    pub settings: &'a PlaceholderSettings,
    allowed: ProjectAllowances<'a>,
    /// Whether open places may stay, because it is a draft.
    pub draft: bool,
}

/// An unresolved place.
#[derive(Debug, Clone)]
pub struct Unresolved {
    /// The code, with its family.
    pub code: String,
    /// Where it stands.
    pub span: Span,
    /// As it will be printed.
    pub text: String,
    /// Who owes it, as its author says.
    pub owner: Option<String>,
    /// When it is owed.
    pub due: Option<Date>,
    /// What its author says of it.
    pub note: Option<String>,
    /// What looks like a due date and is no day, and where it stands.
    pub raw_due: Option<(String, Span)>,
    message: String,
    help: String,
}

impl<'a> Gate<'a> {
    /// Compiles the rules; a project's rule that is no pattern is reported, and the others are
    /// kept.
    pub fn new(
        settings: &'a PlaceholderSettings,
        scaffolding: &Sentences,
        draft: bool,
        report: &mut Report,
    ) -> Self {
        let mut rules: Vec<placeholder::ProjectRule> = Vec::new();
        for rule in &settings.rules {
            let one = placeholder::ProjectRule {
                id: rule.id.clone(),
                pattern: rule.pattern.clone(),
                message: rule.message.clone(),
            };
            match Scanner::check(&one) {
                Ok(()) => rules.push(one),
                Err(error) => {
                    let diagnostic =
                        rules::schema::INVALID_PATTERN.at(rule.span, error.to_string());
                    report
                        .push(diagnostic.help("write a regular expression of at least one character, in single quotation marks"));
                }
            }
        }
        let scanner =
            Scanner::new(&rules, &settings.off).or_else(|_| Scanner::new(&[], &settings.off));
        let scanner =
            scanner.unwrap_or_else(|error| unreachable!("the built-in rules compile: {error}"));
        let scanner = scanner.with_scaffolding(&scaffolding.sentences, &scaffolding.phrases);
        Self {
            scanner,
            settings,
            allowed: ProjectAllowances::new(settings),
            draft,
        }
    }
}

/// What was found in the manifest and in each card, with what is late among it.
pub type Found = Vec<(Vec<Unresolved>, Report)>;

/// Finds every unresolved place, in the order of the document; the cards are read side by side.
/// `so_far` says what is blank.
pub fn find(scope: &Scope<'_>, gate: &Gate<'_>, so_far: &Report) -> Found {
    let blanks = blanks(so_far);
    let names = declared_names(scope);
    let declared = |name: &str| names.contains(name);
    let language = scope.document.manifest.language.as_str();
    let finder = || Finder {
        gate,
        language,
        declared: &declared,
        found: Vec::new(),
    };
    let mut manifest = finder();
    manifest.field(&scope.document.manifest.fields, Place::Value);
    manifest.blanks(&blanks, scope.document.manifest.source);
    let mut found = vec![manifest.finish(scope, AllowanceOwner::Manifest)];
    let cards = scope
        .document
        .cards
        .par_iter()
        .zip(&scope.document.numbers.cards)
        .filter(|(card, _)| !card.made);
    found.par_extend(cards.map(|(card, numbered)| {
        let mut finder = finder();
        finder.field(&card.fields, Place::Value);
        finder.body(&card.body);
        let makes_content = scope.kinds.get(&card.kind).is_some_and(Kind::makes_content);
        finder.empty(card, numbered.is_part || makes_content);
        finder.blanks(&blanks, card.source);
        let rows = card
            .fields
            .get("rows")
            .filter(|rows| rows.span.source != card.source);
        rows.into_iter()
            .for_each(|rows| finder.blanks(&blanks, rows.span.source));
        finder.finish(scope, AllowanceOwner::Card(card))
    }));
    // A text that quotes a fact holds the fact's own words: a gap in them is found once, where the
    // fact is kept.
    let facts = &scope.document.facts;
    if let Some(source) = facts.source {
        found
            .iter_mut()
            .for_each(|(found, _)| found.retain(|one| one.span.source != source));
        let mut finder = finder();
        facts
            .iter()
            .for_each(|fact| finder.field(&fact.field, Place::Value));
        finder.blanks(&blanks, source);
        found.push(finder.finish(scope, AllowanceOwner::Facts));
    }
    found
}

/// Reports what was found.
pub fn report(
    scope: &Scope<'_>,
    gate: &Gate<'_>,
    found: Found,
    report: &mut Report,
) -> Vec<Unresolved> {
    let mut all = Vec::new();
    for (unresolved, late) in found {
        all.extend(unresolved);
        report.extend(late);
    }
    report.hold_back(&OpenPlaces::of(&all));
    if scope.only_document {
        gate.allowed.unused(report);
    }
    let own: Vec<String> = gate
        .settings
        .rules
        .iter()
        .map(|rule| rule.id.clone())
        .collect();
    for allowance in scope
        .document
        .cards
        .iter()
        .flat_map(|card| &card.body.allowances)
    {
        unknown_code(&allowance.code, allowance.span, &own, report);
    }
    for one in &all {
        let severity = if gate.draft {
            Severity::Warning
        } else {
            Severity::Error
        };
        let diagnostic = Diagnostic::new(
            severity,
            one.code.clone(),
            Spot::Span(one.span),
            one.message.clone(),
        );
        report.push(diagnostic.help(one.help.clone()));
    }
    all
}

/// Required keys without a value, by the source in which they stand.
type Blanks = BTreeMap<SourceId, Vec<Unresolved>>;

fn blanks(report: &Report) -> Blanks {
    let mut blanks = Blanks::new();
    for diagnostic in report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.is(rules::placeholder::BLANK))
    {
        let Spot::Span(span) = diagnostic.place else {
            continue;
        };
        blanks.entry(span.source).or_default().push(Unresolved {
            code: diagnostic.code.to_string(),
            span,
            text: diagnostic.message.clone(),
            owner: None,
            due: None,
            note: None,
            raw_due: None,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone().unwrap_or_default(),
        });
    }
    blanks
}

/// Where a due date that is no day stands, behind its placeholder.
fn raw_due(flat: &Flat<'_>, finding: &Finding, raw: &str) -> Option<Span> {
    let at = finding.range.start + flat.text[finding.range.start..].find(raw)?;
    flat.span(at..at + raw.len())
}

/// What is said of a value that is not what its key wants.
const OF_VALUES: [Rule; 9] = [
    rules::schema::WRONG_TYPE,
    rules::schema::NOT_ALLOWED,
    rules::schema::INVALID_DATE,
    rules::version::INVALID_DATE,
    rules::placeholder::BLANK,
    rules::figures::UNREAD,
    rules::figures::NOT_COMPUTABLE,
    rules::document::UNKNOWN_COLOUR,
    rules::document::UNKNOWN_FONT,
];

/// The open places of each source, in their order. A value that is a placeholder is reported as
/// that, and not for being of the wrong type as well.
struct OpenPlaces(BTreeMap<SourceId, Vec<Span>>);

impl OpenPlaces {
    fn of(all: &[Unresolved]) -> Self {
        let mut places: BTreeMap<SourceId, Vec<Span>> = BTreeMap::new();
        for one in all {
            places.entry(one.span.source).or_default().push(one.span);
        }
        for places in places.values_mut() {
            places.sort_by_key(|place| place.start);
        }
        Self(places)
    }
}

impl Cause for OpenPlaces {
    fn explains(&self, finding: &Diagnostic) -> bool {
        let Spot::Span(span) = finding.place else {
            return false;
        };
        let holds_one = |places: &Vec<Span>| {
            let first = places.partition_point(|place| place.start < span.start);
            places[first..]
                .iter()
                .take_while(|place| place.start <= span.end)
                .any(|place| span.contains(*place))
        };
        OF_VALUES.iter().any(|rule| finding.is(*rule))
            && self.0.get(&span.source).is_some_and(holds_one)
    }
}

/// What is no placeholder because the document says what it is: the terms of its glossary, for
/// `TBC` may be a council, and the names of its parts, for there may be an Appendix X.
fn declared_names(scope: &Scope<'_>) -> BTreeSet<String> {
    let document = scope.document;
    let mut names: BTreeSet<String> = document
        .numbers
        .cards
        .iter()
        .filter_map(|card| card.number.clone())
        .collect();
    for card in &document.cards {
        for entry in card
            .fields
            .get("entries")
            .into_iter()
            .flat_map(Field::items)
        {
            // What nobody has explained yet may be open itself.
            let is_explained = entry
                .get("text")
                .is_some_and(|text| !matches!(text.value, FieldValue::Blank));
            names.extend(
                entry
                    .get("term")
                    .filter(|_| is_explained)
                    .and_then(Field::inline)
                    .map(plain_text),
            );
        }
        names.extend(
            card.fields
                .get("title")
                .and_then(Field::inline)
                .and_then(part_name),
        );
        card.body.walk(&mut |block| match &block.kind {
            BlockKind::Heading(heading) => names.extend(part_name(&heading.content)),
            BlockKind::Table(table) => names.extend(
                table
                    .caption
                    .as_ref()
                    .and_then(|caption| part_name(&caption.content)),
            ),
            _ => {}
        });
    }
    names
}

/// `Appendix X` of “Appendix X: Equality impact”: a capital letter for a number, in a heading,
/// title or caption.
fn part_name(content: &[Inline]) -> Option<String> {
    let text = plain_text(content);
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (kind, letter) = (words.next()?, words.next()?);
    (letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_uppercase()))
        .then(|| format!("{kind} {letter}"))
}

struct Finder<'a> {
    gate: &'a Gate<'a>,
    language: &'a str,
    declared: &'a (dyn Fn(&str) -> bool + Sync),
    found: Vec<Unresolved>,
}

impl<'a> Finder<'a> {
    /// What has a key is a value; what stands in a list of lists is a cell.
    fn field(&mut self, field: &'a Field, place: Place) {
        match &field.value {
            FieldValue::Inline(content) => {
                self.run(content, Place::Value);
                self.pictures(content);
            }
            FieldValue::Blocks(body) => match body.blocks.as_slice() {
                [
                    Block {
                        kind: BlockKind::Paragraph(content),
                        ..
                    },
                ] => self.run(content, place),
                _ => self.body(body),
            },
            FieldValue::Word(word) if matches!(word.role, Role::Mismatch | Role::Plain) => {
                let text = crate::parse::body::Text {
                    text: word.text.clone(),
                    span: word.map.span(0..word.text.len()),
                };
                self.run(&[Inline::Text(text)], Place::Value);
            }
            FieldValue::List(items) => {
                let of_lists = items.iter().any(|item| !item.items().is_empty());
                items
                    .iter()
                    .for_each(|item| self.field(item, if of_lists { Place::Cell } else { place }));
            }
            FieldValue::Map(entries) => entries
                .iter()
                .for_each(|entry| self.field(&entry.field, place)),
            _ => {}
        }
    }

    fn body(&mut self, body: &'a Body) {
        self.blocks(&body.blocks);
        body.footnotes
            .iter()
            .for_each(|footnote| self.blocks(&footnote.blocks));
    }

    /// Blocks, each in the language of the passage in which it stands.
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
            let around = self.language;
            if let BlockKind::Passage { language, .. } = &block.kind {
                self.language = language;
            }
            block
                .kind
                .child_blocks()
                .into_iter()
                .for_each(|children| self.blocks(children));
            self.language = around;
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.run(&heading.content, Place::Heading),
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    self.run(&cell.content, Place::Cell);
                    self.pictures(&cell.content);
                }
                if let Some(caption) = &table.caption {
                    self.run(&caption.content, Place::Value);
                }
            }
            BlockKind::Figure(picture) => self.picture(picture),
            BlockKind::Paragraph(content) => {
                self.run(content, Place::Prose);
                self.pictures(content);
            }
            BlockKind::Definitions(definitions) => {
                definitions
                    .iter()
                    .for_each(|definition| self.run(&definition.term, Place::Value));
            }
            _ => {}
        }
    }

    fn picture(&mut self, picture: &Picture) {
        self.run(&picture.alt, Place::Value);
        if let Some(caption) = &picture.caption {
            self.run(&caption.content, Place::Value);
        }
    }

    /// Pictures and links in running text.
    fn pictures(&mut self, content: &[Inline]) {
        let mut pictures = Vec::new();
        walk_inlines(content, &mut |inline| match inline {
            Inline::Picture(picture) => pictures.push(picture.clone()),
            Inline::Link(link) if matches!(link.target.trim(), "" | "#") => {
                self.found.push(Unresolved {
                    code: rules::placeholder::DEAD_LINK.code.to_owned(),
                    span: link.span,
                    text: plain_text(&link.content),
                    owner: None,
                    due: None,
                    note: None,
                    raw_due: None,
                    message: "this link leads nowhere".to_owned(),
                    help: "put the address between the round brackets, or take the link away"
                        .to_owned(),
                });
            }
            _ => {}
        });
        pictures.iter().for_each(|picture| self.picture(picture));
    }

    fn run(&mut self, content: &[Inline], place: Place) {
        let flat = Flat::of(content);
        let (language, passages) = (self.language, flat.passages.as_slice());
        let input = Input {
            text: &flat.text,
            place,
            language,
            passages,
            declared: self.declared,
        };
        for finding in self.gate.scanner.scan(&input) {
            let Some(span) = flat.span(finding.range.clone()) else {
                continue;
            };
            let raw_due = finding
                .raw_due
                .as_deref()
                .and_then(|raw| Some((raw.to_owned(), raw_due(&flat, &finding, raw)?)));
            self.found.push(Unresolved {
                code: finding.code.into_owned(),
                span,
                text: flat.text[finding.range]
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                owner: finding.owner,
                due: finding.due,
                note: finding.note,
                raw_due,
                message: finding.message,
                help: finding.help,
            });
        }
    }

    fn empty(&mut self, card: &Card, may_be_bare: bool) {
        for (span, title) in empty_sections::find(card, may_be_bare) {
            self.found.push(Unresolved {
                code: rules::placeholder::EMPTY_SECTION.code.to_owned(),
                span,
                text: title.clone(),
                owner: None,
                due: None,
                note: None,
                raw_due: None,
                message: format!("nothing is written under “{title}”"),
                help:
                    "write the text, or `TO BE COMPLETED (owner, date) note`, or delete the heading"
                        .to_owned(),
            });
        }
    }

    /// Takes over what the schema found blank in a source.
    fn blanks(&mut self, blanks: &Blanks, source: SourceId) {
        self.found
            .extend(blanks.get(&source).into_iter().flatten().cloned());
    }

    /// In the order of the source, without what is allowed or switched off. What is late is
    /// reported beside.
    fn finish(mut self, scope: &Scope<'_>, owner: AllowanceOwner<'_>) -> (Vec<Unresolved>, Report) {
        let mut suppressions = Suppressions::new(scope, &self.gate.allowed, owner);
        self.found.sort_by_key(|one| (one.span.start, one.span.end));
        // A derived fact holds the words of the fact for which it waits: one gap, not two.
        self.found
            .dedup_by(|one, other| one.span == other.span && one.code == other.code);
        self.found
            .retain(|one| !suppressions.covers(&one.code, one));
        let mut report = Report::default();
        for one in &self.found {
            let late =
                due::diagnostic(one, scope).filter(|late| !suppressions.covers(&late.code, one));
            late.into_iter().for_each(|late| report.push(late));
        }
        suppressions.unused(&mut report);
        (self.found, report)
    }
}
