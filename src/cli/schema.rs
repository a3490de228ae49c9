//! `planwright schema`: the schemas by which files are checked, as JSON Schema for editors. A
//! kind's schema is laid over the keys that every card has, a type's over those that every manifest
//! has, as when they are checked, and what is accepted by rules of our own is said in the words of
//! JSON Schema; our own words (`x-…`) stay, and a validator passes over them.

use serde_json::{Value as Json, json};

use super::args::Schema as Command;
use super::{Ending, Failure, resolve, terminal};
use crate::diagnostic::show::{human, text};
use crate::diagnostic::{Report, did_you_mean};
use crate::discover::{Project, Templates};
use crate::model::layers::SchemaLoader;
use crate::model::schema::printed::as_accepted;
use crate::pipeline;

const CARD: &str = "schemas/card.yaml";
const DOCUMENT: &str = "schemas/document.yaml";
const KIND: &str = "schemas/kind.yaml";

pub fn run(command: &Command) -> Result<Ending, Failure> {
    let disk = resolve::disk(command.root.as_deref())?;
    let mut report = Report::default();
    let (project, _) = pipeline::open(&disk, &[], Project::default(), &mut report)?;
    let names = names(&project.templates);
    let Some(name) = &command.name else {
        terminal::print(&(names.join("\n") + "\n"))?;
        return Ok(Ending::Good);
    };
    if !names.contains(name) {
        return Err(Failure::of(unknown(name, &names)));
    }
    match schema(name, &project, &mut report) {
        Some(schema) => {
            terminal::print(&(text::json(&schema)? + "\n"))?;
            if is_plain_type(name, &project.templates) {
                terminal::say(&format!(
                    "the type `{name}` has no keys of its own: these are the keys that every `document.yaml` has (`planwright schema \
                     document`); what stands in a card is said by its kind (`planwright schema section` …)\n"
                ));
            }
            Ok(Ending::Good)
        }
        None => {
            terminal::say(&human::render(&report, &project.sources, false));
            Ok(Ending::DocumentsHaveErrors)
        }
    }
}

/// The schemas of files, then the kinds, then the types.
fn names(templates: &Templates) -> Vec<String> {
    let files = templates
        .below("schemas")
        .filter_map(|(path, _)| path.strip_prefix("schemas/")?.strip_suffix(".yaml"));
    files
        .chain(templates.names("kinds"))
        .chain(templates.names("types"))
        .map(str::to_owned)
        .collect()
}

/// Whether a name is that of a type, and of nothing else, that adds no keys to those of every
/// manifest.
fn is_plain_type(name: &str, templates: &Templates) -> bool {
    let others = [
        format!("schemas/{name}.yaml"),
        format!("kinds/{name}/schema.yaml"),
        format!("types/{name}/schema.yaml"),
    ];
    others.iter().all(|path| templates.get(path).is_none())
}

fn schema(name: &str, project: &Project, report: &mut Report) -> Option<Json> {
    let layers = SchemaLoader {
        templates: &project.templates,
        sources: &project.sources,
    };
    let has = |path: &str| project.templates.get(path).is_some();
    let of_a_file = format!("schemas/{name}.yaml");
    if of_a_file == DOCUMENT {
        return of_every_type(layers, report);
    }
    if has(&of_a_file) {
        let schema = layers.read(&of_a_file, report)?;
        // In a schema a blank is a value like any other.
        return Some(if of_a_file == KIND {
            schema
        } else {
            as_accepted(&schema)
        });
    }
    let is_kind = project.templates.names("kinds").any(|kind| kind == name);
    let (base, folder) = if is_kind {
        (CARD, format!("kinds/{name}"))
    } else {
        (DOCUMENT, format!("types/{name}"))
    };
    let base = layers.read(base, report)?;
    let path = format!("{folder}/schema.yaml");
    let layered = match (has(&path), is_kind) {
        (true, _) => layers.over(&base, &path, report),
        (false, true) => layers.missing(&base, &folder, report),
        (false, false) => return Some(as_accepted(&base)),
    };
    layered
        .filter(|layered| layered.usable)
        .map(|layered| as_accepted(&layered.schema.value))
}

/// What a `document.yaml` may hold, whatever its type: an editor has one schema for all of them. A
/// key that several types have is accepted as any of them wants it; where the schema of one is
/// broken, any key is, as in the check.
fn of_every_type(layers: SchemaLoader<'_>, report: &mut Report) -> Option<Json> {
    let mut all = layers.read(DOCUMENT, report)?;
    for name in layers.templates.names("types") {
        let path = format!("types/{name}/schema.yaml");
        if layers.templates.get(&path).is_none() {
            continue;
        }
        match layers
            .over(&all, &path, report)
            .filter(|layered| layered.usable)
        {
            Some(layered) => ["properties", "$defs"]
                .iter()
                .for_each(|part| join(&mut all, &layered.schema.value, part)),
            None => drop(
                all.as_object_mut()
                    .and_then(|words| words.remove("additionalProperties")),
            ),
        }
    }
    Some(as_accepted(&all))
}

/// Adds the schemas of one part of a schema to those of another.
fn join(all: &mut Json, own: &Json, part: &str) {
    let (Some(all), Some(own)) = (
        all.get_mut(part).and_then(Json::as_object_mut),
        own.get(part).and_then(Json::as_object),
    ) else {
        return;
    };
    for (key, schema) in own {
        match all.get_mut(key) {
            Some(known) if known != schema => *known = json!({ "anyOf": [known, schema] }),
            Some(_) => {}
            None => drop(all.insert(key.clone(), schema.clone())),
        }
    }
}

fn unknown(name: &str, names: &[String]) -> String {
    let help = match did_you_mean(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the names are {}",
            names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    format!("there is no schema `{name}`; {help}")
}
