//! The kinds of cards, read as data: a schema and a template each, built in or the project's own.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::neighbours;
use super::schema::Schema;
use crate::diagnostic::{Diagnostic, Place, Report, Severity};
use crate::discover::{Template, Templates};
use crate::source::SourceSet;

/// One kind.
#[derive(Debug)]
pub struct Kind {
    pub name: String,
    pub schema: Schema,
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
    /// Whether a card of the kind has headings, numbers and appendices of its own.
    pub own_numbering: bool,
    /// Whether its top-level ordered lists are numbered paragraphs in the types that have such.
    pub numbered_paragraphs: bool,
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
            let Some(own) = read_schema(templates, &path, sources, report) else { continue };
            match Schema::compile(Schema::overlay(&base, &own)) {
                Ok(schema) => {
                    kinds.insert(name.to_owned(), Kind::new(name, schema));
                }
                Err(error) => report.push(broken(templates.get(&path), &path, sources, &error)),
            }
        }
        let schemas: Vec<(String, Json)> = kinds.iter().map(|(name, kind)| (name.clone(), kind.schema.value.clone())).collect();
        for (name, kind) in &mut kinds {
            let neighbours = neighbours::of_kinds(name, schemas.iter().map(|(name, schema)| (name.as_str(), schema)));
            kind.schema.tell(neighbours);
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
            reference: text(&schema.value, "x-reference"),
            headings,
            sums,
            data: text(&schema.value, "x-data"),
            rollup: flag("x-rollup"),
            gather: flag("x-gather"),
            own_numbering: flag("x-own-numbering"),
            numbered_paragraphs: flag("x-numbered-paragraphs"),
            schema,
        }
    }
}

/// Reads a schema that stands in a YAML file of the templates.
pub fn read_schema(templates: &Templates, path: &str, sources: &SourceSet, report: &mut Report) -> Option<Json> {
    let template = templates.get(path)?;
    match crate::parse::yaml::data(template.text()) {
        Ok(schema) => Some(schema),
        Err(error) => {
            report.push(broken(Some(template), path, sources, &error));
            None
        }
    }
}

fn broken(template: Option<&Template>, path: &str, sources: &SourceSet, error: &str) -> Diagnostic {
    let place = match template.and_then(|template| template.source) {
        Some(id) => {
            let first = sources.get(id).line_range(1);
            Place::Span(crate::source::Span::new(id, first))
        }
        None => Place::Path(format!("templates/{path}")),
    };
    Diagnostic::new(Severity::Error, "template/schema", place, format!("this schema cannot be used: {error}"))
        .help("a schema is JSON Schema 2020-12, written as YAML; the built-in kinds are examples")
}
