//! Changes to the files of a project, as the system tells of them: for a command that works again
//! on each.
//!
//! Nothing is read here. What is hidden, and the output folder, are left alone as everywhere; that
//! a file was only read is no change.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{DiscoverError, Disk, is_below};

/// An editor saves in several steps, and may save several files: after the first, so long is waited
/// for the rest. What comes later is a change of its own.
const COMPLETE: Duration = Duration::from_millis(50);

/// What the system tells of a project from the moment at which this is made.
pub struct Changes {
    root: PathBuf,
    told: Receiver<notify::Result<Event>>,
    /// It tells as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Changes {
    /// Begins to listen.
    pub fn of(disk: &Disk) -> Result<Self, DiscoverError> {
        let root = disk.canonical().to_owned();
        let (tell, told) = mpsc::channel();
        let watcher = notify::recommended_watcher(tell).and_then(|mut watcher| {
            watcher.watch(&root, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        match watcher {
            Ok(watcher) => Ok(Self {
                root,
                told,
                _watcher: watcher,
            }),
            Err(error) => Err(DiscoverError {
                path: disk.root().display().to_string(),
                error: io::Error::other(error),
            }),
        }
    }

    /// Waits for changes outside the folder `output`, and gives the paths of what changed; none if
    /// the system lost count of them.
    pub fn wait(&self, output: &str) -> Result<BTreeSet<String>, DiscoverError> {
        let mut changed = BTreeSet::new();
        while let Ok(told) = self.told.recv() {
            if self.note(told, output, &mut changed) {
                thread::sleep(COMPLETE);
                for told in self.told.try_iter() {
                    self.note(told, output, &mut changed);
                }
                return Ok(changed);
            }
        }
        let error = io::Error::other("the system tells of no changes any more");
        Err(DiscoverError {
            path: self.root.display().to_string(),
            error,
        })
    }

    /// Notes what was told, and says whether it is a change.
    fn note(
        &self,
        told: notify::Result<Event>,
        output: &str,
        changed: &mut BTreeSet<String>,
    ) -> bool {
        let Ok(event) = told else { return true };
        let paths = self.sources(&event, output);
        let is_change = !paths.is_empty() || event.need_rescan();
        changed.extend(paths);
        is_change
    }

    /// The paths of an event that may be sources.
    fn sources(&self, event: &Event, output: &str) -> Vec<String> {
        if matches!(event.kind, EventKind::Access(_)) {
            return Vec::new();
        }
        let below = event.paths.iter().filter_map(|path| self.below(path));
        below
            .filter(|path| !is_hidden(path) && path != output && !is_below(path, output))
            .collect()
    }

    fn below(&self, path: &Path) -> Option<String> {
        Some(super::disk::slashed(path.strip_prefix(&self.root).ok()?))
    }
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_a_source_counts() {
        use notify::event::{AccessKind, CreateKind};
        let root = tempfile::tempdir().expect("a temporary folder");
        let disk = Disk::open(Some(root.path()), root.path()).expect("it can be opened");
        let changes = Changes::of(&disk).expect("the system tells");
        let sources = |kind: EventKind, path: &str| {
            changes.sources(
                &Event::new(kind).add_path(disk.canonical().join(path)),
                "output",
            )
        };
        let create = EventKind::Create(CreateKind::File);
        assert_eq!(sources(create, "plan/01-one.md"), ["plan/01-one.md"]);
        assert_eq!(sources(create, "outputs.md"), ["outputs.md"]);
        for path in [
            "output",
            "output/a.pdf",
            ".git/index",
            "plan/.01-one.md.swp",
        ] {
            assert!(sources(create, path).is_empty(), "{path}");
        }
        assert!(sources(EventKind::Access(AccessKind::Read), "plan/01-one.md").is_empty());
    }
}
