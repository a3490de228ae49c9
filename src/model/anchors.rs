//! What a reference can lead to: every id of a document, with the words that a reference without
//! text prints.

use std::collections::{BTreeMap, BTreeSet};

use super::card::Card;
use super::copies::{Copies, changed_copy};
use super::field::{Field, FieldValue, Role};
use super::kinds::Kinds;
use super::labels;
use super::numbering::{Numbered, Numbers};
use super::own_words::OwnWords;
use super::words::Words;
use crate::diagnostic::{Cause, Diagnostic, Place, Report, rules};
use crate::parse::body::{Block, BlockKind, Body, Caption, Id, Item, List, plain_text};
use crate::source::Span;

/// The target of a reference.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// What `[](#id)` prints.
    pub label: String,
    pub span: Span,
    /// The card in which it stands, by its index.
    pub card: usize,
    pub target: Target,
    /// Whether the label is a number, which another card that counts for itself may have as well.
    pub is_number: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Card,
    Heading,
    Figure,
    Table,
    /// A numbered paragraph, or another item of a list.
    Item,
    /// A part of a typed card, such as a risk.
    Part,
}

/// All ids of a document.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    by_id: BTreeMap<String, Anchor>,
    /// The printed labels of figures and tables, by the place of their block.
    labels: BTreeMap<Span, String>,
}

impl Anchors {
    pub fn get(&self, id: &str) -> Option<&Anchor> {
        self.by_id.get(id)
    }

    /// An id as the target has it, and what it leads to.
    pub fn get_key(&self, id: &str) -> Option<(&str, &Anchor)> {
        self.by_id
            .get_key_value(id)
            .map(|(id, anchor)| (id.as_str(), anchor))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Anchor)> {
        self.by_id.iter().map(|(id, anchor)| (id.as_str(), anchor))
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// The printed labels of all figures and tables.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.values().map(String::as_str)
    }

    /// “Figure 3” of the figure, or “Table 3” of the table, that stands at a place.
    pub fn label_at(&self, block: Span) -> Option<&str> {
        self.labels.get(&block).map(String::as_str)
    }
}

/// Collects the ids of all cards in reading order; numbers figures and tables on the way.
pub fn collect(
    cards: &[Card],
    numbers: &Numbers,
    kinds: &Kinds,
    (words, own): (Words, &OwnWords),
    copies: &Copies,
    report: &mut Report,
) -> Anchors {
    let anchors = Anchors::default();
    let guessed = cards
        .iter()
        .filter(|card| card.broken && !card.explicit_id)
        .map(|card| card.id.span)
        .collect();
    let told = BTreeSet::new();
    let mut collector = Collector {
        anchors,
        cards,
        guessed,
        numbers,
        figures: 0,
        tables: 0,
        card: 0,
        is_free: false,
        words,
        own,
        copies,
        told,
        report,
    };
    for (index, (card, place)) in cards.iter().zip(&numbers.cards).enumerate() {
        collector.card = index;
        match kind_label(card, kinds, own) {
            Some(label) => collector.add(&card.id, label, Target::Card),
            None if place.number.is_some() => {
                collector.add_numbered(&card.id, number_label(card, place, words), Target::Card);
            }
            None => collector.add(&card.id, card.title_text(), Target::Card),
        }
        collector.body(&card.body);
        collector.field(&card.fields, 0, &card.fields);
    }
    let anchors = collector.anchors;
    said_once(report);
    anchors
}

/// An id whose form the kind's schema has turned down need not be turned down again.
fn said_once(report: &mut Report) {
    let told = report.diagnostics().iter();
    let forms = told.filter(|diagnostic| diagnostic.is(rules::schema::WRONG_FORM));
    let forms = TurnedDown(forms.map(|diagnostic| diagnostic.place.clone()).collect());
    report.hold_back(&forms);
}

/// The values that a schema has turned down for their form.
struct TurnedDown(Vec<Place>);

impl Cause for TurnedDown {
    fn explains(&self, finding: &Diagnostic) -> bool {
        finding.is(rules::reference::INVALID_ID) && self.0.contains(&finding.place)
    }
}

/// What the item of a list is called by which others are named that stand in it: “1.4” or “2(b)”.
#[derive(Clone)]
struct Enclosing {
    name: String,
    /// Whether it is, or stands in, a numbered paragraph.
    is_paragraph: bool,
}

/// The places of the lists that stand in the blocks of an item, but not in an item of these.
fn lists_within(blocks: &[Block], found: &mut impl FnMut(Span)) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(_) => found(block.span),
            kind => kind
                .child_blocks()
                .into_iter()
                .for_each(|inner| lists_within(inner, found)),
        }
    }
}

struct Collector<'r> {
    anchors: Anchors,
    cards: &'r [Card],
    /// Where the ids of cards stand that could not be read: they are made from the names of the
    /// files, and their own may be others.
    guessed: BTreeSet<Span>,
    numbers: &'r Numbers,
    figures: usize,
    tables: usize,
    card: usize,
    /// Whether the id that is being added may have any signs.
    is_free: bool,
    words: Words,
    own: &'r OwnWords,
    copies: &'r Copies,
    /// The copies of which it has been said that they are such.
    told: BTreeSet<usize>,
    report: &'r mut Report,
}

impl Collector<'_> {
    fn add(&mut self, id: &Id, label: String, target: Target) {
        if let Some(first) = self.anchors.by_id.get(&id.name) {
            if self.guessed.contains(&id.span) || self.guessed.contains(&first.span) {
                return;
            }
            if let Some((copy, original)) = self.copied(first) {
                // One id says it for all of them.
                if !self.told.insert(copy) {
                    return;
                }
                self.report.push(changed_copy(
                    &self.cards[copy].path,
                    &self.cards[original].path,
                ));
            }
            let diagnostic = rules::reference::DUPLICATE_ID
                .at(id.span, format!("the id `{}` is there twice", id.name))
                .related(first.span, "the first one is here")
                .help("give one of the two another id; ids are unique in a document");
            self.report.push(diagnostic);
            return;
        }
        if !self.is_free && target != Target::Card && !Id::is_valid(&id.name) {
            let message = format!("`{}` cannot be an id", id.name);
            let diagnostic = rules::reference::INVALID_ID.at(id.span, message);
            self.report.push(diagnostic.help(
                "an id is letters, digits, hyphens and dots, with a letter or a digit first, such as `fig-footprints` or `1.1.3`",
            ));
        }
        let anchor = Anchor {
            label,
            span: id.span,
            card: self.card,
            target,
            is_number: false,
        };
        self.anchors.by_id.insert(id.name.clone(), anchor);
    }

    /// If of the card that is being read and the one in which an id stands one is a copy of the
    /// other: the copy, and the other.
    fn copied(&self, first: &Anchor) -> Option<(usize, usize)> {
        let is_copy = |copy: usize, of: usize| {
            self.copies.changed.get(&self.cards[copy].source) == Some(&self.cards[of].source)
        };
        let (this, other) = (self.card, first.card);
        [(this, other), (other, this)]
            .into_iter()
            .find(|(copy, of)| is_copy(*copy, *of))
    }

    /// Adds an id whose label is a number.
    fn add_numbered(&mut self, id: &Id, label: String, target: Target) {
        self.add(id, label, target);
        if let Some(anchor) = self
            .anchors
            .by_id
            .get_mut(&id.name)
            .filter(|anchor| anchor.span == id.span)
        {
            anchor.is_number = true;
        }
    }

    fn body(&mut self, body: &Body) {
        // What the items are called in which lists stand, by the places of the lists.
        let mut nested: BTreeMap<Span, Enclosing> = BTreeMap::new();
        body.walk(&mut |block| match &block.kind {
            BlockKind::Heading(heading) => {
                if let Some(id) = &heading.id {
                    match self.numbers.heading(block.span) {
                        Some(number) => self.add_numbered(
                            id,
                            format!("{} {number}", self.words.section),
                            Target::Card,
                        ),
                        None => self.add(id, plain_text(&heading.content), Target::Heading),
                    }
                }
            }
            BlockKind::List(list) => self.items(list, block.span, &mut nested),
            BlockKind::Figure(picture) => {
                if let Some(caption) = &picture.caption {
                    self.figures += 1;
                    let label = format!("{} {}", self.words.figure, self.figures);
                    self.captioned(caption, label, block.span, Target::Figure);
                }
            }
            BlockKind::Table(table) => {
                if let Some(caption) = &table.caption {
                    self.tables += 1;
                    let label = format!("{} {}", self.words.table, self.tables);
                    self.captioned(caption, label, block.span, Target::Table);
                }
            }
            _ => {}
        });
    }

    /// The ids of a list's items. An item within a numbered one is called by both: “Paragraph
    /// 1.4(b)”.
    fn items(&mut self, list: &List, span: Span, nested: &mut BTreeMap<Span, Enclosing>) {
        let paragraphs = self.numbers.paragraphs(span);
        let around = nested.get(&span).cloned();
        for (index, item) in list.items.iter().enumerate() {
            let own = match (paragraphs, list.number(index), &around) {
                (Some(paragraphs), ..) => Some(Enclosing {
                    name: paragraphs.of(index),
                    is_paragraph: true,
                }),
                (None, Some(number), Some(outer)) => {
                    let name = format!("{}({})", outer.name, list.enumerator.number(number));
                    Some(Enclosing { name, ..*outer })
                }
                (None, Some(number), None) => {
                    let number = list.enumerator.number(number);
                    let name = if list.enumerator.is_digits() {
                        number
                    } else {
                        format!("({number})")
                    };
                    Some(Enclosing {
                        name,
                        is_paragraph: false,
                    })
                }
                (None, None, outer) => outer.clone(),
            };
            if let Some(id) = &item.id {
                self.item(id, own.as_ref(), item);
            }
            if let Some(own) = own {
                lists_within(&item.blocks, &mut |span| {
                    nested.insert(span, own.clone());
                });
            }
        }
    }

    fn item(&mut self, id: &Id, enclosing: Option<&Enclosing>, item: &Item) {
        match enclosing {
            Some(Enclosing {
                name,
                is_paragraph: true,
            }) => {
                self.add_numbered(id, format!("{} {name}", self.words.paragraph), Target::Item);
            }
            Some(Enclosing { name, .. }) => {
                self.add(id, format!("{} {name}", self.words.item), Target::Item);
            }
            None => {
                let first = item
                    .blocks
                    .iter()
                    .flat_map(|block| block.kind.runs())
                    .map(plain_text)
                    .next();
                self.add(id, first.unwrap_or_default(), Target::Heading);
            }
        }
    }

    fn captioned(&mut self, caption: &Caption, label: String, span: Span, target: Target) {
        if let Some(id) = &caption.id {
            self.add(id, label.clone(), target);
        }
        self.anchors.labels.insert(span, label);
    }

    /// `position` counts the entries of the list in which the field's mapping stands, from 1;
    /// `within` is that mapping.
    fn field(&mut self, field: &Field, position: usize, within: &Field) {
        match &field.value {
            FieldValue::Word(word) => {
                if let Role::Id { label } | Role::Key { label } = &word.role {
                    let id = Id {
                        name: word.text.clone(),
                        span: field.span,
                    };
                    let label = labels::filled(&self.own.form(label), |key| match key {
                        "id" => Some(word.text.clone()),
                        "n" => Some(position.to_string()),
                        key => within.get(key).and_then(value_text),
                    });
                    // Where a key of the label is blank, the id has to do.
                    self.is_free = matches!(word.role, Role::Key { .. });
                    self.add(
                        &id,
                        label.unwrap_or_else(|| word.text.clone()),
                        Target::Part,
                    );
                    self.is_free = false;
                }
            }
            FieldValue::Blocks(body) => self.body(body),
            FieldValue::List(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| self.field(item, index + 1, item));
            }
            FieldValue::Map(entries) => entries
                .iter()
                .for_each(|entry| self.field(&entry.field, position, field)),
            _ => {}
        }
    }
}

/// “Section 2.1” or “Appendix A”; the title of a card that has no number.
fn number_label(card: &Card, place: &Numbered, words: Words) -> String {
    match &place.number {
        Some(number) if place.is_appendix => number.clone(),
        Some(number) => format!("{} {number}", words.section),
        None => card.title_text(),
    }
}

/// What the kind says that the card is called (`x-reference`), such as “Workstream 3”.
pub fn kind_label(card: &Card, kinds: &Kinds, own: &OwnWords) -> Option<String> {
    let form = own.form(kinds.get(&card.kind)?.reference.as_deref()?);
    labels::filled(&form, |key| value_text(card.fields.get(key)?))
}

/// A value as plain text; `None` for a blank, a list or a mapping.
pub fn value_text(field: &Field) -> Option<String> {
    match &field.value {
        FieldValue::Number(number) => Some(number.spelling.clone()),
        FieldValue::Word(word) => Some(word.text.clone()),
        FieldValue::Inline(content) => Some(plain_text(content)),
        FieldValue::Blocks(body) => Some(body.plain_text()),
        FieldValue::Bool(value) => Some(value.to_string()),
        FieldValue::Date(date) => Some(date.to_string()),
        FieldValue::Month(date) => Some(format!("{:04}-{:02}", date.year(), date.month())),
        _ => None,
    }
}
