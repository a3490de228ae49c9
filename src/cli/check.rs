//! `planwright check`: all checks, the compilation included, and no output.

use super::args::Check;
use super::{Context, Ending, Failure, baseline, levels, resolve, terminal};
use crate::pipeline::{self, Mode, Request};

pub fn run(command: &Check, context: &Context) -> Result<Ending, Failure> {
    let mode = if command.no_compile {
        Mode::Check
    } else {
        Mode::Pages
    };
    let (disk, request) = resolve::resolve(&command.common, mode)?;
    let request = Request {
        progress: context.progress.clone(),
        ..request
    };
    let mut outcome = pipeline::run(&disk, &request)?;
    levels::check(&command.common.levels, &outcome.settings)?;
    baseline::apply(&command.common, &disk, &request, &mut outcome)?;
    (context.made)();
    let ending = terminal::show(&*context.console, &command.common, &outcome, &[], "");
    std::mem::forget(outcome.models);
    ending
}
