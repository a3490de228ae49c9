//! Web addresses in running text: kept from being read as markup, and made into links.

use std::borrow::Cow;
use std::ops::Range;

use super::body::{Inline, Link, Text};

/// Characters that Markdown would read inside an address, and what stands for each meanwhile.
const MASKED: [(u8, u8); 8] = [(b'_', 1), (b'*', 2), (b'~', 3), (b'-', 4), (b'\'', 5), (b'.', 6), (b'"', 7), (b'&', 14)];

/// Masks what is markup inside the bare addresses of a text, byte for byte.
pub fn mask(text: &str) -> Cow<'_, str> {
    let is_stand_in = |byte: u8| MASKED.iter().any(|(_, stand_in)| *stand_in == byte);
    if !text.contains("://") || text.bytes().any(is_stand_in) {
        return Cow::Borrowed(text);
    }
    let mut masked = text.as_bytes().to_vec();
    for range in found(text).filter(|range| !is_destination(&text[..range.start])) {
        for byte in &mut masked[range] {
            if let Some((_, stand_in)) = MASKED.iter().find(|(special, _)| special == byte) {
                *byte = *stand_in;
            }
        }
    }
    String::from_utf8(masked).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Undoes [`mask`]; nearly all text was never masked, and is handed back as it is.
pub fn unmask(text: &str) -> Cow<'_, str> {
    let stands_in = |byte: u8| MASKED.iter().find(|(_, stand_in)| *stand_in == byte).map(|(special, _)| *special);
    if text.bytes().all(|byte| byte >= b' ' || stands_in(byte).is_none()) {
        return Cow::Borrowed(text);
    }
    let original = |c: char| u8::try_from(c).ok().and_then(stands_in).map_or(c, char::from);
    Cow::Owned(text.chars().map(original).collect())
}

/// Turns bare web addresses in running text into links.
pub fn link(content: &mut Vec<Inline>) {
    let mut at = 0;
    while at < content.len() {
        let Inline::Text(text) = &content[at] else {
            at += 1;
            continue;
        };
        let Some(Range { start, end }) = found(&text.text).next() else {
            at += 1;
            continue;
        };
        let piece = |range: Range<usize>| Text { text: text.text[range.clone()].to_owned(), span: text.part(range) };
        let address = piece(start..end);
        let link = Link { span: address.span, target: address.text.clone(), content: vec![Inline::Text(address)], bare: true };
        let mut parts = Vec::new();
        if start > 0 {
            parts.push(Inline::Text(piece(0..start)));
        }
        parts.push(Inline::Link(Box::new(link)));
        let next = at + parts.len();
        if end < text.text.len() {
            parts.push(Inline::Text(piece(end..text.text.len())));
        }
        content.splice(at..=at, parts);
        at = next;
    }
}

/// The places of web addresses.
fn found(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut finder = linkify::LinkFinder::new();
    finder.kinds(&[linkify::LinkKind::Url]).url_must_have_scheme(true);
    let links: Vec<Range<usize>> = if text.contains("://") {
        finder.links(text).filter(|link| is_web(link.as_str())).map(|link| link.start()..link.end()).collect()
    } else {
        Vec::new()
    };
    links.into_iter()
}

/// Whether what stands before an address makes it the target of a link, which Markdown reads as it is.
fn is_destination(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    ["<", "](", "]:"].iter().any(|sign| before.ends_with(sign))
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_addresses_are_masked_and_nothing_is_lost() {
        let text = "a_b https://x.org/a--b_c [t](https://x.org/d_e) <https://x.org/f_g>";
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        assert!(masked.contains("a_b ") && masked.contains("/d_e)") && masked.contains("/f_g>"));
        assert!(!masked.contains("a--b_c"));
        assert_eq!(unmask(&masked), text);
    }
}
