//! Texts made from those of the cases, cut, doubled and mixed with signs that mean something,
//! against what holds for any text.
//!
//! A few hundred of each target in the build; `FUZZ_CASES=100000` tries as many of each (of one
//! with `FUZZ_TARGET=yaml`), and CONTRIBUTING.md says how libFuzzer does.

#[path = "../../fuzz/targets.rs"]
mod targets;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::case::Case;
use crate::program::{files_below, repository};

/// Signs and words that mean something to one reader or another.
const SIGNS: [&str; 64] = [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "    ",
    "---\n",
    "---",
    "***",
    "___",
    "#",
    "## ",
    "> ",
    "- ",
    "1. ",
    "(a) ",
    "* ",
    "`",
    "```\n",
    "~~~\n",
    "|",
    "|---|\n",
    "[",
    "](",
    ")",
    "![",
    "]{#id}",
    "[^1]",
    "[^1]: ",
    "<!--",
    "-->",
    "<",
    ">",
    "<div lang=\"fr\">",
    "</div>",
    "<span lang=\"cy\">",
    "<br>",
    "<img src=",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "\\",
    "\"",
    "'",
    ": ",
    "? ",
    "&a ",
    "*a",
    "!!str ",
    "{",
    "}",
    ",",
    ";",
    "«",
    "TBC",
    "£1,234.50",
    "2024-02-30",
    "1e999",
    "\u{feff}",
    "\u{202e}",
    "\u{1f469}\u{200d}\u{1f680}",
    "e\u{301}",
    "\u{0}",
    "\u{e000}",
];

/// A change to a text: which, where, how much, and with what.
type Change = (u8, Index, Index, Index);

/// The texts of the cases and of the guide, which know every feature.
fn corpus() -> Vec<String> {
    let mut texts = Vec::new();
    for case in Case::all() {
        let is_text = |file: &str| {
            [".md", ".yaml", ".csv"]
                .iter()
                .any(|ending| file.ends_with(ending))
        };
        let parts = case.parts().into_iter();
        texts.extend(
            parts
                .filter(|(path, _)| is_text(path))
                .map(|(_, text)| text),
        );
    }
    let pages = repository().join("docs/rules");
    for file in files_below(&pages) {
        texts.extend(std::fs::read_to_string(pages.join(file)).ok());
    }
    assert!(texts.len() > 500, "{} texts", texts.len());
    texts
}

/// At most `most` bytes of a text, from a line on.
fn cut(text: &str, from: Index, most: usize) -> String {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let start = *from.get(&starts);
    text[start..text.floor_char_boundary((start + most).min(text.len()))].to_owned()
}

fn changed(mut text: String, change: &Change) -> String {
    let (which, from, length, with) = change;
    let start = text.floor_char_boundary(from.index(text.len() + 1));
    let end = text.floor_char_boundary((start + length.index(40)).min(text.len()));
    match which {
        0 => text.replace_range(start..end.max(start), ""),
        1 => text.insert_str(
            start,
            &text[start..end.max(start)]
                .to_owned()
                .repeat(1 + with.index(3)),
        ),
        _ => text.replace_range(
            start
                ..end
                    .max(start)
                    .min(start + text[start..].chars().next().map_or(0, char::len_utf8)),
            SIGNS[with.index(SIGNS.len())],
        ),
    }
    text
}

/// Texts that are nearly right, and some that are nothing at all.
fn texts(corpus: Vec<String>) -> impl Strategy<Value = String> {
    let change = (0..6_u8, any::<Index>(), any::<Index>(), any::<Index>());
    let near = (
        any::<Index>(),
        any::<Index>(),
        proptest::collection::vec(change, 0..12),
    );
    let near = near.prop_map(move |(which, from, changes)| {
        changes.iter().fold(
            cut(&corpus[which.index(corpus.len())], from, 1_500),
            changed,
        )
    });
    let signs = proptest::collection::vec(proptest::sample::select(&SIGNS[..]), 0..40)
        .prop_map(|signs| signs.concat());
    prop_oneof![6 => near, 2 => signs, 1 => any::<String>()]
}

/// The targets that read a whole project take a thousand times as long as the others.
fn cases(name: &str) -> u32 {
    let asked = std::env::var("FUZZ_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    asked.unwrap_or(if matches!(name, "project" | "page") {
        20
    } else {
        400
    })
}

#[test]
fn whatever_stands_in_a_text_it_is_read_and_printed_as_it_is() {
    let corpus = corpus();
    // The build tries the same texts each time; who asks for more gets others each time.
    let is_build = std::env::var_os("FUZZ_CASES").is_none();
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let only = std::env::var("FUZZ_TARGET").ok();
    let chosen = targets::TARGETS
        .into_iter()
        .filter(|(name, _)| only.as_deref().is_none_or(|only| only == *name));
    for (name, target) in chosen {
        let config = Config {
            cases: cases(name),
            failure_persistence: None,
            ..Config::default()
        };
        let mut runner = if is_build {
            TestRunner::new_with_rng(config, chance.clone())
        } else {
            TestRunner::new(config)
        };
        let tried = runner.run(&texts(corpus.clone()), |text| {
            let found = std::panic::catch_unwind(|| target(&text));
            found.map_err(|_| {
                TestCaseError::fail(
                    "it does not hold, or the program ended; what it said stands above",
                )
            })
        });
        tried.unwrap_or_else(|found| panic!("{name}: {found}"));
    }
}
