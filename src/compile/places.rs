//! From Typst's places back to the author's: what Typst finds in generated source is reported in
//! the card that caused it.

use std::collections::BTreeSet;

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;

use super::world::PlanWorld;
use super::{coverage, templates};
use crate::diagnostic::{Diagnostic, rules};
use crate::render::Rendered;
use crate::source::{SourceId, Span};

pub(super) struct Places<'a> {
    pub world: &'a PlanWorld<'a>,
    pub rendered: &'a Rendered,
    pub top: Span,
}

impl Places<'_> {
    /// The errors of a compilation, without those that follow from the first: where a file of the
    /// project's own is not understood, all that stands in it is misread.
    pub(super) fn causes<'e>(
        &self,
        errors: impl IntoIterator<Item = &'e SourceDiagnostic>,
    ) -> impl Iterator<Item = &'e SourceDiagnostic> {
        let mut misread: BTreeSet<String> = BTreeSet::new();
        errors.into_iter().filter(move |error| {
            let path = error
                .span
                .id()
                .map(|id| id.vpath().get_without_slash().to_owned())
                .unwrap_or_default();
            let is_template = self
                .rendered
                .generated
                .get(&path)
                .is_some_and(|made| made.template.is_some());
            !(is_template || self.rendered.theme.contains_key(&path)) || misread.insert(path)
        })
    }

    /// Typst's finding, at the author's place; what lies in the project's own theme is shown there,
    /// and what was being drawn beside it.
    pub(super) fn diagnostic(&self, found: &SourceDiagnostic) -> Diagnostic {
        self.diagnostic_at(found, None)
    }

    /// Whether Typst says where the finding lies. The main file draws what the cards wrote, in
    /// lists and heads, and is not where it was written.
    pub(super) fn is_placed(&self, found: &SourceDiagnostic) -> bool {
        self.own(found).is_some() || self.drawn(found).is_some_and(|place| place != self.top)
    }

    /// The same at a card for which Typst gives no place.
    pub(super) fn diagnostic_at(&self, found: &SourceDiagnostic, card: Option<Span>) -> Diagnostic {
        let own = self.own(found);
        let drawn = card.or_else(|| self.drawn(found));
        let template = self.template(found);
        // What no card has caused lies in the template of the document, and not in the manifest.
        let caused = drawn.filter(|drawn| *drawn != self.top);
        let place = own
            .or(caused)
            .or(template)
            .or_else(|| self.lacking(found))
            .unwrap_or(self.top);
        if let Some(c) = forbidden(&found.message) {
            return coverage::forbidden(c, place);
        }
        let message = format!("the page could not be set: {}", found.message);
        let mut diagnostic = match found.severity {
            Severity::Error => rules::template::TYPST.at(place, message),
            Severity::Warning => rules::template::TYPST
                .as_warning()
                .at(place, found.message.to_string()),
        };
        if let (Some(_), Some(drawn)) = (own, caused) {
            diagnostic = diagnostic.related(drawn, "when this was drawn");
        }
        if let Some(template) = template.filter(|template| *template != place) {
            diagnostic = diagnostic.related(template, "in the template, here");
        }
        let hints: Vec<&str> = found.hints.iter().map(|hint| hint.v.as_str()).collect();
        let is_missing =
            found.message.starts_with("unknown variable") && !self.rendered.theme.is_empty();
        if is_missing && own.is_none() {
            diagnostic = diagnostic.help("the project's own theme does not give it; `docs/theme.md` lists what a theme gives");
        } else if !hints.is_empty() {
            diagnostic = diagnostic.help(hints.join("; "));
        } else if own.is_some() {
            diagnostic = diagnostic.help("the theme needs mending, not the card; `docs/theme.md` says what its functions are");
        } else if template.is_some() {
            diagnostic = diagnostic.help("the template needs mending, not the card; `docs/kinds-and-types.md` says what it sees");
        }
        diagnostic
    }

    /// The place in the project's own theme, if that is where the innermost call lies that is not
    /// ours.
    fn own(&self, found: &SourceDiagnostic) -> Option<Span> {
        spans(found)
            .into_iter()
            .find(|span| self.theme(*span).is_some() || self.card(*span).is_some())
            .and_then(|span| self.theme(span))
    }

    /// The finding's own place, else that of the innermost call which lies in a card, else the card
    /// that was being set.
    fn drawn(&self, found: &SourceDiagnostic) -> Option<Span> {
        let spans = spans(found);
        let exact = spans.iter().find_map(|span| self.exact(*span));
        exact.or_else(|| spans.iter().find_map(|span| self.card(*span)))
    }

    /// The place in a template of the project's own that made what cannot be set; its first line,
    /// if the place cannot be told.
    fn template(&self, found: &SourceDiagnostic) -> Option<Span> {
        spans(found).into_iter().find_map(|span| {
            let generated = self
                .rendered
                .generated
                .get(span.id()?.vpath().get_without_slash())?;
            let own = generated.template.as_ref()?;
            // Where progress is followed, Typst's file goes on behind what was generated.
            let end = generated.markup.text.len();
            let range = self
                .world
                .range(span)
                .map(|range| range.start.min(end)..range.end.min(end))?;
            let first = 0..own.text.find('\n').unwrap_or(own.text.len());
            Some(Span::new(
                own.source,
                templates::origin(&generated.markup.text, range, &own.text).unwrap_or(first),
            ))
        })
    }

    /// The beginning of a file of the project's own theme, if something is missing that a theme
    /// gives.
    fn lacking(&self, found: &SourceDiagnostic) -> Option<Span> {
        let source = self
            .rendered
            .theme
            .values()
            .next()
            .filter(|_| found.message.starts_with("unknown variable"))?;
        Some(Span::new(*source, 0..0))
    }

    /// A place in the project's own theme.
    fn theme(&self, span: DiagSpan) -> Option<Span> {
        let source = *self
            .rendered
            .theme
            .get(span.id()?.vpath().get_without_slash())?;
        Some(Span::new(source, self.world.range(span)?))
    }

    /// The place in a source from which a generated range was made.
    pub(super) fn exact(&self, span: DiagSpan) -> Option<Span> {
        let range = self.world.range(span)?;
        self.rendered
            .generated
            .get(span.id()?.vpath().get_without_slash())?
            .markup
            .origin(range)
    }

    /// Who can do something about what is drawn at a place: the text that stands there; but where a
    /// card was made from others, their texts have done nothing wrong, and the card asked for
    /// them.
    pub(super) fn cause(&self, span: DiagSpan) -> Option<Span> {
        let (exact, card) = (self.exact(span), self.card(span));
        let Some((text, asked)) = exact.zip(card) else {
            return exact.or(card);
        };
        let is_card = |source: SourceId| {
            self.rendered
                .generated
                .values()
                .any(|made| made.top.is_some_and(|top| top.source == source))
        };
        let is_main = span
            .id()
            .is_some_and(|id| id.vpath().get_without_slash() == self.rendered.main);
        Some(
            if !is_main && text.source != asked.source && is_card(text.source) {
                asked
            } else {
                text
            },
        )
    }

    /// The title of the card whose source holds the place.
    pub(super) fn card(&self, span: DiagSpan) -> Option<Span> {
        self.rendered
            .generated
            .get(span.id()?.vpath().get_without_slash())?
            .top
    }
}

/// Where the finding lies, then the calls that led there, innermost first.
fn spans(found: &SourceDiagnostic) -> Vec<DiagSpan> {
    let trace = found.trace.iter().map(|point| DiagSpan::from(point.span));
    std::iter::once(found.span).chain(trace).collect()
}

/// The character that keeps a PDF from being of a standard (`the text contains the codepoint
/// `"\u{e000}"``).
fn forbidden(message: &str) -> Option<char> {
    let (_, code) = message.split_once("codepoint `\"\\u{")?;
    u32::from_str_radix(code.split_once('}')?.0, 16)
        .ok()
        .and_then(char::from_u32)
}
