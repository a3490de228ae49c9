//! Running text under construction.

use super::body::{Inline, Link, Text};
use crate::source::Span;

/// Running text under construction, with the tags that are open.
#[derive(Default)]
pub struct Frames {
    done: Vec<Inline>,
    open: Vec<(Wrap, Span, Vec<Inline>)>,
}

/// What a tag makes of the text in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrap {
    Subscript,
    Superscript,
    /// `<span lang="…">`.
    Passage(String),
    /// `<b>` and `<strong>`, by its name.
    Strong(String),
    /// `<i>` and `<em>`, by its name.
    Emphasis(String),
    /// `<a href="…">`, with its target.
    Link(String),
    /// A tag of this name that says nothing.
    Nothing(&'static str),
}

impl Wrap {
    fn tag(&self) -> &str {
        match self {
            Self::Subscript => "sub",
            Self::Superscript => "sup",
            Self::Passage(_) => "span",
            Self::Link(_) => "a",
            Self::Strong(name) | Self::Emphasis(name) => name,
            Self::Nothing(name) => name,
        }
    }
}

impl Frames {
    pub fn push(&mut self, inline: Inline) {
        self.top().push(inline);
    }

    /// Adds text; what stands beside the last text in the source, in the same bytes, is joined to
    /// it.
    pub fn text(&mut self, text: String, span: Span) {
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

    pub fn ends_with_space(&mut self) -> bool {
        matches!(
            self.top().last(),
            None | Some(Inline::SoftBreak(_) | Inline::HardBreak(_))
        )
    }

    /// Opens a tag, which stands at `span`.
    pub fn open(&mut self, wrap: Wrap, span: Span) {
        self.open.push((wrap, span, Vec::new()));
    }

    /// Closes the innermost tag if it has this name, and says which it was.
    pub fn close(&mut self, name: &str) -> Option<Wrap> {
        let (wrap, span, content) = self.open.pop_if(|(wrap, ..)| wrap.tag() == name)?;
        match &wrap {
            Wrap::Subscript => self.push(Inline::Subscript(content)),
            Wrap::Superscript => self.push(Inline::Superscript(content)),
            Wrap::Passage(language) => self.push(Inline::Passage {
                language: language.clone(),
                content,
            }),
            Wrap::Strong(_) => self.push(Inline::Strong(content)),
            Wrap::Emphasis(_) => self.push(Inline::Emphasis(content)),
            Wrap::Link(target) => self.push(Inline::Link(Box::new(Link {
                span,
                target: target.clone(),
                content,
                bare: false,
            }))),
            Wrap::Nothing(_) => self.top().extend(content),
        }
        Some(wrap)
    }

    /// Whether the text that is being read stands in a link.
    pub fn in_link(&self) -> bool {
        self.open
            .iter()
            .any(|(wrap, ..)| matches!(wrap, Wrap::Link(_)))
    }

    /// Where the tags stand that name a language and are still open.
    pub fn open_passages(&self) -> impl Iterator<Item = Span> {
        self.open
            .iter()
            .filter(|(wrap, ..)| matches!(wrap, Wrap::Passage(_)))
            .map(|(_, span, _)| *span)
    }

    fn top(&mut self) -> &mut Vec<Inline> {
        self.open
            .last_mut()
            .map_or(&mut self.done, |(.., content)| content)
    }

    pub fn finish(mut self) -> Vec<Inline> {
        while let Some((wrap, ..)) = self.open.last() {
            if let Wrap::Passage(_) = wrap {
                self.close("span");
            } else if let Some((.., content)) = self.open.pop() {
                self.top().extend(content);
            }
        }
        // Pieces grow by being joined; what they grew too much is given back, because a plan is all
        // text.
        for inline in &mut self.done {
            if let Inline::Text(text) = inline {
                text.text.shrink_to_fit();
            }
        }
        self.done.shrink_to_fit();
        self.done
    }
}
