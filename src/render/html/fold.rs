//! A piece of the settled tree as HTML, block by block. What stands in a line is written beside
//! (`inlines.rs`), and so are tables and pictures (`figures.rs`).

use super::escape;
use crate::parse::body::Alert;
use crate::parse::enumerators::Enumerator;
use crate::render::markup::Markup;
use crate::render::tree::{Block, BlockKind, Definition, Heading, Item, List, ListKind};

/// One piece being written.
pub struct Fold {
    /// Whether the text stands in a link, in which there can be no other.
    pub(super) in_link: bool,
    pub(super) out: Markup,
}

impl Fold {
    /// What is repeated may stand in a link.
    pub fn new(repeated: bool) -> Self {
        Self {
            in_link: repeated,
            out: Markup::default(),
        }
    }

    pub fn finish(self) -> Markup {
        self.out
    }

    pub(super) fn code(&mut self, html: &str) {
        self.out.code(html);
    }

    pub(super) fn words(&mut self, text: &str) {
        self.out.code(&escape::text(text));
    }

    pub fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                self.code("<p>");
                self.inlines(content);
                self.code("</p>");
            }
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(blocks) => self.wrapped("<blockquote>", blocks, "</blockquote>"),
            BlockKind::Callout(alert, blocks) => self.callout(*alert, blocks),
            BlockKind::Code { text, .. } => {
                self.code("<pre tabindex=\"0\"><code>");
                self.words(text);
                self.code("</code></pre>");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(picture, caption) => self.figure(picture, caption.as_ref()),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Passage(language, blocks) => {
                let open = format!("<div lang=\"{}\">", escape::text(language));
                self.wrapped(&open, blocks, "</div>");
            }
            BlockKind::Rule => self.code("<hr>"),
            BlockKind::PageBreak => self.code("<div class=\"page-break\"></div>"),
            BlockKind::Nothing => {}
        }
        self.code("\n");
    }

    fn wrapped(&mut self, open: &str, blocks: &[Block<'_>], close: &str) {
        self.code(open);
        self.blocks(blocks);
        self.code(close);
    }

    fn heading(&mut self, heading: &Heading<'_>) {
        let id = heading.id.as_ref().map(|id| &*id.name);
        let (open, close) = heading_tags(heading.level, id);
        self.code(&open);
        self.code(&number(heading.number));
        self.inlines(&heading.content);
        self.code(&close);
        if let Some(mark) = heading.blank {
            self.blank(mark);
        }
    }

    fn callout(&mut self, alert: Alert, blocks: &[Block<'_>]) {
        let (class, name) = alert_words(alert);
        let open = format!(
            "<div class=\"callout {class}\" role=\"note\"><p class=\"callout-title\">{name}</p>"
        );
        self.wrapped(&open, blocks, "</div>");
    }

    fn list(&mut self, list: &List<'_>) {
        let (open, close) = list_tags(list.kind);
        self.code(&open);
        let is_tight = list.tight && !matches!(list.kind, ListKind::Paragraphs { .. });
        for item in &list.items {
            match item.id {
                Some(id) => self.code(&format!("<li id=\"{}\">", escape::text(id))),
                None => self.code("<li>"),
            }
            if writes_marks(list.kind) {
                self.code(&number(item.mark.as_deref()));
            }
            self.task(item);
            self.lines(&item.blocks, is_tight);
            self.code("</li>\n");
        }
        self.code(close);
    }

    fn task(&mut self, item: &Item<'_>) {
        match item.task {
            Some(true) => {
                self.code("<span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> ");
            }
            Some(false) => {
                self.code("<span class=\"box\" role=\"img\" aria-label=\"not done\">☐</span> ");
            }
            None => {}
        }
    }

    /// Blocks of which, in a tight list, a paragraph is a line.
    fn lines(&mut self, blocks: &[Block<'_>], tight: bool) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => self.inlines(content),
                _ => self.block(block),
            }
        }
    }

    fn definitions(&mut self, definitions: &[Definition<'_>]) {
        self.code("<dl>");
        for definition in definitions {
            self.code("<dt>");
            self.inlines(&definition.term);
            self.code("</dt>");
            for blocks in &definition.details {
                self.code("<dd>");
                self.lines(blocks, blocks.len() == 1);
                self.code("</dd>");
            }
        }
        self.code("</dl>");
    }
}

/// A number before what it counts, if there is one.
pub(super) fn number(number: Option<&str>) -> String {
    number.map_or_else(String::new, |number| {
        format!("<span class=\"number\">{}</span> ", escape::text(number))
    })
}

/// The tags of a list.
fn list_tags(kind: ListKind<'_>) -> (String, &'static str) {
    match kind {
        ListKind::Paragraphs { .. } => (
            "<ol class=\"paragraphs\" role=\"list\">".to_owned(),
            "</ol>",
        ),
        ListKind::Tasks => ("<ul class=\"tasks\" role=\"list\">".to_owned(), "</ul>"),
        ListKind::Ordered { start, enumerator } => (ordered(start, enumerator), "</ol>"),
        ListKind::Bullets => ("<ul>".to_owned(), "</ul>"),
    }
}

/// The tag of an ordered list. Browsers write `1.`; other marks are written out, so that all see
/// them as the author wrote them.
fn ordered(start: u64, enumerator: Enumerator) -> String {
    let start = if start == 1 {
        String::new()
    } else {
        format!(" start=\"{start}\"")
    };
    if enumerator == Enumerator::default() {
        return format!("<ol{start}>");
    }
    let counter = if enumerator.is_digits() {
        String::new()
    } else {
        format!(" type=\"{}\"", enumerator.counter())
    };
    format!("<ol{counter}{start} class=\"marked\" role=\"list\">")
}

/// Whether browsers would write the marks of a list in another way, or not at all.
fn writes_marks(kind: ListKind<'_>) -> bool {
    match kind {
        ListKind::Paragraphs { .. } => true,
        ListKind::Ordered { enumerator, .. } => enumerator != Enumerator::default(),
        ListKind::Tasks | ListKind::Bullets => false,
    }
}

/// The tags of a heading; the document's title is the one `h1`, and HTML has six levels.
pub(super) fn heading_tags(level: usize, id: Option<&str>) -> (String, String) {
    let id = id.map_or_else(String::new, |id| format!(" id=\"{}\"", escape::text(id)));
    let level = level + 1;
    if level <= 6 {
        return (format!("<h{level}{id}>"), format!("</h{level}>"));
    }
    let open = format!("<div class=\"h7\" role=\"heading\" aria-level=\"{level}\"{id}>");
    (open, "</div>".to_owned())
}

fn alert_words(alert: Alert) -> (&'static str, &'static str) {
    match alert {
        Alert::Note => ("note", "Note"),
        Alert::Tip => ("tip", "Tip"),
        Alert::Important => ("important", "Important"),
        Alert::Warning => ("warning", "Warning"),
        Alert::Caution => ("caution", "Caution"),
    }
}
