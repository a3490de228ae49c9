//! Tables and lists of definitions: what the parser says of their cells, and the lines of a caption
//! that it takes for rows.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Builder;
use crate::diagnostic::rules;
use crate::parse::body::{Alignment, Cell, Definition, Table};
use crate::parse::captions::{caption, joined, strip_word};
use crate::parse::html;

impl Builder<'_, '_> {
    pub(super) fn table(&mut self, alignments: Vec<pulldown_cmark::Alignment>) -> Table {
        let alignments: Vec<Alignment> = alignments.into_iter().map(alignment).collect();
        let width = alignments.len();
        let mut table = Table {
            alignments,
            header: Vec::new(),
            rows: Vec::new(),
            caption: None,
        };
        // To the parser the lines of a caption right below the table are rows.
        let mut caption_lines: Vec<Vec<Cell>> = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => table.header = self.cells(TagEnd::TableHead),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells(TagEnd::TableRow);
                    let line = self.text[range.clone()].trim();
                    if line.starts_with("Table:") || !caption_lines.is_empty() {
                        caption_lines.push(row);
                        continue;
                    }
                    self.check_width(line, width, &range);
                    table.rows.push(row);
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        if !caption_lines.is_empty() {
            table.caption = Some(caption(strip_word(joined(caption_lines), "Table:")));
        }
        table
    }

    /// A row that is longer than the header would lose its last cells, because GFM cuts them off.
    fn check_width(&mut self, line: &str, width: usize, range: &Range<usize>) {
        let cells = html::count_cells(line);
        if cells > width {
            let message = format!("this row has {cells} cells, but the table has {width} columns");
            let diagnostic = rules::document::ROW_WIDTH
                .at(self.span(range), message)
                .help("delete the cells that are too many, add a column to the header row, or write `\\|` for a bar in the text");
            self.report.push(diagnostic);
        }
    }

    fn cells(&mut self, end: TagEnd) -> Vec<Cell> {
        let mut cells = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let content = self.inlines(Some(TagEnd::TableCell));
                    cells.push(Cell {
                        span: self.span(&range),
                        content,
                        columns: 1,
                        heads: false,
                    });
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        cells
    }

    pub(super) fn definitions(&mut self) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines(Some(TagEnd::DefinitionListTitle));
                    definitions.push(Definition {
                        term,
                        details: Vec::new(),
                    });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let blocks = self.blocks(Some(TagEnd::DefinitionListDefinition));
                    if let Some(definition) = definitions.last_mut() {
                        definition.details.push(blocks);
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        definitions
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
