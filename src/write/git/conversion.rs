//! What git makes of a file when it stores it: line ends, as the attributes `text` and `eol` and
//! the settings `core.autocrlf` and `core.eol` say. All else that attributes can ask for would need
//! a program to run, and is refused.

use std::path::Path;

use gix::bstr::ByteSlice;
use gix_attributes::search::{MetadataCollection, Outcome};
use gix_attributes::{Search, StateRef};

use super::{Refused, Result};

/// Attributes under which git stores something else than what lies on the disk, line ends apart.
const REFUSED: [&str; 3] = ["filter", "ident", "working-tree-encoding"];

/// What is asked of the attributes.
const ASKED: [&str; 6] = [
    "filter",
    "ident",
    "working-tree-encoding",
    "text",
    "eol",
    "crlf",
];

/// How line ends are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conversion {
    /// As they are.
    AsIs,
    /// Always as line feeds.
    LineFeeds,
    /// As line feeds, unless what is stored already has others.
    Automatic,
}

impl Conversion {
    /// That of a path of the repository, as the attributes in its work tree say.
    pub(super) fn of(local: &gix::Repository, top: &Path, path: &str) -> Result<Self> {
        let said = attributes(local, top, path).map_err(|error| {
            Refused(format!(
                "the attributes of `{path}` cannot be read: {error}"
            ))
        })?;
        let get = |name: &str| {
            said.iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        if let Some(name) = REFUSED
            .iter()
            .find(|name| !matches!(get(name), None | Some("unset")))
        {
            return Err(Refused(format!(
                "git's attribute `{name}` asks to change `{path}` when it is committed, and no filter is run here; commit it with git, or take the attribute away from it in `.gitattributes`"
            )));
        }
        let settings = local.config_snapshot();
        let automatic = settings
            .string("core.autocrlf")
            .is_some_and(|value| value.eq_ignore_ascii_case(b"input"))
            || settings.boolean("core.autocrlf") == Some(true);
        Ok(match (get("text").or(get("crlf")), get("eol")) {
            (Some("unset"), _) => Self::AsIs,
            (Some("auto"), _) => Self::Automatic,
            (Some(_), _) | (None, Some("lf" | "crlf")) => Self::LineFeeds,
            _ if automatic => Self::Automatic,
            _ => Self::AsIs,
        })
    }

    /// A text as git stores it, over the bytes that it has stored.
    pub(super) fn stored(self, text: &str, old: &[u8]) -> Vec<u8> {
        let converts = match self {
            Self::AsIs => false,
            Self::LineFeeds => true,
            Self::Automatic => !old.contains_str("\r\n"),
        };
        if converts {
            text.replace("\r\n", "\n").into_bytes()
        } else {
            text.as_bytes().to_vec()
        }
    }
}

/// The attributes that are asked for and set, with their values; `set` and `unset` for those that
/// have none.
fn attributes(
    local: &gix::Repository,
    top: &Path,
    path: &str,
) -> std::io::Result<Vec<(String, String)>> {
    let (mut known, mut buffer) = (MetadataCollection::default(), Vec::new());
    let mut search = Search::new_globals(std::iter::empty::<&Path>(), &mut buffer, &mut known)?;
    let folders = Path::new(path).ancestors().skip(1);
    let folders: Vec<&Path> = folders.collect();
    for folder in folders.into_iter().rev() {
        let file = top.join(folder).join(".gitattributes");
        let is_top = folder.as_os_str().is_empty();
        search.add_patterns_file(file, false, Some(top), &mut buffer, &mut known, is_top)?;
    }
    let own = local.common_dir().join("info").join("attributes");
    search.add_patterns_file(own, true, None, &mut buffer, &mut known, true)?;
    let mut outcome = Outcome::default();
    outcome.initialize_with_selection(&known, ASKED);
    let case = gix_attributes::glob::pattern::Case::Sensitive;
    search.pattern_matching_relative_path(path.into(), case, Some(false), &mut outcome);
    let found = outcome.iter_selected().filter_map(|found| {
        let value = match found.assignment.state {
            StateRef::Set => "set".to_owned(),
            StateRef::Unset => "unset".to_owned(),
            StateRef::Value(value) => value.as_bstr().to_string(),
            StateRef::Unspecified => return None,
        };
        Some((found.assignment.name.as_str().to_owned(), value))
    });
    Ok(found.collect())
}
