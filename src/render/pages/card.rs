//! One card as a file of Typst's world.

use super::own;
use super::writer::TypstWriter;
use crate::diagnostic::Report;
use crate::model::card::Card;
use crate::model::draft::DEFAULT_KIND;
use crate::render::context::Builder;
use crate::render::escape::string;
use crate::render::markup::Markup;
use crate::render::tree::strays;
use crate::render::writer::Writer as _;
use crate::render::{Engine, Generated, RenderContext, rollup, widths};

/// The template of a card that has no more than a title and a body.
const PLAIN: &str = "kinds/section/card.typ";

/// What came of a card.
pub struct Made {
    /// The file, below the document's folder in Typst's world.
    pub path: String,
    /// The file's content; none if no template can be used.
    pub generated: Option<Generated>,
    /// What was found on the way.
    pub report: Report,
}

/// Renders one card, by its index.
pub fn render(
    scene: &RenderContext<'_>,
    writer: TypstWriter<'_>,
    engine: &Engine,
    index: usize,
) -> Made {
    let card = &scene.document.cards[index];
    let (number, slug) = (index + 1, slug::slugify(&card.id.name));
    let path = format!("cards/{number:03}-{slug}.typ");
    let level = scene.document.place(index).level;
    let landscape = lies_on_its_side(scene, &writer, card, level);
    let line = widths::Line::of(landscape, &scene.document.theme);
    let writer = TypstWriter { line, ..writer };
    let mut builder = Builder::new(scene, &writer, card.folder(), level).landscape(landscape);
    let values = serde_json::json!({ "card": builder.card(index) });
    let fragments = builder.into_fragments();
    let template = template_of(scene, card);
    let _task = scene
        .progress
        .begin(format!("{}/{path}", scene.base), &card.path);
    let mut report = Report::default();
    let made = engine.render(&template, &values, &fragments, card.top, scene, &mut report);
    // What a template cannot draw is drawn as a section: its errors have been reported, and count
    // unless somebody has switched them off.
    let as_section = || {
        let mut ignored = Report::default();
        engine.render(PLAIN, &values, &fragments, card.top, scene, &mut ignored)
    };
    let generated = made.or_else(as_section).map(|made| Generated {
        markup: whole(scene, &writer, index, &made),
        top: Some(card.top),
        path: card.path.clone(),
        template: own(scene, &template),
    });
    Made {
        path,
        generated,
        report,
    }
}

/// A kind without a template is an error of its own; with that switched off, its cards are drawn as
/// sections.
fn template_of(scene: &RenderContext<'_>, card: &Card) -> String {
    let own = format!("kinds/{}/card.typ", card.kind);
    if scene.templates.get(&own).is_some() {
        own
    } else {
        format!("kinds/{DEFAULT_KIND}/card.typ")
    }
}

/// Whether the card's pages lie on their side: its author says so, or what it gathers has no room
/// on those that stand.
fn lies_on_its_side(
    scene: &RenderContext<'_>,
    writer: &TypstWriter<'_>,
    card: &Card,
    level: usize,
) -> bool {
    let gathers = || scene.kinds.get(&card.kind).is_some_and(|kind| kind.rollup);
    card.landscape
        || gathers() && rollup::is_wide(&Builder::new(scene, writer, card.folder(), level), card)
}

/// What a template made of a card, with the theme before it and what it left out behind.
fn whole(
    scene: &RenderContext<'_>,
    writer: &TypstWriter<'_>,
    index: usize,
    made: &Markup,
) -> Markup {
    let card = &scene.document.cards[index];
    let mut markup = Markup::of_code("#import \"../theme/theme.typ\": *\n");
    markup.append(made);
    let strays = strays(scene, card.source, &markup.marks);
    markup.append(&writer.strays(&strays));
    let anchors = scene.document.anchors.iter();
    let settled =
        anchors.filter(|(id, anchor)| anchor.card == index && scene.settled.contains(*id));
    for (id, _) in settled {
        markup.code(&format!("\n#target({})", string(id)));
    }
    markup
}
