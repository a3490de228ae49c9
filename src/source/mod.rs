//! The texts of a project, held in memory, and places in them.
//!
//! Everything between reading and writing works on a [`SourceSet`]. A place is a [`Span`]: a range
//! of bytes in one source. Lines and columns are computed only when a diagnostic is printed. This
//! module never touches the disk.

mod cells;
mod names;
mod order;
mod text_map;

use std::ops::Range;
use std::sync::OnceLock;

pub use cells::{Cell, cell_name, column_letters};
pub use names::{card_stem, is_index};
pub use order::path_order;
pub use text_map::TextMap;

/// Names one source of a [`SourceSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

/// A range of bytes in one source; `start <= end`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text in which it lies.
    pub source: SourceId,
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

impl Span {
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self {
            source,
            start: range.start,
            end: range.end.max(range.start),
        }
    }

    /// A place that is never shown, for text that stands in no source.
    pub const fn nowhere() -> Self {
        Self {
            source: SourceId(u32::MAX),
            start: 0,
            end: 0,
        }
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both; `self` if they lie in different sources.
    pub fn to(self, other: Self) -> Self {
        if self.source != other.source {
            return self;
        }
        Self {
            source: self.source,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// A line and a column, both counted from 1; columns are counted in characters
/// (`docs/format.md#reports`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column; the first character of a line has 1.
    pub column: usize,
}

/// One text file: its path below the project's root, with `/` everywhere, and its text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lines: OnceLock<Vec<usize>>,
    /// How many characters stand before each block of bytes.
    blocks: OnceLock<Vec<usize>>,
    /// Where the cells of a sheet stand in the text, in its order; none for a text file.
    cells: Vec<Cell>,
}

/// The bytes of a block. In longer lines columns are counted from the block's beginning: a line may
/// hold thousands of findings.
const BLOCK: usize = 1024;

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
            blocks: OnceLock::new(),
            cells: Vec::new(),
        }
    }

    /// A sheet of a workbook, written out as a text: `cells` says where each of its cells stands in
    /// it, in the order of the text.
    pub fn of_sheet(path: impl Into<String>, text: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self {
            cells,
            ..Self::new(path, text)
        }
    }

    /// The cell in which a byte stands; `None` if the source is a text file.
    pub fn cell(&self, offset: usize) -> Option<&Cell> {
        let behind = self.cells.partition_point(|cell| cell.start <= offset);
        self.cells.get(behind.saturating_sub(1))
    }

    /// The line and column that a reader looks for: in a sheet, the row and the column of the cell.
    pub fn shown_position(&self, offset: usize) -> Position {
        match self.cell(offset) {
            Some(cell) => cell.position(),
            None => self.position(offset),
        }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte offset; an offset past the end gives the end's position.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        Position {
            line,
            column: self.characters(start..offset) + 1,
        }
    }

    /// How many characters begin in a range of bytes.
    fn characters(&self, range: Range<usize>) -> usize {
        let bytes = self.text.as_bytes();
        if range.len() <= BLOCK {
            return begun(&bytes[range]);
        }
        let blocks = self.blocks.get_or_init(|| {
            let mut before = 0;
            let each = bytes.chunks(BLOCK).map(|block| {
                let so_far = before;
                before += begun(block);
                so_far
            });
            each.collect()
        });
        let before = |at: usize| {
            let block = (at / BLOCK).min(blocks.len() - 1);
            blocks[block] + begun(&bytes[block * BLOCK..at])
        };
        before(range.end) - before(range.start)
    }

    /// The bytes of a line (counted from 1), without its line break.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        if line == 1 {
            // Asked of every card, to name it; where the other lines begin need not be known for
            // that.
            return 0..self.text.find(['\n', '\r']).unwrap_or(self.text.len());
        }
        let starts = self.line_starts();
        let index = line.clamp(1, starts.len()) - 1;
        let start = starts[index];
        let end = starts.get(index + 1).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }

    /// A carriage return alone ends a line too, for Markdown (CommonMark 0.31.2, section 2.1), for
    /// YAML (1.2.2, section 5.4) and for editors.
    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
            let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends);
            std::iter::once(0).chain(breaks.map(|at| at + 1)).collect()
        })
    }
}

/// How many characters begin in some bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

/// All sources of a run, in the order in which they were found.
#[derive(Debug, Default)]
pub struct SourceSet {
    sources: Vec<Source>,
}

impl SourceSet {
    pub fn add(&mut self, source: Source) -> SourceId {
        self.sources.push(source);
        SourceId(u32::try_from(self.sources.len() - 1).unwrap_or(u32::MAX))
    }

    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter()
    }

    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source)
            .text()
            .get(span.range())
            .unwrap_or_default()
    }

    /// The span of a whole source.
    pub fn whole(&self, id: SourceId) -> Span {
        Span::new(id, 0..self.get(id).text().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source::new("a.md", "£5 é\r\nzwei\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(
            source.position("£5 ".len()),
            Position { line: 1, column: 4 }
        );
        assert_eq!(
            source.position("£5 é\r\nzw".len()),
            Position { line: 2, column: 3 }
        );
        assert_eq!(&source.text()[source.line_range(1)], "£5 é");
    }

    #[test]
    fn a_carriage_return_ends_a_line_with_and_without_a_line_feed() {
        let source = Source::new("a.md", "one\rtwo\r\n\rfour\r");
        assert_eq!(
            source.position("one\rt".len()),
            Position { line: 2, column: 2 }
        );
        assert_eq!(
            source.position("one\rtwo\r\n\r".len()),
            Position { line: 4, column: 1 }
        );
        let lines: Vec<&str> = (1..=4)
            .map(|line| &source.text()[source.line_range(line)])
            .collect();
        assert_eq!(lines, ["one", "two", "", "four"]);
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_its_characters() {
        let text = format!("£ first\n{}", "é a€".repeat(BLOCK));
        let source = Source::new("a.md", text.as_str());
        let line = &text["£ first\n".len()..];
        for (index, (at, _)) in line.char_indices().enumerate() {
            let position = source.position(text.len() - line.len() + at);
            assert_eq!((position.line, position.column), (2, index + 1));
        }
        let end = source.position(text.len());
        assert_eq!(end.column, line.chars().count() + 1);
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        let source = Source::new("a.md", "ab");
        assert_eq!(source.position(99), Position { line: 1, column: 3 });
    }
}
