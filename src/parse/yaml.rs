//! YAML with the place of every key and value kept: one small tree for front matter, manifests and
//! settings.
//!
//! The work is done by `serde-saphyr`; its options are strict, so that `no`, `012` and `1_000` stay
//! text, and its budgets bound alias bombs: two of them are ours, and the rest the library's own. A
//! value that YAML takes for a number keeps its spelling beside it: `1.10` is not `1.1` to an
//! author.

mod folded;
mod node;
mod raw;

use serde_saphyr::{Location, Spanned};

pub use node::{Key, Node, Value};

use crate::diagnostic::Report;
use crate::limits;
use crate::source::{SourceId, Span, TextMap};
use raw::Raw;

/// Parses one YAML text that stands in `source` from byte `start` on.
///
/// Gives `None`, and a diagnostic, if it is not YAML; an empty text is an empty mapping.
pub fn parse(source: SourceId, start: usize, text: &str, report: &mut Report) -> Option<Node> {
    let whole = Span::new(source, start..start + text.len());
    if text
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Some(Node::nothing(Span::new(source, start..start)));
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_nodes: limits::YAML_VALUES, max_depth: limits::YAML_DEPTH },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        merge_keys: serde_saphyr::options::MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: serde_saphyr::options::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) => {
            let mut node = Placing {
                source,
                start,
                text,
            }
            .node(raw);
            if text.contains('\u{a0}') {
                indented(&mut node, report);
            }
            (super::yaml_tags::refuse(&node, text, start, report)
                && swallowed(&node, text, start, report))
            .then_some(node)
        }
        Err(error) => {
            report.push(super::yaml_error::diagnostic(&error, text, whole));
            None
        }
    }
}

/// Reports keys that begin with a no-break space, by which somebody meant to indent them, and takes
/// them out: they stand in the wrong mapping.
fn indented(node: &mut Node, report: &mut Report) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| indented(item, report)),
        Value::Map(entries) => entries.retain_mut(|(key, value)| {
            indented(value, report);
            let slip = super::yaml_error::no_break_in(&key.name, key.span.source, key.span.start);
            let slip = slip.filter(|_| key.name.starts_with('\u{a0}'));
            let is_kept = slip.is_none();
            slip.into_iter().for_each(|slip| report.push(slip));
            is_kept
        }),
        _ => {}
    }
}

/// Reports keys that were taken for text because a no-break space stands behind their colon. Gives
/// whether anything is left.
fn swallowed(node: &Node, text: &str, start: usize, report: &mut Report) -> bool {
    if !text.contains('\u{a0}') {
        return true;
    }
    let slip = |node: &Node, sign: &str| {
        let words = node.text()?;
        let line = text
            .get(node.span.start - start..)
            .and_then(|rest| rest.lines().next())?;
        let begins =
            words.contains(sign) && words.starts_with(|c: char| c.is_ascii_lowercase() || c == '-');
        begins
            .then(|| super::yaml_error::no_break_in(line, node.span.source, node.span.start))
            .flatten()
    };
    if let Some(found) = slip(node, ":\u{a0}") {
        report.push(found);
        return false;
    }
    let mut lists = vec![node];
    while let Some(next) = lists.pop() {
        next.items()
            .iter()
            .filter_map(|item| slip(item, ":\u{a0}"))
            .for_each(|found| report.push(found));
        let values = next.entries().iter().map(|(_, value)| value);
        let own_line = |value: &&Node| {
            text[..value.span.start - start]
                .trim_end_matches(' ')
                .ends_with('\n')
        };
        values
            .clone()
            .filter(own_line)
            .filter_map(|value| slip(value, "-\u{a0}"))
            .for_each(|found| report.push(found));
        lists.extend(next.items().iter().chain(values));
    }
    true
}

/// Parses a YAML text that is the program's or a template's own, as plain data without places.
pub fn data(text: &str) -> Result<serde_json::Value, String> {
    serde_saphyr::from_str(text).map_err(|error| error.render())
}

struct Placing<'a> {
    source: SourceId,
    start: usize,
    text: &'a str,
}

impl Placing<'_> {
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let span = self.span(&raw.referenced);
        let written = self.slice(span);
        // What an alias stands for is spelt where its anchor is.
        let spelt = if written.starts_with('*') {
            self.slice(self.span(&raw.defined))
        } else {
            written
        };
        let (mut map, mut lines) = (None, None);
        let (span, value) = match raw.value {
            Raw::Null => (span, Value::Null),
            Raw::Bool(value) => (span, Value::Bool(value, spelt.to_owned())),
            Raw::Number(number) => (span, Value::Number(number, spelt.to_owned())),
            Raw::Text(text) => {
                map = Some(self.align(span, &text));
                lines = folded::lines(self.text, span.start - self.start, written).map(|lines| {
                    Box::new((
                        lines.clone(),
                        TextMap::align(self.source, span.start, written, &lines),
                    ))
                });
                (span, Value::Text(text))
            }
            Raw::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|item| self.node(item)).collect();
                (
                    items.last().map_or(span, |last| span.to(last.span)),
                    Value::List(items),
                )
            }
            Raw::Map(entries) => {
                let entries: Vec<(Key, Node)> = entries
                    .into_iter()
                    .map(|(k, v)| (self.key(k), self.node(v)))
                    .collect();
                (
                    entries.last().map_or(span, |(_, last)| span.to(last.span)),
                    Value::Map(entries),
                )
            }
        };
        Node {
            span,
            value,
            map,
            lines,
        }
    }

    fn key(&self, raw: Spanned<String>) -> Key {
        Key {
            span: self.span(&raw.referenced),
            name: raw.value,
        }
    }

    fn align(&self, span: Span, text: &str) -> TextMap {
        let written = self.slice(span);
        if written == text {
            return TextMap::verbatim(self.source, span.start);
        }
        let align = if written.starts_with('"') {
            TextMap::align_escaped
        } else {
            TextMap::align
        };
        align(self.source, span.start, written, text)
    }

    fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start - self.start..span.end - self.start)
            .unwrap_or_default()
    }

    fn span(&self, location: &Location) -> Span {
        let span = location.span();
        let at = span
            .byte_offset()
            .and_then(|at| usize::try_from(at).ok())
            .unwrap_or(0)
            .min(self.text.len());
        let length = span
            .byte_len()
            .and_then(|len| usize::try_from(len).ok())
            .unwrap_or(0);
        let end = (at + length).min(self.text.len());
        let written = self.text.get(at..end).unwrap_or_default();
        Span::new(
            self.source,
            self.start + at..self.start + at + written.trim_end().len(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceSet};

    fn parsed(text: &str) -> (SourceSet, Node) {
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a.yaml", text));
        let mut report = Report::default();
        let node =
            parse(id, 0, text, &mut report).unwrap_or_else(|| panic!("{:?}", report.diagnostics()));
        (set, node)
    }

    fn written(text: &str, path: &[&str]) -> String {
        let (set, node) = parsed(text);
        let (node, _) = node.at(path.iter().copied()).expect("the path is there");
        set.slice(node.span).to_owned()
    }

    /// What is said of a text that is not read.
    fn refused(text: &str) -> Option<(String, String)> {
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a.yaml", text));
        let mut report = Report::default();
        parse(id, 0, text, &mut report);
        let found = report.diagnostics().first()?;
        Some((
            found.message.clone(),
            found.help.clone().unwrap_or_default(),
        ))
    }

    #[test]
    fn the_limits_hold_and_are_said_in_our_words() {
        let deep = |depth: usize| format!("{}{}\n", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(refused(&deep(limits::YAML_DEPTH)), None);
        for depth in [limits::YAML_DEPTH + 1, 300] {
            let (message, help) = refused(&deep(depth)).expect("it is too deep");
            assert!(
                message.contains("more than 64 deep") && help == "write it in fewer steps",
                "{message}{help}"
            );
        }
        // The list is a value itself.
        let long = |values: usize| "- x\n".repeat(values - 1);
        assert_eq!(refused(&long(limits::YAML_VALUES)), None);
        assert!(
            refused(&long(limits::YAML_VALUES + 1))
                .is_some_and(|(message, _)| message.contains("more than 250000 values"))
        );
        let repeated = format!("- &a x\n{}", "- *a\n".repeat(200));
        assert!(
            refused(&repeated)
                .is_some_and(|(message, _)| message.contains("repeated with `&` and `*`"))
        );
        assert!(
            refused("a: b\n---\nc: d\n")
                .is_some_and(|(message, _)| message.starts_with("a line `---` ends"))
        );
    }

    #[test]
    fn of_a_long_value_only_the_beginning_is_shown_as_it_should_be() {
        let (_, help) = refused(&format!("a: [x] {}\n", "y".repeat(500))).expect("it is no YAML");
        assert!(help.ends_with("yyy …\"`") && help.len() < 160, "{help}");
    }

    #[test]
    fn every_value_keeps_its_place() {
        assert_eq!(written("a: one two # note\nb: x\n", &["a"]), "one two");
        assert_eq!(written("a: \"é \\\" x\"\nb: 'q'\n", &["b"]), "'q'");
        assert_eq!(written("é: [1, zwei]\n", &["é", "1"]), "zwei");
        assert_eq!(
            written("a:\n  - b: 1\n    c: TBC\n", &["a", "0", "c"]),
            "TBC"
        );
        assert_eq!(written("a: |\n  one\n  two\nb: 1\n", &["a"]), "one\n  two");
        assert_eq!(written("a: one\n  two\nb: 1\n", &["a"]), "one\n  two");
    }

    #[test]
    fn keys_keep_their_places() {
        let (set, node) = parsed("a: 1\nbé: {c: 2}\n");
        assert_eq!(set.slice(node.key("bé").expect("key").span), "bé");
        assert_eq!(
            set.slice(node.get("bé").expect("map").key("c").expect("key").span),
            "c"
        );
    }

    #[test]
    fn no_and_leading_zeros_stay_text_and_numbers_keep_their_spelling() {
        let (_, node) =
            parsed("a: no\nb: 012\nc: 1.10\nd: 2017-02-20\ne: 1_000\nf: yes\ng: ~\nh:\ni: ''\n");
        let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
        assert_eq!(text("a").as_deref(), Some("no"));
        assert_eq!(text("b").as_deref(), Some("012"));
        assert_eq!(text("c").as_deref(), Some("1.10"));
        assert_eq!(text("d").as_deref(), Some("2017-02-20"));
        assert_eq!(text("e").as_deref(), Some("1_000"));
        assert_eq!(text("f").as_deref(), Some("yes"));
        assert!(
            ["g", "h", "i"]
                .iter()
                .all(|key| node.get(key).expect("there").is_blank())
        );
    }

    #[test]
    fn the_lines_of_a_folded_text_are_kept_and_lead_back_to_their_words() {
        let folded = "a: >\n  Do this:\n\n  - one\n    - TBC\n  - two\nb: 1\n";
        let (set, node) = parsed(folded);
        let (lines, map) = node.get("a").and_then(Node::lines).expect("lines");
        assert_eq!(lines, "Do this:\n\n- one\n  - TBC\n- two");
        let at = lines.find("TBC").expect("word");
        assert_eq!(set.slice(map.span(at..at + 3)), "TBC");
        let lines = |text: &str| {
            parsed(text)
                .1
                .get("a")
                .expect("there")
                .lines()
                .map(|(lines, _)| lines.to_owned())
        };
        assert_eq!(
            lines("a: one\n  - two\n\n  three # no\n").as_deref(),
            Some("one\n- two\n\nthree")
        );
        assert_eq!(lines("a: >-\n  one\n"), None);
        assert_eq!(lines("a: |\n  one\n  two\n"), None);
        assert_eq!(lines("a: 'one\n  two'\n"), None);
        assert_eq!(
            lines("a: >2 # why\n  one\n  two\n").as_deref(),
            Some("one\ntwo")
        );
    }

    #[test]
    fn every_number_keeps_its_spelling() {
        let numbers = [
            "+5",
            "1E-3",
            "0x1F",
            "0o17",
            "1.10",
            ".5",
            "5.",
            "-0.0",
            "12345678901234567890",
            "123456789012345678901234567890123456789012",
        ];
        for number in numbers {
            let (_, node) = parsed(&format!("a: [{number}, {number}]\nb: {number} # note\n"));
            let (first, _) = node.at(["a", "1"]).expect("it is there");
            assert_eq!(first.text(), Some(number));
            assert_eq!(node.get("b").and_then(Node::text), Some(number));
        }
    }

    #[test]
    fn an_alias_of_a_number_is_spelt_like_its_anchor() {
        let (_, node) = parsed("a: &n +5\nb: *n\nc: &t True\nd: [*t, *n]\n");
        assert_eq!(node.get("a").and_then(Node::text), Some("+5"));
        assert_eq!(node.get("b").and_then(Node::text), Some("+5"));
        assert_eq!(
            node.at(["d", "0"]).and_then(|(node, _)| node.text()),
            Some("True")
        );
        assert_eq!(
            node.at(["d", "1"]).and_then(|(node, _)| node.text()),
            Some("+5")
        );
    }

    #[test]
    fn a_text_leads_back_to_its_words() {
        let (set, node) = parsed("a: |\n  - one\n  - TBC\nb: 'it''s TBC'\n");
        for key in ["a", "b"] {
            let node = node.get(key).expect("there");
            let at = node.text().expect("text").find("TBC").expect("word");
            assert_eq!(set.slice(node.text_map().span(at..at + 3)), "TBC");
        }
    }
}
