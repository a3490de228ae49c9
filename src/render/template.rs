//! The only place that names Tera: the templates of kinds and types, rendered in one engine, with their errors placed.

use tera::{Context, ErrorKind, Tera};

use super::context::{CLOSE, OPEN};
use super::markup::Markup;
use super::{Scene, filters};
use crate::diagnostic::{Diagnostic, Report};
use crate::discover::Templates;
use crate::source::{SourceSet, Span};

/// All templates of a project, compiled.
pub struct Engine {
    pages: Tera,
    web: Tera,
}

impl Engine {
    /// Compiles every template of kinds and types, and those of the theme that are HTML. One that is broken is reported at its place.
    pub fn new(templates: &Templates, sources: &SourceSet, report: &mut Report) -> Self {
        let (mut pages, mut web) = (Tera::new(), Tera::new());
        pages.autoescape_on([".typ"]);
        pages.set_escape_fn(filters::escaped);
        web.autoescape_on([".html"]);
        web.set_escape_fn(filters::escaped_html);
        filters::register(&mut pages);
        Self {
            pages: compiled(pages, ".typ", &["kinds", "types"], templates, sources, report),
            web: compiled(web, ".html", &["kinds", "types", "theme"], templates, sources, report),
        }
    }

    fn of(&self, name: &str) -> &Tera {
        if name.ends_with(".html") { &self.web } else { &self.pages }
    }

    pub fn has(&self, name: &str) -> bool {
        self.of(name).contains_template(name)
    }

    /// Renders a template and puts the drawn Markdown in. An error is shown at `top`, the card that was being drawn.
    pub fn render(
        &self,
        name: &str,
        values: &serde_json::Value,
        fragments: &[Markup],
        top: Span,
        scene: &Scene<'_>,
        report: &mut Report,
    ) -> Option<Markup> {
        let made = Context::from_serialize(values).and_then(|context| self.of(name).render(name, &context));
        match made {
            Ok(text) => Some(splice(&text, fragments)),
            Err(error) => {
                let related = scene.templates.get(name).and_then(|template| template.source);
                let related = related.map(|id| error_span(&error, id, scene.sources));
                report.push(diagnostic(&error, Some(top), related, name));
                None
            }
        }
    }
}

/// An engine with all templates of some folders and one ending.
fn compiled(
    mut tera: Tera,
    ending: &str,
    folders: &[&str],
    templates: &Templates,
    sources: &SourceSet,
    report: &mut Report,
) -> Tera {
    let all = || folders.iter().flat_map(|folder| templates.below(folder)).filter(|(path, _)| path.ends_with(ending));
    if tera.add_raw_templates(all().map(|(path, template)| (path, template.text()))).is_ok() {
        return tera;
    }
    // One is broken: add them one by one, so that only the broken ones are missing.
    for (path, template) in all() {
        if let Err(error) = tera.add_raw_template(path, template.text()) {
            let place = templates.get(path).and_then(|template| template.source);
            let span = place.map(|id| error_span(&error, id, sources));
            report.push(diagnostic(&error, span, None, path));
        }
    }
    tera
}

fn diagnostic(error: &tera::Error, span: Option<Span>, related: Option<Span>, name: &str) -> Diagnostic {
    let message = format!("the template `{name}` failed: {}", message(error));
    let place = span.map_or_else(|| crate::diagnostic::Place::Path(format!("templates/{name}")), crate::diagnostic::Place::Span);
    let diagnostic = Diagnostic::new(crate::diagnostic::Severity::Error, "template/tera", place, message)
        .help("the template needs mending, not the card; the built-in kinds are examples");
    match related {
        Some(span) => diagnostic.related(span, "in the template, here"),
        None => diagnostic,
    }
}

fn message(error: &tera::Error) -> String {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
        _ => error.to_string(),
    }
}

fn error_span(error: &tera::Error, id: crate::source::SourceId, sources: &SourceSet) -> Span {
    let range = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.span().range.clone(),
        _ => 0..0,
    };
    let end = sources.get(id).text().len();
    Span::new(id, range.start.min(end)..range.end.min(end))
}

/// Replaces every token by its markup.
fn splice(text: &str, fragments: &[Markup]) -> Markup {
    let mut markup = Markup::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        markup.code(before);
        let Some((number, after)) = after.split_once(CLOSE) else { break };
        if let Some(fragment) = number.parse::<usize>().ok().and_then(|number| fragments.get(number)) {
            markup.append(fragment);
        }
        rest = after;
    }
    markup.code(rest);
    markup
}
