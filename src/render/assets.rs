//! Pictures of the project, as text names them.

use super::RenderContext;
use super::tree::Asset;
use crate::model::links::{path_from, percent_decoded};

/// The picture that a card in `folder` names; `None` if it is not there, or of no use.
pub fn find<'a>(scene: &'a RenderContext<'_>, folder: &str, target: &str) -> Option<Asset<'a>> {
    let path = path_from(folder, &percent_decoded(target))?;
    let bytes = scene.files.get(&path)?;
    scene
        .pictures
        .fault(&path)
        .is_none()
        .then_some(Asset { path, bytes })
}
