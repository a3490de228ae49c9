//! Raw HTML in a Markdown text: the few tags that are understood, comments that give orders, and the words of all the rest.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Builder, push_paragraph};
use crate::diagnostic::Diagnostic;
use crate::parse::addresses;
use crate::parse::body::{Allowance, Block, BlockKind, Inline};
use crate::parse::frames::{Frames, Wrap};
use crate::parse::html::{self, Piece};
use crate::source::Span;

impl Builder<'_, '_> {
    pub(super) fn html_block(&mut self, text: &str, start: usize, blocks: &mut Vec<Block>) {
        // A comment may run over several lines, and the parser hands over line by line: join them.
        let mut end = start + text.len();
        while let Some((Event::Html(_), range)) = self.events.get(self.at) {
            end = range.end;
            self.at += 1;
        }
        let mut spoken = self.passages.begin_inline();
        let mut frames = Frames::default();
        for (piece, range) in html::pieces(&self.text[start..end]) {
            let range = start + range.start..start + range.end;
            if let Piece::Comment(comment) = &piece {
                let kind = self.directive(comment, &range);
                if kind.is_some() && self.depth > 0 {
                    self.useless(comment, &range);
                } else if let Some(kind) = kind {
                    let content = std::mem::take(&mut frames).finish();
                    push_paragraph(content, self.span(&range), blocks);
                    blocks.push(Block { span: self.span(&range), kind });
                }
            } else if matches!(&piece, Piece::Tag { name, .. } if name == "div") {
                let content = std::mem::take(&mut frames).finish();
                push_paragraph(content, self.span(&range), blocks);
                self.division(&piece, &range, blocks);
                spoken = self.passages.begin_inline();
            } else {
                self.html_piece(&piece, range, &mut frames);
            }
        }
        self.unclosed_passages(&frames);
        self.passages.end_inline(spoken);
        let mut content = frames.finish();
        addresses::link(&mut content);
        push_paragraph(content, self.span(&(start..end)), blocks);
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
        let message = format!("`{}` stands inside a paragraph, a list or a quote, where it does nothing", comment.trim());
        let diagnostic = Diagnostic::warning("document/html", self.map.span(range.clone()), message);
        self.report.push(diagnostic.help("put the comment on a line of its own, between paragraphs of the card"));
    }

    fn html_piece(&mut self, piece: &Piece<'_>, range: Range<usize>, frames: &mut Frames) {
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
                name => {
                    self.unknown_tag(name, *closing, span);
                    if *closing && html::ends_a_line(name) {
                        frames.push(Inline::HardBreak(span));
                    }
                }
            },
        }
    }

    /// `<span lang="…">`; one without a language is a tag like others.
    fn open_span(&mut self, range: &Range<usize>, span: Span, frames: &mut Frames) {
        if html::attribute(&self.text[range.clone()], "lang").is_none() {
            self.unknown_tag("span", false, span);
        }
        match self.language_of(range) {
            Some(language) => {
                self.passages.begin(&language);
                frames.open(Wrap::Passage(language), span);
            }
            None => frames.open(Wrap::Nothing, span),
        }
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
                frames.push(Inline::SoftBreak(self.map.span(at + word.len()..at + part.len())));
            }
            at += part.len();
        }
    }

    fn unknown_tag(&mut self, name: &str, closing: bool, span: Span) {
        if closing {
            return;
        }
        let message = format!("the HTML tag `<{name}>` is not passed on; its text is kept");
        let diagnostic = Diagnostic::warning("document/html", span, message)
            .help("write Markdown instead; of HTML only `<br>`, `<sub>`, `<sup>`, `<span lang=…>`, `<div lang=…>` and comments are understood");
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
