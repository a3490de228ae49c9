//! Where pictures stand in Typst's world.

use super::Scene;
use crate::model::links::{path_from, percent_decoded};

/// The path, from the root of Typst's world, of a picture that a card in `folder` names; `None` if it is not there, or of no use.
pub fn find(scene: &Scene<'_>, folder: &str, target: &str) -> Option<String> {
    let path = path_from(folder, &percent_decoded(target))?;
    let usable = scene.files.contains_key(&path) && scene.pictures.fault(&path).is_none();
    usable.then(|| format!("/{}/assets/{path}", scene.base))
}
