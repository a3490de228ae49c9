//! The marks of a review in a word processor's document: comments, insertions and deletions that
//! nobody accepted, as converters leave them, and as CriticMarkup writes them. Said in one way,
//! whether they stand in the text as tags, as attributes in braces or as signs.

use crate::diagnostic::{Diagnostic, rules};
use crate::source::Span;

/// What a mark of a review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Comment,
    Insertion,
    Deletion,
    /// One text in another's place.
    Replacement,
    /// A paragraph that was begun, or joined to the one before.
    Paragraph,
    /// Words that a comment is about.
    Highlight,
}

impl Sort {
    /// By the class that pandoc gives it; the end of a comment is no mark of its own.
    pub fn of_class(class: &str) -> Option<Self> {
        match class.trim_start_matches('.') {
            "comment-start" | "comment" => Some(Self::Comment),
            "insertion" => Some(Self::Insertion),
            "deletion" => Some(Self::Deletion),
            "paragraph-insertion" | "paragraph-deletion" => Some(Self::Paragraph),
            _ => None,
        }
    }

    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Comment => [
                "a comment",
                "take the comment out of the text, and answer it there if it is open",
            ],
            Self::Insertion => [
                "an insertion",
                "keep the words without the marks around them, or delete both",
            ],
            Self::Deletion => [
                "a deletion",
                "delete the words with the marks around them, or keep the words alone",
            ],
            Self::Replacement => [
                "a replacement",
                "keep one of the two texts, without the marks around them",
            ],
            Self::Paragraph => [
                "a change of paragraphs",
                "delete the mark, and see that the paragraphs begin where they should",
            ],
            Self::Highlight => [
                "a highlighting",
                "keep the words without the marks around them",
            ],
        }
    }
}

/// `source/review-marks`: says who, when and what, as far as it is known.
pub fn diagnostic(
    sort: Sort,
    who: Option<&str>,
    when: Option<&str>,
    words: &str,
    place: Span,
) -> Diagnostic {
    let [what, help] = sort.words();
    let who = who.map(|who| format!(" by {who}")).unwrap_or_default();
    let when = when
        .map(|when| format!(" of {}", when.split('T').next().unwrap_or(when)))
        .unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = if words.is_empty() {
        String::new()
    } else {
        format!(": “{}”", shortened(&words))
    };
    let message = format!("{what}{who}{when} is left of a review{said}");
    rules::source::REVIEW_MARKS.at(place, message).help(help)
}

/// So many characters are shown of what was inserted or said.
const MOST_SHOWN: usize = 80;

fn shortened(words: &str) -> String {
    if words.chars().count() <= MOST_SHOWN {
        return words.to_owned();
    }
    words.chars().take(MOST_SHOWN).chain(['…']).collect()
}
