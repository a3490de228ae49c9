//! Placeholders: the places in a text that say that content is still missing.
//!
//! In comes the flattened text of one paragraph, heading, item, cell or value; out come findings
//! with their place, code, owner, due date and note. All patterns of all rules are one automaton,
//! so a scan costs the same however many rules there are; a project's own patterns are a second
//! one, so that a built-in match that its judge turns down cannot hide a project's match at the
//! same place, and what was scaffolded is a third. It knows nothing of files, Markdown, severities
//! or allowances.

mod abroad;
mod amounts;
mod annotation;
mod automaton;
mod boilerplate;
mod bracketed;
mod capitals;
mod clause;
mod context;
mod dates;
mod fields;
mod figures;
mod filler;
mod gaps;
mod imperative;
mod language;
#[rustfmt::skip] // Lists read better as lists than as columns of one word.
mod lexicon;
mod assignments;
mod author_notes;
mod normalized_text;
mod numbered;
mod phrases;
mod question;
mod rules;
mod scan;
mod scoring;
mod stubs;
mod tasks;
mod tbc;

#[cfg(test)]
mod cases;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

pub use scan::Scanner;

/// What kind of text is read: a wording may be a gap in a cell and ordinary in a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A paragraph or a list item.
    Prose,
    /// A heading or a title.
    Heading,
    /// A cell of a table.
    Cell,
    /// A whole value of front matter, a caption, an alternative text.
    Value,
}

/// Words of a text that are in another language, and its BCP 47 tag.
pub type Passage<'a> = (Range<usize>, &'a str);

/// One flattened text to read.
pub struct Input<'a> {
    /// The text: inline markup resolved, each code span one U+FFFC, no addresses.
    pub text: &'a str,
    /// Where it stands.
    pub place: Place,
    /// The language as a BCP 47 tag; empty is English.
    pub language: &'a str,
    /// What is in another language than that: places in the text, inner ones behind outer ones,
    /// and their tags.
    pub passages: &'a [Passage<'a>],
    /// Whether the document declares a term, such as `TBC`, or a part, such as `Appendix X`.
    pub declared: &'a dyn Fn(&str) -> bool,
}

impl<'a> Input<'a> {
    /// The language of the words at a place in the text.
    fn language_at(&self, at: usize) -> &'a str {
        self.passages
            .iter()
            .rev()
            .find(|(range, _)| range.contains(&at))
            .map_or(self.language, |(_, language)| language)
    }
}

/// One placeholder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The code, such as `placeholder/tbc`.
    pub code: Cow<'static, str>,
    /// The placeholder itself, in bytes of the text.
    pub range: Range<usize>,
    /// The placeholder with its annotation.
    pub full: Range<usize>,
    /// Who owes the content.
    pub owner: Option<String>,
    /// When it is due.
    pub due: Option<Date>,
    /// What looks like a due date and does not exist, such as `2017-02-30`.
    pub raw_due: Option<String>,
    /// What is missing.
    pub note: Option<String>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// A rule of a project's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProjectRule {
    /// Its name: the code is `placeholder/ID`.
    pub id: String,
    /// A regular expression.
    pub pattern: String,
    /// What is wrong.
    pub message: String,
}

/// Why a scanner cannot be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScannerError {
    /// The id of the project's rule at fault.
    pub rule: String,
    /// What is wrong with its pattern.
    pub message: String,
}

impl fmt::Display for ScannerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "placeholder rule `{}`: {}", self.rule, self.message)
    }
}

impl std::error::Error for ScannerError {}

/// The codes of the built-in rules, as `placeholder/name`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    rules::RULES.iter().map(|rule| rule.name)
}
