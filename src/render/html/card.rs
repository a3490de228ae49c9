//! One card as a part of the web page.

use super::escape;
use super::notes;
use super::writer::HtmlWriter;
use crate::diagnostic::Report;
use crate::render::context::Builder;
use crate::render::markup::Markup;
use crate::render::tree::{self, Notes};
use crate::render::writer::Writer as _;
use crate::render::{Engine, RenderContext, targets};

/// The template of a card whose kind has none.
const PLAIN: &str = "theme/card.html";

/// What came of a card.
pub struct Made {
    /// The card in its frame; none if no template can be used.
    pub markup: Option<Markup>,
    /// What was found on the way.
    pub report: Report,
}

/// Renders one card, by its index, with the notes to which it refers at its end.
pub fn render(scene: &RenderContext<'_>, engine: &Engine, notes: &Notes<'_>, index: usize) -> Made {
    let card = &scene.document.cards[index];
    let level = scene.document.place(index).level;
    let own = format!("kinds/{}/card.html", card.kind);
    let is_plain = !engine.has(&own);
    let name = if is_plain { PLAIN } else { own.as_str() };
    let mut builder = Builder::new(scene, &HtmlWriter, card.folder(), level)
        .placing_ids(is_plain.then_some(target));
    let values = serde_json::json!({ "card": builder.card(index) });
    let fragments = builder.into_fragments();
    let task = format!("{}/page/{index}", scene.base);
    let _task = scene.progress.begin(task, &card.path);
    let mut report = Report::default();
    let made = engine.render(name, &values, &fragments, card.top, scene, &mut report);
    // What the kind's template cannot draw is drawn key by key; its errors have been reported.
    let key_by_key = || {
        let mut ignored = Report::default();
        engine.render(PLAIN, &values, &fragments, card.top, scene, &mut ignored)
    };
    let made = made.or_else(key_by_key);
    if let Some(made) = &made {
        let mut targets = targets::of_card(scene, index, &own);
        if let Some(target) = targets.find(|target| !is_placed(&made.text, &target.id)) {
            report.push(target.unplaced());
        }
    }
    Made {
        markup: made.map(|made| whole(scene, notes, index, &made)),
        report,
    }
}

/// Whether an element has an id.
fn is_placed(html: &str, id: &str) -> bool {
    let id = escape::text(id);
    ['"', '\'']
        .iter()
        .any(|quote| html.contains(&format!("id={quote}{id}{quote}")))
}

/// An id as a place to which references lead.
fn target(id: &str) -> Markup {
    let text = escape::text(id);
    Markup::of_code(&format!("<span id=\"{text}\">{text}</span>"))
}

/// What a template made of a card in its section, with the notes and what it left out behind.
fn whole(scene: &RenderContext<'_>, notes: &Notes<'_>, index: usize, made: &Markup) -> Markup {
    let card = &scene.document.cards[index];
    let place = scene.document.place(index);
    let begins_page = place.level == 1 && !scene.document.manifest.flow;
    let opener = if begins_page { " opener" } else { "" };
    let appendix = if place.is_appendix { " appendix" } else { "" };
    let (id, kind) = (escape::text(&card.id.name), escape::text(&card.kind));
    let mut markup = Markup::of_code(&format!(
        "<section id=\"{id}\" class=\"card {kind}{opener}{appendix}\">\n"
    ));
    markup.append(made);
    markup.append(&notes::list(notes, made.spots.iter().copied()));
    if !card.made {
        let strays = tree::strays(scene, card.source, &markup.marks);
        markup.append(&HtmlWriter.strays(&strays));
    }
    markup.code("</section>\n");
    markup
}
