//! The palette of a document: every colour by its name, made from the theme's recipe
//! (`templates/theme/palette.yaml`) and from what the document chose.
//!
//! All outputs take their colours from here, so that a page and a web page look alike.

use serde_json::Value as Json;

use super::colour::Colour;

/// How the colours of a theme are made.
#[derive(Debug, Clone, Default)]
pub struct Recipe {
    choices: Vec<String>,
    colours: Vec<(String, Rule)>,
    /// What must be legible on what.
    pub contrasts: Vec<Contrast>,
}

/// How one colour is made.
#[derive(Debug, Clone)]
struct Rule {
    value: Option<Colour>,
    like: Option<Like>,
}

/// A colour that follows another.
#[derive(Debug, Clone)]
struct Like {
    name: String,
    lightness: Option<f64>,
    chroma: Option<f64>,
}

/// What a colour stands on, and the contrast that it needs there.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// The colour of the words, by its name.
    pub colour: String,
    /// The colours behind them.
    pub on: Vec<String>,
    /// The ratio of contrast, from 1 to 21 (WCAG 2.2, 1.4.3).
    pub needs: f64,
    /// What the colour is for, as messages say it.
    pub used_for: String,
}

/// The colours of a document, in the order of the recipe.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    colours: Vec<(String, Colour)>,
}

impl Palette {
    pub fn get(&self, name: &str) -> Option<Colour> {
        self.colours
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, colour)| *colour)
    }

    /// Every colour with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Colour)> {
        self.colours
            .iter()
            .map(|(name, colour)| (name.as_str(), *colour))
    }
}

impl Recipe {
    /// Reads a recipe; the error says what is wrong with it.
    pub fn read(json: &Json) -> Result<Self, String> {
        let choices = texts(json.get("choices"));
        let listed = json
            .get("colours")
            .and_then(Json::as_object)
            .ok_or("`colours` must be a mapping of names to colours")?;
        let mut colours: Vec<(String, Rule)> = Vec::new();
        for (name, value) in listed {
            let rule = rule(name, value)?;
            if let Some(like) = &rule.like
                && colours.iter().all(|(known, _)| *known != like.name)
            {
                return Err(format!(
                    "`{name}` follows `{}`, which does not stand above it",
                    like.name
                ));
            }
            colours.push((name.clone(), rule));
        }
        let contrasts = json
            .get("contrast")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        let contrasts = contrasts
            .map(contrast)
            .collect::<Result<Vec<_>, String>>()?;
        let named = contrasts
            .iter()
            .flat_map(|pair| pair.on.iter().chain([&pair.colour]))
            .chain(&choices);
        for name in named {
            if colours.iter().all(|(known, _)| known != name) {
                return Err(format!("there is no colour `{name}` under `colours`"));
            }
        }
        Ok(Self {
            choices,
            colours,
            contrasts,
        })
    }

    /// The names of the colours that a document may choose.
    pub fn choices(&self) -> &[String] {
        &self.choices
    }

    /// Makes the palette: what was chosen, and what follows from it.
    pub fn palette(&self, chosen: &[(String, Colour)]) -> Palette {
        let choice = |name: &str| {
            chosen
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, colour)| *colour)
        };
        let mut palette = Palette::default();
        // The names of colours that are no longer the recipe's own.
        let mut moved: Vec<&str> = Vec::new();
        for (name, rule) in &self.colours {
            let follows = rule
                .like
                .as_ref()
                .filter(|like| rule.value.is_none() || moved.contains(&like.name.as_str()));
            let made = follows
                .and_then(|like| Some(palette.get(&like.name)?.tone(like.lightness, like.chroma)));
            let chosen = choice(name);
            if chosen.is_some() || follows.is_some_and(|like| moved.contains(&like.name.as_str())) {
                moved.push(name);
            }
            palette.colours.extend(
                chosen
                    .or(made)
                    .or(rule.value)
                    .map(|colour| (name.clone(), colour)),
            );
        }
        palette
    }
}

fn rule(name: &str, value: &Json) -> Result<Rule, String> {
    let colour = |text: &str| {
        Colour::parse(text)
            .ok_or_else(|| format!("`{text}`, the value of `{name}`, is not a colour"))
    };
    if let Some(text) = value.as_str() {
        return Ok(Rule {
            value: Some(colour(text)?),
            like: None,
        });
    }
    let own = value
        .get("value")
        .and_then(Json::as_str)
        .map(colour)
        .transpose()?;
    let like = value.get("like").and_then(Json::as_str).map(|like| Like {
        name: like.to_owned(),
        lightness: value.get("lightness").and_then(Json::as_f64),
        chroma: value.get("chroma").and_then(Json::as_f64),
    });
    if own.is_none() && like.is_none() {
        return Err(format!(
            "`{name}` needs a colour, or `like` with the name of one"
        ));
    }
    Ok(Rule { value: own, like })
}

fn contrast(entry: &Json) -> Result<Contrast, String> {
    let text = |key: &str| entry.get(key).and_then(Json::as_str).map(str::to_owned);
    let needs = entry.get("needs").and_then(Json::as_f64);
    match (text("colour"), needs) {
        (Some(colour), Some(needs)) => Ok(Contrast {
            colour,
            on: texts(entry.get("on")),
            needs,
            used_for: text("for").unwrap_or_default(),
        }),
        _ => Err("each entry of `contrast` needs `colour`, `on` and `needs`".to_owned()),
    }
}

fn texts(list: Option<&Json>) -> Vec<String> {
    list.and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn recipe() -> Json {
        json!({
            "choices": ["accent"],
            "colours": {
                "accent": "#00616b",
                "secondary": { "value": "#10304f", "like": "accent", "lightness": 0.31 },
                "text": { "value": "#111111", "like": "secondary", "lightness": 0.2 },
                "tint": { "like": "accent", "lightness": 0.95, "chroma": 0.012 },
                "same": { "like": "accent" },
            },
            "contrast": [{ "colour": "accent", "on": ["tint"], "needs": 4.5, "for": "links" }],
        })
    }

    fn made(chosen: &[(String, Colour)]) -> Vec<(String, String)> {
        let palette = Recipe::read(&recipe()).unwrap_or_default().palette(chosen);
        palette
            .iter()
            .map(|(name, colour)| (name.to_owned(), colour.hex()))
            .collect()
    }

    #[test]
    fn what_nobody_chose_is_as_the_recipe_says() {
        let made = made(&[]);
        let value = |name: &str| {
            made.iter()
                .find(|(known, _)| known == name)
                .map(|(_, hex)| hex.as_str())
        };
        assert_eq!(value("secondary"), Some("#10304f"));
        assert_eq!(value("text"), Some("#111111"));
        assert_eq!(value("same"), Some("#00616b"));
        assert_ne!(value("tint"), Some("#00616b"));
    }

    #[test]
    fn one_choice_moves_all_that_follows_it() {
        let accent = Colour::parse("#a3195b").map(|colour| ("accent".to_owned(), colour));
        let (before, after) = (made(&[]), made(accent.as_slice()));
        assert!(
            before
                .iter()
                .zip(&after)
                .all(|(before, after)| before != after),
            "{after:?}"
        );
    }

    /// The palette that travels inside the program.
    fn builtin() -> Palette {
        let templates = crate::discover::Templates::builtin();
        let text = templates
            .get("theme/palette.yaml")
            .map(|template| template.text().to_owned())
            .unwrap_or_default();
        let json = crate::parse::yaml::data(&text).unwrap_or_default();
        Recipe::read(&json).unwrap_or_default().palette(&[])
    }

    #[test]
    fn bands_can_be_told_apart_in_grey_and_their_words_can_be_read() {
        let palette = builtin();
        let part = |n: usize, part: &str| palette.get(&format!("band-{n}-{part}"));
        let bands: Vec<_> = (0..)
            .map_while(|n| Some((part(n, "fill")?, part(n, "ink")?)))
            .collect();
        assert_eq!(bands.len(), 4);
        assert!(
            bands.iter().all(|(fill, ink)| fill.contrast(*ink) >= 7.0),
            "{bands:?}"
        );
        let black = Colour::parse("#000").unwrap_or(bands[0].0);
        let darker = |pair: &[(Colour, Colour)]| {
            pair[0].0.contrast(black) > 1.15 * pair[1].0.contrast(black)
        };
        assert!(bands.windows(2).all(darker), "{bands:?}");
    }

    #[test]
    fn the_colours_of_series_can_be_read_as_text_on_white() {
        let palette = builtin();
        let paper = palette.get("paper");
        let series: Vec<_> = (0..)
            .map_while(|n| palette.get(&format!("series-{n}")))
            .collect();
        assert_eq!(series.len(), 8);
        assert!(
            series
                .iter()
                .all(|one| paper.is_some_and(|paper| one.contrast(paper) >= 4.5)),
            "{series:?}"
        );
    }

    #[test]
    fn a_recipe_that_makes_no_sense_is_refused() {
        for (path, value) in [
            ("/colours/accent", json!("teel")),
            ("/colours/tint", json!({ "like": "later" })),
            ("/colours/tint", json!({})),
            ("/contrast/0", json!({ "colour": "accent" })),
            ("/choices/0", json!("nothing")),
            ("/colours", json!([])),
        ] {
            let mut broken = recipe();
            broken
                .pointer_mut(path)
                .into_iter()
                .for_each(|place| *place = value.clone());
            assert!(Recipe::read(&broken).is_err(), "{path}");
        }
    }
}
