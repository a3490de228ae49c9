//! What a link leads to: a place of the document or of another one of the project, a citation, an
//! address of the web, or nothing that is known.

use super::anchors::Anchor;
use super::citations;
use super::document::Document;
use super::project_index::{ExternalDocument, ProjectIndex};
use super::terms::{self, Term};

/// The target of a link.
#[derive(Debug)]
pub enum Reference<'a> {
    /// An id of the document.
    Anchor(&'a str, &'a Anchor),
    /// Another document of the project, and what the place in it is called; without one, the
    /// document as a whole.
    Elsewhere(&'a ExternalDocument, Option<&'a str>),
    /// An address that a reader can open.
    Web(&'a str),
    Unknown,
}

/// Addresses that a PDF may carry; others could run something on the reader's machine.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];

/// Words before a colon that mean something else than the name of a document, so that no document
/// can be called so.
pub const SCHEME_WORDS: [&str; 14] = [
    "cite",
    "data",
    "doi",
    "fact",
    "file",
    "ftp",
    "geo",
    "http",
    "https",
    "javascript",
    "mailto",
    "sms",
    "tel",
    "term",
];

/// Looks up the target of a link that stands in `folder`. The file of a card leads to the card,
/// also to that of another document; with a fragment, to what has that id in it, or to the heading
/// with these words.
pub fn resolve<'a>(
    target: &'a str,
    folder: &str,
    document: &'a Document,
    project_index: &'a ProjectIndex,
) -> Reference<'a> {
    let target = without_page(target);
    if let Some(id) = target.strip_prefix(citations::SCHEME) {
        return known(id, document).unwrap_or(Reference::Unknown);
    }
    if let Some(id) = target.strip_prefix(terms::SCHEME) {
        return term(id, document);
    }
    if let Some(id) = target.strip_prefix('#') {
        return own(id, document);
    }
    if is_web(target) {
        return Reference::Web(target);
    }
    match in_document(target) {
        Some((name, id)) if name == document.manifest.name => own(id, document),
        Some((name, id)) => elsewhere(project_index, name, id).unwrap_or(Reference::Unknown),
        None => file(target, folder, document, project_index).unwrap_or(Reference::Unknown),
    }
}

/// The target of a link that asks for the page on which it stands: `#fig-map?page`.
pub fn asks_for_page(target: &str) -> bool {
    without_page(target).len() < target.len()
}

pub(super) fn without_page(target: &str) -> &str {
    if is_web(target) {
        return target;
    }
    target.strip_suffix("?page").unwrap_or(target)
}

/// The entry of a glossary, if it can be led to, else the glossary.
fn term<'a>(id: &str, document: &'a Document) -> Reference<'a> {
    let term = document.terms.iter().find(|term| term.id == id);
    let entry = || known(id, document);
    let glossary = |term: &Term| known(&document.cards[term.card].id.name, document);
    let found = term.and_then(|term| entry().or_else(|| glossary(term)));
    found.unwrap_or(Reference::Unknown)
}

/// An id of the document, else the anchor of its one heading with these words.
fn own<'a>(id: &str, document: &'a Document) -> Reference<'a> {
    let heading = || {
        document
            .headings()
            .only(id)
            .map(|heading| Reference::Anchor(&heading.name, &heading.anchor))
    };
    known(id, document)
        .or_else(heading)
        .unwrap_or(Reference::Unknown)
}

fn known<'a>(id: &str, document: &'a Document) -> Option<Reference<'a>> {
    document
        .anchors
        .get_key(id)
        .map(|(id, anchor)| Reference::Anchor(id, anchor))
}

fn elsewhere<'a>(project_index: &'a ProjectIndex, name: &str, id: &str) -> Option<Reference<'a>> {
    let neighbour = project_index.get(name)?;
    let label = if id.is_empty() {
        None
    } else {
        Some(neighbour.label(id)?)
    };
    Some(Reference::Elsewhere(neighbour, label))
}

fn file<'a>(
    target: &str,
    folder: &str,
    document: &'a Document,
    project_index: &'a ProjectIndex,
) -> Option<Reference<'a>> {
    let (path, fragment) = in_file(target);
    let path = path_from(folder, &percent_decoded(path))?;
    match document.card_at(&path) {
        Some(card) => in_card(card, fragment, document),
        None => project_index
            .card(&path, fragment)
            .map(|(neighbour, label)| Reference::Elsewhere(neighbour, Some(label))),
    }
}

/// The card, or what has an id in it, or its heading with these words.
fn in_card<'a>(card: usize, fragment: &str, document: &'a Document) -> Option<Reference<'a>> {
    if fragment.is_empty() {
        return known(&document.cards[card].id.name, document);
    }
    let here = |reference: &Reference<'_>| matches!(reference, Reference::Anchor(_, anchor) if anchor.card == card);
    let heading = || document.headings().of_card(card, fragment);
    known(fragment, document)
        .filter(here)
        .or_else(|| heading().map(|heading| Reference::Anchor(&heading.name, &heading.anchor)))
}

/// A target that names a file: its path, and the fragment in it, which may be empty.
pub fn in_file(target: &str) -> (&str, &str) {
    target.split_once('#').unwrap_or((target, ""))
}

/// `plan:ws-3` is the document `plan` and the id `ws-3` in it; `plan:` is the document as a whole.
/// `None` if the target has not this form.
pub fn in_document(target: &str) -> Option<(&str, &str)> {
    let (name, id) = target.split_once(':')?;
    let is_place = id
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    (is_name(name) && !is_scheme_word(name) && is_place).then_some((name, id))
}

/// Whether a word can be the name of a document: a letter, then letters, digits and hyphens, so
/// that `10:30` is none.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

pub fn is_scheme_word(name: &str) -> bool {
    SCHEME_WORDS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a target is an address of the web, of a mailbox or of a telephone.
pub fn is_web(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| lower.starts_with(scheme))
}

/// Whether a link's text says where it leads, so that a reader of paper misses nothing.
pub fn is_said(text: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        let text = SCHEMES
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme))
            .unwrap_or(&text);
        text.trim_start_matches("www.")
            .trim_end_matches('/')
            .to_owned()
    };
    let (text, address) = (bare(text), bare(address));
    text == address || address.strip_prefix("doi.org/") == Some(text.as_str())
}

/// An address as a PDF may carry it: what is not ASCII, and what would end an address, is
/// percent-encoded (RFC 3986, section 2.1).
pub fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The path of a picture or file, from the root, for a target written in a card of `folder`; `None`
/// if it leads out of the root.
pub fn path_from(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').collect()
    };
    parts.retain(|part| !part.is_empty());
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// `a%20b` is `a b`: Markdown needs it for names with spaces.
pub fn percent_decoded(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten();
        let decoded = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match decoded {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_card_and_do_not_lead_out() {
        assert_eq!(
            path_from("plan/a", "../images/x.svg").as_deref(),
            Some("plan/images/x.svg")
        );
        assert_eq!(
            path_from("plan", "./images//x.svg").as_deref(),
            Some("plan/images/x.svg")
        );
        assert_eq!(path_from("plan", "../../etc/passwd"), None);
    }

    #[test]
    fn an_address_is_said_without_its_scheme_and_no_other_one_is() {
        assert!(is_said("www.example.org", "https://www.example.org/"));
        assert!(is_said("a@example.org", "mailto:a@example.org"));
        assert!(is_said("01484 221000", "tel:01484221000"));
        assert!(!is_said("example.org", "https://example.org/minutes"));
        assert!(!is_said("here", "https://example.org"));
    }

    #[test]
    fn a_word_and_an_id_name_a_place_in_a_document() {
        assert_eq!(in_document("plan:ws-3"), Some(("plan", "ws-3")));
        assert_eq!(in_document("plan:"), Some(("plan", "")));
        assert_eq!(in_document("term:iapt"), None);
        assert_eq!(in_document("HTTP:x"), None);
        assert_eq!(in_document("email:a@example.org"), None);
        assert_eq!(in_document("images/a.svg"), None);
    }

    #[test]
    fn only_harmless_schemes_are_links() {
        assert!(is_web("HTTPS://example.org"));
        assert!(!is_web("javascript:alert(1)") && !is_web("file:///etc/passwd"));
    }
}
