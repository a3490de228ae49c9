//! Notes in the text of a link, `[the report[^1]](https://…)`. To the parser a note is a link, links hold no others, and so it reads the
//! whole as plain text. Here it becomes the link that was meant, with its notes right behind it.

use crate::parse::body::{Inline, Link, Text};
use crate::source::Span;

/// Makes links of what was read as plain text because a note stands in it.
pub fn mend(content: &mut Vec<Inline>) {
    let closes = |inline: &Inline| matches!(inline, Inline::Text(text) if text.text.contains("]("));
    if content.iter().any(is_note) && content.iter().any(closes) {
        let mut mending = Mending::default();
        content.drain(..).for_each(|inline| mending.add(inline));
        *content = mending.done;
    }
}

fn is_note(inline: &Inline) -> bool {
    matches!(inline, Inline::FootnoteReference { .. })
}

/// Running text that is gone through once.
#[derive(Default)]
struct Mending {
    done: Vec<Inline>,
    /// The text with the last bracket that is open, by its place in `done`, and where in it that
    /// bracket is.
    open: Option<(usize, usize)>,
    /// Whether a note stands behind that bracket.
    noted: bool,
}

impl Mending {
    fn add(&mut self, inline: Inline) {
        match inline {
            Inline::Text(text) => return self.text(text),
            // Links hold no others.
            Inline::Link(_) => self.open = None,
            Inline::FootnoteReference { .. } => self.noted = true,
            _ => {}
        }
        self.done.push(inline);
    }

    fn text(&mut self, mut text: Text) {
        let mut from = 0;
        while let Some(at) = text.text[from..].find(['[', ']']).map(|at| from + at) {
            from = at + 1;
            if text.text[at..].starts_with('[') {
                (self.open, self.noted) = (Some((self.done.len(), at)), false);
                continue;
            }
            let opening = self.open.take().filter(|_| self.noted);
            let Some((opening, length)) = opening.zip(address(&text.text[at..]).map(str::len))
            else {
                continue;
            };
            let behind = at + "](".len() + length + ")".len();
            self.link(opening, &text, at..behind);
            text = piece(&text, behind..text.text.len());
            from = 0;
        }
        if !text.text.is_empty() {
            self.done.push(Inline::Text(text));
        }
    }

    /// Makes a link of what stands between the open bracket and `](address)`, with its notes right
    /// behind it.
    fn link(&mut self, (index, open): (usize, usize), last: &Text, close: std::ops::Range<usize>) {
        let mut pieces = self.done.split_off(index).into_iter();
        let Some(Inline::Text(first)) = pieces.next() else {
            return;
        };
        let address = &last.text[close.start + "](".len()..close.end - ")".len()];
        let end = last.part(close.end - 1..close.end).end;
        let span = Span::new(first.span.source, first.part(open..open + 1).start..end);
        let (notes, inner): (Vec<Inline>, Vec<Inline>) = pieces.partition(is_note);
        let words = [
            piece(&first, open + 1..first.text.len()),
            piece(last, 0..close.start),
        ];
        let [first_words, last_words] = words.map(something);
        let content: Vec<Inline> = first_words
            .into_iter()
            .chain(inner)
            .chain(last_words)
            .collect();
        self.done.extend(something(piece(&first, 0..open)));
        self.done.push(Inline::Link(Box::new(Link {
            span,
            target: address.to_owned(),
            content,
            bare: false,
        })));
        self.done.extend(notes);
    }
}

fn something(text: Text) -> Option<Inline> {
    Some(text)
        .filter(|text| !text.text.is_empty())
        .map(Inline::Text)
}

/// The address in `](address)`.
fn address(text: &str) -> Option<&str> {
    let (address, _) = text.strip_prefix("](")?.split_once(')')?;
    (!address.is_empty() && !address.contains(char::is_whitespace)).then_some(address)
}

fn piece(text: &Text, range: std::ops::Range<usize>) -> Text {
    Text {
        text: text.text[range.clone()].to_owned(),
        span: text.part(range),
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Report;
    use crate::parse::body::{BlockKind, Inline, plain_text};
    use crate::parse::markdown::parse;
    use crate::source::{Source, SourceSet, TextMap};

    /// The pieces of a paragraph: a link as its place, its words and its target, a note as its
    /// label.
    fn pieces(line: &str) -> Vec<String> {
        let text = format!("{line}\n\n[^1]: a\n\n[^2]: b\n");
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a.md", text.clone()));
        let body = parse(
            &text,
            &TextMap::verbatim(id, 0),
            "en-GB",
            &mut Report::default(),
        );
        let Some(BlockKind::Paragraph(content)) = body.blocks.first().map(|block| &block.kind)
        else {
            return Vec::new();
        };
        let piece = |inline: &Inline| match inline {
            Inline::Link(link) => format!(
                "{} = {} -> {}",
                set.slice(link.span),
                plain_text(&link.content),
                link.target
            ),
            Inline::FootnoteReference { label, .. } => format!("^{label}"),
            other => plain_text(std::slice::from_ref(other)),
        };
        content.iter().map(piece).collect()
    }

    #[test]
    fn a_note_in_a_links_text_stands_behind_the_link() {
        assert_eq!(
            pieces("[the *plan*[^1]](#a)."),
            ["[the *plan*[^1]](#a) = the plan -> #a", "^1", "."]
        );
        assert_eq!(
            pieces("See [a[^1][^2] b](https://x.org/y) too[^2]"),
            [
                "See ",
                "[a[^1][^2] b](https://x.org/y) = a b -> https://x.org/y",
                "^1",
                "^2",
                " too",
                "^2"
            ]
        );
    }

    #[test]
    fn brackets_that_make_no_link_stay_text() {
        assert_eq!(pieces("[see a[^1]] (#a)"), ["[see a", "^1", "] (#a)"]);
        assert_eq!(
            pieces("[x] a[^1] and [b](#b)"),
            ["[x] a", "^1", " and ", "[b](#b) = b -> #b"]
        );
    }
}
