//! From a parsed body to HTML. The elements are HTML's own, with the classes that the theme's style
//! sheet knows; ids of authors are the ids of elements, and our own begin with an underscore, which
//! no author's id can.

use super::contents::{heading_id, own_id};
use super::escape;
use crate::model::anchors::Target;
use crate::model::library::ExternalDocument;
use crate::model::links::{self, Reference};
use crate::parse::body::{
    Alert, Alignment, Block, BlockKind, Body, Caption, Cell, Definition, Footnote, Heading, Inline,
    Link, List, Picture, Table, Text, plain_text,
};
use crate::parse::enumerators::Enumerator;
use crate::render::markdown::{ends_in_note, note_of};
use crate::render::markup::{Form, Markup};
use crate::render::{RenderContext, assets};
use crate::source::Span;

/// Draws one card's (or the manifest's) Markdown.
pub struct HtmlWriter<'a> {
    scene: &'a RenderContext<'a>,
    folder: &'a str,
    /// The text's own notes, and those to which it may refer besides.
    footnotes: [&'a [Footnote]; 2],
    /// The level of the card's title.
    base: usize,
    /// The level of the last heading; none may be more than one deeper.
    level: usize,
    marked: bool,
    /// Whether the text stands in a link, in which there can be no other.
    in_link: bool,
    /// Whether what was written last is the mark of a note.
    behind_note: bool,
    out: Markup,
}

/// How many characters of what is filled in keep to one line, as on the pages.
const WHOLE: usize = 24;

impl<'a> HtmlWriter<'a> {
    pub fn new(scene: &'a RenderContext<'a>, folder: &'a str, base: usize) -> Self {
        Self {
            scene,
            folder,
            footnotes: [&[], &[]],
            base,
            level: base,
            marked: true,
            in_link: false,
            behind_note: false,
            out: Markup::default(),
        }
    }

    #[must_use]
    pub fn unmarked(mut self) -> Self {
        // What is repeated bears no ids either, and may stand in a link.
        self.marked = false;
        self.in_link = true;
        self
    }

    #[must_use]
    pub fn below(mut self, level: usize) -> Self {
        self.level = level;
        self
    }

    #[must_use]
    pub fn with_footnotes(mut self, body: &'a Body) -> Self {
        self.footnotes[0] = &body.footnotes;
        self
    }

    #[must_use]
    pub fn with_outer_notes(mut self, notes: &'a [Footnote]) -> Self {
        self.footnotes[1] = notes;
        self
    }

    pub fn finish(self) -> Markup {
        self.out
    }

    fn code(&mut self, html: &str) {
        self.out.code(html);
    }

    pub fn words(&mut self, text: &str) {
        self.out.code(&escape::text(text));
    }

    pub fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => {
                self.code("<p>");
                self.inlines(content);
                self.code("</p>");
            }
            BlockKind::Heading(heading) => self.heading(heading, block.span),
            BlockKind::List(list) => self.list(list, block.span),
            BlockKind::Quote {
                alert: None,
                blocks,
            } => {
                self.code("<blockquote>");
                self.blocks(blocks);
                self.code("</blockquote>");
            }
            BlockKind::Quote {
                alert: Some(alert),
                blocks,
            } => self.callout(*alert, blocks),
            BlockKind::Code { text, .. } => {
                self.code(&format!(
                    "<pre tabindex=\"0\"><code>{}</code></pre>",
                    escape::text(text)
                ));
            }
            BlockKind::Table(table) => self.table(table, block.span),
            BlockKind::Figure(picture) => self.figure(picture, block.span),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Passage { language, blocks } => {
                self.code(&format!("<div lang=\"{}\">", escape::text(language)));
                self.blocks(blocks);
                self.code("</div>");
            }
            BlockKind::Rule => self.code("<hr>"),
            BlockKind::PageBreak => self.code("<div class=\"page-break\"></div>"),
            BlockKind::Below => {}
        }
        self.code("\n");
    }

    fn heading(&mut self, heading: &'a Heading, span: Span) {
        let wanted = self.base + usize::from(heading.level.max(2)) - 1;
        self.level = wanted.min(self.level + 1);
        let number = self.scene.document.numbers.heading(span);
        let own = heading_id(self.scene.document, heading, span);
        let (open, close) = heading_tags(self.level, own.as_deref().filter(|_| self.marked));
        self.code(&open);
        if let Some(number) = number {
            self.code(&format!(
                "<span class=\"number\">{}</span> ",
                escape::text(number)
            ));
        }
        self.inlines(&heading.content);
        self.code(&close);
        self.empty_mark(span);
    }

    /// A mark for a place that has no words of its own.
    pub fn empty_mark(&mut self, span: Span) {
        if let Some(number) = self.scene.marks.at(span).filter(|_| self.marked) {
            self.code("<mark>[nothing written yet]");
            self.pill(number);
            self.code("</mark>");
        }
    }

    /// The number beside a mark, which leads to the list at the end.
    fn pill(&mut self, number: usize) {
        // What a fact lacks is shown wherever it is quoted; the list leads to the one place that
        // stands for all of them.
        let quoted = self
            .scene
            .marks
            .get(number)
            .is_some_and(|mark| Some(mark.span.source) == self.scene.document.facts.source);
        let id = if quoted {
            String::new()
        } else {
            format!(" id=\"_mark-{number}\"")
        };
        if self.in_link {
            self.code(&format!("<span class=\"pill\"{id}>{number}</span>"));
        } else {
            self.code(&format!(
                "<a class=\"pill\"{id} href=\"#_outstanding-{number}\"><span class=\"hidden\"> Outstanding item </span>{number}</a>"
            ));
        }
        if !quoted {
            self.out.marks.push(number);
        }
    }

    fn callout(&mut self, alert: Alert, blocks: &'a [Block]) {
        let (class, name) = alert_words(alert);
        self.code(&format!(
            "<div class=\"callout {class}\" role=\"note\"><p class=\"callout-title\">{name}</p>"
        ));
        self.blocks(blocks);
        self.code("</div>");
    }

    fn list(&mut self, list: &'a List, span: Span) {
        let paragraphs = self.scene.document.numbers.paragraphs(span);
        let tasks = list.items.iter().any(|item| item.task.is_some());
        let (open, close) = match list.start {
            _ if paragraphs.is_some() => (
                "<ol class=\"paragraphs\" role=\"list\">".to_owned(),
                "</ol>",
            ),
            _ if tasks => ("<ul class=\"tasks\" role=\"list\">".to_owned(), "</ul>"),
            Some(start) => (ordered(start, list.enumerator), "</ol>"),
            None => ("<ul>".to_owned(), "</ul>"),
        };
        self.code(&open);
        for (index, item) in list.items.iter().enumerate() {
            match item.id.as_ref().filter(|_| self.marked) {
                Some(id) => self.code(&format!("<li id=\"{}\">", escape::text(&id.name))),
                None => self.code("<li>"),
            }
            let number = paragraphs
                .map(|paragraphs| paragraphs.of(index))
                .or_else(|| mark_of(list, index));
            if let Some(number) = number {
                self.code(&format!(
                    "<span class=\"number\">{}</span> ",
                    escape::text(&number)
                ));
            }
            match item.task {
                Some(true) => {
                    self.code("<span class=\"box\" role=\"img\" aria-label=\"done\">☑</span> ");
                }
                Some(false) => {
                    self.code("<span class=\"box\" role=\"img\" aria-label=\"not done\">☐</span> ");
                }
                None => {}
            }
            self.item(&item.blocks, list.tight && paragraphs.is_none());
            self.code("</li>\n");
        }
        self.code(close);
    }

    /// In a tight list a paragraph is a line.
    fn item(&mut self, blocks: &'a [Block], tight: bool) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => self.inlines(content),
                _ => self.block(block),
            }
        }
    }

    fn definitions(&mut self, definitions: &'a [Definition]) {
        self.code("<dl>");
        for definition in definitions {
            self.code("<dt>");
            self.inlines(&definition.term);
            self.code("</dt>");
            for blocks in &definition.details {
                self.code("<dd>");
                self.item(blocks, blocks.len() == 1);
                self.code("</dd>");
            }
        }
        self.code("</dl>");
    }

    fn table(&mut self, table: &'a Table, span: Span) {
        let caption = table.caption.as_ref();
        self.open_figure("table", caption, span);
        self.caption(caption, span);
        self.code(SCROLL);
        self.code("<table><thead><tr>");
        for (cell, alignment) in table.aligned(&table.header) {
            // An empty corner heads nothing.
            let tag = if cell.content.is_empty() {
                "td"
            } else {
                "th scope=\"col\""
            };
            self.cell(tag, cell, alignment);
        }
        self.code("</tr></thead><tbody>");
        for row in &table.rows {
            self.code("<tr>");
            for (cell, alignment) in table.aligned(row) {
                self.cell(
                    if cell.heads { "th scope=\"row\"" } else { "td" },
                    cell,
                    alignment,
                );
            }
            self.code("</tr>\n");
        }
        self.code("</tbody></table></div></figure>");
    }

    fn cell(&mut self, tag: &str, cell: &'a Cell, alignment: Alignment) {
        let class = match alignment {
            Alignment::Right => " class=\"right\"",
            Alignment::Center => " class=\"center\"",
            Alignment::None | Alignment::Left => "",
        };
        let across = if cell.columns > 1 {
            format!(" colspan=\"{}\"", cell.columns)
        } else {
            String::new()
        };
        self.code(&format!("<{tag}{class}{across}>"));
        self.inlines(&cell.content);
        self.empty_mark(cell.span);
        self.code(if tag.starts_with("th") {
            "</th>"
        } else {
            "</td>"
        });
    }

    fn open_figure(&mut self, class: &str, caption: Option<&Caption>, span: Span) {
        let id = caption.map(|caption| {
            caption
                .id
                .as_ref()
                .map_or_else(|| own_id(self.scene.document, span), |id| id.name.clone())
        });
        match id.filter(|_| self.marked) {
            Some(id) => self.code(&format!(
                "<figure class=\"{class}\" id=\"{}\">",
                escape::text(&id)
            )),
            None => self.code(&format!("<figure class=\"{class}\">")),
        }
    }

    fn caption(&mut self, caption: Option<&'a Caption>, block: Span) {
        let Some(caption) = caption else { return };
        self.code("<figcaption>");
        if let Some(label) = self.scene.document.anchors.label_at(block) {
            self.code(&format!(
                "<span class=\"number\">{}</span> ",
                escape::text(label)
            ));
        }
        self.inlines(&caption.content);
        self.code("</figcaption>");
    }

    fn figure(&mut self, picture: &'a Picture, block: Span) {
        self.open_figure("picture", picture.caption.as_ref(), block);
        self.image(picture, "");
        self.caption(picture.caption.as_ref(), block);
        self.code("</figure>");
    }

    fn image(&mut self, picture: &Picture, class: &str) {
        let alt = plain_text(&picture.alt);
        match assets::data_uri(self.scene, self.folder, &picture.target) {
            Some(address) => self.code(&format!(
                "<img{class} src=\"{address}\" alt=\"{}\">",
                escape::text(&alt)
            )),
            None => self.code(&format!(
                "<span class=\"missing\">Picture missing: {} <code>{}</code></span>",
                escape::text(&alt),
                escape::text(&picture.target)
            )),
        }
    }

    pub fn inlines(&mut self, content: &'a [Inline]) {
        self.behind_note = false;
        self.run(content);
    }

    fn run(&mut self, content: &'a [Inline]) {
        for inline in content {
            self.inline(inline);
            self.behind_note = ends_in_note(inline, self.behind_note);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code { text, .. } => self.code(&format!("<code>{}</code>", escape::text(text))),
            Inline::Emphasis(children) => self.wrapped("em", children),
            Inline::Strong(children) => self.wrapped("strong", children),
            Inline::Strikethrough(children) => self.wrapped("del", children),
            Inline::Subscript(children) => self.wrapped("sub", children),
            Inline::Superscript(children) => self.wrapped("sup", children),
            Inline::Passage { language, content } => {
                self.code(&format!("<span lang=\"{}\">", escape::text(language)));
                self.run(content);
                self.code("</span>");
            }
            Inline::Link(link) => self.link(link),
            Inline::Picture(picture) => self.image(picture, " class=\"inline\""),
            Inline::FootnoteReference { label, .. } => self.footnote(label),
            Inline::SoftBreak(_) => self.code("\n"),
            Inline::HardBreak(_) => self.code("<br>"),
        }
    }

    fn wrapped(&mut self, tag: &str, children: &'a [Inline]) {
        self.code(&format!("<{tag}>"));
        self.run(children);
        self.code(&format!("</{tag}>"));
    }

    /// A run of text, cut where a draft mark begins or ends.
    fn text(&mut self, text: &Text) {
        if !self.marked {
            return self.words(&text.text);
        }
        let exact = text.span.end - text.span.start == text.text.len();
        let mut at = 0;
        for (number, range, first) in self.scene.marks.within(text.span, exact) {
            let range = if exact { range } else { 0..text.text.len() };
            if range.start < at {
                continue;
            }
            self.words(&text.text[at..range.start]);
            self.code("<mark>");
            self.words(&text.text[range.clone()]);
            if first || !self.out.marks.contains(&number) {
                self.pill(number);
            }
            self.code("</mark>");
            at = range.end;
        }
        self.words(&text.text[at..]);
    }

    fn link(&mut self, link: &'a Link) {
        let (address, label) = match links::resolve(
            &link.target,
            self.folder,
            self.scene.document,
            self.scene.library,
        ) {
            Reference::Anchor(id, anchor) => {
                let label = self.scene.document.label_of(anchor, link.span);
                let label = if anchor.target == Target::Heading {
                    format!("“{label}”")
                } else {
                    label
                };
                (Some(format!("#{id}")), label)
            }
            Reference::Elsewhere(neighbour, place) => (None, elsewhere(neighbour, place)),
            Reference::Web(address) => (Some(links::encoded(address)), address.to_owned()),
            Reference::Unknown => (None, link.target.clone()),
        };
        let outer = self.in_link;
        let address = address.filter(|_| !outer);
        if let Some(address) = &address {
            // What is filled in, such as “Figure 2”, stands on one line.
            let whole = if link.content.is_empty() && label.chars().count() <= WHOLE {
                " class=\"whole\""
            } else {
                ""
            };
            self.code(&format!("<a href=\"{}\"{whole}>", escape::text(address)));
            self.in_link = true;
        }
        if link.content.is_empty() {
            self.words(&label);
        } else {
            self.run(&link.content);
        }
        if address.is_some() {
            self.code("</a>");
        }
        self.in_link = outer;
    }

    /// The note's mark, which leads to the note; a comma keeps it from the one before it.
    fn footnote(&mut self, label: &str) {
        if !self.marked {
            return;
        }
        let Some(note) = note_of(&self.footnotes, label) else {
            return self.words(&format!("[^{label}]"));
        };
        if self.behind_note {
            self.code("<sup>, </sup>");
        }
        self.out.spot(
            note.span,
            if self.in_link {
                Form::PlainMark
            } else {
                Form::Mark
            },
        );
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

/// The mark of an item that browsers would write in another way.
fn mark_of(list: &List, index: usize) -> Option<String> {
    let has_own = list.enumerator != Enumerator::default()
        && list.items.iter().all(|item| item.task.is_none());
    list.number(index)
        .filter(|_| has_own)
        .map(|number| list.enumerator.mark(number))
}

/// “Workstream 3, Our Plan, draft V0.9”, as on the pages.
fn elsewhere(neighbour: &ExternalDocument, place: Option<&str>) -> String {
    let place = place.map_or_else(String::new, |place| format!("{place}, "));
    format!("{place}{}, {}", neighbour.title, neighbour.version)
}

/// Wide tables move sideways in a frame that the keyboard can reach.
pub const SCROLL: &str =
    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">";

/// The tags of a heading; the document's title is the one `h1`, and HTML has six levels.
pub fn heading_tags(level: usize, id: Option<&str>) -> (String, String) {
    let id = id.map_or_else(String::new, |id| format!(" id=\"{}\"", escape::text(id)));
    if level < 6 {
        let level = level + 1;
        (format!("<h{level}{id}>"), format!("</h{level}>"))
    } else {
        (
            format!(
                "<div class=\"h7\" role=\"heading\" aria-level=\"{}\"{id}>",
                level + 1
            ),
            "</div>".to_owned(),
        )
    }
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
