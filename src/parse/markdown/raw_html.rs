//! Raw HTML in a Markdown text: the few tags that are understood, comments that give orders, and
//! the words of all the rest.

use std::ops::Range;

use pulldown_cmark::Event;

use super::html_table::{self, Part};
use super::{Builder, push_paragraph};
use crate::diagnostic::rules;
use crate::parse::addresses;
use crate::parse::body::{Allowance, Block, BlockKind, Caption, Id, Inline, Picture};
use crate::parse::frames::{Frames, Wrap};
use crate::parse::html::{self, Piece};
use crate::source::Span;

/// A piece without what stands in it between the lines of the block: the signs of a quote around
/// it, and indentation.
fn without<'t>(gaps: &[Range<usize>], (piece, range): Part<'t>, text: &'t str) -> Vec<Part<'t>> {
    let inside: Vec<&Range<usize>> = gaps
        .iter()
        .filter(|gap| range.start < gap.end && gap.start < range.end)
        .collect();
    if inside.is_empty() || !matches!(piece, Piece::Text(_)) {
        return vec![(piece, range)];
    }
    let starts = std::iter::once(range.start).chain(inside.iter().map(|gap| gap.end));
    let ends = inside
        .iter()
        .map(|gap| gap.start)
        .chain(std::iter::once(range.end));
    let kept = starts.zip(ends).filter(|(start, end)| start < end);
    kept.map(|(start, end)| (Piece::Text(&text[start..end]), start..end))
        .collect()
}

impl<'r> Builder<'_, 'r> {
    pub(super) fn html_block(&mut self, first: Range<usize>, blocks: &mut Vec<Block>) {
        // A comment may run over several lines, and the parser hands over line by line: join them.
        let Range { start, mut end } = first;
        let mut gaps = Vec::new();
        while let Some((Event::Html(_), range)) = self.events.get(self.at) {
            gaps.extend((end < range.start).then_some(end..range.start));
            end = range.end;
            self.at += 1;
        }
        let mut spoken = self.passages.begin_inline();
        let mut frames = Frames::default();
        let text = self.text;
        let placed = |(piece, range): (Piece<'r>, Range<usize>)| {
            (piece, start + range.start..start + range.end)
        };
        let parts: Vec<Part<'_>> = html::pieces(&text[start..end])
            .into_iter()
            .map(placed)
            .collect();
        let parts: Vec<Part<'_>> = parts
            .into_iter()
            .flat_map(|part| without(&gaps, part, text))
            .collect();
        let mut at = 0;
        while let Some((piece, range)) = parts.get(at) {
            at += 1;
            match piece {
                Piece::Comment(comment) => {
                    let kind = self.directive(comment, range);
                    if kind.is_some() && self.depth > 0 {
                        self.useless(comment, range);
                    } else if let Some(kind) = kind {
                        self.flush(&mut frames, range, blocks);
                        blocks.push(Block {
                            span: self.span(range),
                            kind,
                        });
                    }
                }
                Piece::Tag { name, .. } if name == "div" => {
                    self.flush(&mut frames, range, blocks);
                    self.division(piece, range, blocks);
                    spoken = self.passages.begin_inline();
                }
                Piece::Tag {
                    name,
                    closing: false,
                } if name == "table" => {
                    self.flush(&mut frames, range, blocks);
                    at += self.table_block(&parts[at - 1..], &mut frames, blocks);
                }
                _ => self.html_piece(piece, range.clone(), &mut frames),
            }
        }
        self.unclosed_passages(&frames);
        self.passages.end_inline(spoken);
        self.flush(&mut frames, &(start..end), blocks);
    }

    /// What has been read so far is a paragraph, and stands at `range`.
    fn flush(&self, frames: &mut Frames, range: &Range<usize>, blocks: &mut Vec<Block>) {
        let mut content = std::mem::take(frames).finish();
        addresses::link(&mut content);
        push_paragraph(content, self.span(range), blocks);
    }

    /// A table, or its words if it is none of ours. Says how many pieces it took beside its tag.
    fn table_block(
        &mut self,
        parts: &[Part<'_>],
        frames: &mut Frames,
        blocks: &mut Vec<Block>,
    ) -> usize {
        let length = html_table::end(parts).unwrap_or(parts.len());
        let table = &parts[..length];
        match self.html_table(table) {
            Some(block) => blocks.push(block),
            None => {
                self.in_table = true;
                table[1..]
                    .iter()
                    .for_each(|(piece, range)| self.html_piece(piece, range.clone(), frames));
                self.in_table = false;
            }
        }
        length - 1
    }

    /// A `<div>` or its end. One without a language is a tag like others.
    fn division(&mut self, piece: &Piece<'_>, range: &Range<usize>, blocks: &mut Vec<Block>) {
        let span = self.map.span(range.clone());
        let has_language = html::attribute(&self.text[range.clone()], "lang").is_some();
        match piece {
            Piece::Tag { closing: true, .. } => self.close_division(blocks),
            _ => {
                if !has_language {
                    self.unknown_tag("div", false, span);
                }
                let language = self.language_of(range);
                self.open_division(language, span, blocks.len());
            }
        }
    }

    pub(super) fn inline_html(&mut self, text: &str, start: usize, frames: &mut Frames) {
        for (piece, range) in html::pieces(text) {
            let range = start + range.start..start + range.end;
            match &piece {
                Piece::Comment(comment) => {
                    if self.directive(comment, &range).is_some() {
                        self.useless(comment, &range);
                    }
                }
                _ => self.html_piece(&piece, range, frames),
            }
        }
    }

    fn useless(&mut self, comment: &str, range: &Range<usize>) {
        let message = format!(
            "`{}` stands inside a paragraph, a list or a quote, where it does nothing",
            comment.trim()
        );
        let diagnostic = rules::document::HTML.at(self.map.span(range.clone()), message);
        self.report.push(
            diagnostic.help("put the comment on a line of its own, between paragraphs of the card"),
        );
    }

    pub(super) fn html_piece(
        &mut self,
        piece: &Piece<'_>,
        range: Range<usize>,
        frames: &mut Frames,
    ) {
        let span = self.map.span(range.clone());
        match piece {
            Piece::Comment(_) => {}
            Piece::Text(_) => self.html_text(range, frames),
            Piece::Tag { name, closing } => match name.as_str() {
                "br" => frames.push(Inline::HardBreak(span)),
                "sub" | "sup" if *closing => {
                    frames.close(name);
                }
                "sub" => frames.open(Wrap::Subscript, span),
                "sup" => frames.open(Wrap::Superscript, span),
                "span" if *closing => {
                    if let Some(Wrap::Passage(_)) = frames.close(name) {
                        self.passages.end();
                    }
                }
                "span" => self.open_span(&range, span, frames),
                "a" if *closing => {
                    frames.close(name);
                }
                "a" => self.open_link(&range, span, frames),
                "img" if !*closing => self.html_picture(&range, span, frames),
                name => {
                    if *closing || !self.review_mark(name, &range) {
                        self.unknown_tag(name, *closing, span);
                    }
                    if *closing && html::ends_a_line(name) {
                        frames.push(Inline::HardBreak(span));
                    }
                }
            },
        }
    }

    /// `<span lang="…">`; one without a language is a tag like others.
    fn open_span(&mut self, range: &Range<usize>, span: Span, frames: &mut Frames) {
        if !self.review_mark("span", range)
            && html::attribute(&self.text[range.clone()], "lang").is_none()
        {
            self.unknown_tag("span", false, span);
        }
        match self.language_of(range) {
            Some(language) => {
                self.passages.begin(&language);
                frames.open(Wrap::Passage(language), span);
            }
            None => frames.open(Wrap::Nothing("span"), span),
        }
    }

    /// `<a href="…">`. A link holds no other; one that leads nowhere, such as `<a name>`, is a tag
    /// like others.
    fn open_link(&mut self, range: &Range<usize>, span: Span, frames: &mut Frames) {
        match html::decoded_attribute(&self.text[range.clone()], "href") {
            Some((target, _)) if self.links == 0 && !frames.in_link() => {
                frames.open(Wrap::Link(addresses::with_scheme(target.trim())), span);
            }
            Some(_) => frames.open(Wrap::Nothing("a"), span),
            None => {
                self.unknown_tag("a", false, span);
                frames.open(Wrap::Nothing("a"), span);
            }
        }
    }

    /// `<img src="…" alt="…">`, with `title` as its caption, and an id as in Markdown or of its
    /// own. How large it is to be, a page decides.
    fn html_picture(&mut self, range: &Range<usize>, span: Span, frames: &mut Frames) {
        let tag = &self.text[range.clone()];
        let Some((source, place)) =
            html::decoded_attribute(tag, "src").filter(|(source, _)| !source.trim().is_empty())
        else {
            return self.unknown_tag("img", false, span);
        };
        let (target, fragment) = source
            .split_once('#')
            .map_or((source.as_str(), None), |(target, id)| (target, Some(id)));
        let at_fragment = place.start
            + html::attribute(tag, "src")
                .and_then(|(written, _)| written.find('#'))
                .unwrap_or_default()
            + 1;
        let own = html::attribute(tag, "id").map(|(name, place)| (name, place.start));
        let id = fragment
            .map(|name| (name, at_fragment))
            .or(own)
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, at)| Id {
                name: name.to_owned(),
                span: self
                    .map
                    .span(range.start + at..(range.start + at + name.len()).min(range.end)),
            });
        let words = |name| {
            html::attribute(tag, name)
                .map_or_else(Vec::new, |(_, place)| self.attribute_words(range, &place))
        };
        let (alt, content) = (words("alt"), words("title"));
        let caption = (!content.is_empty() || id.is_some()).then_some(Caption { content, id });
        frames.push(Inline::Picture(Box::new(Picture {
            span,
            target: target.trim().to_owned(),
            alt,
            caption,
        })));
    }

    /// The words of an attribute, which stands at `place` in its tag.
    fn attribute_words(&self, tag: &Range<usize>, place: &Range<usize>) -> Vec<Inline> {
        let mut frames = Frames::default();
        self.html_text(tag.start + place.start..tag.start + place.end, &mut frames);
        frames.finish()
    }

    /// The words between tags; white space of any length is one space.
    fn html_text(&self, range: Range<usize>, frames: &mut Frames) {
        let text = &self.text[range.clone()];
        let mut at = range.start;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            for (piece, character) in html::entities(word) {
                let place = at + piece.start..at + piece.end;
                match character {
                    Some(text) => frames.text(text, self.map.span(place)),
                    None => self.words(&word[piece], place, frames),
                }
            }
            if word.len() < part.len() && !frames.ends_with_space() {
                frames.push(Inline::SoftBreak(
                    self.map.span(at + word.len()..at + part.len()),
                ));
            }
            at += part.len();
        }
    }

    fn unknown_tag(&mut self, name: &str, closing: bool, span: Span) {
        if closing {
            self.in_table &= name != "table";
            return;
        }
        if self.in_table {
            return;
        }
        // One warning is enough for all the tags of a table that stands within a line.
        self.in_table = name == "table";
        let message = format!("the HTML tag `<{name}>` is not passed on; its text is kept");
        let diagnostic = rules::document::HTML.at(span, message)
            .help("write Markdown instead; of HTML only `<br>`, `<sub>`, `<sup>`, `<img>`, `<a href=…>`, simple tables, `<span lang=…>`, `<div lang=…>` and comments are understood");
        self.report.push(diagnostic);
    }

    /// What a comment orders; an allowance is noted, other comments are dropped.
    fn directive(&mut self, comment: &str, range: &Range<usize>) -> Option<BlockKind> {
        self.unclosed_comment(comment, range);
        let comment = comment.trim();
        match comment {
            "pagebreak" => return Some(BlockKind::PageBreak),
            "below" => return Some(BlockKind::Below),
            _ => {}
        }
        if let Some(rest) = comment.strip_prefix("allow:") {
            let (code, reason) = rest
                .trim()
                .split_once(char::is_whitespace)
                .unwrap_or((rest.trim(), ""));
            let span = self.map.span(range.clone());
            let allowance = Allowance {
                code: code.to_owned(),
                reason: reason.trim().to_owned(),
                span,
                covers: None,
            };
            self.body.allowances.push(allowance);
        }
        None
    }
}
