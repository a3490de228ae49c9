//! Paragraphs with letters, `a) … b) …`, that run together on one line. On lines of their own they
//! are a list; within a sentence, `we will (a) plan and (b) act`, they are how careful writers
//! enumerate.

use std::sync::LazyLock;

use regex::Regex;

use super::run::{Hit, Place, Run, shown};

/// The first mark of a series, at the beginning of a line or behind a colon.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)(?:^\s*|(?P<colon>:)[ \u{a0}]+)(?P<hit>(?P<open>\(?)(?:(?P<letter>[aA])|(?P<roman>i)|(?P<digit>1))(?P<sign>[.)]))[ \u{a0}]+\S")
        .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// Words that join two marks which are only mentioned: `(a) and (b) apply`.
const JOINTS: [&str; 10] = ["and", "or", "to", "&", "–", "-", ",", "und", "et", "oder"];

/// Finds them.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    if matches!(run.place, Place::Cell | Place::Heading) {
        return Vec::new();
    }
    if !["a)", "a.", "A)", "i)", "i.", "1)"]
        .iter()
        .any(|mark| run.text().contains(mark))
    {
        return Vec::new();
    }
    let found = FIRST.captures_iter(run.text()).filter_map(|found| {
        let hit = found.name("hit")?;
        let second = match (found.name("letter"), found.name("roman")) {
            (Some(letter), _) if letter.as_str() == "A" => "B",
            (Some(_), _) => "b",
            (_, Some(_)) => "ii",
            _ => "2",
        };
        let sign = &found["sign"];
        // A number with a full stop ends many sentences, and a capital with one is an initial.
        if sign == "." && matches!(second, "2" | "B") {
            return None;
        }
        let rest = run.text()[hit.end()..].lines().next().unwrap_or_default();
        let mark = format!("{}{second}{sign}", &found["open"]);
        let at = rest
            .match_indices(&mark)
            .map(|(at, _)| at)
            .find(|at| stands_alone(rest, *at, mark.len()))?;
        let between = rest[..at].trim();
        let is_within =
            found.name("colon").is_some() || !run.text()[..hit.start()].trim().is_empty();
        let is_sentence = is_within && (!found["open"].is_empty() || is_joined(between));
        let is_mentioned =
            JOINTS.contains(&between) || between.chars().filter(|c| c.is_alphabetic()).count() < 2;
        if is_sentence || is_mentioned {
            return None;
        }
        let message = format!(
            "`{} … {mark}` is printed in one paragraph: each item of a list has a line of its own",
            shown(hit.as_str())
        );
        Some(Hit::new(
            hit.range(),
            message,
            "begin a new line before each letter or number",
        ))
    });
    found.collect()
}

/// Whether a mark stands between blanks.
fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let is_blank = |c: Option<char>| c.is_some_and(|c| c.is_whitespace() || c == '\u{a0}');
    is_blank(text[..at].chars().next_back()) && is_blank(text[at + length..].chars().next())
}

/// Whether a sentence goes on behind an item.
fn is_joined(between: &str) -> bool {
    between.ends_with([',', ';'])
        || between
            .split_whitespace()
            .next_back()
            .is_some_and(|word| JOINTS.contains(&word))
}
