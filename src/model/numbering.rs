//! The numbers of a document: those of its cards by their place in the folders (1, 2.1, Appendix
//! A), those of its numbered paragraphs, where the document's type wants them, and those of the
//! headings of cards that number for themselves.
//!
//! Out: what each place is called, kept by place, so that every output prints the same. What a
//! section counts (paragraphs, headings, the cards below it) it counts with one counter, so that no
//! number is given twice.

use std::collections::BTreeMap;

use super::card::Card;
use super::kinds::Kinds;
use super::words::Words;
use crate::parse::body::{Block, BlockKind, List};
use crate::source::{SourceId, Span};

/// The level of each card's title and its number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// 1 for a card or folder directly in the document's folder.
    pub level: usize,
    /// “2.1”, “Appendix A”, “A.1”; `None` if the card is not numbered.
    pub number: Option<String>,
    /// Whether cards lie below it.
    pub is_part: bool,
    /// Whether its number is a letter.
    pub is_appendix: bool,
    /// The card that counts for itself (`x-own-numbering`) and to which this one belongs, by its
    /// index; it belongs to itself.
    pub within: Option<usize>,
}

/// All numbers of a document.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// For each card, in reading order.
    pub cards: Vec<Numbered>,
    /// The lists whose items are numbered paragraphs, by the place of the list.
    paragraphs: BTreeMap<Span, Paragraphs>,
    /// The headings that have numbers, by their place.
    headings: BTreeMap<Span, String>,
    /// For the text of a card that belongs to one which counts for itself, that one.
    homes: BTreeMap<SourceId, usize>,
}

/// The numbers of one list's items: `1.4`, `1.5` … for the section `1` and the first number 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraphs {
    pub section: String,
    pub first: usize,
    /// How many items it has.
    pub count: usize,
}

impl Paragraphs {
    /// The number of an item, counted from 0.
    pub fn of(&self, item: usize) -> String {
        format!("{}.{}", self.section, self.first + item)
    }
}

impl Numbers {
    /// The numbers of a list's items, if they are numbered paragraphs.
    pub fn paragraphs(&self, list: Span) -> Option<&Paragraphs> {
        self.paragraphs.get(&list)
    }

    pub fn heading(&self, heading: Span) -> Option<&str> {
        self.headings.get(&heading).map(String::as_str)
    }

    /// The numbers within cards: of headings and of paragraphs.
    pub fn inner(&self) -> impl Iterator<Item = String> {
        let paragraphs = self
            .paragraphs
            .values()
            .flat_map(|list| (0..list.count).map(|item| list.of(item)));
        self.headings.values().cloned().chain(paragraphs)
    }

    /// The card that counts for itself, by its index, to which what is written in a source belongs.
    pub fn home(&self, source: SourceId) -> Option<usize> {
        self.homes.get(&source).copied()
    }
}

/// Numbers the cards, which stand in reading order; `folder` is the document's folder. With
/// `paragraphs` the top-level ordered lists of kinds that ask for it (`x-numbered-paragraphs`) are
/// numbered paragraphs.
pub fn number(
    cards: &[Card],
    folder: &str,
    kinds: &Kinds,
    paragraphs: bool,
    words: Words,
) -> Numbers {
    // The document itself is the first that is open; each card stands in the one before it.
    let mut open = vec![Open {
        outermost: true,
        ..Open::default()
    }];
    let mut numbers = Numbers::default();
    for (index, card) in cards.iter().enumerate() {
        let kind = kinds.get(&card.kind);
        let level = level(card, folder);
        open.resize_with(level, Open::default);
        let counts_for_itself = kind.is_some_and(|kind| kind.own_numbering);
        let Some(above) = open.last_mut() else {
            continue;
        };
        let is_appendix = card.appendix && card.numbered && above.outermost;
        let own = above.next(card, counts_for_itself);
        let within = if counts_for_itself {
            Some(index)
        } else {
            above.within
        };
        if let Some(home) = within.filter(|_| !card.made) {
            numbers.homes.insert(card.source, home);
        }
        let number = own.clone().map(|own| {
            if is_appendix {
                format!("{} {own}", words.appendix)
            } else {
                own
            }
        });
        let is_part = cards
            .get(index + 1)
            .is_some_and(|next| self::level(next, folder) > level);
        numbers.cards.push(Numbered {
            level,
            number,
            is_part,
            is_appendix,
            within,
        });
        let mut card_open = Open {
            number: own,
            outermost: counts_for_itself,
            within,
            ..Open::default()
        };
        let inner = Inner {
            headings: counts_for_itself && card.numbered,
            paragraphs: paragraphs && kind.is_some_and(|kind| kind.numbered_paragraphs),
        };
        card_open.count_body(&card.body.blocks, inner, &mut numbers);
        open.push(card_open);
    }
    numbers
}

/// What in a card's body has numbers.
#[derive(Clone, Copy)]
struct Inner {
    headings: bool,
    paragraphs: bool,
}

/// The document, or a card that is being read, and how much below it has been counted.
#[derive(Default)]
struct Open {
    number: Option<String>,
    /// Sections, paragraphs and headings.
    counted: usize,
    appendices: usize,
    /// Whether what lies directly below is numbered without anything before the number.
    outermost: bool,
    within: Option<usize>,
}

impl Open {
    /// The number of the next card below.
    fn next(&mut self, card: &Card, counts_for_itself: bool) -> Option<String> {
        if !card.numbered || (!self.outermost && self.number.is_none()) {
            return None;
        }
        if card.appendix && self.outermost {
            self.appendices += 1;
            return Some(letter(self.appendices));
        }
        if counts_for_itself {
            return None;
        }
        self.counted += 1;
        let last = self.counted.to_string();
        Some(if self.outermost {
            last
        } else {
            format!("{}.{last}", self.number.as_deref().unwrap_or_default())
        })
    }

    /// Numbers the headings and paragraphs of a body.
    fn count_body(&mut self, blocks: &[Block], inner: Inner, numbers: &mut Numbers) {
        let mut section = if inner.headings {
            None
        } else {
            self.number.clone()
        };
        let mut below_heading = 0;
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) if inner.headings && heading.level <= 2 => {
                    self.counted += 1;
                    below_heading = 0;
                    let number = self.counted.to_string();
                    section = Some(number.clone());
                    numbers.headings.insert(block.span, number);
                }
                BlockKind::List(list) if inner.paragraphs && is_numbered(list) => {
                    let Some(section) = section.clone() else {
                        continue;
                    };
                    let counted = if inner.headings {
                        &mut below_heading
                    } else {
                        &mut self.counted
                    };
                    numbers.paragraphs.insert(
                        block.span,
                        Paragraphs {
                            section,
                            first: *counted + 1,
                            count: list.items.len(),
                        },
                    );
                    *counted += list.items.len();
                }
                _ => {}
            }
        }
    }
}

/// A list of digits that is no list of tasks.
fn is_numbered(list: &List) -> bool {
    list.start.is_some()
        && list.enumerator.is_digits()
        && list.items.iter().all(|item| item.task.is_none())
}

/// The depth in the folders; a folder's `index.md` stands for the folder.
fn level(card: &Card, folder: &str) -> usize {
    let below = card
        .path
        .strip_prefix(folder)
        .unwrap_or(&card.path)
        .trim_start_matches('/');
    let depth = below.split('/').count();
    if card.is_index() {
        (depth - 1).max(1)
    } else {
        depth
    }
}

/// A, B, … Z, AA, AB, …
fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(
            b'A' + u8::try_from(number % 26).unwrap_or_default(),
        ));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(letter(1), "A");
        assert_eq!(letter(26), "Z");
        assert_eq!(letter(27), "AA");
    }
}
