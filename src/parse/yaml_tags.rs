//! What YAML can say beyond its values, and what nobody who writes a plan means: tags (`!!binary`),
//! which change what a value is, and directives (`%TAG`). Both are refused where they stand (YAML
//! 1.2.2, sections 6.8 and 6.9.1), because what would be printed is not what is written.
//!
//! In: a parsed text. Out: diagnostics; whether there was one.

use super::yaml::Node;
use crate::diagnostic::{Report, rules};
use crate::source::Span;

/// Reports every tag and directive of a text that stands from byte `start` on in its source. Gives
/// whether there is none.
pub(super) fn refuse(node: &Node, text: &str, start: usize, report: &mut Report) -> bool {
    let mut found: Vec<(usize, usize)> = directives(text);
    if text.contains('!') {
        tags(node, text, start, &mut found);
    }
    for (at, length) in &found {
        let place = Span::new(node.span.source, start + at..start + at + length);
        let word = &text[*at..at + length];
        let diagnostic = rules::source::YAML.at(
            place,
            format!("`{word}` tells YAML how to read a text, and is not allowed here"),
        );
        report.push(diagnostic.help(
            "delete it: a value is what is written; or put it in quotation marks if it is text",
        ));
    }
    found.is_empty()
}

/// Lines that begin with `%` before the text itself begins.
fn directives(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.starts_with('%') {
            found.push((at, words.len()));
        } else if !(words.is_empty() || words.starts_with('#')) {
            break;
        }
        at += line.len();
    }
    found
}

fn tags(node: &Node, text: &str, start: usize, found: &mut Vec<(usize, usize)>) {
    found.extend(tag_at(node.span, text, start));
    node.items()
        .iter()
        .for_each(|item| tags(item, text, start, found));
    for (key, value) in node.entries() {
        found.extend(tag_at(key.span, text, start));
        tags(value, text, start, found);
    }
    found.sort_unstable();
    found.dedup();
}

/// The tag at which a value begins, or that stands right before it. A plain value cannot begin with
/// `!`.
fn tag_at(value: Span, text: &str, start: usize) -> Option<(usize, usize)> {
    let at = value
        .start
        .checked_sub(start)
        .filter(|at| text.is_char_boundary(*at))?;
    let word = |from: usize| {
        text[from..]
            .split(char::is_whitespace)
            .next()
            .map_or(0, str::len)
    };
    if text[at..].starts_with('!') {
        return Some((at, word(at)));
    }
    let before = text[..at].trim_end();
    let from = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | ','))
        .map_or(0, |found| found + 1);
    (before.len() < at && before[from..].starts_with('!')).then_some((from, before.len() - from))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Place, Report};
    use crate::parse::yaml::parse;
    use crate::source::{Source, SourceSet};

    fn refused(text: &str) -> Vec<String> {
        let mut sources = SourceSet::default();
        let id = sources.add(Source::new("a.yaml", text));
        let mut report = Report::default();
        parse(id, 0, text, &mut report);
        let place = |place: &Place| match place {
            Place::Span(span) => text[span.range()].to_owned(),
            Place::Path(path) => path.clone(),
        };
        report
            .diagnostics()
            .iter()
            .map(|found| place(&found.place))
            .collect()
    }

    #[test]
    fn a_tag_and_a_directive_are_refused_where_they_stand() {
        assert_eq!(refused("title: !!binary aGVsbG8=\n"), ["!!binary"]);
        assert_eq!(refused("a: [!x 1, {b: !!str 2}]\n"), ["!x", "!!str"]);
        assert_eq!(refused("!!str title: Plan\n"), ["!!str"]);
        assert_eq!(refused("%YAML 1.2\n---\ntitle: Plan\n"), ["%YAML 1.2"]);
        assert_eq!(refused("rows: !list\n  - a\n"), ["!list"]);
    }

    #[test]
    fn exclamation_marks_and_per_cent_in_texts_are_texts() {
        for text in [
            "title: Act now! Today\n",
            "a: \"!x\"\n",
            "a: 'wow !' \n",
            "a: [Stop!, Go!]\n",
            "b: 5 % of all\n",
            "a: x !y z\n",
            "wow!: x\n",
        ] {
            assert!(refused(text).is_empty(), "{text}");
        }
    }
}
