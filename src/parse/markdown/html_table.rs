//! Tables of HTML: rows of `<th>` and `<td>`, with a caption, cells across columns, and headings of
//! rows.
//!
//! In: the pieces of HTML from `<table>` to `</table>`. Out: a table like those of Markdown. What a
//! table of ours cannot say (cells across rows, tables in tables, two rows of headings) is not
//! read: one warning says so, and the caller keeps the words.

use std::ops::Range;

use super::Builder;
use crate::diagnostic::rules;
use crate::limits::COLUMN_SPAN;
use crate::parse::addresses;
use crate::parse::body::{Alignment, Block, BlockKind, Caption, Cell, Id, Inline, Table};
use crate::parse::captions::caption;
use crate::parse::frames::{Frames, Wrap};
use crate::parse::html::{self, Piece};

/// A piece of HTML and where it stands in the text.
pub(super) type Part<'t> = (Piece<'t>, Range<usize>);

/// How a cell was opened.
struct Opened {
    is_heading: bool,
    columns: usize,
    alignment: Alignment,
    /// Where its words begin.
    start: usize,
}

/// A row under construction.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    alignments: Vec<Alignment>,
    in_head: bool,
    /// Whether each cell is `<th>`, or all its words are bold.
    is_header: bool,
}

/// Where a table ends: behind its `</table>`, counted in pieces; `None` if it does not.
pub(super) fn end(parts: &[Part<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, (piece, _)) in parts.iter().enumerate() {
        match piece {
            Piece::Tag {
                name,
                closing: false,
            } if name == "table" => depth += 1,
            Piece::Tag {
                name,
                closing: true,
            } if name == "table" => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    None
}

impl Builder<'_, '_> {
    /// The table that these pieces are, if it is one that can be read.
    pub(super) fn html_table(&mut self, parts: &[Part<'_>]) -> Option<Block> {
        let (first, last) = (parts.first()?, parts.last()?);
        let range = first.1.start..last.1.end;
        let Some(cause) = self.unreadable(parts) else {
            let id = html::attribute(&self.text[first.1.clone()], "id").map(|(name, place)| Id {
                name: name.to_owned(),
                span: self
                    .map
                    .span(first.1.start + place.start..first.1.start + place.end),
            });
            let table = self.read_table(&parts[1..parts.len() - 1], id);
            return Some(Block {
                span: self.span(&range),
                kind: BlockKind::Table(Box::new(table)),
            });
        };
        let message =
            format!("this HTML table cannot be read as a table, because {cause}; its text is kept");
        let diagnostic = rules::document::HTML.at(self.map.span(first.1.clone()), message);
        self.report
            .push(diagnostic.help("write it as a Markdown table, or as a card of kind `table`"));
        None
    }

    /// Why a table cannot be read.
    fn unreadable(&self, parts: &[Part<'_>]) -> Option<&'static str> {
        let (mut in_cell, mut in_head, mut head_rows) = (false, false, 0);
        for (piece, range) in parts.iter().skip(1) {
            match piece {
                Piece::Text(text) if !in_cell && !text.trim().is_empty() => {
                    return Some("words stand between its cells");
                }
                Piece::Tag { name, closing } => match (name.as_str(), closing) {
                    ("table", false) => return Some("another one stands in it"),
                    ("thead", _) => in_head = !closing,
                    ("tr", false) => head_rows += usize::from(in_head),
                    ("td" | "th" | "caption", _) => {
                        in_cell = !closing;
                        if self.number_in(range, "rowspan") > 1 {
                            return Some("a cell goes across rows");
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let is_cell = |(piece, _): &Part<'_>| matches!(piece, Piece::Tag { name, closing: false } if name == "td" || name == "th");
        let is_closed = matches!(parts.last(), Some((Piece::Tag { name, closing: true }, _)) if name == "table");
        let causes = [
            (!is_closed, "it is not closed by `</table>`"),
            (!parts.iter().any(is_cell), "it has no cells"),
            (head_rows > 1, "it has two rows of headings"),
        ];
        causes
            .into_iter()
            .find_map(|(holds, cause)| holds.then_some(cause))
    }

    fn number_in(&self, tag: &Range<usize>, name: &str) -> usize {
        html::attribute(&self.text[tag.clone()], name)
            .and_then(|(value, _)| value.trim().parse().ok())
            .unwrap_or(1)
    }

    fn read_table(&mut self, parts: &[Part<'_>], id: Option<Id>) -> Table {
        let mut rows: Vec<Row> = Vec::new();
        let mut table_caption = None;
        let mut odd: Vec<String> = Vec::new();
        let (mut in_head, mut at) = (false, 0);
        while let Some((piece, range)) = parts.get(at) {
            at += 1;
            let Piece::Tag {
                name,
                closing: false,
            } = piece
            else {
                in_head &= !matches!(piece, Piece::Tag { name, .. } if name == "thead");
                continue;
            };
            match name.as_str() {
                "thead" => in_head = true,
                "tbody" | "tfoot" => in_head = false,
                "tr" => rows.push(Row {
                    in_head,
                    is_header: true,
                    ..Row::default()
                }),
                "td" | "th" => {
                    let opened = self.opened(name, range);
                    let length = inside(&parts[at..]);
                    if rows.is_empty() {
                        rows.push(Row {
                            in_head,
                            is_header: true,
                            ..Row::default()
                        });
                    }
                    let cell = self.html_cell(&parts[at..at + length], &opened, &mut odd);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell, &opened);
                    }
                    at += length;
                }
                "caption" => {
                    let length = inside(&parts[at..]);
                    let content = self.html_words(&parts[at..at + length], &mut odd);
                    table_caption = Some(caption(content));
                    at += length;
                }
                "colgroup" | "col" => {}
                name => odd.push(name.to_owned()),
            }
        }
        self.odd_tags(parts, &mut odd);
        let table_caption = table_caption.map(|caption| Caption {
            id: caption.id.or(id),
            ..caption
        });
        assembled(rows, table_caption)
    }

    fn opened(&self, name: &str, range: &Range<usize>) -> Opened {
        let tag = &self.text[range.clone()];
        let styled = html::attribute(tag, "style")
            .map_or("", |(style, _)| style)
            .to_ascii_lowercase();
        let aligned = html::attribute(tag, "align")
            .map_or("", |(align, _)| align)
            .to_ascii_lowercase();
        let alignment = match styled
            .split("text-align:")
            .nth(1)
            .unwrap_or(&aligned)
            .trim_start()
        {
            word if word.starts_with("right") => Alignment::Right,
            word if word.starts_with("center") => Alignment::Center,
            _ => Alignment::None,
        };
        let columns = self.number_in(range, "colspan").clamp(1, COLUMN_SPAN);
        Opened {
            is_heading: name == "th",
            columns,
            alignment,
            start: range.end,
        }
    }

    fn html_cell(&mut self, parts: &[Part<'_>], opened: &Opened, odd: &mut Vec<String>) -> Cell {
        let content = self.html_words(parts, odd);
        let end = parts.last().map_or(opened.start, |(_, range)| range.end);
        let lead =
            self.text[opened.start..end].len() - self.text[opened.start..end].trim_start().len();
        let span = self.span(&(opened.start + lead..end));
        Cell {
            span,
            content,
            columns: opened.columns,
            heads: opened.is_heading,
        }
    }

    /// The running text of a cell or a caption: paragraphs and items become lines.
    fn html_words(&mut self, parts: &[Part<'_>], odd: &mut Vec<String>) -> Vec<Inline> {
        let spoken = self.passages.begin_inline();
        let mut frames = Frames::default();
        for (piece, range) in parts {
            let span = self.map.span(range.clone());
            match piece {
                Piece::Tag { name, closing } => match (name.as_str(), closing) {
                    ("b" | "strong" | "i" | "em", true) => {
                        frames.close(name);
                    }
                    ("b" | "strong", false) => frames.open(Wrap::Strong(name.clone()), span),
                    ("i" | "em", false) => frames.open(Wrap::Emphasis(name.clone()), span),
                    ("p" | "div" | "li", _) if !frames.ends_with_space() => {
                        frames.push(Inline::HardBreak(span));
                    }
                    ("p" | "div" | "li" | "ul" | "ol", _) => {}
                    (name, _) if html::is_understood(name) => {
                        self.html_piece(piece, range.clone(), &mut frames);
                    }
                    (name, false) => odd.push(name.to_owned()),
                    _ => {}
                },
                _ => self.html_piece(piece, range.clone(), &mut frames),
            }
        }
        self.unclosed_passages(&frames);
        self.passages.end_inline(spoken);
        let mut content = frames.finish();
        while matches!(
            content.last(),
            Some(Inline::SoftBreak(_) | Inline::HardBreak(_))
        ) {
            content.pop();
        }
        addresses::link(&mut content);
        content
    }

    /// One warning for all tags in a table that are not passed on.
    fn odd_tags(&mut self, parts: &[Part<'_>], odd: &mut Vec<String>) {
        let Some(at) = parts
            .iter()
            .position(|(piece, _)| matches!(piece, Piece::Tag { name, .. } if odd.contains(name)))
        else {
            return;
        };
        odd.sort();
        odd.dedup();
        let names: Vec<String> = odd.iter().map(|name| format!("`<{name}>`")).collect();
        let message = format!(
            "tags in this HTML table are not passed on: {}; their text is kept",
            names.join(", ")
        );
        let diagnostic = rules::document::HTML.at(self.map.span(parts[at].1.clone()), message);
        self.report
            .push(diagnostic.help("write the table in Markdown, or leave these tags out"));
    }
}

impl Row {
    fn push(&mut self, cell: Cell, opened: &Opened) {
        self.alignments
            .extend(std::iter::repeat_n(opened.alignment, opened.columns));
        let is_bold = cell.content.iter().all(|inline| {
            matches!(
                inline,
                Inline::Strong(_) | Inline::SoftBreak(_) | Inline::HardBreak(_)
            )
        });
        self.is_header &= cell.heads || (is_bold && !cell.content.is_empty());
        self.cells.push(cell);
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|cell| cell.columns).sum()
    }
}

/// How many pieces stand in a cell or caption that was opened: up to its end, or to what ends it.
fn inside(parts: &[Part<'_>]) -> usize {
    let ends =
        |(piece, _): &Part<'_>| matches!(piece, Piece::Tag { name, .. } if is_of_table(name));
    parts.iter().position(ends).unwrap_or(parts.len())
}

fn is_of_table(name: &str) -> bool {
    matches!(
        name,
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" | "table" | "col" | "colgroup"
    )
}

/// The first row heads the columns if it is meant to; short rows are filled up.
fn assembled(mut rows: Vec<Row>, caption: Option<Caption>) -> Table {
    rows.retain(|row| !row.cells.is_empty());
    let width = rows.iter().map(Row::width).max().unwrap_or_default();
    let mut alignments = vec![Alignment::None; width];
    for row in rows.iter().rev() {
        let given = row
            .alignments
            .iter()
            .zip(&mut alignments)
            .filter(|(given, known)| **given != Alignment::None && **known == Alignment::None);
        given.for_each(|(given, known)| *known = *given);
    }
    let has_header = rows.first().is_some_and(|row| row.in_head || row.is_header);
    let mut rows = rows.into_iter().map(|row| filled(row.cells, width));
    let header = if has_header { rows.next() } else { None }.unwrap_or_default();
    Table {
        alignments,
        header,
        rows: rows.collect(),
        caption,
    }
}

fn filled(mut cells: Vec<Cell>, width: usize) -> Vec<Cell> {
    let missing = width.saturating_sub(cells.iter().map(|cell| cell.columns).sum());
    if let Some(span) = cells.last().map(|cell| cell.span) {
        cells.extend(std::iter::repeat_n(
            Cell {
                span,
                content: Vec::new(),
                columns: 1,
                heads: false,
            },
            missing,
        ));
    }
    cells
}
