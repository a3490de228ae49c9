//! A font, as far as it says which characters its codes are and how wide they are.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::guard;

/// What a font says of its codes.
pub(super) struct Font {
    characters: Option<CMap>,
    /// Codes have two bytes, and not one.
    is_wide: bool,
    /// From the first code of a row of equal widths to its last one and the width.
    widths: BTreeMap<u32, (u32, f64)>,
    /// The width of all others.
    other_width: f64,
    /// What one unit of a width is of the size of the letters.
    unit: f64,
}

/// What one code is.
pub(super) struct Glyph {
    pub text: String,
    /// In parts of the size of the letters.
    pub width: f64,
    /// It is the code of a space, which may be wider than the font says.
    pub is_space: bool,
}

const THOUSANDTH: f64 = 0.001;

impl Font {
    pub fn of(dict: &Dict<'_>) -> Self {
        let kind = dict.get::<Name<'_>>("Subtype");
        let is = |name: &str| kind.as_ref().is_some_and(|kind| kind.as_str() == name);
        let below = dict.get::<Array<'_>>("DescendantFonts");
        let below = below.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let (widths, other_width) = if let Some(below) = &below {
            (wide_widths(below), below.get::<f32>("DW").unwrap_or(1000.0))
        } else {
            (narrow_widths(dict), 0.0)
        };
        Self {
            characters: characters(dict),
            is_wide: is("Type0"),
            widths,
            other_width: other_width.into(),
            unit: if is("Type3") {
                own_unit(dict)
            } else {
                THOUSANDTH
            },
        }
    }

    /// What the codes of a string are.
    pub fn glyphs(&self, bytes: &[u8]) -> impl Iterator<Item = Glyph> {
        let codes = bytes.chunks(if self.is_wide { 2 } else { 1 });
        codes.map(|code| {
            let code = code
                .iter()
                .fold(0, |code, byte| (code << 8) | u32::from(*byte));
            Glyph {
                text: self.text(code),
                width: self.width(code) * self.unit,
                is_space: !self.is_wide && code == u32::from(b' '),
            }
        })
    }

    fn text(&self, code: u32) -> String {
        let known = self
            .characters
            .as_ref()
            .and_then(|characters| characters.lookup_bf_string(code));
        match known {
            Some(BfString::Char(one)) => one.to_string(),
            Some(BfString::String(text)) => text,
            // Fonts of single bytes mostly agree with Latin 1.
            None if !self.is_wide && self.characters.is_none() => {
                char::from_u32(code).map(String::from).unwrap_or_default()
            }
            None => String::new(),
        }
    }

    fn width(&self, code: u32) -> f64 {
        match self.widths.range(..=code).next_back() {
            Some((_, (last, width))) if code <= *last => *width,
            _ => self.other_width,
        }
    }
}

/// The table of characters.
fn characters(dict: &Dict<'_>) -> Option<CMap> {
    let stream = dict.get::<Stream<'_>>("ToUnicode")?;
    let table = stream.decoded().ok()?;
    guard::is_shallow(&table)
        .then(|| CMap::parse(&table, |_| None))
        .flatten()
}

/// `c [w w w]` or `first last w`, again and again (ISO 32000-1, 9.7.4.3).
fn wide_widths(font: &Dict<'_>) -> BTreeMap<u32, (u32, f64)> {
    let mut widths = BTreeMap::new();
    let Some(table) = font.get::<Array<'_>>("W") else {
        return widths;
    };
    let mut entries = table.iter::<Object<'_>>();
    while let (Some(first), Some(second)) = (next_code(&mut entries), entries.next()) {
        match second {
            Object::Array(each) => {
                let codes = (first..).zip(each.iter::<f32>());
                widths.extend(codes.map(|(code, width)| (code, (code, width.into()))));
            }
            Object::Number(last) => {
                let width = entries.next().and_then(Object::into_f32);
                let last = u32::try_from(last.as_i64()).unwrap_or_default();
                widths.insert(first, (last, width.unwrap_or_default().into()));
            }
            _ => break,
        }
    }
    widths
}

fn next_code<'a>(entries: &mut impl Iterator<Item = Object<'a>>) -> Option<u32> {
    u32::try_from(entries.next()?.into_i32()?).ok()
}

fn narrow_widths(font: &Dict<'_>) -> BTreeMap<u32, (u32, f64)> {
    let first = font.get::<i32>("FirstChar").unwrap_or_default();
    let first = u32::try_from(first).unwrap_or_default();
    let widths = font.get::<Array<'_>>("Widths");
    let each = widths.iter().flat_map(Array::iter::<f32>);
    (first..)
        .zip(each)
        .map(|(code, width)| (code, (code, width.into())))
        .collect()
}

/// Fonts that are drawn by operators have a measure of their own.
fn own_unit(font: &Dict<'_>) -> f64 {
    let matrix = font.get::<Array<'_>>("FontMatrix");
    let first = matrix.and_then(|matrix| matrix.iter::<f32>().next());
    first.map_or(THOUSANDTH, f64::from)
}
