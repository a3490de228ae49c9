//! How paths are sent: as the system has them, because not every one is UTF-8.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Paths, however many: none, one, or a list.
pub fn serialize<'p, P, S>(paths: &'p P, serializer: S) -> Result<S::Ok, S::Error>
where
    &'p P: IntoIterator<Item = &'p PathBuf>,
    S: Serializer,
{
    paths
        .into_iter()
        .map(|path| path.as_os_str())
        .collect::<Vec<&OsStr>>()
        .serialize(serializer)
}

pub fn deserialize<'de, P, D>(deserializer: D) -> Result<P, D::Error>
where
    P: FromPaths,
    D: Deserializer<'de>,
{
    Vec::<OsString>::deserialize(deserializer)
        .map(|paths| P::from_paths(paths.into_iter().map(PathBuf::from)))
}

/// A path that is there in any case.
pub mod one {
    use std::path::Path;

    use super::{Deserialize, Deserializer, OsString, PathBuf, Serialize, Serializer};

    pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        path.as_os_str().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        OsString::deserialize(deserializer).map(PathBuf::from)
    }
}

/// What is made of paths.
pub trait FromPaths {
    fn from_paths(paths: impl Iterator<Item = PathBuf>) -> Self;
}

impl FromPaths for Vec<PathBuf> {
    fn from_paths(paths: impl Iterator<Item = PathBuf>) -> Self {
        paths.collect()
    }
}

impl FromPaths for Option<PathBuf> {
    fn from_paths(mut paths: impl Iterator<Item = PathBuf>) -> Self {
        paths.next()
    }
}
