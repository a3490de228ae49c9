//! Who is told what is being drawn, so that somebody outside can say where a template that never ends was at work.
//!
//! A piece of work has a name of its own and the path of the file that it is at; it ends when what began it is dropped. Nothing here keeps
//! the time.

use std::fmt;
use std::sync::Arc;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work<'a> {
    /// The work goes on at a file: a card, or a manifest.
    At {
        name: &'a str,
        path: &'a str,
    },
    Ends {
        name: &'a str,
    },
}

/// What somebody does who is told.
type Told = dyn Fn(Work<'_>) + Send + Sync;

/// Somebody who wants to know, or nobody.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<Told>>);

/// A piece of work that has begun.
pub struct Piece<'w> {
    watch: &'w Watch,
    name: String,
}

impl Watch {
    pub fn new(told: impl Fn(Work<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(told)))
    }

    /// Whether somebody wants to know.
    pub fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Begins a piece of work at a file.
    pub fn begin(&self, name: String, path: &str) -> Piece<'_> {
        let piece = Piece { watch: self, name };
        piece.at(path);
        piece
    }

    fn tell(&self, work: Work<'_>) {
        if let Some(told) = &self.0 {
            told(work);
        }
    }
}

impl Piece<'_> {
    /// The work is now at another file.
    pub fn at(&self, path: &str) {
        self.watch.tell(Work::At { name: &self.name, path });
    }
}

impl Drop for Piece<'_> {
    fn drop(&mut self) {
        self.watch.tell(Work::Ends { name: &self.name });
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch(somebody)" } else { "Watch(nobody)" })
    }
}
