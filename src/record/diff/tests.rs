//! Whatever two states are, a text that holds both gives each of them back.

use proptest::prelude::*;

use super::blocks::{Side, Sides, merge_bodies};
use super::figures::difference;
use super::words::merge;
use crate::diagnostic::Report;
use crate::model::content::FilesByPath;
use crate::parse::body::{Body, Change, Inline, walk_blocks};
use crate::parse::markdown;
use crate::source::{Source, SourceSet, TextMap};

fn body(text: &str) -> Body {
    let mut sources = SourceSet::default();
    let id = sources.add(Source::new("plan/a.md", text));
    let map = TextMap::verbatim(id, 0);
    markdown::parse(text, &map, "en-GB", &mut Report::default())
}

/// The words of a run in one of its states.
fn state(content: &[Inline], without: Change, out: &mut String) {
    for inline in content {
        match inline {
            Inline::Changed { change, .. } if *change == without => {}
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Code { text, .. } => out.push_str(text),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => out.push(' '),
            other => state(other.children(), without, out),
        }
    }
}

/// The lines of a body in one of its states, in any order: what only moved is where it is now.
fn lines(body: &Body, without: Change) -> Vec<String> {
    let mut lines = Vec::new();
    walk_blocks(&body.blocks, &mut |block| {
        for run in block.kind.runs() {
            let mut line = String::new();
            state(run, without, &mut line);
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if !line.is_empty() {
                lines.push(line);
            }
        }
    });
    lines.sort();
    lines
}

fn run(text: &str) -> Vec<Inline> {
    let body = body(text);
    let mut all = Vec::new();
    walk_blocks(&body.blocks, &mut |block| {
        block
            .kind
            .runs()
            .into_iter()
            .for_each(|run| all.extend(run.to_vec()));
    });
    all
}

const WORDS: [&str; 12] = [
    "the",
    "plan",
    "costs",
    "£1.2m",
    "*well-being*",
    "and",
    "**care**",
    "`code`",
    "people,",
    "(new)",
    "a",
    "2026",
];

fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..14).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        sentence(),
        sentence().prop_map(|one| format!("- {one}")),
        sentence().prop_map(|one| format!("## {one}")),
        (sentence(), sentence()).prop_map(|(one, other)| format!("1. {one}\n2. {other}")),
        (sentence(), sentence()).prop_map(|(one, other)| format!("> {one}\n>\n> {other}")),
    ];
    prop::collection::vec(block, 0..7).prop_map(|blocks| blocks.join("\n\n"))
}

proptest! {
    #[test]
    fn a_run_gives_both_its_states_back(old in sentence(), new in sentence()) {
        let (old, new) = (run(&old), run(&new));
        let (merged, _) = merge(&old, &new);
        let said = |content: &[Inline], without| {
            let mut out = String::new();
            state(content, without, &mut out);
            out
        };
        prop_assert_eq!(said(&merged, Change::Deleted), said(&new, Change::Deleted));
        prop_assert_eq!(said(&merged, Change::Inserted), said(&old, Change::Deleted));
    }

    #[test]
    fn a_body_gives_both_its_states_back(old in text(), new in text()) {
        let (old, new) = (body(&old), body(&new));
        let files = FilesByPath::new();
        let side = Side { folder: "plan", files: &files, notes: &[] };
        let merged = merge_bodies(&old, &new, Sides { old: side, new: side });
        prop_assert_eq!(lines(&merged.body, Change::Deleted), lines(&new, Change::Deleted));
        prop_assert_eq!(lines(&merged.body, Change::Inserted), lines(&old, Change::Deleted));
    }
}

#[test]
fn figures_and_days_are_told_by_how_much_they_moved() {
    let cases = [
        ("1,200", "1,300", Some("+100")),
        ("£1.2m", "£1.4m", Some("+£0.2m")),
        ("(8,021)", "(8,000)", Some("+21")),
        ("2026-07-01", "2026-10-01", Some("3 months later")),
        ("2026-07-01", "2026-06-24", Some("7 days earlier")),
        ("2026-07", "2026-08", Some("1 month later")),
        ("£1.2m", "$1.4m", None),
        ("old", "new", None),
        ("3", "3.0", None),
    ];
    for (old, new, wanted) in cases {
        assert_eq!(difference(old, new).as_deref(), wanted, "{old} {new}");
    }
}
