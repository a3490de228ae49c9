//! Notes in the text of a link, `[the report[^1]](https://…)`. To the parser a note is a link, links hold no others, and so it reads the
//! whole as plain text. Here it becomes the link that was meant, with its notes right behind it.

use crate::parse::body::{Inline, Link, Text};
use crate::source::Span;

/// Makes links of what was read as plain text because a note stands in it.
pub fn mend(content: &mut Vec<Inline>) {
    let mut at = 0;
    while let Some(found) = content.iter().skip(at).position(is_note).map(|place| at + place) {
        at = found + 1;
        let Some((open, from)) = opening(&content[..found]) else { continue };
        let Some((close, address)) = closing(&content[found..]).map(|(place, address)| (found + place, address)) else {
            continue;
        };
        let made = linked(&content[open..=close], from, &address);
        at = open + made.len();
        content.splice(open..=close, made);
    }
}

fn is_note(inline: &Inline) -> bool {
    matches!(inline, Inline::FootnoteReference { .. })
}

/// The text before a note that holds a bracket which is still open, and where in it.
fn opening(before: &[Inline]) -> Option<(usize, usize)> {
    for (index, inline) in before.iter().enumerate().rev() {
        match inline {
            Inline::Text(text) => match text.text.rfind(['[', ']']) {
                Some(at) if text.text[at..].starts_with('[') => return Some((index, at)),
                Some(_) => return None,
                None => {}
            },
            Inline::Link(_) => return None,
            _ => {}
        }
    }
    None
}

/// The text behind a note in which the bracket is closed and an address follows, and that address.
fn closing(behind: &[Inline]) -> Option<(usize, String)> {
    for (index, inline) in behind.iter().enumerate() {
        match inline {
            Inline::Text(text) => {
                if let Some(at) = text.text.find(['[', ']']) {
                    return Some((index, address(&text.text[at..])?.to_owned()));
                }
            }
            Inline::Link(_) => return None,
            _ => {}
        }
    }
    None
}

/// The address in `](address)`.
fn address(text: &str) -> Option<&str> {
    let (address, _) = text.strip_prefix("](")?.split_once(')')?;
    (!address.is_empty() && !address.contains(char::is_whitespace)).then_some(address)
}

/// What stands before the link, the link, its notes, and what stands behind it. The first and the last piece are texts.
fn linked(pieces: &[Inline], from: usize, address: &str) -> Vec<Inline> {
    let [Inline::Text(first), inner @ .., Inline::Text(last)] = pieces else { return pieces.to_vec() };
    let Some(end) = last.text.find("](") else { return pieces.to_vec() };
    let behind = end + "](".len() + address.len() + ")".len();
    let span = Span::new(first.span.source, first.part(from..from + 1).start..last.part(behind - 1..behind).end);
    let (notes, mut text): (Vec<Inline>, Vec<Inline>) = inner.iter().cloned().partition(is_note);
    text.insert(0, piece(first, from + 1..first.text.len()));
    text.push(piece(last, 0..end));
    text.retain(is_something);
    let link = Inline::Link(Box::new(Link { span, target: address.to_owned(), content: text, bare: false }));
    let around = [piece(first, 0..from), piece(last, behind..last.text.len())].map(|piece| Some(piece).filter(is_something));
    let [before, after] = around;
    before.into_iter().chain([link]).chain(notes).chain(after).collect()
}

fn piece(text: &Text, range: std::ops::Range<usize>) -> Inline {
    Inline::Text(Text { text: text.text[range.clone()].to_owned(), span: text.part(range) })
}

fn is_something(inline: &Inline) -> bool {
    !matches!(inline, Inline::Text(text) if text.text.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Report;
    use crate::parse::body::{BlockKind, Inline, plain_text};
    use crate::parse::markdown::parse;
    use crate::source::{Source, SourceSet, TextMap};

    /// The pieces of a paragraph: a link as its place, its words and its target, a note as its label.
    fn pieces(line: &str) -> Vec<String> {
        let text = format!("{line}\n\n[^1]: a\n\n[^2]: b\n");
        let mut set = SourceSet::default();
        let id = set.add(Source::new("a.md", text.clone()));
        let body = parse(&text, &TextMap::verbatim(id, 0), "en-GB", &mut Report::default());
        let Some(BlockKind::Paragraph(content)) = body.blocks.first().map(|block| &block.kind) else { return Vec::new() };
        let piece = |inline: &Inline| match inline {
            Inline::Link(link) => format!("{} = {} -> {}", set.slice(link.span), plain_text(&link.content), link.target),
            Inline::FootnoteReference { label, .. } => format!("^{label}"),
            other => plain_text(std::slice::from_ref(other)),
        };
        content.iter().map(piece).collect()
    }

    #[test]
    fn a_note_in_a_links_text_stands_behind_the_link() {
        assert_eq!(pieces("[the *plan*[^1]](#a)."), ["[the *plan*[^1]](#a) = the plan -> #a", "^1", "."]);
        assert_eq!(
            pieces("See [a[^1][^2] b](https://x.org/y) too[^2]"),
            ["See ", "[a[^1][^2] b](https://x.org/y) = a b -> https://x.org/y", "^1", "^2", " too", "^2"]
        );
    }

    #[test]
    fn brackets_that_make_no_link_stay_text() {
        assert_eq!(pieces("[see a[^1]] (#a)"), ["[see a", "^1", "] (#a)"]);
        assert_eq!(pieces("[x] a[^1] and [b](#b)"), ["[x] a", "^1", " and ", "[b](#b) = b -> #b"]);
    }
}
