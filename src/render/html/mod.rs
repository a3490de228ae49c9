//! A document and the templates to one web page that needs nothing else: no script, no font, no
//! picture from elsewhere.
//!
//! In: the same [`RenderContext`] as for pages. Out: HTML. Cards are drawn by `kinds/NAME/card.html` (kinds
//! that have none, by `theme/card.html`), the page by `types/NAME/document.html` (else
//! `theme/document.html`), with the same context as Typst's templates see; numbers and labels come
//! from the model, and so are those of the pages.

mod card;
mod contents;
pub mod escape;
mod figures;
mod fold;
mod inlines;
mod notes;
mod pictures;
#[cfg(test)]
mod tests;
mod writer;

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::context::Builder;
use super::fragments::Fragments;
use super::outstanding::outstanding;
use super::tree::Notes;
use super::{Engine, Markup, RenderContext, manifest};
use crate::diagnostic::Report;
use crate::discover::Template;
use crate::source::Span;
use card::Made;
use writer::HtmlWriter;

/// The template of a page whose type has none.
const PAGE: &str = "theme/document.html";

/// Renders a document as a web page; `None` if the template of its type or of any card cannot be
/// used.
pub fn render_web<'a>(
    scene: &'a RenderContext<'a>,
    engine: &Engine,
    report: &mut Report,
) -> Option<String> {
    let notes = Notes::of(scene);
    let cards: Vec<Made> = (0..scene.document.cards.len())
        .into_par_iter()
        .map(|index| card::render(scene, engine, &notes, index))
        .collect();
    let mut builder = Builder::new(scene, &HtmlWriter, &scene.document.folder, 1);
    let mut values = values(scene, &mut builder, &notes);
    let mut tokens = Vec::with_capacity(cards.len());
    let mut whole = true;
    for card in cards {
        report.extend(card.report);
        whole &= card.markup.is_some();
        tokens.push(builder.token(card.markup.unwrap_or_default()));
    }
    values.insert("cards".into(), Json::Array(tokens));
    let fragments = builder.into_fragments();
    let page = page(scene, engine, &Json::Object(values), &fragments, report);
    page.filter(|_| whole).map(|page| notes::numbered(&page))
}

/// What the page's template sees, but for the cards.
fn values<'a>(
    scene: &'a RenderContext<'a>,
    builder: &mut Builder<'a>,
    notes: &Notes<'_>,
) -> Map<String, Json> {
    let manifest = &scene.document.manifest;
    let mut values = Map::new();
    values.insert("doc".into(), manifest::document(scene, builder));
    let sources = std::iter::once(manifest.source).chain(scene.document.facts.source);
    values.insert("strays".into(), builder.strays(sources, Vec::new()));
    let spots = builder.fragments().iter().flat_map(|made| &made.spots);
    let list = notes::list(notes, spots.copied());
    values.insert("notes".into(), builder.token(list));
    values.insert("contents".into(), contents::contents(builder));
    let (figures, tables) = contents::captions(builder);
    values.insert("figures".into(), figures);
    values.insert("tables".into(), tables);
    values.insert("language".into(), json!(manifest.language));
    values.insert("outstanding".into(), outstanding(scene));
    values.insert("missing".into(), json!(scene.marks.iter().count()));
    values.insert("colours".into(), colours(scene));
    let styles = scene.templates.get("theme/page.css").map(Template::text);
    values.insert("styles".into(), json!(styles));
    values
}

/// The page, by the template of the document's type, else by the theme's.
fn page(
    scene: &RenderContext<'_>,
    engine: &Engine,
    values: &Json,
    fragments: &Fragments,
    report: &mut Report,
) -> Option<Markup> {
    let manifest = &scene.document.manifest;
    let source = scene.sources.get(manifest.source);
    let first = Span::new(manifest.source, source.line_range(1));
    let own = format!("types/{}/document.html", manifest.kind);
    let name = if engine.has(&own) { own.as_str() } else { PAGE };
    let task = format!("{}/page", scene.base);
    let _task = scene.progress.begin(task, source.path());
    let made = engine.render(name, values, fragments, first, scene, report);
    // What a template of the project's own cannot draw is drawn by the theme's; its errors have
    // been reported.
    let mut ignored = Report::default();
    made.or_else(|| engine.render(PAGE, values, fragments, first, scene, &mut ignored))
}

/// The document's palette, as names and values for the style sheet.
fn colours(scene: &RenderContext<'_>) -> Json {
    scene
        .document
        .theme
        .palette
        .iter()
        .map(|(name, colour)| json!({ "name": name, "value": colour.hex() }))
        .collect()
}
