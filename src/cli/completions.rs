//! `planwright completions`: a script for a shell, made from the arguments themselves.

use clap::CommandFactory;

use super::args::{Args, Completions};
use super::{Ending, Failure, terminal};

pub fn run(command: &Completions) -> Result<Ending, Failure> {
    // Written to memory first: clap_complete panics if a pipe is closed.
    let mut script = Vec::new();
    clap_complete::generate(
        command.shell,
        &mut Args::command(),
        "planwright",
        &mut script,
    );
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Good)
}
