//! A document and the templates to Typst source, with a map from every generated place to the
//! author's.
//!
//! In: a [`RenderContext`]. Out: the files of Typst's world, each with its source map. Tera decides what
//! goes in (a call per card, with its fields); the theme, which is Typst, decides how it looks.
//! This module never compiles and never checks.

mod assets;
mod bounded;
mod chart;
mod context;
pub mod escape;
mod faults;
mod figures;
mod filters;
mod gantt;
pub mod html;
mod manifest;
mod markdown;
mod marks;
mod markup;
mod pen;
mod progress;
mod required;
mod rollup;
mod run_on;
mod sections;
mod spacing;
pub mod targets;
mod template;
pub mod text;
mod theme_settings;
mod unplaced_marks;
mod widths;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use html::render_web;
pub use marks::{Mark, Marks};
pub use markup::Markup;
pub use progress::{Event, Progress, Task};
pub use template::Engine;

use crate::diagnostic::Report;
use crate::discover::{LastCommit, NamedFile, Templates, is_below};
use crate::model::document::Document;
use crate::model::draft::DEFAULT_KIND;
use crate::model::kinds::Kinds;
use crate::model::library::Library;
use crate::model::pictures::Pictures;
use crate::source::{SourceId, SourceSet, Span};

/// All that a rendering depends on.
pub struct RenderContext<'a> {
    /// What is drawn.
    pub document: &'a Document,
    /// The texts, for places.
    pub sources: &'a SourceSet,
    /// Pictures and other files, by their path below the root.
    pub files: &'a BTreeMap<String, Arc<[u8]>>,
    /// The pictures that it names.
    pub pictures: &'a Pictures,
    /// Built-in templates, and over them the project's own.
    pub templates: &'a Templates,
    /// What kinds of card there are.
    pub kinds: &'a Kinds,
    /// What other documents of the project are called, and their places.
    pub library: &'a Library,
    /// The unresolved places; empty unless it is a draft.
    pub marks: Marks,
    /// Whether it is marked as a draft.
    pub draft: bool,
    /// The commit that the foot names, if it is to name one.
    pub commit: Option<&'a LastCommit>,
    /// Whether the lines are numbered, for reviewers who cite them.
    pub line_numbers: bool,
    /// Fonts of the document's own.
    pub fonts: &'a [NamedFile],
    /// Characters that no font has, for which a box is drawn.
    pub uncovered: BTreeSet<char>,
    /// Ids for which a template should have made places: they are made at the end of its card.
    pub settled: BTreeSet<String>,
    /// The name of the main file and of the folder beside it: `SLUG-vVERSION[-draft]`.
    pub base: String,
    /// Is told which card a template is at work on.
    pub progress: &'a Progress,
}

/// One generated file.
#[derive(Debug, Clone, Default)]
pub struct Generated {
    /// The Typst source, and where each part came from.
    pub markup: Markup,
    /// Where to report what has no closer place: the card's title, the manifest's first line.
    pub top: Option<Span>,
    /// The card's file, or the manifest.
    pub path: String,
    /// The template that made it.
    pub template: Option<Own>,
}

/// A template of the project's own.
#[derive(Debug, Clone)]
pub struct Own {
    /// The template, among the texts.
    pub source: SourceId,
    /// What it says.
    pub text: Arc<str>,
}

/// The files of Typst's world, by path from its root.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The path of the main file.
    pub main: String,
    /// The files that were made, by their path.
    pub generated: BTreeMap<String, Generated>,
    /// Theme files, fonts' bytes and pictures, as they are.
    pub copied: BTreeMap<String, Arc<[u8]>>,
    /// Of the copied files, those of the project's own theme, with their places.
    pub theme: BTreeMap<String, SourceId>,
    /// The font files of the project and of the document.
    pub fonts: Vec<Arc<[u8]>>,
    /// The ids for which templates of the project's own must make places.
    pub targets: Vec<targets::Target>,
}

/// The template of a card that has no more than a title and a body.
const PLAIN: &str = "kinds/section/card.typ";

/// Renders a document; `None` if the template of its type or of any card cannot be used, so that no
/// page is without what belongs on it.
pub fn render(scene: &RenderContext<'_>, engine: &Engine, report: &mut Report) -> Option<Rendered> {
    let cards: Vec<(String, Option<Generated>, Report)> = (0..scene.document.cards.len())
        .into_par_iter()
        .map(|index| card(scene, engine, index))
        .collect();
    let mut rendered = Rendered {
        main: format!("{}.typ", scene.base),
        ..Rendered::default()
    };
    let mut paths = Vec::with_capacity(cards.len());
    let mut whole = true;
    for (path, generated, found) in cards {
        report.extend(found);
        whole &= generated.is_some();
        rendered
            .generated
            .extend(generated.map(|generated| (format!("{}/{path}", scene.base), generated)));
        paths.push(path);
    }
    rendered.targets = (0..scene.document.cards.len())
        .flat_map(|index| {
            targets::of_card(
                scene,
                index,
                &format!("kinds/{}/card.typ", scene.document.cards[index].kind),
            )
        })
        .collect();
    let drawn = rendered
        .generated
        .values()
        .flat_map(|made| made.markup.marks.iter().copied())
        .collect();
    let main = manifest::main(scene, engine, &paths, drawn, report).filter(|_| whole)?;
    rendered.generated.insert(rendered.main.clone(), main);
    for (path, template) in scene.templates.below("theme") {
        let path = format!("{}/{path}", scene.base);
        rendered
            .theme
            .extend(template.source.map(|source| (path.clone(), source)));
        rendered.copied.insert(path, Arc::clone(&template.bytes));
    }
    let settings = Generated {
        markup: theme_settings::settings(scene),
        ..Generated::default()
    };
    rendered.generated.insert(
        format!("{}/{}", scene.base, theme_settings::SETTINGS),
        settings,
    );
    let named = |path: &str| {
        scene
            .pictures
            .named
            .iter()
            .any(|picture| picture.path == path)
    };
    let ours = |path: &str| is_below(path, &scene.document.folder) || named(path);
    for (path, bytes) in scene.files.iter().filter(|(path, _)| ours(path)) {
        rendered
            .copied
            .insert(format!("{}/assets/{path}", scene.base), Arc::clone(bytes));
    }
    for (path, template) in scene.templates.below("fonts") {
        if [".ttf", ".otf", ".ttc"]
            .iter()
            .any(|ending| path.ends_with(ending))
        {
            rendered.fonts.push(Arc::clone(&template.bytes));
        }
        rendered.copied.insert(
            format!("{}/{path}", scene.base),
            Arc::clone(&template.bytes),
        );
    }
    for (path, bytes) in scene.fonts {
        rendered.fonts.push(Arc::clone(bytes));
        rendered
            .copied
            .insert(format!("{}/fonts/{path}", scene.base), Arc::clone(bytes));
    }
    Some(rendered)
}

/// Renders one card: its path below the document's folder in Typst's world, and its source.
fn card(
    scene: &RenderContext<'_>,
    engine: &Engine,
    index: usize,
) -> (String, Option<Generated>, Report) {
    let card = &scene.document.cards[index];
    let mut report = Report::default();
    let path = format!(
        "cards/{:03}-{}.typ",
        index + 1,
        slug::slugify(&card.id.name)
    );
    let level = scene.document.place(index).level;
    let mut builder = context::Builder::new(scene, card.folder(), level).landscape(card.landscape);
    if !card.landscape
        && scene.kinds.get(&card.kind).is_some_and(|kind| kind.rollup)
        && rollup::is_wide(&builder, card)
    {
        builder = builder.landscape(true);
    }
    let values = serde_json::json!({ "card": builder.card(index) });
    let fragments = builder.into_fragments();
    let own = format!("kinds/{}/card.typ", card.kind);
    // A kind without a template is an error of its own; with that switched off, its cards are drawn
    // as sections.
    let template = if scene.templates.get(&own).is_some() {
        own
    } else {
        format!("kinds/{DEFAULT_KIND}/card.typ")
    };
    let _task = scene
        .progress
        .begin(format!("{}/{path}", scene.base), &card.path);
    let made = engine.render(&template, &values, &fragments, card.top, scene, &mut report);
    // What a template cannot draw is drawn as a section: its errors have been reported, and count
    // unless somebody has switched them off.
    let as_section = || {
        engine.render(
            PLAIN,
            &values,
            &fragments,
            card.top,
            scene,
            &mut Report::default(),
        )
    };
    let made = made.or_else(as_section);
    let generated = made.map(|made| {
        let mut markup = Markup::default();
        markup.code("#import \"../theme/theme.typ\": *\n");
        markup.append(&made);
        unplaced_marks::stray_marks(scene, card.source, &mut markup);
        let settled = scene
            .document
            .anchors
            .iter()
            .filter(|(id, anchor)| anchor.card == index && scene.settled.contains(*id));
        settled.for_each(|(id, _)| markup.code(&format!("\n#target({})", escape::string(id))));
        Generated {
            markup,
            top: Some(card.top),
            path: card.path.clone(),
            template: self::own(scene, &template),
        }
    });
    (path, generated, report)
}

/// A template, if it is the project's own.
fn own(scene: &RenderContext<'_>, name: &str) -> Option<Own> {
    let template = scene.templates.get(name)?;
    Some(Own {
        source: template.source?,
        text: Arc::from(template.text()),
    })
}
