//! Lists: their items with their ids, tasks and marks; and lists within lists that only their marks
//! tell apart.
//!
//! A list of letters that stands right below a numbered paragraph belongs to it, indented or not:
//! nobody who writes `(a)` below `1.4` begins anew. The same marks come back to the same list, so
//! that `a) i) ii) b)` is two items, and two within the first.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Builder;
use crate::parse::body::{Block, BlockKind, Item, List};
use crate::parse::captions::trailing_id;
use crate::parse::enumerators::{Enumerator, Form, Numerals};
use crate::source::Span;

impl Builder<'_, '_> {
    pub(super) fn list(&mut self, start: Option<u64>) -> List {
        let mut lists: Vec<List> = Vec::new();
        let mut tight = true;
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let task = match self.events.get(self.at) {
                        Some((Event::TaskListMarker(done), _)) => Some(*done),
                        _ => None,
                    };
                    let task = task.or_else(|| self.task_in_paragraph());
                    tight &= !matches!(
                        self.events.get(self.at),
                        Some((Event::Start(Tag::Paragraph), _))
                    );
                    let (enumerator, written) = self.mark(&range);
                    let number = written.filter(|_| !enumerator.is_digits());
                    let span = self.span(&range);
                    let mut blocks = self.blocks(Some(TagEnd::Item));
                    let id = trailing_id(&mut blocks);
                    add(
                        &mut lists,
                        enumerator,
                        written,
                        Item {
                            span,
                            number,
                            id,
                            task,
                            blocks,
                        },
                    );
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        lists.iter_mut().for_each(|list| list.tight = tight);
        close_below(&mut lists, 0);
        lists.iter_mut().for_each(|list| list.items.shrink_to_fit());
        lists.pop().unwrap_or(List {
            start,
            enumerator: Enumerator::default(),
            tight,
            items: Vec::new(),
        })
    }

    /// How an item is marked, and the number that its mark says; a bullet says none.
    fn mark(&self, range: &Range<usize>) -> (Enumerator, Option<u64>) {
        let marker = self.text[range.clone()].trim_start_matches([' ', '\t']);
        if let Some(mark) = self.marks.get(&(range.end - marker.len())) {
            return (mark.enumerator, Some(mark.number));
        }
        let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
        let form = if marker[digits..].starts_with(')') {
            Form::Bracket
        } else {
            Form::Stop
        };
        (
            Enumerator {
                numerals: Numerals::Digits,
                form,
            },
            marker[..digits].parse().ok(),
        )
    }

    /// In a loose list the marker of a task stands inside its paragraph.
    fn task_in_paragraph(&mut self) -> Option<bool> {
        let Some((Event::Start(Tag::Paragraph), _)) = self.events.get(self.at) else {
            return None;
        };
        match self.events.get(self.at + 1) {
            Some((Event::TaskListMarker(done), _)) => {
                let done = *done;
                self.events.remove(self.at + 1);
                Some(done)
            }
            _ => None,
        }
    }
}

/// Adds an item to the open list of its marks, or begins a list with it within the item before.
/// Each list that is open stands in the one before.
fn add(lists: &mut Vec<List>, enumerator: Enumerator, written: Option<u64>, item: Item) {
    match lists.iter().position(|list| list.enumerator == enumerator) {
        Some(at) => close_below(lists, at),
        None => lists.push(List {
            start: written,
            enumerator,
            tight: true,
            items: Vec::new(),
        }),
    }
    if let Some(list) = lists.last_mut() {
        list.items.push(item);
    }
}

/// Puts the lists behind one into the last items of those in which they stand.
fn close_below(lists: &mut Vec<List>, at: usize) {
    while lists.len() > at + 1 {
        let Some(mut inner) = lists.pop() else { return };
        inner.items.shrink_to_fit();
        let (Some(first), Some(last)) = (inner.items.first(), inner.items.last()) else {
            return;
        };
        let span = Span::new(first.span.source, first.span.start..last.span.end);
        if let Some(item) = lists.last_mut().and_then(|list| list.items.last_mut()) {
            item.blocks.push(Block {
                span,
                kind: BlockKind::List(inner),
            });
        }
    }
}

/// Puts each list of letters that stands right below a list of numbers into its last item, and
/// joins the numbers that go on behind it.
pub(super) fn nest_letters(blocks: &mut Vec<Block>) {
    let mut at = 1;
    while at < blocks.len() {
        let (before, after) = blocks.split_at_mut(at);
        let (
            Some(Block {
                kind: BlockKind::List(outer),
                span,
            }),
            Block {
                kind: BlockKind::List(inner),
                span: own,
            },
        ) = (before.last_mut(), &after[0])
        else {
            at += 1;
            continue;
        };
        let is_ordered = outer.start.is_some()
            && outer.enumerator.is_digits()
            && outer.items.iter().all(|item| item.task.is_none());
        let holds_letters = outer
            .items
            .last()
            .is_some_and(|item| ends_with_letters(&item.blocks));
        let goes_on =
            inner.enumerator == outer.enumerator && inner.start == outer.number(outer.items.len());
        let (start, end) = (span.start, own.end);
        if is_ordered && !inner.enumerator.is_digits() {
            let block = blocks.remove(at);
            append(&mut blocks[at - 1], start..end, |list| {
                if let Some(item) = list.items.last_mut() {
                    item.blocks.push(block);
                }
            });
        } else if is_ordered && holds_letters && goes_on {
            if let BlockKind::List(inner) = blocks.remove(at).kind {
                append(&mut blocks[at - 1], start..end, |list| {
                    list.items.extend(inner.items);
                });
            }
        } else {
            at += 1;
        }
    }
}

fn ends_with_letters(blocks: &[Block]) -> bool {
    matches!(blocks.last(), Some(Block { kind: BlockKind::List(list), .. }) if !list.enumerator.is_digits())
}

fn append(block: &mut Block, range: Range<usize>, add: impl FnOnce(&mut List)) {
    block.span = Span::new(block.span.source, range);
    if let BlockKind::List(list) = &mut block.kind {
        add(list);
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Report;
    use crate::parse::body::{Block, BlockKind, Inline};
    use crate::parse::markdown::parse;
    use crate::source::{Source, SourceSet, TextMap};

    /// The lists of a text with their marks, one within another in brackets; a place that is not
    /// that of its words is an error.
    fn outline(text: &str) -> String {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.md", text.to_owned()));
        let body = parse(
            text,
            &TextMap::verbatim(id, 0),
            "en-GB",
            &mut Report::default(),
        );
        body.walk_inlines(&mut |inline| {
            if let Inline::Text(words) = inline {
                let written = sources.slice(words.span);
                assert!(
                    written == words.text || written == "--",
                    "{written} is {} in {text}",
                    words.text
                );
            }
        });
        written(&body.blocks)
    }

    fn written(blocks: &[Block]) -> String {
        let shown = blocks.iter().map(|block| match &block.kind {
            BlockKind::List(list) => {
                let item = |index: usize| {
                    let mark = list
                        .number(index)
                        .map_or_else(|| "-".to_owned(), |number| list.enumerator.mark(number));
                    format!("{mark}{}", written(&list.items[index].blocks))
                };
                format!(
                    "[{}]",
                    (0..list.items.len())
                        .map(item)
                        .collect::<Vec<_>>()
                        .join(" ")
                )
            }
            BlockKind::Table(table) => format!("{}x{}", table.alignments.len(), table.rows.len()),
            BlockKind::Code { .. } => "code".to_owned(),
            BlockKind::Heading(_) => "#".to_owned(),
            BlockKind::Paragraph(_) => String::new(),
            kind => kind.child_blocks().into_iter().map(written).collect(),
        });
        shown.collect()
    }

    #[test]
    fn marks_in_sequence_are_lists_and_others_are_text() {
        for (text, expected) in [
            ("a) x\nb) y", "[a) b)]"),
            ("Text:\n(a) x\n(b) y\n\nText", "[(a) (b)]"),
            ("(h) x\n(i) y\n(j) z", "[(h) (i) (j)]"),
            ("i. x\nii. y\niv. z", "[i. ii. iv.]"),
            ("A) x\nB) y", "[A) B)]"),
            ("A. Smith\nB. Jones", ""),
            ("I. One\nII. Two", ""),
            ("a) x\n\nText\n\nc) y", ""),
            ("We (a) do,\n(b) see and\n(c) say", ""),
            ("a) x\n## Heading\nb) y", "#"),
            ("```\na) x\nb) y\n```", "code"),
            ("a) x\u{a0}y\nb)\u{a0}y", "[a) b)]"),
            ("> (a) x\n>\n> (b) y", "[(a) (b)]"),
            ("a\\) x\nb\\) y", ""),
        ] {
            assert_eq!(outline(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_letters_stand_within_what_they_are_written_below() {
        for (text, expected) in [
            ("1. x\n   (a) y\n   (b) z\n2. w", "[1.[(a) (b)] 2.]"),
            ("1. (a) y\n   (b) z", "[1.[(a) (b)]]"),
            ("1. x\na) y\nb) z\n2. w", "[1.[a) b)] 2.]"),
            ("1) x\na) y\nb) z\n2) w", "[1)[a) b)] 2)]"),
            ("a) x\ni) y\nii) z\nb) w", "[a)[i) ii)] b)]"),
            ("a) x\n\n    i) y\n    ii) z\n\nb) w", "[a)[i) ii)] b)]"),
            ("(i) x\n   (a) y\n   (b) z\n(ii) w", "[(i)[(a) (b)] (ii)]"),
            ("10. x\n   a) y\n   b) z\n11. w", "[10.[a) b)] 11.]"),
            ("Text\n\ta) x\n\tb) y", "[a) b)]"),
            ("- x\n  a) y\n  b) z", "[-[a) b)]]"),
            (
                "1. x\n\n   a) y\n\n      i) z\n\n      ii) z\n\n   b) w",
                "[1.[a)[i) ii)] b)]]",
            ),
            ("1. x\n2. y\n\n3) z", "[1. 2.][3)]"),
        ] {
            assert_eq!(outline(text), expected, "{text}");
        }
    }

    #[test]
    fn tables_below_a_line_of_text_are_tables() {
        for (text, expected) in [
            ("Text\na | b\n--|--\n1 | 2", "2x1"),
            ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", "2x1"),
            ("> Text\n> a | b\n> --|--\n> 1 | 2", "2x1"),
            ("- Text\n  a | b\n  --|--\n  1 | 2", "[-2x1]"),
            ("- Text\n| a | b |\n|--|--|\n| 1 | 2 |", "[-]2x1"),
            ("Text\r\na | b\r\n--|:-:\r\n1 | 2\r\n", "2x1"),
            ("Text\na | b | c\n--|--\n1 | 2", ""),
            ("    a | b\n    x | y\n    --|--", "code"),
        ] {
            assert_eq!(outline(text), expected, "{text}");
        }
    }
}
