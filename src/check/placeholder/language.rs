//! What the rules know of other languages: their words that look like English ones, and how they
//! quote; and the words by which English shows itself among theirs.
//!
//! Lists, and how to ask them; a language that is not named here has none of these words.

use super::context::one_of;
use crate::parse::quotes::Quotes;

/// The language of a text, as a BCP 47 tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Language<'a>(pub &'a str);

impl<'a> Language<'a> {
    /// The first part of the tag: `fr` of `fr-CA`.
    fn primary(self) -> &'a str {
        self.0.split(['-', '_']).next().unwrap_or_default()
    }

    /// The entry of this language in a table.
    fn of(self, table: &'static [(&str, &[&str])]) -> &'static [&'static str] {
        table
            .iter()
            .find(|(language, _)| language.eq_ignore_ascii_case(self.primary()))
            .map_or(&[], |(_, words)| words)
    }

    /// Whether the text is English, or nobody says what it is.
    pub fn is_english(self) -> bool {
        self.primary().is_empty() || self.primary().eq_ignore_ascii_case("en")
    }

    /// Whether a word of the English vocabulary is an honest word of this language.
    pub fn has_word(self, word: &str) -> bool {
        one_of(word, self.of(WORDS))
    }

    /// Whether a mark of drafts is, in these letters, also a word of this language.
    pub fn has_mark(self, mark: &str) -> bool {
        self.of(MARKS).contains(&mark)
    }

    /// Whether `«…»` are its quotation marks, as in French, and in Swiss German.
    pub fn quotes_with_guillemets(self) -> bool {
        Quotes::of(self.0).has('«') || one_of(self.0, SWISS)
    }
}

/// Tags under which guillemets quote, though the language elsewhere has other marks.
const SWISS: &[&str] = &["de-ch", "de-li", "it-ch"];

/// By language, the marks that are also words of it, as they are written: “all”, and tuberculosis.
#[rustfmt::skip]
const MARKS: &[(&str, &[&str])] = &[
    ("es", &["TODO", "Todo", "todo", "ToDo", "TBC"]),
    ("pt", &["TODO", "Todo", "todo", "TBC"]),
    ("gl", &["TODO", "Todo", "todo", "TBC"]),
    ("ca", &["TBC"]),
    ("de", &["TBC", "Tbc"]),
    ("nl", &["TBC", "tbc"]),
    ("it", &["TBC"]),
    ("ro", &["TBC"]),
    ("hu", &["TBC", "tbc"]),
    ("sv", &["TBC", "tbc"]),
];

/// “Is”, “are” and “will be” in languages in which `TBC` is also a word.
pub const COPULAS: &[&str] = &[
    "ist", "sind", "wird", "es", "está", "están", "será", "é", "são", "è", "sono", "sarà", "is",
    "zijn", "jest", "są", "będzie", "este", "är", "er",
];

/// Small words of English by which a phrase shows its language, beside its verbs.
#[rustfmt::skip]
pub const GRAMMAR: &[&str] = &[
    "the", "of", "to", "be", "been", "by", "from", "with", "and", "here", "this", "these", "needs", "need",
    "needed", "not", "yet", "still", "soon", "coming", "follow", "awaiting", "awaited", "pending", "please",
    "enter", "type", "click", "your", "once", "more", "further", "missing", "required", "later", "currently",
    "under", "about",
];

/// Participles and other words of the phrases by which English drafts announce what is missing.
#[rustfmt::skip]
pub const OF_DRAFTS: &[&str] = &[
    "completed", "finished", "filled", "written", "drafted", "added", "inserted", "provided", "supplied",
    "included", "updated", "revised", "confirmed", "determined", "decided", "agreed", "announced", "advised",
    "finalised", "developed", "checked", "replaced", "reviewed", "attached", "populated", "come", "progress",
    "work", "construction", "development", "space", "watch", "choose", "item", "next", "version", "draft",
    "blank", "now", "council", "trust",
];

/// Beginnings of phrases that are marks among the words of another language: `Kosten to be confirmed`.
#[rustfmt::skip]
pub const OPENINGS: &[&str] = &[
    "to be ", "to follow", "to come", "will be ", "not yet ",
];

/// By language, its words that are also of the English vocabulary of drafts.
#[rustfmt::skip]
const WORDS: &[(&str, &[&str])] = &[
    ("cy", &["to", "is", "be", "for", "it", "data", "map", "of", "page"]),
    ("ga", &["is", "as", "be", "it", "for", "ref"]),
    ("gd", &["is", "as", "for", "it"]),
    ("fr", &[
        "type", "table", "tables", "section", "sections", "page", "annexe", "image", "images", "photo", "photos",
        "source", "date", "dates", "information", "insert", "description", "introduction", "conclusion",
        "conclusions", "references", "reference", "content", "contents", "message", "case", "slide", "logo",
        "citation", "cite", "move", "come", "format", "governance", "budget", "figure", "figures",
        "construction", "trust",
    ]),
    ("de", &[
        "was", "be", "text", "name", "link", "links", "logo", "logos", "insert", "check", "update", "team",
        "version", "map", "will", "it", "item", "budget", "format", "design", "bit", "box", "stat", "post",
        "blank", "planning", "marketing", "information", "finance",
    ]),
    ("nl", &[
        "is", "we", "of", "been", "here", "want", "had", "be", "was", "data", "link", "type", "box", "team",
        "links", "logo", "update", "check", "it", "are", "as", "item", "budget",
    ]),
    ("es", &["come", "data", "logo", "has", "post"]),
    ("pt", &["as", "come", "data", "logo", "for"]),
    ("gl", &["as", "data"]),
    ("ca", &["as", "data"]),
    ("it", &["come", "due", "data", "date", "link", "budget"]),
    ("ro", &["are", "date", "data", "text"]),
    ("pl", &["to", "by", "data", "logo", "link", "list"]),
    ("cs", &["to", "by", "data", "text", "list"]),
    ("sk", &["to", "by", "data", "text", "list"]),
    ("hr", &["to", "list"]),
    ("sl", &["to", "list"]),
    ("hu", &["is", "be", "link"]),
    ("sv", &["to", "by", "is", "for", "be", "have", "text", "data", "had", "list"]),
    ("da", &["to", "by", "is", "for", "be", "have", "data"]),
    ("nb", &["to", "by", "is", "for", "be", "have", "data"]),
    ("no", &["to", "by", "is", "for", "be", "have", "data"]),
    ("fi", &["data", "logo"]),
    ("la", &["is", "data", "date", "text"]),
];
