//! Marks that are errors where they are printed: those of a review, as attributes in braces,
//! `[text]{.insertion author="…"}`, and as signs of CriticMarkup, `{++text++}`, and those of a
//! comment that is not closed.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::run::Run;
use crate::diagnostic::Diagnostic;
use crate::parse::review::{self, Sort};
use crate::parse::{OpenComment, unclosed_comment};

/// `[words]{.class key="value"}`; the words may be gone.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?s)(?:\[(?P<words>[^\[\]]*)\])?\{(?P<class>\.(?:comment-start|insertion|deletion|paragraph-insertion|paragraph-deletion))(?P<rest>[^{}]*)\}",
    )
});

/// The quotation marks have been set by the time that the text is read.
static VALUE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?P<key>author|date)=[\x22“”„«»\u{a0}]*(?P<value>[^\x22“”„«»]+)"));

/// The signs of CriticMarkup; hyphens may have become dashes by the time that the text is read.
static SIGNS: LazyLock<[(Regex, Sort); 5]> = LazyLock::new(|| {
    [
        (regex(r"(?s)\{\+\+(?P<words>.*?)\+\+\}"), Sort::Insertion),
        (
            regex(r"(?s)\{(?:--|–)(?P<words>[^{}]*?)(?:--|–)\}"),
            Sort::Deletion,
        ),
        (
            regex(r"(?s)\{(?:~~)?(?P<words>[^{}]*?~>[^{}]*?)(?:~~)?\}"),
            Sort::Replacement,
        ),
        (regex(r"(?s)\{>>(?P<words>.*?)<<\}"), Sort::Comment),
        (regex(r"(?s)\{==(?P<words>.*?)==\}"), Sort::Highlight),
    ]
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

/// `source/review-marks` of a run.
pub fn find(run: &Run<'_>) -> Vec<Diagnostic> {
    if !run.text().contains('{') {
        return Vec::new();
    }
    let spans = SPAN.captures_iter(run.text()).filter_map(|found| {
        let sort = Sort::of_class(&found["class"])?;
        let rest = found["rest"].to_owned();
        let value = |key: &str| {
            VALUE
                .captures_iter(&rest)
                .find(|value| &value["key"] == key)
                .map(|value| value["value"].trim().to_owned())
        };
        mark(
            run,
            &found,
            sort,
            value("author").as_deref(),
            value("date").as_deref(),
        )
    });
    let mut found: Vec<Diagnostic> = spans.collect();
    for (pattern, sort) in SIGNS.iter() {
        found.extend(
            pattern
                .captures_iter(run.text())
                .filter_map(|found| mark(run, &found, *sort, None, None)),
        );
    }
    found
}

/// `<!--` that is left over in the text: the comment that it opens has no end in its paragraph.
/// Hyphens may have become a dash.
pub fn comments(run: &Run<'_>) -> Vec<Diagnostic> {
    let found = ["<!--", "<!–", "<!—"].into_iter().flat_map(|sign| {
        let places = run
            .text()
            .match_indices(sign)
            .map(|(at, sign)| (at, at + sign.len()));
        places
            .filter(|(at, _)| !run.is_escaped(*at))
            .collect::<Vec<_>>()
    });
    found
        .filter_map(|(at, end)| {
            Some(unclosed_comment(
                run.flat.span(at..end)?,
                OpenComment::Printed,
            ))
        })
        .collect()
}

fn mark(
    run: &Run<'_>,
    found: &Captures<'_>,
    sort: Sort,
    who: Option<&str>,
    when: Option<&str>,
) -> Option<Diagnostic> {
    let whole = found
        .get(0)
        .filter(|whole| !run.is_escaped(whole.start()))?;
    let words = found
        .name("words")
        .map(|words| words.as_str())
        .unwrap_or_default();
    Some(review::diagnostic(
        sort,
        who,
        when,
        words,
        run.flat.span(whole.range())?,
    ))
}
