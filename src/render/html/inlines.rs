//! What stands in a line, as HTML.

use super::escape;
use super::fold::Fold;
use crate::render::markup::Form;
use crate::render::measures::UNBROKEN;
use crate::render::tree::{Inline, Link, LinkTarget, LinkWords, Mark, Note, Style};

impl Fold {
    pub fn inlines(&mut self, content: &[Inline<'_>]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline<'_>) {
        match inline {
            Inline::Text { text, .. } => self.words(text),
            Inline::StandIn { text, .. } => self.words(text),
            Inline::Code { text, .. } => {
                self.code("<code>");
                self.words(text);
                self.code("</code>");
            }
            Inline::Styled(style, children) => {
                let tag = tag(*style);
                self.code(&format!("<{tag}>"));
                self.inlines(children);
                self.code(&format!("</{tag}>"));
            }
            Inline::Passage(language, content) => {
                self.code(&format!("<span lang=\"{}\">", escape::text(language)));
                self.inlines(content);
                self.code("</span>");
            }
            Inline::Marked {
                mark, begins, text, ..
            } => self.marked(*mark, *begins, text),
            Inline::Link(link) => self.link(link),
            Inline::Picture(picture) => self.image(picture, " class=\"inline\""),
            Inline::Note(note) => self.note(note),
            Inline::SoftBreak(_) => self.code("\n"),
            Inline::HardBreak => self.code("<br>"),
        }
    }

    /// Words with a draft mark, and its number where the mark begins: perhaps before the words, at
    /// the bracket of a link.
    fn marked(&mut self, mark: Mark, begins: bool, text: &str) {
        self.code("<mark>");
        self.words(text);
        if begins || !self.out.marks.contains(&mark.number) {
            self.pill(mark);
        }
        self.code("</mark>");
    }

    /// A mark for a place that has no words of its own.
    pub(super) fn blank(&mut self, mark: Mark) {
        self.code("<mark>[nothing written yet]");
        self.pill(mark);
        self.code("</mark>");
    }

    /// The number beside a mark, which leads to the list at the end.
    fn pill(&mut self, mark: Mark) {
        let number = mark.number;
        // What a fact lacks is shown wherever it is quoted; the list leads to the one place that
        // stands for all of them.
        let id = if mark.is_quoted {
            String::new()
        } else {
            self.out.marks.push(number);
            format!(" id=\"_mark-{number}\"")
        };
        if self.in_link {
            self.code(&format!("<span class=\"pill\"{id}>{number}</span>"));
        } else {
            self.code(&format!(
                "<a class=\"pill\"{id} href=\"#_outstanding-{number}\"><span class=\"hidden\"> Outstanding item </span>{number}</a>"
            ));
        }
    }

    fn link(&mut self, link: &Link<'_>) {
        let address = match &link.target {
            LinkTarget::Place(id) => Some(format!("#{id}")),
            LinkTarget::Web { address, .. } => Some(address.clone()),
            LinkTarget::Nowhere => None,
        };
        let outer = self.in_link;
        let address = address.filter(|_| !outer);
        if let Some(address) = &address {
            let class = class_of(&link.words);
            self.code(&format!("<a href=\"{}\"{class}>", escape::text(address)));
            self.in_link = true;
        }
        self.link_words(&link.words);
        if address.is_some() {
            self.code("</a>");
        }
        self.in_link = outer;
    }

    fn link_words(&mut self, words: &LinkWords<'_>) {
        match words {
            LinkWords::Written(content) => self.inlines(content),
            LinkWords::Label(label) | LinkWords::Page { label, .. } => self.words(label),
            LinkWords::Address(address) => self.words(address),
            // “Workstream 3, Our Plan, draft V0.9”, as on the pages.
            LinkWords::Document {
                place,
                title,
                version,
            } => {
                let place = place.map_or_else(String::new, |place| format!("{place}, "));
                self.words(&format!("{place}{title}, {version}"));
            }
        }
    }

    /// The note's mark, which leads to the note; a comma keeps it from the one before it.
    fn note(&mut self, note: &Note<'_>) {
        if note.is_behind_note {
            self.code("<sup>, </sup>");
        }
        let form = if self.in_link {
            Form::PlainMark
        } else {
            Form::Mark
        };
        self.out.spot(note.definition, form);
    }
}

/// What is filled in, such as “Figure 2”, stands on one line.
fn class_of(words: &LinkWords<'_>) -> &'static str {
    let is_short = |text: &str| text.chars().count() <= UNBROKEN;
    match words {
        LinkWords::Label(text) | LinkWords::Page { label: text, .. } if is_short(text) => {
            " class=\"whole\""
        }
        LinkWords::Address(text) if is_short(text) => " class=\"whole\"",
        _ => "",
    }
}

fn tag(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Strikethrough | Style::Deleted => "del",
        Style::Outdated => "s",
        Style::Inserted => "ins",
        Style::Subscript => "sub",
        Style::Superscript => "sup",
    }
}
