//! From a parsed body to Typst markup. Text goes through `escape`; everything else is a call with
//! content blocks, to Typst's own elements or to the theme's functions, so that the look stays in
//! the theme.

use super::escape::string;
use super::markup::Markup;
use super::spacing::{BREAK, breakable, single_spaced};
use super::widths;
use super::{RenderContext, assets};
use crate::limits::{INNER_NOTES, NOTE_DEPTH};
use crate::model::anchors::Target;
use crate::model::library::ExternalDocument;
use crate::model::links::{self, Reference};
use crate::parse::body::{
    Alert, Alignment, Block, BlockKind, Body, Caption, Cell, Definition, Footnote, Heading, Inline,
    Item, Link, List, Picture, Table, Text, plain_text,
};
use crate::source::Span;

/// Draws one card's (or the manifest's) Markdown.
pub struct Writer<'a> {
    scene: &'a RenderContext<'a>,
    /// The folder to which pictures are relative.
    folder: &'a str,
    /// The text's own footnotes, and those to which it may refer besides.
    footnotes: [&'a [Footnote]; 2],
    /// The level of the card's title.
    base: usize,
    /// The level of the last heading; none may be more than one deeper.
    level: usize,
    /// Whether draft marks are drawn.
    marked: bool,
    /// Whether what was written last is the mark of a note.
    behind_note: bool,
    /// How many notes enclose the text that is being drawn.
    notes: usize,
    /// How many notes were drawn within the outermost of these.
    inner_notes: usize,
    /// Whether the text lies in a box, in which no page can end.
    boxed: bool,
    /// About so many characters of a table stand on a line.
    line: usize,
    /// How many lists, quotes and boxes enclose the text that is being drawn.
    enclosed: usize,
    /// Whether a picture may go to the head of the next page while the text goes on.
    floats: bool,
    out: Markup,
}

impl<'a> Writer<'a> {
    pub fn new(scene: &'a RenderContext<'a>, folder: &'a str, base: usize) -> Self {
        Self {
            scene,
            folder,
            footnotes: [&[], &[]],
            base,
            level: base,
            marked: true,
            behind_note: false,
            notes: 0,
            inner_notes: 0,
            boxed: false,
            line: widths::LINE,
            enclosed: 0,
            floats: false,
            out: Markup::default(),
        }
    }

    /// For text that is repeated (running heads): without draft marks.
    #[must_use]
    pub fn unmarked(mut self) -> Self {
        self.marked = false;
        self
    }

    /// For text that stands below a heading of a level.
    #[must_use]
    pub fn below(mut self, level: usize) -> Self {
        self.level = level;
        self
    }

    /// For text that lies in a box.
    #[must_use]
    pub fn boxed(mut self) -> Self {
        self.boxed = true;
        self.enclosed += 1;
        self
    }

    /// For pages on whose lines so many characters of a table stand.
    #[must_use]
    pub fn on_lines_of(mut self, line: usize) -> Self {
        self.line = line;
        self
    }

    /// The text's own footnotes.
    #[must_use]
    pub fn with_footnotes(mut self, body: &'a Body) -> Self {
        self.footnotes[0] = &body.footnotes;
        self
    }

    /// The footnotes to which the text may refer besides its own.
    #[must_use]
    pub fn with_outer_notes(mut self, notes: &'a [Footnote]) -> Self {
        self.footnotes[1] = notes;
        self
    }

    pub fn finish(self) -> Markup {
        self.out
    }

    pub fn blocks(&mut self, blocks: &'a [Block]) {
        let mut before: Option<&BlockKind> = None;
        for block in blocks {
            // A heading keeps the picture below it.
            self.floats =
                self.enclosed == 0 && !matches!(before, None | Some(BlockKind::Heading(_)));
            self.block(block);
            before = Some(&block.kind);
        }
    }

    fn block(&mut self, block: &'a Block) {
        let start = self.out.text.len();
        match &block.kind {
            BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::Heading(heading) => self.heading(heading, block.span),
            BlockKind::List(list) => self.list(list, block.span),
            BlockKind::Quote {
                alert: None,
                blocks,
            } => self.wrapped("#quote(block: true)", blocks),
            BlockKind::Quote {
                alert: Some(alert),
                blocks,
            } => {
                self.wrapped(&format!("#callout(\"{}\")", alert_name(*alert)), blocks);
            }
            BlockKind::Code { language, text } => {
                self.code_block(language.as_deref(), text, block.span);
            }
            BlockKind::Table(table) => self.table(table, block.span),
            BlockKind::Figure(picture) => self.figure(picture, block.span),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Passage { language, blocks } => self.wrapped(&spoken(language), blocks),
            BlockKind::Rule => self.out.code("#rule()"),
            BlockKind::PageBreak if self.boxed => {}
            BlockKind::PageBreak => self.out.code("#page-break()"),
            BlockKind::Below => {}
        }
        self.out.place(start, block.span);
        self.out.code("\n\n");
    }

    fn wrapped(&mut self, call: &str, blocks: &'a [Block]) {
        self.out.code(call);
        self.out.code("[");
        self.enclosed += 1;
        self.blocks(blocks);
        self.enclosed -= 1;
        self.out.code("]");
    }

    fn heading(&mut self, heading: &'a Heading, span: Span) {
        let wanted = self.base + usize::from(heading.level.max(2)) - 1;
        self.level = wanted.min(self.level + 1);
        let id = heading
            .id
            .as_ref()
            .map(|id| id.name.as_str())
            .or_else(|| self.scene.document.name_of_heading(span));
        let id = id
            .filter(|_| self.marked)
            .map_or_else(|| "none".to_owned(), string);
        if plain_text(&heading.content).trim().is_empty() {
            return self.out.code(&format!("#empty-heading({id})"));
        }
        let number = self
            .scene
            .document
            .numbers
            .heading(span)
            .map_or_else(String::new, |number| {
                format!("number: {}, ", string(number))
            });
        self.out.code(&format!(
            "#sub-heading(level: {}, {number}id: {id})[",
            self.level
        ));
        self.inlines(&heading.content);
        self.out.code("]");
        self.empty_mark(span);
    }

    /// A mark for a place that has no words of its own.
    pub fn empty_mark(&mut self, span: Span) {
        if let Some(number) = self.scene.marks.at(span).filter(|_| self.marked) {
            self.out
                .code(&format!("\n#empty-mark({})", string(&number.to_string())));
            self.out.marks.push(number);
        }
    }

    /// A list; the items of one whose items are numbered paragraphs have their numbers from the
    /// model.
    fn list(&mut self, list: &'a List, span: Span) {
        if let Some(paragraphs) = self.scene.document.numbers.paragraphs(span) {
            let (section, first) = (string(&paragraphs.section), paragraphs.first);
            self.out.code(&format!(
                "#paragraphs(section: {section}, first: {first}, tight: {}, ",
                list.tight
            ));
        } else if list.items.iter().any(|item| item.task.is_some()) {
            self.out.code("#task-list(");
        } else if let Some(start) = list.start {
            let pattern = list.enumerator.pattern();
            let numbering = if pattern == "1." {
                String::new()
            } else {
                format!("numbering: {}, ", string(&pattern))
            };
            self.out.code(&format!(
                "#enum(start: {start}, {numbering}tight: {}, ",
                list.tight
            ));
        } else {
            self.out.code(&format!("#list(tight: {}, ", list.tight));
        }
        let tasks = list.items.iter().any(|item| item.task.is_some());
        for item in &list.items {
            let (open, close) = item_call(item, tasks);
            self.out.code(&open);
            self.out.code("[");
            self.enclosed += 1;
            if let Some(id) = item.id.as_ref().filter(|_| self.marked) {
                self.out.code(&format!("#target({});", string(&id.name)));
            }
            self.blocks(&item.blocks);
            self.enclosed -= 1;
            self.out.code("]");
            self.out.code(close);
        }
        self.out.code(")");
    }

    fn code_block(&mut self, language: Option<&str>, text: &str, span: Span) {
        let start = self.out.text.len();
        let language = language.map_or_else(|| "none".to_owned(), string);
        self.out.code(&format!(
            "#raw(block: true, lang: {language}, {})",
            string(text)
        ));
        self.out.place(start, span);
    }

    fn definitions(&mut self, definitions: &'a [Definition]) {
        self.out.code("#terms(");
        for definition in definitions {
            self.out.code("terms.item([");
            self.inlines(&definition.term);
            self.out.code("], [");
            self.enclosed += 1;
            for blocks in &definition.details {
                self.blocks(blocks);
            }
            self.enclosed -= 1;
            self.out.code("]), ");
        }
        self.out.code(")");
    }

    fn table(&mut self, table: &'a Table, span: Span) {
        self.out.code("#data-table(align: (");
        for alignment in &table.alignments {
            self.out.code(match alignment {
                Alignment::Right => "right, ",
                Alignment::Center => "center, ",
                Alignment::None | Alignment::Left => "left, ",
            });
        }
        let columns = widths::of_table(table, self.line);
        self.out.code(&format!(
            "), widths: {}, size: {}, header: ",
            widths::as_typst(&columns.weights),
            columns.size
        ));
        if table.header.iter().all(|cell| cell.content.is_empty()) {
            self.out.code("none");
        } else {
            self.cells(&table.header);
        }
        self.out.code(", rows: (");
        for row in &table.rows {
            self.cells(row);
            self.out.code(", ");
        }
        self.out.code(")");
        self.caption(table.caption.as_ref(), span);
        self.out.code(")");
    }

    fn cells(&mut self, cells: &'a [Cell]) {
        self.out.code("(");
        for cell in cells {
            let is_plain = cell.columns == 1 && !cell.heads;
            self.out.code(if is_plain { "[" } else { "(body: [" });
            self.inlines(&cell.content);
            self.out.code("]");
            if !is_plain {
                self.out.code(&format!(
                    ", span: {}, names-row: {})",
                    cell.columns, cell.heads
                ));
            }
            self.out.code(", ");
        }
        self.out.code(")");
    }

    /// The arguments `caption`, `label` and `id` of a figure or table.
    fn caption(&mut self, caption: Option<&'a Caption>, block: Span) {
        // What is repeated has no number, and no place that could be meant.
        let Some(caption) = caption.filter(|_| self.marked) else {
            return;
        };
        if !caption.content.is_empty() {
            self.out.code(", caption: [");
            self.inlines(&caption.content);
            self.out.code("]");
        }
        if let Some(label) = self.scene.document.anchors.label_at(block) {
            self.out
                .code(&format!(", label: [{}]", super::escape::text(label)));
        }
        if let Some(id) = &caption.id {
            self.out.code(&format!(", id: {}", string(&id.name)));
        }
    }

    fn figure(&mut self, picture: &'a Picture, block: Span) {
        let alt = string(&alternative(picture));
        match assets::find(self.scene, self.folder, &picture.target) {
            Some(path) => {
                self.out.code(&format!(
                    "#picture({}, alt: {alt}, float: {}",
                    string(&path),
                    self.floats
                ));
            }
            None => self.out.code(&format!(
                "#missing-picture(path: {}, alt: {alt}",
                string(&picture.target)
            )),
        }
        self.caption(picture.caption.as_ref(), block);
        self.out.code(")");
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
            Inline::Code { text, span } => {
                let start = self.out.text.len();
                for (index, part) in breakable(text).into_iter().enumerate() {
                    self.out.code(if index > 0 { BREAK } else { "" });
                    self.out.code(&format!("#raw({});", string(part)));
                }
                self.out.place(start, *span);
            }
            Inline::Emphasis(children) => self.called("#emph", children),
            Inline::Strong(children) => self.called("#strong", children),
            Inline::Strikethrough(children) => self.called("#strike", children),
            Inline::Subscript(children) => self.called("#sub", children),
            Inline::Superscript(children) => self.called("#super", children),
            Inline::Passage { language, content } => self.called(&spoken(language), content),
            Inline::Link(link) => self.link(link),
            Inline::Picture(picture) => self.inline_picture(picture),
            Inline::FootnoteReference { label, span } => self.footnote(label, *span),
            Inline::SoftBreak(span) => self.out.words(" ", *span),
            Inline::HardBreak(_) => self.out.code("#linebreak();"),
        }
    }

    fn called(&mut self, function: &str, children: &'a [Inline]) {
        self.out.code(function);
        self.out.code("[");
        self.run(children);
        self.out.code("];");
    }

    /// A run of text, cut where a draft mark begins or ends.
    fn text(&mut self, text: &Text) {
        if !self.marked {
            return self.out.words(&text.text, text.span);
        }
        let exact = text.span.end - text.span.start == text.text.len();
        let mut at = 0;
        for (number, range, first) in self.scene.marks.within(text.span, exact) {
            let range = if exact { range } else { 0..text.text.len() };
            if range.start < at {
                continue;
            }
            self.piece(text, at..range.start);
            let quoted = string(&number.to_string());
            // A mark may begin before the words: at the bracket of a link.
            if first || !self.out.marks.contains(&number) {
                self.out.code(&format!("#placeholder({quoted}, ["));
                self.out.marks.push(number);
            } else {
                self.out.code("#highlight([");
            }
            self.piece(text, range.clone());
            self.out.code("]);");
            at = range.end;
        }
        self.piece(text, at..text.text.len());
    }

    fn piece(&mut self, text: &Text, range: std::ops::Range<usize>) {
        let mut at = range.start;
        for (index, part) in breakable(&text.text[range]).into_iter().enumerate() {
            self.out.code(if index > 0 { BREAK } else { "" });
            self.out
                .words(&single_spaced(part), text.part(at..at + part.len()));
            at += part.len();
        }
    }

    fn link(&mut self, link: &'a Link) {
        let start = self.out.text.len();
        match links::resolve(
            &link.target,
            self.folder,
            self.scene.document,
            self.scene.library,
        ) {
            Reference::Anchor(id, anchor) => {
                self.out.code(&format!("#xref({})[", string(id)));
                if link.content.is_empty() {
                    let quoted = anchor.target == Target::Heading;
                    let label = self.scene.document.label_of(anchor, link.span);
                    let label = if quoted {
                        format!("“{label}”")
                    } else {
                        label
                    };
                    self.whole(&label, link.span);
                } else {
                    self.run(&link.content);
                }
                self.out.code("];");
            }
            Reference::Elsewhere(neighbour, place) if link.content.is_empty() => {
                self.elsewhere(neighbour, place, link.span);
            }
            Reference::Elsewhere(..) => self.run(&link.content),
            Reference::Web(address) => {
                let said = link.bare
                    || links::is_said(&crate::parse::body::plain_text(&link.content), address);
                let call = if said || link.content.is_empty() {
                    "#link"
                } else {
                    "#web-link"
                };
                self.out
                    .code(&format!("{call}({})[", string(&links::encoded(address))));
                if link.content.is_empty() {
                    self.out.words(address, link.span);
                } else {
                    self.run(&link.content);
                }
                self.out.code("];");
            }
            Reference::Unknown if link.content.is_empty() => {
                self.out.words(&link.target, link.span);
            }
            Reference::Unknown => self.run(&link.content),
        }
        self.out.place(start, link.span);
    }

    /// “Workstream 3, *Our Plan*, draft V0.9”. It is no link: nobody knows where a reader keeps the
    /// other document.
    fn elsewhere(&mut self, neighbour: &ExternalDocument, place: Option<&str>, span: Span) {
        if let Some(place) = place {
            self.whole(place, span);
            self.out.words(", ", span);
        }
        self.out.code("#emph[");
        self.out.words(&neighbour.title, span);
        self.out.code("];");
        self.out.words(", ", span);
        self.whole(&neighbour.version, span);
    }

    /// Words that the compiler fills in, such as “Figure 2”, in which no line ends as long as they
    /// are few.
    fn whole(&mut self, words: &str, span: Span) {
        self.out.code("#whole[");
        self.out.words(words, span);
        self.out.code("];");
    }

    fn inline_picture(&mut self, picture: &Picture) {
        let start = self.out.text.len();
        let alt = alternative(picture);
        match assets::find(self.scene, self.folder, &picture.target) {
            Some(path) => {
                let call = format!("#inline-picture({}, alt: {});", string(&path), string(&alt));
                self.out.code(&call);
            }
            None => self.out.words(&format!("[{alt}]"), picture.span),
        }
        self.out.place(start, picture.span);
    }

    /// The note; the theme draws it once, and at its next references its number. A note in a note
    /// stands in brackets. Text that is repeated has no notes: they stand where it was written.
    fn footnote(&mut self, label: &'a str, span: Span) {
        if !self.marked {
            return;
        }
        let inner = self.notes > 0;
        self.inner_notes = if inner { self.inner_notes + 1 } else { 0 };
        let is_within = self.notes <= NOTE_DEPTH && self.inner_notes <= INNER_NOTES;
        let Some(note) = note_of(&self.footnotes, label).filter(|_| is_within) else {
            return self.out.words(&format!("[^{label}]"), span);
        };
        let start = self.out.text.len();
        let behind = if self.behind_note { "true" } else { "false" };
        let call = format!(
            "#note({}, {}, behind: {behind})[",
            self.place_of(note.span),
            self.place_of(span)
        );
        self.out.code(if inner { " [" } else { &call });
        self.notes += 1;
        self.enclosed += 1;
        match note.blocks.as_slice() {
            [
                Block {
                    kind: BlockKind::Paragraph(content),
                    ..
                },
            ] => self.run(content),
            blocks => self.blocks(blocks),
        }
        self.out.code(if inner { "]" } else { "];" });
        self.notes -= 1;
        self.enclosed -= 1;
        self.out.place(start, span);
    }

    /// A name for a place in a source, as a Typst string.
    fn place_of(&self, span: Span) -> String {
        string(&format!(
            "note-{}-{}",
            self.scene.sources.get(span.source).path(),
            span.start
        ))
    }
}

/// The note that a label names: one of the text's own, else one to which it may refer besides.
pub fn note_of<'a>(footnotes: &[&'a [Footnote]; 2], label: &str) -> Option<&'a Footnote> {
    let label = label.to_lowercase();
    footnotes
        .iter()
        .copied()
        .flatten()
        .find(|note| note.label.to_lowercase() == label)
}

/// Whether the last thing that a piece of text writes is the mark of a note; `before` is what holds
/// if it writes nothing.
pub fn ends_in_note(inline: &Inline, before: bool) -> bool {
    match inline {
        Inline::FootnoteReference { .. } => true,
        Inline::Text(text) => before && text.text.is_empty(),
        other => match other.children() {
            [] => false,
            children => children
                .iter()
                .fold(before, |before, child| ends_in_note(child, before)),
        },
    }
}

/// What stands around the text of a list's item: whether a task is done, or the number that its
/// mark says.
fn item_call(item: &Item, in_tasks: bool) -> (String, &'static str) {
    match (item.task, item.number) {
        (Some(done), _) => (format!("({done}, "), "), "),
        (None, _) if in_tasks => ("(none, ".to_owned(), "), "),
        (None, Some(number)) => (format!("enum.item({number})"), ", "),
        (None, None) => (String::new(), ", "),
    }
}

/// What a picture says to those who cannot see it; where nobody wrote it, its caption or its name
/// stands in.
fn alternative(picture: &Picture) -> String {
    let caption = picture
        .caption
        .as_ref()
        .map(|caption| plain_text(&caption.content));
    let name = picture
        .target
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let texts = [Some(plain_text(&picture.alt)), caption, Some(name)];
    texts
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty())
        .unwrap_or_else(|| "?".to_owned())
}

/// The call that puts its content into a language: Typst takes a country of two letters, and no
/// script.
fn spoken(language: &str) -> String {
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default().to_lowercase();
    let region = parts.find(|part| part.len() == 2).map_or_else(
        || "none".to_owned(),
        |region| string(&region.to_uppercase()),
    );
    format!("#passage({}, {region})", string(&primary))
}

fn alert_name(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "note",
        Alert::Tip => "tip",
        Alert::Important => "important",
        Alert::Warning => "warning",
        Alert::Caution => "caution",
    }
}
