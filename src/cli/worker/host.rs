//! The asker's side: a worker is started, asked, listened to, and ended when it takes too long.

// The only place that starts a program, this one, and the only one that keeps the time: what an
// output holds depends on neither.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::env;
use std::io::{self, BufReader, Read};
use std::process::{self, ChildStdin, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::memory;
use super::message::{self, Message, Request};
use crate::render::Event;

/// The subcommand that serves.
pub(super) const SUBCOMMAND: &str = "worker";

/// The allocator takes room in pieces of this size; its usual gibibyte would be most of what a
/// small limit allows, used or not.
const ARENA: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "64MiB");

/// How often at least the memory of a worker is looked at.
const PULSE: Duration = Duration::from_millis(100);

/// A figure of its memory that is no older is taken for the one of now: to ask the system for each
/// card would cost as much as to draw it.
const FRESH: Duration = Duration::from_millis(20);

/// Threads that only listen need little, and a system that is short of memory may not have more.
const LISTENERS_STACK: usize = 256 * 1024;

/// A second process of this program, ended when it is dropped.
pub struct Worker {
    child: process::Child,
    input: ChildStdin,
    heard: Receiver<Heard>,
    /// How many requests it has dealt with.
    pub done: usize,
}

/// What comes from a worker.
enum Heard {
    Message(Message),
    /// What the runtime of the language says before it gives up.
    Noise(Vec<u8>),
}

/// How a request ended.
pub enum Ended {
    /// The worker dealt with it.
    Finished {
        status: u8,
        /// What it printed, in its order.
        output: Vec<Message>,
    },
    /// The worker is no more.
    Cut(Cut),
}

/// What is known of a worker that did not come to its end.
#[derive(Debug, Clone)]
pub struct Cut {
    pub cause: Cause,
    /// What was being drawn.
    pub work: Vec<Work>,
    /// The most memory that it was seen to use, in MiB.
    pub used: Option<u64>,
    /// The most addresses that it was seen to reserve, in MiB.
    pub reserved: Option<u64>,
    /// What its runtime said.
    pub noise: Vec<u8>,
}

impl Cut {
    /// How much memory, in MiB, it asked for at once when it got none; 0 if nobody knows.
    pub fn refused(&self) -> u64 {
        let noise = String::from_utf8_lossy(&self.noise);
        let bytes = noise
            .split_once("memory allocation of ")
            .and_then(|(_, rest)| rest.split(' ').next()?.parse::<u64>().ok());
        bytes.unwrap_or_default() / (1024 * 1024)
    }
}

/// Why a worker did not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Time,
    /// It asked for memory and got none.
    Memory,
    /// The system ended it.
    Killed,
    Stack,
    Unknown,
}

/// A file that a task was at when the worker was ended.
#[derive(Debug, Clone)]
pub struct Work {
    pub path: String,
    /// For so long.
    pub time: Duration,
    /// While the worker's memory grew by so many MiB.
    pub grown: Option<u64>,
}

impl Worker {
    pub fn start() -> io::Result<Self> {
        let mut command = process::Command::new(env::current_exe()?);
        command
            .arg(SUBCOMMAND)
            .env(ARENA.0, ARENA.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (Some(input), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        };
        let (send, heard) = mpsc::channel();
        // From here on the child ends when this value does.
        let worker = Self {
            child,
            input,
            heard,
            done: 0,
        };
        let messages = send.clone();
        listener(move || hear_messages(output, &messages))?;
        listener(move || hear_noise(errors, &send))?;
        Ok(worker)
    }

    /// Has a request dealt with, in so much time for all of it.
    pub fn ask(&mut self, request: &Request, limit: Duration) -> io::Result<Ended> {
        // If it is gone already, that is heard below.
        let _ = message::send(&mut self.input, request);
        let mut heard = Listened::new(self.child.id(), limit);
        let in_time = heard.listen(&self.heard);
        if let Some(status) = heard.status {
            self.done += 1;
            return Ok(Ended::Finished {
                status,
                output: heard.output,
            });
        }
        if !in_time {
            self.child.kill()?;
        }
        let status = self.child.wait()?;
        let work = heard.work();
        let noise = std::mem::take(&mut heard.noise);
        let Listened { used, reserved, .. } = heard;
        Ok(Ended::Cut(Cut {
            cause: cause(in_time, status, &noise),
            work,
            used,
            reserved,
            noise,
        }))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listener(listen: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .stack_size(LISTENERS_STACK)
        .spawn(listen)
        .map(drop)
}

fn hear_messages(output: impl Read, send: &Sender<Heard>) {
    let mut output = BufReader::new(output);
    while let Ok(Some(message)) = message::receive(&mut output) {
        if send.send(Heard::Message(message)).is_err() {
            return;
        }
    }
}

fn hear_noise(mut errors: impl Read, send: &Sender<Heard>) {
    let mut bytes = [0; 4096];
    while let Ok(length @ 1..) = errors.read(&mut bytes) {
        if send.send(Heard::Noise(bytes[..length].to_vec())).is_err() {
            return;
        }
    }
}

/// What has been heard of one request.
struct Listened {
    process: u32,
    /// When the worker is to be ended; never, once all pages are set.
    deadline: Option<Instant>,
    /// What each task is at, since when, and how much memory was used then.
    tasks: BTreeMap<String, (String, Instant, Option<u64>)>,
    output: Vec<Message>,
    noise: Vec<u8>,
    status: Option<u8>,
    used: Option<u64>,
    reserved: Option<u64>,
    now: Option<u64>,
    looked: Option<Instant>,
}

impl Listened {
    fn new(process: u32, limit: Duration) -> Self {
        Self {
            process,
            deadline: Some(Instant::now() + limit),
            tasks: BTreeMap::new(),
            output: Vec::new(),
            noise: Vec::new(),
            status: None,
            used: None,
            reserved: None,
            now: None,
            looked: None,
        }
    }

    /// Listens until the request is dealt with or the worker is gone; `false` if the time has run
    /// out.
    fn listen(&mut self, heard: &Receiver<Heard>) -> bool {
        while self.status.is_none() {
            let left = self.deadline.map_or(PULSE, |deadline| {
                deadline.saturating_duration_since(Instant::now())
            });
            if left.is_zero() {
                return false;
            }
            match heard.recv_timeout(left.min(PULSE)) {
                Ok(Heard::Message(message)) => self.message(message),
                Ok(Heard::Noise(bytes)) => self.noise.extend(bytes),
                Err(RecvTimeoutError::Timeout) => _ = self.memory(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        true
    }

    fn message(&mut self, message: Message) {
        match message {
            Message::Progress(Event::At { task, path }) => {
                let memory = self.memory();
                self.tasks.insert(task, (path, Instant::now(), memory));
            }
            Message::Progress(Event::Ended { task }) => _ = self.tasks.remove(&task),
            Message::Made => self.deadline = None,
            Message::Finished { status } => self.status = Some(status),
            Message::Print(_) | Message::Say(_) => self.output.push(message),
        }
    }

    /// The worker's memory, as of a moment ago at most.
    fn memory(&mut self) -> Option<u64> {
        if self.looked.is_none_or(|looked| looked.elapsed() > FRESH) {
            self.looked = Some(Instant::now());
            // A process that has just ended has none.
            if let Some(now) = memory::used(self.process) {
                self.now = Some(now.memory);
                self.used = self.used.max(self.now);
                self.reserved = Some(now.reserved);
            }
        }
        self.now
    }

    fn work(&self) -> Vec<Work> {
        let work = self.tasks.values().map(|(path, since, before)| Work {
            path: path.clone(),
            time: since.elapsed(),
            grown: self
                .used
                .zip(*before)
                .map(|(used, before)| used.saturating_sub(before)),
        });
        work.collect()
    }
}

fn cause(in_time: bool, status: ExitStatus, noise: &[u8]) -> Cause {
    let noise = String::from_utf8_lossy(noise);
    let says = |words: &[&str]| words.iter().any(|words| noise.contains(words));
    if !in_time {
        Cause::Time
    } else if says(&["overflowed its stack"]) {
        Cause::Stack
    } else if says(&[
        "memory allocation of",
        "capacity overflow",
        "Cannot allocate memory",
        "ThreadPoolBuildError",
        "failed to spawn thread",
    ]) {
        Cause::Memory
    } else if was_killed(status) {
        Cause::Killed
    } else {
        Cause::Unknown
    }
}

/// Whether the process was ended from outside: by a system that is short of memory, as nobody else
/// knows of it.
#[cfg(unix)]
fn was_killed(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    const KILL: i32 = 9;
    status.signal() == Some(KILL)
}

#[cfg(not(unix))]
fn was_killed(_status: ExitStatus) -> bool {
    false
}
