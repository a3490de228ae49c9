//! From Markdown text to a [`Body`], by `pulldown-cmark` with the place of every event kept.
//!
//! Added here: figures (a picture alone in its paragraph), captions of tables, bare addresses as links, the few HTML tags that
//! are understood, and directives in comments (`pagebreak`, `below`, `allow`). Nothing of the text is dropped but comments and
//! tags; a tag that is not understood is reported, and its text is kept.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::body::{
    Alert, Alignment, Allowance, Block, BlockKind, Body, Caption, Cell, Definition, Footnote, Heading, Id, Inline, Item, Link,
    List, Picture, Table, Text,
};
use super::html::{self, Piece};
use super::quotes::Quotes;
use crate::diagnostic::{Diagnostic, Report};
use crate::source::{Span, TextMap};

/// Lists and quotes may be nested so deep; what lies deeper is an error (Typst draws at most 31 lists and 15 quotes).
pub const MOST_NESTED: usize = 12;

/// Parses a text of blocks. `map` leads from its bytes to the source; `language` (BCP 47) gives the quotation marks.
pub fn parse(text: &str, map: &TextMap, language: &str, report: &mut Report) -> Body {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(text, options).into_offset_iter().collect();
    let mut builder = Builder { text, map, quotes: Quotes::of(language), language, events, at: 0, body: Body::default(), report };
    if let Some(range) = builder.too_deep() {
        let span = map.span(range);
        let message = format!("lists and quotes are nested more than {MOST_NESTED} deep here");
        builder.report.push(Diagnostic::error("source/nesting", span, message).help("use headings, or fewer levels"));
        return Body::default();
    }
    let blocks = builder.blocks(None);
    builder.body.blocks = blocks;
    cover_allowances(&mut builder.body);
    builder.body
}

/// Parses a text of one paragraph's inline markup; further paragraphs follow after a line break.
pub fn parse_inline(text: &str, map: &TextMap, language: &str, report: &mut Report) -> Vec<Inline> {
    let body = parse(text, map, language, report);
    let mut content: Vec<Inline> = Vec::new();
    for block in body.blocks {
        let runs = into_runs(block.kind);
        for run in runs {
            if !content.is_empty() {
                content.push(Inline::HardBreak(block.span));
            }
            content.extend(run);
        }
    }
    content
}

/// What stands in a block that was meant to be a line of text.
fn into_runs(kind: BlockKind) -> Vec<Vec<Inline>> {
    match kind {
        BlockKind::Paragraph(content) => vec![content],
        BlockKind::Heading(heading) => vec![heading.content],
        BlockKind::Figure(picture) => vec![vec![Inline::Picture(picture)]],
        BlockKind::List(list) => {
            list.items.into_iter().flat_map(|item| item.blocks).flat_map(|block| into_runs(block.kind)).collect()
        }
        BlockKind::Quote { blocks, .. } => blocks.into_iter().flat_map(|block| into_runs(block.kind)).collect(),
        BlockKind::Code { text, .. } => vec![vec![Inline::Text(Text { text, span: NOWHERE })]],
        _ => Vec::new(),
    }
}

/// The place of what an indented line became; it is only ever drawn, never reported.
const NOWHERE: Span = Span::nowhere();

struct Builder<'a, 'r> {
    text: &'a str,
    map: &'r TextMap,
    quotes: Quotes,
    language: &'r str,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    body: Body,
    report: &'r mut Report,
}

impl<'a> Builder<'a, '_> {
    fn too_deep(&self) -> Option<Range<usize>> {
        let mut depth = 0;
        for (event, range) in &self.events {
            match event {
                Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::DefinitionList) => depth += 1,
                Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::DefinitionList) => depth -= 1,
                _ => {}
            }
            if depth > MOST_NESTED {
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
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(tag) if Some(tag) == end => {
                    self.at += 1;
                    break;
                }
                Event::Start(tag) if is_block(&tag) => {
                    self.at += 1;
                    self.block(tag, range, &mut blocks);
                }
                Event::Rule => {
                    self.at += 1;
                    blocks.push(Block { span: self.span(&range), kind: BlockKind::Rule });
                }
                Event::Html(html) => {
                    self.at += 1;
                    self.html_block(&html, range.start, &mut blocks);
                }
                Event::TaskListMarker(_) => self.at += 1,
                _ => {
                    let content = self.inlines(None);
                    push_paragraph(content, self.span(&range), &mut blocks);
                }
            }
        }
        caption_tables(&mut blocks);
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
            Tag::Heading { level, id, .. } => {
                let id = id.map(|name| self.id_within(&name, &range));
                BlockKind::Heading(Heading { level: level as u8, id, content: self.inlines(Some(end)) })
            }
            Tag::BlockQuote(kind) => BlockKind::Quote { alert: kind.map(alert), blocks: self.blocks(Some(end)) },
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::HtmlBlock => {
                blocks.extend(self.blocks(Some(end)));
                return;
            }
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::Table(alignments) => BlockKind::Table(self.table(alignments)),
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

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> BlockKind {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().map(str::to_owned),
            CodeBlockKind::Indented => None,
        };
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::End(_) => break,
                _ => {}
            }
        }
        BlockKind::Code { language, text: text.trim_end_matches('\n').to_owned() }
    }

    fn list(&mut self, start: Option<u64>) -> List {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let task = match self.events.get(self.at) {
                        Some((Event::TaskListMarker(done), _)) => Some(*done),
                        _ => None,
                    };
                    let task = task.or_else(|| self.task_in_paragraph());
                    list.tight &= !matches!(self.events.get(self.at), Some((Event::Start(Tag::Paragraph), _)));
                    let span = self.span(&range);
                    let blocks = self.blocks(Some(TagEnd::Item));
                    list.items.push(Item { span, task, blocks });
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        list
    }

    /// In a loose list the marker of a task stands inside its paragraph.
    fn task_in_paragraph(&mut self) -> Option<bool> {
        let Some((Event::Start(Tag::Paragraph), _)) = self.events.get(self.at) else { return None };
        match self.events.get(self.at + 1) {
            Some((Event::TaskListMarker(done), _)) => {
                let done = *done;
                self.events.remove(self.at + 1);
                Some(done)
            }
            _ => None,
        }
    }

    fn table(&mut self, alignments: Vec<pulldown_cmark::Alignment>) -> Table {
        let alignments: Vec<Alignment> = alignments.into_iter().map(alignment).collect();
        let width = alignments.len();
        let mut table = Table { alignments, header: Vec::new(), rows: Vec::new(), caption: None };
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => table.header = self.cells(TagEnd::TableHead),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells(TagEnd::TableRow);
                    let line = self.text[range.clone()].trim();
                    if line.starts_with("Table:") && !line.contains('|') {
                        let content = row.into_iter().next().map(|cell| cell.content).unwrap_or_default();
                        table.caption = Some(caption(strip_word(content, "Table:")));
                        continue;
                    }
                    self.check_width(line, width, &range);
                    table.rows.push(row);
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
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
                    cells.push(Cell { span: self.span(&range), content });
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
        let mut content = frames.finish();
        link_addresses(&mut content);
        content
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, frames: &mut Frames) {
        let span = self.map.span(range.clone());
        let inline = match event {
            Event::Text(text) => {
                let written = &self.text[range];
                let text = if written == "\"" || written == "'" { self.quotes.of_language(&text) } else { text.to_string() };
                return frames.text(text, span);
            }
            Event::Code(text) => Inline::Code { text: text.to_string(), span },
            Event::SoftBreak => Inline::SoftBreak(span),
            Event::HardBreak => Inline::HardBreak(span),
            Event::FootnoteReference(label) => Inline::FootnoteReference { label: label.to_string(), span },
            Event::InlineHtml(html) | Event::Html(html) => return self.inline_html(&html, range.start, frames),
            Event::Start(tag) => {
                let end = tag.to_end();
                match tag {
                    Tag::Emphasis => Inline::Emphasis(self.inlines(Some(end))),
                    Tag::Strong => Inline::Strong(self.inlines(Some(end))),
                    Tag::Strikethrough => Inline::Strikethrough(self.inlines(Some(end))),
                    Tag::Subscript => Inline::Subscript(self.inlines(Some(end))),
                    Tag::Superscript => Inline::Superscript(self.inlines(Some(end))),
                    Tag::Link { dest_url, .. } => {
                        let bare = self.text[range].starts_with('<');
                        let content = self.inlines(Some(end));
                        Inline::Link(Link { span, target: dest_url.to_string(), content, bare })
                    }
                    Tag::Image { dest_url, title, .. } => Inline::Picture(self.picture(&dest_url, &title, &range, span)),
                    _ => return,
                }
            }
            _ => return,
        };
        frames.push(inline);
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
        parse_inline(title, &map, self.language, self.report)
    }

    fn id_within(&self, name: &str, range: &Range<usize>) -> Id {
        let written = &self.text[range.clone()];
        let at = written.rfind(&format!("#{name}")).map_or(range.start, |at| range.start + at + 1);
        Id { name: name.to_owned(), span: self.map.span(at..(at + name.len()).min(self.text.len())) }
    }

    fn html_block(&mut self, text: &str, start: usize, blocks: &mut Vec<Block>) {
        // A comment may run over several lines, and the parser hands over line by line: join them.
        let mut end = start + text.len();
        while let Some((Event::Html(_), range)) = self.events.get(self.at) {
            end = range.end;
            self.at += 1;
        }
        let mut frames = Frames::default();
        for (piece, range) in html::pieces(&self.text[start..end]) {
            let range = start + range.start..start + range.end;
            if let Piece::Comment(comment) = &piece {
                if let Some(kind) = self.directive(comment, &range) {
                    let content = std::mem::take(&mut frames).finish();
                    push_paragraph(content, self.span(&range), blocks);
                    blocks.push(Block { span: self.span(&range), kind });
                }
            } else {
                self.html_piece(&piece, range, &mut frames);
            }
        }
        let mut content = frames.finish();
        link_addresses(&mut content);
        push_paragraph(content, self.span(&(start..end)), blocks);
    }

    fn inline_html(&mut self, text: &str, start: usize, frames: &mut Frames) {
        for (piece, range) in html::pieces(text) {
            let range = start + range.start..start + range.end;
            match &piece {
                Piece::Comment(comment) => {
                    if self.directive(comment, &range).is_some() {
                        let message = format!("`{}` stands inside a paragraph, where it does nothing", comment.trim());
                        let diagnostic = Diagnostic::warning("document/html", self.map.span(range), message);
                        self.report.push(diagnostic.help("put the comment on a line of its own, with a blank line around it"));
                    }
                }
                _ => self.html_piece(&piece, range, frames),
            }
        }
    }

    fn html_piece(&mut self, piece: &Piece<'_>, range: Range<usize>, frames: &mut Frames) {
        let span = self.map.span(range.clone());
        match piece {
            Piece::Comment(_) => {}
            Piece::Text(text) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                if !words.is_empty() {
                    frames.text(words.join(" "), span);
                }
            }
            Piece::Tag { name, closing } => match name.as_str() {
                "br" => frames.push(Inline::HardBreak(span)),
                "sub" | "sup" if *closing => frames.close(name),
                "sub" | "sup" => frames.open(name),
                _ => self.unknown_tag(name, *closing, span),
            },
        }
    }

    fn unknown_tag(&mut self, name: &str, closing: bool, span: Span) {
        if closing {
            return;
        }
        let message = format!("the HTML tag `<{name}>` is not passed on; its text is kept");
        let diagnostic = Diagnostic::warning("document/html", span, message)
            .help("write Markdown instead; of HTML only `<br>`, `<sub>`, `<sup>` and comments are understood");
        self.report.push(diagnostic);
    }

    /// What a comment orders; an allowance is noted, other comments are dropped.
    fn directive(&mut self, comment: &str, range: &Range<usize>) -> Option<BlockKind> {
        let comment = comment.trim();
        match comment {
            "pagebreak" => return Some(BlockKind::PageBreak),
            "below" => return Some(BlockKind::Below),
            _ => {}
        }
        if let Some(rest) = comment.strip_prefix("allow:") {
            let (code, reason) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
            let span = self.map.span(range.clone());
            let allowance = Allowance { code: code.to_owned(), reason: reason.trim().to_owned(), span, covers: None };
            self.body.allowances.push(allowance);
        }
        None
    }
}

/// Running text under construction, with the `<sub>` and `<sup>` that are open.
#[derive(Default)]
struct Frames {
    done: Vec<Inline>,
    open: Vec<(String, Vec<Inline>)>,
}

impl Frames {
    fn push(&mut self, inline: Inline) {
        self.top().push(inline);
    }

    /// Adds text; what stands beside the last text in the source, in the same bytes, is joined to it.
    fn text(&mut self, text: String, span: Span) {
        let exact = |text: &str, span: Span| span.end - span.start == text.len();
        if let Some(Inline::Text(last)) = self.top().last_mut()
            && last.span.end == span.start
            && exact(&last.text, last.span)
            && exact(&text, span)
        {
            last.text.push_str(&text);
            last.span.end = span.end;
            return;
        }
        self.push(Inline::Text(Text { text, span }));
    }

    fn open(&mut self, name: &str) {
        self.open.push((name.to_owned(), Vec::new()));
    }

    fn close(&mut self, name: &str) {
        if self.open.last().is_some_and(|(open, _)| open == name)
            && let Some((_, content)) = self.open.pop()
        {
            self.push(if name == "sub" { Inline::Subscript(content) } else { Inline::Superscript(content) });
        }
    }

    fn top(&mut self) -> &mut Vec<Inline> {
        self.open.last_mut().map_or(&mut self.done, |(_, content)| content)
    }

    fn finish(mut self) -> Vec<Inline> {
        while let Some((_, content)) = self.open.pop() {
            self.top().extend(content);
        }
        self.done
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

/// `Table: The caption {#tab-x}` in the paragraph after a table is its caption.
fn caption_tables(blocks: &mut Vec<Block>) {
    let mut at = 1;
    while at < blocks.len() {
        let is_caption = matches!(&blocks[at].kind, BlockKind::Paragraph(content) if starts_with_word(content, "Table:"));
        let has_place = matches!(&blocks[at - 1].kind, BlockKind::Table(table) if table.caption.is_none());
        if is_caption && has_place {
            let block = blocks.remove(at);
            if let (BlockKind::Paragraph(content), BlockKind::Table(table)) = (block.kind, &mut blocks[at - 1].kind) {
                table.caption = Some(caption(strip_word(content, "Table:")));
            }
        } else {
            at += 1;
        }
    }
}

fn starts_with_word(content: &[Inline], word: &str) -> bool {
    matches!(content.first(), Some(Inline::Text(text)) if text.text.starts_with(word))
}

fn strip_word(mut content: Vec<Inline>, word: &str) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = content.first_mut() {
        let cut = text.text.len() - text.text[word.len()..].trim_start().len();
        text.span = text.part(cut..text.text.len());
        text.text.drain(..cut);
    }
    content
}

/// Takes a trailing `{#id}` off a caption.
fn caption(mut content: Vec<Inline>) -> Caption {
    let mut id = None;
    if let Some(Inline::Text(text)) = content.last_mut()
        && let Some(at) = text.text.rfind("{#")
        && text.text.trim_end().ends_with('}')
    {
        let name = text.text[at + 2..].trim_end().trim_end_matches('}').to_owned();
        id = Some(Id { span: text.part(at + 2..at + 2 + name.len()), name });
        let kept = text.text[..at].trim_end().len();
        text.span = text.part(0..kept);
        text.text.truncate(kept);
    }
    Caption { content, id }
}

/// Turns bare web addresses in running text into links.
fn link_addresses(content: &mut Vec<Inline>) {
    let mut finder = linkify::LinkFinder::new();
    finder.kinds(&[linkify::LinkKind::Url]).url_must_have_scheme(true);
    let mut at = 0;
    while at < content.len() {
        let Inline::Text(text) = &content[at] else {
            at += 1;
            continue;
        };
        let Some(found) = finder.links(&text.text).find(|found| is_web(found.as_str())) else {
            at += 1;
            continue;
        };
        let (start, end) = (found.start(), found.end());
        let piece = |range: Range<usize>| Text { text: text.text[range.clone()].to_owned(), span: text.part(range) };
        let address = piece(start..end);
        let link = Link { span: address.span, target: address.text.clone(), content: vec![Inline::Text(address)], bare: true };
        let mut parts = Vec::new();
        if start > 0 {
            parts.push(Inline::Text(piece(0..start)));
        }
        parts.push(Inline::Link(link));
        let next = at + parts.len();
        if end < text.text.len() {
            parts.push(Inline::Text(piece(end..text.text.len())));
        }
        content.splice(at..=at, parts);
        at = next;
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

/// An allowance speaks of the first block that begins after it.
fn cover_allowances(body: &mut Body) {
    let mut starts: Vec<Span> = Vec::new();
    body.walk(&mut |block| starts.push(block.span));
    starts.sort_unstable();
    for allowance in &mut body.allowances {
        let after = allowance.span.end;
        allowance.covers =
            starts.iter().filter(|span| span.start >= after).min_by_key(|span| (span.start, usize::MAX - span.end)).copied();
    }
}
