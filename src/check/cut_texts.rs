//! Texts in YAML of which a `#` cuts off the end: behind a space it begins a comment, and `title:
//! Health #1 priority` is “Health”.
//!
//! A comment behind a value is honest, and most have a space behind the sign. What tells a cut text
//! is a word or a figure right behind it, or a text before it that cannot end there (`the # of
//! patients`).

use memchr::memchr_iter;

use super::Scope;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::field::{Field, FieldValue};
use crate::source::{SourceSet, Span};

/// `source/cut-text`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut look = |field: &Field| {
        cut(field, scope.sources)
            .into_iter()
            .for_each(|cut| report.push(cut));
    };
    scope.document.manifest.fields.walk(&mut look);
    let is_cut =
        |text: &str| memchr_iter(b'#', text.as_bytes()).any(|at| text[..at].ends_with([' ', '\t']));
    scope
        .cards_where(is_cut)
        .for_each(|card| card.fields.walk(&mut look));
}

/// What stands behind a text on its line, if it reads like the rest of it.
fn cut(field: &Field, sources: &SourceSet) -> Option<Diagnostic> {
    if !matches!(
        field.value,
        FieldValue::Inline(_) | FieldValue::Blocks(_) | FieldValue::Blank
    ) {
        return None;
    }
    let source = sources.get(field.span.source);
    let written = sources.slice(field.span);
    if written.starts_with(['"', '\'']) || !is_yaml(source.path(), source.text(), field.span) {
        return None;
    }
    let rest = source.text()[field.span.end..]
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end();
    let (gap, comment) = rest.split_at(rest.find('#')?);
    let is_blank = matches!(field.value, FieldValue::Blank);
    let before = if is_blank {
        gap.trim_start()
            .strip_prefix(':')
            .filter(|gap| gap.trim().is_empty())?
    } else {
        gap
    };
    let is_gap = !before.is_empty() && before.chars().all(|c| matches!(c, ' ' | '\t'));
    let words = &comment[1..];
    // A colour without quotation marks is said where colours are read.
    let is_colour = is_blank
        && matches!(words.len(), 3 | 6 | 8)
        && words.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_rest = words.starts_with(char::is_alphanumeric) && !is_colour;
    let goes_on = words.starts_with(' ') && before == " " && !is_blank && is_open(written);
    if !is_gap || !(is_rest || goes_on) {
        return None;
    }
    let at = field.span.end + gap.len();
    let place = Span::new(field.span.source, at..at + comment.len());
    let whole = if is_blank {
        comment.to_owned()
    } else {
        format!("{written} {comment}")
    };
    let message = format!("`{comment}` is cut off: behind a space `#` begins a comment in YAML");
    let help = format!(
        "put the text in quotation marks, `\"{}\"`; or, if it is a comment, a space behind the `#`",
        whole.replace('"', "\\\"")
    );
    Some(rules::source::CUT_TEXT.at(place, message).help(help))
}

/// Whether a place lies in YAML, and not in a table of another notation or below the front matter.
fn is_yaml(path: &str, text: &str, span: Span) -> bool {
    let is_manifest = path.ends_with(".yaml") || path.ends_with(".yml");
    is_manifest
        || (text.starts_with("---")
            && text[3..]
                .find("\n---")
                .is_some_and(|end| span.end <= end + 4))
}

/// Words after which a text goes on.
const GOES_ON: [&str; 22] = [
    "the", "a", "an", "of", "in", "for", "and", "or", "per", "by", "with", "to", "our", "their",
    "its", "from", "at", "on", "is", "are", "total", "average",
];

fn is_open(written: &str) -> bool {
    let last = written
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    GOES_ON.contains(&last.as_str())
}
