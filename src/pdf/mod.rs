//! PDFs read back: the tag tree, with the text that its elements have on the pages, and the named
//! places; and the keywords that say where a PDF is from. The only module that names the readers of
//! PDF syntax.
//!
//! In: the bytes of a PDF, our own or one that came from outside. Out: a tree of elements whose
//! roles are those of the standard, or why there is none. What is an artifact is not in it. Nothing
//! is decoded but fonts' tables of characters and the pages' operators; no picture is looked at.
//! What is broken, leads back to itself or is beyond a limit ends in [`Unreadable`].

mod content;
mod element;
mod font;
mod guard;
mod matrix;
mod object;
mod origin;
mod places;
mod tree;

use std::collections::BTreeMap;

pub use element::{Attributes, Element, Kid, Role, Scope};
pub use origin::{Origin, PROGRAM, Provenance, program, provenance};

/// A PDF as assistive technology sees it.
#[derive(Debug, Clone, Default)]
pub struct TaggedPdf {
    /// The root of the tag tree.
    pub root: Element,
    /// The language that counts where no other is said.
    pub language: Option<String>,
    /// The named places, to which links from outside lead.
    pub places: BTreeMap<String, Point>,
}

/// A point of a page; `y` grows upwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Counted from 0.
    pub page: usize,
    pub x: f64,
    pub y: f64,
}

/// What one operator writes onto a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub text: String,
    /// The language, where it is said with the text itself.
    pub language: Option<String>,
    /// Where its base line begins and ends.
    pub start: Point,
    pub end: Point,
    /// The size of its letters.
    pub size: f64,
}

/// Why a PDF is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no PDF, or one that is damaged.
    Broken,
    /// A password protects it.
    Protected,
    /// It has no tags.
    Untagged,
    /// It has more of something than is read.
    TooMuch(&'static str),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Broken => f.write_str("it is no PDF, or a damaged one"),
            Self::Protected => f.write_str("it is protected by a password"),
            Self::Untagged => f.write_str("it has no tags"),
            Self::TooMuch(what) => write!(f, "it has more {what} than are read"),
        }
    }
}

/// Reads the tag tree of a PDF.
///
/// # Errors
/// If there is none, or none that can be read within the limits.
pub fn read(bytes: Vec<u8>) -> Result<TaggedPdf, Unreadable> {
    guard::guarded(bytes, tree::read)
}
