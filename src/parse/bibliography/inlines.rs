//! What hayagriva prints as running text of our own. In: its tree of texts, with the marks that we
//! put into them. Out: text, emphasis, links, each at the place of the entry's key.

use hayagriva::citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatted, Formatting};

use super::markup::{EMPHASIS, PLAIN};
use crate::parse::body::{Inline, Link, Text, plain_text};
use crate::source::Span;

/// Words that stand for others in what is printed.
pub(super) type Replacements = [(String, String)];

/// The running text.
pub(super) fn of(children: &ElemChildren, place: Span, replacements: &Replacements) -> Vec<Inline> {
    let mut writer = Writer {
        place,
        replacements,
        is_emphasised: false,
        out: Vec::new(),
    };
    writer.children(children);
    trimmed(writer.out)
}

/// The running text of one part.
pub(super) fn of_part(part: &ElemChild, place: Span, replacements: &Replacements) -> Vec<Inline> {
    of(&ElemChildren(vec![part.clone()]), place, replacements)
}

/// What a style means for a footnote, in the line: in brackets, and without the full stop of a note.
pub(super) fn in_brackets(mut content: Vec<Inline>, place: Span) -> Vec<Inline> {
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.text.truncate(last.text.trim_end_matches('.').len());
    }
    let bracket = |sign: &str| {
        Inline::Text(Text {
            text: sign.to_owned(),
            span: place,
        })
    };
    std::iter::once(bracket("("))
        .chain(content)
        .chain(std::iter::once(bracket(")")))
        .collect()
}

struct Writer<'a> {
    place: Span,
    replacements: &'a Replacements,
    /// Whether the author has begun to emphasise.
    is_emphasised: bool,
    out: Vec<Inline>,
}

impl Writer<'_> {
    fn children(&mut self, children: &ElemChildren) {
        for child in &children.0 {
            match child {
                ElemChild::Text(text) => self.formatted(text),
                ElemChild::Elem(elem) => {
                    // A part that a style sets on a line of its own is a sentence here.
                    if elem.display.is_some() && !self.out.is_empty() {
                        self.push(" ", Formatting::default());
                    }
                    self.children(&elem.children);
                }
                ElemChild::Markup(formula) => {
                    self.push(&format!("${formula}$"), Formatting::default());
                }
                ElemChild::Link { text, url } => self.link(text, url),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn replaced(&self, text: &str) -> String {
        self.replacements
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    /// A text with the apostrophes that print has, as in all other texts, and without signs that
    /// hayagriva 0.10.1 leaves where nothing stands between them.
    fn words(&self, text: &str) -> String {
        let text = self.replaced(text).replace(",)", ")").replace(" ;", ";");
        let mut letters = text.chars().collect::<Vec<char>>();
        for at in 1..letters.len().saturating_sub(1) {
            let is_within = letters[at - 1].is_alphanumeric() && letters[at + 1].is_alphanumeric();
            if letters[at] == '\'' && is_within {
                letters[at] = '’';
            }
        }
        letters.into_iter().collect()
    }

    /// A text, divided where its author's emphasis begins and ends.
    fn formatted(&mut self, text: &Formatted) {
        let whole = self.words(&text.text);
        let mut rest = whole.as_str();
        while let Some(at) = rest.find([EMPHASIS, PLAIN]) {
            self.push(&rest[..at], text.formatting);
            self.is_emphasised = rest[at..].starts_with(EMPHASIS);
            rest = &rest[at + EMPHASIS.len_utf8()..];
        }
        self.push(rest, text.formatting);
    }

    fn push(&mut self, text: &str, formatting: Formatting) {
        let before = self
            .out
            .last()
            .map(|inline| plain_text(std::slice::from_ref(inline)));
        let is_stopped = before.is_some_and(|before| before.ends_with('.'));
        // “n.d.” and “et al.” end a sentence as well.
        let text = if is_stopped && !text.starts_with("..") {
            text.strip_prefix('.').unwrap_or(text)
        } else {
            text
        };
        if text.starts_with(';')
            && let Some(Inline::Text(last)) = self.out.last_mut()
        {
            last.text.truncate(last.text.trim_end().len());
        }
        if text.is_empty() {
            return;
        }
        let text = Inline::Text(Text {
            text: text.to_owned(),
            span: self.place,
        });
        let mut content = vec![text];
        // What is emphasised in a title that is set in italics stands upright.
        let is_italic = formatting.font_style == FontStyle::Italic;
        if is_italic != self.is_emphasised {
            content = vec![Inline::Emphasis(content)];
        }
        if formatting.font_weight == FontWeight::Bold {
            content = vec![Inline::Strong(content)];
        }
        match formatting.vertical_align {
            VerticalAlign::Sup => content = vec![Inline::Superscript(content)],
            VerticalAlign::Sub => content = vec![Inline::Subscript(content)],
            VerticalAlign::None | VerticalAlign::Baseline => {}
        }
        self.out.extend(content);
    }

    fn link(&mut self, text: &Formatted, url: &str) {
        let words = self.replaced(&text.text);
        self.out.push(Inline::Link(Box::new(Link {
            span: self.place,
            target: url.to_owned(),
            // Whatever the words are, they name the place.
            bare: true,
            content: vec![Inline::Text(Text {
                text: words,
                span: self.place,
            })],
        })));
    }
}

/// Without blanks at its ends.
fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(first)) = content.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = content.last_mut() {
        last.text = last.text.trim_end().to_owned();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
    content
}
