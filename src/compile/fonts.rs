//! Fonts: those that the typst crates carry, and the names of all that a document has.

use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::text::Font;

use crate::model::theme::LoadedFonts;

/// The fonts that the typst crates carry: for symbols, and for code.
pub(super) static EMBEDDED: LazyLock<Vec<Font>> =
    LazyLock::new(|| typst_kit::fonts::embedded().map(|(font, _)| font).collect());

/// The fonts in a file; none if it is no font.
pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = Font> {
    Font::iter(Bytes::new(bytes.to_vec()))
}

/// The names of the typefaces in some files and of those that are always there, and the files that
/// are no fonts.
pub fn load_fonts<'a>(files: impl Iterator<Item = (&'a str, &'a Arc<[u8]>)>) -> LoadedFonts {
    let mut loaded = LoadedFonts::default();
    for (path, bytes) in files {
        let before = loaded.families.len();
        loaded
            .families
            .extend(read(bytes).map(|font| font.info().family.to_string()));
        if loaded.families.len() == before {
            loaded.broken.push(path.to_owned());
        }
    }
    loaded
        .families
        .extend(EMBEDDED.iter().map(|font| font.info().family.to_string()));
    let mut known: Vec<String> = Vec::new();
    loaded.families.retain(|name| {
        let is_new = !known.contains(name);
        known.push(name.clone());
        is_new
    });
    loaded
}
