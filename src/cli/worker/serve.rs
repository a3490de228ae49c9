//! The worker's side: requests come in on standard input, one after the other, and messages go out
//! on standard output.
//!
//! When its standard input ends, whoever asked is gone, and the worker ends with it, in the middle
//! of whatever it is at.

use std::io::{self, BufReader, IsTerminal, Stdout};
use std::process;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::memory;
use super::message::{self, Message, Request};
use crate::cli::{
    Context, Ending, Failure, build, check, diff, endorse, hear, release, terminal, verify,
};
use crate::compile;
use crate::render::Progress;

/// The way back to whoever asked.
#[derive(Clone)]
struct Channel(Arc<Mutex<Stdout>>);

impl Channel {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(io::stdout())))
    }

    /// Whoever is gone hears nothing; then this process is about to end.
    fn send(&self, message: &Message) {
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = message::send(&mut *out, message);
    }
}

impl terminal::Console for Channel {
    fn print(&self, text: &str) -> Result<(), Failure> {
        self.send(&Message::Print(text.to_owned()));
        Ok(())
    }

    fn say(&self, text: &str) {
        self.send(&Message::Say(text.to_owned()));
    }
}

/// Deals with requests until there are no more.
pub fn serve() -> Result<Ending, Failure> {
    if io::stdin().is_terminal() {
        return Err(Failure::of(
            "`worker` is how planwright calls itself; `planwright --help` lists what people call"
                .to_owned(),
        ));
    }
    let channel = Channel::new();
    let mut is_first = true;
    for request in requests()? {
        if !is_first {
            compile::forget();
        }
        is_first = false;
        let status = carry_out(&request, &channel);
        channel.send(&Message::Finished { status });
    }
    Ok(Ending::Good)
}

/// The requests as they come. Who ends the input ends the worker.
fn requests() -> Result<Receiver<Request>, Failure> {
    let (send, receive) = mpsc::channel();
    let listen = move || {
        let mut input = BufReader::new(io::stdin());
        while let Ok(Some(request)) = message::receive(&mut input) {
            if send.send(request).is_err() {
                break;
            }
        }
        process::exit(2);
    };
    let started = thread::Builder::new()
        .name("requests".to_owned())
        .spawn(listen);
    started.map_err(|error| Failure::of(format!("the worker cannot begin: {error}")))?;
    Ok(receive)
}

fn carry_out(request: &Request, channel: &Channel) -> u8 {
    memory::bound(request.common().budget.memory_limit);
    let (events, made) = (channel.clone(), channel.clone());
    let context = Context {
        console: Box::new(channel.clone()),
        progress: Progress::new(move |event| events.send(&Message::Progress(event))),
        made: Box::new(move || made.send(&Message::Made)),
    };
    let ended = match request {
        Request::Check(command) => check::run(command, &context),
        Request::Build(command) => build::run(command, &context),
        Request::Endorse(command) => endorse::run(command, &context),
        Request::Hear(command, common) => hear::run(command, common, &context),
        Request::Verify(command, common) => verify::run(command, common, &context),
        Request::Diff(command, _) => diff::run(command, &context),
        Request::Release(command) => release::run(command, &context),
    };
    match ended {
        Ok(ending) => ending.status(),
        Err(failure) => {
            terminal::failure(channel, request.message_format(), &failure);
            Failure::STATUS
        }
    }
}
