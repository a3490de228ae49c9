//! A web page as a tree, as far as reading it needs: elements, attributes, text.
//!
//! The pages are ours, but templates of a project may have drawn parts of them: what is not closed
//! is closed with what is around it, and what is nested too deep is put into the deepest element
//! that may hold something.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// Elements within elements, so deep; no template of ours comes near it.
const MOST_NESTED: usize = 200;

/// Elements that have no end tag.
const VOID: [&str; 9] = [
    "area", "br", "col", "hr", "img", "input", "link", "meta", "wbr",
];

/// Elements of running text; all others stand by themselves.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img",
    "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Elements whose content nobody reads.
const SILENT: [&str; 6] = ["head", "style", "script", "template", "footer", "title"];

pub enum Node {
    Text(String),
    Element(Element),
}

#[derive(Default)]
pub struct Element {
    /// In small letters.
    pub name: String,
    attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

impl Node {
    pub fn is_block(&self) -> bool {
        matches!(self, Self::Element(element) if !INLINE.contains(&element.name.as_str()))
    }

    pub fn is_list(&self) -> bool {
        matches!(self, Self::Element(element) if matches!(element.name.as_str(), "ul" | "ol"))
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        self.attribute(name)?.parse().ok()
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.classes().any(|one| one == class)
    }

    fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class")
            .unwrap_or_default()
            .split_whitespace()
    }

    /// The level of an entry of the contents, `level-2`; 1 of all else.
    pub fn level(&self) -> usize {
        self.classes()
            .find_map(|class| class.strip_prefix("level-")?.parse().ok())
            .unwrap_or(1)
    }

    pub fn is_heading(&self) -> bool {
        matches!(self.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
            || self.attribute("role") == Some("heading")
    }

    /// Whether it is there for the eye, or for a browser, alone.
    pub fn is_silent(&self) -> bool {
        SILENT.contains(&self.name.as_str())
            || ["hidden", "skip", "back"]
                .iter()
                .any(|class| self.has_class(class))
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| {
            if let Node::Element(element) = node {
                Some(element)
            } else {
                None
            }
        })
    }

    /// All text within, as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => text.push_str(&element.text()),
            }
        }
        text
    }
}

/// Reads a page.
pub fn parse(html: &str) -> Vec<Node> {
    let mut open: Vec<Element> = vec![Element::default()];
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| (text(name), text(value)))
                    .collect();
                let element = Element {
                    name: text(&tag.name),
                    attributes,
                    children: Vec::new(),
                };
                close_before(&element.name, &mut open);
                if tag.self_closing
                    || VOID.contains(&element.name.as_str())
                    || open.len() > MOST_NESTED
                {
                    push(Node::Element(element), &mut open);
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let is_it = |element: &Element| *element.name.as_bytes() == **tag.name;
                if let Some(at) = open.iter().rposition(is_it).filter(|at| *at > 0) {
                    close_to(at, &mut open);
                }
            }
            Token::String(text) => push(
                Node::Text(String::from_utf8_lossy(&text).into_owned()),
                &mut open,
            ),
            _ => {}
        }
    }
    close_to(1, &mut open);
    open.pop().map(|root| root.children).unwrap_or_default()
}

/// A paragraph ends where a block begins, an item where the next one begins (HTML, “optional
/// tags”).
fn close_before(name: &str, open: &mut Vec<Element>) {
    let Some(last) = open.last().filter(|_| open.len() > 1) else {
        return;
    };
    let ends_paragraph = last.name == "p" && !INLINE.contains(&name);
    let ends_item = matches!(name, "li" | "tr" | "dt" | "dd") && last.name == name;
    let ends_cell = matches!(name, "td" | "th") && matches!(last.name.as_str(), "td" | "th");
    if ends_paragraph || ends_item || ends_cell {
        close_to(open.len() - 1, open);
    }
}

/// Closes all elements from a place on.
fn close_to(at: usize, open: &mut Vec<Element>) {
    while open.len() > at {
        let Some(element) = open.pop() else { return };
        push(Node::Element(element), open);
    }
}

fn push(node: Node, open: &mut [Element]) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}
