//! The child's side: it binds itself, and says what it is at.
//!
//! A line that begins with a character that no output begins with is a message to the parent: the name of a piece of work and the file
//! that it is at, as JSON. A line that says `output` ends the messages; what follows is the command's own standard output.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::Said;
use crate::render::{Watch, Work};

/// Begins a message.
const MARK: char = '\u{1}';

/// Ends the messages.
const OUTPUT: &str = "\u{1}output\n";

static IS_CHILD: AtomicBool = AtomicBool::new(false);
static SPEAKS: AtomicBool = AtomicBool::new(false);

/// Makes this process the child of another, whose number it is told.
pub(super) fn begin(parent: u32) {
    IS_CHILD.store(true, Ordering::Relaxed);
    SPEAKS.store(true, Ordering::Relaxed);
    bind(parent);
}

/// Whether this process is the child of another.
pub fn is_one() -> bool {
    IS_CHILD.load(Ordering::Relaxed)
}

/// Bounds the memory that may be reserved; what is set with the built-in templates needs a tenth of the default for 100 pages.
#[cfg(target_os = "linux")]
pub(super) fn bound(mebibytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = Some(mebibytes * 1024 * 1024);
    // Where a limit is refused, a lower one is in force.
    let _ = setrlimit(Resource::As, Rlimit { current: most, maximum: most });
}

/// Elsewhere only the time is bounded.
#[cfg(not(target_os = "linux"))]
pub(super) fn bound(_mebibytes: u64) {}

/// Sees to it that a child does not outlive its parent.
#[cfg(target_os = "linux")]
fn bind(parent: u32) {
    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    // It may be gone already.
    if getppid().map(Pid::as_raw_nonzero).is_none_or(|pid| pid.get().unsigned_abs() != parent) {
        std::process::exit(2);
    }
}

/// Elsewhere it may.
#[cfg(not(target_os = "linux"))]
fn bind(_parent: u32) {}

/// Tells the parent what templates are at work on; nobody, if there is no parent.
pub fn watch() -> Watch {
    if is_one() { Watch::new(tell) } else { Watch::default() }
}

fn tell(work: Work<'_>) {
    let message = match work {
        Work::At { name, path } => serde_json::json!([name, path]),
        Work::Ends { name } => serde_json::json!([name]),
    };
    say(&format!("{MARK}{message}\n"));
}

/// To be called before anything is written to standard output.
pub fn output_begins() {
    if SPEAKS.swap(false, Ordering::Relaxed) {
        say(OUTPUT);
    }
}

fn say(message: &str) {
    let mut out = io::stdout().lock();
    // A parent that is gone hears nothing.
    let _ = out.write_all(message.as_bytes()).and_then(|()| out.flush());
}

/// A line of a child; `None` if it ends the messages.
pub(super) fn understood(line: &[u8]) -> Option<Said> {
    let text = String::from_utf8_lossy(line);
    let message: Vec<String> = serde_json::from_str(text.strip_prefix(MARK)?.trim_end()).ok()?;
    let mut words = message.into_iter();
    match (words.next(), words.next()) {
        (Some(name), Some(path)) => Some(Said::At { name, path }),
        (Some(name), None) => Some(Said::Ends { name }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_understood_and_output_is_none() {
        assert!(matches!(understood(b"\x01[\"a\",\"plan/1\\n.md\"]\n"), Some(Said::At { path, .. }) if path == "plan/1\n.md"));
        assert!(matches!(understood(b"\x01[\"a\"]\n"), Some(Said::Ends { name }) if name == "a"));
        assert!(understood(OUTPUT.as_bytes()).is_none());
        assert!(understood(b"{}\n").is_none());
    }
}
