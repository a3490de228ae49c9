//! The look that a document chooses: colours that are colours, that can be read, and typefaces that
//! are there.

use super::Scope;
use crate::diagnostic::{Place, Report, did_you_mean, rules};
use crate::model::field::{Field, FieldValue};
use crate::model::theme::Choice;
use crate::model::theme::colour::Colour;
use crate::model::theme::palette::{Contrast, Palette};
use crate::source::Span;

/// `document/unknown-colour`, `document/low-contrast`, `document/unknown-font`,
/// `document/broken-font`, `document/missing-alt` of the logo.
pub fn check(scope: &Scope<'_>, report: &mut Report) {
    let theme = &scope.document.theme;
    for name in theme.recipe.choices() {
        colour(scope, name, report);
    }
    for choice in &theme.chosen {
        contrast(scope, choice, report);
    }
    folder(scope, report);
    logo(scope, report);
    let Some(loaded) = scope.fonts else { return };
    for family in theme.fonts.named() {
        if loaded
            .families
            .iter()
            .any(|known| known.to_lowercase() == family.name.to_lowercase())
        {
            continue;
        }
        let message = format!("there is no font `{}` in the project", family.name);
        let diagnostic = rules::document::UNKNOWN_FONT.at(family.span, message);
        let listed = loaded
            .families
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ");
        report.push(diagnostic.help(
            match did_you_mean(&family.name, loaded.families.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`? the fonts are {listed}"),
                None => format!(
                    "put its files into `templates/fonts/`, or choose one that is there: {listed}"
                ),
            },
        ));
    }
    for path in &loaded.broken {
        let message = format!("`{path}` cannot be read as a font");
        let diagnostic = rules::document::BROKEN_FONT.of(Place::Path(path.clone()), message);
        report.push(diagnostic.help(
            "save it as TrueType or OpenType (`.ttf`, `.otf`), or take it out of the folder",
        ));
    }
}

/// A logo that says nothing to those who cannot see it.
fn logo(scope: &Scope<'_>, report: &mut Report) {
    let manifest = &scope.document.manifest;
    let logo = manifest
        .fields
        .get("theme")
        .and_then(|theme| theme.get("logo"))
        .filter(|logo| !logo.is_blank());
    if let (Some(logo), None) = (logo, manifest.logo_alt()) {
        let diagnostic =
            rules::document::MISSING_ALT.at(logo.span, "this logo has no alternative text");
        report.push(diagnostic.help(
            "name the organisation under `organisations`, or say what the logo says: `logo-alt: …`",
        ));
    }
}

/// A folder of fonts that is not there.
fn folder(scope: &Scope<'_>, report: &mut Report) {
    let Some((path, span)) = &scope.document.theme.fonts.folder else {
        return;
    };
    let Some(path) = path else {
        let diagnostic = rules::reference::OUTSIDE_PROJECT
            .at(*span, "the folder of fonts lies outside the project");
        report.push(diagnostic.help("copy it into the project"));
        return;
    };
    let is_there = scope.fonts.is_none_or(|loaded| loaded.has_folder);
    if !is_there {
        let message = format!("there is no font in the folder `{path}`");
        let diagnostic = rules::reference::MISSING_FILE.at(*span, message);
        report.push(diagnostic.help("name a folder that holds `.ttf` or `.otf` files; the path begins at the document's folder"));
    }
}

/// A colour that cannot be read, or that YAML took for a comment.
fn colour(scope: &Scope<'_>, name: &str, report: &mut Report) {
    let manifest = &scope.document.manifest.fields;
    let theme = manifest
        .get("theme")
        .map(Field::entries)
        .unwrap_or_default();
    let Some(entry) = theme.iter().find(|entry| entry.name == name) else {
        return;
    };
    match &entry.field.value {
        FieldValue::Blank => {
            if let Some((span, written)) = comment(scope, entry.key) {
                let message = format!("`{written}` is a comment here, so `{name}` has no value");
                let diagnostic = rules::document::UNKNOWN_COLOUR.at(span, message);
                report.push(diagnostic.help(format!(
                    "put the colour in quotation marks: `{name}: \"{written}\"`"
                )));
            }
        }
        FieldValue::Word(word) if Colour::parse(&word.text).is_none() => {
            let message = format!("`{}` is not a colour", word.text.trim());
            let diagnostic = rules::document::UNKNOWN_COLOUR.at(entry.field.span, message);
            report.push(diagnostic.help(notation(word.text.trim())));
        }
        _ => {}
    }
}

/// `#005a70` behind a key, which YAML drops.
fn comment(scope: &Scope<'_>, key: Span) -> Option<(Span, String)> {
    let text = scope.sources.get(key.source).text();
    let line = text[key.end..].lines().next()?;
    let at = line.find('#').filter(|&at| line[..at].trim() == ":")?;
    let written: String = line[at..]
        .split_whitespace()
        .next()?
        .trim_end_matches([',', '}'])
        .to_owned();
    Colour::parse(&written)?;
    let start = key.end + at;
    Some((Span::new(key.source, start..start + written.len()), written))
}

/// How to write what was meant.
fn notation(text: &str) -> String {
    if matches!(text.len(), 3 | 6) && Colour::parse(&format!("#{text}")).is_some() {
        return format!("write `\"#{text}\"`, in quotation marks");
    }
    "write it as `\"#005a70\"`, in quotation marks, or as `\"rgb(0, 90, 112)\"`; it must not be translucent".to_owned()
}

/// The worst of what a colour stands on, if it cannot be read there.
fn contrast(scope: &Scope<'_>, choice: &Choice, report: &mut Report) {
    let theme = &scope.document.theme;
    let pairs: Vec<&Contrast> = theme
        .recipe
        .contrasts
        .iter()
        .filter(|pair| pair.colour == choice.name)
        .collect();
    let worst = |palette: &Palette| {
        let ratios = pairs.iter().flat_map(|pair| {
            pair.on.iter().filter_map(|on| {
                let (colour, ground) = (palette.get(&pair.colour)?, palette.get(on)?);
                Some((*pair, ground, colour.contrast(ground)))
            })
        });
        ratios.min_by(|a, b| (a.2 / a.0.needs).total_cmp(&(b.2 / b.0.needs)))
    };
    let Some((pair, ground, ratio)) =
        worst(&theme.palette).filter(|(pair, _, ratio)| *ratio < pair.needs)
    else {
        return;
    };
    let message = format!(
        "`{}` has a contrast of {:.2}:1 with `{}`, on which it stands, and needs {}:1: it is for {}",
        choice.name,
        // Rounded down, so that no figure looks as if it would do.
        (ratio * 100.0).floor() / 100.0,
        ground.hex(),
        pair.needs,
        pair.used_for,
    );
    let will_do = |tone: Colour| {
        worst(&theme.palette_with(&choice.name, tone))
            .is_none_or(|(pair, _, ratio)| ratio >= pair.needs)
    };
    let diagnostic = rules::document::LOW_CONTRAST.at(choice.span, message);
    report.push(diagnostic.help(match choice.colour.nearest(will_do) {
        Some(near) => format!("the nearest colour that would do is `\"{}\"`", near.hex()),
        None => "choose another colour, or another one for its ground".to_owned(),
    }));
}
