//! The built-in kinds, types, theme and fonts: the folder `templates/` of the repository, carried
//! inside the program.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::Template;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// All files, by their path below `templates/`.
pub(super) fn files() -> BTreeMap<String, Template> {
    let mut files = BTreeMap::new();
    add(&TEMPLATES, &mut files);
    files
}

fn add(dir: &Dir<'static>, files: &mut BTreeMap<String, Template>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(
            path,
            Template {
                bytes: Arc::from(file.contents()),
                source: None,
            },
        );
    }
    for inner in dir.dirs() {
        add(inner, files);
    }
}
