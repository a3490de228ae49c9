//! References by the words of a heading, and what is left of a reference that is not quite one:
//! what `references` says of them.

use super::Scope;
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::anchors::Anchor;
use crate::model::document::Document;
use crate::model::headings::Heading;
use crate::model::links::{in_file, path_from, percent_decoded};
use crate::parse::body::{Link, plain_text};
use crate::source::Span;

/// So many headings with the same words are named.
const MOST_NAMED: usize = 6;

/// `reference/anchor`, for a link that leads to a heading by its words; `name` is what the heading
/// is called in an output.
pub(super) fn by_words(
    target: &str,
    name: &str,
    anchor: &Anchor,
    link: &Link,
    document: &Document,
) -> Option<Diagnostic> {
    let (_, fragment) = in_file(target);
    if fragment.is_empty() || fragment == name {
        return None;
    }
    let heading = document
        .headings()
        .of_card(anchor.card, fragment)
        .or_else(|| document.headings().only(fragment))?;
    let message = format!(
        "`#{fragment}` leads to the heading “{}” by its words",
        heading.words
    );
    let help = if heading.has_id {
        format!("write `#{name}`, the id that it has: that holds when the words change")
    } else {
        format!(
            "give the heading an id, `{{#{}}}`, so that the link holds when the words change",
            id_for(fragment)
        )
    };
    Some(
        rules::reference::ANCHOR
            .at(link.span, message)
            .related(heading.block, "the heading")
            .help(help),
    )
}

/// `reference/unknown-id`, for an anchor that several headings have; `None` if fewer have it.
pub(super) fn several(fragment: &str, span: Span, scope: &Scope<'_>) -> Option<Diagnostic> {
    let headings: Vec<&Heading> = scope.document.headings().named(fragment).collect();
    if headings.len() < 2 {
        return None;
    }
    let place = |heading: &Heading| {
        let source = scope.sources.get(heading.block.source);
        format!(
            "`{}:{}`",
            source.path(),
            source.position(heading.block.start).line
        )
    };
    let places: Vec<String> = headings
        .iter()
        .take(MOST_NAMED)
        .map(|heading| place(heading))
        .collect();
    let more = if headings.len() > MOST_NAMED {
        " …"
    } else {
        ""
    };
    let message = format!(
        "`#{fragment}` could be any of {} headings “{}”: {}{more}",
        headings.len(),
        headings[0].words,
        places.join(", ")
    );
    let diagnostic = rules::reference::UNKNOWN_ID.at(span, message);
    let diagnostic = headings
        .iter()
        .take(MOST_NAMED)
        .fold(diagnostic, |d, heading| {
            d.related(heading.block, "one of them")
        });
    Some(diagnostic.help(format!(
        "give the one that is meant an id of its own, such as `{{#{}-2}}`, and write that",
        id_for(fragment)
    )))
}

/// `reference/unknown-id`, for the file of a card in which nothing has the fragment; `None` if the
/// target names no card.
pub(super) fn not_in_card(
    target: &str,
    folder: &str,
    span: Span,
    scope: &Scope<'_>,
) -> Option<Diagnostic> {
    let (file, fragment) = in_file(target);
    let path = path_from(folder, &percent_decoded(file)).filter(|_| !fragment.is_empty())?;
    let document = scope.document;
    let known: Vec<&str> = match document.card_at(&path) {
        Some(card) => {
            let ids = document
                .anchors
                .iter()
                .filter(|(_, anchor)| anchor.card == card)
                .map(|(id, _)| id);
            ids.chain(
                document
                    .headings()
                    .iter()
                    .filter(|(_, heading)| heading.anchor.card == card)
                    .map(|(anchor, _)| anchor),
            )
            .collect()
        }
        None => scope.project_index.fragments(&path)?.collect(),
    };
    let message = format!(
        "nothing in `{path}` has the id `{fragment}`, and no heading in it has these words"
    );
    let help = match (
        did_you_mean(fragment, known),
        document.anchors.get(fragment),
    ) {
        (_, Some(anchor)) => format!(
            "`{}` has it: write `#{fragment}`",
            document.cards[anchor.card].path
        ),
        (Some(near), None) => format!("did you mean `{file}#{near}`?"),
        (None, None) => {
            format!(
                "write `{file}` for the card as a whole, or give the place that is meant an id, `{{#{}}}`",
                id_for(fragment)
            )
        }
    };
    Some(rules::reference::UNKNOWN_ID.at(span, message).help(help))
}

/// What a link without its `#` may have meant: an id, or the anchor of a heading, as it would be
/// written.
pub(super) fn without_hash(target: &str, link: &Link, document: &Document) -> Option<String> {
    let found = document.anchors.get(target).map(|_| target);
    let alike = || {
        document
            .anchors
            .ids()
            .find(|id| id.eq_ignore_ascii_case(target))
    };
    let heading = || document.headings().only(target).map(|_| target);
    let id = found.or_else(alike).or_else(heading)?;
    Some(format!(
        "did you mean `[{}](#{id})`?",
        plain_text(&link.content)
    ))
}

/// A fragment that is much like an id or the anchor of a heading.
pub(super) fn near(fragment: &str, document: &Document) -> Option<String> {
    let ids = || did_you_mean(fragment, document.anchors.ids());
    let anchors = || {
        did_you_mean(
            fragment,
            document.headings().iter().map(|(anchor, _)| anchor),
        )
    };
    ids().or_else(anchors).map(str::to_owned)
}

/// An anchor as an id: without what no id can have.
fn id_for(anchor: &str) -> String {
    let id = slug::slugify(percent_decoded(anchor));
    if id.is_empty() { "name".to_owned() } else { id }
}
