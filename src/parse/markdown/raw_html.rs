//! Raw HTML in a Markdown text: the few tags that are understood, comments that give orders, and the words of all the rest.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Builder, push_paragraph};
use crate::diagnostic::Diagnostic;
use crate::parse::addresses;
use crate::parse::body::{Allowance, Block, BlockKind, Inline};
use crate::parse::frames::Frames;
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
            } else {
                self.html_piece(&piece, range, &mut frames);
            }
        }
        let mut content = frames.finish();
        addresses::link(&mut content);
        push_paragraph(content, self.span(&(start..end)), blocks);
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
                "sub" | "sup" if *closing => frames.close(name),
                "sub" | "sup" => frames.open(name),
                name => {
                    self.unknown_tag(name, *closing, span);
                    if *closing && html::ends_a_line(name) {
                        frames.push(Inline::HardBreak(span));
                    }
                }
            },
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
