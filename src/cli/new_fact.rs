//! `planwright new fact`: an entry of the file of facts, with the keys that its author fills in.

use std::fmt::Write as _;

use super::args::New;
use super::reason::reason;
use super::{Ending, Failure, terminal};
use crate::discover::{Disk, Files};
use crate::pipeline::Snapshot;
use crate::scaffold::yaml_text;
use crate::write::{OnDisk, replace};

/// The word that stands in the place of a kind.
pub const FACT: &str = "fact";

/// Adds the fact at the end of the file, which is made if it is not there.
pub fn run(command: &New, disk: &Disk, snapshot: &Snapshot) -> Result<Ending, Failure> {
    let path = &snapshot.settings.facts.0;
    let name = name_of(&command.title)?;
    let mut names = snapshot
        .documents()
        .flat_map(|document| document.facts.names());
    if names.any(|known| known == name) {
        return Err(Failure::of(format!(
            "`{path}` has a fact `{name}` already; give this one another title"
        )));
    }
    let old = if disk.has_file(path) {
        String::from_utf8(disk.read(path)?).map_err(|_| {
            Failure::of(format!("`{path}` is not UTF-8; save it so, and try again")).at(&**path)
        })?
    } else {
        String::new()
    };
    let mut text = old;
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let _ = write!(
        text,
        "{name}:\n  title: {}\n  value: # the figure\n  unit:\n  as-of: # the day or period for which it holds\n  source:\n",
        yaml_text(&command.title, false)
    );
    replace(&OnDisk, &disk.root().join(path), text.as_bytes()).map_err(|failed| {
        let why = reason(&failed.error);
        Failure::of(format!("`{path}` cannot be written: {why}"))
    })?;
    terminal::print(&format!("{path}\n"))?;
    terminal::say(&format!("texts quote it as `[](fact:{name})`\n"));
    Ok(Ending::Good)
}

/// The name of a fact, from its title: letters, digits and hyphens, with a letter first.
fn name_of(title: &str) -> Result<String, Failure> {
    let name = slug::slugify(title);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(name);
    }
    Err(Failure::of(format!(
        "no name for a fact can be made of `{title}`; begin it with a letter"
    )))
}
