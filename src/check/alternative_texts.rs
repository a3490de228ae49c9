//! Alternative texts that say nothing that is not said already: they repeat the caption, or the
//! name of the file.

use super::Scope;
use crate::diagnostic::{Report, rules};
use crate::model::field::FieldValue;
use crate::parse::body::{BlockKind, Body, Inline, Picture, plain_text, walk_inlines};

/// `document/alt-repeats`. A missing text is another matter (`document/missing-alt`).
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    for card in scope.cards_with(["![", "<img", "<IMG"]) {
        in_body(&card.body, report);
        card.fields.walk(&mut |field| match &field.value {
            FieldValue::Blocks(body) => in_body(body, report),
            FieldValue::Inline(content) => {
                walk_inlines(content, &mut |inline| in_inline(inline, report));
            }
            _ => {}
        });
    }
}

fn in_body(body: &Body, report: &mut Report) {
    body.walk(&mut |block| {
        if let BlockKind::Figure(picture) = &block.kind {
            repeats(picture, report);
        }
    });
    body.walk_inlines(&mut |inline| in_inline(inline, report));
}

fn in_inline(inline: &Inline, report: &mut Report) {
    if let Inline::Picture(picture) = inline {
        repeats(picture, report);
    }
}

fn repeats(picture: &Picture, report: &mut Report) {
    let alt = words(&plain_text(&picture.alt));
    if alt.is_empty() {
        return;
    }
    let caption = picture
        .caption
        .as_ref()
        .map(|caption| words(&plain_text(&caption.content)));
    let file = picture
        .target
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let message = if caption.as_ref() == Some(&alt) {
        "the alternative text repeats the caption"
    } else if alt == words(file) || alt == words(stem) {
        "the alternative text repeats the name of the file"
    } else {
        return;
    };
    let diagnostic = rules::document::ALT_REPEATS.at(picture.span, message);
    report.push(diagnostic.help(
        "say what the picture shows: a reader who cannot see it hears this text beside the caption",
    ));
}

/// In small letters, without punctuation, so that `footprints-map.svg` and “Footprints map” are
/// compared as words.
fn words(text: &str) -> Vec<String> {
    let parts = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect()
}
