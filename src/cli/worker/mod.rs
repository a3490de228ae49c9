//! What checks and sets pages runs in a second process of this program, a worker, because it can be
//! ended: neither Typst nor a template can be interrupted, and what authors write decides how long
//! and how much memory they take.
//!
//! The worker is the hidden subcommand `worker`. It gets [`Request`]s and sends [`Message`]s
//! (`message`), one after the other (`serve`). Whoever asks (`host`) keeps one budget of time for
//! the whole of a request; the worker has a limit of memory (`memory`). If it comes to no end, what
//! is said names the template that is to blame, if one is, and else the budget (`report`). `watch`
//! keeps a worker from turn to turn, because of what Typst remembers; a server would do the same.

mod host;
mod memory;
mod message;
pub mod paths;
mod report;
mod serve;

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use super::{Failure, terminal};

pub use host::Worker;
pub use message::{Message, Request};
pub use serve::serve;

use host::{Cause, Ended};

/// Has a request dealt with by a worker of its own.
pub fn run(request: &Request) -> Result<ExitCode, Failure> {
    ask(&mut None, request).map(ExitCode::from)
}

/// Has a request dealt with by a worker that stays, or by a new one if there is none. Gives the
/// exit status; what there is to say is said.
pub fn ask(kept: &mut Option<Worker>, request: &Request) -> Result<u8, Failure> {
    let limit = Duration::from_secs(request.common().budget.time_limit);
    loop {
        let worker = match kept {
            Some(worker) => worker,
            None => kept.insert(Worker::start().map_err(|error| not_started(&error))?),
        };
        let ended = worker
            .ask(request, limit)
            .map_err(|error| Failure::of(format!("the second process cannot be asked: {error}")))?;
        let was_used = worker.done > 0;
        match ended {
            Ended::Finished { status, output } => return pass_on(output).map(|()| status),
            Ended::Cut(cut) => {
                *kept = None;
                // What it remembered of earlier turns may have taken the room.
                if was_used && matches!(cut.cause, Cause::Memory | Cause::Killed) {
                    continue;
                }
                return report::report(request, &cut);
            }
        }
    }
}

/// Without a second process nothing could end what has no end, so nothing is done.
fn not_started(error: &io::Error) -> Failure {
    Failure::of(format!(
        "the second process, in which pages are set, cannot be started: {error}"
    ))
}

fn pass_on(output: Vec<Message>) -> Result<(), Failure> {
    for message in output {
        match message {
            Message::Print(text) => terminal::print(&text)?,
            Message::Say(text) => terminal::say(&text),
            _ => {}
        }
    }
    Ok(())
}
