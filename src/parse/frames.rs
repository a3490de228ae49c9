//! Running text under construction.

use super::body::{Inline, Text};
use crate::source::Span;

/// Running text under construction, with the `<sub>` and `<sup>` that are open.
#[derive(Default)]
pub struct Frames {
    done: Vec<Inline>,
    open: Vec<(String, Vec<Inline>)>,
}

impl Frames {
    pub fn push(&mut self, inline: Inline) {
        self.top().push(inline);
    }

    /// Adds text; what stands beside the last text in the source, in the same bytes, is joined to it.
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
        matches!(self.top().last(), None | Some(Inline::SoftBreak(_) | Inline::HardBreak(_)))
    }

    pub fn open(&mut self, name: &str) {
        self.open.push((name.to_owned(), Vec::new()));
    }

    pub fn close(&mut self, name: &str) {
        if self.open.last().is_some_and(|(open, _)| open == name)
            && let Some((_, content)) = self.open.pop()
        {
            self.push(if name == "sub" { Inline::Subscript(content) } else { Inline::Superscript(content) });
        }
    }

    fn top(&mut self) -> &mut Vec<Inline> {
        self.open.last_mut().map_or(&mut self.done, |(_, content)| content)
    }

    pub fn finish(mut self) -> Vec<Inline> {
        while let Some((_, content)) = self.open.pop() {
            self.top().extend(content);
        }
        // Pieces grow by being joined; what they grew too much is given back, because a plan is all text.
        for inline in &mut self.done {
            if let Inline::Text(text) = inline {
                text.text.shrink_to_fit();
            }
        }
        self.done.shrink_to_fit();
        self.done
    }
}
