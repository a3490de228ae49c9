//! The command line: arguments to settings, one file per subcommand, a report to the terminal.
//!
//! The only module that names clap and asks for the working folder. It decides the exit status (`docs/format.md#reports`): 0 nothing
//! wrong, 1 the documents have errors, 2 the program was called wrongly, could not read or write, or is older than the project requires.

mod args;
mod build;
mod check;
mod completions;
mod explain;
mod guard;
mod init;
mod levels;
mod list;
mod new;
mod resolve;
mod schema;
mod since;
mod status;
mod terminal;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

use crate::diagnostic::Report;
use crate::source::SourceSet;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Good,
    DocumentsHaveErrors,
}

/// What kept a command from being carried out: exit status 2.
#[derive(Debug)]
struct Failure {
    message: String,
    /// The file or folder of which it speaks, below the root where it is known; the project as a whole if there is none.
    path: Option<String>,
    /// A finding with a place, which says it instead of the message.
    found: Option<(Report, SourceSet)>,
}

/// A failure that speaks of no file in particular. It is called like the type, so that the many places that fail with a message alone read
/// like a tuple struct's.
#[allow(non_snake_case)]
fn Failure(message: String) -> Failure {
    Failure { message, path: None, found: None }
}

impl Failure {
    /// Says of which file or folder it speaks.
    fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = guard::arguments();
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors; clap prints both, and knows which is which.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    args.color().write_global();
    match run(&args, &arguments) {
        Ok(code) => code,
        Err(failure) => {
            terminal::failure(args.message_format(), &failure);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    if let Some(common) = args.sets_pages()
        && let Some(code) = guard::run(common, arguments)?
    {
        return Ok(code);
    }
    let ended = match &args.command {
        Command::Init(command) => init::run(command),
        Command::New(command) => new::run(command),
        Command::Build(command) => build::run(command),
        Command::Check(command) => check::run(command),
        Command::Watch(command) => watch::run(command, arguments),
        Command::Status(command) => status::run(command),
        Command::List(command) => list::run(command),
        Command::Explain(command) => explain::run(command),
        Command::Schema(command) => schema::run(command),
        Command::Completions(command) => completions::run(command),
    };
    Ok(if ended? == Ending::Good { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
