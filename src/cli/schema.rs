//! `planwright schema`: the schemas by which files are checked, as JSON Schema for editors. A kind's schema is laid over the keys that
//! every card has, as it is when a card is checked; our own words (`x-…`) stay, and a validator passes over them.

use serde_json::Value as Json;

use super::args::Schema as Command;
use super::{Ending, Failure, resolve, terminal};
use crate::diagnostic::show::{human, text};
use crate::diagnostic::{Report, did_you_mean};
use crate::discover::{Project, Templates};
use crate::model::layers::Layers;
use crate::model::schema::Schema;
use crate::pipeline;

const CARD: &str = "schemas/card.yaml";

pub fn run(command: &Command) -> Result<Ending, Failure> {
    let disk = resolve::disk(command.root.as_deref())?;
    let mut report = Report::default();
    let (project, _) = pipeline::open(&disk, &mut report)?;
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

/// The schemas of files, then the kinds.
fn names(templates: &Templates) -> Vec<String> {
    let files = templates.below("schemas").filter_map(|(path, _)| path.strip_prefix("schemas/")?.strip_suffix(".yaml"));
    files.chain(templates.names("kinds")).map(str::to_owned).collect()
}

fn schema(name: &str, project: &Project, report: &mut Report) -> Option<Json> {
    let layers = Layers { templates: &project.templates, sources: &project.sources };
    let mut read = |path: &str| layers.read(path, report);
    let of_a_file = format!("schemas/{name}.yaml");
    if project.templates.get(&of_a_file).is_some() {
        return read(&of_a_file);
    }
    let base = read(CARD)?;
    let own = read(&format!("kinds/{name}/schema.yaml"))?;
    Some(Schema::overlay(&base, &own))
}

fn unknown(name: &str, names: &[String]) -> String {
    let help = match did_you_mean(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the names are {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    format!("there is no schema `{name}`; {help}")
}
