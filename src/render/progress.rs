//! Who is told what is being drawn, so that somebody outside can say what was at work when it had
//! to be ended.
//!
//! A task has a name of its own and the path of the file that it is at; it ends when it is dropped.
//! Nothing here keeps the time.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A task goes on at a file: a card, or a manifest.
    At {
        task: String,
        path: String,
    },
    Ended {
        task: String,
    },
}

/// What somebody does who is told.
type Told = dyn Fn(Event) + Send + Sync;

/// Somebody who wants to know, or nobody.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<Told>>);

/// A task that has begun.
pub struct Task<'p> {
    progress: &'p Progress,
    name: String,
}

impl Progress {
    pub fn new(told: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(told)))
    }

    /// Whether somebody wants to know.
    pub fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Begins a task at a file.
    pub fn begin(&self, name: String, path: &str) -> Task<'_> {
        let task = Task {
            progress: self,
            name,
        };
        task.at(path);
        task
    }
}

impl Task<'_> {
    /// The task is now at another file.
    pub fn at(&self, path: &str) {
        if let Some(told) = &self.progress.0 {
            told(Event::At {
                task: self.name.clone(),
                path: path.to_owned(),
            });
        }
    }
}

impl Drop for Task<'_> {
    fn drop(&mut self) {
        if let Some(told) = &self.progress.0 {
            told(Event::Ended {
                task: std::mem::take(&mut self.name),
            });
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "Progress(somebody)"
        } else {
            "Progress(nobody)"
        })
    }
}
