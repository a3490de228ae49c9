//! A document and the templates to Typst source, with a map from every generated place to the author's.
//!
//! In: a [`Scene`]. Out: the files of Typst's world, each with its source map. Tera decides what goes in (a call per card, with
//! its fields); the theme, which is Typst, decides how it looks. This module never compiles and never checks.

mod assets;
mod context;
mod escape;
mod figures;
mod filters;
mod manifest;
mod markdown;
mod marks;
mod markup;
mod rollup;
mod strays;
mod template;
mod widths;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use marks::{Mark, Marks};
pub use markup::Markup;
pub use template::Engine;

use crate::diagnostic::Report;
use crate::discover::Templates;
use crate::model::document::Document;
use crate::model::kinds::Kinds;
use crate::source::{SourceSet, Span};

/// All that a rendering depends on.
pub struct Scene<'a> {
    pub document: &'a Document,
    pub sources: &'a SourceSet,
    pub files: &'a BTreeMap<String, Arc<[u8]>>,
    pub templates: &'a Templates,
    pub kinds: &'a Kinds,
    /// The unresolved places; empty unless it is a draft.
    pub marks: Marks,
    pub draft: bool,
    /// The name of the main file and of the folder beside it: `SLUG-vVERSION[-draft]`.
    pub base: String,
}

/// One generated file.
#[derive(Debug, Clone, Default)]
pub struct Generated {
    pub markup: Markup,
    /// Where to report what has no closer place: the card's title, the manifest's first line.
    pub top: Option<Span>,
}

/// The files of Typst's world, by path from its root.
#[derive(Debug, Default)]
pub struct Rendered {
    pub main: String,
    pub generated: BTreeMap<String, Generated>,
    /// Theme files, fonts' bytes and pictures, as they are.
    pub copied: BTreeMap<String, Arc<[u8]>>,
    pub fonts: Vec<Arc<[u8]>>,
}

/// Renders a document; `None` if its type's template cannot be used at all.
pub fn render(scene: &Scene<'_>, engine: &Engine, report: &mut Report) -> Option<Rendered> {
    let cards: Vec<(String, Generated, Report)> =
        (0..scene.document.cards.len()).into_par_iter().map(|index| card(scene, engine, index)).collect();
    let mut rendered = Rendered { main: format!("{}.typ", scene.base), ..Rendered::default() };
    let mut paths = Vec::with_capacity(cards.len());
    for (path, generated, found) in cards {
        report.extend(found);
        paths.push(path.clone());
        rendered.generated.insert(format!("{}/{path}", scene.base), generated);
    }
    let drawn = rendered.generated.values().flat_map(|made| made.markup.marks.iter().copied()).collect();
    let main = manifest::main(scene, engine, &paths, drawn, report)?;
    rendered.generated.insert(rendered.main.clone(), main);
    for (path, template) in scene.templates.below("theme") {
        rendered.copied.insert(format!("{}/{path}", scene.base), Arc::clone(&template.bytes));
    }
    for (path, bytes) in scene.files {
        rendered.copied.insert(format!("{}/assets/{path}", scene.base), Arc::clone(bytes));
    }
    for (path, template) in scene.templates.below("fonts") {
        if [".ttf", ".otf", ".ttc"].iter().any(|ending| path.ends_with(ending)) {
            rendered.fonts.push(Arc::clone(&template.bytes));
        }
        rendered.copied.insert(format!("{}/{path}", scene.base), Arc::clone(&template.bytes));
    }
    Some(rendered)
}

/// Renders one card: its path below the document's folder in Typst's world, and its source.
fn card(scene: &Scene<'_>, engine: &Engine, index: usize) -> (String, Generated, Report) {
    let card = &scene.document.cards[index];
    let mut report = Report::default();
    let path = format!("cards/{:03}-{}.typ", index + 1, slug::slugify(&card.id.name));
    let mut builder = context::Builder::new(scene, card.folder(), scene.document.numbers[index].level);
    let values = serde_json::json!({ "card": builder.card(index) });
    let fragments = builder.into_fragments();
    let made = engine.render(&format!("kinds/{}/card.typ", card.kind), &values, &fragments, card.top, scene, &mut report);
    let mut markup = Markup::default();
    markup.code("#import \"../theme/theme.typ\": *\n");
    if let Some(made) = made {
        markup.append(&made);
    }
    strays::stray_marks(scene, card.source, &mut markup);
    (path, Generated { markup, top: Some(card.top) }, report)
}
