//! A project's own templates are programs: they may loop for ever, or fill the memory, and neither Tera nor Typst can be interrupted.
//! So a command that runs such templates runs in a child of this program, which can be ended.
//!
//! The child is the same command, with a first argument that nobody types. It has a limit of memory (on Linux), and says on its
//! standard output what a template is at work on (`child`); the parent keeps the time, passes on what the child says to people and
//! programs, and, if it has to end the child, reports the card at which it was (`report`). A project without templates of its own needs
//! no child: what the built-in ones do is bounded by what is read.

// This file is one of the places where the environment may be asked, and the only one that starts a program: this one.
#![allow(clippy::disallowed_methods)]

mod child;
mod report;

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{self, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::args::Common;
use super::{Failure, levels, resolve};
use crate::diagnostic::Report;
use crate::pipeline;

pub use child::{is_one as is_child, output_begins, watch};

/// The first argument of a child begins so; its parent's number follows.
const FLAG: &str = "--guarded-by=";

/// The endings of templates that are programs.
const PROGRAMS: [&str; 2] = [".typ", ".html"];

/// What became of a child.
enum Ended {
    Normally { code: u8, stdout: Vec<u8>, stderr: Vec<u8> },
    Badly { cause: Cause, at: Vec<String>, stderr: Vec<u8> },
}

/// Why a child did not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Time,
    Memory,
    Stack,
    Unknown,
}

/// What a child says while it works.
enum Said {
    At { name: String, path: String },
    Ends { name: String },
    Output(Vec<u8>),
}

/// The arguments as they were typed; if this is a child, it is bound to its parent here.
pub fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = env::args_os().collect();
    let first = arguments.get(1).and_then(|first| first.to_str());
    if let Some(parent) = first.and_then(|first| first.strip_prefix(FLAG)).and_then(|parent| parent.parse().ok()) {
        arguments.remove(1);
        child::begin(parent);
    }
    arguments
}

/// Bounds the memory of a child; of any other process nothing.
pub fn bound(common: &Common) {
    if is_child() {
        child::bound(common.memory_limit);
    }
}

/// Runs a command in a child, if it needs one: `None` if it does not.
pub fn run(common: &Common, arguments: &[OsString]) -> Result<Option<ExitCode>, Failure> {
    bound(common);
    if is_child() || common.new_since.is_none() && !has_programs(common) {
        return Ok(None);
    }
    let mut child = start(arguments).map_err(|error| Failure(unguarded(&error)))?;
    let limit = Duration::from_secs(common.time_limit);
    match attend(&mut child, limit).map_err(|error| Failure(format!("the program cannot be watched: {error}")))? {
        Ended::Normally { code, stdout, stderr } => {
            pass_on(&stdout, &stderr);
            Ok(Some(ExitCode::from(code)))
        }
        Ended::Badly { at, stderr, .. } if at.is_empty() => {
            pass_on(&[], &stderr);
            Err(Failure("the program came to an unexpected end".to_owned()))
        }
        Ended::Badly { cause, at, .. } => report::report(common, cause, &at).map(Some),
    }
}

/// Without a child nothing would end what templates do, so nothing is done.
fn unguarded(error: &io::Error) -> String {
    format!("this project has templates of its own, and the second process in which they would run cannot be started: {error}")
}

/// Whether the project has templates of its own. What keeps it from being read is reported when it is read in earnest.
fn has_programs(common: &Common) -> bool {
    let Ok((disk, _)) = resolve::place(&common.place) else { return false };
    let Ok((project, _)) = pipeline::open(&disk, &levels::calls(&common.levels), &mut Report::default()) else { return false };
    PROGRAMS.iter().any(|ending| project.templates.has_own(ending))
}

fn start(arguments: &[OsString]) -> io::Result<process::Child> {
    let mut command = process::Command::new(env::current_exe()?);
    command.arg(format!("{FLAG}{}", process::id())).args(arguments.iter().skip(1)).stdout(Stdio::piped()).stderr(Stdio::piped());
    // The child writes into a pipe, and must not conclude from it that nobody wants colours.
    match anstream::AutoStream::choice(&io::stderr()) {
        anstream::ColorChoice::Never => command.env("NO_COLOR", "1"),
        _ => command.env("CLICOLOR_FORCE", "1"),
    };
    command.spawn()
}

/// Waits until the child ends, or ends it when a template has given no sign of life for too long.
fn attend(child: &mut process::Child, limit: Duration) -> io::Result<Ended> {
    let (send, receive) = mpsc::channel();
    let stdout = child.stdout.take().map(|out| thread::spawn(move || listen(out, &send)));
    let stderr = child.stderr.take().map(|out| thread::spawn(move || all_of(out)));
    let mut output = Vec::new();
    let mut work = BTreeMap::new();
    let in_time = follow(&receive, limit, &mut work, &mut output);
    if !in_time {
        child.kill()?;
    }
    let status = child.wait()?;
    // The threads end when the child's pipes close.
    let _ = stdout.map(thread::JoinHandle::join);
    let stderr = stderr.and_then(|thread| thread.join().ok()).unwrap_or_default();
    Ok(match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code @ 0..=2) if in_time => Ended::Normally { code, stdout: output, stderr },
        _ => Ended::Badly { cause: cause(in_time, status, &stderr), at: work.into_values().collect(), stderr },
    })
}

/// Follows what the child says; whether it stopped speaking by itself.
fn follow(said: &Receiver<Said>, limit: Duration, work: &mut BTreeMap<String, String>, output: &mut Vec<u8>) -> bool {
    loop {
        match said.recv_timeout(limit) {
            Ok(Said::At { name, path }) => {
                work.insert(name, path);
            }
            Ok(Said::Ends { name }) => {
                work.remove(&name);
            }
            Ok(Said::Output(bytes)) => output.extend(bytes),
            Err(RecvTimeoutError::Disconnected) => return true,
            // Reading and checking are bounded by what is read; only templates are not.
            Err(RecvTimeoutError::Timeout) if work.is_empty() => {}
            Err(RecvTimeoutError::Timeout) => return false,
        }
    }
}

fn listen(out: impl Read, send: &Sender<Said>) {
    let mut reader = BufReader::new(out);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let said = child::understood(&line);
        let ended = said.is_none();
        if said.is_some_and(|said| send.send(said).is_err()) {
            return;
        }
        line.clear();
        if ended {
            break;
        }
    }
    // What follows is the command's own output.
    let _ = send.send(Said::Output(all_of(reader)));
}

fn all_of(mut out: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What can be read is passed on.
    let _ = out.read_to_end(&mut bytes);
    bytes
}

fn cause(in_time: bool, status: ExitStatus, stderr: &[u8]) -> Cause {
    let stderr = String::from_utf8_lossy(stderr);
    let killed = status.code().is_none();
    if !in_time {
        Cause::Time
    } else if stderr.contains("overflowed its stack") {
        Cause::Stack
    } else if killed || stderr.contains("memory allocation") || stderr.contains("capacity overflow") {
        // A system that is short of memory ends what uses most of it.
        Cause::Memory
    } else {
        Cause::Unknown
    }
}

fn pass_on(stdout: &[u8], stderr: &[u8]) {
    // There is nowhere left to say that this failed.
    let _ = io::stdout().lock().write_all(stdout);
    let _ = io::stderr().lock().write_all(stderr);
}
