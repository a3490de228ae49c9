//! Scaffolding: the text that `planwright init` and `planwright new` write for an author to
//! replace.
//!
//! It is data: the files of `templates/init/`, and the word `x-scaffold` in the schemas of kinds.
//! What an author must replace stands in them between the marks `«` and `»`, and nowhere else, so
//! that the check for what nobody replaced (`placeholder/boilerplate`) reads the very sentences
//! that were written. In: templates, kinds, a document. Out: paths and texts; nothing is written
//! here.

mod card;
mod place;
mod project;
mod sentences;
mod series;
mod yaml;

use std::borrow::Cow;

pub use card::{NewCard, card};
pub use place::{Spot, spot};
pub use project::{Values, project};
pub use sentences::Sentences;
pub use yaml::{Yaml, flow as yaml_flow, mapping as yaml_lines, text as yaml_text};

/// The marks around what an author must replace.
const OPEN: char = '«';
const CLOSE: char = '»';

/// A scaffolded text as it is written: without the marks.
fn unmarked(text: &str) -> Cow<'_, str> {
    if text.contains([OPEN, CLOSE]) {
        Cow::Owned(text.replace([OPEN, CLOSE], ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The pieces of a text that an author must replace.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    text.split(OPEN)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(CLOSE)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_replaced_stands_between_the_marks() {
        let text = "a «Say this.» b «And that» c «torn";
        assert_eq!(marked(text).collect::<Vec<_>>(), ["Say this.", "And that"]);
        assert_eq!(unmarked("a «b» c"), "a b c");
    }
}
