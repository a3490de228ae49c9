//! The look that a document chose, as the file of the theme that the theme itself cannot know:
//! `theme/settings.typ`.

use crate::model::theme::Family;
use crate::render::RenderContext;
use crate::render::escape::string;
use crate::render::markup::Markup;
use crate::render::measures;

/// Where the file lies in the theme's folder.
pub const SETTINGS: &str = "theme/settings.typ";

/// The colours by name, the typefaces by use (empty: the theme's own), the paper, and the measures
/// that the theme shares with the program.
pub fn settings(scene: &RenderContext<'_>) -> Markup {
    let theme = &scene.document.theme;
    let mut markup = Markup::default();
    markup
        .code("// What `theme:` in document.yaml says, and what follows from it. Made anew by each build.\n\n#let colours = (\n");
    for (name, colour) in theme.palette.iter() {
        markup.code(&format!(
            "  {}: rgb({}),\n",
            string(name),
            string(&colour.hex())
        ));
    }
    markup.code(")\n\n#let fonts = (\n");
    for (used_for, families) in [
        ("body", &theme.fonts.body),
        ("heading", &theme.fonts.heading),
        ("mono", &theme.fonts.mono),
    ] {
        markup.code(&format!("  {used_for}: {},\n", names(families)));
    }
    markup.code(&format!(")\n\n#let paper = {}\n", string(&theme.paper)));
    markup.code(&format!(
        "#let preset = {}\n#let size = {}pt\n",
        string(theme.preset.name()),
        theme.text_size()
    ));
    markup.code(&format!("\n#let line-numbers = {}\n", scene.line_numbers));
    markup.code("#let measures = (\n");
    for (name, measure) in measures::ALL {
        markup.code(&format!("  {name}: {measure},\n"));
    }
    markup.code(")\n");
    let own = &scene.document.manifest.own_words;
    markup.code("#let labels = (\n");
    for (key, word) in own.words() {
        markup.code(&format!("  {}: {},\n", string(&key), string(&word)));
    }
    markup.code(if own.words().next().is_some() {
        ")\n"
    } else {
        "  :)\n"
    });
    markup.code("#let own-statuses = (\n");
    for (word, status) in own.statuses() {
        markup.code(&format!("  {}: {},\n", string(word), string(status)));
    }
    markup.code(if own.statuses().next().is_some() {
        ")\n"
    } else {
        "  :)\n"
    });
    let uncovered: String = scene.uncovered.iter().collect();
    markup.code(&format!("#let uncovered = {}\n", string(&uncovered)));
    markup
}

fn names(families: &[Family]) -> String {
    let names: String = families
        .iter()
        .map(|family| format!("{}, ", string(&family.name)))
        .collect();
    format!("({names})")
}
