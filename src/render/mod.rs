//! A document and the templates to Typst source, with a map from every generated place to the
//! author's.
//!
//! In: a [`RenderContext`]. Out: the files of Typst's world, each with its source map. Tera decides what
//! goes in (a call per card, with its fields); the theme, which is Typst, decides how it looks.
//! This module never compiles and never checks.

mod assets;
mod bounded;
mod chart;
mod context;
pub mod escape;
mod faults;
mod figures;
mod filters;
mod fragments;
mod gantt;
mod growth;
pub mod html;
mod manifest;
mod marks;
mod markup;
mod measures;
mod outstanding;
mod pages;
mod progress;
mod required;
mod rollup;
mod run_on;
mod sections;
mod sources;
pub mod targets;
mod template;
pub mod text;
mod tree;
mod trends;
mod widths;
mod writer;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use html::render_web;
pub use marks::{Mark, Marks};
pub use markup::Markup;
pub use pages::render;
pub use progress::{Event, Progress, Task};
pub use template::Engine;

use crate::discover::{LastCommit, NamedFile, Templates};
use crate::model::document::Document;
use crate::model::endorsements::Endorsement;
use crate::model::growth::Growth;
use crate::model::kinds::Kinds;
use crate::model::pictures::Pictures;
use crate::model::project_index::ProjectIndex;
use crate::model::redline::Redline;
use crate::source::{SourceId, SourceSet, Span};

/// All that a rendering depends on.
pub struct RenderContext<'a> {
    /// What is drawn.
    pub document: &'a Document,
    /// The texts, for places.
    pub sources: &'a SourceSet,
    /// Pictures and other files, by their path below the root.
    pub files: &'a BTreeMap<String, Arc<[u8]>>,
    /// The pictures that it names.
    pub pictures: &'a Pictures,
    /// Built-in templates, and over them the project's own.
    pub templates: &'a Templates,
    /// What kinds of card there are.
    pub kinds: &'a Kinds,
    /// What other documents of the project are called, and their places.
    pub project_index: &'a ProjectIndex,
    /// The unresolved places; empty unless it is a draft.
    pub marks: Marks,
    /// Whether it is marked as a draft.
    pub draft: bool,
    /// The commit that the foot names, if it is to name one.
    pub commit: Option<&'a LastCommit>,
    /// Who endorsed what, and whether it is still that.
    pub endorsements: &'a [Endorsement],
    /// How it grew from version to version; empty if no card of it shows that.
    pub growth: &'a [Growth],
    /// Whether the lines are numbered, for reviewers who cite them.
    pub line_numbers: bool,
    /// Fonts of the document's own.
    pub fonts: &'a [NamedFile],
    /// Characters that no font has, for which a box is drawn.
    pub uncovered: BTreeSet<char>,
    /// Ids for which a template should have made places: they are made at the end of its card.
    pub settled: BTreeSet<String>,
    /// The name of the main file and of the folder beside it: `SLUG-vVERSION[-draft]`.
    pub base: String,
    /// What else changed, where the texts hold two states of the document.
    pub redline: Option<&'a Redline>,
    /// Is told which card a template is at work on.
    pub progress: &'a Progress,
}

/// One generated file.
#[derive(Debug, Clone, Default)]
pub struct Generated {
    /// The Typst source, and where each part came from.
    pub markup: Markup,
    /// Where to report what has no closer place: the card's title, the manifest's first line.
    pub top: Option<Span>,
    /// The card's file, or the manifest.
    pub path: String,
    /// The template that made it.
    pub template: Option<Own>,
}

/// A template of the project's own.
#[derive(Debug, Clone)]
pub struct Own {
    /// The template, among the texts.
    pub source: SourceId,
    /// What it says.
    pub text: Arc<str>,
}

/// The files of Typst's world, by path from its root.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The path of the main file.
    pub main: String,
    /// The files that were made, by their path.
    pub generated: BTreeMap<String, Generated>,
    /// Theme files, fonts' bytes and pictures, as they are.
    pub copied: BTreeMap<String, Arc<[u8]>>,
    /// Of the copied files, those of the project's own theme, with their places.
    pub theme: BTreeMap<String, SourceId>,
    /// The font files of the project and of the document.
    pub fonts: Vec<Arc<[u8]>>,
    /// The ids for which templates of the project's own must make places.
    pub targets: Vec<targets::Target>,
}
