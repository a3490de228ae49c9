//! What a converter left of the review of a word processor's document, as tags.
//!
//! Pandoc writes `<span class="insertion" author="…" date="…">`, word processors that save as HTML
//! write `<ins cite="…" datetime="…">`. The words within are kept, as those of any tag; that they
//! are a proposal is said here.

use std::ops::Range;

use super::Builder;
use crate::parse::{html, review};

impl Builder<'_, '_> {
    /// Reports a tag that is a mark of a review; gives whether it is one. The end of a comment is
    /// part of it.
    pub(super) fn review_mark(&mut self, name: &str, range: &Range<usize>) -> bool {
        let tag = &self.text[range.clone()];
        let value = |key| {
            html::attribute(tag, key)
                .map(|(value, _)| value)
                .filter(|value| !value.is_empty())
        };
        let date = value("date").or_else(|| value("datetime"));
        let class = match name {
            "span" => value("class").unwrap_or_default(),
            "ins" if date.is_some() => "insertion",
            "del" if date.is_some() => "deletion",
            _ => "",
        };
        let Some(sort) = class.split_whitespace().find_map(review::Sort::of_class) else {
            return class == "comment-end";
        };
        let words = self.text[range.end..]
            .split("</")
            .next()
            .unwrap_or_default();
        let who = value("author")
            .or_else(|| value("cite"))
            .map(|who| who.trim_start_matches("mailto:"));
        self.report.push(review::diagnostic(
            sort,
            who,
            date,
            words,
            self.map.span(range.clone()),
        ));
        true
    }

    /// A comment without an end: HTML lets it run to the end of the text, and what stands in it is
    /// on no page.
    pub(super) fn unclosed_comment(&mut self, comment: &str, range: &Range<usize>) {
        let written = &self.text[range.clone()];
        let what = if comment.contains("<!--") {
            html::OpenComment::Around
        } else {
            html::OpenComment::Endless
        };
        if (written.ends_with("-->") || matches!(written, "<!-->"))
            && what == html::OpenComment::Endless
        {
            return;
        }
        let place = self.map.span(range.start..range.start + "<!--".len());
        self.report.push(html::unclosed_comment(place, what));
    }
}
