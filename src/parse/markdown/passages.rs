//! Passages in another language: `<span lang="fr">…</span>` in a line, `<div lang="cy">` and
//! `</div>` on lines of their own around blocks.
//!
//! A reader's voice, hyphenation and quotation marks follow the language. HTML is what says so in
//! Markdown wherever it is read: on code hosts the tags do not show.

use super::Builder;
use crate::diagnostic::rules;
use crate::parse::body::{Block, BlockKind};
use crate::parse::frames::Frames;
use crate::parse::html;
use crate::source::Span;

/// The languages in force, innermost last.
#[derive(Default)]
pub(super) struct Passages {
    spoken: Vec<String>,
    /// The `<div>` that are open in the list of blocks that is being read.
    divisions: Vec<Division>,
}

/// An open `<div>`.
struct Division {
    /// Of one that says nothing, none.
    language: Option<String>,
    span: Span,
    /// How many blocks stand before it.
    before: usize,
}

impl Passages {
    pub(super) fn language(&self) -> Option<&str> {
        self.spoken.last().map(String::as_str)
    }

    /// A list of blocks begins inside a block: what is open around it cannot be closed in it.
    pub(super) fn enter(&mut self) -> Outer {
        Outer {
            divisions: std::mem::take(&mut self.divisions),
            spoken: self.spoken.len(),
        }
    }

    pub(super) fn leave(&mut self, outer: Outer) {
        self.divisions = outer.divisions;
        self.spoken.truncate(outer.spoken);
    }

    pub(super) fn begin_inline(&self) -> usize {
        self.spoken.len()
    }

    pub(super) fn end_inline(&mut self, before: usize) {
        self.spoken.truncate(before);
    }

    pub(super) fn begin(&mut self, language: &str) {
        self.spoken.push(language.to_owned());
    }

    pub(super) fn end(&mut self) {
        self.spoken.pop();
    }
}

/// What was open around a list of blocks.
pub(super) struct Outer {
    divisions: Vec<Division>,
    spoken: usize,
}

impl Builder<'_, '_> {
    /// The language that a tag names; one that is none is reported, and does not count.
    pub(super) fn language_of(&mut self, tag: &std::ops::Range<usize>) -> Option<String> {
        let (written, place) = html::attribute(&self.text[tag.clone()], "lang")?;
        let language = written.trim().to_owned();
        if is_language(&language) {
            return Some(language);
        }
        let span = self
            .map
            .span(tag.start + place.start..tag.start + place.end);
        let diagnostic = rules::document::UNKNOWN_LANGUAGE
            .at(span, format!("`{language}` is not the tag of a language"));
        self.report.push(diagnostic.help(match language.to_ascii_lowercase().strip_suffix("-uk") {
            Some(primary) => format!("the code of the United Kingdom is GB: write `{primary}-GB`"),
            None => "write two or three letters, such as `fr`, `cy` or `pl`, and perhaps a country, as in `fr-CA`".to_owned(),
        }));
        None
    }

    /// A `<div>` opens: what follows stands in its language.
    pub(super) fn open_division(&mut self, language: Option<String>, span: Span, before: usize) {
        language
            .iter()
            .for_each(|language| self.passages.begin(language));
        self.passages.divisions.push(Division {
            language,
            span,
            before,
        });
    }

    /// A `<div>` closes: the blocks since it opened are a passage.
    pub(super) fn close_division(&mut self, blocks: &mut Vec<Block>) {
        let Some(division) = self.passages.divisions.pop() else {
            return;
        };
        let Some(language) = division.language else {
            return;
        };
        self.passages.end();
        let inner = blocks.split_off(division.before.min(blocks.len()));
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
            return;
        };
        let span = Span::new(first.span.source, first.span.start..last.span.end);
        blocks.push(Block {
            span,
            kind: BlockKind::Passage {
                language,
                blocks: inner,
            },
        });
    }

    /// At the end of the enclosing block, what is still open ends as well.
    pub(super) fn end_passages(&mut self, blocks: &mut Vec<Block>) {
        while let Some(division) = self.passages.divisions.last() {
            if division.language.is_some() {
                let span = division.span;
                self.unclosed(
                    "div",
                    span,
                    "the list, the quote or the card around it ends",
                );
            }
            self.close_division(blocks);
        }
    }

    /// At the end of a line's text, likewise.
    pub(super) fn unclosed_passages(&mut self, frames: &Frames) {
        let spans: Vec<Span> = frames.open_passages().collect();
        spans
            .into_iter()
            .for_each(|span| self.unclosed("span", span, "the paragraph ends"));
    }

    fn unclosed(&mut self, name: &str, span: Span, until: &str) {
        let message =
            format!("this `<{name} lang>` is not closed: its language goes on until {until}");
        self.report.push(
            rules::document::HTML
                .at(span, message)
                .help(format!("write `</{name}>` where it ends")),
        );
    }
}

/// Whether a text has the form of a language tag (BCP 47), with a country or script behind it
/// perhaps. The United Kingdom is GB there.
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_primary =
        matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_rest = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    is_primary && parts.all(|part| is_rest(part) && !part.eq_ignore_ascii_case("uk"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_names_of_languages() {
        assert!(
            ["fr", "cy", "fr-CA", "zh-Hant-TW", "gla"]
                .into_iter()
                .all(is_language)
        );
        assert!(
            !["", "french", "f", "en_GB", "en-UK", "fr-", "12"]
                .into_iter()
                .any(is_language)
        );
    }
}
