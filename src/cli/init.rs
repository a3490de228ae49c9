//! `planwright init`: a small, complete project to begin with. Asks on a terminal only.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::args::Init;
use super::{Ending, Failure, resolve, terminal};
use crate::scaffold::{self, Values};
use crate::write::{NotWritten, write_new};

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
    let files = scaffold::project(&values);
    write_new(&command.folder, &files).map_err(|error| not_written(error, &command.folder))?;
    let shown = |path: &str| command.folder.join(path).display().to_string().trim_start_matches("./").to_owned() + "\n";
    terminal::print(&files.iter().map(|(path, _)| shown(path)).collect::<String>())?;
    let here = command.folder == Path::new(".");
    let inside = if here { String::new() } else { format!("`cd {}`, then ", command.folder.display()) };
    terminal::say(&format!("next: {inside}`planwright build --draft` makes the first PDF; `README.md` says how to go on\n"));
    Ok(Ending::Good)
}

fn not_written(error: NotWritten, folder: &Path) -> Failure {
    match error {
        NotWritten::There(files) => {
            let are = if files.len() == 1 { "is" } else { "are" };
            let files = files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
            let help = "move what is there away, or name another folder, such as `planwright init my-plan`";
            Failure(format!("{files} {are} already in `{}`, so nothing was written; {help}", folder.display()))
        }
        NotWritten::Failed(failed) => Failure(format!("`{}` cannot be written: {}", failed.path.display(), failed.error)),
    }
}
