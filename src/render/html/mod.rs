//! A document and the templates to one web page that needs nothing else: no script, no font, no
//! picture from elsewhere.
//!
//! In: the same [`RenderContext`] as for pages. Out: HTML. Cards are drawn by `kinds/NAME/card.html` (kinds
//! that have none, by `theme/card.html`), the page by `types/NAME/document.html` (else
//! `theme/document.html`), with the same context as Typst's templates see; numbers and labels come
//! from the model, and so are those of the pages.

mod contents;
pub mod escape;
mod figures;
mod fold;
mod inlines;
mod notes;
mod pictures;
mod writer;

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::context::Builder;
use super::tree::{self, Notes};
use super::writer::Writer as _;
use super::{Engine, Markup, RenderContext, manifest, targets};
use crate::diagnostic::Report;
use crate::discover::Template;
use crate::source::Span;
use writer::HtmlWriter;

/// The template of a card whose kind has none.
const PLAIN: &str = "theme/card.html";

/// The template of a page whose type has none.
const PAGE: &str = "theme/document.html";

/// Renders a document as a web page; `None` if the template of its type or of any card cannot be
/// used.
pub fn render_web<'a>(
    scene: &'a RenderContext<'a>,
    engine: &Engine,
    report: &mut Report,
) -> Option<String> {
    let document = scene.document;
    let notes = Notes::of(scene);
    let made: Vec<(Option<Markup>, Report)> = (0..document.cards.len())
        .into_par_iter()
        .map(|index| card(scene, engine, &notes, index))
        .collect();
    let mut builder = Builder::new(scene, &HtmlWriter, &document.folder, 1);
    let doc = manifest::document(scene, &mut builder);
    let strays = builder.strays(
        std::iter::once(document.manifest.source).chain(document.facts.source),
        Vec::new(),
    );
    let spots = builder
        .fragments()
        .iter()
        .flat_map(|made| made.spots.iter());
    let front_notes = notes::list(&notes, spots.copied());
    let front_notes = builder.token(front_notes);
    let contents = contents::contents(&mut builder);
    let (figures, tables) = contents::captions(&mut builder);
    let mut cards = Vec::with_capacity(made.len());
    let mut whole = true;
    for (markup, found) in made {
        report.extend(found);
        whole &= markup.is_some();
        cards.push(builder.token(markup.unwrap_or_default()));
    }
    let values = json!({
        "doc": doc,
        "language": document.manifest.language,
        "contents": contents,
        "figures": figures,
        "tables": tables,
        "cards": cards,
        "outstanding": manifest::outstanding(scene),
        "missing": scene.marks.iter().count(),
        "strays": strays,
        "notes": front_notes,
        "colours": colours(scene),
        "styles": scene.templates.get("theme/page.css").map(Template::text),
    });
    let fragments = builder.into_fragments();
    let first = Span::new(
        document.manifest.source,
        scene.sources.get(document.manifest.source).line_range(1),
    );
    let own = format!("types/{}/document.html", document.manifest.kind);
    let name = if engine.has(&own) { own.as_str() } else { PAGE };
    let _task = scene.progress.begin(
        format!("{}/page", scene.base),
        scene.sources.get(first.source).path(),
    );
    let made = engine.render(name, &values, &fragments, first, scene, report);
    // What a template of the project's own cannot draw is drawn by the theme's; its errors have
    // been reported.
    let made = made.or_else(|| {
        engine.render(
            PAGE,
            &values,
            &fragments,
            first,
            scene,
            &mut Report::default(),
        )
    });
    made.filter(|_| whole).map(|page| notes::numbered(&page))
}

/// A card in its frame, with the notes to which it refers at its end.
fn card<'a>(
    scene: &'a RenderContext<'a>,
    engine: &Engine,
    notes: &Notes<'a>,
    index: usize,
) -> (Option<Markup>, Report) {
    let card = &scene.document.cards[index];
    let place = scene.document.place(index);
    let mut report = Report::default();
    let own = format!("kinds/{}/card.html", card.kind);
    let name = if engine.has(&own) {
        own.as_str()
    } else {
        PLAIN
    };
    let mut builder = Builder::new(scene, &HtmlWriter, card.folder(), place.level)
        .placing_ids((name == PLAIN).then_some(target));
    let values = json!({ "card": builder.card(index) });
    let fragments = builder.into_fragments();
    let task = scene
        .progress
        .begin(format!("{}/page/{index}", scene.base), &card.path);
    let made = engine.render(name, &values, &fragments, card.top, scene, &mut report);
    let made = made.or_else(|| {
        engine.render(
            PLAIN,
            &values,
            &fragments,
            card.top,
            scene,
            &mut Report::default(),
        )
    });
    drop(task);
    let Some(made) = made else {
        return (None, report);
    };
    let is_placed = |id: &str| {
        ['"', '\''].iter().any(|quote| {
            made.text
                .contains(&format!("id={quote}{}{quote}", escape::text(id)))
        })
    };
    if let Some(target) = targets::of_card(scene, index, &own).find(|target| !is_placed(&target.id))
    {
        report.push(target.unplaced());
    }
    let mut markup = Markup::default();
    let opener = if place.level == 1 && !scene.document.manifest.flow {
        " opener"
    } else {
        ""
    };
    let appendix = if place.is_appendix { " appendix" } else { "" };
    markup.code(&format!(
        "<section id=\"{}\" class=\"card {}{opener}{appendix}\">\n",
        escape::text(&card.id.name),
        escape::text(&card.kind)
    ));
    markup.append(&made);
    markup.append(&notes::list(notes, made.spots.iter().copied()));
    if !card.made {
        let strays = tree::strays(scene, card.source, &markup.marks);
        markup.append(&HtmlWriter.strays(&strays));
    }
    markup.code("</section>\n");
    (Some(markup), report)
}

/// An id as a place to which references lead.
fn target(id: &str) -> Markup {
    let text = escape::text(id);
    Markup::of_code(&format!("<span id=\"{text}\">{text}</span>"))
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
