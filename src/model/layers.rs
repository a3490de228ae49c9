//! The schemas that templates bring: read from YAML, checked word by word, and laid over the keys
//! that every card or manifest has.
//!
//! In: a file of the templates. Out: a schema, and, for a file of the project's own, what is wrong
//! with it, at the word that is wrong. What may stand in a schema is a schema itself,
//! `templates/schemas/kind.yaml`. A schema that cannot be used gives way to one that allows any
//! key, so that a mistake in it is reported once and not in every card.

use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use super::labels;
use super::schema::{Schema, Subject};
use super::tables;
use crate::diagnostic::{Diagnostic, Place, Report, did_you_mean, rules};
use crate::discover::{Template, Templates};
use crate::parse::yaml::{self, Node};
use crate::source::{SourceId, SourceSet, Span};

/// What may stand in a schema.
static SCHEMA_OF_SCHEMAS: LazyLock<Option<Schema>> = LazyLock::new(|| {
    let templates = Templates::builtin();
    let text = templates.get("schemas/kind.yaml")?.text();
    yaml::data(text)
        .ok()
        .and_then(|schema| Schema::compile(schema).ok())
});

/// Reads the schemas of a project's templates.
#[derive(Clone, Copy)]
pub struct SchemaLoader<'a> {
    /// Built-in templates, and over them the project's own.
    pub templates: &'a Templates,
    /// The texts, for places.
    pub sources: &'a SourceSet,
}

/// A schema laid over a base.
#[derive(Debug)]
pub struct Layered {
    /// All layers as one JSON Schema.
    pub schema: Schema,
    /// Whether it is what its author wrote; else it allows any key.
    pub usable: bool,
}

impl Layered {
    fn of_any_key(base: &Json) -> Option<Self> {
        Some(Self {
            schema: Schema::compile(without_limits(base)).ok()?,
            usable: false,
        })
    }
}

/// A schema file that could be read.
struct Read {
    value: Json,
    /// With its places, if it is the project's own.
    own: Option<(SourceId, Node)>,
}

impl<'a> SchemaLoader<'a> {
    /// Reads a schema; `None` if there is none. One of the project's own that cannot be used is
    /// reported, and the built-in one takes its place.
    pub fn read(self, path: &str, report: &mut Report) -> Option<Json> {
        let read = self.file(path, report)?.ok();
        let sound = read.filter(|read| {
            let problems = read
                .own
                .as_ref()
                .map(|(_, node)| self.problems(node, &read.value, None, false))
                .unwrap_or_default();
            let sound = problems.is_empty();
            problems
                .into_iter()
                .for_each(|problem| report.push(problem));
            sound
        });
        let built_in = || yaml::data(Templates::builtin().get(path)?.text()).ok();
        sound.map(|read| read.value).or_else(built_in)
    }

    /// Lays the schema at a path over a base; `None` if there is none.
    pub fn over(self, base: &Json, path: &str, report: &mut Report) -> Option<Layered> {
        let layered = match self.file(path, report)? {
            Ok(read) => self.layered(base, &read, path, report),
            Err(()) => None,
        };
        layered
            .map(|schema| Layered {
                schema,
                usable: true,
            })
            .or_else(|| Layered::of_any_key(base))
    }

    /// For a folder of the project's own that holds no schema: that is reported, and any key is
    /// allowed.
    pub fn missing(self, base: &Json, folder: &str, report: &mut Report) -> Option<Layered> {
        let beside = self
            .templates
            .below(folder)
            .find_map(|(_, template)| template.source)?;
        let file = self.sources.get(beside).path();
        let path = file
            .rfind(folder)
            .map_or(file, |at| &file[..at + folder.len()]);
        let message = format!(
            "`{}` has no schema",
            folder.rsplit('/').next().unwrap_or(folder)
        );
        let place = Place::Path(format!("{path}/schema.yaml"));
        let diagnostic = rules::template::SCHEMA.of(place, message);
        report.push(diagnostic.help(
            "write one, if only with a line `title: …`; `docs/kinds-and-types.md` shows how",
        ));
        Layered::of_any_key(base)
    }

    fn layered(self, base: &Json, read: &Read, path: &str, report: &mut Report) -> Option<Schema> {
        let merged = match tables::word(&read.value) {
            Some(word) if path.starts_with("kinds/") => self.fed(base, &read.value, &word, report),
            _ => Schema::overlay(base, &read.value),
        };
        if let Some((_, node)) = &read.own {
            let problems =
                self.problems(node, &read.value, Some(&merged), path.starts_with("types/"));
            if !problems.is_empty() {
                problems
                    .into_iter()
                    .for_each(|problem| report.push(problem));
                return None;
            }
        }
        match Schema::compile(merged) {
            Ok(schema) => Some(schema),
            Err(error) => {
                let place = read
                    .own
                    .as_ref()
                    .map(|(id, node)| place(*id, node, &error.path, self.sources));
                report.push(unusable(place, path, &error.message));
                None
            }
        }
    }

    /// A schema over a base and over the keys that name a file of data; `word` says what comes from
    /// there.
    fn fed(self, base: &Json, schema: &Json, word: &Json, report: &mut Report) -> Json {
        let data = self.read("schemas/data.yaml", report);
        let keys = data.and_then(|data| data.get("properties").cloned());
        let keys = json!({ "properties": keys, "x-data": word });
        Schema::overlay(&Schema::overlay(base, &keys), schema)
    }

    /// A file of the templates; `None` if it is not there, an error if it is no YAML.
    fn file(self, path: &str, report: &mut Report) -> Option<Result<Read, ()>> {
        let template: &Template = self.templates.get(path)?;
        let Some(id) = template.source else {
            return Some(
                yaml::data(template.text())
                    .map(|value| Read { value, own: None })
                    .map_err(|error| {
                        report.push(unusable(None, path, &error));
                    }),
            );
        };
        let node = yaml::parse(id, 0, self.sources.get(id).text(), report);
        Some(
            node.map(|node| Read {
                value: node.to_json(),
                own: Some((id, node)),
            })
            .ok_or(()),
        )
    }

    /// What is wrong with a schema of the project's own. `merged` is the whole of which it is a
    /// part, if that is known; `is_type` says that it is a type's.
    fn problems(
        self,
        node: &Node,
        value: &Json,
        merged: Option<&Json>,
        is_type: bool,
    ) -> Vec<Diagnostic> {
        let Some(schemas) = SCHEMA_OF_SCHEMAS.as_ref() else {
            return Vec::new();
        };
        let top = Span::new(
            node.span.source,
            self.sources.get(node.span.source).line_range(1),
        );
        let mut found = Report::default();
        schemas.check_whole(
            node,
            Subject {
                name: "a schema",
                top,
                elsewhere: &[],
            },
            &mut found,
        );
        let mut problems: Vec<Diagnostic> =
            found.diagnostics().iter().cloned().map(in_schema).collect();
        let mut words = Words {
            whole: merged.unwrap_or(value),
            is_type,
            problems: &mut problems,
        };
        schemas.walk(node, &mut |node, meaning| words.look(node, meaning));
        problems
    }

    /// Words of the project's own schemas that name kinds which there are not.
    pub fn unknown_kinds(self, path: &str, kinds: &[&str], report: &mut Report) {
        let own = self
            .templates
            .get(path)
            .and_then(|template| template.source);
        let (Some(id), Some(schemas)) = (own, SCHEMA_OF_SCHEMAS.as_ref()) else {
            return;
        };
        let Some(node) = yaml::parse(id, 0, self.sources.get(id).text(), &mut Report::default())
        else {
            return;
        };
        schemas.walk(&node, &mut |node, meaning| {
            if let Some(name) = node
                .text()
                .filter(|name| meaning.get("x-kind").is_some() && !kinds.contains(name))
            {
                let message = format!("there is no kind `{name}`");
                report.push(with_near(
                    problem(node.span, message),
                    name,
                    kinds,
                    "write the name of a kind",
                ));
            }
        });
    }
}

/// What the words of a schema say of its other words.
struct Words<'a> {
    whole: &'a Json,
    /// Whether it is the schema of a type, and not of a kind.
    is_type: bool,
    problems: &'a mut Vec<Diagnostic>,
}

impl Words<'_> {
    fn look(&mut self, node: &Node, meaning: &Json) {
        if meaning.get("x-key").is_some() {
            self.key(node, &keys(self.whole));
        }
        let has = |word: &str| {
            meaning
                .get("properties")
                .is_some_and(|words| words.get(word).is_some())
        };
        if has("$ref") || has("x-reference") {
            self.reference(node);
            self.required(node, has("x-reference"));
            labels::look(
                node,
                has("x-reference").then_some(self.whole),
                self.is_type,
                self.problems,
            );
        }
    }

    /// A word whose value is a key of the card.
    fn key(&mut self, node: &Node, known: &[&str]) {
        if let Some(name) = node.text().filter(|name| !known.contains(name)) {
            let message = format!("`{name}` is not a key of this schema");
            self.problems.push(with_near(
                problem(node.span, message),
                name,
                known,
                "name one of its `properties`",
            ));
        }
    }

    /// `$ref` leads to a place in the same file.
    fn reference(&mut self, schema: &Node) {
        let Some((node, target)) = schema
            .get("$ref")
            .and_then(|node| Some((node, node.text()?)))
        else {
            return;
        };
        let found = target
            .strip_prefix('#')
            .and_then(|pointer| self.whole.pointer(pointer));
        if found.is_none() {
            let definitions = self.whole.get("$defs").and_then(Json::as_object);
            let known: Vec<String> = definitions
                .into_iter()
                .flat_map(|map| map.keys())
                .map(|name| format!("#/$defs/{name}"))
                .collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let message = format!("`$ref` leads to `{target}`, which this schema has not");
            let otherwise = "a schema refers to its own `$defs`, as in `$ref: \"#/$defs/score\"`";
            self.problems.push(with_near(
                problem(node.span, message),
                target,
                &known,
                otherwise,
            ));
        }
    }

    /// What is required must be allowed. At the top, the keys of every card or manifest are too.
    fn required(&mut self, schema: &Node, top: bool) {
        let is_closed = schema.get("additionalProperties").and_then(Node::as_bool) == Some(false);
        let Some(required) = schema.get("required").filter(|_| top || is_closed) else {
            return;
        };
        let properties = schema
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default();
        let mut known: Vec<&str> = properties
            .iter()
            .map(|(key, _)| key.name.as_str())
            .collect();
        if top {
            known.extend(keys(self.whole));
        }
        required
            .items()
            .iter()
            .for_each(|item| self.key(item, &known));
    }
}

/// The keys at the top of a schema.
pub(super) fn keys(schema: &Json) -> Vec<&str> {
    let properties = schema.get("properties").and_then(Json::as_object);
    properties
        .into_iter()
        .flat_map(|map| map.keys().map(String::as_str))
        .collect()
}

/// The base, with any key allowed.
fn without_limits(base: &Json) -> Json {
    let mut open = base.clone();
    if let Some(words) = open.as_object_mut() {
        words.remove("additionalProperties");
    }
    open
}

/// The place of a word, from the path to it; the first line, if the word stands in the base.
fn place(id: SourceId, node: &Node, path: &[String], sources: &SourceSet) -> Span {
    let found = node
        .at(path.iter().map(String::as_str))
        .filter(|_| !path.is_empty());
    found.map_or_else(
        || Span::new(id, sources.get(id).line_range(1)),
        |(node, _)| node.span,
    )
}

/// A finding about a schema, whatever it would be called in a card.
fn in_schema(found: Diagnostic) -> Diagnostic {
    Diagnostic {
        code: rules::template::SCHEMA.code.into(),
        ..found
    }
}

pub(super) fn problem(span: Span, message: String) -> Diagnostic {
    rules::template::SCHEMA.at(span, message)
}

pub(super) fn with_near(
    diagnostic: Diagnostic,
    word: &str,
    known: &[&str],
    otherwise: &str,
) -> Diagnostic {
    match did_you_mean(word, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(otherwise),
    }
}

fn unusable(place: Option<Span>, path: &str, error: &str) -> Diagnostic {
    let place = place.map_or_else(|| Place::Path(format!("templates/{path}")), Place::Span);
    rules::template::SCHEMA
        .of(place, format!("this schema cannot be used: {error}"))
        .help("a schema is JSON Schema 2020-12, written as YAML; `docs/kinds-and-types.md` explains it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_schema_obeys_the_schema_of_schemas() {
        let schemas = SCHEMA_OF_SCHEMAS
            .as_ref()
            .expect("`templates/schemas/kind.yaml` is a schema");
        let templates = Templates::builtin();
        let mut sources = SourceSet::default();
        let mut seen = 0;
        for folder in ["kinds", "types", "schemas"] {
            for (path, template) in templates
                .below(folder)
                .filter(|(path, _)| path.ends_with(".yaml"))
            {
                let id = sources.add(crate::source::Source::new(path, template.text()));
                let mut report = Report::default();
                let node = yaml::parse(id, 0, template.text(), &mut report).expect("it is YAML");
                schemas.check_whole(
                    &node,
                    Subject {
                        name: "a schema",
                        top: node.span,
                        elsewhere: &[],
                    },
                    &mut report,
                );
                let found: Vec<&str> = report
                    .diagnostics()
                    .iter()
                    .map(|found| found.message.as_str())
                    .collect();
                assert!(found.is_empty(), "{path}: {found:?}");
                seen += 1;
            }
        }
        assert!(seen > 12, "the schemas are found");
    }
}
