//! The only place that names Tera (with `faults` and `filters`): the templates of kinds and types,
//! rendered in one engine, with their errors placed.

use std::collections::BTreeSet;

use tera::{Context, ErrorKind, Tera};

use super::bounded::Bounded;
use super::faults::{self, Fault};
use super::fragments::Fragments;
use super::markup::Markup;
use super::{RenderContext, filters};
use crate::diagnostic::{Diagnostic, Place, Report, rules};
use crate::discover::Templates;
use crate::limits::TEMPLATE_OUTPUT;
use crate::source::{SourceSet, Span};

/// The folders whose templates may be used: those of kinds and types, and parts that several of
/// them include.
const FOLDERS: [&str; 3] = ["kinds", "parts", "types"];

/// All templates of a project, compiled.
pub struct Engine {
    pages: Compiled,
    web: Compiled,
}

/// What Tera needs to know of the language of a template.
#[derive(Clone, Copy)]
struct Language {
    ending: &'static str,
    folders: &'static [&'static str],
    escape: fn(&str, &mut dyn std::io::Write) -> std::io::Result<()>,
}

const TYPST: Language = Language {
    ending: ".typ",
    folders: &FOLDERS,
    escape: filters::escaped,
};
const HTML: Language = Language {
    ending: ".html",
    folders: &["kinds", "parts", "theme", "types"],
    escape: filters::escaped_html,
};

/// The templates in one language.
struct Compiled {
    tera: Tera,
    /// Those that cannot be used; that has been reported.
    broken: BTreeSet<String>,
}

impl Engine {
    /// Compiles every template of kinds, types and parts. One that is broken is reported at its
    /// place.
    pub fn new(templates: &Templates, sources: &SourceSet, report: &mut Report) -> Self {
        let mut compiled = |language: Language| {
            Mending {
                language,
                templates,
                sources,
                report: &mut *report,
            }
            .compiled()
        };
        Self {
            pages: compiled(TYPST),
            web: compiled(HTML),
        }
    }

    fn of(&self, name: &str) -> &Compiled {
        if name.ends_with(HTML.ending) {
            &self.web
        } else {
            &self.pages
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.of(name).tera.contains_template(name)
    }

    /// Renders a template and puts the drawn Markdown in. An error is shown at `top`, the card that
    /// was being drawn; nothing is said if the template is known to be broken.
    pub fn render(
        &self,
        name: &str,
        values: &serde_json::Value,
        fragments: &Fragments,
        top: Span,
        scene: &RenderContext<'_>,
        report: &mut Report,
    ) -> Option<Markup> {
        let Compiled { tera, broken } = self.of(name);
        if broken.contains(name) {
            return None;
        }
        let mut out = Bounded::default();
        let made = Context::from_serialize(values)
            .and_then(|context| tera.render_to(name, &context, &mut out));
        match made {
            Ok(()) => Some(fragments.splice(&out.text())),
            Err(_) if out.full => {
                report.push(too_much(name, top, scene));
                None
            }
            Err(error) => {
                report.push(failed(name, faults::of_rendering(&error), top, scene));
                None
            }
        }
    }
}

fn fresh(language: Language) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([language.ending]);
    tera.set_escape_fn(language.escape);
    filters::register(&mut tera);
    tera
}

/// Finds which templates are broken, so that only those are missing.
struct Mending<'a, 'r> {
    language: Language,
    templates: &'a Templates,
    sources: &'a SourceSet,
    report: &'r mut Report,
}

impl Mending<'_, '_> {
    fn compiled(self) -> Compiled {
        let templates = self.templates;
        let folders = self
            .language
            .folders
            .iter()
            .flat_map(|folder| templates.below(folder));
        let of_language = folders.filter(|(path, _)| path.ends_with(self.language.ending));
        let all: Vec<(&str, &str)> = of_language
            .map(|(path, template)| (path, template.text()))
            .collect();
        let mut tera = fresh(self.language);
        if tera.add_raw_templates(all.iter().copied()).is_ok() {
            return Compiled {
                tera,
                broken: BTreeSet::new(),
            };
        }
        self.mend(all)
    }

    fn mend(mut self, mut left: Vec<(&str, &str)>) -> Compiled {
        let mut broken = BTreeSet::new();
        // First those that cannot be read by themselves, then, one round after the other, those
        // that do not go together.
        left.retain(
            |&(name, text)| match fresh(self.language).add_raw_template(name, text) {
                Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => {
                    self.say(&faults::of_rendering(&error));
                    broken.insert(name.to_owned());
                    false
                }
                _ => true,
            },
        );
        let mut tera = fresh(self.language);
        while let Err(error) = tera.add_raw_templates(left.iter().copied()) {
            let before = left.len();
            for fault in faults::of_templates(&error, &|name| self.text(name)) {
                // What only fails because a broken template is missing is not said.
                if !broken
                    .iter()
                    .any(|other| fault.message.contains(&format!("`{other}`")))
                {
                    self.say(&fault);
                }
                left.retain(|(name, _)| *name != fault.name);
                broken.insert(fault.name);
            }
            if left.len() == before {
                broken.extend(left.drain(..).map(|(name, _)| name.to_owned()));
            }
        }
        Compiled { tera, broken }
    }

    fn text(&self, name: &str) -> String {
        self.templates
            .get(name)
            .map_or_else(String::new, |template| template.text().to_owned())
    }

    fn say(&mut self, fault: &Fault) {
        let span = span(fault, self.templates, self.sources);
        let place = span.map_or_else(
            || Place::Path(format!("templates/{}", fault.name)),
            Place::Span,
        );
        let message = format!("this template cannot be used: {}", fault.message);
        let diagnostic = rules::template::TERA.of(place, message);
        self.report.push(
            diagnostic.help(
                fault
                    .help
                    .as_deref()
                    .unwrap_or("the built-in kinds are examples of templates"),
            ),
        );
    }
}

/// Where a fault lies, if the template is the project's own.
fn span(fault: &Fault, templates: &Templates, sources: &SourceSet) -> Option<Span> {
    let id = templates.get(&fault.name)?.source?;
    let text = sources.get(id).text();
    let (start, end) = (
        text.floor_char_boundary(fault.range.start),
        text.floor_char_boundary(fault.range.end),
    );
    Some(if end == 0 {
        Span::new(id, sources.get(id).line_range(1))
    } else {
        Span::new(id, start..end)
    })
}

fn failed(name: &str, fault: Fault, top: Span, scene: &RenderContext<'_>) -> Diagnostic {
    let fault = if fault.name.is_empty() {
        Fault {
            name: name.to_owned(),
            ..fault
        }
    } else {
        fault
    };
    let message = format!("the template `{name}` failed: {}", fault.message);
    let diagnostic = match span(&fault, scene.templates, scene.sources) {
        // What no card has caused lies in the template of the document, and not in the manifest.
        Some(span) if top.source == scene.document.manifest.source => {
            rules::template::TERA.at(span, message)
        }
        Some(span) => rules::template::TERA
            .at(top, message)
            .related(span, "in the template, here"),
        None => rules::template::TERA.at(top, message),
    };
    diagnostic.help(
        fault
            .help
            .unwrap_or_else(|| "the template needs mending, not the card".to_owned()),
    )
}

fn too_much(name: &str, top: Span, scene: &RenderContext<'_>) -> Diagnostic {
    let message = format!(
        "the template `{name}` writes more than {} MB for this card",
        TEMPLATE_OUTPUT / 1024 / 1024
    );
    let diagnostic = rules::template::LIMIT
        .at(top, message)
        .help("mend the loop in it that goes on for too long");
    let template = scene
        .templates
        .get(name)
        .and_then(|template| template.source);
    match template {
        Some(id) => diagnostic.related(
            Span::new(id, scene.sources.get(id).line_range(1)),
            "the template",
        ),
        None => diagnostic,
    }
}
