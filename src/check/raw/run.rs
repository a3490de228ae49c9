//! One run of text as it will be printed, and what its readers may ask of it.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::check::flatten::Flat;
use crate::model::card::Card;
use crate::model::field::FieldValue;
use crate::parse::body::{Body, Inline};
use crate::source::SourceSet;

/// Where a run stands: a hyphen at the beginning of a line was meant for a list in a paragraph, and
/// is a dash in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A paragraph among blocks.
    Block,
    Heading,
    /// A cell of a Markdown table, or its caption.
    Cell,
    /// A text that is one paragraph by its nature: a title, a label, an alternative text.
    Value,
}

/// What was found in a run.
#[derive(Debug)]
pub struct Hit {
    /// In the text of the run, in bytes.
    pub range: Range<usize>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, in one line.
    pub help: String,
    /// Whether the same may be said of paragraph after paragraph.
    pub is_of_a_list: bool,
    /// Whether it is no less wrong for a backslash before it.
    pub is_escape: bool,
}

impl Hit {
    pub fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: help.into(),
            is_of_a_list: false,
            is_escape: false,
        }
    }

    #[must_use]
    pub fn of_a_list(mut self) -> Self {
        self.is_of_a_list = true;
        self
    }
}

/// A run of text.
pub struct Run<'a> {
    /// The text, and the way back to the source.
    pub flat: Flat<'a>,
    /// Where the run stands.
    pub place: Place,
    /// Whether the document is written in English, whose words some readers know.
    pub is_english: bool,
    sources: &'a SourceSet,
    stars: &'a Stars<'a>,
}

impl<'a> Run<'a> {
    pub fn new(
        flat: Flat<'a>,
        place: Place,
        sources: &'a SourceSet,
        language: &str,
        stars: &'a Stars<'a>,
    ) -> Self {
        Self {
            flat,
            place,
            is_english: language.to_ascii_lowercase().starts_with("en"),
            sources,
            stars,
        }
    }

    pub fn text(&self) -> &str {
        &self.flat.text
    }

    /// The lines, each with where it begins.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.flat.text.split('\n').map(move |line| {
            let start = at;
            at += line.len() + 1;
            (start, line)
        })
    }

    /// Whether a mark was meant as it stands: it is escaped with a backslash, or it is part of an
    /// address.
    pub fn is_meant(&self, hit: &Hit) -> bool {
        (self.is_escaped(hit.range.start) && !hit.is_escape) || self.is_address(&hit.range)
    }

    pub fn is_address(&self, range: &Range<usize>) -> bool {
        within(&self.flat.addresses, range.start).is_some_and(|address| range.end <= address.end)
    }

    /// Whether a place lies in the words of a link that took effect.
    pub fn is_linked(&self, at: usize) -> bool {
        within(&self.flat.links, at).is_some()
    }

    /// Whether a backslash stands before a character in the source.
    pub fn is_escaped(&self, at: usize) -> bool {
        let before = || {
            self.flat
                .span(at..at + 1)
                .map(|span| &self.sources.get(span.source).text()[..span.start])
        };
        before().is_some_and(|before| before.ends_with('\\'))
    }

    /// The character before a place.
    pub fn before(&self, at: usize) -> Option<char> {
        self.flat.text[..at].chars().next_back()
    }

    /// Whether so many stars mark figures and words somewhere in the card (`4,100*`), so that a
    /// line which begins with them explains them.
    pub fn has_starred(&self, stars: &str) -> bool {
        self.stars.has(stars)
    }
}

/// The range that holds a place, of some that ascend and do not overlap.
fn within(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let last = ranges.partition_point(|range| range.start <= at);
    ranges[..last].last().filter(|range| at < range.end)
}

/// The stars by which a card marks its figures, looked for when somebody asks.
#[derive(Default)]
pub struct Stars<'a> {
    card: Option<&'a Card>,
    known: [OnceCell<bool>; 3],
}

impl<'a> Stars<'a> {
    pub fn of(card: &'a Card) -> Self {
        Self {
            card: Some(card),
            known: Default::default(),
        }
    }

    fn has(&self, stars: &str) -> bool {
        let Some((card, known)) = self.card.zip(self.known.get(stars.len() - 1)) else {
            return false;
        };
        *known.get_or_init(|| is_starred(card, stars))
    }
}

/// Stars behind a word or a figure.
static STARRED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"[\p{L}\p{N}%)\]”’.,](?P<stars>\*{1,3})(?:$|[\s,;:.)\]])";
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// Stars that open emphasis.
static OPENED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(])\*{1,3}[\p{L}\p{N}“(]")
        .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

fn is_starred(card: &Card, stars: &str) -> bool {
    let mut found = false;
    let mut look = |content: &[Inline]| {
        let text = Flat::of(content).text;
        let marks = || {
            STARRED
                .captures_iter(&text)
                .filter_map(|captures| captures.name("stars"))
        };
        // Where others stand before them, they were to close emphasis.
        found |= text.contains('*')
            && marks()
                .any(|mark| mark.as_str() == stars && !OPENED.is_match(&text[..mark.start()]));
    };
    let mut body =
        |body: &Body| body.walk(&mut |block| block.kind.runs().into_iter().for_each(&mut look));
    body(&card.body);
    card.fields.walk(&mut |field| {
        if let FieldValue::Blocks(blocks) = &field.value {
            body(blocks);
        }
    });
    card.fields
        .walk(&mut |field| field.inline().into_iter().for_each(&mut look));
    found
}

pub fn has_breaks(content: &[Inline]) -> bool {
    content.iter().any(|inline| {
        matches!(inline, Inline::SoftBreak(_) | Inline::HardBreak(_))
            || has_breaks(inline.children())
    })
}

/// Whether a run can hold a mark at all: nearly all text is passed by with a look at its bytes.
pub fn is_suspect(content: &[Inline]) -> bool {
    let mut begins = true;
    suspects(content, &mut begins)
}

fn suspects(content: &[Inline], begins: &mut bool) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => {
            let found = (*begins && can_begin_a_list(&text.text)) || has_marks(&text.text);
            *begins = false;
            found
        }
        Inline::SoftBreak(_) | Inline::HardBreak(_) => {
            *begins = true;
            false
        }
        Inline::Code { .. } => {
            *begins = false;
            false
        }
        other => suspects(other.children(), begins),
    })
}

/// Whether a line begins like an item: with no letter, and not with a quotation mark or a bracket
/// around words.
fn can_begin_a_list(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('o') => matches!(chars.next(), Some(' ' | '\t' | '\u{a0}')),
        Some('a' | 'A' | 'i' | 'I' | 'h') => matches!(chars.next(), Some('.' | ')' | '1'..='6')),
        Some(first) => !first.is_alphabetic() && !matches!(first, '“' | '‘' | '£'),
        None => false,
    }
}

/// Bytes that belong to marks wherever they stand.
const ALWAYS: &[u8] = b"[]{}|*_~`#$\\^<\t";

/// Bytes that belong to marks only beside certain others ([`is_mark`]).
const SOMETIMES: &[u8] = b":&=+%!).";

const IS_ALWAYS: u8 = 2;

const IS_SOMETIMES: u8 = 1;

/// The class of each byte.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut at = 0;
    while at < ALWAYS.len() {
        classes[ALWAYS[at] as usize] = IS_ALWAYS;
        at += 1;
    }
    at = 0;
    while at < SOMETIMES.len() {
        classes[SOMETIMES[at] as usize] = IS_SOMETIMES;
        at += 1;
    }
    classes
};

/// So many bytes are looked at before it is asked what they were: of a loop without a branch the
/// compiler makes one that looks at sixteen at once.
const STRIDE: usize = 32;

fn has_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (strides, rest) = bytes.as_chunks::<STRIDE>();
    let has_marks = |(index, stride): (usize, &[u8; STRIDE])| {
        let is_other = stride
            .iter()
            .fold(0, |any, byte| any | u8::from(!is_plain(*byte)));
        is_other != 0 && (index * STRIDE..(index + 1) * STRIDE).any(|at| is_mark(bytes, at))
    };
    strides.iter().enumerate().any(has_marks)
        || (bytes.len() - rest.len()..bytes.len()).any(|at| is_mark(bytes, at))
}

/// Nearly all bytes of nearly all texts: letters, figures, blanks, commas, hyphens.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
        | byte.is_ascii_digit()
        | (byte == b' ')
        | (byte == b',')
        | (byte == b'-')
        | !byte.is_ascii()
}

/// Whether a byte belongs to a mark by what stands beside it: `:smile:`, `: a)`, `&nbsp;`, `==`, `
/// b)`, ` ii.`.
fn is_mark(bytes: &[u8], at: usize) -> bool {
    let class = CLASSES[usize::from(bytes[at])];
    if class != IS_SOMETIMES {
        return class == IS_ALWAYS;
    }
    let next = bytes.get(at + 1).copied();
    let before = |back: usize| {
        at.checked_sub(back)
            .and_then(|at| bytes.get(at))
            .copied()
            .unwrap_or(b' ')
    };
    match bytes[at] {
        b':' => next.is_some_and(|next| next.is_ascii_lowercase() || next == b':'),
        b'&' => next.is_none_or(|next| next.is_ascii_alphabetic() || next == b'#'),
        b')' | b'.' => match before(1) {
            b'b' | b'B' => !before(2).is_ascii_alphabetic(),
            b'i' => before(2) == b'i' && !before(3).is_ascii_alphabetic(),
            _ => false,
        },
        byte => next == Some(byte),
    }
}

/// A mark as messages show it: its first line, cut where it grows too long.
pub fn shown(text: &str) -> String {
    let line = text
        .trim()
        .lines()
        .next()
        .unwrap_or_default()
        .replace('`', "'");
    if line.chars().count() <= MOST_SHOWN {
        return line;
    }
    line.chars().take(MOST_SHOWN).chain(['…']).collect()
}

/// So many characters of a mark are shown.
const MOST_SHOWN: usize = 48;
