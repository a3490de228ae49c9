//! The little HTML that Markdown may carry, taken apart: comments, tags, and the text between them.
//! Nothing is ever passed on.
//!
//! CommonMark takes any word in angle brackets for a tag, but what a plan's author writes as `<name
//! of organisation>` is a field to fill in: only names that HTML knows, or that carry attributes,
//! are tags here, and everything else is text.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use crate::diagnostic::{Diagnostic, rules};
use crate::source::Span;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What stands between `<!--` and `-->`.
    Comment(&'a str),
    Tag {
        /// In lower case.
        name: String,
        closing: bool,
    },
    Text(&'a str),
}

/// Takes a raw HTML text apart; the pieces cover it from end to end.
pub fn pieces(text: &str) -> Vec<(Piece<'_>, Range<usize>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (piece, length) = comment(rest)
            .or_else(|| declaration(rest))
            .or_else(|| tag(rest))
            .unwrap_or_else(|| {
                let skip = rest.chars().next().map_or(1, char::len_utf8);
                let end = rest[skip..]
                    .find('<')
                    .map_or(rest.len(), |next| next + skip);
                (Piece::Text(&rest[..end]), end)
            });
        pieces.push((piece, at..at + length));
        at += length;
    }
    pieces
}

fn comment(text: &str) -> Option<(Piece<'_>, usize)> {
    let inner = text.strip_prefix("<!--")?;
    if let Some(short) = [">", "->"].into_iter().find(|end| inner.starts_with(end)) {
        return Some((Piece::Comment(""), 4 + short.len()));
    }
    let end = inner.find("-->").unwrap_or(inner.len());
    Some((Piece::Comment(&inner[..end]), (4 + end + 3).min(text.len())))
}

fn tag(text: &str) -> Option<(Piece<'_>, usize)> {
    let inner = text.strip_prefix('<')?;
    let (inner, closing) = inner
        .strip_prefix('/')
        .map_or((inner, false), |inner| (inner, true));
    let letters = inner
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(inner.len());
    let name = &inner[..letters];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // What never ends, or not before the next tag begins, would take the words behind it with it.
    let (end, _) = unquoted(&text[1..], &['<', '>']).filter(|(_, sign)| *sign == '>')?;
    let end = 1 + end + 1;
    let name = name.to_ascii_lowercase();
    (closing || is_tag(&name, &inner[letters..end.saturating_sub(1).max(letters)]))
        .then_some((Piece::Tag { name, closing }, end))
}

/// Whether what opens with this name is a tag, and not words in angle brackets: `<td>`, `<x-chart
/// src="a">`; but not `<council>`, nor `<address of the practice>`.
fn is_tag(name: &str, rest: &str) -> bool {
    let attributes = rest.trim_end_matches(['/', '>']);
    if attributes.contains(['=', ':']) || name.contains('-') {
        return true;
    }
    let known = ELEMENTS
        .split_ascii_whitespace()
        .any(|element| element == name);
    known
        && attributes
            .split_ascii_whitespace()
            .all(|word| SWITCHES.contains(&word.to_ascii_lowercase().as_str()))
}

/// The elements of HTML, those included that browsers only remember, and the few of SVG and MathML
/// that people paste.
const ELEMENTS: &str = "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body \
    br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset \
    figcaption figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins \
    isindex kbd keygen label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol \
    optgroup option output p param path picture plaintext pre progress q rb rect rp rt rtc ruby s samp script search section \
    select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time \
    title tr track tt u ul use var video wbr xmp";

/// Attributes that need no value.
const SWITCHES: [&str; 12] = [
    "async",
    "autofocus",
    "checked",
    "controls",
    "defer",
    "disabled",
    "hidden",
    "multiple",
    "nowrap",
    "open",
    "readonly",
    "required",
];

/// `<!DOCTYPE …>`, `<![CDATA[…]]>` and `<?…?>`.
fn declaration(text: &str) -> Option<(Piece<'_>, usize)> {
    let name = ["<!", "<?"]
        .into_iter()
        .find(|sign| text.starts_with(sign))?;
    Some((
        Piece::Tag {
            name: name[1..].to_owned(),
            closing: false,
        },
        unquoted(text, &['>']).map_or(text.len(), |(at, _)| at + 1),
    ))
}

/// Behind the `>` that ends a tag; one in quotation marks does not.
/// The first of some signs that stands in no quotation marks.
fn unquoted(text: &str, signs: &[char]) -> Option<(usize, char)> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, None) if signs.contains(&c) => return Some((at, c)),
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag, as it is written, and where it stands in the tag; quotation
/// marks may be left out.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<(&'a str, Range<usize>)> {
    let mut at = tag.find(|c: char| c.is_whitespace())?;
    while at < tag.len() {
        let rest = &tag[at..];
        let skipped = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || c == '/')
                .len();
        at += skipped;
        let key = tag[at..]
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(tag.len() - at);
        let is_wanted = tag[at..at + key].eq_ignore_ascii_case(name);
        at += key;
        let rest = tag[at..].trim_start();
        let Some(after) = rest.strip_prefix('=') else {
            if rest.is_empty() || rest.starts_with('>') {
                return None;
            }
            at = tag.len() - rest.len();
            continue;
        };
        let value = after.trim_start();
        at = tag.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (start, length) = match quote {
            Some(quote) => (at + 1, value[1..].find(quote).unwrap_or(value.len() - 1)),
            None => (
                at,
                value
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .unwrap_or(value.len()),
            ),
        };
        if is_wanted {
            return Some((&tag[start..start + length], start..start + length));
        }
        at = (start + length + usize::from(quote.is_some())).min(tag.len());
    }
    None
}

/// The value of an attribute with its character references read, and where it stands in the tag.
pub fn decoded_attribute(tag: &str, name: &str) -> Option<(String, Range<usize>)> {
    let (value, place) = attribute(tag, name)?;
    let pieces = entities(value).into_iter();
    Some((
        pieces
            .map(|(range, character)| character.unwrap_or_else(|| value[range].to_owned()))
            .collect(),
        place,
    ))
}

/// Whether a tag says something that is passed on, wherever it stands in a line.
pub fn is_understood(name: &str) -> bool {
    matches!(name, "br" | "sub" | "sup" | "span" | "img" | "a")
}

/// What becomes of a comment without an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenComment {
    /// It runs to the end of the text.
    Endless,
    /// It runs to the end of the comment that begins within it.
    Around,
    /// Within a line it is none, and is printed.
    Printed,
}

/// `source/unclosed-comment`, at the `<!--`.
pub fn unclosed_comment(place: Span, what: OpenComment) -> Diagnostic {
    let message = match what {
        OpenComment::Endless => {
            "this comment is never closed, so what stands below it is on no page"
        }
        OpenComment::Around => {
            "this comment is not closed before another one begins, so what stands between them is on no page"
        }
        OpenComment::Printed => {
            "this comment is not closed in its paragraph, so it is printed as it stands"
        }
    };
    rules::source::UNCLOSED_COMMENT
        .at(place, message)
        .help("write `-->` where the comment ends, or delete the `<!--`")
}

/// Whether a closing tag ends a line of text.
pub fn ends_a_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dt"
            | "dd"
    )
}

/// Divides a text at its character references (`&pound;`, `&#8211;`): the pieces, and what stands
/// for those that are one.
pub fn entities(text: &str) -> Vec<(Range<usize>, Option<String>)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('&') {
        let Some(character) = (at >= from).then(|| entity(&text[at..])).flatten() else {
            continue;
        };
        if at > from {
            pieces.push((from..at, None));
        }
        from = at + character.0;
        pieces.push((at..from, Some(character.1)));
    }
    if from < text.len() {
        pieces.push((from..text.len(), None));
    }
    pieces
}

/// The character reference that opens a text, if there is one: its length, and what it stands for,
/// as the Markdown parser knows it.
fn entity(text: &str) -> Option<(usize, String)> {
    let length = text.find(';').filter(|at| *at < LONGEST_ENTITY)? + 1;
    let inner = text[1..length - 1]
        .strip_prefix('#')
        .unwrap_or(&text[1..length - 1]);
    if inner.is_empty() || !inner.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let decoded: String = Parser::new(&text[..length])
        .filter_map(|event| {
            if let Event::Text(text) = event {
                Some(text.into_string())
            } else {
                None
            }
        })
        .collect();
    (decoded != text[..length] && !decoded.is_empty()).then_some((length, decoded))
}

/// The longest name of a character that HTML knows has 33 characters.
const LONGEST_ENTITY: usize = 36;

/// How many cells a line of a GFM table has: bars that are not escaped divide them, bars at the
/// ends do not count.
pub fn count_cells(line: &str) -> usize {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = 1;
    let mut escaped = false;
    let mut last_bar = false;
    for c in inner.chars() {
        last_bar = c == '|' && !escaped;
        cells += usize::from(last_bar);
        escaped = c == '\\' && !escaped;
    }
    cells - usize::from(last_bar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_tags_and_text_are_told_apart() {
        let found: Vec<Piece<'_>> = pieces("a<!-- below --><BR/>b</sub> < c")
            .into_iter()
            .map(|(piece, _)| piece)
            .collect();
        let tag = |name: &str, closing| Piece::Tag {
            name: name.to_owned(),
            closing,
        };
        let text = Piece::Text;
        assert_eq!(
            found,
            [
                text("a"),
                Piece::Comment(" below "),
                tag("br", false),
                text("b"),
                tag("sub", true),
                text(" "),
                text("< c")
            ]
        );
    }

    #[test]
    fn a_tag_without_an_end_is_words() {
        for text in ["<div id=\"foo\"\n*hi*\n", "<p class='a", "</div"] {
            assert_eq!(pieces(text), [(Piece::Text(text), 0..text.len())], "{text}");
        }
        let found: Vec<Piece<'_>> = pieces("<a href=b <br> c")
            .into_iter()
            .map(|(piece, _)| piece)
            .collect();
        let tag = Piece::Tag {
            name: "br".to_owned(),
            closing: false,
        };
        assert_eq!(found, [Piece::Text("<a href=b "), tag, Piece::Text(" c")]);
    }

    #[test]
    fn words_in_angle_brackets_are_no_tags() {
        for text in [
            "<name of organisation>",
            "<insert chart here>",
            "<Team>",
            "<address of practice>",
            "<XX>",
            "<link here>",
        ] {
            assert_eq!(pieces(text), [(Piece::Text(text), 0..text.len())], "{text}");
        }
        for text in [
            "<p>",
            "<details open>",
            "<img src='a>b' />",
            "<my-tag>",
            "<o:p>",
            "<note id=\"a\">",
            "</council>",
            "<BR/>",
        ] {
            assert!(
                matches!(pieces(text).as_slice(), [(Piece::Tag { .. }, range)] if *range == (0..text.len())),
                "{text}"
            );
        }
    }

    #[test]
    fn character_references_are_what_they_stand_for() {
        let found = |text: &str| -> String {
            let pieces = entities(text).into_iter();
            pieces
                .map(|(range, character)| character.unwrap_or_else(|| text[range].to_owned()))
                .collect()
        };
        assert_eq!(
            found("&pound;5&nbsp;million &amp; more &#8211; &#x2014;."),
            "£5\u{a0}million & more – —."
        );
        for text in [
            "a & b",
            "AT&T",
            "&nosuchname;",
            "&;",
            "&#;",
            "&&amp",
            "R&D; more",
        ] {
            assert_eq!(found(text), text);
        }
        assert_eq!(found("&&amp;&amp;lt;"), "&&&lt;");
    }

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let value = |tag, name| attribute(tag, name).map(|(value, range)| (value, &tag[range]));
        assert_eq!(value("<span lang=\"fr\">", "lang"), Some(("fr", "fr")));
        assert_eq!(
            value("<div class='a b' LANG = cy >", "lang"),
            Some(("cy", "cy"))
        );
        assert_eq!(
            value("<div hidden lang='fr-CA'/>", "lang"),
            Some(("fr-CA", "fr-CA"))
        );
        assert_eq!(value("<div\nlang=\"\">", "lang"), Some(("", "")));
        for tag in [
            "<span>",
            "<span class=\"lang='fr'\">",
            "<span language=\"fr\">",
            "<span lang>",
            "<span =",
            "<span lang='",
        ] {
            assert!(matches!(value(tag, "lang"), None | Some(("", _))), "{tag}");
        }
    }

    #[test]
    fn escaped_bars_do_not_divide_cells() {
        assert_eq!(count_cells("| a | b |"), 2);
        assert_eq!(count_cells("a | b \\| c"), 2);
        assert_eq!(count_cells("| a |"), 1);
    }
}
