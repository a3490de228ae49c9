//! Tables and pictures as HTML, with their captions.

use super::escape;
use super::fold::{Fold, number};
use super::pictures::data_uri;
use crate::parse::body::Alignment;
use crate::render::tree::{Caption, Cell, Picture, Table};

/// Wide tables move sideways in a frame that the keyboard can reach.
const SCROLL: &str = "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">";

impl Fold {
    pub(super) fn table(&mut self, table: &Table<'_>) {
        let caption = table.caption.as_ref();
        self.open_figure("table", caption);
        self.caption(caption);
        self.code(SCROLL);
        self.code("<table><thead><tr>");
        for cell in &table.header {
            // An empty corner heads nothing.
            if cell.content.is_empty() {
                self.cell("td", "", cell);
            } else {
                self.cell("th", " scope=\"col\"", cell);
            }
        }
        self.code("</tr></thead><tbody>");
        for row in &table.rows {
            self.code("<tr>");
            for cell in row {
                if cell.heads {
                    self.cell("th", " scope=\"row\"", cell);
                } else {
                    self.cell("td", "", cell);
                }
            }
            self.code("</tr>\n");
        }
        self.code("</tbody></table></div></figure>");
    }

    fn cell(&mut self, tag: &str, scope: &str, cell: &Cell<'_>) {
        let class = match cell.alignment {
            Alignment::Right => " class=\"right\"",
            Alignment::Center => " class=\"center\"",
            Alignment::None | Alignment::Left => "",
        };
        let across = if cell.columns > 1 {
            format!(" colspan=\"{}\"", cell.columns)
        } else {
            String::new()
        };
        self.code(&format!("<{tag}{scope}{class}{across}>"));
        self.inlines(&cell.content);
        if let Some(mark) = cell.blank {
            self.blank(mark);
        }
        self.code(&format!("</{tag}>"));
    }

    fn open_figure(&mut self, class: &str, caption: Option<&Caption<'_>>) {
        let id = caption.and_then(|caption| caption.id.as_ref());
        let id = id.map_or_else(String::new, |id| {
            format!(" id=\"{}\"", escape::text(&id.name))
        });
        self.code(&format!("<figure class=\"{class}\"{id}>"));
    }

    fn caption(&mut self, caption: Option<&Caption<'_>>) {
        let Some(caption) = caption else { return };
        self.code("<figcaption>");
        self.code(&number(caption.label));
        self.inlines(&caption.content);
        self.code("</figcaption>");
    }

    pub(super) fn figure(&mut self, picture: &Picture<'_>, caption: Option<&Caption<'_>>) {
        self.open_figure("picture", caption);
        self.image(picture, "");
        self.caption(caption);
        self.code("</figure>");
    }

    pub(super) fn image(&mut self, picture: &Picture<'_>, class: &str) {
        let alt = escape::text(&picture.alt);
        match picture.asset.as_ref().and_then(data_uri) {
            Some(address) => self.code(&format!("<img{class} src=\"{address}\" alt=\"{alt}\">")),
            None => self.code(&format!(
                "<span class=\"missing\">Picture missing: {alt} <code>{}</code></span>",
                escape::text(picture.target)
            )),
        }
    }
}
