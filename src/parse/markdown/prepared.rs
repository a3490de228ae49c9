//! A text made ready for the Markdown parser, which does not know all that authors write: a table
//! right below a line of text, paragraphs marked by letters, tables of HTML with blank lines in
//! them, a line that begins with a word in colons.
//!
//! Each is brought into a form that the parser knows, by small edits of a copy: a blank line put
//! in, a mark of letters written with digits. In: the text. Out: the parser's events with the
//! places of the text as it was, and what the marks were. A text that has none of these is handed
//! on as it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::lettered::{self, Mark};
use super::{colons, light_tables, options};

/// An event and where it stands.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// Each round can bring out marks that stood inside those of the round before.
const MOST_ROUNDS: usize = 8;

/// What stands in the copy for a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// In the original text.
    pub range: Range<usize>,
    pub with: String,
}

/// What a text may hold that the parser does not know.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    tables: bool,
    letters: bool,
    colons: bool,
}

/// A text as the parser is to see it.
pub(super) struct Prepared<'t> {
    original: &'t str,
    text: Cow<'t, str>,
    /// By the place where they begin.
    edits: BTreeMap<usize, Edit>,
    /// Where the pieces begin that stand in both: in the copy, and in the original.
    runs: Vec<(usize, usize)>,
    /// The marks that are written as digits in the copy, by their places in the original.
    pub marks: BTreeMap<usize, Mark>,
}

impl<'t> Prepared<'t> {
    pub(super) fn new(original: &'t str) -> Self {
        let mut prepared = Self {
            original,
            text: Cow::Borrowed(original),
            edits: BTreeMap::new(),
            runs: Vec::new(),
            marks: BTreeMap::new(),
        };
        let wanted = Wanted {
            tables: light_tables::are_possible(original),
            letters: lettered::are_possible(original),
            colons: colons::are_possible(original),
        };
        if wanted.tables || wanted.letters || wanted.colons {
            (0..MOST_ROUNDS).find(|_| !prepared.round(wanted));
        }
        if !prepared.marks.is_empty() {
            prepared.refuse();
        }
        prepared
    }

    /// Looks for what is to be edited, with what has been edited so far; says whether there was
    /// anything.
    fn round(&mut self, wanted: Wanted) -> bool {
        let events: Vec<Placed<'_>> = self.parsed().collect();
        let mut edits = if wanted.tables {
            light_tables::edits(self.original, &events)
        } else {
            Vec::new()
        };
        if wanted.colons {
            edits.extend(colons::edits(self.original, &events));
        }
        let marks = if wanted.letters {
            lettered::marks(self.original, &events)
        } else {
            Vec::new()
        };
        edits.extend(marks.iter().flat_map(|mark| mark.edits(self.original)));
        edits.retain(|edit| !self.edits.contains_key(&edit.range.start));
        let is_new = !edits.is_empty();
        self.marks
            .extend(marks.into_iter().map(|mark| (mark.at, mark)));
        self.edits
            .extend(edits.into_iter().map(|edit| (edit.range.start, edit)));
        if is_new {
            self.rewrite();
        }
        is_new
    }

    /// What did not become an item, because it stands where no list can begin, is text as it was.
    fn refuse(&mut self) {
        let items: BTreeSet<usize> = self
            .parsed()
            .filter(|(event, _)| matches!(event, Event::Start(Tag::Item)))
            .map(|(_, range)| marker_at(self.original, range.start))
            .collect();
        let refused: Vec<usize> = self
            .marks
            .keys()
            .copied()
            .filter(|at| !items.contains(at))
            .collect();
        for at in refused {
            if let Some(mark) = self.marks.remove(&at) {
                mark.edits(self.original).iter().for_each(|edit| {
                    self.edits.remove(&edit.range.start);
                });
            }
        }
        self.rewrite();
    }

    fn rewrite(&mut self) {
        let mut text = String::with_capacity(self.original.len() + self.edits.len());
        let mut runs = vec![(0, 0)];
        let mut at = 0;
        for edit in self
            .edits
            .values()
            .filter(|edit| edit.range.start < self.original.len())
        {
            if edit.range.start < at {
                continue;
            }
            text.push_str(&self.original[at..edit.range.start]);
            text.push_str(&edit.with);
            at = edit.range.end;
            runs.push((text.len(), at));
        }
        text.push_str(&self.original[at..]);
        (self.text, self.runs) = (Cow::Owned(text), runs);
    }

    /// What the parser is to read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Events of the copy, with the places of the original text.
    pub(super) fn put_back<'a>(&self, mut events: Vec<Placed<'a>>) -> Vec<Placed<'a>> {
        if !self.runs.is_empty() {
            events
                .iter_mut()
                .for_each(|(_, range)| *range = self.place(range.start)..self.place(range.end));
        }
        events
    }

    fn parsed(&self) -> impl Iterator<Item = Placed<'_>> {
        let parser = Parser::new_ext(&self.text, options()).into_offset_iter();
        parser.map(|(event, range)| (event, self.place(range.start)..self.place(range.end)))
    }

    /// The place in the original of a place in the copy; what was put in stands where it was put.
    fn place(&self, at: usize) -> usize {
        let Some(index) = self
            .runs
            .partition_point(|(copied, _)| *copied <= at)
            .checked_sub(1)
        else {
            return at;
        };
        let (copied, original) = self.runs[index];
        let end = self
            .runs
            .get(index + 1)
            .map_or(self.original.len(), |(_, next)| *next);
        (original + at - copied).min(end)
    }
}

/// Where the marker of an item stands, behind its indentation.
fn marker_at(text: &str, start: usize) -> usize {
    start + text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len()
}
