//! The command line: arguments to settings, one file per subcommand, a report to the terminal.
//!
//! The only module that names clap and asks for the working folder. It decides the exit status (`spec` §7): 0 nothing wrong,
//! 1 the documents have errors, 2 the program was called wrongly or could not read or write.

mod args;
mod build;
mod check;
mod completions;
mod explain;
mod guard;
mod levels;
mod list;
mod resolve;
mod schema;
mod since;
mod status;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Good,
    DocumentsHaveErrors,
}

/// What kept a command from being carried out: exit status 2.
#[derive(Debug)]
struct Failure(String);

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
        Err(Failure(message)) => {
            terminal::failure(args.message_format(), &message);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    if let Some(code) = guard::run(&args.command, arguments)? {
        return Ok(code);
    }
    let ended = match &args.command {
        Command::Build(command) => build::run(command),
        Command::Check(command) => check::run(command),
        Command::Status(command) => status::run(command),
        Command::List(command) => list::run(command),
        Command::Explain(command) => explain::run(command),
        Command::Schema(command) => schema::run(command),
        Command::Completions(command) => completions::run(command),
    };
    Ok(if ended? == Ending::Good { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
