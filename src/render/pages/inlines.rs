//! What stands in a line, as Typst markup.

use super::fold::{Fold, passage};
use super::spacing::{BREAK, breakable, single_spaced};
use crate::limits::{INNER_NOTES, NOTE_DEPTH};
use crate::render::escape::string;
use crate::render::tree::{
    Block, BlockKind, Inline, Link, LinkTarget, LinkWords, Mark, Note, Style,
};
use crate::source::Span;

impl Fold<'_> {
    pub fn inlines(&mut self, content: &[Inline<'_>]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline<'_>) {
        match inline {
            Inline::Text { text, span } if self.repeated => self.out.words(text, *span),
            Inline::Text { text, span } => self.text(text, *span),
            Inline::StandIn { text, span } => self.out.words(text, *span),
            Inline::Code { text, span } => self.raw(text, *span),
            Inline::Styled(style, children) => self.called(function(*style), children),
            Inline::Passage(language, content) => self.called(&passage(language), content),
            Inline::Marked {
                mark,
                begins,
                text,
                span,
            } => self.marked(*mark, *begins, text, *span),
            Inline::Link(link) => self.link(link),
            Inline::Picture(picture) => self.inline_picture(picture),
            Inline::Note(note) => self.note(note),
            Inline::SoftBreak(span) => self.out.words(" ", *span),
            Inline::HardBreak => self.code("#linebreak();"),
        }
    }

    fn called(&mut self, function: &str, children: &[Inline<'_>]) {
        self.code(function);
        self.code("[");
        self.inlines(children);
        self.code("];");
    }

    fn raw(&mut self, text: &str, span: Span) {
        let start = self.out.text.len();
        for (index, part) in breakable(text).into_iter().enumerate() {
            self.code(if index > 0 { BREAK } else { "" });
            self.code(&format!("#raw({});", string(part)));
        }
        self.out.place(start, span);
    }

    /// An author's characters, each part of an overlong word with its own place.
    fn text(&mut self, text: &str, span: Span) {
        let has_places = span.end - span.start == text.len();
        let mut at = 0;
        for (index, part) in breakable(text).into_iter().enumerate() {
            self.code(if index > 0 { BREAK } else { "" });
            let end = at + part.len();
            let place = if has_places {
                Span::new(span.source, span.start + at..span.start + end)
            } else {
                span
            };
            self.out.words(&single_spaced(part), place);
            at = end;
        }
    }

    /// Words with a draft mark, and its number where the mark begins: perhaps before the words, at
    /// the bracket of a link.
    fn marked(&mut self, mark: Mark, begins: bool, text: &str, span: Span) {
        if begins || !self.out.marks.contains(&mark.number) {
            let number = string(&mark.number.to_string());
            self.code(&format!("#placeholder({number}, ["));
            self.out.marks.push(mark.number);
        } else {
            self.code("#highlight([");
        }
        self.text(text, span);
        self.code("]);");
    }

    fn link(&mut self, link: &Link<'_>) {
        let start = self.out.text.len();
        match &link.target {
            LinkTarget::Place(id) => self.code(&format!("#xref({})[", string(id))),
            LinkTarget::Web { address, is_said } => {
                let call = if *is_said { "#link" } else { "#web-link" };
                self.code(&format!("{call}({})[", string(address)));
            }
            LinkTarget::Nowhere => {}
        }
        match &link.words {
            LinkWords::Written(content) => self.inlines(content),
            LinkWords::Label(label) => self.whole(label, link.span),
            LinkWords::Page { id, .. } => self.code(&format!("#page-of({});", string(id))),
            LinkWords::Address(address) => self.out.words(address, link.span),
            LinkWords::Document {
                place,
                title,
                version,
            } => self.document(*place, title, version, link.span),
        }
        if !matches!(link.target, LinkTarget::Nowhere) {
            self.code("];");
        }
        self.out.place(start, link.span);
    }

    /// “Workstream 3, *Our Plan*, draft V0.9”. It is no link: nobody knows where a reader keeps the
    /// other document.
    fn document(&mut self, place: Option<&str>, title: &str, version: &str, span: Span) {
        if let Some(place) = place {
            self.whole(place, span);
            self.out.words(", ", span);
        }
        self.code("#emph[");
        self.out.words(title, span);
        self.code("];");
        self.out.words(", ", span);
        self.whole(version, span);
    }

    /// Words that the compiler fills in, such as “Figure 2”, in which no line ends as long as they
    /// are few.
    fn whole(&mut self, words: &str, span: Span) {
        self.code("#whole[");
        self.out.words(words, span);
        self.code("];");
    }

    /// The note; the theme draws it once, and at its next references its number. A note in a note
    /// stands in brackets.
    fn note(&mut self, note: &Note<'_>) {
        let is_inner = self.notes > 0;
        self.inner_notes = if is_inner { self.inner_notes + 1 } else { 0 };
        let is_within = self.notes <= NOTE_DEPTH && self.inner_notes <= INNER_NOTES;
        let notes = self.writer.notes;
        let Some(blocks) = notes.get(note.definition).filter(|_| is_within) else {
            return self.out.words(&format!("[^{}]", note.label), note.span);
        };
        let start = self.out.text.len();
        if is_inner {
            self.code(" [");
        } else {
            let (definition, mark) = (self.name_of(note.definition), self.name_of(note.span));
            let behind = note.is_behind_note;
            self.code(&format!("#note({definition}, {mark}, behind: {behind})["));
        }
        self.notes += 1;
        self.enclosed += 1;
        match blocks {
            [
                Block {
                    kind: BlockKind::Paragraph(content),
                    ..
                },
            ] => self.inlines(content),
            blocks => self.blocks(blocks),
        }
        self.code(if is_inner { "]" } else { "];" });
        self.notes -= 1;
        self.enclosed -= 1;
        self.out.place(start, note.span);
    }

    /// A name for a place in a source, as a Typst string.
    fn name_of(&self, span: Span) -> String {
        let path = self.writer.sources.get(span.source).path();
        string(&format!("note-{path}-{}", span.start))
    }
}

fn function(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "#emph",
        Style::Strong => "#strong",
        Style::Strikethrough | Style::Outdated => "#strike",
        Style::Subscript => "#sub",
        Style::Superscript => "#super",
        Style::Inserted => "#inserted",
        Style::Deleted => "#deleted",
    }
}

/// Whether a line in the margin stands beside a paragraph, because only one of two states has words
/// of it.
pub(super) fn has_changes(content: &[Inline<'_>]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Styled(Style::Inserted | Style::Deleted, _) => true,
        Inline::Styled(_, children) | Inline::Passage(_, children) => has_changes(children),
        _ => false,
    })
}
