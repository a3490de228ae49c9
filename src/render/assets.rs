//! Where pictures stand in Typst's world.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::RenderContext;
use crate::model::links::{path_from, percent_decoded};

/// The path, from the root of Typst's world, of a picture that a card in `folder` names; `None` if
/// it is not there, or of no use.
pub fn find(scene: &RenderContext<'_>, folder: &str, target: &str) -> Option<String> {
    let path = path_from(folder, &percent_decoded(target))?;
    let usable = scene.files.contains_key(&path) && scene.pictures.fault(&path).is_none();
    usable.then(|| format!("/{}/assets/{path}", scene.base))
}

/// The picture itself, as an address (RFC 2397); an SVG in it can run nothing and fetch nothing.
pub fn data_uri(scene: &RenderContext<'_>, folder: &str, target: &str) -> Option<String> {
    let path = path_from(folder, &percent_decoded(target))?;
    let bytes = scene
        .files
        .get(&path)
        .filter(|_| scene.pictures.fault(&path).is_none())?;
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let media_type = match ending.as_deref()? {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => return None,
    };
    Some(format!(
        "data:{media_type};base64,{}",
        BASE64_STANDARD.encode(bytes)
    ))
}
