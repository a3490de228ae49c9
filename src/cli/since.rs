//! `--new-since REV`: the report without what the same checks say of an older revision.

use super::Failure;
use super::args::Common;
use crate::diagnostic::since::keep_new;
use crate::discover::{Disk, Revision};
use crate::pipeline::{self, Outcome, Request};

/// Leaves in the report only what is new, if that was asked for. Pages of the old revision are set only if those of the new were.
pub fn apply(common: &Common, disk: &Disk, request: &Request, outcome: &mut Outcome) -> Result<(), Failure> {
    let Some(name) = &common.new_since else { return Ok(()) };
    let revision = Revision::open(disk.root(), name)?;
    let before = pipeline::run(&revision, &Request { pdf: false, html: false, ..request.clone() })?;
    keep_new(&mut outcome.report, &outcome.project.sources, &before.report, &before.project.sources);
    Ok(())
}
