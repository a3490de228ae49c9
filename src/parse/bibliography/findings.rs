//! What is to be said of an entry, whichever notation it is written in.

use crate::diagnostic::{Diagnostic, rules};
use crate::source::Span;

/// What is said of a type that nobody knows.
pub(super) fn unknown_kind(name: &str, place: Span, near: Option<String>) -> Diagnostic {
    let message = if name.is_empty() {
        "this entry has no `type`, and is set like something of no type".to_owned()
    } else {
        format!("there is no type `{name}` of entries; it is set like something of no type")
    };
    let diagnostic = rules::reference::UNKNOWN_ENTRY_TYPE.at(place, message);
    diagnostic.help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "the usual ones are a report, a book, an article, a chapter of a book, and a page of the web: `docs/authors.md#to-cite` lists them".to_owned(),
    })
}

/// What is said of an entry that nobody stands behind; `example` is how one would write it.
pub(super) fn without_author(key: &str, place: Span, example: &str) -> Diagnostic {
    let message = format!("nobody stands behind `{key}`: it has no author, editor or institution");
    rules::reference::NO_AUTHOR
        .at(place, message)
        .help(format!("write who it is by: {example}"))
}

/// What is said of an entry that has no date; `year` is how one would write it.
pub(super) fn without_date(key: &str, place: Span, year: [&str; 2]) -> Diagnostic {
    let [known, unknown] = year;
    rules::reference::NO_DATE
        .at(place, format!("`{key}` has no date"))
        .help(format!(
            "write when it was published, `{known}`; or `{unknown}` if it does not say"
        ))
}

pub(super) fn unclear_date(text: &str, place: Span) -> Diagnostic {
    let message = format!("`{text}` is no date that is clear, and only its year is printed");
    rules::reference::UNREAD_DATE
        .at(place, message)
        .help("write it as year-month-day, such as `2020-05-03`, or as `3 May 2020`")
}

pub(super) fn unread_date(text: &str, place: Span) -> Diagnostic {
    rules::reference::UNREAD_DATE
        .at(
            place,
            format!("`{text}` is no day that can be read, and is left out"),
        )
        .help("write it as year-month-day, such as `2020-05-03`, or as `3 May 2020`")
}
