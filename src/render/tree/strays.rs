//! Draft marks of places that the page does not print: an alternative text, a key that the template
//! leaves out.

use crate::render::RenderContext;
use crate::source::{SourceId, Span};

/// A mark that no drawn text carried.
pub struct Stray<'a> {
    /// Its number in the list at the end.
    pub number: usize,
    /// What is open, in words.
    pub text: &'a str,
    /// Where it is.
    pub span: Span,
    /// The file.
    pub path: &'a str,
    /// The line in it.
    pub line: usize,
}

/// The marks of a source that are not among those `drawn`.
pub fn strays<'a>(
    scene: &'a RenderContext<'_>,
    source: SourceId,
    drawn: &[usize],
) -> Vec<Stray<'a>> {
    let text = scene.sources.get(source);
    let stray = scene.marks.stray(source, drawn).into_iter();
    stray
        .map(|(number, mark)| Stray {
            number,
            text: &mark.text,
            span: mark.span,
            path: text.path(),
            line: text.shown_position(mark.span.start).line,
        })
        .collect()
}
