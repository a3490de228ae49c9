//! `planwright init`: a small, complete project to begin with. Asks on a terminal only.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::args::Init;
use super::reason::reason;
use super::{Ending, Failure, resolve, terminal};
use crate::scaffold::{self, Values};
use crate::write::{NotWritten, OnDisk, leave_out, write_new};

/// What a new repository often has already, and what may stay as it is.
const WELCOME: [&str; 2] = ["README.md", ".gitignore"];

pub fn run(command: &Init) -> Result<Ending, Failure> {
    let asks = io::stdin().is_terminal() && io::stdout().is_terminal();
    let given = |value: &Option<String>, question: &str| match value {
        Some(value) => Ok(Some(value.clone())),
        None if asks => terminal::ask(question),
        None => Ok(None),
    };
    let values = Values {
        title: given(&command.title, "Title of the plan")?,
        organisation: given(&command.organisation, "Organisation that answers for it")?,
        date: Some(command.date.unwrap_or_else(resolve::today).to_string()),
    };
    let mut files = scaffold::project(&values);
    let left = leave_out(&command.folder, &mut files, &WELCOME);
    write_new(&OnDisk, &command.folder, &files)
        .map_err(|error| not_written(error, &command.folder))?;
    let shown = |path: &str| {
        command
            .folder
            .join(path)
            .display()
            .to_string()
            .trim_start_matches("./")
            .to_owned()
            + "\n"
    };
    terminal::print(
        &files
            .iter()
            .map(|(path, _)| shown(path))
            .collect::<String>(),
    )?;
    if !left.is_empty() {
        let names = left
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(" and ");
        let ignored = if left.iter().any(|name| name == ".gitignore") {
            "; write `output/` into `.gitignore`"
        } else {
            ""
        };
        terminal::say(&format!("left as it was: {names}{ignored}\n"));
    }
    let here = command.folder == Path::new(".");
    let inside = if here {
        String::new()
    } else {
        format!("`cd {}`, then ", command.folder.display())
    };
    terminal::say(&format!(
        "next: {inside}`planwright build --draft` makes the first PDF{}\n",
        if left.iter().any(|name| name == "README.md") {
            ""
        } else {
            "; `README.md` says how to go on"
        }
    ));
    Ok(Ending::Good)
}

fn not_written(error: NotWritten, folder: &Path) -> Failure {
    match error {
        NotWritten::There(files) => {
            let are = if files.len() == 1 { "is" } else { "are" };
            let files = files
                .iter()
                .map(|file| format!("`{file}`"))
                .collect::<Vec<_>>()
                .join(", ");
            let help = "move what is there away, or name another folder, such as `planwright init my-plan`";
            Failure::of(format!(
                "{files} {are} already in `{}`, so nothing was written; {help}",
                folder.display()
            ))
        }
        NotWritten::Failed(failed) => Failure::of(format!(
            "`{}` cannot be written: {}",
            failed.path.display(),
            reason(&failed.error)
        )),
    }
}
