//! The styles by which sources are cited and listed: those of the Citation Style Language that come
//! with hayagriva. In: a name. Out: the style, or what to write instead.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, IndependentStyle, LayoutRenderingElement, Name, NamesChild};

use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::source::Span;

/// The style of a list that names none.
pub const DEFAULT_STYLE: &str = "harvard-cite-them-right";

/// Names by which people look for a style that there is not, or not by that name, and what comes
/// nearest.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("harvard", "`harvard-cite-them-right` or `elsevier-harvard`"),
    ("cite-them-right", "`harvard-cite-them-right`"),
    (
        "sage-harvard",
        "`harvard-cite-them-right` or `elsevier-harvard`, which are nearest to it",
    ),
    (
        "mhra",
        "`modern-humanities-research-association-notes`, which is the one of the MHRA",
    ),
    (
        "oscola",
        "`modern-humanities-research-association-notes` or `chicago-notes`, which are nearest to it",
    ),
    ("chicago", "`chicago-author-date` or `chicago-notes`"),
    (
        "turabian",
        "`turabian-author-date` or `turabian-fullnote-8`",
    ),
    ("iso-690", "`iso-690-author-date` or `iso-690-numeric`"),
    ("ama", "`american-medical-association`"),
    ("lancet", "`the-lancet`"),
    ("acs", "`american-chemical-society`"),
    ("numeric", "`vancouver`, `ieee` or `iso-690-numeric`"),
];

/// A style.
#[derive(Debug, Clone, Copy)]
pub struct Style(ArchivedStyle);

impl Style {
    /// The style that has a name.
    pub fn named(name: &str) -> Option<Self> {
        ArchivedStyle::by_name(name.trim()).map(Self)
    }

    /// The one that is taken where none is named.
    pub fn usual() -> Self {
        Self(ArchivedStyle::HarvardCiteThemRight)
    }

    /// What the style says; `None` only if the library lacks what it promises.
    pub(super) fn rules(self) -> Option<IndependentStyle> {
        match self.0.get() {
            citationberg::Style::Independent(style) => Some(with_names(style)),
            citationberg::Style::Dependent(_) => None,
        }
    }
}

/// The style with a `cs:name` in each `cs:names` that has none: hayagriva 0.10.1 prints no names there
/// if something else stands in it, so that `vancouver` had no authors (typst/hayagriva#519).
fn with_names(mut style: IndependentStyle) -> IndependentStyle {
    let macros = style.macros.iter_mut().map(|one| &mut one.children);
    let list = style.bibliography.iter_mut();
    let layouts = list.map(|list| &mut list.layout.elements);
    let layouts = layouts.chain(std::iter::once(&mut style.citation.layout.elements));
    macros.chain(layouts).for_each(|children| named(children));
    style
}

fn named(children: &mut [LayoutRenderingElement]) {
    for child in children {
        match child {
            LayoutRenderingElement::Group(group) => named(&mut group.children),
            LayoutRenderingElement::Choose(choose) => {
                named(&mut choose.if_.children);
                choose
                    .else_if
                    .iter_mut()
                    .for_each(|branch| named(&mut branch.children));
                if let Some(otherwise) = &mut choose.otherwise {
                    named(&mut otherwise.children);
                }
            }
            LayoutRenderingElement::Names(names) => {
                let has_name = names
                    .children
                    .iter()
                    .any(|one| matches!(one, NamesChild::Name(_)));
                if !has_name && !names.children.is_empty() {
                    names.children.insert(0, NamesChild::Name(Name::default()));
                }
            }
            _ => {}
        }
    }
}

/// What is said of a name that no style has.
pub fn unknown_style(name: &str, place: Span) -> Diagnostic {
    let message = format!("there is no style `{name}` of references");
    let diagnostic = rules::schema::UNKNOWN_STYLE.at(place, message);
    let folded = name.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some((_, instead)) = OTHER_NAMES.iter().find(|(other, _)| *other == folded) {
        return diagnostic.help(format!("write {instead}"));
    }
    diagnostic.help(match did_you_mean(&folded, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write the name of a style, such as `{DEFAULT_STYLE}`, `apa`, `vancouver` or `ieee`; `docs/authors.md#to-cite` lists more"
        ),
    })
}

/// The names of all styles.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ArchivedStyle::all()
        .iter()
        .flat_map(|style| style.names())
        .copied()
}

/// The language in which a list is written: its terms and the order of its dates. An Irish or Welsh
/// document has the British ones, because hayagriva 0.10.1 has the American ones for both.
pub(super) fn language(tag: &str) -> String {
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_american = primary == "en" && parts.any(|part| part.eq_ignore_ascii_case("us"));
    match primary.as_str() {
        "en" if is_american => "en-US".to_owned(),
        "en" | "cy" | "ga" | "gd" | "gv" | "kw" | "" => "en-GB".to_owned(),
        _ => known_language(tag, &primary),
    }
}

/// The locale of a tag, else the first of its language, else the British one.
fn known_language(tag: &str, primary: &str) -> String {
    let locales = super::print::locales();
    let tags = || {
        locales
            .iter()
            .filter_map(|locale| Some(locale.lang.as_ref()?.0.as_str()))
    };
    let of_language = |other: &&str| other.split('-').next() == Some(primary);
    let usual = format!("{primary}-{}", primary.to_ascii_uppercase());
    let found = tags()
        .find(|other| other.eq_ignore_ascii_case(tag))
        .or_else(|| tags().find(|other| *other == usual))
        .or_else(|| tags().find(of_language));
    found.unwrap_or("en-GB").to_owned()
}
