//! planwright compiles a plan, kept as Markdown files with YAML front matter, into a versioned,
//! accessible PDF.
//!
//! It is a program first; this is what another program may call. [`check`] reads a folder and gives
//! what `planwright check` says of it:
//!
//! ```no_run
//! use planwright::{Options, check};
//!
//! for finding in check("our-plan".as_ref(), &Options::default())? {
//!     println!("{}:{}: {} [{}]", finding.path, finding.start.line, finding.message, finding.code);
//! }
//! # Ok::<(), planwright::Error>(())
//! ```
//!
//! `examples/check.rs` is a whole program: `cargo run --example check -- FOLDER`. What is
//! documented here is stable as `docs/stability.md` says; everything else in this crate is the
//! program's own, and hidden.
//!
//! Pages are set in the calling process, and nothing ends templates of the project's own that run
//! for ever; `docs/security.md` says what that means for projects of strangers. The program sets
//! pages in a process of its own.

#![deny(missing_docs)]

#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compile;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod discover;
#[doc(hidden)]
pub mod edit;
#[doc(hidden)]
pub mod hear;
#[doc(hidden)]
pub mod limits;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod pdf;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod scaffold;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod write;

use std::fmt;
use std::path::Path;

pub use diagnostic::Severity;
pub use source::Position;

use diagnostic::show::text::{Placed, placed};
use diagnostic::{Diagnostic, Report};
use discover::Disk;
use pipeline::{Mode, Request, Unread};
use source::SourceSet;

/// How a folder is checked; the default is what `planwright check` does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Placeholders are warnings, as with `--draft`.
    pub draft: bool,
    /// Pages are not set, as with `--no-compile`: quicker, and silent about what only pages show.
    pub no_compile: bool,
}

/// One thing that was found, as `--message-format json` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `family/name`, such as `placeholder/tbc`; `docs/codes.md` explains each.
    pub code: String,
    /// How much it weighs, once the project's settings have been heard.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file, below the folder that was checked, with `/` everywhere.
    pub path: String,
    /// The sheet and the cell, such as `Costs!C7`, of a place in a workbook.
    pub cell: Option<String>,
    /// Where it begins; of a file as a whole, its first line; in a workbook, the cell's row and
    /// column.
    pub start: Position,
    /// Where it ends, exclusive.
    pub end: Position,
}

impl Finding {
    fn of(diagnostic: &Diagnostic, sources: &SourceSet) -> Self {
        let Placed {
            path,
            start,
            end,
            cell,
        } = placed(&diagnostic.place, sources);
        Self {
            code: diagnostic.code.to_string(),
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            path: path.to_owned(),
            cell: cell.map(str::to_owned),
            start,
            end,
        }
    }
}

/// Why a folder was not checked: where the program would end with status 2.
#[derive(Debug)]
pub enum Error {
    /// A file or folder cannot be read.
    Io {
        /// Which one, below the folder that was to be checked.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The project's settings require a newer planwright: `schema/requires`.
    TooOld(Box<Finding>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "`{path}` cannot be read: {error}"),
            Self::TooOld(finding) => f.write_str(&finding.message),
        }
    }
}

impl std::error::Error for Error {}

/// Checks all documents of the project in a folder, and writes nothing; what was found comes in
/// file order.
///
/// # Errors
/// If something cannot be read, or the project requires a newer planwright. What is wrong with
/// documents is no error, but found.
pub fn check(folder: &Path, options: &Options) -> Result<Vec<Finding>, Error> {
    let disk = Disk::open(Some(folder), folder)
        .map_err(Unread::from)
        .map_err(error)?;
    let mode = if options.no_compile {
        Mode::Check
    } else {
        Mode::Pages
    };
    let request = Request {
        draft: options.draft,
        mode,
        ..Request::default()
    };
    let outcome = pipeline::run(&disk, &request).map_err(error)?;
    Ok(findings(&outcome.report, &outcome.project.sources))
}

fn findings(report: &Report, sources: &SourceSet) -> Vec<Finding> {
    report
        .diagnostics()
        .iter()
        .map(|diagnostic| Finding::of(diagnostic, sources))
        .collect()
}

fn error(unread: Unread) -> Error {
    match unread {
        Unread::Io(error) => Error::Io {
            path: error.path,
            error: error.error,
        },
        Unread::TooOld(refusal, sources) => {
            Error::TooOld(Box::new(Finding::of(&refusal, &sources)))
        }
    }
}
