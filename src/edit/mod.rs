//! Texts of YAML in which one thing is added or changed, and every other byte is kept: comments,
//! blanks, quotation marks, line ends, a byte-order mark.
//!
//! In: a text, where in it the YAML stands, and what is to be there. Out: the new text, or nothing
//! if it is written in a way in which that cannot be done. Nothing is trusted: what was made is
//! read again, and must say what the old text said and the change, and no more.

mod append;
mod layout;
mod set;

use std::ops::Range;

pub use append::append;
pub use set::{Step, set};

use crate::diagnostic::Report;
use crate::parse::yaml::{self, Node};
use crate::source::Span;

/// A piece of a text, and what comes to its place.
#[derive(Debug, Clone)]
struct Change {
    range: Range<usize>,
    text: String,
}

impl Change {
    fn insert(at: usize, text: String) -> Self {
        let range = at..at;
        Self { range, text }
    }
}

/// A text in which a YAML text stands.
#[derive(Clone)]
struct Page<'a> {
    text: &'a str,
    within: Range<usize>,
}

impl<'a> Page<'a> {
    fn yaml(&self) -> &'a str {
        &self.text[self.within.clone()]
    }

    /// The tree of the YAML, with places in the whole text; `None` if it cannot be read.
    fn node(&self) -> Option<Node> {
        read(self.yaml(), self.within.start)
    }

    /// How its lines end.
    fn line_end(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The text with a change, if the YAML then says exactly this.
    fn changed(&self, change: &Change, wanted: &serde_json::Value) -> Option<String> {
        let Change { range, text } = change;
        let mut new = self.text.to_owned();
        new.replace_range(range.clone(), text);
        let end = self.within.end + text.len() - range.len();
        let read = read(new.get(self.within.start..end)?, 0)?;
        (read.to_json() == *wanted).then_some(new)
    }
}

fn read(text: &str, start: usize) -> Option<Node> {
    yaml::parse(Span::nowhere().source, start, text, &mut Report::default())
}

#[cfg(test)]
mod tests;
