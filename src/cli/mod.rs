//! The command line: arguments to settings, one file per subcommand, a report to the terminal.
//!
//! The only module that names clap and asks for the working folder. It decides the exit status
//! (`docs/format.md#reports`): 0 nothing wrong, 1 the documents have errors, 2 the program was
//! called wrongly, could not read or write, or is older than the project requires.

mod approved;
mod args;
mod baseline;
mod build;
mod check;
mod completions;
mod csv;
mod diff;
mod endorse;
mod explain;
mod facts;
mod hear;
mod init;
mod levels;
mod list;
mod new;
mod new_fact;
mod outputs;
mod reason;
mod release;
mod resolve;
mod schema;
mod status;
mod terminal;
mod verify;
mod watch;
mod worker;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

use crate::diagnostic::Report;
use crate::render::Progress;
use crate::source::SourceSet;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Good,
    DocumentsHaveErrors,
}

impl Ending {
    fn status(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::DocumentsHaveErrors => 1,
        }
    }
}

/// What a command that reads documents works with, whichever process it is in.
struct Context {
    console: Box<dyn terminal::Console>,
    /// Is told what is being drawn.
    progress: Progress,
    /// Is told when all pages are set.
    made: Box<dyn Fn()>,
}

/// What kept a command from being carried out: exit status 2.
#[derive(Debug)]
struct Failure {
    message: String,
    /// The file or folder of which it speaks, below the root where it is known; the project as a
    /// whole if there is none.
    path: Option<String>,
    /// A finding with a place, which says it instead of the message.
    found: Option<(Report, SourceSet)>,
}

impl Failure {
    /// One that speaks of no file in particular.
    fn of(message: String) -> Self {
        Self {
            message,
            path: None,
            found: None,
        }
    }

    /// The exit status.
    const STATUS: u8 = 2;

    /// Says of which file or folder it speaks.
    fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors; clap prints both, and knows which is which.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() {
                Failure::STATUS
            } else {
                0
            });
        }
    };
    args.color().write_global();
    match run(&args) {
        Ok(code) => code,
        Err(failure) => {
            terminal::failure(&terminal::Terminal, args.message_format(), &failure);
            ExitCode::from(Failure::STATUS)
        }
    }
}

fn run(args: &Args) -> Result<ExitCode, Failure> {
    let ended = match &args.command {
        Command::Init(command) => init::run(command),
        Command::New(command) => new::run(command),
        Command::Build(command) => return worker::run(&worker::Request::Build(command.clone())),
        Command::Check(command) => return worker::run(&worker::Request::Check(command.clone())),
        Command::Hear(command) => return worker::run(&worker::Request::hear(command)),
        Command::Verify(command) => return worker::run(&worker::Request::verify(command)),
        Command::Diff(command) => return worker::run(&worker::Request::diff(command)),
        Command::Watch(command) => return watch::run(command),
        Command::Endorse(command) => {
            return worker::run(&worker::Request::Endorse(command.clone()));
        }
        Command::Release(command) => {
            return worker::run(&worker::Request::Release(command.clone()));
        }
        Command::Status(command) => status::run(command),
        Command::List(command) => list::run(command),
        Command::Facts(command) => facts::run(command),
        Command::Explain(command) => explain::run(command),
        Command::Schema(command) => schema::run(command),
        Command::Completions(command) => completions::run(command),
        Command::Worker => worker::serve(),
    };
    Ok(ExitCode::from(ended?.status()))
}
