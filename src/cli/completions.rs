//! `planwright completions`: a script for a shell, made from the arguments themselves.

use clap::{Command, CommandFactory};

use super::args::{Args, Completions};
use super::{Ending, Failure, terminal};

pub fn run(command: &Completions) -> Result<Ending, Failure> {
    // Written to memory first: clap_complete panics if a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(
        command.shell,
        &mut without_hidden(&Args::command()),
        "planwright",
        &mut script,
    );
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Good)
}

/// The program as people see it: clap_complete 4.6.11 offers hidden subcommands too, such as the one by which a command starts its worker.
fn without_hidden(program: &Command) -> Command {
    let visible = program
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    Command::new("planwright")
        .args(program.get_arguments())
        .subcommands(visible.cloned())
        .version(env!("CARGO_PKG_VERSION"))
}
