//! Definitions of links, `[label]: address`, to which nothing refers: Markdown prints none, so what
//! was meant as text is lost.

use std::collections::HashSet;
use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::diagnostic::{Report, rules};
use crate::source::TextMap;

/// `source/markdown` for the definitions of a text that none of its links and pictures names;
/// `events` are those of the text.
pub(super) fn unused(
    text: &str,
    options: Options,
    events: &[(Event<'_>, Range<usize>)],
    map: &TextMap,
    report: &mut Report,
) {
    if !memchr_iter(b']', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b':')) {
        return;
    }
    let label = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => Some(folded(id)),
        _ => None,
    };
    let used: HashSet<String> = events
        .iter()
        .filter_map(|(event, _)| label(event))
        .collect();
    let parser = Parser::new_ext(text, options);
    let definitions = parser.reference_definitions().iter();
    let wanted = definitions.filter(|(label, definition)| {
        !used.contains(&folded(label)) && !is_comment(label, &definition.dest)
    });
    let mut unused: Vec<(&str, Range<usize>)> = wanted
        .map(|(label, definition)| (label, definition.span.clone()))
        .collect();
    unused.sort_by_key(|(_, range)| range.start);
    for (label, range) in unused {
        let place = map.span(range.start..range.start + text[range.clone()].trim_end().len());
        let message = format!(
            "nothing refers to `[{label}]`, so this line is on no page: it only says where a link leads"
        );
        let help = format!(
            "write `[text][{label}]` where the link belongs; or, if this is text, a `\\` before it"
        );
        report.push(rules::source::MARKDOWN.at(place, message).help(help));
    }
}

/// An old way to write a comment: `[//]: # (…)`.
fn is_comment(label: &str, address: &str) -> bool {
    matches!(address, "#" | "" | "<>") || matches!(label, "//" | "comment" | "_" | "-" | "#")
}

/// Labels are the same whatever their capitals and blanks.
fn folded(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
