//! OUT: bytes to files, all of a run or none of them, each whole.
//!
//! `outputs` writes what was built, `fresh` what an author goes on with; both complete everything
//! in a folder of its own (`staging`) before anything is seen, and ask the disk by way of a trait
//! (`storage`), so that tests can have any request refused. `git` commits and tags.

// These files are among the places where the disk may be touched (`.clippy.toml`).
#![allow(clippy::disallowed_methods)]

mod create_new;
pub mod git;
mod outputs;
mod staging;
mod storage;

use std::io;
use std::path::PathBuf;

pub use create_new::{NotWritten, leave_out, write_new};
pub use outputs::{Content, Output, replace, write_outputs};
pub use storage::{OnDisk, Storage};

/// Something could not be written: exit status 2.
#[derive(Debug)]
pub struct WriteError {
    /// The place for which it was meant.
    pub path: PathBuf,
    pub error: io::Error,
}

#[cfg(test)]
mod tests;
