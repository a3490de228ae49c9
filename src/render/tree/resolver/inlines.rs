//! From parsed Markdown to the settled tree: what stands in a line.

use super::Resolver;
use crate::model::anchors::Target;
use crate::model::links::{self, Reference};
use crate::parse::body::{self, Footnote, plain_text};
use crate::render::assets;
use crate::render::tree::{Asset, Inline, Link, LinkTarget, LinkWords, Note, Picture, Style};
use crate::source::Span;

impl<'a> Resolver<'a> {
    pub(super) fn run(&mut self, content: &'a [body::Inline]) -> Vec<Inline<'a>> {
        let mut out = Vec::with_capacity(content.len());
        for inline in content {
            self.inline(inline, &mut out);
            self.behind_note = ends_in_note(inline, self.behind_note);
        }
        out
    }

    fn inline(&mut self, inline: &'a body::Inline, out: &mut Vec<Inline<'a>>) {
        let styled = match inline {
            body::Inline::Emphasis(children) => Some((Style::Emphasis, children)),
            body::Inline::Strong(children) => Some((Style::Strong, children)),
            body::Inline::Strikethrough(children) if self.scene.redline.is_some() => {
                Some((Style::Outdated, children))
            }
            body::Inline::Strikethrough(children) => Some((Style::Strikethrough, children)),
            body::Inline::Changed { change, content } => Some((state(*change), content)),
            body::Inline::Subscript(children) => Some((Style::Subscript, children)),
            body::Inline::Superscript(children) => Some((Style::Superscript, children)),
            _ => None,
        };
        if let Some((style, children)) = styled {
            return out.push(Inline::Styled(style, self.run(children)));
        }
        match inline {
            body::Inline::Text(text) => self.text(text, out),
            body::Inline::FootnoteReference { label, span } if !self.repeated => {
                out.push(self.note(label, *span));
            }
            body::Inline::Code { text, span } => out.push(Inline::Code { text, span: *span }),
            body::Inline::Passage { language, content } => {
                out.push(Inline::Passage(language, self.run(content)));
            }
            body::Inline::Link(link) => out.push(Inline::Link(Box::new(self.link(link)))),
            body::Inline::Picture(picture) => {
                out.push(Inline::Picture(Box::new(self.picture(picture))));
            }
            body::Inline::SoftBreak(span) => out.push(Inline::SoftBreak(*span)),
            body::Inline::HardBreak(_) => out.push(Inline::HardBreak),
            // Notes stand where the text was written, not where it is repeated.
            _ => {}
        }
    }

    /// A run of text, cut where a draft mark begins or ends.
    fn text(&self, text: &'a body::Text, out: &mut Vec<Inline<'a>>) {
        let piece = |range: std::ops::Range<usize>| Inline::Text {
            text: &text.text[range.clone()],
            span: text.part(range),
        };
        let whole = 0..text.text.len();
        let exact = text.span.end - text.span.start == text.text.len();
        let mut at = 0;
        let marks = if self.repeated {
            Vec::new()
        } else {
            self.scene.marks.within(text.span, exact)
        };
        for (number, range, begins) in marks {
            let range = if exact { range } else { whole.clone() };
            if range.start < at {
                continue;
            }
            if at < range.start {
                out.push(piece(at..range.start));
            }
            at = range.end;
            out.push(Inline::Marked {
                mark: self.mark(number),
                begins,
                text: &text.text[range.clone()],
                span: text.part(range),
            });
        }
        if at < whole.end || whole.is_empty() {
            out.push(piece(at..whole.end));
        }
    }

    fn link(&mut self, link: &'a body::Link) -> Link<'a> {
        let (target, filled) = self.lead(link);
        Link {
            span: link.span,
            target,
            words: if link.content.is_empty() {
                filled
            } else {
                LinkWords::Written(self.run(&link.content))
            },
        }
    }

    /// Where a link leads, and what it says if its author gave it no words.
    fn lead(&self, link: &'a body::Link) -> (LinkTarget<'a>, LinkWords<'a>) {
        let scene = self.scene;
        match links::resolve(
            &link.target,
            self.folder,
            scene.document,
            scene.project_index,
        ) {
            Reference::Anchor(id, anchor) => {
                let label = scene.document.label_of(anchor, link.span);
                let label = if anchor.target == Target::Heading {
                    format!("“{label}”")
                } else {
                    label
                };
                let words = if links::asks_for_page(link.target.trim()) {
                    LinkWords::Page { id, label }
                } else {
                    LinkWords::Label(label)
                };
                (LinkTarget::Place(id), words)
            }
            Reference::Elsewhere(document, place) => {
                let words = LinkWords::Document {
                    place,
                    title: &document.title,
                    version: &document.version,
                };
                (LinkTarget::Nowhere, words)
            }
            Reference::Web(address) => {
                let is_said = link.bare
                    || link.content.is_empty()
                    || links::is_said(&plain_text(&link.content), address);
                let target = LinkTarget::Web {
                    address: links::encoded(address),
                    is_said,
                };
                (target, LinkWords::Address(address))
            }
            Reference::Unknown => (LinkTarget::Nowhere, LinkWords::Address(&link.target)),
        }
    }

    pub(super) fn picture(&self, picture: &'a body::Picture) -> Picture<'a> {
        Picture {
            span: picture.span,
            target: &picture.target,
            asset: self.asset(&picture.target),
            alt: plain_text(&picture.alt),
            name: name_of(picture),
        }
    }

    /// A picture that the text names, if it is there and of use.
    pub fn asset(&self, target: &str) -> Option<Asset<'a>> {
        assets::find(self.scene, self.folder, target)
    }

    fn note(&self, label: &'a str, span: Span) -> Inline<'a> {
        match definition_of(&self.footnotes, label) {
            Some(note) => Inline::Note(Note {
                label,
                definition: note.span,
                span,
                is_behind_note: self.behind_note,
            }),
            None => Inline::StandIn {
                text: format!("[^{label}]"),
                span,
            },
        }
    }
}

/// The note that a label names: one of the text's own, else one to which it may refer besides.
fn definition_of<'a>(footnotes: &[&'a [Footnote]; 2], label: &str) -> Option<&'a Footnote> {
    let label = label.to_lowercase();
    footnotes
        .iter()
        .copied()
        .flatten()
        .find(|note| note.label.to_lowercase() == label)
}

/// Whether the last thing that a piece of text shows is the mark of a note; `before` is what holds
/// if it shows nothing.
fn ends_in_note(inline: &body::Inline, before: bool) -> bool {
    match inline {
        body::Inline::FootnoteReference { .. } => true,
        body::Inline::Text(text) => before && text.text.is_empty(),
        other => match other.children() {
            [] => false,
            children => children
                .iter()
                .fold(before, |before, child| ends_in_note(child, before)),
        },
    }
}

/// What a picture says to those who cannot see it; where nobody wrote it, its caption or its name
/// stands in.
fn name_of(picture: &body::Picture) -> String {
    let caption = picture
        .caption
        .as_ref()
        .map(|caption| plain_text(&caption.content));
    let file = picture.target.rsplit('/').next();
    let texts = [
        Some(plain_text(&picture.alt)),
        caption,
        file.map(str::to_owned),
    ];
    texts
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty())
        .unwrap_or_else(|| "?".to_owned())
}

/// Which of two states has the words.
fn state(change: body::Change) -> Style {
    match change {
        body::Change::Inserted => Style::Inserted,
        body::Change::Deleted => Style::Deleted,
    }
}
