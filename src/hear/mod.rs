//! What a screen reader announces of a PDF, thing by thing, from its tag tree alone.
//!
//! In: a [`TaggedPdf`], as it was written. Out: [`Utterance`]s in reading order, and the lines that
//! `planwright hear` prints of them. The source is never asked: what is missing here is missing for
//! who cannot see the page. Links, notes and pictures that stand within a line are said after it,
//! so that a sentence stays whole; what groups (a section, a quotation) says nothing by itself.

mod line;
mod part;
mod table;
mod utterance;
mod voice;

pub use part::part;
pub use utterance::{Kind, Part, Utterance, lines};

use crate::pdf::TaggedPdf;

/// All that is announced of a PDF.
pub fn announce(pdf: &TaggedPdf) -> Vec<Utterance> {
    voice::announce(&pdf.root, language(pdf))
}

/// The language that counts where no other is said.
pub fn language(pdf: &TaggedPdf) -> &str {
    pdf.language.as_deref().unwrap_or_default()
}
