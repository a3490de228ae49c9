//! The look of a document, as `theme:` in `document.yaml` settles it over the theme's own: colours,
//! typefaces, paper.
//!
//! What is not said, or cannot be used, is the theme's own; the checks say what cannot be used.
//! Nothing here draws.

pub mod colour;
pub mod palette;

use serde_json::Value as Json;

use self::colour::Colour;
use self::palette::{Palette, Recipe};
use super::field::{Field, FieldValue};
use super::links::path_from;
use crate::diagnostic::{Place, Report, rules};
use crate::discover::Templates;
use crate::source::{SourceSet, Span};

/// Where the recipe of the colours lies among the templates.
const RECIPE: &str = "theme/palette.yaml";

/// The look of a document.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// How the colours are made.
    pub recipe: Recipe,
    /// The colours that the document chose, as far as they are colours, each with its place.
    pub chosen: Vec<Choice>,
    /// All colours.
    pub palette: Palette,
    /// The typefaces that are asked for.
    pub fonts: Fonts,
    /// The name of the paper.
    pub paper: String,
    /// How large the type is.
    pub preset: Preset,
    /// The size of running text, in points, if the document says it.
    pub size: Option<f64>,
}

/// For which readers the type is set (`docs/theme.md#type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Preset {
    /// Text of 11 pt, tables somewhat smaller.
    #[default]
    Standard,
    /// Text, tables and captions of 12 pt at least, nothing below 11.
    ClearPrint,
    /// Text, tables and captions of 16 pt at least, nothing below 14.
    LargePrint,
}

impl Preset {
    /// As the manifest names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::ClearPrint => "clear-print",
            Self::LargePrint => "large-print",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Standard, Self::ClearPrint, Self::LargePrint]
            .into_iter()
            .find(|preset| preset.name() == name)
    }

    /// The size of running text, and the least size of tables, in points.
    fn text(self) -> f64 {
        match self {
            Self::Standard => STANDARD_TEXT,
            Self::ClearPrint => 12.0,
            Self::LargePrint => 16.0,
        }
    }
}

/// A colour that a document chose.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The name of the colour, such as `accent`.
    pub name: String,
    /// Where its value stands.
    pub span: Span,
    /// The value, in sRGB.
    pub colour: Colour,
}

/// The typefaces that a document names, each family with its place; none means the theme's own.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    /// For running text, the first that is there.
    pub body: Vec<Family>,
    /// For headings; those of the body if there are none.
    pub heading: Vec<Family>,
    /// For code.
    pub mono: Vec<Family>,
    /// A folder with fonts of the document's, below the root, and where it is named; no path if it
    /// leads out.
    pub folder: Option<(Option<String>, Span)>,
}

/// The name of a typeface.
#[derive(Debug, Clone)]
pub struct Family {
    /// As its maker calls it.
    pub name: String,
    /// Where it is named.
    pub span: Span,
}

/// The typefaces that there are for a document: its own, the project's, and those that travel
/// inside the program.
#[derive(Debug, Clone, Default)]
pub struct LoadedFonts {
    /// The names, in the order in which they are looked for.
    pub families: Vec<String>,
    /// Files that should be fonts and are none, by their path from the root.
    pub broken: Vec<String>,
    /// Whether the folder that the document names holds a font.
    pub has_folder: bool,
}

/// The sizes of running text and of tables where nothing is said, in points on A4.
const STANDARD_TEXT: f64 = 11.0;
const STANDARD_TABLE: f64 = 9.75;

/// The paper of a document that names none.
const DEFAULT_PAPER: &str = "a4";

impl Theme {
    /// Reads what the manifest says; `folder` is the document's.
    pub fn read(
        manifest: &Field,
        folder: &str,
        templates: &Templates,
        sources: &SourceSet,
        report: &mut Report,
    ) -> Self {
        let recipe = recipe(templates, sources, report);
        let theme = manifest.get("theme");
        let get = |key: &str| theme.and_then(|theme| theme.get(key));
        let choice = |name: &String| {
            let field = get(name)?;
            let colour = Colour::parse(field.word()?)?;
            Some(Choice {
                name: name.clone(),
                span: field.span,
                colour,
            })
        };
        let chosen: Vec<Choice> = recipe.choices().iter().filter_map(choice).collect();
        let pairs: Vec<(String, Colour)> = chosen
            .iter()
            .map(|choice| (choice.name.clone(), choice.colour))
            .collect();
        Self {
            palette: recipe.palette(&pairs),
            recipe,
            chosen,
            fonts: Fonts::read(get("fonts"), folder),
            paper: get("paper")
                .and_then(Field::word)
                .unwrap_or(DEFAULT_PAPER)
                .to_owned(),
            preset: get("preset")
                .and_then(Field::word)
                .and_then(Preset::named)
                .unwrap_or_default(),
            size: get("size").and_then(Field::word).and_then(points),
        }
    }

    /// The size of running text, in points on A4.
    pub fn text_size(&self) -> f64 {
        self.size.unwrap_or_else(|| self.preset.text())
    }

    /// How much larger the type of tables is than where nothing is said.
    pub fn table_type(&self) -> f64 {
        let grown = self.text_size() / STANDARD_TEXT;
        match self.preset {
            Preset::Standard => grown,
            preset => (STANDARD_TABLE * grown).max(preset.text()) / STANDARD_TABLE,
        }
    }

    /// The palette as it would be if one of the choices were another colour.
    pub fn palette_with(&self, name: &str, colour: Colour) -> Palette {
        let others = self
            .chosen
            .iter()
            .filter(|choice| choice.name != name)
            .map(|choice| (choice.name.clone(), choice.colour));
        let chosen: Vec<(String, Colour)> = others.chain([(name.to_owned(), colour)]).collect();
        self.recipe.palette(&chosen)
    }
}

/// `12pt`, or `12`, as a number of points.
fn points(text: &str) -> Option<f64> {
    let number = text.trim().trim_end_matches("pt").trim_end();
    number.parse().ok().filter(|size: &f64| size.is_finite())
}

impl Fonts {
    fn read(field: Option<&Field>, folder: &str) -> Self {
        let get = |key: &str| field.and_then(|fonts| fonts.get(key));
        let place = |field: &Field| Some((path_from(folder, field.word()?.trim()), field.span));
        Self {
            body: families(get("body")),
            heading: families(get("heading")),
            mono: families(get("mono")),
            folder: get("folder").and_then(place),
        }
    }

    /// Every family that is named.
    pub fn named(&self) -> impl Iterator<Item = &Family> {
        self.body.iter().chain(&self.heading).chain(&self.mono)
    }
}

/// One name, or a list of them.
fn families(field: Option<&Field>) -> Vec<Family> {
    let Some(field) = field else {
        return Vec::new();
    };
    let items = if matches!(field.value, FieldValue::List(_)) {
        field.items()
    } else {
        std::slice::from_ref(field)
    };
    let family = |item: &Field| {
        Some(Family {
            name: item.word()?.trim().to_owned(),
            span: item.span,
        })
    };
    items.iter().filter_map(family).collect()
}

/// The recipe of the project's theme; where it cannot be used, the built-in one stands in.
fn recipe(templates: &Templates, sources: &SourceSet, report: &mut Report) -> Recipe {
    let read = |templates: &Templates| -> Result<Recipe, String> {
        let text = templates
            .get(RECIPE)
            .map(|template| template.text().to_owned())
            .unwrap_or_default();
        let json: Json = crate::parse::yaml::data(&text)?;
        Recipe::read(&json)
    };
    let built_in = || read(&Templates::builtin()).unwrap_or_default();
    let source = templates.get(RECIPE).and_then(|template| template.source);
    if source.is_some_and(|id| {
        crate::parse::yaml::parse(id, 0, sources.get(id).text(), report).is_none()
    }) {
        return built_in();
    }
    read(templates).unwrap_or_else(|error| {
        let place = source.map_or_else(
            || Place::Path(format!("templates/{RECIPE}")),
            |id| Place::Span(Span::new(id, sources.get(id).line_range(1))),
        );
        let message = format!("these colours cannot be used: {error}");
        let diagnostic = rules::template::PALETTE.of(place, message);
        report.push(
            diagnostic.help("`planwright build --format typ` writes the built-in file beside the document, to compare with"),
        );
        built_in()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(preset: &str, size: Option<&str>) -> Theme {
        Theme {
            preset: Preset::named(preset).expect("a preset"),
            size: size.and_then(points),
            ..Theme::default()
        }
    }

    #[test]
    fn tables_grow_with_the_text_and_to_what_a_preset_wants_at_least() {
        let grown = |preset, size| {
            let theme = theme(preset, size);
            (
                theme.text_size(),
                (theme.table_type() * STANDARD_TABLE * 100.0).round() / 100.0,
            )
        };
        assert_eq!(grown("standard", None), (11.0, 9.75));
        assert_eq!(grown("standard", Some("22pt")), (22.0, 19.5));
        assert_eq!(grown("clear-print", None), (12.0, 12.0));
        assert_eq!(grown("clear-print", Some("14")), (14.0, 12.41));
        assert_eq!(grown("large-print", None), (16.0, 16.0));
    }
}
