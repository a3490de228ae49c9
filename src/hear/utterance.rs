//! One thing that is announced, and how it is written down.

use std::fmt;

use crate::pdf::Point;

/// One thing that is announced.
#[derive(Debug, Clone, PartialEq)]
pub struct Utterance {
    pub kind: Kind,
    /// Its words; a new part begins where the language changes.
    pub parts: Vec<Part>,
    /// Where its words begin, if they stand on a page.
    pub at: Option<Point>,
}

/// Words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub language: String,
    pub text: String,
}

/// What an utterance is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Of a level, from 1.
    Heading(u8),
    Paragraph,
    /// Of so many items.
    List(usize),
    Item,
    Table {
        columns: usize,
        rows: usize,
    },
    HeadingCell,
    /// With the headings of its row and of its column.
    Cell {
        rows: Vec<String>,
        columns: Vec<String>,
    },
    Picture,
    Formula,
    Caption,
    Link,
    /// By its mark.
    Note(String),
}

impl Kind {
    /// Whether it may have no words.
    fn is_counted(&self) -> bool {
        matches!(self, Self::List(_) | Self::Table { .. })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(level) => write!(f, "heading {level}"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::List(items) => write!(f, "list of {items}"),
            Self::Item => f.write_str("item"),
            Self::Table { columns, rows } => write!(
                f,
                "table of {} and {}",
                counted(*columns, "column"),
                counted(*rows, "row")
            ),
            Self::HeadingCell => f.write_str("heading cell"),
            Self::Cell { rows, columns } => {
                let groups = [rows.join(", "), columns.join(", ")];
                let groups: Vec<String> = groups
                    .into_iter()
                    .filter(|group| !group.is_empty())
                    .collect();
                match groups.as_slice() {
                    [] => f.write_str("cell"),
                    groups => write!(f, "cell ({})", groups.join("; ")),
                }
            }
            Self::Picture => f.write_str("picture"),
            Self::Formula => f.write_str("formula"),
            Self::Caption => f.write_str("caption"),
            Self::Link => f.write_str("link"),
            Self::Note(mark) if mark.is_empty() => f.write_str("note"),
            Self::Note(mark) => write!(f, "note {mark}"),
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

impl Utterance {
    /// Its words, whatever their languages.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
        texts.join(" ")
    }
}

/// Utterances as lines: one for each, and a further one where the language changes within it. Where
/// it changes, the line begins with the language in brackets; `language` is the one that counts
/// before the first.
pub fn lines(said: &[Utterance], language: &str) -> String {
    let mut lines = String::new();
    let mut current = language;
    for utterance in said {
        let mut lead = utterance.kind.to_string();
        if !utterance.parts.is_empty() || !utterance.kind.is_counted() {
            lead.push(':');
        }
        for part in &utterance.parts {
            if !part.language.eq_ignore_ascii_case(current) {
                lead = format!("[{}] {lead}", part.language).trim_end().to_owned();
                current = &part.language;
            }
            lines.push_str(format!("{lead} {}", part.text).trim());
            lines.push('\n');
            lead.clear();
        }
        if utterance.parts.is_empty() {
            lines.push_str(&lead);
            lines.push('\n');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: Kind, parts: &[(&str, &str)]) -> Utterance {
        let part = |(language, text): &(&str, &str)| Part {
            language: (*language).to_owned(),
            text: (*text).to_owned(),
        };
        Utterance {
            kind,
            parts: parts.iter().map(part).collect(),
            at: None,
        }
    }

    #[test]
    fn a_switch_of_language_begins_a_line() {
        let all = [
            said(
                Kind::Paragraph,
                &[
                    ("en-GB", "They call it"),
                    ("fr", "laissez-faire"),
                    ("en-GB", "here."),
                ],
            ),
            said(Kind::Paragraph, &[("fr", "Bonjour.")]),
            said(Kind::List(2), &[]),
            said(Kind::Item, &[("EN-gb", "One")]),
        ];
        let expected = "paragraph: They call it\n[fr] laissez-faire\n[en-GB] here.\n\
            [fr] paragraph: Bonjour.\nlist of 2\n[EN-gb] item: One\n";
        assert_eq!(lines(&all, "en-gb"), expected);
    }

    #[test]
    fn what_has_no_words_is_said_all_the_same() {
        let cell = Kind::Cell {
            rows: vec!["Risk 1".to_owned()],
            columns: vec!["Score".to_owned(), "Now".to_owned()],
        };
        let table = Kind::Table {
            columns: 1,
            rows: 2,
        };
        let all = [
            said(Kind::Heading(2), &[]),
            said(table, &[]),
            said(cell, &[]),
            said(Kind::Note("3".to_owned()), &[("en", "Words")]),
        ];
        assert_eq!(
            lines(&all, "en"),
            "heading 2:\ntable of 1 column and 2 rows\ncell (Risk 1; Score, Now):\nnote 3: Words\n"
        );
    }
}
