//! The marks that git leaves where two versions of a text could not be put together. Both stand in
//! the file, and one of them is wrong.
//!
//! In: one source as it stands in memory. Out: one error for each conflict, at the line where it
//! begins. Afterwards, what other rules said of the same lines is taken back: it follows from the
//! marks, and nobody could mend it by itself.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memchr2_iter;

use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Cause, Diagnostic, Place, Report};
use crate::source::{SourceId, SourceSet, Span};

/// A conflict: where its marks stand, the first of which opens it.
#[derive(Debug, PartialEq, Eq)]
struct Conflict {
    marks: Vec<Range<usize>>,
}

/// `source/conflict`.
pub fn check(id: SourceId, sources: &SourceSet, report: &mut Report) {
    for conflict in find(sources.get(id).text()) {
        let mut marks = conflict.marks.into_iter();
        let Some(first) = marks.next() else { continue };
        let message =
            "two versions of this text were not put together: a conflict of git begins here";
        let mut diagnostic = rules::source::CONFLICT
            .at(Span::new(id, first), message)
            .help("keep one of the two versions, or write a third, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`");
        let notes: Vec<Range<usize>> = marks.collect();
        for (at, mark) in notes.iter().enumerate() {
            let note = if at + 1 == notes.len() {
                "it ends here"
            } else {
                "the other version begins here"
            };
            diagnostic = diagnostic.related(Span::new(id, mark.clone()), note);
        }
        report.push(diagnostic);
    }
}

/// Where conflicts stand. What else is said of their lines, and of a source that they keep from
/// being read, follows from them.
pub struct Conflicts(BTreeMap<SourceId, Vec<Span>>);

impl Conflicts {
    /// Those that a report tells of, each from its first mark to its last.
    pub fn of(report: &Report) -> Self {
        let mut places: BTreeMap<SourceId, Vec<Span>> = BTreeMap::new();
        let told = report.diagnostics().iter();
        for diagnostic in told.filter(|diagnostic| diagnostic.is(rules::source::CONFLICT)) {
            let Place::Span(first) = diagnostic.place else {
                continue;
            };
            let last = diagnostic.related.last();
            let whole = last.map_or(first, |last| first.to(last.span));
            places.entry(whole.source).or_default().push(whole);
        }
        Self(places)
    }
}

impl Cause for Conflicts {
    fn explains(&self, finding: &Diagnostic) -> bool {
        let Place::Span(span) = finding.place else {
            return false;
        };
        let Some(conflicts) = self.0.get(&span.source) else {
            return false;
        };
        let stands_in =
            |conflict: &Span| conflict.start <= span.start && span.start <= conflict.end;
        !finding.is(rules::source::CONFLICT)
            && (FOLLOWING.iter().any(|rule| finding.is(*rule)) || conflicts.iter().any(stands_in))
    }
}

/// What a conflict makes of a text as a whole, wherever it shows.
const FOLLOWING: [Rule; 6] = [
    rules::source::YAML,
    rules::source::DUPLICATE_KEY,
    rules::source::UNCLOSED_FRONT_MATTER,
    rules::source::CSV,
    rules::schema::WRONG_TYPE,
    rules::schema::MISSING_KEY,
];

/// The length of git's marks.
const LENGTH: usize = 7;

fn find(text: &str) -> Vec<Conflict> {
    if !is_possible(text) {
        return Vec::new();
    }
    let mut found: Vec<Conflict> = Vec::new();
    let mut open: Option<Conflict> = None;
    let mut fence: Option<&str> = None;
    let mut at = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if let Some(sign) = code_fence(line) {
            fence = if fence == Some(sign) {
                None
            } else {
                fence.or(Some(sign))
            };
        }
        match mark(line) {
            Some('<') if fence.is_none() => {
                found.extend(open.replace(Conflict { marks: vec![range] }));
            }
            Some('=' | '|') => open
                .iter_mut()
                .for_each(|open| open.marks.push(range.clone())),
            Some('>') if open.is_some() => {
                let mut whole = open.take();
                whole
                    .iter_mut()
                    .for_each(|whole| whole.marks.push(range.clone()));
                found.extend(whole);
            }
            Some('>') if fence.is_none() && is_left_over(&lines, index) => {
                found.push(Conflict { marks: vec![range] });
            }
            _ => {}
        }
    }
    found.extend(open);
    found
}

/// Whether a line opens or closes a conflict; nearly no text has one, and most have neither sign.
fn is_possible(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| at == 0 || bytes[at - 1] == b'\n';
    let is_mark = |at: usize| {
        ["<<<<<<<", ">>>>>>>"]
            .iter()
            .any(|mark| bytes[at..].starts_with(mark.as_bytes()))
    };
    memchr2_iter(b'<', b'>', bytes).any(|at| begins(at) && is_mark(at))
}

/// The sign of a line that is a mark: seven of them, and then nothing or a blank and a name.
fn mark(line: &str) -> Option<char> {
    let line = line.trim_end_matches(['\r', '\n']);
    let sign = line.chars().next().filter(|c| "<=|>".contains(*c))?;
    let rest = line.trim_start_matches(sign);
    let is_mark = line.len() - rest.len() == LENGTH
        && (rest.is_empty() || (sign != '=' && rest.starts_with(' ')));
    is_mark.then_some(sign)
}

/// A fence of code in Markdown; what it shows of conflicts is an example.
fn code_fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.trim_start().starts_with(fence))
}

/// Whether a line that closes a conflict was left alone, and is no quotation in quotations, which
/// stands among others: git writes one name behind it, and perhaps the title of a commit in
/// brackets.
fn is_left_over(lines: &[&str], index: usize) -> bool {
    let is_quoted = |at: Option<usize>| {
        at.and_then(|at| lines.get(at))
            .is_some_and(|line| line.starts_with('>'))
    };
    let name = lines[index].trim_start_matches('>').trim();
    let is_name = !name.is_empty()
        && name
            .split(" (")
            .next()
            .is_some_and(|name| !name.contains(' '));
    is_name && !is_quoted(index.checked_sub(1)) && !is_quoted(Some(index + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<Vec<String>> {
        let written = |conflict: Conflict| {
            conflict
                .marks
                .into_iter()
                .map(|mark| text[mark].to_owned())
                .collect()
        };
        find(text).into_iter().map(written).collect()
    }

    #[test]
    fn conflicts_are_found_with_all_their_marks() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| base\nd\n=======\nc\n>>>>>>> topic/costs\n";
        assert_eq!(
            marks(text),
            [[
                "<<<<<<< HEAD",
                "||||||| base",
                "=======",
                ">>>>>>> topic/costs"
            ]]
        );
        assert_eq!(marks("<<<<<<< HEAD\r\nb\r\n"), [["<<<<<<< HEAD"]]);
        assert_eq!(
            marks("b\n>>>>>>> 3f2a (costs of 2027)\n"),
            [[">>>>>>> 3f2a (costs of 2027)"]]
        );
    }

    #[test]
    fn quotations_headings_and_examples_are_none() {
        let honest = [
            ">>>>>> one\n>>>>>>> two\n",
            ">>>>>>> thank you for this\n",
            "Costs\n=======\n",
            "<<<<<<<< eight\n",
            "```\n<<<<<<< HEAD\n=======\n>>>>>>> b\n```\n",
        ];
        honest
            .iter()
            .for_each(|text| assert!(marks(text).is_empty(), "{text}"));
    }
}
