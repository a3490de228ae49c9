//! Running text as it is read: without emphasis, with the addresses that a page only leads to, and
//! with what a mark stands for.

use super::tree::{Element, Node};

/// The words of running text; a line break of its author is one here.
pub fn words(nodes: &[Node]) -> String {
    let mut raw = String::new();
    nodes.iter().for_each(|node| push(node, &mut raw));
    let lines: Vec<String> = raw.split(BREAK).map(spaced).collect();
    lines.join("\n")
}

pub fn words_of(element: &Element) -> String {
    words(&element.children)
}

/// What stands for a picture: its alternative text in brackets; a sign that is a picture for the
/// ear alone is its own sign.
pub fn picture(element: &Element) -> Option<String> {
    let label = match (element.name.as_str(), element.attribute("role")) {
        ("img", _) => element.attribute("alt").unwrap_or_default(),
        (_, Some("img")) => element.attribute("aria-label").unwrap_or_default(),
        _ => return None,
    };
    let sign = element.text();
    let is_sign = !sign.trim().is_empty() && sign.trim().chars().count() <= MOST_SIGNS;
    Some(if is_sign {
        sign
    } else if label.is_empty() {
        String::new()
    } else {
        format!("[{label}]")
    })
}

/// Stands for a line break, while the white space of HTML is one space.
const BREAK: char = '\u{1}';

/// A sign such as ☑, with what may modify it.
const MOST_SIGNS: usize = 2;

fn push(node: &Node, out: &mut String) {
    let element = match node {
        Node::Text(text) => return out.extend(text.chars().filter(|c| *c != BREAK)),
        Node::Element(element) if element.is_silent() => return,
        Node::Element(element) => element,
    };
    if let Some(picture) = picture(element) {
        return out.push_str(&picture);
    }
    let inner = || {
        let mut inner = String::new();
        element
            .children
            .iter()
            .for_each(|child| push(child, &mut inner));
        inner
    };
    match element.name.as_str() {
        "br" => out.push(BREAK),
        _ if element.has_class("pill") => {
            out.push_str(&format!(" [outstanding item {}]", inner().trim()));
        }
        "sup" if element.has_class("note") => out.push_str(&format!(" [note {}]", inner().trim())),
        "sup" => out.push_str(&moved(&inner(), RAISED)),
        "sub" => out.push_str(&moved(&inner(), LOWERED)),
        "del" | "s" => out.push_str(&format!("[struck out: {}]", inner().trim())),
        "a" => link(element, &inner(), out),
        _ => out.push_str(&inner()),
    }
}

/// An address of the web or a mailbox stands behind the words that lead to it, unless they are it.
fn link(element: &Element, words: &str, out: &mut String) {
    out.push_str(words);
    let address = element.attribute("href").unwrap_or_default();
    let bare = |text: &str| {
        let text = text.trim().trim_end_matches('/');
        let text = ["https://", "http://", "mailto:"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme))
            .unwrap_or(text);
        text.to_lowercase()
    };
    if !address.is_empty() && !address.starts_with('#') && bare(address) != bare(words) {
        out.push_str(&format!(" ({address})"));
    }
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// Figures that are raised or lowered have characters of their own; letters stay as they are.
fn moved(text: &str, figures: [char; 10]) -> String {
    let figure = |c: char| {
        c.to_digit(10)
            .and_then(|digit| figures.get(digit as usize))
            .copied()
    };
    text.chars().map(|c| figure(c).unwrap_or(c)).collect()
}

/// With one space wherever HTML has white space.
fn spaced(text: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    text.split(is_space)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
