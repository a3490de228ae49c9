//! Links and pictures that are none: a bracket or a definition is missing, a blank too many, or the
//! brackets are the wrong way round.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::address::is_address;
use super::run::{Hit, Run, shown};

/// The forms of broken links; group `target` is judged.
struct Form {
    pattern: Regex,
    reason: &'static str,
    help: fn(&Captures<'_>) -> String,
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}

static FORMS: LazyLock<[Form; 5]> = LazyLock::new(|| {
    [
        Form {
            pattern: regex(
                r"(?P<hit>!?\[(?P<text>[^\[\]\n]+)\][ \t\u{a0}]*(?:\n|[ \t\u{a0}])[ \t\u{a0}]*\((?P<target>[^()\n]+)\))",
            ),
            reason: "between the two brackets of a link there is no space",
            help: |found| {
                format!(
                    "write `[{}]({})`",
                    shown(&found["text"]),
                    found["target"].trim()
                )
            },
        },
        Form {
            pattern: regex(r"(?P<hit>\((?P<text>[^()\n]+)\)\[(?P<target>[^\[\]\n]+)\])"),
            reason: "the brackets of a link are the other way round",
            help: |found| {
                format!(
                    "write `[{}]({})`",
                    shown(&found["text"]),
                    found["target"].trim()
                )
            },
        },
        Form {
            pattern: regex(
                r"(?P<hit>\[(?P<text>[^\[\]()\n]*[^\s\[\]()])\((?P<target>[^()\[\]\n]+)\))(?:[^\]\n]*)$",
            ),
            reason: "the square bracket of this link is not closed",
            help: |found| {
                format!(
                    "write `[{}]({})`",
                    shown(&found["text"]),
                    found["target"].trim()
                )
            },
        },
        Form {
            pattern: regex(r"(?m)^\s*(?P<hit>\[(?P<text>[^\[\]\n]+)\]:\s*(?P<target>\S+))\s*$"),
            reason: "the address of a link stands in a paragraph of its own",
            help: |_| "put an empty line above it".to_owned(),
        },
        Form {
            pattern: regex(r"(?P<hit>\[(?P<text>[^\[\]\n]+)\](?P<target>(?:https?://|www\.)\S+))"),
            reason: "the address of a link stands in round brackets",
            help: |found| {
                format!(
                    "write `[{}]({})`",
                    shown(&found["text"]),
                    found["target"].trim()
                )
            },
        },
    ]
});

/// `[text][label]` and `![text][label]`; what the parser could resolve is no text any more.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?P<hit>(?P<sign>!?)\[(?P<text>[^\[\]\n]+)\]\[(?P<label>[^\[\]\n]*)\])")
});

/// A picture that stands in the text with its sign: `![text]`.
static PICTURE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|[\s(])(?P<hit>!\[[^\[\]\n]*\])(?:$|[^(\[:])"));

/// Finds them.
pub fn find(run: &Run<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    if !run.text().contains(['[', ']']) {
        return found;
    }
    for form in FORMS.iter() {
        let is_broken = |captures: &Captures<'_>| {
            let target = captures.name("target");
            is_address(&captures["target"])
                && target.is_some_and(|target| !run.is_linked(target.start()))
        };
        for captures in form.pattern.captures_iter(run.text()).filter(is_broken) {
            found.extend(captures.name("hit").map(|hit| {
                raw(
                    hit.as_str(),
                    hit.range(),
                    form.reason,
                    (form.help)(&captures),
                )
            }));
        }
    }
    found.extend(
        run.text()
            .match_indices("](")
            .filter_map(|(at, _)| broken(run.text(), at)),
    );
    found.extend(
        REFERENCE
            .captures_iter(run.text())
            .filter_map(|captures| reference(run, &captures)),
    );
    found.extend(PICTURE.captures_iter(run.text()).filter_map(|captures| {
        let hit = captures.name("hit")?;
        let help = "write `![what it shows](images/name.png)`".to_owned();
        Some(raw(
            hit.as_str(),
            hit.range(),
            "this picture has no address",
            help,
        ))
    }));
    found
}

fn raw(text: &str, range: Range<usize>, reason: &str, help: String) -> Hit {
    Hit::new(
        range,
        format!("`{}` is printed as it stands: {reason}", shown(text)),
        help,
    )
}

/// `](` that is left over in the text.
fn broken(text: &str, at: usize) -> Option<Hit> {
    let line = text[at + 2..].lines().next().unwrap_or_default();
    let close = line.find(')');
    let target = line[..close.unwrap_or(line.len())].trim();
    let open = text[..at]
        .rfind('[')
        .filter(|open| !text[open + 1..at].contains(']'));
    let start = open.map_or_else(
        || word_before(text, at),
        |open| open - usize::from(text[..open].ends_with('!')),
    );
    let is_picture = text[start..].starts_with('!');
    if !is_picture && !is_address(target) {
        return None;
    }
    let (end, reason, help) = match close {
        None => {
            let end = line.find(char::is_whitespace).unwrap_or(line.len());
            let target = line[..end].trim_end_matches(['.', ',', ';', ':']);
            (
                end,
                "the round bracket of this link is not closed",
                format!("write a `)` behind `{}`", shown(target)),
            )
        }
        Some(close) if open.is_none() => (
            close + 1,
            "the square bracket of this link is not opened",
            "write a `[` before the words of the link".to_owned(),
        ),
        Some(close) if target.contains(char::is_whitespace) => {
            let help = format!(
                "write `<{}>` between the round brackets, or take the spaces out of the name",
                shown(target)
            );
            (close + 1, "an address with a space in it is none", help)
        }
        Some(close) => {
            let help = "Markdown within HTML is not read: put an empty line behind the tag, or delete the tag".to_owned();
            (close + 1, "this link did not take effect", help)
        }
    };
    Some(raw(
        &text[start..at + 2 + end],
        start..at + 2 + end,
        reason,
        help,
    ))
}

/// Where the word begins that ends at a place.
fn word_before(text: &str, at: usize) -> usize {
    text[..at].rfind(char::is_whitespace).map_or(0, |blank| {
        blank + text[blank..].chars().next().map_or(1, char::len_utf8)
    })
}

/// `[text][label]` without its definition. Two numbers are two citations, and what stands behind a
/// word is the place in a list.
fn reference(run: &Run<'_>, captures: &Captures<'_>) -> Option<Hit> {
    let hit = captures.name("hit")?;
    let (text, label) = (&captures["text"], captures["label"].trim());
    let is_word = |text: &str| text.chars().any(char::is_alphabetic);
    let is_picture = &captures["sign"] == "!";
    if run
        .before(hit.start())
        .is_some_and(|c| c.is_alphanumeric() || c == ']')
        || text.starts_with(['^', '@'])
    {
        return None;
    }
    let is_text = is_word(text) && text.len() > 1;
    if !is_picture && !is_text {
        return None;
    }
    // `[win][arm] Support for …`: two words of a catalogue before a line.
    let is_one =
        |text: &str| !text.contains(char::is_whitespace) && !text.contains(char::is_uppercase);
    let is_tag =
        hit.start() == 0 && is_one(text) && is_one(label) && !label.is_empty() && text != label;
    if is_tag && !is_picture {
        return None;
    }
    let name = if label.is_empty() { text } else { label };
    let help = match is_picture {
        true => "write `![what it shows](images/name.png)`".to_owned(),
        false => format!(
            "add a line `[{name}]: https://…` below the paragraph, or write `[{}](https://…)`",
            shown(text)
        ),
    };
    Some(raw(
        hit.as_str(),
        hit.range(),
        &format!("nothing says where `[{}]` leads", shown(name)),
        help,
    ))
}
