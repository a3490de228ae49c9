//! Paragraphs marked by letters and Roman numerals: `a)`, `(b)`, `iv.` at the beginning of lines,
//! two or more in sequence.
//!
//! In: a text and its events. Out: the marks that are those of lists, and how to write each so that
//! the parser sees an item. A single mark is text (`A) is a letter`), and so are marks that do not
//! follow each other.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memchr2_iter;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::prepared::{Edit, Placed};
use crate::parse::enumerators::{Enumerator, Form, MOST_LETTERS, Sign};

/// The mark of a list's item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands in the text.
    pub at: usize,
    pub enumerator: Enumerator,
    pub number: u64,
    length: usize,
    /// Where the line's own text could begin at least; what stands between is indentation that
    /// keeps the parser from seeing an item.
    margin: usize,
}

impl Mark {
    /// A number that begins a list wherever it stands, in the place of the letters, and as long.
    pub(super) fn edits(&self, text: &str) -> Vec<Edit> {
        let delimiter = if self.enumerator.form == Form::Stop {
            '.'
        } else {
            ')'
        };
        let mut with = format!("{}1{delimiter}", "0".repeat(self.length - 2));
        let mut end = self.at + self.length;
        // A no-break space is no space to the parser.
        if text[end..].starts_with('\u{a0}') {
            with.push_str("  ");
            end += '\u{a0}'.len_utf8();
        }
        let mut edits = vec![Edit {
            range: self.at..end,
            with,
        }];
        if self.margin < self.at {
            edits.push(Edit {
                range: self.margin..self.at,
                with: String::new(),
            });
        }
        edits
    }
}

/// A line that begins with a mark.
struct Candidate {
    sign: Sign,
    at: usize,
    margin: usize,
    column: usize,
    /// The item, quote or note in which it stands, by where that begins.
    home: usize,
    /// Whether it begins its paragraph, or the paragraph goes on with it.
    begins: bool,
}

/// What a reader meets on the way down a text.
enum Step {
    Candidate(Candidate),
    /// A heading, or a paragraph without mark: it ends the lists that stand no further left.
    Break {
        home: usize,
        column: usize,
    },
}

/// Marks that follow each other.
struct Run {
    is_roman: bool,
    last: u64,
    /// By their places among the steps.
    members: Vec<usize>,
    /// Whether two of them are neighbours in the alphabet or in number.
    is_sequence: bool,
}

/// Whether a text has two lines that begin with marks, before it is parsed.
pub(super) fn are_possible(text: &str) -> bool {
    has_signs(text)
        && text
            .lines()
            .filter(|line| Sign::read(behind_markers(line)).is_some())
            .nth(1)
            .is_some()
}

/// Whether two letters or numerals with a full stop or a bracket stand anywhere in a text, whatever
/// stands before them.
fn has_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_sign = |at: usize| {
        let count = bytes[..at]
            .iter()
            .rev()
            .take(MOST_LETTERS + 1)
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let is_numeral = || {
            bytes[at - count..at]
                .iter()
                .all(|byte| b"ivxlcIVXLC".contains(byte))
        };
        matches!(count, 1 | 2) || matches!(count, 3..=MOST_LETTERS) && is_numeral()
    };
    memchr2_iter(b')', b'.', bytes)
        .filter(|at| is_sign(*at))
        .nth(1)
        .is_some()
}

/// A line without indentation, quote and the markers of items that begin on it.
fn behind_markers(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match rest.as_bytes().get(digits) {
            Some(b'.' | b')') if digits > 0 => digits + 1,
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            _ => return rest,
        };
        if !rest[marker..].starts_with([' ', '\t']) {
            return rest;
        }
        rest = &rest[marker..];
    }
}

/// The marks of a text that are those of items.
pub(super) fn marks(text: &str, events: &[Placed<'_>]) -> Vec<Mark> {
    let steps = steps(text, events);
    let mut found = Vec::new();
    // The lists that are open, by the home and the column in which their marks stand.
    let mut open: BTreeMap<(usize, usize), Vec<Run>> = BTreeMap::new();
    for (index, step) in steps.iter().enumerate() {
        match step {
            Step::Break { home, column } => {
                let ended = open.range_mut((*home, *column)..=(*home, usize::MAX));
                ended.for_each(|(_, runs)| found.append(runs));
            }
            Step::Candidate(candidate) => {
                let runs = open.entry((candidate.home, candidate.column)).or_default();
                join(candidate, index, &steps, runs, &mut found);
            }
        }
    }
    found.extend(open.into_values().flatten());
    let mut marks: Vec<Mark> = found
        .iter()
        .filter(|run| run.is_list(&steps))
        .flat_map(|run| run.marks(&steps))
        .collect();
    marks.sort_by_key(|mark| mark.at);
    marks
}

/// Adds a mark to the run that it continues, innermost first, or begins one with it. What stands
/// within a run that goes on has ended.
fn join(
    candidate: &Candidate,
    index: usize,
    steps: &[Step],
    open: &mut Vec<Run>,
    found: &mut Vec<Run>,
) {
    let value = |run: &Run| {
        candidate
            .sign
            .value(run.is_roman)
            .filter(|_| run.has_style(&candidate.sign, steps))
    };
    let next = open
        .iter()
        .rposition(|run| value(run) == Some(run.last + 1));
    let is_roman = begins_roman(candidate, index, steps);
    let is_first = candidate.sign.value(is_roman) == Some(1);
    let later = || {
        open.iter()
            .rposition(|run| value(run).is_some_and(|value| value > run.last))
    };
    match next.or_else(|| if is_first { None } else { later() }) {
        Some(at) => {
            found.extend(open.drain(at + 1..));
            let run = &mut open[at];
            let number = candidate.sign.value(run.is_roman).unwrap_or_default();
            run.is_sequence |= number == run.last + 1;
            run.last = number;
            run.members.push(index);
        }
        None => {
            // A second list of the same kind does not stand within the first.
            let same = open
                .iter()
                .position(|run| run.is_roman == is_roman && run.has_style(&candidate.sign, steps));
            found.extend(open.drain(same.unwrap_or(open.len())..));
            let last = candidate.sign.value(is_roman).unwrap_or_default();
            open.push(Run {
                is_roman,
                last,
                members: vec![index],
                is_sequence: false,
            });
        }
    }
}

/// Whether a mark that begins a list is a Roman numeral. The next mark tells: after `i` comes `ii`
/// or `j`.
fn begins_roman(candidate: &Candidate, index: usize, steps: &[Step]) -> bool {
    let sign = &candidate.sign;
    let (Some(letter), Some(roman)) = (sign.value(false), sign.value(true)) else {
        return sign.value(true).is_some();
    };
    let same = |other: &&Candidate| {
        (other.home, other.column) == (candidate.home, candidate.column)
            && has_style(&other.sign, sign)
    };
    let rest = steps[index + 1..].iter().filter_map(|step| {
        if let Step::Candidate(other) = step {
            Some(other)
        } else {
            None
        }
    });
    match rest.take(MOST_AHEAD).find(same).map(|other| other.sign) {
        Some(next) if next.value(true) == Some(roman + 1) => true,
        Some(next) if next.value(false) == Some(letter + 1) => false,
        _ => roman == 1,
    }
}

/// So many marks further down the next one of a list is looked for.
const MOST_AHEAD: usize = 64;

fn has_style(a: &Sign, b: &Sign) -> bool {
    (a.form, a.is_capital) == (b.form, b.is_capital)
}

impl Run {
    fn first<'s>(&self, steps: &'s [Step]) -> Option<&'s Candidate> {
        self.candidates(steps).next()
    }

    fn candidates<'s>(&self, steps: &'s [Step]) -> impl Iterator<Item = &'s Candidate> {
        let steps = self.members.iter().filter_map(|index| steps.get(*index));
        steps.filter_map(|step| {
            if let Step::Candidate(candidate) = step {
                Some(candidate)
            } else {
                None
            }
        })
    }

    fn has_style(&self, sign: &Sign, steps: &[Step]) -> bool {
        self.first(steps)
            .is_some_and(|first| has_style(&first.sign, sign))
    }

    /// Two marks in sequence are a list. One that begins with another than the first mark in the
    /// middle of a paragraph is not: there a line of prose just ended before `(b)`.
    fn is_list(&self, steps: &[Step]) -> bool {
        let starts = |first: &Candidate| first.begins || first.sign.value(self.is_roman) == Some(1);
        self.is_sequence && self.first(steps).is_some_and(starts)
    }

    fn marks(&self, steps: &[Step]) -> Vec<Mark> {
        let mark = |candidate: &Candidate| Mark {
            at: candidate.at,
            enumerator: candidate.sign.enumerator(self.is_roman),
            number: candidate.sign.value(self.is_roman).unwrap_or_default(),
            length: candidate.sign.length,
            margin: candidate.margin,
        };
        self.candidates(steps).map(mark).collect()
    }
}

/// The marked lines, and what stands between them.
fn steps(text: &str, events: &[Placed<'_>]) -> Vec<Step> {
    let mut walk = Walk {
        text,
        steps: Vec::new(),
        homes: vec![Home {
            start: 0,
            column: Some(0),
        }],
        paragraph: 0,
    };
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(
                Tag::Item
                | Tag::BlockQuote(_)
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionListDefinition,
            ) => {
                walk.homes.push(Home {
                    start: range.start,
                    column: None,
                });
            }
            Event::End(
                TagEnd::Item
                | TagEnd::BlockQuote(_)
                | TagEnd::FootnoteDefinition
                | TagEnd::DefinitionListDefinition,
            ) => {
                walk.homes.pop();
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => walk.code(range),
            _ => {}
        }
        let begins = matches!(event, Event::Start(Tag::Paragraph | Tag::Item));
        let goes_on = matches!(event, Event::SoftBreak | Event::HardBreak);
        match events.get(index + 1) {
            Some((Event::Text(_), words)) if begins || goes_on => walk.line(words.start, begins),
            _ if matches!(
                event,
                Event::Start(Tag::Heading { .. } | Tag::Paragraph) | Event::Rule
            ) =>
            {
                walk.stop(range.start);
            }
            _ => {}
        }
    }
    walk.steps
}

/// An item, a quote or a note, or the whole text, in which lines stand.
#[derive(Clone, Copy)]
struct Home {
    start: usize,
    /// Where its lines begin, as soon as one has been met.
    column: Option<usize>,
}

struct Walk<'t> {
    text: &'t str,
    steps: Vec<Step>,
    homes: Vec<Home>,
    /// The column in which the paragraph began that is being read.
    paragraph: usize,
}

impl Walk<'_> {
    /// A line of a paragraph, whose words begin at a place.
    fn line(&mut self, at: usize, begins: bool) {
        let column = column(self.text, at);
        if begins {
            self.paragraph = column;
            self.homes
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|home| home.column = home.column.or(Some(column)));
        }
        match Sign::read(line_at(self.text, at)) {
            // A paragraph goes on in a line that is indented by four and more, and no list can
            // begin there.
            Some(sign) if !begins && column > self.paragraph + 3 => {
                self.candidate(sign, at, column - self.paragraph, begins);
            }
            Some(sign) => self.candidate(sign, at, 0, begins),
            None if begins => self.stop(at),
            None => {}
        }
    }

    /// What is indented by four and more is code to the parser; if it begins with a mark it is the
    /// next level of a list.
    fn code(&mut self, range: &Range<usize>) {
        let Some(margin) = self.homes.last().and_then(|home| home.column) else {
            return;
        };
        let mut start = range.start - indentation(self.text, range.start);
        for line in self.text[start..range.end].split_inclusive('\n') {
            let at = start + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
            match Sign::read(line_at(self.text, at)) {
                Some(sign) => {
                    self.candidate(sign, at, column(self.text, at).saturating_sub(margin), true);
                }
                None if start <= range.start => return,
                None => {}
            }
            start += line.len();
        }
    }

    /// A line with a mark, and how many columns too far right it stands.
    fn candidate(&mut self, sign: Sign, at: usize, too_deep: usize, begins: bool) {
        let margin = at - indentation(self.text, at).min(too_deep);
        let (home, column) = (self.home(), column(self.text, at));
        self.steps.push(Step::Candidate(Candidate {
            sign,
            at,
            margin,
            column,
            home,
            begins,
        }));
    }

    /// What ends lists.
    fn stop(&mut self, at: usize) {
        let step = Step::Break {
            home: self.home(),
            column: column(self.text, at),
        };
        self.steps.push(step);
    }

    fn home(&self) -> usize {
        self.homes.last().map(|home| home.start).unwrap_or_default()
    }
}

fn line_at(text: &str, at: usize) -> &str {
    text[at..].lines().next().unwrap_or_default()
}

/// How many spaces and tabs stand before a place.
fn indentation(text: &str, at: usize) -> usize {
    at - text[..at].trim_end_matches([' ', '\t']).len()
}

/// How far a place is from the beginning of its line; tabs go to the next multiple of four.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at]
        .rfind('\n')
        .map_or(0, |line_break| line_break + 1);
    text[start..at].chars().fold(0, |column, c| {
        if c == '\t' {
            (column / 4 + 1) * 4
        } else {
            column + 1
        }
    })
}
