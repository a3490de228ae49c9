//! The places that a kind's template owes to references: the ids that its schema declares (`x-id`).
//!
//! In: a card. Out: those of its ids that a template of the project's own must place, and what to
//! say where it does not. Built-in templates place them all.

use super::RenderContext;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::anchors::Target as Sort;
use crate::source::{SourceId, Span};

/// An id for which a template of the project's own must make a place.
#[derive(Debug, Clone)]
pub struct Target {
    pub id: String,
    /// Where the author wrote it.
    pub span: Span,
    /// The template, its first line, and whether it is one for the web.
    pub template: SourceId,
    pub top: Span,
    is_web: bool,
}

impl Target {
    /// `template/unplaced-id`.
    pub fn unplaced(&self) -> Diagnostic {
        let message = format!(
            "this template makes no place for the id `{}`, so that no reference can lead to it",
            self.id
        );
        let help = if self.is_web {
            "give the element that shows an entry its id, as in `<tr id=\"{{ entry.id }}\">`; `docs/kinds-and-types.md` shows how"
        } else {
            "write `#target({{ entry.id | typst }})` where an entry is drawn; `docs/kinds-and-types.md` shows how"
        };
        rules::template::UNPLACED_ID
            .at(self.top, message)
            .related(self.span, "the id stands here")
            .help(help)
    }
}

/// The ids of a card, by its index, for which a template of the project's own must make places;
/// none if the template is built in.
pub fn of_card<'a>(
    scene: &'a RenderContext<'_>,
    card: usize,
    template: &str,
) -> impl Iterator<Item = Target> + use<'a> {
    let source = scene
        .templates
        .get(template)
        .and_then(|template| template.source);
    let is_web = template.ends_with(".html");
    source.into_iter().flat_map(move |template| {
        let top = Span::new(template, scene.sources.get(template).line_range(1));
        let parts = scene
            .document
            .anchors
            .iter()
            .filter(move |(_, anchor)| anchor.card == card && anchor.target == Sort::Part);
        parts.map(move |(id, anchor)| Target {
            id: id.to_owned(),
            span: anchor.span,
            template,
            top,
            is_web,
        })
    })
}
