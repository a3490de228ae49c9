//! `planwright check`: all checks, the compilation included, and no output.

use super::args::Check;
use super::{Ending, Failure, levels, resolve, since, terminal};
use crate::pipeline;

pub fn run(command: &Check) -> Result<Ending, Failure> {
    let (disk, request) = resolve::resolve(&command.common, !command.no_compile, false)?;
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&command.common.levels, &outcome.settings)?;
    since::apply(&command.common, &disk, &request, &mut outcome)?;
    let ending = terminal::show(&command.common, &outcome, &[], "");
    std::mem::forget(outcome.models);
    ending
}
