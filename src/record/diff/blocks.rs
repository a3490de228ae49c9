//! Two states of one body as one body: its blocks aligned, what only moved left where it is now,
//! and the words of what belongs together merged.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::mem;

use super::likeness::{ALIKE, MOST_PAIRS, NEARLY_THE_SAME, Step, align, likeness, words};
use super::tables::merge_tables;
use super::words::{count, merge};
use super::{FieldDiff, Words, marked};
use crate::model::content::{Content, FilesByPath};
use crate::parse::body::{
    Block, BlockKind, Body, Change, Definition, Footnote, Inline, Item, List, Picture, plain_text,
    walk_blocks,
};

/// A paragraph of fewer words is too short to be known again in another place.
const FEWEST_WORDS_TO_MOVE: usize = 3;

/// One side of a comparison.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The folder of the card, to which its pictures are relative.
    pub folder: &'a str,
    pub files: &'a FilesByPath,
    pub notes: &'a [Footnote],
}

/// Both sides.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub old: Side<'a>,
    pub new: Side<'a>,
}

/// What changed in a body.
#[derive(Debug, Default)]
pub struct BodyDiff {
    pub body: Body,
    pub words: Words,
    /// Blocks that only moved.
    pub moved: usize,
    /// Cells of tables.
    pub fields: Vec<FieldDiff>,
}

/// Merges two states of a body.
pub fn merge_bodies(old: &Body, new: &Body, sides: Sides<'_>) -> BodyDiff {
    let sides = Sides {
        old: Side {
            notes: &old.footnotes,
            ..sides.old
        },
        new: Side {
            notes: &new.footnotes,
            ..sides.new
        },
    };
    let mut merger = Merger {
        sides,
        diff: BodyDiff::default(),
        tables: 0,
    };
    let mut blocks = merger.blocks(&old.blocks, &new.blocks);
    let (footnotes, gone) = merger.notes();
    blocks.extend(gone);
    let mut diff = merger.diff;
    diff.body = Body {
        blocks,
        footnotes,
        allowances: new.allowances.clone(),
    };
    diff
}

/// The words of blocks that are inserted or deleted as a whole; cells of tables are no running
/// text.
pub fn count_blocks(blocks: &[Block]) -> usize {
    let mut sum = 0;
    walk_blocks(blocks, &mut |block| {
        sum += match &block.kind {
            BlockKind::Table(table) => table
                .caption
                .as_ref()
                .map_or(0, |caption| count(&caption.content)),
            BlockKind::Figure(picture) => picture
                .caption
                .as_ref()
                .map_or(0, |caption| count(&caption.content)),
            BlockKind::Code { text, .. } => words(text.as_str()).len(),
            kind => kind.runs().into_iter().map(count).sum(),
        };
    });
    sum
}

struct Merger<'a> {
    sides: Sides<'a>,
    diff: BodyDiff,
    /// How many tables were merged so far.
    tables: usize,
}

impl Merger<'_> {
    fn blocks(&mut self, old: &[Block], new: &[Block]) -> Vec<Block> {
        let old_keys: Vec<Content> = old.iter().map(|one| key(one, self.sides.old)).collect();
        let new_keys: Vec<Content> = new.iter().map(|one| key(one, self.sides.new)).collect();
        let (old_texts, new_texts) = (texts(old), texts(new));
        let steps = align(&old_keys, &new_keys, ALIKE, |one, other| {
            if mem::discriminant(&old[one].kind) != mem::discriminant(&new[other].kind) {
                return 0.0;
            }
            likeness(&words(&old_texts[one]), &words(&new_texts[other]))
        });
        let moves = moves(&steps, &old_keys, &new_keys, &old_texts, &new_texts);
        let mut out = Vec::with_capacity(steps.len());
        for step in steps {
            match step {
                Step::Both(one, other) if old_keys[one] == new_keys[other] => {
                    out.push(new[other].clone());
                }
                Step::Both(one, other) => self.block(&old[one], &new[other], &mut out),
                Step::Deleted(one) if moves.from.contains(&one) => {}
                Step::Deleted(one) => {
                    self.diff.words.deleted += count_blocks(&old[one..=one]);
                    self.cells_of(&old[one], Change::Deleted);
                    out.push(marked::block(&old[one], Change::Deleted));
                }
                Step::Inserted(other) => match moves.to.get(&other) {
                    Some(&one) => {
                        self.diff.moved += 1;
                        if old_keys[one] == new_keys[other] {
                            out.push(new[other].clone());
                        } else {
                            self.block(&old[one], &new[other], &mut out);
                        }
                    }
                    None => {
                        self.diff.words.inserted += count_blocks(&new[other..=other]);
                        self.cells_of(&new[other], Change::Inserted);
                        out.push(marked::block(&new[other], Change::Inserted));
                    }
                },
            }
        }
        out
    }

    /// A block in two states.
    fn block(&mut self, old: &Block, new: &Block, out: &mut Vec<Block>) {
        let kind = match (&old.kind, &new.kind) {
            (BlockKind::Paragraph(one), BlockKind::Paragraph(other)) => {
                BlockKind::Paragraph(self.run(one, other))
            }
            (BlockKind::Heading(one), BlockKind::Heading(other)) => {
                let mut heading = other.clone();
                heading.content = self.run(&one.content, &other.content);
                BlockKind::Heading(heading)
            }
            (BlockKind::List(one), BlockKind::List(other)) => {
                BlockKind::List(self.list(one, other))
            }
            (
                BlockKind::Quote { blocks: one, .. },
                BlockKind::Quote {
                    blocks: other,
                    alert,
                },
            ) => BlockKind::Quote {
                alert: *alert,
                blocks: self.blocks(one, other),
            },
            (
                BlockKind::Passage { blocks: one, .. },
                BlockKind::Passage {
                    blocks: other,
                    language,
                },
            ) => BlockKind::Passage {
                language: language.clone(),
                blocks: self.blocks(one, other),
            },
            (BlockKind::Table(one), BlockKind::Table(other)) => {
                let name = self.table_name(other);
                match merge_tables(one, other, &name) {
                    Some(merged) => {
                        self.diff.words += merged.words;
                        self.diff.fields.extend(merged.fields);
                        BlockKind::Table(Box::new(merged.table))
                    }
                    None => return self.replaced(old, new, out),
                }
            }
            (BlockKind::Figure(one), BlockKind::Figure(other)) => {
                let shown = self.figure(old, one, other);
                out.extend(shown.gone);
                BlockKind::Figure(Box::new(shown.figure))
            }
            (BlockKind::Definitions(one), BlockKind::Definitions(other)) => {
                BlockKind::Definitions(self.definitions(one, other))
            }
            _ => return self.replaced(old, new, out),
        };
        out.push(Block {
            span: new.span,
            kind,
        });
    }

    /// The one as deleted, the other as inserted.
    fn replaced(&mut self, old: &Block, new: &Block, out: &mut Vec<Block>) {
        self.diff.words.deleted += count_blocks(std::slice::from_ref(old));
        self.diff.words.inserted += count_blocks(std::slice::from_ref(new));
        out.push(marked::block(old, Change::Deleted));
        out.push(marked::block(new, Change::Inserted));
    }

    fn run(&mut self, old: &[Inline], new: &[Inline]) -> Vec<Inline> {
        let (content, counted) = merge(old, new);
        self.diff.words += counted;
        content
    }

    /// Items that say the same, then those that are alike. Each keeps its number.
    fn list(&mut self, old: &List, new: &List) -> List {
        let key = |item: &Item, side: Side<'_>| {
            Content::of_blocks(&item.blocks, side.notes, side.folder, side.files)
        };
        let old_keys: Vec<Content> = old
            .items
            .iter()
            .map(|one| key(one, self.sides.old))
            .collect();
        let new_keys: Vec<Content> = new
            .items
            .iter()
            .map(|one| key(one, self.sides.new))
            .collect();
        let text = |item: &Item| texts(&item.blocks).join(" ");
        let (old_texts, new_texts): (Vec<String>, Vec<String>) = (
            old.items.iter().map(text).collect(),
            new.items.iter().map(text).collect(),
        );
        let steps = align(&old_keys, &new_keys, ALIKE, |one, other| {
            likeness(&words(&old_texts[one]), &words(&new_texts[other]))
        });
        let moves = moves(&steps, &old_keys, &new_keys, &old_texts, &new_texts);
        let mut items = Vec::with_capacity(steps.len());
        for step in steps {
            match step {
                Step::Deleted(one) if moves.from.contains(&one) => {}
                Step::Deleted(one) => {
                    self.diff.words.deleted += count_blocks(&old.items[one].blocks);
                    let mut item = marked::item(&old.items[one], Change::Deleted);
                    item.number = old.number(one);
                    items.push(item);
                }
                Step::Both(one, other) => items.push(self.item(&old.items[one], new, other)),
                Step::Inserted(other) => match moves.to.get(&other) {
                    Some(&one) => {
                        self.diff.moved += 1;
                        items.push(self.item(&old.items[one], new, other));
                    }
                    None => {
                        self.diff.words.inserted += count_blocks(&new.items[other].blocks);
                        let mut item = marked::item(&new.items[other], Change::Inserted);
                        item.number = new.number(other);
                        items.push(item);
                    }
                },
            }
        }
        List {
            items,
            ..new.clone()
        }
    }

    fn item(&mut self, old: &Item, list: &List, at: usize) -> Item {
        let new = &list.items[at];
        Item {
            blocks: self.blocks(&old.blocks, &new.blocks),
            number: list.number(at),
            ..new.clone()
        }
    }

    fn figure(&mut self, block: &Block, old: &Picture, new: &Picture) -> Shown {
        let shows = |picture: &Picture, side: Side<'_>| {
            let mut bare = picture.clone();
            bare.caption = None;
            let inline = [Inline::Picture(Box::new(bare))];
            Content::of_inlines(&inline, side.folder, side.files)
        };
        let is_same = shows(old, self.sides.old) == shows(new, self.sides.new);
        let mut figure = new.clone();
        if let Some(caption) = &mut figure.caption {
            let before = old.caption.as_ref().map_or(&[][..], |one| &one.content);
            caption.content = self.run(before, &caption.content);
        }
        if is_same {
            return Shown { figure, gone: None };
        }
        self.diff.fields.push(FieldDiff {
            field: format!("pictures[{}]", new.target),
            old: Some(plain_text(&old.alt)),
            new: Some(plain_text(&new.alt)),
        });
        let mut before = old.clone();
        before.caption = None;
        let gone = Block {
            span: block.span,
            kind: BlockKind::Figure(Box::new(before)),
        };
        Shown {
            figure,
            gone: Some(marked::block(&gone, Change::Deleted)),
        }
    }

    fn definitions(&mut self, old: &[Definition], new: &[Definition]) -> Vec<Definition> {
        let key = |one: &Definition| plain_text(&one.term).trim().to_lowercase();
        let old_keys: Vec<String> = old.iter().map(key).collect();
        let new_keys: Vec<String> = new.iter().map(key).collect();
        let steps = align(&old_keys, &new_keys, 1.1, |_, _| 0.0);
        let whole = |one: &Definition, change: Change| Definition {
            term: marked::run(&one.term, change),
            details: one
                .details
                .iter()
                .map(|blocks| marked::blocks(blocks, change))
                .collect(),
        };
        let size = |one: &Definition| -> usize {
            count(&one.term)
                + one
                    .details
                    .iter()
                    .map(|all| count_blocks(all))
                    .sum::<usize>()
        };
        let mut out = Vec::with_capacity(steps.len());
        for step in steps {
            match step {
                Step::Deleted(one) => {
                    self.diff.words.deleted += size(&old[one]);
                    out.push(whole(&old[one], Change::Deleted));
                }
                Step::Inserted(other) => {
                    self.diff.words.inserted += size(&new[other]);
                    out.push(whole(&new[other], Change::Inserted));
                }
                Step::Both(one, other) => {
                    let before: Vec<Block> = old[one].details.concat();
                    let after: Vec<Block> = new[other].details.concat();
                    out.push(Definition {
                        term: self.run(&old[one].term, &new[other].term),
                        details: vec![self.blocks(&before, &after)],
                    });
                }
            }
        }
        out
    }

    /// The notes of both states, and paragraphs with those that are gone: nothing calls them any
    /// more.
    fn notes(&mut self) -> (Vec<Footnote>, Vec<Block>) {
        let (old, new) = (self.sides.old.notes, self.sides.new.notes);
        let key = |note: &Footnote, side: Side<'_>| {
            Content::of_blocks(&note.blocks, &[], side.folder, side.files)
        };
        let old_keys: Vec<Content> = old.iter().map(|one| key(one, self.sides.old)).collect();
        let new_keys: Vec<Content> = new.iter().map(|one| key(one, self.sides.new)).collect();
        let steps = align(&old_keys, &new_keys, ALIKE, |one, other| {
            let (one, other) = (
                texts(&old[one].blocks).join(" "),
                texts(&new[other].blocks).join(" "),
            );
            likeness(&words(&one), &words(&other))
        });
        let (mut notes, mut gone) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Both(one, other) => notes.push(Footnote {
                    blocks: self.blocks(&old[one].blocks, &new[other].blocks),
                    ..new[other].clone()
                }),
                Step::Inserted(other) => {
                    self.diff.words.inserted += count_blocks(&new[other].blocks);
                    notes.push(Footnote {
                        blocks: marked::blocks(&new[other].blocks, Change::Inserted),
                        ..new[other].clone()
                    });
                }
                Step::Deleted(one) => {
                    self.diff.words.deleted += count_blocks(&old[one].blocks);
                    gone.extend(marked::blocks(&old[one].blocks, Change::Deleted));
                }
            }
        }
        (notes, gone)
    }

    /// What the cells of a table are called by.
    fn table_name(&mut self, table: &crate::parse::body::Table) -> String {
        let id = table
            .caption
            .as_ref()
            .and_then(|caption| caption.id.as_ref());
        let name = id.map_or_else(|| self.tables.to_string(), |id| id.name.clone());
        self.tables += 1;
        format!("tables[{name}].rows")
    }

    /// The cells of a table that came or went as a whole.
    fn cells_of(&mut self, block: &Block, change: Change) {
        let BlockKind::Table(table) = &block.kind else {
            return;
        };
        let name = self.table_name(table);
        let mut empty = (**table).clone();
        empty.rows.clear();
        empty.caption = None;
        let merged = match change {
            Change::Inserted => merge_tables(&empty, table, &name),
            Change::Deleted => merge_tables(table, &empty, &name),
        };
        self.diff
            .fields
            .extend(merged.into_iter().flat_map(|merged| merged.fields));
    }
}

struct Shown {
    figure: Picture,
    /// What stands for the picture that was there.
    gone: Option<Block>,
}

fn key(block: &Block, side: Side<'_>) -> Content {
    let block = std::slice::from_ref(block);
    Content::of_blocks(block, side.notes, side.folder, side.files)
}

/// The plain words of each block with all that lies in it.
fn texts(blocks: &[Block]) -> Vec<String> {
    let text = |block: &Block| {
        let mut out = String::new();
        walk_blocks(std::slice::from_ref(block), &mut |block| {
            if let BlockKind::Code { text, .. } = &block.kind {
                out.push_str(text);
            }
            for run in block.kind.runs() {
                out.push_str(&plain_text(run));
                out.push(' ');
            }
        });
        out
    };
    blocks.iter().map(text).collect()
}

/// What stands in another place now.
struct Moves {
    /// Places in the older row.
    from: Vec<usize>,
    /// Places in the newer row, each with the one in the older.
    to: BTreeMap<usize, usize>,
}

/// Among what has no place in the other row: first what is the same, then what is nearly so.
fn moves(
    steps: &[Step],
    old_keys: &[Content],
    new_keys: &[Content],
    old_texts: &[String],
    new_texts: &[String],
) -> Moves {
    let is_long = |text: &str| words(text).len() >= FEWEST_WORDS_TO_MOVE;
    let mut gone: Vec<usize> = Vec::new();
    let mut come: Vec<usize> = Vec::new();
    for step in steps {
        match *step {
            Step::Deleted(one) if is_long(&old_texts[one]) => gone.push(one),
            Step::Inserted(other) if is_long(&new_texts[other]) => come.push(other),
            _ => {}
        }
    }
    let mut moves = Moves {
        from: Vec::new(),
        to: BTreeMap::new(),
    };
    let mut by_key: HashMap<&Content, VecDeque<usize>> = HashMap::new();
    for &one in &gone {
        by_key.entry(&old_keys[one]).or_default().push_back(one);
    }
    for &other in &come {
        if let Some(one) = by_key
            .get_mut(&new_keys[other])
            .and_then(VecDeque::pop_front)
        {
            moves.from.push(one);
            moves.to.insert(other, one);
        }
    }
    if gone.len() * come.len() > MOST_PAIRS {
        return moves;
    }
    for other in come {
        if moves.to.contains_key(&other) {
            continue;
        }
        let wanted = words(&new_texts[other]);
        let candidates = gone.iter().copied().filter(|one| !moves.from.contains(one));
        let best = candidates
            .map(|one| (one, likeness(&words(&old_texts[one]), &wanted)))
            .filter(|(_, share)| *share >= NEARLY_THE_SAME)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((one, _)) = best {
            moves.from.push(one);
            moves.to.insert(other, one);
        }
    }
    moves
}
