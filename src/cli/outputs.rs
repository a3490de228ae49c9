//! What a command made goes to the project's output folder, and what keeps it from there is said.

use std::path::Path;

use super::Failure;
use super::reason::reason;
use crate::discover::{DiscoverError, Disk};
use crate::model::settings::Settings;
use crate::write::{Output, Storage, WriteError, write_outputs};

/// Writes all of them or none.
pub fn write(
    disk: &Disk,
    settings: &Settings,
    storage: &dyn Storage,
    outputs: &[Output<'_>],
) -> Result<(), Failure> {
    let folder = disk
        .output_folder(&settings.output, &settings.folders())
        .map_err(unusable)?;
    write_outputs(storage, &folder, outputs)
        .map_err(|error| not_written(&error, &folder, &settings.output))
}

fn unusable(error: DiscoverError) -> Failure {
    let DiscoverError { path, error } = error;
    Failure::of(format!(
        "nothing can be written into the output folder `{path}`: {error}; name another one, `output: …` in `planwright.yaml`"
    ))
    .at(path)
}

fn not_written(failed: &WriteError, folder: &Path, shown: &str) -> Failure {
    let name = failed
        .path
        .strip_prefix(folder)
        .ok()
        .filter(|name| !name.as_os_str().is_empty());
    match name.map(|name| name.to_string_lossy()) {
        Some(name) => Failure::of(format!(
            "`{name}` cannot be written into the output folder: {}",
            reason(&failed.error)
        ))
        .at(format!("{shown}/{name}")),
        None => Failure::of(format!(
            "the output folder `{shown}` cannot be written into: {}",
            reason(&failed.error)
        ))
        .at(shown),
    }
}
