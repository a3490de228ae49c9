//! The version table of a `document.yaml` as its text says it, and the row that a release adds.

use jiff::civil::Date;

use crate::diagnostic::Report;
use crate::edit;
use crate::model::version_number::VersionNumber;
use crate::parse::yaml::{self, Node};
use crate::scaffold::Yaml;
use crate::source::Span;

/// The key of the table.
const VERSIONS: &str = "versions";

/// Windows puts it before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A row that is to be the last one.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub version: String,
    pub number: VersionNumber,
    pub day: Date,
    pub authors: Vec<String>,
    pub summary: String,
    /// Whether the row must say that it is one of a draft.
    pub is_draft: bool,
}

/// A manifest, as text.
pub(super) struct Table {
    text: String,
    node: Node,
}

impl Table {
    /// `None` if it is no YAML.
    pub fn read(text: &str) -> Option<Self> {
        let within = within(text);
        let start = within.start;
        let place = Span::nowhere().source;
        let node = yaml::parse(place, start, &text[within], &mut Report::default())?;
        let text = text.to_owned();
        Some(Self { text, node })
    }

    fn rows(&self) -> &[Node] {
        self.node.get(VERSIONS).map(Node::items).unwrap_or_default()
    }

    /// The version of the last row.
    pub fn last_version(&self) -> Option<VersionNumber> {
        self.rows().last().and_then(number)
    }

    /// The highest version, as it is written.
    pub fn highest(&self) -> Option<(VersionNumber, String)> {
        let rows = self.rows().iter();
        rows.filter_map(|row| Some((number(row)?, word(row, "version")?)))
            .max_by(|(a, _), (b, _)| a.cmp(b))
    }

    /// The latest day of any row.
    pub fn latest_day(&self) -> Option<Date> {
        self.rows().iter().flat_map(days).max()
    }

    /// The day of the last row, if that has this version, these authors and this summary.
    pub fn day_of_own(&self, row: &Row) -> Option<Date> {
        let last = self.rows().last()?;
        let authors = last.get("authors").map(Node::items).unwrap_or_default();
        let authors: Vec<&str> = authors
            .iter()
            .filter_map(Node::text)
            .map(str::trim)
            .collect();
        let is_own = number(last)? == row.number
            && authors == row.authors
            && word(last, "summary").as_deref() == Some(row.summary.trim());
        is_own.then(|| days(last).last().copied().unwrap_or(row.day))
    }

    /// The text with one more row; `None` if it is written in a way in which that cannot be done.
    pub fn with(&self, row: &Row) -> Option<String> {
        let text = |words: &String| Yaml::Text(words.clone());
        let mut entries = vec![("version", Yaml::Plain(format!("\"{}\"", row.version)))];
        if row.is_draft {
            entries.push(("status", Yaml::Plain("draft".to_owned())));
        }
        entries.extend([
            ("date", Yaml::Plain(row.day.to_string())),
            (
                "authors",
                Yaml::List(row.authors.iter().map(text).collect()),
            ),
            ("summary", text(&row.summary)),
        ]);
        let entries: Vec<(String, Yaml)> = entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        edit::append(&self.text, within(&self.text), VERSIONS, &entries)
    }

    /// Whether this text is an older one and its last row, and nothing else.
    pub fn is_row_over(&self, old: &Self) -> bool {
        let (old_text, new_text) = (line_feeds(&old.text), line_feeds(&self.text));
        let same = |a: u8, b: u8| a == b;
        let begin = pairs(old_text.bytes(), new_text.bytes(), same);
        let end = pairs(old_text.bytes().rev(), new_text.bytes().rev(), same);
        let (mut was, mut is) = (old.node.to_json(), self.node.to_json());
        let last = is
            .get_mut(VERSIONS)
            .and_then(|rows| rows.as_array_mut()?.pop());
        if was.get(VERSIONS).is_none_or(serde_json::Value::is_null) {
            was[VERSIONS] = serde_json::Value::Array(Vec::new());
        }
        begin + end >= old_text.len() && last.is_some() && was == is
    }
}

/// How many bytes two texts have in common, from where they begin.
fn pairs(
    one: impl Iterator<Item = u8>,
    other: impl Iterator<Item = u8>,
    same: impl Fn(u8, u8) -> bool,
) -> usize {
    one.zip(other).take_while(|(a, b)| same(*a, *b)).count()
}

/// Where the YAML of a text stands.
fn within(text: &str) -> std::ops::Range<usize> {
    let start = if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len_utf8()
    } else {
        0
    };
    start..text.len()
}

/// A text as git keeps it.
pub(super) fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn word(row: &Node, key: &str) -> Option<String> {
    Some(row.get(key)?.text()?.trim().to_owned())
}

fn number(row: &Node) -> Option<VersionNumber> {
    VersionNumber::parse(&word(row, "version")?)
}

fn days(row: &Node) -> Vec<Date> {
    let one = row.get("date").into_iter();
    let all = one.chain(row.get("dates").into_iter().flat_map(Node::items));
    all.filter_map(|day| day.text()?.trim().parse().ok())
        .collect()
}
