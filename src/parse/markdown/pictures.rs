//! Pictures: their addresses, what they show, their captions and ids.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::TagEnd;

use super::{Builder, Reading, parse_inline};
use crate::parse::body::{Caption, Id, Inline, Picture};
use crate::source::{Span, TextMap};

impl Builder<'_, '_> {
    pub(super) fn picture(
        &mut self,
        address: &str,
        title: &str,
        range: &Range<usize>,
        span: Span,
    ) -> Picture {
        let alt = self.inlines(Some(TagEnd::Image));
        let (target, fragment) = address
            .split_once('#')
            .map_or((address, None), |(path, id)| (path, Some(id)));
        let id = fragment
            .filter(|id| !id.is_empty())
            .map(|name| self.id_within(name, range));
        let content = if title.trim().is_empty() {
            Vec::new()
        } else {
            self.caption_text(title, range, span)
        };
        let caption = (!content.is_empty() || id.is_some()).then_some(Caption { content, id });
        Picture {
            span,
            target: target.to_owned(),
            alt,
            caption,
        }
    }

    /// The caption is the link's title: found again in the source, so that its words have places.
    fn caption_text(&mut self, title: &str, range: &Range<usize>, span: Span) -> Vec<Inline> {
        let at = self.text[range.clone()]
            .rfind(title)
            .map(|at| self.map.span(range.start + at..range.start + at + 1));
        let map = TextMap::verbatim(span.source, at.map_or(span.start, |place| place.start));
        let notes: Vec<&BTreeSet<String>> = std::iter::once(&self.notes)
            .chain(self.reading.notes.iter().copied())
            .collect();
        let reading = Reading {
            language: self.reading.language,
            notes: &notes,
        };
        parse_inline(title, &map, reading, self.report)
    }

    pub(super) fn id_within(&self, name: &str, range: &Range<usize>) -> Id {
        let written = &self.text[range.clone()];
        let at = written
            .rfind(&format!("#{name}"))
            .map_or(range.start, |at| range.start + at + 1);
        Id {
            name: name.to_owned(),
            span: self.map.span(at..(at + name.len()).min(self.text.len())),
        }
    }
}
