//! The main file of Typst's world: the document's particulars for the type's template, the cards in
//! order, and in a draft the list of what is outstanding.

use serde_json::json;

use super::own;
use super::writer::TypstWriter;
use crate::diagnostic::Report;
use crate::model::manifest::DEFAULT_TYPE;
use crate::render::context::Builder;
use crate::render::manifest;
use crate::render::outstanding::outstanding;
use crate::render::{Engine, Generated, RenderContext};
use crate::source::Span;

/// Renders the type's `document.typ`; `cards` are the paths of the cards' files, and `drawn` the
/// numbers of the marks that those carry.
pub fn render<'a>(
    scene: &'a RenderContext<'a>,
    writer: &'a TypstWriter<'a>,
    engine: &Engine,
    cards: &[String],
    drawn: Vec<usize>,
    report: &mut Report,
) -> Option<Generated> {
    let source = scene.document.manifest.source;
    let facts = scene.document.facts.source;
    let cards = cards.iter().map(|path| format!("{}/{path}", scene.base));
    let mut builder = Builder::new(scene, writer, &scene.document.folder, 1);
    let values = json!({
        "base": scene.base,
        "doc": manifest::document(scene, &mut builder),
        "cards": cards.collect::<Vec<_>>(),
        "outstanding": outstanding(scene),
        "strays": builder.strays(std::iter::once(source).chain(facts), drawn),
    });
    let fragments = builder.into_fragments();
    let text = scene.sources.get(source);
    let first = Span::new(source, text.line_range(1));
    let (name, default) = templates(scene, engine);
    let _task = scene.progress.begin(scene.base.clone(), text.path());
    let made = engine.render(&name, &values, &fragments, first, scene, report);
    // As for cards: the error has been reported.
    let as_default = || {
        let mut ignored = Report::default();
        engine.render(&default, &values, &fragments, first, scene, &mut ignored)
    };
    Some(Generated {
        markup: made.or_else(as_default)?,
        top: Some(first),
        path: text.path().to_owned(),
        template: own(scene, &name),
    })
}

/// The template of the document's type, and the one for types that have none.
fn templates(scene: &RenderContext<'_>, engine: &Engine) -> (String, String) {
    let own = format!("types/{}/document.typ", scene.document.manifest.kind);
    let default = format!("types/{DEFAULT_TYPE}/document.typ");
    if engine.has(&own) {
        (own, default)
    } else {
        (default.clone(), default)
    }
}
