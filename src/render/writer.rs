//! What a format has to know: how each thing that a template places is written in it. The context
//! of templates is built once for all formats ([`super::context`]), over one of these.

use super::fragments::Fragments;
use super::markup::Markup;
use super::tree::{Asset, Frame, Mark, Piece, Stray};
use crate::source::Span;

/// A format, as a fold of the settled tree.
pub trait Writer: Sync {
    /// A piece of an author's Markdown.
    fn piece(&self, piece: &Piece<'_>) -> Markup;

    /// A text without Markdown.
    fn words(&self, text: &str, span: Span) -> Markup;

    /// A link to an id of the document, around what is written already.
    fn reference(&self, id: &str, inner: &Markup) -> Markup;

    /// A mark for a place that has no words of its own.
    fn blank(&self, mark: Mark) -> Markup;

    /// What stands around a card, or at its head.
    fn frame(&self, frame: &Frame<'_>) -> Markup;

    /// Draft marks of one source that no written text carries.
    fn strays(&self, strays: &[Stray<'_>]) -> Markup;

    /// By what a template names a picture; none if it cannot be shown.
    fn picture(&self, asset: &Asset<'_>) -> Option<String>;

    /// A place for what was written, until the template has been rendered.
    fn fragments(&self) -> Fragments {
        Fragments::default()
    }
}
