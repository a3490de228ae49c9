//! From Typst's places back to the author's: what Typst finds in generated source is reported in the card that caused it.

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;

use super::world::PlanWorld;
use crate::diagnostic::Diagnostic;
use crate::render::Rendered;
use crate::source::Span;

pub(super) struct Places<'a> {
    pub world: &'a PlanWorld,
    pub rendered: &'a Rendered,
    pub top: Span,
}

impl Places<'_> {
    /// Typst's finding, at the author's place.
    pub(super) fn diagnostic(&self, found: &SourceDiagnostic) -> Diagnostic {
        let place = self.best(found);
        let message = format!("the page could not be set: {}", found.message);
        let mut diagnostic = match found.severity {
            Severity::Error => Diagnostic::error("template/typst", place, message),
            Severity::Warning => Diagnostic::warning("template/typst", place, found.message.to_string()),
        };
        let hints: Vec<&str> = found.hints.iter().map(|hint| hint.v.as_str()).collect();
        if !hints.is_empty() {
            diagnostic = diagnostic.help(hints.join("; "));
        }
        diagnostic
    }

    /// The finding's own place, else that of the innermost call which lies in a card, else the card that was being set.
    fn best(&self, found: &SourceDiagnostic) -> Span {
        let trace = found.trace.iter().map(|point| DiagSpan::from(point.span));
        let spans: Vec<DiagSpan> = std::iter::once(found.span).chain(trace).collect();
        let exact = spans.iter().find_map(|span| self.exact(*span));
        exact.or_else(|| spans.iter().find_map(|span| self.card(*span))).unwrap_or(self.top)
    }

    /// The place in a source from which a generated range was made.
    pub(super) fn exact(&self, span: DiagSpan) -> Option<Span> {
        let range = self.world.range(span)?;
        self.rendered.generated.get(span.id()?.vpath().get_without_slash())?.markup.origin(range)
    }

    /// The title of the card whose source holds the place.
    pub(super) fn card(&self, span: DiagSpan) -> Option<Span> {
        self.rendered.generated.get(span.id()?.vpath().get_without_slash())?.top
    }
}
