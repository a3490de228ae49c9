//! What the two processes say to each other: a [`Request`] goes in, [`Message`]s come back, each as
//! a line of JSON.

use std::io::{self, BufRead, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cli::args::{
    Build, Check, Common, Diff, Endorse, Hear, MessageFormat, Release, Verify, VerifyFormat,
};
use crate::render::Event;

/// What a worker is asked to do: a command, as it was called.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Request {
    Check(Check),
    Build(Build),
    /// With what the other commands would have been told.
    Hear(Hear, Box<Common>),
    Verify(Verify, Box<Common>),
    Diff(Diff, Box<Common>),
    Release(Release),
    Endorse(Endorse),
}

impl Request {
    /// A document is to be heard.
    pub fn hear(command: &Hear) -> Self {
        let common = Common::of_project(command.root.clone(), command.budget);
        Self::Hear(command.clone(), Box::new(common))
    }

    /// A PDF is to be compared with what the repository makes.
    pub fn verify(command: &Verify) -> Self {
        let mut common = Common::of_project(command.root.clone(), command.budget);
        if command.format == VerifyFormat::Json {
            common.message_format = MessageFormat::Json;
        }
        Self::Verify(command.clone(), Box::new(common))
    }

    /// Two states are to be compared.
    pub fn diff(command: &Diff) -> Self {
        let common = Common::of_project(command.root.clone(), command.budget);
        Self::Diff(command.clone(), Box::new(common))
    }

    /// What every one of them was told.
    pub fn common(&self) -> &Common {
        match self {
            Self::Hear(_, common) | Self::Verify(_, common) | Self::Diff(_, common) => common,
            Self::Check(Check { common, .. })
            | Self::Build(Build { common, .. })
            | Self::Release(Release { common, .. })
            | Self::Endorse(Endorse { common, .. }) => common,
        }
    }

    /// How a failure is to be said.
    pub fn message_format(&self) -> MessageFormat {
        self.common().message_format
    }
}

/// What a worker says while it works on a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// What is being drawn.
    Progress(Event),
    /// All pages are set. What is still to be done, writing and telling, is bounded by what was
    /// made.
    Made,
    /// For standard output.
    Print(String),
    /// For standard error; colours are kept or taken out by whoever prints it.
    Say(String),
    /// The request is dealt with, with this exit status; nothing more is said of it.
    Finished { status: u8 },
}

/// Sends one request or message.
pub(super) fn send(out: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    out.write_all(&line)?;
    out.flush()
}

/// Receives one request or message; `None` when the other side is gone.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    if from.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&line)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Args, Command};
    use clap::Parser;

    #[test]
    fn what_is_sent_is_received_line_breaks_and_control_characters_included() {
        let at = Event::At {
            task: "t-v1.0".to_owned(),
            path: "plan/1\n.md".to_owned(),
        };
        let messages = [
            Message::Progress(at),
            Message::Made,
            Message::Say("\u{1b}[31ma\nb\n".to_owned()),
            Message::Finished { status: 1 },
        ];
        let mut wire = Vec::new();
        messages
            .iter()
            .for_each(|message| send(&mut wire, message).expect("it is sent"));
        let mut from = wire.as_slice();
        let received =
            std::iter::from_fn(|| receive::<Message>(&mut from).expect("it is received"));
        assert_eq!(received.collect::<Vec<_>>(), messages);
    }

    #[test]
    fn a_request_keeps_every_argument() {
        let typed = "planwright build a b --root r --draft --format pdf,html --new-since HEAD --today 2024-05-01 --time-limit 7 \
                     --memory-limit 2048 --deny x --warn y --allow z --message-format json --hints --quiet --line-numbers";
        let args = Args::try_parse_from(typed.split_whitespace()).expect("it is called rightly");
        let Command::Build(build) = args.command else {
            panic!("a build")
        };
        let mut wire = Vec::new();
        send(&mut wire, &Request::Build(build.clone())).expect("it is sent");
        let Some(Request::Build(received)) = receive(&mut wire.as_slice()).expect("it is received")
        else {
            panic!("a build")
        };
        assert_eq!(format!("{received:?}"), format!("{build:?}"));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_utf_8_reaches_the_worker() {
        use std::os::unix::ffi::OsStrExt;
        let odd = std::ffi::OsStr::from_bytes(b"caf\xe9");
        let words = [
            std::ffi::OsStr::new("planwright"),
            "check".as_ref(),
            odd,
            "--root".as_ref(),
            odd,
        ];
        let Command::Check(check) = Args::try_parse_from(words)
            .expect("it is called rightly")
            .command
        else {
            panic!("a check")
        };
        let mut wire = Vec::new();
        send(&mut wire, &Request::Check(check)).expect("it is sent");
        let Some(Request::Check(received)) = receive(&mut wire.as_slice()).expect("it is received")
        else {
            panic!("a check")
        };
        let place = received.common.place;
        assert_eq!(
            (place.root.as_deref(), place.documents.as_slice()),
            (Some(odd.as_ref()), [odd.into()].as_slice())
        );
    }
}
