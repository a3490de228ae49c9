//! Writes what fields and bodies say in one form: `(NAME PART…)` for what has parts, texts in
//! quotation marks, each run of blanks as one space.

use super::{FilesByPath, fingerprint};
use crate::discover::{is_bibliography, is_table, is_workbook};
use crate::model::facts::SCHEME;
use crate::model::field::{Field, FieldValue, Role};
use crate::model::links::{path_from, percent_decoded};
use crate::parse::body::{
    Block, BlockKind, Caption, Cell, Change, Footnote, Inline, List, Picture, Table, plain_text,
};

pub struct Writer<'a> {
    out: String,
    /// Text that was not written yet: what the parser divided is one.
    text: String,
    folder: &'a str,
    files: &'a FilesByPath,
    notes: &'a [Footnote],
    /// The notes that are being written, so that none is written within itself.
    within: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    pub fn new(folder: &'a str, files: &'a FilesByPath, notes: &'a [Footnote]) -> Self {
        Self {
            out: String::new(),
            text: String::new(),
            folder,
            files,
            notes,
            within: Vec::new(),
        }
    }

    pub fn finish(mut self) -> String {
        self.flush();
        self.out
    }

    pub fn open(&mut self, name: &str) {
        self.flush();
        self.out.push('(');
        self.out.push_str(name);
    }

    pub fn close(&mut self) {
        self.flush();
        self.out.push(')');
    }

    pub fn word(&mut self, word: &str) {
        self.flush();
        self.text.push_str(word.trim());
        self.flush();
    }

    /// Writes the text that is waiting.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        self.out.push('"');
        let mut after_blank = false;
        for c in text.chars() {
            let is_blank = c.is_whitespace();
            match c {
                _ if is_blank && after_blank => {}
                _ if is_blank => self.out.push(' '),
                '"' | '\\' => self.out.extend(['\\', c]),
                _ => self.out.push(c),
            }
            after_blank = is_blank;
        }
        self.out.push('"');
    }

    /// A value; the keys `without` are left out.
    pub fn field(&mut self, field: &'a Field, without: &[&str]) {
        match &field.value {
            FieldValue::Blank => {}
            FieldValue::Bool(value) => self.word(if *value { "true" } else { "false" }),
            FieldValue::Number(number) => self.word(&number.spelling),
            FieldValue::Word(word) => match word.role {
                Role::File { .. } => self.file(&word.text),
                _ => self.word(&word.text),
            },
            FieldValue::Inline(content) => self.run(content),
            FieldValue::Blocks(body) => {
                let outer = std::mem::replace(&mut self.notes, &body.footnotes);
                self.blocks(&body.blocks);
                self.notes = outer;
            }
            FieldValue::Date(date) => self.word(&date.to_string()),
            FieldValue::Month(date) => self.word(&date.strftime("%Y-%m").to_string()),
            FieldValue::List(items) => {
                self.open("list");
                items.iter().for_each(|item| {
                    self.open("item");
                    self.field(item, &[]);
                    self.close();
                });
                self.close();
            }
            FieldValue::Map(entries) => {
                let mut entries: Vec<_> = entries
                    .iter()
                    .filter(|entry| !without.contains(&entry.name.as_str()))
                    .filter(|entry| !entry.field.is_blank())
                    .collect();
                entries.sort_by(|a, b| a.name.cmp(&b.name));
                for entry in entries {
                    self.open("key ");
                    self.word(&entry.name);
                    self.field(&entry.field, &[]);
                    self.close();
                }
            }
        }
    }

    pub fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.block(&block.kind));
    }

    fn block(&mut self, kind: &'a BlockKind) {
        match kind {
            BlockKind::Paragraph(content) => self.part("paragraph", content),
            BlockKind::Heading(heading) => {
                self.part(&format!("heading-{} ", heading.level), &heading.content);
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote { alert, blocks } => {
                self.open("quote");
                if let Some(alert) = alert {
                    self.word(&format!("{alert:?}"));
                }
                self.blocks(blocks);
                self.close();
            }
            BlockKind::Code { text, .. } => {
                self.open("code");
                self.word(text);
                self.close();
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(picture) => self.picture(picture),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.part("term", &definition.term);
                    for details in &definition.details {
                        self.open("detail");
                        self.blocks(details);
                        self.close();
                    }
                }
            }
            BlockKind::Passage { language, blocks } => {
                self.open("passage ");
                self.word(language);
                self.blocks(blocks);
                self.close();
            }
            BlockKind::Rule | BlockKind::PageBreak | BlockKind::Below => {}
        }
    }

    fn list(&mut self, list: &'a List) {
        self.open("list");
        for (at, item) in list.items.iter().enumerate() {
            self.open("item");
            if let Some(number) = list.number(at) {
                self.word(&number.to_string());
            }
            if let Some(is_done) = item.task {
                self.word(if is_done { "done" } else { "open" });
            }
            self.blocks(&item.blocks);
            self.close();
        }
        self.close();
    }

    fn table(&mut self, table: &'a Table) {
        self.open("table");
        self.caption(table.caption.as_ref());
        for row in std::iter::once(&table.header).chain(&table.rows) {
            self.open("row");
            row.iter().for_each(|cell| self.cell(cell));
            self.close();
        }
        self.close();
    }

    fn cell(&mut self, cell: &'a Cell) {
        self.part("cell", &cell.content);
    }

    fn caption(&mut self, caption: Option<&'a Caption>) {
        if let Some(caption) = caption {
            self.part("caption", &caption.content);
        }
    }

    fn picture(&mut self, picture: &'a Picture) {
        self.open("picture");
        self.file(&picture.target);
        self.part("alt", &picture.alt);
        self.caption(picture.caption.as_ref());
        self.close();
    }

    /// A file by what is in it; the rows of a table and the sources of a bibliography are written where
    /// they are read, and what is not there by its name.
    fn file(&mut self, target: &str) {
        let bare = target.split('#').next().filter(|path| is_workbook(path));
        let path = path_from(self.folder, &percent_decoded(bare.unwrap_or(target)));
        let is_read = |path: &str| is_table(path) || is_workbook(path) || is_bibliography(path);
        let known = path.and_then(|path| Some((self.files.get(&path)?, is_read(&path))));
        match known {
            Some((_, true)) => {}
            Some((bytes, false)) => self.word(&fingerprint(bytes)),
            None => self.word(target),
        }
    }

    fn part(&mut self, name: &str, content: &'a [Inline]) {
        self.open(name);
        self.run(content);
        self.close();
    }

    /// A whole run: blanks at its ends say nothing.
    fn run(&mut self, content: &'a [Inline]) {
        self.flush();
        let start = self.out.len();
        self.inlines(content);
        self.flush();
        if self.out[start..].starts_with("\" ") {
            self.out.remove(start + 1);
        }
        if self.out[start..].ends_with(" \"") {
            self.out.remove(self.out.len() - 2);
        }
    }

    pub fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text.push_str(&text.text),
                Inline::SoftBreak(_) | Inline::HardBreak(_) => self.text.push(' '),
                Inline::Code { text, .. } => {
                    self.open("code");
                    self.word(text);
                    self.close();
                }
                Inline::Emphasis(inner) => self.marked("emphasis", inner),
                Inline::Strong(inner) => self.marked("strong", inner),
                Inline::Strikethrough(inner) => self.marked("strike", inner),
                Inline::Subscript(inner) => self.marked("sub", inner),
                Inline::Superscript(inner) => self.marked("super", inner),
                Inline::Passage { language, content } => {
                    self.open("passage ");
                    self.word(language);
                    self.inlines(content);
                    self.close();
                }
                // A fact counts as it is filled in.
                Inline::Link(link) if link.target.trim().starts_with(SCHEME) => {
                    self.text.push_str(&plain_text(&link.content));
                }
                Inline::Link(link) => {
                    self.open("link ");
                    self.word(link.target.trim());
                    self.inlines(&link.content);
                    self.close();
                }
                Inline::Picture(picture) => self.picture(picture),
                Inline::Changed { change, content } => {
                    if *change == Change::Inserted {
                        self.inlines(content);
                    }
                }
                Inline::FootnoteReference { label, .. } => self.note(label),
            }
        }
    }

    fn marked(&mut self, name: &str, content: &'a [Inline]) {
        self.open(name);
        self.inlines(content);
        self.close();
    }

    /// A note where it is called: its label is nothing that a reader sees.
    fn note(&mut self, label: &'a str) {
        self.open("note");
        let known = self
            .notes
            .iter()
            .find(|note| note.label.eq_ignore_ascii_case(label));
        match known {
            Some(note) if !self.within.contains(&note.label.as_str()) => {
                self.within.push(&note.label);
                self.blocks(&note.blocks);
                self.within.pop();
            }
            Some(_) => {}
            None => self.word(label),
        }
        self.close();
    }
}
