//! Web addresses in running text: kept from being read as markup, and made into links. With them, the marks of notes in alternative
//! texts are kept from being read: the parser would take no picture for one that holds a note, which nobody could print either.

use std::borrow::Cow;
use std::ops::Range;

use super::body::{Inline, Link, Text};

/// Characters that Markdown would read inside an address, and what stands for each meanwhile.
const MASKED: [(u8, u8); 9] =
    [(b'_', 1), (b'*', 2), (b'~', 3), (b'-', 4), (b'\'', 5), (b'.', 6), (b'"', 7), (b'&', 14), (b'^', 15)];

/// Masks what is markup inside the bare addresses of a text, and the notes of alternative texts, byte for byte.
pub fn mask(text: &str) -> Cow<'_, str> {
    let is_stand_in = |byte: u8| MASKED.iter().any(|(_, stand_in)| *stand_in == byte);
    let notes = notes_of_pictures(text);
    if !text.contains("://") && notes.is_empty() || text.bytes().any(is_stand_in) {
        return Cow::Borrowed(text);
    }
    let mut masked = text.as_bytes().to_vec();
    for range in notes.into_iter().chain(found(text)).filter(|range| !is_destination(&text[..range.start])) {
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
    for (start, _) in text.match_indices("![").filter(|_| text.contains("[^")) {
        let inner = start + "![".len();
        let Some(length) = end_of_brackets(&text[inner..]) else { continue };
        if text[inner + length..].starts_with("](") || text[inner + length..].starts_with("][") {
            let notes = text[inner..inner + length].match_indices("[^");
            places.extend(notes.map(|(at, _)| inner + at + 1..inner + at + 2));
        }
    }
    places
}

/// Where the bracket closes in which a text begins, if it does so in the same paragraph.
fn end_of_brackets(text: &str) -> Option<usize> {
    let mut open = 1;
    for (at, c) in text.char_indices() {
        match c {
            '[' => open += 1,
            ']' => open -= 1,
            '\n' if text[at + 1..].starts_with('\n') => return None,
            _ => {}
        }
        if open == 0 {
            return Some(at);
        }
    }
    None
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
}
