//! Headings without a blank behind their hash signs, or with one that Markdown takes for a letter.

use std::sync::LazyLock;

use regex::Regex;

use super::run::{Hit, Place, Run, shown};

/// Hash signs at the beginning of a line, and what stands behind them.
static HASHES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^[\s\u{a0}]*(?P<hit>(?P<signs>#{1,6})(?P<gap>[\u{a0}\u{2002}-\u{200a}\u{202f}\u{3000}]?)(?P<words>[^\s#].*))$",
    )
    .unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
});

/// A longer line is prose.
const LONGEST: usize = 100;

/// Finds them.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    if run.place != Place::Block || !run.text().contains('#') {
        return Vec::new();
    }
    let found = HASHES.captures_iter(run.text()).filter_map(|found| {
        let hit = found
            .name("hit")
            .filter(|hit| !run.is_linked(hit.start()))?;
        let (signs, words) = (&found["signs"], &found["words"]);
        let (is_blank, is_single) = (!found["gap"].is_empty(), signs.len() == 1);
        if !is_blank && is_single && !is_heading(words) {
            return None;
        }
        if !is_blank
            && !words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '*' | '['))
        {
            return None;
        }
        let reason = if is_blank {
            "the blank behind the hash signs is no space, so this is no heading"
        } else {
            "without a space behind its hash signs this is no heading"
        };
        let help = format!(
            "write `{} {}`",
            if is_single { "##" } else { signs },
            shown(words)
        );
        Some(Hit::new(
            hit.range(),
            format!(
                "`{}` is printed as it stands: {reason}",
                shown(hit.as_str())
            ),
            help,
        ))
    });
    found.collect()
}

/// Whether the words behind one hash sign are a heading, and not a number (`#1`), a name with one
/// (`#MeToo`, `#metoo`) or a sentence that begins with such a name.
fn is_heading(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let first = all.next().unwrap_or_default();
    let is_plain = first
        .chars()
        .skip(1)
        .all(|c| c.is_lowercase() || matches!(c, '’' | '-' | ':' | ','));
    let begins = first.starts_with(char::is_uppercase) && is_plain;
    let has_tags = all.any(|word| word.starts_with('#'));
    begins && !has_tags && words.len() <= LONGEST && !words.ends_with(['.', '!', '?', ';', ','])
}

#[cfg(test)]
mod tests {
    use super::is_heading;

    #[test]
    fn names_with_a_hash_sign_are_no_headings() {
        assert!(
            [
                "Heading",
                "Our vision",
                "Next steps: who does what",
                "Where we are"
            ]
            .into_iter()
            .all(is_heading)
        );
        let honest = [
            "1",
            "1 priority",
            "MeToo",
            "metoo",
            "NHS75",
            "Kirklees #Dewsbury",
            "Time is our campaign of the year.",
        ];
        assert!(!honest.into_iter().any(is_heading));
    }
}
