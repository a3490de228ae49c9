//! The kinds of cards, read as data: a schema and a template each, built in or the project's own.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::schema::Schema;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::discover::Templates;
use crate::parse::yaml;
use crate::source::{SourceId, SourceSet, Span};

/// One kind.
#[derive(Debug)]
pub struct Kind {
    pub name: String,
    pub schema: Schema,
    /// Whether there is a `card.typ`, by which its cards are drawn.
    pub has_template: bool,
    /// How a reference to a card of the kind prints, such as `Workstream {number}`.
    pub reference: Option<String>,
    /// The headings that the body must have, in order.
    pub headings: Vec<RequiredHeading>,
    /// Where rows of figures and their totals stand.
    pub sums: Option<SumKeys>,
    /// How rows are made from the file that `data` names: `cells`, or `labelled` (`label` and `values`).
    pub data: Option<String>,
    /// Whether cards of the kind are made from other cards (`of`, `where`, `columns` …).
    pub rollup: bool,
    /// Whether cards of the kind gather the entries of other cards' lists (`of`).
    pub gather: bool,
}

/// `x-sums`: the keys of the rows, each with `label`, `values` and perhaps `group`, and of the totals.
#[derive(Debug, Clone)]
pub struct SumKeys {
    pub rows: String,
    pub totals: String,
}

/// A heading that a kind requires in the body.
#[derive(Debug, Clone)]
pub struct RequiredHeading {
    pub title: String,
    /// The manifest's list for whose entries there must be one heading each, one level down.
    pub each: Option<String>,
}

/// All kinds of a project, by name.
#[derive(Debug, Default)]
pub struct Kinds {
    kinds: BTreeMap<String, Kind>,
}

impl Kinds {
    /// Reads `kinds/NAME/schema.yaml` of each kind, over the keys that every card has.
    pub fn load(templates: &Templates, sources: &SourceSet, report: &mut Report) -> Self {
        let base = read_schema(templates, "schemas/card.yaml", sources, report).unwrap_or(Json::Null);
        let mut kinds = BTreeMap::new();
        for name in templates.names("kinds") {
            let path = format!("kinds/{name}/schema.yaml");
            if templates.get(&path).is_none() {
                report.push(without_schema(name));
            }
            let Some(own) = read_schema(templates, &path, sources, report) else { continue };
            if let Some(schema) = compile_schema(Schema::overlay(&base, &own), templates, &path, sources, report) {
                let has_template = templates.get(&format!("kinds/{name}/card.typ")).is_some();
                kinds.insert(name.to_owned(), Kind { has_template, ..Kind::new(name, schema) });
            }
        }
        Self { kinds }
    }

    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }
}

impl Kind {
    fn new(name: &str, schema: Schema) -> Self {
        let text = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        let headings = schema.value.get("x-headings").and_then(Json::as_array).into_iter().flatten();
        let headings = headings
            .filter_map(|heading| Some(RequiredHeading { title: text(heading, "title")?, each: text(heading, "each") }))
            .collect();
        let sums = schema.value.get("x-sums");
        let sums = sums.and_then(|keys| Some(SumKeys { rows: text(keys, "rows")?, totals: text(keys, "totals")? }));
        let flag = |key: &str| schema.value.get(key).and_then(Json::as_bool).unwrap_or(false);
        Self {
            name: name.to_owned(),
            has_template: false,
            reference: text(&schema.value, "x-reference"),
            headings,
            sums,
            data: text(&schema.value, "x-data"),
            rollup: flag("x-rollup"),
            gather: flag("x-gather"),
            schema,
        }
    }
}

fn without_schema(name: &str) -> Diagnostic {
    let place = Place::Path(format!("templates/kinds/{name}/schema.yaml"));
    let message = format!("the kind `{name}` has no schema, so no card can be of it");
    Diagnostic::new(Severity::Error, "template/missing", place, message)
        .help("write the file; `title: …` and `properties: {}` are enough to begin with")
}

/// Reads a schema that stands in a YAML file of the templates.
pub fn read_schema(templates: &Templates, path: &str, sources: &SourceSet, report: &mut Report) -> Option<Json> {
    let template = templates.get(path)?;
    match yaml::data(template.text()) {
        Ok(schema) => Some(schema),
        Err((message, at)) => {
            let line = |id: SourceId| {
                let line = sources.get(id).line_range(sources.get(id).position(at).line);
                Span::new(id, at.clamp(line.start, line.end)..line.end)
            };
            let message = format!("it is not valid YAML: {message}");
            report.push(broken(template.source.map(line), path, &message));
            None
        }
    }
}

/// Compiles a schema that was read from a file of the templates, perhaps laid over another.
pub fn compile_schema(
    value: Json,
    templates: &Templates,
    path: &str,
    sources: &SourceSet,
    report: &mut Report,
) -> Option<Schema> {
    match Schema::compile(value) {
        Ok(schema) => Some(schema),
        Err(error) => {
            let own = templates.get(path).and_then(|template| template.source);
            report.push(broken(own.map(|id| place(&error.path, id, sources)), path, &error.message));
            None
        }
    }
}

/// The value to which a path leads in a schema's file, or the nearest above it that stands there.
fn place(path: &[String], id: SourceId, sources: &SourceSet) -> Span {
    let first = Span::new(id, sources.get(id).line_range(1));
    let Some(node) = yaml::parse(id, 0, sources.get(id).text(), &mut Report::default()) else { return first };
    let at = |length: usize| node.at(path[..length].iter().map(String::as_str));
    let found = (1..=path.len()).rev().find_map(at);
    found.map_or(first, |(node, _)| node.span)
}

fn broken(place: Option<Span>, path: &str, error: &str) -> Diagnostic {
    let place = place.map_or_else(|| Place::Path(format!("templates/{path}")), Place::Span);
    Diagnostic::new(Severity::Error, "template/schema", place, format!("this schema cannot be used: {error}"))
        .help("a schema is JSON Schema 2020-12, written as YAML; the built-in kinds are examples")
}
