//! A document and the templates to the files of Typst's world, each with a map from every
//! generated place to the author's.
//!
//! In: a [`RenderContext`]. Out: [`Rendered`]. Cards are drawn by `kinds/NAME/card.typ`, the main
//! file by `types/NAME/document.typ`; what is generic in both (the theme, fonts, pictures) is laid
//! beside them.

mod card;
mod document;
mod figures;
mod fold;
mod inlines;
mod settings;
mod spacing;
mod writer;

use std::sync::Arc;

use rayon::prelude::*;

use super::tree::Notes;
use super::widths::Line;
use super::{Engine, Generated, Own, RenderContext, Rendered, targets};
use crate::diagnostic::Report;
use crate::discover::is_below;
use card::Made;
use writer::TypstWriter;

/// The endings of font files that Typst reads.
const FONTS: [&str; 3] = [".ttf", ".otf", ".ttc"];

/// Renders a document; `None` if the template of its type or of any card cannot be used, so that no
/// page is without what belongs on it.
pub fn render(scene: &RenderContext<'_>, engine: &Engine, report: &mut Report) -> Option<Rendered> {
    let notes = Notes::of(scene);
    let writer = TypstWriter {
        sources: scene.sources,
        notes: &notes,
        base: &scene.base,
        line: Line::of(false, &scene.document.theme),
    };
    let cards: Vec<Made> = (0..scene.document.cards.len())
        .into_par_iter()
        .map(|index| card::render(scene, writer, engine, index))
        .collect();
    let mut rendered = Rendered {
        main: format!("{}.typ", scene.base),
        targets: all_targets(scene),
        ..Rendered::default()
    };
    let mut paths = Vec::with_capacity(cards.len());
    let mut whole = true;
    for card in cards {
        report.extend(card.report);
        whole &= card.generated.is_some();
        let path = format!("{}/{}", scene.base, card.path);
        let generated = card.generated.map(|generated| (path, generated));
        rendered.generated.extend(generated);
        paths.push(card.path);
    }
    let written = rendered.generated.values();
    let drawn = written
        .flat_map(|made| made.markup.marks.iter().copied())
        .collect();
    let main = document::render(scene, &writer, engine, &paths, drawn, report).filter(|_| whole)?;
    rendered.generated.insert(rendered.main.clone(), main);
    add_theme(scene, &mut rendered);
    add_pictures(scene, &mut rendered);
    add_fonts(scene, &mut rendered);
    Some(rendered)
}

/// The ids for which templates of the project's own must make places.
fn all_targets(scene: &RenderContext<'_>) -> Vec<targets::Target> {
    let cards = scene.document.cards.iter().enumerate();
    let targets = cards.flat_map(|(index, card)| {
        targets::of_card(scene, index, &format!("kinds/{}/card.typ", card.kind))
    });
    targets.collect()
}

/// The theme, and what the document chose of it.
fn add_theme(scene: &RenderContext<'_>, rendered: &mut Rendered) {
    for (path, template) in scene.templates.below("theme") {
        let path = format!("{}/{path}", scene.base);
        let own = template.source.map(|source| (path.clone(), source));
        rendered.theme.extend(own);
        rendered.copied.insert(path, Arc::clone(&template.bytes));
    }
    let settings = Generated {
        markup: settings::settings(scene),
        ..Generated::default()
    };
    let path = format!("{}/{}", scene.base, settings::SETTINGS);
    rendered.generated.insert(path, settings);
}

/// The files of the document's folder, and pictures that it names elsewhere.
fn add_pictures(scene: &RenderContext<'_>, rendered: &mut Rendered) {
    let named = &scene.pictures.named;
    let is_ours = |path: &str| {
        is_below(path, &scene.document.folder) || named.iter().any(|picture| picture.path == path)
    };
    for (path, bytes) in scene.files.iter().filter(|(path, _)| is_ours(path)) {
        let path = format!("{}/assets/{path}", scene.base);
        rendered.copied.insert(path, Arc::clone(bytes));
    }
}

/// The fonts of the project, and those of the document.
fn add_fonts(scene: &RenderContext<'_>, rendered: &mut Rendered) {
    for (path, template) in scene.templates.below("fonts") {
        if FONTS.iter().any(|ending| path.ends_with(ending)) {
            rendered.fonts.push(Arc::clone(&template.bytes));
        }
        let path = format!("{}/{path}", scene.base);
        rendered.copied.insert(path, Arc::clone(&template.bytes));
    }
    for (path, bytes) in scene.fonts {
        rendered.fonts.push(Arc::clone(bytes));
        let path = format!("{}/fonts/{path}", scene.base);
        rendered.copied.insert(path, Arc::clone(bytes));
    }
}

/// A template, if it is the project's own.
fn own(scene: &RenderContext<'_>, name: &str) -> Option<Own> {
    let template = scene.templates.get(name)?;
    Some(Own {
        source: template.source?,
        text: Arc::from(template.text()),
    })
}
