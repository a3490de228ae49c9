//! Curly quotation marks that were meant to quote YAML: to YAML they are letters, so that they are
//! printed, or keep a word from being known. Around words that are printed they may be meant (`“You
//! said, we did”`), and are left alone.

use super::Scope;
use crate::diagnostic::{Diagnostic, Report, rules};
use crate::model::field::{Field, FieldValue};
use crate::source::{SourceSet, Span};

/// `source/curly-quotes`.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    look(&scope.document.manifest.fields, scope.sources, report);
    scope
        .document
        .cards
        .iter()
        .for_each(|card| look(&card.fields, scope.sources, report));
}

fn look(whole: &Field, sources: &SourceSet, report: &mut Report) {
    whole.walk(&mut |field| match &field.value {
        FieldValue::Map(entries) => {
            let keys = entries
                .iter()
                .filter(|entry| entry.name.starts_with(OPENING));
            keys.for_each(|entry| report.push(diagnostic(entry.key, &entry.name)));
        }
        FieldValue::List(items) => divided(items, sources).into_iter().for_each(|place| {
            report.push(diagnostic(place, sources.slice(place)));
        }),
        FieldValue::Word(word) if quoted(&word.text).is_some() => {
            report.push(diagnostic(field.span, &word.text));
        }
        FieldValue::Inline(_) | FieldValue::Blocks(_) => {
            let written = sources.slice(field.span);
            if quoted(written).is_some_and(needs_quotes) {
                report.push(diagnostic(field.span, written));
            }
        }
        _ => {}
    });
}

const OPENING: [char; 4] = ['“', '”', '„', '‘'];
const CLOSING: [char; 4] = ['”', '“', '’', '‘'];

/// What stands between curly marks that enclose a text from end to end.
fn quoted(written: &str) -> Option<&str> {
    let inner = written
        .trim()
        .strip_prefix(OPENING)?
        .strip_suffix(CLOSING)?;
    (!inner.contains(['“', '”', '„'])).then_some(inner)
}

/// Whether YAML would read a text otherwise without marks around it, which is why somebody put them
/// there.
fn needs_quotes(inner: &str) -> bool {
    let is_number = inner.contains(|c: char| c.is_ascii_digit())
        && inner
            .chars()
            .all(|c| c.is_ascii_digit() || ".,-:/% ".contains(c));
    let is_word = matches!(
        inner.to_ascii_lowercase().as_str(),
        "" | "yes" | "no" | "true" | "false" | "null"
    );
    is_number
        || is_word
        || inner.starts_with(['[', '{', '*', '&', '!', '%', '@', '`', '>', '|', '#'])
}

/// The item of a list in which a text begins that its comma divided: `[“North, inner”, 3]`.
fn divided(items: &[Field], sources: &SourceSet) -> Option<Span> {
    let written = |field: &Field| sources.slice(field.span).trim().to_owned();
    let opens = |text: &str| text.starts_with('“') && !text.contains('”');
    let closes = |text: &str| text.ends_with('”') && !text.contains('“');
    let first = items.iter().position(|item| opens(&written(item)))?;
    let last = items[first + 1..]
        .iter()
        .find(|item| closes(&written(item)))?;
    let between = sources.slice(items[first].span.to(last.span));
    (!between.contains('\n')).then(|| items[first].span.to(last.span))
}

fn diagnostic(place: Span, written: &str) -> Diagnostic {
    let plain = written.trim().replace(OPENING, "\"").replace(CLOSING, "\"");
    let message = "curly quotation marks do not quote in YAML: they are taken for letters";
    rules::source::CURLY_QUOTES
        .at(place, message)
        .help(format!("write straight ones: `{plain}`"))
}
