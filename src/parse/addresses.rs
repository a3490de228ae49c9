//! Web addresses in running text: kept from being read as markup, and made into links. With them,
//! the marks of notes in alternative texts are kept from being read: the parser would take no
//! picture for one that holds a note, which nobody could print either.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::body::{Inline, Link, Text};
use crate::limits::ADDRESS;

/// Characters that Markdown would read inside an address, and what stands for each meanwhile.
const MASKED: [(u8, u8); 9] = [
    (b'_', 1),
    (b'*', 2),
    (b'~', 3),
    (b'-', 4),
    (b'\'', 5),
    (b'.', 6),
    (b'"', 7),
    (b'&', 14),
    (b'^', 15),
];

/// Masks what is markup inside the bare addresses of a text, and the notes of alternative texts,
/// byte for byte.
pub fn mask(text: &str) -> Cow<'_, str> {
    let is_stand_in = |byte: u8| MASKED.iter().any(|(_, stand_in)| *stand_in == byte);
    let notes = notes_of_pictures(text);
    if !may_hold_one(text) && notes.is_empty() || text.bytes().any(is_stand_in) {
        return Cow::Borrowed(text);
    }
    let mut masked = text.as_bytes().to_vec();
    let addresses = found(text)
        .map(|found| found.range)
        .filter(|range| !is_destination(&text[..range.start]));
    for range in notes.into_iter().chain(addresses) {
        for byte in &mut masked[range] {
            if let Some((_, stand_in)) = MASKED.iter().find(|(special, _)| special == byte) {
                *byte = *stand_in;
            }
        }
    }
    String::from_utf8(masked).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Where `^` stands in `![alternative text[^1]](…)`.
fn notes_of_pictures(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let bytes = text.as_bytes();
    if memchr(b'^', bytes).is_none() || memchr(b'!', bytes).is_none() {
        return places;
    }
    let follows =
        |at: usize, signs: &[u8]| bytes.get(at + 1).is_some_and(|next| signs.contains(next));
    // The brackets that are open, and which of them begin a picture; the signs that stand in any of
    // them.
    let (mut open, mut carets): (Vec<(usize, bool)>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' => open.push((at, at > 0 && bytes[at - 1] == b'!')),
            b'^' if at > 0 && bytes[at - 1] == b'[' => carets.push(at),
            b'\n' if follows(at, b"\n") => {
                open.clear();
                carets.clear();
            }
            b']' => {
                let Some((start, true)) = open.pop() else {
                    continue;
                };
                while let Some(caret) = carets.pop_if(|caret| *caret > start && follows(at, b"(["))
                {
                    places.push(caret..caret + 1);
                }
            }
            _ => {}
        }
    }
    places
}

/// Undoes [`mask`]; nearly all text was never masked, and is handed back as it is.
pub fn unmask(text: &str) -> Cow<'_, str> {
    let stands_in = |byte: u8| {
        MASKED
            .iter()
            .find(|(_, stand_in)| *stand_in == byte)
            .map(|(special, _)| *special)
    };
    if text
        .bytes()
        .all(|byte| byte >= b' ' || stands_in(byte).is_none())
    {
        return Cow::Borrowed(text);
    }
    let original = |c: char| {
        u8::try_from(c)
            .ok()
            .and_then(stands_in)
            .map_or(c, char::from)
    };
    Cow::Owned(text.chars().map(original).collect())
}

/// Turns the bare addresses in running text into links, also within what says no more than how
/// words look or sound.
pub fn link(content: &mut Vec<Inline>) {
    for inline in content.iter_mut() {
        if let Inline::Passage { content: inner, .. }
        | Inline::Subscript(inner)
        | Inline::Superscript(inner) = inline
        {
            link(inner);
        }
    }
    let may_hold =
        |inline: &Inline| matches!(inline, Inline::Text(text) if may_hold_one(&text.text));
    if !content.iter().any(may_hold) {
        return;
    }
    for inline in std::mem::take(content) {
        match inline {
            Inline::Text(text) => divide(text, content),
            other => content.push(other),
        }
    }
}

/// Adds a text, its addresses as links.
fn divide(text: Text, to: &mut Vec<Inline>) {
    let piece = |range: Range<usize>| Text {
        text: text.text[range.clone()].to_owned(),
        span: text.part(range),
    };
    let mut end = 0;
    for Found { range, scheme } in found(&text.text) {
        if end < range.start {
            to.push(Inline::Text(piece(end..range.start)));
        }
        end = range.end;
        let address = piece(range);
        to.push(Inline::Link(Box::new(Link {
            span: address.span,
            target: format!("{scheme}{}", address.text),
            content: vec![Inline::Text(address)],
            bare: true,
        })));
    }
    if end == 0 {
        to.push(Inline::Text(text));
    } else if end < text.text.len() {
        to.push(Inline::Text(piece(end..text.text.len())));
    }
}

/// The target of a link as a reader's program needs it: `www.example.org` means a page of the web.
pub fn with_scheme(target: &str) -> String {
    if starts_with_www(target) {
        format!("https://{target}")
    } else {
        target.to_owned()
    }
}

/// An address in a text, and what its link needs before it.
struct Found {
    range: Range<usize>,
    scheme: &'static str,
}

/// Whether a text can hold an address; most do not, and every text is asked.
pub fn may_hold_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_scheme = || memchr_iter(b':', bytes).any(|at| bytes[at..].starts_with(b"://"));
    let has_www = || {
        memchr_iter(b'.', bytes).any(|at| at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www"))
    };
    memchr(b'@', bytes).is_some() || has_scheme() || has_www()
}

/// The addresses of a text: those of the web with a scheme or with `www`, and those of mailboxes.
fn found(text: &str) -> impl Iterator<Item = Found> + '_ {
    let mut finder = linkify::LinkFinder::new();
    finder
        .kinds(&[linkify::LinkKind::Url, linkify::LinkKind::Email])
        .url_must_have_scheme(false);
    let links: Vec<Found> = if may_hold_one(text) {
        finder
            .links(text)
            .filter_map(|link| {
                Some(Found {
                    range: link.start()..link.end(),
                    scheme: scheme(&link)?,
                })
            })
            .collect()
    } else {
        Vec::new()
    };
    links.into_iter()
}

/// What must stand before an address; `None` if it is none of ours.
fn scheme(link: &linkify::Link<'_>) -> Option<&'static str> {
    match link.kind() {
        linkify::LinkKind::Email => Some("mailto:"),
        _ if is_web(link.as_str()) => Some(""),
        _ if starts_with_www(link.as_str()) => Some("https://"),
        _ => None,
    }
}

/// `www.` and a name with another stop in it.
fn starts_with_www(address: &str) -> bool {
    let name = address
        .split_at_checked(4)
        .filter(|(www, _)| www.eq_ignore_ascii_case("www."))
        .map(|(_, name)| name);
    name.and_then(|name| name.split(['/', '?', '#', ':']).next())
        .is_some_and(|host| host.trim_matches('.').contains('.'))
}

/// Whether what stands before an address makes it the target of a link, or part of one, which
/// Markdown reads as it is.
fn is_destination(before: &str) -> bool {
    // A link to a longer address cannot be set.
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(ADDRESS))..];
    let trimmed = before.trim_end_matches([' ', '\t']);
    let begun = before
        .rsplit([' ', '\t', '\n', ')', '>'])
        .next()
        .unwrap_or(before);
    ["<", "](", "]:"]
        .iter()
        .any(|sign| trimmed.ends_with(sign) || begun.contains(sign))
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notes_of_alternative_texts_are_masked() {
        let text = "![a[^1]](b.svg) ![c] d[^1](x) [e[^1]](f)";
        let masked = mask(text);
        assert_eq!(masked.matches('^').count(), 2);
        assert_eq!((unmask(&masked).as_ref(), masked.len()), (text, text.len()));
    }

    #[test]
    fn only_bare_addresses_are_masked_and_nothing_is_lost() {
        let text = "a_b https://x.org/a--b_c [t](https://x.org/d_e) <https://x.org/f_g>";
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        assert!(masked.contains("a_b ") && masked.contains("/d_e)") && masked.contains("/f_g>"));
        assert!(!masked.contains("a--b_c"));
        assert_eq!(unmask(&masked), text);
    }

    #[test]
    fn targets_of_links_are_not_masked_whatever_stands_before_the_address_in_them() {
        for text in [
            "[x](mailto:a_b@example.org)",
            "[](email:a@example.org)",
            "<mailto:a@example.org>",
            "[x](<www.example.org>)",
            "[x]: www.example.org",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn mailboxes_and_pages_are_links_and_what_looks_like_them_is_not() {
        let found = |text: &str| -> Vec<String> {
            found(text)
                .map(|found| format!("{}{}", found.scheme, &text[found.range]))
                .collect()
        };
        assert_eq!(
            found("to first_last@council.gov.uk."),
            ["mailto:first_last@council.gov.uk"]
        );
        assert_eq!(
            found("see (www.example.org/a_b), WWW.EXAMPLE.ORG"),
            ["https://www.example.org/a_b", "https://WWW.EXAMPLE.ORG"]
        );
        assert_eq!(
            found("https://example.org?to=a@example.org"),
            ["https://example.org?to=a@example.org"]
        );
        for text in [
            "www.here",
            "www.",
            "a@b",
            "@council",
            "example.org",
            "file.md",
            "10.5",
            "C:\\plan",
            "3.www.x",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
