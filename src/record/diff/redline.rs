//! Compares two states of a document card by card, and puts them together as the newer one with the
//! changes in its texts.

use rayon::prelude::*;

use super::blocks::{BodyDiff, Side, Sides, count_blocks, merge_bodies};
use super::cards::{Matched, Pair};
use super::fields::{Fields, plain};
use super::words::merge;
use super::{
    CardChange, CardDiff, DocumentDiff, FactDiff, FieldDiff, State, Words, marked, ratings,
};
use crate::model::card::Card;
use crate::model::content::Content;
use crate::model::document::Document;
use crate::model::field::Field;
use crate::model::redline::{Redline, Removed};
use crate::parse::body::{Body, Change, Inline, plain_text};

/// Keys that are not said, because they are where a card stands and not what it says, or because
/// the title is said as such.
const NOT_SAID: [&str; 4] = ["id", "kind", "title", "short-title"];

/// What changed, and the newer document with both states in its texts.
pub fn compare(old: State<'_>, new: State<'_>) -> (DocumentDiff, Document, Redline) {
    let matched = Matched::of(&old.document.cards, &new.document.cards);
    let mut diff = DocumentDiff {
        document: new.document.manifest.name.clone(),
        ..DocumentDiff::default()
    };
    let mut changes = Redline::default();
    let fields = manifest(old, new, &mut changes, &mut diff.cards);
    let mut cards = new.document.cards.clone();
    let compared: Vec<(usize, Compared)> = matched
        .pairs
        .par_iter()
        .map(|pair| (pair.new, pair_of(*pair, old, new)))
        .collect();
    let added: Vec<(usize, Compared)> = matched
        .added
        .par_iter()
        .map(|&at| (at, added(&new.document.cards[at], new)))
        .collect();
    let mut all: Vec<(usize, Compared)> = compared.into_iter().chain(added).collect();
    all.sort_by_key(|(at, _)| *at);
    for (at, compared) in all {
        changes.add(compared.changes);
        if let Some(card) = compared.card {
            cards[at] = card;
        }
        diff.cards.extend(compared.diff);
    }
    for &at in &matched.removed {
        let card = &old.document.cards[at];
        diff.cards.push(gone(card));
        changes.removed.push(as_removed(card));
    }
    diff.facts = facts(old.document, new.document);
    let document = new.document.with_texts(fields, cards);
    (diff, document, changes)
}

/// What came of one card.
struct Compared {
    /// With both states in its texts; `None` if it says what it said.
    card: Option<Card>,
    /// `None` if nothing is to be said of it.
    diff: Option<CardDiff>,
    changes: Redline,
}

fn sides<'a>(old: State<'a>, new: State<'a>, before: &'a Card, after: &'a Card) -> Sides<'a> {
    Sides {
        old: Side {
            folder: before.folder(),
            files: old.files,
            notes: &before.body.footnotes,
        },
        new: Side {
            folder: after.folder(),
            files: new.files,
            notes: &after.body.footnotes,
        },
    }
}

fn manifest(
    old: State<'_>,
    new: State<'_>,
    changes: &mut Redline,
    said: &mut Vec<CardDiff>,
) -> Field {
    let sides = Sides {
        old: Side {
            folder: &old.document.folder,
            files: old.files,
            notes: &[],
        },
        new: Side {
            folder: &new.document.folder,
            files: new.files,
            notes: &[],
        },
    };
    let mut fields = Fields {
        sides,
        language: new.document.words,
        found: Vec::new(),
        changes,
    };
    let (before, after) = (&old.document.manifest.fields, &new.document.manifest.fields);
    let merged = fields.keys(before, after, &["theme", "pdf"]);
    let found = fields.found;
    if !found.is_empty() {
        said.push(CardDiff {
            path: manifest_path(new.document),
            title: "The document itself".to_owned(),
            fields: found,
            ..CardDiff::default()
        });
    }
    merged
}

fn manifest_path(document: &Document) -> String {
    if document.folder.is_empty() {
        crate::discover::MANIFEST_FILE.to_owned()
    } else {
        format!("{}/{}", document.folder, crate::discover::MANIFEST_FILE)
    }
}

/// A card in two states.
fn pair_of(pair: Pair, old: State<'_>, new: State<'_>) -> Compared {
    let (before, after) = (&old.document.cards[pair.old], &new.document.cards[pair.new]);
    let mut changes = Redline::default();
    let old_path = (before.path != after.path).then(|| before.path.clone());
    let is_moved = pair.is_moved || old_path.is_some();
    let is_same = before.content(old.files) == after.content(new.files);
    let mut diff = CardDiff {
        id: Some(after.id.name.clone()),
        path: after.path.clone(),
        old_path,
        title: after.title_text(),
        change: CardChange::Moved,
        ..CardDiff::default()
    };
    if is_same {
        return Compared {
            card: None,
            diff: is_moved.then_some(diff),
            changes,
        };
    }
    let sides = sides(old, new, before, after);
    let mut card = after.clone();
    let mut found = Vec::new();
    if before.kind != after.kind {
        found.push(FieldDiff {
            field: "kind".to_owned(),
            old: Some(before.kind.clone()),
            new: Some(after.kind.clone()),
        });
    }
    if before.title_text() != after.title_text() {
        found.push(FieldDiff {
            field: "title".to_owned(),
            old: Some(before.title_text()),
            new: Some(after.title_text()),
        });
        card.title = merge(&before.title, &after.title).0;
        card.short_title = Some(after.short().to_vec());
    }
    let mut fields = Fields {
        sides,
        language: new.document.words,
        found,
        changes: &mut changes,
    };
    card.fields = if before.kind == after.kind {
        fields.keys(&before.fields, &after.fields, &NOT_SAID)
    } else {
        after.fields.clone()
    };
    diff.fields = fields.found;
    let computes = |kind: &crate::model::kinds::Kind| kind.sums.is_some();
    if new.kinds.get(&after.kind).is_some_and(computes) {
        let states = (before.clone(), after.clone());
        changes.figures.insert(after.source, states);
    }
    diff.ratings = ratings::moved(before, after, new.kinds, &mut changes);
    let BodyDiff {
        body,
        words,
        moved,
        fields: cells,
    } = merge_bodies(&before.body, &after.body, sides);
    card.body = body;
    diff.words = words;
    diff.moved = moved;
    diff.fields.extend(cells);
    // Where nothing else is to be said, what changed has no words (the marks of a list); or the
    // kinds read the same keys otherwise than they did, which is no change of the card.
    let body = |card: &Card, files| Content::of_body(&card.body, card.folder(), files);
    let says_other = !diff.fields.is_empty()
        || body(before, old.files) != body(after, new.files)
        || before.title_text() != after.title_text();
    if says_other {
        diff.change = CardChange::Changed;
    }
    Compared {
        card: says_other.then_some(card),
        diff: (says_other || is_moved).then_some(diff),
        changes,
    }
}

fn added(card: &Card, state: State<'_>) -> Compared {
    let mut changes = Redline::default();
    let side = Side {
        folder: card.folder(),
        files: state.files,
        notes: &card.body.footnotes,
    };
    let mut fields = Fields {
        sides: Sides {
            old: side,
            new: side,
        },
        language: state.document.words,
        found: Vec::new(),
        changes: &mut changes,
    };
    let nothing = Field::empty(card.top);
    let merged = fields.keys(&nothing, &card.fields, &NOT_SAID);
    let found = fields.found;
    let mut marked_card = card.clone();
    marked_card.fields = merged;
    marked_card.short_title = Some(card.short().to_vec());
    marked_card.title = marked::run(&card.title, Change::Inserted);
    marked_card.body = marked::body(&card.body, Change::Inserted);
    marked_card.body.footnotes = card
        .body
        .footnotes
        .iter()
        .map(|note| crate::parse::body::Footnote {
            blocks: marked::blocks(&note.blocks, Change::Inserted),
            ..note.clone()
        })
        .collect();
    Compared {
        diff: Some(CardDiff {
            id: Some(card.id.name.clone()),
            path: card.path.clone(),
            change: CardChange::Added,
            words: Words {
                inserted: count_words(card),
                deleted: 0,
            },
            fields: found,
            title: card.title_text(),
            ..CardDiff::default()
        }),
        card: Some(marked_card),
        changes,
    }
}

/// The words of running text of a card, notes included.
pub fn count_words(card: &Card) -> usize {
    let notes = card.body.footnotes.iter();
    count_blocks(&card.body.blocks) + notes.map(|note| count_blocks(&note.blocks)).sum::<usize>()
}

fn gone(card: &Card) -> CardDiff {
    CardDiff {
        id: Some(card.id.name.clone()),
        path: card.path.clone(),
        change: CardChange::Removed,
        words: Words {
            inserted: 0,
            deleted: count_words(card),
        },
        title: card.title_text(),
        ..CardDiff::default()
    }
}

/// A card that is gone, as text: its title, its keys, its body and notes.
fn as_removed(card: &Card) -> Removed {
    let mut blocks = Vec::new();
    for entry in card.fields.entries() {
        let text = plain(&entry.field);
        if !NOT_SAID.contains(&entry.name.as_str()) && !text.is_empty() {
            let words = format!("{}: {text}", entry.name);
            let line: Vec<Inline> = vec![marked::text(&words, entry.field.span)];
            blocks.push(crate::parse::body::Block {
                span: entry.field.span,
                kind: crate::parse::body::BlockKind::Paragraph(marked::run(&line, Change::Deleted)),
            });
        }
    }
    blocks.extend(marked::blocks(&card.body.blocks, Change::Deleted));
    for note in &card.body.footnotes {
        blocks.extend(marked::blocks(&note.blocks, Change::Deleted));
    }
    Removed {
        title: marked::run(&card.title, Change::Deleted),
        body: Body {
            blocks,
            ..Body::default()
        },
    }
}

/// Facts whose texts changed, and who quotes them.
fn facts(old: &Document, new: &Document) -> Vec<FactDiff> {
    let text = |document: &Document, name: &str| {
        document
            .facts
            .get(name)
            .map(|fact| plain_text(&fact.text).trim().to_owned())
    };
    let mut names: Vec<&str> = old.facts.quoted().chain(new.facts.quoted()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| {
            let (before, after) = (text(old, name), text(new, name));
            (before != after).then(|| FactDiff {
                name: name.to_owned(),
                quoted: quoting(new, name),
                old: before,
                new: after,
            })
        })
        .collect()
}

/// The titles of the cards that quote a fact.
fn quoting(document: &Document, name: &str) -> Vec<String> {
    let wanted = format!("{}{name}", crate::model::facts::SCHEME);
    let quotes = |card: &&Card| {
        let mut found = false;
        let mut look = |inline: &Inline| {
            if let Inline::Link(link) = inline {
                found |= link.target.trim() == wanted;
            }
        };
        card.fields.walk_inlines(&mut look);
        card.body.walk_inlines(&mut look);
        found
    };
    document
        .cards
        .iter()
        .filter(quotes)
        .map(Card::title_text)
        .collect()
}
