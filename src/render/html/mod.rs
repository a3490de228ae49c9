//! A document and the templates to one web page that needs nothing else: no script, no font, no
//! picture from elsewhere.
//!
//! In: the same [`RenderContext`] as for pages. Out: HTML. Cards are drawn by `kinds/NAME/card.html` (kinds
//! that have none, by `theme/card.html`), the page by `types/NAME/document.html` (else
//! `theme/document.html`), with the same context as Typst's templates see; numbers and labels come
//! from the model, and so are those of the pages.

mod contents;
pub mod escape;
mod notes;
mod writer;

use rayon::prelude::*;
use serde_json::{Value as Json, json};

pub use notes::Notes;
pub use writer::HtmlWriter;

use super::context::Builder;
use super::{Engine, Markup, RenderContext, manifest, targets};
use crate::diagnostic::Report;
use crate::discover::Template;
use crate::model::numbering::Numbered;
use crate::source::{SourceId, Span};
use writer::heading_tags;

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
    let notes = Notes::of(document);
    let made: Vec<(Option<Markup>, Report)> = (0..document.cards.len())
        .into_par_iter()
        .map(|index| card(scene, engine, &notes, index))
        .collect();
    let mut builder = Builder::new(scene, &document.folder, 1).for_web();
    let doc = manifest::document(scene, &mut builder);
    let strays = builder.strays(
        std::iter::once(document.manifest.source).chain(document.facts.source),
        Vec::new(),
    );
    let front_notes = builder.notes(&notes);
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
    let builder = Builder::new(scene, card.folder(), place.level).for_web();
    let mut builder = builder.placing_ids(name == PLAIN);
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
    markup.append(&notes.list(scene, made.spots.iter().copied()));
    if !card.made {
        stray_marks(scene, card.source, &mut markup);
    }
    markup.code("</section>\n");
    (Some(markup), report)
}

/// An id as a place to which references lead.
pub fn target(id: &str) -> Markup {
    let mut markup = Markup::default();
    let text = escape::text(id);
    markup.code(&format!("<span id=\"{text}\">{text}</span>"));
    markup
}

/// A card's heading: number, what the kind calls it, title.
pub fn heading(place: &Numbered, tag: Option<&str>, title: &Markup) -> Markup {
    let mut markup = Markup::default();
    let (open, close) = heading_tags(place.level, None);
    markup.code(&open);
    if let Some(number) = &place.number {
        markup.code(&format!(
            "<span class=\"number\">{}</span> ",
            escape::text(number)
        ));
    }
    if let Some(tag) = tag {
        markup.code(&format!("{}: ", escape::text(tag)));
    }
    markup.append(title);
    markup.code(&close);
    markup
}

/// Marks that no drawn text carried, with their words.
pub fn stray_marks(scene: &RenderContext<'_>, source: SourceId, markup: &mut Markup) {
    let strays = scene.marks.stray(source, &markup.marks);
    if strays.is_empty() {
        return;
    }
    markup.code("<ul class=\"strays\">\n");
    for (number, mark) in strays {
        let position = scene.sources.get(source).position(mark.span.start);
        let text = escape::text(&mark.text);
        let path = escape::text(scene.sources.get(source).path());
        let line = position.line;
        markup.code(&format!(
            "<li id=\"_mark-{number}\"><mark>{text}<a class=\"pill\" href=\"#_outstanding-{number}\"><span class=\"hidden\"> Outstanding item </span>{number}</a></mark> <span class=\"place\">{path}:{line}</span></li>\n"
        ));
        markup.marks.push(number);
    }
    markup.code("</ul>\n");
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
