//! `planwright watch`: a draft, and again on each change, until somebody ends it.
//!
//! A turn of the loop is `build --draft`, and nothing else: what that says, and which files it
//! leaves, is the same. Pages are set by a worker that stays, and with it what Typst has laid out:
//! a turn sets only the pages anew that a change touches. A turn that comes to no end is ended, and
//! the next one begins with a worker of its own.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::args::{Build, Common, Watch};
use super::worker::{self, Request, Worker};
use super::{Failure, resolve, terminal};
use crate::diagnostic::Report;
use crate::discover::{Changes, Disk, Project};
use crate::model::settings::Settings;
use crate::pipeline;

/// So many paths are named of those that changed.
const MOST_NAMED: usize = 3;

pub fn run(command: &Watch) -> Result<ExitCode, Failure> {
    let common = Common {
        draft: true,
        ..command.build.common.clone()
    };
    let format = common.message_format;
    let quiet = common.place.quiet;
    let (disk, _) = resolve::place(&common.place)?;
    // It begins before the first turn, so that no change during a turn is lost.
    let changes = Changes::of(&disk)?;
    let request = Request::Build(Build {
        common,
        ..command.build.clone()
    });
    let mut kept: Option<Worker> = None;
    // Who called the program wrongly is told at once; after that, nothing but the caller ends it.
    if worker::ask(&mut kept, &request)? == Failure::STATUS {
        return Ok(ExitCode::from(Failure::STATUS));
    }
    let say = |text: &str| {
        if !quiet {
            terminal::say(text);
        }
    };
    loop {
        say("waiting for changes; Ctrl+C ends this\n");
        let changed = changes.wait(&output(&disk))?;
        if !disk.is_there() {
            return Err(Failure::of(format!(
                "the folder `{}` is no longer there, so there is nothing to watch",
                disk.root().display()
            )));
        }
        say(&format!("\n{}\n", said(&changed)));
        if let Err(failure) = worker::ask(&mut kept, &request) {
            terminal::failure(&terminal::Terminal, format, &failure);
        }
    }
}

/// The output folder as the settings have it now; what keeps them from being read is reported by
/// the next turn.
fn output(disk: &Disk) -> String {
    pipeline::open(disk, &[], Project::default(), &mut Report::default())
        .map_or_else(|_| Settings::default(), |(_, settings)| settings)
        .output
}

/// What people are told of a change.
fn said(changed: &BTreeSet<String>) -> String {
    let mut named: Vec<&str> = changed
        .iter()
        .take(MOST_NAMED)
        .map(String::as_str)
        .collect();
    let more = format!("{} more", changed.len().saturating_sub(MOST_NAMED));
    if changed.len() > MOST_NAMED {
        named.push(&more);
    }
    format!(
        "changed: {}",
        if named.is_empty() {
            "many files".to_owned()
        } else {
            named.join(", ")
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_paths_are_named() {
        let paths = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(said(&paths(&["b.md", "a.md"])), "changed: a.md, b.md");
        assert_eq!(
            said(&paths(&["a", "b", "c", "d", "e"])),
            "changed: a, b, c, 2 more"
        );
        assert_eq!(said(&paths(&[])), "changed: many files");
    }
}
