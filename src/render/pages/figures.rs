//! Tables and pictures as calls of the theme's functions.

use super::fold::Fold;
use super::writer::content;
use crate::parse::body::Alignment;
use crate::render::escape::string;
use crate::render::tree::{Caption, Cell, Picture, Table};
use crate::render::widths;

impl Fold<'_> {
    pub(super) fn table(&mut self, table: &Table<'_>) {
        self.code("#data-table(align: (");
        for alignment in table.alignments {
            self.code(match alignment {
                Alignment::Right => "right, ",
                Alignment::Center => "center, ",
                Alignment::None | Alignment::Left => "left, ",
            });
        }
        let columns = widths::of_table(table, self.writer.line);
        self.code(&format!(
            "), widths: {}, size: {}, header: ",
            widths::as_typst(&columns.weights),
            columns.size
        ));
        if table.header.iter().all(|cell| cell.content.is_empty()) {
            self.code("none");
        } else {
            self.cells(&table.header);
        }
        self.code(", rows: (");
        for row in &table.rows {
            self.cells(row);
            self.code(", ");
        }
        self.code(")");
        self.caption(table.caption.as_ref());
        self.code(")");
    }

    fn cells(&mut self, cells: &[Cell<'_>]) {
        self.code("(");
        for cell in cells {
            let is_plain = cell.columns == 1 && !cell.heads;
            self.code(if is_plain { "[" } else { "(body: [" });
            self.inlines(&cell.content);
            self.code("]");
            if !is_plain {
                let (columns, heads) = (cell.columns, cell.heads);
                self.code(&format!(", span: {columns}, names-row: {heads})"));
            }
            self.code(", ");
        }
        self.code(")");
    }

    /// The arguments `caption`, `label` and `id` of a figure or table.
    fn caption(&mut self, caption: Option<&Caption<'_>>) {
        // What is repeated has no number, and no place that could be meant.
        let Some(caption) = caption.filter(|_| !self.repeated) else {
            return;
        };
        if !caption.content.is_empty() {
            self.code(", caption: [");
            self.inlines(&caption.content);
            self.code("]");
        }
        if let Some(label) = caption.label {
            self.code(&format!(", label: {}", content(label)));
        }
        if let Some(id) = caption.id.as_ref().filter(|id| !id.is_ours) {
            self.code(&format!(", id: {}", string(&id.name)));
        }
    }

    pub(super) fn figure(&mut self, picture: &Picture<'_>, caption: Option<&Caption<'_>>) {
        let alt = string(&picture.name);
        match &picture.asset {
            Some(asset) => {
                let path = string(&self.writer.path(asset));
                let floats = self.floats;
                self.code(&format!("#picture({path}, alt: {alt}, float: {floats}"));
            }
            None => {
                let path = string(picture.target);
                self.code(&format!("#missing-picture(path: {path}, alt: {alt}"));
            }
        }
        self.caption(caption);
        self.code(")");
    }

    pub(super) fn inline_picture(&mut self, picture: &Picture<'_>) {
        let start = self.out.text.len();
        let name = &picture.name;
        match &picture.asset {
            Some(asset) => {
                let path = string(&self.writer.path(asset));
                self.code(&format!("#inline-picture({path}, alt: {});", string(name)));
            }
            None => self.out.words(&format!("[{name}]"), picture.span),
        }
        self.out.place(start, picture.span);
    }
}
