//! A piece of the settled tree as Typst markup, block by block. What stands in a line is written
//! beside (`inlines.rs`), and so are tables and pictures (`figures.rs`).

use super::inlines::has_changes;
use super::writer::{TypstWriter, push_blank};
use crate::parse::body::Alert;
use crate::render::escape::string;
use crate::render::markup::Markup;
use crate::render::tree::{
    Block, BlockKind, Definition, Heading, Item, List, ListKind, plain_text,
};
use crate::source::Span;

/// One piece being written.
pub struct Fold<'w> {
    pub(super) writer: TypstWriter<'w>,
    pub(super) repeated: bool,
    /// Whether the piece lies in a box, in which no page can end.
    boxed: bool,
    /// How many lists, quotes and boxes enclose what is being written.
    pub(super) enclosed: usize,
    /// Whether a picture may go to the head of the next page while the text goes on.
    pub(super) floats: bool,
    /// How many notes enclose what is being written.
    pub(super) notes: usize,
    /// How many notes were written within the outermost of these.
    pub(super) inner_notes: usize,
    pub(super) out: Markup,
}

impl<'w> Fold<'w> {
    pub fn new(writer: TypstWriter<'w>, repeated: bool, boxed: bool) -> Self {
        Self {
            writer,
            repeated,
            boxed,
            enclosed: usize::from(boxed),
            floats: false,
            notes: 0,
            inner_notes: 0,
            out: Markup::default(),
        }
    }

    pub fn finish(self) -> Markup {
        self.out
    }

    pub(super) fn code(&mut self, code: &str) {
        self.out.code(code);
    }

    pub fn blocks(&mut self, blocks: &[Block<'_>]) {
        let mut before: Option<&BlockKind<'_>> = None;
        for block in blocks {
            // A heading keeps the picture below it.
            self.floats =
                self.enclosed == 0 && !matches!(before, None | Some(BlockKind::Heading(_)));
            self.block(block);
            before = Some(&block.kind);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        let start = self.out.text.len();
        match &block.kind {
            BlockKind::Paragraph(content) if has_changes(content) => {
                self.code("#changed[");
                self.inlines(content);
                self.code("]");
            }
            BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(blocks) => self.wrapped("#quote(block: true)", blocks),
            BlockKind::Callout(alert, blocks) => {
                self.wrapped(&format!("#callout(\"{}\")", alert_name(*alert)), blocks);
            }
            BlockKind::Code { language, text } => self.code_block(*language, text, block.span),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(picture, caption) => self.figure(picture, caption.as_ref()),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Passage(language, blocks) => self.wrapped(&passage(language), blocks),
            BlockKind::Rule => self.code("#rule()"),
            BlockKind::PageBreak if self.boxed => {}
            BlockKind::PageBreak => self.code("#page-break()"),
            BlockKind::Nothing => {}
        }
        self.out.place(start, block.span);
        self.code("\n\n");
    }

    fn wrapped(&mut self, call: &str, blocks: &[Block<'_>]) {
        self.code(call);
        self.code("[");
        self.enclosed += 1;
        self.blocks(blocks);
        self.enclosed -= 1;
        self.code("]");
    }

    fn heading(&mut self, heading: &Heading<'_>) {
        // What is only listed is found by Typst itself.
        let given = heading.id.as_ref().filter(|id| !id.is_ours);
        let id = given.map_or_else(|| "none".to_owned(), |id| string(&id.name));
        if plain_text(&heading.content).trim().is_empty() {
            return self.code(&format!("#empty-heading({id})"));
        }
        let number = heading.number.map_or_else(String::new, |number| {
            format!("number: {}, ", string(number))
        });
        let level = heading.level;
        self.code(&format!("#sub-heading(level: {level}, {number}id: {id})["));
        self.inlines(&heading.content);
        self.code("]");
        if let Some(mark) = heading.blank {
            push_blank(mark, &mut self.out);
        }
    }

    fn list(&mut self, list: &List<'_>) {
        self.code(&list_call(list));
        let in_tasks = list.items.iter().any(|item| item.task.is_some());
        for item in &list.items {
            let (open, close) = item_call(item, in_tasks);
            self.code(&open);
            self.code("[");
            self.enclosed += 1;
            if let Some(id) = item.id {
                self.code(&format!("#target({});", string(id)));
            }
            self.blocks(&item.blocks);
            self.enclosed -= 1;
            self.code("]");
            self.code(close);
        }
        self.code(")");
    }

    fn code_block(&mut self, language: Option<&str>, text: &str, span: Span) {
        let start = self.out.text.len();
        let language = language.map_or_else(|| "none".to_owned(), string);
        let text = string(text);
        self.code(&format!("#raw(block: true, lang: {language}, {text})"));
        self.out.place(start, span);
    }

    fn definitions(&mut self, definitions: &[Definition<'_>]) {
        self.code("#terms(");
        for definition in definitions {
            self.code("terms.item([");
            self.inlines(&definition.term);
            self.code("], [");
            self.enclosed += 1;
            for blocks in &definition.details {
                self.blocks(blocks);
            }
            self.enclosed -= 1;
            self.code("]), ");
        }
        self.code(")");
    }
}

/// The call of a list, up to its items.
fn list_call(list: &List<'_>) -> String {
    let tight = list.tight;
    match list.kind {
        ListKind::Paragraphs { section, first } => {
            let section = string(section);
            format!("#paragraphs(section: {section}, first: {first}, tight: {tight}, ")
        }
        ListKind::Tasks => "#task-list(".to_owned(),
        ListKind::Ordered { start, enumerator } => {
            let pattern = enumerator.pattern();
            let numbering = if pattern == "1." {
                String::new()
            } else {
                format!("numbering: {}, ", string(&pattern))
            };
            format!("#enum(start: {start}, {numbering}tight: {tight}, ")
        }
        ListKind::Bullets => format!("#list(tight: {tight}, "),
    }
}

/// What stands around the text of a list's item: whether a task is done, or the number that its
/// mark says.
fn item_call(item: &Item<'_>, in_tasks: bool) -> (String, &'static str) {
    match (item.task, item.number) {
        (Some(done), _) => (format!("({done}, "), "), "),
        (None, _) if in_tasks => ("(none, ".to_owned(), "), "),
        (None, Some(number)) => (format!("enum.item({number})"), ", "),
        (None, None) => (String::new(), ", "),
    }
}

/// The call that puts its content into a language: Typst takes a country of two letters, and no
/// script.
pub(super) fn passage(language: &str) -> String {
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
