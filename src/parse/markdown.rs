//! From Markdown text to a [`Body`], by `pulldown-cmark` with the place of every event kept.
//!
//! Added here: figures (a picture alone in its paragraph), captions of tables, bare addresses as
//! links, the few HTML tags that are understood, and directives in comments (`pagebreak`, `below`,
//! `allow`). Nothing of the text is dropped but comments and tags; a tag that is not understood is
//! reported, and its text is kept.

mod allowances;
mod colons;
mod definitions;
mod html_table;
mod lettered;
mod light_tables;
mod linked_notes;
mod lists;
mod noted;
mod passages;
mod pictures;
mod prepared;
mod quotation;
mod raw_html;
mod review;
mod running;
mod tables;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Tag, TagEnd};

use super::addresses;
use super::body::{Alert, Block, BlockKind, Body, Footnote, Heading, Id, Inline, Link, Text};
use super::captions::caption_tables;
use super::frames::Frames;
use super::quotes::{Quotes, Turn};
use crate::diagnostic::{Report, rules};
use crate::limits::NESTING;
use crate::source::{Span, TextMap};
use lettered::Mark;
use lists::nest_letters;
use noted::Noted;
use passages::Passages;
use prepared::{Placed, Prepared};
pub use running::parse_inline;

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
        Self {
            language,
            notes: &[],
        }
    }
}

/// Parses a text of blocks. `map` leads from its bytes to the source.
pub fn parse<'a>(
    text: &str,
    map: &TextMap,
    reading: impl Into<Reading<'a>>,
    report: &mut Report,
) -> Body {
    let reading = reading.into();
    // Addresses are masked byte for byte, so that nothing in them is taken for markup; the offsets
    // stay.
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
        turns: quotation::turns(text, &events, |words| {
            if is_masked {
                addresses::unmask(words)
            } else {
                Cow::Borrowed(words)
            }
        }),
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
        builder.report.push(
            rules::source::NESTING
                .at(span, message)
                .help("use headings, or fewer levels"),
        );
        // The words are kept, so that the other checks see them.
        let words = Text {
            text: text.to_owned(),
            span: map.span(0..text.len()),
        };
        let block = Block {
            span: words.span,
            kind: BlockKind::Paragraph(vec![Inline::Text(words)]),
        };
        return Body {
            blocks: vec![block],
            ..Body::default()
        };
    }
    let blocks = builder.blocks(None);
    builder.body.blocks = blocks;
    allowances::cover(&mut builder.body);
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
                Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::DefinitionList) => {
                    blocks += 1;
                }
                Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::DefinitionList) => {
                    blocks -= 1;
                }
                Event::Start(tag) if !is_block(tag) => lines += 1,
                Event::End(
                    TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image,
                ) => {
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

    /// Blocks up to the end of the enclosing tag, or of the text. Text without a paragraph (a tight
    /// list) becomes one.
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
                    blocks.push(Block {
                        span: self.span(&range),
                        kind: BlockKind::Rule,
                    });
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
        // Most items hold one block; room for four would be a fifth of the memory that a plan
        // takes.
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
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let id = id.map(|name| self.id_within(&name, &range));
                let mut content = self.inlines(Some(end));
                if id.is_some() || !classes.is_empty() || !attrs.is_empty() {
                    self.keep_braces(&range, id.as_ref(), &mut content);
                }
                BlockKind::Heading(Heading {
                    level: level as u8,
                    id,
                    content,
                })
            }
            Tag::BlockQuote(kind) => BlockKind::Quote {
                alert: kind.map(alert),
                blocks: self.blocks(Some(end)),
            },
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::Table(alignments) => BlockKind::Table(Box::new(self.table(alignments))),
            Tag::DefinitionList => BlockKind::Definitions(self.definitions()),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks(Some(end));
                self.body.footnotes.push(Footnote {
                    label: label.to_string(),
                    span,
                    blocks,
                });
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
            let diagnostic = rules::document::HEADING_ATTRIBUTES
                .at(span, "beside the id nothing else is understood here");
            self.report
                .push(diagnostic.help("write only `{#id}` at the end of a heading"));
            return;
        }
        content.push(Inline::Text(Text {
            text: format!(" {}", &self.text[place]),
            span,
        }));
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
        BlockKind::Code {
            language,
            text: text.trim_end_matches('\n').to_owned(),
        }
    }

    /// Running text up to `end`; without one, up to the next block or the end of the enclosing
    /// block.
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
            Event::Code(text) => Inline::Code {
                text: self.unmask(&text).into_owned(),
                span,
            },
            Event::SoftBreak => Inline::SoftBreak(span),
            Event::HardBreak => Inline::HardBreak(span),
            Event::FootnoteReference(label) => Inline::FootnoteReference {
                label: label.to_string(),
                span,
            },
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
                    Tag::Link {
                        dest_url,
                        link_type,
                        ..
                    } => {
                        let bare = self.text[range].starts_with('<');
                        let mail = if link_type == LinkType::Email {
                            "mailto:"
                        } else {
                            ""
                        };
                        self.links += 1;
                        let content = self.inlines(Some(end));
                        self.links -= 1;
                        // A link of Markdown within one of HTML is words.
                        if frames.in_link() {
                            return content.into_iter().for_each(|inline| frames.push(inline));
                        }
                        let target =
                            addresses::with_scheme(&format!("{mail}{}", self.unmask(&dest_url)));
                        Inline::Link(Box::new(Link {
                            span,
                            target,
                            content,
                            bare,
                        }))
                    }
                    Tag::Image {
                        dest_url, title, ..
                    } => {
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
        if self.masked {
            addresses::unmask(text)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// A straight quote in the marks of the language.
    fn quoted<'t>(&self, text: Cow<'t, str>, range: &Range<usize>) -> Cow<'t, str> {
        let Some(turn) = self.turns.get(&range.start) else {
            return text;
        };
        let quotes = Quotes::of(self.passages.language().unwrap_or(self.reading.language));
        Cow::Borrowed(quotes.mark(*turn, &self.text[range.clone()] == "\""))
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

/// A paragraph, or a figure if it holds one picture and nothing else.
fn push_paragraph(mut content: Vec<Inline>, span: Span, blocks: &mut Vec<Block>) {
    while matches!(
        content.last(),
        Some(Inline::SoftBreak(_) | Inline::HardBreak(_))
    ) {
        content.pop();
    }
    let kind = match content.as_slice() {
        [] => return,
        [Inline::Picture(picture)] => BlockKind::Figure(picture.clone()),
        _ => BlockKind::Paragraph(content),
    };
    blocks.push(Block { span, kind });
}
