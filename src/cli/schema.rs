//! `planwright schema`: the schemas by which files are checked, as JSON Schema for editors. A kind's schema is laid over the keys that
//! every card has, a type's over those that every manifest has, as when they are checked; our own words (`x-…`) stay, and a validator passes over them.

use serde_json::Value as Json;

use super::args::Schema as Command;
use super::{Ending, Failure, resolve, terminal};
use crate::diagnostic::show::{human, text};
use crate::diagnostic::{Report, did_you_mean};
use crate::discover::{Project, Templates};
use crate::model::layers::Layers;
use crate::pipeline;

const CARD: &str = "schemas/card.yaml";
const DOCUMENT: &str = "schemas/document.yaml";

pub fn run(command: &Command) -> Result<Ending, Failure> {
    let disk = resolve::disk(command.root.as_deref())?;
    let mut report = Report::default();
    let (project, _) = pipeline::open(&disk, &[], &mut report)?;
    let names = names(&project.templates);
    let Some(name) = &command.name else {
        terminal::print(&(names.join("\n") + "\n"))?;
        return Ok(Ending::Good);
    };
    if !names.contains(name) {
        return Err(Failure(unknown(name, &names)));
    }
    match schema(name, &project, &mut report) {
        Some(schema) => {
            terminal::print(&(text::json(&schema)? + "\n"))?;
            Ok(Ending::Good)
        }
        None => {
            terminal::say(&human::render(&report, &project.sources, false));
            Ok(Ending::DocumentsHaveErrors)
        }
    }
}

/// The schemas of files, then the kinds, then the types that have keys of their own.
fn names(templates: &Templates) -> Vec<String> {
    let files = templates.below("schemas").filter_map(|(path, _)| path.strip_prefix("schemas/")?.strip_suffix(".yaml"));
    let types = templates.below("types").filter_map(|(path, _)| path.strip_prefix("types/")?.strip_suffix("/schema.yaml"));
    files.chain(templates.names("kinds")).chain(types).map(str::to_owned).collect()
}

fn schema(name: &str, project: &Project, report: &mut Report) -> Option<Json> {
    let layers = Layers { templates: &project.templates, sources: &project.sources };
    let has = |path: &str| project.templates.get(path).is_some();
    let of_a_file = format!("schemas/{name}.yaml");
    if has(&of_a_file) {
        return layers.read(&of_a_file, report);
    }
    let of_a_kind = format!("kinds/{name}/schema.yaml");
    let (base, path) = if has(&of_a_kind) { (CARD, of_a_kind) } else { (DOCUMENT, format!("types/{name}/schema.yaml")) };
    let base = layers.read(base, report)?;
    layers.over(&base, &path, report).filter(|layered| layered.usable).map(|layered| layered.schema.value)
}

fn unknown(name: &str, names: &[String]) -> String {
    let help = match did_you_mean(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the names are {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    format!("there is no schema `{name}`; {help}")
}
