//! What a link leads to: a place of the document, a citation, an address of the web, or nothing that is known.

use super::anchors::Anchor;
use super::document::Document;

/// The target of a link.
#[derive(Debug)]
pub enum Reference<'a> {
    /// An id of the document.
    Anchor(&'a str, &'a Anchor),
    /// An address that a reader can open.
    Web(&'a str),
    Unknown,
}

/// Addresses that a PDF may carry; others could run something on the reader's machine.
const SCHEMES: [&str; 4] = ["http://", "https://", "mailto:", "tel:"];

/// Looks up the target of a link that stands in `folder`. The file of a card leads to the card.
pub fn resolve<'a>(target: &'a str, folder: &str, document: &'a Document) -> Reference<'a> {
    let id = target.strip_prefix('#').or_else(|| target.strip_prefix("cite:"));
    if let Some(id) = id {
        return document.anchors.get(id).map_or(Reference::Unknown, |anchor| Reference::Anchor(id, anchor));
    }
    if is_web(target) {
        return Reference::Web(target);
    }
    let file = target.split('#').next().unwrap_or(target);
    let path = path_from(folder, &percent_decoded(file));
    let card = document.cards.iter().find(|card| !card.made && path.as_deref() == Some(&card.path));
    card.and_then(|card| Some((card.id.name.as_str(), document.anchors.get(&card.id.name)?)))
        .map_or(Reference::Unknown, |(id, anchor)| Reference::Anchor(id, anchor))
}

/// Whether a target is an address of the web, of a mailbox or of a telephone.
pub fn is_web(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| lower.starts_with(scheme))
}

/// Whether a link's text says where it leads, so that a reader of paper misses nothing.
pub fn is_said(text: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let text = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(&text);
        text.trim_start_matches("www.").trim_end_matches('/').to_owned()
    };
    bare(text) == bare(address)
}

/// An address as a PDF may carry it: what is not ASCII, and what would end an address, is percent-encoded (RFC 3986, section 2.1).
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

/// The path of a picture or file, from the root, for a target written in a card of `folder`; `None` if it leads out of the root.
pub fn path_from(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
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
        let hex = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let decoded = hex.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
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
        assert_eq!(path_from("plan/a", "../images/x.svg").as_deref(), Some("plan/images/x.svg"));
        assert_eq!(path_from("plan", "./images//x.svg").as_deref(), Some("plan/images/x.svg"));
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
    fn only_harmless_schemes_are_links() {
        assert!(is_web("HTTPS://example.org"));
        assert!(!is_web("javascript:alert(1)") && !is_web("file:///etc/passwd"));
    }
}
