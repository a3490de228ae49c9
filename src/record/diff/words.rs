//! Two states of one run of text as one run: what both have once, the rest as deleted and inserted.
//!
//! Whole words are compared, with the marks around them: a figure with its sign and unit
//! (`£1.2m`) and a word with hyphens are one. Between two changes nothing is kept but words, so
//! that a changed phrase is read as a phrase.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Words, marked};
use crate::parse::body::{Change, Inline, Link, Text, plain_text};
use crate::source::Span;

/// A mark around a piece.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    Subscript,
    Superscript,
    Passage(String),
    /// By its place among the links of the run, and its target.
    Link(usize, String),
}

/// What is compared as a whole.
#[derive(Debug, Clone)]
struct Piece {
    /// What it says; a blank is one space.
    key: String,
    marks: Vec<Mark>,
    inline: Inline,
}

impl Piece {
    fn is_word(&self) -> bool {
        !matches!(self.inline, Inline::FootnoteReference { .. })
            && self.key.contains(char::is_alphanumeric)
    }

    /// The marks as they are compared: a link is the same wherever it stands.
    fn same(&self) -> (&str, Vec<String>) {
        let marks = self.marks.iter().map(|mark| match mark {
            Mark::Link(_, target) => format!("link {target}"),
            other => format!("{other:?}"),
        });
        (self.key.as_str(), marks.collect())
    }
}

/// The words of a run.
pub fn count(content: &[Inline]) -> usize {
    let mut links = Vec::new();
    let pieces = pieces(content, &mut links);
    pieces.iter().filter(|piece| piece.is_word()).count()
}

/// Both states as one run, and the words that were inserted and deleted.
pub fn merge(old: &[Inline], new: &[Inline]) -> (Vec<Inline>, Words) {
    let (mut old_links, mut new_links) = (Vec::new(), Vec::new());
    let (old, new) = (pieces(old, &mut old_links), pieces(new, &mut new_links));
    let mut out = Vec::new();
    let mut words = Words::default();
    for step in steps(&old, &new) {
        match step {
            Kept::Same(range) => out.extend(build(&new[range], 0, &new_links)),
            Kept::Changed(gone, come) => {
                words.deleted += old[gone.clone()].iter().filter(|p| p.is_word()).count();
                words.inserted += new[come.clone()].iter().filter(|p| p.is_word()).count();
                let gone = build(&old[gone], 0, &old_links);
                out.extend(marked::run(&gone, Change::Deleted));
                let come = build(&new[come], 0, &new_links);
                out.extend(marked::run(&come, Change::Inserted));
            }
        }
    }
    (out, words)
}

enum Kept {
    /// A range of the newer state.
    Same(std::ops::Range<usize>),
    /// A range of the older state in whose place a range of the newer one stands.
    Changed(std::ops::Range<usize>, std::ops::Range<usize>),
}

/// What both have, and what they have not. What lies between two changes and holds no word belongs
/// to the change.
fn steps(old: &[Piece], new: &[Piece]) -> Vec<Kept> {
    let (old_keys, new_keys): (Vec<_>, Vec<_>) = (
        old.iter().map(Piece::same).collect(),
        new.iter().map(Piece::same).collect(),
    );
    let mut steps: Vec<Kept> = Vec::new();
    let change =
        |steps: &mut Vec<Kept>, gone: std::ops::Range<usize>, come: std::ops::Range<usize>| {
            if let Some(Kept::Changed(before, after)) = steps.last_mut() {
                before.end = gone.end;
                after.end = come.end;
            } else {
                steps.push(Kept::Changed(gone, come));
            }
        };
    let ops = capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys);
    let last = ops.len().saturating_sub(1);
    for (at, op) in ops.into_iter().enumerate() {
        let (gone, come) = (op.old_range(), op.new_range());
        let is_filling = at > 0
            && at < last
            && new[come.clone()].iter().all(|piece| !piece.is_word())
            && new[come.clone()].iter().all(is_text);
        if matches!(op, DiffOp::Equal { .. }) && !is_filling {
            steps.push(Kept::Same(come));
        } else {
            change(&mut steps, gone, come);
        }
    }
    steps
}

fn is_text(piece: &Piece) -> bool {
    matches!(piece.inline, Inline::Text(_) | Inline::SoftBreak(_))
}

fn pieces(content: &[Inline], links: &mut Vec<Link>) -> Vec<Piece> {
    let mut out = Vec::new();
    collect(content, &mut Vec::new(), links, &mut out);
    out
}

fn collect(content: &[Inline], marks: &mut Vec<Mark>, links: &mut Vec<Link>, out: &mut Vec<Piece>) {
    for inline in content {
        let mark = match inline {
            Inline::Text(text) => {
                divide(text, marks, out);
                continue;
            }
            Inline::Emphasis(_) => Mark::Emphasis,
            Inline::Strong(_) => Mark::Strong,
            Inline::Strikethrough(_) => Mark::Strikethrough,
            Inline::Subscript(_) => Mark::Subscript,
            Inline::Superscript(_) => Mark::Superscript,
            Inline::Passage { language, .. } => Mark::Passage(language.clone()),
            Inline::Link(link) if !link.content.is_empty() => {
                links.push((**link).clone());
                Mark::Link(links.len() - 1, link.target.trim().to_owned())
            }
            whole => {
                out.push(Piece {
                    key: key(whole),
                    marks: marks.clone(),
                    inline: whole.clone(),
                });
                continue;
            }
        };
        marks.push(mark);
        collect(inline.children(), marks, links, out);
        marks.pop();
    }
}

/// What a piece that is no text says.
fn key(inline: &Inline) -> String {
    match inline {
        Inline::SoftBreak(_) => " ".to_owned(),
        Inline::HardBreak(_) => "\n".to_owned(),
        Inline::Code { text, .. } => format!("`{text}`"),
        // The number that is printed may be another one; what it leads to is the same.
        Inline::Link(link) => format!("[]({})", link.target.trim()),
        Inline::Picture(picture) => format!("![{}]({})", plain_text(&picture.alt), picture.target),
        Inline::FootnoteReference { label, .. } => format!("[^{}]", label.to_lowercase()),
        _ => String::new(),
    }
}

/// The words, blanks and signs of a text.
fn divide(text: &Text, marks: &[Mark], out: &mut Vec<Piece>) {
    let mut rest = text.text.as_str();
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            rest.find(|c: char| !c.is_whitespace())
                .unwrap_or(rest.len())
        } else {
            word(rest)
        };
        let piece = &rest[..length];
        out.push(Piece {
            key: if first.is_whitespace() {
                " ".to_owned()
            } else {
                piece.to_owned()
            },
            marks: marks.to_vec(),
            inline: Inline::Text(Text {
                text: piece.to_owned(),
                span: text.part(at..at + length),
            }),
        });
        at += length;
        rest = &rest[length..];
    }
}

/// How far a word reaches: to the blank, but for the signs at its end; a sign before it stands for
/// itself, unless it belongs to a figure.
fn word(rest: &str) -> usize {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let whole = &rest[..end];
    let is_sign = |c: char| {
        !c.is_alphanumeric() && !matches!(c, '£' | '$' | '€' | '%' | '+' | '-' | '−' | '#')
    };
    let core = whole.trim_end_matches(is_sign);
    let first = whole.chars().next().map_or(0, char::len_utf8);
    if core.is_empty() || whole.starts_with(is_sign) {
        first
    } else {
        core.len()
    }
}

/// Pieces as running text again, each mark once around what it marks.
fn build(pieces: &[Piece], depth: usize, links: &[Link]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let Some(mark) = piece.marks.get(depth) else {
            push(&mut out, &piece.inline);
            at += 1;
            continue;
        };
        let length = pieces[at..]
            .iter()
            .take_while(|piece| piece.marks.get(depth) == Some(mark))
            .count();
        let content = build(&pieces[at..at + length], depth + 1, links);
        out.push(match mark {
            Mark::Emphasis => Inline::Emphasis(content),
            Mark::Strong => Inline::Strong(content),
            Mark::Strikethrough => Inline::Strikethrough(content),
            Mark::Subscript => Inline::Subscript(content),
            Mark::Superscript => Inline::Superscript(content),
            Mark::Passage(language) => Inline::Passage {
                language: language.clone(),
                content,
            },
            Mark::Link(index, _) => Inline::Link(Box::new(Link {
                content,
                bare: false,
                ..links[*index].clone()
            })),
        });
        at += length;
    }
    out
}

/// Adds a piece; texts that follow one another in the source are one again.
fn push(out: &mut Vec<Inline>, inline: &Inline) {
    if let (Some(Inline::Text(last)), Inline::Text(next)) = (out.last_mut(), inline) {
        let follows = last.span.source == next.span.source && last.span.end == next.span.start;
        let is_exact = last.span.range().len() == last.text.len()
            && next.span.range().len() == next.text.len();
        if (follows && is_exact) || last.span == next.span {
            last.text.push_str(&next.text);
            last.span = Span::new(last.span.source, last.span.start..next.span.end);
            return;
        }
    }
    out.push(inline.clone());
}
