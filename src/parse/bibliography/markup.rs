//! The commands of TeX in a field that biblatex 0.12 would print as they are typed: emphasis becomes
//! emphasis, and of others their words stay. In: the text of a field. Out: the same with marks.

/// Begins what is emphasised; no text has it, because it is no character (Unicode, section 23.7).
pub const EMPHASIS: char = '\u{FDD0}';
/// Ends it.
pub const PLAIN: char = '\u{FDD1}';

/// Commands that emphasise their words.
const EMPHASISE: [&str; 3] = ["textit", "emph", "textsl"];

/// Commands of which the words stay.
const KEEP: [&str; 16] = [
    "textbf",
    "textsc",
    "textrm",
    "texttt",
    "textsf",
    "textnormal",
    "textup",
    "textsuperscript",
    "textsubscript",
    "text",
    "mbox",
    "hbox",
    "url",
    "path",
    "nolinkurl",
    "underline",
];

/// The text with its commands read.
pub fn read(text: &str) -> String {
    let text = text.replace([EMPHASIS, PLAIN], "");
    let mut out = String::with_capacity(text.len());
    push(&text, &mut out);
    out
}

fn push(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '~']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix('~') {
            // A tie of TeX is a space at which no line ends.
            out.push('\u{a0}');
            rest = behind;
            continue;
        }
        let name_end = rest[1..].find(|c: char| !c.is_ascii_alphabetic());
        let name = &rest[1..name_end.map_or(rest.len(), |end| end + 1)];
        let behind = &rest[1 + name.len()..];
        let words = argument(behind.trim_start());
        match words {
            Some((words, behind)) if EMPHASISE.contains(&name) => {
                out.push(EMPHASIS);
                push(words, out);
                out.push(PLAIN);
                rest = behind;
            }
            Some((words, behind)) if KEEP.contains(&name) => {
                push(words, out);
                rest = behind;
            }
            Some((words, behind)) if name == "enquote" => {
                out.push('‘');
                push(words, out);
                out.push('’');
                rest = behind;
            }
            Some((_, behind)) if name == "href" && argument(behind).is_some() => {
                rest = behind;
                if let Some((words, behind)) = argument(behind) {
                    push(words, out);
                    rest = behind;
                }
            }
            _ => {
                // The backslash, and the sign behind it, which may be another backslash.
                let sign = rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..1 + sign]);
                rest = &rest[1 + sign..];
            }
        }
    }
    out.push_str(rest);
}

/// What stands in the braces with which a text begins, and what stands behind them.
fn argument(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if depth > 0 => is_escaped = true,
            '{' => depth += 1,
            '}' if depth == 1 => return Some((&text[1..at], &text[at + 1..])),
            '}' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}
