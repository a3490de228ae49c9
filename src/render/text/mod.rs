//! A document as plain text, as it is read: every word of its web page, with numbers, labels, notes
//! and pictures' alternative texts, and nothing of how it looks (`docs/format.md#text`).
//!
//! In: the web page, in which all that the model knows is settled, whichever templates drew it.
//! Out: text in which a paragraph is a line, a row of a table is a line with bars between its
//! cells, and items are indented. So two versions can be compared line by line, and any program can
//! read the words aloud.

mod inline;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use inline::{words, words_of};
use tree::{Element, Node};

/// The text of a web page, with a line break at its end.
pub fn of_page(html: &str) -> String {
    let mut writer = Writer::default();
    writer.blocks(&tree::parse(html));
    writer.out.push('\n');
    writer.out
}

/// So far is what stands in something else moved to the right, in characters.
const STEP: usize = 2;

/// Quotations, boxes and code stand as far from the margin.
const INSET: usize = 4;

/// How many empty lines stand before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Line,
    /// Before the headings of parts.
    Lines,
}

#[derive(Default)]
struct Writer {
    out: String,
    indent: usize,
    /// How many lists enclose what is being written.
    lists: usize,
    /// How many of them have bullets.
    bulleted: usize,
    /// The mark of the item whose first line has not been written.
    marker: String,
    gap: Gap,
}

impl Writer {
    /// What stands in a piece of the page, as the lines that it is read in.
    fn lines_of(nodes: &[Node]) -> Vec<String> {
        let mut writer = Self::default();
        writer.blocks(nodes);
        writer
            .out
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    }

    fn blocks(&mut self, nodes: &[Node]) {
        let mut rest = nodes;
        while !rest.is_empty() {
            let length = rest.iter().position(Node::is_block).unwrap_or(rest.len());
            let (running, after) = rest.split_at(length);
            self.paragraph(&words(running), Gap::Line);
            match after.split_first() {
                Some((Node::Element(block), after)) => {
                    self.block(block);
                    rest = after;
                }
                _ => rest = &[],
            }
        }
    }

    fn block(&mut self, element: &Element) {
        if element.is_silent() {
            return;
        }
        if let Some(picture) = inline::picture(element) {
            return self.paragraph(&picture, Gap::Line);
        }
        match element.name.as_str() {
            _ if element.is_heading() => self.heading(element),
            "p" | "figcaption" | "caption" | "dt" => self.paragraph(&words_of(element), Gap::Line),
            "ul" | "ol" => self.list(element),
            "dl" => self.definitions(element),
            "table" => self.table(element),
            "pre" => self.code(element),
            "hr" => self.paragraph("* * *", Gap::Line),
            "blockquote" => self.inset(element),
            "div" if element.has_class("callout") => self.inset(element),
            _ => self.blocks(&element.children),
        }
    }

    /// A paragraph: a line, or as many as its author broke it into.
    fn paragraph(&mut self, text: &str, gap: Gap) {
        let mut gap = gap;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.line(line, gap);
            gap = Gap::None;
        }
    }

    /// A line, as far from the one before it as one of both wants.
    fn line(&mut self, text: &str, gap: Gap) {
        let gap = std::mem::take(&mut self.gap).max(if self.marker.is_empty() {
            gap
        } else {
            Gap::None
        });
        if !self.out.is_empty() {
            self.out.push_str(match gap {
                Gap::None => "\n",
                Gap::Line => "\n\n",
                Gap::Lines => "\n\n\n",
            });
        }
        let marker = std::mem::take(&mut self.marker);
        let blank = self.indent.saturating_sub(marker.chars().count());
        self.out.extend(std::iter::repeat_n(' ', blank));
        self.out.push_str(&marker);
        self.out.push_str(text);
    }

    fn heading(&mut self, element: &Element) {
        let gap = if matches!(element.name.as_str(), "h1" | "h2") {
            Gap::Lines
        } else {
            Gap::Line
        };
        self.paragraph(&words_of(element), gap);
        self.gap = Gap::Line;
    }

    fn inset(&mut self, element: &Element) {
        self.indent += INSET;
        self.blocks(&element.children);
        self.indent -= INSET;
    }

    /// A list; where its items bear no marks of the browser's, they bring their own.
    fn list(&mut self, list: &Element) {
        let items: Vec<&Element> = list.elements().filter(|item| item.name == "li").collect();
        let mut number = list.number("start").unwrap_or(1);
        let is_loose = items
            .iter()
            .any(|item| item.elements().any(|block| block.name == "p"));
        // Within an item a list goes on from its words.
        let around = if self.lists == 0 {
            Gap::Line
        } else {
            Gap::None
        };
        self.gap = self.gap.max(around);
        let is_bulleted = list.name == "ul" && list.attribute("role") != Some("list");
        self.lists += 1;
        self.bulleted += usize::from(is_bulleted);
        for item in items {
            number = item.number("value").unwrap_or(number);
            let (own, content) = own_number(item);
            let marker = match list.name.as_str() {
                _ if list.has_class("notes") => format!("[note {number}] "),
                _ if list.attribute("role") == Some("list") => {
                    own.map_or_else(String::new, |own| format!("{own} "))
                }
                "ol" => format!("{number}. "),
                _ if self.bulleted > 1 => "◦ ".to_owned(),
                _ => "• ".to_owned(),
            };
            number += 1;
            let outer = self.indent;
            self.indent += STEP * item.level().saturating_sub(1) + marker.chars().count();
            self.marker = marker;
            self.item(content);
            self.marker.clear();
            self.indent = outer;
            self.gap = self.gap.max(if is_loose { Gap::Line } else { Gap::None });
        }
        self.lists -= 1;
        self.bulleted -= usize::from(is_bulleted);
        self.gap = self.gap.max(around);
    }

    /// An item: its first words without a gap, and lists below them indented.
    fn item(&mut self, content: &[Node]) {
        let (start, is_bare) = (self.out.len(), self.marker.is_empty());
        let length = content
            .iter()
            .position(Node::is_block)
            .unwrap_or(content.len());
        let (first, rest) = content.split_at(length);
        self.paragraph(&words(first), Gap::None);
        let is_begun = self.out.len() > start;
        let step = if is_begun && is_bare && rest.iter().any(Node::is_list) {
            STEP
        } else {
            0
        };
        self.indent += step;
        self.blocks(rest);
        self.indent -= step;
    }

    /// “Version: V0.9”; what needs more than a line stands below its term.
    fn definitions(&mut self, list: &Element) {
        let mut gap = Gap::Line;
        let mut term = String::new();
        for part in list.elements().flat_map(|part| {
            if part.name == "div" {
                part.elements().collect()
            } else {
                vec![part]
            }
        }) {
            let lines = Self::lines_of(&part.children);
            match (part.name.as_str(), lines.as_slice()) {
                ("dt", _) => {
                    term = lines.join(" ");
                    continue;
                }
                ("dd", [one]) => self.line(
                    &format!("{}{one}", with_colon(&std::mem::take(&mut term))),
                    gap,
                ),
                ("dd", _) => {
                    let term = std::mem::take(&mut term);
                    self.paragraph(with_colon(&term).trim_end(), gap);
                    self.inset(part);
                }
                _ => continue,
            }
            gap = Gap::None;
        }
        self.gap = Gap::Line;
    }

    fn table(&mut self, table: &Element) {
        let mut gap = Gap::Line;
        for line in table::lines(table) {
            self.line(&line, gap);
            gap = Gap::None;
        }
        self.gap = Gap::Line;
    }

    fn code(&mut self, element: &Element) {
        self.indent += INSET;
        let mut gap = Gap::Line;
        for line in element.text().lines() {
            self.line(line, gap);
            gap = Gap::None;
        }
        self.indent -= INSET;
        self.gap = Gap::Line;
    }
}

/// The number that an item brings with it, and what stands behind that.
fn own_number(item: &Element) -> (Option<String>, &[Node]) {
    match item.children.split_first() {
        Some((Node::Element(number), rest)) if number.has_class("number") => {
            (Some(words_of(number)), rest)
        }
        _ => (None, &item.children),
    }
}

fn with_colon(term: &str) -> String {
    if term.is_empty() {
        return String::new();
    }
    if term.ends_with([':', '?', '.']) {
        format!("{term} ")
    } else {
        format!("{term}: ")
    }
}
