//! `planwright watch`: a draft, and again on each change, until somebody ends it.
//!
//! A turn of the loop is `build --draft`, and nothing else: what that says, and which files it leaves, is the same. The process stays, and
//! so does what Typst has laid out: a turn sets only the pages anew that a change touches. Templates of the project's own are at
//! work in a child, for one turn (`guard`).

use std::collections::BTreeSet;
use std::ffi::OsString;

use super::args::{Build, Common, Watch};
use super::{Ending, Failure, build, guard, resolve, terminal};
use crate::compile;
use crate::diagnostic::Report;
use crate::discover::{Changes, Disk};
use crate::model::settings::Settings;
use crate::pipeline;

/// So many paths are named of those that changed.
const MOST_NAMED: usize = 3;

pub fn run(command: &Watch, arguments: &[OsString]) -> Result<Ending, Failure> {
    let common = Common { draft: true, ..command.build.common.clone() };
    let build = Build { common, ..command.build.clone() };
    if guard::is_child() {
        guard::bound(&build.common);
        return build::run(&build);
    }
    let (disk, _) = resolve::place(&build.common.place)?;
    // It begins before the first turn, so that no change during a turn is lost.
    let changes = Changes::of(&disk)?;
    // Who called the program wrongly is told at once; after that, nothing but the caller ends it.
    turn(&build, arguments)?;
    let say = |text: &str| {
        if !build.common.place.quiet {
            terminal::say(text);
        }
    };
    loop {
        say("waiting for changes; Ctrl+C ends this\n");
        let changed = changes.wait(&output(&disk))?;
        say(&format!("\n{}\n", said(&changed)));
        if let Err(failure) = turn(&build, arguments) {
            terminal::failure(build.common.message_format, &failure);
        }
    }
}

/// One build.
fn turn(build: &Build, arguments: &[OsString]) -> Result<(), Failure> {
    if guard::run(&build.common, arguments)?.is_none() {
        build::run(build)?;
        compile::forget();
    }
    Ok(())
}

/// The output folder as the settings have it now; what keeps them from being read is reported by the next turn.
fn output(disk: &Disk) -> String {
    pipeline::open(disk, &[], &mut Report::default()).map_or_else(|_| Settings::default(), |(_, settings)| settings).output
}

/// What people are told of a change.
fn said(changed: &BTreeSet<String>) -> String {
    let mut named: Vec<&str> = changed.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = format!("{} more", changed.len().saturating_sub(MOST_NAMED));
    if changed.len() > MOST_NAMED {
        named.push(&more);
    }
    format!("changed: {}", if named.is_empty() { "many files".to_owned() } else { named.join(", ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_paths_are_named() {
        let paths = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(said(&paths(&["b.md", "a.md"])), "changed: a.md, b.md");
        assert_eq!(said(&paths(&["a", "b", "c", "d", "e"])), "changed: a, b, c, 2 more");
        assert_eq!(said(&paths(&[])), "changed: many files");
    }
}
