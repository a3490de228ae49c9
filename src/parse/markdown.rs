//! From Markdown text to a [`Body`], by `pulldown-cmark` with the place of every event kept.
//!
//! Added here: figures (a picture alone in its paragraph), captions of tables, bare addresses as links, the few HTML tags that
//! are understood, and directives in comments (`pagebreak`, `below`, `allow`). Nothing of the text is dropped but comments and
//! tags; a tag that is not understood is reported, and its text is kept.

mod definitions;
mod html_table;
mod lettered;
mod light_tables;
mod linked_notes;
mod lists;
mod noted;
mod passages;
mod prepared;
mod quotation;
mod raw_html;
mod review;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Tag, TagEnd};

use super::addresses;
use super::body::{
    Alert, Alignment, Block, BlockKind, Body, Caption, Cell, Definition, Footnote, Heading, Id, Inline, Link, Picture, Table,
    Text,
};
use super::captions::{caption, caption_tables, joined, strip_word};
use super::frames::Frames;
use super::html;
use super::quotes::{Quotes, Turn};
use crate::diagnostic::{Diagnostic, Report};
use crate::limits::NESTING;
use crate::source::{Span, TextMap};
use lettered::Mark;
use lists::nest_letters;
use noted::Noted;
use passages::Passages;
use prepared::{Placed, Prepared};

/// How a text is read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// BCP 47; gives the quotation marks.
    pub language: &'a str,
    /// The labels, in small letters, of the footnotes to which the text may refer besides its own.
    pub notes: &'a [&'a BTreeSet<String>],
}

impl<'a> From<&'a str> for Reading<'a> {
    /// A text of a language that may refer to its own footnotes alone.
    fn from(language: &'a str) -> Self {
        Self { language, notes: &[] }
    }
}

/// Parses a text of blocks. `map` leads from its bytes to the source.
pub fn parse<'a>(text: &str, map: &TextMap, reading: impl Into<Reading<'a>>, report: &mut Report) -> Body {
    let reading = reading.into();
    // Addresses are masked byte for byte, so that nothing in them is taken for markup; the offsets stay.
    let masked = addresses::mask(text);
    let is_masked = matches!(masked, Cow::Owned(_));
    let prepared = Prepared::new(&masked);
    let noted = Noted::new(prepared.text(), reading.notes);
    let events = prepared.put_back(noted.events(options()));
    let notes = noted::labels(&events);
    definitions::unused(&masked, options(), &events, map, report);
    let body = Body::default();
    let mut builder = Builder {
        text,
        masked: is_masked,
        has_addresses: addresses::may_hold_one(text),
        map,
        reading,
        notes,
        marks: &prepared.marks,
        turns: quotation::turns(text, &events, |words| if is_masked { addresses::unmask(words) } else { Cow::Borrowed(words) }),
        passages: Passages::default(),
        events,
        at: 0,
        links: 0,
        depth: 0,
        in_table: false,
        body,
        report,
    };
    if let Some(range) = builder.too_deep() {
        let span = map.span(range);
        let message = format!("lists, quotes or emphasis are nested more than {NESTING} deep here");
        builder.report.push(Diagnostic::error("source/nesting", span, message).help("use headings, or fewer levels"));
        // The words are kept, so that the other checks see them.
        let words = Text { text: text.to_owned(), span: map.span(0..text.len()) };
        let block = Block { span: words.span, kind: BlockKind::Paragraph(vec![Inline::Text(words)]) };
        return Body { blocks: vec![block], ..Body::default() };
    }
    let blocks = builder.blocks(None);
    builder.body.blocks = blocks;
    cover_allowances(&mut builder.body);
    builder.body
}

/// What the parser is to know beyond CommonMark.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Parses running text: inline markup only, whatever a line begins with. Lines are joined by spaces, paragraphs by line breaks; what was
/// typed as an item of a list has a line of its own.
pub fn parse_inline<'a>(text: &str, map: &TextMap, reading: impl Into<Reading<'a>>, report: &mut Report) -> Vec<Inline> {
    let reading = reading.into();
    let mut content: Vec<Inline> = Vec::new();
    let mut paragraph_ended = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if line.trim().is_empty() {
            paragraph_ended = true;
            continue;
        }
        if !content.is_empty() {
            let span = map.span(start..start);
            let ends = paragraph_ended || begins_item(line.trim());
            content.push(if ends { Inline::HardBreak(span) } else { Inline::SoftBreak(span) });
        }
        paragraph_ended = false;
        content.extend(line_of(line.trim(), start, map, reading, report));
    }
    content
}

/// Whether a line would begin an item of a list, if the text were one of blocks.
fn begins_item(line: &str) -> bool {
    let marker = line.split([' ', '\t']).next().unwrap_or_default();
    let number = marker.strip_suffix(['.', ')']).unwrap_or_default();
    marker.len() < line.len() && (matches!(marker, "-" | "*" | "+") || is_short_number(number))
}

fn is_short_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One line. A bracket before it keeps the parser from taking its beginning for a list, a heading or a quote; it is taken off
/// again.
fn line_of(line: &str, start: usize, map: &TextMap, reading: Reading<'_>, report: &mut Report) -> Vec<Inline> {
    let guarded = format!("{GUARD}{line}");
    let body = parse(&guarded, &map.shifted(start, GUARD.len_utf8()), reading, report);
    let mut content = match body.blocks.into_iter().next().map(|block| block.kind) {
        Some(BlockKind::Paragraph(content)) => content,
        _ => Vec::new(),
    };
    if let Some(Inline::Text(first)) = content.first_mut() {
        first.span = first.part(GUARD.len_utf8()..first.text.len());
        first.text.remove(0);
        if first.text.is_empty() {
            content.remove(0);
        }
    }
    content
}

/// Begins no block, and lets quotation marks and emphasis open after it.
const GUARD: char = '(';

struct Builder<'a, 'r> {
    /// As the author wrote it; the events speak of the same bytes.
    text: &'r str,
    /// Whether addresses were masked.
    masked: bool,
    /// Whether it may hold bare addresses.
    has_addresses: bool,
    map: &'r TextMap,
    reading: Reading<'r>,
    /// The labels of the text's own footnotes.
    notes: BTreeSet<String>,
    /// The marks of letters, by their places.
    marks: &'a BTreeMap<usize, Mark>,
    /// Which way the straight quotation marks turn, by their places.
    turns: BTreeMap<usize, Turn>,
    passages: Passages,
    events: Vec<Placed<'a>>,
    at: usize,
    /// How many links enclose the text that is being read.
    links: usize,
    /// How many blocks enclose the block that is being read.
    depth: usize,
    /// Whether the words of a table of HTML are read, of which one warning has been given.
    in_table: bool,
    body: Body,
    report: &'r mut Report,
}

impl<'a> Builder<'a, '_> {
    /// Where lists and quotes, or the markup inside a line, are nested too deep to be drawn.
    fn too_deep(&self) -> Option<Range<usize>> {
        let (mut blocks, mut lines) = (0, 0);
        for (event, range) in &self.events {
            match event {
                Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::DefinitionList) => blocks += 1,
                Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::DefinitionList) => blocks -= 1,
                Event::Start(tag) if !is_block(tag) => lines += 1,
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {
                    lines -= 1;
                }
                _ => {}
            }
            if blocks > NESTING || lines > NESTING {
                let line = self.text[range.start..].lines().next().unwrap_or_default();
                return Some(range.start..range.start + line.len());
            }
        }
        None
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let length = self.text[range.clone()].trim_end().len();
        self.map.span(range.start..range.start + length)
    }

    /// Blocks up to the end of the enclosing tag, or of the text. Text without a paragraph (a tight list) becomes one.
    fn blocks(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let outer = self.passages.enter();
        self.depth += usize::from(end.is_some());
        let mut blocks = self.blocks_until(end);
        self.depth -= usize::from(end.is_some());
        self.end_passages(&mut blocks);
        self.passages.leave(outer);
        blocks
    }

    fn blocks_until(&mut self, end: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(tag) if Some(tag) == end => {
                    self.at += 1;
                    break;
                }
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => self.at += 1,
                Event::Start(tag) if is_block(&tag) => {
                    self.at += 1;
                    self.block(tag, range, &mut blocks);
                }
                Event::Rule => {
                    self.at += 1;
                    blocks.push(Block { span: self.span(&range), kind: BlockKind::Rule });
                }
                Event::Html(_) => {
                    self.at += 1;
                    self.html_block(range, &mut blocks);
                }
                Event::TaskListMarker(_) => self.at += 1,
                _ => {
                    let content = self.inlines(None);
                    push_paragraph(content, self.span(&range), &mut blocks);
                }
            }
        }
        caption_tables(&mut blocks);
        nest_letters(&mut blocks);
        // Most items hold one block; room for four would be a fifth of the memory that a plan takes.
        blocks.shrink_to_fit();
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Block>) {
        let span = self.span(&range);
        let end = tag.to_end();
        let kind = match tag {
            Tag::Paragraph => {
                let content = self.inlines(Some(end));
                push_paragraph(content, span, blocks);
                return;
            }
            Tag::Heading { level, id, classes, attrs } => {
                let id = id.map(|name| self.id_within(&name, &range));
                let mut content = self.inlines(Some(end));
                if id.is_some() || !classes.is_empty() || !attrs.is_empty() {
                    self.keep_braces(&range, id.as_ref(), &mut content);
                }
                BlockKind::Heading(Heading { level: level as u8, id, content })
            }
            Tag::BlockQuote(kind) => BlockKind::Quote { alert: kind.map(alert), blocks: self.blocks(Some(end)) },
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::Table(alignments) => BlockKind::Table(Box::new(self.table(alignments))),
            Tag::DefinitionList => BlockKind::Definitions(self.definitions()),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks(Some(end));
                self.body.footnotes.push(Footnote { label: label.to_string(), span, blocks });
                return;
            }
            _ => {
                blocks.extend(self.blocks(Some(end)));
                return;
            }
        };
        blocks.push(Block { span, kind });
    }

    /// `{…}` at the end of a heading is an id or it is text.
    fn keep_braces(&mut self, range: &Range<usize>, id: Option<&Id>, content: &mut Vec<Inline>) {
        let line = self.text[range.clone()].trim_end();
        let Some(at) = line.rfind('{') else { return };
        let place = range.start + at..range.start + line.len();
        let span = self.map.span(place.clone());
        if let Some(id) = id {
            if self.text[place].trim_matches(['{', '}', ' ']) == format!("#{}", id.name) {
                return;
            }
            let diagnostic =
                Diagnostic::warning("document/heading-attributes", span, "beside the id nothing else is understood here");
            self.report.push(diagnostic.help("write only `{#id}` at the end of a heading"));
            return;
        }
        content.push(Inline::Text(Text { text: format!(" {}", &self.text[place]), span }));
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> BlockKind {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().map(str::to_owned),
            CodeBlockKind::Indented => None,
        };
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(piece) => text.push_str(&self.unmask(&piece)),
                Event::End(_) => break,
                _ => {}
            }
        }
        BlockKind::Code { language, text: text.trim_end_matches('\n').to_owned() }
    }

    fn table(&mut self, alignments: Vec<pulldown_cmark::Alignment>) -> Table {
        let alignments: Vec<Alignment> = alignments.into_iter().map(alignment).collect();
        let width = alignments.len();
        let mut table = Table { alignments, header: Vec::new(), rows: Vec::new(), caption: None };
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
            let diagnostic = Diagnostic::error("document/row-width", self.span(range), message)
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
                    cells.push(Cell { span: self.span(&range), content, columns: 1, heads: false });
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        cells
    }

    fn definitions(&mut self) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines(Some(TagEnd::DefinitionListTitle));
                    definitions.push(Definition { term, details: Vec::new() });
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

    /// Running text up to `end`; without one, up to the next block or the end of the enclosing block.
    fn inlines(&mut self, end: Option<TagEnd>) -> Vec<Inline> {
        let spoken = self.passages.begin_inline();
        let mut frames = Frames::default();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(tag) if Some(tag) == end => {
                    self.at += 1;
                    break;
                }
                Event::End(_) if end.is_none() => break,
                Event::Start(tag) if end.is_none() && is_block(&tag) => break,
                Event::Html(_) | Event::Rule if end.is_none() => break,
                event => {
                    self.at += 1;
                    self.inline(event, range, &mut frames);
                }
            }
        }
        self.unclosed_passages(&frames);
        self.passages.end_inline(spoken);
        let mut content = frames.finish();
        linked_notes::mend(&mut content);
        if self.links == 0 && self.has_addresses {
            addresses::link(&mut content);
        }
        content
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, frames: &mut Frames) {
        let span = self.map.span(range.clone());
        let inline = match event {
            Event::Text(text) => {
                let text = self.quoted(self.unmask(&text), &range);
                return self.words(&text, range, frames);
            }
            Event::Code(text) => Inline::Code { text: self.unmask(&text).into_owned(), span },
            Event::SoftBreak => Inline::SoftBreak(span),
            Event::HardBreak => Inline::HardBreak(span),
            Event::FootnoteReference(label) => Inline::FootnoteReference { label: label.to_string(), span },
            Event::InlineHtml(html) | Event::Html(html) => {
                return self.inline_html(&self.unmask(&html), range.start, frames);
            }
            Event::Start(tag) => {
                let end = tag.to_end();
                match tag {
                    Tag::Emphasis => Inline::Emphasis(self.inlines(Some(end))),
                    Tag::Strong => Inline::Strong(self.inlines(Some(end))),
                    Tag::Strikethrough => Inline::Strikethrough(self.inlines(Some(end))),
                    Tag::Subscript => Inline::Subscript(self.inlines(Some(end))),
                    Tag::Superscript => Inline::Superscript(self.inlines(Some(end))),
                    Tag::Link { dest_url, link_type, .. } => {
                        let bare = self.text[range].starts_with('<');
                        let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                        self.links += 1;
                        let content = self.inlines(Some(end));
                        self.links -= 1;
                        // A link of Markdown within one of HTML is words.
                        if frames.in_link() {
                            return content.into_iter().for_each(|inline| frames.push(inline));
                        }
                        let target = addresses::with_scheme(&format!("{mail}{}", self.unmask(&dest_url)));
                        Inline::Link(Box::new(Link { span, target, content, bare }))
                    }
                    Tag::Image { dest_url, title, .. } => {
                        let (address, title) = (self.unmask(&dest_url), self.unmask(&title));
                        Inline::Picture(Box::new(self.picture(&address, &title, &range, span)))
                    }
                    _ => return,
                }
            }
            _ => return,
        };
        frames.push(inline);
    }

    /// Text in pieces that each stand in the source as they are, where they do.
    fn words(&self, text: &str, range: Range<usize>, frames: &mut Frames) {
        if text != &self.text[range.clone()] {
            return frames.text(text.to_owned(), self.map.span(range));
        }
        for piece in self.map.pieces(range) {
            frames.text(self.text[piece.clone()].to_owned(), self.map.span(piece));
        }
    }

    fn unmask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.masked { addresses::unmask(text) } else { Cow::Borrowed(text) }
    }

    /// A straight quote in the marks of the language.
    fn quoted<'t>(&self, text: Cow<'t, str>, range: &Range<usize>) -> Cow<'t, str> {
        let Some(turn) = self.turns.get(&range.start) else { return text };
        let quotes = Quotes::of(self.passages.language().unwrap_or(self.reading.language));
        Cow::Borrowed(quotes.mark(*turn, &self.text[range.clone()] == "\""))
    }

    fn picture(&mut self, address: &str, title: &str, range: &Range<usize>, span: Span) -> Picture {
        let alt = self.inlines(Some(TagEnd::Image));
        let (target, fragment) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
        let id = fragment.filter(|id| !id.is_empty()).map(|name| self.id_within(name, range));
        let content = if title.trim().is_empty() { Vec::new() } else { self.caption_text(title, range, span) };
        let caption = (!content.is_empty() || id.is_some()).then_some(Caption { content, id });
        Picture { span, target: target.to_owned(), alt, caption }
    }

    /// The caption is the link's title: found again in the source, so that its words have places.
    fn caption_text(&mut self, title: &str, range: &Range<usize>, span: Span) -> Vec<Inline> {
        let at = self.text[range.clone()].rfind(title).map(|at| self.map.span(range.start + at..range.start + at + 1));
        let map = TextMap::verbatim(span.source, at.map_or(span.start, |place| place.start));
        let notes: Vec<&BTreeSet<String>> = std::iter::once(&self.notes).chain(self.reading.notes.iter().copied()).collect();
        let reading = Reading { language: self.reading.language, notes: &notes };
        parse_inline(title, &map, reading, self.report)
    }

    fn id_within(&self, name: &str, range: &Range<usize>) -> Id {
        let written = &self.text[range.clone()];
        let at = written.rfind(&format!("#{name}")).map_or(range.start, |at| range.start + at + 1);
        Id { name: name.to_owned(), span: self.map.span(at..(at + name.len()).min(self.text.len())) }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Subscript
            | Tag::Superscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
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

/// A paragraph, or a figure if it holds one picture and nothing else.
fn push_paragraph(mut content: Vec<Inline>, span: Span, blocks: &mut Vec<Block>) {
    while matches!(content.last(), Some(Inline::SoftBreak(_) | Inline::HardBreak(_))) {
        content.pop();
    }
    let kind = match content.as_slice() {
        [] => return,
        [Inline::Picture(picture)] => BlockKind::Figure(picture.clone()),
        _ => BlockKind::Paragraph(content),
    };
    blocks.push(Block { span, kind });
}

/// An allowance speaks of the block in whose text it stands, or else of the first block that begins after it.
fn cover_allowances(body: &mut Body) {
    if body.allowances.is_empty() {
        return;
    }
    let (mut starts, mut texts): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    body.walk(&mut |block| {
        starts.push(block.span);
        if matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Heading(_) | BlockKind::Table(_)) {
            texts.push(block.span);
        }
    });
    for allowance in &mut body.allowances {
        let after = allowance.span.end;
        let around = texts.iter().find(|span| span.contains(allowance.span));
        let next = || starts.iter().filter(|span| span.start >= after).min_by_key(|span| (span.start, usize::MAX - span.end));
        allowance.covers = around.or_else(next).copied();
    }
}
